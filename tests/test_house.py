"""The house rules that can be checked: style, types, layers, a light import, quick tests everywhere, one version."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
TOOLS = {
    "ruff check": [sys.executable, "-m", "ruff", "check", "."],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "mypy": [sys.executable, "-m", "mypy"],
    "import-linter": [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
}


@pytest.mark.parametrize(
    "tool",
    [
        pytest.param(tool, marks=pytest.mark.needs("importlinter" if tool == "import-linter" else tool.split()[0]))
        for tool in TOOLS
    ],
)
def test_tools_find_nothing(tool: str) -> None:
    done = subprocess.run(TOOLS[tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def modules_after(statement: str) -> set[str]:
    """Names of the modules that a fresh interpreter has loaded after a statement."""
    code = f"{statement}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.quick
def test_importing_lcnsym_loads_nothing_heavy() -> None:
    heavy = {"flint", "sympy", "networkx", "numpy", "matplotlib", "hypothesis", "argparse", "json"}
    assert not heavy & modules_after("import lcnsym")
    assert not {"sympy", "networkx", "numpy", "matplotlib"} & modules_after("import lcnsym; lcnsym.decide")


@pytest.mark.quick
def test_every_public_name_loads() -> None:
    import lcnsym

    assert all(getattr(lcnsym, name) is not None for name in lcnsym.__all__)
    assert set(lcnsym.__all__) <= set(dir(lcnsym))
    with pytest.raises(AttributeError, match="no_such_name"):
        lcnsym.no_such_name  # noqa: B018 - the access itself is tested


def has_quick_tests(path: Path) -> bool:
    """Whether a file says `pytest.mark.quick`, for all its tests or for some."""
    return "pytest.mark.quick" in path.read_text(encoding="utf-8")


def imports(path: Path) -> set[str]:
    """The modules that a file imports from, by their full names."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


@pytest.mark.quick
@pytest.mark.parametrize("folder", sorted({path.parent for path in TESTS}), ids=lambda folder: folder.name)
def test_every_folder_has_quick_tests(folder: Path) -> None:
    assert any(has_quick_tests(path) for path in TESTS if path.parent == folder)


@pytest.mark.quick
@pytest.mark.parametrize("package", sorted(path.parent.name for path in (ROOT / "lcnsym").glob("*/__init__.py")))
def test_every_package_has_quick_tests(package: str) -> None:
    quick = [path for path in (ROOT / "tests" / package).glob("test_*.py") if has_quick_tests(path)]
    assert any(f"{name}.".startswith(f"lcnsym.{package}.") for path in quick for name in imports(path))


@pytest.mark.quick
def test_there_is_one_version() -> None:
    import lcnsym

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert project["version"] == lcnsym.__version__
    assert cited is not None
    assert cited[1] == lcnsym.__version__
