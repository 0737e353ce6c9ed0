"""Natures from the stratum alone, against Hessians in the layers' filters."""

from __future__ import annotations

import random
from fractions import Fraction

import flint
import pytest
from flint import acb

from lcnsym.algebra.coefficients import image, inner
from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.linear import kernel, solution
from lcnsym.algebra.numbers import AlgebraicNumber
from lcnsym.fibres.fibre import Fibre
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.degenerate.local_shape import local_shape
from lcnsym.landscape.equations.charts import IDENTITY
from lcnsym.landscape.layers.exact_layers import compatible_shape
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.layers.parameter_points import compatible_nature
from lcnsym.landscape.layers.stratum_hessians import inertia_of_form, splitting_value
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.critical_forms import nearest_form
from lcnsym.landscape.strata.stratum import exact_function, precise
from lcnsym.network.architecture import Architecture
from lcnsym.theorems.critical.critical_on_stratum import gcd_of_partials
from lcnsym.theorems.methods.common_factor import multiples

from .support import bombieri, euclidean, random_loss


@pytest.mark.parametrize("sizes", [(3, 2), (3, 2, 2), (4, 2), (3, 3), (2, 2, 2), (3, 3, 2)])
@pytest.mark.parametrize("seed", range(2))
def test_the_inertia_is_that_of_the_layers(sizes: tuple[int, ...], seed: int) -> None:
    """At all classes of random losses, repeated pairs among them."""
    landscape = critical_points(Architecture(sizes), random_loss(sum(sizes) - len(sizes), seed))
    assert landscape.points
    for point in landscape.points:
        if point.is_target:
            continue
        found = precise(lambda bits, form=point.function.form: inertia_of_form(form, bits))
        assert found is not None
        assert {precise(c.filters.inertia) for c in point.classes} == {found}


W = [
    # forms with many repeated roots, real ones and pairs, and packings of all sorts
    ((3, 3, 2), (1, 0), (1, 0), (0, 1), (0, 1), (1, -1)),
    ((3, 3, 2), (1, 0, 1), (1, 0, 1), (1, 2)),
    ((3, 2, 2, 3), (1, 0, 1), (1, 0, 1), (1, 0), (1, 0)),
    ((4, 3, 2), (1, 1), (1, 1), (1, 1), (1, 0, 2), (1, -1)),
    ((3, 3), (1, 0, 1), (1, 0, 1)),
    ((3, 2, 2), (1, 0), (1, 0), (1, 0), (1, 1)),
]


@pytest.mark.parametrize("factors", W)
@pytest.mark.parametrize("seed", range(3))
def test_all_packings_of_rational_forms(factors: tuple[tuple[int, ...], ...], seed: int) -> None:
    """For w and a target for which w is critical on its stratum: the shape at every factorization is the same.

    Also where some σ are zero, so that the Hessian is singular.
    """
    sizes, *lines = factors
    architecture = Architecture(sizes)
    form = product(BinaryForm(line) for line in lines)
    loss = loss_at(form, seed)
    if loss is None:
        pytest.skip("the stratum is open")
    function = exact_function(loss, form)
    shape = compatible_shape(architecture, loss, function)
    assert shape is not None
    listed = list(Fibre(architecture, form, compatible=True).factorizations())
    assert listed
    for found in listed:
        here = local_shape(loss, found.filters, architecture.stride_products)
        assert (here.inertia, here.is_minimum, here.is_strict) == (shape.inertia, shape.is_minimum, shape.is_strict)
        assert here.order == shape.order
    by_balls = precise(lambda bits: inertia_of_form(function.form, bits), last=512)
    assert by_balls == (None if shape.inertia.zero else shape.inertia)


def loss_at(form: BinaryForm, seed: int) -> SquareLoss | None:
    """Q random and Q(w − u) orthogonal to G·ℝ[x, y]_d, in the last case also to more."""
    rng = random.Random(seed)
    basis = kernel(multiples(gcd_of_partials(form), form.degree))
    if not basis:
        return None
    weights = [Fraction(rng.randint(-3, 3)) for _ in basis]
    if seed == 2:
        weights = [Fraction(0)] * (len(basis) - 1) + [Fraction(1)]
    eta = [sum((w * v[i] for w, v in zip(weights, basis, strict=True)), Fraction(0)) for i in range(form.degree + 1)]
    gram = random_loss(form.degree, seed, 3).gram
    away = solution(gram, eta)
    return SquareLoss(gram, BinaryForm([a - b for a, b in zip(form.rationals, away, strict=True)]))


@pytest.mark.quick
def test_a_repeated_pair_with_sigma_zero_may_be_a_minimum() -> None:
    """(x² + y²)² over (3,3) with the target itself, and with one beside it."""
    form = BinaryForm((1, 0, 2, 0, 1))
    function = exact_function(SquareLoss.euclidean(form), form)
    assert compatible_nature(Architecture((3, 3)), SquareLoss.euclidean(form), function).nature is Nature.MINIMUM
    loss = euclidean(0, 0, 3, 0, 0)
    function = exact_function(loss, form)
    assert compatible_nature(Architecture((3, 3)), loss, function).nature is Nature.SADDLE


@pytest.mark.quick
def test_splitting_values_are_second_derivatives() -> None:
    """(x − t·y)(x + t·y)·r in place of x²·r changes the loss by −t²·2η(y²·r): σ = −η(r·(x² + y²)), η(x²·r) = 0."""
    with flint.ctx.workprec(128):
        w = [acb(c) for c in (2, 3, 0, 0)]
        # x²·(2x + 3y): η is orthogonal to x·(…)
        residual = [acb(c) for c in (0, 0, 0, 5)]
        assert (splitting_value(w, residual, (acb(0), acb(1))) + 15).contains(0)
        # the same with the root at infinity: y²·(3x + 2y)
        reverse = splitting_value(w[::-1], residual[::-1], (acb(1), acb(0)))
        assert (reverse + 15).contains(0)


@pytest.mark.quick
@pytest.mark.parametrize("m", [2, 3])
def test_nearest_forms_over_any_field(m: int) -> None:
    """At rational roots the form is that of normal equations."""
    loss = random_loss(4, 3)
    function = exact_function(loss, loss.target)
    t = Fraction(2, 3)
    low = [Fraction(c) for c in (1, -2 * t, t * t)] if m == 3 else [Fraction(1), -t]
    basis = [[0] * a + low + [0] * (loss.degree - len(low) + 1 - a) for a in range(loss.degree - len(low) + 2)]
    rows = [[inner(a, image(loss.gram, b)) for b in basis] for a in basis]
    right = [inner(a, image(loss.gram, loss.target.rationals)) for a in basis]
    factors = solution(rows, right)
    normal = [sum(c * a[i] for c, a in zip(factors, basis, strict=True)) for i in range(loss.degree + 1)]
    assert nearest_form(function.form.quadric, m, t) == BinaryForm(normal)
    assert function.form.chart == IDENTITY


@pytest.mark.quick
def test_irrational_degenerate_points_are_decided() -> None:
    """The elimination form of (3,1) has the factor (t² + 2t − 1)²: two points with a term of third order."""
    landscape = critical_points(Architecture((3, 2, 2)), bombieri(0, -1, 3, 3, 3))
    points = [p for p in landscape.points if str(p.pattern) == "13|0"]
    assert len(points) == 2
    for point in points:
        assert point.function.rational_form is None
        for parameters in point.classes:
            shape = parameters.decided.shape
            assert shape is not None
            assert (parameters.nature, shape.order, shape.inertia.zero) == (Nature.SADDLE, 3, 1)
            [(_, coefficient)] = shape.lowest_form
            assert isinstance(coefficient, AlgebraicNumber)
            assert coefficient.minpoly == (-1, -28, 4)
