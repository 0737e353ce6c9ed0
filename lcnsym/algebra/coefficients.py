"""Lists of elements of any ring, as vectors and as polynomials: inner products, images, products.

The elements may be integers, rationals, real algebraic numbers, certified balls, polynomials or floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from typing import Any, TypeVar

R = TypeVar("R")


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


def correlation(first: Sequence[R], second: Sequence[Any], stride: int = 1) -> list[R]:
    """The inner products of a vector with the runs of its length in another one, every S-th of them."""
    size = len(first)
    return [inner(first, second[start : start + size]) for start in range(0, len(second) - size + 1, stride)]


def polynomial_product(first: Sequence[R], second: Sequence[R], stride: int = 1) -> list[R]:
    """The coefficients of P(x)·Q(x^S), those of P and Q constant ones first, or leading ones first."""
    a: Sequence[Any] = first
    found = [a[0] * 0] * (len(first) + (len(second) - 1) * stride)
    for i, left in enumerate(a):
        for j, right in enumerate(second):
            found[i + j * stride] = found[i + j * stride] + left * right
    return found
