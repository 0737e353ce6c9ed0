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
from .minimal_losses import MinimalLoss, MinimalLosses
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
        self._minima = MinimalLosses(family, kinds)
        forms = [form.rationals for form in (family.origin, *family.along)]
        images = [image(family.grams[0], form) for form in forms]
        self._products = [[inner(first, second) for second in forms] for first in images]

    def losses_at(self, point: Point) -> list[MinimalLoss] | None:
        """All minima at a point; None: not decided."""
        if point not in self._known:
            found = self._minima.at(point)
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
        slopes = self._minima.slopes(centre, least)
        height = least.loss[1] - self._squared_norm(centre)
        norms = [2 * norm for norm in self._with_target(centre)[1:]]
        for corner in product(*box):
            there = self.losses_at(corner)
            if there is None:
                return None
            tangent = height
            for (lo, hi), norm, x, y in zip(slopes, norms, corner, centre, strict=True):
                tangent += max((lo - norm) * (x - y), (hi - norm) * (x - y))
            others = [found.loss[0] for found in there if self._kinds[found.multiplicity] != kind]
            if others and min(others) - self._squared_norm(corner) <= tangent:
                return None
        return kind

    def _squared_norm(self, point: Point) -> Fraction:
        return inner(self._with_target(point), (1, *point))

    def _with_target(self, point: Point) -> list[Fraction]:
        """The products of u0, u1 and u2 with the target."""
        return [inner(row, (1, *point)) for row in self._products]
