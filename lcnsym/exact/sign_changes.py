"""Short rational points at which an integer polynomial changes its sign often enough."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from flint import fmpz_poly

from ..errors import BadInputError
from .breakpoints import End, bits, simplest_between
from .counting import squarefree_parts
from .descartes import isolate
from .refinement import refine
from .shiftable import IntegerPolynomial

_NARROWER_BITS = 3

Interval = tuple[Fraction, Fraction]


def sign_change_points(polynomial: fmpz_poly, degree: int, needed: int) -> tuple[Fraction, ...] | None:
    """Ascending points, alternating in sign, with at least `needed` sign changes round the projective line.

    The polynomial is a non-zero binary form of formal degree n at y = 1. Changes between neighbours count,
    and one more if sign(last)·(−1)ⁿ·sign(first) < 0. There are `needed` points, or one more if `needed` has
    not the parity of n, and always one at least; of the runs of gaps between neighbouring roots of odd
    multiplicity, the one with the shortest points is taken. None: the form has fewer than `needed` distinct
    real roots of odd multiplicity, infinity included.

    Raises:
        BadInputError: the polynomial is zero or its degree is above the formal one.
    """
    if not 0 <= polynomial.degree() <= degree:
        raise BadInputError(f"a polynomial of degree {polynomial.degree()} is no non-zero form of degree {degree}")
    changes = max(needed, 0)
    changes += (degree - changes) % 2
    gaps = _gaps(_odd_roots(polynomial))
    size = max(changes, 1)
    if size > len(gaps):
        return None
    points = [_point(IntegerPolynomial(polynomial), lo, hi) for lo, hi in gaps]
    runs = [points[i : i + size] for i in range(len(points) - size + 1)]
    return tuple(min(runs, key=lambda run: sum(map(bits, run))))


def _odd_roots(polynomial: fmpz_poly) -> list[Interval]:
    """The affine real roots of odd multiplicity in short disjoint intervals, ascending."""
    odd = fmpz_poly([1])
    for part, multiplicity in squarefree_parts(polynomial):
        if multiplicity % 2:
            odd *= part
    isolation = isolate(IntegerPolynomial(odd))
    roots = [(root, root) for root in isolation.exact_roots]
    return sorted(roots + [_narrower(odd, lo, hi) for lo, hi in isolation.intervals])


def _narrower(polynomial: fmpz_poly, lo: Fraction, hi: Fraction) -> Interval:
    """Some eighth of the interval, so that there is room for short points between roots."""
    width = hi - lo
    precision = width.denominator.bit_length() - width.numerator.bit_length() + 1 + _NARROWER_BITS
    return refine(polynomial, lo, hi, max(precision, 0))


def _gaps(roots: list[Interval]) -> list[tuple[End, End]]:
    ends: list[tuple[End, End]] = [(None, None), *roots, (None, None)]
    return [(left[1], right[0]) for left, right in pairwise(ends)]


def _point(polynomial: IntegerPolynomial, lo: End, hi: End) -> Fraction:
    """A short rational in the open gap, or its only point, that is not a root."""
    if lo is not None and lo == hi:
        return lo
    point = simplest_between(lo, hi)
    while polynomial.sign_at(point.numerator, point.denominator) == 0:
        point = simplest_between(point, hi)
    return point
