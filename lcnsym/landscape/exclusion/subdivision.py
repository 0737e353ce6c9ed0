"""All real solutions of equations in a chart by subdivision: boxes are excluded, or hold at most one solution, or left.

A box with midpoint p and radii ρ holds no solution if the enclosure of an equation on it, or its mean value form, is
apart from 0. Else let C be near an inverse of the Jacobian matrix J: by the mean value theorem for C·f, solutions are
in p − C·f(p) + (1 − C·J)·[−ρ, ρ]. Where this misses the box, it holds none. Where it is in its interior, the map
z ↦ z − C·f(z) contracts the box into itself in a weighted maximum norm, so C·f has exactly one zero there, and f at
most one. This is tried on a box around the Newton point p − C·f(p) that covers the old one. What is left is made
smaller, halved, and looked at again.

Source: Krawczyk, as in `lcnsym.landscape.krawczyk`; Moore, Kearfott and Cloud, Introduction to Interval Analysis
(2009).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..one_thread import one_blas_thread
from .box_systems import System, reach
from .filter_families import MARGIN, Family, Places
from .intervals import SURPLUS, Array, Intervals, contracted, exact, upward
from .projection import near_inverses

BATCH = 1024
SMALLEST = 2.0**-27
"""Boxes with this half side that are not decided are left over."""
MAX_LEFT = 5_000
"""With more boxes left over a search ends: there seems to be a curve."""
MAX_BOXES = 5_000_000
GROWTH = 1.3
"""How much larger than needed to cover the old box the box around a Newton point is."""
ENOUGH = 0.6
"""Boxes whose longest side falls to this share of what it was are not halved."""
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
        left: small boxes that are not decided: the chart, and the ends, D × 2.
        looked_at: the number of boxes.
        stopped: why not all boxes were looked at; empty if they were.
    """

    boxes: list[SmallBox] = field(default_factory=list)
    left: list[tuple[Places, Array]] = field(default_factory=list)
    looked_at: int = 0
    stopped: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether every solution is in one of the boxes."""
        return not self.left and not self.stopped


@dataclass(frozen=True, eq=False)
class Boxes:
    """Boxes in one chart, by their ends, D × B each."""

    lower: Array
    upper: Array

    def __getitem__(self, places: Array) -> Boxes:
        return Boxes(self.lower[:, places], self.upper[:, places])

    @property
    def number(self) -> int:
        """B."""
        return int(self.lower.shape[1])

    @cached_property
    def middles(self) -> Array:
        """About the midpoints."""
        found: Array = 0.5 * (self.lower + self.upper)
        return found

    @cached_property
    def radii(self) -> Array:
        """How far the ends are from `middles`, from above."""
        return upward(np.maximum(self.upper - self.middles, self.middles - self.lower))

    @property
    def sides(self) -> Array:
        """The lengths of the sides, about."""
        found: Array = self.upper - self.lower
        return found

    def ends(self, place: int) -> Array:
        """Of one box, D × 2."""
        return np.stack([self.lower[:, place], self.upper[:, place]], axis=1)

    @classmethod
    def joined(cls, parts: Sequence[Boxes]) -> Boxes:
        """All boxes of several arrays."""
        return cls(np.concatenate([p.lower for p in parts], axis=1), np.concatenate([p.upper for p in parts], axis=1))


@one_blas_thread
def search(systems: Sequence[System], seconds: float, max_boxes: int = MAX_BOXES) -> Search:
    """All real solutions.

    Args:
        systems: the equations in charts that cover the space of parameters.
        seconds: when to stop.
        max_boxes: after how many boxes to stop.
    """
    deadline = time.monotonic() + seconds
    found: list[SmallBox] = []
    left: list[tuple[Places, Array]] = []
    number = 0
    with np.errstate(all="ignore"):
        for system in systems:
            for looked_at, outcome in _steps(system):
                number += looked_at
                found += outcome.found
                left += [(system.chart, ends) for ends in outcome.left]
                stopped = _stopped(number, max_boxes, len(left), over=time.monotonic() > deadline)
                if stopped:
                    return Search(found, left, number, stopped)
    return Search(found, left, number)


def _stopped(number: int, most: int, left: int, *, over: bool) -> str:
    """Why a search does not go on; empty if it does."""
    if left > MAX_LEFT:
        return "there may be infinitely many solutions"
    if over:
        return "the time for excluding others is over"
    return f"more than {most} boxes would be needed to exclude others" if number > most else ""


@dataclass(frozen=True, eq=False)
class _Outcome:
    """Of boxes that were looked at: those to look at next, boxes with at most one solution, ends of undecided ones."""

    pending: Boxes
    found: list[SmallBox]
    left: list[Array]


def _steps(system: System) -> Iterator[tuple[int, _Outcome]]:
    """Some boxes after the others, the last ones first: how many, and what became of them."""
    size = len(system.unknowns)
    pending = Boxes(np.full((size, 1), -MARGIN), np.full((size, 1), MARGIN))
    while pending.number:
        start = max(0, pending.number - BATCH)
        outcome = _decided(system, pending[np.arange(start, pending.number)])
        looked_at = pending.number - start
        pending = Boxes.joined([pending[np.arange(start)], outcome.pending])
        yield looked_at, outcome


def _decided(system: System, boxes: Boxes) -> _Outcome:
    values, is_out = system.linearized(boxes.middles, boxes.radii)
    places = _Places.of(values)
    smaller = _contracted(places, boxes)
    is_out |= values.excludes_zero.any(axis=0) | (smaller.lower > smaller.upper).any(axis=0)
    near = np.flatnonzero(~is_out & (places.around.max(axis=0) <= CLOSE))
    found: list[SmallBox] = []
    if len(near):
        points = boxes.middles[:, near] + boxes.radii[:, near] * places.middles[:, near]
        is_one, found = _around_newton_points(system, boxes[near], points)
        is_out[near[is_one]] = True
    smaller, before = smaller[~is_out], boxes[~is_out]
    is_small = (smaller.sides <= 2 * SMALLEST).all(axis=0)
    left = [smaller.ends(i) for i in np.flatnonzero(is_small).tolist()]
    kept = np.flatnonzero(~is_small)
    return _Outcome(halved(smaller[kept], before[kept]), found, left)


@dataclass(frozen=True, eq=False)
class _Places:
    """Where solutions mid_j + rad_j·e_j in boxes must be: |e_j − middles_j| ≤ around_j, D × B each."""

    middles: Array
    around: Array

    @classmethod
    def of(cls, values: Intervals) -> _Places:
        """From equations f = mid + lin·e + s: with y = C·f one has e = e − y where f = 0, for C near lin⁻¹."""
        if values.lin is None:
            raise ValueError("equations without linear parts")
        number = len(values.lin)
        combined = contracted("dab,ab->db", exact(left_inverses(values.lin.transpose(1, 0, 2))), values)
        # axes: the part of which e, the coordinate, the box
        defects = np.eye(number)[:, :, None] - (0 if combined.lin is None else combined.lin)
        return cls(-combined.mid, upward(abs(defects).sum(axis=0) + combined.rad))


def left_inverses(matrices: Array) -> Array:
    """C with C·J about 1 for J, E × D × B; zero where there is none."""
    if matrices.shape[0] == matrices.shape[1]:
        inverse = near_inverses(matrices)
    else:
        squares = np.einsum("adb,aeb->deb", matrices, matrices)
        inverse = np.einsum("deb,aeb->dab", near_inverses(squares), matrices)
    return np.where(np.isfinite(inverse), inverse, 0)


def _around_newton_points(system: System, boxes: Boxes, points: Array) -> tuple[Array, list[SmallBox]]:
    """Which of the boxes are in larger ones around points with at most one solution, one looked for, and these."""
    sides = GROWTH * np.maximum(abs(boxes.upper - points), abs(points - boxes.lower))
    # no side much shorter than others, as the Newton step may mix them
    sides = np.maximum(sides, sides.max(axis=0) / 8)
    larger = Boxes(points - sides, points + sides)
    here = system.evaluated(larger.middles, larger.radii)
    inverse = exact(left_inverses(here.jacobian.mid))
    steps = contracted("dab,ab->db", inverse, here.centre)
    defects = exact(np.eye(len(points))[:, :, None]) - contracted("dab,aeb->deb", inverse, here.jacobian)
    # what is inside is less than half a side away from the middle, rounded down
    inner = np.minimum(larger.upper - larger.middles, larger.middles - larger.lower) / SURPLUS
    is_one = here.is_wanted & (upward(steps.sizes + reach(defects, larger.radii)) < inner).all(axis=0)
    is_one &= ((larger.lower <= boxes.lower) & (boxes.upper <= larger.upper)).all(axis=0)
    centres = larger.middles - steps.mid
    found = [
        SmallBox(system.chart, larger.lower[:, i], larger.upper[:, i], centres[:, i]) for i in np.flatnonzero(is_one)
    ]
    return is_one, found


def _contracted(places: _Places, boxes: Boxes) -> Boxes:
    """The boxes cut by where the solutions in them must be."""
    shifts = boxes.radii * places.middles
    points = boxes.middles + shifts
    around = upward(boxes.radii * places.around + 2.0**-50 * (abs(points) + abs(boxes.middles) + abs(shifts)))
    low, high = np.nextafter(points - around, -np.inf), np.nextafter(points + around, np.inf)
    # comparisons with what is no number are false
    return Boxes(np.where(low > boxes.lower, low, boxes.lower), np.where(high < boxes.upper, high, boxes.upper))


def halved(boxes: Boxes, before: Boxes) -> Boxes:
    """Those that have become much smaller, and the halves of the others, cut along the longest side."""
    is_smaller = boxes.sides.max(axis=0) <= ENOUGH * before.sides.max(axis=0)
    others = boxes[~is_smaller]
    numbers = np.arange(others.number)
    longest = others.sides.argmax(axis=0)
    cut = others.middles[longest, numbers]
    left, right = others.upper.copy(), others.lower.copy()
    left[longest, numbers] = cut
    right[longest, numbers] = cut
    return Boxes.joined([boxes[is_smaller], Boxes(others.lower, left), Boxes(right, others.upper)])
