"""Composition of filters against products of convolutional matrices, for every stride."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.linear import rank
from lcnsym.algebra.literals import parse_number
from lcnsym.errors import BadInputError
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import (
    compose,
    convolution_matrix,
    end_to_end_matrix,
    filter_of_matrix,
    layer_matrices,
)
from lcnsym.network.jacobian import coprime_filters, jacobian
from tests.oracles import matrix_product

pytestmark = pytest.mark.quick

small = st.fractions(min_value=-9, max_value=9, max_denominator=5)
algebraic = st.one_of(
    small,
    st.sampled_from([parse_number("sqrt(2)"), parse_number("1-sqrt(3)"), parse_number("root(x^3-2,0)")]),
)


@st.composite
def networks(draw: st.DrawFn, coefficients: st.SearchStrategy[object] = small) -> tuple[Architecture, list[BinaryForm]]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    strides = draw(st.lists(st.integers(1, 3), min_size=len(sizes), max_size=len(sizes)))
    architecture = Architecture(tuple(sizes), tuple(strides), draw(st.integers(1, 3)))
    filters = [BinaryForm(tuple(draw(coefficients) for _ in range(k))) for k in sizes]
    return architecture, filters


@given(networks())
def test_product_of_matrices_is_the_matrix_of_the_composed_filter(
    network: tuple[Architecture, list[BinaryForm]],
) -> None:
    architecture, filters = network
    matrices = layer_matrices(architecture, filters)
    total = matrices[0]
    for matrix in matrices[1:]:
        total = matrix_product(matrix, total)
    composed = compose(architecture, filters)
    assert total == end_to_end_matrix(architecture, composed)
    assert filter_of_matrix(total, architecture.stride) == composed
    assert len(total) == architecture.output_size
    assert len(total[0]) == architecture.sizes[0]


@given(networks(algebraic))
def test_composition_over_number_fields_evaluates_to_the_product(
    network: tuple[Architecture, list[BinaryForm]],
) -> None:
    architecture, filters = network
    composed = compose(architecture, filters)
    x, y = Fraction(2, 3), Fraction(-1, 2)
    expected = Fraction(1)
    for form, S in zip(filters, architecture.stride_products, strict=True):
        expected = form(x**S, y**S) * expected
    assert composed(x, y) == expected


@given(networks())
def test_jacobian_is_the_derivative(network: tuple[Architecture, list[BinaryForm]]) -> None:
    """μ is linear in each filter: Euler's identity holds layer by layer."""
    architecture, filters = network
    rows = jacobian(architecture, filters)
    composed = compose(architecture, filters)
    start = 0
    for form in filters:
        part = rows[start : start + form.degree + 1]
        start += form.degree + 1
        combined = [
            sum(w * row[j] for w, row in zip(form.coefficients, part, strict=True))
            for j in range(architecture.filter_size)
        ]
        assert tuple(combined) == composed.coefficients


@pytest.mark.parametrize("sizes", [(2, 2), (3, 2, 2), (1, 4), (5,), (1, 1), (3, 3, 3, 2)])
def test_coprime_filters_give_a_submersion(sizes: tuple[int, ...]) -> None:
    architecture = Architecture(sizes)
    assert rank(jacobian(architecture, coprime_filters(architecture))) == architecture.filter_size


def test_wrong_shapes_are_refused() -> None:
    architecture = Architecture((3, 2))
    with pytest.raises(BadInputError, match="1 filters"):
        compose(architecture, [BinaryForm((1, 2, 3))])
    with pytest.raises(BadInputError, match="layer 2"):
        compose(architecture, [BinaryForm((1, 2, 3)), BinaryForm((1, 2, 3))])
    with pytest.raises(BadInputError, match="size 4"):
        end_to_end_matrix(architecture, BinaryForm((1, 2)))
    with pytest.raises(BadInputError, match="not convolutional"):
        filter_of_matrix([[Fraction(1), Fraction(2), Fraction(0)], [Fraction(0), Fraction(1), Fraction(3)]], 1)
    assert convolution_matrix(BinaryForm((1, 2)), 2, 2) == [[1, 2, 0, 0], [0, 0, 1, 2]]
