"""The certificates of theorem checks are accepted by the independent checker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lcnsym import theorems
from lcnsym.algebra.forms import BinaryForm
from lcnsym.network.architecture import Architecture
from lcnsym.theorems import TheoremCheck

CHECKS = [
    ("membership", (3, 2, 2), None),
    ("membership", (2, 2, 2), "1,sqrt(2),-1,0"),
    ("full-dimensional", (3, 2, 2), None),
    ("filling", (3, 2), None),
    ("filling", (2, 2, 2), None),
    ("complement-two-even", (4, 2), "1,0,sqrt(2),0,1"),
    ("boundary-empty", (3, 2), None),
    ("boundary", (2, 2, 2, 2), None),
    ("boundary", (2, 2), "1,-2*sqrt(2),2"),
    ("interior", (3, 2, 2), None),
    ("boundary-closure", (3, 2, 2), None),
    ("example-222", (2, 2, 2), None),
    ("example-322", (3, 2, 2), None),
    ("example-42", (4, 2), None),
    ("fibre-finite", (3, 2, 2), None),
    ("fibre-finite", (2, 2), "1,0,-sqrt(2)"),
    ("fibre-scaling", (3, 2, 2), None),
    ("fibre-scaling", (3, 2, 2), "0,0,1,1,0"),
    ("example-322-compatible", (3, 2, 2), None),
    ("example-42-compatible", (4, 2), "0,1,sqrt(2),-5,1"),
]


def accepted(check: TheoremCheck, folder: Path) -> bool:
    files = []
    for i, certificate in enumerate(check.certificates):
        files.append(folder / f"{check.name}-{i}.json")
        files[-1].write_text(certificate.text, encoding="utf-8")
    command = [sys.executable, "-m", "lcnsym.checker", *map(str, files)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(("name", "k", "literals"), CHECKS)
def test_the_checker_accepts(name: str, k: tuple[int, ...], literals: str | None, tmp_path: Path) -> None:
    form = BinaryForm.parse(literals) if literals else None
    check = theorems.theorem(name).check(Architecture(k), form)
    assert check.holds, check.explanation
    assert check.certificates
    assert accepted(check, tmp_path)
