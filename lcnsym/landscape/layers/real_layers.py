"""All real critical layers of a network of any strides, with one axis or several, by exclusion of everything else."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from fractions import Fraction

from flint import acb, arb, fmpq_mat

from ...algebra.breakpoints import simplest_between
from ...algebra.coefficients import Step
from ...algebra.enclosures import enclosure_of
from ...algebra.flintio import to_fmpq, to_fraction
from ...network.convolution import composed
from ..equations.quadrics import Quadric
from ..exclusion.box_systems import GradientSystem, systems
from ..exclusion.filter_families import Family
from ..exclusion.matched_boxes import Forms, Matched, Proved, matched
from ..exclusion.projection import Data
from ..exclusion.subdivision import SmallBox, search
from .gauged_gradients import GaugedGradient, GaugedLayers

BITS = 128
"""Of approximations of irrational numbers."""

RADII = (Fraction(2), Fraction(1, 1 << 16), Fraction(1, 1 << 32))
"""Around the centre of a box, in which rational numbers are looked for."""


def real_layers(
    sizes: Sequence[int],
    steps: Sequence[Step],
    quadric: Quadric,
    seconds: float,
    known: Sequence[GaugedLayers] = (),
) -> Matched[GaugedLayers]:
    """All real critical points with w ≠ 0 up to scaling of the layers, as far as they are found.

    Args:
        sizes, steps: how many coefficients at least two layers have, all more than one, and where they go.
        quadric: q(w) = (w − u)ᵀ Q (w − u), u not zero.
        seconds: how long the search may take.
        known: distinct such points.
    """
    last = sizes.index(max(sizes))
    family = Family.of_network(sizes, steps, last)
    deadline = time.monotonic() + seconds
    found = search(systems(GradientSystem, family, Data.of(quadric)), seconds)

    def kept(point: GaugedLayers) -> Forms:
        layers = point.filters(point.box.precision)
        return [layer for i, layer in enumerate(layers) if i != last]

    def prove(box: SmallBox) -> Proved[GaugedLayers] | None:
        if time.monotonic() > deadline:
            return None
        forms = [[Fraction(c) for c in form] for form in box.forms(family)]
        best = _best_last(quadric, steps, forms, last, sizes[last])
        largest = max(range(len(best)), key=lambda i: abs(best[i]))
        tau = best[largest]
        if not tau:
            return None
        ones = [*box.chart[:last], largest, *box.chart[last:]]
        layers = [*forms[:last], [c / tau for c in best], *forms[last:]]
        unknowns = [c for layer, one in zip(layers, ones, strict=True) for a, c in enumerate(layer) if a != one]
        gauge = GaugedGradient(quadric, sizes, steps, ones)
        approximation = [acb(arb(c.numerator) / c.denominator) for c in (*unknowns, tau)]
        proved = gauge.box(approximation, is_real=True)
        # τ = 0 belongs to the zero filter
        if proved is None or proved.coordinates[-1].contains(0):
            return None
        point = GaugedLayers(gauge, proved)
        return kept(point), point

    def is_void(box: SmallBox) -> bool:
        """Whether the other layers have a rational point there with which the filter zero is best for the last one.

        F has its largest value there, so it is a zero of the gradient, but one with w = 0.
        """
        if not quadric.is_rational:
            return False
        moments = fmpq_mat([[to_fmpq(m)] for m in quadric.moments if isinstance(m, Fraction)])
        return any(
            not any((_products(steps, forms, last, sizes[last]) * moments).entries())
            for forms in _simplest_forms(box, family)
        )

    return matched(found, family, prove, [(kept(point), point) for point in known], is_void)


def _simplest_forms(box: SmallBox, family: Family) -> Iterator[list[list[Fraction]]]:
    """Rational points in a box, those with the least denominators in it and nearer to its centre."""
    for radius in RADII:
        forms = [[Fraction(1)] * (factor.degree + 1) for factor in family.factors]
        places = zip(box.lower.tolist(), box.centre.tolist(), box.upper.tolist(), strict=True)
        for (low, centre, high), (i, c) in zip(places, family.unknowns(box.chart), strict=True):
            near = max(Fraction(low), Fraction(centre) - radius), min(Fraction(high), Fraction(centre) + radius)
            if near[0] >= near[1]:
                return
            forms[i][c] = simplest_between(*near)
        yield forms


def _products(steps: Sequence[Step], forms: Sequence[Sequence[Fraction]], last: int, size: int) -> fmpq_mat:
    """The end-to-end filters with unit vectors in the last layer, a row each."""
    rows = []
    for i in range(size):
        unit = [Fraction(int(i == j)) for j in range(size)]
        rows.append([to_fmpq(c) for c in composed([*forms[:last], unit, *forms[last:]], steps, Fraction(1))])
    return fmpq_mat(rows)


def _best_last(
    quadric: Quadric, steps: Sequence[Step], forms: Sequence[Sequence[Fraction]], last: int, size: int
) -> list[Fraction]:
    """The filter of the last layer that is best with the others."""
    rows = _products(steps, forms, last, size)
    gram = fmpq_mat([[to_fmpq(q) for q in row] for row in quadric.gram])
    moments = fmpq_mat([[to_fmpq(enclosure_of(m, BITS)[0])] for m in quadric.moments])
    best = (rows * gram * rows.transpose()).solve(rows * moments)
    return [to_fraction(best[i, 0]) for i in range(size)]
