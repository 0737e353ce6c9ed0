"""All real solutions of equations in a chart by subdivision: boxes are excluded, or hold at most one solution, or left.

A box with midpoint p and radii ρ holds no solution if the enclosure of an equation on it, or its mean value form, is
apart from 0. Else let C be near an inverse of the Jacobian matrix J: solutions are in p − C·f(p) + (1 − C·J)·[−ρ, ρ], by
the mean value theorem for C·f. Where this misses the box, it holds none; where it is in its interior, the map
z ↦ z − C·f(z) contracts it into itself in a weighted maximum norm, so C·f has exactly one zero there, and f at most one.
This is tried on a box around the Newton point p − C·f(p) that covers the old one. What is left is made smaller, halved,
and looked at again.

Source: Krawczyk, as in `lcnsym.landscape.krawczyk`; Moore, Kearfott and Cloud, Introduction to Interval Analysis (2009).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from ..one_thread import one_blas_thread
from .families import MARGIN, Family, Places
from .intervals import Array, Intervals, contracted, exact, upward
from .projection import near_inverses
from .systems import Evaluated, System, reach

BATCH = 1024
SMALLEST = 2.0**-20
"""Boxes with this half side that are not decided are left over."""
MAX_LEFT = 20_000
MAX_BOXES = 5_000_000
GROWTH = 1.3
"""How much larger than needed to cover the old box the box around a Newton point is."""
CLOSE = 0.7
"""Around the Newton point it is tried where a bound for the norm of 1 − C·J, in terms of the radii, is at most this."""


@dataclass(frozen=True, eq=False)
class SmallBox:
    """A box in a chart with at most one solution.

    Attributes:
        chart: which coefficients are 1.
        lower, upper: its ends, D each.
        centre: near the solution, if there is one.
    """

    chart: Places
    lower: Array
    upper: Array
    centre: Array

    def forms(self, family: Family) -> list[list[float]]:
        """The forms a at the centre, by their coefficients."""
        found = [[1.0] * (factor.degree + 1) for factor in family.factors]
        for value, (i, c) in zip(self.centre.tolist(), family.unknowns(self.chart), strict=True):
            found[i][c] = value
        return found


@dataclass(frozen=True, eq=False)
class Search:
    """Where the solutions are that a search did not exclude.

    Attributes:
        boxes: with at most one solution each; different ones may hold the same.
        left: boxes that are not decided, ends D × 2 each, by chart; None: the search was stopped.
        looked_at: the number of boxes.
    """

    boxes: list[SmallBox] = field(default_factory=list)
    left: list[tuple[Places, Array]] = field(default_factory=list)
    looked_at: int = 0
    stopped: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether every solution is in one of the boxes."""
        return not self.left and not self.stopped


@one_blas_thread
def search(systems: list[System], seconds: float, max_boxes: int = MAX_BOXES) -> Search:
    """All real solutions.

    Args:
        systems: the equations in charts that cover the space of parameters.
        seconds: when to stop.
        max_boxes: after how many boxes to stop.
    """
    deadline = time.monotonic() + seconds
    boxes: list[SmallBox] = []
    left: list[tuple[Places, Array]] = []
    number, stopped = 0, ""
    with np.errstate(all="ignore"):
        for system in systems:
            for step in _steps(system):
                number += step.number
                boxes += step.found
                left += [(system.chart, ends) for ends in step.left]
                if time.monotonic() > deadline or number > max_boxes or len(left) > MAX_LEFT:
                    stopped = "the search was stopped"
                    break
            if stopped:
                break
    return Search(boxes, left, number, stopped)


@dataclass(frozen=True, eq=False)
class _Step:
    number: int
    found: list[SmallBox]
    left: list[Array]


def _steps(system: System) -> Iterator[_Step]:
    """A batch of boxes after the other, the last ones first; columns are boxes."""
    size = len(system.unknowns)
    lower, upper = np.full((size, 1), -MARGIN), np.full((size, 1), MARGIN)
    while lower.shape[1]:
        start = max(0, lower.shape[1] - BATCH)
        now = lower[:, start:], upper[:, start:]
        outcome = _decided(system, *now)
        lower = np.concatenate([lower[:, :start], outcome.lower], axis=1)
        upper = np.concatenate([upper[:, :start], outcome.upper], axis=1)
        yield _Step(now[0].shape[1], outcome.found, outcome.left)


@dataclass(frozen=True, eq=False)
class _Outcome:
    lower: Array
    upper: Array
    found: list[SmallBox]
    left: list[Array]


def _decided(system: System, lower: Array, upper: Array) -> _Outcome:
    middles, radii = midpoints(lower, upper)
    here = system.evaluated(middles, radii)
    newton = _newton(here, radii)
    is_out = here.excluded | here.values.excludes_zero.any(axis=0)
    is_out |= here.centre.widened(reach(here.jacobian, radii)).excludes_zero.any(axis=0)
    low, high = _contracted(newton, middles, lower, upper)
    is_out |= (low > high).any(axis=0)
    ratios = np.where(radii > 0, newton.reach / np.where(radii > 0, radii, 1), 0).max(axis=0)
    near = np.flatnonzero(~is_out & (ratios <= CLOSE))
    found: list[SmallBox] = []
    if len(near):
        is_one, boxes = _around_newton_points(system, lower[:, near], upper[:, near], middles[:, near], newton, near)
        is_out[near[is_one]] = True
        found = boxes
    kept = ~is_out
    low, high, before = low[:, kept], high[:, kept], (upper - lower)[:, kept]
    is_small = ((high - low) <= 2 * SMALLEST).all(axis=0)
    left = [np.stack([low[:, i], high[:, i]], axis=1) for i in np.flatnonzero(is_small)]
    return _Outcome(*_halved(low[:, ~is_small], high[:, ~is_small], before[:, ~is_small]), found, left)


@dataclass(frozen=True, eq=False)
class _Newton:
    """C·f(p), and bounds for |1 − C·J|·ρ."""

    steps: Intervals
    reach: Array

    def __getitem__(self, places: Array) -> _Newton:
        return _Newton(self.steps[:, places], self.reach[:, places])


def _newton(here: Evaluated, radii: Array) -> _Newton:
    slopes = here.jacobian.mid
    number = slopes.shape[1]
    if len(slopes) == number:
        inverse = near_inverses(slopes)
    else:
        inverse = np.einsum("deb,aeb->dab", near_inverses(np.einsum("adb,aeb->deb", slopes, slopes)), slopes)
    inverse = np.where(np.isfinite(inverse), inverse, 0)
    steps = contracted("dab,ab->db", exact(inverse), here.centre)
    defects = exact(np.eye(number)[:, :, None]) - contracted("dab,aeb->deb", exact(inverse), here.jacobian)
    return _Newton(steps, reach(defects, radii))


def _around_newton_points(
    system: System, lower: Array, upper: Array, middles: Array, newton: _Newton, near: Array
) -> tuple[Array, list[SmallBox]]:
    """Which of the boxes are in larger ones with at most one solution, and these."""
    points = middles - newton.steps.mid[:, near]
    sides = GROWTH * np.maximum(abs(upper - points), abs(points - lower))
    # no coordinate much shorter than what the steps reach to
    sides = np.maximum(sides, 2 * newton.reach[:, near])
    ends = points - sides, points + sides
    centres, radii = midpoints(*ends)
    again = _newton(system.evaluated(centres, radii), radii)
    is_inside = (upward(abs(again.steps.mid) + again.steps.rad + again.reach) < radii).all(axis=0)
    covers = ((ends[0] <= lower) & (upper <= ends[1])).all(axis=0)
    is_one = is_inside & covers
    places = np.flatnonzero(is_one)
    solutions = centres - again.steps.mid
    return is_one, [SmallBox(system.chart, ends[0][:, i], ends[1][:, i], solutions[:, i]) for i in places]


def _contracted(newton: _Newton, middles: Array, lower: Array, upper: Array) -> tuple[Array, Array]:
    """The boxes cut by where the solutions in them must be."""
    points = middles - newton.steps.mid
    around = upward(newton.steps.rad + newton.reach + abs(points) * 2.0**-50)
    low, high = points - around, points + around
    # comparisons with what is no number are false
    low = np.where(low > lower, np.nextafter(low, -np.inf), lower)
    high = np.where(high < upper, np.nextafter(high, np.inf), upper)
    return np.maximum(low, lower), np.minimum(high, upper)


def _halved(low: Array, high: Array, before: Array) -> tuple[Array, Array]:
    """Boxes that have not become much smaller, halved along their longest side."""
    sides = high - low
    is_smaller = (sides <= 0.6 * before).any(axis=0) & (sides.max(axis=0) <= 0.6 * before.max(axis=0))
    keep_low, keep_high = low[:, is_smaller], high[:, is_smaller]
    low, high, sides = low[:, ~is_smaller], high[:, ~is_smaller], sides[:, ~is_smaller]
    number = np.arange(low.shape[1])
    longest = sides.argmax(axis=0) if low.size else number
    cut = 0.5 * (low[longest, number] + high[longest, number])
    left_high, right_low = high.copy(), low.copy()
    left_high[longest, number] = cut
    right_low[longest, number] = cut
    return (
        np.concatenate([keep_low, low, right_low], axis=1),
        np.concatenate([keep_high, left_high, high], axis=1),
    )


def midpoints(lower: Array, upper: Array) -> tuple[Array, Array]:
    """Midpoints and radii of boxes that cover those with these ends."""
    middles = 0.5 * (lower + upper)
    return middles, upward(np.maximum(upper - middles, middles - lower))
