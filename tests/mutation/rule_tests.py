"""The rule tests that mutants are put through: those of tests/checker that run in one process, and what each runs."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase

from tests.mutation.judge import ROOT, Lines, TimeIsUpError, Tracer, seconds

LEFT_OUT = ("test_alone.py", "test_bounded.py", "test_corpus.py", "test_guard.py")
"""They start processes of their own; the corpus is judged without them."""
LOADED = (
    "flint",
    "mpmath",
    "networkx",
    "sympy",
    "lcnsym.landscape.equations.tangency",
    "lcnsym.landscape.ed_degrees",
    "lcnsym.fibres",
)
"""What the tests import, loaded once."""
OPTIONS = [
    "-x",
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
]
PROFILE = "mutation"
EXAMPLES = 15
MOST_SECONDS = 3.0
"""Tests that take longer, traced, are left out."""


def files() -> list[str]:
    """The test modules."""
    return sorted(
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests" / "checker").glob("test_*.py")
        if path.name not in LEFT_OUT
    )


def prepare() -> None:
    """Load what the tests load, and let hypothesis stop at the first failure."""
    for name in LOADED:
        importlib.import_module(name)
    hypothesis.settings.register_profile(
        PROFILE,
        deadline=None,
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    os.environ["LCNSYM_HYPOTHESIS_PROFILE"] = PROFILE


class Coverage:
    """Collects seconds and lines by test."""

    def __init__(self) -> None:
        self.found: list[tuple[str, float, Lines]] = []
        self.left_out = 0
        self._tracer = Tracer()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Traces a test; one that takes too long, or that measures time and so fails, is left out."""
        begin = time.process_time()
        try:
            with self._tracer, seconds(MOST_SECONDS):
                yield
        except BaseException:
            self.left_out += 1
        else:
            self.found.append((item.nodeid, time.process_time() - begin, self._tracer.lines))


class FirstFailure:
    """Keeps the name of the test that failed.

    Args:
        limits: seconds of processor time for tests by name; all others have as long as they want.
    """

    def __init__(self, limits: dict[str, float] | None = None) -> None:
        self.name: str | None = None
        self.is_late = False
        self._limits = limits or {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Ends a test at its limit."""
        limit = self._limits.get(item.nodeid)
        if limit is None:
            return (yield)
        try:
            with seconds(limit):
                return (yield)
        except TimeIsUpError:
            self.is_late = True
            raise

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Of any phase."""
        if report.failed:
            self.name = self.name or report.nodeid


def coverage() -> list[tuple[str, float, Lines]]:
    """For every test that is run the seconds that it takes, traced, and the lines that it runs."""
    plugin, failure = Coverage(), FirstFailure()
    status = pytest.main([*OPTIONS, *files()], plugins=[plugin, failure])
    assert status == 0, f"the rule tests fail without a mutation: {failure.name or status}"
    assert plugin.left_out < len(plugin.found) / 4, "most rule tests fail without a mutation"
    return plugin.found


def through_tests(limits: dict[str, float]) -> str | None:
    """What kills the mutant of this process; None: nothing.

    Args:
        limits: the tests, each with its limit of seconds.
    """
    plugin = FirstFailure(limits)
    status = pytest.main([*OPTIONS, *limits], plugins=[plugin])
    if status == pytest.ExitCode.OK:
        return None
    return f"{'timeout' if plugin.is_late else 'tests'}: {plugin.name or 'collection'}"
