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

from ..algebra.breakpoints import End, Partition, fewer_points
from ..algebra.shiftable import ShiftablePolynomial
from ..cost import require
from ..errors import InconclusiveError
from .gaps import one_point_a_gap

MAX_CUTS = 100_000
LONG = 4096
"""Bits of a coefficient from which the cost is predicted."""

P = TypeVar("P", bound=ShiftablePolynomial)


@dataclass(frozen=True)
class Isolation(Generic[P]):
    """The line cut so that every arc has at most one sign variation.

    Attributes:
        polynomial: the square-free polynomial.
        partition: the breakpoints, their orders as roots, and the variations between them.
    """

    polynomial: P
    partition: Partition

    @property
    def breakpoints(self) -> tuple[Fraction, ...]:
        """Ascending, at least one."""
        return self.partition.points

    @property
    def n_roots(self) -> int:
        """The number of real roots."""
        return self.partition.upper

    @property
    def exact_roots(self) -> tuple[Fraction, ...]:
        """The breakpoints that are roots, ascending."""
        return tuple(b for b, order in zip(self.breakpoints, self.partition.orders, strict=True) if order)

    @property
    def intervals(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Disjoint bounded open intervals with exactly one root each, ascending.

        Every other real root is one of the exact ones. They are arcs; of an outer arc, only the part within a bound
        on the roots.
        """
        arcs = zip(self.partition.arcs, self.partition.variations, strict=True)
        return tuple(bounded(self.polynomial, lo, hi) for (lo, hi), variations in arcs if variations)


@dataclass(slots=True)
class Piece(Generic[P]):
    """The arc 0 < u < ∞ of x = (a·u + b)/(c·u + d).

    `polynomial` is f in the coordinate u; with less than two variations it may be any: nothing is cut then. `parts`
    tells how the arc was cut, None while it is whole.
    """

    polynomial: P
    mobius: tuple[int, int, int, int]
    variations: int
    parts: Cut[P] | None = None

    @property
    def is_ascending(self) -> bool:
        """Whether x grows with u."""
        a, b, c, d = self.mobius
        return a * d > b * c


@dataclass(slots=True)
class Cut(Generic[P]):
    """An arc's parts with small and with great u, the point (numerator, denominator) between, its order as a root."""

    below: Piece[P]
    above: Piece[P]
    at: tuple[int, int]
    order: int


def cut(piece: Piece[P]) -> Cut[P]:
    """Cut at the greatest integer u ≥ 1 found below which there are no variations, else at u = 1.

    The variations of the parts and the order of the cut add up to no more than the whole, with its parity, so
    the upper part may tell all about the lower one.
    """
    a, b, c, d = piece.mobius
    f = piece.polynomial
    step, above, variations = _root_free_step(f, piece.variations)
    order = above.order_at_zero()
    above = above.without_zero() if order else above
    p, q = a * step + b, c * step + d
    rest = piece.variations - variations - order
    below = f
    if rest > 1:
        below = f.reverse().shift(1)
        below = below.without_zero() if order else below
        rest = below.variations()
    return Cut(Piece(below, (b, p, d, q), rest), Piece(above, (a, p, c, q), variations), (p, q), order)


def _root_free_step(f: P, variations: int) -> tuple[int, P, int]:
    """An integer t ≥ 1, f(u + t) and its variations; if t > 1, f has no variations on 0 < u < t.

    As many variations above t as on the whole half-line leave none below. They fall as t grows, so the greatest such
    t is found by doubling and halving steps, from guesses that reach a cluster of roots at once.
    """
    above = f.shift(1)
    found = above.variations()
    if found != variations:
        return 1, above, found
    step = 1
    for guess in f.cluster_distances(variations):
        step, above = _jumped(f, variations, guess - 1, (step, above))
    step, above = _jumped(f, variations, step + above.cluster_distances(variations)[0] - 1, (step, above))
    if above.bits() > LONG:
        _require_shifts(above)
    stride = 1
    while (further := _jumped(f, variations, step + stride, (step, above)))[0] > step:
        (step, above), stride = further, 2 * stride
    while stride := stride >> 1:
        step, above = _jumped(f, variations, step + stride, (step, above))
    return step, above, variations


def _require_shifts(f: ShiftablePolynomial) -> None:
    """Refuse to look for the integer part of a very large root among long coefficients. Raises TooCostlyError.

    That of a root of size 2^k takes about k shifts, each of n²/2 sums and products; measured.
    """
    n, bits, exponent = f.degree(), f.bits(), f.lower_exponent() or 0
    require(
        f"to tell apart the roots of a polynomial of degree {n} with coefficients of {bits} bits",
        steps=max(0, exponent) * n**2 / 8 * (bits / 64) ** 1.25 / 75,
    )


def _jumped(f: P, variations: int, target: int, reached: tuple[int, P]) -> tuple[int, P]:
    """The target and f(u + target) if that is further on and keeps the variations, else what was reached."""
    if target > reached[0]:
        further = f.shift(target)
        if further.variations() == variations:
            return target, further
    return reached


def halves(f: P) -> Cut[P]:
    """The two half-lines and the order of the root 0."""
    order = f.order_at_zero()
    f = f.without_zero() if order else f
    mirrored = f.scale(-1)
    negative = Piece(mirrored, (-1, 0, 0, 1), mirrored.variations())
    return Cut(negative, Piece(f, (1, 0, 0, 1), f.variations()), (0, 1), order)


class Subdivision(Generic[P]):
    """Arcs in a queue, the oldest generation first, so that each that may still lose variations has its turn.

    Attributes:
        lower, upper: bounds on the number of real roots, with multiplicity.
    """

    def __init__(self, f: P) -> None:
        self.lower = 0
        self.upper = 0
        self._cuts = 0
        self._queue: list[tuple[int, int, int, Piece[P]]] = []
        self._root = halves(f)
        self._take(self._root, 0)

    def _take(self, result: Cut[P], generation: int) -> None:
        self._cuts += 1
        self.lower += result.order
        self.upper += result.order
        for rank, piece in enumerate((result.below, result.above)):
            self.lower += piece.variations & 1
            self.upper += piece.variations
            if piece.variations > 1:
                heapq.heappush(self._queue, (generation, -piece.variations, 2 * self._cuts + rank, piece))

    def run(self, finished: Callable[[int, int], bool]) -> None:
        """Cut until `finished(lower, upper)`, or until no arc has more than one variation."""
        while self._queue and not finished(self.lower, self.upper):
            if self._cuts >= MAX_CUTS:
                raise InconclusiveError(
                    f"{MAX_CUTS} cuts of the line leave up to {self.upper} real roots; "
                    "required: a square-free polynomial, or a bound no smaller than their number"
                )
            generation, _, _, piece = heapq.heappop(self._queue)
            self.lower -= piece.variations & 1
            self.upper -= piece.variations
            piece.parts = cut(piece)
            self._take(piece.parts, generation + 1)

    def partition(self) -> Partition:
        """The breakpoints so far, their orders, and the variations between them, ascending."""
        points: list[Fraction] = []
        orders: list[int] = []
        variations: list[int] = []
        left: list[Piece[P] | Cut[P]] = [self._root.above, self._root, self._root.below]
        while left:
            item = left.pop()
            if isinstance(item, Cut):
                points.append(Fraction(*item.at))
                orders.append(item.order)
            elif item.parts is None:
                variations.append(item.variations)
            elif item.is_ascending:
                left += (item.parts.above, item.parts, item.parts.below)
            else:
                left += (item.parts.below, item.parts, item.parts.above)
        return Partition(tuple(points), tuple(orders), tuple(variations))


def isolate(polynomial: P) -> Isolation[P]:
    """Isolate the real roots of a non-zero square-free polynomial.

    Raises:
        InconclusiveError: MAX_CUTS cuts are not enough; the polynomial is then probably not square-free.
    """
    subdivision = Subdivision(polynomial)
    subdivision.run(lambda _lower, _upper: False)
    return Isolation(polynomial, one_point_a_gap(polynomial, subdivision.partition()))


def separating(polynomial: P, enough: int) -> Partition:
    """A partition that shows at least `enough` different roots of a square-free polynomial, or else all.

    A breakpoint that is a root shows one, an arc with an odd number of variations another.

    Raises:
        InconclusiveError: as `isolate`.
    """
    subdivision = Subdivision(polynomial)
    subdivision.run(lambda lower, _upper: lower >= enough)
    return subdivision.partition()


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
    subdivision.run(lambda lower, upper: upper <= allowed or lower > allowed)
    if subdivision.upper > allowed:
        return None
    return fewer_points(polynomial, subdivision.partition(), slack=allowed - subdivision.upper)


def bounded(polynomial: ShiftablePolynomial, lo: End, hi: End) -> tuple[Fraction, Fraction]:
    """The arc, where it is infinite only its part within a bound on the roots."""
    low = -_root_bound(polynomial.scale(-1)) if lo is None else lo
    return low, _root_bound(polynomial) if hi is None else hi


def _root_bound(polynomial: ShiftablePolynomial) -> Fraction:
    """A power of two above all real roots."""
    exponent = polynomial.reverse().lower_exponent()
    return Fraction(1) if exponent is None else Fraction(2) ** -exponent
