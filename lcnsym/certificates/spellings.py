"""How the value of every key stands in claims: written, read, described in the schema, and said in English."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

from ..algebra.fields import RealField
from ..algebra.forms import BinaryForm
from ..algebra.numbers import Number
from ..description.formulas import Formula
from ..landscape.short_box import ShortBox
from ..membership.patterns import RootPattern
from ..network.architecture import Architecture
from ..network.several_axes import TensorArchitecture
from .reading import (
    DocumentField,
    decode_architecture,
    decode_bool,
    decode_box,
    decode_boxes,
    decode_count,
    decode_form,
    decode_formula,
    decode_integer,
    decode_integers,
    decode_layers,
    decode_loss,
    decode_nature,
    decode_number,
    decode_one_axis,
    decode_pattern,
    decode_range,
    decode_rational,
    decode_rows,
)
from .values import (
    MAX_DEGREE,
    MAX_DIGITS,
    NATURES,
    Box,
    Json,
    Layers,
    Loss,
    Nature,
    Rows,
    encode_architecture,
    encode_box,
    encode_boxes,
    encode_form,
    encode_formula,
    encode_layers,
    encode_loss,
    encode_number,
    encode_rational,
    encode_rationals,
    encode_rows,
)

_SHOWN_BITS = 1_500
_SHOWN_COEFFICIENT_BITS = 200
_SHOWN_TERMS = 20

T = TypeVar("T")


@dataclass(frozen=True)
class Spelling(Generic[T]):
    """How the values of one key stand in claims.

    Attributes:
        schema: what the JSON schema says of it.
        write: the JSON value, over the document's field.
        read: the value of the JSON value; raises BadInputError.
        say: the JSON value in a sentence, over the document's field as JSON.
    """

    schema: Json = field(repr=False)
    write: Callable[[T, RealField], object] = field(repr=False)
    read: Callable[[Any, DocumentField], T] = field(repr=False)
    say: Callable[[Any, Any], object] = field(repr=False)


def _cut(line: str, limit: int = 60) -> str:
    return line if len(line) <= limit else line[: limit - 20] + "…" + line[-15:]


def _say_rational(value: str, limit: int) -> str:
    number = decode_rational(value)
    bits = max(number.numerator.bit_length(), number.denominator.bit_length())
    return _cut(value if bits < _SHOWN_BITS else f"a number of {bits} bits", limit)


def _say_architecture(value: Any, _field: object) -> str:
    sizes = ["x".join(map(str, size)) if isinstance(size, list) else str(size) for size in value["k"]]
    head, strides = f"k = ({_cut(','.join(sizes))})", _cut(",".join(map(str, value["s"])))
    return head if set(value["s"]) == {1} else f"{head}, s = ({strides})"


def _say_form(value: list[str | list[str]], field: Any) -> str:
    """The coefficients, with a for the field's generator."""
    return _say_coefficients(value) + _say_generator(field)


def _say_layers(value: list[list[str | list[str]]], field: Any) -> str:
    return _cut(", ".join(map(_say_coefficients, value)), 400) + _say_generator(field)


def _say_coefficients(value: list[str | list[str]]) -> str:
    shown = ", ".join(_say_number(w, 40) for w in value[:12])
    return _cut(f"({shown}{', …' if len(value) > 12 else ''})", 400)


def _say_number(value: str | list[str], limit: int) -> str:
    return _cut(value, limit) if isinstance(value, str) else _cut(_say_polynomial(value, "a"), 2 * limit)


def _say_generator(field: Any) -> str:
    if field is None:
        return ""
    lo, hi = (_say_rational(end, 40) for end in field["interval"])
    minpoly = _say_polynomial([_say_rational(c, MAX_DIGITS) for c in field["minpoly"]], "x")
    return f" with a the root of {_cut(minpoly, 200)} in ({lo}, {hi})"


def _say_polynomial(coefficients: Sequence[str], variable: str) -> str:
    """Descending powers, from numbers as they are written, constant term first."""
    powers = ["", f"*{variable}", *(f"*{variable}^{j}" for j in range(2, len(coefficients)))]
    terms = [c + power for c, power in zip(coefficients, powers, strict=False) if c != "0"]
    return "+".join(reversed(terms)).replace("+-", "-") or "0"


def _say_formula(value: Any, _field: object) -> str:
    several = [" and ".join(map(_say_condition, alternative)) or "true" for alternative in value[:_SHOWN_TERMS]]
    return _cut(" or ".join(several) or "false", 400)


def _say_condition(condition: Any) -> str:
    terms = condition["polynomial"]
    written = " ".join(_say_term(*term) for term in terms[:_SHOWN_TERMS]).removeprefix("+")
    return f"{written or '0'}{' + …' if len(terms) > _SHOWN_TERMS else ''} {condition['relation']} 0"


def _say_term(coefficient: str, exponents: list[int]) -> str:
    powers = [f"w{i}^{e}" if e > 1 else f"w{i}" for i, e in enumerate(exponents) if e]
    size = coefficient.removeprefix("-")
    bits = decode_rational(size).numerator.bit_length()
    shown = [] if size == "1" and powers else [size if bits <= _SHOWN_COEFFICIENT_BITS else "…"]
    return ("-" if coefficient.startswith("-") else "+") + "*".join([*shown, *powers])


def _say_loss(value: Any, _field: object) -> str:
    target = ", ".join(_say_rational(u, MAX_DIGITS) for u in value["target"])
    gram = "the identity as Gram matrix" if value["gram"] is None else "the given Gram matrix"
    return f"with the target ({_cut(target, 200)}) and {gram}"


def _say_range(value: list[str], _field: object) -> str:
    return f"[{', '.join(_say_rational(end, 40) for end in value)}]"


def _itself(value: T, _field: object) -> T:
    return value


def _integers(least: int, most: int) -> Json:
    return {"type": "integer", "minimum": least, "maximum": most}


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _lists(items: Json, least: int, most: int, **more: str) -> Json:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most, **more}


def whole(least: int, most: int) -> Spelling[int]:
    """A JSON integer in a range."""
    return Spelling(_integers(least, most), _itself, decode_integer, _itself)


OneAxis: TypeAlias = Annotated[
    Architecture, Spelling(_ref("architecture"), encode_architecture, decode_one_axis, _say_architecture)
]
AnyAxes: TypeAlias = Annotated[
    Architecture | TensorArchitecture,
    Spelling(
        {"oneOf": [_ref("architecture"), _ref("tensorArchitecture")]},
        encode_architecture,
        decode_architecture,
        _say_architecture,
    ),
]
Form: TypeAlias = Annotated[BinaryForm, Spelling(_ref("form"), encode_form, decode_form, _say_form)]
Pattern: TypeAlias = Annotated[
    RootPattern,
    Spelling(_ref("rootPattern"), lambda value, _: str(value), decode_pattern, lambda value, _: _cut(value)),
]
WithoutDoubleRoots: TypeAlias = Annotated[
    bool,
    Spelling({"type": "boolean"}, _itself, decode_bool, lambda value, _: " without double roots" if value else ""),
]
Count: TypeAlias = Annotated[
    int,
    Spelling(
        {"type": "string", "pattern": "^(0|[1-9][0-9]*)$(?!\n)", "maxLength": MAX_DIGITS},
        lambda value, _: encode_rational(Fraction(value)),
        decode_count,
        lambda value, _: _say_rational(value, 60),
    ),
]
Condition: TypeAlias = Annotated[Formula, Spelling(_ref("formula"), encode_formula, decode_formula, _say_formula)]
StatedLoss: TypeAlias = Annotated[Loss, Spelling(_ref("squareLoss"), encode_loss, decode_loss, _say_loss)]
StatedBox: TypeAlias = Annotated[Box, Spelling(_ref("box"), encode_box, decode_box, _itself)]
Range: TypeAlias = Annotated[
    tuple[Fraction, Fraction],
    Spelling(_ref("range"), lambda value, _: encode_rationals(value), decode_range, _say_range),
]
StatedNature: TypeAlias = Annotated[
    Nature | None,
    Spelling(
        {"enum": [None, *NATURES]},
        _itself,
        decode_nature,
        lambda value, _: f"a {value} up to scaling, " if value else "",
    ),
]
Filters: TypeAlias = Annotated[
    Rows,
    Spelling(
        _lists(_lists(_ref("rational"), 1, MAX_DEGREE + 1), 1, MAX_DEGREE + 1),
        lambda value, _: encode_rows(value),
        decode_rows,
        _itself,
    ),
]
StatedLayers: TypeAlias = Annotated[
    Layers,
    Spelling(_lists(_ref("form"), 1, MAX_DEGREE + 1), encode_layers, decode_layers, _say_layers),
]
StatedNumber: TypeAlias = Annotated[
    Number, Spelling(_ref("number"), encode_number, decode_number, lambda value, _: _say_number(value, 60))
]
Partition: TypeAlias = Annotated[
    tuple[int, ...],
    Spelling(
        _lists(_integers(1, 16), 1, 16, description="descending"),
        lambda value, _: list(value),
        decode_integers,
        lambda value, _: ",".join(map(str, value)),
    ),
]
Chart: TypeAlias = Annotated[
    tuple[int, ...],
    Spelling(_lists(_integers(-1000, 1000), 4, 4), lambda value, _: list(value), decode_integers, _itself),
]
Boxes: TypeAlias = Annotated[
    tuple[ShortBox, ...], Spelling(_lists(_ref("complexBox"), 1, 10_000), encode_boxes, decode_boxes, _itself)
]
