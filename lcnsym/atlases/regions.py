"""Regions of a plane: their areas by boxes, and what is decided where the global minimum may change hands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from .answers import LocalAnswer
from .areas import Window, owners
from .concave_boxes import ConcaveBoxes, MinimaAt, by_critical_points, by_elimination
from .families import LossFamily
from .floods import Flood, Leader, leader_of
from .plane import Cell
from .walls import Curve, Question

Asked = Callable[[Sequence[Fraction]], LocalAnswer | None]
"""The answer at the loss with these parameters; None: there is no time for it."""
Point = tuple[Fraction, Fraction]
LEAST_STEP, LEAST_BOX = 32, 2
"""In boxes: between points whose surroundings are decided by distances, and what is decided by tangents."""
ENOUGH = Fraction(9, 1000)
"""The share of the window that may be left without an answer where boxes decide."""
DRAWN_DEPTH = 8
"""Pictures have 2^DRAWN_DEPTH × 2^DRAWN_DEPTH boxes."""
Patch = tuple[int, int, int]
"""The boxes i, j … k − 1 of one column of a picture."""


@dataclass(frozen=True)
class Region:
    """A part of the window with one answer, and the walls inside.

    Attributes:
        sample: a rational point of it.
        answer: there; None: not worked out.
        area: bounds.
        pieces: the numbers of its cells, if it is made of whole ones of an exact decomposition.
        patches: else, for pictures, where it is.
    """

    sample: tuple[Fraction, ...]
    answer: LocalAnswer | None
    area: tuple[Fraction, Fraction]
    pieces: tuple[Cell, ...] = ()
    patches: tuple[Patch, ...] = ()


class Grid:
    """The window in 2^depth × 2^depth boxes.

    Attributes:
        owners: which curve meets a box, as `areas.owners` tells.
        free: the boxes that no curve meets.
    """

    def __init__(self, family: LossFamily, curves: Sequence[Curve], depth: int) -> None:
        first, second = family.bounds
        self.depth, self.window = depth, (first, second)
        self.owners = owners(curves, self.window, depth)
        self.free = self.owners == 0
        self._area = family.area

    @property
    def boxes(self) -> int:
        """How many there are."""
        return int(self.free.size)

    def area(self, count: int) -> Fraction:
        """Of so many boxes."""
        return self._area * count / self.boxes

    def bounds(self, count: int, more: int) -> tuple[Fraction, Fraction]:
        """The area of so many boxes, and of at most so many more."""
        return self.area(count), self.area(min(count + more, self.boxes))


@dataclass(frozen=True)
class ChangingPart:
    """A connected part of the window without walls, in which the global minimum may change hands.

    Attributes:
        window: of the boxes.
        mask: the boxes of the part.
        answer: at a point of it; its minima are those of the whole part. None: not worked out.
        enough: so few boxes may be left undecided.
    """

    window: Window
    mask: NDArray[np.bool_]
    answer: LocalAnswer | None
    enough: int


def flooded(family: LossFamily, question: Question, part: ChangingPart, asked: Asked) -> Flood:
    """Decide which minima have the least loss in the boxes of a part.

    Args:
        asked: the answer at other points.
    """
    answer, enough = part.answer, part.enough
    flood = Flood(family, part.window, part.mask)
    # the theorem about distances is about a Gram matrix that stays the same
    if answer is None or not answer.has_single_least or family.gram_along:
        return flood
    kinds = answer.kinds(question)
    minima_at: MinimaAt = (
        by_critical_points(family, asked, question) if kinds is None else by_elimination(family, kinds)
    )
    boxes = ConcaveBoxes(family, minima_at, len(answer.rivals))

    def leader_at(point: Point) -> Leader | None:
        found = boxes.minima_at(point)
        return None if found is None else leader_of((minimum.kind, minimum.loss) for minimum in found)

    flood.run(leader_at, enough, LEAST_STEP)
    flood.refine(boxes.kind_in, enough, LEAST_BOX)
    return flood


def regions_of(flood: Flood, asked: Asked, grid: Grid, more: int) -> list[Region]:
    """The regions of a part in which the global minimum may change hands, one for each kind.

    Args:
        more: so many boxes may belong to any of them.
    """
    by_kind: dict[object, list[tuple[Point, int, int]]] = defaultdict(list)
    for number, (point, kind, count) in enumerate(flood.found, 1):
        by_kind[kind].append((point, count, number))
    found = []
    for entries in by_kind.values():
        sample, _, _ = max(entries, key=lambda entry: entry[1])
        inside = np.isin(drawn(flood.labels), [number for *_, number in entries])
        area = grid.bounds(sum(count for _, count, _ in entries), more)
        found.append(Region(sample, asked(sample), area, (), patches(inside)))
    return found


def drawn(boxes: NDArray[np.generic]) -> NDArray[np.generic]:
    """The box in the middle for every box of a picture."""
    step = max(1, len(boxes) >> DRAWN_DEPTH)
    return boxes[step // 2 :: step, step // 2 :: step]


def patches(mask: NDArray[np.bool_]) -> tuple[Patch, ...]:
    """The boxes of a picture in runs."""
    found = []
    for i, column in enumerate(mask):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], column.astype(np.int8), [0]))))
        found += [(i, int(lo), int(hi)) for lo, hi in edges.reshape(-1, 2)]
    return tuple(found)
