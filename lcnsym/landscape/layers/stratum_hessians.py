"""The Hessian of the loss on a stratum, and what splitting repeated roots adds to its inertia in parameter space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import flint
from flint import acb, acb_poly, arb

from ...algebra.coefficients import difference, image, inner, polynomial_product
from ...algebra.linear import Inertia
from ..strata.critical_forms import BallRoot, CriticalForm
from .ball_matrices import has_negative_square, inertia_of_balls


def stratum_hessian(
    factors: Mapping[int, Sequence[Any]],
    fixed: Mapping[int, int],
    gram: Sequence[Sequence[Any]],
    residual: Sequence[Any],
) -> list[list[Any]]:
    """Half the Hessian of the loss on a stratum in the coefficients of the A_i, w = Π A_i^i, over any ring.

    Args:
        factors: the coefficients of A_i by i, leading ones first; the A_i are coprime and square-free.
        fixed: for all i but one the index of a coefficient of A_i that is not zero, and is left out.
        gram, residual: Q and Q(w − u).
    """
    one = gram[0][0] * 0 + 1

    def rest(*lowered: int) -> list[Any]:
        """w divided by some of the A_i."""
        found = [one]
        for i, factor in factors.items():
            for _ in range(i - lowered.count(i)):
                found = polynomial_product(found, factor)
        return found

    places = [(i, a) for i, factor in factors.items() for a in range(len(factor)) if a != fixed.get(i)]
    singles = {i: rest(i) for i in factors}
    doubles = {(i, j): rest(i, j) for i in factors for j in factors if i <= j and (i, j) != (1, 1)}
    columns = [_placed([c * i for c in singles[i]], a, len(residual)) for i, a in places]
    images = [image(gram, column) for column in columns]
    hessian = []
    for (i, a), column in zip(places, columns, strict=True):
        row = []
        for (j, b), moved in zip(places, images, strict=True):
            entry = inner(column, moved)
            if (i, j) != (1, 1):
                both = doubles[min(i, j), max(i, j)]
                times = i * (i - 1) if i == j else i * j
                entry = entry + inner(both, residual[a + b : a + b + len(both)]) * times
            row.append(entry)
        hessian.append(row)
    return hessian


def _placed(values: Sequence[Any], start: int, size: int) -> list[Any]:
    zero = values[0] * 0
    return [zero] * start + list(values) + [zero] * (size - start - len(values))


def inertia_of_form(form: CriticalForm, precision: int) -> Inertia | None:
    """The inertia in parameter space modulo scaling at every factorization without double roots in a layer.

    It is the inertia of the loss on the stratum, and for every real root of multiplicity m > 1 m − 1 squares of the
    sign of σ, for every pair 2(m − 1) squares, half of them negative; see `splitting_value`. None: not at this
    precision, or it is singular.

    Source: the theorem `critical-inertia`, proved in docs/critical-points.md.
    """
    hessian, values = _hessian(form, precision), _splitting_values(form, precision)
    if hessian is None or values is None:
        return None
    found = inertia_of_balls(hessian, precision)
    if found is None:
        return None
    positive, negative = found.positive, found.negative
    for root, value in values:
        more = root.multiplicity - 1
        if value.contains(0):
            return None
        is_positive, is_negative = not root.is_real or value.real > 0, not root.is_real or value.real < 0
        positive, negative = positive + more * is_positive, negative + more * is_negative
    return Inertia(positive, negative, 0)


def form_has_negative_direction(form: CriticalForm, precision: int) -> bool | None:
    """Whether the Hessian is negative somewhere, be it singular or not; None: not decided at this precision."""
    hessian = _hessian(form, precision)
    if hessian is not None and has_negative_square(hessian, precision):
        return True
    values = _splitting_values(form, precision) or []
    return any(value.real < 0 if root.is_real else not value.contains(0) for root, value in values) or None


def _hessian(form: CriticalForm, precision: int) -> list[list[arb]] | None:
    with flint.ctx.workprec(precision):
        parts, degrees = form.factors(precision), form.degrees()
        factors = {
            i: [arb(parts[i][degrees[i] - k].real) for k in range(degrees[i] + 1)]
            for i in degrees
            if degrees[i] or i == 1
        }
        fixed = {i: max(range(len(f)), key=lambda a, f=f: f[a].abs_lower()) for i, f in factors.items() if i > 1}  # type: ignore[misc]
        if any(factors[i][a].contains(0) for i, a in fixed.items()):
            return None
        gram, moments = form.quadric.balls()
        total = acb_poly([1])
        for i, part in parts.items():
            total *= part**i
        n = form.quadric.degree
        w = [arb(total[n - k].real) for k in range(n + 1)]
        return stratum_hessian(factors, fixed, gram, difference(image(gram, w), moments))


def _splitting_values(form: CriticalForm, precision: int) -> list[tuple[BallRoot, acb]] | None:
    roots = form.roots(precision)
    if roots is None:
        return None
    with flint.ctx.workprec(precision):
        w = [acb(c) for c in form.coefficients(precision)]
        residual = [acb(r) for r in form.gram_and_residual(precision)[1]]
        return [(root, splitting_value(w, residual, root.point)) for root in roots if root.multiplicity > 1]


def splitting_value(w: Sequence[Any], residual: Sequence[Any], point: tuple[acb, acb]) -> acb:
    """σ = −η(w·h²/l²) for a repeated root of w, the zero of l, where h is conjugate to l, or x² + y² stands for h².

    If the root is split without moving the mean of its parts, the loss changes by σ·Σ z², z the places of the parts. So
    for a real root its sign is that of m − 1 squares in the Hessian, whatever h is. For others only zero matters.

    Args:
        w: the coefficients.
        residual: η = Q(w − u).
        point: the root (X : Y), multiple.
    """
    x, y = point
    is_real = x.imag.is_zero() and y.imag.is_zero()
    quotient = _without_root(_without_root(list(w), x, y), x, y)
    conjugate = [y.conjugate(), -x.conjugate()]
    one = acb(1)
    square = [one, one * 0, one] if is_real else polynomial_product(conjugate, conjugate)
    return -inner(polynomial_product(quotient, square), residual)


def _without_root(coefficients: list[acb], x: acb, y: acb) -> list[acb]:
    """The form divided by y·X − x·Y, of which (x : y) is the root; from the end at which this is stable."""
    if abs(x).abs_lower() > abs(y).abs_lower():
        reverse = _without_root(coefficients[::-1], y, x)
        return [-c for c in reversed(reverse)]
    found, before = [], acb(0)
    for c in coefficients[:-1]:
        before = (c + x * before) / y
        found.append(before)
    return found
