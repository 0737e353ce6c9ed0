"""Running the command line inside the test process."""

from __future__ import annotations

import json
from dataclasses import dataclass
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
