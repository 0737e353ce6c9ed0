"""Quadrics in floating point, and what a system must offer so that its solutions are followed from one to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from ...algebra.numbers import Number
from .quadrics import Quadric

Array = np.ndarray[Any, np.dtype[Any]]

MOST_SCALED = 1e100


@dataclass(frozen=True, eq=False)
class Data:
    """A quadric w ↦ wᵀQw − 2mᵀw in floating point, Q symmetric.

    Attributes:
        gram: Q, N×N.
        moments: m, of length N.
    """

    gram: Array
    moments: Array


class FollowedSystem(Protocol):
    """Equations for points that are linear in the data, of which solutions are followed from some data to others.

    Arrays have a column for every point. The entries of a point are in blocks, of which one entry each is held fixed: a
    chart. The last block ends with an entry h, and a factor of another block is made up for by the rest of the last.
    """

    entries: int
    equations: int

    @property
    def blocks(self) -> Sequence[slice]:
        """The entries of the blocks."""

    @property
    def exponents(self) -> Sequence[int]:
        """Of the factor by which the last block but h makes up for one of each block; of the last block 0."""

    @property
    def name(self) -> str:
        """Of the system, for files."""

    @property
    def data_size(self) -> int:
        """The number of rows of the Gram matrices."""

    @property
    def number(self) -> int:
        """How many solutions there are for generic data."""

    def columns(self, points: Array) -> Array:
        """Columns from points in standard charts, which have a row each."""

    def points(self, columns: Array) -> Array:
        """The points in standard charts, a row each, of which not all need be finite: the inverse of `columns`."""

    def path(self, start: Data, end: Data) -> Any:
        """The straight path from one quadric to another."""

    def evaluated(self, columns: Array, times: Array, path: Any) -> tuple[Array, Array]:
        """Values and derivatives by the time, R×2×P, and the derivatives by the entries, R×entries×P, R ≥ equations."""

    def rows(self, free: Array) -> Array:
        """Which of the R equations are to be solved for the free entries; both P×equations."""

    def random_data(self, rng: np.random.Generator) -> Data:
        """Generic complex data."""

    def with_one_solution(self, rng: np.random.Generator) -> tuple[Data, Array]:
        """Generic complex data, and one point, in one row, that is a solution for them."""


def complex_normal(rng: np.random.Generator, *shape: int) -> Array:
    """Independent complex standard normal numbers."""
    found: Array = (rng.standard_normal(shape) + 1j * rng.standard_normal(shape)) / np.sqrt(2)
    return found


def random_quadric(size: int, rng: np.random.Generator) -> Data:
    """Generic complex data, the Gram matrix not far from the identity."""
    root = complex_normal(rng, size, size)
    return Data(root @ root.T / size + np.eye(size), complex_normal(rng, size))


def floating(quadric: Quadric) -> Data | None:
    """Q and Q·u, both up to a factor, in floating point, w_0 first. None: they are not near any."""
    gram, moments = _scaled(quadric.gram), _scaled([quadric.moments])
    if gram is None or moments is None:
        return None
    return Data(gram.astype(complex), moments[0].astype(complex))


def floating_scale(quadric: Quadric) -> float | None:
    """What solutions for the data of `floating` are to be multiplied by. None: it is beyond floating point."""
    try:
        found = float(_largest([quadric.moments]) / _largest(quadric.gram))
    except OverflowError:
        return None
    return found if 1 / MOST_SCALED < found < MOST_SCALED else None


def _scaled(rows: Sequence[Sequence[Number]]) -> Array | None:
    largest = _largest(rows)
    return np.array([[float(entry / largest) for entry in row] for row in rows]) if largest else None


def _largest(rows: Sequence[Sequence[Number]]) -> Number:
    sizes: list[Any] = [abs(entry) for row in rows for entry in row]
    found: Number = max(sizes)
    return found
