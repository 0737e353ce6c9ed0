"""Certificates about critical points of the square loss whose layers are known exactly."""

from __future__ import annotations

from fractions import Fraction

from ..algebra.forms import BinaryForm
from ..algebra.linear import Inertia, inertia
from ..algebra.numbers import Number, in_common_field
from ..errors import InconclusiveError
from ..landscape.layers.exact_hessians import exact_hessian
from ..landscape.loss import QuadraticLoss
from ..network.architecture import Architecture
from ..network.convolution import compose
from .claims import Claim, ExactCriticalPoint, ExactSpuriousMinimum
from .document import Certificate
from .values import Layers, Loss, Nature, Rows

MAX_BITS = 64
"""Better filters are rounded to at most this many binary digits after the point."""


def certify_exact_critical_point(architecture: Architecture, loss: QuadraticLoss, layers: Layers) -> Certificate:
    """A certificate of the claim "exact-critical-point", with the nature if the Hessian shows it.

    Args:
        layers: filters over one number field, none of them zero, at which the gradient is zero.

    Raises:
        UnsupportedError: the field has a larger degree than the checker reads.
    """
    nature = _nature(inertia_of_layers(architecture, loss, layers))
    claim = ExactCriticalPoint(architecture, Loss.of(loss), layers, value_at(architecture, loss, layers), nature)
    return _certificate(layers, claim)


def certify_exact_spurious_minimum(
    architecture: Architecture, loss: QuadraticLoss, layers: Layers, filters: Rows
) -> Certificate:
    """A certificate of the claim "exact-spurious-minimum".

    Args:
        layers: as for `certify_exact_critical_point`.
        filters: with a smaller loss; the certificate has them or, if that is enough, shorter ones near them.

    Raises:
        InconclusiveError: the Hessian at the layers is not positive definite up to scaling.
        UnsupportedError: the field has a larger degree than the checker reads.
    """
    if _nature(inertia_of_layers(architecture, loss, layers)) != "minimum":
        raise InconclusiveError(
            "the Hessian is singular up to scaling at the minimum; such a spurious minimum is not certified"
        )
    value = value_at(architecture, loss, layers)
    better = _shortened(architecture, loss, filters, value)
    claim = ExactSpuriousMinimum(architecture, Loss.of(loss), layers, value, better)
    return _certificate(layers, claim)


def _certificate(layers: Layers, claim: Claim) -> Certificate:
    field, _ = in_common_field([c for layer in layers for c in layer])
    return Certificate.of(field, claim, {"kind": "hessian"})


def _shortened(architecture: Architecture, loss: QuadraticLoss, filters: Rows, value: Number) -> Rows:
    """Filters with few binary digits and a loss below the value; the given ones if none are found."""
    for bits in range(MAX_BITS):
        rounded = tuple(tuple(Fraction(round(c * (1 << bits)), 1 << bits) for c in layer) for layer in filters)
        if value_at(architecture, loss, rounded) < value:
            return rounded
    return filters


def value_at(architecture: Architecture, loss: QuadraticLoss, layers: Layers) -> Number:
    """The loss of the layers' composition."""
    return loss.value(compose(architecture, [BinaryForm(layer) for layer in layers]))


def inertia_of_layers(architecture: Architecture, loss: QuadraticLoss, layers: Layers) -> Inertia:
    """Of the Hessian on a complement of the scaling directions."""
    forms = [BinaryForm(layer) for layer in layers]
    # one coordinate that is not zero is left out of every layer but the first
    fixed = [None, *(next(a for a, c in enumerate(layer) if c) for layer in layers[1:])]
    return inertia(exact_hessian(loss, compose(architecture, forms), forms, fixed, architecture.stride_products))


def _nature(found: Inertia) -> Nature | None:
    """None: the Hessian is singular, and has no squares of both signs."""
    if found.positive and found.negative:
        return "saddle"
    return None if found.zero else "minimum" if found.positive else "maximum"
