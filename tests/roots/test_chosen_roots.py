"""Forms made of chosen roots: balls, exact coefficients, and the roots' places among conjugates."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations

import pytest
import sympy
from flint import acb, fmpz_poly
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.literals import parse_number
from lcnsym.algebra.numbers import AlgebraicNumber, Number
from lcnsym.errors import InconclusiveError, UnsupportedError
from lcnsym.roots import chosen_roots
from lcnsym.roots.chosen_roots import ChosenRoots, PlacedRoot, arrangements, placed_roots
from lcnsym.roots.conjugates import Conjugates
from lcnsym.strategies import forms, forms_with_pattern, patterns
from tests.oracles import X

ONE = Fraction(1)


def leading(form: BinaryForm) -> Number:
    return form.coefficients[form.order_at_infinity]


def whole(form: BinaryForm, roots: tuple[PlacedRoot, ...]) -> ChosenRoots:
    return ChosenRoots.of([(placed, placed.root.multiplicity) for placed in roots], leading(form))


def contains(form: BinaryForm, chosen: ChosenRoots, bits: int) -> bool:
    """Whether the enclosures are as short as asked for and hold the form's coefficients."""
    ends = chosen.enclosures(bits)
    return len(ends) == len(form.coefficients) and all(
        lo <= w <= hi and (hi - lo) * 2**bits < 1 for w, (lo, hi) in zip(form.coefficients, ends, strict=True)
    )


@given(st.data(), st.integers(0, 6))
def test_all_roots_make_the_form(data: st.DataObject, degree: int) -> None:
    form = data.draw(forms(degree))
    assume(not form.is_zero)
    roots = placed_roots(form)
    assert sum(placed.degree * placed.root.multiplicity for placed in roots) == degree
    chosen = whole(form, roots)
    assert chosen.degree == degree
    assert contains(form, chosen, 80)
    if form.is_rational:
        assert chosen.form == form


@settings(max_examples=60)
@given(st.data(), st.integers(1, 4))
def test_roots_taken_one_by_one_multiply_back(data: st.DataObject, degree: int) -> None:
    pattern = data.draw(patterns(degree))
    form = data.draw(forms_with_pattern(pattern, irrational=False))
    factors = [
        ChosenRoots.of([(placed, 1)], ONE) for placed in placed_roots(form) for _ in range(placed.root.multiplicity)
    ]
    try:
        together = product([BinaryForm((leading(form),)), *(factor.form for factor in factors)])
    except UnsupportedError:
        assume(False)
    assert together == form


@pytest.mark.quick
@given(st.lists(st.integers(-9, 9), min_size=3, max_size=6).map(BinaryForm), st.data())
def test_exact_coefficients_lie_in_their_enclosures(form: BinaryForm, data: st.DataObject) -> None:
    assume(not form.is_zero)
    roots = placed_roots(form)
    taken = [(placed, data.draw(st.integers(0, placed.root.multiplicity))) for placed in roots]
    chosen = ChosenRoots.of(taken, ONE)
    assert contains(chosen.form, chosen, 100)
    for w in chosen.form.coefficients:
        if isinstance(w, AlgebraicNumber):
            assert sympy.Poly(w.minpoly[::-1], X).is_irreducible


@pytest.mark.quick
def test_literature_values() -> None:
    """x⁴ + 1 is the product of x² ± √2·xy + y²; x⁴ − 2 has the factor x² + √2."""
    pairs = [ChosenRoots.of([(placed, 1)], ONE).form for placed in placed_roots(BinaryForm((1, 0, 0, 0, 1)))]
    root = parse_number("sqrt(2)")
    assert sorted(pairs, key=lambda form: float(form.coefficients[1])) == [
        BinaryForm((1, -root, 1)),
        BinaryForm((1, root, 1)),
    ]
    *_, pair = placed_roots(BinaryForm((1, 0, 0, 0, -2)))
    assert ChosenRoots.of([(pair, 1)], ONE).form == BinaryForm((1, 0, root))


@pytest.mark.quick
def test_degenerate_forms() -> None:
    assert placed_roots(BinaryForm((7,))) == ()
    assert ChosenRoots.of([], Fraction(7)).form == BinaryForm((7,))
    infinity, zero = sorted(placed_roots(BinaryForm((0, 0, 3, 0))), key=lambda placed: placed.conjugates is not None)
    assert infinity.numbers == ()
    assert ChosenRoots.of([(infinity, 2), (zero, 1)], Fraction(3)).form == BinaryForm((0, 0, 3, 0))
    assert ChosenRoots.of([(infinity, 1)], ONE).enclosures(10) == ((0, 0), (1, 1))


@pytest.mark.parametrize("literals", ["1,0,-2*10^400", "10^400,0,-3", "1,10^60,0,-1", "10^-50,0,-1,10^50"])
def test_huge_and_tiny_coefficients(literals: str) -> None:
    form = BinaryForm.parse(literals)
    roots = placed_roots(form)
    assert contains(form, whole(form, roots), 200)
    linear = [ChosenRoots.of([(placed, 1)], ONE).form for placed in roots]
    assert product(linear).scaled(leading(form)) == form


@pytest.mark.quick
@pytest.mark.parametrize(
    "literals", ["sqrt(2),1,0,-sqrt(3)", "1,-sqrt(2),0,1", "sqrt(2)+1,0,sqrt(2),0,1", "root(x^3-2,0),0,-1"]
)
def test_number_fields(literals: str) -> None:
    form = BinaryForm.parse(literals)
    roots = placed_roots(form)
    first, *others = roots
    filters = [ChosenRoots.of([(first, first.root.multiplicity)], leading(form))]
    filters += [ChosenRoots.of([(placed, placed.root.multiplicity)], ONE) for placed in others]
    assert product(chosen.form for chosen in filters) == form


def test_symmetric_functions_of_half_the_roots_of_a_quintic() -> None:
    """x⁵ − 4x + 2 has the group S₅: sums of two of its roots have ten conjugates."""
    form = BinaryForm((1, 0, 0, 0, -4, 2))
    real = [placed for placed in placed_roots(form) if placed.root.kind == "real"]
    for a, b in combinations(real, 2):
        _, total, constant = ChosenRoots.of([(a, 1), (b, 1)], ONE).form.coefficients
        assert isinstance(total, AlgebraicNumber)
        assert isinstance(constant, AlgebraicNumber)
        assert len(total.minpoly) == len(constant.minpoly) == 11
        lo, hi = total.interval
        assert sympy.Poly(total.minpoly[::-1], X).count_roots(sympy.Rational(lo), sympy.Rational(hi)) == 1


def test_many_conjugates_are_refused_at_once_but_enclosed() -> None:
    form = BinaryForm([int(c) for c in reversed((fmpz_poly.chebyshev_t(13) * 4 + 1).coeffs())])
    roots = [placed for placed in placed_roots(form) if placed.root.kind == "real"]
    chosen = ChosenRoots.of([(placed, 1) for placed in roots[:6]], ONE)
    assert chosen.n_conjugates > chosen_roots.MAX_CONJUGATES
    with pytest.raises(
        InconclusiveError, match=f"{chosen.n_conjugates} conjugates.*up to {chosen_roots.MAX_CONJUGATES}"
    ):
        _ = chosen.form
    assert all(hi - lo < Fraction(1, 2**300) for lo, hi in chosen.enclosures(300))


@pytest.mark.quick
@given(st.lists(st.integers(0, 3), max_size=6).map(tuple))
def test_arrangements(weights: tuple[int, ...]) -> None:
    assert list(arrangements(weights)) == sorted(set(permutations(weights)))


@pytest.mark.quick
def test_conjugates_keep_their_numbers() -> None:
    conjugates = Conjugates(fmpz_poly([2, -4, 0, 0, 0, 1]))
    coarse = conjugates.balls(64)
    for precision in (100, 1000):
        for before, after in zip(coarse, conjugates.balls(precision), strict=True):
            assert before.overlaps(after)
    for i, j in enumerate(conjugates.partners):
        assert conjugates.partners[j] == i
        assert coarse[i].overlaps(acb(coarse[j].real, -coarse[j].imag))
    assert sum(i == j for i, j in enumerate(conjugates.partners)) == 3


@pytest.mark.quick
def test_roots_closer_than_double_precision() -> None:
    form = BinaryForm((1, -2, 1 - Fraction(1, 10**61)))
    first, second = placed_roots(form)
    linear = [ChosenRoots.of([(placed, 1)], ONE).form for placed in (first, second)]
    assert product(linear) == form
    pair = placed_roots(BinaryForm((1, -2, 1 + Fraction(1, 10**61))))
    assert [placed.numbers for placed in pair] in ([(0, 1)], [(1, 0)])
