"""Bounds on what the checker reads and computes, so that every file is answered in bounded time and memory."""

from __future__ import annotations

from collections.abc import Sequence

from .outcome import Malformed

MAX_BYTES = 16 * 2**20
MAX_DIGITS = 200_000
MAX_DEGREE = 2048
MAX_FIELD_DEGREE = 64
MAX_POINTS = 20_000
MAX_LAYERS = 10_000
MAX_STRIDE = 10**9
MAX_PRIME_BITS = 128
MAX_WORK = 3 * 10**9


class Work:
    """A meter of coefficient operations, weighted by the length of the integers; beyond MAX_WORK it refuses."""

    def __init__(self) -> None:
        self.done = 0

    def charge(self, operations: int, bits: int) -> None:
        """Announce operations on integers of so many bits before they are done."""
        self.done += operations * (1 + bits // 256)
        if self.done > MAX_WORK:
            raise Malformed("too large for this checker: the evidence needs more than the allowed work")


def bit_size(rows: Sequence[Sequence[int]]) -> int:
    """The length of the longest integer."""
    return max((c.bit_length() for row in rows for c in row), default=0)
