"""Every file of the corpus, in process and through the command line; and the corpus is what its script writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from lcnsym.certificates.document import schema
from lcnsym.checker import Malformed, check_file
from lcnsym.checker.rules import RULES
from tests.corpora.make_corpus import HERE, corpus, write
from tests.corpora.wrong_certificates import MALFORMED_BY_SCHEMA

ROOT = Path(__file__).parents[2]
GOOD = sorted(HERE.glob("good/*"))
REJECTED = sorted(HERE.glob("wrong/rejected/*"))
MALFORMED = sorted(HERE.glob("wrong/malformed/*"))
PAIRS = {(rule.kind, claim) for rule in RULES.values() for claim in rule.proves}
"""Every kind of evidence with every kind of claim that it may prove."""


def name(path: Path) -> str:
    return path.name


def assert_one_short_line(text: str) -> None:
    assert text
    assert len(text) < 1200
    assert text.isprintable()


def run(
    *arguments: str | Path, text: bytes | None = None, environment: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """Exit status and output of python -m lcnsym.checker."""
    command = [sys.executable, "-m", "lcnsym.checker", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, check=False, env=environment, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.quick
def test_the_corpus_is_what_its_script_writes(tmp_path: Path) -> None:
    write(tmp_path)
    written = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.glob("**/*") if path.is_file()}
    kept = {str(path.relative_to(HERE)): path.read_bytes() for path in [*GOOD, *REJECTED, *MALFORMED]}
    assert written == kept == corpus()


@pytest.mark.quick
def test_the_corpus_covers_the_format() -> None:
    documents = [json.loads(path.read_text()) for path in GOOD]
    assert {(d["evidence"]["kind"], d["claim"]["kind"]) for d in documents} == PAIRS
    assert len(GOOD) >= 20
    assert len(REJECTED) >= 70
    assert len(MALFORMED) >= 100


@pytest.mark.quick
@pytest.mark.parametrize("path", GOOD, ids=name)
def test_good_files_are_accepted(path: Path) -> None:
    result = check_file(path)
    assert result.reason is None
    assert result.accepted
    assert_one_short_line(result.claim)


@pytest.mark.quick
@pytest.mark.parametrize("path", REJECTED, ids=name)
def test_false_or_unproved_claims_are_rejected(path: Path) -> None:
    result = check_file(path)
    assert not result.accepted
    assert_one_short_line(result.reason or "")
    assert (result.reason or "").startswith("rule ")


@pytest.mark.quick
@pytest.mark.parametrize("path", MALFORMED, ids=name)
def test_everything_else_is_malformed(path: Path) -> None:
    with pytest.raises(Malformed) as caught:
        check_file(path)
    assert_one_short_line(str(caught.value))


def test_all_good_files_through_the_command_line() -> None:
    status, out, err = run(*GOOD)
    assert (status, err) == (0, "")
    assert all(": accepted: " in line for line in out.splitlines())
    assert len(out.splitlines()) == len(GOOD)


def test_all_rejected_files_through_the_command_line() -> None:
    status, out, err = run(*REJECTED)
    assert (status, err) == (1, "")
    assert all(": NOT accepted (rule " in line for line in out.splitlines())
    assert len(out.splitlines()) == len(REJECTED)


def test_all_malformed_files_through_the_command_line() -> None:
    status, out, err = run("--json", *MALFORMED)
    results = json.loads(out)["results"]
    assert status == 2
    assert len(results) == len(MALFORMED)
    assert all(result["reason"].startswith("malformed: ") and result["claim"] is None for result in results)
    assert err == f"{len(MALFORMED)} of {len(MALFORMED)} files malformed\n"


@pytest.mark.parametrize("path", MALFORMED[::9], ids=name)
def test_one_malformed_file_through_the_command_line(path: Path) -> None:
    status, out, err = run(path)
    assert status == 2
    assert err.endswith("\n")
    assert_one_short_line(err[:-1])
    assert err.startswith(f"{path}: malformed: ")
    assert out == ""


def test_every_malformed_file_has_a_line() -> None:
    status, out, err = run(GOOD[0], *MALFORMED, REJECTED[0])
    assert status == 2
    assert len(out.splitlines()) == 2
    lines = err.splitlines()
    assert len(lines) == len(MALFORMED)
    assert all(line.startswith(f"{path}: malformed: ") for line, path in zip(lines, MALFORMED, strict=True))
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("files", "expected"),
    [((GOOD[0], REJECTED[0]), 1), ((REJECTED[0], GOOD[0]), 1), ((MALFORMED[0], REJECTED[0], GOOD[0]), 2)],
)
def test_the_worst_file_decides_the_status(files: tuple[Path, ...], expected: int) -> None:
    assert run(*files)[0] == expected


@pytest.mark.quick
def test_standard_input() -> None:
    assert run("-", text=GOOD[0].read_bytes())[0] == 0
    assert run("-", text=REJECTED[0].read_bytes())[0] == 1
    assert run("-", text=b"\xff")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        *[(), ("--frobnicate",), ("no-such-file.json",), (".",), ("--max-seconds",), ("--max-seconds", "0", "x")],
        *[("--max-memory", "many", "x"), ("--max-memory", "-5", "x"), ("--full",), ("--max-seconds", "1" * 50, "x")],
    ],
)
def test_bad_command_lines(arguments: tuple[str, ...]) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.quick
def test_help() -> None:
    assert run("--help")[0] == 0


def test_an_ascii_terminal_and_few_digits_are_enough() -> None:
    """Claims and errors speak of …, −, α; Python may be told to print few digits."""
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONINTMAXSTRDIGITS": "640"}
    assert run(*GOOD, environment=environment)[0] == 0
    status, _, err = run(*REJECTED, environment=environment)
    assert (status, err) == (1, "")
    status, _, err = run(*MALFORMED, environment=environment)
    assert (status, err.count("\n")) == (2, len(MALFORMED))


@pytest.mark.parametrize("path", [*GOOD, *REJECTED], ids=name)
def test_documents_of_the_right_shape_satisfy_the_schema(path: Path) -> None:
    jsonschema.Draft202012Validator(schema()).validate(json.loads(path.read_text()))


@pytest.mark.parametrize("text", MALFORMED_BY_SCHEMA.values(), ids=MALFORMED_BY_SCHEMA)
def test_the_schema_refuses_what_it_can(text: str) -> None:
    assert not jsonschema.Draft202012Validator(schema()).is_valid(json.loads(text))


@pytest.mark.quick
def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.quick
def test_a_reader_who_stops_early() -> None:
    command = [sys.executable, "-m", "lcnsym.checker"] + [str(GOOD[0])] * 2000
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
