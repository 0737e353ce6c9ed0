"""Integer polynomials as lists, constant term first: moved to points and arcs, values, common divisors; metered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise, repeat
from math import gcd
from operator import mul, not_
from typing import TypeVar

from .limits import Work, bit_size

Row = list[int]
T = TypeVar("T")


def shift_by_one(f: Sequence[int]) -> Row:
    """f(x + 1): the partial sums of partial sums, from the leading coefficient down."""
    rest = list(reversed(f))
    shifted = []
    while rest:
        rest = list(accumulate(rest))
        shifted.append(rest.pop())
    return shifted


def scale(f: Sequence[int], numerator: int, denominator: int) -> Row:
    """denominatorⁿ · f(x · numerator/denominator), n = len(f) − 1; both numbers positive."""
    result = list(f)
    for base, order in ((numerator, 1), (denominator, -1)):
        if base != 1:
            result = list(map(mul, result, list(accumulate(repeat(base, len(f) - 1), mul, initial=1))[::order]))
    return result


def mirror(f: Sequence[int]) -> Row:
    """f(−x)."""
    return [-c if i % 2 else c for i, c in enumerate(f)]


def above(rows: Sequence[Row], point: Fraction, work: Work) -> tuple[list[Row], Fraction]:
    """Positive multiples of f(point + r·u) as polynomials in u, by one factor for all rows, and r > 0."""
    _announce_move(rows, point, work)
    p, q = point.numerator, point.denominator
    moved = [scale(mirror(row) if p < 0 else row, abs(p) or 1, q) for row in rows]
    if p:
        moved = [shift_by_one(row) for row in moved]
    return [mirror(row) if p < 0 else row for row in moved], Fraction(abs(p) or 1, q)


def between(rows: Sequence[Row], length: Fraction, work: Work) -> list[Row]:
    """The coefficients of (1 + u)ⁿ·g(length·u/(1 + u)) up to a positive factor, leading one first: an arc above 0."""
    _announce_move(rows, length, work)
    return [shift_by_one(scale(row, length.numerator, length.denominator)[::-1]) for row in rows]


def value(f: Sequence[int], p: int, q: int) -> int:
    """qⁿ · f(p/q), n = len(f) − 1."""
    total, power = 0, 1
    for c in reversed(f):
        total = total * p + c * power
        power *= q
    return total


def sign(number: int) -> int:
    """−1, 0 or 1."""
    return (number > 0) - (number < 0)


def variations(signs: Sequence[int]) -> int:
    """The number of sign changes, zeros skipped."""
    nonzero = [s for s in signs if s]
    return sum(a != b for a, b in pairwise(nonzero))


def trimmed(f: Iterable[T], is_zero: Callable[[T], bool] = not_) -> list[T]:
    """Without leading zeros (at the list's end)."""
    result = list(f)
    while result and is_zero(result[-1]):
        result.pop()
    return result


def pseudo_remainder(f: Sequence[int], g: Sequence[int]) -> Row:
    """The remainder of a multiple of f by a positive power of the square of g's leading coefficient."""
    rest, lead = list(f), g[-1]
    while len(rest) >= len(g):
        top = rest.pop()
        if top:
            rest = [c * lead * lead for c in rest]
            offset = len(rest) + 1 - len(g)
            for i, c in enumerate(g[:-1]):
                rest[offset + i] -= top * lead * c
    return rest


def add_product(total: Row, f: Sequence[int], g: Sequence[int]) -> None:
    """Add the product to a polynomial that is long enough."""
    for i, a in enumerate(f):
        if a:
            for j, b in enumerate(g, start=i):
                total[j] += a * b


def _announce_move(rows: Sequence[Row], ratio: Fraction, work: Work) -> None:
    """Scaling by numerator and denominator, then sums of sums."""
    n, count, bits = len(rows[0]), len(rows), bit_size(rows)
    for part in (abs(ratio.numerator), ratio.denominator):
        if part > 1:
            long = n * part.bit_length()
            work.products(2 * count * n, max(bits, long), long)
            bits += long
    work.room(count * n, bits + n)
    work.sums(count * n * (n + 1) // 2, bits + n)


def values(rows: Sequence[Row], point: Fraction, work: Work) -> Row:
    """`value` of every row at a point."""
    n, count, bits = len(rows[0]), len(rows), bit_size(rows)
    top, bottom = abs(point.numerator).bit_length(), n * (point.denominator - 1).bit_length() + 1
    work.products(count * n, bits + max(n * top, bottom), top)
    work.products(2 * count * n, max(bits, bottom), bottom)
    return [value(row, point.numerator, point.denominator) for row in rows]


def greatest_common_divisor(f: Sequence[int], g: Sequence[int], work: Work) -> Row:
    """A primitive greatest common divisor over ℚ, by pseudo-division."""
    a, b = _primitive(f, work), _primitive(g, work)
    while b:
        rounds = max(len(a) - len(b) + 1, 0)
        bits, lead = bit_size([a]) + 3 * rounds * bit_size([b]), 2 * bit_size([b])
        work.products(2 * rounds * len(a), bits, lead)
        a, b = b, _primitive(pseudo_remainder(a, b), work)
    return a


def _primitive(f: Sequence[int], work: Work) -> Row:
    """Divided by the greatest common divisor of the coefficients; zero becomes empty."""
    f = trimmed(f)
    work.divisions(2 * len(f), bit_size([f]), bit_size([f]))
    content = gcd(*f)
    return [c // content for c in f]
