"""Certified boxes around critical forms with given root multiplicities, by Krawczyk's test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

import flint
from flint import acb, acb_mat, acb_poly, arb

from ...algebra.coefficients import image, inner, polynomial_product
from ...algebra.forms import BinaryForm
from ...algebra.linear import kernel
from ...algebra.numbers import Number
from ..krawczyk import FIRST_PRECISION, Box, SquareSystem
from .quadrics import Quadric
from .repeated_roots import RepeatedRoots, repeated_divisor, repeated_part


class Tangency(SquareSystem):
    """The equations Q(w − u) ⟂ G·ℂ[x, y]_d for w = Π A_i^i, G = Π A_i^{i−1}, d = deg w − deg G.

    The A_i are monic for i ≥ 2. They are d + 1 equations for the d + 1 coefficients of the A_i. A solution where the
    A_i are square-free and coprime is a critical form of the quadric on the stratum.

    Args:
        quadric: q(w) = (w − u)ᵀ Q (w − u).
        partition: the root multiplicities.
    """

    def __init__(self, quadric: Quadric, partition: Sequence[int]) -> None:
        self.quadric = quadric
        self.unknowns = RepeatedRoots(tuple(partition))
        self.roots = len(self.unknowns.partition)
        self.simple = self.unknowns.partition.count(1)
        self.size = quadric.degree + 1

    def factors(self, coordinates: Sequence[acb]) -> dict[int, acb_poly]:
        """A_i by i, i ≥ 2 descending and then 1."""
        found, start = {}, 0
        for i, degree in self.unknowns.degrees.items():
            found[i] = acb_poly([*coordinates[start : start + degree], 1])
            start += degree
        found[1] = acb_poly(list(coordinates[start:]))
        return found

    @lru_cache(maxsize=8)  # noqa: B019 - as long-lived as the few precisions used
    def _data(self, _precision: int) -> tuple[acb_mat, acb_mat]:
        gram, moments = self.quadric.balls()
        return acb_mat([row[::-1] for row in gram[::-1]]), acb_mat([[m] for m in moments[::-1]])

    def evaluated(self, coordinates: Sequence[acb], precision: int) -> tuple[acb_mat, acb_mat]:
        """The values of the equations, and their Jacobian matrix; at the current precision."""
        gram, moments = self._data(precision)
        factors = self.factors(coordinates)
        multiple = {i: a for i, a in factors.items() if i > 1}
        low, high = _low_and_high(multiple)
        # w, and its derivatives in the coordinates
        columns, derived_low = _shifts(high * factors[1], 1, self.size), []
        for i, a in multiple.items():
            low_rest: acb_poly = acb_poly([i - 1]) * a ** (i - 2)
            rest: acb_poly = acb_poly([i]) * a ** (i - 1)
            for j, b in multiple.items():
                if j != i:
                    low_rest *= b ** (j - 1)
                    rest *= b**j
            rest *= factors[1]
            columns += _shifts(rest, self.unknowns.degrees[i], self.size)
            derived_low.append(low_rest)
        columns += _shifts(high, self.simple + 1, self.size)
        images = gram * acb_mat(columns).transpose()
        residual = [images[i, 0] - moments[i, 0] for i in range(self.size)]
        multiples = self._multiples(low)
        products = (multiples * images).entries()
        values = multiples * acb_mat(self.size, 1, residual)
        width = self.roots + 2
        rows = [products[start + 1 : start + width] for start in range(0, len(products), width)]
        for c, first in enumerate(self._against_derived(derived_low, residual)):
            for row, entry in zip(rows, first, strict=True):
                row[c] += entry
        return values, acb_mat(rows)

    def derivatives_of_radical(self, coordinates: Sequence[acb]) -> acb_mat:
        """Sylvester's matrix of the partial derivatives of F = Π A_i, which is regular if F has d distinct roots.

        There are several repeated roots, hence at least two roots.
        """
        radical = acb_poly([1])
        for factor in self.factors(coordinates).values():
            radical *= factor
        d = self.roots
        in_x = acb_poly([k * radical[k] for k in range(1, d + 1)])
        in_y = acb_poly([(d - k) * radical[k] for k in range(d)])
        return acb_mat([row for line in (in_x, in_y) for row in _shifts(line, d - 1, 2 * d - 2)])

    def _multiples(self, low: acb_poly) -> acb_mat:
        """The coefficients of low·x^a, a row each, for a = 0, …, d."""
        return acb_mat(_shifts(low, self.roots + 1, self.size))

    def _against_derived(self, derived_low: Sequence[acb_poly], residual: Sequence[acb]) -> Iterator[list[acb]]:
        """⟨∂low·x^a, residual⟩ for a = 0, …, d, for the derivatives of low in all lower coefficients of the A_i."""
        vector = acb_poly(list(residual))
        for low, degree in zip(derived_low, self.unknowns.degrees.values(), strict=True):
            entries = low.coeffs()
            full = acb_poly(entries[::-1]) * vector
            for k in range(degree):
                start = len(entries) - 1 + k
                yield [full[start + a] for a in range(self.roots + 1)]

    def coordinates_with(self, repeated: Sequence[Fraction]) -> tuple[Number, ...] | None:
        """All coordinates of the only solution with these of the repeated roots, exactly. None: there is none, or more.

        A_1 solves linear equations over the field of u.
        """
        one, size = Fraction(1), self.size
        parts = self.unknowns.parts(repeated, one)
        gram = [row[::-1] for row in self.quadric.gram[::-1]]
        columns = _exact_shifts(repeated_part(parts, one), self.simple + 1, size)
        images: list[list[Number]] = [list(image(gram, column)) for column in columns]
        images.append([m * -1 for m in self.quadric.moments[::-1]])
        multiples = _exact_shifts(repeated_divisor(parts, one), self.roots + 1, size)
        found = kernel([[inner(moved, multiple) for moved in images] for multiple in multiples])
        if len(found) != 1 or not found[0][-1]:
            return None
        *simple, last = found[0]
        return (*repeated, *(c / last for c in simple))

    def form_at(self, coordinates: Sequence[Number]) -> BinaryForm:
        """The form with these exact coordinates."""
        one, number = Fraction(1), len(coordinates) - self.simple - 1
        high: list[Number] = [*repeated_part(self.unknowns.parts(coordinates[:number], one), one)]
        return BinaryForm(reversed(polynomial_product(high, coordinates[number:])))

    def completed(self, repeated: Sequence[acb], precision: int) -> list[acb]:
        """The coordinates with A_1 from the repeated roots: a solution of the linear equations for it, by midpoints."""
        gram, moments = self._data(precision)
        factors = self.factors([*repeated, *[acb(1)] * (self.simple + 1)])
        low, high = _low_and_high({i: a for i, a in factors.items() if i > 1})
        multiples = self._multiples(low)
        columns = acb_mat(_shifts(high, self.simple + 1, self.size)).transpose()
        rows = multiples * (gram * columns)
        adjoint = rows.conjugate().transpose()
        solved = (adjoint * rows).solve(adjoint * (multiples * moments))
        return [*repeated, *(solved[i, 0] for i in range(self.simple + 1))]

    def box_near(self, point: Sequence[acb | complex], precision: int, *, is_real: bool) -> Box | None:
        """A box around the solution whose coordinates are near these; None: no proof succeeds.

        Args:
            point: all coordinates, or those of the repeated roots.
            precision: bits that the point is worth.
        """
        with flint.ctx.workprec(precision):
            approximation = [acb(z).mid() for z in point]
            if len(approximation) == self.unknowns.number:
                try:
                    approximation = self.completed(approximation, precision)
                except ZeroDivisionError:
                    return None
        return self.box(approximation, max(precision, FIRST_PRECISION), is_real=is_real)

    def curvature(self, points: Sequence[acb], reach: arb) -> arb:
        """A bound for Σ_jk |∂_j∂_k F| for each equation F = 0, at all points that are in no coordinate further away.

        |F| ≤ max|Q|·‖G‖·‖w‖ + max|m|·‖G‖ with sums of absolute values of coefficients, which is a polynomial in
        those of the A_i with coefficients that are not negative, as are its derivatives.
        """
        sizes = [abs(z) for z in points]
        low, high, low_slope, high_slope, start = arb(1), arb(1), arb(0), arb(0), 0
        for i, degree in self.unknowns.degrees.items():
            norm = sum(sizes[start : start + degree], 1 + degree * reach)
            start += degree
            low *= norm ** (i - 1)
            high *= norm**i
            low_slope += (i - 1) * degree / norm
            high_slope += (2 * i - 1) * degree / norm
        number = self.simple + 1
        norm = sum(sizes[start:], number * reach)
        gram, moments = self.quadric.largest
        # Leibniz' rule for the factor A_1, and (Π b^e)″ ≤ Π b^e·(Σ e·b′/b)²
        second = high * high_slope * (high_slope * norm + 2 * number)
        return low * (gram * second + moments * low_slope**2)


def _exact_shifts(coefficients: Sequence[Fraction], number: int, size: int) -> list[list[Fraction]]:
    """The coefficients of x^k times a polynomial for k = 0, …, number − 1, `size` of them, constant first."""
    rest = size - len(coefficients)
    return [[*[Fraction(0)] * k, *coefficients, *[Fraction(0)] * (rest - k)] for k in range(number)]


def _low_and_high(multiple: Mapping[int, acb_poly]) -> tuple[acb_poly, acb_poly]:
    """G = Π A_i^{i−1} and H = Π A_i^i."""
    low, high = acb_poly([1]), acb_poly([1])
    for i, a in multiple.items():
        power = a ** (i - 1)
        low *= power
        high *= power * a
    return low, high


def _shifts(polynomial: acb_poly, number: int, size: int) -> list[list[acb]]:
    """The coefficients of x^k times a polynomial for k = 0, …, number − 1, `size` of them, constant first."""
    coefficients = polynomial.coeffs()
    zeros = [acb(0)] * size
    rest = size - len(coefficients)
    return [zeros[:k] + coefficients + zeros[: rest - k] for k in range(number)]
