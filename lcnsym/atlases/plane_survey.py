"""A plane of losses: its cells between the walls with their answers, merged where they agree, and their areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from .answers import LocalAnswer
from .areas import box_bounds, components, free_boxes
from .concave_boxes import ConcaveBoxes
from .families import LossFamily
from .floods import Flood, Leader, leader_of, leader_of_answer
from .joined import Joined
from .minimal_losses import MinimalLoss
from .plane import Cell, PlaneCells
from .walls import Curve, Question

Asked = Callable[[Sequence[Fraction]], LocalAnswer | None]
Point = tuple[Fraction, Fraction]
MAX_DEPTH = 11
LEAST_STEP, LEAST_BOX = 32, 2
"""In boxes: between points whose surroundings are decided by distances, and what is decided by tangents."""
ENOUGH = Fraction(9, 1000)
"""The share of the window that may be left without an answer where the global minimum changes hands."""


@dataclass(frozen=True)
class Region:
    """Cells with one answer, and the walls between them.

    Attributes:
        sample: a rational point of one of them.
        answer: there; None: not worked out.
        area: bounds.
        pieces: the numbers of its cells, if they are all in it whole.
    """

    sample: tuple[Fraction, ...]
    answer: LocalAnswer | None
    area: tuple[Fraction, Fraction]
    pieces: tuple[Cell, ...] = ()


class PlaneSurvey:
    """The regions of a plane, and which curves separate different answers.

    Args:
        family: a plane.
        curves: irreducible, no two the same up to a number.
        question: what must not change in a region.

    Attributes:
        separating: numbers of the curves that have different answers on their sides somewhere.
        regions: with their answers.
        undecided_area: an upper bound for the part of the window of which no answer is known.
    """

    def __init__(self, family: LossFamily, curves: Sequence[Curve], question: Question) -> None:
        self._family, self._question, self._curves = family, question, curves
        first, second = family.bounds
        self.window = (first, second)
        self.cells = PlaneCells(curves, self.window)
        self.separating: set[int] = set()
        self.regions: list[Region] = []
        self.undecided_area = Fraction(0)
        self.has_exchanges = False

    def run(self, asked: Asked, told: Callable[[int, int], None], depth: int) -> None:
        """Find the cells, ask for an answer in each connected part, merge and measure.

        Args:
            asked: the answer at a point; None: there is no time for it.
            told: gets how many parts are done, and of how many.
            depth: areas are bounded by boxes of 2^−depth times the window's width and height.
        """
        pairs = list(self.cells.neighbours())
        self._parts = Joined(self.cells.cells)
        for first, second, curves in pairs:
            if not curves:
                self._parts.join(first, second)
        sets = self._parts.sets()
        self._samples = {part: self.cells.sample(max(inside, key=self.cells.size)) for part, inside in sets.items()}
        self._answers: dict[Cell, LocalAnswer | None] = {}
        for done, (part, sample) in enumerate(self._samples.items()):
            told(done, len(sets))
            self._answers[part] = asked(sample)
        changing = {part for part, a in self._answers.items() if a is not None and a.may_be_exchanged(self._question)}
        merged = self._merged(pairs, changing)
        self._measure(merged, changing, asked, depth)

    def _merged(self, pairs: Sequence[tuple[Cell, Cell, tuple[int, ...]]], changing: set[Cell]) -> Joined[Cell]:
        merged = Joined(self._answers)
        for first, second, curves in pairs:
            one, other = self._parts.name(first), self._parts.name(second)
            values = [self._value(self._answers[part]) for part in (one, other)]
            if changing & {one, other} or (None not in values and values[0] != values[1]):
                self.separating.update(curves)
            elif values[0] is not None and values[0] == values[1]:
                merged.join(one, other)
        return merged

    def _value(self, answer: LocalAnswer | None) -> object:
        return None if answer is None else answer.about(self._question)

    def answer_at(self, s: Fraction, t: Fraction) -> LocalAnswer | None:
        """The answer that holds at a point; None: it may be on a curve, or there is none."""
        cell = self.cells.locate(s, t)
        return None if cell is None else self._answers[self._parts.name(cell)]

    def _measure(self, merged: Joined[Cell], changing: set[Cell], asked: Asked, depth: int) -> None:
        """Bounds for all areas: boxes inside, and these with the boxes that meet a curve or are open."""
        grid = _Grid(self._family, self._curves, MAX_DEPTH if changing else depth)
        masks = self._masks(grid)
        # boxes that meet a curve, or are in a part that is not found
        vague = grid.boxes - sum(int(mask.sum()) for mask in masks.values())
        counts: dict[Cell, int] = defaultdict(int)
        for part, mask in masks.items():
            counts[merged.name(part)] += int(mask.sum())
        whole: dict[Cell, list[Cell]] = defaultdict(list)
        for cell in self.cells.cells:
            whole[merged.name(self._parts.name(cell))].append(cell)
        for region, inside in merged.sets().items():
            if region not in changing:
                best = max(inside, key=lambda part: int(masks[part].sum()) if part in masks else 0)
                self.regions.append(
                    Region(
                        self._samples[best],
                        self._answers[best],
                        grid.bounds(counts[region], vague),
                        tuple(whole[region]),
                    )
                )
        spare = max(0, int(ENOUGH * grid.boxes) - vague) / max(1, sum(counts[part] for part in changing))
        unknown = vague if changing else 0
        for part in changing:
            flood = Flood(self._family, self.window, masks.get(part, np.zeros_like(grid.free)))
            self._run(flood, part, asked, int(spare * counts[part]))
            unknown += flood.left
            self._add_regions(flood, part, asked, grid, vague)
        for region, inside in merged.sets().items():
            if region not in changing and self._value(self._answers[inside[0]]) is None:
                unknown += counts[region] + vague
        self.undecided_area = grid.area(min(unknown, grid.boxes))

    def _run(self, flood: Flood, part: Cell, asked: Asked, enough: int) -> None:
        answer = self._answers[part]
        # the theorem about distances is about a Gram matrix that stays the same
        if answer is None or not answer.has_single_least or self._family.gram_along:
            return
        kinds = answer.kinds(self._question)
        if kinds is None:
            flood.run(lambda point: leader_of_answer(asked(point), self._question), enough)
            return
        boxes = ConcaveBoxes(self._family, kinds, len(answer.rivals))
        flood.run(lambda point: _leader(boxes.losses_at(point), kinds), enough, LEAST_STEP)
        flood.refine(boxes.kind_in, enough, LEAST_BOX)

    def _add_regions(self, flood: Flood, part: Cell, asked: Asked, grid: _Grid, vague: int) -> None:
        """Add the regions of a part in which the global minimum may change hands."""
        slack = flood.left + vague
        by_kind: dict[object, list[tuple[Point, int]]] = defaultdict(list)
        for point, kind, count in flood.found:
            by_kind[kind].append((point, count))
        for entries in by_kind.values():
            sample, _ = max(entries, key=lambda entry: entry[1])
            count = sum(number for _, number in entries)
            self.regions.append(Region(sample, asked(sample), grid.bounds(count, slack)))
        self.has_exchanges = self.has_exchanges or len(by_kind) > 1
        if not by_kind:
            self.regions.append(Region(self._samples[part], None, grid.bounds(0, slack)))

    def _masks(self, grid: _Grid) -> dict[Cell, NDArray[np.bool_]]:
        """Which free boxes are in which connected part."""
        labels, number = components(grid.free)
        masks: dict[Cell, NDArray[np.bool_]] = {}
        for label in range(1, number + 1):
            mask = labels == label
            found = self._located(mask, grid)
            if found is not None:
                masks[found] = masks[found] | mask if found in masks else mask
        return masks

    def _located(self, mask: NDArray[np.bool_], grid: _Grid) -> Cell | None:
        """The connected part that joined boxes are in; None: not found."""
        places = np.argwhere(mask)
        for i, j in (places[len(places) // 2], places[0], places[-1]):
            (a, b), (c, d) = box_bounds(self.window, grid.depth, int(i), int(j))
            found = self.cells.locate((2 * a + b) / 3, (2 * c + d) / 3)
            if found is not None:
                return self._parts.name(found)
        return None


class _Grid:
    """The window in 2^depth × 2^depth boxes, and which of them are free of the curves."""

    def __init__(self, family: LossFamily, curves: Sequence[Curve], depth: int) -> None:
        first, second = family.bounds
        self.depth = depth
        self.free = free_boxes(curves, (first, second), depth)
        self._area = family.area

    @property
    def boxes(self) -> int:
        """How many there are."""
        return self.free.size

    def area(self, count: int) -> Fraction:
        """Of so many boxes."""
        return self._area * count / self.boxes

    def bounds(self, count: int, more: int) -> tuple[Fraction, Fraction]:
        """The area of so many boxes, and of at most so many more."""
        return self.area(count), self.area(min(count + more, self.boxes))


def _leader(losses: Sequence[MinimalLoss] | None, kinds: Mapping[int, object]) -> Leader | None:
    return None if losses is None else leader_of((kinds[found.multiplicity], found.loss) for found in losses)
