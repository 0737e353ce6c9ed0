"""Critical points in parameter space, each proved in a gauge of its own, told apart in a common one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import flint
from flint import acb, arb

from ...errors import InconclusiveError
from ...network.architecture import Architecture
from ...network.networks import Network
from ..effort import Effort
from ..elimination.reduced_loss import can_eliminate
from ..equations.quadrics import Quadric
from ..krawczyk import MAX_PRECISION, Box, disjoint
from ..strata.stratum import CriticalCurve, precise
from .eliminated_layers import EliminatedLayers, eliminated
from .exchanges import FINER, is_in_box
from .gauged_gradients import GaugedGradient, GaugedLayers
from .parameter_points import EXACT_BITS

WEIGHTS = ((1, 2, -3, 5, -7, 11, -13, 17), (2, -7, 3, 1, 11, -5, 19, -4))
"""Of the linear forms of a layer's coefficients by which zeros are told apart; the first again after the last."""

NEAR = 1e-6
QUICK_BITS = 256
"""With so many bits a zero is proved, or else given up, where elimination finds the real ones."""
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
        is_regular: whether Q is.
        exact: isolated real zeros found by elimination that are in no box.
        curves: of zeros, found by elimination.
    """

    quadric: Quadric
    architecture: Network
    expected: int
    gauges: dict[tuple[int, ...], GaugedGradient] = field(default_factory=dict)
    boxes: list[GaugedLayers] = field(default_factory=list)
    most_bits: int = MAX_PRECISION
    is_regular: bool = True
    exact: list[EliminatedLayers] = field(default_factory=list)
    curves: tuple[CriticalCurve, ...] = ()

    @property
    def number(self) -> int:
        """Over ℂ."""
        return sum(1 if zero.box.is_real else 2 for zero in self.boxes)

    @property
    def real(self) -> list[GaugedLayers]:
        """Those that are real."""
        return [zero for zero in self.boxes if zero.box.is_real]

    def search(self, effort: Effort) -> None:
        """Not for long where `eliminate` finds the real ones. Raises InconclusiveError if it takes too long."""
        from ..candidates.followed_layers import layer_approximations  # noqa: PLC0415 - numpy is loaded where needed

        architecture = self.architecture
        most_bits = min(self.most_bits, QUICK_BITS) if self.can_eliminate else self.most_bits
        known: dict[tuple[tuple[int, ...], bool], list[tuple[complex, ...]]] = {}
        for candidates in layer_approximations(
            self.quadric, architecture.entries, architecture.steps, effort, only_quick=self.can_eliminate
        ):
            found = list(self.boxes)
            for candidate in candidates:
                if effort.is_over:
                    break
                tried = known.setdefault((candidate.ones, candidate.is_real), [])
                if any(_is_near(candidate.coordinates, other) for other in tried):
                    continue
                gauge = self._gauge(candidate.ones)
                coordinates = [acb(z) for z in candidate.coordinates]
                box = gauge.box(coordinates, last=most_bits, is_real=candidate.is_real)
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

    @property
    def can_eliminate(self) -> bool:
        """Whether `eliminate` is for this architecture and loss: one axis, Q regular and u rational."""
        architecture = self.architecture
        if not isinstance(architecture, Architecture) or not self.is_regular or not self.quadric.is_rational:
            return False
        layers = zip(architecture.filter_sizes, architecture.stride_products, strict=True)
        large = [(k, S) for k, S in layers if k > 1]
        return can_eliminate([k for k, _ in large], [S for _, S in large])

    def eliminate(self, effort: Effort) -> str:
        """Find all real zeros by elimination. Empty: none is missing now, else why some may be.

        Those with a regular Hessian are in a box, known or new; others are `exact`, or on `curves`.
        """
        architecture = self.architecture
        if not isinstance(architecture, Architecture):
            return "it is for one axis"
        exact = []
        try:
            found = eliminated(self.quadric, architecture.filter_sizes, architecture.stride_products, effort)
            for point in found.points:
                effort.check("it")
                if not self._is_boxed(point):
                    # decided here, where it may be said that it cannot
                    _ = point.is_target
                    exact.append(point)
        except InconclusiveError as error:
            return str(error)
        self.exact, self.curves = exact, found.curves
        return ""

    def _is_boxed(self, point: EliminatedLayers) -> bool:
        """Whether a zero is in a box, which is made if need be."""
        layers = point.filters(FINER * MAX_PRECISION)
        if layers is None:
            return False
        for i, zero in enumerate(self.boxes):
            if zero.box.is_real and is_in_box(zero, layers):
                self.boxes[i] = replace(zero, eliminated=point)
                return True
        inertia = precise(point.inertia, last=EXACT_BITS)
        if inertia is None or inertia.zero:
            return False
        ones = tuple(max(range(len(layer)), key=lambda a: abs(layer[a]).lower()) for layer in layers)
        tau, coordinates = arb(1), []
        with flint.ctx.workprec(FINER * MAX_PRECISION):
            for layer, one in zip(layers, ones, strict=True):
                tau *= layer[one]
                coordinates += [acb(c / layer[one]) for a, c in enumerate(layer) if a != one]
        gauge = self._gauge(ones)
        box = gauge.box([*coordinates, acb(tau)], last=self.most_bits, is_real=True)
        if box is None or not is_in_box(GaugedLayers(gauge, box), layers):
            return False
        self.boxes.append(GaugedLayers(gauge, box, point))
        return True

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
