"""Distinct roots that all forms near a given one have."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.bezout import distinct_roots
from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.roots.nearby_forms import least_distinct_roots

pytestmark = pytest.mark.quick

small = st.integers(-5, 5)
lines = st.tuples(small, small).filter(any)


@given(st.lists(lines, min_size=1, max_size=6), st.integers(1, 10**4), st.data())
def test_every_near_form_has_so_many(factors: list[tuple[int, int]], inverse: int, data: st.DataObject) -> None:
    form = product([BinaryForm(line) for line in factors])
    radius = Fraction(1, inverse)
    moves = data.draw(st.lists(st.integers(-8, 8), min_size=form.degree + 1, max_size=form.degree + 1))
    near = BinaryForm([c + radius * Fraction(m, 8) for c, m in zip(form.rationals, moves, strict=True)])
    bound = least_distinct_roots(form.rationals, radius)
    assert bound <= distinct_roots(form)[1]
    assert near.is_zero or bound <= distinct_roots(near)[1]


@given(st.lists(lines, min_size=1, max_size=5))
def test_the_form_alone_has_them_all(factors: list[tuple[int, int]]) -> None:
    form = product([BinaryForm(line) for line in factors])
    assert least_distinct_roots(form.rationals, Fraction(0)) == distinct_roots(form)[1]


def test_wide_balls_say_little() -> None:
    assert least_distinct_roots((Fraction(1), Fraction(0), Fraction(-1)), Fraction(1)) == 0
    assert least_distinct_roots((Fraction(1), Fraction(0), Fraction(-1)), Fraction(9, 10)) == 1
    assert least_distinct_roots((Fraction(1), Fraction(0), Fraction(-1)), Fraction(1, 10)) == 2
