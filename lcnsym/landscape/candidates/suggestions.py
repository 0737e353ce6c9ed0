"""Where the critical forms of a stratum with several repeated roots seem to be, in several ways; it proves nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, Protocol

from ...errors import InconclusiveError, UnsupportedError
from ..equations.charts import CHARTS, IDENTITY, Chart, in_chart
from ..equations.quadrics import Quadric
from ..equations.tangency import Tangency
from . import msolve
from .parametrizations import Parametrization
from .two_unknowns import common_zeros

LEAST_FOLLOWED = 6
"""The least degree in which two repeated roots are followed: below, elimination is as quick."""


class Suggested(Protocol):
    """Where solutions seem to be."""

    @property
    def precisions(self) -> tuple[int, ...]:
        """With how many bits points are asked for, first and where those are not good enough."""

    def points(self, precision: int, /) -> Iterator[tuple[Sequence[Any], bool]]:
        """Coordinates, all or those of the repeated roots, and whether they are real; of a conjugate pair one."""

    def parametrization(self) -> Parametrization | None:
        """The same as rational functions of the roots of a polynomial. None: they are not known."""


Suggestion = tuple[Tangency, Suggested, Chart]
Way = Callable[[Quadric, tuple[int, ...], float], Iterator[Suggestion]]


def ways(partition: tuple[int, ...]) -> tuple[Way, ...]:
    """Functions of the quadric, the partition, with several repeated roots, and seconds; the quickest first.

    They raise `InconclusiveError` if the time is over.
    """
    return (_followed_once, _eliminated) if sum(part > 1 for part in partition) == 2 else (_followed,)


def _followed_once(quadric: Quadric, partition: tuple[int, ...], seconds: float) -> Iterator[Suggestion]:
    """Two repeated roots: by following the solutions of a system that is at hand, if one is."""
    if sum(partition) < LEAST_FOLLOWED:
        return
    from .start_systems import approximations, is_at_hand  # noqa: PLC0415 - numpy is loaded where it is needed

    if is_at_hand(partition):
        # the quick ones in all charts
        for found in islice(approximations(quadric, partition, seconds), len(CHARTS)):
            tangency = Tangency(in_chart(quadric, found.chart), partition)
            yield tangency, replace(found, parametrize=partial(_parametrized, tangency)), found.chart


def _parametrized(tangency: Tangency) -> Parametrization | None:
    zeros = common_zeros(tangency.unknowns.equations(tangency.quadric))
    return None if zeros is None else zeros.parametrization()


def parametrized(tangency: Tangency, seconds: float) -> Parametrization | None:
    """All complex solutions as rational functions of the roots of a polynomial. None: they are not found so.

    Args:
        seconds: how long msolve may take, for more than two repeated roots.
    """
    if len(tangency.unknowns.partition) - tangency.simple == 2:
        return _parametrized(tangency)
    try:
        return msolve.repeated_roots(tangency.quadric, tangency.unknowns.partition, seconds)
    except (UnsupportedError, InconclusiveError):
        return None


def _eliminated(quadric: Quadric, partition: tuple[int, ...], seconds: float) -> Iterator[Suggestion]:
    """Two repeated roots: by elimination."""
    deadline = time.monotonic() + seconds
    for chart in CHARTS:
        tangency = Tangency(in_chart(quadric, chart), partition)
        zeros = common_zeros(tangency.unknowns.equations(tangency.quadric), deadline)
        if zeros is not None:
            yield tangency, zeros, chart
        if time.monotonic() > deadline:
            raise InconclusiveError("elimination took too long")


def _followed(quadric: Quadric, partition: tuple[int, ...], seconds: float) -> Iterator[Suggestion]:
    """More repeated roots: by following the solutions of a system, which is found first if none is at hand."""
    from .start_systems import approximations  # noqa: PLC0415 - numpy is loaded where it is needed

    for found in approximations(quadric, partition, seconds):
        tangency = Tangency(in_chart(quadric, found.chart), partition)
        parametrize = partial(msolve.repeated_roots, tangency.quadric, partition, seconds)
        yield tangency, replace(found, parametrize=parametrize), found.chart


def by_msolve(quadric: Quadric, partition: tuple[int, ...], seconds: float) -> Iterator[Suggestion]:
    """Any number of repeated roots: by Gröbner bases, where msolve is installed.

    Raises:
        UnsupportedError: it is missing or fails.
    """
    zeros = msolve.repeated_roots(quadric, partition, seconds)
    if zeros is not None:
        yield Tangency(quadric, partition), zeros, IDENTITY
