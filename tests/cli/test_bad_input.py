"""Bad input of every command: status 2, one line on stderr, nothing on stdout, little time."""

from __future__ import annotations

import time
from math import factorial
from pathlib import Path

import pytest

from .support import CommandLine

pytestmark = pytest.mark.quick

SECONDS = 5

FILTERS = {
    "empty": "",
    "blank": " ",
    "two dashes": "--",
    "comma": ",",
    "trailing comma": "1,2,3,",
    "unparsable": "abc,1,2",
    "not real": "sqrt(-1),1,2",
    "nan": "nan,1,2",
    "infinity": "1,inf,2",
    "minus infinity": "-inf,1,2",
    "complex": "1j,1,2",
    "division by zero": "1/0,1,2",
    "foreign digits": "\u0661,\u0662,\u0663",
    "superscript": "1\u00b2,1,2",
    "full-width digits": "\uff11,1,2",
    "nested parentheses": "(" * 5000 + "1" + ")" * 5000 + ",1,2",
    "open parentheses": "(" * 100_000,
    "code": "__import__('os').system('id'),1,2",
    "semicolons": "1;2;3",
    "spaces": "1 2 3",
    "power": "9^999999999,1,2",
    "exponent": "1e999999999,1,2",
    "surrogate": "\udcff,1,2",
    "new lines": "1\n2\n3",
    "huge degree": "sqrt(2)+sqrt(3)+sqrt(5)+sqrt(7)+sqrt(11)+sqrt(13)+sqrt(17),1,2",
    "decimal polynomial": "root(x-1e-9999,0),1,2",
    "no such file": "@/nowhere/w.json",
    "no file name": "@",
    "folder": "@/etc",
    "device": "@/dev/zero",
    "suffix": "@/etc/hostname",
    "null byte": "@a\0.json",
    "long name": "@" + "a" * 5000 + ".json",
    "home": "@~nobody/\u202e.json",
}

SIZES = {
    "zero": "0",
    "negative": "-1",
    "decimal": "2.5",
    "float": "1e9",
    "huge": "1000000000",
    "digits": "9" * 100_000,
    "empty": "",
    "blank": " ",
    "trailing comma": "3,2,",
    "letters": "a,b",
    "foreign digits": "\u0663",
    "superscript": "\u00b3",
    "plus": "+3",
    "underscore": "1_0",
    "hexadecimal": "0x3",
    "semicolon": "3;2",
    "layers": "1," * 20_000 + "1",
    "sum": "1000000,1000000",
    "nan": "nan",
    "null": "3\0",
    "other axes": "3x3,2x2x2",
    "mixed dimensions": "3,2x2",
    "two dashes": "--",
}

TWOS = ",".join(["2"] * 40)
ONES = ",".join(["1"] * 40)
K = ("-k", "3,2,2")
MALFORMED = [
    "",
    "|",
    "112",
    "112|",
    "|1",
    "112|0|0",
    "a|b",
    "1,1,2",
    "-1|0",
    "1 1 2|0",
    "0|0|",
    "\u0661|0",
    "1.5|0",
    "01|0",
]
PARTITIONS = ["", ",", "0,4", "-1,5", "2,a", "2.5,1.5", "2,2,", "4|0", "9" * 5000, "\u0664", "1_0"]
LIMITS = ["0", "-1", "1000001", "9" * 5000, "", "few", "1.5", "1e3", "\u0663"]

CALLS = {
    "architecture: missing -k": ("architecture",),
    "architecture: strides of another length": ("architecture", "-k", "3,2", "-s", "1"),
    "architecture: stride zero": ("architecture", "-k", "3,2", "-s", "0,1"),
    "architecture: stride empty": ("architecture", "-k", "3,2", "-s", ""),
    "architecture: huge strides": ("architecture", "-k", "2,2,2", "-s", "100000,100000,1"),
    "architecture: outputs zero": ("architecture", "-k", "3,2", "--outputs", "0"),
    "architecture: outputs negative": ("architecture", "-k", "3,2", "--outputs", "-3"),
    "architecture: outputs decimal": ("architecture", "-k", "3,2", "--outputs", "1.5"),
    "architecture: outputs digits": ("architecture", "-k", "3,2", "--outputs", "9" * 10_000),
    "architecture: outputs foreign digits": ("architecture", "-k", "3,2", "--outputs", "\u0663"),
    "architecture: outputs empty": ("architecture", "-k", "3,2", "--outputs", ""),
    "compose: too few filters": ("compose", "-k", "2,2", "--filters", "1,2"),
    "compose: too many filters": ("compose", "-k", "2", "--filters", "1,2;3,4"),
    "compose: wrong length": ("compose", "-k", "2,2", "--filters", "1,2;3,4,5"),
    "compose: an empty filter": ("compose", "-k", "2,2", "--filters", "1,2;"),
    "compose: huge matrix": ("compose", "-k", "2", "--filters", "1,2", "--matrix", "--outputs", "1000000"),
    "compose: thousands of filters": ("compose", "-k", "2", "--filters", "1,2;" * 30_000),
    "member: too short": ("member", "-k", "3,2,2", "--filter", "1,2,3,4"),
    "member: too long": ("member", "-k", "3,2,2", "--filter", "1,2,3,4,5,6"),
    "member: size with strides": ("member", "-k", "2,2", "-s", "2,1", "--filter", "1,2,3"),
    "member: claim unknown": ("member", "-k", "2", "--filter", "1,2", "--certificate", "c.json", "--claim", "truth"),
    "member: claim without certificate": ("member", "-k", "2", "--filter", "1,2", "--claim", "member"),
    "member: zero has no pattern to certify": (
        *("member", "-k", "2", "--filter", "0,0", "--certificate", "c.json", "--claim", "pattern"),
    ),
    "pattern: zero has no pattern to certify": ("pattern", "--filter", "0,0", "--certificate", "c.json"),
    "pattern: rationalize irrational": ("pattern", "--filter", "1,sqrt(2)", "--rationalize", "8"),
    "pattern: rationalize negative": ("pattern", "--filter", "1,2", "--rationalize", "-8"),
    "pattern: rationalize word": ("pattern", "--filter", "1,2", "--rationalize", "few"),
    "pattern: rationalize huge": ("pattern", "--filter", "1,2", "--rationalize", "9" * 5000),
    "patterns: too many": ("patterns", "-k", "200"),
    "patterns: far too many": ("patterns", "-k", "1000000"),
    "patterns: larger stride": ("patterns", "-k", "2,2", "-s", "2,1"),
    "packings: neither pattern nor partition": ("packings", *K),
    "packings: pattern and partition": ("packings", *K, "--pattern", "112|0", "--partition", "2,1,1"),
    "packings: without architecture": ("packings", "--pattern", "112|0"),
    "closure: no partition": ("closure",),
    "closure: partition and architecture": ("closure", "--partition", "2,1", "-k", "2,2"),
    "closure: strides without sizes": ("closure", "--partition", "2,1", "-s", "2,2"),
    "closure: degrees of minors": ("closure", "-k", "3,2", "-s", "2,1", "--up-to", "3"),
    "closure: strides too few": ("closure", "-k", "3,2", "-s", "2"),
    "closure: degree too large": ("closure", "--partition", "4,3"),
    "closure: a zero part": ("closure", "--partition", "3,0"),
    "closure: a huge part": ("closure", "--partition", "99999999999"),
    "closure: up to too much": ("closure", "--partition", "3,1", "--up-to", "7"),
    "closure: up to words": ("closure", "--partition", "3,1", "--up-to", "all"),
    "picture: no file": ("picture", "-k", "3,2,2"),
    "picture: unknown suffix": ("picture", "-k", "3,2,2", "-o", "picture.pdf"),
    "picture: no suffix": ("picture", "-k", "3,2,2", "-o", "svg"),
    "picture: no such folder": ("picture", "-k", "3,2,2", "-o", "nowhere/picture.svg"),
    "picture: unknown kind": ("picture", "-k", "3,2,2", "--kind", "faces", "-o", "picture.svg"),
    "picture: degree too large": ("picture", "-k", "4,3", "-o", "picture.svg"),
    "picture: order of a large degree": ("picture", "-k", "10", "--kind", "order", "-o", "picture.svg"),
    "picture: larger stride": ("picture", "-k", "2,2", "-s", "2,1", "-o", "picture.svg"),
    "describe: certificate without filter": ("describe", "-k", "2,2", "--certificate", "c.json"),
    "describe: certificate in no folder": (
        *("describe", "-k", "2,2", "--filter", "1,2,3", "--certificate", "nowhere/c.json"),
    ),
    "packings: larger stride": ("packings", "-k", "2,2", "-s", "2,1", "--pattern", "111|0"),
    "packings: astronomically many": ("packings", "-k", TWOS, "--partition", ONES),
    "packings: too many": ("packings", "-k", ",".join(["2"] * 10), "--partition", ",".join(["1"] * 10)),
    "fibre: without filter": ("fibre", *K),
    "fibre: too short": ("fibre", *K, "--filter", "1,2"),
    "fibre: size with strides": ("fibre", "-k", "2,2", "-s", "2,1", "--filter", "1,2,3"),
    "fibre: no number": ("fibre", "-k", "2,2", "--filter", "1,x,2"),
    "patterns: too much work": ("patterns", "-k", ",".join(["3"] * 19)),
    "patterns: degree with too many": ("patterns", "-k", "41"),
    "theorem: unknown": ("theorem", "check", "riemann", "-k", "3,2,2"),
    "theorem: without architecture": ("theorem", "check", "membership"),
    "theorem: strides alone": ("theorem", "check", "example-322", "-s", "1,1,1"),
    "theorem: hypothesis": ("theorem", "check", "boundary-empty", "-k", "2,2"),
    "theorem: filter length": ("theorem", "check", "membership", "-k", "2,2", "--filter", "1,2"),
    "theorem: foreign size": ("theorem", "check", "membership", "-k", "\u0663"),
    "certificate: missing file": ("certificate", "check", "/nowhere/c.json"),
    "certificate: folder": ("certificate", "check", "/etc"),
    "certificate: name with null": ("certificate", "check", "a\0b"),
}


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written despite a refusal shows."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)


def assert_refused(lcnsym: CommandLine, *words: str) -> str:
    """Refused in little time, without leaving a file; returns the line."""
    begin = time.process_time()
    line = lcnsym.refused(*words)
    assert time.process_time() - begin < SECONDS
    assert not list(Path().iterdir())
    return line


@pytest.mark.parametrize("name", FILTERS)
def test_bad_filters(lcnsym: CommandLine, name: str) -> None:
    assert_refused(lcnsym, "member", "-k", "3", "--filter", FILTERS[name])
    assert_refused(lcnsym, "pattern", "--filter", FILTERS[name], "--json")


@pytest.mark.parametrize("name", [name for name in FILTERS if name not in ("semicolons",)])
def test_bad_filters_of_layers(lcnsym: CommandLine, name: str) -> None:
    assert_refused(lcnsym, "compose", "-k", "3", "--filters", FILTERS[name])


@pytest.mark.parametrize("name", SIZES)
def test_bad_filter_sizes(lcnsym: CommandLine, name: str) -> None:
    assert_refused(lcnsym, "architecture", "-k", SIZES[name])
    assert_refused(lcnsym, "member", "-k", SIZES[name], "--filter", "1,2,3", "--json")
    assert_refused(lcnsym, "patterns", "-k", SIZES[name])


@pytest.mark.parametrize("pattern", [*MALFORMED, "111|0", "1111|1", "0|0", "99999|0", "1" * 200_000 + "|0"])
def test_bad_patterns(lcnsym: CommandLine, pattern: str) -> None:
    assert_refused(lcnsym, "packings", *K, "--pattern", pattern)
    assert_refused(lcnsym, "packings", *K, "--pattern", pattern, "--count", "--json")


@pytest.mark.parametrize("partition", [*PARTITIONS, "2,1", "2,2,1", "1000000,1000000"])
def test_bad_partitions(lcnsym: CommandLine, partition: str) -> None:
    assert_refused(lcnsym, "packings", *K, "--partition", partition)
    assert_refused(lcnsym, "packings", *K, "--partition", partition, "--compatible", "--json")


@pytest.mark.parametrize("limit", LIMITS)
def test_bad_limits(lcnsym: CommandLine, limit: str) -> None:
    assert "--limit" in assert_refused(lcnsym, "packings", *K, "--pattern", "112|0", "--limit", limit)
    assert "--limit" in assert_refused(lcnsym, "fibre", "-k", "2,2", "--filter", "1,0,-2", "--limit", limit, "--json")


@pytest.mark.parametrize("name", CALLS)
def test_bad_calls(lcnsym: CommandLine, name: str) -> None:
    assert_refused(lcnsym, *CALLS[name])
    assert_refused(lcnsym, *CALLS[name], "--json")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("member", "-k", "3,2,2", "--filter", "1,2,3"), ("3 coefficients", "size 5")),
        (("member", "-k", "0", "--filter", "1"), ("'0'", "integer from 1")),
        (("member", "-k", "2.5", "--filter", "1"), ("'2.5'", "3,2,2")),
        (("patterns", "-k", "3x3"), ("'3x3'", "one-dimensional")),
        (("pattern", "--filter", "1,nan"), ("nan",)),
        (("pattern", "--filter", "@w.txt"), ("w.txt", ".json, .csv or .npy")),
        (("compose", "-k", "2,2", "--filters", "1,2;x,1"), ("layer 2", "'x'")),
        (("architecture", "-k", "3", "--outputs", "many"), ("'many'", "integer from 1")),
        (("member", "-k", "2", "--filter", "1,2", "--certificate", "c", "--claim", "x"), ("'x'", "position")),
        (("theorem", "check", "riemann"), ("'riemann'", "membership")),
        (("packings", *K, "--pattern", "111|0"), ("degree 3", "(3,2,2)", "degree 4")),
        (("packings", *K, "--pattern", "a|b"), ("'a|b'", "112|0")),
        (("packings", *K), ("--pattern", "--partition")),
        (("packings", *K, "--pattern", "112|0", "--limit", "0"), ("from 1 to 1000000", "'0'")),
        (("packings", "-k", TWOS, "--partition", ONES), (str(factorial(40)), "--limit N")),
        (("patterns", "-k", "41"), ("degree 40", "468342", "400000")),
        (("patterns", "-k", ",".join(["3"] * 19)), ("degree 38", "19 layers", "20000000")),
    ],
)
def test_the_line_names_what_was_given_and_what_is_accepted(
    lcnsym: CommandLine, words: tuple[str, ...], told: tuple[str, ...]
) -> None:
    line = assert_refused(lcnsym, *words)
    assert all(part in line for part in told), line


def test_ten_million_digits(lcnsym: CommandLine, tmp_path: Path) -> None:
    digits = "1" + "0" * 10_000_000
    (tmp_path / "w.json").write_text(f"[{digits}, 1, 2]")
    (tmp_path / "v.json").write_text(f'["{digits}", 1, 2]')
    (tmp_path / "u.csv").write_text(f"{digits}\n1\n2\n")
    for name in ("w.json", "v.json", "u.csv"):
        assert_refused(lcnsym, "member", "-k", "3", "--filter", f"@{tmp_path / name}")


OUTPUTS = ["missing/c.json", "", ".", "c.json/", "c\0.json", "a" * 5000]


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_files_that_cannot_be(lcnsym: CommandLine, name: str, tmp_path: Path) -> None:
    path = f"{tmp_path}/{name}" if name not in ("", ".") else name
    for words in (
        ("architecture", "-k", "3,2"),
        ("member", "-k", "3", "--filter", "1,2,3"),
        ("pattern", "--filter", "1,2,3"),
        ("theorem", "check", "membership", "-k", "3,2,2"),
    ):
        assert_refused(lcnsym, *words, "--certificate", path)


def test_a_refused_call_leaves_an_old_output_file_alone(lcnsym: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "c.json"
    target.write_text("old")
    lcnsym.refused("member", "-k", "3", "--filter", "1,2", "--certificate", str(target))
    lcnsym.refused("pattern", "--filter", "0,0", "--certificate", str(target))
    assert target.read_text() == "old"
