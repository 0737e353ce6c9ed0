"""The position of a filter from its neighbourhood: missing neighbours, or signs that all neighbours share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ...algebra.forms import BinaryForm
from ...membership.positions import Position
from ...network.architecture import Architecture
from .alternation import alternation
from .approximation import EXPONENTS, near_filters
from .shares import find_shares, has_real_layers, layer_sizes


@dataclass(frozen=True)
class ObservedPosition:
    """Where a filter lies, and what shows it.

    Attributes:
        position: None when the neighbourhood showed neither missing filters nor common signs.
        evidence: a sentence.
    """

    position: Position | None
    evidence: str


def observed_position(architecture: Architecture, form: BinaryForm) -> ObservedPosition:
    """The position of a filter, found without the boundary theorem.

    - outside: the search over its real factors finds no layers. (M is closed, so the filter is not on its
      boundary.)
    - boundary: layers exist, and explicit filters without layers lie arbitrarily near.
    - interior: c sign changes around the projective line, which every filter within a computed distance
      shares. Such a neighbour has at least c real roots, and the search finds layers for each of these
      numbers of real roots.
    """
    if not has_real_layers(architecture, form):
        return ObservedPosition(Position.OUTSIDE, "no distribution of its real factors fits the layers")
    if form.is_zero:
        return _position_of_zero(architecture)
    if not any(has_real_layers(architecture, near) for near in near_filters(form)):
        evidence = f"it has layers, but the explicit filters at distance C·ε from it, {_TRIED}, have none"
        return ObservedPosition(Position.BOUNDARY, evidence)
    return _interior(architecture, form)


_TRIED = "ε = " + ", ".join(f"2^-{exponent}" for exponent in EXPONENTS)


def _position_of_zero(architecture: Architecture) -> ObservedPosition:
    if packs_from(architecture, 0):
        return ObservedPosition(Position.INTERIOR, "layers exist for every number of real roots")
    return ObservedPosition(Position.BOUNDARY, "multiples of a filter without layers tend to it")


def _interior(architecture: Architecture, form: BinaryForm) -> ObservedPosition:
    signs = alternation(form)
    if not packs_from(architecture, signs.changes):
        return ObservedPosition(None, f"{signs.changes} sign changes, but no missing filters nearby")
    return ObservedPosition(
        Position.INTERIOR,
        f"{signs.changes} sign changes around the projective line at {len(signs.points)} points, kept by "
        "every "
        f"filter whose coefficients differ by less than {_power_of_two_below(signs.radius)}, so all these "
        "have layers",
    )


def _power_of_two_below(radius: Fraction) -> str:
    exponent = radius.denominator.bit_length() - radius.numerator.bit_length() + 1
    return f"2^-{exponent}" if exponent > 0 else "1"


def packs_from(architecture: Architecture, least: int) -> bool:
    """Whether the search finds layers for every number ≥ `least` of real roots that a form can have."""
    degree, sizes = architecture.degree, layer_sizes(architecture)
    counts = (real for real in range(degree, least - 1, -2) if real >= 0)
    return all(find_shares(sizes, real, (degree - real) // 2) is not None for real in counts)
