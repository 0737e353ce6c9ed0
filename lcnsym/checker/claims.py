"""Claims: what is claimed, about which architecture, which filter and which root pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .architectures import Architecture, read_architecture
from .elimination import Elimination, read_elimination
from .field import Field
from .forms import Form, read_form
from .formulas import Formula, read_formula
from .landscape import CriticalClaim, read_critical
from .limits import MAX_DEGREE
from .outcome import Malformed, shorten
from .patterns import Multiplicities, read_multiplicities, read_pattern
from .reading import boolean, fields, integer, natural_text, shown
from .tangency import AllCriticalPoints, read_all_critical_points


@dataclass(frozen=True)
class Claim:
    """A claim of one kind; `form` is the filter or the witness. What the kind does not speak of is None."""

    kind: str
    sentence: str = ""
    architecture: Architecture | None = None
    form: Form | None = None
    pattern: str | None = None
    compatible: bool | None = None
    count: int | None = None
    dimension: int | None = None
    formula: Formula | None = None
    critical: CriticalClaim | None = None
    elimination: Elimination | None = None
    complete: AllCriticalPoints | None = None

    @property
    def multiplicities(self) -> Multiplicities:
        """What the pattern says. Raises Malformed if a multiplicity exceeds the size limit."""
        return read_multiplicities(self.pattern or "0|0")


@dataclass(frozen=True)
class _Kind:
    """The keys of a kind of claim besides `kind`, and the sentence that says what is claimed."""

    keys: tuple[str, ...]
    sentence: str
    any_stride: bool = False
    tensors: bool = False


_ABOUT_A_FILTER = ("architecture", "filter")
_ABOUT_AN_ARCHITECTURE = ("architecture",)
_ABOUT_A_PATTERN = ("architecture", "pattern")
_ABOUT_A_FORMULA = ("filter", "formula")
_ABOUT_A_BOX = ("architecture", "loss", "box", "value")
_KINDS = {
    "member": _Kind(_ABOUT_A_FILTER, "the filter {form} is an end-to-end filter of {architecture}", True, True),
    "not-member": _Kind(_ABOUT_A_FILTER, "the filter {form} is not an end-to-end filter of {architecture}", True, True),
    "complex-member": _Kind(
        _ABOUT_A_FILTER, "the filter {form} is an end-to-end filter of complex filters of {architecture}", True, True
    ),
    "not-complex-member": _Kind(
        _ABOUT_A_FILTER,
        "the filter {form} is not an end-to-end filter of complex filters of {architecture}",
        True,
        True,
    ),
    "interior": _Kind(
        _ABOUT_A_FILTER, "the filter {form} lies in the interior of the function space of {architecture}"
    ),
    "boundary": _Kind(
        _ABOUT_A_FILTER, "the filter {form} lies on the boundary of the function space of {architecture}"
    ),
    "pattern": _Kind(("filter", "pattern"), "the filter {form} has the root pattern {pattern}"),
    "filling": _Kind(
        _ABOUT_AN_ARCHITECTURE, "{architecture} is filling: every filter is an end-to-end filter", tensors=True
    ),
    "not-filling": _Kind(
        ("architecture", "witness"), "{architecture} is not filling: the filter {form} is missing", True
    ),
    "full-dimensional": _Kind(_ABOUT_AN_ARCHITECTURE, "the function space of {architecture} has full dimension"),
    "not-full-dimensional": _Kind(
        _ABOUT_AN_ARCHITECTURE, "the function space of {architecture} does not have full dimension", True, True
    ),
    "dimension": _Kind(
        ("architecture", "dimension"), "the function space of {architecture} has dimension {dimension}", True, True
    ),
    "factorization": _Kind(
        _ABOUT_A_FILTER, "the filter {form} is the end-to-end filter of the given filters of {architecture}", True, True
    ),
    "fibre-count": _Kind(
        (*_ABOUT_A_FILTER, "compatible", "count"),
        "the number of factorizations{restriction} of the filter {form} over {architecture}, up to scaling, is {count}",
    ),
    "satisfies": _Kind(_ABOUT_A_FORMULA, "the filter {form} satisfies the formula {formula}"),
    "violates": _Kind(_ABOUT_A_FORMULA, "the filter {form} does not satisfy the formula {formula}"),
    "critical-point": _Kind(
        (*_ABOUT_A_BOX, "nature"),
        "the square loss of {architecture} has exactly one critical point in the box, {nature}with a loss in {value}",
        True,
    ),
    "spurious-minimum": _Kind(
        (*_ABOUT_A_BOX, "filters"),
        "the square loss of {architecture} has exactly one critical point in the box, a minimum up to scaling with a "
        "loss in {value}, and filters with a smaller loss",
        True,
    ),
    "stratum-critical-points": _Kind(
        ("loss", "multiplicity", "elimination", "pattern"),
        "the real critical points of the square loss on the forms with a root of multiplicity {multiplicity} have it "
        "at a real root of the form {form}, which has the root pattern {pattern}",
    ),
    "all-critical-points": _Kind(
        ("loss", "partition", "chart", "boxes", "real"),
        "given that no data have more than {expected} isolated complex critical points with the root multiplicities "
        "{partition} (cited), the square loss has exactly {expected} critical points with them, all isolated, one in "
        "each box or its conjugate, and {real} of them are real",
    ),
    "compatible": _Kind(
        _ABOUT_A_PATTERN,
        "filters with the root pattern {pattern} have factorizations without double roots over {architecture}",
    ),
    "not-compatible": _Kind(
        _ABOUT_A_PATTERN,
        "filters with the root pattern {pattern} have no factorization without double roots over {architecture}",
    ),
}
_FORM_KEYS = ("filter", "witness", "elimination")


def read_claim(document: object, field: Field) -> Claim:
    """The claim of a document.

    Raises:
        Malformed: an unknown kind, wrong keys, or a filter or pattern that does not fit the architecture.
    """
    name = document.get("kind") if isinstance(document, dict) else None
    if not isinstance(name, str) or name not in _KINDS:
        raise Malformed(f"claim.kind must be one of {', '.join(_KINDS)}; found {shown(name)}")
    kind = _KINDS[name]
    _, *values = fields(document, ("kind", *kind.keys), "claim")
    of = dict(zip(kind.keys, values, strict=True))
    form_key = next((key for key in _FORM_KEYS if key in of), "")
    form = read_form(of[form_key], field, f"claim.{form_key}") if form_key else None
    claim = Claim(
        name,
        architecture=read_architecture(of["architecture"], kind.any_stride, kind.tensors)
        if "architecture" in of
        else None,
        form=form,
        pattern=read_pattern(of["pattern"]) if "pattern" in of else None,
        compatible=boolean(of["compatible"], "claim.compatible") if "compatible" in of else None,
        count=natural_text(of["count"], "claim.count") if "count" in of else None,
        dimension=integer(of["dimension"], "claim.dimension", 1, MAX_DEGREE + 1) if "dimension" in of else None,
        formula=read_formula(of["formula"], form.degree + 1) if "formula" in of and form is not None else None,
    )
    if "elimination" in of and form is not None:
        claim = replace(claim, elimination=read_elimination(of["loss"], of["multiplicity"], form))
    if "boxes" in of:
        claim = replace(claim, complete=read_all_critical_points(*of.values()))
    if "box" in of and claim.architecture is not None:
        claim = replace(claim, critical=read_critical(of, claim.architecture))
    _check_fit(claim, form_key)
    return replace(claim, sentence=_sentence(claim, of.get(form_key)))


def _check_fit(claim: Claim, form_key: str) -> None:
    """The filter, or the pattern, must have the degree of the architecture's end-to-end filters."""
    architecture = claim.architecture
    if architecture is None:
        return
    size = architecture.filter_size
    if claim.form is not None and claim.form.degree + 1 != size:
        raise Malformed(f"claim.{form_key} has {claim.form.degree + 1} coefficients, {architecture} needs {size}")
    if claim.pattern is not None and claim.multiplicities.degree + 1 != size:
        degree = claim.multiplicities.degree
        raise Malformed(f"claim.pattern has degree {degree}, filters of {architecture} have degree {size - 1}")


def _sentence(claim: Claim, form_document: object) -> str:
    return _KINDS[claim.kind].sentence.format(
        architecture=claim.architecture,
        form=_written(claim.form, form_document) if claim.form else "",
        pattern=shorten(claim.pattern or ""),
        count=shorten(spelled(Fraction(claim.count or 0))),
        formula=claim.formula,
        dimension=claim.dimension,
        restriction=" without double roots" if claim.compatible else "",
        multiplicity=claim.elimination.multiplicity if claim.elimination else "",
        **_complete(claim),
        nature=f"a {claim.critical.nature} up to scaling, " if claim.critical and claim.critical.nature else "",
        value="[" + ", ".join(shorten(spelled(end), 40) for end in claim.critical.value) + "]"
        if claim.critical
        else "",
    )


def _complete(claim: Claim) -> dict[str, object]:
    """What a claim about all critical points says."""
    of = claim.complete
    if of is None:
        return {}
    return {"expected": of.expected, "partition": ",".join(map(str, of.partition)), "real": of.real}


def _written(form: Form, document: object) -> str:
    """The filter as in the document, with a for the generator of the field."""
    coefficients = document if isinstance(document, list) else []
    text = "(" + ", ".join(_number(w) for w in coefficients[:12]) + (", …)" if len(coefficients) > 12 else ")")
    if form.field.degree == 1:
        return shorten(text, 400)
    lo, hi = (shorten(spelled(end), 40) for end in form.field.interval)
    minpoly = _polynomial([spelled(Fraction(c)) for c in form.field.minpoly], "x")
    return f"{shorten(text, 400)} with a the root of {shorten(minpoly, 200)} in ({lo}, {hi})"


def _number(document: str | list[str]) -> str:
    return shorten(document, 40) if isinstance(document, str) else shorten(_polynomial(document, "a"), 80)


def _polynomial(coefficients: Sequence[str], variable: str) -> str:
    """Descending powers, from rationals as they are written, constant term first."""
    monomials = ["", f"*{variable}", *(f"*{variable}^{j}" for j in range(2, len(coefficients)))]
    terms = [c + monomial for c, monomial in zip(coefficients, monomials, strict=False) if c != "0"]
    return "+".join(reversed(terms)).replace("+-", "-") or "0"


def spelled(value: Fraction) -> str:
    """The rational, or its size where Python refuses to print so many digits."""
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    return str(value) if bits < 1_500 else f"a number of {bits} bits"
