"""A plane of losses: its cells between the walls with their answers, merged where they agree, and their areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from .answers import LocalAnswer, first_decided
from .areas import box_bounds, components
from .families import LossFamily
from .joined import Joined
from .plane import Cell, PlaneCells
from .regions import ENOUGH, Asked, ChangingPart, Grid, Region, flooded, regions_of
from .walls import Curve, Question

MAX_DEPTH = 11


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
        self._samples: dict[Cell, tuple[Fraction, Fraction]] = {}
        self._answers: dict[Cell, LocalAnswer | None] = {}
        for done, (part, inside) in enumerate(sets.items()):
            told(done, len(sets))
            points = self.cells.samples(max(inside, key=self.cells.size))
            self._samples[part], self._answers[part] = first_decided(points, asked, self._question)
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
        grid = Grid(self._family, self._curves, MAX_DEPTH if changing else depth)
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
            mask, answer = masks.get(part, np.zeros_like(grid.free)), self._answers[part]
            changed = ChangingPart(self.window, mask, answer, int(spare * counts[part]))
            flood = flooded(self._family, self._question, changed, asked)
            unknown += flood.left
            found = regions_of(flood, asked, grid, flood.left + vague)
            self.has_exchanges = self.has_exchanges or len(found) > 1
            self.regions += found or [Region(self._samples[part], None, grid.bounds(0, flood.left + vague))]
        for region, inside in merged.sets().items():
            if region not in changing and self._value(self._answers[inside[0]]) is None:
                unknown += counts[region] + vague
        self.undecided_area = grid.area(min(unknown, grid.boxes))

    def _masks(self, grid: Grid) -> dict[Cell, NDArray[np.bool_]]:
        """Which free boxes are in which connected part."""
        labels, number = components(grid.free)
        masks: dict[Cell, NDArray[np.bool_]] = {}
        for label in range(1, number + 1):
            mask = labels == label
            found = self._located(mask, grid)
            if found is not None:
                masks[found] = masks[found] | mask if found in masks else mask
        return masks

    def _located(self, mask: NDArray[np.bool_], grid: Grid) -> Cell | None:
        """The connected part that joined boxes are in; None: not found."""
        places = np.argwhere(mask)
        for i, j in (places[len(places) // 2], places[0], places[-1]):
            (a, b), (c, d) = box_bounds(self.window, grid.depth, int(i), int(j))
            found = self.cells.locate((2 * a + b) / 3, (2 * c + d) / 3)
            if found is not None:
                return self._parts.name(found)
        return None
