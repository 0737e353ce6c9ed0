"""On which parts of a segment of a line the same minima have the least loss, by how fast distances change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import inf, sqrt

from ..algebra.coefficients import image, inner
from .families import LossFamily
from .floods import SLACK, Leader
from .ordered_roots import Interval, short_between

BITS = 30
SPLINTER = 8
"""So many times the least length."""


@dataclass(frozen=True)
class Stretch:
    """A part of a line.

    Attributes:
        bounds: of s.
        kind: of the minima of least loss; None: not decided.
    """

    bounds: Interval
    kind: object


def stretches(
    family: LossFamily, bounds: Interval, leader_at: Callable[[Fraction], Leader | None], least: Fraction
) -> list[Stretch]:
    """The parts of an interval from left to right, neighbours of one kind made one.

    Args:
        family: a line of targets; its Gram matrix is the same everywhere.
        bounds: no wall is inside.
        leader_at: which minima have the least loss at a value of s; None: not decided.
        least: parts shorter than this are left undecided.
    """
    direction = family.along[0].rationals
    speed = sqrt(inner(image(family.grams[0], direction), direction)) * (1 + SLACK)
    found: list[Stretch] = []
    waiting = [Stretch(bounds, None)]
    while waiting:
        stretch = waiting.pop()
        lo, hi = stretch.bounds
        if stretch.kind is not None:
            _append(found, stretch)
            continue
        middle = short_between(lo, hi)
        leader = leader_at(middle)
        reach = _reach(leader, speed)
        left, right = max(lo, middle - reach), min(hi, middle + reach)
        if hi - lo < least and (lo, hi) != (left, right):
            _append(found, stretch)
            continue
        parts = [Stretch((lo, left), None), Stretch((left, right), leader and leader.kind), Stretch((right, hi), None)]
        waiting += [part for part in reversed(parts) if part.bounds[0] < part.bounds[1]]
    return _without_splinters(found, SPLINTER * least)


def _without_splinters(found: list[Stretch], longest: Fraction) -> list[Stretch]:
    """Short parts between undecided ones are left undecided too, so that every exchange is in one part."""
    rest: list[Stretch] = []
    for i, stretch in enumerate(found):
        lo, hi = stretch.bounds
        around = [other.kind for other in (*found[max(i - 1, 0) : i], *found[i + 1 : i + 2])]
        is_splinter = hi - lo < longest and around == [None, None]
        _append(rest, Stretch(stretch.bounds, None) if is_splinter else stretch)
    return rest


def _reach(leader: Leader | None, speed: float) -> Fraction:
    """How far s may move, rounded down; 0: nothing is known."""
    if leader is None or leader.reach <= 0:
        return Fraction(0)
    if leader.reach == inf:
        return Fraction(2**BITS)
    return Fraction(int(leader.reach / speed * (1 - SLACK) * 2**BITS), 2**BITS)


def _append(found: list[Stretch], stretch: Stretch) -> None:
    if found and found[-1].kind == stretch.kind:
        found[-1] = Stretch((found[-1].bounds[0], stretch.bounds[1]), stretch.kind)
    else:
        found.append(stretch)
