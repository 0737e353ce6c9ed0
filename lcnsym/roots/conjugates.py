"""The roots of irreducible integer polynomials in a fixed order, with certified balls."""

from __future__ import annotations

from functools import cached_property

import flint
from flint import acb, fmpz_poly

from ..algebra.copies import LeanCopies
from ..algebra.fields import START_PRECISION, complex_roots
from ..algebra.precision import decided


class Conjugates(LeanCopies):
    """The roots of an irreducible integer polynomial, numbered once and for all."""

    def __init__(self, polynomial: fmpz_poly) -> None:
        self.polynomial = polynomial
        self._balls: dict[int, list[acb]] = {}

    @property
    def degree(self) -> int:
        """How many they are."""
        return int(self.polynomial.degree())

    @property
    def leading(self) -> int:
        """The leading coefficient; times the product of any of the roots it is an algebraic integer."""
        return int(self.polynomial.leading_coefficient())

    def balls(self, precision: int) -> list[acb]:
        """Disjoint certified balls, in the order of the numbers; a real root's imaginary part is exactly 0."""
        if precision not in self._balls:
            found = complex_roots(self.polynomial, precision)
            if self._balls:
                found = self._in_order(found, precision)
            self._balls[precision] = found
        return self._balls[precision]

    def _in_order(self, found: list[acb], precision: int) -> list[acb]:
        """The balls in the order of those found first; where that is not clear, sharper ones decide."""
        first = next(iter(self._balls.values()))

        def ordered_at(bits: int) -> list[acb] | None:
            balls = found if bits == precision else complex_roots(self.polynomial, bits)
            numbers = [overlapping(ball, first) for ball in balls]
            if any(len(number) != 1 for number in numbers):
                return None
            return [ball for _, ball in sorted(zip(numbers, balls, strict=True), key=lambda pair: pair[0])]

        return decided(ordered_at, precision)

    @cached_property
    def partners(self) -> list[int]:
        """For each root the number of its complex conjugate; for a real one its own."""
        return decided(self._partners, START_PRECISION)

    def _partners(self, precision: int) -> list[int] | None:
        balls = self.balls(precision)
        with flint.ctx.workprec(precision):
            numbers = [overlapping(ball.conjugate(), balls) for ball in balls]
        return [number[0] for number in numbers] if all(len(number) == 1 for number in numbers) else None


def overlapping(ball: acb, others: list[acb]) -> list[int]:
    """The numbers of the balls that overlap one."""
    return [i for i, other in enumerate(others) if ball.overlaps(other)]
