"""What only some tests need, packages outside the extra `test` and programs: if each is there, and how to get it.

A test names them in the marker `needs`. Without one of them it is skipped, and the end of the run says how many tests
were left out for which.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec

from . import msolve

EXTRAS = {
    "test-all": (
        "distributed", "furo", "importlinter", "IPython", "markdown_it", "math_core", "matplotlib", "mypy", "myst_nb",
        "pyarrow", "ruff", "safetensors", "selenium", "sphinx", "z3",
    ),
    "bench": ("cypari", "ortools"),
}  # fmt: skip
"""Modules by the extra that installs them."""

PROGRAMS = ("bash", "chromedriver", "chromium", "fish", "M2", "Singular", "zsh")


def _program(name: str) -> bool:
    return shutil.which(name) is not None


def _module(name: str) -> bool:
    return find_spec(name) is not None


FINDERS: dict[str, Callable[[str], bool]] = {
    **{module: _module for modules in EXTRAS.values() for module in modules},
    **dict.fromkeys(PROGRAMS, _program),
    "msolve": lambda _: msolve.program() is not None,
}
WAYS = {
    **{module: f"pip install -e '.[{extra}]'" for extra, modules in EXTRAS.items() for module in modules},
    "msolve": msolve.INSTALL,
}


@cache
def is_there(name: str) -> bool:
    """Whether a package or program of the table can be used.

    Raises:
        KeyError: the table does not have it.
    """
    return FINDERS[name](name)


def reason(name: str) -> str:
    """Why a test is skipped without this."""
    way = WAYS.get(name)
    return f"{name} is not installed" + (f": {way}" if way else "")


def summary(reasons: Iterable[str]) -> list[str]:
    """Lines that say how many tests were left out for which reason, most first."""
    counted = Counter(reason.removeprefix("Skipped: ") for reason in reasons)
    return [f"{number:5}  {reason}" for reason, number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]
