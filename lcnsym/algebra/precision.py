"""How computations with certified balls go on with more and more bits until they decide, and where they stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from ..errors import InconclusiveError

T = TypeVar("T")

MOST_DOUBLINGS = 24
"""So often the precision is doubled for a question that enough bits decide by a proof."""


def precisions(first: int, last: int, factor: int = 2) -> Iterator[int]:
    """The numbers of bits first, factor·first, factor²·first, … up to the last."""
    bits = first
    while bits <= last:
        yield bits
        bits *= factor


def decided_within(compute: Callable[[int], T | None], first: int, last: int, factor: int = 2) -> T | None:
    """compute(bits) with the numbers of bits of `precisions` until it is not None. None: not even with the last."""
    for bits in precisions(first, last, factor):
        found = compute(bits)
        if found is not None:
            return found
    return None


def decided(compute: Callable[[int], T | None], first: int) -> T:
    """compute(bits) with first, 2·first, … bits until it is not None, where it is proved that enough bits decide.

    Raises:
        InconclusiveError: not with MOST_DOUBLINGS doublings.
    """
    found = compute(first)
    if found is not None:
        return found
    last = first << MOST_DOUBLINGS
    found = decided_within(compute, 2 * first, last)
    if found is None:
        raise InconclusiveError(f"{last} bits do not decide what is asked")
    return found
