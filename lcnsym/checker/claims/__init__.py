"""Claims: a class a kind, with what it speaks of, how it is read and the sentence that says what is claimed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, TypeAlias

from ..kernel.fields import Field
from ..kernel.forms import Form, read_form
from ..kernel.limits import MAX_DEGREE
from ..kernel.outcome import Malformed, shorten
from ..kernel.reading import boolean, fields, integer, natural_text, spelled
from .architectures import Architecture, read_architecture
from .formulas import Formula, read_formula
from .patterns import Multiplicities, read_multiplicities, read_pattern
from .versions import VERSIONS, Table

Keys: TypeAlias = Mapping[str, object]
"""The values of a claim's further keys."""


@dataclass(frozen=True)
class Claim(ABC):
    """What is claimed. A class with a `kind` is one kind of claim.

    `keys` are its keys besides `kind`; `says` is the sentence, in which {0} is the claim.
    """

    kind: ClassVar[str]
    keys: ClassVar[tuple[str, ...]]
    says: ClassVar[str]

    def __init_subclass__(cls) -> None:
        if "kind" in vars(cls):
            CLAIMS[cls.kind] = cls

    @property
    def sentence(self) -> str:
        """What is claimed, in English."""
        return self.says.format(self)

    @classmethod
    @abstractmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        """The claim with these values.

        Raises:
            Malformed: values that are not what the kind requires, or do not fit each other.
        """


_CRITICAL = "lcnsym.checker.rules.critical.claims"
CLAIMS: Table[type[Claim]] = Table(
    {
        "critical-point": _CRITICAL,
        "spurious-minimum": _CRITICAL,
        "exact-critical-point": _CRITICAL,
        "exact-spurious-minimum": _CRITICAL,
        "stratum-critical-points": _CRITICAL,
        "all-critical-points": _CRITICAL,
    }
)
"""The classes by their kinds; those about critical points are loaded when they are asked for."""


def read_claim(document: object, field: Field, version: int) -> Claim:
    """The claim of a document of a version of the format.

    Raises:
        Malformed: a kind that the version does not have, wrong keys, or what `Claim.read` refuses.
    """
    kind = VERSIONS.check_claim(document.get("kind") if isinstance(document, dict) else None, version)
    claim = CLAIMS[kind]
    _, *values = fields(document, ("kind", *claim.keys), "claim")
    return claim.read(dict(zip(claim.keys, values, strict=True)), field)


@dataclass(frozen=True)
class WithArchitecture(Claim):
    """A claim that speaks of an architecture: of any strides, or of several axes, where the kind says so."""

    any_stride: ClassVar[bool] = False
    tensors: ClassVar[bool] = False

    architecture: Architecture

    @classmethod
    def read_architecture(cls, of: Keys) -> Architecture:
        """The architecture, of strides and axes that the kind allows."""
        return read_architecture(of["architecture"], cls.any_stride, cls.tensors)


@dataclass(frozen=True)
class WithForm(Claim):
    """A claim that speaks of a form: a filter's, a witness's, or one whose roots are meant; `written` in a sentence."""

    form: Form
    written: str

    def check_form(self) -> None:
        """Premises about the form itself, before those of evidence about its roots. Raises Rejected."""


@dataclass(frozen=True)
class AboutArchitecture(WithArchitecture):
    """A claim about an architecture alone."""

    keys = ("architecture",)

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - no numbers are read
        return cls(cls.read_architecture(of))


class Filling(AboutArchitecture):
    kind = "filling"
    tensors = True
    says = "{0.architecture} is filling: every filter is an end-to-end filter"


class FullDimensional(AboutArchitecture):
    kind = "full-dimensional"
    says = "the function space of {0.architecture} has full dimension"


class NotFullDimensional(AboutArchitecture):
    kind = "not-full-dimensional"
    any_stride = tensors = True
    says = "the function space of {0.architecture} does not have full dimension"


@dataclass(frozen=True)
class Dimension(WithArchitecture):
    kind = "dimension"
    keys = ("architecture", "dimension")
    any_stride = tensors = True
    says = "the function space of {0.architecture} has dimension {0.dimension}"

    dimension: int

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - no numbers are read
        return cls(cls.read_architecture(of), integer(of["dimension"], "claim.dimension", 1, MAX_DEGREE + 1))


@dataclass(frozen=True)
class WithFilter(WithForm, WithArchitecture):
    """A claim about an architecture and a filter as long as its end-to-end filters, under the key `form_key`."""

    form_key: ClassVar[str] = "filter"
    keys: ClassVar[tuple[str, ...]] = ("architecture", "filter")

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        form, written = read_written_form(of, cls.form_key, field)
        architecture = cls.read_architecture(of)
        claim = cls(architecture, form, written, *cls.further(of))
        if form.degree + 1 != architecture.filter_size:
            raise Malformed(
                f"claim.{cls.form_key} has {form.degree + 1} coefficients, {architecture} needs "
                f"{architecture.filter_size}"
            )
        return claim

    @classmethod
    def further(cls, of: Keys) -> tuple[object, ...]:  # noqa: ARG003 - kinds with more keys read them
        """The values of the kind's other keys, as read."""
        return ()


class Member(WithFilter):
    kind = "member"
    any_stride = tensors = True
    says = "the filter {0.written} is an end-to-end filter of {0.architecture}"


class NotMember(WithFilter):
    kind = "not-member"
    any_stride = tensors = True
    says = "the filter {0.written} is not an end-to-end filter of {0.architecture}"


class ComplexMember(WithFilter):
    kind = "complex-member"
    any_stride = tensors = True
    says = "the filter {0.written} is an end-to-end filter of complex filters of {0.architecture}"


class NotComplexMember(WithFilter):
    kind = "not-complex-member"
    any_stride = tensors = True
    says = "the filter {0.written} is not an end-to-end filter of complex filters of {0.architecture}"


class Interior(WithFilter):
    kind = "interior"
    says = "the filter {0.written} lies in the interior of the function space of {0.architecture}"


class Boundary(WithFilter):
    kind = "boundary"
    says = "the filter {0.written} lies on the boundary of the function space of {0.architecture}"


class Factorization(WithFilter):
    kind = "factorization"
    any_stride = tensors = True
    says = "the filter {0.written} is the end-to-end filter of the given filters of {0.architecture}"


class NotFilling(WithFilter):
    kind = "not-filling"
    form_key = "witness"
    keys = ("architecture", "witness")
    any_stride = True
    says = "{0.architecture} is not filling: the filter {0.written} is missing"


@dataclass(frozen=True)
class FibreCount(WithFilter):
    kind = "fibre-count"
    keys = ("architecture", "filter", "compatible", "count")
    says = (
        "the number of factorizations{0.restriction} of the filter {0.written} over {0.architecture}, up to scaling, "
        "is {0.number}"
    )

    compatible: bool
    count: int

    @property
    def restriction(self) -> str:
        return " without double roots" if self.compatible else ""

    @property
    def number(self) -> str:
        return shorten(spelled(Fraction(self.count)))

    @classmethod
    def further(cls, of: Keys) -> tuple[object, ...]:
        return boolean(of["compatible"], "claim.compatible"), natural_text(of["count"], "claim.count")


@dataclass(frozen=True)
class WithRoots(WithForm):
    """A claim that a form has a root pattern."""

    pattern: str

    @property
    def shown(self) -> str:
        """The pattern in a sentence."""
        return shorten(self.pattern)


class Pattern(WithRoots):
    kind = "pattern"
    keys = ("filter", "pattern")
    says = "the filter {0.written} has the root pattern {0.shown}"

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        return cls(*read_written_form(of, "filter", field), read_pattern(of["pattern"]))


@dataclass(frozen=True)
class AboutFormula(WithForm):
    """A claim about a filter and a formula in its coefficients."""

    keys = ("filter", "formula")

    formula: Formula

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        form, written = read_written_form(of, "filter", field)
        return cls(form, written, read_formula(of["formula"], form.degree + 1))


class Satisfies(AboutFormula):
    kind = "satisfies"
    says = "the filter {0.written} satisfies the formula {0.formula}"


class Violates(AboutFormula):
    kind = "violates"
    says = "the filter {0.written} does not satisfy the formula {0.formula}"


@dataclass(frozen=True)
class WithPattern(WithArchitecture):
    """A claim about an architecture and a root pattern, with what the pattern says as it is written."""

    keys = ("architecture", "pattern")

    pattern: str
    roots: Multiplicities

    @property
    def shown(self) -> str:
        return shorten(self.pattern)

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - no numbers are read
        architecture, pattern = cls.read_architecture(of), read_pattern(of["pattern"])
        roots, needed = read_multiplicities(pattern), architecture.filter_size - 1
        if roots.degree != needed:
            raise Malformed(f"claim.pattern has degree {roots.degree}, filters of {architecture} have degree {needed}")
        return cls(architecture, pattern, roots)


class Compatible(WithPattern):
    kind = "compatible"
    says = "filters with the root pattern {0.shown} have factorizations without double roots over {0.architecture}"


class NotCompatible(WithPattern):
    kind = "not-compatible"
    says = "filters with the root pattern {0.shown} have no factorization without double roots over {0.architecture}"


def read_written_form(of: Keys, key: str, field: Field) -> tuple[Form, str]:
    """A form, and how it is written: as in the document, with a for the generator of the field."""
    form = read_form(of[key], field, f"claim.{key}")
    document = of[key]
    coefficients = document if isinstance(document, list) else []
    text = "(" + ", ".join(_number(w) for w in coefficients[:12]) + (", …)" if len(coefficients) > 12 else ")")
    if field.degree == 1:
        return form, shorten(text, 400)
    lo, hi = (shorten(spelled(end), 40) for end in field.interval)
    minpoly = _polynomial([spelled(Fraction(c)) for c in field.minpoly], "x")
    return form, f"{shorten(text, 400)} with a the root of {shorten(minpoly, 200)} in ({lo}, {hi})"


def _number(document: str | list[str]) -> str:
    return shorten(document, 40) if isinstance(document, str) else shorten(_polynomial(document, "a"), 80)


def _polynomial(coefficients: Sequence[str], variable: str) -> str:
    """Descending powers, from rationals as they are written, constant term first."""
    monomials = ["", f"*{variable}", *(f"*{variable}^{j}" for j in range(2, len(coefficients)))]
    terms = [c + monomial for c, monomial in zip(coefficients, monomials, strict=False) if c != "0"]
    return "+".join(reversed(terms)).replace("+-", "-") or "0"
