"""Ctrl-C at any moment of a command's start, and at random moments: status 130, no traceback."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

INTERRUPTING = """
import runpy, signal, sys
left = int(sys.argv[1])
sys.argv = ["lcnsym", *sys.argv[2:]]
began = False

def at_import(event, arguments):
    global began, left
    if event != "import":
        return
    # before, Python loads what it was asked to run
    began = began or arguments[0].startswith("lcnsym.")
    left -= began
    if began and left == 0:
        signal.raise_signal(signal.SIGINT)

sys.addaudithook(at_import)
try:
    runpy.run_module("lcnsym", run_name="__main__", alter_sys=True)
finally:
    if left > 0:
        print("unreached")
"""
MOMENTS = [1, 2, 3, 4, 5, 7, 10, 14, 20, 30, 45, 60, 80, 110]
LONG = {
    "critical": ["critical", "-k", "3,3,2", "--target", "1,2,-3,4,5,1"],
    "fibre": ["fibre", "-k", "2,2,2,2,2,2,2,2", "--filter", "1,-36,546,-4536,22449,-67284,118124,-109584,40320"],
    "ed-degree": ["ed-degree", "-k", ",".join(["2"] * 24)],
    "describe": ["describe", "-k", "3,3,3"],
    "experiment": ["experiment", "-k", "3,2,2", "--runs", "100000", "--workers", "2"],
    "sweep": ["sweep", "run", "membership", "-k", "3,2,2", "--filters", "100000", "--workers", "2", "-o", "s.sqlite"],
    "theorem": ["theorem", "check", "membership", "-k", "2,2,2,2,2,2,2"],
}
BOUNDED, MANY = 3, 40


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_interrupt_while_modules_are_loaded_is_quiet(tmp_path: Path, moment: int) -> None:
    script = tmp_path / "interrupting.py"
    script.write_text(INTERRUPTING, encoding="utf-8")
    words = [sys.executable, str(script), str(moment), "member", "-k", "2,2", "--filter", "1,0,1"]
    found = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in found.stderr
    assert found.stderr in ("lcnsym: interrupted\n", "")
    assert found.returncode == 130 or (found.returncode == 0 and "unreached" in found.stdout)


def _interrupted(folder: Path, words: list[str], seconds: float, number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "lcnsym", *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(seconds)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert "Traceback" not in err, (seconds, err)
    assert all(line.startswith("lcnsym: ") for line in err.splitlines()), (seconds, err)
    # it may have been done before, or Python had not begun to read the program
    assert process.returncode in (0, 128 + number, -number), (seconds, process.returncode, out, err)


def _at_random_moments(folder: Path, name: str, times: int, seed: int) -> None:
    rng = random.Random(f"{name} {seed}")
    for _ in range(times):
        # a process that has not begun to load the command is Python's
        seconds = 0.15 + rng.random() ** 2 * 3
        _interrupted(folder, LONG[name], seconds, rng.choice([signal.SIGINT, signal.SIGTERM]))


@pytest.mark.parametrize("name", LONG)
def test_interrupts_at_random_moments(tmp_path: Path, name: str) -> None:
    _at_random_moments(tmp_path, name, BOUNDED, 1)


@pytest.mark.long
@pytest.mark.parametrize("name", LONG)
def test_interrupts_at_many_random_moments(tmp_path: Path, name: str) -> None:
    _at_random_moments(tmp_path, name, MANY, 2)
