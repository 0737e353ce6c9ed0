"""Boxes in which the global minimum stays the same, though the losses of minima come near to each other.

While no wall is crossed, the loss of a minimum less the squared norm of the target is a concave function of the target:
locally it is the least of affine functions, those of the filters nearby. So on a convex set without walls it is below
its tangents, and a difference of it and an affine function is least at a corner.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from ..algebra.coefficients import image, inner
from .families import LossFamily
from .minimal_losses import MinimalLoss, minimal_losses, slope
from .ordered_roots import Interval

Point = tuple[Fraction, Fraction]


class ConcaveBoxes:
    """A part of a plane of targets without walls inside.

    Args:
        family: with the same Gram matrix everywhere.
        kinds: what matters of the minima, by their multiplicities.
        number: of all minima in the part.
    """

    def __init__(self, family: LossFamily, kinds: Mapping[int, object], number: int) -> None:
        self._family, self._kinds, self._number = family, kinds, number
        self._known: dict[Point, list[MinimalLoss] | None] = {}

    def losses_at(self, point: Point) -> list[MinimalLoss] | None:
        """All minima at a point; None: not decided."""
        if point not in self._known:
            found = minimal_losses(self._family.loss(point), self._kinds)
            self._known[point] = found if found is not None and len(found) == self._number else None
        return self._known[point]

    def kind_in(self, box: tuple[Interval, Interval]) -> object:
        """The kind of the minima of least loss in a whole box in the part; None: not decided."""
        (a, b), (c, d) = box
        centre = ((a + b) / 2, (c + d) / 2)
        here = self.losses_at(centre)
        if not here:
            return None
        least = min(here, key=lambda found: found.loss[1])
        kind = self._kinds[least.multiplicity]
        slopes = [slope(self._family.loss(centre), least, u.rationals) for u in self._family.along]
        height = least.loss[1] - self._squared_norm(centre)
        for corner in product(*box):
            there = self.losses_at(corner)
            if there is None:
                return None
            tangent = height
            for (lo, hi), direction, x, y in zip(slopes, self._family.along, corner, centre, strict=True):
                norm = 2 * self._product(self._family.target_at(centre).rationals, direction.rationals)
                tangent += max((lo - norm) * (x - y), (hi - norm) * (x - y))
            others = [found.loss[0] for found in there if self._kinds[found.multiplicity] != kind]
            if others and min(others) - self._squared_norm(corner) <= tangent:
                return None
        return kind

    def _squared_norm(self, point: Point) -> Fraction:
        target = self._family.target_at(point).rationals
        return self._product(target, target)

    def _product(self, first: tuple[Fraction, ...], second: tuple[Fraction, ...]) -> Fraction:
        return inner(image(self._family.grams[0], first), second)
