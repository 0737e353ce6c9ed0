"""The command line as a process: start times, entry points, pipes, colour."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

LCNSYM = [sys.executable, "-m", "lcnsym"]


def run(*words: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """One call of the command line as a process."""
    settings = {**os.environ, **(environment or {})}
    return subprocess.run([*LCNSYM, *words], capture_output=True, text=True, check=False, timeout=60, env=settings)


def test_version() -> None:
    assert run("--version").stdout.startswith("lcnsym 0.")


def test_member_loads_nothing_heavy() -> None:
    code = (
        "import sys; from lcnsym.cli.main import main; main(['member', '-k', '3,2,2', '--filter', '1,0,-5,0,4']); "
        "print([m for m in ('numpy', 'sympy', 'networkx', 'matplotlib') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.splitlines()[-1] == "[]"


def test_the_entry_point_loads_nothing_heavy() -> None:
    code = "import sys, lcnsym.cli.main; print([m for m in ('argparse', 'flint', 'numpy') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "[]"


def test_the_python_functions_of_the_entry_point() -> None:
    code = "import sys; sys.argv = ['lcnsym', 'membr']; from lcnsym.cli.main import run; run()"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert found.returncode == 2
    assert "did you mean member?" in found.stderr


def test_bad_input_as_a_process() -> None:
    found = run("member", "-k", "0", "--filter", "1")
    assert found.returncode == 2
    assert found.stdout == ""
    assert found.stderr.count("\n") == 1
    assert "Traceback" not in found.stderr


def test_json_does_not_depend_on_the_hash_seed() -> None:
    words = ["pattern", "--filter", "1,sqrt(2)+sqrt(3),0,1,-sqrt(2)", "--json"]
    outputs = {run(*words, environment={"PYTHONHASHSEED": seed}).stdout for seed in ("0", "1", "2")}
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["pattern"]


def test_a_reader_that_leaves_early_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    found = subprocess.run(
        [*LCNSYM, "patterns", "-k", "21", "--json"], stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(writing)
    assert found.returncode == 141
    assert found.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run(
            [*LCNSYM, "patterns", "-k", "3"], stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60
        )
    assert found.returncode == 2
    assert found.stderr.count("\n") == 1
    assert "No space left" in found.stderr


def test_ascii_terminals_get_ascii() -> None:
    found = run("patterns", "-k", "3,2", environment={"PYTHONIOENCODING": "ascii"})
    assert found.returncode == 0
    assert found.stdout.isascii()


def terminal_output(environment: dict[str, str]) -> bytes:
    """What the command prints when its stdout is a terminal."""
    here, there = pty.openpty()
    settings = {
        **{key: value for key, value in os.environ.items() if key != "NO_COLOR"},
        "TERM": "xterm",
        **environment,
    }
    words = [*LCNSYM, "patterns", "-k", "2,2"]
    subprocess.run(words, stdout=there, stderr=subprocess.DEVNULL, check=True, timeout=60, env=settings)
    os.close(there)
    shown = os.read(here, 65536)
    os.close(here)
    return shown


def test_colour_is_for_terminals_that_want_it() -> None:
    assert b"\x1b[" in terminal_output({})
    assert b"\x1b[" not in terminal_output({"NO_COLOR": "1"})
    assert b"\x1b[" not in terminal_output({"TERM": "dumb"})
    assert "\x1b[" not in run("patterns", "-k", "2,2").stdout
