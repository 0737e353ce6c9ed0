"""Curves of critical forms with one repeated root: where every point of the projective line is the repeated root."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx, fmpz_poly

from ...algebra.coefficients import image, inner
from ...algebra.forms import BinaryForm
from ...algebra.numbers import Number
from ...membership.patterns import root_pattern
from ...roots.roots import RealRoot, isolate_roots
from ..equations.charts import Chart, out_of_chart
from ..equations.elimination_form import isotropy, nearest_form_along
from ..equations.quadrics import Quadric
from .critical_forms import nearest_form, polynomial_at


def value_on_curve(quadric: Quadric, multiplicity: int) -> Number:
    """The value of the quadric at all critical forms, where the elimination form is zero: that with the root 0."""
    form = nearest_form(quadric, multiplicity, Fraction(0))
    return quadric.squared_norm - inner(quadric.moments, form.coefficients)


@dataclass(frozen=True)
class Arc:
    """A piece of a curve of critical forms.

    Attributes:
        form: one of its forms, exactly.
        is_minimum: whether all its forms are minima in parameter space, where they have factorizations without double
            roots in a layer; False: saddles. None: not decided.
    """

    form: BinaryForm
    is_minimum: bool | None


@dataclass(frozen=True)
class Arcs:
    """The pieces of a curve on which root pattern and nature do not change.

    Attributes:
        arcs: at least one.
        has_walls: whether the pattern changes somewhere, or σ is zero, or may be. Only there can a form of the curve
            be on a smaller stratum, and have critical factorizations with double roots in a layer.
    """

    arcs: tuple[Arc, ...]
    has_walls: bool


def arcs_of_curve(quadric: Quadric, multiplicity: int, chart: Chart) -> Arcs | None:
    """The pieces between the places where another root meets the repeated one or a third, or the nature changes.

    On the stratum the Hessian is nowhere negative and singular only along the curve: for a fixed repeated root the form
    is the nearest to u in a linear space. So σ, which tells what splitting the repeated root does to the loss, decides.
    Where it is positive the curve is a critical manifold with a positive Hessian across it: minima, not strict. A limit
    of saddles with the same loss is a saddle. Where σ touches zero between positive values nothing is decided.

    None: some roots meet on all of the curve, or σ is zero on it; or u is no multiple of a rational form.

    Args:
        quadric: in the chart, with the elimination form zero.
        multiplicity: of the repeated root.
        chart: of the forms.
    """
    if not quadric.is_rational:
        factor = next(c for c in quadric.centre.coefficients if c)
        multiple = BinaryForm([c / factor for c in quadric.centre.coefficients])
        if not multiple.is_rational:
            return None
        # critical forms of multiples are multiples, with the same patterns and natures
        known = arcs_of_curve(Quadric(quadric.gram, multiple), multiplicity, chart)
        return known and replace(known, arcs=tuple(replace(a, form=a.form.scaled(factor)) for a in known.arcs))
    walls = _walls(_cofactor(nearest_form_along(quadric, multiplicity), multiplicity))
    change = splitting_along(quadric, multiplicity)
    if walls is None or not change:
        return None
    turned = quadric.transformed(((0, 1), (1, 0)))
    at_infinity = splitting_along(turned, multiplicity)[0]
    touches = not at_infinity or any(_has_real_root(f) for f, power in change.factor()[1] if power % 2 == 0)
    found = []
    for t in between_roots(walls * change):
        is_positive = polynomial_at(change, t) > 0
        form = out_of_chart(nearest_form(quadric, multiplicity, t), chart)
        found.append(Arc(form, None if is_positive and touches else is_positive))
    patterns = {root_pattern(nearest_form(turned, multiplicity, Fraction(0))), *(root_pattern(a.form) for a in found)}
    has_walls = len(patterns) > 1 or not at_infinity or _has_real_root(walls * change)
    return Arcs(tuple(found), has_walls)


def splitting_along(quadric: Quadric, multiplicity: int) -> fmpz_poly:
    """σ = −⟨Q(w − u), w·(x² + y²)/(x − t·y)²⟩ for the form w with the repeated root t, times a positive number."""
    # w and u times a number that is positive at all real t, and a common denominator
    w, scale = nearest_form_along(quadric, multiplicity), isotropy(quadric, multiplicity)
    away = [c - scale * u for c, u in zip(w, quadric.centre_integers, strict=True)]
    _, gram = quadric.gram_integers
    residual = image(gram, away)
    quotient, zero = _cofactor(w, 2), fmpz_poly()
    moved = [a + b for a, b in zip([*quotient, zero, zero], [zero, zero, *quotient], strict=True)]
    return -inner(moved, residual)


def _has_real_root(polynomial: fmpz_poly) -> bool:
    """Whether a polynomial that is not zero has one that is finite."""
    if polynomial.degree() < 1:
        return False
    form = BinaryForm([int(c) for c in reversed(polynomial.coeffs())])
    return any(isinstance(root, RealRoot) for root in isolate_roots(form))


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
