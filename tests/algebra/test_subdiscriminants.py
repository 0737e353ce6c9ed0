"""Subdiscriminants against sums over roots, repeated parts against products of roots, polynomials as values."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from itertools import combinations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import BadInputError, BinaryForm, Polynomial
from lcnsym.algebra.bezout import distinct_roots
from lcnsym.algebra.forms import product
from lcnsym.algebra.generic_discriminant import GenericDiscriminant
from lcnsym.algebra.numbers import sign
from lcnsym.algebra.subdiscriminants import bezoutian, determinant, repeated_part, subdiscriminants
from lcnsym.strategies import forms

small = st.integers(-4, 4)


@pytest.mark.quick
@given(st.lists(small, min_size=1, max_size=6), st.integers(1, 3))
def test_sums_over_roots(roots: list[int], leading: int) -> None:
    form = product(BinaryForm((1, -t)) for t in roots).scaled(leading)
    n = len(roots)
    found = subdiscriminants(Polynomial.variables(n + 1))
    for k, polynomial in enumerate(found, start=2):
        expected = leading ** (2 * k - 2) * sum(
            prod((a - b) ** 2 for a, b in combinations(chosen, 2)) for chosen in combinations(roots, k)
        )
        value = polynomial.value(form)
        assert (value > 0, value == 0) == (expected > 0, expected == 0)
    assert len(found) == n - 1


@pytest.mark.quick
@given(st.integers(2, 6))
def test_the_last_is_the_discriminant(degree: int) -> None:
    assert subdiscriminants(Polynomial.variables(degree + 1))[-1] == GenericDiscriminant(degree).polynomial


@given(st.data(), st.integers(1, 5))
def test_the_last_that_is_not_zero_counts_roots(data: st.DataObject, degree: int) -> None:
    form = data.draw(forms(degree))
    if not any(form.coefficients[:2]):
        return
    signs = [1, *(p.sign_at(form) for p in subdiscriminants(Polynomial.variables(degree + 1)))]
    _, distinct = distinct_roots(form)
    assert max(k for k, s in enumerate(signs, start=1) if s) == distinct


@pytest.mark.quick
@given(st.lists(st.tuples(small, st.integers(1, 3)), min_size=2, max_size=3, unique_by=lambda root: root[0]))
def test_repeated_parts(roots: list[tuple[int, int]]) -> None:
    form = product(BinaryForm((1, -t)) ** m for t, m in roots)
    part = repeated_part(Polynomial.variables(form.degree + 1), len(roots))
    values = BinaryForm([polynomial.value(form) for polynomial in part])
    expected = product(BinaryForm((1, -t)) ** (m - 1) for t, m in roots)
    assert values == expected.scaled(values.coefficients[0])
    assert values.coefficients[0]


@pytest.mark.quick
@given(st.data(), st.integers(2, 5))
def test_a_simple_root_at_infinity_puts_a_square_before_the_signs(data: st.DataObject, degree: int) -> None:
    others = data.draw(forms(degree - 1, irrational=False))
    without = [1, *(p.sign_at(others) for p in subdiscriminants(Polynomial.variables(degree)))]
    form = BinaryForm((0, 1)) * others
    found = [p.sign_at(form) for p in subdiscriminants(Polynomial.variables(degree + 1))]
    assert found == [s * bool(others.coefficients[0]) for s in without]


@pytest.mark.quick
def test_a_simple_root_at_infinity_is_no_exception() -> None:
    form = BinaryForm((0, 1)) * BinaryForm((1, -2)) ** 2
    part = repeated_part(Polynomial.variables(4), 2)
    a, b = (polynomial.value(form) for polynomial in part)
    assert a
    assert b == -2 * a


@pytest.mark.quick
@given(st.lists(st.lists(small, min_size=3, max_size=3), min_size=3, max_size=3))
def test_determinants(rows: list[list[int]]) -> None:
    one = Polynomial.variables(1)[0] * 0 + 1
    a, b, c = rows
    expected = sum(a[i] * (b[(i + 1) % 3] * c[(i + 2) % 3] - b[(i + 2) % 3] * c[(i + 1) % 3]) for i in range(3))
    assert determinant([[one * entry for entry in row] for row in rows]) == one * expected


@pytest.mark.quick
def test_polynomials_are_values() -> None:
    a, b, c = Polynomial.variables(3)
    found = b * b - 4 * a * c
    assert str(found) == "-4*w0*w2 + w1^2"
    assert found == Polynomial.from_terms(3, {(0, 2, 0): 1, (1, 0, 1): -4})
    assert len({found, found + 0, found * 1}) == 1
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own values
    assert copy.deepcopy(found) == found
    assert (found * 6).primitive() == found
    assert (found * 0).is_zero
    assert (found.degree, (found * 0).degree) == (2, -1)
    assert found != Polynomial.from_terms(4, {(0, 2, 0, 0): 1, (1, 0, 1, 0): -4})


@pytest.mark.quick
@pytest.mark.parametrize("scale", [1, Fraction(1, 7), 10**40])
def test_signs_over_the_rationals_and_number_fields(scale: Fraction) -> None:
    found = subdiscriminants(Polynomial.variables(3))[0]
    assert found.sign_at(BinaryForm((1, 0, -2)).scaled(scale)) == 1
    assert found.sign_at(BinaryForm((1, 2, 1)).scaled(scale)) == 0
    assert found.sign_at(BinaryForm.parse("1,sqrt(8),2").scaled(scale)) == 0
    assert found.sign_at(BinaryForm.parse("1,sqrt(2),2").scaled(scale)) == -1


@pytest.mark.quick
@given(st.data(), st.integers(2, 4))
def test_signs_are_those_of_the_values(data: st.DataObject, degree: int) -> None:
    form = data.draw(forms(degree))
    for found in subdiscriminants(Polynomial.variables(degree + 1)):
        assert found.sign_at(form) == sign(found.value(form))


@pytest.mark.quick
def test_bad_input() -> None:
    with pytest.raises(BadInputError, match="degree at least 1"):
        bezoutian(Polynomial.variables(1))
    with pytest.raises(BadInputError, match="degree 2"):
        Polynomial.variables(3)[0].sign_at(BinaryForm((1, 2)))
