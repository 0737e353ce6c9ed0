"""Lists of elements of any ring, as vectors and as polynomials: inner products, images, products.

The elements may be integers, rationals, real algebraic numbers, certified balls, polynomials or floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from typing import Any, TypeVar

R = TypeVar("R")

Step = int | Sequence[int]
"""Where coefficients go in a longer list: how far apart, or their places, ascending from 0."""


def places_of(step: Step, number: int) -> Sequence[int]:
    """The places of this many coefficients."""
    return range(0, number * step, step) if isinstance(step, int) else step


def total(terms: Iterable[R]) -> R:
    """The sum of at least one term."""
    return reduce(add, terms)


def inner(first: Sequence[R], second: Sequence[Any]) -> R:
    """Σ a_i·b_i, of at least one term; the entries of the second vector may be scalars of the first one's ring."""
    entries: Sequence[Any] = first
    found: R = total(a * b for a, b in zip(entries, second, strict=True))
    return found


def image(matrix: Sequence[Sequence[Any]], vector: Sequence[R]) -> list[R]:
    """The matrix times the vector."""
    return [inner(vector, row) for row in matrix]


def difference(first: Sequence[R], second: Sequence[Any]) -> list[R]:
    """The first vector less the second."""
    entries: Sequence[Any] = first
    return [a - b for a, b in zip(entries, second, strict=True)]


def correlation(first: Sequence[R], second: Sequence[Any], step: Step = 1) -> list[R]:
    """The inner products of a vector with the runs of its length in another one, every S-th or at places."""
    size = len(first)
    starts = range(0, len(second) - size + 1, step) if isinstance(step, int) else step
    return [inner(first, second[start : start + size]) for start in starts]


def polynomial_product(first: Sequence[R], second: Sequence[R], step: Step = 1) -> list[R]:
    """The coefficients of P(x)·Q(x^S), those of P and Q constant ones first, or leading ones first.

    With places instead of S the coefficients of Q are those of the powers of x with these exponents.
    """
    a: Sequence[Any] = first
    places = places_of(step, len(second))
    found = [a[0] * 0] * (len(first) + places[-1])
    for i, left in enumerate(a):
        for place, right in zip(places, second, strict=True):
            found[i + place] = found[i + place] + left * right
    return found
