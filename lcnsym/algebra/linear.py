"""Exact linear algebra: inertia of symmetric matrices over real number fields, ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from flint import fmpq_mat, fmpq_poly, fmpz_mat, nmod_mat

from ..cost import require
from .fields import RealField, Residue
from .flintio import to_fmpq, to_fraction
from .forms import BinaryForm
from .numbers import Number, element, in_common_field

N = TypeVar("N", bound=Number)
"""Fraction in matrices over ℚ."""

SMALL, STEPS = 8, 1.34e-4
"""Matrices up to this size are not worth a prediction; steps for n × n matrices, of n^3.2·bits^1.35.

Measured for n from 10 to 100 and entries of 8 to 15,000 digits, where the estimate is from 0.4 to 1.5 of the time.
"""


@dataclass(frozen=True)
class Inertia:
    """The inertia of a real symmetric matrix, by Sylvester's law.

    Attributes:
        positive: the number of positive squares.
        negative: that of negative ones.
        zero: the dimension of the kernel.

    Examples:
        >>> found = Inertia(positive=2, negative=1, zero=0)
        >>> found.rank, found.signature
        (3, 1)
    """

    positive: int
    negative: int
    zero: int

    @property
    def rank(self) -> int:
        """The rank of the matrix."""
        return self.positive + self.negative

    @property
    def signature(self) -> int:
        """Positive squares less negative squares."""
        return self.positive - self.negative


def inertia(matrix: Sequence[Sequence[Number]]) -> Inertia:
    """The exact inertia of a symmetric n × n matrix over ℚ or a real number field.

    Over ℚ the characteristic polynomial decides: all its roots are real, so Descartes' rule is exact. Over a larger
    field the matrix is diagonalised by congruence.

    Raises:
        TooCostlyError: the characteristic polynomial is predicted to take too long.
    """
    size = len(matrix)
    if size == 0:
        return Inertia(0, 0, 0)
    field, flat = in_common_field([entry for row in matrix for entry in row])
    rows = [flat[i * size : (i + 1) * size] for i in range(size)]
    if field.degree == 1:
        return _inertia_by_characteristic_polynomial(fmpq_mat([[r[0] for r in row] for row in rows]))
    return _inertia_by_congruence(field, rows)


def _inertia_by_characteristic_polynomial(matrix: fmpq_mat) -> Inertia:
    integers, size = matrix.numer_denom()[0], matrix.nrows()
    if size > SMALL:
        bits = max(entry.bit_length() for entry in integers.entries())
        require(f"the inertia of a {size} x {size} matrix", steps=STEPS * size**3.2 * bits**1.35)
    coefficients = integers.charpoly().coeffs()
    zero = next(i for i, c in enumerate(coefficients) if c != 0)
    signs = [c > 0 for c in coefficients if c != 0]
    positive = sum(a != b for a, b in pairwise(signs))
    return Inertia(positive, len(coefficients) - 1 - zero - positive, zero)


def _inertia_by_congruence(field: RealField, rows: list[list[Residue]]) -> Inertia:
    """Symmetric elimination: a diagonal pivot is one square, a hyperbolic pair one of either sign."""
    positive = negative = 0
    while rows and any(not entry.is_zero() for row in rows for entry in row):
        pivot = next((i for i in range(len(rows)) if not rows[i][i].is_zero()), None)
        if pivot is None:
            i, j = next((i, j) for i in range(len(rows)) for j in range(i) if not rows[i][j].is_zero())
            _add_row_and_column(rows, i, j)
            continue
        square_sign = field.sign(rows[pivot][pivot])
        positive, negative = positive + (square_sign > 0), negative + (square_sign < 0)
        rows = _schur_complement(field, rows, pivot)
    return Inertia(positive, negative, len(rows))


def _add_row_and_column(rows: list[list[Residue]], i: int, j: int) -> None:
    """Congruence that adds row and column j to row and column i: the diagonal entry i becomes 2·a_ij ≠ 0."""
    rows[i] = [a + b for a, b in zip(rows[i], rows[j], strict=True)]
    for row in rows:
        row[i] = row[i] + row[j]


def _schur_complement(field: RealField, rows: list[list[Residue]], pivot: int) -> list[list[Residue]]:
    inverse = rows[pivot][pivot].xgcd(field.modulus)[1]
    scaled = [entry * inverse % field.modulus for entry in rows[pivot]]
    others = [i for i in range(len(rows)) if i != pivot]
    return [[(rows[i][j] - rows[i][pivot] * scaled[j]) % field.modulus for j in others] for i in others]


def rank(matrix: Sequence[Sequence[Number]]) -> int:
    """The rank of a rectangular matrix, entries in ℚ or real number fields."""
    if not matrix or not matrix[0]:
        return 0
    if all(isinstance(entry, Fraction) for row in matrix for entry in row):
        return int(fmpq_mat([[to_fmpq(entry) for entry in row] for row in matrix]).rank())  # type: ignore[arg-type]
    return len(_reduced(*_in_field(matrix))[0])


def kernel(matrix: Sequence[Sequence[N]]) -> list[tuple[N, ...]]:
    """A basis of the vectors v with M·v = 0, for a matrix with at least one row, entries in ℚ or real number fields."""
    field, rows = _in_field(matrix)
    reduced, pivots = _reduced(field, rows)
    width = len(matrix[0])
    basis = []
    for free in (j for j in range(width) if j not in pivots):
        vector: list[Number] = [Fraction(int(j == free)) for j in range(width)]
        for row, pivot in zip(reduced, pivots, strict=True):
            vector[pivot] = element(field, -row[free])
        basis.append(tuple(vector))
    return basis  # type: ignore[return-value]


def _in_field(matrix: Sequence[Sequence[Number]]) -> tuple[RealField, list[list[Residue]]]:
    field, residues = in_common_field([entry for row in matrix for entry in row])
    width = len(matrix[0])
    return field, [residues[i : i + width] for i in range(0, len(residues), width)]


def _reduced(field: RealField, rows: Sequence[list[Residue]]) -> tuple[list[list[Residue]], list[int]]:
    """The rows that are not zero of the reduced echelon form, and the columns of their pivots."""
    if field.degree == 1:
        matrix, found = fmpq_mat([[residue[0] for residue in row] for row in rows]).rref()
        width = len(rows[0])
        pivots = [next(j for j in range(width) if matrix[i, j]) for i in range(found)]
        return [[fmpq_poly([matrix[i, j]]) for j in range(width)] for i in range(found)], pivots
    left, columns = list(rows), []
    reduced: list[list[Residue]] = []
    for column in range(len(rows[0])):
        # a residue is zero exactly if the number is
        pivot = next((row for row in left if not row[column].is_zero()), None)
        if pivot is None:
            continue
        left.remove(pivot)
        inverted = pivot[column].xgcd(field.modulus)[1]
        unit = [entry * inverted % field.modulus for entry in pivot]
        left, reduced = (
            [[(a - row[column] * b) % field.modulus for a, b in zip(row, unit, strict=True)] for row in part]
            for part in (left, reduced)
        )
        reduced.append(unit)
        columns.append(column)
    return reduced, columns


def rank_modulo(matrix: Sequence[Sequence[int]], prime: int) -> int:
    """The rank modulo a prime of a rectangular integer matrix: at most its ranks."""
    if not matrix or not matrix[0]:
        return 0
    return int(nmod_mat(len(matrix), len(matrix[0]), [entry for row in matrix for entry in row], prime).rank())


def pivots_modulo(matrix: Sequence[Sequence[int]], prime: int) -> list[int]:
    """The columns that are modulo a prime no combinations of those before them, ascending."""
    reduced, rank = nmod_mat([[c % prime for c in row] for row in matrix], prime).rref()
    found, column = [], 0
    for row in range(rank):
        while not int(reduced[row, column]):
            column += 1
        found.append(column)
    return found


def integer_rank(matrix: Sequence[Sequence[int]]) -> int:
    """The rank over ℚ; of no rows or columns 0."""
    return int(fmpz_mat(matrix).rank()) if matrix and matrix[0] else 0


def characteristic_form(matrix: Sequence[Sequence[Fraction]]) -> BinaryForm:
    """The characteristic polynomial of a square rational matrix as a binary form, x for the eigenvalue."""
    found = fmpq_mat([[to_fmpq(a) for a in row] for row in matrix]).charpoly()
    return BinaryForm([to_fraction(found[i]) for i in range(len(matrix), -1, -1)])


def inverse(matrix: Sequence[Sequence[N]]) -> list[list[N]]:
    """The inverse of a square matrix over ℚ or a real number field. Raises ZeroDivisionError if it is singular."""
    size = len(matrix)
    field, rows = _in_field(matrix)
    unit = [[fmpq_poly([int(i == j)]) for j in range(size)] for i in range(size)]
    reduced, pivots = _reduced(field, [row + one for row, one in zip(rows, unit, strict=True)])
    if pivots[:size] != list(range(size)):
        raise ZeroDivisionError("the matrix is singular")
    return [[element(field, entry) for entry in row[size:]] for row in reduced]  # type: ignore[misc]


def solution(matrix: Sequence[Sequence[Fraction]], right: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The solution x of a square rational system A·x = b. Raises ZeroDivisionError if A is singular."""
    found = fmpq_mat([[to_fmpq(a) for a in row] for row in matrix]).solve(fmpq_mat([[to_fmpq(b)] for b in right]))
    return tuple(to_fraction(found[i, 0]) for i in range(len(right)))
