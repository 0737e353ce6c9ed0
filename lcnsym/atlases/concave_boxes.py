"""Boxes in which the global minimum stays the same, though the losses of minima come near to each other.

While no wall is crossed, the loss of a minimum less the squared norm of the target is a concave function of the target:
locally it is the least of affine functions, those of the filters nearby. So on a convex set without walls it is below
its tangents, and a difference of it and an affine function is least at a corner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import product

from ..algebra.coefficients import image, inner
from .answers import LocalAnswer, Rival
from .families import LossFamily
from .minimal_losses import MinimalLosses
from .ordered_roots import Interval
from .walls import Question

Point = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Minimum:
    """A minimum at one point of a plane.

    Attributes:
        kind: what matters of it.
        loss: bounds.
        slopes: gives bounds for the derivatives of its loss with respect to the parameters.
    """

    kind: object
    loss: Interval
    slopes: Callable[[], Sequence[Interval]]


MinimaAt = Callable[[Point], Sequence[Minimum] | None]
"""All minima at a point; None: not decided."""


def by_elimination(family: LossFamily, kinds: Mapping[int, object]) -> MinimaAt:
    """From elimination forms, if every minimum has one repeated root, and its multiplicity tells its kind."""
    known = MinimalLosses(family, kinds)

    def minima_at(point: Point) -> Sequence[Minimum] | None:
        found = known.at(point)
        if found is None:
            return None
        return [Minimum(kinds[m.multiplicity], m.loss, partial(known.slopes, point, m)) for m in found]

    return minima_at


def by_critical_points(
    family: LossFamily, asked: Callable[[Point], LocalAnswer | None], question: Question
) -> MinimaAt:
    """From lists of all critical points."""

    def minima_at(point: Point) -> Sequence[Minimum] | None:
        answer = asked(point)
        if answer is None or not answer.has_single_least:
            return None
        return [
            Minimum(rival.about(question), rival.loss, partial(_slopes, family, point, rival))
            for rival in answer.rivals
        ]

    return minima_at


def _slopes(family: LossFamily, point: Point, rival: Rival) -> list[Interval]:
    """−2·(w − u)ᵀQu₁ and −2·(w − u)ᵀQu₂."""
    target = family.target_at(point).rationals
    found = []
    for form in family.along:
        moved = image(family.grams[0], form.rationals)
        ends = [
            sorted(-2 * c * (end - u) for end in ends) for c, u, ends in zip(moved, target, rival.filter, strict=True)
        ]
        found.append((sum((lo for lo, _ in ends), Fraction(0)), sum((hi for _, hi in ends), Fraction(0))))
    return found


class ConcaveBoxes:
    """A part of a plane of targets without walls inside.

    Args:
        family: with the same Gram matrix everywhere.
        minima_at: the minima at a point.
        number: of all minima in the part.
    """

    def __init__(self, family: LossFamily, minima_at: MinimaAt, number: int) -> None:
        self._minima_at, self._number = minima_at, number
        self._known: dict[Point, Sequence[Minimum] | None] = {}
        forms = [form.rationals for form in (family.origin, *family.along)]
        images = [image(family.grams[0], form) for form in forms]
        self._products = [[inner(first, second) for second in forms] for first in images]

    def minima_at(self, point: Point) -> Sequence[Minimum] | None:
        """All minima at a point; None: not decided."""
        if point not in self._known:
            found = self._minima_at(point)
            self._known[point] = found if found is not None and len(found) == self._number else None
        return self._known[point]

    def kind_in(self, box: tuple[Interval, Interval]) -> object:
        """The kind of the minima of least loss in a whole box in the part; None: not decided."""
        (a, b), (c, d) = box
        centre = ((a + b) / 2, (c + d) / 2)
        here = self.minima_at(centre)
        if not here:
            return None
        least = min(here, key=lambda found: found.loss[1])
        height = least.loss[1] - self._squared_norm(centre)
        norms = [2 * norm for norm in self._with_target(centre)[1:]]
        slopes = least.slopes()
        for corner in product(*box):
            there = self.minima_at(corner)
            if there is None:
                return None
            tangent = height
            for (lo, hi), norm, x, y in zip(slopes, norms, corner, centre, strict=True):
                tangent += max((lo - norm) * (x - y), (hi - norm) * (x - y))
            others = [found.loss[0] for found in there if found.kind != least.kind]
            if others and min(others) - self._squared_norm(corner) <= tangent:
                return None
        return least.kind

    def _squared_norm(self, point: Point) -> Fraction:
        return inner(self._with_target(point), (1, *point))

    def _with_target(self, point: Point) -> list[Fraction]:
        """The products of u0, u1 and u2 with the target."""
        return [inner(row, (1, *point)) for row in self._products]
