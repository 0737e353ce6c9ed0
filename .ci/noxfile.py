"""Sessions for contributors: `nox -f .ci/noxfile.py`. docs/contributing.md says which is for what.

Nothing else in this repository needs nox.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import nox

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OLDEST = int(PROJECT["requires-python"].removeprefix(">=3."))
"""The minor version of the oldest Python that is allowed."""


def found_pythons() -> list[str]:
    """The versions, oldest first, of the Pythons on the path that start and are not too old."""
    files = {file.name for folder in os.get_exec_path() for file in Path(folder).glob("python3.*")}
    minors = sorted(int(match[1]) for match in (re.fullmatch(r"python3\.(\d+)", name) for name in files) if match)
    return [f"3.{minor}" for minor in minors if minor >= OLDEST and _starts(f"python3.{minor}")]


def _starts(name: str) -> bool:
    program = shutil.which(name)
    return program is not None and subprocess.run([program, "-c", ""], capture_output=True, check=False).returncode == 0


PYTHONS = found_pythons()
nox.options.sessions = ["quick", "lint"]
nox.options.envdir = ROOT / "build" / "nox"
nox.options.reuse_venv = "yes"
nox.options.download_python = "never"


def set_up(session: nox.Session, extras: str, *others: str) -> None:
    """The clone with some of its extras, in the session's environment; commands run at the clone's top."""
    session.chdir(ROOT)
    session.install("-e", f".[{extras}]", *others)


@nox.session(python=PYTHONS)
def quick(session: nox.Session) -> None:
    """The tests that a change runs first."""
    set_up(session, "test")
    session.run("python", "-m", "pytest", "-m", "quick", *session.posargs)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """All tests that need no optional packages and programs."""
    set_up(session, "test")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session(python=PYTHONS)
def needs(session: nox.Session) -> None:
    """The tests that need optional packages and programs, as far as these are there."""
    set_up(session, "test-all")
    session.run("python", "-m", "pytest", "-m", "needs", *session.posargs)


@nox.session(python=PYTHONS[:1])
def lint(session: nox.Session) -> None:
    """Style, types, and who imports whom."""
    set_up(session, "test-all")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")


@nox.session(python=PYTHONS[:1])
def docs(session: nox.Session) -> None:
    """The pages, built into build/docs, and their tests."""
    set_up(session, "test-all")
    session.run("python", "-m", "sphinx", "-W", "--keep-going", "-n", "-q", "docs", "build/docs")
    session.run("python", "-m", "pytest", "tests/test_docs.py", "tests/test_readme.py", *session.posargs)


@nox.session(python=PYTHONS[:1])
def coverage(session: nox.Session) -> None:
    """Lines and branches that tests run, the quick ones unless pytest is told otherwise."""
    set_up(session, "test", "coverage>=7.10")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *(session.posargs or ["-m", "quick"]))
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session(python=PYTHONS[:1])
def mutation(session: nox.Session) -> None:
    """Mutants of two small files of the checker, unless told otherwise."""
    set_up(session, "test")
    session.run("python", "-m", "tests.mutation", *(session.posargs or ["--files", "counts.py", "filters.py"]))


@nox.session(python=PYTHONS[:1])
def bench(session: nox.Session) -> None:
    """A short benchmark of counting, or another script of tests/bench with its options."""
    set_up(session, "test,bench")
    short = ["bench_counting.py", "--degrees", "8,32", "--rounds", "3", "--timeout", "2"]
    script, *options = session.posargs or short
    session.run("python", f"tests/bench/{script}", *options)


@nox.session(python=PYTHONS[:1])
def proofs(session: nox.Session) -> None:
    """The proofs, and the checkers side by side; it says what was not checked where Coq is not there."""
    set_up(session, "test")
    python = str(Path(session.bin) / "python")
    # 3: something was not checked
    session.run("proofs/check", env={"PYTHON": python}, external=True, success_codes=[0, 3])
