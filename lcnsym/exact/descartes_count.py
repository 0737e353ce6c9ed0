"""Bounds that close in on the number of real roots of an integer polynomial, by Descartes' rule of signs.

These are the continued fractions of `lcnsym.exact.descartes` without the bookkeeping of places, made for
speed: an arc 0 < u < ∞ is only its polynomial, signs at u = 1 settle arcs with two variations, integer roots
of an arc's polynomial are divided out together, and only those arcs are searched for a bound on their roots
that the last cut did not split.
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpz, fmpz_poly, nmod_poly

from .shiftable import hong_exponent

WORD_PRIME = 2**61 - 1

_SHIFT = fmpz_poly([1, 1])
_MIRROR = fmpz_poly([0, -1])


def descartes_steps(f: fmpz_poly) -> Iterator[tuple[int, int]]:
    """Lower and upper bounds on the number of real roots of a square-free polynomial, until they agree."""
    known = 0
    if not f[0]:
        known, f = 1, f.right_shift(1)
    f, period = f.deflation() if f.degree() > 0 else (f, 1)
    count = _PositiveRoots()
    coefficients = f.coeffs()
    count.take(f, coefficients)
    if period % 2:
        mirrored = coefficients[:]
        mirrored[1::2] = [-c for c in mirrored[1::2]]
        count.take(f(_MIRROR), mirrored)
    weight = 1 if period % 2 else 2
    yield known + weight * count.lower, known + weight * count.upper
    while count.lower < count.upper:
        count.step()
        yield known + weight * count.lower, known + weight * count.upper


class _PositiveRoots:
    """Bounds on the number of roots u > 0 of some polynomials without the root 0.

    Attributes:
        lower, upper: the bounds.
    """

    def __init__(self) -> None:
        self.lower = 0
        self.upper = 0
        self._open: list[tuple[fmpz_poly, list[fmpz], int, bool]] = []

    def take(self, f: fmpz_poly, coefficients: list[fmpz], before: int = -1) -> int:
        """Count the roots of f, now or later; return its variations. `before` are those of the arc around."""
        variations = count_variations(coefficients)
        self.upper += variations
        self.lower += variations & 1
        if variations > 1:
            self._open.append((f, coefficients, variations, variations == before))
        return variations

    def step(self) -> None:
        """Settle, divide or cut the youngest open arc."""
        f, coefficients, variations, stuck = self._open.pop()
        self.upper -= variations
        self.lower -= variations & 1
        if stuck:
            f, coefficients = _scaled(f, coefficients)
        middle = f(1)
        if not middle:
            f, roots = _without_integer_roots(f, 4 * variations)
            self._settle(roots)
            self.take(f, f.coeffs())
        elif variations == 2 and (middle > 0) != (coefficients[0] > 0):
            self._settle(2)
        else:
            self._cut(f, coefficients, variations)

    def _settle(self, roots: int) -> None:
        self.lower += roots
        self.upper += roots

    def _cut(self, f: fmpz_poly, coefficients: list[fmpz], variations: int) -> None:
        """Cut at u = 1, no root; the variations of the parts add up to those of the whole, or 2·i less."""
        above = f(_SHIFT)
        rest = variations - self.take(above, above.coeffs(), variations)
        if rest > 1:
            below = fmpz_poly(coefficients[::-1])(_SHIFT)
            self.take(below, below.coeffs(), variations)
        else:
            self._settle(rest)


def count_variations(coefficients: list[fmpz]) -> int:
    """Sign variations, zeros skipped; some coefficient is not zero."""
    changes = -1
    last = None
    for c in coefficients:
        if c:
            positive = c > 0
            if positive is not last:
                changes += 1
                last = positive
    return changes


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
