"""A rational quadric around a form over a real number field, as elimination, balls and floating point take it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from flint import acb, acb_mat, arb, fmpq_mat, fmpz_mat, fmpz_poly

from ...algebra.coefficients import image, inner
from ...algebra.copies import LeanCopies
from ...algebra.flintio import fractions_of, integer_multiple, to_fmpq
from ...algebra.forms import BinaryForm, in_one_field
from ...algebra.numbers import Number, ball_of


class Quadric(LeanCopies):
    """q(w) = (w − u)ᵀ Q (w − u), Q positive semidefinite over ℚ, u a form over ℚ or a real number field.

    Q⁻¹ is for regular Q. What is said to be in integers is for rational u; `rational_parts` are for others.

    Args:
        gram: Q, (n+1) × (n+1).
        centre: u, of degree n.
    """

    def __init__(self, gram: Sequence[Sequence[Fraction]], centre: BinaryForm) -> None:
        self.gram = tuple(map(tuple, gram))
        self.centre = centre if centre.is_rational else in_one_field(centre)

    @property
    def degree(self) -> int:
        """n."""
        return self.centre.degree

    @cached_property
    def height(self) -> int:
        """The bits of the longest numerator or denominator in Q and u."""
        parts = [fractions_of(residue, self.centre.field.degree) for residue in self.centre.residues]
        entries = [*(q for row in self.gram for q in row), *(c for part in parts for c in part)]
        return max(max(abs(q.numerator), q.denominator).bit_length() for q in entries)

    @property
    def is_rational(self) -> bool:
        """Whether u is rational."""
        return self.centre.is_rational

    @cached_property
    def rational_parts(self) -> tuple[Quadric, ...]:
        """Quadrics around integer forms u_0, …, u_{d−1} with Σ α^j u_j = c·u, c a positive integer, ℚ(α) the field."""
        rows = [fractions_of(residue, self.centre.field.degree) for residue in self.centre.residues]
        _, cleared = integer_multiple(rows)
        return tuple(Quadric(self.gram, BinaryForm(column)) for column in zip(*cleared, strict=True))

    @cached_property
    def centre_integers(self) -> tuple[int, ...]:
        """The coefficients of c·u with the least positive integer c that clears denominators."""
        return tuple(integer_multiple([self.centre.rationals])[1][0])

    @property
    def centre_common(self) -> tuple[int, tuple[int, ...]]:
        """(c, c·u) with the least positive integer c that clears denominators."""
        return integer_multiple([self.centre.rationals])[0], self.centre_integers

    @cached_property
    def inverse_integers(self) -> tuple[fmpz_mat, int]:
        """c·Q⁻¹ and c, with the least positive integer c that clears denominators."""
        inverse = fmpq_mat([[to_fmpq(q) for q in row] for row in self.gram]).inv()
        numerators, denominator = inverse.numer_denom()
        return numerators, int(denominator)

    @cached_property
    def gram_integers(self) -> tuple[int, list[list[int]]]:
        """(c, c·Q) with the least positive integer c that clears denominators."""
        return integer_multiple(self.gram)

    @cached_property
    def moments(self) -> tuple[Number, ...]:
        """Q·u."""
        return tuple(image(self.gram, self.centre.coefficients))

    @cached_property
    def integer_moments(self) -> tuple[int, list[int]]:
        """(c, c·Q·u) with the least positive integer c that clears denominators."""
        scale, (row,) = integer_multiple([image(self.gram, self.centre.rationals)])
        return scale, row

    @cached_property
    def squared_norm(self) -> Number:
        """uᵀ Q u, the value at the zero form."""
        return inner(self.moments, self.centre.coefficients)

    def balls(self) -> tuple[list[list[arb]], list[arb]]:
        """Q and Q·u at the current precision."""
        return [[arb(to_fmpq(q)) for q in row] for row in self.gram], [ball_of(m) for m in self.moments]

    def complex_balls(self) -> tuple[acb_mat, acb_mat]:
        """Q and Q·u, one column, at the current precision."""
        gram, moments = self.balls()
        return acb_mat([[acb(q) for q in row] for row in gram]), acb_mat([[acb(m)] for m in moments])

    @cached_property
    def largest(self) -> tuple[arb, arb]:
        """Bounds for the absolute values of the entries of Q and of Q·u."""
        gram, moments = self.balls()
        return max(abs(q).upper() for row in gram for q in row), max(abs(m).upper() for m in moments)

    def transformed(self, matrix: Sequence[Sequence[int]]) -> Quadric:
        """The same quadric for forms in other coordinates: w ↦ w(a·x + b·y, c·x + d·y), [[a, b], [c, d]] invertible."""
        n = self.degree
        (a, b), (c, d) = matrix
        forth, back = substitution(matrix, n), substitution(((d, -b), (-c, a)), n)
        # `back` is the inverse of `forth` times detⁿ
        common, integers = self.gram_integers
        gram, scale = back.transpose() * fmpz_mat(integers) * back, common * (a * d - b * c) ** (2 * n)
        rows = [[Fraction(int(gram[i, j]), scale) for j in range(n + 1)] for i in range(n + 1)]
        if not self.is_rational:
            return Quadric(rows, self.centre.substituted(a, b, c, d))
        centre_common, centre = self.centre_common
        moved = forth * fmpz_mat([[u] for u in centre])
        return Quadric(rows, BinaryForm([Fraction(int(moved[i, 0]), centre_common) for i in range(n + 1)]))


def substitution(matrix: Sequence[Sequence[int]], degree: int) -> fmpz_mat:
    """The matrix of w ↦ w(a·x + b·y, c·x + d·y) for [[a, b], [c, d]], on coefficients, that of x^degree first."""
    powers = [[fmpz_poly([1])], [fmpz_poly([1])]]
    for line, found in zip(matrix, powers, strict=True):
        factor = fmpz_poly(list(line))
        for _ in range(degree):
            found.append(found[-1] * factor)
    images = [first * second for first, second in zip(reversed(powers[0]), powers[1], strict=True)]
    return fmpz_mat([[image[j] for image in images] for j in range(degree + 1)])
