"""Curves of critical forms: the elimination form is zero, and the loss is constant on all double roots."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from flint import fmpz_poly

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.linear import inverse
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.equations.elimination_form import elimination_form
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.critical_curves import between_roots
from lcnsym.landscape.strata.critical_forms import nearest_form
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.membership.patterns import root_pattern
from lcnsym.network.architecture import Architecture

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
    assert landscape.spurious_minima is None
    assert "curves of critical points" in landscape.undecided_minima
    document = landscape.to_dict()
    assert document["curves"] == [{"pattern": "2|0", "partition": [2], "loss": "1", "nature": None, "strict": None}]
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
