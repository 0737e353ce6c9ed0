"""Descartes' rule of signs for given breakpoints of the line, and how to do with fewer and shorter ones.

Breakpoints b_1 < … < b_m and infinity cut the projective line into m + 1 open arcs. The sign variations of
the polynomial in the coordinate 0 < u < ∞ of an arc (u ↦ (l + r·u)/(1 + u) for the arc from l to r; b_m + u
and b_1 − u for the outer arcs) bound the number of its roots, counted with multiplicity, from above and have
its parity: 0 and 1 are exact.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor

from ..errors import BadInputError
from .shiftable import ShiftablePolynomial

End = Fraction | None
"""An end of an arc; None is infinity."""

_SHORT_BITS = 4
_SHORTER_TRIED = 6


@dataclass(frozen=True)
class Partition:
    """The line cut at breakpoints: m ≥ 1 points, ascending, and what Descartes' rule says of a polynomial.

    Attributes:
        points: the breakpoints.
        orders: their orders as roots.
        variations: the sign variations on the m + 1 arcs, ascending, the outer ones included.
    """

    points: tuple[Fraction, ...]
    orders: tuple[int, ...]
    variations: tuple[int, ...]

    @property
    def arcs(self) -> list[tuple[End, End]]:
        """The ends of the m + 1 arcs."""
        return list(pairwise((None, *self.points, None)))

    @property
    def upper(self) -> int:
        """No more affine real roots than this, with multiplicity."""
        return sum(self.variations) + sum(self.orders)

    @property
    def lower(self) -> int:
        """At least this many affine real roots, with multiplicity."""
        return sum(v % 2 for v in self.variations) + sum(self.orders)


def partition_at(polynomial: ShiftablePolynomial, breakpoints: Sequence[Fraction]) -> Partition:
    """What Descartes' rule says for ascending breakpoints, at least one."""
    ends = [None, *breakpoints, None]
    variations = tuple(arc_variations(polynomial, lo, hi) for lo, hi in pairwise(ends))
    orders = tuple(_moved(polynomial, b).order_at_zero() for b in breakpoints)
    return Partition(tuple(breakpoints), orders, variations)


def arc_variations(polynomial: ShiftablePolynomial, lo: End, hi: End) -> int:
    """Sign variations on the open arc from lo to hi; not both are None."""
    if lo is None:
        if hi is None:
            raise BadInputError("the whole line is no arc; give at least one finite end")
        return _moved(polynomial, hi).scale(-1).variations()
    if hi is None:
        return _moved(polynomial, lo).variations()
    width = (hi - lo) * lo.denominator
    unit = _moved(polynomial, lo).scale(width.numerator, width.denominator)
    return unit.reverse().shift(1).variations()


def _moved(polynomial: ShiftablePolynomial, point: Fraction) -> ShiftablePolynomial:
    """f(point + x/q), up to a positive factor, q the denominator of the point."""
    return polynomial.scale(1, point.denominator).shift(point.numerator)


def bits(point: Fraction) -> int:
    """The length of numerator and denominator together."""
    return point.numerator.bit_length() + point.denominator.bit_length()


def fewer_points(polynomial: ShiftablePolynomial, partition: Partition, slack: int) -> tuple[Fraction, ...]:
    """Leave out breakpoints, the longest first, and shorten the rest; the bound rises by at most `slack`.

    At least one breakpoint is left.
    """
    chosen = _Chosen(polynomial, partition, slack)
    for point in sorted(partition.points, key=lambda b: (bits(b), abs(b), b), reverse=True):
        chosen.leave_out(point)
    for point in tuple(chosen.points):
        chosen.shorten(point)
    return tuple(chosen.points)


class _Chosen:
    """Ascending breakpoints with the variations between them; the search for fewer changes them in place."""

    def __init__(self, polynomial: ShiftablePolynomial, partition: Partition, slack: int) -> None:
        self.polynomial = polynomial
        self.points = list(partition.points)
        self.orders = list(partition.orders)
        self.variations = list(partition.variations)
        self.slack = slack

    def _around(self, i: int) -> tuple[End, End]:
        lo = self.points[i - 1] if i > 0 else None
        return lo, self.points[i + 1] if i + 1 < len(self.points) else None

    def leave_out(self, point: Fraction) -> None:
        """Join the arcs on both sides if that costs no more than there is to spend."""
        if len(self.points) == 1:
            return
        i = bisect_left(self.points, point)
        before = self.variations[i] + self.variations[i + 1] + self.orders[i]
        joined = arc_variations(self.polynomial, *self._around(i))
        if joined - before <= self.slack:
            self.slack -= joined - before
            self.variations[i : i + 2] = [joined]
            del self.points[i], self.orders[i]

    def shorten(self, point: Fraction) -> None:
        """Replace the breakpoint by a shorter one with the same variations on both sides, if found soon."""
        i = bisect_left(self.points, point)
        if self.orders[i] or bits(point) <= _SHORT_BITS:
            return
        lo, hi = self._around(i)
        for shorter in stern_brocot_ancestors(point, _SHORTER_TRIED):
            inside = (lo is None or lo < shorter) and (hi is None or shorter < hi)
            if inside and self._same(i, lo, shorter, hi):
                self.points[i] = shorter
                return

    def _same(self, i: int, lo: End, point: Fraction, hi: End) -> bool:
        return (
            arc_variations(self.polynomial, lo, point) == self.variations[i]
            and arc_variations(self.polynomial, point, hi) == self.variations[i + 1]
            and _moved(self.polynomial, point).order_at_zero() == 0
        )


def stern_brocot_ancestors(point: Fraction, at_most: int) -> list[Fraction]:
    """The best short approximations of a number, the shortest first: its convergents and their neighbours."""
    found: list[Fraction] = []
    rest = point
    p, q, last_p, last_q = 1, 0, 0, 1
    while len(found) < at_most:
        whole = floor(rest)
        p, q, last_p, last_q = whole * p + last_p, whole * q + last_q, p, q
        found += [b for b in (Fraction(p, q), Fraction(p + last_p, q + last_q)) if bits(b) < bits(point)]
        if rest == whole:
            break
        rest = 1 / (rest - whole)
    return sorted(set(found), key=bits)[:at_most]


def simplest_between(lo: End, hi: End) -> Fraction:
    """The rational with the least denominator, then the least absolute value, in an open interval."""
    if hi is not None and hi <= 0:
        return -simplest_between(-hi, None if lo is None else -lo)
    if lo is None or lo < 0:
        return Fraction(0)
    top, bottom = (1, 0) if hi is None else (hi.numerator, hi.denominator)
    return Fraction(*_simplest(lo.numerator, lo.denominator, top, bottom))


def _simplest(a: int, b: int, c: int, d: int) -> tuple[int, int]:
    """Numerator and denominator of the simplest rational in 0 ≤ a/b < t < c/d; d = 0 stands for infinity."""
    wholes: list[int] = []
    while True:
        whole, rest = divmod(a, b)
        wholes.append(whole)
        if (whole + 1) * d < c:
            break
        # t = whole + 1/t′ with d/(c − whole·d) < t′ < b/rest
        a, b, c, d = d, c - whole * d, b, rest
    p, q = wholes.pop() + 1, 1
    for whole in reversed(wholes):
        p, q = whole * p + q, p
    return p, q
