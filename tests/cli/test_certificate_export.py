"""`lcnsym certificate export`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import CommandLine

CORPUS = Path(__file__).parent.parent / "corpora"
GOOD = CORPUS / "good"


def test_a_file_and_stdout_get_the_same(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ("certificate", "export", "--to", "coq", str(GOOD / "not-member-descartes.json"))
    written = lcnsym(*words).out
    assert "Theorem not_member (R : rcfType)" in written
    path = tmp_path / "theorem.v"
    assert "a file for coq written to" in lcnsym(*words, "-o", str(path)).out
    assert path.read_text(encoding="utf-8") == written
    assert lcnsym.json(*words)["text"] == written


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (GOOD / "interior-arithmetic.json", "the claim interior has no counterpart"),
        (CORPUS / "wrong" / "rejected" / "pattern-wrong.json", "is rejected by the checker"),
        (GOOD / "nowhere.json", "is no certificate"),
    ],
)
def test_other_certificates_are_refused(lcnsym: CommandLine, path: Path, reason: str) -> None:
    assert reason in lcnsym.refused("certificate", "export", "--to", "coq", str(path))
