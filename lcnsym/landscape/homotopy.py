"""Solutions of the equations of tangency followed from one square loss to another, and all of them found from one.

Everything here is floating point and proves nothing: it suggests where solutions are. What is concluded rests on
Krawczyk's test for every one of them (`lcnsym.exact.tangency`) and on their number.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ..errors import InconclusiveError
from .tangent_systems import Array, Data, TangentSystem

LEAST_STEP = 1e-6
MOST_LOOPS = 60
SAME = 1e-6


@dataclass(frozen=True)
class Care:
    """How closely paths are followed.

    Attributes:
        first: the largest relative size of Newton's first correction.
        second: of the second.
        longest: the longest step of the time.
        deadline: of `time.monotonic`.
    """

    first: float
    second: float
    longest: float
    deadline: float = float("inf")


QUICK = Care(3e-2, 1e-4, 0.3)
CAREFUL = Care(1e-3, 1e-7, 0.2)


def followed(system: TangentSystem, points: Array, start: Data, end: Data, care: Care) -> Array:
    """The solutions for `end` at the ends of paths from solutions for `start`, but for paths that diverge or stall.

    Predictions are cubic Hermite extrapolations, corrections two steps of Newton's iteration.

    Args:
        points: P×(d+1), solutions for the data `start`, d the number of distinct roots.

    Raises:
        InconclusiveError: the deadline is past.
    """
    paths = _Paths(system, points, start, end)
    while (active := np.nonzero(paths.alive & (paths.times < 1))[0]).size:
        if time.monotonic() > care.deadline:
            raise InconclusiveError("following the solutions of a homotopy took too long")
        paths.advance(active, care)
    return _polished(system, paths.points[paths.alive], end)


class _Paths:
    """Points on paths, the velocities there, and the same a step before."""

    def __init__(self, system: TangentSystem, points: Array, start: Data, end: Data) -> None:
        self._system, self._start, self._end = system, start, end
        number = len(points)
        self.points, self.times = points.astype(complex), np.zeros(number)
        self.alive = np.ones(number, bool)
        self._steps = np.full(number, 0.05)
        _, jacobian, by_time = system.evaluated(self.points, self.times, start, end)
        self._velocities = -_solved(jacobian, by_time[:, :, None])[:, :, 0]
        self._before, self._velocities_before = self.points.copy(), self._velocities.copy()
        self._last = np.zeros(number)

    def advance(self, active: Array, care: Care) -> None:
        """A step on the active paths, as long as each allows."""
        steps = np.minimum(self._steps[active], 1 - self.times[active])
        times = self.times[active] + steps
        with np.errstate(all="ignore"):
            points = self._predicted(active, steps[:, None])
            first, points, _ = self._corrected(points, times)
            second, points, velocities = self._corrected(points, times)
            good = (first < care.first) & (second < care.second) & np.isfinite(points).all(axis=1)
        moved, stuck = active[good], active[~good]
        self._before[moved], self._velocities_before[moved] = self.points[moved], self._velocities[moved]
        self._last[moved] = steps[good]
        self.points[moved], self._velocities[moved] = points[good], velocities[good]
        self.times[moved] = np.where(times[good] > 1 - 1e-12, 1, times[good])
        # the error of the prediction is of fourth order in the step
        growth = np.clip(0.5 * (care.first / np.maximum(first[good], 1e-16)) ** 0.25, 0.5, 2.5)
        self._steps[moved] = np.minimum(self._steps[moved] * growth, care.longest)
        self._steps[stuck] /= 3
        self.alive[stuck[self._steps[stuck] < LEAST_STEP]] = False

    def _predicted(self, active: Array, steps: Array) -> Array:
        """The cubic through this point and the one before, with the velocities; at first the tangent."""
        last = self._last[active][:, None]
        is_first = last == 0
        last = np.where(is_first, 1, last)
        here, velocity, before = self.points[active], self._velocities[active], self._velocities_before[active]
        slope = (here - self._before[active]) / last
        quadratic = np.where(is_first, 0, (2 * velocity + before - 3 * slope) / last)
        cubic = np.where(is_first, 0, (velocity + before - 2 * slope) / last**2)
        predicted: Array = here + steps * (velocity + steps * (quadratic + steps * cubic))
        return predicted

    def _corrected(self, points: Array, times: Array) -> tuple[Array, Array, Array]:
        """The relative size of a Newton step, the point after it, and the velocity before it."""
        values, jacobian, by_time = self._system.evaluated(points, times, self._start, self._end)
        found = _solved(jacobian, np.stack([values, by_time], axis=2))
        corrected = points - found[:, :, 0]
        return _relative(found[:, :, 0], corrected), corrected, -found[:, :, 1]


def _solved(matrices: Array, right: Array) -> Array:
    """Solutions of linear systems; not numbers where one is singular."""
    try:
        found: Array = np.linalg.solve(matrices, right)
    except np.linalg.LinAlgError:
        found = np.full(right.shape, np.nan, complex)
        for i, (matrix, column) in enumerate(zip(matrices, right, strict=True)):
            try:
                found[i] = np.linalg.solve(matrix, column)
            except np.linalg.LinAlgError:
                continue
    return found


def _relative(steps: Array, points: Array) -> Array:
    found: Array = np.abs(steps).max(axis=1) / (1 + np.abs(points).max(axis=1))
    return found


def _polished(system: TangentSystem, points: Array, end: Data) -> Array:
    """A few more steps of Newton's iteration."""
    times = np.ones(len(points))
    with np.errstate(all="ignore"):
        for _ in range(3):
            values, jacobian, _ = system.evaluated(points, times, end, end)
            moved = points - _solved(jacobian, values[:, :, None])[:, :, 0]
            points = np.where(np.isfinite(moved).all(axis=1)[:, None], moved, points)
    return points


def distinct(points: Array) -> Array:
    """One of every cluster of points that agree to SAME, relatively."""
    order = np.lexsort(tuple(np.round(points.real.T, 4)))
    kept: list[int] = []
    sizes = 1 + np.abs(points).max(axis=1, initial=0)
    for i in order:
        others = points[kept]
        near = np.abs(others - points[i]).max(axis=1) < SAME * sizes[i] if kept else np.zeros(0, bool)
        if not near.any():
            kept.append(int(i))
    return points[kept]


def monodromy(partition: Sequence[int], number: int, seed: int, deadline: float = float("inf")) -> tuple[Data, Array]:
    """A complex square loss with random data, and `number` solutions of its equations of tangency.

    One solution is chosen, and the data so that it is one; the others are met on loops in the space of the data.

    Args:
        partition: the root multiplicities.
        number: how many solutions there are, as is known beforehand.
        seed: of the data.
        deadline: of `time.monotonic`.

    Raises:
        InconclusiveError: the deadline is past, or MOST_LOOPS loops were not enough.
    """
    rng = np.random.default_rng(seed)
    system = TangentSystem(partition)
    base, points = _with_one_solution(system, rng)
    for _ in range(MOST_LOOPS):
        if len(points) >= number:
            return base, points
        corners = [base, _random_data(system.degree, rng), _random_data(system.degree, rng), base]
        ends = points
        for first, second in pairwise(corners):
            ends = followed(system, ends, first, second, replace(CAREFUL, deadline=deadline))
        points = distinct(np.concatenate([points, ends]))
    raise InconclusiveError(f"{len(points)} of {number} solutions were found on {MOST_LOOPS} loops")


def _with_one_solution(system: TangentSystem, rng: np.random.Generator) -> tuple[Data, Array]:
    """Q·w − m orthogonal to the multiples of G for a random point."""
    point = _complex_normal(rng, 1, system.unknowns)
    gram = _random_data(system.degree, rng).gram
    w, multiples = system.forms(point)
    kernel = np.linalg.svd(multiples[0])[2][system.unknowns :].conj().T
    residual = kernel @ _complex_normal(rng, kernel.shape[1])
    return Data(gram, w[0] @ gram - residual), point


def _random_data(degree: int, rng: np.random.Generator) -> Data:
    root = _complex_normal(rng, degree + 1, degree + 1)
    return Data(root @ root.T / (degree + 1) + np.eye(degree + 1), _complex_normal(rng, degree + 1))


def _complex_normal(rng: np.random.Generator, *shape: int) -> Array:
    found: Array = (rng.standard_normal(shape) + 1j * rng.standard_normal(shape)) / np.sqrt(2)
    return found
