"""Real layers for every possible number of real roots, found and multiplied out."""

from __future__ import annotations

from ...algebra.forms import product
from ...network.architecture import Architecture
from ..statement import require
from .representatives import linear_factor, quadratic_factor
from .shares import composed_layers, find_shares, layer_sizes


def first_count_without_layers(architecture: Architecture) -> int | None:
    """The least number of real roots with which a form has no layers; None if layers always exist.

    Whether they exist depends on that number alone, so that this covers every root pattern of the degree.
    Where the search finds a packing, the layers of an explicit filter are composed.

    Raises:
        ContradictionError: composed layers are not the filter that they were to give.
    """
    counts = range(architecture.degree % 2, architecture.degree + 1, 2)
    return next((real for real in counts if not _layers_exist(architecture, real)), None)


def _layers_exist(architecture: Architecture, real: int) -> bool:
    pairs = (architecture.degree - real) // 2
    packing = find_shares(layer_sizes(architecture), real, pairs)
    if packing is None:
        return False
    linear = [linear_factor(i) for i in range(real)]
    quadratic = [quadratic_factor(i) for i in range(pairs)]
    form = product((*linear, *quadratic))
    composed = composed_layers(architecture, packing, linear, quadratic)
    require(composed == form, "the layers that were found do not multiply to the filter", form)
    return True
