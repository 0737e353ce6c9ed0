"""Membership for larger strides against exhaustive search over root orbits, in both directions."""

from __future__ import annotations

from collections import Counter
from itertools import product as tuples

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcnsym import Architecture, BadInputError, BinaryForm, decide
from lcnsym.algebra.forms import product
from lcnsym.membership.larger_strides import NO_ROOTS, RootSorts, StridedFactorization, root_sorts
from lcnsym.membership.patterns import root_pattern
from lcnsym.network.levels import levels
from lcnsym.roots.alternation import sign_changes_at_powers_of_two
from lcnsym.roots.powers import divisor_in_powers
from lcnsym.roots.roots import root_multiplicities
from lcnsym.strategies import forms

from ..root_orbits import Point, architectures_and_roots, splits


def nonzero(degree: int) -> st.SearchStrategy[BinaryForm]:
    return forms(degree).filter(lambda form: not form.is_zero)


@pytest.mark.quick
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(architectures_and_roots())
def test_as_by_exhaustive_search(case: tuple[Architecture, BinaryForm, Counter[Point]]) -> None:
    architecture, form, roots = case
    if architecture.degree > 16:
        return
    verdict = decide(architecture, form)
    assert verdict.is_complex_member == splits(architecture, roots, real=False)
    assert verdict.is_member == splits(architecture, roots, real=True)


@given(st.data(), st.integers(0, 12))
def test_few_signs_are_a_lower_bound(data: st.DataObject, degree: int) -> None:
    form = data.draw(nonzero(degree))
    assert sign_changes_at_powers_of_two(form) <= sum(root_multiplicities(form).real)


def test_few_signs_see_separated_roots() -> None:
    roots = [(1, 0), (0, 1), *((1, t) for t in (-100, -3, 5, 90)), (3, 1), (-3, 1), (100, 1)]
    form = product(BinaryForm(root) for root in roots)
    assert sign_changes_at_powers_of_two(form) == 9
    assert sign_changes_at_powers_of_two(BinaryForm((1, 0, 1))) == 0
    assert sign_changes_at_powers_of_two(BinaryForm.parse("1,0,-sqrt(2)")) == 0


@pytest.mark.quick
@given(st.data(), st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=4))
def test_compositions_are_members(data: st.DataObject, layers: list[tuple[int, int]]) -> None:
    architecture = Architecture(tuple(k for k, _ in layers), tuple(s for _, s in layers))
    if architecture.degree > 80:
        return
    factors = [
        data.draw(forms(k - 1)).in_powers(stride)
        for k, stride in zip(architecture.filter_sizes, architecture.stride_products, strict=True)
    ]
    verdict = decide(architecture, product(factors))
    assert verdict.is_member
    assert verdict.is_complex_member


@given(st.data(), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_stride_one_through_the_general_code(data: st.DataObject, sizes: list[int]) -> None:
    architecture = Architecture(tuple(sizes))
    form = data.draw(nonzero(architecture.degree))
    general = StridedFactorization(architecture, form)
    verdict = decide(architecture, form)
    assert general.is_real == verdict.is_member
    assert (general.failing_level is None) == verdict.is_complex_member
    assert (general.choice is not None) == verdict.is_member


@given(st.data(), st.integers(1, 4), st.integers(0, 4))
def test_the_largest_divisor_divides_and_nothing_larger_does(data: st.DataObject, exponent: int, degree: int) -> None:
    inner, outer = data.draw(nonzero(degree)), data.draw(nonzero(3))
    found = divisor_in_powers(inner.in_powers(exponent) * outer, exponent)
    rest = divisor_in_powers(outer, exponent)
    assert proportional(found, inner * rest)
    if exponent > 1:
        assert divisor_in_powers(rest.in_powers(exponent), exponent).degree == rest.degree


def proportional(a: BinaryForm, b: BinaryForm) -> bool:
    i = b.order_at_infinity
    if a.degree != b.degree or not a.coefficients[i]:
        return False
    return a.scaled(b.coefficients[i]) == b.scaled(a.coefficients[i])


@given(st.data(), st.integers(0, 6), st.integers(1, 4))
def test_sorts_of_preimages(data: st.DataObject, degree: int, exponent: int) -> None:
    form = data.draw(nonzero(degree))
    sorts = root_sorts(form)
    assert root_sorts(form.in_powers(exponent)) == sorts.preimages(exponent)
    pattern = root_pattern(form)
    assert pattern is not None
    assert (sorts.real, sorts.pairs) == (pattern.real_roots, sum(pattern.complex))


@given(st.tuples(*[st.integers(0, 3)] * 4), st.integers(0, 6), st.integers(0, 4))
def test_choices_are_all_there_are(numbers: tuple[int, int, int, int], degree: int, least: int) -> None:
    found = list(RootSorts(*numbers).choices(degree, least)) if (degree - least) % 2 == 0 and least <= degree else None
    if found is None:
        return
    slow = {
        RootSorts(*chosen)
        for chosen in tuples(*(range(n + 1) for n in numbers))
        if sum(chosen) + chosen[3] == degree and sum(chosen[:3]) >= least
    }
    assert set(found) == slow
    assert len(found) == len(slow)


@given(architectures_and_roots())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_choice_takes_all_roots(case: tuple[Architecture, BinaryForm, Counter[Point]]) -> None:
    architecture, form, _ = case
    found = StridedFactorization(architecture, form)
    if found.choice is None:
        return
    used, above = NO_ROOTS, None
    for level, chosen in reversed(list(zip(found.levels, found.choice, strict=True))):
        used = used.preimages(above.stride // level.stride if above else 1) + chosen
        above = level
        assert chosen.real >= level.even_filters
        assert chosen.real + 2 * chosen.pairs == level.degree
    assert not found.levels or used == found.sorts_at(0)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "strides", "literals", "member", "complex_member"),
    [
        ((3, 2), (2, 1), "-2,0,-3,0,-3", False, True),
        ((3, 2), (2, 1), "1,0,0,0,1", False, True),
        ((3, 2), (2, 1), "1,0,0,0,-1", True, True),
        ((3, 2), (2, 1), "1,2,3,4,5", False, False),
        ((3, 2), (2, 1), "0,0,0,0,0", True, True),
        ((3, 2), (2, 1), "0,0,0,0,1", True, True),
        ((3, 2), (2, 1), "0,0,0,1,0", True, True),
        ((3, 2), (2, 1), "0,1,0,sqrt(2),0", True, True),
        ((2, 2), (2, 1), "1,1,-2,-2", True, True),
        ((2, 2), (2, 1), "1,1,1,-2", False, False),
        ((1, 3), (3, 1), "1,0,0,0,0,0,1", True, True),
        ((1, 3), (3, 1), "1,0,0,0,0,1,1", False, False),
        ((1, 2, 2), (3, 1, 1), "1,0,0,0,0,0,1", False, True),
        ((2, 1, 2), (1, 2, 1), "1,1,-2,-2", True, True),
        ((1,), (5,), "7", True, True),
    ],
)
def test_by_hand(
    sizes: tuple[int, ...], strides: tuple[int, ...], literals: str, member: bool, complex_member: bool
) -> None:
    verdict = decide(Architecture(sizes, strides), BinaryForm.parse(literals))
    assert (verdict.is_member, verdict.is_complex_member) == (member, complex_member)
    assert (verdict.position is None) == (not Architecture(sizes, strides).is_stride_one)


@pytest.mark.quick
def test_levels_leave_out_trivial_layers() -> None:
    found = levels(Architecture((1, 3, 2, 1, 4), (2, 1, 3, 1, 5)))
    assert [(level.stride, level.layers, level.capacities) for level in found] == [
        (2, (1, 2), ((2,), (1,))),
        (6, (4,), ((3,),)),
    ]
    assert levels(Architecture((1, 1), (2, 3))) == ()


@pytest.mark.parametrize("exponent", [0, -1, 1.5, True])
def test_exponents_are_positive_integers(exponent: int) -> None:
    with pytest.raises(BadInputError, match="positive integer"):
        divisor_in_powers(BinaryForm((1, 2)), exponent)


@pytest.mark.quick
def test_the_zero_form_has_no_largest_divisor() -> None:
    with pytest.raises(BadInputError, match="zero"):
        divisor_in_powers(BinaryForm((0, 0)), 2)
