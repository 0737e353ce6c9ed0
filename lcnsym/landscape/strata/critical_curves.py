"""Curves of critical forms with one repeated root: where every point of the projective line is the repeated root."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx, fmpz_poly

from ...algebra.forms import BinaryForm
from ...roots.roots import RealRoot, isolate_roots
from ..equations.charts import Chart, out_of_chart
from ..equations.elimination_form import nearest_form_along, value_fraction
from ..equations.quadrics import Quadric
from .critical_forms import nearest_form


def value_on_curve(quadric: Quadric, multiplicity: int) -> Fraction:
    """The value of the quadric at all critical forms, where the elimination form is zero: that with the root 0."""
    numerator, denominator, a, b = value_fraction(quadric, multiplicity)
    return Fraction(a * int(numerator[0]), b * int(denominator[0]))


def forms_on_arcs(quadric: Quadric, multiplicity: int, chart: Chart) -> Iterator[BinaryForm] | None:
    """Rational critical forms, at least one from every arc of the curve on which all have the same root pattern.

    The arcs end where another root meets the repeated one or a third. None: some roots meet on all of the curve.

    Args:
        quadric: in the chart, with the elimination form zero.
    """
    walls = _walls(_cofactor(nearest_form_along(quadric, multiplicity), multiplicity))
    if walls is None:
        return None
    return (out_of_chart(nearest_form(quadric, multiplicity, t), chart) for t in between_roots(walls))


def _cofactor(w: Sequence[fmpz_poly], multiplicity: int) -> list[fmpz_poly]:
    """w/(x − t)^m, leading coefficient first."""
    t = fmpz_poly([0, 1])
    found = list(w)
    for _ in range(multiplicity):
        total, quotient = fmpz_poly(), []
        for c in found[:-1]:
            total = c + t * total
            quotient.append(total)
        found = quotient
    return found


def _walls(cofactor: Sequence[fmpz_poly]) -> fmpz_poly | None:
    """The discriminant of the cofactor times its value at t, as a polynomial in t; None: it is zero."""
    ring = fmpz_mpoly_ctx.get(("x", "t"), Ordering.lex)
    x, t = ring.gens()
    form, value = ring.constant(0), ring.constant(0)
    for c in cofactor:
        coefficient = _in_ring(c, t, ring.constant(0))
        form, value = form * x + coefficient, value * t + coefficient
    if not cofactor[0] and len(cofactor) > 1:
        return None
    total = value * (form.discriminant("x") if len(cofactor) > 2 else ring.constant(1))
    return None if not total else fmpz_poly(_dense(total))


def _in_ring(polynomial: fmpz_poly, t: fmpz_mpoly, zero: fmpz_mpoly) -> fmpz_mpoly:
    total = zero
    for c in reversed(polynomial.coeffs()):
        total = total * t + c
    return total


def _dense(polynomial: fmpz_mpoly) -> list[int]:
    found = {exponents[1]: int(c) for exponents, c in polynomial.to_dict().items()}
    return [found.get(i, 0) for i in range(1 + max(found))]


def between_roots(walls: fmpz_poly) -> Iterator[Fraction]:
    """A rational between any two neighbours of the real roots, and one beyond them on either side."""
    ends: list[tuple[Fraction, Fraction]] = []
    if walls.degree() > 0:
        roots = isolate_roots(BinaryForm([int(c) for c in reversed(walls.coeffs())]))
        ends = sorted(root.interval for root in roots if isinstance(root, RealRoot))
    if not ends:
        yield Fraction(0)
        return
    yield ends[0][0] - 1
    for (_, left), (right, _) in pairwise(ends):
        yield (left + right) / 2
    yield ends[-1][1] + 1
