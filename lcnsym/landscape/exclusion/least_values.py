"""Bounds for the least loss on a family of filters h(a)·b, by subdivision, whatever the data.

F(a) = min_b ℓ(h(a)·b) is smooth on the compact space of parameters, so its least value is attained where its gradient
is zero. Boxes are left out on which the gradient has no zero, or F is at least some threshold: the least value known,
less a tolerance. When no box is left, the last threshold is a lower bound. Where F has a degenerate minimum, or a curve
of them, boxes are left out when they are about as small as the root of the tolerance, so that the search ends.

Source: Hansen and Walster, Global Optimization Using Interval Analysis (2004).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ...algebra.coefficients import image, inner, polynomial_product
from ...algebra.forms import BinaryForm
from ...algebra.linear import solution
from ..equations.quadrics import Quadric
from ..one_thread import one_blas_thread
from .box_systems import GradientSystem
from .filter_families import MARGIN, Family
from .intervals import Array, applied, contracted, linear, upward
from .projection import Data
from .subdivision import BATCH, MAX_BOXES, Boxes, halved

TOLERANCE = 2.0**-36
"""Of the loss of the zero filter; so far apart the bounds are, or less."""
SMALLEST = 2.0**-40
"""Boxes are halved down to this half side."""


@dataclass(frozen=True, eq=False)
class LeastValue:
    """Bounds for the least loss on a family.

    Attributes:
        lower: a lower bound.
        forms: the factors of h at which F is near its least value, by their coefficients, in double precision.
    """

    lower: Fraction
    forms: tuple[BinaryForm, ...]


@one_blas_thread
def least_value(quadric: Quadric, family: Family, seconds: float) -> LeastValue | None:
    """A lower bound for the loss on a family, and where it is about attained. None: the search came to no end.

    Args:
        quadric: the loss, with a centre that is not zero.
        family: with one factor at least.
        seconds: how long the search may take.
    """
    data = Data.of(quadric)
    search = _Search(time.monotonic() + seconds, _tolerance(data))
    with np.errstate(all="ignore"):
        for chart in family.charts:
            if not search.goes_through(GradientSystem(family, data, chart)):
                return None
    if search.at is None or not np.isfinite(search.threshold):
        return None
    of_gram, of_target = data.scales
    forms = tuple(BinaryForm([Fraction(c) for c in form]) for form in search.at)
    return LeastValue(max(Fraction(0), Fraction(search.threshold)) * of_gram * of_target**2, forms)


def _tolerance(data: Data) -> float:
    target = data.target.mid[:, 0]
    return float(target @ data.gram.mid @ target) * TOLERANCE


class _Search:
    """What is known while boxes are left out."""

    def __init__(self, deadline: float, tolerance: float) -> None:
        self.deadline, self.tolerance = deadline, tolerance
        self.threshold = np.inf
        self.at: list[list[float]] | None = None
        self.looked_at = 0

    def goes_through(self, system: GradientSystem) -> bool:
        """Whether all boxes of a chart could be left out."""
        size = len(system.unknowns)
        pending = Boxes(np.full((size, 1), -MARGIN), np.full((size, 1), MARGIN))
        while pending.number:
            start = max(0, pending.number - BATCH)
            boxes = pending[np.arange(start, pending.number)]
            kept = boxes[np.flatnonzero(~self._is_out(system, boxes))]
            self.looked_at += boxes.number
            is_small = (kept.sides <= 2 * SMALLEST).all(axis=0).any()
            if is_small or self.looked_at > MAX_BOXES or time.monotonic() > self.deadline:
                return False
            pending = Boxes.joined([pending[np.arange(start)], halved(kept, kept)])
        return True

    def _is_out(self, system: GradientSystem, boxes: Boxes) -> Array:
        near = system.nearest(system.family.forms(linear(boxes.middles, boxes.radii), system.chart))
        value = contracted("lb,lb->b", near.residual, applied(system.data.gram, near.residual))
        # what is no number compares as larger nowhere
        best = int(np.argmin(np.where(np.isfinite(value.rad), value.mid, np.inf)))
        threshold = float(value.mid[best]) - self.tolerance
        if np.isfinite(value.rad[best]) and threshold < self.threshold:
            self.threshold = threshold
            self.at = [[float(c) for c in form.mid[:, best]] for form in near.forms]
        below = np.nextafter(value.mid - upward(value.spread + value.rad), -np.inf)
        is_out: Array = below >= self.threshold
        gradient = system.values(near, applied(system.data.back, near.residual))
        return is_out | gradient.excludes_zero.any(axis=0)


def filter_at(quadric: Quadric, family: Family, forms: Sequence[BinaryForm]) -> BinaryForm:
    """The filter h·b for exact factors of h with the best b, exactly."""
    h = [Fraction(1)]
    for form, factor in zip(forms, family.factors, strict=True):
        for _ in range(factor.exponent):
            h = polynomial_product(h, form.rationals, factor.step)
    size = family.last.degree + 1
    units = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
    basis = [polynomial_product(h, unit, family.last.step) for unit in units]
    gram = [[inner(image(quadric.gram, a), b) for b in basis] for a in basis]
    best = solution(gram, [inner(row, quadric.moments) for row in basis])
    return BinaryForm(
        [sum((c * row[j] for c, row in zip(best, basis, strict=True)), Fraction(0)) for j in range(len(basis[0]))]
    )
