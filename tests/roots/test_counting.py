"""The numbers of real roots, against SymPy, PARI, Sturm's theorem and polynomials with known roots."""

from __future__ import annotations

import random
from itertools import islice, product

import pytest
import sympy
from flint import fmpq_poly, fmpz_poly
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym.algebra.bezout import distinct_roots
from lcnsym.algebra.forms import BinaryForm
from lcnsym.errors import BadInputError
from lcnsym.roots import counting_roots as counting
from lcnsym.roots.counting_roots import (
    count_distinct_real_roots,
    count_real_roots_with_multiplicity,
    real_root_multiplicities,
    squarefree_parts,
)
from lcnsym.roots.descartes_count import descartes_steps
from lcnsym.roots.squared_roots import arcs_of_squares, has_dominated_middle
from lcnsym.roots.sturm import pseudo_remainder, signed_remainders, sturm_steps
from tests.oracles import X, sympy_pattern

x = fmpz_poly([0, 1])
polynomials = st.lists(st.integers(-30, 30), min_size=1, max_size=12).map(fmpz_poly).filter(bool)
nonzero = st.integers(-9, 9).filter(bool)


def distinct_by_sympy(f: fmpz_poly) -> int:
    return int(sympy.Poly([int(c) for c in reversed(f.coeffs())], X).count_roots()) if f.degree() > 0 else 0


def product_of(factors: list[tuple[fmpz_poly, int]]) -> fmpz_poly:
    product = fmpz_poly([1])
    for factor, multiplicity in factors:
        product *= factor**multiplicity
    return product


def by_sturm(f: fmpz_poly) -> int:
    return next(number for number in sturm_steps(f) if number is not None)


def random_polynomial(generator: random.Random, degree: int, bits: int) -> fmpz_poly:
    return fmpz_poly([generator.randint(-(2**bits), 2**bits) for _ in range(degree)] + [1])


@pytest.mark.quick
@given(polynomials)
def test_counts_agree_with_sympy(f: fmpz_poly) -> None:
    assert count_distinct_real_roots(f) == distinct_by_sympy(f)


@given(st.lists(st.tuples(polynomials, st.integers(1, 4)), max_size=3))
def test_multiplicities_agree_with_sympy(factors: list[tuple[fmpz_poly, int]]) -> None:
    f = product_of(factors)
    real, pairs = sympy_pattern([int(c) for c in reversed(f.coeffs())])
    found = real_root_multiplicities(f)
    assert tuple(m for m in sorted(found) for _ in range(found[m][0])) == real
    assert tuple(m for m in sorted(found) for _ in range(found[m][1])) == pairs
    assert count_real_roots_with_multiplicity(f) == sum(real)
    assert count_distinct_real_roots(f) == len(real)


@pytest.mark.needs("cypari")
@pytest.mark.parametrize("degree", [5, 12, 30])
def test_counts_agree_with_pari(degree: int) -> None:
    from cypari import pari

    generator = random.Random(degree)
    for _ in range(40):
        f = random_polynomial(generator, degree, 12)
        if generator.random() < 0.5:
            f *= random_polynomial(generator, generator.randint(1, 4), 3) ** generator.randint(1, 3)
        theirs = pari([int(c) for c in f.coeffs()]).Polrev()
        assert count_distinct_real_roots(f) == int((theirs / theirs.gcd(theirs.deriv())).polsturm())


@given(polynomials)
def test_both_methods_agree(f: fmpz_poly) -> None:
    for part, _ in squarefree_parts(f):
        bounds = list(descartes_steps(part))
        assert bounds[-1] == (by_sturm(part),) * 2
        for lower, upper in bounds:
            assert lower <= bounds[-1][0] <= upper
            assert (upper - lower) % 2 == 0


@pytest.mark.quick
@given(
    st.lists(st.fractions(-20, 20, max_denominator=20), max_size=8),
    st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 99)), max_size=3),
)
def test_products_with_known_roots(roots: list, pairs: list[tuple[int, int]]) -> None:
    f = fmpz_poly([-3])
    for root in roots:
        f *= fmpz_poly([-root.numerator, root.denominator])
    for re, square in pairs:
        f *= (x - re) ** 2 + square
    assert count_real_roots_with_multiplicity(f) == len(roots)
    assert count_distinct_real_roots(f) == len(set(roots))


@pytest.mark.quick
@given(polynomials, nonzero, nonzero, st.integers(-50, 50))
def test_counts_are_invariant(f: fmpz_poly, factor: int, stretch: int, shift: int) -> None:
    found = real_root_multiplicities(f)
    assert real_root_multiplicities(factor * f) == found
    assert real_root_multiplicities(f(fmpz_poly([shift, stretch]))) == found
    if f[0]:
        assert real_root_multiplicities(fmpz_poly(f.coeffs()[::-1])) == found


@given(polynomials, st.integers(2, 4))
def test_powers_of_the_variable(f: fmpz_poly, period: int) -> None:
    """f(x^d) is counted from f."""
    g = f(x**period)
    at_zero = int(f[0] == 0)
    theirs = sympy.Poly([int(c) for c in reversed(f.coeffs())], X)
    positive = theirs.count_roots(inf=0) - at_zero if f.degree() > 0 else 0
    expected = distinct_by_sympy(f) if period % 2 else 2 * positive + at_zero
    assert count_distinct_real_roots(g) == expected


@pytest.mark.quick
@given(polynomials, st.integers(-1, 13))
def test_at_least_is_on_the_right_side(f: fmpz_poly, at_least: int) -> None:
    true = distinct_by_sympy(f)
    found = count_distinct_real_roots(f, at_least)
    assert found <= true
    assert (found >= at_least) == (true >= at_least)
    with_multiplicity = count_real_roots_with_multiplicity(f * f, at_least)
    assert with_multiplicity <= 2 * true
    assert (with_multiplicity >= at_least) == (2 * true >= at_least)


def test_at_least_saves_work() -> None:
    """Parity alone shows a root of an odd-degree polynomial: the first bounds must do."""
    f = random_polynomial(random.Random(3), 301, 20)
    bounds = counting.root_bounds(f)
    assert next(bounds)[0] >= 1
    assert count_distinct_real_roots(f, 1) >= 1


@pytest.mark.quick
@pytest.mark.parametrize(
    ("f", "found"),
    [
        (fmpz_poly([5]), {}),
        (fmpz_poly([-5, 3]), {1: (1, 0)}),
        (x**7, {7: (1, 0)}),
        (x**2, {2: (1, 0)}),
        (x**2 + 1, {1: (0, 1)}),
        (x**6 - 2, {1: (2, 2)}),
        (x**5 - 2, {1: (1, 2)}),
        (10**1000 * x**2 - 1, {1: (2, 0)}),
        (x**3 - 10**1000 * x + 1, {1: (3, 0)}),
        (10**1000 * (x**2 - 2) ** 2 * (x**2 + 2) ** 3, {2: (2, 0), 3: (0, 1)}),
        ((x**2 - 2) ** 2 * (x - 1) ** 2 * (x + 1), {1: (1, 0), 2: (3, 0)}),
        (fmpz_poly.chebyshev_t(61), {1: (61, 0)}),
        (fmpz_poly.chebyshev_t(40) * (3 * x**3 - x + 1) ** 2, {1: (40, 0), 2: (1, 1)}),
        (product_of([(x - i, 1) for i in range(1, 80)]), {1: (79, 0)}),
        (product_of([(7 * x + i, 1) for i in range(-30, 30)]), {1: (60, 0)}),
        (product_of([(x**2 - i, 1) for i in range(1, 25)]), {1: (48, 0)}),
        (x**64 - 2 * ((2**31 - 1) * x - 1) ** 2, {1: (4, 30)}),
        (x**65 - 2 * ((10**30) * x - 1) ** 2, {1: (3, 31)}),
        ((x**16 - 2 * (10**6 * x - 1) ** 2) * (x**2 + x + 1) * (5 * x**3 + 2), {1: (5, 8)}),
    ],
)
def test_known_counts(f: fmpz_poly, found: dict[int, tuple[int, int]]) -> None:
    assert real_root_multiplicities(f) == found
    assert count_real_roots_with_multiplicity(f) == sum(m * real for m, (real, _) in found.items())
    assert real_root_multiplicities(f) == real_root_multiplicities(-f(fmpz_poly([0, -1])))


def test_roots_that_differ_by_a_prime_meet_modulo_it() -> None:
    """Modulo the prime of the quick tests, this has a double root and an integer root that is none."""
    p = 2**61 - 1
    f = (x - 1) * (x - 1 - p) * (x**3 - 8 - p) * (x - 5)
    assert len(squarefree_parts(f)) == 1
    assert real_root_multiplicities(f) == {1: (4, 1)}


@pytest.mark.quick
@given(polynomials)
def test_bounds_end_where_they_meet(f: fmpz_poly) -> None:
    for part, _ in squarefree_parts(f):
        *before, last = counting.root_bounds(part)
        assert last[0] == last[1]
        assert all(lower < upper for lower, upper in before)


@pytest.mark.quick
def test_zero_has_no_number_of_roots() -> None:
    for count in (count_distinct_real_roots, count_real_roots_with_multiplicity, real_root_multiplicities):
        with pytest.raises(BadInputError, match="give a non-zero polynomial"):
            count(fmpz_poly([]))


@given(polynomials, polynomials)
def test_pseudo_remainders(f: fmpz_poly, g: fmpz_poly) -> None:
    """They are positive multiples of the remainders over the rationals."""
    remainder = fmpq_poly(f) % fmpq_poly(g)
    found = pseudo_remainder(f, g)
    assert found.degree() == remainder.degree()
    if found:
        factor = found.leading_coefficient() / remainder[remainder.degree()]
        assert factor > 0
        assert fmpq_poly(found) == factor * remainder


@given(polynomials)
def test_signed_remainders_end_in_the_greatest_common_divisor(f: fmpz_poly) -> None:
    *_, last = signed_remainders(f)
    g = f.gcd(f.derivative())
    assert last.degree() == g.degree()
    assert g * last.leading_coefficient() == last * g.leading_coefficient()


def test_the_race_ends_whoever_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    f = fmpz_poly.chebyshev_t(20) + 7 * x**3
    true = by_sturm(f)
    for sparse, spare in ((0, 0), (10**9, 0), (0, 10**9)):
        monkeypatch.setattr(counting, "_SPARSE", sparse)
        monkeypatch.setattr(counting, "_CUTS_TO_SPARE", spare)
        assert count_distinct_real_roots(f) == true
    monkeypatch.setattr(counting, "perf_counter", lambda: 0.0)
    assert count_distinct_real_roots(f) == true


@given(st.lists(st.tuples(polynomials, st.integers(1, 3)), min_size=1, max_size=3))
def test_bounds_hold_with_multiplicity(factors: list[tuple[fmpz_poly, int]]) -> None:
    f = product_of(factors)
    real, _ = sympy_pattern([int(c) for c in reversed(f.coeffs())])
    for lower, upper in islice(descartes_steps(f), 12):
        assert lower <= sum(real) <= upper
        assert (upper - lower) % 2 == 0


def number_by_sturm(part: fmpz_poly) -> int:
    *_, number = sturm_steps(part)
    assert number is not None
    return number


@pytest.mark.quick
@pytest.mark.parametrize("degree", range(5))
def test_all_short_polynomials_with_small_coefficients(degree: int) -> None:
    """Against Sturm's theorem on the square-free parts; with a bound, whatever it is, the answer tells as much."""
    for *coefficients, leading in product(range(-2, 3), repeat=degree + 1):
        if leading:
            f = fmpz_poly([*coefficients, leading])
            found = {m: number_by_sturm(part) for part, m in squarefree_parts(f)}
            total, distinct = sum(m * number for m, number in found.items()), sum(found.values())
            assert count_real_roots_with_multiplicity(f) == total
            assert count_distinct_real_roots(f) == distinct
            for at_least in range(degree + 2):
                assert (count_real_roots_with_multiplicity(f, at_least) >= at_least) is (total >= at_least)
                assert (count_distinct_real_roots(f, at_least) >= at_least) is (distinct >= at_least)


small_factors = st.lists(st.tuples(st.lists(st.integers(-9, 9), min_size=2, max_size=5), st.integers(1, 3)), max_size=3)
wide = st.lists(st.integers(-(2**70), 2**70), min_size=4, max_size=14)


def counted_otherwise(f: fmpz_poly) -> tuple[int, int]:
    """Real roots with multiplicity, by Descartes' rule on the parts; distinct ones, by the Bezoutian's signature."""
    by_descartes = sum(m * list(descartes_steps(part))[-1][0] for part, m in f.factor_squarefree()[1])
    real, _ = distinct_roots(BinaryForm([int(c) for c in reversed(f.coeffs())]))
    return by_descartes, real


@given(wide.map(fmpz_poly).filter(bool) | small_factors.map(lambda fs: product_of([(fmpz_poly(c), m) for c, m in fs])))
@settings(max_examples=300)
def test_short_polynomials_agree_with_the_bezoutian_and_with_descartes(f: fmpz_poly) -> None:
    if f:
        assert (count_real_roots_with_multiplicity(f), count_distinct_real_roots(f)) == counted_otherwise(f)


@given(wide.map(fmpz_poly) | small_factors.map(lambda fs: product_of([(fmpz_poly(c), m) for c, m in fs])))
@settings(max_examples=300)
def test_squares_of_roots_tell_as_many(f: fmpz_poly) -> None:
    """What is found at once, and the roots on the arcs that are left, with multiplicity, are all."""
    if f.degree() < 1:
        return
    squares = arcs_of_squares(f, f.degree())
    if squares is not None:
        found, arcs = squares
        left = [m * positive_by_sturm(part) for arc in arcs for part, m in arc[0].factor_squarefree()[1]]
        assert found + sum(left) == sum(m * number_by_sturm(part) for part, m in f.factor_squarefree()[1])
        for arc in arcs:
            assert arc[2:5] == (arc[0][0] > 0, arc[0].leading_coefficient() > 0, arc[4])
            assert arc[4] >= sum(m * positive_by_sturm(part) for part, m in arc[0].factor_squarefree()[1])


def positive_by_sturm(part: fmpz_poly) -> int:
    """Roots u > 0 of a polynomial that is not 0 at 0: half of the real ones of part(u²)."""
    return number_by_sturm(part.inflate(2)) // 2


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(1, 99), st.lists(st.integers(0, 9), max_size=4))
def test_a_dominated_middle_has_no_positive_roots(before: list[int], b: int, after: list[int]) -> None:
    f = fmpz_poly([1, *before, -b, 1, *after, 1])
    for signed, outer in ((f, True), (-f, False)):
        if has_dominated_middle(signed.coeffs(), outer=outer):
            assert all(positive_by_sturm(part) == 0 for part, _ in f.factor_squarefree()[1])
        assert has_dominated_middle(signed.coeffs(), outer=outer) is (b * b < 4 * before[-1])
