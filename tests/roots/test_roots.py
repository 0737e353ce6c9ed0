"""Isolated roots: intervals, refinement, exact values, complex pairs, alternating points."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym.algebra.breakpoints import simplest_between
from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.literals import parse_number
from lcnsym.algebra.numbers import sign
from lcnsym.roots.alternation import alternating_points
from lcnsym.roots.roots import ComplexPair, InfiniteRoot, RealRoot, isolate_roots, root_multiplicities
from tests.oracles import sympy_pattern

rationals = st.fractions(min_value=-9, max_value=9, max_denominator=4)
forms = st.lists(rationals, min_size=1, max_size=8).map(lambda c: BinaryForm(tuple(c)))
surds = st.sampled_from(
    [parse_number(t) for t in ("sqrt(2)", "1-sqrt(2)", "sqrt(3)/2", "root(x^3-2,0)", "-1", "2", "0")]
)


@given(st.lists(st.tuples(forms, st.integers(1, 3)), min_size=1, max_size=3))
def test_multiplicities_agree_with_sympy(factors: list[tuple[BinaryForm, int]]) -> None:
    form = product(f**m for f, m in factors)
    assume(not form.is_zero and form.degree <= 14)
    found = root_multiplicities(form)
    assert (tuple(sorted(found.real)), tuple(sorted(found.complex))) == sympy_pattern(form.coefficients)  # type: ignore[arg-type]


@pytest.mark.quick
@given(forms)
def test_roots_are_listed_once_in_disjoint_intervals(form: BinaryForm) -> None:
    assume(not form.is_zero)
    roots = isolate_roots(form)
    real = [root for root in roots if isinstance(root, RealRoot)]
    counts = root_multiplicities(form)
    infinite = [root.multiplicity for root in roots if isinstance(root, InfiniteRoot)]
    assert sorted([root.multiplicity for root in real] + infinite) == sorted(counts.real)
    assert sorted(root.multiplicity for root in roots if isinstance(root, ComplexPair)) == sorted(counts.complex)
    for a, b in pairwise(real):
        assert a.interval[1] <= b.interval[0]
        assert a.interval != b.interval
    for root in real:
        lo, hi = root.interval
        if root.part is None:
            assert form.sign_at(lo) == 0
        else:
            assert root.part.sign_at(lo) * root.part.sign_at(hi) < 0


@pytest.mark.quick
@pytest.mark.parametrize(
    ("literals", "expected"),
    [
        ("1,0,-5,0,4", ["-2", "-1", "1", "2"]),
        ("1,0,0,-2", ["root(x^3-2,0)"]),
        ("1,0,-sqrt(2)", ["-sqrt(sqrt(2))", "sqrt(sqrt(2))"]),
        ("1,-sqrt(2)-sqrt(3),sqrt(6)", ["sqrt(2)", "sqrt(3)"]),
        ("0,2,-3,1", ["1/2", "1"]),
        ("1,-2*sqrt(2),2", ["sqrt(2)"]),
        ("1,0,-4,0,4", ["-sqrt(2)", "sqrt(2)"]),
        ("1,-1000000,1", ["500000-sqrt(249999999999)", "500000+sqrt(249999999999)"]),
    ],
)
def test_exact_values(literals: str, expected: list[str]) -> None:
    roots = [root for root in isolate_roots(BinaryForm.parse(literals)) if isinstance(root, RealRoot)]
    assert [root.value() for root in roots] == [parse_number(text) for text in expected]


@given(st.lists(surds, min_size=2, max_size=5), st.integers(1, 400))
def test_refinement_keeps_the_root(coefficients: list[object], bits: int) -> None:
    form = BinaryForm(tuple(coefficients))  # type: ignore[arg-type]
    assume(not form.is_zero)
    for root in isolate_roots(form):
        if isinstance(root, RealRoot):
            fine = root.refined(bits)
            lo, hi = fine.interval
            assert hi - lo <= Fraction(1, 2**bits)
            assert root.interval[0] <= lo <= hi <= root.interval[1]
            if root.part is not None and lo < hi:
                assert root.part.sign_at(lo) * root.part.sign_at(hi) < 0


@pytest.mark.quick
def test_ten_thousand_bits() -> None:
    (root,) = [r for r in isolate_roots(BinaryForm.parse("1,0,0,-2")) if isinstance(r, RealRoot)]
    lo, hi = root.refined(10_000).interval
    assert lo**3 < 2 < hi**3
    assert hi - lo < Fraction(1, 2**9999)


@pytest.mark.quick
@pytest.mark.parametrize(
    "literals", ["1,0,1", "1,1,1,1,1", "1,0,5,0,4", "1,0,sqrt(2),0,root(x^3-2,0)", "1,2,3,4,5,6,7"]
)
def test_complex_pairs_are_certified(literals: str) -> None:
    form = BinaryForm.parse(literals)
    pairs = [root for root in isolate_roots(form) if isinstance(root, ComplexPair)]
    balls = [pair.ball(80) for pair in pairs]
    with mpmath.workdps(60):
        coefficients = [mpmath.mpf(lo.numerator) / lo.denominator for lo in _decimals(form)]
        reference = [root for root in mpmath.polyroots(coefficients, maxsteps=500, extraprec=400) if root.imag > 1e-20]
        assert len(reference) == len(pairs)
        for ball in balls:
            centre = mpmath.mpc(str(ball.real.mid().str(50, radius=False)), str(ball.imag.mid().str(50, radius=False)))
            assert min(abs(centre - root) for root in reference) < mpmath.mpf(2) ** -70
    for i, a in enumerate(balls):
        assert not any(a.overlaps(b) for b in balls[:i])


def _decimals(form: BinaryForm) -> list[Fraction]:
    return [w if isinstance(w, Fraction) else sum(w.enclosure(300)) / 2 for w in form.coefficients]


@given(st.lists(st.tuples(forms, st.integers(1, 3)), min_size=1, max_size=3), st.integers(0, 2))
def test_alternating_points_alternate(factors: list[tuple[BinaryForm, int]], less: int) -> None:
    form = product(f**m for f, m in factors)
    assume(not form.is_zero and form.degree <= 14)
    odd = sum(m % 2 for m in root_multiplicities(form).real)
    needed = max(odd - 2 * less, odd % 2)
    points = alternating_points(form, needed)
    assert points
    assert list(points) == sorted(set(points))
    signs = [form.sign_at(t) for t in points]
    assert 0 not in signs
    cyclic = [*signs, (-1) ** form.degree * signs[0]]
    assert sum(a != b for a, b in pairwise(cyclic)) >= needed
    assert alternating_points(form, odd + 2) is None


@given(rationals, rationals)
def test_simplest_between_is_simplest(a: Fraction, b: Fraction) -> None:
    assume(a != b)
    lo, hi = min(a, b), max(a, b)
    found = simplest_between(lo, hi)
    assert lo < found < hi
    smaller = [Fraction(p, q) for q in range(1, found.denominator) for p in range(-9 * q, 9 * q + 1)]
    assert not any(lo < f < hi for f in smaller)
    assert lo < simplest_between(lo, None)
    assert simplest_between(None, hi) < hi


@pytest.mark.quick
def test_signs_of_roots_are_exact() -> None:
    root = isolate_roots(BinaryForm.parse("1,0,-2"))[1]
    assert isinstance(root, RealRoot)
    assert sign(root.value() - parse_number("sqrt(2)")) == 0


@pytest.mark.quick
@pytest.mark.parametrize("exponent", [40, 3000, 20_000])
def test_roots_of_very_different_sizes(exponent: int) -> None:
    """x³ − 10^e x² + x + 1: one root near 10^e, two near ±10^(−e/2)."""
    roots = isolate_roots(BinaryForm((1, -(10**exponent), 1, 1)))
    small, other, large = (root.nearby() for root in roots if isinstance(root, RealRoot))
    for root, expected in ((large, 10**exponent), (other, Fraction(1, 10 ** (exponent // 2)))):
        assert abs(root / expected - 1) < Fraction(1, 10**10)
    assert abs(small / other + 1) < Fraction(1, 10**10)
