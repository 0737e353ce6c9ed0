"""Without the cache folder: in this process, and in those that a command starts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lcnsym.errors import UnsupportedError
from lcnsym.landscape.candidates.start_systems import cache_folder
from lcnsym.landscape.effort import NO_CACHE, cache_for_workers

from .support import CommandLine


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv(NO_CACHE, raising=False)
    return tmp_path / "lcnsym"


@pytest.mark.quick
def test_the_variable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder() == folder
    with cache_for_workers(use_cache=False):
        assert cache_folder() is None
        with cache_for_workers(use_cache=True):
            assert cache_folder() is None
    assert cache_folder() == folder
    monkeypatch.setenv(NO_CACHE, "0")
    with cache_for_workers(use_cache=False):
        assert cache_folder() is None
    assert os.environ[NO_CACHE] == "0"


def test_reports(lcnsym: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def critical_points(*_: object, use_cache: bool) -> None:
        seen.append(use_cache)
        raise UnsupportedError("seen")

    monkeypatch.setattr("lcnsym.show.report.landscape.critical_points", critical_points)
    words = ("report", "-k", "2,2", "--target", "1,2,3", "-o", str(folder.parent / "page.html"))
    assert lcnsym(*words, "--no-cache").status == 0
    assert lcnsym(*words).status == 0
    assert seen == [False, True]


@pytest.mark.slow
def test_workers_of_sweeps(lcnsym: CommandLine, folder: Path) -> None:
    """Starts for k = (12,2) are not in the package."""
    words = (
        "sweep",
        "run",
        "spurious-minima",
        "-k",
        "12,2",
        "-s",
        "2,1",
        "--targets",
        "1",
        "--workers",
        "1",
        "--gram",
        "random",
    )
    for number, options in enumerate((["--no-cache"], [])):
        file = str(folder.parent / f"{number}.sqlite")
        assert lcnsym(*words, "-o", file, *options).status == 0
        assert folder.exists() is (not options)


@pytest.mark.quick
def test_a_cluster_has_environments_of_its_own(lcnsym: CommandLine, folder: Path) -> None:
    words = ("--targets", "1", "--scheduler", "tcp://127.0.0.1:1", "-o", str(folder.parent / "s.sqlite"))
    run = lcnsym("sweep", "run", "spurious-minima", "-k", "2,2", *words, "--no-cache")
    assert (run.status, run.err.count("\n")) == (2, 1)
    assert "--no-cache" in run.err


@pytest.mark.quick
def test_workers_of_experiments(lcnsym: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def run_experiment(*_: object) -> None:
        seen.append(os.environ.get(NO_CACHE))
        raise UnsupportedError("seen")

    monkeypatch.setattr("lcnsym.lab.experiments.experiment.run_experiment", run_experiment)
    lcnsym("experiment", "-k", "2,2", "--runs", "1", "--no-cache")
    lcnsym("experiment", "-k", "2,2", "--runs", "1")
    assert seen == ["1", None]
    assert not folder.exists()
