"""The theorems in Coq that theorem objects name, against the statements as Coq prints them; without Coq."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lcnsym.theorems import Theorem, all_theorems

PROOFS = Path(__file__).parent.parent.parent / "proofs"
STATEMENTS = (PROOFS / "statements.txt").read_text(encoding="utf-8")
NAMES = set(re.findall(r"^(\w+\.[\w']+)\n     : ", STATEMENTS, re.MULTILINE))


def in_files() -> set[str]:
    """Every theorem of the files themselves, as `proofs/check` finds them."""
    pattern = re.compile(r"^\s*(?:Theorem|Corollary|Proposition|Fact|Remark) ([\w']+)", re.MULTILINE)
    files = [*(PROOFS / "theories").glob("*.v"), *(PROOFS / "checker").glob("*.v")]
    return {f"{path.stem}.{name}" for path in files for name in pattern.findall(path.read_text(encoding="utf-8"))}


def test_the_statements_are_those_of_the_theorems_in_the_files() -> None:
    assert in_files() == NAMES


@pytest.mark.parametrize("known", all_theorems(), ids=lambda known: known.name)
def test_what_proves_a_theorem_is_there(known: Theorem) -> None:
    assert set(known.coq) <= NAMES
    assert len(set(known.coq)) == len(known.coq)
    assert known.coq or not known.coq_leaves


def test_theorems_about_networks_are_listed() -> None:
    readme = (PROOFS / "README.md").read_text(encoding="utf-8")
    named = {name.removeprefix("Main.") for name in NAMES if name.startswith("Main.")}
    assert named
    assert named <= set(re.findall(r"`([\w']+)`", readme))
