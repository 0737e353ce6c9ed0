"""Gradient flow: its invariants, and the critical points that they leave within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..algebra.coefficients import correlation, difference, image
from ..algebra.numbers import enclosure_to_json
from ..errors import BadInputError, UnsupportedError, require_kind
from ..network.convolution import composed, composed_without
from ..network.networks import (
    Filter,
    FilterLike,
    Network,
    NetworkLike,
    along_one_axis,
    as_network,
    check_kinds,
    compose,
)
from .critical import Landscape
from .layers.invariant_sets import ScaledFilters
from .layers.parameter_points import OUTPUT_BITS, CriticalPoint, ParameterClass

Enclosure = tuple[Fraction, Fraction]


def flow_invariants(architecture: NetworkLike, filters: Sequence[FilterLike]) -> tuple[Fraction, ...]:
    """δ_{i1} = ‖w_i‖² − ‖w_1‖² for i = 2, …, L: constant along gradient flow, for every loss of the end-to-end filter.

    ⟨w_i, ∂ℓ/∂w_i⟩ is the derivative of the loss when layer i is scaled, which is the same for all i.

    Args:
        architecture: of any strides, with one axis or several.
        filters: the start, one filter for each layer, rational.

    Raises:
        BadInputError: the filters are not those of the architecture.
        UnsupportedError: an irrational filter.

    Source: slides, gradient flow; arXiv 2108.01538, for all strides.

    Examples:
        >>> [str(d) for d in flow_invariants(Architecture((2, 2)), [BinaryForm((1, 2)), BinaryForm((3, 1))])]
        ['5']
    """
    return _differences(_rational(architecture, filters))


def _differences(layers: Sequence[Sequence[Fraction]]) -> tuple[Fraction, ...]:
    """Of the squared norms, from that of the first layer."""
    norms = [sum((c * c for c in layer), Fraction(0)) for layer in layers]
    return tuple(norm - norms[0] for norm in norms[1:])


def _rational(architecture: NetworkLike, filters: Sequence[FilterLike]) -> list[tuple[Fraction, ...]]:
    """The layers' coefficients, in one line each. Raises what `flow_invariants` raises."""
    network, found_layers = check_kinds(architecture, filters)
    layers: Sequence[Filter] = found_layers
    compose(network, layers)
    found = [tuple(c for c in layer.coefficients if isinstance(c, Fraction)) for layer in layers]
    if any(len(known) < len(layer.coefficients) for known, layer in zip(found, layers, strict=True)):
        raise UnsupportedError("invariants of gradient flow are computed for rational filters")
    return found


@dataclass(frozen=True, eq=False)
class ReachablePoint:
    """A critical point, up to signs of the layers, on the invariant set of a start.

    Attributes:
        point: the critical point in function space.
        parameters: the class of its factorization.
        filters: provisional; the layers' filters on the invariant set, for one of the 2^{L−1} choices of signs, which
            `filter_enclosures` gives.

    Source: slides, gradient flow.

    Examples:
        >>> from lcnsym import SquareLoss, critical_points
        >>> architecture = Architecture((2, 2))
        >>> landscape = critical_points(architecture, SquareLoss.euclidean(BinaryForm((2, 0, 1))))
        >>> found = gradient_flow(architecture, [BinaryForm((1, 2)), BinaryForm((3, 1))], landscape).reachable[0]
        >>> found
        <ReachablePoint 2|0, p1 . p1: minimum>
        >>> [[round(float(lo), 3) for lo, _ in layer] for layer in found.filter_enclosures(20)]
        [[0.838, 0.0], [2.388, 0.0]]
    """

    point: CriticalPoint
    parameters: ParameterClass
    filters: ScaledFilters

    def __repr__(self) -> str:
        nature = "not decided" if self.parameters.nature is None else str(self.parameters.nature)
        where = "" if self.point.pattern is None else f" {self.point.pattern}, {self.parameters.packing}"
        return f"<ReachablePoint{where}: {nature}>"

    def filter_enclosures(self, bits: int) -> tuple[tuple[Enclosure, ...], ...]:
        """Certified rationals lo ≤ c ≤ hi, hi − lo < 2^−bits, for every coefficient of every layer's filter."""
        return self.filters.enclosures(bits)

    def to_dict(self) -> dict[str, object]:
        """{pattern, loss, nature, strict, packing, filters}; for larger strides pattern and packing are null."""
        return {
            "pattern": None if self.point.pattern is None else str(self.point.pattern),
            "loss": enclosure_to_json(*self.point.loss),
            "nature": None if self.parameters.nature is None else str(self.parameters.nature),
            "strict": self.parameters.strict,
            "packing": None if self.parameters.packing is None else str(self.parameters.packing),
            "filters": [[enclosure_to_json(*c) for c in layer] for layer in self.filters.enclosures(OUTPUT_BITS)],
        }


@dataclass(frozen=True)
class ZeroLimit:
    """The critical points with end-to-end filter zero on the invariant set of a start.

    Where a filter is zero, all ‖w_i‖² = δ_{i1} − min δ are known: those of least δ are the zero filters.

    Attributes:
        layers: whose filters are zero there, from 1.
        squared_norms: of all layers' filters.
        exists: whether there are such critical points: with two and more zero filters all are critical, with one see
            `ZeroFilterFamily`. None: not decided.

    Source: slides, gradient flow.

    Examples:
        >>> from lcnsym import SquareLoss, critical_points
        >>> architecture = Architecture((2, 2))
        >>> landscape = critical_points(architecture, SquareLoss.euclidean(BinaryForm((2, 0, 1))))
        >>> limit = gradient_flow(architecture, [BinaryForm((1, 2)), BinaryForm((3, 1))], landscape).zero_limit
        >>> print(limit.layers, *limit.squared_norms, limit.exists)
        (1,) 0 5 False
    """

    layers: tuple[int, ...]
    squared_norms: tuple[Fraction, ...]
    exists: bool | None

    def to_dict(self) -> dict[str, object]:
        """{layers, squared_norms, exists}."""
        norms = [str(norm) for norm in self.squared_norms]
        return {"layers": list(self.layers), "squared_norms": norms, "exists": self.exists}


@dataclass(frozen=True, eq=False)
class Flow:
    """What gradient flow from a start keeps, and where it can end.

    Attributes:
        architecture: of the start.
        invariants: δ_{i1}, i = 2, …, L.
        reachable: the critical points with an end-to-end filter that is not zero, ascending by loss; None: no loss was
            given.
        is_complete: whether this list is proved to be complete; None: no loss was given.
        zero_limit: the critical points with end-to-end filter zero; None: no loss was given.
        start_is_critical: whether the flow does not move at all; None: no loss was given.
        is_interrupted: whether the search for critical points was stopped before its end.

    Source: slides, gradient flow; arXiv 2108.01538, for all strides.

    Examples:
        >>> found = gradient_flow(Architecture((2, 2)), [BinaryForm((1, 2)), BinaryForm((3, 1))])
        >>> found
        <Flow of k = (2,2) from invariants (5)>
        >>> found.sign_choices, found.reachable
        (2, None)
    """

    architecture: Network
    invariants: tuple[Fraction, ...]
    reachable: tuple[ReachablePoint, ...] | None
    is_complete: bool | None
    zero_limit: ZeroLimit | None = None
    start_is_critical: bool | None = None
    is_interrupted: bool = False

    def __repr__(self) -> str:
        return f"<Flow of {self.architecture} from invariants ({', '.join(map(str, self.invariants))})>"

    @property
    def sign_choices(self) -> int:
        """2^{L−1}, for how many choices of signs of the layers each reachable point stands."""
        return 1 << (self.architecture.layers - 1)

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `flow`."""
        return {
            "invariants": [str(d) for d in self.invariants],
            "sign_choices": self.sign_choices,
            "complete": self.is_complete,
            "reachable": None if self.reachable is None else [point.to_dict() for point in self.reachable],
            "zero_limit": None if self.zero_limit is None else self.zero_limit.to_dict(),
            "start_is_critical": self.start_is_critical,
        }


def gradient_flow(architecture: NetworkLike, start: Sequence[FilterLike], landscape: Landscape | None = None) -> Flow:
    """The invariants of a start, and the critical points of a loss with a non-zero filter that they admit.

    A class of factorizations is the filters α_i·w_i with Π α_i = 1. On the invariant set t = α_1²·‖w_1‖² solves
    Π_i (t + δ_{i1}) = Π ‖w_i‖² with all factors positive; the left side grows there from 0 to infinity, so there is one
    such t. Every |α_i| is determined, and the signs are free up to their product.

    Args:
        start: one filter for each layer, rational.
        landscape: the critical points of the loss on this architecture.

    Raises:
        BadInputError: the start's filters or the landscape are not those of the architecture.
        UnsupportedError: an irrational filter.

    Source: slides, gradient flow.

    Examples:
        >>> from lcnsym import SquareLoss, critical_points
        >>> architecture = Architecture((2, 2))
        >>> landscape = critical_points(architecture, SquareLoss.euclidean(BinaryForm((1, 0, -1))))
        >>> found = gradient_flow(architecture, [BinaryForm((1, 2)), BinaryForm((3, 1))], landscape)
        >>> len(found.reachable), found.is_complete, found.start_is_critical
        (4, True, False)
    """
    architecture = as_network(architecture)
    rows = _rational(architecture, start)
    invariants = _differences(rows)
    if landscape is None:
        return Flow(architecture, invariants, None, None)
    same = require_kind(landscape, Landscape).architecture, along_one_axis(architecture) or architecture
    if same[0].entries != same[1].entries or same[0].steps != same[1].steps:
        raise BadInputError(f"the landscape is that of {landscape.architecture}, the start is one of {architecture}")
    shifts = (Fraction(0), *invariants)
    reachable = tuple(
        ReachablePoint(point, parameters, ScaledFilters(parameters.filters, shifts))
        for point in landscape.points
        for parameters in point.classes
    )
    return Flow(
        architecture,
        invariants,
        reachable,
        landscape.is_complete,
        _zero_limit(landscape, shifts),
        _is_critical(landscape, rows),
        landscape.is_interrupted,
    )


def _zero_limit(landscape: Landscape, shifts: Sequence[Fraction]) -> ZeroLimit:
    least = min(shifts)
    layers = tuple(i for i, shift in enumerate(shifts, start=1) if shift == least)
    exists: bool | None = True
    if len(layers) == 1:
        (family,) = (f for f in landscape.zero_families if f.layer == layers[0])
        exists = family.exists
    return ZeroLimit(layers, tuple(shift - least for shift in shifts), exists)


def _is_critical(landscape: Landscape, layers: Sequence[Sequence[Fraction]]) -> bool:
    """Whether Q(w − u) is orthogonal to all w_1⋯w_i·forms⋯w_L, exactly."""
    loss = landscape.square_loss
    steps = landscape.architecture.steps
    residual = image(loss.gram, difference(composed(layers, steps, Fraction(1)), loss.target.coefficients))
    return not any(
        any(correlation(composed_without({i}, layers, steps, Fraction(1)), residual, step))
        for i, step in enumerate(steps)
    )
