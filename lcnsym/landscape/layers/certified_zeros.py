"""Critical points in parameter space, each proved in a gauge of its own, told apart in a common one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import flint
from flint import acb

from ...network.networks import Network
from ..effort import Effort
from ..equations.quadrics import Quadric
from ..krawczyk import MAX_PRECISION, Box, disjoint
from .gauged_gradients import GaugedGradient, GaugedLayers

WEIGHTS = ((1, 2, -3, 5, -7, 11, -13, 17), (2, -7, 3, 1, 11, -5, 19, -4))
"""Of the linear forms of a layer's coefficients by which zeros are told apart; the first again after the last."""

NEAR = 1e-6
EXCLUSION_SECONDS = 120.0


@dataclass
class CertifiedZeros:
    """Zeros of the gradient in certified disjoint boxes, of a conjugate pair one.

    Attributes:
        quadric: Q and u.
        architecture: of any strides, with one axis or several.
        expected: the most zeros there can be that are isolated; with as many, a search ends.
        gauges: by the places of the ones.
        boxes: the zeros.
        most_bits: with so many bits a zero is proved, or else given up.
    """

    quadric: Quadric
    architecture: Network
    expected: int
    gauges: dict[tuple[int, ...], GaugedGradient] = field(default_factory=dict)
    boxes: list[GaugedLayers] = field(default_factory=list)
    most_bits: int = MAX_PRECISION

    @property
    def number(self) -> int:
        """Over ℂ."""
        return sum(1 if zero.box.is_real else 2 for zero in self.boxes)

    @property
    def real(self) -> list[GaugedLayers]:
        """Those that are real."""
        return [zero for zero in self.boxes if zero.box.is_real]

    def search(self, effort: Effort) -> None:
        """Raises InconclusiveError if it takes too long."""
        from ..candidates.followed_layers import layer_approximations  # noqa: PLC0415 - numpy is loaded where needed

        architecture = self.architecture
        known: dict[tuple[tuple[int, ...], bool], list[tuple[complex, ...]]] = {}
        for candidates in layer_approximations(self.quadric, architecture.entries, architecture.steps, effort):
            found = list(self.boxes)
            for candidate in candidates:
                if effort.is_over:
                    break
                tried = known.setdefault((candidate.ones, candidate.is_real), [])
                if any(_is_near(candidate.coordinates, other) for other in tried):
                    continue
                gauge = self._gauge(candidate.ones)
                coordinates = [acb(z) for z in candidate.coordinates]
                box = gauge.box(coordinates, last=self.most_bits, is_real=candidate.is_real)
                # τ = 0 belongs to the zero filter
                if box is not None and not box.coordinates[-1].contains(0):
                    found.append(GaugedLayers(gauge, box))
                    tried.append(candidate.coordinates)
            self.boxes = _disjoint(found)
            if self.number == self.expected:
                return
            effort.check("the search for critical points")

    def exclude_others(self, effort: Effort) -> str:
        """Look for real zeros outside the boxes. Empty: none is missing now, else why some may be."""
        from .real_layers import real_layers  # noqa: PLC0415 - numpy is loaded where it is needed

        sizes, steps = self.architecture.entries, self.architecture.steps
        # layers of one coefficient have no unknowns
        large = [i for i, k in enumerate(sizes) if k > 1]
        if len(large) < 2:
            return "exclusion is for two layers and more"
        short = [sizes[i] for i in large], [steps[i] for i in large]
        known = [
            GaugedLayers(GaugedGradient(self.quadric, *short, [zero.gauge.ones[i] for i in large]), zero.box)
            for zero in self.real
        ]
        found = real_layers(*short, self.quadric, min(effort.left, EXCLUSION_SECONDS), known)
        for zero in found.solutions:
            if zero not in known:
                ones = dict(zip(large, zero.gauge.ones, strict=True))
                gauge = self._gauge(tuple(ones.get(i, 0) for i in range(len(sizes))))
                self.boxes.append(GaugedLayers(gauge, zero.box))
        return found.note

    def _gauge(self, ones: tuple[int, ...]) -> GaugedGradient:
        sizes, steps = self.architecture.entries, self.architecture.steps
        return self.gauges.setdefault(ones, GaugedGradient(self.quadric, sizes, steps, ones))


def _is_near(first: Sequence[complex], second: Sequence[complex]) -> bool:
    return all(abs(a - b) <= NEAR * (1 + abs(a)) for a, b in zip(first, second, strict=True))


def _disjoint(zeros: Sequence[GaugedLayers]) -> list[GaugedLayers]:
    """The most of these zeros that are proved to be different, of conjugate ones one, in a common gauge."""
    best: list[GaugedLayers] = []
    for weights in WEIGHTS:
        placed = [(box, zero) for zero in zeros if (box := _in_common_gauge(zero, weights)) is not None]
        zero_of = {id(box): zero for box, zero in placed}
        found = [zero_of[id(box)] for box in disjoint([box for box, _ in placed])]
        best = found if len(found) > len(best) else best
        if len(best) == len(zeros):
            break
    return best


def _in_common_gauge(zero: GaugedLayers, weights: Sequence[int]) -> Box | None:
    """Around the layers divided by linear forms of their coefficients, and their factor. None: a form may be zero."""
    with flint.ctx.workprec(zero.box.precision):
        *values, tau = zero.box.coordinates
        coordinates = []
        for layer in zero.gauge.layers(values, acb(1)):
            by = sum((weights[a % len(weights)] * c for a, c in enumerate(layer)), acb(0))
            if by.contains(0):
                return None
            coordinates += [c / by for c in layer]
            tau *= by
        # the factor first: it tells most zeros apart
        return Box((tau, *coordinates), zero.box.precision, zero.box.is_real)
