"""The losses of all minima with one repeated root in a family of targets, without anything else about them.

With F(p) the squared distance from u to the forms with a root of multiplicity m − 1 at p, the critical filters of the
stratum (m, 1, …, 1) are at the zeros of F′ that the elimination form has, and are minima in parameter space exactly if
F″ > 0 there: by `critical-inertia` the Hessian has the same sign in all directions in which roots at p part, and F is
the loss on filters of which one root at p parts from the others, least in all other directions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from flint import arb, arb_poly, ctx, fmpq, fmpz_poly

from ..algebra.fields import ball_bounds, outward, real_roots
from ..algebra.forms import BinaryForm
from ..landscape.equations.elimination_form import elimination_polynomial, value_fraction
from ..landscape.equations.quadrics import Quadric
from .families import LossFamily

BITS = 100


@dataclass(frozen=True)
class MinimalLoss:
    """A minimum.

    Attributes:
        multiplicity: m.
        place: a ball around p.
        loss: bounds.
    """

    multiplicity: int
    place: arb
    loss: tuple[Fraction, Fraction]


class MinimalLosses:
    """The minima on the strata (m, 1, …, 1) of a family of targets; its Gram matrix is the same everywhere.

    The elimination form is linear in the target, and F(p) is a quadratic form in it, so both are put together from
    those of u0, u1, u2 and their sums.
    """

    def __init__(self, family: LossFamily, multiplicities: Iterable[int]) -> None:
        rows = [form.rationals for form in (family.origin, *family.along)]
        self._scale = lcm(*(c.denominator for row in rows for c in row))
        targets = [BinaryForm([c * self._scale for c in row]) for row in rows]
        self._strata = {m: _Stratum(family, targets, m) for m in multiplicities}

    def at(self, point: Sequence[Fraction]) -> list[MinimalLoss] | None:
        """Every minimum at these parameters; None: not decided.

        Args:
            point: the target there is in general position: it is on no wall, and not in the function space.
        """
        common, weights = _integers(point)
        found = []
        for m, stratum in self._strata.items():
            form = _combined(weights, stratum.forms)
            if form.degree() < stratum.degree or form.gcd(form.derivative()).degree():
                return None
            numerator, denominator = stratum.numerator(weights), stratum.denominator
            second = (
                numerator.derivative().derivative() * denominator - numerator * denominator.derivative().derivative()
            )
            for p in real_roots(form, BITS):
                with ctx.workprec(2 * BITS):
                    curvature = arb_poly(second)(p)
                    if curvature.contains(0):
                        return None
                    if curvature > 0:
                        value = stratum.value(numerator, p, (common * self._scale) ** 2)
                        found.append(MinimalLoss(m, p, outward(ball_bounds(value), BITS)))
        return found

    def slopes(self, point: Sequence[Fraction], minimum: MinimalLoss) -> list[tuple[Fraction, Fraction]]:
        """Bounds for the derivative of a minimum's loss with respect to each parameter.

        It is that of F(p) for a fixed p, as F′(p) = 0.
        """
        common, weights = _integers(point)
        stratum = self._strata[minimum.multiplicity]
        with ctx.workprec(2 * BITS):
            values = [
                stratum.value(stratum.change(weights, j), minimum.place, common * self._scale**2)
                for j in range(1, len(weights))
            ]
            return [outward(ball_bounds(value), BITS) for value in values]


class _Stratum:
    """What is known of one m: `forms` are the elimination forms of u0, u1, u2, `denominator` is that of F."""

    def __init__(self, family: LossFamily, targets: Sequence[BinaryForm], m: int) -> None:
        size = len(targets)
        gram = family.grams[0]
        d = family.degree - m + 1
        self.degree = (2 * d + 1) * m - d - 1
        self.forms = [elimination_polynomial(Quadric(gram, target), m) for target in targets]
        squares = [value_fraction(Quadric(gram, target), m) for target in targets]
        _, self.denominator, self._factor, _ = squares[0]
        self._parts = {(i, i): square[0] for i, square in enumerate(squares)}
        for i in range(size):
            for j in range(i + 1, size):
                both = [a + b for a, b in zip(targets[i].rationals, targets[j].rationals, strict=True)]
                numerator = value_fraction(Quadric(gram, BinaryForm(both)), m)[0]
                self._parts[i, j] = numerator - self._parts[i, i] - self._parts[j, j]

    def numerator(self, weights: Sequence[int]) -> fmpz_poly:
        """Of F, for the target Σ weight·u."""
        return _combined([weights[i] * weights[j] for i, j in self._parts], list(self._parts.values()))

    def change(self, weights: Sequence[int], j: int) -> fmpz_poly:
        """The derivative of the numerator with respect to a weight."""
        parts = [self._parts[min(i, j), max(i, j)] for i in range(len(weights))]
        return _combined([w * (2 if i == j else 1) for i, w in enumerate(weights)], parts)

    def value(self, numerator: fmpz_poly, p: arb, divisor: int) -> arb:
        """The quotient at p over a number."""
        return arb_poly(numerator)(p) / arb_poly(self.denominator)(p) * fmpq(self._factor, divisor)


def _integers(point: Sequence[Fraction]) -> tuple[int, list[int]]:
    """A common denominator c of s and t, and c, c·s, c·t."""
    common = lcm(*(c.denominator for c in point))
    return common, [common, *(int(c * common) for c in point)]


def _combined(weights: Sequence[int], polynomials: Sequence[fmpz_poly]) -> fmpz_poly:
    return sum((p * w for w, p in zip(weights, polynomials, strict=True)), fmpz_poly())
