"""The house rules that tools can check: style, types, layers, and a light import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
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


def test_importing_lcnsym_loads_nothing_heavy() -> None:
    heavy = {"flint", "sympy", "networkx", "numpy", "matplotlib", "hypothesis", "argparse", "json"}
    assert not heavy & modules_after("import lcnsym")
    assert not {"sympy", "networkx", "numpy", "matplotlib"} & modules_after("import lcnsym; lcnsym.decide")


def test_every_public_name_loads() -> None:
    import lcnsym

    assert all(getattr(lcnsym, name) is not None for name in lcnsym.__all__)
    assert set(lcnsym.__all__) <= set(dir(lcnsym))
    with pytest.raises(AttributeError, match="no_such_name"):
        lcnsym.no_such_name  # noqa: B018 - the access itself is tested
