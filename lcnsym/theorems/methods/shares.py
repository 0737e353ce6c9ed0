"""Layers from real irreducible factors: the exhaustive search that decides whether real layers exist.

It shares no code with the packings of `lcnsym.fibres`, on purpose: the theorems hold the two against each other. It
only says how many factors every layer takes; which ones, `distributions` searches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...algebra.forms import BinaryForm, product
from ...network.architecture import Architecture
from ...network.convolution import compose
from .factors import real_factors


@dataclass(frozen=True)
class Share:
    """How many linear and definite quadratic factors one layer takes."""

    linear: int
    quadratic: int


def find_shares(sizes: Sequence[int], linear: int, quadratic: int) -> tuple[Share, ...] | None:
    """Distribute linear and quadratic factors over layers of the given degrees so that every layer is full.

    Every possible share of every layer is tried; choices that used equally many linear factors on the same
    layers are followed up once. No parity argument is made. By unique factorisation in ℝ[x, y] a non-zero
    form with these factors is a product of real forms of these degrees exactly when a packing exists.

    Args:
        sizes: the degrees k_i − 1, first layer first.
        linear, quadratic: the numbers of factors to use up, counted with multiplicity.

    Returns:
        One share a layer, or None if there is no packing.
    """
    if linear + 2 * quadratic != sum(sizes):
        return None
    reached: list[dict[int, Share]] = [{0: Share(0, 0)}]
    for size in sizes:
        shares = [Share(size - 2 * pairs, pairs) for pairs in range(size // 2 + 1)]
        reached.append({used + share.linear: share for used in reached[-1] for share in shares})
    if linear not in reached[-1]:
        return None
    packing = []
    for last_shares in reversed(reached[1:]):
        packing.append(last_shares[linear])
        linear -= packing[-1].linear
    return tuple(reversed(packing))


def layer_sizes(architecture: Architecture) -> tuple[int, ...]:
    """The degrees k_i − 1 of the layers' forms."""
    return tuple(k - 1 for k in architecture.filter_sizes)


def has_real_layers(architecture: Architecture, form: BinaryForm) -> bool:
    """Whether the form is a product of real forms of degrees k_i − 1, by the search over its real factors.

    The zero form is: take zero layers.
    """
    if form.is_zero:
        return True
    factors = real_factors(form)
    return find_shares(layer_sizes(architecture), factors.linear, factors.quadratic) is not None


def composed_layers(
    architecture: Architecture,
    packing: Sequence[Share],
    linear: Sequence[BinaryForm],
    quadratic: Sequence[BinaryForm],
) -> BinaryForm:
    """The end-to-end filter of the layers that take the factors in their order, as the packing says."""
    layers = []
    for share in packing:
        taken = [*linear[: share.linear], *quadratic[: share.quadratic]]
        linear, quadratic = linear[share.linear :], quadratic[share.quadratic :]
        layers.append(product(taken))
    return compose(architecture, layers)
