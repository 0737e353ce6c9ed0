"""Which evidence may prove which claim, and what it must show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeAlias, TypeVar

from .architectures import Architecture
from .claims import (
    AllCritical,
    Boundary,
    Claim,
    Compatible,
    ComplexMember,
    CriticalPoint,
    Dimension,
    Factorization,
    FibreCount,
    Filling,
    FullDimensional,
    Interior,
    Member,
    NotCompatible,
    NotComplexMember,
    NotFilling,
    NotFullDimensional,
    NotMember,
    Pattern,
    Satisfies,
    SpuriousMinimum,
    StratumCriticalPoints,
    Violates,
    WithArchitecture,
    WithFilter,
    WithPattern,
    read_claim,
    spelled,
)
from .counting import number_of_packings
from .counts import Bounds, descartes, read_points, sign_changes
from .divisors import Classes, Divisor, check_classes, check_divisors, read_classes, read_divisors
from .elimination import check_elimination
from .factored import Factor, Factored, check_coprime_parts, check_product, read_factored
from .field import Field, read_field
from .filters import check_filters, read_filters
from .forms import Form
from .jacobian import Jacobian, check_jacobian, read_jacobian
from .krawczyk import Krawczyk, check_krawczyk, read_krawczyk
from .limits import Work
from .multidegrees import Multidegrees, check_multidegrees, read_multidegrees
from .outcome import GIVEN_UP, GivenUp, Malformed, Rejected, Result, shorten
from .packing import Bins, check_packing, read_packing
from .patterns import Multiplicities
from .reading import fields, parse_json
from .tangency import check_all_critical_points
from .versions import FORMAT, VERSIONS

_STATED = ("format", "version", "field", "claim")


def check_text(text: str) -> Result:
    """Check the certificate in a text.

    Raises:
        Malformed: the text is no certificate of this format and of a version that is read, or exceeds a size limit.

    Examples:
        >>> from lcnsym import Architecture, certify_filling
        >>> check_text(certify_filling(Architecture((3, 2))).text).claim
        'k = (3,2) is filling: every filter is an end-to-end filter'
    """
    document = parse_json(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Malformed(f'not a certificate: an object with "format": "{FORMAT}" is required')
    return _check(document, VERSIONS.check_known(document.get("version")))


def _check(document: dict[str, object], version: int) -> Result:
    """Read everything, so that what is malformed is found first; then check the field, then the evidence."""
    *stated, evidence_document = fields(document, (*_STATED, "evidence"), "the certificate")
    sentence, statement, reason = "", None, None
    try:
        field = read_field(document["field"], Work())
        claim = read_claim(document["claim"], field, version)
        sentence, statement = claim.sentence, dict(zip(_STATED, stated, strict=True))
        evidence = _read_evidence(evidence_document, claim, field, version)
        field.check()
        evidence()
    except Rejected as error:
        reason = str(error)
    except GivenUp as error:
        reason = f"{GIVEN_UP}{error}"
    except MemoryError:
        reason = f"{GIVEN_UP}out of memory"
    return Result(reason is None, sentence, reason, statement)


def _read_evidence(document: object, claim: Claim, field: Field, version: int) -> Callable[[], None]:
    kind = document.get("kind") if isinstance(document, dict) else None
    return RULES[VERSIONS.check_evidence(kind, version)].read_for(document, claim, field)


E = TypeVar("E")
C = TypeVar("C", bound=Claim)


@dataclass(frozen=True)
class Rule(Generic[E, C]):
    """A kind of evidence.

    Attributes:
        kind: its name.
        proves: the kinds of claims that it may prove.
        read: from the document to the evidence; raises Malformed. The claim may be of any kind.
        check: raises Rejected where the evidence does not prove the claim.
        any_stride: whether it is about larger strides too.
        tensors: whether it is about filters with several axes too.
    """

    kind: str
    proves: tuple[type[C], ...]
    read: Callable[[object, Claim, Field], E]
    check: Callable[[E, C, Field], None]
    any_stride: bool = False
    tensors: bool = False

    def read_for(self, document: object, claim: Claim, field: Field) -> Callable[[], None]:
        """Read the evidence, raising Malformed; what is returned checks it, raising Rejected."""
        evidence = self.read(document, claim, field)

        def check() -> None:
            if not isinstance(claim, self.proves):
                proved = ", ".join(proves.kind for proves in self.proves)
                raise Rejected(f"rule {self.kind}: it proves {proved}, not {claim.kind}")
            self._check_scope(_architecture(claim))
            self.check(evidence, claim, field)

        return check

    def _check_scope(self, architecture: Architecture | None) -> None:
        """Whether the rule is about the strides and the axes of the architecture."""
        if architecture is None or architecture.is_stride_one:
            return
        if architecture.formats is None and not self.any_stride:
            raise Rejected(f"rule {self.kind}: it is about architectures of stride one")
        if architecture.formats is not None and not self.tensors:
            raise Rejected(f"rule {self.kind}: it is about filters with one axis")


def _architecture(claim: Claim) -> Architecture | None:
    return claim.architecture if isinstance(claim, WithArchitecture) else None


def no_further_keys(document: object, _claim: Claim, _field: Field) -> None:
    """Evidence that is nothing but its kind."""
    fields(document, ("kind",), "evidence")


Arithmetic: TypeAlias = (
    Filling | NotFullDimensional | Member | ComplexMember | Interior | Boundary | NotCompatible | Satisfies | Violates
)


def _arithmetic(_evidence: None, claim: Arithmetic, field: Field) -> None:
    if isinstance(claim, NotCompatible):
        _no_packing(claim, field)
    elif isinstance(claim, Satisfies | Violates):
        _evaluated(claim)
    elif isinstance(claim, NotFullDimensional):
        _few_dimensions(claim.architecture)
    elif isinstance(claim, Filling) and claim.architecture.formats is not None:
        _one_layer(claim.architecture)
    else:
        _few_even_sizes(claim)


def _few_even_sizes(claim: Filling | Member | ComplexMember | Interior | Boundary) -> None:
    """Every filter is as claimed, or the filter is zero."""
    e, one = claim.architecture.even, claim.architecture.is_stride_one
    if one and (isinstance(claim, ComplexMember) or (e <= 1 and isinstance(claim, Filling | Member | Interior))):
        return
    zero = isinstance(claim, WithFilter) and claim.form.is_zero()
    if zero and (isinstance(claim, Member | ComplexMember) or (isinstance(claim, Boundary) and e >= 2)):
        return
    raise Rejected(f"rule arithmetic: with e = {e} even filter sizes the claim {claim.kind} needs other evidence")


def _evaluated(claim: Satisfies | Violates) -> None:
    holds = claim.formula.holds(claim.form)
    if holds != isinstance(claim, Satisfies):
        raise Rejected(f"rule arithmetic: the formula is {'true' if holds else 'false'} for the filter")


def _few_dimensions(architecture: Architecture) -> None:
    most, size = architecture.most_dimensions, architecture.filter_size
    if most >= size:
        raise Rejected(f"rule arithmetic: the function space may have dimension {most}, that of all filters is {size}")


def _one_layer(architecture: Architecture) -> None:
    if sum(size > 1 for size in architecture.sizes) > 1:
        raise Rejected("rule arithmetic: several layers have more than one entry")


def _no_packing(claim: NotCompatible, field: Field) -> None:
    roots = _roots(claim, "rule arithmetic")
    found = number_of_packings(roots, claim.architecture.capacities, True, field.work)
    if found:
        raise Rejected(f"rule arithmetic: the number of compatible packings is {_short(found)}, not 0")


Points: TypeAlias = list[Fraction]


def _points(document: object, _claim: Claim, _field: Field) -> Points:
    return read_points(fields(document, ("kind", "points"), "evidence")[1], "evidence.points")


def _sign_changes(points: Points, claim: Member | Interior, _field: Field) -> None:
    found, e = sign_changes(claim.form, points, "rule sign-changes").lower, claim.architecture.even
    if found < e:
        raise Rejected(f"rule sign-changes: {found} sign changes, e = {e} are needed")


def _breakpoints(document: object, _claim: Claim, _field: Field) -> Points:
    return read_points(fields(document, ("kind", "breakpoints"), "evidence")[1], "evidence.breakpoints")


def _descartes(breakpoints: Points, claim: NotMember | NotFilling, _field: Field) -> None:
    if claim.form.is_zero():
        raise Rejected("rule descartes: the zero filter is a member")
    upper, e = descartes(claim.form, breakpoints).upper, claim.architecture.even
    if upper >= e:
        raise Rejected(f"rule descartes: up to {upper} real roots, fewer than e = {e} must be shown")


Bounded: TypeAlias = Member | NotMember | NotFilling | Boundary
Exact: TypeAlias = Pattern | FibreCount | StratumCriticalPoints
_EXACT: tuple[type[Exact], ...] = (Pattern, FibreCount, StratumCriticalPoints)
"""The claims for which the factors must show all multiplicities exactly."""


def _factors(document: object, claim: Claim, field: Field) -> Factored:
    evidence = read_factored(document, field)
    if isinstance(claim, _EXACT) != (evidence.prime is not None):
        kinds = " and ".join(exact.kind for exact in _EXACT)
        raise Malformed(f"evidence.prime must be an integer for the claims {kinds}, null for the other claims")
    return evidence


def _factored(evidence: Factored, claim: Bounded | Exact, field: Field) -> None:
    if isinstance(claim, StratumCriticalPoints):
        check_elimination(claim.elimination, claim.form, field.work)
    check_product(evidence, claim.form)
    if evidence.prime is not None:
        check_coprime_parts(evidence, evidence.prime)
    bounds = [(factor, factor.bounds()) for factor in evidence.factors]
    if isinstance(claim, FibreCount):
        _same_count(claim, _exact_pattern(bounds), field)
    elif isinstance(claim, Pattern | StratumCriticalPoints):
        _same_pattern(claim.pattern, _exact_pattern(bounds))
    else:
        _bounded(claim, bounds)


def _exact_pattern(bounds: list[tuple[Factor, Bounds]]) -> Multiplicities:
    real: list[int] = []
    pairs: list[int] = []
    for factor, bound in bounds:
        if bound.lower != bound.upper:
            raise Rejected(
                f"rule factored: the real roots of multiplicity {factor.multiplicity} are not counted exactly"
            )
        real += [factor.multiplicity] * bound.lower
        pairs += [factor.multiplicity] * ((factor.form.degree - bound.lower) // 2)
    return Multiplicities(tuple(real), tuple(pairs))


def _same_pattern(claimed: str, found: Multiplicities) -> None:
    if str(found) != claimed:
        raise Rejected(f"rule factored: the pattern is {shorten(str(found))}, not {shorten(claimed)}")


def _same_count(claim: FibreCount, roots: Multiplicities, field: Field) -> None:
    count = number_of_packings(roots, claim.architecture.capacities, claim.compatible, field.work)
    if count != claim.count:
        what = "compatible packings" if claim.compatible else "packings"
        found, claimed = _short(count), _short(claim.count)
        raise Rejected(f"rule factored: the number of {what} of {shorten(str(roots))} is {found}, not {claimed}")


def _bounded(claim: Bounded, bounds: list[tuple[Factor, Bounds]]) -> None:
    e = claim.architecture.even
    lower = sum(factor.multiplicity * bound.lower for factor, bound in bounds)
    upper = sum(factor.multiplicity * bound.upper for factor, bound in bounds)
    odd = sum(bound.upper for factor, bound in bounds if factor.multiplicity % 2)
    if isinstance(claim, Member | Boundary) and lower < e:
        raise Rejected(f"rule factored: only {lower} real roots are shown, e = {e} are needed")
    if isinstance(claim, NotMember | NotFilling) and upper >= e:
        raise Rejected(f"rule factored: up to {upper} real roots, fewer than e = {e} must be shown")
    if isinstance(claim, Boundary) and odd > e - 2:
        raise Rejected(
            f"rule factored: up to {odd} real roots of odd multiplicity; e ≥ 2 and at most e − 2 are required, e = {e}"
        )


def _jacobian(evidence: Jacobian, claim: FullDimensional | Dimension, field: Field) -> None:
    architecture = claim.architecture
    needed = architecture.filter_size
    if isinstance(claim, Dimension):
        needed = claim.dimension
        if architecture.most_dimensions > needed:
            raise Rejected(f"rule jacobian: the dimension may be {architecture.most_dimensions}, more than {needed}")
    check_jacobian(evidence, architecture, needed, field.work)


def _filters(filters: tuple[Form, ...], claim: Factorization | Member | ComplexMember, _field: Field) -> None:
    check_filters(filters, claim.architecture, claim.form)


def _classes(evidence: Classes, claim: NotMember | NotComplexMember | NotFilling, _field: Field) -> None:
    check_classes(evidence, claim.architecture, claim.form)


def _divisors(evidence: tuple[Divisor, ...], claim: Member | NotMember | ComplexMember, _field: Field) -> None:
    check_divisors(evidence, claim.architecture, claim.form, claim.kind)


def _multidegrees(evidence: Multidegrees, claim: NotMember | NotComplexMember, _field: Field) -> None:
    check_multidegrees(evidence, claim.architecture, claim.form, isinstance(claim, NotMember))


def _read_krawczyk(document: object, claim: Claim, _field: Field) -> Krawczyk:
    if not isinstance(claim, CriticalPoint | SpuriousMinimum):
        raise Malformed("evidence of kind krawczyk is for claims about critical points")
    return read_krawczyk(document, claim.architecture)


def _krawczyk(evidence: Krawczyk, claim: CriticalPoint | SpuriousMinimum, field: Field) -> None:
    check_krawczyk(evidence, claim.point, claim.architecture, field.work)


def _read_tangency(document: object, claim: Claim, field: Field) -> None:
    no_further_keys(document, claim, field)
    if not isinstance(claim, AllCritical):
        raise Malformed("evidence of kind tangency is for the claim all-critical-points")


def _tangency(_evidence: None, claim: AllCritical, field: Field) -> None:
    check_all_critical_points(claim.points, field.work)


def _packing(bins: Bins, claim: Compatible, _field: Field) -> None:
    check_packing(bins, _roots(claim, "rule packing"), claim.architecture.capacities)


def _roots(claim: WithPattern, rule: str) -> Multiplicities:
    """The multiplicities of the claim's pattern, which must be written in the only way."""
    if str(claim.roots) != claim.pattern:
        raise Rejected(f"{rule}: the claim's pattern is written {shorten(str(claim.roots))}")
    return claim.roots


def _short(count: int) -> str:
    return shorten(spelled(Fraction(count)))


_ALL = (
    Rule[None, Arithmetic](
        "arithmetic",
        (
            *(Filling, NotFullDimensional, Member, ComplexMember, Interior, Boundary),
            *(NotCompatible, Satisfies, Violates),
        ),
        no_further_keys,
        _arithmetic,
        any_stride=True,
        tensors=True,
    ),
    Rule[Points, Member | Interior]("sign-changes", (Member, Interior), _points, _sign_changes),
    Rule[Points, NotMember | NotFilling]("descartes", (NotMember, NotFilling), _breakpoints, _descartes),
    Rule[Factored, Bounded | Exact](
        "factored", (Member, NotMember, NotFilling, Boundary, *_EXACT), _factors, _factored
    ),
    Rule[Jacobian, FullDimensional | Dimension](
        "jacobian",
        (FullDimensional, Dimension),
        lambda document, claim, _: read_jacobian(document, _architecture(claim)),
        _jacobian,
        any_stride=True,
        tensors=True,
    ),
    Rule[tuple[Form, ...], Factorization | Member | ComplexMember](
        "filters",
        (Factorization, Member, ComplexMember),
        lambda document, claim, field: read_filters(document, _architecture(claim), field),
        _filters,
        any_stride=True,
        tensors=True,
    ),
    Rule[Bins, Compatible](
        "packing", (Compatible,), lambda document, claim, _: read_packing(document, _architecture(claim)), _packing
    ),
    Rule[Classes, NotMember | NotComplexMember | NotFilling](
        "classes",
        (NotMember, NotComplexMember, NotFilling),
        lambda document, _claim, _field: read_classes(document),
        _classes,
        any_stride=True,
    ),
    Rule[tuple[Divisor, ...], Member | NotMember | ComplexMember](
        "divisors",
        (Member, NotMember, ComplexMember),
        lambda document, claim, field: read_divisors(document, _architecture(claim), field),
        _divisors,
        any_stride=True,
    ),
    Rule[Krawczyk, CriticalPoint | SpuriousMinimum](
        "krawczyk", (CriticalPoint, SpuriousMinimum), _read_krawczyk, _krawczyk, any_stride=True
    ),
    Rule[None, AllCritical]("tangency", (AllCritical,), _read_tangency, _tangency),
    Rule[Multidegrees, NotMember | NotComplexMember](
        "multidegrees",
        (NotMember, NotComplexMember),
        lambda document, claim, field: read_multidegrees(document, _architecture(claim), field),
        _multidegrees,
        tensors=True,
    ),
)
RULES = {rule.kind: rule for rule in _ALL}
"""The rules by their kinds of evidence."""
