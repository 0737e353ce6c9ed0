"""Running the command line inside the test process, and watching processes that run it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lcnsym.cli.main import main


@dataclass(frozen=True)
class Run:
    """What one call printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON object on stdout."""
        return json.loads(self.out)


class CommandLine:
    """Calls `main` and captures what it prints."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Run:
        self._capsys.readouterr()
        status = main(list(words))
        captured = self._capsys.readouterr()
        return Run(status, captured.out, captured.err)

    def json(self, *words: str) -> Any:
        """The JSON object of a call that must succeed."""
        run = self(*words, "--json")
        assert run.status == 0, run.err
        assert run.out.isascii()
        assert run.out.count("\n") == 1
        return run.document

    def refused(self, *words: str) -> str:
        """The one line on stderr of a call that must be refused."""
        run = self(*words)
        assert run.status == 2, (run.out[:300], run.err[:300])
        assert run.out == ""
        assert_one_line(run.err)
        return run.err


def assert_one_line(err: str) -> None:
    """One short line, from the program and not from Python, about bad input and not about a defect."""
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert err.startswith("lcnsym: error: ")
    assert len(err) < 1000
    assert "Traceback" not in err


def wait_for(fact: Callable[[], bool]) -> bool:
    """Whether something comes true within a minute."""
    end = time.monotonic() + 60
    while not fact():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def is_gone(group: int) -> bool:
    """Whether no process of a group is left, but for those that nobody has waited for."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return all(
        _is_zombie(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _group(entry) == group
    )


def _fields(entry: Path) -> list[str]:
    try:
        return (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return ["Z", "0", "0"]


def _is_zombie(entry: Path) -> bool:
    return _fields(entry)[0] == "Z"


def _group(entry: Path) -> int:
    return int(_fields(entry)[2])
