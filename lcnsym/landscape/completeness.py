"""The ways in which it is proved that no real critical point is missing from a list of certified ones."""

from __future__ import annotations

from enum import StrEnum


class Proof(StrEnum):
    """How it is proved that no real critical point is missing from a list.

    COUNT: as many complex solutions are certified as there can be, gED(λ) or gED(Segre). POLYNOMIAL: the points belong
    to the real roots of one polynomial over ℚ, or to pairs of roots of two, or a direct argument leaves no others.
    EXCLUSION: interval arithmetic excludes what is outside the certified boxes.

    Source: `docs/critical-points.md`, "How many there can be" and "On a stratum".

    Examples:
        >>> print(*Proof)
        count polynomial exclusion
    """

    COUNT = "count"
    POLYNOMIAL = "polynomial"
    EXCLUSION = "exclusion"
