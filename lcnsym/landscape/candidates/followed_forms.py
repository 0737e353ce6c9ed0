"""Approximations of all critical forms on a stratum, from a square loss whose critical forms are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ...errors import InconclusiveError, UnsupportedError
from ..effort import Effort
from ..equations.charts import CHARTS, IDENTITY, Chart
from ..equations.floating_quadrics import Array, Data, floating, floating_scale
from ..equations.quadrics import Quadric
from ..equations.tangent_systems import TangentSystem
from .homotopy import distinct, finite, followed_twice
from .parametrizations import APPROXIMATION_BITS, Parametrization
from .start_systems import start_system

REAL = 1e-9


def _not_known() -> None:
    return None


@dataclass(frozen=True, eq=False)
class Approximations:
    """Where zeros of the equations of tangency seem to be; nothing is concluded from it.

    Attributes:
        zeros: one row a zero, the coefficients of the monic A_i, i ≥ 2, and of A_1 up to a factor.
        repeated: how many are those of the A_i, i ≥ 2, which belong to the repeated roots.
        scale: the factor of A_1. None: it is not known.
        chart: the coordinates of the forms.
        parametrize: gives the zeros as rational functions.
    """

    zeros: Array
    repeated: int
    scale: float | None = None
    chart: Chart = IDENTITY
    parametrize: Callable[[], Parametrization | None] = _not_known
    precisions = (APPROXIMATION_BITS,)

    def parametrization(self) -> Parametrization | None:
        """The zeros as rational functions of the roots of a polynomial. None: they are not known."""
        try:
            return self.parametrize()
        except (UnsupportedError, InconclusiveError):
            return None

    @property
    def degree(self) -> int:
        """The number of complex zeros."""
        return len(self.zeros)

    def points(self, _precision: int) -> Iterator[tuple[list[complex], bool]]:
        """The coefficients, of A_1 if its scale is known, and whether they are real; of a conjugate pair one."""
        sizes = 1 + np.abs(self.zeros).max(axis=1, initial=0)
        is_real = np.abs(self.zeros.imag).max(axis=1, initial=0) < REAL * sizes
        rest = self.zeros[~is_real]
        # the sign of the first imaginary part that is not about zero
        large = np.abs(rest.imag) > REAL * sizes[~is_real][:, None]
        first = rest.imag[np.arange(len(rest)), large.argmax(axis=1)]
        upper = np.where((first < 0)[:, None], rest.conj(), rest)
        for zeros, real in ((self.zeros[is_real].real, True), (distinct(upper), False)):
            for zero in self._scaled(zeros).astype(complex):
                yield zero.tolist(), real

    def _scaled(self, zeros: Array) -> Array:
        repeated, simple = np.split(zeros, [self.repeated], axis=1)
        if self.scale is None:
            return repeated
        return np.concatenate([repeated, simple * self.scale], axis=1)


def approximations(quadric: Quadric, partition: tuple[int, ...], effort: Effort) -> Iterator[Approximations]:
    """Approximations of all complex critical forms on a stratum, in several charts.

    Solutions are followed from a start system, which is at hand or found first.

    Args:
        effort: what it may take in all.

    Raises:
        InconclusiveError: it takes longer.
    """
    data = floating(quadric)
    if data is None:
        return
    data = Data(data.gram[::-1, ::-1], data.moments[::-1])
    system, scale = TangentSystem(partition), floating_scale(quadric)
    base, start = start_system(system, effort.deadline, use_cache=effort.use_cache)
    ends = followed_twice(system, start, base, data, effort.deadline)
    for chart in CHARTS:
        yield Approximations(finite(system, system.in_chart(ends, chart)), system.repeated, scale, chart)
