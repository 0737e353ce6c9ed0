"""Critical points with an end-to-end filter that is zero; they come in families and are reported apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...algebra.coefficients import image
from ...algebra.forms import BinaryForm
from ...algebra.linear import kernel
from ...algebra.numbers import Number
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ..loss import QuadraticLoss


@dataclass(frozen=True)
class ZeroFilterFamily:
    """The critical points where exactly one layer's filter w_i is zero.

    They are those whose other layers have a product P with ⟨Q·u, P·ℝ[x^S, y^S]_{k_i−1}⟩ = 0, S = S_i: P lies in a
    linear space of forms and factors as the other layers ask. Every point with two or more zero filters is critical.

    Attributes:
        layer: i, from 1.
        equations: k_i, the linear equations for P.
        dimension: of the linear space of forms P that solve them, whether they factor or not, with zeros where all
            products have zeros.
        exists: whether one of them other than zero is a product of real filters, so that there are such critical
            points. None: not decided.

    Examples:
        >>> from lcnsym import critical_points
        >>> landscape = critical_points(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 0, -1))))
        >>> landscape.zero_families[0]
        ZeroFilterFamily(layer=1, equations=2, dimension=0, exists=False)
    """

    layer: int
    equations: int
    dimension: int
    exists: bool | None

    def to_dict(self) -> dict[str, object]:
        """{layer, equations, dimension, exists}."""
        return {"layer": self.layer, "equations": self.equations, "dimension": self.dimension, "exists": self.exists}


def zero_filter_families(architecture: Architecture, loss: QuadraticLoss) -> tuple[ZeroFilterFamily, ...]:
    """For every layer the family of critical points where only its filter is zero."""
    moments = image(loss.gram, loss.target.coefficients)
    sizes, strides = architecture.filter_sizes, architecture.strides
    found = []
    for i, (size, S) in enumerate(zip(sizes, architecture.stride_products, strict=True)):
        others = Architecture((*sizes[:i], 1, *sizes[i + 1 :]), strides)
        places = _places(others)
        basis = kernel([[moments[a * S + j] for j in places] for a in range(size)])
        forms = [_spread(vector, places, others.filter_size) for vector in basis]
        found.append(ZeroFilterFamily(i + 1, size, len(forms), _has_product(others, forms, len(places))))
    return tuple(found)


def _places(architecture: Architecture) -> list[int]:
    """The coefficients of end-to-end filters that need not be zero; their filters span this space."""
    found = {0}
    for k, S in zip(architecture.filter_sizes, architecture.stride_products, strict=True):
        found = {place + a * S for place in found for a in range(k)}
    return sorted(found)


def _spread(vector: Sequence[Number], places: Sequence[int], size: int) -> tuple[Number, ...]:
    """The coefficients at these places, and zeros elsewhere."""
    found: list[Number] = [Fraction(0)] * size
    for place, c in zip(places, vector, strict=True):
        found[place] = c
    return tuple(found)


def _has_product(architecture: Architecture, basis: Sequence[tuple[Number, ...]], dimension: int) -> bool | None:
    """Whether a form of the space that is not zero is an end-to-end filter. None: not decided.

    Args:
        basis: of the space.
        dimension: of the span of all end-to-end filters.
    """
    if not basis:
        return False
    if architecture.is_filling or len(basis) == dimension:
        return True
    if any(decide(architecture, BinaryForm(vector)).is_member for vector in basis):
        return True
    return False if len(basis) == 1 else None
