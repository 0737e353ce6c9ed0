"""The command `experiment` with processes of its own: interrupted, killed, and left without a parent."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .support import is_gone, wait_for

RUN = ["experiment", "-k", "2,2", "--runs", "1000000", "--workers", "2", "--json"]


def started() -> subprocess.Popen[bytes]:
    """An experiment in a process group of its own, whose two workers have been started and have not got far."""
    words = [sys.executable, "-m", "lcnsym", *RUN]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert wait_for(lambda: len(workers(process.pid)) == 2), process.poll()
    return process


def workers(group: int) -> list[int]:
    """The processes of a group that were started to work for another one."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if os.getpgid(int(entry.name)) == group and b"spawn_main" in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return found


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGKILL])
def test_a_killed_experiment_leaves_no_processes(signal_: signal.Signals) -> None:
    process = started()
    process.send_signal(signal_)
    assert process.wait(60) == -signal_
    assert wait_for(lambda: is_gone(process.pid))
    process.communicate()


def test_the_keyboard_interrupts_all_processes_while_they_start() -> None:
    process = started()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130
    told = err.decode().splitlines()
    assert len(told) == 1
    assert told[0].startswith("lcnsym: note: interrupted after ")
    document = json.loads(out)
    assert document["interrupted"] is True
    assert document["runs"] < document["requested_runs"] == 1_000_000
    assert wait_for(lambda: is_gone(process.pid))


def test_a_killed_worker_leaves_the_table_so_far(tmp_path: Path) -> None:
    code = f"""
import multiprocessing, os, signal, sys
from lcnsym.cli import experiment
from lcnsym.cli.main import main

def told(done):
    for child in multiprocessing.active_children():
        os.kill(child.pid, signal.SIGKILL)

class Progress:
    def __init__(self, runs): pass
    def __enter__(self): return told
    def __exit__(self, *error): pass

if __name__ == "__main__":
    experiment._progress = Progress
    sys.exit(main({RUN} + ["--runs-to", "runs.csv"]))
"""
    script = tmp_path / "killer.py"
    script.write_text(code, encoding="utf-8")
    found = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert found.returncode == 2, found.stderr
    document = json.loads(found.stdout)
    assert 0 < document["runs"] < 1_000_000
    assert document["failure"] in found.stderr
    assert "a worker process was ended" in found.stderr
    assert found.stderr.count("\n") == 1
    assert (tmp_path / "runs.csv").read_text(encoding="utf-8").count("\n") == document["runs"] + 1
