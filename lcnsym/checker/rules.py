"""Which evidence may prove which claim, and what it must show."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from .architectures import Architecture
from .claims import Claim, read_claim, spelled
from .counting import number_of_packings
from .counts import Bounds, descartes, read_points, sign_changes
from .divisors import check_classes, check_divisors, read_classes, read_divisors
from .elimination import check_elimination
from .factored import Factor, check_coprime_parts, check_product, read_factored
from .field import Field, read_field
from .filters import check_filters, read_filters
from .forms import Form
from .jacobian import check_jacobian, read_jacobian
from .landscape import check_krawczyk, read_krawczyk
from .limits import Work
from .multidegrees import check_multidegrees, read_multidegrees
from .outcome import GIVEN_UP, GivenUp, Malformed, Rejected, Result, shorten
from .packing import check_packing, read_packing
from .patterns import Multiplicities
from .reading import fields, parse_json, shown
from .tangency import check_all_critical_points

FORMAT = "lcnsym-certificate"
VERSION = 1
_STATED = ("format", "version", "field", "claim")


def check_text(text: str) -> Result:
    """Check the certificate in a text.

    Raises:
        Malformed: the text is no certificate of this format and version, or exceeds a size limit.

    Examples:
        >>> from lcnsym import Architecture, certify_filling
        >>> check_text(certify_filling(Architecture((3, 2))).text).claim
        'k = (3,2) is filling: every filter is an end-to-end filter'
    """
    document = parse_json(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Malformed(f'not a certificate: an object with "format": "{FORMAT}" is required')
    version = document.get("version")
    if isinstance(version, bool) or version != VERSION:
        raise Malformed(f"version {shown(version)} is not known; this checker reads version {VERSION}")
    return _check(document)


def _check(document: dict[str, object]) -> Result:
    """Read everything, so that what is malformed is found first; then check the field, then the evidence."""
    *stated, evidence_document = fields(document, (*_STATED, "evidence"), "the certificate")
    sentence, statement, reason = "", None, None
    try:
        field = read_field(document["field"], Work())
        claim = read_claim(document["claim"], field)
        sentence, statement = claim.sentence, dict(zip(_STATED, stated, strict=True))
        evidence = _read_evidence(evidence_document, claim, field)
        field.check()
        evidence()
    except Rejected as error:
        reason = str(error)
    except GivenUp as error:
        reason = f"{GIVEN_UP}{error}"
    except MemoryError:
        reason = f"{GIVEN_UP}out of memory"
    return Result(reason is None, sentence, reason, statement)


Check = Callable[[], None]
Reader = Callable[[Claim, Field, object], Check]
"""Reads evidence, raising Malformed, and returns the check of the claim, which raises Rejected."""


def _read_evidence(document: object, claim: Claim, field: Field) -> Check:
    kind = document.get("kind") if isinstance(document, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        raise Malformed(f"evidence.kind must be one of {', '.join(_KINDS)}; found {shown(kind)}")
    read, proves = _KINDS[kind]
    check = read(claim, field, document)

    def checked() -> None:
        if claim.kind not in proves:
            raise Rejected(f"rule {kind}: it proves {', '.join(proves)}, not {claim.kind}")
        _check_scope(kind, claim.architecture)
        check()

    return checked


def _check_scope(kind: str, architecture: Architecture | None) -> None:
    """Whether a rule is about the strides and the axes of the architecture."""
    if architecture is None or architecture.is_stride_one:
        return
    if architecture.formats is None and kind not in _ANY_STRIDE:
        raise Rejected(f"rule {kind}: it is about architectures of stride one")
    if architecture.formats is not None and kind not in _SEVERAL_AXES:
        raise Rejected(f"rule {kind}: it is about filters with one axis")


def _arithmetic(claim: Claim, field: Field, document: object) -> Check:
    fields(document, ("kind",), "evidence")

    def check() -> None:
        if claim.kind == "not-compatible":
            _no_packing(claim, field)
            return
        if claim.formula is not None:
            _evaluated(claim)
            return
        if claim.kind == "not-full-dimensional":
            _few_dimensions(_architecture(claim))
            return
        if claim.kind == "filling" and _architecture(claim).formats is not None:
            _one_layer(_architecture(claim))
            return
        e, one = _even(claim), _architecture(claim).is_stride_one
        if one and (claim.kind == "complex-member" or (e <= 1 and claim.kind in ("filling", "member", "interior"))):
            return
        zero = claim.form is not None and claim.form.is_zero()
        if zero and (claim.kind in ("member", "complex-member") or (claim.kind == "boundary" and e >= 2)):
            return
        raise Rejected(f"rule arithmetic: with e = {e} even filter sizes the claim {claim.kind} needs other evidence")

    return check


def _evaluated(claim: Claim) -> None:
    holds = claim.formula is not None and claim.formula.holds(_form(claim))
    if holds != (claim.kind == "satisfies"):
        raise Rejected(f"rule arithmetic: the formula is {'true' if holds else 'false'} for the filter")


def _few_dimensions(architecture: Architecture) -> None:
    most, size = architecture.most_dimensions, architecture.filter_size
    if most >= size:
        raise Rejected(f"rule arithmetic: the function space may have dimension {most}, that of all filters is {size}")


def _one_layer(architecture: Architecture) -> None:
    if sum(size > 1 for size in architecture.sizes) > 1:
        raise Rejected("rule arithmetic: several layers have more than one entry")


def _no_packing(claim: Claim, field: Field) -> None:
    roots = _roots(claim, "rule arithmetic")
    found = number_of_packings(roots, _architecture(claim).capacities, True, field.work)
    if found:
        raise Rejected(f"rule arithmetic: the number of compatible packings is {_short(found)}, not 0")


def _sign_changes(claim: Claim, _field: Field, document: object) -> Check:
    _, points_document = fields(document, ("kind", "points"), "evidence")
    points = read_points(points_document, "evidence.points")

    def check() -> None:
        found = sign_changes(_form(claim), points, "rule sign-changes").lower
        if found < _even(claim):
            raise Rejected(f"rule sign-changes: {found} sign changes, e = {_even(claim)} are needed")

    return check


def _descartes(claim: Claim, _field: Field, document: object) -> Check:
    _, breakpoints_document = fields(document, ("kind", "breakpoints"), "evidence")
    breakpoints = read_points(breakpoints_document, "evidence.breakpoints")

    def check() -> None:
        form = _form(claim)
        if form.is_zero():
            raise Rejected("rule descartes: the zero filter is a member")
        upper = descartes(form, breakpoints).upper
        if upper >= _even(claim):
            raise Rejected(f"rule descartes: up to {upper} real roots, fewer than e = {_even(claim)} must be shown")

    return check


def _factored(claim: Claim, field: Field, document: object) -> Check:
    evidence = read_factored(document, field)
    exact = claim.kind in _EXACT_PATTERN
    if exact != (evidence.prime is not None):
        kinds = " and ".join(_EXACT_PATTERN)
        raise Malformed(f"evidence.prime must be an integer for the claims {kinds}, null for the other claims")

    def check() -> None:
        if claim.elimination is not None:
            check_elimination(claim.elimination, _form(claim), field.work)
        check_product(evidence, _form(claim))
        if evidence.prime is not None:
            check_coprime_parts(evidence, evidence.prime)
        bounds = [(factor, factor.bounds()) for factor in evidence.factors]
        if not exact:
            _bounded(claim, bounds)
        elif claim.kind != "fibre-count":
            _same_pattern(claim, _exact_pattern(bounds))
        else:
            _same_count(claim, _exact_pattern(bounds), field)

    return check


_EXACT_PATTERN = ("pattern", "fibre-count", "stratum-critical-points")
"""The claims for which the factors must show all multiplicities exactly."""


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


def _same_pattern(claim: Claim, found: Multiplicities) -> None:
    if str(found) != claim.pattern:
        raise Rejected(f"rule factored: the pattern is {shorten(str(found))}, not {shorten(claim.pattern or '')}")


def _same_count(claim: Claim, roots: Multiplicities, field: Field) -> None:
    compatible = claim.compatible is True
    count = number_of_packings(roots, _architecture(claim).capacities, compatible, field.work)
    if count != claim.count:
        what = "compatible packings" if compatible else "packings"
        found, claimed = (_short(n) for n in (count, claim.count or 0))
        raise Rejected(f"rule factored: the number of {what} of {shorten(str(roots))} is {found}, not {claimed}")


def _bounded(claim: Claim, bounds: list[tuple[Factor, Bounds]]) -> None:
    e = _even(claim)
    lower = sum(factor.multiplicity * bound.lower for factor, bound in bounds)
    upper = sum(factor.multiplicity * bound.upper for factor, bound in bounds)
    odd = sum(bound.upper for factor, bound in bounds if factor.multiplicity % 2)
    if claim.kind in ("member", "boundary") and lower < e:
        raise Rejected(f"rule factored: only {lower} real roots are shown, e = {e} are needed")
    if claim.kind in ("not-member", "not-filling") and upper >= e:
        raise Rejected(f"rule factored: up to {upper} real roots, fewer than e = {e} must be shown")
    if claim.kind == "boundary" and odd > e - 2:
        raise Rejected(
            f"rule factored: up to {odd} real roots of odd multiplicity; e ≥ 2 and at most e − 2 are required, e = {e}"
        )


def _jacobian(claim: Claim, field: Field, document: object) -> Check:
    evidence = read_jacobian(document, claim.architecture)

    def check() -> None:
        architecture = _architecture(claim)
        needed = architecture.filter_size if claim.dimension is None else claim.dimension
        if claim.dimension is not None and architecture.most_dimensions > needed:
            raise Rejected(f"rule jacobian: the dimension may be {architecture.most_dimensions}, more than {needed}")
        check_jacobian(evidence, architecture, needed, field.work)

    return check


def _filters(claim: Claim, field: Field, document: object) -> Check:
    evidence = read_filters(document, claim.architecture, field)
    return lambda: check_filters(evidence, _architecture(claim), _form(claim))


def _classes(claim: Claim, _field: Field, document: object) -> Check:
    evidence = read_classes(document)
    return lambda: check_classes(evidence, _architecture(claim), _form(claim))


def _divisors(claim: Claim, field: Field, document: object) -> Check:
    evidence = read_divisors(document, claim.architecture, field)
    return lambda: check_divisors(evidence, _architecture(claim), _form(claim), claim.kind)


def _multidegrees(claim: Claim, field: Field, document: object) -> Check:
    evidence = read_multidegrees(document, claim.architecture, field)
    return lambda: check_multidegrees(evidence, _architecture(claim), _form(claim), claim.kind == "not-member")


def _krawczyk(claim: Claim, field: Field, document: object) -> Check:
    if claim.critical is None:
        raise Malformed("evidence of kind krawczyk is for claims about critical points")
    evidence = read_krawczyk(document, claim.architecture)
    critical = claim.critical
    return lambda: check_krawczyk(evidence, critical, _architecture(claim), field.work)


def _tangency(claim: Claim, field: Field, document: object) -> Check:
    fields(document, ("kind",), "evidence")
    if claim.complete is None:
        raise Malformed("evidence of kind tangency is for the claim all-critical-points")
    complete = claim.complete
    return lambda: check_all_critical_points(complete, field.work)


def _packing(claim: Claim, _field: Field, document: object) -> Check:
    evidence = read_packing(document, claim.architecture)
    return lambda: check_packing(evidence, _roots(claim, "rule packing"), _architecture(claim).capacities)


def _roots(claim: Claim, rule: str) -> Multiplicities:
    """The multiplicities of the claim's pattern, which must be written in the only way."""
    if str(claim.multiplicities) != claim.pattern:
        raise Rejected(f"{rule}: the claim's pattern is written {shorten(str(claim.multiplicities))}")
    return claim.multiplicities


def _architecture(claim: Claim) -> Architecture:
    if claim.architecture is None:
        raise AssertionError(f"a claim {claim.kind} has an architecture")
    return claim.architecture


def _short(count: int) -> str:
    return shorten(spelled(Fraction(count)))


def _even(claim: Claim) -> int:
    return _architecture(claim).even


def _form(claim: Claim) -> Form:
    if claim.form is None:
        raise AssertionError(f"a claim {claim.kind} has a filter")
    return claim.form


_KINDS: dict[str, tuple[Reader, tuple[str, ...]]] = {
    "arithmetic": (
        _arithmetic,
        (
            *("filling", "not-full-dimensional", "member", "complex-member", "interior", "boundary"),
            *("not-compatible", "satisfies", "violates"),
        ),
    ),
    "sign-changes": (_sign_changes, ("member", "interior")),
    "descartes": (_descartes, ("not-member", "not-filling")),
    "factored": (_factored, ("member", "not-member", "not-filling", "boundary", *_EXACT_PATTERN)),
    "jacobian": (_jacobian, ("full-dimensional", "dimension")),
    "filters": (_filters, ("factorization", "member", "complex-member")),
    "packing": (_packing, ("compatible",)),
    "classes": (_classes, ("not-member", "not-complex-member", "not-filling")),
    "divisors": (_divisors, ("member", "not-member", "complex-member")),
    "krawczyk": (_krawczyk, ("critical-point", "spurious-minimum")),
    "tangency": (_tangency, ("all-critical-points",)),
    "multidegrees": (_multidegrees, ("not-member", "not-complex-member")),
}
_ANY_STRIDE = ("arithmetic", "filters", "classes", "divisors", "jacobian", "krawczyk")
_SEVERAL_AXES = ("arithmetic", "filters", "jacobian", "multidegrees")
