"""The gradient of the square loss in the layers' filters for larger strides, in a gauge, as polynomials and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import flint
from flint import Ordering, arb, fmpz_mpoly, fmpz_mpoly_ctx

from ...algebra.copies import LeanCopies
from ...algebra.enclosures import enclosed, enclosed_layers
from ...algebra.flintio import to_fmpq
from ...algebra.linear import Inertia
from ...algebra.polynomials import Polynomial
from ..equations.quadrics import Quadric
from ..krawczyk import Box
from .ball_matrices import inertia_of_balls
from .layer_hessians import half_hessian, modulo_scaling
from .polynomial_boxes import PolynomialSystem

Polynomials = list[fmpz_mpoly]
Bounds = tuple[Fraction, Fraction]


class GaugedGradient(LeanCopies):
    """Critical points with w = τ·v ≠ 0, v the composition of filters of which one coefficient is 1.

    The unknowns are τ and the other coefficients; ⟨t, Q(τ·v − u)⟩ = 0 for t = v and for t the derivatives of v, N + 1
    equations, N = Σ (k_i − 1). They are the gradient in all filters, up to factors τ, by Euler's relation.

    Args:
        quadric: Q and u.
        sizes: k_1, …, k_L, all above 1.
        stride_products: S_1, …, S_L.
        ones: for every layer the index of the coefficient that is 1.
    """

    def __init__(
        self, quadric: Quadric, sizes: Sequence[int], stride_products: Sequence[int], ones: Sequence[int]
    ) -> None:
        self.quadric = quadric
        self.sizes, self.stride_products, self.ones = tuple(sizes), tuple(stride_products), tuple(ones)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The unknowns, τ last."""
        return (*(f"w{i}_{a}" for i, k in enumerate(self.sizes) for a in range(k) if a != self.ones[i]), "tau")

    @cached_property
    def equations(self) -> Polynomials:
        """N + 1 integer polynomials."""
        ring = fmpz_mpoly_ctx.get(self.names, Ordering.degrevlex)
        *unknowns, tau = ring.gens()
        one, supply = ring.constant(1), iter(unknowns)
        layers = [[one if a == self.ones[i] else next(supply) for a in range(k)] for i, k in enumerate(self.sizes)]
        v = self._composed(layers, one)
        _, gram = self.quadric.gram_integers
        common, target = self.quadric.centre_common
        difference = [c * tau * common - u for c, u in zip(v, target, strict=True)]
        residual = [_combined(row, difference, one) for row in gram]
        tangents = [v]
        for i, k in enumerate(self.sizes):
            for a in range(k):
                if a != self.ones[i]:
                    unit = [one if b == a else one * 0 for b in range(k)]
                    tangents.append(self._composed([*layers[:i], unit, *layers[i + 1 :]], one))
        return [_combined_polynomials(t, residual, one) for t in tangents]

    @property
    def polynomials(self) -> tuple[Polynomial, ...]:
        """The equations as values, w_i standing for the i-th name."""
        size = len(self.names)
        return tuple(Polynomial.from_terms(size, {k: int(c) for k, c in e.terms()}) for e in self.equations)

    def _composed(self, layers: Sequence[Polynomials], one: fmpz_mpoly) -> Polynomials:
        found = [one]
        for layer, S in zip(layers, self.stride_products, strict=True):
            result = [one * 0 for _ in range(len(found) + (len(layer) - 1) * S)]
            for i, a in enumerate(found):
                for j, b in enumerate(layer):
                    result[i + j * S] = result[i + j * S] + a * b
            found = result
        return found

    @cached_property
    def system(self) -> PolynomialSystem:
        """For certified boxes."""
        return PolynomialSystem(self.equations)


def _combined(row: Sequence[int], vector: Sequence[fmpz_mpoly], one: fmpz_mpoly) -> fmpz_mpoly:
    total = one * 0
    for q, c in zip(row, vector, strict=True):
        total = total + c * q
    return total


def _combined_polynomials(first: Sequence[fmpz_mpoly], second: Sequence[fmpz_mpoly], one: fmpz_mpoly) -> fmpz_mpoly:
    total = one * 0
    for a, b in zip(first, second, strict=True):
        total = total + a * b
    return total


@dataclass(frozen=True, eq=False)
class StridedPoint:
    """A real critical point in a certified box.

    Attributes:
        gauge: the equations.
        box: around the unknowns.
    """

    gauge: GaugedGradient
    box: Box

    @lru_cache(maxsize=8)  # noqa: B019 - a few precisions
    def filters(self, precision: int) -> tuple[tuple[arb, ...], ...]:
        """The layers' filters as balls, τ in the first."""
        box = self.gauge.system.refined(self.box, precision)
        with flint.ctx.workprec(precision):
            *values, tau = (arb(z.real) for z in box.coordinates)
            supply = iter(values)
            layers = [
                [arb(1) if a == self.gauge.ones[i] else next(supply) for a in range(k)]
                for i, k in enumerate(self.gauge.sizes)
            ]
            return (tuple(tau * c for c in layers[0]), *map(tuple, layers[1:]))

    def coefficients(self, precision: int) -> list[arb]:
        """The end-to-end filter."""
        layers = self.filters(precision)
        with flint.ctx.workprec(precision):
            found = [arb(1)]
            for layer, S in zip(layers, self.gauge.stride_products, strict=True):
                result = [arb(0)] * (len(found) + (len(layer) - 1) * S)
                for i, a in enumerate(found):
                    for j, b in enumerate(layer):
                        result[i + j * S] += a * b
                found = result
            return found

    def value(self, precision: int) -> arb:
        """ℓ(w) = uᵀQu − uᵀQw, as Q(w − u) is orthogonal to w."""
        w = self.coefficients(precision)
        with flint.ctx.workprec(precision):
            quadric = self.gauge.quadric
            return arb(to_fmpq(quadric.squared_norm)) - sum(
                (arb(to_fmpq(m)) * c for m, c in zip(quadric.moments, w, strict=True)), arb(0)
            )

    def inertia(self, precision: int) -> Inertia | None:
        """Of the Hessian modulo scaling; None: not at this precision."""
        filters, w = self.filters(precision), self.coefficients(precision)
        with flint.ctx.workprec(precision):
            quadric = self.gauge.quadric
            gram = [[arb(to_fmpq(q)) for q in row] for row in quadric.gram]
            residual = [
                sum((q * c for q, c in zip(row, w, strict=True)), arb(0)) - arb(to_fmpq(m))
                for row, m in zip(gram, quadric.moments, strict=True)
            ]
            hessian = modulo_scaling(half_hessian(filters, self.gauge.stride_products, gram, residual), filters)
        return None if hessian is None else inertia_of_balls(hessian, precision)

    def filter_enclosures(self, bits: int) -> tuple[tuple[Bounds, ...], ...]:
        """Certified rationals around the layers' coefficients, closer than 2^−bits."""
        return enclosed_layers(self.filters, bits)

    def enclosures(self, bits: int) -> tuple[Bounds, ...]:
        """Certified rationals around the end-to-end filter, closer than 2^−bits."""
        return enclosed(self.coefficients, bits)

    def value_enclosure(self, bits: int) -> Bounds:
        """Certified rationals around ℓ(w), closer than 2^−bits."""
        return enclosed(lambda p: [self.value(p)], bits)[0]
