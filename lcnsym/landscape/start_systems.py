"""Approximations of all critical forms on a stratum, from a square loss whose critical forms are known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from ..errors import InconclusiveError, UnsupportedError
from ..exact.parametrizations import Parametrization
from ..exact.quadrics import Quadric
from . import msolve
from .ed_degrees import generic_ed_degree
from .homotopy import CAREFUL, QUICK, distinct, followed, monodromy
from .tangent_systems import Array, Data, TangentSystem

FILE = Path(__file__).with_name("start_systems.npz")
SEED = 20210803
REAL = 1e-9


@dataclass(frozen=True, eq=False)
class Approximations:
    """Where zeros of the equations of tangency seem to be; nothing is concluded from it.

    Attributes:
        zeros: one row a zero, the unknowns as in `TangentSystem`.
        repeated: how many of the unknowns belong to the repeated roots.
        parametrize: gives the zeros as rational functions.
    """

    zeros: Array
    repeated: int
    parametrize: Callable[[], Parametrization | None] = lambda: None

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
        """The coefficients for the repeated roots, and whether they are real; of a conjugate pair one."""
        sizes = 1 + np.abs(self.zeros).max(axis=1, initial=0)
        is_real = np.abs(self.zeros.imag).max(axis=1, initial=0) < REAL * sizes
        rest = self.zeros[~is_real]
        # the sign of the first imaginary part that is not about zero
        large = np.abs(rest.imag) > REAL * sizes[~is_real][:, None]
        first = rest.imag[np.arange(len(rest)), large.argmax(axis=1)]
        upper = np.where((first < 0)[:, None], rest.conj(), rest)
        for zero in self.zeros[is_real]:
            yield [complex(z.real) for z in zero[: self.repeated]], True
        for zero in distinct(upper):
            yield [complex(z) for z in zero[: self.repeated]], False


def approximations(quadric: Quadric, partition: tuple[int, ...], seconds: float) -> Iterator[Approximations]:
    """Approximations of all complex critical forms on a stratum, quick ones and then careful ones.

    Solutions are followed from a start system, which is at hand for degrees up to 8 and found first for others.

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
    system = TangentSystem(partition)
    for care in (QUICK, CAREFUL):
        ends = followed(system, start, base, data, replace(care, deadline=deadline))
        yield Approximations(
            distinct(ends), system.repeated, partial(msolve.repeated_roots, quadric, partition, seconds)
        )


def start_system(partition: tuple[int, ...], deadline: float = float("inf")) -> tuple[Data, Array]:
    """Random complex data and all solutions for them, from the package's file or found now.

    Raises:
        InconclusiveError: none is at hand, and the deadline is past before it is found.
    """
    kept = _kept().get(partition)
    return monodromy(partition, generic_ed_degree(partition), SEED, deadline) if kept is None else kept


@lru_cache(maxsize=1)
def _kept() -> dict[tuple[int, ...], tuple[Data, Array]]:
    found = {}
    with np.load(FILE, allow_pickle=False) as file:
        names = {name.removesuffix("-zeros") for name in file.files if name.endswith("-zeros")}
        for name in names:
            partition = tuple(map(int, name.split(",")))
            found[partition] = (Data(file[f"{name}-gram"], file[f"{name}-moments"]), file[f"{name}-zeros"])
    return found


def saved(systems: dict[tuple[int, ...], tuple[Data, Array]]) -> dict[str, Array]:
    """The arrays of the package's file."""
    arrays: dict[str, Array] = {}
    for partition, (data, zeros) in systems.items():
        name = ",".join(map(str, partition))
        arrays |= {f"{name}-gram": data.gram, f"{name}-moments": data.moments, f"{name}-zeros": zeros}
    return arrays


def _data(quadric: Quadric) -> Data | None:
    """Q and Q·u, both up to a factor, in floating point. None: they are not near any."""
    gram, moments = _scaled(quadric.gram), _scaled([quadric.moments])
    if gram is None or moments is None:
        return None
    return Data(gram[::-1, ::-1].astype(complex), moments[0][::-1].astype(complex))


def _scaled(rows: Sequence[Sequence[Fraction]]) -> Array | None:
    largest = max(abs(entry) for row in rows for entry in row)
    return np.array([[float(entry / largest) for entry in row] for row in rows]) if largest else None
