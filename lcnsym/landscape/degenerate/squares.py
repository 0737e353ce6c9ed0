"""Symmetric matrices by squares: a vector of negative value, and a regular block with the coordinates of the kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .series import sign_of


@dataclass(frozen=True)
class Squares:
    """A symmetric matrix after elimination with diagonal pivots, over an exact field.

    Attributes:
        pivots: the rows that were pivots; their block is regular, of the rank of the matrix unless `negative` is given.
        others: the other rows; their coordinates are coordinates of the kernel.
        negative: a vector on which the form is negative; None: it is nowhere negative.
    """

    pivots: tuple[int, ...]
    others: tuple[int, ...]
    negative: tuple[Any, ...] | None


def squares(matrix: Sequence[Sequence[Any]]) -> Squares:
    """Elimination until a negative direction is found, or nothing is left but zeros."""
    size = len(matrix)
    rows = [list(row) for row in matrix]
    zero = rows[0][0] - rows[0][0] if rows else 0
    one = zero + 1
    basis = [[one if i == j else zero for j in range(size)] for i in range(size)]
    left = list(range(size))
    while True:
        signs = {i: sign_of(rows[i][i]) for i in left}
        below = next((i for i in left if signs[i] < 0), None)
        if below is not None:
            return Squares((), (), tuple(basis[below]))
        pivot = next((i for i in left if signs[i]), None)
        if pivot is None:
            break
        left.remove(pivot)
        for i in left:
            factor = rows[i][pivot] / rows[pivot][pivot]
            if factor:
                basis[i] = [a - factor * b for a, b in zip(basis[i], basis[pivot], strict=True)]
                for j in left:
                    rows[i][j] = rows[i][j] - factor * rows[pivot][j]
    mixed = next(((i, j) for i in left for j in left if i < j and rows[i][j]), None)
    if mixed is not None:
        # both squares are zero, the product is not
        i, j = mixed
        side = sign_of(rows[i][j])
        return Squares((), (), tuple(a - side * b for a, b in zip(basis[i], basis[j], strict=True)))
    return Squares(tuple(i for i in range(size) if i not in left), tuple(left), None)


def inverse(matrix: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The inverse of a positive definite matrix over an exact field."""
    size = len(matrix)
    rows = [[*row, *(row[0] * 0 + int(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        rows[i] = [c / rows[i][i] for c in rows[i]]
        for j in range(size):
            if j != i and rows[j][i]:
                factor = rows[j][i]
                rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [row[size:] for row in rows]
