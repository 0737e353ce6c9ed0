"""How many bits are tried, and where that ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.precision import MOST_DOUBLINGS, decided, decided_within, precisions
from lcnsym.errors import InconclusiveError

pytestmark = pytest.mark.quick


@given(st.integers(1, 300), st.integers(1, 5000), st.sampled_from((2, 4)))
def test_numbers_of_bits(first: int, last: int, factor: int) -> None:
    found = list(precisions(first, last, factor))
    assert found == [bits for bits in (first * factor**i for i in range(14)) if bits <= last]


@given(st.integers(1, 300), st.integers(0, 5000))
def test_the_first_that_decides(first: int, needed: int) -> None:
    tried: list[int] = []

    def compute(bits: int) -> int | None:
        tried.append(bits)
        # false values are answers too
        return 0 if bits >= needed else None

    assert decided(compute, first) == 0
    assert tried[-1] >= needed
    assert all(bits < needed for bits in tried[:-1])
    assert decided_within(compute, first, needed // 2) == (0 if needed <= first <= needed // 2 else None)


def test_what_bits_do_not_decide() -> None:
    tried: list[int] = []
    with pytest.raises(InconclusiveError, match=f"{3 << MOST_DOUBLINGS} bits do not decide"):
        decided(tried.append, 3)
    assert tried == [3 << i for i in range(MOST_DOUBLINGS + 1)]
