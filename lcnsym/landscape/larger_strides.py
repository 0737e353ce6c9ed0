"""Critical points of the square loss for larger strides, in parameter space."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..algebra.copies import LeanCopies
from ..algebra.numbers import enclosure_to_json
from ..algebra.precision import precisions
from ..errors import UnsupportedError
from ..network.architecture import Architecture
from .candidates import msolve
from .candidates.parametrizations import APPROXIMATION_BITS
from .critical import TIE_BITS
from .ed_degrees import segre_ed_degree
from .equations.quadrics import Quadric
from .krawczyk import disjoint
from .layers.natures import UNDECIDED, Decided, Judged, Nature, singular_note
from .layers.parameter_points import OUTPUT_BITS, Enclosure
from .layers.rational_layers import RationalLayers, layers_to_json
from .layers.strided_gradients import GaugedGradient, StridedPoint
from .loss import SquareLoss, require_loss
from .strata.stratum import Proof, precise


@dataclass(frozen=True, eq=False)
class StridedCriticalPoint(LeanCopies, Judged):
    """A critical point up to scaling of the layers, for larger strides.

    Attributes:
        point: provisional; filters and loss, which `enclosures`, `filter_enclosures` and `loss` give.
        decided: provisional; what it is, which the properties tell.

    Source: arXiv 2304.05752 and arXiv 2401.16613, critical points for larger strides.
    """

    point: StridedPoint
    decided: Decided

    def __repr__(self) -> str:
        return f"<StridedCriticalPoint: {'not decided' if self.nature is None else str(self.nature)}>"

    def enclosures(self, bits: int) -> tuple[Enclosure, ...]:
        """For every coefficient of the end-to-end filter certified rationals lo ≤ w ≤ hi with hi − lo < 2^−bits."""
        return self.point.enclosures(bits)

    def filter_enclosures(self, bits: int) -> tuple[tuple[Enclosure, ...], ...]:
        """The same for every coefficient of every layer's filter, at one point of the class."""
        return self.point.filter_enclosures(bits)

    @property
    def layers(self) -> RationalLayers | None:
        """One point of the class with rational coefficients, exactly. None: no such point is known.

        All layers but the first have coprime integers, of which the first that is not zero is positive.
        """
        return self.point.rational_layers

    @cached_property
    def loss(self) -> Enclosure:
        """Certified rationals around the loss; the same twice where it is known."""
        return self.point.value_enclosure(OUTPUT_BITS)

    def to_dict(self) -> dict[str, object]:
        """{pattern: null, filter, loss, parameter_classes: 1, filters, layers, nature, strict, inertia}."""
        return {
            "pattern": None,
            "filter": [enclosure_to_json(*c) for c in self.point.enclosures(OUTPUT_BITS)],
            "loss": enclosure_to_json(*self.loss),
            "parameter_classes": 1,
            "filters": [[enclosure_to_json(*c) for c in layer] for layer in self.point.filter_enclosures(OUTPUT_BITS)],
            "layers": layers_to_json(self.layers),
            **self.decided.to_dict(),
        }


@dataclass(frozen=True, eq=False)
class StridedLandscape(LeanCopies):
    """All critical points with w ≠ 0, up to scaling, as far as they are certified.

    Attributes:
        architecture: reduced, all k_i > 1.
        square_loss: the loss.
        points: the real ones, ascending by loss.
        certified: the number of complex ones in certified disjoint boxes, all simple; None: nothing could be computed.
        note: what is not known or not generic.

    Source: arXiv 2304.05752 and arXiv 2401.16613, critical points for larger strides.
    """

    architecture: Architecture
    square_loss: SquareLoss
    points: tuple[StridedCriticalPoint, ...]
    certified: int | None
    note: str = ""

    def __repr__(self) -> str:
        known = "complete" if self.is_complete else "not proved to be complete"
        return f"<StridedLandscape of {self.architecture}: {len(self.points)} critical points, {known}>"

    @property
    def expected(self) -> int:
        """gED(Segre ΠP^{k_i−1}), the number for generic data and the most there can be that are isolated."""
        return segre_ed_degree(self.architecture.filter_sizes)

    @property
    def complex(self) -> int | None:
        """The number of complex ones. None: not known, or infinite."""
        return self.certified if self.is_complete else None

    @property
    def is_complete(self) -> bool:
        """Whether as many are certified as there can be. False: others may be missing."""
        return self.certified == self.expected

    @property
    def proof(self) -> Proof | None:
        """How it is proved that none is missing. None: it is not proved."""
        return Proof.COUNT if self.is_complete else None

    @cached_property
    def global_minimum(self) -> StridedCriticalPoint | None:
        """The point of least loss. None: the list is not complete, or losses are not told apart."""
        if not self.is_complete or not self.points:
            return None
        least, *others = self.points
        return least if all(_below(least, other) for other in others) else None

    @property
    def spurious_minima(self) -> int | None:
        """The number of minima with a loss above the least. None: see `undecided_minima`."""
        if self.undecided_minima:
            return None
        return sum(point.nature is Nature.MINIMUM for point in self.points if point is not self.global_minimum)

    @property
    def undecided_minima(self) -> str:
        """Why the minima with a loss above the least are not counted; empty if they are."""
        if not self.is_complete:
            return "critical points may be missing"
        if self.global_minimum is None:
            return "it is not decided which critical point has the least loss"
        return singular_note(sum(point.decided.may_be_minimum for point in self.points))

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `critical` for larger strides."""
        least = self.global_minimum
        proof = None if self.proof is None else str(self.proof)
        stratum = {
            "partition": None,
            "complex": self.complex,
            "real": len(self.points),
            "proof": proof,
            "note": self.note,
        }
        return {
            "architecture": self.architecture.to_dict(),
            "square_loss": self.square_loss.to_dict(),
            "residual": self.square_loss.residual_json(),
            "functions": [{**point.to_dict(), **self.square_loss.total_json(point.loss)} for point in self.points],
            "strata": [stratum],
            "parameter_classes": len(self.points),
            "complex_parameter_classes": self.complex,
            "expected_parameter_classes": self.expected,
            "complete": self.is_complete,
            "proof": proof,
            "generic": True if self.is_complete else None,
            "global_minimum": None
            if least is None
            else {
                "pattern": None,
                "loss": enclosure_to_json(*least.loss),
                "filter": [enclosure_to_json(*c) for c in least.point.enclosures(OUTPUT_BITS)],
            },
            "spurious_minima": self.spurious_minima,
            "curves": [],
            "note": self.undecided_minima,
        }


def has_larger_strides_throughout(architecture: Architecture) -> bool:
    """Whether all strides before the last layer of a reduced architecture are above 1; so it is where k_i ≤ s_i there.

    Then for generic data every critical point with w ≠ 0 is a smooth interior point of the function space, and the
    number over ℂ is that of the Segre product. Source: arXiv 2304.05752; arXiv 2401.16613.
    """
    return all(stride > 1 for stride in architecture.strides[:-1])


def strided_critical_points(architecture: Architecture, loss: SquareLoss, seconds: float = 600) -> StridedLandscape:
    """All critical points of the square loss with a non-zero end-to-end filter, for larger strides.

    msolve parametrizes the zeros of the gradient in a gauge; every one is proved by Krawczyk's test, and their number
    is compared with gED(Segre).

    Raises:
        BadInputError: the loss is for filters of another size.
        UnsupportedError: a stride before the last layer is 1, or msolve is not installed.
        InconclusiveError: msolve does not finish in time.

    Source: arXiv 2304.05752 and arXiv 2401.16613, critical points for larger strides.
    """
    reduced = architecture.reduced
    require_loss(loss, architecture)
    if any(k == 1 for k in reduced.filter_sizes) or not has_larger_strides_throughout(reduced):
        raise UnsupportedError(
            f"critical points are computed for stride one, or with all strides before the last layer above 1; "
            f"{reduced} mixes them"
        )
    quadric = Quadric(loss.gram, loss.target)
    best: tuple[int, list[StridedCriticalPoint]] | None = None
    for last in (False, True):
        ones = [(k - 1 if last else 0) for k in reduced.filter_sizes]
        gauge = GaugedGradient(quadric, reduced.filter_sizes, reduced.stride_products, ones)
        found = _certified(gauge, seconds)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
        if best is not None and best[0] == segre_ed_degree(reduced.filter_sizes):
            break
    if best is None:
        return StridedLandscape(reduced, loss, (), None, "not finitely many simple zeros in any gauge that is tried")
    number, points = best
    expected = segre_ed_degree(reduced.filter_sizes)
    note = ""
    if number != expected:
        note = f"{number} are certified, {expected} is the number for generic data; others may be missing"
    return StridedLandscape(reduced, loss, tuple(sorted(points, key=lambda point: point.loss)), number, note)


def _certified(gauge: GaugedGradient, seconds: float) -> tuple[int, list[StridedCriticalPoint]] | None:
    """The number of complex zeros in disjoint boxes, and the real ones."""
    zeros = msolve.parametrization(gauge.names, [str(e) for e in gauge.equations], seconds)
    if zeros is None:
        return None
    proved = [gauge.system.box(point, is_real=is_real) for point, is_real in zeros.points(APPROXIMATION_BITS)]
    # τ = 0 belongs to the zero filter
    boxes = [box for box in proved if box is not None and not box.coordinates[-1].contains(0)]
    if len(disjoint(boxes)) < len(boxes):
        return None
    number = sum(1 if box.is_real else 2 for box in boxes)
    return number, [_point(StridedPoint(gauge, box)) for box in boxes if box.is_real]


def _point(point: StridedPoint) -> StridedCriticalPoint:
    """A simple zero of the gradient has a regular Hessian, so that balls decide if their precision allows it."""
    inertia = precise(point.inertia)
    return StridedCriticalPoint(point, UNDECIDED if inertia is None else Decided.by_inertia(inertia))


def _below(first: StridedCriticalPoint, second: StridedCriticalPoint) -> bool:
    """Whether the first loss is proved to be less."""
    for bits in precisions(OUTPUT_BITS, TIE_BITS, 4):
        if first.point.value_enclosure(bits)[1] < second.point.value_enclosure(bits)[0]:
            return True
    return False
