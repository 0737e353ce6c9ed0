"""Writing certificates and checking them."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.certificates.document import Certificate
from lcnsym.certificates.factorizations import certify_compatibility, certify_factorization, certify_fibre_count
from lcnsym.fibres import fibres
from lcnsym.membership.patterns import RootPattern
from lcnsym.network.architecture import Architecture
from tests.checker.hostile import HOSTILE

from .support import CommandLine, assert_one_line

MEMBER = ("member", "-k", "3,2,2", "--filter", "1,0,-5,0,4")

WRITERS = {
    "member": (*MEMBER,),
    "not-member": ("member", "-k", "2,2", "--filter", "1,0,1"),
    "interior": (*MEMBER, "--claim", "position"),
    "boundary": ("member", "-k", "2,2", "--filter", "1,-2*sqrt(2),2", "--claim", "position"),
    "pattern": ("pattern", "--filter", "1,0,sqrt(2),0"),
    "filling": ("architecture", "-k", "3,2"),
    "not-filling": ("architecture", "-k", "3,2,2"),
}


@pytest.mark.quick
@pytest.mark.parametrize("kind", WRITERS)
def test_certificates_are_written_and_accepted(lcnsym: CommandLine, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "c.json"
    run = lcnsym(*WRITERS[kind], "--certificate", str(target), "--json")
    assert run.status == 0
    assert run.document
    assert f"'{kind}'" in run.err
    assert json.loads(target.read_text())["claim"]["kind"] == kind
    (result,) = lcnsym.json("certificate", "check", str(target))["results"]
    assert set(result) >= {"file", "accepted", "claim", "reason"}
    assert result["accepted"] is True
    assert result["file"] == str(target)
    assert result["claim"]
    assert result["reason"] is None
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]


@pytest.mark.quick
def test_the_certificate_of_a_pattern_through_member(lcnsym: CommandLine, tmp_path: Path) -> None:
    lcnsym(*MEMBER, "--claim", "pattern", "--certificate", str(tmp_path / "a.json"))
    lcnsym("pattern", "--filter", "1,0,-5,0,4", "--certificate", str(tmp_path / "b.json"))
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


FACTORIZATION_CLAIMS = {
    "factorization": "the filter (1, 0, 1, 0) is the end-to-end filter of the given filters of k = (2,2), s = (2,1)",
    "fibre-count": "the number of factorizations without double roots of the filter (1, 0, -4, 0, 4) over k = (3,2,2), "
    "up to scaling, is 2",
    "compatible": "filters with the root pattern 22|0 have factorizations without double roots over k = (3,2,2)",
    "not-compatible": "filters with the root pattern 4|0 have no factorization without double roots over k = (3,2,2)",
}


def factorization_certificates() -> dict[str, Certificate]:
    k = Architecture((3, 2, 2))
    return {
        "factorization": certify_factorization(Architecture((2, 2), (2, 1)), [BinaryForm((1, 0)), BinaryForm((1, 1))]),
        "fibre-count": certify_fibre_count(k, BinaryForm((1, 0, -4, 0, 4)), compatible=True),
        "compatible": certify_compatibility(k, RootPattern.parse("22|0")),
        "not-compatible": certify_compatibility(k, RootPattern.parse("4|0")),
    }


@pytest.mark.parametrize("kind", FACTORIZATION_CLAIMS)
def test_certificates_about_factorizations_are_checked(lcnsym: CommandLine, tmp_path: Path, kind: str) -> None:
    good, false = tmp_path / "good.json", tmp_path / "false.json"
    certificate = factorization_certificates()[kind]
    good.write_text(certificate.text)
    (result,) = lcnsym.json("certificate", "check", str(good))["results"]
    assert (certificate.kind, result["accepted"], result["claim"]) == (kind, True, FACTORIZATION_CLAIMS[kind])
    document = certificate.to_dict()
    document["claim"] |= {  # type: ignore[operator]
        "factorization": {"filter": ["1", "0", "1", "1"]},
        "fibre-count": {"compatible": False},
        "compatible": {"pattern": "13|0"},
        "not-compatible": {"pattern": "112|0"},
    }[kind]
    false.write_text(json.dumps(document))
    run = lcnsym("certificate", "check", str(false), "--json")
    assert run.status == 1
    assert run.document["results"][0]["reason"].startswith("rule ")


def test_all_certificates_of_a_theorem_are_written(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ("theorem", "check", "membership", "-k", "2,2,2", "--certificate", str(tmp_path / "c.json"), "--json")
    count = len(lcnsym(*words).document["certificates"])
    names = ["c.json", *(f"c-{i}.json" for i in range(2, count + 1))]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    results = lcnsym.json("certificate", "check", *(str(tmp_path / name) for name in names))["results"]
    assert [Path(result["file"]).name for result in results] == names
    assert all(result["accepted"] for result in results)


@pytest.fixture
def cabinet(lcnsym: CommandLine, tmp_path: Path) -> dict[str, str]:
    """Paths of a good certificate, one whose claim is false, and malformed files."""
    names = ("good", "false", "malformed", "binary", "cut")
    paths = {name: tmp_path / f"{name}.json" for name in names}
    lcnsym(*MEMBER, "--certificate", str(paths["good"]))
    document = json.loads(paths["good"].read_text())
    document["claim"]["filter"] = ["1", "0", "5", "0", "4"]
    paths["false"].write_text(json.dumps(document))
    paths["malformed"].write_text('{"format": "something else"}\n')
    paths["binary"].write_bytes(bytes(range(256)))
    paths["cut"].write_text(paths["good"].read_text()[:-20])
    return {name: str(path) for name, path in paths.items()}


@pytest.mark.quick
def test_rejected_certificates_end_with_status_one(lcnsym: CommandLine, cabinet: dict[str, str]) -> None:
    run = lcnsym("certificate", "check", cabinet["good"], cabinet["false"], "--json")
    assert run.status == 1
    assert run.err == ""
    assert [result["accepted"] for result in run.document["results"]] == [True, False]
    assert run.document["results"][1]["reason"]
    table = lcnsym("certificate", "check", cabinet["good"], cabinet["false"])
    assert table.status == 1
    assert "rejected" in table.out


@pytest.mark.parametrize("bad", ["malformed", "binary", "cut"])
def test_malformed_files_do_not_hide_the_others(lcnsym: CommandLine, cabinet: dict[str, str], bad: str) -> None:
    run = lcnsym("certificate", "check", cabinet[bad], cabinet["good"], cabinet["false"], "--json")
    assert run.status == 2
    assert_one_line(run.err)
    assert cabinet[bad] in run.err or "…" in run.err
    assert [result["accepted"] for result in run.document["results"]] == [True, False]


def test_many_malformed_files_are_one_line(lcnsym: CommandLine, cabinet: dict[str, str]) -> None:
    line = lcnsym.refused("certificate", "check", *([cabinet["malformed"]] * 50))
    assert "and 47 more" in line


@pytest.mark.quick
def test_standard_input(lcnsym: CommandLine, cabinet: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    content = Path(cabinet["good"]).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    (result,) = lcnsym.json("certificate", "check", "-")["results"]
    assert result["file"] == "-"
    assert result["accepted"] is True


def test_files_whose_names_look_like_options(
    lcnsym: CommandLine, cabinet: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-k").write_bytes(Path(cabinet["good"]).read_bytes())
    assert lcnsym("certificate", "check", "--json", "--", "-k").document["results"][0]["file"] == "-k"


def test_what_was_accepted_is_identified(lcnsym: CommandLine, cabinet: dict[str, str]) -> None:
    document = json.loads(Path(cabinet["good"]).read_text())
    claim = {key: document[key] for key in ("format", "version", "field", "claim")}
    digest = sha256(json.dumps(claim, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    (result,) = lcnsym.json("certificate", "check", cabinet["good"])["results"]
    assert set(result) == {"file", "accepted", "claim", "reason", "digest"}
    assert result["digest"] == digest
    assert lcnsym.json("certificate", "check", "--full", cabinet["good"])["results"][0]["statement"] == claim
    card = lcnsym("certificate", "check", "--full", cabinet["good"]).out
    assert digest in card
    assert json.dumps(claim["claim"], sort_keys=True, separators=(",", ":")) in card


def test_files_are_given_up_in_the_end(lcnsym: CommandLine, cabinet: dict[str, str], tmp_path: Path) -> None:
    slow = tmp_path / "slow.json"
    slow.write_text(HOSTILE["hidden-zeros"]())
    words = ("certificate", "check", "--max-seconds", "1", str(slow), cabinet["good"])
    run = lcnsym(*words, "--json")
    assert run.status == 1
    assert run.err == ""
    assert [result["accepted"] for result in run.document["results"]] == [False, True]
    assert run.document["results"][0]["reason"].startswith("given up: ")
    assert "given up\n" in lcnsym(*words).out
    assert lcnsym(*words, cabinet["malformed"]).status == 2


@pytest.mark.parametrize(("option", "value"), [("--max-seconds", "0"), ("--max-memory", "-1"), ("--max-memory", "1.5")])
def test_limits_are_positive_integers(lcnsym: CommandLine, cabinet: dict[str, str], option: str, value: str) -> None:
    line = lcnsym.refused("certificate", "check", cabinet["good"], f"{option}={value}")
    assert f"{option} takes an integer from 1 to 999999" in line


@pytest.mark.quick
def test_a_factorization_of_another_filter_is_not_certified(
    lcnsym: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a mistake elsewhere could bring one; the command compares the claim with what was asked."""
    other = fibres.first_factorization(fibres.fibre_of(Architecture((2, 2)), BinaryForm((1, 0, -9))))
    monkeypatch.setattr(fibres, "first_factorization", lambda _: other)
    file = tmp_path / "certificate.json"
    arguments = ("fibre", "-k", "2,2", "--claim", "factorization", "--certificate", str(file), "--filter")
    assert lcnsym(*arguments, "1,0,-9").status == 0
    file.unlink()
    done = lcnsym(*arguments, "1,0,-4")
    assert done.status == 2
    assert "composes to another filter" in done.err
    assert not file.exists()
