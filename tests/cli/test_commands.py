"""The commands on the slides' examples: keys, values and tables."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from .support import CommandLine

pytestmark = pytest.mark.quick


def test_architecture_has_every_key(lcnsym: CommandLine) -> None:
    assert lcnsym.json("architecture", "-k", "3,2,2", "-s", "2,1,1") == {
        "k": [3, 2, 2],
        "s": [2, 1, 1],
        "d": [7, 3, 2, 1],
        "filter_size": 7,
        "stride": 2,
        "degree": 6,
        "even_filters": 2,
        "dimension": 5,
        "ambient_dimension": 7,
        "filling": False,
        "full_dimensional": False,
        "reduced": {"k": [3, 2, 2], "s": [2, 1, 1]},
        "components": None,
    }


def test_outputs_change_the_layer_sizes_only(lcnsym: CommandLine) -> None:
    one = lcnsym.json("architecture", "-k", "3,2")
    three = lcnsym.json("architecture", "-k", "3,2", "--outputs", "3")
    assert three["d"] == [6, 4, 3]
    assert {**one, "d": three["d"]} == three


@pytest.mark.parametrize(("k", "filling"), [("3,3", True), ("3,2", True), ("2,2", False), ("4,2", False), ("1", True)])
def test_filling(lcnsym: CommandLine, k: str, filling: bool) -> None:
    assert lcnsym.json("architecture", "-k", k)["filling"] is filling


def test_compose_multiplies_forms(lcnsym: CommandLine) -> None:
    document = lcnsym.json("compose", "-k", "2,2", "--filters", "1,1;-1,1/2", "--matrix", "--outputs", "2")
    assert document["filter"] == ["-1", "-1/2", "1/2"]
    assert document["matrix"] == [["-1", "-1/2", "1/2", "0"], ["0", "-1", "-1/2", "1/2"]]


def test_compose_knows_strides(lcnsym: CommandLine) -> None:
    document = lcnsym.json("compose", "-k", "2,2", "-s", "2,1", "--filters", "1,2;3,4")
    assert document == {"filter": ["3", "6", "4", "8"]}


def test_the_matrix_of_one_output_is_the_filter(lcnsym: CommandLine) -> None:
    document = lcnsym.json("compose", "-k", "2,2", "--filters", "1,2;3,4", "--matrix")
    assert document["matrix"] == [document["filter"]]


def test_compose_writes_algebraic_numbers(lcnsym: CommandLine) -> None:
    found = lcnsym.json("compose", "-k", "2,1", "--filters", "1,sqrt(2);3")["filter"][1]
    assert found["minpoly"] == [-18, 0, 1]
    assert found["approx"] == pytest.approx(18**0.5)
    lo, hi = found["interval"]
    assert isinstance(lo, str)
    assert isinstance(hi, str)


@pytest.mark.parametrize(
    ("coefficients", "text"),
    [
        ("1,0,-5,0,4", "1111|0"),
        ("1,0,-2,0,1", "22|0"),
        ("-1,2", "1|0"),
        ("0,0,1", "2|0"),
        ("1,0,1", "0|1"),
        ("5", "0|0"),
        ("1,-2*sqrt(2),2", "2|0"),
    ],
)
def test_pattern(lcnsym: CommandLine, coefficients: str, text: str) -> None:
    document = lcnsym.json("pattern", "--filter", coefficients)
    assert document["pattern"]["text"] == text
    real = sorted(root["multiplicity"] for root in document["roots"] if root["kind"] != "complex")
    pairs = sorted(root["multiplicity"] for root in document["roots"] if root["kind"] == "complex")
    assert (document["pattern"]["real"], document["pattern"]["complex"]) == (real, pairs)
    assert {root["kind"] for root in document["roots"]} <= {"real", "complex", "infinity"}


def test_the_zero_filter_has_no_pattern(lcnsym: CommandLine) -> None:
    document = lcnsym.json("pattern", "--filter", "0,0,0")
    assert document["pattern"] is None
    assert document["roots"] == []
    assert "zero" in document["note"]
    assert "no root pattern" in lcnsym("pattern", "--filter", "0,0,0").out


@pytest.mark.parametrize(
    ("k", "coefficients", "member", "position"),
    [
        ("3,2,2", "1,0,-5,0,4", True, "interior"),
        ("3,2,2", "1,0,-2,0,1", True, "boundary"),
        ("3,2,2", "1,0,2,0,1", False, "outside"),
        ("3,2,2", "0,0,0,0,0", True, "boundary"),
        ("3,3", "1,0,2,0,1", True, "interior"),
        ("2,2", "-1,2,-1", True, "boundary"),
    ],
)
def test_member(lcnsym: CommandLine, k: str, coefficients: str, member: bool, position: str) -> None:
    document = lcnsym.json("member", "-k", k, "--filter", coefficients)
    assert document["member"] is member
    assert document["position"] == position
    assert document["complex_member"] is True
    assert document["required_real_roots"] == sum(int(size) % 2 == 0 for size in k.split(","))
    assert document["pattern"] == lcnsym.json("pattern", "--filter", coefficients)["pattern"]


SLIDES = {
    "2,2,2": (["111|0", "12|0", "3|0"], ["1|1"]),
    "3,2,2": (["1111|0", "112|0", "22|0", "13|0", "4|0", "11|1", "2|1"], ["0|11", "0|2"]),
    "4,2": (["1111|0", "112|0", "22|0", "13|0", "4|0", "11|1", "2|1"], ["0|11", "0|2"]),
}


@pytest.mark.parametrize("k", SLIDES)
def test_patterns_are_the_slides_tables(lcnsym: CommandLine, k: str) -> None:
    members, others = SLIDES[k]
    entries = lcnsym.json("patterns", "-k", k)["patterns"]
    assert [(entry["text"], entry["member"]) for entry in entries] == [
        *((text, True) for text in members),
        *((text, False) for text in others),
    ]
    for entry in entries:
        assert set(entry) >= {"text", "real", "complex", "dimension", "member", "position"}
        assert entry["dimension"] == len(entry["real"]) + 2 * len(entry["complex"]) + 1
        assert entry["member"] == (entry["position"] != "outside")


PACKINGS = {
    "3,2,2": {
        "1111|0": (12, 12, "p1 p2 . p3 . p4"),
        "112|0": (7, 5, "p1 p2 . p3 . p3"),
        "22|0": (4, 2, "p1 p2 . p1 . p2"),
        "13|0": (3, 1, "p1 p2 . p2 . p2"),
        "4|0": (1, 0, None),
        "11|1": (2, 2, "q1 . p1 . p2"),
        "2|1": (1, 1, "q1 . p1 . p1"),
        "0|11": (0, 0, None),
        "0|2": (0, 0, None),
    },
    "4,2": {
        "1111|0": (4, 4, "p1 p2 p3 . p4"),
        "112|0": (3, 1, "p1 p2 p3 . p3"),
        "22|0": (2, 0, None),
        "13|0": (2, 0, None),
        "4|0": (1, 0, None),
        "11|1": (2, 2, "p1 q1 . p2"),
        "2|1": (1, 1, "p1 q1 . p1"),
        "0|11": (0, 0, None),
        "0|2": (0, 0, None),
    },
}


@pytest.mark.parametrize("k", PACKINGS)
def test_patterns_have_the_packings_of_the_slides(lcnsym: CommandLine, k: str) -> None:
    entries = lcnsym.json("patterns", "-k", k)["patterns"]
    found = {e["text"]: (e["packings"], e["compatible_packings"], e["example"]) for e in entries}
    assert found == PACKINGS[k]
    assert all(entry["compatible"] is (entry["example"] is not None) for entry in entries)
    assert all(entry["member"] is (entry["packings"] > 0) for entry in entries)


def test_the_table_of_patterns_agrees_with_packings(lcnsym: CommandLine) -> None:
    for entry in lcnsym.json("patterns", "-k", "4,3,2")["patterns"]:
        words = ("packings", "-k", "4,3,2", "--pattern", entry["text"], "--count")
        assert lcnsym.json(*words)["count"] == entry["packings"]
        assert lcnsym.json(*words, "--compatible")["count"] == entry["compatible_packings"]


def test_the_table_of_patterns_is_aligned(lcnsym: CommandLine) -> None:
    lines = lcnsym("patterns", "-k", "2,2,2").out.splitlines()
    assert lines == [
        "Root patterns of k = (2,2,2), degree 3, e = 3",
        "",
        "pattern  dimension  member  position  packings  compatible  compatible example",
        "───────  ─────────  ──────  ────────  ────────  ──────────  ──────────────────",
        "111|0            4  yes     interior         6           6  p1 . p2 . p3",
        "12|0             3  yes     boundary         3           3  p1 . p2 . p2",
        "3|0              2  yes     boundary         1           1  p1 . p1 . p1",
        "1|1              4  no      outside          0           0  -",
    ]


def test_rationalize_is_told(lcnsym: CommandLine) -> None:
    words = ("member", "-k", "2,2", "--filter", "1,0,-0.501", "--rationalize", "3", "--json")
    run = lcnsym(*words)
    assert run.status == 0
    assert run.document["rationalized"] == {"bits": 3, "largest_change": "1/1000"}
    assert "1/1000" in run.err
    assert run.err.count("\n") == 1
    pattern = lcnsym("pattern", "--filter", "1,0,-0.501", "--rationalize", "3", "--json").document
    assert pattern["rationalized"]["bits"] == 3
    assert "rationalized" not in lcnsym.json("pattern", "--filter", "1,0,-0.501")


def test_a_root_can_vanish_by_rounding(lcnsym: CommandLine) -> None:
    nearly_double = "1,0,-0.0001"
    assert lcnsym.json("pattern", "--filter", nearly_double)["pattern"]["text"] == "11|0"
    rounded = lcnsym("pattern", "--filter", nearly_double, "--rationalize", "4", "--json").document
    assert rounded["pattern"]["text"] == "2|0"


MINUS = ["-1,2", "-sqrt(2),1", "-.5,1", "--1,2", "-1/2,-3", "-(1),2"]


@pytest.mark.parametrize("coefficients", MINUS)
def test_values_may_begin_with_a_minus(lcnsym: CommandLine, coefficients: str) -> None:
    apart = lcnsym.json("pattern", "--filter", coefficients)
    attached = lcnsym.json("pattern", f"--filter={coefficients}")
    assert apart == attached
    assert lcnsym.json("compose", "-k", "2", "--filters", coefficients)["filter"]


def test_short_options_in_every_spelling(lcnsym: CommandLine) -> None:
    spellings = [["-k", "3,2"], ["-k3,2"], ["-k=3,2"]]
    assert len({lcnsym("architecture", *words, "--json").out for words in spellings}) == 1


def test_filters_from_files(lcnsym: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[1, 0.5]")
    (tmp_path / "b.csv").write_text("1\n-0.5\n")
    filters = f"@{tmp_path / 'a.json'};@{tmp_path / 'b.csv'}"
    assert lcnsym.json("compose", "-k", "2,2", "--filters", filters)["filter"] == ["1", "0", "-1/4"]


def test_output_can_be_fed_back(lcnsym: CommandLine, tmp_path: Path) -> None:
    composed = lcnsym("compose", "-k", "2,2", "--filters", "1,sqrt(2);1,-root(x^3-2,0)", "--json")
    (tmp_path / "w.json").write_text(composed.out)
    again = lcnsym.json("compose", "-k", "3", "--filters", f"@{tmp_path / 'w.json'}")
    assert again == composed.document
    verdict = lcnsym.json("member", "-k", "2,2", "--filter", f"@{tmp_path / 'w.json'}")
    assert verdict["position"] == "interior"


CALLS = [
    ("architecture", "-k", "3,2,2", "-s", "2,1,1"),
    ("compose", "-k", "2,2", "--filters", "1,sqrt(2);1,sqrt(3)", "--matrix"),
    ("pattern", "--filter", "1,sqrt(2),sqrt(3),-1,1"),
    ("member", "-k", "3,2,2", "--filter", "1,0,-5,0,4"),
    ("patterns", "-k", "3,2,2"),
    ("packings", "-k", "3,2,2", "--pattern", "112|0"),
    ("fibre", "-k", "2,2", "--filter", "1,0,-2"),
    ("fibre", "-k", "2,2", "--filter", "0,0,0"),
    ("theorem", "list"),
    ("theorem", "check", "membership", "-k", "3,2,2"),
]


@pytest.mark.parametrize(("call", "style"), [*itertools.product(CALLS, ["--json", None])])
def test_the_same_call_prints_the_same(lcnsym: CommandLine, call: tuple[str, ...], style: str | None) -> None:
    words = [*call, style] if style else [*call]
    first, second = lcnsym(*words), lcnsym(*words)
    assert first.status == 0
    assert first == second
    assert first.out
    assert first.err == ""


@pytest.mark.parametrize("call", CALLS)
def test_cards_fit_a_screen(lcnsym: CommandLine, call: tuple[str, ...]) -> None:
    assert max(map(len, lcnsym(*call).out.splitlines())) <= 120


def test_theorems_are_listed(lcnsym: CommandLine) -> None:
    theorems = lcnsym.json("theorem", "list")["theorems"]
    assert all({"name", "statement", "source"} <= set(known) for known in theorems)
    assert "membership" in {known["name"] for known in theorems}


def test_a_theorem_is_checked(lcnsym: CommandLine) -> None:
    document = lcnsym.json("theorem", "check", "membership", "-k", "3,2,2", "--filter", "1,0,-5,0,4")
    assert document["name"] == "membership"
    assert document["holds"] is True
    assert document["certificate"]["format"] == "lcnsym-certificate"


def test_a_violated_theorem_ends_with_status_one(lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from lcnsym import theorems
    from lcnsym.theorems.statement import ContradictionError

    def disagree(*_: object) -> None:
        raise ContradictionError("the two sides differ")

    broken = replace(theorems.theorem("membership"), examination=disagree)
    monkeypatch.setattr(theorems, "theorem", lambda _name: broken)
    run = lcnsym("theorem", "check", "membership", "-k", "3,2,2", "--json")
    assert run.status == 1
    assert run.document["holds"] is False
    assert run.document["certificate"] is None


def test_long_numbers_are_short_in_tables_and_exact_in_json(lcnsym: CommandLine) -> None:
    coefficient = "1/" + "7" * 400
    assert coefficient in json.dumps(lcnsym.json("compose", "-k", "2", "--filters", f"1,{coefficient}"))
    shown = lcnsym("compose", "-k", "2", "--filters", f"1,{coefficient}").out
    assert coefficient not in shown
    assert "≈ 1.285714286e-400" in shown


def test_discriminant(lcnsym: CommandLine) -> None:
    found = lcnsym.json("discriminant", "--degree", "3")
    assert (found["degree"], found["terms"]) == (3, 5)
    assert found["polynomial"] == "-27*w0^2*w3^2 + 18*w0*w1*w2*w3 - 4*w0*w2^3 - 4*w1^3*w3 + w1^2*w2^2"
