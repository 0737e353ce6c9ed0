"""The zeros of polynomial systems as rational functions of the roots of one polynomial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

import flint
from flint import acb, acb_poly, arb, fmpz, fmpz_poly

from ...algebra.precision import precisions
from ..effort import Rounds

MAX_PRECISION = 1 << 16
GROWTH = 8
"""How many times as long the roots take with four times the bits, at most."""
APPROXIMATION_BITS = 96
PRECISIONS = (APPROXIMATION_BITS, 384, 1536)
"""With how many bits points are asked for; coordinates of very different sizes need the larger ones."""
ACCURACY = 40


@dataclass(frozen=True)
class Parametrization:
    """Zeros z with z_i = numerator_i(t)/(scale_i·denominator(t)) at the roots t of an elimination polynomial.

    It is where approximations come from; nothing is concluded from it.

    Attributes:
        elimination: the polynomial of t, square-free.
        denominator: a polynomial coprime to it.
        numerators: for every unknown a polynomial and an integer.
    """

    elimination: fmpz_poly
    denominator: fmpz_poly
    numerators: tuple[tuple[fmpz_poly, int], ...]
    precisions = PRECISIONS

    @classmethod
    def of_integers(
        cls,
        elimination: Sequence[int],
        denominator: Sequence[int],
        numerators: Sequence[tuple[Sequence[int], int]],
    ) -> Parametrization:
        """From coefficients, constant terms first."""
        return cls(
            fmpz_poly(list(elimination)),
            fmpz_poly(list(denominator)),
            tuple((fmpz_poly(list(polynomial)), scale) for polynomial, scale in numerators),
        )

    @staticmethod
    def integer(digits: str) -> int:
        """An integer of any length from its decimal digits."""
        return int(fmpz(digits))

    def parametrization(self) -> Parametrization:
        """Itself, as other ways to give zeros have one."""
        return self

    @property
    def degree(self) -> int:
        """The number of complex zeros."""
        return int(self.elimination.degree())

    def points(self, precision: int) -> Iterator[tuple[list[acb], bool]]:
        """Approximations of the zeros, and whether they are real; of a conjugate pair one.

        The balls hold the zeros if the parametrization is right.
        """
        for root, is_real in half_of_roots(self.elimination, precision):
            point = self._point(root, precision)
            if point is not None:
                yield point, is_real

    def _point(self, root: acb, precision: int) -> list[acb] | None:
        """The coordinates at a root, from as many bits as are needed for good ones. None: more than MAX_PRECISION."""
        found = None
        for bits in precisions(precision, MAX_PRECISION):
            with flint.ctx.workprec(bits):
                below = self.denominator(root)
                if not below.contains(0):
                    found = [p(root) / (below * scale) for p, scale in self.numerators]
                    small = arb(2) ** -precision
                    if all(z.rel_accuracy_bits() > ACCURACY or z.rad() < small for z in found):
                        return found
            with flint.ctx.workprec(4 * bits):
                root = newton_refined(self.elimination, root, 2 * bits)
        return found


def half_of_roots(polynomial: fmpz_poly, precision: int, deadline: float = inf) -> Iterator[tuple[acb, bool]]:
    """The roots of a square-free polynomial, and whether they are real; of a conjugate pair one.

    Disjoint balls, from as many bits as that takes; none if MAX_PRECISION is not enough, or before the deadline, of
    `time.monotonic`, no number of bits was.
    """
    for root in _roots(polynomial, precision, deadline):
        if not root.imag < 0:
            # a ball that holds one root and meets the real line holds a real root
            is_real = root.imag.contains(0)
            yield acb(root.real) if is_real else root, is_real


def _roots(polynomial: fmpz_poly, precision: int, deadline: float) -> list[acb]:
    rounds = Rounds(deadline, GROWTH)
    for bits in precisions(precision, MAX_PRECISION, 4):
        if not rounds.has_time():
            break
        try:
            with flint.ctx.workprec(bits):
                found: list[acb] = acb_poly(polynomial).roots()
        except ValueError:
            continue
        return found
    return []


def newton_refined(polynomial: fmpz_poly, root: acb, bits: int) -> acb:
    """A root near an isolated one from Newton's iteration, at the current precision, until a step is below 2^−bits.

    It is no proof that the root is in the ball.
    """
    derivative = polynomial.derivative()
    small = arb(2) ** -bits
    for _ in range(bits.bit_length() + 1):
        middle = root.mid()
        step = polynomial(middle) / derivative(middle)
        root = middle - step
        if abs(step).upper() < small * (1 + abs(middle)):
            break
    return root
