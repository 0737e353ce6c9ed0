"""Ranks of the derivative of the multiplication map."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import Architecture, BinaryForm, strategies
from lcnsym.algebra.forms import product
from lcnsym.network.jacobian import jacobian_rank
from lcnsym.roots.powers import divisor_in_powers
from lcnsym.theorems.methods.common_factor import common_factor

pytestmark = pytest.mark.quick


@given(st.data(), st.integers(1, 6), st.integers(1, 4), st.integers(1, 3))
def test_two_layers(data: st.DataObject, first: int, second: int, stride: int) -> None:
    shared = data.draw(st.integers(0, min((first - 1) // stride, second - 1)))
    common, a, b = (
        data.draw(strategies.filters(m + 1, nonzero=True))
        for m in (shared, first - 1 - shared * stride, second - 1 - shared)
    )
    layers = [common.in_powers(stride) * a, common * b]
    divisor = divisor_in_powers(layers[0], stride)
    expected = first + second - 1 - common_factor([divisor, layers[1]]).degree
    assert jacobian_rank(Architecture((first, second), (stride, 1)), layers) == expected


@given(st.data(), strategies.architectures(max_layers=4, max_filter_size=3))
def test_stride_one(data: st.DataObject, architecture: Architecture) -> None:
    layers = data.draw(strategies.layer_filters(architecture, nonzero=True))
    others = [product([BinaryForm((1,)), *(w for j, w in enumerate(layers) if j != i)]) for i in range(len(layers))]
    expected = architecture.filter_size - common_factor(others).degree
    assert jacobian_rank(architecture, layers) == expected


@given(st.data(), strategies.architectures(max_layers=3, max_filter_size=3, max_stride=3))
def test_scaling_and_the_bound(data: st.DataObject, architecture: Architecture) -> None:
    layers = list(data.draw(strategies.layer_filters(architecture)))
    found = jacobian_rank(architecture, layers)
    assert found <= architecture.dimension
    assert jacobian_rank(architecture, [layer.scaled(-3) for layer in layers]) == found


def test_over_a_number_field() -> None:
    layers = [BinaryForm.parse("1,sqrt(2),0"), BinaryForm.parse("1,-2*sqrt(2)")]
    assert jacobian_rank(Architecture((3, 2), (2, 1)), layers) == 4
    assert jacobian_rank(Architecture((3, 2)), [BinaryForm.parse("1,0,-2"), BinaryForm.parse("1,sqrt(2)")]) == 3


def test_zero_filters() -> None:
    zero = [BinaryForm((0, 0)), BinaryForm((0, 0))]
    assert jacobian_rank(Architecture((2, 2)), zero) == 0
    assert (
        reduce(max, [jacobian_rank(Architecture((2, 2), (s, 1)), [zero[0], BinaryForm((1, 2))]) for s in (1, 2)]) == 2
    )
