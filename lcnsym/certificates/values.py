"""Values of claims and of evidence, and how exact values are written in certificates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from ..algebra.fields import RealField
from ..algebra.flintio import fractions_of
from ..algebra.forms import BinaryForm
from ..algebra.numbers import Number, residue_in, text
from ..description.formulas import Formula, Relation
from ..errors import UnsupportedError
from ..landscape.short_box import ShortBox
from ..network.architecture import Architecture
from ..network.several_axes import TensorArchitecture

if TYPE_CHECKING:
    from ..landscape.loss import QuadraticLoss

MAX_DIGITS = 200_000
MAX_DEGREE = 2048
MAX_FIELD_DEGREE = 64
"""What the checker reads, see docs/certificate-format.md; larger certificates are not written."""

Json = dict[str, object]
Rationals = tuple[Fraction, ...]
Rows = tuple[Rationals, ...]
Layers: TypeAlias = tuple[tuple[Number, ...], ...]
"""The coefficients of every layer's filter, first layer first."""
Nature: TypeAlias = Literal["minimum", "maximum", "saddle"]
NATURES: dict[str, Nature] = {"minimum": "minimum", "maximum": "maximum", "saddle": "saddle"}

RELATIONS = dict(zip(Relation, ("<", "=", ">", "<=", ">=", "!="), strict=True))
"""How relations of formulas are written."""


@dataclass(frozen=True)
class Loss:
    """A square loss as a claim states it: the Gram matrix, None for the identity, and the target."""

    gram: Rows | None
    target: Rationals

    @classmethod
    def of(cls, loss: QuadraticLoss) -> Loss:
        """The loss without what it was made of."""
        return cls(None if loss.is_euclidean else loss.gram, loss.target.rationals)


@dataclass(frozen=True)
class Box:
    """Filters with coefficients near those of the centre.

    Attributes:
        centre: a filter a layer, first layer first.
        radius: half the side.
        fixed: for every layer the place of the coefficient that is not an unknown; None for the one layer without.
    """

    centre: Rows
    radius: Fraction
    fixed: tuple[int | None, ...]


def check_size(degree: int, limit: int = MAX_DEGREE) -> None:
    """Refuse degrees that the checker does not read. Raises UnsupportedError."""
    if degree > limit:
        raise UnsupportedError(f"such certificates are for degrees up to {limit}, degree {degree} was asked for")


def encode_field(field: RealField) -> Json | None:
    """The field of a document: null for ℚ, else the minimal polynomial and an isolating interval of α.

    Raises:
        UnsupportedError: the field's degree is larger than the checker reads.
    """
    if field.degree == 1:
        return None
    if field.degree > MAX_FIELD_DEGREE:
        raise UnsupportedError(f"certificates are over fields of degree up to {MAX_FIELD_DEGREE}, not {field.degree}")
    lo, hi = field.isolating_interval
    return {"minpoly": [encode_rational(Fraction(c)) for c in field.minpoly], "interval": encode_rationals([lo, hi])}


def encode_number(value: Number, field: RealField) -> str | list[str]:
    """A rational as a string, another element of the document's field as its list of coordinates."""
    if isinstance(value, Fraction):
        return encode_rational(value)
    return [encode_rational(q) for q in fractions_of(residue_in(field, value), field.degree)]


def encode_rational(value: Fraction) -> str:
    """The rational as a string. Raises UnsupportedError if it has more digits than the checker reads."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_DIGITS * 3.32:
        raise UnsupportedError(f"certificates hold numbers of up to {MAX_DIGITS} digits; one here has more")
    return text(value)


def encode_rationals(values: Iterable[Fraction]) -> list[str]:
    """Rationals as strings."""
    return [encode_rational(value) for value in values]


def encode_rows(rows: Iterable[Iterable[Fraction]]) -> list[list[str]]:
    """Rows of rationals as rows of strings."""
    return [encode_rationals(row) for row in rows]


def encode_layers(layers: Layers, field: RealField) -> list[list[str | list[str]]]:
    """The coefficients of every layer's filter."""
    return [[encode_number(c, field) for c in layer] for layer in layers]


def encode_form(form: BinaryForm, field: RealField) -> list[str | list[str]]:
    """The coefficients, w_0 first."""
    return [encode_number(w, field) for w in form.coefficients]


def encode_architecture(architecture: Architecture | TensorArchitecture, _field: RealField | None = None) -> Json:
    """{k, s}; with several axes k is a list of formats.

    Raises:
        UnsupportedError: several axes and a larger stride, which the format does not state.
    """
    if isinstance(architecture, Architecture):
        return {"k": list(architecture.filter_sizes), "s": list(architecture.strides)}
    check_strides(architecture)
    return {"k": [list(sizes) for sizes in architecture.formats], "s": [1] * architecture.layers}


def check_strides(architecture: Architecture | TensorArchitecture) -> None:
    """Refuse larger strides of filters with several axes, which the format does not state. Raises UnsupportedError."""
    if isinstance(architecture, TensorArchitecture) and any(s != 1 for steps in architecture.strides for s in steps):
        raise UnsupportedError(f"certificates about filters with several axes state stride one; {architecture} has not")


def encode_formula(formula: Formula, _field: RealField | None = None) -> object:
    """A list of alternatives, each a list of polynomials with relations."""
    return [
        [
            {
                "polynomial": [[str(c), list(exponents)] for exponents, c in condition.polynomial.terms.items()],
                "relation": RELATIONS[condition.relation],
            }
            for condition in alternative.conditions
        ]
        for alternative in formula.alternatives
    ]


def encode_loss(loss: Loss, _field: RealField) -> Json:
    return {"gram": None if loss.gram is None else encode_rows(loss.gram), "target": encode_rationals(loss.target)}


def encode_box(box: Box, _field: RealField) -> Json:
    return {"centre": encode_rows(box.centre), "radius": encode_rational(box.radius), "fixed": list(box.fixed)}


def encode_boxes(boxes: Sequence[ShortBox], _field: RealField) -> object:
    return [{"centre": encode_rows(box.centre), "radius": encode_rational(box.radius)} for box in boxes]
