"""The equations of tangency in floating point, for many approximations of solutions at once.

Polynomials are held by their values at the roots of unity of order n + 1, where products are taken value by value and
which are enough for the degree n; the change to and from coefficients is unitary but for a factor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from ..ed_degrees import generic_ed_degree
from .floating_quadrics import Array, Data, complex_normal, random_quadric


@dataclass(frozen=True, eq=False)
class DataPath:
    """The data (1 − t)·start + t·end, for values at the roots of unity in place of coefficients.

    Attributes:
        gram: Q of the start and its derivative by t, one above the other, 2(n+1)×(n+1).
        moments: m of the start, (n+1)×1.
        moments_change: its derivative by t.
    """

    gram: Array
    moments: Array
    moments_change: Array


class TangentSystem:
    """⟨x^a·G, Q·w − m⟩ = 0 for a = 0, …, d with w = Π A_i^i, G = Π A_i^{i−1}, d the number of distinct roots.

    In floating point the A_i are known up to scalars: w = Π A_i^i / h with no leading coefficient fixed, so that a root
    may pass infinity, and the size of w any bound. Arrays have a column for every point. Its entries are the
    coefficients of A_i, i ≥ 2 descending, then of A_1, constant coefficient first, and h. Each A_i, i ≥ 2, and A_1
    together with h, is a block of which one entry is held fixed: a chart. Data have the row and column of yⁿ first.

    Args:
        partition: the root multiplicities.
    """

    def __init__(self, partition: Sequence[int]) -> None:
        self.degree = sum(partition)
        self.equations = len(partition) + 1
        repeated = Counter(part for part in partition if part > 1)
        self.multiplicities = sorted(repeated, reverse=True)
        self.exponents = [*self.multiplicities, 0]
        self._partition = tuple(partition)
        self._degrees = [repeated[i] for i in self.multiplicities]
        sizes = [*(degree + 1 for degree in self._degrees), partition.count(1) + 2]
        self.blocks = [slice(*ends) for ends in pairwise(accumulate(sizes, initial=0))]
        self.entries = sum(sizes)
        exponents = np.arange(self.degree + 1)
        self._roots: Array = np.exp(2j * np.pi * np.outer(exponents, exponents) / (self.degree + 1))
        self._all_degrees = [*self._degrees, partition.count(1)]
        # x^k for the coefficients of each A_i, A_1 last
        self._powers = [self._roots[:, : degree + 1] for degree in self._all_degrees]

    @property
    def name(self) -> str:
        """Of the system, for files."""
        return ",".join(map(str, self._partition))

    @property
    def data_size(self) -> int:
        """n + 1."""
        return self.degree + 1

    @property
    def number(self) -> int:
        """gED(λ)."""
        return generic_ed_degree(self._partition)

    @property
    def repeated(self) -> int:
        """How many numbers the A_i, i ≥ 2, are given by if they are monic."""
        return sum(self._degrees)

    def columns(self, points: Array) -> Array:
        """Columns from points with monic A_i, which have a row each.

        Args:
            points: P×(d+1), the lower coefficients of A_i, i ≥ 2 descending, and the coefficients of A_1.
        """
        parts, start = [], 0
        one = np.ones((1, len(points)))
        for degree in self._degrees:
            parts += [points.T[start : start + degree], one]
            start += degree
        return np.concatenate([*parts, points.T[start:], one]).astype(complex)

    def points(self, columns: Array) -> Array:
        """The points with monic A_i, a row each, of which not all need be finite: the inverse of `columns`."""
        parts, scale = [], 1 / columns[-1]
        for i, block in zip(self.multiplicities, self.blocks, strict=False):
            factor = columns[block]
            parts.append(factor[:-1] / factor[-1])
            scale = scale * factor[-1] ** i
        return np.concatenate([*parts, columns[self.blocks[-1]][:-1] * scale]).T

    def in_chart(self, columns: Array, chart: Sequence[Sequence[int]]) -> Array:
        """The columns for the forms P(a·x + b·y, c·x + d·y) in place of P, for the chart ((a, b), (c, d))."""
        found = columns.copy()
        for block, degree in zip(self.blocks, self._all_degrees, strict=True):
            place = slice(block.start, block.start + degree + 1)
            found[place] = _substitution(degree, chart) @ columns[place]
        return found

    def path(self, start: Data, end: Data) -> DataPath:
        """The straight path from one quadric to another."""
        back = self._roots.conj() / (self.degree + 1)
        grams = [back @ gram @ back for gram in (start.gram, end.gram - start.gram)]
        moments, change = back @ start.moments, back @ (end.moments - start.moments)
        return DataPath(np.concatenate(grams), moments[:, None], change[:, None])

    def forms(self, columns: Array) -> tuple[Array, Array]:
        """w·h and G by their coefficients, constant coefficients first, a column for every point."""
        values = self._values(columns)
        low, high = self._low_and_high(values)
        back = self._roots.conj() / (self.degree + 1)
        return back @ (high * values[-1]), back @ low

    def evaluated(self, columns: Array, times: Array, path: DataPath) -> tuple[Array, Array]:
        """The equations times h, their derivatives by the time, and their Jacobian matrices.

        Args:
            columns: P points, see the class.
            times: t for every point.

        Returns:
            Values and derivatives by t, (d+1)×2×P, and the derivatives by the entries, (d+1)×entries×P.
        """
        number, h = self.degree + 1, columns[-1]
        values = self._values(columns)
        low, high = self._low_and_high(values)
        lows, highs = self._derivatives(values)
        # w·h and its derivatives, then Q at the time of them
        slopes = [power[:, :, None] * by[:, None] for power, by in zip(self._powers, [*highs, high], strict=True)]
        stacked = np.concatenate([(high * values[-1])[:, None], *slopes], axis=1)
        images = (path.gram @ stacked.reshape(number, -1)).reshape(2 * number, *stacked.shape[1:])
        moments = path.moments + times * path.moments_change
        terms = np.empty((number, self.entries + 2, len(h)), complex)
        terms[:, 0] = images[number:, 0] - h * path.moments_change
        terms[:, 1:-1] = images[:number] + times * images[number:]
        terms[:, 1] -= h * moments
        terms[:, -1] = -moments
        residual = terms[:, 1].copy()
        terms *= low[:, None]
        for power, by, block in zip(self._powers, lows, self.blocks, strict=False):
            terms[:, 2 + block.start : 2 + block.stop] += power[:, :, None] * (by * residual)[:, None]
        tested = (self._roots[: self.equations] @ terms.reshape(number, -1)).reshape(self.equations, *terms.shape[1:])
        return tested[:, 1::-1], tested[:, 2:]

    def rows(self, free: Array) -> Array:
        """All equations, whatever the free entries are."""
        return np.broadcast_to(np.arange(self.equations), free.shape)

    def random_data(self, rng: np.random.Generator) -> Data:
        """Generic complex data."""
        return random_quadric(self.degree + 1, rng)

    def with_one_solution(self, rng: np.random.Generator) -> tuple[Data, Array]:
        """Generic complex data, and one point that is a solution for them: Q·w − m orthogonal to the multiples of G."""
        point = complex_normal(rng, 1, self.equations)
        gram = self.random_data(rng).gram
        w, low = (coefficients[:, 0] for coefficients in self.forms(self.columns(point)))
        multiples = np.array([np.roll(low, a) for a in range(self.equations)])
        kernel = np.linalg.svd(multiples)[2][self.equations :].conj().T
        return Data(gram, gram @ w - kernel @ complex_normal(rng, kernel.shape[1])), point

    def _values(self, columns: Array) -> list[Array]:
        """The A_i at the roots of unity, A_1 last."""
        return [
            power @ columns[block.start : block.start + power.shape[1]]
            for power, block in zip(self._powers, self.blocks, strict=True)
        ]

    def _low_and_high(self, values: Sequence[Array]) -> tuple[Array, Array]:
        """G and Π_{i≥2} A_i^i."""
        low = high = np.ones(values[-1].shape, complex)
        for i, value in zip(self.multiplicities, values, strict=False):
            power = _power(value, i - 1)
            low, high = low * power, high * (power * value)
        return low, high

    def _derivatives(self, values: Sequence[Array]) -> tuple[list[Array], list[Array]]:
        """What the derivatives of G and of w·h in the coefficients of A_i are x^k times, for i ≥ 2."""
        lows, highs = [], []
        for i, value in zip(self.multiplicities, values, strict=False):
            power = _power(value, i - 2)
            low, high = (i - 1) * power, i * (power * value) * values[-1]
            for j, other in zip(self.multiplicities, values, strict=False):
                if j != i:
                    power = _power(other, j - 1)
                    low, high = low * power, high * (power * other)
            lows.append(low)
            highs.append(high)
        return lows, highs


def _substitution(degree: int, chart: Sequence[Sequence[int]]) -> Array:
    """The matrix of P ↦ P(a·x + b·y, c·x + d·y) on forms by their coefficients, that of y^degree first."""
    (a, b), (c, d) = chart
    images = []
    for j in range(degree + 1):
        image = np.ones(1)
        for line in [(b, a)] * j + [(d, c)] * (degree - j):
            image = np.convolve(image, np.array(line, float))
        images.append(image)
    return np.array(images).T


def _power(values: Array, exponent: int) -> Array:
    found = values if exponent else np.ones_like(values)
    for _ in range(exponent - 1):
        found = found * values
    return found
