"""The benchmarks of counting run, agree with their peers, and stop what takes too long."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def run(*arguments: str, script: str = "bench_counting.py") -> list[str]:
    command = [sys.executable, str(FOLDER / script), "--rounds", "1", "--markdown", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return done.stdout.splitlines()


@pytest.mark.slow
def test_every_family_is_measured() -> None:
    _, _, head, _, *rows = run("--degrees", "8")
    columns = [column.strip() for column in head.strip("|").split("|")]
    cells = [dict(zip(columns, map(str.strip, row.strip("|").split("|")), strict=True)) for row in rows]
    found = {cell["family"]: cell["real roots"] for cell in cells}
    assert found["wilkinson"] == "8"
    assert found["mignotte"] == "4"
    assert len(found) == 6
    assert all(cell["lcnsym"].endswith("s") for cell in cells)


def test_what_hangs_is_stopped() -> None:
    *_, row = run("--degrees", "64", "--families", "random32", "--timeout", "0.3")
    assert "> 0.3 s" in row


@pytest.mark.quick
def test_many_forms_are_measured() -> None:
    """That all ways agree is for the script to see, which fails otherwise."""
    *_, row = run("--degrees", "5", "--families", "repeated", "--forms", "20", script="bench_many_counts.py")
    assert row.startswith("| repeated | 5 | 20 |")
    assert "?" not in row
