"""Claims: a class a kind, with what it speaks of, how it is read and the sentence that says what is claimed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, TypeAlias

from .architectures import Architecture, read_architecture
from .elimination import Elimination, read_elimination
from .field import Field
from .forms import Form, read_form
from .formulas import Formula, read_formula
from .krawczyk import CriticalClaim, read_critical
from .limits import MAX_DEGREE
from .outcome import Malformed, shorten
from .patterns import Multiplicities, read_multiplicities, read_pattern
from .reading import boolean, fields, integer, natural_text
from .tangency import AllCriticalPoints, read_all_critical_points
from .versions import VERSIONS

Keys: TypeAlias = Mapping[str, object]
"""The values of a claim's further keys."""


@dataclass(frozen=True)
class Claim(ABC):
    """What is claimed. A class with a `kind` is one kind of claim, `keys` its keys besides `kind`."""

    kind: ClassVar[str]
    keys: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls) -> None:
        if "kind" in vars(cls):
            CLAIMS[cls.kind] = cls

    @property
    @abstractmethod
    def sentence(self) -> str:
        """What is claimed, in English."""

    @classmethod
    @abstractmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        """The claim with these values.

        Raises:
            Malformed: values that are not what the kind requires, or do not fit each other.
        """


CLAIMS: dict[str, type[Claim]] = {}
"""The classes by their kinds."""


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

    @property
    def sentence(self) -> str:
        return f"{self.architecture} is filling: every filter is an end-to-end filter"


class FullDimensional(AboutArchitecture):
    kind = "full-dimensional"

    @property
    def sentence(self) -> str:
        return f"the function space of {self.architecture} has full dimension"


class NotFullDimensional(AboutArchitecture):
    kind = "not-full-dimensional"
    any_stride = tensors = True

    @property
    def sentence(self) -> str:
        return f"the function space of {self.architecture} does not have full dimension"


@dataclass(frozen=True)
class Dimension(WithArchitecture):
    kind = "dimension"
    keys = ("architecture", "dimension")
    any_stride = tensors = True

    dimension: int

    @property
    def sentence(self) -> str:
        return f"the function space of {self.architecture} has dimension {self.dimension}"

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - no numbers are read
        architecture = cls.read_architecture(of)
        return cls(architecture, integer(of["dimension"], "claim.dimension", 1, MAX_DEGREE + 1))


@dataclass(frozen=True)
class WithFilter(WithForm, WithArchitecture):
    """A claim about an architecture and a filter as long as its end-to-end filters, under the key `form_key`."""

    form_key: ClassVar[str] = "filter"
    keys: ClassVar[tuple[str, ...]] = ("architecture", "filter")

    @classmethod
    def read_both(cls, of: Keys, field: Field) -> tuple[Architecture, Form, str]:
        """The architecture, and the filter with how it is written."""
        form, written = read_written_form(of, cls.form_key, field)
        return cls.read_architecture(of), form, written

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        architecture, form, written = cls.read_both(of, field)
        return cls(architecture, form, written).fitted()

    def fitted(self) -> Claim:
        """The claim itself. Raises Malformed if the filter is not as long as end-to-end filters."""
        size, needed = self.form.degree + 1, self.architecture.filter_size
        if size != needed:
            raise Malformed(f"claim.{self.form_key} has {size} coefficients, {self.architecture} needs {needed}")
        return self


class Member(WithFilter):
    kind = "member"
    any_stride = tensors = True

    @property
    def sentence(self) -> str:
        return f"the filter {self.written} is an end-to-end filter of {self.architecture}"


class NotMember(WithFilter):
    kind = "not-member"
    any_stride = tensors = True

    @property
    def sentence(self) -> str:
        return f"the filter {self.written} is not an end-to-end filter of {self.architecture}"


class ComplexMember(WithFilter):
    kind = "complex-member"
    any_stride = tensors = True

    @property
    def sentence(self) -> str:
        return f"the filter {self.written} is an end-to-end filter of complex filters of {self.architecture}"


class NotComplexMember(WithFilter):
    kind = "not-complex-member"
    any_stride = tensors = True

    @property
    def sentence(self) -> str:
        return f"the filter {self.written} is not an end-to-end filter of complex filters of {self.architecture}"


class Interior(WithFilter):
    kind = "interior"

    @property
    def sentence(self) -> str:
        return f"the filter {self.written} lies in the interior of the function space of {self.architecture}"


class Boundary(WithFilter):
    kind = "boundary"

    @property
    def sentence(self) -> str:
        return f"the filter {self.written} lies on the boundary of the function space of {self.architecture}"


class Factorization(WithFilter):
    kind = "factorization"
    any_stride = tensors = True

    @property
    def sentence(self) -> str:
        return f"the filter {self.written} is the end-to-end filter of the given filters of {self.architecture}"


class NotFilling(WithFilter):
    kind = "not-filling"
    form_key = "witness"
    keys = ("architecture", "witness")
    any_stride = True

    @property
    def sentence(self) -> str:
        return f"{self.architecture} is not filling: the filter {self.written} is missing"


@dataclass(frozen=True)
class FibreCount(WithFilter):
    kind = "fibre-count"
    keys = ("architecture", "filter", "compatible", "count")

    compatible: bool
    count: int

    @property
    def sentence(self) -> str:
        restriction = " without double roots" if self.compatible else ""
        return (
            f"the number of factorizations{restriction} of the filter {self.written} over {self.architecture}, "
            f"up to scaling, is {shorten(spelled(Fraction(self.count)))}"
        )

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        architecture, form, written = cls.read_both(of, field)
        compatible = boolean(of["compatible"], "claim.compatible")
        count = natural_text(of["count"], "claim.count")
        return cls(architecture, form, written, compatible, count).fitted()


@dataclass(frozen=True)
class Pattern(WithForm):
    kind = "pattern"
    keys = ("filter", "pattern")

    pattern: str

    @property
    def sentence(self) -> str:
        return f"the filter {self.written} has the root pattern {shorten(self.pattern)}"

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

    @property
    def sentence(self) -> str:
        return f"the filter {self.written} satisfies the formula {self.formula}"


class Violates(AboutFormula):
    kind = "violates"

    @property
    def sentence(self) -> str:
        return f"the filter {self.written} does not satisfy the formula {self.formula}"


@dataclass(frozen=True)
class WithPattern(WithArchitecture):
    """A claim about an architecture and a root pattern, with what the pattern says as it is written."""

    keys = ("architecture", "pattern")

    pattern: str
    roots: Multiplicities

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - no numbers are read
        architecture, pattern = cls.read_architecture(of), read_pattern(of["pattern"])
        roots, needed = read_multiplicities(pattern), architecture.filter_size - 1
        if roots.degree != needed:
            raise Malformed(f"claim.pattern has degree {roots.degree}, filters of {architecture} have degree {needed}")
        return cls(architecture, pattern, roots)


class Compatible(WithPattern):
    kind = "compatible"

    @property
    def sentence(self) -> str:
        return (
            f"filters with the root pattern {shorten(self.pattern)} have factorizations without double roots over "
            f"{self.architecture}"
        )


class NotCompatible(WithPattern):
    kind = "not-compatible"

    @property
    def sentence(self) -> str:
        return (
            f"filters with the root pattern {shorten(self.pattern)} have no factorization without double roots over "
            f"{self.architecture}"
        )


def said_loss(about: CriticalClaim | Elimination | AllCriticalPoints) -> str:
    """Which square loss a claim is about."""
    target = shorten(", ".join(map(spelled, about.target)), 200)
    gram = "the identity as Gram matrix" if about.gram is None else "the given Gram matrix"
    return f"with the target ({target}) and {gram}"


@dataclass(frozen=True)
class WithBox(WithArchitecture):
    """A claim about the critical point in a box of filters."""

    any_stride = True

    point: CriticalClaim

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - all numbers are rational
        architecture = cls.read_architecture(of)
        return cls(architecture, read_critical(of, architecture))

    @property
    def value(self) -> str:
        """The interval of the loss."""
        return "[" + ", ".join(shorten(spelled(end), 40) for end in self.point.value) + "]"


class CriticalPoint(WithBox):
    kind = "critical-point"
    keys = ("architecture", "loss", "box", "value", "nature")

    @property
    def sentence(self) -> str:
        nature = f"a {self.point.nature} up to scaling, " if self.point.nature else ""
        return (
            f"the square loss of {self.architecture} {said_loss(self.point)} has exactly one critical point in the "
            f"box, {nature}with a loss in {self.value}"
        )


class SpuriousMinimum(WithBox):
    kind = "spurious-minimum"
    keys = ("architecture", "loss", "box", "value", "filters")

    @property
    def sentence(self) -> str:
        return (
            f"the square loss of {self.architecture} {said_loss(self.point)} has exactly one critical point in the "
            f"box, a minimum up to scaling with a loss in {self.value}, and filters with a smaller loss"
        )


@dataclass(frozen=True)
class StratumCriticalPoints(WithForm):
    kind = "stratum-critical-points"
    keys = ("loss", "multiplicity", "elimination", "pattern")

    pattern: str
    elimination: Elimination

    @property
    def sentence(self) -> str:
        return (
            f"the real critical points of the square loss {said_loss(self.elimination)} on the forms with a root of "
            f"multiplicity {self.elimination.multiplicity} have it at a real root of the form {self.written}, which "
            f"has the root pattern {shorten(self.pattern)}"
        )

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        form, written = read_written_form(of, "elimination", field)
        pattern = read_pattern(of["pattern"])
        return cls(form, written, pattern, read_elimination(of["loss"], of["multiplicity"], form))


@dataclass(frozen=True)
class AllCritical(Claim):
    kind = "all-critical-points"
    keys = ("loss", "partition", "chart", "boxes", "real")

    points: AllCriticalPoints

    @property
    def sentence(self) -> str:
        found = self.points
        parts = ",".join(map(str, found.partition))
        return (
            f"given that generic data have {found.expected} complex critical points with the root multiplicities "
            f"{parts} (cited), the square loss {said_loss(found)} has exactly {found.expected}, all "
            f"isolated, one in each box or its conjugate, and {found.real} of them are real"
        )

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:  # noqa: ARG003 - all numbers are rational
        return cls(read_all_critical_points(*of.values()))


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


def spelled(value: Fraction) -> str:
    """The rational, or its size where Python refuses to print so many digits."""
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    return str(value) if bits < 1_500 else f"a number of {bits} bits"
