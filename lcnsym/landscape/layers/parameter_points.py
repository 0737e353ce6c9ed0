"""Critical filters with the factorizations into layers that are critical in parameter space, and what these are."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial

from ...algebra.copies import LeanCopies
from ...algebra.enclosures import enclosure_of
from ...algebra.forms import BinaryForm
from ...algebra.numbers import Number, enclosure_to_json, int_to_json, minimal_polynomial, to_json
from ...errors import InconclusiveError, UnsupportedError
from ...fibres.balls import Balls, Bins
from ...fibres.packing import Packing
from ...fibres.problem import PackingProblem
from ...membership.patterns import RootPattern
from ...network.architecture import Architecture
from ..effort import UNLIMITED, Effort
from ..loss import AnyLoss, SquareLoss
from ..strata.boxed_forms import BoxedForm
from ..strata.critical_forms import MAX_REFERENCE, OneRepeatedRoot
from ..strata.exact_forms import ExactForm, GivenForm
from ..strata.stratum import CriticalFunction, exact_function, precise
from .composed_forms import ComposedForm, LayersOfLoss
from .exact_layers import compatible_shape, has_exact_layers, shape_at_layers
from .layer_hessians import CriticalLayers, LayerFilters
from .natures import LEAST, UNDECIDED, Decided, Judged, Nature
from .rational_layers import RationalLayers, RationalRoots, layers_to_json
from .stratum_hessians import form_has_negative_direction, inertia_of_form
from .target_layers import TargetLayers

OUTPUT_BITS = 60
HESSIAN_BITS = 4096
EXACT_BITS = 512
"""Where exact arithmetic can decide, balls are given up sooner."""
MAX_CLASSES = 200_000
Enclosure = tuple[Fraction, Fraction]


@dataclass(frozen=True, eq=False)
class ParameterClass(Judged):
    """A critical point in parameter space up to scaling of the layers.

    Attributes:
        packing: which roots of the end-to-end filter are in which layer. None: larger strides matter.
        filters: provisional; the layers' filters, which `filter_enclosures` gives.
        decided: provisional; what it is, which the properties tell.
        roots: provisional; what is known of the roots of a rational end-to-end filter, which `layers` uses.

    Source: arXiv 2108.01538, critical points in parameter space.

    Examples:
        >>> from lcnsym import critical_points
        >>> landscape = critical_points(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 0, -1))))
        >>> for found in landscape.points[0].classes:
        ...     print(found, found.strict, *(str(c) for layer in found.layers for c in layer))
        <ParameterClass p1 . p2: minimum> True 1 1 1 -1
        <ParameterClass p2 . p1: minimum> True 1 -1 1 1
    """

    packing: Packing | None
    filters: CriticalLayers
    decided: Decided
    roots: RationalRoots | None = None

    @cached_property
    def layers(self) -> RationalLayers | None:
        """One point of the class with rational coefficients, exactly. None: no such point is known.

        All layers but the first have coprime integers, of which the first that is not zero is positive. If the
        end-to-end filter is known to be rational, None means that no point of the class is rational.
        """
        if isinstance(self.filters, (LayersOfLoss, TargetLayers)):
            return self.filters.rational_layers
        if self.roots is None or not isinstance(self.filters, LayerFilters):
            return None
        return self.roots.layers(self.filters.chosen)

    def __repr__(self) -> str:
        shown = "" if self.packing is None else f" {self.packing}"
        return f"<ParameterClass{shown}: {'not decided' if self.nature is None else str(self.nature)}>"

    def filter_enclosures(self, bits: int) -> tuple[tuple[Enclosure, ...], ...]:
        """Certified rationals lo ≤ c ≤ hi, hi − lo < 2^−bits, for every coefficient of every layer's filter.

        One point of the class: all filters but the first have norm 1 up to rounding.
        """
        return self.filters.enclosures(bits)

    def to_dict(self) -> dict[str, object]:
        """{packing, filters, layers, nature, strict, inertia}; null for `layers` that are None."""
        return {
            "packing": None if self.packing is None else str(self.packing),
            "filters": [[enclosure_to_json(*c) for c in layer] for layer in self.filters.enclosures(OUTPUT_BITS)],
            "layers": layers_to_json(self.layers),
            **self.decided.to_dict(),
        }


@dataclass(frozen=True, eq=False)
class CriticalFilter(LeanCopies):
    """A filter at which the loss is critical on some set of filters, with its loss.

    Attributes:
        square_loss: the loss.
        function: the filter.
        pattern: its root pattern. None: larger strides matter, so that it was not looked for.
    """

    square_loss: AnyLoss
    function: CriticalFunction
    pattern: RootPattern | None

    @cached_property
    def loss(self) -> Enclosure:
        """Certified rationals lo ≤ ℓ(w) ≤ hi."""
        return self.loss_enclosure(OUTPUT_BITS)

    def loss_enclosure(self, bits: int) -> Enclosure:
        """Certified rationals lo ≤ ℓ(w) ≤ hi with hi − lo < 2^−bits."""
        value = self.exact_value
        return self.function.form.value_enclosure(bits) if value is None else enclosure_of(value, bits)

    @cached_property
    def exact_value(self) -> Number | None:
        """ℓ(w) where the filter is known to be over the field of the target. None: it is not."""
        exact = self.function.exact_form
        return None if exact is None else self.square_loss.value(exact)

    @property
    def exact_loss(self) -> Enclosure | None:
        """ℓ(w) twice where it is known to be rational. None: it is not."""
        value = self.exact_value
        return (value, value) if isinstance(value, Fraction) else None

    def loss_minimal_polynomial(self) -> tuple[int, ...] | None:
        """The minimal polynomial of ℓ(w) over ℤ, constant term first, primitive, with positive leading coefficient.

        The filter's coefficients are put into the equations of tangency as elements of a number field, which is proved
        for several repeated roots too; the first such polynomial of a stratum may take many seconds.

        None: the filter has several repeated roots, and a field of degree above MAX_FIELD_DEGREE or numbers beyond the
        EXPONENTS of `lcnsym.landscape.strata.solution_fields` would be needed; or it has three; or it was found in
        parameter space, and not by elimination over a field of degree up to
        `lcnsym.landscape.layers.eliminated_layers.MAX_FILTER_FIELD`.
        """
        if self.exact_value is not None:
            return minimal_polynomial(self.exact_value)
        form = self.function.form
        if isinstance(form, (OneRepeatedRoot, BoxedForm, ComposedForm)):
            return form.value_minimal_polynomial()
        return None

    def _loss_json(self, *, minimal_polynomials: bool) -> str | dict[str, object]:
        shown = loss_json(self)
        minpoly = self.loss_minimal_polynomial() if minimal_polynomials and isinstance(shown, dict) else None
        return {**shown, "minpoly": list(map(int_to_json, minpoly))} if minpoly and isinstance(shown, dict) else shown

    def coefficients(self) -> tuple[Enclosure, ...]:
        """Certified rationals around w_0, …, w_n; the same twice where they are known."""
        return self.enclosures(OUTPUT_BITS)

    def enclosures(self, bits: int) -> tuple[Enclosure, ...]:
        """For every coefficient of the filter certified rationals lo ≤ w ≤ hi with hi − lo < 2^−bits."""
        exact = self.function.exact_form
        if exact is None:
            return self.function.enclosures(bits)
        return tuple(enclosure_of(c, bits) for c in exact.coefficients)


@dataclass(frozen=True, eq=False)
class CriticalPoint(CriticalFilter):
    """A critical point of the network's loss in function space, with all factorizations that are critical.

    Attributes:
        square_loss: the loss.
        function: the end-to-end filter.
        pattern: its root pattern. None: larger strides matter, so that it was not looked for.
        is_target: whether it is the target itself, with loss zero.
        classes: the critical points in parameter space over it, up to scaling.
        is_searched: whether all factorizations were looked at, and not only those without double roots in a layer; for
            larger strides, whether the classes are those of an exhaustive search, as far as it is complete.

    Source: arXiv 2108.01538, critical points of the square loss, and critical points in parameter space.

    Examples:
        >>> from lcnsym import critical_points
        >>> landscape = critical_points(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 1, 3))))
        >>> least = landscape.points[0]
        >>> least
        <CriticalPoint 2|0: 1 class of factorizations>
        >>> least.loss_minimal_polynomial(), least.loss_enclosure(8)[0] < least.loss[0]
        ((1936, -2976, 795, -82, 3), True)
    """

    is_target: bool
    classes: tuple[ParameterClass, ...]
    is_searched: bool = False

    def __repr__(self) -> str:
        number = len(self.classes)
        shown = "" if self.pattern is None else f" {self.pattern}"
        return f"<CriticalPoint{shown}: {number} class{'' if number == 1 else 'es'} of factorizations>"

    @property
    def is_complete(self) -> bool:
        """Whether it is proved that no other factorization is critical. False: not proved."""
        return self.is_target or self.is_searched or self.function.is_generic

    @property
    def natures(self) -> tuple[Nature | None, ...]:
        """The natures of the classes, each once, None for those that are not decided."""
        return tuple(dict.fromkeys(c.nature for c in self.classes))

    def to_dict(self, *, minimal_polynomials: bool = False) -> dict[str, object]:
        """{pattern, partition, filter, loss, parameter_classes, nature, strict, is_target, classes}.

        For larger strides pattern and partition are null, and filters, layers and inertia those of the first class.

        `nature` and `strict` are lists with an entry for each class where classes differ. With `minimal_polynomials`
        the loss has its minimal polynomial, unless `loss_minimal_polynomial` is None.
        """
        natures = [None if c.nature is None else str(c.nature) for c in self.classes]
        strict, classes = [c.strict for c in self.classes], [c.to_dict() for c in self.classes]
        return {
            "pattern": None if self.pattern is None else str(self.pattern),
            "partition": None if self.function.partition is None else list(self.function.partition),
            "filter": filter_json(self),
            "loss": self._loss_json(minimal_polynomials=minimal_polynomials),
            "parameter_classes": len(self.classes),
            "nature": natures[0] if len(set(natures)) == 1 else natures,
            "strict": strict[0] if len(set(strict)) == 1 else strict,
            "is_target": self.is_target,
            "classes": classes,
            **({key: classes[0][key] for key in ("filters", "layers", "inertia")} if self.pattern is None else {}),
        }


def filter_json(point: CriticalFilter) -> list[str | dict[str, object]]:
    """The JSON of w_0, …, w_n, exact numbers where they are known."""
    exact = point.function.exact_form
    if exact is None:
        return [enclosure_to_json(*c) for c in point.coefficients()]
    return [to_json(c) for c in exact.coefficients]


def loss_json(point: CriticalFilter) -> str | dict[str, object]:
    """The JSON of ℓ(w), an exact number where it is known."""
    return enclosure_to_json(*point.loss) if point.exact_value is None else to_json(point.exact_value)


def parameter_point(
    architecture: Architecture, loss: SquareLoss, function: CriticalFunction, effort: Effort = UNLIMITED
) -> CriticalPoint | None:
    """A critical filter with its parameter classes: those without double roots in a layer, of the target all.

    None: no factorization is critical.

    Args:
        effort: what deciding the natures may take, as for `compatible_nature`.

    Raises:
        UnsupportedError: there are more than MAX_CLASSES factorizations.
        InconclusiveError: the filter's roots are not told apart.
    """
    is_target = isinstance(function.form, GivenForm)
    problem = _packings(architecture, function, compatible=not is_target)
    if problem is None:
        return None
    natures, exact = _Natures(architecture, loss, function, effort), _rational_roots(function)
    classes = []
    for packing in problem.packings():
        filters = LayerFilters(function.with_roots, chosen_roots(function, packing))
        classes.append(ParameterClass(packing, filters, LEAST if is_target else natures(packing, filters), exact))
    return CriticalPoint(loss, function, _pattern(function), is_target, tuple(classes))


def searched_point(
    architecture: Architecture, loss: SquareLoss, form: BinaryForm, effort: Effort = UNLIMITED
) -> CriticalPoint | None:
    """A filter on a smaller stratum than it was found for, with all factorizations that are critical.

    A factorization is critical if Q(w − u) is orthogonal to all multiples of the greatest common divisor of the
    products of all layers but one, where a root has its multiplicity less the largest one in a layer as exponent.

    None: no factorization is critical.

    Args:
        form: over the field of the target, not zero, and critical on the stratum it lies on.
        effort: what deciding the natures may take.

    Raises:
        UnsupportedError: there are more than MAX_CLASSES factorizations.
        InconclusiveError: for a factorization that is not decided, or the filter's roots are not told apart.
    """
    function = exact_function(loss, form)
    problem = _packings(architecture, function, compatible=False)
    if problem is None or not isinstance(function.form, ExactForm):
        return None
    natures, exact = _Natures(architecture, loss, function, effort), _rational_roots(function)
    classes = []
    for packing in problem.packings():
        chosen = chosen_roots(function, packing)
        number = 1 + max(i for layer in chosen for i in layer)
        counts = [[layer.count(i) for layer in chosen] for i in range(number)]
        is_critical = function.form.is_critical_with([sum(found) - max(found) for found in counts])
        if is_critical is None:
            raise InconclusiveError(f"it is not decided whether the factorization {packing} of {form} is critical")
        if is_critical:
            filters = LayerFilters(function.with_roots, chosen)
            classes.append(ParameterClass(packing, filters, natures(packing, filters), exact))
    return CriticalPoint(loss, function, _pattern(function), False, tuple(classes), True) if classes else None


def has_factorizations(architecture: Architecture, pattern: RootPattern | None) -> bool:
    """Whether filters with the pattern have a factorization without double roots in a layer; True if it is None."""
    if pattern is None:
        return True
    return PackingProblem(Balls.of_pattern(pattern), Bins.of_architecture(architecture), compatible=True).is_feasible()


def _pattern(function: CriticalFunction) -> RootPattern:
    if function.pattern is None:
        raise InconclusiveError("the roots of a critical filter are not told apart")
    return function.pattern


def _rational_roots(function: CriticalFunction) -> RationalRoots | None:
    return None if function.rational_form is None else RationalRoots(function.with_roots, function.rational_form)


def _packings(architecture: Architecture, function: CriticalFunction, *, compatible: bool) -> PackingProblem | None:
    """None: there are none."""
    pattern = _pattern(function)
    problem = PackingProblem(Balls.of_pattern(pattern), Bins.of_architecture(architecture), compatible=compatible)
    if not problem.is_feasible():
        return None
    if problem.count() > MAX_CLASSES:
        raise UnsupportedError(
            f"the pattern {pattern} has {problem.count()} factorizations, at most {MAX_CLASSES} is possible"
        )
    return problem


@dataclass(frozen=True, eq=False)
class _Natures:
    """What factorizations of one filter are: the same where no layer has a double root, else once for equal layers."""

    architecture: Architecture
    loss: SquareLoss
    function: CriticalFunction
    effort: Effort
    known: dict[tuple[object, ...], Decided] = field(default_factory=dict)

    def __call__(self, packing: Packing, filters: LayerFilters) -> Decided:
        key: tuple[object, ...] = ()
        if not packing.is_compatible:
            key = tuple(sorted(zip(self.architecture.filter_sizes, map(tuple, map(sorted, packing.bins)), strict=True)))
        if key not in self.known:
            given = (self.architecture, self.loss, self.function)
            self.known[key] = (
                nature_at_layers(*given, filters, self.effort) if key else compatible_nature(*given, self.effort)
            )
        return self.known[key]


def compatible_nature(
    architecture: Architecture, loss: SquareLoss, function: CriticalFunction, effort: Effort = UNLIMITED
) -> Decided:
    """What a critical filter w ≠ 0 is at its factorizations without double roots in a layer: the same at all.

    Balls decide where the Hessian is regular modulo scaling; else exact arithmetic, with terms of any order, where the
    filter is known exactly; else balls may still show that the Hessian is negative in some direction.

    Args:
        effort: when no time is left, balls of few bits may still decide, and nothing else is begun.

    Source: the theorem `critical-inertia`, proved in docs/critical-points.md.
    """
    is_exact = has_exact_layers(function)
    last = EXACT_BITS if is_exact else HESSIAN_BITS
    inertia = precise(partial(inertia_of_form, function.with_roots), last=last, effort=effort)
    if inertia is not None:
        return Decided.by_inertia(inertia)
    shape = compatible_shape(architecture, loss, function, effort) if is_exact and not effort.is_over else None
    if shape is not None:
        return Decided.by_shape(shape)
    negative = partial(form_has_negative_direction, function.with_roots)
    is_saddle = precise(negative, last=HESSIAN_BITS, effort=effort)
    return Decided(None, Nature.SADDLE) if is_saddle else UNDECIDED


def nature_at_layers(
    architecture: Architecture,
    loss: SquareLoss,
    function: CriticalFunction,
    filters: LayerFilters,
    effort: Effort = UNLIMITED,
) -> Decided:
    """The same for layers of which some have double roots, from the Hessian in their filters."""
    last = HESSIAN_BITS if function.exact_form is None else EXACT_BITS
    inertia = precise(filters.inertia, last=last, effort=effort)
    if inertia is not None:
        return Decided.by_inertia(inertia)
    if function.exact_form is not None and not effort.is_over:
        shape = shape_at_layers(architecture, loss, function.exact_form, filters, effort)
        if shape is not None:
            return Decided.by_shape(shape)
    is_saddle = precise(filters.has_negative_direction, last=HESSIAN_BITS, effort=effort)
    return Decided(None, Nature.SADDLE) if is_saddle else UNDECIDED


def chosen_roots(function: CriticalFunction, packing: Packing) -> tuple[tuple[int, ...], ...]:
    """The packing's colours as indices of the form's roots: colour i is the i-th real root by multiplicity."""
    roots = precise(function.with_roots.roots, last=MAX_REFERENCE)
    if roots is None:
        raise InconclusiveError(
            f"the roots of a critical filter are not told apart with {MAX_REFERENCE} bits; "
            "they may be of too different sizes"
        )
    by_sort = [
        sorted((i for i, root in enumerate(roots) if root.is_real is sort), key=lambda i: roots[i].multiplicity)
        for sort in (True, False)
    ]
    real, pairs = by_sort
    return tuple(tuple(real[c - 1] if c > 0 else pairs[-c - 1] for c in colours) for colours in packing.bins)
