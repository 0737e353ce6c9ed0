"""Distances of a filter from function spaces, their boundaries, and closures of strata, with the nearest filters.

The nearest filter is a critical point of the loss on a stratum, or for larger strides in parameter space.
`docs/distances.md` proves which strata are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import isqrt

from ..algebra.coefficients import image
from ..algebra.copies import LeanCopies
from ..algebra.enclosures import enclosure_of
from ..algebra.forms import BinaryForm
from ..algebra.numbers import Number, enclosure_to_json, int_to_json, minimal_polynomial, to_json
from ..algebra.partitions import Partition
from ..errors import BadInputError, InconclusiveError, UnsupportedError
from ..membership.closure_order import in_closure
from ..membership.patterns import RootPattern, number_of_patterns, patterns_of_degree, root_pattern
from ..membership.positions import Position
from ..membership.verdict import decide
from ..network.architecture import Architecture
from .completeness import Proof
from .critical import critical_points
from .effort import Effort
from .equations.quadrics import Quadric
from .exclusion.filter_families import Family
from .layers.parameter_points import CriticalFilter
from .loss import SquareLoss, require_loss
from .strata.strata import critical_strata
from .strata.stratum import Stratum
from .ties import Compared, Enclosure, ascending, order_by_bounds

OUTPUT_BITS = 60
MAX_STRATA = 200
"""From so many strata of root multiplicities a distance is worked out at most."""
BOUNDING_SECONDS = 120.0
"""So long a lower bound is looked for where critical filters may be missing."""
WIDEST = Fraction(1, 10**6)
"""Bounds of d² whose difference is a larger part of d² are no answer."""
MAX_PATTERNS = 5000
"""Of so many root patterns it is asked which are in a closure."""


@dataclass(frozen=True, eq=False)
class ExactFilter:
    """A filter that is known exactly, with its squared distance from the given one.

    Attributes:
        is_on_curve: whether infinitely many filters of the set are as far away.
    """

    form: BinaryForm
    exact_value: Number
    is_on_curve: bool = False

    @property
    def pattern(self) -> RootPattern | None:
        """Its root pattern; None for the zero filter."""
        return root_pattern(self.form)

    def loss_enclosure(self, bits: int) -> Enclosure:
        """Certified rationals around the squared distance."""
        return enclosure_of(self.exact_value, bits)

    def enclosures(self, bits: int) -> tuple[Enclosure, ...]:
        """Certified rationals around every coefficient."""
        return tuple(enclosure_of(c, bits) for c in self.form.coefficients)

    def loss_minimal_polynomial(self) -> tuple[int, ...]:
        """The minimal polynomial of the squared distance."""
        return minimal_polynomial(self.exact_value)


@dataclass(frozen=True, eq=False)
class Distance(LeanCopies):
    """How far a filter is from a closed set of filters, and which filters of the set are nearest to it.

    d² = min (w − v)ᵀ Q (w − v) over the filters v of the set, Q the identity unless a Gram matrix is given.

    Attributes:
        loss: the squared distance from the given filter as a function of v. None: the filter is in the set.
        form: the given filter.
        to: the set, in words.
        proof: how it is proved that no filter of the set is nearer: the weakest way of all strata. None: the filter is
            in the set.
        candidates: provisional; the filters of the set of which none is proved to be nearer than another.
        bounds: of d², where the nearest filters are not known. None: they are.
        example: then a filter of the set that is at most as far away as the upper bound says. None: none is known
            exactly.

    Source: arXiv 2108.01538, critical points on strata of root multiplicities; `docs/distances.md`, with proofs.

    Examples:
        >>> from lcnsym import FunctionSpace
        >>> found = FunctionSpace(Architecture((2, 2))).distance(BinaryForm((1, 0, 4)))
        >>> found.exact_squared, *map(str, found.nearest)
        (Fraction(1, 1), '4*y^2')
    """

    loss: SquareLoss | None
    form: BinaryForm
    to: str
    proof: Proof | None
    candidates: tuple[ExactFilter | CriticalFilter, ...] = ()
    bounds: Enclosure | None = None
    example: BinaryForm | None = None

    def __repr__(self) -> str:
        lo, hi = self.enclosure(OUTPUT_BITS)
        return f"<Distance {float((lo + hi) / 2):.6g} from {self.to}>"

    @classmethod
    def zero(cls, form: BinaryForm, to: str) -> Distance:
        """That of a filter in the set."""
        return cls(None, form, to, None)

    @property
    def is_zero(self) -> bool:
        """Whether the filter is in the set."""
        return self.loss is None

    @property
    def is_unique(self) -> bool | None:
        """Whether one filter alone is nearest. None: some may be equally near, no bits that are spent tell."""
        if self.bounds is not None:
            return None
        if len(self.candidates) < 2:
            return not any(isinstance(f, ExactFilter) and f.is_on_curve for f in self.candidates)
        return False if self.exact_squared is not None else None

    @property
    def nearest(self) -> tuple[BinaryForm | None, ...]:
        """The nearest filters, and those that may be equally near; None for those that are not known exactly.

        Of a curve of them there is one. There is none where `bounds` is all that is known.
        """
        if self.is_zero:
            return (self.form,)
        return tuple(map(_exact, self.candidates))

    @property
    def patterns(self) -> tuple[RootPattern | None, ...]:
        """The root patterns of these filters; None for zero, and where they were found in parameter space."""
        if self.is_zero:
            return (root_pattern(self.form),)
        return tuple(f.pattern for f in self.candidates)

    def nearest_enclosures(self, bits: int) -> tuple[tuple[Enclosure, ...], ...]:
        """For every coefficient of each of these filters certified rationals lo ≤ v ≤ hi with hi − lo < 2^−bits."""
        if self.is_zero:
            return (tuple(enclosure_of(c, bits) for c in self.form.coefficients),)
        return tuple(f.enclosures(bits) for f in self.candidates)

    @cached_property
    def exact_squared(self) -> Number | None:
        """d², where the nearest filters are known exactly. None: they are not."""
        if self.is_zero:
            return Fraction(0)
        if self.bounds is not None:
            return None
        found, *others = (f.exact_value for f in self.candidates)
        return found if all(other is not None and other == found for other in others) else None

    def squared_enclosure(self, bits: int) -> Enclosure:
        """Certified rationals lo ≤ d² ≤ hi with hi − lo < 2^−bits; the same where d² is known to be rational.

        Where `bounds` is all that is known, these are given, whatever the bits.
        """
        if self.bounds is not None:
            return self.bounds
        if self.exact_squared is not None:
            return enclosure_of(self.exact_squared, bits)
        bounds = [f.loss_enclosure(bits) for f in self.candidates]
        return max(Fraction(0), min(lo for lo, _ in bounds)), min(hi for _, hi in bounds)

    def enclosure(self, bits: int) -> Enclosure:
        """Certified rationals lo ≤ d ≤ hi with hi − lo < 2^−bits; the same where d is known to be rational.

        Where `bounds` is all that is known, they tell what the difference is.
        """
        lo, hi = self.squared_enclosure(2 * bits + 4)
        below, above = _root_below(lo, bits + 2), _root_above(hi, bits + 2)
        # √hi − √lo ≤ √(hi − lo), and each is rounded by less than 2^−(bits + 2)
        return below, above

    def squared_minimal_polynomial(self) -> tuple[int, ...] | None:
        """The minimal polynomial of d² over ℤ, constant term first, primitive, with positive leading coefficient.

        None: several filters may be nearest, or it is not known; it may take seconds for several repeated roots.
        """
        if self.exact_squared is not None:
            return minimal_polynomial(self.exact_squared)
        return self.candidates[0].loss_minimal_polynomial() if len(self.candidates) == 1 else None

    def to_dict(self, *, minimal_polynomials: bool = False) -> dict[str, object]:
        """{to, distance_squared, distance, nearest: [{pattern, filter}], example, unique, proof}."""
        squared = (
            enclosure_to_json(*self.squared_enclosure(OUTPUT_BITS))
            if self.exact_squared is None
            else to_json(self.exact_squared)
        )
        if minimal_polynomials and isinstance(squared, dict):
            minpoly = self.squared_minimal_polynomial()
            squared = {**squared, "minpoly": minpoly and list(map(int_to_json, minpoly))}
        return {
            "to": self.to,
            "distance_squared": squared,
            "distance": enclosure_to_json(*self.enclosure(OUTPUT_BITS)),
            "nearest": [
                {"pattern": None if pattern is None else str(pattern), "filter": coefficients}
                for pattern, coefficients in zip(self.patterns, self._filters_json(), strict=True)
            ],
            "example": None if self.example is None else [to_json(c) for c in self.example.coefficients],
            "unique": self.is_unique,
            "proof": None if self.proof is None else str(self.proof),
        }

    def _filters_json(self) -> list[list[object]]:
        bounds = self.nearest_enclosures(OUTPUT_BITS)
        return [
            [enclosure_to_json(*c) for c in enclosed] if exact is None else [to_json(c) for c in exact.coefficients]
            for exact, enclosed in zip(self.nearest, bounds, strict=True)
        ]


def _root_below(value: Fraction, bits: int) -> Fraction:
    """A rational root, if the value is a square; else the largest multiple of 2^−bits below it."""
    return _rational_root(value) or Fraction(isqrt((value.numerator << 2 * bits) // value.denominator), 1 << bits)


def _root_above(value: Fraction, bits: int) -> Fraction:
    exact = _rational_root(value)
    if exact is not None:
        return exact
    return Fraction(isqrt(-(-(value.numerator << 2 * bits) // value.denominator)) + 1, 1 << bits)


def _rational_root(value: Fraction) -> Fraction | None:
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    return root if root * root == value else None


def distance_from_space(
    architecture: Architecture, loss: SquareLoss, seconds: float = 600, progress: Callable[[str], None] | None = None
) -> Distance:
    """The distance of a loss's target from the function space of an architecture of any strides.

    Args:
        architecture: of any strides.
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
    if decide(architecture, loss.target).is_member:
        return Distance.zero(loss.target, to)
    if architecture.is_stride_one:
        return _distance_from_closures(
            [boundary_pattern(architecture)], loss, to, Effort(seconds, use_cache=True), progress
        )
    return _distance_in_parameter_space(architecture, loss, to, Effort(seconds, use_cache=True), progress)


def distance_from_boundary(
    architecture: Architecture, loss: SquareLoss, seconds: float = 600, progress: Callable[[str], None] | None = None
) -> Distance | None:
    """The distance of a loss's target from the boundary of the function space. None: the boundary is empty.

    For larger strides that matter, the function space has no interior points, so it is its own boundary.

    Raises:
        BadInputError, InconclusiveError, UnsupportedError: as for `distance_from_space`.

    Source: arXiv 2108.01538, theorem on the boundary; `docs/distances.md`.

    Examples:
        >>> loss = SquareLoss.euclidean(BinaryForm((1, 0, -1)))
        >>> distance_from_boundary(Architecture((2, 2)), loss).exact_squared
        Fraction(1, 1)
    """
    require_loss(loss, architecture)
    if not architecture.is_stride_one:
        return distance_from_space(architecture, loss, seconds, progress)
    if architecture.is_filling:
        return None
    to = f"the boundary of the function space of {architecture}"
    if decide(architecture, loss.target).position is Position.BOUNDARY:
        return Distance.zero(loss.target, to)
    return _distance_from_closures(
        [boundary_pattern(architecture)], loss, to, Effort(seconds, use_cache=True), progress
    )


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
    return _distance_from_closures(patterns, loss, to, Effort(seconds, use_cache=True), progress)


def boundary_pattern(architecture: Architecture) -> RootPattern:
    """The pattern of codimension one whose stratum has the boundary of M as its closure, for stride one and e ≥ 2.

    It has e − 2 simple real roots, a double one and simple pairs.
    """
    e = architecture.even_filters
    return RootPattern((1,) * (e - 2) + (2,), (1,) * ((architecture.degree - e) // 2))


def strata_needed(patterns: Sequence[RootPattern]) -> tuple[Partition, ...]:
    """The root multiplicities on whose strata the nearest filter of the closures of some strata is critical.

    Where all pairs of a pattern are simple, pairs count as simple wherever they collide: `docs/distances.md`,
    pairs that collide.

    Raises:
        UnsupportedError: there are more than MAX_PATTERNS root patterns of the degree.
    """
    number = number_of_patterns(patterns[0].degree)
    if number > MAX_PATTERNS:
        raise UnsupportedError(
            f"there are {number} root patterns of degree {patterns[0].degree}; distances from strata are worked out "
            f"for at most {MAX_PATTERNS}"
        )
    found: dict[Partition, None] = {}
    for above in patterns:
        pairs_are_simple = all(m == 1 for m in above.complex)
        for below in patterns_of_degree(above.degree):
            if in_closure(below, above):
                pairs = (1,) * (2 * below.complex_pairs) if pairs_are_simple else below.complex * 2
                found[tuple(sorted(below.real + pairs, reverse=True))] = None
    return tuple(sorted(found, key=lambda parts: (-len(parts), parts)))


def _distance_from_closures(
    patterns: Sequence[RootPattern], loss: SquareLoss, to: str, effort: Effort, progress: Callable[[str], None] | None
) -> Distance:
    """For a target that is in none of the closures, so not zero."""
    strata = strata_needed(patterns)
    if len(strata) > MAX_STRATA:
        raise UnsupportedError(
            f"{to} has {len(strata)} strata of root multiplicities; distances are worked out for at most {MAX_STRATA}"
        )

    def holds(pattern: RootPattern | None) -> bool:
        return pattern is not None and any(in_closure(pattern, above) for above in patterns)

    found: list[ExactFilter | CriticalFilter] = []
    proofs: set[Proof] = set()
    doubts: list[_Doubt] = []
    for stratum in critical_strata(loss, strata, effort, progress):
        found += _candidates(stratum, loss, holds)
        if stratum.curves:
            doubts += _doubts_on_curves(stratum, holds)
            proofs.add(Proof.POLYNOMIAL)
        elif stratum.proof is None:
            told = f"critical filters may be missing on {_shown(stratum)}: {stratum.note}"
            doubts.append(_Doubt(_bounded(loss, Family.of_stratum(stratum.partition), effort), told))
            proofs.add(Proof.EXCLUSION)
        else:
            proofs.add(stratum.proof)
    return _found(loss, to, _nearest(found), doubts, _weakest(proofs))


@dataclass(frozen=True)
class _Doubt:
    """Filters that may be in the set and of which little is known.

    Attributes:
        value: a lower bound of their squared distances.
        what: which these are.
    """

    value: Number
    what: str


def _bounded(loss: SquareLoss, family: Family, effort: Effort) -> Fraction:
    """A lower bound for the loss on a family."""
    from .exclusion.least_values import least_value  # noqa: PLC0415 - numpy is loaded where it is needed

    found = least_value(Quadric(loss.gram, loss.target), family, min(effort.seconds, BOUNDING_SECONDS))
    return Fraction(0) if found is None else found.lower


def _found(
    loss: SquareLoss,
    to: str,
    nearest: tuple[ExactFilter | CriticalFilter, ...],
    doubts: Sequence[_Doubt],
    proof: Proof,
) -> Distance:
    """The distance, if no filter of which little is known can be nearer, or bounds for it, if not by much.

    Raises:
        InconclusiveError: the bounds are too far apart.
    """
    if not nearest:
        raise InconclusiveError("the distance is not decided: no filter of the set was found")
    open_ = [doubt for doubt in doubts if not _is_at_most(nearest[0], doubt.value)]
    if not open_:
        return Distance(loss, loss.target, to, proof, nearest)
    below, what = min((enclosure_of(doubt.value, OUTPUT_BITS)[0], doubt.what) for doubt in open_)
    above = nearest[0].loss_enclosure(OUTPUT_BITS)[1]
    if above - below > above * WIDEST:
        raise InconclusiveError(f"the distance is not decided: {what}")
    return _between(loss, to, below, above, _exact(nearest[0]))


def _between(loss: SquareLoss, to: str, below: Fraction, above: Fraction, example: BinaryForm | None) -> Distance:
    """The distance where only bounds of it are known. Raises InconclusiveError if they are too far apart."""
    if above - below > above * WIDEST:
        raise InconclusiveError(f"the distance is not decided, its square is between {float(below)} and {float(above)}")
    return Distance(loss, loss.target, to, Proof.EXCLUSION, (), (below, above), example)


def _candidates(
    stratum: Stratum, loss: SquareLoss, holds: Callable[[RootPattern | None], bool]
) -> Iterator[ExactFilter | CriticalFilter]:
    """The solutions of a stratum's equations that are in the set."""
    for function in stratum.functions:
        if holds(function.pattern):
            yield CriticalFilter(loss, function, function.pattern)
    for form in stratum.smaller:
        if holds(root_pattern(form)):
            yield ExactFilter(form, loss.value(form))
    for curve in stratum.curves:
        if curve.example is not None and holds(root_pattern(curve.example)):
            # all filters of an arc have its pattern
            yield ExactFilter(curve.example, curve.loss, is_on_curve=holds(curve.pattern))


def _doubts_on_curves(stratum: Stratum, holds: Callable[[RootPattern | None], bool]) -> Iterator[_Doubt]:
    """The losses on curves of which filters may be in the set though none is known there."""
    for curve in stratum.curves:
        is_known = curve.example is not None and holds(curve.pattern)
        is_elsewhere = curve.is_whole and curve.pattern is not None and not holds(curve.pattern)
        if not (is_known or is_elsewhere):
            yield _Doubt(curve.loss, f"the curve of critical filters on {_shown(stratum)} is not known well enough")


def _shown(stratum: Stratum) -> str:
    return "the stratum " + ",".join(map(str, stratum.partition))


def _is_at_most(found: Compared, value: Number) -> bool:
    known = order_by_bounds(found, ExactFilter(BinaryForm((0,)), value))
    return known is not None and known <= 0


def _nearest(found: Sequence[ExactFilter | CriticalFilter]) -> tuple[ExactFilter | CriticalFilter, ...]:
    """Those that are not proved to be farther away than another; one that several strata have, once."""
    if not found:
        return ()
    first, *others = ascending(found)
    near = (first, *(other for other in others if order_by_bounds(first, other) != -1))
    kept: dict[BinaryForm | int, ExactFilter | CriticalFilter] = {}
    for one in near:
        exact = _exact(one)
        kept.setdefault(id(one) if exact is None else exact, one)
    return tuple(kept.values())


def _exact(found: ExactFilter | CriticalFilter) -> BinaryForm | None:
    return found.form if isinstance(found, ExactFilter) else found.function.exact_form


def _weakest(proofs: set[Proof]) -> Proof:
    return next((proof for proof in (Proof.EXCLUSION, Proof.COUNT) if proof in proofs), Proof.POLYNOMIAL)


def _distance_in_parameter_space(
    architecture: Architecture, loss: SquareLoss, to: str, effort: Effort, progress: Callable[[str], None] | None
) -> Distance:
    """For larger strides, and a target that is no member."""
    zero = BinaryForm((0,) * (architecture.degree + 1))
    origin = loss.value(zero)
    if _is_orthogonal(architecture, loss):
        return Distance(loss, loss.target, to, Proof.POLYNOMIAL, (ExactFilter(zero, origin),))
    landscape = critical_points(architecture, loss, effort.seconds, progress)
    if landscape.is_interrupted:
        raise KeyboardInterrupt
    found: list[ExactFilter | CriticalFilter] = [*landscape.points, ExactFilter(zero, origin)]
    if landscape.proof is not None:
        return Distance(loss, loss.target, to, landscape.proof, _nearest(found))
    on_curves = [
        ExactFilter(curve.example, curve.loss, is_on_curve=True)
        for curve in landscape.curves
        if curve.example is not None
    ]
    if landscape.knows_all_functions and len(on_curves) == len(landscape.curves):
        return Distance(loss, loss.target, to, Proof.POLYNOMIAL, _nearest([*found, *on_curves]))
    bounded = _bounded_in_layers(architecture, loss, effort)
    if bounded is None:
        notes = "; ".join(stratum.note for stratum in landscape.strata if stratum.note)
        raise InconclusiveError(f"the distance is not decided: critical filters may be missing: {notes}")
    lower, example = bounded
    above = example.loss_enclosure(OUTPUT_BITS)[1]
    return _between(loss, to, lower, above, example.form)


def _bounded_in_layers(
    architecture: Architecture, loss: SquareLoss, effort: Effort
) -> tuple[Fraction, ExactFilter] | None:
    """A lower bound of the loss on the function space, and a filter of it that is nearly as near. None: not found."""
    from .exclusion.least_values import filter_at, least_value  # noqa: PLC0415

    kept = [(k, S) for k, S in zip(architecture.filter_sizes, architecture.stride_products, strict=True) if k > 1]
    sizes, strides = [k for k, _ in kept], [S for _, S in kept]
    family = Family.of_network(sizes, strides, sizes.index(max(sizes)))
    quadric = Quadric(loss.gram, loss.target)
    found = least_value(quadric, family, min(effort.seconds, BOUNDING_SECONDS))
    if found is None:
        return None
    form = filter_at(quadric, family, found.forms)
    return found.lower, ExactFilter(form, loss.value(form))


def _is_orthogonal(architecture: Architecture, loss: SquareLoss) -> bool:
    """Whether Qu is orthogonal to all filters of the function space, which span the coordinates that occur in it."""
    occurring = {0}
    for k, S in zip(architecture.filter_sizes, architecture.stride_products, strict=True):
        occurring = {i + a * S for i in occurring for a in range(k)}
    moments = image(loss.gram, loss.target.coefficients)
    return all(not moment for i, moment in enumerate(moments) if i in occurring)
