"""The open cells into which plane curves cut a window: a cylindrical decomposition with rational sample points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from flint import fmpq_poly, fmpz_poly

from ..algebra.copies import LeanCopies
from ..algebra.flintio import to_fmpq
from .ordered_roots import Interval, OrderedRoots, coprime_parts, has_root_between, ordered_roots, short_between
from .projections import discriminant_in_t, resultant_in_t
from .walls import Curve

NEAR = 40
"""How near to the border of two slabs, in bits, it is looked which of their cells belong together."""
Cell = tuple[int, int]
"""The number of a slab, from the left, and of a gap between curves in it, from below."""


class PlaneCurve(LeanCopies):
    """A curve f(s, t) = 0 in the window, which is cut along vertical and horizontal lines.

    Args:
        columns: the coefficients of 1, t, t², … in f, polynomials in s.
    """

    def __init__(self, columns: Sequence[fmpz_poly]) -> None:
        self.columns = tuple(columns)

    @cached_property
    def _rows(self) -> tuple[fmpz_poly, ...]:
        """The coefficients of 1, s, s², …, polynomials in t."""
        length = max(len(column.coeffs()) for column in self.columns)
        padded = [[*column.coeffs(), *[0] * (length - len(column.coeffs()))] for column in self.columns]
        return tuple(fmpz_poly(list(row)) for row in zip(*padded, strict=True))

    @property
    def degree_in_t(self) -> int:
        """Zero for vertical lines."""
        return len(self.columns) - 1

    @property
    def vertical(self) -> fmpz_poly:
        """The polynomial in s of a curve that is made of vertical lines."""
        return self.columns[0]

    def at_s(self, s: Fraction) -> fmpz_poly:
        """f(s, ·) times a positive integer."""
        return _values(self.columns, s)

    def at_t(self, t: Fraction) -> fmpz_poly:
        """f(·, t) times a positive integer."""
        return _values(self._rows, t)


@dataclass(frozen=True)
class Slab:
    """Between two neighbouring vertical lines: the curves do not meet there, and are graphs.

    Attributes:
        sample: a rational s inside.
        stack: the curves above it, in the window.
    """

    sample: Fraction
    stack: OrderedRoots


class PlaneCells(LeanCopies):
    """The open cells of a window that curves cut out.

    Args:
        curves: irreducible, no two the same up to a number.
        window: (a, b) for s and (c, d) for t.
    """

    def __init__(self, curves: Sequence[Curve], window: tuple[Interval, Interval]) -> None:
        self._curves = [PlaneCurve(curve.in_last_parameter()) for curve in curves]
        self._graphs = [i for i, curve in enumerate(self._curves) if curve.degree_in_t]
        self.window = window
        self._stacks: dict[Fraction, OrderedRoots] = {}

    @cached_property
    def lines(self) -> OrderedRoots:
        """The vertical lines between the slabs.

        Through all points in the window where a curve is vertical or singular, where two of them meet, and where one
        meets the window's border; and curves that are vertical lines.
        """
        return ordered_roots(coprime_parts(self._projections()), self.window[0])

    @cached_property
    def slabs(self) -> tuple[Slab, ...]:
        """From left to right."""
        lines = self.lines
        samples = [lines.sample(i) for i in range(len(lines.roots) + 1)]
        return tuple(Slab(s, self.stack(s)) for s in samples)

    @property
    def cells(self) -> Iterator[Cell]:
        """All open cells."""
        return ((i, j) for i, slab in enumerate(self.slabs) for j in range(len(slab.stack.roots) + 1))

    def stack(self, s: Fraction) -> OrderedRoots:
        """The curves above a point that is on no line."""
        if s not in self._stacks:
            found = ordered_roots([self._curves[i].at_s(s) for i in self._graphs], self.window[1])
            self._stacks[s] = found
        return self._stacks[s]

    def curve_below(self, cell: Cell) -> int:
        """The curve between a cell and the one below it, which there must be."""
        i, j = cell
        return self._graphs[self.slabs[i].stack.sources[j - 1]]

    def sample(self, cell: Cell) -> tuple[Fraction, Fraction]:
        """A rational point of a cell."""
        slab = self.slabs[cell[0]]
        return slab.sample, slab.stack.sample(cell[1])

    def samples(self, cell: Cell) -> Iterator[tuple[Fraction, Fraction]]:
        """Rational points of a cell: the one with short coordinates, and others, at which less should be special."""
        i, j = cell
        for s in self.lines.samples(i):
            yield from ((s, t) for t in self.stack(s).samples(j))

    def size(self, cell: Cell) -> Fraction:
        """About how large a cell is."""
        left, right = self.lines.gap(cell[0])
        lo, hi = self.slabs[cell[0]].stack.gap(cell[1])
        return (right - left) * (hi - lo)

    def locate(self, s: Fraction, t: Fraction) -> Cell | None:
        """The cell of a point; None: it may be on a curve, or on a line between slabs."""
        slab = self.lines.place(s)
        if slab is None:
            return None
        gap = self.stack(s).place(t)
        return None if gap is None else (slab, gap)

    def neighbours(self) -> Iterator[tuple[Cell, Cell, tuple[int, ...]]]:
        """Pairs of cells with an arc of border in common, and the curves that this arc is on; () for none.

        All pairs above each other. Of those beside each other, the ones joined by a short horizontal segment.
        """
        for i, j in self.cells:
            if j:
                yield (i, j - 1), (i, j), (self.curve_below((i, j)),)
        for i in range(len(self.slabs) - 1):
            yield from self._across(i)

    def _across(self, i: int) -> Iterator[tuple[Cell, Cell, tuple[int, ...]]]:
        left, right = self._sides(i)
        vertical = tuple(
            k
            for k, curve in enumerate(self._curves)
            if not curve.degree_in_t and has_root_between(curve.vertical, left, right, 0)
        )
        before, after = self.stack(left), self.stack(right)
        for j in range(len(before.roots) + 1):
            for k in range(len(after.roots) + 1):
                lo = max(before.gap(j)[0], after.gap(k)[0])
                hi = min(before.gap(j)[1], after.gap(k)[1])
                if lo < hi and self._is_joined(left, right, short_between(lo, hi)):
                    yield (i, j), (i + 1, k), vertical

    def _is_joined(self, left: Fraction, right: Fraction, t: Fraction) -> bool:
        return not any(has_root_between(self._curves[i].at_t(t), left, right, 2) for i in self._graphs)

    def _sides(self, i: int) -> Interval:
        """Points of the slabs i and i + 1, near the line between them."""
        root = self.lines.roots[i].refined(NEAR)
        left, right = root.interval
        if left < right:
            return left, right
        reach = min(left - self.lines.gap(i)[0], self.lines.gap(i + 1)[1] - left) / 2**NEAR
        return left - reach, left + reach

    def _projections(self) -> Iterator[fmpz_poly]:
        yield from (curve.vertical for curve in self._curves if not curve.degree_in_t)
        graphs = [self._curves[i] for i in self._graphs]
        for k, curve in enumerate(graphs):
            yield from (curve.at_t(t) for t in self.window[1])
            yield discriminant_in_t(curve.columns)
            yield from (resultant_in_t(curve.columns, other.columns) for other in graphs[:k])


def _values(polynomials: Sequence[fmpz_poly], point: Fraction) -> fmpz_poly:
    return fmpq_poly([polynomial(to_fmpq(point)) for polynomial in polynomials]).numer()
