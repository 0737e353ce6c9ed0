"""Fibres for larger strides against exhaustive search over root orbits."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import HealthCheck, assume, given, settings

from lcnsym import Architecture, BinaryForm, Fibre, InconclusiveError, compose
from lcnsym.fibres.balls import Balls, Bins
from lcnsym.fibres.counting_packings import BUDGET
from lcnsym.fibres.level_roots import BallLevel
from lcnsym.fibres.problem import PackingProblem
from lcnsym.membership.nested import NestedProblem

from ..root_orbits import Point, architectures_and_roots, factorizations

pytestmark = pytest.mark.quick

FEW = 12


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(architectures_and_roots())
def test_as_many_as_by_exhaustive_search(case: tuple[Architecture, BinaryForm, Counter[Point]]) -> None:
    architecture, form, roots = case
    assume(1 < architecture.degree <= 14)
    searched = list(factorizations(architecture, roots, real=True))
    without_double = [one for one in searched if all(number == 1 for layer in one for number in layer.values())]
    for compatible, expected in ((False, searched), (True, without_double)):
        fibre = Fibre(architecture, form, compatible)
        listed = [found.colours for found in fibre.factorizations()]
        assert fibre.count() == len(listed) == len(set(listed)) == len(expected)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None, max_examples=25)
@given(architectures_and_roots())
def test_filters_multiply_back(case: tuple[Architecture, BinaryForm, Counter[Point]]) -> None:
    architecture, form, _ = case
    assume(architecture.degree <= 12)
    for found in islice(Fibre(architecture, form).factorizations(), 3):
        if all(layer.chosen.n_conjugates <= FEW for layer in found.layers):
            assert compose(architecture, found.filters) == form


def test_the_lowest_stride_may_be_larger_than_one() -> None:
    fibre = Fibre(Architecture((1, 2, 2), (3, 1, 1)), BinaryForm((1, 0, 0, 0, 0, 0, -4)))
    assert [str(found) for found in fibre.factorizations()] == ["(1) (1, 2) (1, -2)", "(1) (1, -2) (1, 2)"]
    assert [level.level.stride for level in fibre.levels or ()] == [3]


def test_over_a_number_field() -> None:
    architecture = Architecture((3, 2), (2, 1))
    form = compose(architecture, (BinaryForm.parse("1,0,-sqrt(2)"), BinaryForm.parse("1,sqrt(2)")))
    found = [one.filters for one in Fibre(architecture, form).factorizations()]
    assert [tuple(map(str, filters)) for filters in found] == [
        ("x^2 + (-sqrt(2))*y^2", "x + (sqrt(2))*y"),
        ("x^2 + (sqrt(2))*y^2", "x + (-sqrt(2))*y"),
    ]
    assert all(compose(architecture, filters) == form for filters in found)


def test_powers_closer_than_double_precision() -> None:
    near = Fraction(1) + Fraction(1, 2**200)
    architecture = Architecture((5, 3), (2, 1))
    lower, upper = BinaryForm((1, 0, -1 - near, 0, near)), BinaryForm((1, -1 - near * near, near * near))
    fibre = Fibre(architecture, compose(architecture, (lower, upper)))
    for found in fibre.factorizations():
        assert compose(architecture, found.filters) == fibre.form
    # two of t = 1, 1, near, near²
    assert fibre.count() == 4


def test_complex_members_that_are_no_members_have_empty_fibres() -> None:
    fibre = Fibre(Architecture((3, 2), (2, 1)), BinaryForm((-2, 0, -3, 0, -3)))
    assert fibre.count() == 0
    assert list(fibre.factorizations()) == []
    assert fibre.levels is not None
    other = Fibre(Architecture((3, 2), (2, 1)), BinaryForm((1, 2, 3, 4, 5)))
    assert other.levels is None
    assert other.count() == 0
    assert list(other.factorizations()) == []


def test_one_level_is_an_ordinary_problem() -> None:
    balls, bins = Balls((1, 2, 2), (1,)), Bins((3, 2, 2))
    ordinary = PackingProblem(balls, bins)
    nested = NestedProblem((BallLevel(balls, bins),))
    assert nested.count(BUDGET) == ordinary.count()
    assert [packing for (packing,) in nested.packings()] == list(ordinary.packings())


def test_counts_beyond_the_budget_are_refused_before_they_start() -> None:
    roots = tuple(Fraction(i) for i in range(1, 25))
    architecture = Architecture((25, 13), (2, 1))
    form = BinaryForm((1,))
    for t in roots:
        form = form * BinaryForm((1, 0, -t))
    assert architecture.degree == form.degree
    with pytest.raises(InconclusiveError, match="steps"):
        Fibre(architecture, form).count(1000)
