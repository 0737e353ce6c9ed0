"""Real roots of forms on the projective line, one and many, against square-free parts and the Bezoutian."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import BadInputError, BinaryForm, count_real_roots, count_real_roots_many, squarefree_decomposition
from lcnsym.algebra.bezout import distinct_roots
from lcnsym.roots.roots import RootMultiplicities, root_multiplicities

pytestmark = pytest.mark.quick

rows = st.lists(st.integers(-9, 9), min_size=1, max_size=12).filter(any)
factors = st.lists(st.integers(-3, 3), min_size=1, max_size=3).filter(any)


def by_parts(form: BinaryForm) -> RootMultiplicities:
    """From the square-free parts and the signatures of their Bezoutians."""
    real: list[int] = []
    pairs: list[int] = []
    for m, part in squarefree_decomposition(form).parts:
        on_the_line, distinct = distinct_roots(part)
        real += [m] * on_the_line
        pairs += [m] * ((distinct - on_the_line) // 2)
    return RootMultiplicities(tuple(real), tuple(pairs))


@given(rows, factors, st.integers(0, 3))
def test_counts_agree_with_the_parts(row: list[int], factor: list[int], exponent: int) -> None:
    form = BinaryForm(row) * BinaryForm(factor) ** exponent
    expected = by_parts(form)
    assert root_multiplicities(form) == expected
    assert count_real_roots(form) == sum(expected.real)
    assert count_real_roots(form.scaled(Fraction(-2, 7))) == sum(expected.real)


@given(st.lists(rows, max_size=6))
def test_many_are_counted_like_each(many: list[list[int]]) -> None:
    expected = [count_real_roots(BinaryForm(row)) for row in many]
    assert count_real_roots_many(many) == expected
    assert count_real_roots_many(map(tuple, many)) == expected
    assert count_real_roots_many(BinaryForm(row) for row in many) == expected
    assert count_real_roots_many([np.array(row) for row in many]) == expected
    assert count_real_roots_many([list(map(Fraction, row)) for row in many]) == expected


def test_rows_of_every_kind() -> None:
    golden = BinaryForm.parse("1,0,-sqrt(2)")
    assert count_real_roots(golden) == 2
    assert count_real_roots_many([golden, (0, 0, 5), [1.5, 0, -1], (7,), golden.coefficients]) == [2, 2, 2, 0, 2]
    assert count_real_roots_many(np.array([[1, 0, -1], [1, 0, 1]])) == [2, 0]
    assert count_real_roots_many([]) == []


@pytest.mark.parametrize(
    ("many", "line"),
    [
        ([(1, 2), (0, 0)], "form 1: the zero form"),
        ([BinaryForm((0,))], "form 0: the zero form"),
        ([()], "form 0: a form needs at least one coefficient"),
        ([(1, True)], "form 0: True is not an exact real number"),
        ([(1, float("nan"))], "form 0: nan is not"),
        (["1;2"], "form 0: cannot read '1;2'"),
        ([5], "form 0: a filter is a BinaryForm"),
        (5, "not a value of type int"),
        (np.array(5), "not a value of type ndarray"),
    ],
)
def test_what_is_no_form_is_refused(many: object, line: str) -> None:
    with pytest.raises(BadInputError, match=line):
        count_real_roots_many(many)


def test_one_form_is_asked_for() -> None:
    with pytest.raises(BadInputError, match="a filter is a BinaryForm"):
        count_real_roots(12)
    with pytest.raises(BadInputError, match="the zero form"):
        count_real_roots(BinaryForm((0, 0)))
