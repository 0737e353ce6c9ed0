"""Bounds that close in on the number of real roots of an integer polynomial, by Descartes' rule of signs.

These are the continued fractions of `lcnsym.roots.descartes` without the bookkeeping of places, made for
speed: an arc 0 < u < ∞ is only its polynomial, signs at u = 1 settle arcs with two variations, integer roots
of an arc's polynomial are divided out together, and only those arcs are searched for a bound on their roots
that the last cut did not split. Coefficients are looked at one by one only where the signs of the first and the
last, and whether all have one sign, leave several numbers of variations.
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpz, fmpz_poly, nmod_poly

from ..algebra.shiftable import hong_exponent, integer_variations

WORD_PRIME = 2**61 - 1

_SHIFT = fmpz_poly([1, 1])
_MIRROR = fmpz_poly([0, -1])
_ZERO = fmpz(0)
_ONE = fmpz_poly([1])
_FEW_PLACES = 32


Arc = tuple[fmpz_poly, list[fmpz] | None, bool, bool, int, bool]
"""A polynomial without the root 0, its coefficients if they are known, whether the first and the last of them are
positive, their variations (more than 1), and whether a cut kept them all."""


def descartes_steps(f: fmpz_poly) -> Iterator[tuple[int, int]]:
    """Lower and upper bounds on the number of real roots, with multiplicity, until they agree.

    For a square-free polynomial they do; for others they may go on for ever. The polynomial is not zero.
    """
    return closing_in(*first_arcs(f))


def closing_in(found: int, weight: int, waiting: list[Arc]) -> Iterator[tuple[int, int]]:
    """The same, from roots that are found and arcs of which every root counts `weight` times."""
    yield bounds_on(found, weight, waiting)
    while waiting:
        more, parts = cut(waiting.pop())
        found += weight * more
        waiting += parts
        yield bounds_on(found, weight, waiting)


def bounds_on(found: int, weight: int, waiting: list[Arc]) -> tuple[int, int]:
    """The least and the largest number of roots there may be."""
    odd = sum(arc[4] & 1 for arc in waiting)
    return found + weight * odd, found + weight * sum(arc[4] for arc in waiting)


def first_arcs(f: fmpz_poly) -> tuple[int, int, list[Arc]]:
    """Roots found at once, how often every other one counts, and the arcs where those are: x > 0, and −x > 0.

    In a polynomial in x², x² > 0 stands for both.
    """
    found = 0
    while not f[0]:
        found, f = found + 1, f.right_shift(1)
    period = 1
    if f.degree() > 1 and not f[1]:
        f, period = f.deflation()
    weight = 1 if period % 2 else 2
    coefficients = f.coeffs()
    variations = integer_variations(coefficients)
    first, last = coefficients[0] > _ZERO, coefficients[-1] > _ZERO
    arcs: list[Arc] = []
    if variations > 1:
        arcs.append((f, coefficients, first, last, variations, False))
    else:
        found += weight * variations
    if weight == 1:
        mirrored = _mirrored_variations(coefficients, variations)
        if mirrored > 1:
            arcs.append((f(_MIRROR), None, first, last is (f.degree() % 2 == 0), mirrored, False))
        else:
            found += mirrored
    return found, weight, arcs


def _mirrored_variations(coefficients: list[fmpz], variations: int) -> int:
    """Of f(−x): where no coefficient is zero, neighbours have the same sign in it exactly if they differ in f(x)."""
    if all(coefficients):
        return len(coefficients) - 1 - variations
    mirrored = coefficients[:]
    mirrored[1::2] = [-c for c in mirrored[1::2]]
    return integer_variations(mirrored)


def cut(arc: Arc) -> tuple[int, list[Arc]]:
    """The number of roots found at once on an open arc, and its parts that are open.

    At u = 1, no root, the variations of the parts add up to those of the whole, or 2·i less.
    """
    f, coefficients, first, last, variations, stuck = arc
    if stuck:
        f, coefficients = _scaled(f, coefficients or f.coeffs())
    above = f(_SHIFT)
    middle = above[0]
    if not middle:
        return _divided(f, variations)
    positive = middle > _ZERO
    if variations == 2 and positive is not first:
        return 2, []
    parts: list[Arc] = []
    found, upper = variations_at_most(above, variations, first=positive, last=last)
    rest = variations - found
    if found > 1:
        parts.append((above, upper, positive, last, found, not rest))
        found = 0
    if rest > 1:
        below = fmpz_poly((coefficients or f.coeffs())[::-1])(_SHIFT)
        rest, lower = variations_at_most(below, rest, first=positive, last=first)
        if rest > 1:
            parts.append((below, lower, positive, first, rest, rest == variations))
            rest = 0
    return found + rest, parts


def variations_at_most(f: fmpz_poly, most: int, *, first: bool, last: bool) -> tuple[int, list[fmpz] | None]:
    """Sign variations, of which there are at most `most`, and the coefficients where they had to be looked at.

    `first` and `last` tell whether the first and the last coefficient are positive.
    """
    if first is last:
        if most < 2 or (f if last else -f).height_bits(True) > 0:
            return 0, None
        if most < 4:
            return 2, None
    elif most < 3:
        return 1, None
    coefficients = f.coeffs()
    return integer_variations(coefficients), coefficients


def _divided(f: fmpz_poly, variations: int) -> tuple[int, list[Arc]]:
    """Divide by the root 1 and other integer roots: their number, and what is left."""
    f, found = _without_integer_roots(f, 2 * variations)
    coefficients = f.coeffs()
    left = integer_variations(coefficients)
    if left < 2:
        return found + left, []
    return found, [(f, coefficients, coefficients[0] > _ZERO, coefficients[-1] > _ZERO, left, False)]


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
    """f without its simple roots among 1, …, limit, and their number; 1 stands for what has no root u > 0.

    The limit is twice the number of variations.
    """
    reduced = nmod_poly(f, WORD_PRIME)
    likely = [u for u in range(1, limit + 1) if not reduced(u)]
    if limit <= _FEW_PLACES and 2 * len(likely) == limit and not any(f(u) for u in likely):
        return _ONE, len(likely)
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
