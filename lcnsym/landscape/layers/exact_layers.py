"""Critical points in exact arithmetic, where balls of no precision decide because the Hessian is singular."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import islice

from ...algebra.coefficients import difference, image
from ...algebra.forms import BinaryForm, product
from ...algebra.linear import inertia
from ...algebra.literals import number_bits
from ...algebra.numbers import Number
from ...algebra.squarefree import squarefree_decomposition
from ...errors import LcnsymError
from ...fibres.fibre import Fibre
from ...network.architecture import Architecture
from ..degenerate.local_shape import LocalShape, local_shape
from ..ed_degrees import generic_ed_degree, segre_ed_degree
from ..effort import UNLIMITED, Effort
from ..equations.charts import out_of_chart
from ..loss import SquareLoss
from ..strata.critical_forms import OneRepeatedRoot, nearest_form
from ..strata.eliminated_forms import EliminatedForm
from ..strata.stratum import CriticalFunction
from .layer_hessians import LayerFilters
from .rational_layers import ExactRoots
from .stratum_hessians import stratum_hessian

MAX_FACTORIZATIONS = 200
MAX_HEIGHT = 200
"""Bits of the coefficients of minimal polynomials of unknowns; with more, terms of higher order take too long."""
MAX_FIELD = 12
MAX_FIELD_BITS = 4_000
"""The degree of a field times the bits of the equation that it is made from; with twice as many it takes minutes."""

BITS = 60
Layer = Sequence[tuple[Fraction, Fraction]]


def has_exact_layers(function: CriticalFunction) -> bool:
    """Whether `compatible_shape` knows the filter exactly: over the field of the target, or one of moderate degree."""
    return function.exact_form is not None or _field_degree(function) <= MAX_FIELD


def compatible_shape(
    architecture: Architecture, loss: SquareLoss, function: CriticalFunction, effort: Effort = UNLIMITED
) -> LocalShape | None:
    """What the loss does at all factorizations without double roots in a layer, which is the same at all of them.

    With w = Π A_i^i the roots near those of w are the roots of forms near A_1 and of i forms near A_i. So the filters
    A_1, and A_i i times, are layers at which the loss is the same function of the roots as at any such factorization.

    If the Hessian on the stratum is singular, and in parameter space it has no more zeros, then the point has the same
    multiplicity in both, which is at most gED(λ) where it is isolated.

    None: the filter is not known exactly.
    """
    form = function.exact_form
    if form is not None:
        decomposition = squarefree_decomposition(form)
        parts = {1: BinaryForm((1,)), **dict(decomposition.parts)}
        parts[1] = parts[1].scaled(decomposition.scalar)
    elif isinstance(function.form, OneRepeatedRoot) and _field_degree(function) <= MAX_FIELD:
        # in the chart of the form, where the loss is the same
        here = function.form.quadric
        loss, parts = SquareLoss(here.gram, here.centre), _parts_of(function.form)
    elif isinstance(function.form, EliminatedForm) and _field_degree(function) <= MAX_FIELD:
        parts = function.form.exact_parts()
    else:
        return None
    most = segre_ed_degree([k for k in architecture.filter_sizes if k > 1])
    if _nullity_on_stratum(loss, parts):
        most = min(most, generic_ed_degree([i for i, part in parts.items() for _ in range(part.degree)]))
    layers = [part for i, part in parts.items() for _ in range(i)]
    return local_shape(loss, layers, [1] * len(layers), most_zeros=most, effort=effort)


def _nullity_on_stratum(loss: SquareLoss, parts: Mapping[int, BinaryForm]) -> int:
    """Of the exact Hessian of the loss on the stratum of Π A_i^i."""
    w = product(part for i, part in parts.items() for _ in range(i)).coefficients
    residual = image(loss.gram, difference(w, loss.target.coefficients))
    factors = {i: part.coefficients for i, part in parts.items()}
    fixed = {i: next(a for a, c in enumerate(f) if c) for i, f in factors.items() if i > 1}
    return inertia(stratum_hessian(factors, fixed, loss.gram, residual)).zero


def _field_degree(function: CriticalFunction) -> float:
    """Of the field of the repeated root; infinite if there is none, or its numbers are too long."""
    form = function.form
    if isinstance(form, EliminatedForm):
        return float(form.field_degree) if form.height <= MAX_HEIGHT else float("inf")
    return _degree_of_root(form) if isinstance(form, OneRepeatedRoot) else float("inf")


def _degree_of_root(form: OneRepeatedRoot) -> float:
    part = form.root.part
    if part is None:
        return float("inf")
    degree = part.degree * form.quadric.centre.field.degree
    return degree if degree * max(map(number_bits, part.coefficients)) <= MAX_FIELD_BITS else float("inf")


def _parts_of(form: OneRepeatedRoot) -> dict[int, BinaryForm]:
    """The cofactor of the repeated root t, and x − t·y by its multiplicity m, over ℚ(t)."""
    t, m = form.repeated_root(), form.multiplicity
    quotient = list(nearest_form(form.quadric, m, t).coefficients)
    for _ in range(m):
        total: Number = Fraction(0)
        divided = []
        for c in quotient[:-1]:
            total = c + t * total
            divided.append(total)
        quotient = divided
    return {1: BinaryForm(quotient), m: BinaryForm((1, -t))}


def layers_over_the_root(filters: LayerFilters) -> tuple[BinaryForm, ...] | None:
    """The layers of a critical filter with one repeated root, over the field of that root, exactly.

    None: it has several, the field is not of moderate degree, or some layer is not over it up to scaling.
    """
    form = filters.form
    if not isinstance(form, OneRepeatedRoot) or _degree_of_root(form) > MAX_FIELD:
        return None
    exact = product(part for i, part in _parts_of(form).items() for _ in range(i))
    return ExactRoots(form, out_of_chart(exact, form.chart)).forms(filters.chosen)


def shape_at_layers(
    architecture: Architecture, loss: SquareLoss, form: BinaryForm, filters: LayerFilters, effort: Effort = UNLIMITED
) -> LocalShape | None:
    """What the loss does at a factorization of a filter over the field of the target, layers with double roots or not.

    None: the factorization is not found among those of the fibre, or its filters are not made exact.
    """
    given = filters.enclosures(BITS)
    fibre = Fibre(architecture, form, compatible=False)
    try:
        listed = list(islice(fibre.factorizations(), MAX_FACTORIZATIONS + 1))
        if len(listed) > MAX_FACTORIZATIONS:
            return None
        same = [found for found in listed if _agree(found.enclosures(BITS), given)]
        if len(same) != 1:
            return None
        return local_shape(loss, same[0].filters, architecture.stride_products, effort=effort)
    except LcnsymError:
        return None


def _agree(first: Sequence[Layer], second: Sequence[Layer]) -> bool:
    """Whether the filters may be proportional, layer by layer."""
    for bounds, balls in zip(first, second, strict=True):
        sizes = [abs(lo + hi) for lo, hi in balls]
        pivot = sizes.index(max(sizes))
        for bound, ball in zip(bounds, balls, strict=True):
            (a, b), (c, d) = _product_bounds(bound, balls[pivot]), _product_bounds(ball, bounds[pivot])
            if b < c or d < a:
                return False
    return True


def _product_bounds(a: tuple[Fraction, Fraction], b: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    ends = [x * y for x in a for y in b]
    return min(ends), max(ends)
