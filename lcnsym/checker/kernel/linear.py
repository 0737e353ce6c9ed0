"""Arithmetic of lists, metered: inner products, products of polynomials; ranks modulo p, determinants."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from operator import mul
from typing import Generic, TypeVar

from .limits import Work, bit_size

N = TypeVar("N")
Matrix = list[list[int]]


class Arithmetic(ABC, Generic[N]):
    """Numbers of some sort; a list of them is a polynomial, constant coefficient first, or a row or column."""

    zero: N
    one: N
    work: Work

    @abstractmethod
    def inner(self, first: Sequence[N], second: Sequence[N]) -> N:
        """Σ a_i·b_i, told to the meter."""

    @abstractmethod
    def plus(self, a: N, b: N) -> N:
        """The sum."""

    def product(self, first: Sequence[N], second: Sequence[N]) -> list[N]:
        """The product of two polynomials that are not empty."""
        back, m, n = second[::-1], len(first), len(second)
        found = []
        for k in range(m + n - 1):
            low, high = max(0, k - n + 1), min(m, k + 1)
            found.append(self.inner(first[low:high], back[n - 1 - k + low : n - 1 - k + high]))
        return found

    def padded(self, line: Sequence[N], shift: int, size: int) -> list[N]:
        """x^shift times a polynomial, with this many coefficients."""
        return [self.zero] * shift + list(line) + [self.zero] * (size - shift - len(line))


class IntegersModulo(Arithmetic[int]):
    """Integers modulo p, which need not be prime."""

    zero, one = 0, 1

    def __init__(self, work: Work, p: int) -> None:
        self.work, self.p = work, p

    def inner(self, first: Sequence[int], second: Sequence[int]) -> int:
        """Σ a_i·b_i."""
        self.work.steps(len(first), 80)
        total: int = sum(map(mul, first, second))
        return total % self.p

    def plus(self, a: int, b: int) -> int:
        """The sum."""
        return (a + b) % self.p


def cleared(numbers: Sequence[Fraction], work: Work) -> tuple[list[int], int]:
    """The numbers times the least positive integer that makes them integers, and this integer."""
    scale = 1
    for denominator in sorted({q.denominator for q in numbers}):
        work.divisions(3, scale.bit_length(), denominator.bit_length())
        scale = lcm(scale, denominator)
    longest = max(q.numerator.bit_length() for q in numbers)
    if scale != 1:
        work.divisions(len(numbers), scale.bit_length(), 1)
        work.products(len(numbers), scale.bit_length(), longest)
    work.room(len(numbers), scale.bit_length() + longest)
    return [q.numerator * (scale // q.denominator) for q in numbers], scale


def inverse(value: int, p: int) -> int | None:
    """1/value modulo p, which need not be prime; None if the value is not a unit."""
    try:
        return pow(value, -1, p)
    except ValueError:
        return None


def unit_rank(rows: Matrix, p: int, work: Work) -> int:
    """The number of unit pivots that elimination modulo p finds: at most the rank over ℚ, whether or not p is prime.

    The rows are changed.
    """
    rank, width = 0, len(rows[0])
    work.steps(len(rows) * width * min(len(rows), width) // 2, 130)
    for column in range(width):
        for i in range(rank, len(rows)):
            unit = inverse(rows[i][column], p) if rows[i][column] else None
            if unit is not None:
                break
        else:
            continue
        rows[rank], rows[i] = rows[i], rows[rank]
        pivot = rows[rank]
        for row in rows[rank + 1 :]:
            if row[column]:
                factor = row[column] * unit % p
                row[column:] = [(a - factor * b) % p for a, b in zip(row[column:], pivot[column:], strict=True)]
        rank += 1
    return rank


def determinant(rows: Matrix, work: Work) -> int:
    """By elimination without fractions: what is left are minors, so that divisions by the pivot before are exact."""
    sign = last = 1
    while rows:
        i = next((i for i, row in enumerate(rows) if row[0]), None)
        if i is None:
            return 0
        bits = bit_size(rows)
        work.products(2 * len(rows) ** 2, bits, bits)
        work.divisions(len(rows) ** 2, 2 * bits + 1, last.bit_length())
        (head, *tail), others = rows[i], rows[:i] + rows[i + 1 :]
        rows = [[(head * a - first * b) // last for a, b in zip(row, tail, strict=True)] for first, *row in others]
        last, sign = head, sign * (-1) ** i
    return sign * last
