"""Which real form a form divides, against products whose factors are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.literals import parse_number
from lcnsym.algebra.multihomogeneous import TensorForm
from lcnsym.errors import InconclusiveError
from lcnsym.roots.real_multiples import only_multiple

ROOTS = [parse_number(words) for words in ("sqrt(2)", "-sqrt(2)", "root(x^3-2, 0)", "1", "-3/2")]


@given(st.permutations(range(len(ROOTS))), st.integers(0, 2), st.integers(1, 3))
def test_the_multiple_is_found(order: list[int], which: int, exponent: int) -> None:
    """x1·x2 − c·y1·y2, c^e the number, divides x1^e·x2^e − c^e·y1^e·y2^e and none of the others."""
    factors = [TensorForm((2, 2), (1, 0, 0, -ROOTS[i])) for i in order[:3]]
    cofactor = TensorForm((2, 3), (1, 2, -1, 3, 0, 5))
    candidates = [factor * cofactor for factor in factors]
    assert only_multiple(factors[which], candidates) == which
    powers = [TensorForm((2, 2), (1, 0, 0, -(ROOTS[i] ** exponent))).in_powers((exponent, exponent)) for i in order[:3]]
    values = [ROOTS[i] ** exponent for i in order[:3]]
    if values.count(values[which]) == 1:
        assert only_multiple(factors[which], powers) == which


@pytest.mark.quick
def test_two_multiples_are_not_told_apart() -> None:
    factor = TensorForm((2, 2), (1, 0, 0, -1))
    with pytest.raises(InconclusiveError, match="which of 2 real factors"):
        only_multiple(factor, [factor * factor, factor, TensorForm((2, 2), (1, 0, 0, 1))])
