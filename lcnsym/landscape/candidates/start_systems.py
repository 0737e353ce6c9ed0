"""Approximations of all critical forms on a stratum, from a square loss whose critical forms are known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import numpy as np

from ...errors import InconclusiveError, UnsupportedError
from ..ed_degrees import generic_ed_degree
from ..equations.charts import CHARTS, IDENTITY, Chart
from ..equations.quadrics import Quadric
from ..equations.tangent_systems import Array, Data, TangentSystem
from .homotopy import CAREFUL, QUICK, distinct, finite, followed, monodromy
from .parametrizations import APPROXIMATION_BITS, Parametrization

FILE = Path(__file__).with_name("start_systems.npz")
SEED = 20210803
REAL = 1e-9
MOST_SCALED = 1e100


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


def approximations(quadric: Quadric, partition: tuple[int, ...], seconds: float) -> Iterator[Approximations]:
    """Approximations of all complex critical forms on a stratum, quick ones and then careful ones, in several charts.

    Solutions are followed from a start system, which is at hand or found first.

    Args:
        seconds: how long it may take in all.

    Raises:
        InconclusiveError: it takes longer.
    """
    deadline = time.monotonic() + seconds
    data = _data(quadric)
    if data is None:
        return
    base, start = start_system(partition, deadline)
    system, scale = TangentSystem(partition), _scale(quadric)
    ends = np.empty((system.entries, 0), complex)
    for care in (QUICK, CAREFUL):
        more = followed(system, start, base, data, replace(care, deadline=deadline))
        ends = np.concatenate([ends, more], axis=1)
        for chart in CHARTS:
            yield Approximations(finite(system, system.in_chart(ends, chart)), system.repeated, scale, chart)


def start_system(partition: tuple[int, ...], deadline: float = float("inf")) -> tuple[Data, Array]:
    """Random complex data and all solutions for them, from the package's file or found now.

    Raises:
        InconclusiveError: none is at hand, and the deadline is past before it is found.
    """
    kept = _kept(partition)
    return monodromy(partition, generic_ed_degree(partition), SEED, deadline) if kept is None else kept


def is_at_hand(partition: tuple[int, ...]) -> bool:
    """Whether a start system is in the package's file."""
    return _kept(partition) is not None


@lru_cache(maxsize=64)
def _kept(partition: tuple[int, ...]) -> tuple[Data, Array] | None:
    name = _name(partition)
    with np.load(FILE, allow_pickle=False) as file:
        if f"{name}-zeros" not in file:
            return None
        return Data(file[f"{name}-gram"], file[f"{name}-moments"]), file[f"{name}-zeros"]


def _name(partition: tuple[int, ...]) -> str:
    return ",".join(map(str, partition))


def saved(systems: dict[tuple[int, ...], tuple[Data, Array]]) -> dict[str, Array]:
    """The arrays of the package's file."""
    arrays: dict[str, Array] = {}
    for partition, (data, zeros) in systems.items():
        name = _name(partition)
        arrays |= {f"{name}-gram": data.gram, f"{name}-moments": data.moments, f"{name}-zeros": zeros}
    return arrays


def _data(quadric: Quadric) -> Data | None:
    """Q and Q·u, both up to a factor, in floating point. None: they are not near any."""
    gram, moments = _scaled(quadric.gram), _scaled([quadric.moments])
    if gram is None or moments is None:
        return None
    return Data(gram[::-1, ::-1].astype(complex), moments[0][::-1].astype(complex))


def _scaled(rows: Sequence[Sequence[Fraction]]) -> Array | None:
    largest = _largest(rows)
    return np.array([[float(entry / largest) for entry in row] for row in rows]) if largest else None


def _largest(rows: Sequence[Sequence[Fraction]]) -> Fraction:
    return max(abs(entry) for row in rows for entry in row)


def _scale(quadric: Quadric) -> float | None:
    """What solutions for `_data` are to be multiplied by. None: it is beyond floating point."""
    try:
        found = float(_largest([quadric.moments]) / _largest(quadric.gram))
    except OverflowError:
        return None
    return found if 1 / MOST_SCALED < found < MOST_SCALED else None
