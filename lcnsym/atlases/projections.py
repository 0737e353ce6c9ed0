"""Discriminants and resultants of plane curves with respect to t, polynomials in s, from their values at integers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from flint import fmpq, fmpq_poly, fmpz, fmpz_poly

Columns = Sequence[fmpz_poly]
"""The coefficients of 1, t, t², … in a polynomial in s and t, polynomials in s; the last is not zero."""


def discriminant_in_t(curve: Columns) -> fmpz_poly:
    """Disc_t(f) for f of degree at least 1 in t, up to a number."""
    e, d = len(curve) - 1, _total_degree(curve)
    # its terms are products of 2e − 2 coefficients of t^j with the sum e(e − 1) of all j
    return _interpolated(lambda s: _discriminant(_at(curve, s), e), d * (2 * e - 2) - e * (e - 1))


def resultant_in_t(first: Columns, second: Columns) -> fmpz_poly:
    """Res_t(f, g) for f and g of degree at least 1 in t, up to a number."""
    e, d, k, c = len(first) - 1, _total_degree(first), len(second) - 1, _total_degree(second)
    return _interpolated(lambda s: _resultant(_at(first, s), e, _at(second, s), k), d * k + c * e - e * k)


def _total_degree(curve: Columns) -> int:
    return max(j + column.degree() for j, column in enumerate(curve) if column)


def _at(curve: Columns, s: int) -> fmpz_poly:
    return fmpz_poly([column(s) for column in curve])


def _discriminant(f: fmpz_poly, degree: int) -> fmpz:
    """Of f as a polynomial of a degree that it may fall short of: a double root at infinity, or more, makes it zero."""
    drop = degree - f.degree()
    if drop > 1 or not f:
        return fmpz(0) if degree > 1 else fmpz(1)
    value = fmpz(1) if f.degree() < 1 else f.discriminant()
    return value * f.leading_coefficient() ** 2 if drop else value


def _resultant(f: fmpz_poly, f_degree: int, g: fmpz_poly, g_degree: int) -> fmpz:
    """Of f and g as polynomials of degrees that they may fall short of."""
    f_drop, g_drop = f_degree - f.degree(), g_degree - g.degree()
    if (f_drop and g_drop) or not f or not g:
        return fmpz(0)
    value = f.resultant(g) * g.leading_coefficient() ** f_drop * f.leading_coefficient() ** g_drop
    return -value if g_degree * f_drop % 2 else value


def _interpolated(value_at: Callable[[int], fmpz], degree: int) -> fmpz_poly:
    """The polynomial of at most this degree with these values at integers, times a positive number, by Newton."""
    start = -(degree // 2)
    row = [value_at(start + i) for i in range(degree + 1)]
    leading = []
    while row:
        leading.append(row[0])
        row = [b - a for a, b in pairwise(row)]
    found = fmpq_poly([0])
    for k, difference in reversed(list(enumerate(leading))):
        found = found * fmpq_poly([fmpq(-start - k, k + 1), fmpq(1, k + 1)]) + fmpq_poly([difference])
    return found.numer()
