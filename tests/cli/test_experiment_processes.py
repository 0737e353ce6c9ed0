"""The command `experiment` with processes of its own: interrupted, killed, and left without a parent."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
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
                if os.getpgid(int(entry.name)) == group and b"lcnsym.lab.worker" in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return found


def test_a_killed_experiment_leaves_no_processes() -> None:
    process = started()
    process.kill()
    assert process.wait(60) == -signal.SIGKILL
    assert wait_for(lambda: is_gone(process.pid))
    process.communicate()


@pytest.mark.parametrize("wait", [0.0, 3.0])
@pytest.mark.parametrize("everybody", [True, False])
@pytest.mark.parametrize(("signal_", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_interrupts_end_all_processes_while_they_start_and_later(
    signal_: signal.Signals, status: int, everybody: bool, wait: float
) -> None:
    process = started()
    time.sleep(wait)
    if everybody:
        # as the keyboard does
        os.killpg(process.pid, signal_)
    else:
        process.send_signal(signal_)
    out, err = process.communicate(timeout=60)
    assert process.returncode == status
    told = err.decode().splitlines()
    assert len(told) == 1
    assert told[0].startswith("lcnsym: note: interrupted after ")
    document = json.loads(out)
    assert document["interrupted"] is True
    assert document["runs"] < document["requested_runs"] == 1_000_000
    assert wait_for(lambda: is_gone(process.pid))


@pytest.mark.slow
def test_killed_workers_are_replaced() -> None:
    words = [sys.executable, "-m", "lcnsym", "experiment", "-k", "2,2", "--runs", "2000", "--workers", "2", "--json"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert wait_for(lambda: len(workers(process.pid)) == 2)
    for number in workers(process.pid):
        os.kill(number, signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, b"")
    undisturbed = subprocess.run([*words[:-2], "1", "--json"], capture_output=True, check=True, timeout=120)
    assert out == undisturbed.stdout


KILLER = """
import os, signal, sys
from lcnsym.cli.main import main
from lcnsym.lab.experiments import runs

class Killing:
    def __init__(self, protocol):
        self.blocks = runs.Blocks(protocol)

    def __call__(self, block):
        if block[0] >= 2:
            os.kill(os.getpid(), signal.SIGKILL)
        yield from self.blocks(block)

real = runs.Workers
runs.Workers = lambda number, work: real(number, Killing(work.protocol))
"""


def test_runs_that_kill_their_workers_leave_the_table_so_far(tmp_path: Path) -> None:
    (tmp_path / "killer.py").write_text(KILLER, encoding="utf-8")
    words = [*RUN, "--runs-to", "runs.csv"]
    words[words.index("2")] = "1"
    found = subprocess.run(
        [sys.executable, "-c", f"import killer, sys; sys.exit(killer.main({words}))"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), *filter(None, sys.path)))},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert found.returncode == 2, found.stderr
    document = json.loads(found.stdout)
    assert document["runs"] == 1000
    assert document["failure"] in found.stderr
    assert "a worker process ended by SIGKILL, as an earlier one had at the same runs" in found.stderr
    assert found.stderr.count("\n") == 1
    assert (tmp_path / "runs.csv").read_text(encoding="utf-8").count("\n") == document["runs"] + 1
