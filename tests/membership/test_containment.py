"""Which function space holds which."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import Architecture, BinaryForm, compare_spaces, compose, decide, strategies
from lcnsym.errors import BadInputError, TooCostlyError
from lcnsym.fibres.fibre import Fibre
from lcnsym.membership.containment import SpaceRelation, space_class
from lcnsym.network.all_architectures import architectures_of_degree, number_of_architectures

pytestmark = pytest.mark.quick
STRIDES = (1, 2, 3, 4, 6)


def all_of_degree(degree: int) -> list[Architecture]:
    return [a for stride in STRIDES for a in architectures_of_degree(degree, stride)]


@pytest.mark.parametrize("degree", range(1, 8))
def test_witnesses_and_members_for_every_pair(degree: int) -> None:
    every = {space_class(a): a for a in all_of_degree(degree)}
    small = {a: list(products_of_small_filters(a)) for a in every.values()}
    for first, second in product(every.values(), repeat=2):
        found = compare_spaces(first, second)
        assert found.relation is not SpaceRelation.EQUAL or first == second
        if found.is_contained:
            assert found.in_first_only is None
            assert all(decide(second, form).is_member for form in small[first])
        else:
            witness = found.in_first_only
            assert witness is not None
            # not by the counting of roots that found it, but by placing every root in a layer
            assert next(Fibre(first, witness).factorizations(), None) is not None
            assert next(Fibre(second, witness).factorizations(), None) is None


def products_of_small_filters(architecture: Architecture) -> list[BinaryForm]:
    """Filters composed of layers with small coefficients, deterministic, and of different kinds."""
    found = []
    for shift in range(6):
        layers = [
            BinaryForm([(7 * i + 5 * j + 3 * shift * (j + 1)) % 5 - 2 for j in range(k - 1)] + [1 - 2 * (shift % 2)])
            for i, k in enumerate(architecture.filter_sizes)
        ]
        found.append(compose(architecture, layers))
    return found


@given(st.data(), strategies.architectures(), strategies.architectures())
def test_stride_one_is_a_comparison_of_two_numbers(
    data: st.DataObject, first: Architecture, second: Architecture
) -> None:
    if first.degree != second.degree:
        second = (
            Architecture((*second.filter_sizes, first.degree - second.degree + 1))
            if (second.degree < first.degree)
            else Architecture((first.degree + 1,))
        )
    e, f = first.even_filters, second.even_filters
    found = compare_spaces(first, second)
    assert found.is_contained == (e >= f or f <= 1)
    assert found.contains == (f >= e or e <= 1)
    assert (found.relation is SpaceRelation.EQUAL) == (e == f or max(e, f) <= 1)
    layers = [data.draw(strategies.forms(k - 1)) for k in first.filter_sizes]
    assert not found.is_contained or decide(second, compose(first, layers)).is_member


@pytest.mark.parametrize("degree", range(1, 9))
def test_equal_exactly_for_equal_classes(degree: int) -> None:
    every = all_of_degree(degree)[:60]
    for first, second in product(every, repeat=2):
        equal = compare_spaces(first, second).relation is SpaceRelation.EQUAL
        assert equal == (space_class(first) == space_class(second))


def test_inclusion_is_an_order() -> None:
    every = list({space_class(a): a for a in all_of_degree(6)}.values())
    holds = {(a, b): compare_spaces(a, b).is_contained for a, b in product(every, repeat=2)}
    assert all(holds[a, a] for a in every)
    assert all(holds[a, c] or not (holds[a, b] and holds[b, c]) for a, b, c in product(every, repeat=3))
    assert sum(holds.values()) > len(every)


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (Architecture((1,)), Architecture((1, 1), (5, 1)), "equal"),
        (Architecture((3,)), Architecture((2, 2)), "superset"),
        # a form in x³ has one real root for every one in x
        (Architecture((2, 2), (1, 1)), Architecture((1, 3), (3, 1)), None),
        (Architecture((1, 3), (3, 1)), Architecture((7,)), "subset"),
        (Architecture((1, 2, 2), (3, 1, 1)), Architecture((2, 2, 5)), "subset"),
        (Architecture((1, 2, 2), (2, 1, 1)), Architecture((3, 2, 2)), "incomparable"),
        (Architecture((1, 2), (6, 1)), Architecture((1, 4), (2, 1)), "subset"),
    ],
)
def test_examples(first: Architecture, second: Architecture, relation: str | None) -> None:
    if relation is None:
        with pytest.raises(BadInputError, match=r"have 3 coefficients and those of .* 7"):
            compare_spaces(first, second)
    else:
        assert str(compare_spaces(first, second).relation) == relation


@pytest.mark.parametrize("degree", range(1, 9))
@pytest.mark.parametrize("stride", STRIDES)
def test_the_list_has_every_architecture_once(degree: int, stride: int) -> None:
    found = list(architectures_of_degree(degree, stride))
    assert len(found) == len(set(found)) == number_of_architectures(degree, stride)
    assert all(a.degree == degree and a.stride == stride and min(a.filter_sizes) > 1 for a in found)


@pytest.mark.parametrize("degree", range(1, 5))
def test_the_list_has_all_that_a_search_finds(degree: int) -> None:
    searched = {
        architecture
        for length in range(1, degree + 1)
        for k in product(range(2, degree + 2), repeat=length)
        if sum(k) - length <= degree
        for s in product((1, 2, 3), repeat=length - 1)
        if (architecture := Architecture(k, (*s, 1))).degree == degree
    }
    listed = {a for stride in range(1, 28) for a in architectures_of_degree(degree, stride)}
    assert searched == {a for a in listed if set(a.strides) <= {1, 2, 3}}


def test_too_many_are_refused_before_the_work() -> None:
    assert number_of_architectures(20, 1) == 2**19
    with pytest.raises(TooCostlyError, match="576460752303423488 architectures"):
        architectures_of_degree(60)
