"""Solutions of equations of critical points followed from one square loss to another, and all of them found from one.

Everything here is floating point and proves nothing: it suggests where solutions are. What is concluded rests on
Krawczyk's test for every one of them (`lcnsym.landscape.krawczyk`) and on their number.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ...errors import InconclusiveError
from ..equations.floating_quadrics import Array, Data, FollowedSystem
from ..one_thread import one_blas_thread

FIRST_STEP = 0.05
LEAST_STEP = 1e-6
LEAST_REST = 1e-6
"""A path that makes shorter steps than LEAST_STEP, relatively to the time that is left or to this one, is given up."""
LARGEST = 3.0
GROWTH = 0.6
MOST_LOOPS = 60
SAME = 1e-6
POLISHED = 1e-9
POLISHING = 8
"""Steps at the end of a path, unless one is shorter than POLISHED."""
SHARP = 1e-3
"""A longer last step belongs to no solution, or to a multiple one."""


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


QUICK = Care(1e-1, 1e-2, 0.3)
CAREFUL = Care(1e-3, 1e-6, 0.2)


@one_blas_thread
def followed(system: FollowedSystem, points: Array, start: Data, end: Data, care: Care) -> Array:
    """The solutions for `end` at the ends of paths from solutions for `start`, but for paths that stall.

    Predictions are cubic Hermite extrapolations, corrections two steps of Newton's iteration.

    Args:
        points: P×equations, solutions for the data `start`, in standard charts.

    Returns:
        Columns of the system, which may be at infinity of the standard charts.

    Raises:
        InconclusiveError: the deadline is past.
    """
    ends = _ends(system, points, start, end, care)
    return ends[:, np.isfinite(ends).all(axis=0)]


@one_blas_thread
def followed_twice(system: FollowedSystem, points: Array, start: Data, end: Data, deadline: float) -> Array:
    """`followed` quickly, and then with care on paths that stalled, met another or went to infinity.

    Of paths that meet, some jumped to another one on the way, and if that one was followed with care, another may meet
    it now.

    Args:
        deadline: of `time.monotonic`.
    """
    ends = _ends(system, points, start, end, replace(QUICK, deadline=deadline))
    is_careful = np.zeros(len(points), bool)
    while (again := np.nonzero(~is_careful & _is_lost(system, ends))[0]).size:
        ends[:, again] = _ends(system, points[again], start, end, replace(CAREFUL, deadline=deadline))
        is_careful[again] = True
    return ends[:, np.isfinite(ends).all(axis=0)]


def _ends(system: FollowedSystem, points: Array, start: Data, end: Data, care: Care) -> Array:
    """A column for the end of every path, not numbers where it stalled."""
    with np.errstate(all="ignore"):
        paths = _Paths(system, points, start, end)
        while (active := np.nonzero(paths.alive & (paths.times < 1))[0]).size:
            if time.monotonic() > care.deadline:
                raise InconclusiveError("following the solutions of a homotopy took too long")
            paths.advance(active, care)
        return paths.polished()


def _is_lost(system: FollowedSystem, ends: Array) -> Array:
    """Which ends are no finite points, or may be the same point as another end."""
    with np.errstate(all="ignore"):
        points = system.points(ends)
        # one number of each point; those of different points are next to never so near
        weights = np.exp(1j * np.arange(1, points.shape[1] + 1))
        values = (points @ weights).real
        sizes = 1 + np.abs(points).max(axis=1, initial=0)
        lost: Array = ~np.isfinite(values)
        order = np.argsort(values)
        near = np.diff(values[order]) < SAME * sizes[order][1:]
    lost[order[1:][near]] = True
    lost[order[:-1][near]] = True
    return lost


@one_blas_thread
def is_solved(system: FollowedSystem, data: Data, points: Array) -> bool:
    """Whether Newton's next step from all these points, in standard charts, is short."""
    if not len(points):
        return True
    with np.errstate(all="ignore"):
        return bool(_Paths(system, points, data, data).first_steps.max() < SHARP)


def finite(system: FollowedSystem, columns: Array) -> Array:
    """The points in standard charts, a row each, of the columns that have them; of every cluster one."""
    with np.errstate(all="ignore"):
        points = system.points(columns)
    return distinct(points[np.isfinite(points).all(axis=1)])


class _Paths:
    """Points on paths in charts of their own, the velocities there, and the same a step before.

    The entries of a block are known up to one factor, as long as the last makes up for it, so one is held fixed.
    """

    def __init__(self, system: FollowedSystem, points: Array, start: Data, end: Data) -> None:
        self._system, self._path = system, system.path(start, end)
        number = len(points)
        self.times, self.alive = np.zeros(number), np.ones(number, bool)
        # here and a step before: points and velocities
        self._points, self._velocities = np.zeros((2, 2, system.entries, number), complex)
        self._points[0] = system.columns(points)
        self._free = self._rows = np.empty((number, system.equations), int)
        self._steps, self._last = np.full(number, FIRST_STEP), np.zeros(number)
        everything = np.arange(number)
        self._change_charts(everything)
        correction, self._velocities[0] = self._newton(self._points[0], everything, self.times)
        self.first_steps = np.abs(correction).max(axis=0, initial=0)

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
        least = LEAST_STEP * np.maximum(1 - self.times[stuck], LEAST_REST)
        self.alive[stuck[self._steps[stuck] < least]] = False
        large = np.abs(self._points[0][:, moved]).max(axis=0) > LARGEST
        if large.any():
            self._change_charts(moved[large])

    def polished(self) -> Array:
        """The ends of paths after more steps of Newton's iteration, the last short; for others not numbers."""
        ends: Array = np.full_like(self._points[0], np.nan)
        left, points = np.nonzero(self.alive)[0], self._points[0]
        for step in range(POLISHING):
            if not left.size:
                break
            correction, _ = self._newton(points[:, left], left, np.ones(len(left)))
            points[:, left] -= correction
            lengths = np.abs(correction).max(axis=0, initial=0)
            is_done = lengths < (POLISHED if step + 1 < POLISHING else SHARP)
            done, left = left[is_done], left[~is_done]
            ends[:, done] = points[:, done]
        return ends

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
        free, rows, number = self._free[paths], self._rows[paths], np.arange(len(paths))
        square = jacobian[rows[:, :, None], free[:, None], number[:, None, None]]
        solved = _solved(square, right[rows, :, number[:, None]])
        found = np.zeros((2, *points.shape), complex)
        found[:, free.T, number] = solved.transpose(2, 1, 0)
        return found[0], -found[1]

    def _change_charts(self, paths: Array) -> None:
        """Hold the largest entry of every block fixed at 1, and let the last make up for the factors of the others."""
        points, velocities = self._points[:, :, paths], self._velocities[:, :, paths]
        number, last = np.arange(len(paths)), self._system.blocks[-1]
        is_free = np.ones((len(paths), self._system.entries), bool)
        for exponent, block in zip(self._system.exponents, self._system.blocks, strict=True):
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
        self._rows = self._system.rows(self._free)


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
def monodromy(system: FollowedSystem, seed: int, deadline: float = float("inf")) -> tuple[Data, Array]:
    """Random complex data, and as many solutions for them as there are for generic data.

    One solution is chosen, and the data so that it is one; the others are met on loops in the space of the data.

    Args:
        seed: of the data.
        deadline: of `time.monotonic`.

    Raises:
        InconclusiveError: the deadline is past, or MOST_LOOPS loops were not enough.
    """
    rng, number = np.random.default_rng(seed), system.number
    base, points = system.with_one_solution(rng)
    for _ in range(MOST_LOOPS):
        if len(points) >= number:
            return base, points
        corners = [base, system.random_data(rng), system.random_data(rng), base]
        ends = points
        for first, second in pairwise(corners):
            ends = finite(system, followed(system, ends, first, second, replace(QUICK, deadline=deadline)))
        points = distinct(np.concatenate([points, ends]))
    raise InconclusiveError(f"{len(points)} of {number} solutions were found on {MOST_LOOPS} loops")
