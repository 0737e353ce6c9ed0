"""A rational quadric around a rational form, in the integers that elimination works with."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from flint import arb, fmpq_mat, fmpz_mat

from ...algebra.coefficients import image, inner
from ...algebra.copies import LeanCopies
from ...algebra.flintio import integer_multiple, to_fmpq, to_fraction
from ...algebra.forms import BinaryForm


class Quadric(LeanCopies):
    """q(w) = (w − u)ᵀ Q (w − u), Q positive semidefinite over ℚ, u a rational form; Q⁻¹ is for regular Q.

    Args:
        gram: Q, (n+1) × (n+1).
        centre: u, of degree n.
    """

    def __init__(self, gram: Sequence[Sequence[Fraction]], centre: BinaryForm) -> None:
        self.gram = tuple(map(tuple, gram))
        self.centre = centre

    @property
    def degree(self) -> int:
        """n."""
        return self.centre.degree

    @cached_property
    def height(self) -> int:
        """The bits of the longest numerator or denominator in Q and u."""
        entries = [*(q for row in self.gram for q in row), *self._centre]
        return max(max(abs(q.numerator), q.denominator).bit_length() for q in entries)

    @cached_property
    def centre_integers(self) -> tuple[int, ...]:
        """The coefficients of c·u with the least positive integer c that clears denominators."""
        return tuple(integer_multiple([self._centre])[1][0])

    @property
    def centre_common(self) -> tuple[int, tuple[int, ...]]:
        """(c, c·u) with the least positive integer c that clears denominators."""
        return integer_multiple([self._centre])[0], self.centre_integers

    @property
    def _centre(self) -> list[Fraction]:
        return [Fraction(c) for c in self.centre.coefficients if isinstance(c, Fraction)]

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
    def moments(self) -> tuple[Fraction, ...]:
        """Q·u."""
        return tuple(image(self.gram, self._centre))

    @cached_property
    def integer_moments(self) -> tuple[int, list[int]]:
        """(c, c·Q·u) with the least positive integer c that clears denominators."""
        scale, (row,) = integer_multiple([self.moments])
        return scale, row

    @cached_property
    def squared_norm(self) -> Fraction:
        """uᵀ Q u, the value at the zero form."""
        return inner(self.moments, self._centre)

    def balls(self) -> tuple[list[list[arb]], list[arb]]:
        """Q and Q·u at the current precision."""
        return [[arb(to_fmpq(q)) for q in row] for row in self.gram], [arb(to_fmpq(m)) for m in self.moments]

    def transformed(self, matrix: Sequence[Sequence[int]]) -> Quadric:
        """The same quadric for forms in other coordinates: w ↦ w(a·x + b·y, c·x + d·y), [[a, b], [c, d]] invertible."""
        n = self.degree
        (a, b), (c, d) = matrix
        images = []
        for i in range(n + 1):
            line = BinaryForm((1,))
            for power, factor in ((n - i, BinaryForm((a, b))), (i, BinaryForm((c, d)))):
                for _ in range(power):
                    line = line * factor
            images.append([to_fmpq(Fraction(x)) for x in line.coefficients if isinstance(x, Fraction)])
        substitution = fmpq_mat(images).transpose()
        back = substitution.inv()
        gram = back.transpose() * fmpq_mat([[to_fmpq(q) for q in row] for row in self.gram]) * back
        centre = substitution * fmpq_mat([[to_fmpq(u)] for u in self._centre])
        rows = [[to_fraction(gram[i, j]) for j in range(n + 1)] for i in range(n + 1)]
        return Quadric(rows, BinaryForm([to_fraction(centre[i, 0]) for i in range(n + 1)]))
