"""What several families of pictures share: shades, and positions of patterns."""

from __future__ import annotations

from ...membership.patterns import RootPattern
from ...membership.positions import Position, position_of_pattern
from ...network.architecture import Architecture

# light to dark, so that they differ without colour as well
SHADES = {Position.OUTSIDE: "#d9d9d9", Position.INTERIOR: "#74add1", Position.BOUNDARY: "#d73027"}


def position(architecture: Architecture, pattern: str) -> Position:
    """Where the filters with a pattern lie."""
    return position_of_pattern(RootPattern.parse(pattern), architecture.even_filters)


def steps(lo: float, hi: float, number: int) -> list[float]:
    """So many places from lo to hi at equal distances."""
    return [lo + (hi - lo) * i / (number - 1) for i in range(number)]
