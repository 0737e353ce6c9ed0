"""How far a filter is from a function space, its boundary, and closures of strata, and what is nearest.

The nearest filter is a critical point of the loss on a stratum, or in parameter space for larger strides and several
axes. `docs/distances.md` has the proofs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from ..algebra.coefficients import image, places_of
from ..algebra.forms import BinaryForm
from ..errors import BadInputError, InconclusiveError
from ..membership.closure_order import in_closure
from ..membership.patterns import RootPattern, root_pattern
from ..membership.positions import Position
from ..membership.verdict import decide
from ..network.networks import Network, along_one_axis
from .completeness import Proof
from .critical import critical_points
from .distances import OUTPUT_BITS, Distance, ExactFilter, Near
from .effort import Effort
from .equations.quadrics import Quadric
from .loss import SquareLoss, require_loss
from .nearest_candidates import between, given, nearest_of, shown
from .nearest_on_strata import BOUNDING_SECONDS, boundary_pattern, distance_from_closures


def distance_from_space(
    architecture: Network, loss: SquareLoss, seconds: float = 600, progress: Callable[[str], None] | None = None
) -> Distance:
    """The distance of a loss's target from the function space of an architecture.

    Args:
        architecture: of any strides, with one axis or several.
        loss: its target is the filter whose distance is asked for, its Gram matrix Q.
        seconds: how long each search may take, for strata with several repeated roots, or in parameter space.
        progress: is told what comes next.

    Raises:
        BadInputError: the loss is for filters of another size.
        InconclusiveError: it is not proved that no filter is nearer than those that are found.
        UnsupportedError: there are too many strata, or complex critical points.

    Source: `docs/distances.md`, with proofs.

    Examples:
        >>> loss = SquareLoss.euclidean(BinaryForm((1, 0, 0, 0, 1)))
        >>> distance_from_space(Architecture((3, 2), (2, 1)), loss).exact_squared
        Fraction(1, 1)
    """
    require_loss(loss, architecture)
    to = f"the function space of {architecture}"
    target = given(loss)
    if decide(architecture, target).is_member:
        return Distance.zero(target, to)
    effort = Effort(seconds, use_cache=True)
    line = along_one_axis(architecture)
    if line is None or not line.is_stride_one:
        return _distance_in_parameter_space(architecture, loss, to, effort, progress)
    return _closures([boundary_pattern(line)], loss, to, effort, progress)


def distance_from_boundary(
    architecture: Network, loss: SquareLoss, seconds: float = 600, progress: Callable[[str], None] | None = None
) -> Distance | None:
    """The distance of a loss's target from the boundary of the function space. None: the boundary is empty.

    A function space of less than full dimension has no interior points, so it is its own boundary: for larger strides
    that matter, and for layers along several axes.

    Raises:
        BadInputError, InconclusiveError, UnsupportedError: as for `distance_from_space`.

    Source: arXiv 2108.01538, theorem on the boundary; `docs/distances.md`.

    Examples:
        >>> loss = SquareLoss.euclidean(BinaryForm((1, 0, -1)))
        >>> distance_from_boundary(Architecture((2, 2)), loss).exact_squared
        Fraction(1, 1)
    """
    require_loss(loss, architecture)
    if architecture.is_filling:
        return None
    line = along_one_axis(architecture)
    if line is None or not line.is_stride_one:
        return distance_from_space(architecture, loss, seconds, progress)
    to = f"the boundary of the function space of {architecture}"
    if decide(line, loss.target).position is Position.BOUNDARY:
        return Distance.zero(given(loss), to)
    return _closures([boundary_pattern(line)], loss, to, Effort(seconds, use_cache=True), progress)


def _closures(
    patterns: Sequence[RootPattern], loss: SquareLoss, to: str, effort: Effort, progress: Callable[[str], None] | None
) -> Distance:
    """From closures of strata, for filters with one axis, or along one of several."""
    found = distance_from_closures(patterns, replace(loss, format=None), to, effort, progress)
    example = found.example if isinstance(found.example, BinaryForm) else None
    return replace(found, loss=loss, form=given(loss), example=None if example is None else shown(loss, example))


def distance_from_strata(
    patterns: Sequence[RootPattern],
    loss: SquareLoss,
    seconds: float = 600,
    progress: Callable[[str], None] | None = None,
) -> Distance:
    """The distance of a loss's target from the union of the closures of strata Δ_(ρ|γ).

    Args:
        patterns: of the loss's degree, at least one.

    Raises:
        BadInputError: there is no pattern, or one of another degree.
        InconclusiveError, UnsupportedError: as for `distance_from_space`.

    Source: arXiv 2108.01538, strata of root multiplicities; `docs/distances.md`.

    Examples:
        >>> loss = SquareLoss.euclidean(BinaryForm((1, 0, 4)))
        >>> distance_from_strata([RootPattern.parse("2|0")], loss).exact_squared
        Fraction(1, 1)
    """
    if not patterns:
        raise BadInputError("the distance is from the closures of strata, at least one is required")
    for pattern in patterns:
        if pattern.degree != loss.degree:
            raise BadInputError(f"{pattern} has degree {pattern.degree}; filters of this size have {loss.degree}")
    to = "the closure of the stratum " + ", ".join(map(str, patterns))
    if len(patterns) > 1:
        to = "the closures of the strata " + ", ".join(map(str, patterns))
    own = root_pattern(loss.target)
    if own is None or any(in_closure(own, pattern) for pattern in patterns):
        return Distance.zero(loss.target, to)
    return distance_from_closures(patterns, loss, to, Effort(seconds, use_cache=True), progress)


def _distance_in_parameter_space(
    architecture: Network, loss: SquareLoss, to: str, effort: Effort, progress: Callable[[str], None] | None
) -> Distance:
    """For larger strides and several axes, and a target that is no member."""
    zero = BinaryForm((0,) * (loss.degree + 1))
    origin = loss.value_at_zero
    if _is_orthogonal(architecture, loss):
        return Distance(loss, given(loss), to, Proof.POLYNOMIAL, (ExactFilter(zero, origin),))
    landscape = critical_points(architecture, loss, effort.seconds, progress)
    if landscape.is_interrupted:
        raise KeyboardInterrupt
    found: list[Near] = [*landscape.points, ExactFilter(zero, origin)]
    if landscape.proof is not None:
        return Distance(loss, given(loss), to, landscape.proof, nearest_of(found))
    on_curves = [
        ExactFilter(curve.example, curve.loss, is_on_curve=True)
        for curve in landscape.curves
        if curve.example is not None
    ]
    if landscape.knows_all_functions and len(on_curves) == len(landscape.curves):
        return Distance(loss, given(loss), to, Proof.POLYNOMIAL, nearest_of([*found, *on_curves]))
    bounded = _bounded_in_layers(architecture, loss, effort)
    if bounded is None:
        notes = "; ".join(stratum.note for stratum in landscape.strata if stratum.note)
        raise InconclusiveError(f"the distance is not decided: critical filters may be missing: {notes}")
    lower, example = bounded
    above = example.loss_enclosure(OUTPUT_BITS)[1]
    return between(loss, to, lower, above, example.form)


def _bounded_in_layers(architecture: Network, loss: SquareLoss, effort: Effort) -> tuple[Fraction, ExactFilter] | None:
    """A lower bound of the loss on the function space, and a filter of it that is nearly as near. None: not found."""
    from .exclusion.filter_families import Family  # noqa: PLC0415 - numpy is loaded where it is needed
    from .exclusion.least_values import filter_at, least_value  # noqa: PLC0415

    kept = [(k, step) for k, step in zip(architecture.entries, architecture.steps, strict=True) if k > 1]
    sizes, steps = [k for k, _ in kept], [step for _, step in kept]
    family = Family.of_network(sizes, steps, sizes.index(max(sizes)))
    quadric = Quadric(loss.gram, loss.target)
    found = least_value(quadric, family, min(effort.seconds, BOUNDING_SECONDS))
    if found is None:
        return None
    form = filter_at(quadric, family, found.forms)
    return found.lower, ExactFilter(form, loss.value(shown(loss, form)))


def _is_orthogonal(architecture: Network, loss: SquareLoss) -> bool:
    """Whether Qu is orthogonal to all filters of the function space, which span the coordinates that occur in it."""
    occurring = {0}
    for k, step in zip(architecture.entries, architecture.steps, strict=True):
        occurring = {i + place for i in occurring for place in places_of(step, k)}
    moments = image(loss.gram, loss.target.coefficients)
    return all(not moment for i, moment in enumerate(moments) if i in occurring)
