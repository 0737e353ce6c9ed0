"""All critical points of stride-one networks, one stratum of root multiplicities after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..algebra.forms import BinaryForm
from ..errors import InconclusiveError, UnsupportedError
from ..network.architecture import Architecture
from .ed_degrees import strata_of
from .effort import Effort
from .layers.parameter_points import CriticalPoint, parameter_point, searched_point
from .loss import SquareLoss
from .strata.exact_forms import GivenForm
from .strata.strata import critical_strata
from .strata.stratum import Stratum, target_function


@dataclass(frozen=True, eq=False)
class FoundByStrata:
    """The real critical points, and what is known of each stratum.

    Attributes:
        points: whose filter is isolated.
        strata: those that have compatible packings.
        undecided: filters over the field of the target that solve the equations of a stratum and lie on a smaller one,
            of which it is not decided which factorizations are critical.
        is_interrupted: whether the search was stopped before all strata were done.
    """

    points: tuple[CriticalPoint, ...]
    strata: tuple[Stratum, ...]
    undecided: tuple[BinaryForm, ...]
    is_interrupted: bool


def search_strata(
    architecture: Architecture, loss: SquareLoss, effort: Effort, told: Callable[[str], None]
) -> FoundByStrata:
    """For every compatible root pattern the critical points on its stratum, with their factorizations.

    An interrupt (KeyboardInterrupt) ends the search; what was found is returned, the other strata are not complete.

    Args:
        architecture: of stride one.
        loss: for its filters.
        effort: what each stratum may take, with the natures of its points.
        told: is told which stratum comes next.

    Raises:
        UnsupportedError: there are more than MAX_CLASSES factorizations, or too many strata.
        InconclusiveError: the target's own roots are not told apart.

    Source: arXiv 2108.01538, critical points of the square loss.
    """
    strata: list[Stratum] = []
    # all factorizations of the target are critical, on whatever stratum it lies
    own = None if loss.target.is_zero else parameter_point(architecture, loss, target_function(loss))
    points = [] if own is None else [own]
    wanted: list[tuple[int, ...]] = []
    is_interrupted = True
    undecided: list[BinaryForm] = []
    try:
        wanted += strata_of(architecture)
        for parts in wanted:
            own_effort = effort.begun()
            (stratum,) = critical_strata(loss, [parts], own_effort, told)
            try:
                others = [f for f in stratum.functions if not isinstance(f.form, GivenForm)]
                found = [parameter_point(architecture, loss, f, own_effort) for f in others]
            except InconclusiveError as error:
                strata.append(replace(stratum, proof=None, is_generic=None, note=str(error)))
            else:
                strata.append(stratum)
                points += [point for point in found if point is not None]
                undecided += [form for form in stratum.smaller if form not in (loss.target, *undecided)]
        points, undecided = _with_searched(architecture, loss, points, undecided, effort.begun())
        is_interrupted = False
    except KeyboardInterrupt:
        pass
    left = [Stratum.unknown(partition, "interrupted") for partition in wanted[len(strata) :]]
    return FoundByStrata(tuple(points), (*strata, *left), tuple(undecided), is_interrupted)


def _with_searched(
    architecture: Architecture,
    loss: SquareLoss,
    points: Sequence[CriticalPoint],
    forms: Sequence[BinaryForm],
    effort: Effort,
) -> tuple[list[CriticalPoint], list[BinaryForm]]:
    """The points with those over some filters on smaller strata, and the filters of which it is not decided."""
    found, undecided = list(points), []
    for form in forms:
        try:
            effort.check("the search for factorizations")
            point = searched_point(architecture, loss, form, effort)
        except (InconclusiveError, UnsupportedError):
            undecided.append(form)
            continue
        if point is not None:
            found = [*(known for known in found if known.function.exact_form != form), point]
    return found, undecided
