"""The end-to-end filter of critical layers, for all strides and several axes."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import flint
from flint import arb

from ...algebra.coefficients import difference, image, inner
from ...algebra.copies import LeanCopies
from ...algebra.enclosures import enclosed, enclosure_of
from ...algebra.forms import BinaryForm
from ...algebra.numbers import Number, ball_of, minimal_polynomial
from ...network.convolution import composed
from ..equations.quadrics import Quadric
from .layer_hessians import CriticalLayers
from .rational_layers import RationalLayers

Bounds = tuple[Fraction, Fraction]


class LayersOfLoss(CriticalLayers):
    """Critical layers of a network with any strides and numbers of axes, for a square loss."""

    @property
    @abstractmethod
    def quadric(self) -> Quadric:
        """Q and u."""

    @property
    @abstractmethod
    def rational_layers(self) -> RationalLayers | None:
        """The layers exactly. None: they are not known to be rational."""

    @property
    def exact_filter(self) -> tuple[Number, ...] | None:
        """The end-to-end filter over a number field. None: it is not known, or the field may be too large."""
        return None

    @property
    def exact_loss(self) -> Number | None:
        """ℓ(w) in that field; None as for `exact_filter`."""
        return None

    def gram_and_residual(self, precision: int) -> tuple[list[list[arb]], list[arb]]:
        """Q and Q(w − u)."""
        return ComposedForm(self).gram_and_residual(precision)


@dataclass(frozen=True, eq=False)
class ComposedForm(LeanCopies):
    """The end-to-end filter of a real critical point.

    Attributes:
        layers: the critical point.
    """

    layers: LayersOfLoss

    @cached_property
    def exact_form(self) -> BinaryForm | None:
        """The end-to-end filter where the layers are known to be rational; None: they are not known to be."""
        layers = self.layers.rational_layers
        return None if layers is None else BinaryForm(composed(layers, self.layers.steps, Fraction(1)))

    @cached_property
    def exact_value(self) -> Number | None:
        """ℓ(w) = uᵀQu − uᵀQw where the layers are known to be rational; None: they are not known to be."""
        if self.exact_form is None:
            return None
        quadric = self.layers.quadric
        return quadric.squared_norm - inner(quadric.moments, self.exact_form.rationals)

    def value_minimal_polynomial(self) -> tuple[int, ...] | None:
        """The minimal polynomial of ℓ(w) over ℤ, constant term first. None: it is not known."""
        value = self.layers.exact_loss if self.exact_value is None else self.exact_value
        return None if value is None else minimal_polynomial(value)

    def coefficients(self, precision: int) -> tuple[arb, ...]:
        """The end-to-end filter; not finite where this precision does not do."""
        layers = self.layers.filters(precision)
        with flint.ctx.workprec(precision):
            if layers is None:
                return (arb("nan"),) * (self.layers.quadric.degree + 1)
            return tuple(composed(layers, self.layers.steps, arb(1)))

    def value(self, precision: int) -> arb:
        """ℓ(w) = uᵀQu − uᵀQw, as Q(w − u) is orthogonal to w."""
        w = self.coefficients(precision)
        with flint.ctx.workprec(precision):
            quadric = self.layers.quadric
            return ball_of(quadric.squared_norm) - inner(quadric.balls()[1], w)

    def gram_and_residual(self, precision: int) -> tuple[list[list[arb]], list[arb]]:
        """Q and Q(w − u)."""
        w = self.coefficients(precision)
        with flint.ctx.workprec(precision):
            gram, moments = self.layers.quadric.balls()
            return gram, difference(image(gram, w), moments)

    def enclosures(self, bits: int) -> tuple[Bounds, ...]:
        """Certified rationals around the end-to-end filter, closer than 2^−bits; the same twice where it is known."""
        if self.exact_form is not None:
            return tuple((c, c) for c in self.exact_form.rationals)
        return enclosed(self.coefficients, bits)

    def value_enclosure(self, bits: int) -> Bounds:
        """Certified rationals around ℓ(w), closer than 2^−bits; the same twice where it is known."""
        if self.exact_value is not None:
            return enclosure_of(self.exact_value, bits)
        lo, hi = enclosed(lambda p: [self.value(p)], bits)[0]
        return max(lo, Fraction(0)), hi
