"""The outlines of a plane's cells, as polygons for pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from ..roots.roots import RealRoot
from .families import LossFamily
from .plane import Cell, PlaneCells
from .walls import Curve

COLUMNS = 200
"""About how many vertical lines the outlines follow across the window."""
NEAR_LINE = 24
"""Bits; how near to the border of two slabs the outlines reach."""
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Outline:
    """A cell between two neighbouring vertical lines.

    Attributes:
        cell: its numbers.
        lower, upper: points of the curves below and above it, or of the window's border, from left to right.
        below, above: which curves these are; None: the window's border.
    """

    cell: Cell
    lower: Points
    upper: Points
    below: int | None
    above: int | None

    @property
    def polygon(self) -> Points:
        """Around the cell."""
        return (*self.lower, *reversed(self.upper))


def outlines(family: LossFamily, curves: tuple[Curve, ...]) -> Iterator[Outline]:
    """All cells that the curves cut out of the window, each with points of its border in floating point.

    Args:
        family: a plane.
        curves: the same, and in the same order, as in the survey of which the cells have the numbers.
    """
    first, second = family.bounds
    cells = PlaneCells(curves, (first, second))
    for i, slab in enumerate(cells.slabs):
        places = _places(cells, i)
        stacks = [[float(sum(r.interval, Fraction(0)) / 2) for r in _refined(cells, s)] for s in places]
        bottom, *tops = ((float(end),) * len(places) for end in second)
        heights = [bottom, *zip(*stacks, strict=True), *tops]
        names = [None, *(cells.curve_below((i, j + 1)) for j in range(len(slab.stack.roots))), None]
        across = [float(s) for s in places]
        for j in range(len(heights) - 1):
            lower, upper = (tuple(zip(across, heights[k], strict=True)) for k in (j, j + 1))
            yield Outline((i, j), lower, upper, names[j], names[j + 1])


def _refined(cells: PlaneCells, s: Fraction) -> list[RealRoot]:
    return [root.refined(NEAR_LINE) for root in cells.stack(s).roots]


def _places(cells: PlaneCells, slab: int) -> list[Fraction]:
    """Values of s in a slab, from almost its left end to almost its right one."""
    lines, (a, b) = cells.lines, cells.window[0]
    left = lines.roots[slab - 1].refined(NEAR_LINE).interval[1] if slab else a
    right = lines.roots[slab].refined(NEAR_LINE).interval[0] if slab < len(lines.roots) else b
    # not on a line between slabs that is known exactly, nor on the window's border
    inset = (right - left) / 2**NEAR_LINE
    left, right = left + inset, right - inset
    number = max(4, ceil(COLUMNS * (right - left) / (b - a)))
    # more of them near the ends, where curves may be steep
    shares = [Fraction(i, number) for i in range(number + 1)]
    return [left + (right - left) * (3 * x**2 - 2 * x**3) for x in shares]
