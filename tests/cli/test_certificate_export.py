"""`lcnsym certificate export`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import CommandLine

pytestmark = pytest.mark.quick

CORPUS = Path(__file__).parent.parent / "corpora"
GOOD = CORPUS / "good"


def test_a_file_and_stdout_get_the_same(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ("certificate", "export", "--to", "coq", str(GOOD / "not-member-descartes.json"))
    written = lcnsym(*words).out
    assert "Theorem filter_not_member (R : rcfType)" in written
    path = tmp_path / "theorem.v"
    assert "a file for coq written to" in lcnsym(*words, "-o", str(path)).out
    assert path.read_text(encoding="utf-8") == written
    assert lcnsym.json(*words)["text"] == written


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (GOOD / "fibre-count.json", "the claim fibre-count has no counterpart"),
        (CORPUS / "wrong" / "rejected" / "pattern-wrong.json", "is not accepted by the checker"),
        (GOOD / "nowhere.json", "is no certificate"),
    ],
)
def test_other_certificates_are_refused(lcnsym: CommandLine, path: Path, reason: str, tmp_path: Path) -> None:
    assert reason in lcnsym.refused("certificate", "export", "--to", "coq", str(path), "-o", str(tmp_path / "a.v"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a-b.v", "1.v", ".v", "a", "a.V", "a.v.txt", "a b.v", "é.v"])
def test_names_that_coqc_refuses_are_refused(lcnsym: CommandLine, name: str, tmp_path: Path) -> None:
    certificate = str(GOOD / "member-arithmetic.json")
    refused = lcnsym.refused("certificate", "export", "--to", "coq", certificate, "-o", str(tmp_path / name))
    assert "coqc takes files whose names are" in refused
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_refused_and_an_old_file_is_replaced(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ("certificate", "export", "--to", "coq", str(GOOD / "member-arithmetic.json"), "-o")
    assert "there is no folder" in lcnsym.refused(*words, str(tmp_path / "nowhere" / "a.v"))
    old = tmp_path / "a.v"
    old.write_text("old", encoding="utf-8")
    assert lcnsym(*words, str(old)).status == 0
    assert old.read_text(encoding="utf-8").startswith("(* The filter")
