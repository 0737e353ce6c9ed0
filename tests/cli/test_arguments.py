"""Five thousand argument vectors over all commands: every one ends soon, in one of three ways."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lcnsym.cli import main as entry
from lcnsym.cost import Allowance
from lcnsym.errors import InconclusiveError

from .vectors import vectors

VECTORS, PARTS = 5000, 20
SECONDS, MEGABYTES = 0.4, 400
LONGEST_LINE = 1000


@pytest.fixture(autouse=True)
def little_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is predicted to take longer is refused; no other processes; files go to a folder of their own."""

    def no_processes(*_: object) -> None:
        raise InconclusiveError("no processes are started here")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(entry, "Allowance", lambda seconds=SECONDS, megabytes=MEGABYTES: Allowance(seconds, megabytes))
    monkeypatch.setattr("lcnsym.lab.experiment.run_experiment", no_processes)
    monkeypatch.setattr("lcnsym.lab.sweep.Sweep.run", no_processes)
    monkeypatch.setattr("lcnsym.lab.sweep.Sweep.verify", no_processes)
    monkeypatch.setattr("sys.stdin", None)


@pytest.mark.parametrize(("part", "later"), [*((part, False) for part in range(PARTS)), (PARTS, True)])
def test_argument_vectors(part: int, later: bool, capsys: pytest.CaptureFixture[str]) -> None:
    for words in vectors(VECTORS // PARTS, part, later):
        capsys.readouterr()
        status = entry.main(words)
        out, err = capsys.readouterr()
        shown = [word[:80] for word in words]
        assert status in (0, 1, 2), (shown, status, err[-500:])
        assert "Traceback" not in out + err, shown
        lines = err.splitlines()
        assert all(len(line) < LONGEST_LINE for line in lines), (shown, err[:300])
        if status == 2:
            assert lines, shown
            assert lines[-1].startswith("lcnsym: error: "), (shown, err[-500:])
        if status == 0 and "--json" in words and not {"-h", "--help"} & set(words) and out:
            json.loads(out)
