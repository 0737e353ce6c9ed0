"""One set of functions for networks of any strides and any number of axes."""

from __future__ import annotations

import random
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import Architecture, BadInputError, BinaryForm, TensorArchitecture, TensorForm, compose, decide
from lcnsym.certificates.networks import certify_factorization, certify_filling, certify_membership
from lcnsym.checker import check_text
from lcnsym.fibres.fibres import fibre_of, first_factorization
from lcnsym.network.jacobian import jacobian, jacobian_rank
from lcnsym.network.networks import form_of, names_several_axes, parse_network

pytestmark = pytest.mark.quick

entries = st.integers(-3, 3)


@st.composite
def lines(draw: st.DrawFn) -> tuple[tuple[int, ...], list[list[int]]]:
    """Filter sizes, and coefficients for each layer, none of them a zero filter."""
    sizes = tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=3)))
    filters = [draw(st.lists(entries, min_size=k, max_size=k).filter(any)) for k in sizes]
    return sizes, filters


@given(lines())
def test_one_axis_is_a_case_of_several(case: tuple[tuple[int, ...], list[list[int]]]) -> None:
    """A network with filters of formats k_i × 1 says what the one with filter sizes k_i says."""
    sizes, filters = case
    line = Architecture(sizes)
    plane = TensorArchitecture(tuple((k, 1) for k in sizes))
    assert (plane.dimension, plane.ambient_dimension) == (line.dimension, line.ambient_dimension)
    assert (plane.is_filling, plane.is_full_dimensional) == (line.is_filling, line.is_full_dimensional)
    assert plane.degrees == (*line.degrees, 0)
    assert plane.capacities == tuple((*room, 0) for room in line.capacities)
    composed = compose(line, [BinaryForm(w) for w in filters])
    tensor = compose(plane, [TensorForm((len(w), 1), w) for w in filters])
    assert tensor.coefficients == composed.coefficients
    first, second = decide(line, composed), decide(plane, tensor)
    assert first.is_member
    assert second.is_member
    assert first.position == second.position
    layers = [BinaryForm(w) for w in filters], [TensorForm((len(w), 1), w) for w in filters]
    assert jacobian(line, layers[0]) == jacobian(plane, layers[1])
    assert fibre_of(line, composed).count() == fibre_of(plane, tensor).count()


@pytest.mark.parametrize("text", ["3,2,2", "2x2,2x2"])
def test_a_member_goes_through_every_door(text: str) -> None:
    network = parse_network(text)
    form = form_of(network, [1, *[0] * (network.ambient_dimension - 2), -1])
    verdict, found = decide(network, form), first_factorization(fibre_of(network, form))
    assert verdict.is_member
    assert verdict.to_dict()["member"]
    assert found is not None
    assert compose(network, found.filters) == form
    made = [certify_membership(network, form), certify_factorization(network, found.filters), certify_filling(network)]
    assert all(check_text(one.text).accepted for one in made)


def test_larger_strides_go_through_the_same_doors() -> None:
    network = parse_network("3,2", "2,1")
    form = compose(network, [BinaryForm((1, 1, 1)), BinaryForm((1, 3))])
    assert decide(network, form).is_member
    assert decide(network, form).position is None
    found = first_factorization(fibre_of(network, form))
    assert found is not None
    assert compose(network, found.filters) == form


def test_kinds_are_not_mixed() -> None:
    line, plane = Architecture((2, 2)), TensorArchitecture(((2, 2), (2, 2)))
    form, tensor = BinaryForm((1, 0, -1)), TensorForm((3, 3), (1, *[0] * 7, -1))
    for network, wrong in ((line, tensor), (plane, form)):
        for door in (decide, fibre_of, certify_membership):
            with pytest.raises(BadInputError, match=r"a filter is a (BinaryForm|TensorForm)"):
                door(network, wrong)  # type: ignore[operator]
    for network, wrong in ((line, [form, tensor]), (plane, [tensor, form]), (line, [(1, 2), tensor])):
        with pytest.raises(BadInputError, match=r"a filter is a (BinaryForm|TensorForm)"):
            compose(network, wrong)  # type: ignore[call-overload]
    assert first_factorization(fibre_of(line, BinaryForm((0, 0, 0)))) is None


@given(st.integers(0, 10**6))
def test_the_derivative_is_the_difference_along_a_line(seed: int) -> None:
    """μ is linear in every filter: moving one by a unit vector moves the composition by the row of the Jacobian."""
    rng = random.Random(seed)
    for network in (Architecture((3, 2, 2), (2, 1, 1)), TensorArchitecture(((2, 3), (2, 1)))):
        formats = network.formats if isinstance(network, TensorArchitecture) else [(k,) for k in network.filter_sizes]
        entries_of = [[rng.randint(-3, 3) for _ in range(prod(sizes))] for sizes in formats]

        def forms(rows: list[list[int]], network: Any = network, formats: Any = formats) -> list[Any]:
            if isinstance(network, Architecture):
                return [BinaryForm(row) for row in rows]
            return [TensorForm(sizes, row) for sizes, row in zip(formats, rows, strict=True)]

        rows = iter(jacobian(network, forms(entries_of)))
        before = compose(network, forms(entries_of)).coefficients
        for i, row in enumerate(entries_of):
            for j in range(len(row)):
                moved = [list(other) for other in entries_of]
                moved[i][j] += 1
                after = compose(network, forms(moved)).coefficients
                assert [b - a for a, b in zip(before, after, strict=True)] == next(rows)
        assert jacobian_rank(network, forms(entries_of)) <= network.dimension


def test_text_names_the_number_of_axes() -> None:
    assert [names_several_axes(k) for k in ("3,2", "3x3,2x2", "3X1", "2×2", "x", "")] == [
        False,
        True,
        True,
        True,
        False,
        False,
    ]
