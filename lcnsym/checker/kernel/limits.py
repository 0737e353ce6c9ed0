"""Bounds on what the checker reads and computes, so that every file is answered in bounded time and memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .outcome import GivenUp

MAX_BYTES = 16 * 2**20
MAX_DIGITS = 200_000
MAX_DEGREE = 2048
MAX_FIELD_DEGREE = 64
MAX_POINTS = 20_000
MAX_LAYERS = 10_000
MAX_STRIDE = 10**9
MAX_AXES = 6
MAX_ALTERNATIVES = 1_000
MAX_CONDITIONS = 100
MAX_TERMS = 100_000
MAX_EXPONENT = 1_000
MAX_PRIME_BITS = 128
MAX_WORK = 4 * 10**10
MAX_BITS = 2**31

_DIGIT = 30
_KARATSUBA = 70


class Work:
    """A meter of arithmetic, in nanoseconds of an ordinary machine; beyond MAX_WORK it refuses.

    Work is announced before it is done, by its number of operations and upper bounds on the lengths of the
    integers in bits. The costs follow Python's integers: sums are linear in the length, products quadratic up to
    70 digits of 30 bits and Karatsuba's beyond, divisions and greatest common divisors quadratic.
    """

    def __init__(self) -> None:
        self.done = 0.0

    def steps(self, count: int, nanoseconds: int) -> None:
        """Operations of known cost."""
        self.done += count * nanoseconds
        if self.done > MAX_WORK:
            raise GivenUp("too large for this checker: the evidence needs more than the allowed work")

    def sums(self, count: int, bits: int) -> None:
        """Sums of integers of this many bits."""
        self.steps(count, 25 + bits // 60)

    def products(self, count: int, bits: int, other_bits: int) -> None:
        """Products of two integers."""
        self.steps(count, self.product(bits, other_bits))

    def product(self, bits: int, other_bits: int) -> int:
        """What a product of two integers costs."""
        long, short = sorted((bits // _DIGIT + 1, other_bits // _DIGIT + 1), reverse=True)
        return 80 + long * (short if short <= _KARATSUBA else int(_KARATSUBA * (short / _KARATSUBA) ** 0.585))

    def divisions(self, count: int, bits: int, other_bits: int) -> None:
        """Divisions with remainder of two integers, or their greatest common divisors."""
        self.steps(count, 100 + 2 * (bits // _DIGIT + 1) * (other_bits // _DIGIT + 1))

    def room(self, count: int, bits: int) -> None:
        """Refuse to hold this many integers of this many bits at a time."""
        if count * (bits + 256) > MAX_BITS:
            raise GivenUp("too large for this checker: the evidence needs more than the allowed memory")


def bit_size(rows: Iterable[Sequence[int]]) -> int:
    """The length of the longest integer."""
    return max((c.bit_length() for row in rows for c in row), default=0)
