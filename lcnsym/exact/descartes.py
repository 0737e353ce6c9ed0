"""Isolation of real roots, and bounds on their number, by continued fractions and Descartes' rule of signs.

The line is cut at 0, and every arc (an image of 0 < u < ∞ under an integer Möbius map) with more than one
variation at u = 1, or at a power of two below which it provably has no roots. Breakpoints are then left out
where they were not needed.

References:
    A. Akritas, A. Strzeboński, A comparative study of two real root isolation methods, Nonlinear Anal. Model.
    Control 10 (2005); A. Eigenwillig, Real root isolation for exact and approximate polynomials using
    Descartes' rule of signs, thesis, Saarbrücken 2008 (cutting an arc never raises the sum of the variations;
    Obreshkoff's theorem).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from ..errors import InconclusiveError
from .breakpoints import DescartesBound, End, descartes_bound, fewer_points
from .gaps import Arc, arc_key, one_point_a_gap
from .shiftable import IntegerPolynomial, ShiftablePolynomial

__all__ = [
    "DescartesBound",
    "IntegerPolynomial",
    "Isolation",
    "ShiftablePolynomial",
    "covering",
    "descartes_bound",
    "isolate",
]

MAX_CUTS = 100_000

P = TypeVar("P", bound=ShiftablePolynomial)


@dataclass(frozen=True)
class Isolation:
    """The line cut so that every arc has at most one sign variation.

    Attributes:
        breakpoints: ascending, at least one.
        exact_roots: the breakpoints that are roots, ascending.
        intervals: disjoint bounded open intervals with exactly one root each, ascending; every other real
            root is one of the exact ones. They are arcs; of an outer arc, only the part within a bound on
            the roots.
    """

    breakpoints: tuple[Fraction, ...]
    exact_roots: tuple[Fraction, ...]
    intervals: tuple[tuple[Fraction, Fraction], ...]

    @property
    def n_roots(self) -> int:
        """The number of real roots."""
        return len(self.exact_roots) + len(self.intervals)


@dataclass(frozen=True, slots=True)
class Piece(Generic[P]):
    """The arc 0 < u < ∞ of x = (a·u + b)/(c·u + d).

    `polynomial` is f in the coordinate u; with less than two variations it may be any: nothing is cut then.
    """

    polynomial: P
    mobius: tuple[int, int, int, int]
    variations: int


@dataclass(frozen=True, slots=True)
class Cut(Generic[P]):
    """The two parts of an arc, the point (numerator, denominator) between them, and its order as a root."""

    pieces: tuple[Piece[P], Piece[P]]
    at: tuple[int, int]
    order: int


def cut(piece: Piece[P]) -> Cut[P]:
    """Cut at the greatest integer u ≥ 1 found below which there are no variations, else at u = 1.

    The variations of the parts and the order of the cut add up to no more than the whole, with its parity, so
    the first part may tell all about the second.
    """
    a, b, c, d = piece.mobius
    f = piece.polynomial
    step, above = _root_free_step(f, piece.variations)
    order = above.order_at_zero()
    above = above.without_zero() if order else above
    upper = Piece(above, (a, a * step + b, c, c * step + d), above.variations())
    rest = piece.variations - upper.variations - order
    below = f
    if rest > 1:
        below = f.reverse().shift(1)
        below = below.without_zero() if order else below
        rest = below.variations()
    return Cut((Piece(below, (b, a * step + b, d, c * step + d), rest), upper), (a * step + b, c * step + d), order)


def _root_free_step(f: P, variations: int) -> tuple[int, P]:
    """An integer t ≥ 1 and f(u + t); if t > 1, f has no variations on 0 < u < t.

    As many variations above t as on the whole half-line leave none below. They fall as t grows, so the greatest such t
    is found by doubling and halving; a cluster of roots far away is reached at once.
    """
    step, above = 1, f.shift(1)
    if above.variations() != variations:
        return step, above
    while (further := f.shift(2 * step)).variations() == variations:
        step, above = 2 * step, further
    bit = step >> 1
    while bit:
        if (further := f.shift(step + bit)).variations() == variations:
            step, above = step + bit, further
        bit >>= 1
    return step, above


def halves(f: P) -> Cut[P]:
    """The two half-lines and the order of the root 0."""
    order = f.order_at_zero()
    f = f.without_zero() if order else f
    mirrored = f.scale(-1)
    negative = Piece(mirrored, (-1, 0, 0, 1), mirrored.variations())
    return Cut((negative, Piece(f, (1, 0, 0, 1), f.variations())), (0, 1), order)


class Subdivision(Generic[P]):
    """Arcs in a queue, the oldest generation first, so that each that may still lose variations has its turn.

    Attributes:
        points: the breakpoints so far, with their orders as roots.
        upper: the bound on the number of real roots, with multiplicity.
        done: the arcs with at most one variation, which need no more cuts.
    """

    def __init__(self, f: P) -> None:
        self.points: dict[Fraction, int] = {}
        self.upper = 0
        self.done: list[Piece[P]] = []
        self._queue: list[tuple[int, int, int, Piece[P]]] = []
        self._pushed = 0
        self._take(halves(f), 0)

    def _take(self, result: Cut[P], generation: int) -> None:
        self.points[Fraction(*result.at)] = result.order
        self.upper += result.order
        for piece in result.pieces:
            self.upper += piece.variations
            if piece.variations > 1:
                self._pushed += 1
                heapq.heappush(self._queue, (generation, -piece.variations, self._pushed, piece))
            else:
                self.done.append(piece)

    def run(self, finished: Callable[[int], bool]) -> None:
        """Cut until `finished(upper)`, or until no arc has more than one variation."""
        while self._queue and not finished(self.upper):
            if len(self.points) >= MAX_CUTS:
                raise InconclusiveError(
                    f"{MAX_CUTS} cuts of the line leave up to {self.upper} real roots; "
                    "required: a square-free polynomial, or a bound no smaller than their number"
                )
            generation, _, _, piece = heapq.heappop(self._queue)
            self.upper -= piece.variations
            self._take(cut(piece), generation + 1)


def isolate(polynomial: P) -> Isolation:
    """Isolate the real roots of a non-zero square-free polynomial.

    Raises:
        InconclusiveError: MAX_CUTS cuts are not enough; the polynomial is then probably not square-free.
    """
    subdivision = Subdivision(polynomial)
    subdivision.run(lambda _upper: False)
    arcs = one_point_a_gap(polynomial, sorted(map(_arc, subdivision.done), key=arc_key), subdivision.points)
    points = tuple(arc.lo for arc in arcs if arc.lo is not None)
    exact = tuple(b for b in points if subdivision.points[b])
    intervals = (_bounded(polynomial, arc.lo, arc.hi) for arc in arcs if arc.variations)
    return Isolation(points, exact, tuple(intervals))


def _arc(piece: Piece[P]) -> Arc:
    """The arc of a piece, its ends in ascending order."""
    a, b, c, d = piece.mobius
    ends = [Fraction(p, q) if q else None for p, q in ((b, d), (a, c))]
    lo, hi = ends if a * d > b * c else reversed(ends)
    return Arc(lo, hi, piece.variations)


def covering(polynomial: P, at_most: int, at_infinity: int = 0) -> tuple[Fraction, ...] | None:
    """Few and short breakpoints for which Descartes' rule allows at most `at_most` roots, with multiplicity.

    The polynomial need not be square-free. `at_infinity` is the order of its root at infinity, which counts.
    The search ends if there are no more than `at_most` roots: no arc with more than one variation waits
    forever, and on ever shorter arcs the variations come down to the numbers of roots by Obreshkoff's
    theorem.

    None: there are more than `at_most` real roots.

    Raises:
        InconclusiveError: MAX_CUTS cuts are not enough.
    """
    allowed = at_most - at_infinity
    subdivision = Subdivision(polynomial)
    subdivision.run(lambda upper: upper <= allowed)
    if subdivision.upper > allowed:
        return None
    return fewer_points(polynomial, subdivision.points, slack=allowed - subdivision.upper)


def _bounded(polynomial: ShiftablePolynomial, lo: End, hi: End) -> tuple[Fraction, Fraction]:
    """The arc, where it is infinite only its part within a bound on the roots."""
    low = -_root_bound(polynomial.scale(-1)) if lo is None else lo
    return low, _root_bound(polynomial) if hi is None else hi


def _root_bound(polynomial: ShiftablePolynomial) -> Fraction:
    """A power of two above all real roots."""
    exponent = polynomial.reverse().lower_exponent()
    return Fraction(1) if exponent is None else Fraction(2) ** -exponent
