"""Critical points with an end-to-end filter that is zero; they come in families and are reported apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...algebra.coefficients import Step, image, places_of
from ...algebra.linear import kernel
from ...algebra.numbers import Number
from ...errors import InconclusiveError, UnsupportedError
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ...network.networks import Network, form_of
from ...network.several_axes import TensorArchitecture
from ..loss import QuadraticLoss


@dataclass(frozen=True)
class ZeroFilterFamily:
    """The critical points where exactly one layer's filter w_i is zero.

    They are those whose other layers have a product P with ⟨Q·u, P·ℝ[x^S, y^S]_{k_i−1}⟩ = 0, S = S_i: P lies in a
    linear space of forms and factors as the other layers ask; with several axes likewise. Every point with two or more
    zero filters is critical.

    Attributes:
        layer: i, from 1.
        equations: the linear equations for P, as many as w_i has coefficients.
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


def zero_filter_families(architecture: Network, loss: QuadraticLoss) -> tuple[ZeroFilterFamily, ...]:
    """For every layer the family of critical points where only its filter is zero."""
    moments = image(loss.gram, loss.target.coefficients)
    entries, steps = architecture.entries, architecture.steps
    found = []
    for i, (size, step) in enumerate(zip(entries, steps, strict=True)):
        others = _without(architecture, i)
        places = _reached((*entries[:i], *entries[i + 1 :]), (*steps[:i], *steps[i + 1 :]))
        basis = kernel([[moments[start + j] for j in places] for start in places_of(step, size)])
        # with several axes their own end-to-end filters have another format, and the places have the same order
        own = _reached(others.entries, others.steps)
        forms = [_spread(vector, own, others.ambient_dimension) for vector in basis]
        found.append(ZeroFilterFamily(i + 1, size, len(forms), _has_product(others, forms, len(places))))
    return tuple(found)


def _without(network: Network, i: int) -> Network:
    """With one coefficient in a layer, which is counted from 0."""
    if isinstance(network, TensorArchitecture):
        formats = list(network.formats)
        formats[i] = (1,) * network.axes
        return TensorArchitecture(tuple(formats), strides=network.strides)
    sizes = network.filter_sizes
    return Architecture((*sizes[:i], 1, *sizes[i + 1 :]), network.strides)


def _reached(entries: Sequence[int], steps: Sequence[Step]) -> list[int]:
    """The coefficients of end-to-end filters that need not be zero; their filters span this space."""
    found = {0}
    for number, step in zip(entries, steps, strict=True):
        found = {place + start for place in found for start in places_of(step, number)}
    return sorted(found)


def _spread(vector: Sequence[Number], places: Sequence[int], size: int) -> tuple[Number, ...]:
    """The coefficients at these places, and zeros elsewhere."""
    found: list[Number] = [Fraction(0)] * size
    for place, c in zip(places, vector, strict=True):
        found[place] = c
    return tuple(found)


def _has_product(network: Network, basis: Sequence[tuple[Number, ...]], dimension: int) -> bool | None:
    """Whether a form of the space that is not zero is an end-to-end filter. None: not decided.

    Args:
        basis: of the space.
        dimension: of the span of all end-to-end filters.
    """
    if not basis:
        return False
    if network.is_filling or len(basis) == dimension:
        return True
    try:
        if any(decide(network, form_of(network, vector)).is_member for vector in basis):
            return True
    except (InconclusiveError, UnsupportedError):
        return None
    return False if len(basis) == 1 else None
