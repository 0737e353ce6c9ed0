"""The gradient of the square loss in the layers' filters for larger strides, in a gauge, as polynomials and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import flint
from flint import Ordering, arb, fmpz_mpoly, fmpz_mpoly_ctx

from ...algebra.coefficients import correlation, difference, image, inner
from ...algebra.copies import LeanCopies
from ...algebra.enclosures import enclosed, enclosed_layers
from ...algebra.flintio import to_fmpq
from ...algebra.forms import BinaryForm
from ...algebra.linear import Inertia
from ...algebra.polynomials import Polynomial
from ...network.convolution import composed, composed_without
from ..equations.quadrics import Quadric
from ..krawczyk import Box
from ..simplest_points import HEIGHTS, simplest_point
from .ball_matrices import inertia_of_balls
from .layer_hessians import hessian_modulo_scaling
from .polynomial_boxes import PolynomialSystem
from .rational_layers import RationalLayers, in_lowest_terms, is_critical

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
        v = composed(layers, self.stride_products, one)
        _, gram = self.quadric.gram_integers
        common, target = self.quadric.centre_common
        residual = image(gram, difference([c * tau * common for c in v], target))
        equations = [inner(v, residual)]
        for i, (k, S) in enumerate(zip(self.sizes, self.stride_products, strict=True)):
            rest = composed_without({i}, layers, self.stride_products, one)
            slopes = correlation(rest, residual, S)
            equations += [slopes[a] for a in range(k) if a != self.ones[i]]
        return equations

    @property
    def polynomials(self) -> tuple[Polynomial, ...]:
        """The equations as values, w_i standing for the i-th name."""
        size = len(self.names)
        return tuple(Polynomial.from_terms(size, {k: int(c) for k, c in e.terms()}) for e in self.equations)

    @cached_property
    def system(self) -> PolynomialSystem:
        """For certified boxes."""
        return PolynomialSystem(self.equations)


@dataclass(frozen=True, eq=False)
class StridedPoint(LeanCopies):
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

    @cached_property
    def rational_layers(self) -> RationalLayers | None:
        """The layers exactly, if the unknowns are rational with short denominators; None: none are found.

        The simplest rationals in the box are put into the gradient. The box holds one zero only, so that where it is
        zero this is the point. The longer the numbers in the data, the more bits.
        """
        box = self.box
        wanted = HEIGHTS * self.gauge.quadric.height
        if wanted > box.precision:
            box = self.gauge.system.refined(box, wanted)
        found = simplest_point(box.coordinates)
        if found is None:
            return None
        *values, tau = found
        supply = iter(values)
        first, *others = (
            [Fraction(1) if a == one else next(supply) for a in range(k)]
            for k, one in zip(self.gauge.sizes, self.gauge.ones, strict=True)
        )
        layers = in_lowest_terms([[tau * c for c in first], *others])
        return layers if is_critical(self.gauge.quadric, layers, self.gauge.stride_products) else None

    @cached_property
    def rational_form(self) -> BinaryForm | None:
        """The end-to-end filter where the layers are known to be rational; None: they are not known to be."""
        layers = self.rational_layers
        return None if layers is None else BinaryForm(composed(layers, self.gauge.stride_products, Fraction(1)))

    @cached_property
    def exact_value(self) -> Fraction | None:
        """ℓ(w) = uᵀQu − uᵀQw where the layers are known to be rational; None: they are not known to be."""
        if self.rational_form is None:
            return None
        return self.gauge.quadric.squared_norm - inner(self.gauge.quadric.moments, self.rational_form.rationals)

    def coefficients(self, precision: int) -> list[arb]:
        """The end-to-end filter."""
        layers = self.filters(precision)
        with flint.ctx.workprec(precision):
            return composed(layers, self.gauge.stride_products, arb(1))

    def value(self, precision: int) -> arb:
        """ℓ(w) = uᵀQu − uᵀQw, as Q(w − u) is orthogonal to w."""
        w = self.coefficients(precision)
        with flint.ctx.workprec(precision):
            quadric = self.gauge.quadric
            return arb(to_fmpq(quadric.squared_norm)) - inner([arb(to_fmpq(m)) for m in quadric.moments], w)

    def inertia(self, precision: int) -> Inertia | None:
        """Of the Hessian modulo scaling; None: not at this precision."""
        filters, w = self.filters(precision), self.coefficients(precision)
        with flint.ctx.workprec(precision):
            gram, moments = self.gauge.quadric.balls()
            residual = difference(image(gram, w), moments)
            hessian = hessian_modulo_scaling(filters, self.gauge.stride_products, gram, residual)
        return None if hessian is None else inertia_of_balls(hessian, precision)

    def filter_enclosures(self, bits: int) -> tuple[tuple[Bounds, ...], ...]:
        """Certified rationals around the layers' coefficients, closer than 2^−bits."""
        return enclosed_layers(self.filters, bits)

    def enclosures(self, bits: int) -> tuple[Bounds, ...]:
        """Certified rationals around the end-to-end filter, closer than 2^−bits; the same twice where it is known."""
        if self.rational_form is not None:
            return tuple((c, c) for c in self.rational_form.rationals)
        return enclosed(self.coefficients, bits)

    def value_enclosure(self, bits: int) -> Bounds:
        """Certified rationals around ℓ(w), closer than 2^−bits; the same twice where it is known."""
        if self.exact_value is not None:
            return self.exact_value, self.exact_value
        return enclosed(lambda p: [self.value(p)], bits)[0]
