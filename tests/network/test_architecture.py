"""Sizes, strides, reduction and dimension of architectures."""

from __future__ import annotations

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.errors import BadInputError
from lcnsym.network.architecture import Architecture

pytestmark = pytest.mark.quick

layers = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4)), min_size=1, max_size=5)


def architecture_of(pairs: list[tuple[int, int]], outputs: int = 1) -> Architecture:
    return Architecture(tuple(k for k, _ in pairs), tuple(s for _, s in pairs), outputs)


def test_the_slides_example() -> None:
    network = Architecture((3, 2, 2))
    assert (network.filter_size, network.degree, network.stride, network.even_filters) == (5, 4, 1, 2)
    assert network.sizes == (5, 3, 2, 1)
    assert not network.is_filling
    assert network.is_full_dimensional


@given(layers, st.integers(1, 4))
def test_sizes_follow_the_recursion_and_the_end_to_end_formula(pairs: list[tuple[int, int]], outputs: int) -> None:
    network = architecture_of(pairs, outputs)
    for i, (k, s) in enumerate(pairs):
        assert network.sizes[i] == (network.sizes[i + 1] - 1) * s + k
    assert network.sizes[0] == (outputs - 1) * network.stride + network.filter_size
    assert network.stride == prod(s for _, s in pairs)


@given(layers)
def test_reduction_keeps_the_function_space_and_is_idempotent(pairs: list[tuple[int, int]]) -> None:
    network = architecture_of(pairs)
    reduced = network.reduced
    assert reduced.reduced == reduced
    assert reduced.filter_size == network.filter_size
    assert reduced.dimension == network.dimension
    assert reduced.even_filters == network.even_filters
    assert reduced.is_filling == network.is_filling
    kept = [(k, S) for k, S in zip(network.filter_sizes, network.stride_products, strict=True) if k > 1]
    again = [(k, S) for k, S in zip(reduced.filter_sizes, reduced.stride_products, strict=True) if k > 1]
    assert kept == again
    assert all(k > 1 for k in reduced.filter_sizes[1:])


@pytest.mark.parametrize(
    ("k", "s", "filling", "full"),
    [
        ((3, 2, 2), (1, 1, 1), False, True),
        ((3, 3), (1, 1), True, True),
        ((3, 2), (1, 1), True, True),
        ((3, 2), (1, 7), True, True),
        ((3, 2), (2, 1), False, False),
        ((3, 1), (2, 1), True, True),
        ((1, 3), (2, 1), False, False),
        ((1, 1, 1), (3, 3, 3), True, True),
        ((1,), (1,), True, True),
        ((4,), (1,), True, True),
        ((2, 2), (1, 1), False, True),
        ((2, 1, 2), (1, 1, 1), False, True),
        ((2, 1, 2), (1, 2, 1), False, False),
    ],
)
def test_filling_and_full_dimension(k: tuple[int, ...], s: tuple[int, ...], filling: bool, full: bool) -> None:
    network = Architecture(k, s)
    assert network.is_filling is filling
    assert network.is_full_dimensional is full
    assert network.is_stride_one is full


@given(layers, st.integers(1, 3))
def test_dictionary_round_trip(pairs: list[tuple[int, int]], outputs: int) -> None:
    network = architecture_of(pairs, outputs)
    assert Architecture.from_dict(network.to_dict()) == network


@pytest.mark.parametrize(
    ("k", "s"),
    [
        ((), ()),
        ((0,), ()),
        ((-1,), ()),
        ((2.5,), ()),
        ((True,), ()),
        ((2, 2), (1,)),
        ((2,), (0,)),
        ((10**9,), ()),
        (("3",), ()),
    ],
)
def test_bad_sizes(k: tuple[int, ...], s: tuple[int, ...]) -> None:
    with pytest.raises(BadInputError):
        Architecture(k, s)


@pytest.mark.parametrize("text", ["", ",", "3,,2", "3;2", "a", "2.0", "1e3", "\u0663", "3,2,", "0", "-1", "9" * 30])
def test_bad_size_texts(text: str) -> None:
    with pytest.raises(BadInputError):
        Architecture.parse(text)
