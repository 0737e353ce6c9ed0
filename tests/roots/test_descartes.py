"""Isolation, coverings, refinement and sign changes, against fractions and SymPy."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
import sympy
from flint import fmpz_poly
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym.algebra.breakpoints import (
    arc_variations,
    bits,
    fewer_points,
    partition_at,
    simplest_between,
    stern_brocot_ancestors,
)
from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.shiftable import IntegerPolynomial, hong_exponent, sign_variations
from lcnsym.errors import BadInputError, InconclusiveError
from lcnsym.roots import descartes, gaps
from lcnsym.roots.alternation import alternating_points, points_between_roots
from lcnsym.roots.descartes import Isolation, covering, isolate, separating
from lcnsym.roots.roots import RealRoot, isolate_roots
from tests.oracles import X, multiply

x = fmpz_poly([0, 1])


def mignotte(degree: int, a: int) -> fmpz_poly:
    return x**degree - 2 * (a * x - 1) ** 2


def sympy_poly(f: fmpz_poly) -> sympy.Poly:
    return sympy.Poly([int(c) for c in reversed(f.coeffs())], X)


def naive_variations(f: fmpz_poly, lo: Fraction | None, hi: Fraction | None) -> int:
    """Expand (1 + u)ⁿ f((lo + hi·u)/(1 + u)), f(lo + u) or f(hi − u) by the definition."""
    one, top, bottom = Fraction(1), [Fraction(0)], [Fraction(0)]
    if lo is None:
        top, bottom = [hi, -one], [one]
    elif hi is None:
        top, bottom = [lo, one], [one]
    else:
        top, bottom = [lo, hi], [one, one]
    n = f.degree()
    total = [Fraction(0)] * (n + 1)
    for i, c in enumerate(f.coeffs()):
        term = [Fraction(int(c))]
        for factor in [top] * i + [bottom] * (n - i):
            term = multiply(term, factor)
        for j, value in enumerate(term):
            total[j] += value
    signs = [value > 0 for value in total if value]
    return sum(a != b for a, b in pairwise(signs))


def naive_order(f: fmpz_poly, point: Fraction) -> int:
    order = 0
    while sum(int(c) * point**i for i, c in enumerate(f.coeffs())) == 0:
        f, order = f.derivative(), order + 1
    return order


def naive_bound(f: fmpz_poly, points: Sequence[Fraction]) -> tuple[list[int], list[int]]:
    ends = [None, *points, None]
    return [naive_variations(f, lo, hi) for lo, hi in pairwise(ends)], [naive_order(f, b) for b in points]


def check_isolation(f: fmpz_poly, isolation: Isolation) -> None:
    """The certificate by fractions, the number and the places of the roots by SymPy."""
    points = isolation.breakpoints
    assert points
    assert list(points) == sorted(set(points))
    variations, orders = naive_bound(f, points)
    assert max(variations) <= 1
    assert isolation.exact_roots == tuple(b for b, order in zip(points, orders, strict=True) if order)
    assert isolation.n_roots == sum(variations) + sum(orders) == sympy_poly(f).count_roots()
    for lo, hi in isolation.intervals:
        inside = sympy_poly(f).count_roots(sympy.Rational(lo), sympy.Rational(hi))
        assert inside - (naive_order(f, lo) > 0) - (naive_order(f, hi) > 0) == 1
    for (_, hi), (lo, _) in pairwise(isolation.intervals):
        assert hi <= lo


def radical(f: fmpz_poly) -> fmpz_poly:
    return f // f.gcd(f.derivative())


polynomials = st.lists(st.integers(-20, 20), min_size=1, max_size=10).map(fmpz_poly).filter(bool)
rationals = st.fractions(-9, 9, max_denominator=9)


@pytest.mark.quick
@given(polynomials)
def test_isolation_of_small_polynomials(f: fmpz_poly) -> None:
    f = radical(f) if f.degree() > 0 else f
    check_isolation(f, isolate(IntegerPolynomial(f)))


@pytest.mark.parametrize(
    "f",
    [
        fmpz_poly([7]),
        fmpz_poly([0, -3]),
        3 * x - 1,
        (x - 1) * (x - 2) * (x - 3) * (x + 5),
        fmpz_poly.chebyshev_t(14),
        fmpz_poly.chebyshev_u(13),
        mignotte(8, 2**31 - 1),
        mignotte(7, 10**40),
        (2**200 * x - 1) * (2**200 * x - 3) * (x**2 - 2**301),
        x * (x**2 - 2) * (x**2 - 3) * (1000 * x**2 - 2000 * x + 1001),
    ],
    ids=str,
)
def test_isolation_of_hard_polynomials(f: fmpz_poly) -> None:
    check_isolation(f, isolate(IntegerPolynomial(f)))


def test_isolation_needs_no_more_long_breakpoints_than_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    f = fmpz_poly.chebyshev_t(30)
    kept = isolate(IntegerPolynomial(f))
    assert all(bits(b) <= gaps.SHORT_BITS for b in kept.breakpoints)
    monkeypatch.setattr(gaps, "SHORT_BITS", 0)
    thinned = isolate(IntegerPolynomial(f))
    check_isolation(f, thinned)
    assert len(thinned.breakpoints) == 29 < len(kept.breakpoints)
    assert isolate(IntegerPolynomial(x**2 - 2)).breakpoints == (0,)
    assert isolate(IntegerPolynomial(mignotte(32, 2**31 - 1))).breakpoints == (0, Fraction(1, 2**31 - 1), 1)


@pytest.mark.quick
def test_repeated_irrational_roots_cannot_be_isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descartes, "MAX_CUTS", 50)
    with pytest.raises(InconclusiveError, match="50 cuts of the line leave up to 4 real roots"):
        isolate(IntegerPolynomial((x**2 - 2) ** 2))


@pytest.mark.quick
@given(polynomials, st.lists(rationals, min_size=1, max_size=4, unique=True))
def test_variations_by_the_definition(f: fmpz_poly, points: list[Fraction]) -> None:
    points.sort()
    bound = partition_at(IntegerPolynomial(f), points)
    assert (list(bound.variations), list(bound.orders)) == naive_bound(f, points)
    assert bound.lower <= bound.upper
    assert (bound.upper - bound.lower) % 2 == 0


@pytest.mark.quick
def test_the_whole_line_is_no_arc() -> None:
    with pytest.raises(BadInputError, match="at least one finite end"):
        arc_variations(IntegerPolynomial(x), None, None)


@pytest.mark.slow
@given(
    st.lists(st.tuples(polynomials, st.integers(1, 3)), min_size=1, max_size=3),
    st.integers(0, 3),
    st.integers(0, 2),
)
def test_coverings_show_the_number_of_roots(factors: list[tuple[fmpz_poly, int]], spare: int, at_infinity: int) -> None:
    f = fmpz_poly([1])
    for g, m in factors:
        f *= g**m
    assume(f.degree() > 0)
    true = sum(m * sympy_poly(g).count_roots() for g, m in f.factor_squarefree()[1])
    points = covering(IntegerPolynomial(f), true + spare + at_infinity, at_infinity)
    variations, orders = naive_bound(f, points)
    assert sum(variations) + sum(orders) <= true + spare


def test_every_arc_gets_its_turn() -> None:
    """An arc that keeps its many variations must not keep the search from another."""
    f = (x**2 - 2) ** 3 * (10**6 * (x - 5) ** 2 + 1)
    points = covering(IntegerPolynomial(f), 6)
    assert partition_at(IntegerPolynomial(f), points).upper == 6


def test_coverings_use_the_slack() -> None:
    f = (x - 1) * (x - 2) * (x - 3) * (x**2 + 1)
    assert len(covering(IntegerPolynomial(f), 5)) == 1
    assert covering(IntegerPolynomial(f), 2) is None


def test_breakpoints_are_shortened_but_roots_stay() -> None:
    long = Fraction(10**20 + 1, 10**20)
    f = IntegerPolynomial(x**2 - 2)
    assert fewer_points(f, partition_at(f, [long]), slack=0) == (1,)
    f = IntegerPolynomial((x**2 - 2) * (long.denominator * x - long.numerator))
    assert fewer_points(f, partition_at(f, [long]), slack=0) == (long,)


@given(polynomials.filter(lambda f: f[0] != 0))
def test_lower_exponents_leave_no_variations(f: fmpz_poly) -> None:
    k = IntegerPolynomial(f).lower_exponent()
    if k is None:
        assert naive_variations(f, Fraction(0), None) == 0
    else:
        assert naive_variations(f, Fraction(0), Fraction(2) ** k) == 0
        assert naive_order(f, Fraction(2) ** k) == 0


def test_hong_exponent_is_sharp_enough() -> None:
    """x − 2^40: the root is found up to the factor that the method gives away."""
    assert hong_exponent([-1, 1], [40, 0], [41, 1]) == 38


@given(st.lists(st.sampled_from([-1, 0, 1])))
def test_sign_variations(signs: list[int]) -> None:
    kept = [s for s in signs if s]
    assert sign_variations(signs) == sum(a != b for a, b in pairwise(kept))


@given(polynomials, st.integers(-5, 5), st.integers(1, 5), rationals)
def test_integer_polynomials_move_as_documented(f: fmpz_poly, a: int, d: int, t: Fraction) -> None:
    def value(g: IntegerPolynomial, point: Fraction) -> Fraction:
        return sum((int(c) * point**i for i, c in enumerate(g.polynomial.coeffs())), Fraction(0))

    p = IntegerPolynomial(f)
    assert value(p.shift(a), t) == value(p, t + a)
    assume(a != 0)
    assert value(p.scale(a, d), t) == d ** f.degree() * value(p, a * t / d)
    assert p.sign_at(a, d) == (value(p, Fraction(a, d)) > 0) - (value(p, Fraction(a, d)) < 0)
    assume(t != 0)
    assert value(p.reverse(), t) == t ** f.degree() * value(p, 1 / t)
    assert value(p.without_zero(), t) * t ** p.order_at_zero() == value(p, t)


def form_of(f: fmpz_poly, at_infinity: int = 0) -> BinaryForm:
    return BinaryForm([0] * at_infinity + [int(c) for c in reversed(f.coeffs())])


@pytest.mark.parametrize(
    ("f", "lo", "hi", "precision"),
    [
        (x**2 - 2, 1, 2, 20_000),
        (x**64 - 2, 0, 2, 3_000),
        (mignotte(8, 2**31 - 1), Fraction(1, 2**31 - 1), 1, 500),
        (mignotte(8, 2**31 - 1), 0, Fraction(1, 2**31 - 1), 500),
        (10**1000 * x**3 - 3, 0, 1, 4_000),
        (x**3 - x - 10**50, 0, 10**50, 0),
    ],
)
def test_refinement_brackets_the_root(f: fmpz_poly, lo: Fraction, hi: Fraction, precision: int) -> None:
    lo, hi = Fraction(lo), Fraction(hi)
    below, above = RealRoot(1, (lo, hi), form_of(f)).refined(precision).interval
    assert lo <= below < above <= hi
    assert above - below <= Fraction(1, 2**precision)
    p = IntegerPolynomial(f)
    assert p.sign_at(below.numerator, below.denominator) * p.sign_at(above.numerator, above.denominator) == -1


def test_refinement_stops_at_an_exact_root() -> None:
    f = form_of((x - 3) * (x**2 - 2))
    assert RealRoot(1, (Fraction(2), Fraction(4)), f).refined(50).interval == (3, 3)
    assert RealRoot(1, (Fraction(3), Fraction(3)), None).refined(50).interval == (3, 3)


@given(polynomials, st.integers(0, 60))
def test_refinement_of_all_intervals(f: fmpz_poly, precision: int) -> None:
    f = radical(f) if f.degree() > 0 else f
    for root in isolate_roots(form_of(f)):
        if isinstance(root, RealRoot):
            below, above = root.refined(precision).interval
            assert root.interval[0] <= below <= above <= root.interval[1]
            assert above - below <= Fraction(1, 2**precision)
            assert sympy_poly(f).count_roots(sympy.Rational(below), sympy.Rational(above)) >= 1


def cyclic_changes(f: fmpz_poly, degree: int, points: Sequence[Fraction]) -> int:
    values = [sum(int(c) * t**i for i, c in enumerate(f.coeffs())) for t in points]
    assert all(a * b < 0 for a, b in pairwise(values))
    return len(points) - 1 + (values[-1] * (-1) ** degree * values[0] < 0)


@given(polynomials, polynomials, st.integers(0, 2), st.integers(-1, 12))
def test_sign_changes(g: fmpz_poly, h: fmpz_poly, at_infinity: int, needed: int) -> None:
    f = g * h**2
    degree = f.degree() + at_infinity
    odd = [m for part, m in f.factor_squarefree()[1] for _ in range(sympy_poly(part).count_roots()) if m % 2]
    there = len(odd) + at_infinity % 2
    needed = max(needed, 0) + (degree - max(needed, 0)) % 2
    points = alternating_points(form_of(f, at_infinity), needed)
    if points is None:
        assert there < needed
    else:
        assert list(points) == sorted(set(points))
        assert needed <= cyclic_changes(f, degree, points) <= there
        assert len(points) <= max(needed + 1, 1)


def test_sign_changes_at_short_points() -> None:
    cubic = (x**2 - 2) * (x - 7)
    found = alternating_points(form_of(cubic), 3)
    assert found is not None
    assert cyclic_changes(cubic, 3, found) == len(found) == 3
    assert all(point.denominator <= 2 for point in found)
    assert alternating_points(form_of((x - 1) ** 2), 2) is None
    assert alternating_points(form_of(fmpz_poly([1]), 1), 1) == (0,)
    points = alternating_points(form_of(fmpz_poly.chebyshev_t(20)), 20)
    assert points is not None
    assert len(points) == 20
    assert all(point.denominator < 64 for point in points)


@given(rationals, rationals)
def test_the_simplest_rational_between(a: Fraction, b: Fraction) -> None:
    assume(a < b)
    best = min(
        (q, abs(p)) for q in range(1, 82) for p in range(int(a * q) - 1, int(b * q) + 2) if a < Fraction(p, q) < b
    )
    found = simplest_between(a, b)
    assert a < found < b
    assert (found.denominator, abs(found.numerator)) == best


def test_ancestors_are_shorter() -> None:
    assert stern_brocot_ancestors(Fraction(355, 113), 4) == [3, 4, Fraction(22, 7), Fraction(25, 8)]
    assert stern_brocot_ancestors(Fraction(1, 1000), 9) == [0, 1]


@given(polynomials.filter(lambda f: f[0] != 0), st.integers(0, 40))
def test_the_root_free_step_is_the_greatest(f: fmpz_poly, further: int) -> None:
    f = f(fmpz_poly([-further, 1]))
    assume(f[0] != 0)
    p = IntegerPolynomial(f)
    variations = p.variations()
    assume(variations > 1)
    step, above, left = descartes._root_free_step(p, variations)
    assert above.polynomial == f(fmpz_poly([step, 1]))
    assert left == above.variations()
    if left == variations:
        assert p.shift(step + 1).variations() < variations
    else:
        assert step == 1


def test_a_far_cluster_is_reached_at_once() -> None:
    shifts = 0

    class Counted(IntegerPolynomial):
        def shift(self, step: int) -> IntegerPolynomial:
            nonlocal shifts
            shifts += 1
            return super().shift(step)

    far = (x - 10**30) ** 2 + 1
    step, _, _ = descartes._root_free_step(Counted(far * (x + 3) ** 20), 2)
    assert step in (10**30 - 2, 10**30 - 1, 10**30)
    assert shifts < 12


@given(polynomials, st.integers(0, 8))
def test_separating_stops_early_with_enough(f: fmpz_poly, enough: int) -> None:
    f = radical(f) if f.degree() > 0 else f
    partition = separating(IntegerPolynomial(f), enough)
    variations, orders = naive_bound(f, partition.points)
    assert (list(partition.variations), list(partition.orders)) == (variations, orders)
    true = sympy_poly(f).count_roots()
    assert min(enough, true) <= partition.lower <= true


@given(polynomials, st.integers(0, 1))
def test_points_between_all_roots(f: fmpz_poly, at_infinity: int) -> None:
    f = radical(f) if f.degree() > 0 else f
    part = form_of(f, at_infinity)
    points = points_between_roots(part)
    assert list(points) == sorted(set(points))
    assert cyclic_changes(f, part.degree, points) == sympy_poly(f).count_roots() + at_infinity
