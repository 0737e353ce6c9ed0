"""Where in a part of a plane the global minimum stays the same, though critical losses may change their order.

While no wall is crossed every critical filter w moves smoothly with the target u. Its distance to u, the square root of
the loss, has the gradient Q(u − w) over that distance, of length one: so it changes at most as fast as u moves. If two
distances at u differ by more than 2r, they are in that order everywhere that a path of length r leads to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from ..algebra.coefficients import image, inner
from .answers import LocalAnswer
from .areas import Window, box_bounds
from .families import LossFamily
from .walls import Question

Point = tuple[Fraction, Fraction]
Bounds = tuple[Fraction, Fraction]
SLACK = 1e-12
"""More than the relative error of a few operations in floating point."""
MOST_IN_VAIN = 300
"""Where so many points decide nothing, losses are too near to each other everywhere."""
Box = tuple[int, int]


@dataclass(frozen=True)
class Steps:
    """How far the target moves, in the norm of Q, from a box to the next one; upper bounds.

    Attributes:
        across, up: to the next box in s, and in t.
    """

    across: float
    up: float

    @property
    def inside(self) -> float:
        """From the middle of a box to any of its points."""
        return (self.across + self.up) / 2

    @classmethod
    def of(cls, family: LossFamily, depth: int) -> Steps:
        """For 2^depth × 2^depth boxes of a family of targets; its Gram matrix is the same everywhere."""
        lengths = []
        for form, (lo, hi) in zip(family.along, family.bounds, strict=True):
            square = inner(image(family.grams[0], form.rationals), form.rationals)
            lengths.append(sqrt(square) * float(hi - lo) / (1 << depth) * (1 + SLACK))
        return cls(*lengths)


@dataclass(frozen=True)
class Leader:
    """Which minima have the least loss at a point, and for how long.

    Attributes:
        kind: of all of them.
        reach: how far the target may move while no minimum of another kind has the least loss; a lower bound.
    """

    kind: object
    reach: float


def leader_of(losses: Iterable[tuple[object, Bounds]]) -> Leader:
    """From the kinds and losses of all minima."""
    found = sorted(losses, key=lambda entry: entry[1][1])
    kind, (_, most) = found[0]
    nearest = min((loss[0] for other, loss in found if other != kind), default=None)
    if nearest is None:
        return Leader(kind, inf)
    return Leader(kind, (sqrt(nearest) * (1 - SLACK) - sqrt(most) * (1 + SLACK)) / 2)


def leader_of_answer(answer: LocalAnswer | None, question: Question) -> Leader | None:
    """From all critical points; None: not decided, or several filters have the least loss."""
    if answer is None or not answer.rivals or not answer.has_single_least:
        return None
    return leader_of((rival.about(question), rival.loss) for rival in answer.rivals)


class Flood:
    """The boxes of one part of a plane, as far as it is decided which minima have the least loss there.

    Args:
        family: a plane of targets.
        window: of the boxes.
        inside: which boxes are in the part; they are joined by edges.

    Attributes:
        open: which boxes are not decided.
        left: how many these are.
        found: points that were asked at, the kinds of the minima of least loss, and how many boxes that decided.
        labels: which of these decided a box, numbered from 1; 0 for the others.
    """

    def __init__(self, family: LossFamily, window: Window, inside: NDArray[np.bool_]) -> None:
        self._window, self._depth = window, (len(inside) - 1).bit_length()
        self._steps = Steps.of(family, self._depth)
        self.open, self._inside = inside.copy(), inside
        self.found: list[tuple[Point, object, int]] = []
        self.labels = np.zeros(inside.shape, dtype=np.int32)
        self._in_vain = 0
        self.left = int(inside.sum())

    def run(self, asked: Callable[[Point], Leader | None], enough: int, least_step: int = 1) -> None:
        """Ask in the middle of boxes, coarse ones first, until at most `enough` boxes are open.

        It ends as well when the next points would be nearer to each other than `least_step` boxes, or MOST_IN_VAIN
        decided nothing, one after the other.
        """
        step = len(self.open) // 2
        while step >= least_step and self._in_vain < MOST_IN_VAIN:
            for i in range(step // 2, len(self.open), step):
                for j in (step // 2 + np.flatnonzero(self.open[i, step // 2 :: step]) * step).tolist():
                    if self.open[i, j] and self._in_vain < MOST_IN_VAIN:
                        self._ask((i, j), asked)
                    if self.left <= enough:
                        return
            step //= 2

    def refine(self, kind_in: Callable[[Window], object], enough: int, least: int) -> None:
        """Decide squares of boxes that are all inside, large ones first, down to `least` boxes, until few are open.

        Args:
            kind_in: the kind of the minima of least loss in a square; None: not decided.
        """
        waiting, in_vain = deque([(0, 0, len(self.open))]), 0
        while waiting and self.left > enough and in_vain < MOST_IN_VAIN:
            i, j, size = waiting.popleft()
            square = slice(i, i + size), slice(j, j + size)
            count = int(self.open[square].sum())
            if not count:
                continue
            if self._inside[square].all():
                (a, _), (c, _) = box_bounds(self._window, self._depth, i, j)
                (_, b), (_, d) = box_bounds(self._window, self._depth, i + size - 1, j + size - 1)
                kind = kind_in(((a, b), (c, d)))
                in_vain = in_vain + 1 if kind is None else 0
                if kind is not None:
                    self.labels[square][self.open[square]] = len(self.found) + 1
                    self.open[square] = False
                    self.left -= count
                    self.found.append((((a + b) / 2, (c + d) / 2), kind, count))
                    continue
            half = size // 2
            if half >= least:
                waiting += [(i + a, j + b, half) for a in (0, half) for b in (0, half)]

    def _ask(self, box: Box, asked: Callable[[Point], Leader | None]) -> None:
        (a, b), (c, d) = box_bounds(self._window, self._depth, *box)
        point = ((a + b) / 2, (c + d) / 2)
        leader = asked(point)
        self._in_vain += 1
        if leader is not None and leader.reach >= self._steps.inside:
            self.found.append((point, leader.kind, self._fill(box, leader.reach - self._steps.inside)))
            self._in_vain = 0

    def _fill(self, start: Box, reach: float) -> int:
        """Close all open boxes that a path of this length leads to, and count them."""
        size, steps = len(self.open), self._steps
        waiting = [(0.0, start)]
        number = len(self.found) + 1
        self.open[start] = False
        self.labels[start] = number
        count = 0
        self.left -= 1
        while waiting:
            length, (i, j) = heappop(waiting)
            count += 1
            for p, q, step in (
                (i - 1, j, steps.across),
                (i + 1, j, steps.across),
                (i, j - 1, steps.up),
                (i, j + 1, steps.up),
            ):
                further = (length + step) * (1 + SLACK)
                if further <= reach and 0 <= p < size and 0 <= q < size and self.open[p, q]:
                    self.open[p, q] = False
                    self.labels[p, q] = number
                    self.left -= 1
                    heappush(waiting, (further, (p, q)))
        return count
