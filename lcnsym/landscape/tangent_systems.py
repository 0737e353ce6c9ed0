"""The equations of tangency in floating point, for many approximations of solutions at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, eq=False)
class Data:
    """A quadric w ↦ wᵀQw − 2mᵀw in floating point, Q symmetric.

    Attributes:
        gram: Q, (n+1)×(n+1), the row and column of yⁿ first.
        moments: m, of length n + 1, that of yⁿ first.
    """

    gram: Array
    moments: Array


class TangentSystem:
    """⟨x^a·G, Q·w − m⟩ = 0 for a = 0, …, d with w = Π A_i^i, G = Π A_i^{i−1}, d the number of distinct roots.

    The unknowns are in the order of `lcnsym.exact.tangency`: the lower coefficients of the monic A_i, i ≥ 2 descending,
    constant coefficient first, then the coefficients of A_1. Arrays have one row a point.

    Args:
        partition: the root multiplicities.
    """

    def __init__(self, partition: Sequence[int]) -> None:
        self.degree = sum(partition)
        self.unknowns = len(partition) + 1
        self._simple = partition.count(1)
        self._degrees = dict(sorted(Counter(part for part in partition if part > 1).items(), reverse=True))

    @property
    def repeated(self) -> int:
        """How many of the unknowns are the coefficients of the A_i, i ≥ 2."""
        return sum(self._degrees.values())

    def _factors(self, points: Array) -> dict[int, Array]:
        factors, start = {}, 0
        ones = np.ones((len(points), 1))
        for i, degree in self._degrees.items():
            factors[i] = np.concatenate([points[:, start : start + degree], ones], axis=1)
            start += degree
        factors[1] = points[:, start:]
        return factors

    def forms(self, points: Array) -> tuple[Array, Array]:
        """w, and the coefficients of x^a·G as a (d+1)×(n+1) matrix for every point; constant coefficients first."""
        factors = self._factors(points)
        low, high = self._low_and_high(factors)
        return _product(high, factors[1]), self._multiples(low)

    def _low_and_high(self, factors: dict[int, Array]) -> tuple[Array, Array]:
        """G and Π_{i≥2} A_i^i."""
        powers = [_power(factors[i], i - 1) for i in self._degrees]
        if not powers:
            return (one := np.ones((len(factors[1]), 1))), one
        low = reduce(_product, powers)
        return low, reduce(_product, [factors[i] for i in self._degrees], low)

    def _multiples(self, low: Array) -> Array:
        found = np.zeros((len(low), self.unknowns, self.degree + 1), complex)
        for a in range(self.unknowns):
            found[:, a, a : a + low.shape[1]] = low
        return found

    def _derivatives(self, factors: dict[int, Array], high: Array) -> tuple[list[Array], Array]:
        """The derivatives of G in the constant coefficients of the A_i, i ≥ 2; those of w in all unknowns."""
        lows = []
        columns = np.zeros((len(high), self.degree + 1, self.unknowns), complex)
        column = 0
        for i, degree in self._degrees.items():
            low, rest = _power(factors[i], i - 2) * (i - 1), _power(factors[i], i - 1) * i
            for j in self._degrees:
                if j != i:
                    low = _product(low, _power(factors[j], j - 1))
                    rest = _product(rest, _power(factors[j], j))
            lows.append(low)
            rest = _product(rest, factors[1])
            for k in range(degree):
                columns[:, k : k + rest.shape[1], column] = rest
                column += 1
        for k in range(self._simple + 1):
            columns[:, k : k + high.shape[1], column] = high
            column += 1
        return lows, columns

    def evaluated(self, points: Array, times: Array, start: Data, end: Data) -> tuple[Array, Array, Array]:
        """Values, Jacobian matrices, and derivatives by the time, for the data (1 − t)·start + t·end.

        Args:
            points: P×(d+1) complex numbers.
            times: t for every point.
        """
        factors = self._factors(points)
        low, high = self._low_and_high(factors)
        w, multiples = _product(high, factors[1]), self._multiples(low)
        lows, columns = self._derivatives(factors, high)
        there, change = w @ start.gram - start.moments, w @ (end.gram - start.gram) - (end.moments - start.moments)
        residual = there + times[:, None] * change
        values, by_time = (multiples @ np.stack([residual, change], axis=2)).transpose(2, 0, 1)
        images = multiples @ start.gram + times[:, None, None] * (multiples @ (end.gram - start.gram))
        jacobian = images @ columns
        column = 0
        for derived, degree in zip(lows, self._degrees.values(), strict=True):
            # the coefficient of x^(a + k + deg) is ⟨x^(a + k)·∂G, residual⟩
            inner = _product(residual, derived[:, ::-1])[:, derived.shape[1] - 1 :]
            for k in range(degree):
                jacobian[:, :, column] += inner[:, k : k + self.unknowns]
                column += 1
        return values, jacobian, by_time


def _product(first: Array, second: Array) -> Array:
    """Products of polynomials, row by row."""
    if first.shape[1] < second.shape[1]:
        first, second = second, first
    size = first.shape[1]
    found = np.zeros((len(first), size + second.shape[1] - 1), complex)
    for j in range(second.shape[1]):
        found[:, j : j + size] += first * second[:, j : j + 1]
    return found


def _power(polynomials: Array, exponent: int) -> Array:
    found = polynomials if exponent else np.ones((len(polynomials), 1))
    for _ in range(exponent - 1):
        found = _product(found, polynomials)
    return found
