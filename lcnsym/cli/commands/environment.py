"""`lcnsym environment`."""

from __future__ import annotations

from argparse import Namespace

from ..command import Answer, Command, Json
from ..parser import Parser

PACKAGES = ("python-flint", "numpy", "networkx", "sympy", "matplotlib", "hypothesis", "ipython")
"""What lcnsym uses, always or where it is asked for; the first three are required."""


def _configure(_parser: Parser) -> None:
    """There are no options of its own."""


def _answer(_options: Namespace) -> Answer:
    import platform
    import sys

    from ... import __version__
    from ...show.values.certificates import environment_view

    document: Json = {
        "lcnsym": __version__,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
        "encoding": sys.stdout.encoding,
        "packages": {name: _version(name) for name in PACKAGES},
    }
    return Answer(document, lambda: environment_view(document))


def _version(package: str) -> str | None:
    """The version that is installed; None: it is not."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


COMMAND = Command(
    "environment",
    "Versions of Python, the system and what lcnsym uses, for a report of a defect; no names of users or folders.",
    "lcnsym environment --json",
    _configure,
    _answer,
)
