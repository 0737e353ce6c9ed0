"""Where the critical forms of a stratum with several repeated roots seem to be, in several ways; it proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from ..effort import Effort
from ..equations.charts import CHARTS, Chart, in_chart
from ..equations.quadrics import Quadric
from ..equations.tangency import Tangency
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
Way = Callable[[Quadric, tuple[int, ...], Effort], Iterator[Suggestion]]


def ways(partition: tuple[int, ...], quadric: Quadric) -> tuple[Way, ...]:
    """Functions of the quadric, the partition, with several repeated roots, and the effort; the quickest first.

    They raise `InconclusiveError` if the time is over.
    """
    is_eliminated = quadric.is_rational and sum(part > 1 for part in partition) == 2
    return (_followed_once, _eliminated) if is_eliminated else (_followed,)


def _followed_once(quadric: Quadric, partition: tuple[int, ...], effort: Effort) -> Iterator[Suggestion]:
    """Two repeated roots: by following the solutions of a system that is at hand, if one is."""
    if sum(partition) < LEAST_FOLLOWED:
        return
    from ..equations.tangent_systems import TangentSystem  # noqa: PLC0415 - numpy is loaded where it is needed
    from .followed_forms import approximations  # noqa: PLC0415
    from .start_systems import is_at_hand  # noqa: PLC0415

    if is_at_hand(TangentSystem(partition), use_cache=effort.use_cache):
        for found in approximations(quadric, partition, effort):
            tangency = Tangency(in_chart(quadric, found.chart), partition)
            yield tangency, replace(found, parametrize=partial(_parametrized, tangency)), found.chart


def _parametrized(tangency: Tangency) -> Parametrization | None:
    if not tangency.quadric.is_rational:
        return None
    zeros = common_zeros(tangency.unknowns.equations(tangency.quadric))
    return None if zeros is None else zeros.parametrization()


def parametrized(tangency: Tangency) -> Parametrization | None:
    """All complex solutions as rational functions of the roots of a polynomial. None: not for three and more roots."""
    return _parametrized(tangency) if len(tangency.unknowns.partition) - tangency.simple == 2 else None


def _eliminated(quadric: Quadric, partition: tuple[int, ...], effort: Effort) -> Iterator[Suggestion]:
    """Two repeated roots: by elimination."""
    for chart in CHARTS:
        tangency = Tangency(in_chart(quadric, chart), partition)
        zeros = common_zeros(tangency.unknowns.equations(tangency.quadric), effort.deadline)
        if zeros is not None:
            yield tangency, zeros, chart
        effort.check("elimination")


def _followed(quadric: Quadric, partition: tuple[int, ...], effort: Effort) -> Iterator[Suggestion]:
    """More repeated roots: by following the solutions of a system, which is found first if none is at hand."""
    from .followed_forms import approximations  # noqa: PLC0415 - numpy is loaded where it is needed

    for found in approximations(quadric, partition, effort):
        tangency = Tangency(in_chart(quadric, found.chart), partition)
        yield tangency, found, found.chart
