"""Coverings of the projective line: Descartes' rule recomputed by the definition, counts against SymPy."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym.errors import InconclusiveError
from lcnsym.exact import coverings
from lcnsym.exact.bezout import distinct_roots
from lcnsym.exact.coverings import Covering, cover, isolate
from lcnsym.exact.forms import BinaryForm, product
from lcnsym.exact.line_polynomials import LinePolynomial, variations
from lcnsym.exact.literals import parse_number
from lcnsym.exact.numbers import sign
from lcnsym.exact.squarefree import squarefree_decomposition
from tests.oracles import multiply

integers = st.integers(-30, 30)
forms = st.lists(integers, min_size=1, max_size=9).map(lambda c: BinaryForm(tuple(c)))
surds = st.sampled_from(
    [parse_number(t) for t in ("sqrt(2)", "1-sqrt(2)", "sqrt(3)/2", "root(x^3-2,0)", "-1", "2", "0")]
)
surd_forms = st.lists(surds, min_size=2, max_size=6).map(lambda c: BinaryForm(tuple(c)))


def naive_variations(form: BinaryForm, lo: Fraction | None, hi: Fraction | None) -> int:
    """Sign variations of Σ w_i X^{n−i} Y^i with X/Y the Möbius image of u, expanded with exact numbers."""
    if lo is not None and hi is not None:
        x, y = [lo, hi], [Fraction(1), Fraction(1)]
    elif lo is not None:
        x, y = [lo, Fraction(1)], [Fraction(1)]
    else:
        assert hi is not None
        x, y = [hi, Fraction(-1)], [Fraction(1)]
    total: list[object] = [Fraction(0)] * (form.degree + 1)
    for i, w in enumerate(form.coefficients):
        term = [Fraction(1)]
        for _ in range(form.degree - i):
            term = multiply(term, x)
        for _ in range(i):
            term = multiply(term, y)
        for j, t in enumerate(term):
            total[j] = total[j] + t * w  # type: ignore[operator]
    return variations([sign(c) for c in total])  # type: ignore[arg-type]


def check(form: BinaryForm, covering: Covering) -> None:
    ends = [None, *covering.breakpoints, None]
    assert len(covering.breakpoints) >= 1
    assert list(covering.breakpoints) == sorted(set(covering.breakpoints))
    assert [(arc.lo, arc.hi) for arc in covering.arcs] == list(pairwise(ends))
    for arc in covering.arcs:
        assert arc.variations == naive_variations(form, arc.lo, arc.hi)
    assert covering.at_infinity == form.order_at_infinity
    known = dict(covering.at_breakpoints)
    for b in covering.breakpoints:
        assert (b in known) == (form.sign_at(b) == 0)


@given(forms)
def test_isolation_counts_and_covers(form: BinaryForm) -> None:
    assume(not form.is_zero)
    for _, part in squarefree_decomposition(form).parts:
        covering = isolate(part)
        check(part, covering)
        assert all(arc.variations <= 1 for arc in covering.arcs)
        assert covering.lower == covering.upper == distinct_roots(part)[0]


@given(surd_forms)
def test_isolation_over_number_fields(form: BinaryForm) -> None:
    assume(not form.is_zero)
    for _, part in squarefree_decomposition(form).parts:
        covering = isolate(part)
        check(part, covering)
        assert covering.lower == covering.upper == distinct_roots(part)[0]


@given(st.lists(st.tuples(forms, st.integers(1, 3)), min_size=1, max_size=3), st.integers(0, 2))
def test_cover_reaches_the_number_of_roots_with_multiplicity(factors: list[tuple[BinaryForm, int]], slack: int) -> None:
    form = product(f**m for f, m in factors)
    assume(not form.is_zero and form.degree <= 16)
    total = sum(m * distinct_roots(part)[0] for m, part in squarefree_decomposition(form).parts)
    covering = cover(form, total + slack)
    check(form, covering)
    assert covering.lower <= total <= covering.upper <= total + slack


def test_close_roots_and_close_complex_roots() -> None:
    tiny = Fraction(1, 10**40)
    pair_of_reals = BinaryForm((1, -2, 1 - tiny**2))
    complex_pair = BinaryForm((1, -2, 1 + tiny**2))
    assert isolate(pair_of_reals).upper == 2
    assert isolate(complex_pair).upper == 0
    surd = parse_number("sqrt(2)")
    near = BinaryForm((1, -2 * surd, 2 + tiny))
    assert isolate(near).upper == 0
    check(near, isolate(near))
    assert isolate(BinaryForm((1, -2 * surd, 2 - tiny))).upper == 2


@pytest.mark.parametrize("size", [10**300, Fraction(1, 10**300)])
def test_huge_and_tiny_coefficients(size: Fraction) -> None:
    form = BinaryForm((1, 0, -5 * size, 0, 4 * size * size))
    assert isolate(form).upper == 4
    assert isolate(BinaryForm((size, 0, 1))).upper == 0


def test_wilkinson_and_mignotte() -> None:
    wilkinson = product(BinaryForm((1, -i)) for i in range(1, 41))
    assert isolate(wilkinson).upper == 40
    mignotte = BinaryForm((1, *[0] * 37, -2 * 10**20, 4 * 10**10, -2))
    assert (
        isolate(mignotte).upper == sympy.Poly([int(c) for c in mignotte.coefficients], sympy.Symbol("x")).count_roots()
    )


def test_a_repeated_root_ends_in_a_named_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverings, "MAX_CUTS", 50)
    with pytest.raises(InconclusiveError, match="50 cuts"):
        isolate(BinaryForm((1, 0, -4, 0, 4)))


@given(
    forms,
    st.fractions(min_value=-5, max_value=5, max_denominator=6),
    st.fractions(min_value=-5, max_value=5, max_denominator=6),
)
def test_variations_bound_the_roots_of_an_arc_and_have_their_parity(form: BinaryForm, a: Fraction, b: Fraction) -> None:
    assume(form.coefficients[0] != 0 and a != b)
    lo, hi = sorted((a, b))
    count = variations(LinePolynomial.of_form(form).on_arc(lo, hi).signs())
    assert count == naive_variations(form, lo, hi)
    poly = sympy.Poly([sympy.Rational(str(c)) for c in form.coefficients], sympy.Symbol("x"))
    roots = 0
    for part, m in poly.sqf_list()[1]:
        inside = part.count_roots(sympy.Rational(str(lo)), sympy.Rational(str(hi)))
        roots += m * (inside - sum(part.eval(sympy.Rational(str(end))) == 0 for end in (lo, hi)))
    assert roots <= count
    assert (count - roots) % 2 == 0
