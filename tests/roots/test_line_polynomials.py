"""Isolation and coverings over real number fields: Descartes' rule by the definition, counts by the Bezoutian."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym.algebra.bezout import distinct_roots
from lcnsym.algebra.breakpoints import arc_variations
from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.literals import parse_number
from lcnsym.algebra.squarefree import squarefree_decomposition
from lcnsym.roots import descartes
from lcnsym.roots.descartes import covering, isolate
from lcnsym.roots.line_polynomials import RealPolynomial, line_polynomial
from tests.oracles import naive_variations

rationals = st.fractions(min_value=-5, max_value=5, max_denominator=6)
surds = st.sampled_from(
    [parse_number(t) for t in ("sqrt(2)", "1-sqrt(2)", "sqrt(3)/2", "root(x^3-2,0)", "-1", "2", "0")]
)
forms = st.lists(surds, min_size=2, max_size=6).map(BinaryForm)


def affine(form: BinaryForm) -> BinaryForm:
    return BinaryForm(form.coefficients[form.order_at_infinity :])


def check_isolation(form: BinaryForm) -> None:
    """The breakpoints leave at most one variation an arc, and the roots are as many as the Bezoutian says."""
    part = affine(form)
    found = isolate(line_polynomial(part))
    assert list(found.breakpoints) == sorted(set(found.breakpoints))
    assert len(found.breakpoints) >= 1
    counts = [naive_variations(part, lo, hi) for lo, hi in pairwise([None, *found.breakpoints, None])]
    assert max(counts) <= 1
    assert [b for b in found.breakpoints if part.sign_at(b) == 0] == list(found.exact_roots)
    assert sum(counts) == len(found.intervals)
    assert found.n_roots + form.order_at_infinity == distinct_roots(form)[0]


@given(forms)
def test_isolation(form: BinaryForm) -> None:
    assume(not form.is_zero)
    for _, part in squarefree_decomposition(form).parts:
        check_isolation(part)


@given(st.lists(st.tuples(forms, st.integers(1, 3)), min_size=1, max_size=2), st.integers(0, 2))
def test_covering_reaches_the_number_of_roots_with_multiplicity(
    factors: list[tuple[BinaryForm, int]], slack: int
) -> None:
    form = product(f**m for f, m in factors)
    assume(not form.is_zero and form.degree <= 12)
    total = sum(m * distinct_roots(part)[0] for m, part in squarefree_decomposition(form).parts)
    part = affine(form)
    points = covering(line_polynomial(part), total + slack, form.order_at_infinity)
    upper = form.order_at_infinity + sum(naive_variations(part, lo, hi) for lo, hi in pairwise([None, *points, None]))
    for b in points:
        shifted = line_polynomial(part.substituted(1, b.numerator, 0, b.denominator))
        upper += shifted.order_at_zero()
    assert total <= upper <= total + slack


@given(forms, rationals, rationals)
def test_arc_variations_by_the_definition(form: BinaryForm, a: Fraction, b: Fraction) -> None:
    assume(not form.is_zero and a != b)
    part = affine(form)
    lo, hi = sorted((a, b))
    for arc in ((lo, hi), (None, lo), (hi, None)):
        assert arc_variations(line_polynomial(part), *arc) == naive_variations(part, *arc)


@pytest.mark.quick
@given(st.lists(st.integers(-9, 9), min_size=2, max_size=7).map(BinaryForm), rationals, rationals)
def test_both_kinds_of_polynomial_agree_on_rational_forms(form: BinaryForm, a: Fraction, b: Fraction) -> None:
    assume(not form.is_zero and a != b)
    part = affine(form)
    field = BinaryForm((parse_number("sqrt(2)"),)).field
    zero = part.integer_polynomial * 0
    lifted = RealPolynomial(field, (part.integer_polynomial, zero))
    for arc in (tuple(sorted((a, b))), (None, a), (b, None)):
        assert arc_variations(lifted, *arc) == arc_variations(line_polynomial(part), *arc)
    for _, factor in squarefree_decomposition(part).parts:
        f = factor.integer_polynomial
        assert isolate(RealPolynomial(field, (f, f * 0))).n_roots == isolate(line_polynomial(factor)).n_roots


@pytest.mark.quick
def test_close_roots_and_close_complex_roots() -> None:
    tiny = Fraction(1, 10**40)
    surd = parse_number("sqrt(2)")
    check_isolation(BinaryForm((1, -2 * surd, 2 + tiny)))
    check_isolation(BinaryForm((1, -2 * surd, 2 - tiny)))
    assert isolate(line_polynomial(BinaryForm((1, -2 * surd, 2 + tiny)))).n_roots == 0
    assert isolate(line_polynomial(BinaryForm((1, -2 * surd, 2 - tiny)))).n_roots == 2


@pytest.mark.quick
@pytest.mark.parametrize("size", [Fraction(10**300), Fraction(1, 10**300)])
def test_huge_and_tiny_coefficients(size: Fraction) -> None:
    surd = parse_number("sqrt(2)")
    check_isolation(BinaryForm((1, 0, -5 * size * surd, 0, 8 * size * size)))
    check_isolation(BinaryForm((size * surd, 0, 1)))


@pytest.mark.quick
def test_a_repeated_root_ends_in_a_named_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descartes, "MAX_CUTS", 50)
    surd = parse_number("sqrt(2)")
    with pytest.raises(descartes.InconclusiveError, match="50 cuts"):
        isolate(line_polynomial(BinaryForm((1, -2 * surd, 2))))
