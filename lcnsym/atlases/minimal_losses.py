"""The losses of all minima with one repeated root, without anything else about them.

With F(p) the squared distance from u to the forms with a root of multiplicity m − 1 at p, the critical filters of the
stratum (m, 1, …, 1) are at the zeros of F′ that the elimination form has, and are minima in parameter space exactly if
F″ > 0 there: by `critical-inertia` the Hessian has the same sign in all directions in which roots at p part, and F is
the loss on filters of which one root at p parts from the others, least in all other directions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, arb_poly, ctx

from ..algebra.fields import ball_bounds, real_roots
from ..algebra.forms import BinaryForm
from ..landscape.equations.elimination_form import elimination_form, value_fraction
from ..landscape.equations.quadrics import Quadric
from ..landscape.loss import SquareLoss

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


def minimal_losses(loss: SquareLoss, multiplicities: Iterable[int]) -> list[MinimalLoss] | None:
    """Every minimum on the strata (m, 1, …, 1); None: not decided.

    Args:
        loss: its target is in general position: it is on no wall, and not in the function space.
    """
    quadric = Quadric(loss.gram, loss.target)
    found = []
    for m in multiplicities:
        form = elimination_form(quadric, m)
        if form is None or form.order_at_infinity:
            return None
        numerator, denominator, *_ = value_fraction(quadric, m)
        second = numerator.derivative().derivative() * denominator - numerator * denominator.derivative().derivative()
        if form.integer_polynomial.gcd(form.integer_polynomial.derivative()).degree():
            return None
        for p in real_roots(form.integer_polynomial, BITS):
            with ctx.workprec(2 * BITS):
                curvature = arb_poly(second)(p)
                if curvature.contains(0):
                    return None
                if curvature > 0:
                    found.append(MinimalLoss(m, p, ball_bounds(_distance(quadric, m, p))))
    return found


def slope(loss: SquareLoss, minimum: MinimalLoss, direction: tuple[Fraction, ...]) -> tuple[Fraction, Fraction]:
    """Bounds for the derivative of a minimum's loss, as the target moves in a direction u1.

    It is that of F(p) for a fixed p, as F′(p) = 0. For fixed p, F is a quadratic form in the target u, so the
    derivative is F(u + u1) − F(u) − F(u1).
    """
    m, p = minimum.multiplicity, minimum.place
    here = loss.target.rationals
    moved = [a + b for a, b in zip(here, direction, strict=True)]
    with ctx.workprec(2 * BITS):
        values = [_distance(Quadric(loss.gram, BinaryForm(u)), m, p) for u in (moved, here, direction)]
        return ball_bounds(values[0] - values[1] - values[2])


def _distance(quadric: Quadric, m: int, p: arb) -> arb:
    """F(p)."""
    numerator, denominator, a, b = value_fraction(quadric, m)
    return arb_poly(numerator)(p) / arb_poly(denominator)(p) * a / b
