"""Subdiscriminants of binary forms with polynomial coefficients, and the forms of their repeated roots.

The k-th subdiscriminant of P = w_0 Π (x − t_i y) is sD_k = w_0^{2k−2} Σ_{|I|=k} Π_{i<j in I} (t_i − t_j)², a polynomial
in the coefficients. It is, up to a positive factor, (−1)^{k−1} times the leading principal minor of size k − 1 of the
Bezoutian of the partial derivatives (rows and columns by descending powers of x), so w_0 may be 0. Then it is w_1²
times sD_{k−1} of P/y: a simple root at infinity puts one more plus before the signs for the other roots.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ..errors import BadInputError
from .polynomials import Polynomial

Matrix = list[list[Polynomial]]


def subdiscriminants(coefficients: Sequence[Polynomial], most: int | None = None) -> tuple[Polynomial, ...]:
    """sD_2, …, sD_n of a form of degree n, each divided by its positive content; the last is the discriminant.

    For a form with (w_0, w_1) ≠ (0, 0), the number of distinct complex roots is the largest k with sD_k ≠ 0 (sD_1 = 1),
    and the signs of sD_1, …, sD_n tell how many are real.

    Args:
        coefficients: of the form, the first belonging to x^n, n ≥ 1.
        most: if given, stop at sD_most.

    Raises:
        BadInputError: fewer than two coefficients.

    Source: Basu, Pollack, Roy, Algorithms in Real Algebraic Geometry, chapter 4, for w_0 ≠ 0.
    """
    matrix = bezoutian(coefficients)
    size = len(matrix) if most is None else min(len(matrix), most - 1)
    minors = (determinant([row[:k] for row in matrix[:k]]) for k in range(1, size + 1))
    return tuple((minor if k % 2 == 0 else -minor).primitive() for k, minor in enumerate(minors, start=1))


def repeated_part(coefficients: Sequence[Polynomial], distinct: int) -> tuple[Polynomial, ...]:
    """The coefficients of a form of degree n − l with each root of P one time less, where P has l distinct roots.

    It holds for forms with (w_0, w_1) ≠ (0, 0) that have exactly l ≥ 2 distinct complex roots: the rows of the
    Bezoutian are combinations of the partial derivatives, and elimination of l − 2 powers of x leaves one of the
    degree of their greatest common divisor. The first coefficient is sD_l up to a factor, so it is not 0.
    """
    matrix, k = bezoutian(coefficients), distinct - 1
    rows = matrix[:k]
    columns = range(k - 1, len(matrix))
    return tuple(determinant([[*row[: k - 1], row[column]] for row in rows]) for column in columns)


def bezoutian(coefficients: Sequence[Polynomial]) -> Matrix:
    """The Bezoutian (f(x)g(z) − f(z)g(x)) / (x − z) of f = ∂P/∂x, g = ∂P/∂y at y = 1, descending powers first.

    Raises:
        BadInputError: fewer than two coefficients.
    """
    n = len(coefficients) - 1
    if n < 1:
        raise BadInputError(f"a form of degree at least 1 is required, one of degree {n} was given")
    zero = coefficients[0] * 0
    f = [(m + 1) * coefficients[n - m - 1] for m in range(n)]
    g = [(n - m) * coefficients[n - m] for m in range(n)]

    def entry(i: int, j: int) -> Polynomial:
        total = i + j + 1
        pairs = ((k, total - k) for k in range(max(0, total - n + 1), min(i, j) + 1))
        return sum((g[k] * f[m] - f[k] * g[m] for k, m in pairs), start=zero)

    return [[entry(i, j) for j in range(n - 2, -1, -1)] for i in range(n - 2, -1, -1)]


def determinant(matrix: Matrix) -> Polynomial:
    """Laplace expansion row by row: the minors of the first rows, one for each set of columns; size at least 1."""
    zero = matrix[0][0] * 0
    minors: dict[tuple[int, ...], Polynomial] = {(): zero + 1}
    for count, row in enumerate(matrix, start=1):
        minors = {
            columns: sum(
                (
                    (-1) ** (count - 1 - place) * row[column] * minors[columns[:place] + columns[place + 1 :]]
                    for place, column in enumerate(columns)
                ),
                start=zero,
            )
            for columns in combinations(range(len(matrix)), count)
        }
    return minors[tuple(range(len(matrix)))]
