"""Claims: a class a kind, frozen, with a field for every key of its documents.

From the class follow how the claim is written, read, described in the schema and said in English.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar, get_type_hints

from ..algebra.fields import RATIONALS, RealField
from ..algebra.numbers import fields_repr
from ..errors import BadInputError, shorten
from .reading import DocumentField, members
from .spellings import (
    AnyAxes,
    Boxes,
    Chart,
    Condition,
    Count,
    Filters,
    Form,
    OneAxis,
    Partition,
    Pattern,
    Range,
    Spelling,
    StatedBox,
    StatedLayers,
    StatedLoss,
    StatedNature,
    StatedNumber,
    WithoutDoubleRoots,
    whole,
)
from .values import Json, encode_field


@dataclass(frozen=True, repr=False)
class Claim:
    """What a certificate claims. A class with a `kind` is one kind of claim.

    Attributes:
        kind: the kind's name, such as "member".
        says: the sentence, with a key in braces for its value.
        definition: the name under which the schema describes the keys; kinds with the same keys share it.
    """

    kind: ClassVar[str]
    says: ClassVar[str]
    definition: ClassVar[str]

    def __repr__(self) -> str:
        return fields_repr(self)

    def __init_subclass__(cls) -> None:
        if "kind" in vars(cls):
            CLAIMS[cls.kind] = cls

    @classmethod
    def spellings(cls) -> dict[str, Spelling[Any]]:
        """How the value of every key besides `kind` is spelled."""
        if cls not in _SPELLINGS:
            hints = get_type_hints(cls, include_extras=True)
            _SPELLINGS[cls] = {field.name: hints[field.name].__metadata__[0] for field in fields(cls)}
        return dict(_SPELLINGS[cls])

    def to_json(self, field: RealField = RATIONALS) -> Json:
        """The claim in a document over a field that contains its numbers."""
        written = {key: spelling.write(getattr(self, key), field) for key, spelling in self.spellings().items()}
        return {"kind": self.kind, **written}

    def sentence(self, field: RealField = RATIONALS) -> str:
        """What is claimed, in English, as the checker says it of a document over a field."""
        return self.said(self.to_json(field), encode_field(field))

    @classmethod
    def said(cls, document: Json, field: Json | None) -> str:
        """The sentence of a claim and a field as they stand in a document."""
        return cls.says.format(**cls.words(document, field))

    @classmethod
    def words(cls, document: Json, field: Json | None) -> Json:
        """What stands for the braces of the sentence."""
        return {key: spelling.say(document[key], field) for key, spelling in cls.spellings().items()}


CLAIMS: dict[str, type[Claim]] = {}
"""The classes by their kinds."""

_SPELLINGS: dict[type[Claim], dict[str, Spelling[Any]]] = {}
"""What was found out about classes."""


def claim_class(document: object) -> type[Claim]:
    """The class of a claim as it stands in a document. Raises BadInputError for an unknown kind."""
    kind = document.get("kind") if isinstance(document, dict) else None
    if not isinstance(kind, str) or kind not in CLAIMS:
        raise BadInputError(f"the kinds of claims are {', '.join(CLAIMS)}; '{shorten(str(kind), 20)}' was given")
    return CLAIMS[kind]


def claim_from_json(document: object, field: DocumentField) -> Claim:
    """The claim that stands in a document over a field.

    Whether the checker would read the document, which is stricter, is not decided.

    Raises:
        BadInputError: an unknown kind, other keys than the kind's, or values that the kind does not take.
    """
    claim = claim_class(document)
    spellings = claim.spellings()
    _, *values = members(document, ("kind", *spellings), f"a claim of the kind {claim.kind}")
    pairs = zip(spellings.items(), values, strict=True)
    return claim(**{key: spelling.read(value, field) for (key, spelling), value in pairs})


@dataclass(frozen=True, repr=False)
class AboutFilter(Claim):
    """A claim about an architecture and a filter; with several axes the form has the tensor's entries in order."""

    definition = "claimAboutFilter"

    architecture: AnyAxes
    filter: Form

    def __post_init__(self) -> None:
        _check_fit(self.architecture.ambient_dimension, len(self.filter.coefficients), "coefficients of the filter")


class Member(AboutFilter):
    """The filter is an end-to-end filter of real filters."""

    kind = "member"
    says = "the filter {filter} is an end-to-end filter of {architecture}"


class NotMember(AboutFilter):
    """The filter is no end-to-end filter of real filters."""

    kind = "not-member"
    says = "the filter {filter} is not an end-to-end filter of {architecture}"


class ComplexMember(AboutFilter):
    """The filter is an end-to-end filter of complex filters."""

    kind = "complex-member"
    says = "the filter {filter} is an end-to-end filter of complex filters of {architecture}"


class NotComplexMember(AboutFilter):
    """The filter is no end-to-end filter of complex filters."""

    kind = "not-complex-member"
    says = "the filter {filter} is not an end-to-end filter of complex filters of {architecture}"


class Interior(AboutFilter):
    """The filter lies in the interior of the function space."""

    kind = "interior"
    says = "the filter {filter} lies in the interior of the function space of {architecture}"


class Boundary(AboutFilter):
    """The filter lies on the boundary of the function space."""

    kind = "boundary"
    says = "the filter {filter} lies on the boundary of the function space of {architecture}"


class Factorization(AboutFilter):
    """The filter is the end-to-end filter of the filters in the evidence."""

    kind = "factorization"
    says = "the filter {filter} is the end-to-end filter of the given filters of {architecture}"


@dataclass(frozen=True, repr=False)
class HasPattern(Claim):
    """The filter is not zero and has the root pattern."""

    kind = "pattern"
    definition = "patternClaim"
    says = "the filter {filter} has the root pattern {pattern}"

    filter: Form
    pattern: Pattern


@dataclass(frozen=True, repr=False)
class AboutArchitecture(Claim):
    """A claim about an architecture alone."""

    definition = "claimAboutArchitecture"

    architecture: AnyAxes


class Filling(AboutArchitecture):
    """Every filter is an end-to-end filter."""

    kind = "filling"
    says = "{architecture} is filling: every filter is an end-to-end filter"


class FullDimensional(AboutArchitecture):
    """The function space has the dimension of the space of filters."""

    kind = "full-dimensional"
    says = "the function space of {architecture} has full dimension"


class NotFullDimensional(AboutArchitecture):
    """The function space has a smaller dimension than the space of filters."""

    kind = "not-full-dimensional"
    says = "the function space of {architecture} does not have full dimension"


@dataclass(frozen=True, repr=False)
class NotFilling(Claim):
    """The witness is no end-to-end filter."""

    kind = "not-filling"
    definition = "notFillingClaim"
    says = "{architecture} is not filling: the filter {witness} is missing"

    architecture: OneAxis
    witness: Form

    def __post_init__(self) -> None:
        _check_fit(self.architecture.filter_size, len(self.witness.coefficients), "coefficients of the witness")


@dataclass(frozen=True, repr=False)
class FibreCount(Claim):
    """The filter is not zero and has this many factorizations up to scaling, those without double roots if asked."""

    kind = "fibre-count"
    definition = "fibreCountClaim"
    says = (
        "the number of factorizations{compatible} of the filter {filter} over {architecture}, up to scaling, is {count}"
    )

    architecture: OneAxis
    filter: Form
    compatible: WithoutDoubleRoots
    count: Count

    def __post_init__(self) -> None:
        _check_fit(self.architecture.filter_size, len(self.filter.coefficients), "coefficients of the filter")


@dataclass(frozen=True, repr=False)
class AboutPattern(Claim):
    """A claim about an architecture and a root pattern of its degree."""

    definition = "compatibilityClaim"

    architecture: OneAxis
    pattern: Pattern

    def __post_init__(self) -> None:
        _check_fit(self.architecture.degree, self.pattern.degree, "roots of the pattern")


class Compatible(AboutPattern):
    """Filters with the pattern have factorizations without double roots."""

    kind = "compatible"
    says = "filters with the root pattern {pattern} have factorizations without double roots over {architecture}"


class NotCompatible(AboutPattern):
    """Filters with the pattern have no factorization without double roots."""

    kind = "not-compatible"
    says = "filters with the root pattern {pattern} have no factorization without double roots over {architecture}"


@dataclass(frozen=True, repr=False)
class AboutFormula(Claim):
    """A claim about a filter and a formula in its coefficients."""

    definition = "formulaClaim"

    filter: Form
    formula: Condition


class Satisfies(AboutFormula):
    """The formula holds for the filter."""

    kind = "satisfies"
    says = "the filter {filter} satisfies the formula {formula}"


class Violates(AboutFormula):
    """The formula does not hold for the filter."""

    kind = "violates"
    says = "the filter {filter} does not satisfy the formula {formula}"


@dataclass(frozen=True, repr=False)
class Dimension(Claim):
    """The function space has the dimension."""

    kind = "dimension"
    definition = "dimensionClaim"
    says = "the function space of {architecture} has dimension {dimension}"

    architecture: AnyAxes
    dimension: Annotated[int, whole(1, 2049)]


@dataclass(frozen=True, repr=False)
class CriticalPoint(Claim):
    """One critical point lies in the box, of a nature if one is said, with a loss in the interval."""

    kind = "critical-point"
    definition = "criticalClaim"
    says = (
        "the square loss of {architecture} {loss} has exactly one critical point in the box, {nature}with a loss in "
        "{value}"
    )

    architecture: OneAxis
    loss: StatedLoss
    box: StatedBox
    value: Range
    nature: StatedNature


@dataclass(frozen=True, repr=False)
class SpuriousMinimum(Claim):
    """The one critical point in the box is a minimum, and the filters have a smaller loss."""

    kind = "spurious-minimum"
    definition = "spuriousClaim"
    says = (
        "the square loss of {architecture} {loss} has exactly one critical point in the box, a minimum up to scaling "
        "with a loss in {value}, and filters with a smaller loss"
    )

    architecture: OneAxis
    loss: StatedLoss
    box: StatedBox
    value: Range
    filters: Filters


@dataclass(frozen=True, repr=False)
class ExactCriticalPoint(Claim):
    """The layers are a critical point with the loss, of a nature if one is said."""

    kind = "exact-critical-point"
    definition = "exactCriticalClaim"
    says = (
        "the filters {layers} are a critical point of the square loss of {architecture} {loss}, {nature}with the loss "
        "{value}"
    )

    architecture: OneAxis
    loss: StatedLoss
    layers: StatedLayers
    value: StatedNumber
    nature: StatedNature


@dataclass(frozen=True, repr=False)
class ExactSpuriousMinimum(Claim):
    """The layers are a critical point with the loss and a minimum, and the filters have a smaller loss."""

    kind = "exact-spurious-minimum"
    definition = "exactSpuriousClaim"
    says = (
        "the filters {layers} are a critical point of the square loss of {architecture} {loss}, with the loss {value}, "
        "a minimum up to scaling, and other filters have a smaller one"
    )

    architecture: OneAxis
    loss: StatedLoss
    layers: StatedLayers
    value: StatedNumber
    filters: StatedLayers


@dataclass(frozen=True, repr=False)
class StratumCriticalPoints(Claim):
    """Critical points with a real root of the multiplicity have it at one of the form, which has the pattern."""

    kind = "stratum-critical-points"
    definition = "stratumClaim"
    says = (
        "the real critical points of the square loss {loss} on the forms with a real root of multiplicity exactly "
        "{multiplicity} have it at a real root of the form {elimination}, which has the root pattern {pattern}"
    )

    loss: StatedLoss
    multiplicity: Annotated[int, whole(2, 16)]
    elimination: Form
    pattern: Pattern


@dataclass(frozen=True, repr=False)
class AllCriticalPoints(Claim):
    """The boxes and their conjugates hold all complex critical points with these root multiplicities."""

    kind = "all-critical-points"
    definition = "allCriticalPointsClaim"
    says = (
        "given that generic data have {expected} complex critical points with the root multiplicities {partition} "
        "(cited), the square loss {loss} has exactly {expected}, all "
        "isolated, one in each box or its conjugate, and {real} of them are real"
    )

    loss: StatedLoss
    partition: Partition
    chart: Chart
    boxes: Boxes
    real: Annotated[int, whole(0, 20_000)]

    @classmethod
    def words(cls, document: Json, field: Json | None) -> Json:
        """With the number of critical points for generic data."""
        from ..landscape.ed_degrees import generic_ed_degree  # noqa: PLC0415 - few claims need it

        expected = generic_ed_degree(cls.spellings()["partition"].read(document["partition"], DocumentField()))
        return {**super().words(document, field), "expected": expected}


def _check_fit(needed: int, given: int, what: str) -> None:
    if given != needed:
        raise BadInputError(f"the claim has {given} {what}; the architecture needs {needed}")
