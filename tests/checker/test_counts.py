"""Bounds on real roots against SymPy's exact counts."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.checker.kernel.counts import descartes, read_points, sign_changes
from lcnsym.checker.kernel.fields import Field, rational_numbers
from lcnsym.checker.kernel.forms import Form, read_form
from lcnsym.checker.kernel.outcome import Malformed, Rejected

RATIONALS = st.fractions(min_value=-4, max_value=4, max_denominator=5)
COEFFICIENTS = st.lists(st.integers(-6, 6), min_size=1, max_size=9).filter(any)
ROOTS = st.lists(st.fractions(min_value=-3, max_value=3, max_denominator=3), max_size=5)


def form_of(coefficients: list[int]) -> Form:
    """The form over ℚ, leading coefficient first."""
    return Form(rational_numbers(), [coefficients[::-1]])


def real_roots(coefficients: list[int]) -> int:
    """With multiplicity, those at infinity too."""
    import sympy

    at_infinity = next(i for i, c in enumerate(coefficients) if c)
    poly = sympy.Poly(coefficients, sympy.Symbol("x"))
    return at_infinity + sum(m * f.count_roots() for f, m in poly.factor_list()[1])


def odd_real_roots(coefficients: list[int]) -> int:
    """Distinct ones of odd multiplicity, infinity included."""
    import sympy

    at_infinity = next(i for i, c in enumerate(coefficients) if c)
    poly = sympy.Poly(coefficients, sympy.Symbol("x"))
    return at_infinity % 2 + sum(f.count_roots() for f, m in poly.factor_list()[1] if m % 2)


def times_lines(coefficients: list[int], roots: list[Fraction]) -> list[int]:
    for root in roots:
        p, q = root.numerator, root.denominator
        extended = [0, *coefficients, 0]
        coefficients = [q * b - p * a for a, b in pairwise(extended)]
    return coefficients


@pytest.mark.quick
@given(COEFFICIENTS, ROOTS, st.sets(RATIONALS, min_size=1, max_size=5))
def test_descartes_bounds_the_number_of_real_roots(f: list[int], roots: list[Fraction], places: set[Fraction]) -> None:
    f = times_lines(f, roots)
    bounds, true = descartes(form_of(f), sorted(places)), real_roots(f)
    assert bounds.lower <= true <= bounds.upper
    assert (bounds.upper - true) % 2 == (bounds.upper - bounds.lower) % 2 == 0


@pytest.mark.quick
@given(ROOTS)
def test_breakpoints_between_all_roots_count_exactly(roots: list[Fraction]) -> None:
    f = times_lines([1], roots)
    ends = sorted({*roots, Fraction(-4), Fraction(4)})
    bounds = descartes(form_of(f), ends)
    assert bounds.lower == bounds.upper == len(roots)


@given(COEFFICIENTS, ROOTS, st.sets(RATIONALS, min_size=1, max_size=6))
def test_sign_changes_bound_odd_roots_from_below(f: list[int], roots: list[Fraction], places: set[Fraction]) -> None:
    f = times_lines(f, roots)
    try:
        bounds = sign_changes(form_of(f), sorted(places))
    except Rejected:
        assert any(sum(c * t**i for i, c in enumerate(reversed(f))) == 0 for t in places)
        return
    odd = odd_real_roots(f)
    assert bounds.lower <= odd
    assert (bounds.lower - odd) % 2 == 0
    assert bounds.upper == len(f) - 1


@given(ROOTS)
def test_points_between_simple_roots_count_them_all(roots: list[Fraction]) -> None:
    distinct = sorted(set(roots))
    f = times_lines([1], distinct)
    between = [(a + b) / 2 for a, b in pairwise(distinct)]
    points = [Fraction(-5), *between, Fraction(5)]
    assert sign_changes(form_of(f), points).lower == len(distinct)


@pytest.mark.quick
@given(ROOTS, st.integers(0, 3))
def test_over_a_field_as_over_the_rationals(roots: list[Fraction], infinity: int) -> None:
    """The same form times α, in a field with a reducible polynomial, and with zeros in disguise in front."""
    f = times_lines([1], roots)
    field = Field([6, 0, -5, 0, 1], (Fraction(1), Fraction(3, 2)))
    hidden = [["-2", "0", "1", "0"]] * infinity
    form = read_form([*hidden, *(["0", str(c), "0", "0"] if c else "0" for c in f)], field, "the form")
    ends = sorted({*roots, Fraction(-4), Fraction(4)})
    bounds = descartes(form, ends)
    assert bounds.lower == bounds.upper == len(roots) + infinity


@pytest.mark.quick
@pytest.mark.parametrize("points", [[], ["1", "0"], ["0", "0"], ["1/2", "0.5"], "0", [["0"]], [0]])
def test_points_must_ascend(points: object) -> None:
    with pytest.raises(Malformed):
        read_points(points, "points")
