"""Which critical point, computed exactly, a point of floating point is near to, or why that is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import isfinite, sqrt

from ...algebra.forms import BinaryForm
from ...errors import BadInputError, InconclusiveError, UnsupportedError, shorten
from ...fibres.balls import Balls, Bins
from ...fibres.packing import Packing
from ...fibres.problem import PackingProblem
from ...landscape.ed_degrees import strata_of
from ...landscape.layers.layer_hessians import LayerFilters
from ...landscape.layers.natures import Nature
from ...landscape.layers.parameter_points import MAX_CLASSES, chosen_roots, compatible_nature
from ...landscape.loss import SquareLoss
from ...landscape.strata.exact_forms import GivenForm
from ...landscape.strata.strata import critical_functions
from ...landscape.strata.stratum import CriticalFunction, Stratum
from ...membership.patterns import RootPattern, root_pattern
from ...network.architecture import Architecture
from ...network.convolution import composed
from ...roots.nearby_forms import least_distinct_roots
from .limits import MAX_DEGREE, MAX_LAYERS

TOLERANCE = Fraction(1, 10**6)
ISOLATION = Fraction(1, 10**4)
BITS = 60
LAYER_TOLERANCE = 1e-4
LAYER_ISOLATION = 1e-2

Layers = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Match:
    """What is known of a point that descent ended at.

    Attributes:
        pattern: the root pattern of the exact critical filter; None: no match.
        nature: of the critical point in parameter space; None: no match, or the nature is not decided.
        loss: a certified approximation of the exact loss.
        reason: why there is no match; empty if there is one.
        packing: which roots are in which layer; None: no match, or the target itself, all factorizations of which
            are alike.
    """

    pattern: RootPattern | None
    nature: Nature | None
    loss: float
    reason: str = ""
    packing: Packing | None = None

    @property
    def is_target(self) -> bool:
        """Whether the critical point is the target itself."""
        return self.pattern is not None and self.packing is None

    @classmethod
    def none(cls, reason: str) -> Match:
        """No match."""
        return cls(None, None, float("nan"), reason)


class _UnmatchedError(Exception):
    """Why there is no match."""


class ExactCriticalPoints:
    """The critical points of one loss on a network of stride one, found as far as they are asked for.

    Args:
        architecture: of stride one.
        loss: with a target that is not zero.
        tolerance: how far a filter may be from the critical filter that it is matched to, as a part of the largest
            coefficient of the target, in every coefficient.
        isolation: how far all other critical filters must be, in some coefficient.
    """

    def __init__(
        self,
        architecture: Architecture,
        loss: SquareLoss,
        tolerance: Fraction = TOLERANCE,
        isolation: Fraction = ISOLATION,
    ) -> None:
        self.architecture = architecture
        self.loss = loss
        size = max(abs(c) for c in loss.target.rationals)
        self.tolerance, self.isolation = tolerance * size, isolation * size
        self.target_pattern = _pattern(loss.target)
        self._strata: dict[tuple[int, ...], Stratum] = {}

    def match(self, layers: Layers) -> Match:
        """The critical point that the layers' filters are near to.

        The end-to-end filter must be within the tolerance of one critical filter, and all others must be proved to be
        farther than the isolation; the layers, each up to a factor, must be those of one of its critical
        factorizations. A stratum is left out if its filters have fewer distinct roots than all filters within the
        isolation are proved to have.
        """
        try:
            function = self._nearest(layers)
            # all factorizations of the target are minima, whichever was found
            target = Match(self.target_pattern, Nature.MINIMUM, 0.0)
            return target if function is None else self._with_layers(function, layers)
        except _UnmatchedError as error:
            return Match.none(str(error))

    def _nearest(self, layers: Layers) -> CriticalFunction | None:
        """The one critical filter within the tolerance; None stands for the target."""
        if not all(isfinite(c) for layer in layers for c in layer):
            raise _UnmatchedError("the filters are not finite")
        filter_ = _exact_product(layers)
        roots = least_distinct_roots(filter_, self.isolation)
        if not roots and self.architecture.degree:
            raise _UnmatchedError("the filter is near zero")
        near: list[CriticalFunction | None] = [None] if self._is_near_target(filter_) else []
        for stratum in self._possible(roots):
            if not stratum.is_complete:
                raise _UnmatchedError("the list of critical points is not proved to be complete")
            near += [f for f in stratum.functions if self._is_near(f, filter_)]
        if len(near) > 1:
            raise _UnmatchedError("two critical filters are too close to each other")
        if not near or _is_within(self._bounds(near[0]), filter_, self.tolerance) is not True:
            raise _UnmatchedError("no critical filter is near enough")
        return near[0]

    def _is_near_target(self, filter_: Sequence[Fraction]) -> bool:
        """Whether the target is an end-to-end filter within the isolation."""
        near = _is_within(self._bounds(None), filter_, self.isolation) is not False
        return near and _packings(self.architecture, self.target_pattern, compatible=False) is not None

    def _is_near(self, function: CriticalFunction, filter_: Sequence[Fraction]) -> bool:
        """Whether this may be another critical filter of the network within the isolation."""
        pattern = function.pattern
        if (
            pattern is None
            or isinstance(function.form, GivenForm)
            or not _packings(self.architecture, pattern, compatible=True)
        ):
            return False
        return _is_within(self._bounds(function), filter_, self.isolation) is not False

    def _bounds(self, function: CriticalFunction | None) -> Sequence[tuple[Fraction, Fraction]]:
        """Enclosures of the coefficients; None stands for the target."""
        return [(c, c) for c in self.loss.target.rationals] if function is None else function.form.enclosures(BITS)

    def _possible(self, roots: int) -> list[Stratum]:
        """The strata, apart from the target, that may have a filter with this many distinct roots."""
        found = []
        for parts in _strata_of(self.architecture):
            # without repeated roots only the target is critical
            if len(parts) >= roots and parts[:1] != (1,):
                if parts not in self._strata:
                    self._strata[parts] = critical_functions(self.loss, parts)
                found.append(self._strata[parts])
        return found

    def _with_layers(self, function: CriticalFunction, layers: Layers) -> Match:
        problem = None if function.pattern is None else _packings(self.architecture, function.pattern, compatible=True)
        if problem is None or problem.count() > MAX_CLASSES:
            raise _UnmatchedError(f"there are more than {MAX_CLASSES} factorizations")
        directions = [_direction(layer) for layer in layers]
        try:
            packings = list(problem.packings())
            classes = [LayerFilters(function.with_roots, chosen_roots(function, p)) for p in packings]
            near = [(_difference(directions, found), i) for i, found in enumerate(classes)]
        except InconclusiveError as error:
            raise _UnmatchedError(str(error)) from None
        (best, index), *others = sorted(near)
        if best > LAYER_TOLERANCE or (others and others[0][0] < LAYER_ISOLATION):
            raise _UnmatchedError("the layers are not those of one critical factorization")
        nature = compatible_nature(self.architecture, self.loss, function).nature
        lo, hi = function.form.value_enclosure(BITS)
        return Match(function.pattern, nature, float((lo + hi) / 2), packing=packings[index])


def _pattern(target: BinaryForm) -> RootPattern:
    found = root_pattern(target)
    if found is None:
        raise BadInputError("experiments need a target that is not zero")
    return found


def _is_within(
    bounds: Sequence[tuple[Fraction, Fraction]], filter_: Sequence[Fraction], distance: Fraction
) -> bool | None:
    """Whether no coefficient differs by more; None: the enclosures do not tell."""
    certain = True
    for (lo, hi), c in zip(bounds, filter_, strict=True):
        if lo - c > distance or c - hi > distance:
            return False
        certain = certain and hi - c <= distance and c - lo <= distance
    return certain or None


@lru_cache(maxsize=64)
def _strata_of(architecture: Architecture) -> tuple[tuple[int, ...], ...]:
    return tuple(strata_of(architecture))


@lru_cache(maxsize=1024)
def _packings(architecture: Architecture, pattern: RootPattern, *, compatible: bool) -> PackingProblem | None:
    problem = PackingProblem(Balls.of_pattern(pattern), Bins.of_architecture(architecture), compatible=compatible)
    return problem if problem.is_feasible() else None


def check_experiment(architecture: Architecture) -> None:
    """Refuse networks whose critical points are not found by strata of roots.

    Raises:
        UnsupportedError: a larger stride matters, there are more than MAX_LAYERS layers, the degree is above
            MAX_DEGREE, or there are too many strata.
    """
    if not architecture.reduced.is_stride_one:
        raise UnsupportedError(f"experiments are for stride one, {architecture} was given")
    layers = len(architecture.filter_sizes)
    if architecture.degree > MAX_DEGREE or layers > MAX_LAYERS:
        raise UnsupportedError(
            f"experiments are for up to {MAX_LAYERS} layers and filters of degree up to {MAX_DEGREE}; "
            f"{shorten(str(architecture))} has {layers} and degree {architecture.degree}"
        )
    _strata_of(architecture)


def _exact_product(layers: Layers) -> tuple[Fraction, ...]:
    """The end-to-end filter of the numbers that the floats are."""
    exact = [[Fraction(c) for c in layer] for layer in layers]
    return tuple(composed(exact, [1] * len(exact), Fraction(1)))


def _direction(layer: Sequence[float]) -> list[float]:
    """The filter with norm one and its largest coefficient positive."""
    norm = sqrt(sum(c * c for c in layer)) or 1.0
    sign = 1 if max(layer, key=abs) > 0 else -1
    return [sign * c / norm for c in layer]


def _difference(directions: Sequence[Sequence[float]], found: LayerFilters) -> float:
    """How far the layers are from parallel to these, by the layer that is farthest."""
    worst = 0.0
    for direction, balls in zip(directions, found.enclosures(BITS), strict=True):
        other = _direction([float((lo + hi) / 2) for lo, hi in balls])
        plus = sum((a - b) ** 2 for a, b in zip(direction, other, strict=True))
        minus = sum((a + b) ** 2 for a, b in zip(direction, other, strict=True))
        worst = max(worst, sqrt(min(plus, minus)))
    return worst
