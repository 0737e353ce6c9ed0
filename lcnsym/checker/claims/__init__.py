"""Claims: a class a kind, with what it speaks of, how it is read and the sentence that says what is claimed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias

from ..kernel.fields import Field
from ..kernel.forms import Form, read_form
from ..kernel.limits import MAX_DEGREE
from ..kernel.outcome import Malformed, shorten
from ..kernel.reading import boolean, fields, integer, natural_text, spelled
from .architectures import Architecture, read_architecture
from .formulas import Formula, read_formula
from .patterns import Multiplicities, read_multiplicities, read_pattern
from .versions import Table, read_kind

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


_CRITICAL = (
    *("critical-point", "spurious-minimum", "exact-critical-point", "exact-spurious-minimum"),
    *("stratum-critical-points", "all-critical-points"),
)
CLAIMS: Table[type[Claim]] = Table(dict.fromkeys(_CRITICAL, "lcnsym.checker.claims.critical"))
"""The classes by their kinds; those about critical points are loaded when they are asked for."""


def read_claim(document: object, field: Field, version: int) -> Claim:
    """The claim of a document of a version of the format.

    Raises:
        Malformed: a kind that the version does not have, wrong keys, or what `Claim.read` refuses.
    """
    claim = CLAIMS[read_kind("claim", document, version)]
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
    """A claim about an architecture and a filter as long as its end-to-end filters."""

    keys: ClassVar[tuple[str, ...]] = ("architecture", "filter")

    @classmethod
    def read(cls, of: Keys, field: Field) -> Claim:
        key = "witness" if "witness" in of else "filter"
        form, written = read_written_form(of, key, field)
        architecture = cls.read_architecture(of)
        claim, size = cls(architecture, form, written, *cls.further(of)), architecture.filter_size
        if form.degree + 1 != size:
            raise Malformed(f"claim.{key} has {form.degree + 1} coefficients, {architecture} needs {size}")
        return claim

    @classmethod
    def further(cls, of: Keys) -> tuple[object, ...]:  # noqa: ARG003 - kinds with more keys read them
        """The values of the kind's other keys, as read."""
        return ()


class WithWitness(WithFilter):
    """A claim about a filter that is missing."""

    keys = ("architecture", "witness")


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


def read_written_form(of: Keys, key: str, field: Field) -> tuple[Form, str]:
    """A form, and how it is written: as in the document, with a for the generator of the field."""
    form = read_form(of[key], field, f"claim.{key}")
    document = of[key]
    return form, written_form(document if isinstance(document, list) else [], 400) + generator(field)


def written_form(coefficients: Sequence[Any], limit: int) -> str:
    """A form as in the document."""
    shown = ", ".join(written_number(w, 40) for w in coefficients[:12])
    return shorten(f"({shown}{', …' if len(coefficients) > 12 else ''})", limit)


def written_number(document: str | list[str], limit: int) -> str:
    """A number as in the document."""
    return shorten(document, limit) if isinstance(document, str) else shorten(_polynomial(document, "a"), 2 * limit)


def generator(field: Field) -> str:
    """What a is; nothing for ℚ."""
    if field.degree == 1:
        return ""
    lo, hi = (shorten(spelled(end), 40) for end in field.interval)
    minpoly = _polynomial([spelled(Fraction(c)) for c in field.minpoly], "x")
    return f" with a the root of {shorten(minpoly, 200)} in ({lo}, {hi})"


def _polynomial(coefficients: Sequence[str], variable: str) -> str:
    """Descending powers, from rationals as they are written, constant term first."""
    monomials = ["", f"*{variable}", *(f"*{variable}^{j}" for j in range(2, len(coefficients)))]
    terms = [c + monomial for c, monomial in zip(coefficients, monomials, strict=False) if c != "0"]
    return "+".join(reversed(terms)).replace("+-", "-") or "0"


_FILTER, _SPACE, _OF = "the filter {0.written}", "the function space of {0.architecture}", "of {0.architecture}"
_PATTERN, _SIMPLE = "filters with the root pattern {0.shown} have", "without double roots over {0.architecture}"
_STRIDES: dict[str, object] = {"any_stride": True}
_ANY, _AXES = {**_STRIDES, "tensors": True}, {"tensors": True}
for _kind, _base, _attributes, _says in (
    ("member", WithFilter, _ANY, f"{_FILTER} is an end-to-end filter {_OF}"),
    ("not-member", WithFilter, _ANY, f"{_FILTER} is not an end-to-end filter {_OF}"),
    ("complex-member", WithFilter, _ANY, f"{_FILTER} is an end-to-end filter of complex filters {_OF}"),
    ("not-complex-member", WithFilter, _ANY, f"{_FILTER} is not an end-to-end filter of complex filters {_OF}"),
    ("factorization", WithFilter, _ANY, f"{_FILTER} is the end-to-end filter of the given filters {_OF}"),
    ("interior", WithFilter, {}, f"{_FILTER} lies in the interior of {_SPACE}"),
    ("boundary", WithFilter, {}, f"{_FILTER} lies on the boundary of {_SPACE}"),
    ("not-filling", WithWitness, _STRIDES, f"{{0.architecture}} is not filling: {_FILTER} is missing"),
    ("filling", AboutArchitecture, _AXES, "{0.architecture} is filling: every filter is an end-to-end filter"),
    ("full-dimensional", AboutArchitecture, {}, f"{_SPACE} has full dimension"),
    ("not-full-dimensional", AboutArchitecture, _ANY, f"{_SPACE} does not have full dimension"),
    ("satisfies", AboutFormula, {}, f"{_FILTER} satisfies the formula {{0.formula}}"),
    ("violates", AboutFormula, {}, f"{_FILTER} does not satisfy the formula {{0.formula}}"),
    ("compatible", WithPattern, {}, f"{_PATTERN} factorizations {_SIMPLE}"),
    ("not-compatible", WithPattern, {}, f"{_PATTERN} no factorization {_SIMPLE}"),
):
    # these have nothing of their own but their sentences
    type(_kind, (_base,), {"kind": _kind, "says": _says, **_attributes})
