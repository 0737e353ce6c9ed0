"""Lists of elements of rings: composition term by term, inner products and images."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from flint import arb, fmpq
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.coefficients import correlation, difference, image, inner, polynomial_product
from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.polynomials import Polynomial
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose, composed, composed_without, convolution_matrix

pytestmark = pytest.mark.quick

RINGS: dict[str, Any] = {
    "rationals": Fraction,
    "rationals of FLINT": lambda c: fmpq(c.numerator, c.denominator),
    "balls": lambda c: arb(c.numerator) / c.denominator,
    "floats": float,
    "polynomials": lambda c: Polynomial.variables(1)[0] * 0 + int(c),
}
SMALL = st.lists(st.integers(-9, 9).map(Fraction), min_size=1, max_size=5)


@pytest.mark.parametrize("ring", RINGS)
@given(data=st.data())
def test_composition(ring: str, data: st.DataObject) -> None:
    convert = RINGS[ring]
    sizes = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    strides = [data.draw(st.integers(1, 3)) for _ in sizes]
    architecture = Architecture(tuple(sizes), tuple(strides))
    filters = [[Fraction(data.draw(st.integers(-9, 9))) for _ in range(k)] for k in sizes]
    converted = [[convert(c) for c in layer] for layer in filters]
    found = composed(converted, architecture.stride_products, convert(Fraction(1)))
    expected = naive(filters, architecture.stride_products)
    assert len(found) == architecture.filter_size
    assert found == [convert(c) for c in expected]
    assert compose(architecture, [BinaryForm(layer) for layer in filters]) == BinaryForm(expected)
    rest = composed_without({0}, converted, architecture.stride_products, convert(Fraction(1)))
    assert rest == [convert(c) for c in naive(filters[1:], architecture.stride_products[1:])]


def naive(filters: list[list[Fraction]], strides: tuple[int, ...]) -> list[Fraction]:
    """Term by term."""
    terms = {0: Fraction(1)}
    for layer, S in zip(filters, strides, strict=True):
        grown: dict[int, Fraction] = {}
        for place, value in terms.items():
            for a, c in enumerate(layer):
                grown[place + a * S] = grown.get(place + a * S, Fraction(0)) + value * c
        terms = grown
    return [terms.get(place, Fraction(0)) for place in range(max(terms) + 1)]


@given(SMALL, SMALL, st.integers(1, 3))
def test_correlation_is_the_transpose(first: list[Fraction], second: list[Fraction], stride: int) -> None:
    product = polynomial_product(first, second, stride)
    values = [Fraction(i * i - 3 * i + 1) for i in range(len(product))]
    assert inner(product, values) == inner(correlation(first, values, stride), second)


@given(st.data())
def test_images(data: st.DataObject) -> None:
    form = data.draw(SMALL)
    matrix = convolution_matrix(BinaryForm(form), 2, 3)
    vector = [Fraction(data.draw(st.integers(-9, 9))) for _ in matrix[0]]
    assert image(matrix, vector) == correlation(form, vector, 2)
    assert difference(vector, vector) == [0] * len(vector)
