"""Whether a form is the elimination form of the critical points with one root of some multiplicity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import perm

from .forms import Form
from .krawczyk import Matrix, read_square_loss
from .limits import Work
from .outcome import Malformed, Rejected
from .reading import integer

RULE = "rule factored, elimination"
MAX_SIZE = 17


@dataclass(frozen=True)
class Elimination:
    """The loss, and the multiplicity m of the root."""

    gram: Matrix | None
    target: tuple[Fraction, ...]
    multiplicity: int

    @property
    def degree(self) -> int:
        """(2d + 1)·m − d − 1 with d = n − m + 1 roots."""
        roots = len(self.target) - self.multiplicity
        return (2 * roots + 1) * self.multiplicity - roots - 1


def read_elimination(loss: object, multiplicity: object, form: Form) -> Elimination:
    """The parts of a claim about a stratum, whose form must have the degree of the elimination form."""
    gram, target = read_square_loss(loss, MAX_SIZE, 3)
    found = Elimination(gram, target, integer(multiplicity, "claim.multiplicity", 2, len(target) - 1))
    if form.degree != found.degree:
        raise Malformed(f"claim.elimination has degree {form.degree}, the elimination form has {found.degree}")
    return found


def check_elimination(claim: Elimination, form: Form, work: Work) -> None:
    """The form agrees with the determinant, up to one factor, at more points than its degree."""
    if form.field.degree != 1:
        raise Rejected(f"{RULE}: the form must be rational")
    size, m = len(claim.target), claim.multiplicity
    bits = max(c.numerator.bit_length() + c.denominator.bit_length() for c in [*claim.target, *_entries(claim.gram)])
    long = 4 * size * (bits + size) + 2 * form.bits
    work.products(8 * size**3 + (claim.degree + 1) * (2 * m * size * size + 4 * m**3), long, long)
    work.divisions(8 * size**3 + (claim.degree + 1) * (2 * m * size * size + 4 * m**3), long, long)
    inverse = _inverse(claim.gram, size)
    values = []
    for t in range(claim.degree + 1):
        powers = [t**i for i in range(size)]
        mine = sum(c * t**i for i, c in enumerate(form.rows[0]))
        values.append((Fraction(mine), _determinant(_rows(claim, inverse, powers))))
    first = next((pair for pair in values if pair[0] and pair[1]), None)
    if first is None or any(a * first[1] != b * first[0] for a, b in values):
        raise Rejected(f"{RULE}: the form is not the elimination form of this loss")


def _entries(gram: Matrix | None) -> list[Fraction]:
    return [c for row in gram or () for c in row]


def _rows(claim: Elimination, inverse: list[list[Fraction]], powers: list[int]) -> list[list[Fraction]]:
    """Derivatives of order m − 1 at (t, 1) of Q⁻¹ applied to those of order m − 2, and of the target."""
    n, m = len(claim.target) - 1, claim.multiplicity
    low = [_derivative(n, m - 2 - b, b, powers) for b in range(m - 1)]
    high = [_derivative(n, m - 1 - a, a, powers) for a in range(m)]
    images = [[_inner(row, vector) for row in inverse] for vector in low]
    return [[*(_inner(image, vector) for image in images), _inner(claim.target, vector)] for vector in high]


def _derivative(n: int, in_x: int, in_y: int, powers: list[int]) -> list[int]:
    """∂_x^i ∂_y^j of the monomials x^{n−k}·y^k at (t, 1)."""
    return [
        perm(n - k, in_x) * perm(k, in_y) * powers[n - k - in_x] if n - k >= in_x and k >= in_y else 0
        for k in range(n + 1)
    ]


def _inner(first: Sequence[Fraction], second: Sequence[int]) -> Fraction:
    return sum((a * b for a, b in zip(first, second, strict=True) if b), Fraction(0))


def _inverse(gram: Matrix | None, size: int) -> list[list[Fraction]]:
    unit = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
    if gram is None:
        return unit
    rows = [[*row, *one] for row, one in zip(gram, unit, strict=True)]
    for column in range(size):
        pivot = next((i for i in range(column, size) if rows[i][column]), None)
        if pivot is None:
            raise Rejected(f"{RULE}: the Gram matrix is singular")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        value = rows[column][column]
        rows[column] = [c / value for c in rows[column]]
        for i in range(size):
            factor = rows[i][column]
            if i != column and factor:
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[column], strict=True)]
    return [row[size:] for row in rows]


def _determinant(rows: list[list[Fraction]]) -> Fraction:
    result = Fraction(1)
    while rows:
        pivot = next((row for row in rows if row[0]), None)
        if pivot is None:
            return Fraction(0)
        position = rows.index(pivot)
        result *= pivot[0] * (-1) ** position
        others = rows[:position] + rows[position + 1 :]
        rows = [[a - row[0] / pivot[0] * b for a, b in zip(row[1:], pivot[1:], strict=True)] for row in others]
    return result
