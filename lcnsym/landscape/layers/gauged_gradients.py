"""The gradient of the square loss in the layers' filters, in a gauge, and boxes around its zeros; for every network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Any, TypeVar

import flint
from flint import Ordering, acb, acb_mat, arb, fmpz_mpoly, fmpz_mpoly_ctx

from ...algebra.coefficients import Step, correlation, difference, image, inner, places_of
from ...algebra.copies import LeanCopies
from ...algebra.numbers import Number
from ...algebra.polynomials import Polynomial
from ...network.convolution import composed, composed_without
from ..equations.quadrics import Quadric
from ..krawczyk import Box, SquareSystem
from ..simplest_points import HEIGHTS, simplest_point
from .composed_forms import LayersOfLoss
from .rational_layers import RationalLayers, in_lowest_terms, is_critical

R = TypeVar("R")

Polynomials = list[fmpz_mpoly]


class GaugedGradient(LeanCopies, SquareSystem):
    """Critical points with w = τ·v ≠ 0, v the composition of filters of which one coefficient is 1.

    The unknowns are τ and the other coefficients; ⟨t, Q(τ·v − u)⟩ = 0 for t = v and for t the derivatives of v, N + 1
    equations, N = Σ (k_i − 1). They are the gradient in all filters, up to factors τ, by Euler's relation.

    Args:
        quadric: Q and u.
        sizes: how many coefficients the layers have.
        steps: where they go, see `composed`.
        ones: for every layer the index of the coefficient that is 1.
    """

    def __init__(self, quadric: Quadric, sizes: Sequence[int], steps: Sequence[Step], ones: Sequence[int]) -> None:
        self.quadric = quadric
        self.sizes, self.steps, self.ones = tuple(sizes), tuple(steps), tuple(ones)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The unknowns, τ last."""
        return (*(f"w{i}_{a}" for i, k in enumerate(self.sizes) for a in range(k) if a != self.ones[i]), "tau")

    @cached_property
    def equations(self) -> Polynomials:
        """N + 1 integer polynomials."""
        ring = fmpz_mpoly_ctx.get(self.names, Ordering.degrevlex)
        *unknowns, tau = ring.gens()
        one = ring.constant(1)
        layers = self.layers(unknowns, one)
        v = composed(layers, self.steps, one)
        _, gram = self.quadric.gram_integers
        common, target = self.quadric.centre_common
        residual = image(gram, difference([c * tau * common for c in v], target))
        equations = [inner(v, residual)]
        for i, (k, step) in enumerate(zip(self.sizes, self.steps, strict=True)):
            rest = composed_without({i}, layers, self.steps, one)
            slopes = correlation(rest, residual, step)
            equations += [slopes[a] for a in range(k) if a != self.ones[i]]
        return equations

    @property
    def polynomials(self) -> tuple[Polynomial, ...]:
        """The equations as values, w_i standing for the i-th name."""
        size = len(self.names)
        return tuple(Polynomial.from_terms(size, {k: int(c) for k, c in e.terms()}) for e in self.equations)

    def layers(self, coordinates: Sequence[R], one: R) -> list[list[R]]:
        """The filters with their ones, first layer first, without τ."""
        supply = iter(coordinates)
        return [[one if a == self.ones[i] else next(supply) for a in range(k)] for i, k in enumerate(self.sizes)]

    @lru_cache(maxsize=8)  # noqa: B019 - as long-lived as the few precisions used
    def _data(self, _precision: int) -> tuple[acb_mat, acb_mat]:
        return self.quadric.complex_balls()

    def evaluated(self, coordinates: Sequence[acb], precision: int) -> tuple[acb_mat, acb_mat]:
        """The values of the equations, and their Jacobian matrix; at the current precision."""
        gram, moments = self._data(precision)
        *free, tau = coordinates
        layers, one, zero = self.layers(free, acb(1)), acb(1), acb(0)
        size = self.quadric.degree + 1
        tangents = [composed(layers, self.steps, one)]
        for i, start in self._places:
            rest = composed_without({i}, layers, self.steps, one)
            tangents.append([zero] * start + rest + [zero] * (size - start - len(rest)))
        rows = acb_mat(tangents)
        images = gram * rows.transpose()
        residual = acb_mat([[tau * images[m, 0] - moments[m, 0]] for m in range(size)])
        values = rows * residual
        products = rows * images
        number = len(tangents)
        found = [[tau * products[i, j] for j in range(1, number)] + [products[i, 0]] for i in range(number)]
        for j in range(1, number):
            found[0][j - 1] += values[j, 0]
        self._add_second_derivatives(found, layers, residual.entries())
        return values, acb_mat(found)

    def _add_second_derivatives(
        self, rows: list[list[acb]], layers: Sequence[Sequence[acb]], residual: Sequence[acb]
    ) -> None:
        """To the derivatives of the equations of one layer by the coefficients of another those of the tangents."""
        for i, j in combinations(range(len(layers)), 2):
            both = correlation(composed_without({i, j}, layers, self.steps, acb(1)), residual)
            for m, (first, a) in enumerate(self._places):
                for n, (second, b) in enumerate(self._places):
                    if (first, second) == (i, j):
                        entry = both[a + b]
                        rows[m + 1][n] += entry
                        rows[n + 1][m] += entry

    def curvature(self, points: Sequence[acb], reach: arb) -> arb:
        """A bound for Σ_jk |∂_j∂_k F| for each equation F = 0, at all points that are in no coordinate further away.

        With m = Qu, and n_i the sum of the absolute values of the coefficients of w_i, |F| is at most
        max|Q|·τ·Π n_i² + max|m|·Π n_i, a polynomial with coefficients that are not negative; so are the derivatives.
        """
        *free, tau = points
        norms = [sum((abs(c) for c in layer), arb(0)) for layer in self.layers(free, acb(1))]
        norms = [norm + (k - 1) * reach for norm, k in zip(norms, self.sizes, strict=True)]
        product, slope = arb(1), arb(0)
        for norm, k in zip(norms, self.sizes, strict=True):
            product *= norm
            slope += (k - 1) / norm
        gram, moments = self.quadric.largest
        # (Π b^e)″ ≤ Π b^e·(Σ e·b′/b)², and Leibniz' rule for the factor τ
        second = product**2 * (4 * slope**2 * (abs(tau) + reach) + 4 * slope)
        return gram * second + moments * product * slope**2

    @cached_property
    def _places(self) -> tuple[tuple[int, int], ...]:
        """The layers of the unknowns but τ, and where they go in end-to-end filters."""
        return tuple(
            (i, place)
            for i, (k, step) in enumerate(zip(self.sizes, self.steps, strict=True))
            for a, place in enumerate(places_of(step, k))
            if a != self.ones[i]
        )


@dataclass(frozen=True, eq=False)
class GaugedLayers(LeanCopies, LayersOfLoss):
    """The layers of a real critical point in a certified box.

    Attributes:
        gauge: the equations.
        box: around the unknowns.
        eliminated: the same point, as elimination found it. None: it did not.
    """

    gauge: GaugedGradient
    box: Box
    eliminated: LayersOfLoss | None = None

    @property
    def exact_filter(self) -> tuple[Number, ...] | None:
        """See `LayersOfLoss`."""
        return None if self.eliminated is None else self.eliminated.exact_filter

    @property
    def exact_loss(self) -> Number | None:
        """See `LayersOfLoss`."""
        return None if self.eliminated is None else self.eliminated.exact_loss

    @property
    def steps(self) -> tuple[Step, ...]:
        """See `CriticalLayers`."""
        return self.gauge.steps

    @property
    def quadric(self) -> Quadric:
        """Q and u."""
        return self.gauge.quadric

    @property
    def precision(self) -> int:
        """The bits of the box."""
        return self.box.precision

    @cached_property
    def rational_layers(self) -> RationalLayers | None:
        """The layers exactly, if the unknowns are rational with short denominators; None: none are found.

        The simplest rationals in the box are put into the gradient. The box holds one zero only, so that where it is
        zero this is the point. The longer the numbers in the data, the more bits.
        """
        box, wanted = self.box, HEIGHTS * self.gauge.quadric.height
        if wanted > box.precision:
            box = self.gauge.refined(box, wanted)
        found = simplest_point(box.coordinates)
        if found is None:
            return None
        *values, tau = found
        layers = in_lowest_terms(self._scaled(self.gauge.layers(values, Fraction(1)), tau))
        return layers if is_critical(self.gauge.quadric, layers, self.steps) else None

    @staticmethod
    def _scaled(layers: list[list[R]], tau: R) -> list[list[R]]:
        """With τ in the first layer of more than one coefficient, or else in the first."""
        large = next((i for i, layer in enumerate(layers) if len(layer) > 1), 0)
        factor: Any = tau
        return [[factor * c for c in layer] if i == large else layer for i, layer in enumerate(layers)]

    @lru_cache(maxsize=8)  # noqa: B019 - a few precisions
    def filters(self, precision: int) -> tuple[tuple[arb, ...], ...]:
        """The layers' filters as balls, τ in the first with more than one coefficient, or else in the first."""
        box = self.gauge.refined(self.box, precision)
        with flint.ctx.workprec(precision):
            *values, tau = (arb(z.real) for z in box.coordinates)
            return tuple(map(tuple, self._scaled(self.gauge.layers(values, arb(1)), tau)))
