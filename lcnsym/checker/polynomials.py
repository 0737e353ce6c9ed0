"""Integer polynomials as lists, constant term first: shifts, arcs, values, products."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import gcd

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


def dyadic_value(f: Sequence[int], numerator: int, bits: int) -> int:
    """2^(bits·n) · f(numerator/2^bits), n = len(f) − 1."""
    total = 0
    for i, c in enumerate(reversed(f)):
        total = total * numerator + (c << (bits * i))
    return total
