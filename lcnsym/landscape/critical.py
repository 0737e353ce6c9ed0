"""The landscape of the square loss: all critical points in function space and in parameter space, and what they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from ..algebra.copies import LeanCopies
from ..algebra.forms import BinaryForm
from ..algebra.numbers import to_json
from ..fibres.problem import number_of_complex_packings
from ..membership.verdict import decide
from ..network.architecture import Architecture
from ..network.networks import FilterLike, Network, NetworkLike, along_one_axis, as_network, form_of
from ..network.several_axes import TensorArchitecture
from .by_strata import search_strata
from .completeness import Proof
from .ed_degrees import segre_ed_degree
from .effort import Effort
from .first_keys import first_keys
from .in_parameter_space import ParameterSpace, search_parameter_space
from .layers.natures import LEAST, Nature, singular_note
from .layers.parameter_points import CriticalPoint, filter_json, has_factorizations, loss_json
from .layers.zero_filters import ZeroFilterFamily, zero_filter_families
from .loss import SquareLoss, as_loss, require_loss
from .strata.exact_forms import GivenForm
from .strata.stratum import CriticalCurve, Stratum
from .ties import Losses, ascending, exceeds, symmetries


@dataclass(frozen=True, eq=False)
class Landscape(LeanCopies):
    """All critical points of a square loss on a network whose end-to-end filter is not zero.

    Landscapes are compared by identity: their points are known by enclosures of any precision.

    Attributes:
        architecture: of any strides, with one axis, or with several and layers that are not all along one.
        square_loss: the loss.
        points: those whose filter is isolated, ascending by loss; equal or undecided losses in no particular order.
        strata: for stride one, what is known of each stratum that has compatible packings; for larger strides and
            several axes, what is known of parameter space as a whole.
        zero_families: the critical points with exactly one zero filter, by layer.
        undecided: filters over the field of the target that solve the equations of a stratum and lie on a smaller one,
            of which it is not decided which factorizations are critical.
        is_interrupted: whether the search was stopped before all strata were done.
        curves: of critical filters with factorizations, as far as they are known; the list is then not complete.
        orders: provisional; for every point −1, 0 or 1 as the loss of the target, or else of the first point, is less
            than its own, equal or greater; None where that is not decided. Empty: it was not asked.

    Source: arXiv 2108.01538, critical points of the square loss; `docs/critical-points.md` for the method.

    Examples:
        >>> landscape = critical_points(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 0, -1))))
        >>> landscape
        <Landscape of k = (2,2): 3 critical points>
        >>> landscape.is_complete, landscape.parameter_classes, landscape.spurious_minima
        (True, 4, 0)
    """

    architecture: Network
    square_loss: SquareLoss
    points: tuple[CriticalPoint, ...]
    strata: tuple[Stratum | ParameterSpace, ...]
    zero_families: tuple[ZeroFilterFamily, ...]
    undecided: tuple[BinaryForm, ...] = ()
    is_interrupted: bool = False
    curves: tuple[CriticalCurve, ...] = ()
    orders: tuple[int | None, ...] = ()

    def __repr__(self) -> str:
        return f"<Landscape of {self.architecture}: {len(self.points)} critical points>"

    @property
    def expected_classes(self) -> int:
        """gED(Segre_k), the number of complex critical points in parameter space for generic data."""
        return segre_ed_degree(self.architecture.entries)

    @property
    def parameter_classes(self) -> int:
        """The number of real critical points in parameter space up to scaling."""
        return sum(len(point.classes) for point in self.points)

    @property
    def is_complete(self) -> bool:
        """Whether it is proved that no critical point is missing and none doubtful. False: not proved.

        Over a filter w that is not zero, layers are critical if Q(w − u) is orthogonal to the multiples of the greatest
        common divisor of the products of all layers but one. It is the divisor Π A_i^{i−1} of a form on some stratum
        with compatible packings, of which w solves the equations: w is on that stratum, or one of `Stratum.smaller`.
        """
        return (
            all(stratum.is_complete for stratum in self.strata)
            and not self.undecided
            and all(point.is_complete for point in self.points)
        )

    @property
    def proof(self) -> Proof | None:
        """How it is proved that no critical point is missing: the weakest way of all strata. None: it is not proved."""
        if not self.is_complete:
            return None
        used = {stratum.proof for stratum in self.strata}
        return next((proof for proof in (Proof.EXCLUSION, Proof.COUNT) if proof in used), Proof.POLYNOMIAL)

    @property
    def is_generic(self) -> bool | None:
        """Whether the data are generic: every stratum has gED(λ) simple solutions. None: not decided."""
        answers = [stratum.is_generic for stratum in self.strata]
        return False if False in answers else None if None in answers else True

    @property
    def complex_classes(self) -> int | None:
        """The number of complex critical points with w ≠ 0 up to scaling. None: not known, or infinite.

        It is gED(Segre_k) for generic data. For stride one it is Σ N_k(λ) times the complex points on λ if no solution
        of the equations of a stratum is on a smaller one: then only the factorizations without double roots in a layer
        are critical.
        """
        total = 0
        for stratum in self.strata:
            if stratum.complex is None or stratum.has_smaller is not False:
                return None
            total += stratum.complex * (self._packings(stratum) or 1)
        return total

    @cached_property
    def global_minimum(self) -> CriticalPoint | None:
        """The point of least loss on the function space, that is not the zero filter.

        None: the list is not complete on some stratum, a tie is not decided, an undecided filter may have a smaller
        loss, or the target is zero, so that the zero filter is best. Of several points with equal losses it is the
        first.

        The function space is closed and the loss proper, so the least loss is attained, at a critical point of the
        stratum it lies on. That it is not at the zero filter: some filter of the function space is not Q-orthogonal to
        the target. Where the target is in the function space nothing else is needed. Filters on strata without
        compatible packings are critical in parameter space only where they solve the equations of a larger stratum
        that has some; see `is_complete`.
        """
        first = self._candidate
        if first is None or first.is_target:
            return first
        if any(exceeds(first, curve.loss) is not False for curve in self.curves):
            return None
        if any(self._may_be_better(form, first) for form in self.undecided):
            return None
        return first if self.orders and all(order in {-1, 0} for order in self.orders) else None

    @property
    def _candidate(self) -> CriticalPoint | None:
        """The point that alone may be the first of least loss. None: others may be missing, or there is none."""
        own = next((point for point in self.points if point.is_target), None)
        return own or (self.points[0] if self.points and self.knows_all_functions else None)

    @property
    def is_least_at_zero(self) -> bool:
        """Whether the zero filter is proved to have the least loss. False: it has not, or that is not proved.

        It is if no other filter is critical: the least loss is attained. Else some filter near it has a smaller loss.
        """
        nothing = not self.points and not self.curves and not self.undecided
        return self.square_loss.target.is_zero or (nothing and self.is_complete)

    @cached_property
    def _above_least(self) -> tuple[bool, ...]:
        """For every point whether its loss is proved to be above the least. False: it is not, or not proved."""
        if self.global_minimum is None or not self.orders:
            return (False,) * len(self.points)
        return tuple(order == -1 for order in self.orders)

    def is_above_least(self, point: CriticalPoint) -> bool:
        """Whether the loss of one of `points` is proved to be above the least. False: it is not, or not proved."""
        return next(is_above for p, is_above in zip(self.points, self._above_least, strict=True) if p is point)

    @property
    def knows_all_functions(self) -> bool:
        """Whether no critical filter of any stratum is missing, those on curves counted as known."""
        return all(s.is_complete or (s.curves and all(c.is_whole for c in s.curves)) for s in self.strata)

    @cached_property
    def unlisted(self) -> tuple[int, int]:
        """The numbers of real critical filters of strata that are no critical points of the network, for stride one.

        First those that have no factorization without a double root in a layer and are critical at no other; then 1
        where the target, the critical filter of its own stratum, is no member. (0, 0) for larger strides
        and several axes.
        """
        known = {point.function.exact_form for point in self.points} - {None}
        functions = [f for s in self.strata if isinstance(s, Stratum) for f in s.functions]
        own = [f for f in functions if isinstance(f.form, GivenForm)]
        others = [f for f in functions if not isinstance(f.form, GivenForm) and f.exact_form not in known]
        network = self.architecture
        if isinstance(network, TensorArchitecture):
            return 0, 0
        has = {pattern: has_factorizations(network, pattern) for pattern in {f.pattern for f in others}}
        return sum(not has[f.pattern] for f in others), int(bool(own) and self.square_loss.target not in known)

    @cached_property
    def least_curve(self) -> CriticalCurve | None:
        """The curve on which the loss is the least on the function space. None: there is none, or not decided."""
        if not self.curves or self.undecided or not self.knows_all_functions or self.global_minimum is not None:
            return None
        least = min(self.curves, key=lambda curve: curve.loss)
        return least if all(exceeds(point, least.loss) for point in self.points) else None

    def _may_be_better(self, form: BinaryForm, point: CriticalPoint) -> bool:
        """Whether a filter is in the function space with a loss that may be less than that of a point."""
        if not decide(self.architecture, form_of(self.architecture, form.coefficients)).is_member:
            return False
        return self.square_loss.value(form) < point.loss[1] and form != point.function.exact_form

    @property
    def spurious_minima(self) -> int | None:
        """The number of parameter classes that are minima with a loss above the least. None: see `undecided_minima`."""
        if self.undecided_minima:
            return None
        is_on_curve = self.least_curve is not None
        above = [p for p, is_above in zip(self.points, self._above_least, strict=True) if is_on_curve or is_above]
        return sum(c.nature is Nature.MINIMUM for point in above for c in point.classes)

    @cached_property
    def undecided_minima(self) -> str:
        """Why the minima with a loss above the least are not counted; empty if they are."""
        if self.is_least_at_zero:
            return ""
        if any(curve.is_minimum is None for curve in self.curves):
            return "curves of critical points may be minima or not"
        if not self.knows_all_functions or self.undecided or not all(point.is_complete for point in self.points):
            return "critical points may be missing"
        if self.global_minimum is None and self.least_curve is None:
            return "it is not decided which critical point has the least loss"
        if any(curve.is_minimum and not self._is_least(curve) for curve in self.curves):
            return "there are infinitely many spurious minima, on curves"
        return singular_note(sum(c.decided.may_be_minimum for point in self.points for c in point.classes))

    def _is_least(self, curve: CriticalCurve) -> bool:
        """Whether the loss on a curve is proved to be the least."""
        if self.least_curve is not None:
            return curve.loss == self.least_curve.loss
        least = self.global_minimum
        return least is not None and least.exact_value == curve.loss

    def to_dict(self, *, minimal_polynomials: bool = False) -> dict[str, object]:
        """The JSON of the command `critical`; the argument as for `CriticalPoint.to_dict`."""
        return {
            **first_keys(
                self,
                [{**stratum.to_dict(), "packings": self._packings(stratum)} for stratum in self.strata],
                minimal_polynomials=minimal_polynomials,
            ),
            "global_minimum": self._least_json(),
            "spurious_minima": self.spurious_minima,
            "curves": [curve.to_dict() for curve in self.curves],
            "note": self.undecided_minima,
            "zero_filters": [family.to_dict() for family in self.zero_families],
        }

    def _packings(self, stratum: Stratum | ParameterSpace) -> int | None:
        """N_k(λ). None: points are found in parameter space."""
        if stratum.partition is None or isinstance(self.architecture, TensorArchitecture):
            return None
        return number_of_complex_packings(self.architecture, stratum.partition)

    def _least_json(self) -> dict[str, object] | None:
        least = self.global_minimum
        if least is not None:
            return {
                "pattern": None if least.pattern is None else str(least.pattern),
                "loss": loss_json(least),
                "filter": filter_json(least),
            }
        curve = self.least_curve
        if curve is not None and curve.example is not None:
            return {
                "pattern": None if curve.pattern is None else str(curve.pattern),
                "loss": to_json(curve.loss),
                "filter": [to_json(c) for c in curve.example.coefficients],
            }
        if self.is_least_at_zero:
            value = self.square_loss.value_at_zero
            zeros = ["0"] * (self.square_loss.degree + 1)
            return {"pattern": None, "loss": to_json(value), "filter": zeros}
        return None


def critical_points(
    architecture: NetworkLike,
    loss: SquareLoss | FilterLike,
    seconds: float = 600,
    progress: Callable[[str], None] | None = None,
    *,
    use_cache: bool = True,
) -> Landscape:
    """All critical points of the square loss of a network with a non-zero end-to-end filter, for all strides.

    Stride one: for generic data they are, for every compatible root pattern, the critical points of the loss on its
    stratum, each with its compatible factorizations. That no other factorization is critical is checked at every point.
    For other data there may be rational filters that solve the equations of a stratum and lie on a smaller one, of
    which all factorizations are looked at. Where a larger stride matters, and with several axes, all are found at once
    in parameter space. Where several axes have all layers along one, it is the landscape of the same layers with one.

    Args:
        architecture: of any strides, with one axis or several; or filter sizes, for strides 1.
        loss: for filters of the architecture's size or format; or a target, for the squared distance to it.
        seconds: how long one search may take, of parameter space or of one stratum with several repeated roots, with
            the natures of its points; two thirds of it for approximations where exclusion may follow. As long may it
            take to decide which losses are equal. What is not decided in time is None. A tenth and a second more may
            pass.
        progress: is told what comes next, and "" at the end.
        use_cache: whether data whose critical points were found once are looked for, and kept, in the user's cache
            folder. All critical points are proved, whatever is there.

    An interrupt (KeyboardInterrupt) ends the search; what was found is returned, the rest is not complete.

    Raises:
        BadInputError: the loss is for filters of another size.
        UnsupportedError: stride one with more than MAX_CLASSES factorizations, or too many strata; larger strides or
            several axes with more than MOST_POINTS complex critical points.
        InconclusiveError: stride one, and the target's own roots are not told apart.

    Source: arXiv 2108.01538, critical points of the square loss; arXiv 2304.05752 and arXiv 2401.16613, larger strides;
    `docs/critical-points.md` for several axes.

    Examples:
        >>> landscape = critical_points(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 0, 1))))
        >>> for point in landscape.points:
        ...     print(point.pattern, point.exact_loss[0], *point.natures)
        2|0 1 minimum
        2|0 1 minimum
        2|0 4/3 saddle
        2|0 4/3 saddle
    """
    architecture = as_network(architecture)
    loss = require_loss(as_loss(loss, architecture), architecture)
    line = along_one_axis(architecture)
    if line is not None and isinstance(architecture, TensorArchitecture):
        architecture, loss = line, replace(loss, format=None)
    told = progress or (lambda _: None)
    effort = Effort(seconds, use_cache)
    families = zero_filter_families(architecture, loss)
    if isinstance(architecture, Architecture) and architecture.reduced.is_stride_one:
        found = search_strata(architecture, loss, effort, told)
        curves = [curve for stratum in found.strata for curve in stratum.curves]
        landscape = Landscape(
            architecture,
            loss,
            found.points,
            found.strata,
            families,
            found.undecided,
            found.is_interrupted,
            tuple(curve for curve in curves if has_factorizations(architecture, curve.pattern)),
        )
    else:
        told("parameter space")
        everything = search_parameter_space(architecture, loss, effort)
        landscape = Landscape(
            architecture,
            loss,
            everything.points,
            (everything.space,),
            families,
            is_interrupted=everything.is_interrupted,
            curves=everything.space.curves,
        )
    told("")
    effort = effort.begun()
    try:
        landscape = _in_order(landscape, effort.ended() if landscape.is_interrupted else effort)
    except KeyboardInterrupt:
        landscape = replace(_in_order(landscape, effort.ended()), is_interrupted=True)
    return _with_least_decided(landscape)


def _in_order(landscape: Landscape, effort: Effort) -> Landscape:
    """The same with points ascending by loss, compared with that which may be the first of least loss.

    A symmetry of the loss maps every stratum's points to others of it, where none is missing.
    """
    sorted_ = replace(landscape, points=tuple(ascending(landscape.points, effort)))
    first = sorted_._candidate
    if first is None:
        return sorted_
    losses = Losses(sorted_.points, symmetries(landscape.architecture, landscape.square_loss), effort)
    orders = tuple(0 if point is first else losses.order(first, point) for point in sorted_.points)
    return replace(sorted_, orders=orders)


def _with_least_decided(landscape: Landscape) -> Landscape:
    """The same with strict minima where the loss is proved to be the least, whatever the Hessian.

    Filters of least loss are critical. Where all strata are complete they are finitely many, so each is isolated among
    them, and so are its factorizations up to scaling.
    """
    least = landscape.global_minimum
    if least is None or least.is_target:
        return landscape
    points = [
        replace(point, classes=tuple(replace(c, decided=LEAST) for c in point.classes))
        if any(c.decided.may_be_minimum for c in point.classes) and not is_above
        else point
        for point, is_above in zip(landscape.points, landscape._above_least, strict=True)
    ]
    return replace(landscape, points=tuple(points))
