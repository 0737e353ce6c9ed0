"""Integer polynomials as lists, constant term first: moved to points and arcs, values, common divisors; metered."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import gcd

from .limits import Work, bit_size

Row = list[int]


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
    if numerator != 1:
        power = 1
        for i in range(len(result)):
            result[i] *= power
            power *= numerator
    if denominator != 1:
        power = 1
        for i in range(len(result) - 1, -1, -1):
            result[i] *= power
            power *= denominator
    return result


def mirror(f: Sequence[int]) -> Row:
    """f(−x)."""
    return [-c if i % 2 else c for i, c in enumerate(f)]


def above(f: Sequence[int], point: Fraction) -> tuple[Row, Fraction]:
    """A positive multiple of f(point + r·u) as a polynomial in u, and r > 0."""
    p, q = point.numerator, point.denominator
    scaled = scale(f, 1, q)
    if p == 0:
        return scaled, Fraction(1, q)
    turned = scaled if p > 0 else mirror(scaled)
    shifted = shift_by_one(scale(turned, abs(p), 1))
    return (shifted if p > 0 else mirror(shifted)), Fraction(abs(p), q)


def between(f_above: Sequence[int], length: Fraction) -> Row:
    """The coefficients of (1 + u)ⁿ·g(length·u/(1 + u)) up to a positive factor, leading one first."""
    scaled = scale(f_above, length.numerator, length.denominator)
    return shift_by_one(scaled[::-1])


def value(f: Sequence[int], point: Fraction) -> int:
    """qⁿ · f(p/q), n = len(f) − 1."""
    p, q = point.numerator, point.denominator
    total, power = 0, 1
    for c in reversed(f):
        total = total * p + c * power
        power *= q
    return total


def variations(signs: Sequence[int]) -> int:
    """The number of sign changes, zeros skipped."""
    nonzero = [s for s in signs if s]
    return sum(a != b for a, b in pairwise(nonzero))


def trimmed(f: Sequence[int]) -> Row:
    """Without leading zeros (at the list's end)."""
    result = list(f)
    while result and result[-1] == 0:
        result.pop()
    return result


def primitive(f: Sequence[int]) -> Row:
    """Divided by the greatest common divisor of the coefficients; zero stays zero."""
    content = gcd(*f)
    return [c // content for c in f] if content > 1 else list(f)


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


def dyadic_value(f: Sequence[int], numerator: int, bits: int) -> int:
    """2^(bits·n) · f(numerator/2^bits), n = len(f) − 1."""
    total = 0
    for i, c in enumerate(reversed(f)):
        total = total * numerator + (c << (bits * i))
    return total


def all_above(rows: Sequence[Row], point: Fraction, work: Work) -> tuple[list[Row], Fraction]:
    """`above` for every row: the polynomials moved to a point, and the common unit of length r > 0."""
    _announce_move(rows, point, work)
    moved = [above(row, point) for row in rows]
    return [row for row, _ in moved], moved[0][1]


def all_between(rows: Sequence[Row], length: Fraction, work: Work) -> list[Row]:
    """`between` for every row: the arc of this length above the point that the rows were moved to."""
    _announce_move(rows, length, work)
    return [between(row, length) for row in rows]


def _announce_move(rows: Sequence[Row], ratio: Fraction, work: Work) -> None:
    """Scaling by numerator and denominator, then sums of sums."""
    n, count = len(rows[0]), len(rows)
    bits = bit_size(rows)
    for size in _sizes(ratio):
        work.products(2 * count * n, max(bits, n * size), n * size)
        bits += n * size
    work.room(count * n, bits + n)
    work.sums(count * n * (n + 1) // 2, bits + n)


def values(rows: Sequence[Row], point: Fraction, work: Work) -> Row:
    """`value` of every row."""
    n, count, bits = len(rows[0]), len(rows), bit_size(rows)
    top, bottom = (abs(point.numerator).bit_length(), point.denominator.bit_length())
    work.products(count * n, bits + n * max(top, bottom), top)
    work.products(2 * count * n, max(bits, n * bottom) if bottom > 1 else bits, n * bottom if bottom > 1 else 1)
    return [value(row, point) for row in rows]


def _sizes(ratio: Fraction) -> list[int]:
    return [abs(part).bit_length() for part in (ratio.numerator, ratio.denominator) if abs(part) > 1]


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
    f = trimmed(f)
    bits = bit_size([f])
    work.divisions(2 * len(f), bits, bits)
    return primitive(f)
