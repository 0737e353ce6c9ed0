"""The basic tests need the extra `test` alone, and what is left out without the rest is said."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from . import optional

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
MODULES = {"python-flint": "flint", "import-linter": "importlinter", "z3-solver": "z3", "ipython": "IPython"}
"""Where a package is imported by another name, hyphens apart."""
OURS = {"docs", "lcnsym", "tests"}


def modules(requirements: list[str]) -> set[str]:
    """The modules that some requirements of pyproject.toml bring, those of its own extras among them."""
    found: set[str] = set()
    for requirement in requirements:
        match = re.fullmatch(r"([\w-]+)(?:\[([\w,-]+)\])?.*", requirement)
        assert match
        if match[1] == "lcnsym":
            found |= modules([each for extra in match[2].split(",") for each in EXTRAS[extra]])
        else:
            found.add(MODULES.get(match[1], match[1].replace("-", "_").removesuffix("_py")))
    return found


BASIC = modules([*PROJECT["dependencies"], *EXTRAS["test"]])


def imported_at_the_top(path: Path) -> set[str]:
    """The packages that importing a file imports."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_import_at_their_top_what_the_basic_extra_has(path: Path) -> None:
    beside = {other.stem for other in path.parent.glob("*.py")} if path.parent.name == "bench" else set()
    assert imported_at_the_top(path) <= BASIC | OURS | beside | set(sys.stdlib_module_names)


def test_the_extras_have_what_the_table_says() -> None:
    for extra, names in optional.EXTRAS.items():
        assert set(names) <= modules(EXTRAS[extra])
        assert not set(names) & BASIC


TESTS = """
import pytest

@pytest.mark.needs("fish")
@pytest.mark.parametrize("number", [1, 2])
def test_with_an_argument(number): ...

@pytest.mark.needs("Singular")
def test_without(): ...

def test_with_none(): ...
"""


def run(folder: Path, tests: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Pytest, with the settings of this suite, on a file of its own, where there are no programs."""
    (folder / "test_some.py").write_text(tests)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = needs\n  long\n  quick\n  slow\n  browser\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-q", *words]
    environment = {**os.environ, "PATH": str(folder), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    done = run(tmp_path, TESTS)
    assert done.returncode == 0, done.stdout
    assert "2  fish is not installed\n" in done.stdout
    assert "1  Singular is not installed\n" in done.stdout
    assert "1 passed, 3 skipped" in done.stdout


def test_those_with_needs_can_be_chosen(tmp_path: Path) -> None:
    assert "3 skipped, 1 deselected" in run(tmp_path, TESTS, "-m", "needs").stdout


def test_what_the_table_does_not_have_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, TESTS.replace("Singular", "singular"))
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "needs 'singular', which tests/optional.py does not know" in done.stderr


QUICK = """
import pytest

pytestmark = pytest.mark.quick

def test_that_is_quick(): ...
"""


@pytest.mark.parametrize("marker", ["slow", "browser", "long"])
def test_what_is_quick_is_nothing_else(tmp_path: Path, marker: str) -> None:
    done = run(tmp_path, QUICK)
    assert "1 passed" in done.stdout
    done = run(tmp_path, f"{QUICK}\n@pytest.mark.{marker}\ndef test_that_is_not(): ...\n")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"test_that_is_not is marked quick and {marker}" in done.stderr


def test_ways() -> None:
    assert optional.reason("z3") == "z3 is not installed: pip install -e '.[test-all]'"
    assert optional.summary(["Skipped: b", "Skipped: a", "b", "c"]) == ["    2  b", "    1  a", "    1  c"]
