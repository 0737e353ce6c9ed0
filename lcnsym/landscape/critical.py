"""The landscape of the square loss: all critical points in function space and in parameter space, and what they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from ..errors import BadInputError, InconclusiveError, UnsupportedError
from ..exact.boxed_forms import BoxedForm
from ..exact.critical_forms import MAX_REFERENCE, GivenForm, OneRepeatedRoot
from ..exact.forms import BinaryForm
from ..exact.layer_hessians import LayerFilters
from ..exact.linear import Inertia
from ..exact.numbers import enclosure_to_json, int_to_json
from ..exact.roots import RealRoot, isolate_roots
from ..fibres.balls import Balls, Bins
from ..fibres.packing import Packing
from ..fibres.problem import PackingProblem, number_of_complex_packings
from ..network.architecture import Architecture
from ..space.patterns import RootPattern
from ..space.verdict import decide
from .ed_degrees import segre_ed_degree, strata_of
from .exact_natures import exact_inertia
from .loss import SquareLoss
from .strata import CriticalFunction, Stratum, critical_strata, precise, target_function
from .zero_filters import ZeroFilterFamily, zero_filter_families

OUTPUT_BITS = 60
TIE_BITS = 2048
HESSIAN_BITS = 4096
MAX_CLASSES = 200_000
Enclosure = tuple[Fraction, Fraction]


class Nature(StrEnum):
    """What a critical point in parameter space is, modulo the scaling of the layers."""

    MINIMUM = "minimum"
    SADDLE = "saddle"
    MAXIMUM = "maximum"
    DEGENERATE = "degenerate"


@dataclass(frozen=True, eq=False)
class ParameterClass:
    """A critical point in parameter space up to scaling of the layers.

    Attributes:
        packing: which roots of the end-to-end filter are in which layer.
        filters: the layers' filters, as balls of any precision.
        inertia: of the Hessian on a complement of the scaling directions; None: not decided, or not needed.
        nature: None: not decided.
    """

    packing: Packing
    filters: LayerFilters
    inertia: Inertia | None
    nature: Nature | None

    def to_dict(self) -> dict[str, object]:
        """{packing, filters, nature, inertia}."""
        inertia = None if self.inertia is None else [self.inertia.positive, self.inertia.negative]
        return {
            "packing": str(self.packing),
            "filters": [[enclosure_to_json(*c) for c in layer] for layer in self.filters.enclosures(OUTPUT_BITS)],
            "nature": None if self.nature is None else str(self.nature),
            "inertia": inertia,
        }


@dataclass(frozen=True, eq=False)
class CriticalPoint:
    """A critical point of the network's loss in function space, with all factorizations that are critical.

    Attributes:
        square_loss: the loss.
        function: the end-to-end filter.
        pattern: its root pattern.
        is_target: whether it is the target itself, with loss zero.
        classes: the critical points in parameter space over it, up to scaling.
    """

    square_loss: SquareLoss
    function: CriticalFunction
    pattern: RootPattern
    is_target: bool
    classes: tuple[ParameterClass, ...]

    @cached_property
    def loss(self) -> Enclosure:
        """Certified rationals lo ≤ ℓ(w) ≤ hi."""
        return self.loss_enclosure(OUTPUT_BITS)

    def loss_enclosure(self, bits: int) -> Enclosure:
        """Certified rationals lo ≤ ℓ(w) ≤ hi with hi − lo < 2^−bits."""
        return self.exact_loss if self.exact_loss is not None else self.function.form.value_enclosure(bits)

    @cached_property
    def exact_loss(self) -> Enclosure | None:
        """ℓ(w) twice where the filter is known to be rational. None: it is not."""
        exact = self.function.rational_form
        value = None if exact is None else self.square_loss.value(exact)
        return (value, value) if isinstance(value, Fraction) else None

    def loss_minimal_polynomial(self) -> tuple[int, ...] | None:
        """The minimal polynomial of ℓ(w) over ℤ, constant term first, primitive, with positive leading coefficient.

        The filter's coefficients are put into the equations of tangency as elements of a number field, which is proved
        for several repeated roots too; the first such polynomial of a stratum may take many seconds.

        None: the filter has several repeated roots, and a field of degree above MAX_FIELD_DEGREE or numbers beyond the
        EXPONENTS of `lcnsym.exact.solution_fields` would be needed, or three and the programme msolve is not there.
        """
        if self.exact_loss is not None:
            return -self.exact_loss[0].numerator, self.exact_loss[0].denominator
        form = self.function.form
        return form.value_minimal_polynomial() if isinstance(form, (OneRepeatedRoot, BoxedForm)) else None

    @property
    def natures(self) -> tuple[Nature | None, ...]:
        """The natures of the classes, each once, None for those that are not decided."""
        return tuple(dict.fromkeys(c.nature for c in self.classes))

    def to_dict(self, minimal_polynomials: bool = False) -> dict[str, object]:
        """{pattern, partition, filter, loss, parameter_classes, nature (a list where packings differ), classes}.

        With `minimal_polynomials` the loss has its minimal polynomial, unless `loss_minimal_polynomial` is None.
        """
        natures = [None if c.nature is None else str(c.nature) for c in self.classes]
        return {
            "pattern": str(self.pattern),
            "partition": list(self.function.partition),
            "filter": [enclosure_to_json(*c) for c in self.coefficients()],
            "loss": self._loss_json(minimal_polynomials),
            "parameter_classes": len(self.classes),
            "nature": natures[0] if len(set(natures)) == 1 else natures,
            "is_target": self.is_target,
            "classes": [c.to_dict() for c in self.classes],
        }

    def _loss_json(self, minimal_polynomials: bool) -> str | dict[str, object]:
        shown = enclosure_to_json(*self.loss)
        minpoly = self.loss_minimal_polynomial() if minimal_polynomials and isinstance(shown, dict) else None
        return {**shown, "minpoly": list(map(int_to_json, minpoly))} if minpoly and isinstance(shown, dict) else shown

    def coefficients(self) -> tuple[Enclosure, ...]:
        """Certified rationals around w_0, …, w_n; the same twice where they are known."""
        exact = self.function.rational_form
        if exact is not None:
            return tuple((c, c) for c in exact.rationals)
        return self.function.form.enclosures(OUTPUT_BITS)


@dataclass(frozen=True, eq=False)
class Landscape:
    """All critical points of a square loss on a stride-one network whose end-to-end filter is not zero.

    Attributes:
        points: ascending by loss; equal or undecided losses in no particular order.
        strata: what is known of each stratum that has compatible packings.
        zero_families: the critical points with exactly one zero filter, by layer.
        is_interrupted: whether the search was stopped before all strata were done.
    """

    architecture: Architecture
    square_loss: SquareLoss
    points: tuple[CriticalPoint, ...]
    strata: tuple[Stratum, ...]
    zero_families: tuple[ZeroFilterFamily, ...]
    is_interrupted: bool = False

    @property
    def expected_classes(self) -> int:
        """gED(Segre_k), the number of complex critical points in parameter space for generic data."""
        return segre_ed_degree(self.architecture.filter_sizes)

    @property
    def parameter_classes(self) -> int:
        """The number of real critical points in parameter space up to scaling."""
        return sum(len(point.classes) for point in self.points)

    @property
    def is_complete(self) -> bool:
        """Whether it is proved that no critical point is missing and none doubtful. False: not proved.

        Filters that solve the equations of a stratum and lie on a smaller one may be critical with layers that have
        double roots, which are not listed.
        """
        return all(stratum.is_complete and not stratum.smaller for stratum in self.strata) and all(
            point.is_target or point.function.is_generic for point in self.points
        )

    @property
    def is_generic(self) -> bool | None:
        """Whether the data are generic: every stratum has gED(λ) simple solutions. None: not decided."""
        answers = [stratum.is_generic for stratum in self.strata]
        return False if False in answers else None if None in answers else True

    @property
    def complex_classes(self) -> int | None:
        """Σ N_k(λ) times the complex points found on λ, gED(Segre_k) for generic data. None: some were not counted."""
        total = 0
        for stratum in self.strata:
            if stratum.complex is None:
                return None
            total += stratum.complex * number_of_complex_packings(self.architecture, stratum.partition)
        return total

    @cached_property
    def global_minimum(self) -> CriticalPoint | None:
        """The point of least loss on the function space, that is not the zero filter.

        None: the list is not complete on some stratum, a tie is not decided, a filter that is not listed has a smaller
        loss, or the target is zero, so that the zero filter is best. Of several points with equal losses it is the
        first.

        The function space is closed and the loss proper, so the least loss is attained, at a critical point of the
        stratum it lies on. That it is not at the zero filter: some filter of the function space is not Q-orthogonal to
        the target. Where the target is in the function space nothing else is needed. Filters on strata without
        compatible packings are critical in parameter space only where they solve the equations of a larger stratum
        that has some: `Stratum.smaller`.
        """
        own = [point for point in self.points if point.is_target]
        if own:
            return own[0]
        if not self.points or not all(stratum.is_complete for stratum in self.strata):
            return None
        first = self.points[0]
        if any(self._may_be_better(form, first) for stratum in self.strata for form in stratum.smaller):
            return None
        decided = all(_below(first, p) is not None or _has_equal_loss(first, p) for p in self.points[1:])
        return first if decided else None

    def _may_be_better(self, form: BinaryForm, point: CriticalPoint) -> bool:
        """Whether a rational filter is in the function space with a loss that may be less than that of a point."""
        value = self.square_loss.value(form)
        if not isinstance(value, Fraction) or not decide(self.architecture, form).is_member:
            return False
        return value < point.loss[1] and form != point.function.rational_form

    @property
    def spurious_minima(self) -> int | None:
        """The number of parameter classes that are minima with a loss above the least. None: not decided."""
        if self.square_loss.target.is_zero:
            return 0
        least = self.global_minimum
        if least is None or not self.is_complete:
            return None
        total = 0
        for point in self.points:
            if any(c.nature is None for c in point.classes):
                return None
            if point is not least and _below(least, point):
                total += sum(c.nature is Nature.MINIMUM for c in point.classes)
        return total

    def to_dict(self, minimal_polynomials: bool = False) -> dict[str, object]:
        """The JSON of the command `critical`; the argument as for `CriticalPoint.to_dict`."""
        return {
            "architecture": self.architecture.to_dict(),
            "square_loss": self.square_loss.to_dict(),
            "functions": [point.to_dict(minimal_polynomials) for point in self.points],
            "strata": [
                {**stratum.to_dict(), "packings": number_of_complex_packings(self.architecture, stratum.partition)}
                for stratum in self.strata
            ],
            "parameter_classes": self.parameter_classes,
            "complex_parameter_classes": self.complex_classes,
            "expected_parameter_classes": self.expected_classes,
            "complete": self.is_complete,
            "generic": self.is_generic,
            "global_minimum": self._least_json(),
            "spurious_minima": self.spurious_minima,
            "zero_filters": [family.to_dict() for family in self.zero_families],
        }

    def _least_json(self) -> dict[str, object] | None:
        least = self.global_minimum
        if least is not None:
            return {
                "pattern": str(least.pattern),
                "loss": enclosure_to_json(*least.loss),
                "filter": [enclosure_to_json(*c) for c in least.coefficients()],
            }
        if self.square_loss.target.is_zero:
            return {"pattern": None, "loss": "0", "filter": ["0"] * (self.square_loss.degree + 1)}
        return None


def critical_points(
    architecture: Architecture,
    loss: SquareLoss,
    seconds: float = 600,
    progress: Callable[[str], None] | None = None,
) -> Landscape:
    """All critical points of the square loss of a stride-one network with a non-zero end-to-end filter.

    For generic data they are, for every compatible root pattern, the critical points of the loss on its stratum, each
    with its compatible factorizations. That no other factorization is critical is checked at every point.

    Args:
        architecture: of stride one.
        loss: for filters of the architecture's size.
        seconds: how long each method may take for one stratum with three and more repeated roots.
        progress: is told which stratum comes next, and "" at the end.

    An interrupt (KeyboardInterrupt) ends the search; what was found is returned, the other strata are not complete.

    Raises:
        BadInputError: the loss is for filters of another size.
        UnsupportedError: a larger stride matters, there are more than MAX_CLASSES factorizations, or too many strata.
        InconclusiveError: the target's own roots are not told apart.

    Source: arXiv 2108.01538, critical points of the square loss.
    """
    if loss.degree != architecture.degree:
        raise BadInputError(
            f"the loss is for filters of size {loss.degree + 1}, "
            f"{architecture} has filters of size {architecture.filter_size}"
        )
    if not architecture.reduced.is_stride_one:
        raise UnsupportedError(f"critical points by strata of roots are for stride one, {architecture} was given")
    told = progress or (lambda _: None)
    strata: list[Stratum] = []
    # all factorizations of the target are critical, on whatever stratum it lies
    own = None if loss.target.is_zero else _point(architecture, loss, target_function(loss))
    points = [] if own is None else [own]
    wanted: list[tuple[int, ...]] = []
    try:
        wanted += strata_of(architecture)
        for stratum in critical_strata(loss, wanted, seconds, told):
            try:
                found = [_point(architecture, loss, f) for f in stratum.functions if not isinstance(f.form, GivenForm)]
            except InconclusiveError as error:
                strata.append(replace(stratum, is_complete=False, is_generic=None, note=str(error)))
            else:
                strata.append(stratum)
                points += [point for point in found if point is not None]
    except KeyboardInterrupt:
        pass
    told("")
    left = [Stratum.unknown(partition, "interrupted") for partition in wanted[len(strata) :]]
    families = zero_filter_families(architecture, loss)
    return Landscape(architecture, loss, tuple(_ascending(points)), (*strata, *left), families, bool(left))


def _point(architecture: Architecture, loss: SquareLoss, function: CriticalFunction) -> CriticalPoint | None:
    """The point with its parameter classes; None: no factorization is critical."""
    pattern = function.pattern
    if pattern is None:
        return None
    is_target = isinstance(function.form, GivenForm)
    problem = PackingProblem(Balls.of_pattern(pattern), Bins.of_architecture(architecture), compatible=not is_target)
    if not problem.is_feasible():
        return None
    if problem.count() > MAX_CLASSES:
        raise UnsupportedError(
            f"the pattern {pattern} has {problem.count()} factorizations, at most {MAX_CLASSES} is possible"
        )
    known: dict[tuple[object, ...], tuple[Inertia | None, Nature | None]] = {}
    classes = []
    for packing in problem.packings():
        filters = LayerFilters(function.form, chosen_roots(function, packing))
        inertia: Inertia | None = None
        nature: Nature | None = Nature.MINIMUM
        if not is_target:
            # layers of one size may be exchanged
            key = tuple(sorted(zip(architecture.filter_sizes, map(tuple, map(sorted, packing.bins)), strict=True)))
            if key not in known:
                known[key] = nature_of(architecture, loss, function, filters)
            inertia, nature = known[key]
        classes.append(ParameterClass(packing, filters, inertia, nature))
    return CriticalPoint(loss, function, pattern, is_target, tuple(classes))


def nature_of(
    architecture: Architecture, loss: SquareLoss, function: CriticalFunction, filters: LayerFilters
) -> tuple[Inertia | None, Nature | None]:
    """The inertia and the nature of a critical point, given by its layers' filters; None: not decided."""
    inertia = precise(filters.inertia, last=HESSIAN_BITS)
    if inertia is None and function.rational_form is not None:
        inertia = exact_inertia(architecture, loss, function.rational_form, filters)
    if inertia is None:
        return None, None
    if inertia.zero:
        return inertia, Nature.DEGENERATE
    if not inertia.negative:
        return inertia, Nature.MINIMUM
    return inertia, Nature.SADDLE if inertia.positive else Nature.MAXIMUM


def chosen_roots(function: CriticalFunction, packing: Packing) -> tuple[tuple[int, ...], ...]:
    """The packing's colours as indices of the form's roots: colour i is the i-th real root by multiplicity."""
    roots = precise(function.form.roots, last=MAX_REFERENCE)
    if roots is None:
        raise InconclusiveError(f"the roots of a critical filter are not told apart with {MAX_REFERENCE} bits")
    by_sort = [
        sorted((i for i, root in enumerate(roots) if root.is_real is sort), key=lambda i: roots[i].multiplicity)
        for sort in (True, False)
    ]
    real, pairs = by_sort
    return tuple(tuple(real[c - 1] if c > 0 else pairs[-c - 1] for c in colours) for colours in packing.bins)


def _below(first: CriticalPoint, second: CriticalPoint) -> bool | None:
    """Whether the first loss is less than the second. None: not decided with TIE_BITS bits, they may be equal."""
    bits = OUTPUT_BITS
    while bits <= TIE_BITS:
        a, b = first.loss_enclosure(bits), second.loss_enclosure(bits)
        if a[1] < b[0]:
            return True
        if b[1] < a[0]:
            return False
        bits *= 4
    return None


def _has_equal_loss(first: CriticalPoint, second: CriticalPoint) -> bool:
    """Whether two losses are proved to be equal: the same root of one irreducible polynomial."""
    minpoly = first.loss_minimal_polynomial()
    if minpoly is None or minpoly != second.loss_minimal_polynomial():
        return False
    a, b = first.loss_enclosure(TIE_BITS), second.loss_enclosure(TIE_BITS)
    lo, hi = min(a[0], b[0]), max(a[1], b[1])
    near = 0
    for root in isolate_roots(BinaryForm(tuple(reversed(minpoly)))):
        if isinstance(root, RealRoot):
            left, right = root.refined(TIE_BITS).interval
            near += left <= hi and lo <= right
    return near == 1


def _ascending(points: Sequence[CriticalPoint]) -> list[CriticalPoint]:
    """By loss; where two are not told apart at once they are refined."""
    ordered = sorted(points, key=lambda point: point.loss)
    for i in range(1, len(ordered)):
        j = i
        while j and ordered[j].loss[0] <= ordered[j - 1].loss[1] and _below(ordered[j], ordered[j - 1]):
            ordered[j - 1], ordered[j] = ordered[j], ordered[j - 1]
            j -= 1
    return ordered
