"""Bounds that close in on the number of real roots of an integer polynomial, by Descartes' rule of signs.

These are the continued fractions of `lcnsym.exact.descartes` without the bookkeeping of places, made for
speed: an arc 0 < u < ∞ is only its polynomial, signs at u = 1 settle arcs with two variations, integer roots
of an arc's polynomial are divided out together, and only those arcs are searched for a bound on their roots
that the last cut did not split.
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpz, fmpz_poly, nmod_poly

from .shiftable import hong_exponent, integer_variations

WORD_PRIME = 2**61 - 1

_SHIFT = fmpz_poly([1, 1])
_MIRROR = fmpz_poly([0, -1])


Arc = tuple[fmpz_poly, list[fmpz], int, bool]
"""A polynomial without the root 0, its coefficients, their variations (more than 1), and whether a cut kept them."""


def descartes_steps(f: fmpz_poly) -> Iterator[tuple[int, int]]:
    """Lower and upper bounds on the number of real roots, with multiplicity, until they agree.

    For a square-free polynomial they do; for others they may go on for ever. The polynomial is not zero.
    """
    lower = 0
    while not f[0]:
        lower, f = lower + 1, f.right_shift(1)
    upper = lower
    waiting: list[Arc] = []
    f, period = f.deflation() if f.degree() > 0 else (f, 1)
    weight = 1 if period % 2 else 2
    for g, coefficients in _halves(f, period):
        variations = integer_variations(coefficients)
        lower, upper = lower + weight * (variations & 1), upper + weight * variations
        if variations > 1:
            waiting.append((g, coefficients, variations, False))
    yield lower, upper
    while waiting:
        f, coefficients, variations, stuck = waiting.pop()
        if stuck:
            f, coefficients = _scaled(f, coefficients)
        found, parts = _searched(f, coefficients, variations)
        lower += weight * (found - (variations & 1))
        upper += weight * (found - variations)
        for part in parts:
            lower, upper = lower + weight * (part[2] & 1), upper + weight * part[2]
        waiting += parts
        yield lower, upper


def _halves(f: fmpz_poly, period: int) -> Iterator[tuple[fmpz_poly, list[fmpz]]]:
    """f(x) and, if the roots x^period do not tell all, f(−x)."""
    coefficients = f.coeffs()
    yield f, coefficients
    if period % 2:
        coefficients = coefficients[:]
        coefficients[1::2] = [-c for c in coefficients[1::2]]
        yield f(_MIRROR), coefficients


def _searched(f: fmpz_poly, coefficients: list[fmpz], variations: int) -> tuple[int, list[Arc]]:
    """The number of roots found at once on an open arc, and its parts that are open."""
    if variations == 2 and (middle := f(1)) and (middle > 0) != (coefficients[0] > 0):
        return 2, []
    above = f(_SHIFT)
    return _cut(coefficients, variations, above) if above[0] else _divided(f, variations)


def _cut(coefficients: list[fmpz], variations: int, above: fmpz_poly) -> tuple[int, list[Arc]]:
    """Cut at u = 1, no root, `above` being f(u + 1).

    The variations of the parts add up to those of the whole, or 2·i less.
    """
    parts: list[Arc] = []
    upper = above.coeffs()
    found = integer_variations(upper)
    rest = variations - found
    if found > 1:
        parts.append((above, upper, found, found == variations))
        found = 0
    if rest > 1:
        below = fmpz_poly(coefficients[::-1])(_SHIFT)
        lower = below.coeffs()
        rest = integer_variations(lower)
        if rest > 1:
            parts.append((below, lower, rest, rest == variations))
            rest = 0
    return found + rest, parts


def _divided(f: fmpz_poly, variations: int) -> tuple[int, list[Arc]]:
    """Divide by the root 1 and other integer roots: their number, and what is left."""
    f, found = _without_integer_roots(f, 4 * variations)
    coefficients = f.coeffs()
    left = integer_variations(coefficients)
    return (found, [(f, coefficients, left, False)]) if left > 1 else (found + left, [])


def _scaled(f: fmpz_poly, coefficients: list[fmpz]) -> tuple[fmpz_poly, list[fmpz]]:
    """f(2^k u) with 2^k near the least positive root, if that is more than 1."""
    sizes = [c.bit_length() for c in coefficients]
    k = hong_exponent([(c > 0) - (c < 0) for c in coefficients], [s - 1 for s in sizes], sizes)
    if k is None or k <= 0:
        return f, coefficients
    f = f(fmpz_poly([0, 1 << k]))
    f //= f.content()
    return f, f.coeffs()


def _without_integer_roots(f: fmpz_poly, limit: int) -> tuple[fmpz_poly, int]:
    """f without its simple roots among 1, …, limit, and their number."""
    reduced = nmod_poly(f, WORD_PRIME)
    likely = [u for u in range(1, limit + 1) if not reduced(u)]
    quotient, remainder = divmod(f, _product([fmpz_poly([-u, 1]) for u in likely]))
    if remainder:
        likely = [u for u in likely if not f(u)]
        quotient = f // _product([fmpz_poly([-u, 1]) for u in likely])
    return quotient, len(likely)


def _product(factors: list[fmpz_poly]) -> fmpz_poly:
    """The product of some polynomials, by halves."""
    while len(factors) > 1:
        odd = factors[len(factors) & ~1 :]
        factors = [g * h for g, h in zip(factors[::2], factors[1::2], strict=False)] + odd
    return factors[0]
