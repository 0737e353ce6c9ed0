"""The independent means of the theorem checks: packings, approximating filters, alternating signs, discriminants."""

from __future__ import annotations

from fractions import Fraction
from itertools import product as choices

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lcnsym import strategies
from lcnsym.algebra.bezout import bezoutian, distinct_roots
from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.generic_discriminant import GenericDiscriminant
from lcnsym.algebra.squarefree import SquarefreeDecomposition
from lcnsym.errors import BadInputError
from lcnsym.membership.patterns import patterns_of_degree
from lcnsym.membership.positions import Position
from lcnsym.network.architecture import Architecture
from lcnsym.theorems.methods import factors
from lcnsym.theorems.methods.alternation import alternation, roots_between, sign_changes
from lcnsym.theorems.methods.approximation import OddPartFamily, near_filters
from lcnsym.theorems.methods.factors import real_factors
from lcnsym.theorems.methods.representatives import linear_factor, quadratic_factor, representative
from lcnsym.theorems.methods.shares import composed_layers, find_shares, has_real_layers, layer_sizes
from lcnsym.theorems.methods.topology import observed_position, packs_from
from lcnsym.theorems.statement import ContradictionError

few = settings(max_examples=20)


def packing_by_trial(sizes: tuple[int, ...], linear: int, quadratic: int) -> bool:
    """All choices of quadratic factors for each layer, by brute force."""
    ranges = [range(size // 2 + 1) for size in sizes]
    tried = (sum(s - 2 * q for s, q in zip(sizes, taken, strict=True)) == linear for taken in choices(*ranges))
    return linear + 2 * quadratic == sum(sizes) and any(tried)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=5), st.integers(0, 12), st.integers(0, 6))
def test_packings_against_brute_force(sizes: list[int], linear: int, quadratic: int) -> None:
    packing = find_shares(sizes, linear, quadratic)
    assert (packing is not None) == packing_by_trial(tuple(sizes), linear, quadratic)
    if packing is not None:
        assert [share.linear + 2 * share.quadratic for share in packing] == sizes
        assert sum(share.linear for share in packing) == linear
        assert sum(share.quadratic for share in packing) == quadratic


@given(strategies.architectures(), st.data())
def test_packings_multiply_out(architecture: Architecture, data: st.DataObject) -> None:
    pairs = data.draw(st.integers(0, architecture.degree // 2))
    real = architecture.degree - 2 * pairs
    packing = find_shares(layer_sizes(architecture), real, pairs)
    assume(packing is not None)
    linear, quadratic = [linear_factor(i) for i in range(real)], [quadratic_factor(i) for i in range(pairs)]
    form = composed_layers(architecture, packing, linear, quadratic)
    assert real_factors(form).multiplicities == ((1,) * real, (1,) * pairs)


@pytest.mark.quick
@pytest.mark.parametrize("degree", range(8))
def test_representatives_have_their_pattern(degree: int) -> None:
    for pattern in patterns_of_degree(degree):
        assert real_factors(representative(pattern)).multiplicities == (pattern.real, pattern.complex)


@given(st.data(), st.integers(0, 7))
def test_real_factors_of_forms_with_known_pattern(data: st.DataObject, degree: int) -> None:
    pattern = data.draw(strategies.patterns(degree))
    found = real_factors(data.draw(strategies.forms_with_pattern(pattern)))
    assert found.multiplicities == (pattern.real, pattern.complex)
    assert (found.linear, found.quadratic) == (pattern.real_roots, pattern.complex_pairs)
    assert found.odd == pattern.odd_real_roots


def wrong_product(_: BinaryForm) -> SquarefreeDecomposition:
    return SquarefreeDecomposition(Fraction(1), ((1, BinaryForm.parse("1,0,1")),))


def not_squarefree(form: BinaryForm) -> SquarefreeDecomposition:
    return SquarefreeDecomposition(Fraction(1), ((1, form),))


@pytest.mark.quick
@pytest.mark.parametrize("wrong", [wrong_product, not_squarefree])
def test_wrong_squarefree_parts_are_noticed(wrong: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factors, "squarefree_decomposition", wrong)
    with pytest.raises(ContradictionError):
        real_factors(BinaryForm.parse("1,-2,1"))


@pytest.mark.quick
@few
@given(st.data(), st.integers(1, 6))
def test_near_filters_keep_the_odd_part(data: st.DataObject, degree: int) -> None:
    pattern = data.draw(strategies.patterns(degree))
    form = data.draw(strategies.forms_with_pattern(pattern))
    family = OddPartFamily.towards(form)
    assert family.at(Fraction(0)) == form
    for near in near_filters(form):
        assert distinct_roots(near)[0] == pattern.odd_real_roots
    epsilon = Fraction(1, 1000)
    moved = family.at(epsilon) + form.scaled(-1)
    assert max(abs(c) for c in moved.coefficients) <= family.speed * epsilon


@pytest.mark.quick
@few
@given(st.data(), st.integers(1, 6))
def test_alternation_counts_the_odd_roots(data: st.DataObject, degree: int) -> None:
    pattern = data.draw(strategies.patterns(degree))
    form = data.draw(strategies.forms_with_pattern(pattern))
    assert alternation(form).changes == pattern.odd_real_roots


@few
@given(st.data(), strategies.forms(4, irrational=False))
def test_signs_are_stable_within_the_radius(data: st.DataObject, form: BinaryForm) -> None:
    assume(not form.is_zero)
    signs = alternation(form)
    share = st.fractions(-1, 1).map(lambda part: part * signs.radius * Fraction(999, 1000))
    near = form + BinaryForm(tuple(data.draw(share) for _ in range(5)))
    assert sign_changes(near, signs.points) == signs.changes
    assert real_factors(near).linear >= signs.changes


def test_alternation_separates_close_roots() -> None:
    close = BinaryForm((1, Fraction(-1, 3))) * BinaryForm((1, Fraction(-1, 3) - Fraction(1, 10**9)))
    assert alternation(close * BinaryForm((0, 1)) * BinaryForm((1, 1)) * BinaryForm((1, -1))).changes == 5


def test_alternation_with_irrational_coefficients() -> None:
    assert alternation(BinaryForm.parse("1,0,-1-sqrt(2),0,sqrt(2)")).changes == 4
    assert alternation(BinaryForm.parse("sqrt(2)")).changes == 0


@given(strategies.forms(5, irrational=False), st.integers(-9, 9), st.integers(1, 9))
def test_roots_between_against_sympy(form: BinaryForm, left: int, width: int) -> None:
    x = sympy.Symbol("x")
    assume(not form.is_zero and form.sign_at(left) and form.sign_at(left + width))
    polynomial = sympy.Poly([sympy.Rational(str(c)) for c in form.coefficients], x)
    assert roots_between(form, (left, 1), (left + width, 1)) == polynomial.count_roots(left, left + width)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("k", "literals", "position"),
    [
        ((2, 2), "1,0,1", Position.OUTSIDE),
        ((2, 2), "1,-2,1", Position.BOUNDARY),
        ((2, 2), "0,0,1", Position.BOUNDARY),
        ((2, 2), "1,0,-2", Position.INTERIOR),
        ((2, 2), "0,0,0", Position.BOUNDARY),
        ((3, 3), "0,0,0,0,0", Position.INTERIOR),
        ((3, 2, 2), "1,-2*sqrt(2),2,0,0", Position.BOUNDARY),
        ((3, 2, 2), "0,1,-3,3,-1", Position.INTERIOR),
        ((2, 2, 2, 2), "0,1,-3,3,-1", Position.BOUNDARY),
        ((1, 1), "5", Position.INTERIOR),
    ],
)
def test_observed_positions(k: tuple[int, ...], literals: str, position: Position) -> None:
    assert observed_position(Architecture(k), BinaryForm.parse(literals)).position is position


@pytest.mark.quick
def test_an_undecided_neighbourhood_is_not_called_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.methods.topology.packs_from", lambda *_: False)
    assert observed_position(Architecture((2, 2)), BinaryForm.parse("1,0,-2")).position is None


def test_packs_from() -> None:
    assert packs_from(Architecture((3, 2, 2)), 2)
    assert not packs_from(Architecture((3, 2, 2)), 0)
    assert has_real_layers(Architecture((3, 3)), BinaryForm.parse("1,0,2,0,1"))


@pytest.mark.quick
def test_numbers_of_terms_of_discriminants() -> None:
    """Literature: 2, 5, 16, 59, 246, 1103, 5247 terms in degrees 2 to 8."""
    assert [len(GenericDiscriminant(n).terms) for n in range(2, 9)] == [2, 5, 16, 59, 246, 1103, 5247]


@pytest.mark.parametrize("degree", range(2, 6))
def test_discriminants_against_sympy(degree: int) -> None:
    x = sympy.Symbol("x")
    for shift in range(3):
        w = [2, -3, 5, 1, -7, 4, 1, 3][shift : shift + degree + 1]
        wanted = sympy.discriminant(sympy.Poly(w, x))
        assert GenericDiscriminant(degree).value(BinaryForm(tuple(map(Fraction, w)))) == int(wanted)


@given(st.data(), st.integers(2, 6))
def test_the_discriminant_vanishes_exactly_on_repeated_roots(data: st.DataObject, degree: int) -> None:
    pattern = data.draw(strategies.patterns(degree))
    form = data.draw(strategies.forms_with_pattern(pattern))
    repeated = max(pattern.real + pattern.complex) > 1
    discriminant = GenericDiscriminant(degree)
    assert (discriminant.value(form) == 0) == repeated
    assert (sympy.Matrix(bezoutian(form)).det() == 0) == repeated
    if repeated:
        simple = sorted(m for m in pattern.real + pattern.complex * 2 if m > 1)
        assert discriminant.is_smooth_at(form) == (simple == [2])


def test_the_gradient_is_that_of_the_quadratic_discriminant() -> None:
    """d(b² − 4ac) = (−4c, 2b, −4a)."""
    assert GenericDiscriminant(2).gradient(BinaryForm.parse("2,3,5")) == (-20, 6, -8)


def test_small_discriminants_are_irreducible() -> None:
    assert all(GenericDiscriminant(n).is_irreducible for n in range(2, 7))


def test_discriminants_refuse_other_degrees() -> None:
    for degree in (1, 11):
        with pytest.raises(BadInputError, match=f"{degree} was given"):
            GenericDiscriminant(degree)
    with pytest.raises(BadInputError, match="degree 3"):
        GenericDiscriminant(3).value(BinaryForm.parse("1,0,1"))
