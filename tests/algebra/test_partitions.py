"""The partitions of an integer, against compositions."""

from __future__ import annotations

import pytest

from lcnsym.algebra.partitions import check_partition, partitions
from lcnsym.errors import BadInputError

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("n", range(12))
def test_partitions(n: int) -> None:
    everything = {tuple(sorted(c, reverse=True)) for c in compositions(n)}
    listed = list(partitions(n))
    assert listed == sorted(everything)
    for most in range(n + 2):
        small = list(partitions(n, most))
        assert small == listed[: len(small)] == [part for part in listed if max(part, default=0) <= most]


def compositions(n: int) -> list[tuple[int, ...]]:
    return [()] if n == 0 else [(i, *rest) for i in range(1, n + 1) for rest in compositions(n - i)]


def test_parts_are_positive_integers() -> None:
    assert check_partition([1, 3, 2]) == (3, 2, 1)
    for given in ((2, 0), (True, 1), (1.0,), "21", 3):
        with pytest.raises(BadInputError, match="was given"):
            check_partition(given)
