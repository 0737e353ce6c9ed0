"""Rational points at which a form alternates in sign: the smallest evidence for real roots of odd multiplicity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from flint import fmpz_poly

from ..algebra.breakpoints import End, Partition, bits, simplest_between
from ..algebra.forms import BinaryForm, product
from ..algebra.numbers import sign
from ..algebra.squarefree import squarefree_decomposition
from .descartes import bounded, separating
from .line_polynomials import line_polynomial
from .roots import isolation

MAX_POWER = 7


def alternating_points(form: BinaryForm, needed: int) -> tuple[Fraction, ...] | None:
    """At least one point, ascending, with at least `needed` sign changes of P once round the projective line.

    The changes are those between neighbours, and one more if P(last)·(−1)ⁿ·P(first) < 0. None: the form has fewer than
    `needed` real roots of odd multiplicity. `needed` must have the parity of the degree; the form is not zero.
    """
    parts = squarefree_decomposition(form).parts
    odd = product(part for m, part in parts if m % 2)
    even = product(part for m, part in parts if not m % 2)
    partition = separating(line_polynomial(odd), needed - odd.order_at_infinity)
    return _points(odd, even, partition, needed)


def points_between_roots(part: BinaryForm) -> tuple[Fraction, ...]:
    """`alternating_points` for all real roots of a square-free form."""
    partition = isolation(part).partition
    return _points(part, BinaryForm((1,)), partition, partition.lower + part.order_at_infinity) or ()


def _points(odd: BinaryForm, even: BinaryForm, partition: Partition, needed: int) -> tuple[Fraction, ...] | None:
    finite, at_infinity = partition.lower, odd.order_at_infinity
    if finite + at_infinity < needed:
        return None
    first = 0 if needed > finite else 1
    gaps = list(_gaps(partition, sign(odd.coefficients[at_infinity]) * (-1) ** (odd.degree - at_infinity)))
    return tuple(_point(gap, odd, even) for gap in gaps[first : max(first + needed, first + 1)])


@dataclass(frozen=True, slots=True)
class _Gap:
    """What lies between neighbouring roots of the odd part, or odd numbers of roots.

    Attributes:
        sign: the odd part's sign there.
        breakpoints: those in the gap; they are no roots of the odd part.
        arc: near one of its ends, the upper one if `near_upper`, all of it is in the gap.
        variations: on this arc.
    """

    sign: int
    breakpoints: tuple[Fraction, ...]
    arc: tuple[End, End]
    near_upper: bool
    variations: int


def _gaps(partition: Partition, sign_below: int) -> Iterator[_Gap]:
    """The gaps, ascending, from the sign at minus infinity; where there is no root, the line twice."""
    arcs = partition.arcs
    gap = _Gap(sign_below, (), arcs[0], False, partition.variations[0])
    for i, (arc, variations) in enumerate(zip(arcs, partition.variations, strict=True)):
        if i:
            order = partition.orders[i - 1]
            if order:
                yield gap
            points = () if order else (*gap.breakpoints, partition.points[i - 1])
            gap = _Gap((-1) ** order * gap.sign, points, arc, False, variations)
        if variations % 2:
            yield gap
            gap = _Gap(-gap.sign, (), arc, True, variations)
    yield gap
    if not partition.lower:
        yield gap


def _point(gap: _Gap, odd: BinaryForm, even: BinaryForm) -> Fraction:
    """A short rational in the gap that is no root of the even part."""
    for point in sorted(gap.breakpoints, key=bits):
        if _is_no_root(even, point):
            return point
    lo, hi = gap.arc
    end = hi if gap.near_upper else lo
    if end is None:
        return _beyond(bounded(line_polynomial(odd), lo, hi)[gap.near_upper], even)
    point = simplest_between(lo, hi)
    closer = 1
    while not ((gap.variations == 0 or odd.sign_at(point) == gap.sign) and _is_no_root(even, point)):
        far = end + (point - end) / 2**closer
        point = simplest_between(min(end, far), max(end, far))
        closer *= 2
    return point


def _beyond(bound: Fraction, even: BinaryForm) -> Fraction:
    """The bound or, if that is a root of the even part, a multiple of it."""
    while not _is_no_root(even, bound):
        bound *= 2
    return bound


def _is_no_root(form: BinaryForm, point: Fraction) -> bool:
    return form.degree == 0 or form.sign_at(point) != 0


def sign_changes_at_powers_of_two(form: BinaryForm) -> int:
    """A quick lower bound of the number of real roots of a form that is not zero; 0 where it is not rational.

    It counts the sign changes once round the projective line at 0, infinity and ±2^j, |j| ≤ MAX_POWER, zeros left out.
    """
    if not form.is_rational:
        return 0
    polynomial = form.integer_polynomial
    mirrored = fmpz_poly([polynomial[form.degree - i] for i in range(form.degree + 1)])
    powers = [2**j for j in range(MAX_POWER, 0, -1)]
    turn = -1 if form.degree % 2 else 1
    # P(t, 1) at −2^j, then at −2^−j as t^n·P(1, 1/t) with 1/t = −2^j, and so on up to 2^j
    values = [polynomial(-t) for t in powers]
    values += [polynomial(-1), *(turn * mirrored(-t) for t in reversed(powers)), polynomial(0)]
    values += [*(mirrored(t) for t in powers), polynomial(1), *(polynomial(t) for t in reversed(powers))]
    signs = [value > 0 for value in values if value]
    signs += [(turn > 0) == signs[0]] if signs else []
    return sum(a != b for a, b in pairwise(signs))
