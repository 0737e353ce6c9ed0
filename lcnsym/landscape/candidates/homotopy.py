"""Solutions of the equations of tangency followed from one square loss to another, and all of them found from one.

Everything here is floating point and proves nothing: it suggests where solutions are. What is concluded rests on
Krawczyk's test for every one of them (`lcnsym.landscape.equations.tangency`) and on their number.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ...errors import InconclusiveError
from ..equations.tangent_systems import Array, Data, TangentSystem
from ..one_thread import one_blas_thread

FIRST_STEP = 0.05
LEAST_STEP = 1e-6
LARGEST = 3.0
GROWTH = 0.6
MOST_LOOPS = 60
SAME = 1e-6


@dataclass(frozen=True)
class Care:
    """How closely paths are followed.

    Attributes:
        first: the largest size of Newton's first correction, in a chart where points have about size 1.
        second: of the second.
        longest: the longest step of the time.
        deadline: of `time.monotonic`.
    """

    first: float
    second: float
    longest: float
    deadline: float = float("inf")


QUICK = Care(3e-2, 1e-3, 0.3)
CAREFUL = Care(1e-3, 1e-6, 0.2)


@one_blas_thread
def followed(system: TangentSystem, points: Array, start: Data, end: Data, care: Care) -> Array:
    """The solutions for `end` at the ends of paths from solutions for `start`, but for paths that stall.

    Predictions are cubic Hermite extrapolations, corrections two steps of Newton's iteration.

    Args:
        points: P×(d+1), solutions for the data `start`, with monic A_i, d the number of distinct roots.

    Returns:
        Columns as in `TangentSystem`, where roots may be at infinity, or the form infinite.

    Raises:
        InconclusiveError: the deadline is past.
    """
    with np.errstate(all="ignore"):
        paths = _Paths(system, points, start, end)
        while (active := np.nonzero(paths.alive & (paths.times < 1))[0]).size:
            if time.monotonic() > care.deadline:
                raise InconclusiveError("following the solutions of a homotopy took too long")
            paths.advance(active, care)
        return paths.polished()


def finite(system: TangentSystem, columns: Array) -> Array:
    """The points with monic A_i, a row each, of the columns that have them; of every cluster one."""
    with np.errstate(all="ignore"):
        points = system.monic(columns)
    return distinct(points[np.isfinite(points).all(axis=1)])


class _Paths:
    """Points on paths in charts of their own, the velocities there, and the same a step before.

    The entries of a block are known up to one factor, as long as A_1 makes up for it, so one of them is held fixed.
    """

    def __init__(self, system: TangentSystem, points: Array, start: Data, end: Data) -> None:
        self._system, self._path = system, system.path(start, end)
        number = len(points)
        self.times, self.alive = np.zeros(number), np.ones(number, bool)
        # here and a step before: points and velocities
        self._points, self._velocities = np.zeros((2, 2, system.entries, number), complex)
        self._points[0] = system.columns(points)
        self._free = np.empty((number, system.equations), int)
        self._steps, self._last = np.full(number, FIRST_STEP), np.zeros(number)
        everything = np.arange(number)
        self._change_charts(everything)
        _, self._velocities[0] = self._newton(self._points[0], everything, self.times)

    def advance(self, active: Array, care: Care) -> None:
        """A step on the active paths, as long as each allows."""
        steps = np.minimum(self._steps[active], 1 - self.times[active])
        times = self.times[active] + steps
        predicted = self._predicted(active, steps)
        correction, _ = self._newton(predicted, active, times)
        points = predicted - correction
        first = np.abs(correction).max(axis=0)
        correction, velocities = self._newton(points, active, times)
        points -= correction
        # what is not a number is not less
        good = (first < care.first) & (np.abs(correction).max(axis=0) < care.second)
        moved, stuck = active[good], active[~good]
        for here, found in ((self._points, points), (self._velocities, velocities)):
            here[1][:, moved] = here[0][:, moved]
            here[0][:, moved] = found[:, good]
        self._last[moved] = steps[good]
        self.times[moved] = np.where(times[good] > 1 - 1e-12, 1, times[good])
        # the error of the prediction is of fourth order in the step
        growth = np.clip(GROWTH * (care.first / np.maximum(first[good], 1e-16)) ** 0.25, 0.5, 3)
        self._steps[moved] = np.minimum(steps[good] * growth, care.longest)
        self._steps[stuck] /= 3
        self.alive[stuck[self._steps[stuck] < LEAST_STEP]] = False
        large = np.abs(self._points[0][:, moved]).max(axis=0) > LARGEST
        if large.any():
            self._change_charts(moved[large])

    def polished(self) -> Array:
        """The ends of the paths that have one, after two more steps of Newton's iteration."""
        ended = np.nonzero(self.alive)[0]
        points: Array = self._points[0][:, ended]
        times = np.ones(len(ended))
        for _ in range(2):
            correction, _ = self._newton(points, ended, times)
            points -= correction
        return points

    def _predicted(self, active: Array, steps: Array) -> Array:
        """The cubic through this point and the one before, with the velocities; at first the tangent."""
        last = self._last[active]
        is_first = last == 0
        last = np.where(is_first, 1, last)
        (here, before), (velocity, old) = self._points[:, :, active], self._velocities[:, :, active]
        slope = (here - before) / last
        quadratic = np.where(is_first, 0, (2 * velocity + old - 3 * slope) / last)
        cubic = np.where(is_first, 0, (velocity + old - 2 * slope) / last**2)
        predicted: Array = here + steps * (velocity + steps * (quadratic + steps * cubic))
        return predicted

    def _newton(self, points: Array, paths: Array, times: Array) -> tuple[Array, Array]:
        """Newton's correction, to be subtracted, and the velocity of points on some paths; 0 in fixed entries."""
        right, jacobian = self._system.evaluated(points, times, self._path)
        free, number = self._free[paths], np.arange(len(paths))
        square = jacobian[np.arange(self._system.equations)[:, None], free[:, None], number[:, None, None]]
        solved = _solved(square, right.transpose(2, 0, 1))
        found = np.zeros((2, *points.shape), complex)
        found[:, free.T, number] = solved.transpose(2, 1, 0)
        return found[0], -found[1]

    def _change_charts(self, paths: Array) -> None:
        """Hold the largest entry of every block fixed at 1, and let A_1 make up for the factors of the others."""
        points, velocities = self._points[:, :, paths], self._velocities[:, :, paths]
        number, last = np.arange(len(paths)), self._system.blocks[-1]
        is_free = np.ones((len(paths), self._system.entries), bool)
        for exponent, block in zip([*self._system.multiplicities, 0], self._system.blocks, strict=True):
            fixed = block.start + np.abs(points[0, block]).argmax(axis=0)
            is_free[number, fixed] = False
            by, slope = points[:, fixed, number][:, None], velocities[:, fixed, number][:, None]
            by = np.where(by == 0, 1, by)
            points[:, block] /= by
            velocities[:, block] = (velocities[:, block] - points[:, block] * slope) / by
            points[:, fixed, number], velocities[:, fixed, number] = 1, 0
            simple, factor = slice(last.start, last.stop - 1), by**exponent
            velocities[:, simple] = factor * (velocities[:, simple] + exponent * slope / by * points[:, simple])
            points[:, simple] *= factor
        self._points[:, :, paths], self._velocities[:, :, paths] = points, velocities
        self._free[paths] = np.nonzero(is_free)[1].reshape(len(paths), -1)


def _solved(matrices: Array, right: Array) -> Array:
    """Solutions of linear systems; not numbers where one is singular."""
    try:
        found: Array = np.linalg.solve(matrices, right)
    except np.linalg.LinAlgError:
        found = np.full(right.shape, np.nan, complex)
        for i, (matrix, columns) in enumerate(zip(matrices, right, strict=True)):
            try:
                found[i] = np.linalg.solve(matrix, columns)
            except np.linalg.LinAlgError:
                continue
    return found


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


@one_blas_thread
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
            ends = finite(system, followed(system, ends, first, second, replace(CAREFUL, deadline=deadline)))
        points = distinct(np.concatenate([points, ends]))
    raise InconclusiveError(f"{len(points)} of {number} solutions were found on {MOST_LOOPS} loops")


def _with_one_solution(system: TangentSystem, rng: np.random.Generator) -> tuple[Data, Array]:
    """Q·w − m orthogonal to the multiples of G for a random point."""
    point = _complex_normal(rng, 1, system.equations)
    gram = _random_data(system.degree, rng).gram
    w, low = (coefficients[:, 0] for coefficients in system.forms(system.columns(point)))
    multiples = np.array([np.roll(low, a) for a in range(system.equations)])
    kernel = np.linalg.svd(multiples)[2][system.equations :].conj().T
    residual = kernel @ _complex_normal(rng, kernel.shape[1])
    return Data(gram, gram @ w - residual), point


def _random_data(degree: int, rng: np.random.Generator) -> Data:
    root = _complex_normal(rng, degree + 1, degree + 1)
    return Data(root @ root.T / (degree + 1) + np.eye(degree + 1), _complex_normal(rng, degree + 1))


def _complex_normal(rng: np.random.Generator, *shape: int) -> Array:
    found: Array = (rng.standard_normal(shape) + 1j * rng.standard_normal(shape)) / np.sqrt(2)
    return found
