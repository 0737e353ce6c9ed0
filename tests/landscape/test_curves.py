"""Curves of critical forms: the elimination form is zero, and the loss is constant on all double roots."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from flint import fmpz_poly

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.linear import inverse
from lcnsym.algebra.numbers import sign
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.equations.elimination_form import elimination_form
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.layers.exact_layers import compatible_shape
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.critical_curves import between_roots, splitting_along
from lcnsym.landscape.strata.critical_forms import nearest_form, polynomial_at
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.landscape.strata.stratum import exact_function
from lcnsym.membership.patterns import root_pattern
from lcnsym.network.architecture import Architecture
from lcnsym.roots.roots import RealRoot
from lcnsym.theorems.critical.critical_inertia import residual, splitting_value

from .support import bombieri


@pytest.mark.quick
def test_every_double_root_is_critical() -> None:
    """k = (2,2), u = x² + y², rotation invariant: w = (ax + by)² with a² + b² = 1, loss 1."""
    landscape = critical_points(Architecture((2, 2)), bombieri(1, 0, 1))
    (curve,) = landscape.curves
    assert str(curve.pattern) == "2|0"
    assert curve.loss == 1
    assert not landscape.points
    assert not landscape.is_complete
    assert landscape.is_generic is False
    assert landscape.complex_classes is None
    assert landscape.global_minimum is None
    assert landscape.least_curve is curve
    assert landscape.spurious_minima == 0
    assert landscape.undecided_minima == ""
    document = landscape.to_dict()
    assert document["curves"] == [
        {"pattern": "2|0", "partition": [2], "loss": "1", "nature": "minimum", "strict": False}
    ]
    least = document["global_minimum"]
    assert isinstance(least, dict)
    assert (least["pattern"], least["loss"]) == ("2|0", "1")
    form = BinaryForm([Fraction(str(c)) for c in least["filter"]])
    assert landscape.square_loss.value(form) == 1
    assert document["proof"] is None
    (_, stratum) = landscape.strata
    assert (stratum.complex, len(stratum.functions), stratum.is_complete, stratum.proof) == (None, 0, False, None)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "curves"), [((3, 2, 2), [("2|1", 1)]), ((3, 3), []), ((2, 2, 2, 2), [("4|0", Fraction(5, 3))])]
)
def test_curves_have_factorizations(sizes: tuple[int, ...], curves: list[tuple[str, Fraction]]) -> None:
    """(x² + y²)²: double roots with a pair, over (3,2,2) only; and fourth powers, over (2,2,2,2) only."""
    landscape = critical_points(Architecture(sizes), bombieri(1, 0, 2, 0, 1))
    assert [(str(curve.pattern), curve.loss) for curve in landscape.curves] == curves
    assert not landscape.is_complete
    assert landscape.spurious_minima is None


def quadric_with_a_curve(matrix: tuple[tuple[int, int], tuple[int, int]], *target: int) -> Quadric:
    loss = bombieri(*target)
    return Quadric(loss.gram, loss.target).transformed(matrix)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("target", "multiplicity", "pattern"),
    [
        ((1, 0, 1), 2, "2|0"),
        ((1, 0, 2, 0, 1), 2, "2|1"),
        ((1, 0, 2, 0, 1), 4, "4|0"),
        ((1, 0, 3, 0, 3, 0, 1), 2, "2|11"),
        ((1, 0, 3, 0, 3, 0, 1), 4, "4|1"),
    ],
)
@pytest.mark.parametrize("matrix", [((1, 0), (0, 1)), ((2, 1), (3, 5))])
def test_forms_along_the_curve(
    target: tuple[int, ...], multiplicity: int, pattern: str, matrix: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    """Exactly: the form nearest to u with a root of multiplicity m − 1 at t has one of m there, and the same loss."""
    quadric = quadric_with_a_curve(matrix, *target)
    assert elimination_form(quadric, multiplicity) is None
    loss = SquareLoss(quadric.gram, quadric.centre)
    (curve,) = critical_functions(loss, (multiplicity, *[1] * (len(target) - 1 - multiplicity))).curves
    for t in (Fraction(0), Fraction(1), Fraction(-7, 3), Fraction(40)):
        form = nearest_form(quadric, multiplicity, t)
        assert order_at(form, t) == multiplicity
        assert loss.value(form) == curve.loss
        assert str(root_pattern(form)) == str(curve.pattern) == pattern


@pytest.mark.parametrize(
    ("target", "multiplicity"),
    [((1, 0, 1), 2), ((1, 0, 2, 0, 1), 2), ((1, 0, 2, 0, 1), 4), ((1, 0, 3, 0, 3, 0, 1), 2)],
)
@pytest.mark.parametrize("matrix", [((1, 0), (0, 1)), ((2, 1), (3, 5))])
def test_curves_of_minima(
    target: tuple[int, ...], multiplicity: int, matrix: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    """At rational forms of the curve all terms of the reduced function are zero, and σ has the sign of its values."""
    quadric = quadric_with_a_curve(matrix, *target)
    loss = SquareLoss(quadric.gram, quadric.centre)
    partition = (multiplicity, *[1] * (len(target) - 1 - multiplicity))
    (curve,) = critical_functions(loss, partition).curves
    assert (curve.is_minimum, curve.is_whole) == (True, True)
    change = splitting_along(quadric, multiplicity)
    for t in (Fraction(0), Fraction(-7, 3)):
        form = nearest_form(quadric, multiplicity, t)
        architecture = Architecture((2,) * form.degree) if multiplicity == form.degree else None
        if architecture is not None:
            shape = compatible_shape(architecture, loss, exact_function(loss, form))
            assert shape is not None
            assert (shape.is_minimum, shape.is_strict, shape.inertia.zero) == (True, False, 1)
        assert sign(splitting_value(form, root_at(t), residual(loss, form))) == 1
        assert polynomial_at(change, t) > 0


def root_at(t: Fraction) -> RealRoot:
    return RealRoot(2, (t, t), None)


@pytest.mark.quick
def test_minima_on_curves_above_the_least_are_not_counted() -> None:
    """The same landscape with a curve that is said to be saddles, not decided, or minima with a larger loss."""
    landscape = critical_points(Architecture((2, 2)), bombieri(1, 0, 1))
    (curve,) = landscape.curves
    saddles = replace(landscape, curves=(replace(curve, is_minimum=False),))
    assert (saddles.spurious_minima, saddles.least_curve) == (0, saddles.curves[0])
    undecided = replace(landscape, curves=(replace(curve, is_minimum=None),))
    assert undecided.spurious_minima is None
    assert "may be minima or not" in undecided.undecided_minima
    higher = replace(landscape, curves=(curve, replace(curve, loss=Fraction(2))))
    assert higher.spurious_minima is None
    assert "infinitely many spurious minima" in higher.undecided_minima
    broken = replace(landscape.strata[1], curves=(replace(curve, is_whole=False),))
    assert replace(landscape, strata=(landscape.strata[0], broken)).spurious_minima is None


def order_at(form: BinaryForm, t: Fraction) -> int:
    """The multiplicity of a root, by division."""
    left, order = list(form.rationals), 0
    while True:
        total, quotient = Fraction(0), []
        for c in left:
            total = c + t * total
            quotient.append(total)
        if quotient.pop():
            return order
        left, order = quotient, order + 1


def test_losses_with_a_curve_need_no_symmetry() -> None:
    """Q⁻¹ is a Gram matrix of the square of a positive form u: u²/κ = 1, whatever the double root."""
    u = BinaryForm((1, 1, 3, 1, 2))
    square = (u * u).rationals
    inverse_gram = [
        [square[i + j] * Fraction(math.comb(4, i) * math.comb(4, j), math.comb(8, i + j)) for j in range(5)]
        for i in range(5)
    ]
    loss = SquareLoss.with_gram(inverse(inverse_gram), u)
    (curve,) = critical_functions(loss, (2, 1, 1)).curves
    assert (str(curve.pattern), curve.loss) == ("2|1", 1)


@pytest.mark.quick
def test_points_between_roots() -> None:
    """(t + 3)·t·(t² − 2)·(t² + 1): on each of the five arcs of the line."""
    found = list(between_roots(fmpz_poly([3, 1]) * fmpz_poly([0, 1]) * fmpz_poly([-2, 0, 1]) * fmpz_poly([1, 0, 1])))
    walls = [-3, -math.sqrt(2), 0, math.sqrt(2)]
    assert [sum(t > wall for wall in walls) for t in found] == [0, 1, 2, 3, 4]
    assert len(list(between_roots(fmpz_poly([1, 0, 1])))) == 1


def test_descents_end_on_the_curve() -> None:
    """Every one of 20 descents from random starts ends with loss 1, at different filters."""
    rng = np.random.default_rng(5)
    gram, target = np.diag([1, 0.5, 1]), np.array([1.0, 0, 1])
    ends = []
    for _ in range(20):
        first, second = rng.normal(size=2), rng.normal(size=2)
        for _ in range(4000):
            slope = 2 * gram @ (np.convolve(first, second) - target)
            steps = [np.array([slope[i : i + 2] @ other for i in (0, 1)]) for other in (second, first)]
            first, second = first - 0.02 * steps[0], second - 0.02 * steps[1]
        w = np.convolve(first, second)
        assert math.isclose((w - target) @ gram @ (w - target), 1, abs_tol=1e-6)
        ends.append(w)
    assert max(abs(ends[0] - w).max() for w in ends) > 0.5
