"""Boxes of short dyadic rationals around solutions of the equations of tangency, for evidence that others check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import flint
from flint import acb, arb, fmpq

from ...algebra.flintio import to_fmpq, to_fraction
from ..equations.tangency import Tangency
from ..krawczyk import Box, deviations, holds_one_zero, near_inverse, square
from ..short_box import ShortBox

FIRST_PLACES = 12
LAST_PLACES = 4096
GUARD = 128
MARGIN = fmpq(1, 2)
"""What a bound may use up of what it is compared with: others may bound a little worse."""


def short_boxes(tangency: Tangency, boxes: Sequence[Box]) -> list[ShortBox] | None:
    """Disjoint boxes with the same solutions, which Krawczyk's test proves, and the distinctness of the roots, easily.

    The places after the binary point are as few as that needs, for each box for itself, until no two boxes meet.

    Args:
        boxes: of all solutions, one for each conjugate pair, disjoint.

    Returns:
        In the order of the boxes; None: LAST_PLACES are not enough for some.
    """
    choices = [_proved(tangency, box) for box in boxes]
    found = [next(choice, None) for choice in choices]
    while None not in found:
        chosen = [box for box in found if box is not None]
        crowded = _meeting(chosen)
        if not crowded:
            return chosen
        for i in crowded:
            found[i] = next(choices[i], None)
    return None


def _meeting(boxes: Sequence[ShortBox]) -> set[int]:
    """The boxes that meet another one, or its conjugate, or their own."""
    found: set[int] = set()
    entries = [(box.centre[0][0] - box.radius, i, box) for i, box in enumerate(boxes)]
    entries += [(low, i, boxes[i].conjugate) for low, i, _ in entries if not boxes[i].is_real]
    entries.sort(key=lambda entry: entry[0])
    for position, (_, i, box) in enumerate(entries):
        for low, j, other in entries[position + 1 :]:
            if low > box.centre[0][0] + box.radius:
                break
            if box.meets(other):
                found |= {i, j}
    return found


def _proved(tangency: Tangency, box: Box) -> Iterator[ShortBox]:
    """Boxes with the solution, smaller and smaller."""
    places = FIRST_PLACES
    while places <= LAST_PLACES:
        with flint.ctx.workprec(2 * places + GUARD):
            refined = tangency.refined(box, 2 * places + GUARD)
            centre = [acb(_rounded(z.real, places), _rounded(z.imag, places)) for z in refined.coordinates]
            radius = arb(4) * arb(2) ** -places
            if _is_proved(tangency, centre, radius):
                points = tuple((_fraction(z.real), _fraction(z.imag)) for z in centre)
                yield ShortBox(points, Fraction(4, 1 << places))
        places += max(4, places // 4)


def _is_proved(tangency: Tangency, centre: Sequence[acb], radius: arb) -> bool:
    """Krawczyk's test, and that all forms in the box have as many roots as those of the stratum."""
    precision = flint.ctx.prec
    around = [z + square(radius) for z in centre]
    values, _ = tangency.evaluated(centre, precision)
    _, slopes = tangency.evaluated(around, precision)
    inverse = near_inverse(slopes)
    if inverse is None:
        return False
    if not holds_one_zero((inverse * values).entries(), deviations(inverse, slopes), radius, MARGIN):
        return False
    matrix = tangency.derivatives_of_radical(around)
    inverse = near_inverse(matrix)
    return inverse is not None and all(total.upper() < MARGIN for total in deviations(inverse, matrix))


def _rounded(value: arb, places: int) -> arb:
    """The nearest multiple of 2^−places, in effect."""
    scaled = to_fraction(value.mid().fmpq()) * (1 << places)
    return arb(to_fmpq(Fraction(round(scaled), 1 << places)))


def _fraction(value: arb) -> Fraction:
    return to_fraction(value.fmpq())
