"""The benchmark of counting runs, agrees with its peers, and stops what takes too long."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("bench_counting.py")


def run(*arguments: str) -> list[str]:
    command = [sys.executable, str(SCRIPT), "--rounds", "1", "--markdown", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return done.stdout.splitlines()


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
