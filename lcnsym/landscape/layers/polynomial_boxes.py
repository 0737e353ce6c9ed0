"""Certified boxes around simple zeros of square systems of integer polynomials, by Krawczyk's test."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flint import acb, acb_mat, arb, fmpq, fmpz_mpoly

from ..krawczyk import Box, box_near, deviations, exact, holds_one_zero, longest, newton, refined, square

FIRST_PRECISION = 128
MAX_PRECISION = 1 << 12
MARGIN = fmpq(9, 10)
"""What a bound may use up of what it is compared with."""

Terms = list[tuple[tuple[int, ...], int]]


class PolynomialSystem:
    """As many polynomials as unknowns, and their Jacobian matrix.

    Args:
        equations: in one ring.
    """

    def __init__(self, equations: Sequence[fmpz_mpoly]) -> None:
        self.size = len(equations)
        self._values = [_terms(e) for e in equations]
        self._slopes = [[_terms(e.derivative(j)) for j in range(self.size)] for e in equations]

    def box(self, approximation: Sequence[acb], *, is_real: bool) -> Box | None:
        """A box with exactly one zero, which is simple. None: the test does not succeed."""
        prove = partial(self._proved, is_real=is_real)
        return box_near(prove, approximation, FIRST_PRECISION, MAX_PRECISION, is_real=is_real)

    def refined(self, box: Box, precision: int) -> Box:
        """The same zero in a box from a computation with this many bits."""
        return refined(partial(self._proved, is_real=box.is_real), box, precision)

    def evaluated(self, points: Sequence[acb]) -> tuple[acb_mat, acb_mat]:
        """The values of the polynomials, and their Jacobian matrix, at the current precision."""
        return acb_mat([[_value(f, points)] for f in self._values]), self._jacobian(points)

    def _proved(self, points: list[acb], precision: int, *, is_real: bool) -> Box | list[acb]:
        for step in newton(self.evaluated, points, is_real=is_real):
            scale = longest(step.points) + 1
            if step.has_grown or step.length < scale * arb(2) ** (-precision // 2):
                radius = max(step.length * 16, scale * arb(2) ** (-precision + 16))
                around = [z + square(radius) for z in step.points]
                reached = deviations(step.inverse, self._jacobian(around))
                is_proved = holds_one_zero(step.steps, reached, radius, MARGIN)
                return Box(tuple(around), precision, is_real) if is_proved else step.points
            points = [exact(z, is_real=is_real) for z in step.moved]
        return points

    def _jacobian(self, points: Sequence[acb]) -> acb_mat:
        return acb_mat([[_value(f, points) for f in row] for row in self._slopes])


def _terms(polynomial: fmpz_mpoly) -> Terms:
    return [(tuple(map(int, exponents)), int(c)) for exponents, c in polynomial.to_dict().items()]


def _value(terms: Terms, points: Sequence[acb]) -> acb:
    powers: list[list[acb]] = [[acb(1)] for _ in points]
    total = acb(0)
    for exponents, c in terms:
        product = acb(c)
        for known, point, e in zip(powers, points, exponents, strict=True):
            while len(known) <= e:
                known.append(known[-1] * point)
            if e:
                product *= known[e]
        total += product
    return total
