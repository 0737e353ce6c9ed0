"""Boxes of few digits in complex space, which certificates state."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class ShortBox:
    """The points whose coordinates have real and imaginary parts within the radius of those of the centre.

    Attributes:
        centre: dyadic rationals, real and imaginary parts of the coordinates of a `Box`.
        radius: a power of two.
    """

    centre: tuple[tuple[Fraction, Fraction], ...]
    radius: Fraction

    @property
    def is_real(self) -> bool:
        """Whether the centre is real."""
        return not any(im for _, im in self.centre)

    def meets(self, other: ShortBox) -> bool:
        """Whether the boxes meet, or touch."""
        reach = self.radius + other.radius
        pairs = zip(self.centre, other.centre, strict=True)
        return all(abs(a - c) <= reach and abs(b - d) <= reach for (a, b), (c, d) in pairs)

    @property
    def conjugate(self) -> ShortBox:
        """The box of the conjugate points."""
        return ShortBox(tuple((re, -im) for re, im in self.centre), self.radius)
