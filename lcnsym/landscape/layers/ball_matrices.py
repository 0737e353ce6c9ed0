"""The inertia of real symmetric matrices whose entries are certified balls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import flint
from flint import arb

from ...algebra.linear import Inertia

MIXES = 3
"""How many changes of basis are tried before the precision is said to be too small."""


def inertia_of_balls(matrix: Sequence[Sequence[arb]], precision: int) -> Inertia | None:
    """The inertia of every symmetric matrix within the balls; None: the balls are too wide, or the matrix is singular.

    It is found by elimination with diagonal pivots. Where no pivot is certainly not zero the basis is mixed by a fixed
    integer matrix of determinant one, which changes no inertia.
    """
    return next((found for found in _eliminations(matrix, precision) if not found.zero), None)


def has_negative_square(matrix: Sequence[Sequence[arb]], precision: int) -> bool | None:
    """Whether every symmetric matrix within the balls is negative on some vector, singular or not; None: not decided.

    The pivots before elimination stops are the squares on a subspace.
    """
    return True if any(found.negative for found in _eliminations(matrix, precision)) else None


def _eliminations(matrix: Sequence[Sequence[arb]], precision: int) -> Iterator[Inertia]:
    """The certain squares in several bases; `zero` says of how many others the signs are not decided."""
    rows = [list(row) for row in matrix]
    for mix in range(MIXES):
        with flint.ctx.workprec(precision):
            found = _by_elimination(rows)
            rows = _mixed(rows, mix + 1)
        yield found


def _by_elimination(rows: list[list[arb]]) -> Inertia:
    rows = [list(row) for row in rows]
    positive = negative = 0
    while rows:
        # balls are compared as balls: floating point has no room for very large and very small ones
        pivot = max(range(len(rows)), key=lambda i: rows[i][i].abs_lower())
        value = rows[pivot][pivot]
        if value.contains(0):
            break
        if value > 0:
            positive += 1
        else:
            negative += 1
        kept = [i for i in range(len(rows)) if i != pivot]
        rows = [[rows[i][j] - rows[i][pivot] * rows[pivot][j] / value for j in kept] for i in kept]
    return Inertia(positive, negative, len(rows))


def _mixed(rows: list[list[arb]], step: int) -> list[list[arb]]:
    """The matrix in another basis: every vector plus multiples of the next ones."""
    size = len(rows)
    change = [[1 if i == j else (step * (i + 2 * j) % 3 - 1 if j > i else 0) for j in range(size)] for i in range(size)]
    half = [[sum((change[i][k] * rows[k][j] for k in range(size)), arb(0)) for j in range(size)] for i in range(size)]
    return [[sum((half[i][k] * change[j][k] for k in range(size)), arb(0)) for j in range(size)] for i in range(size)]
