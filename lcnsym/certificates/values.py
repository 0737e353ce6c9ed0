"""How exact values stand in certificates: written, read, described in the schema, and said in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar

from ..algebra.fields import RATIONALS, RealField
from ..algebra.flintio import fraction_of_digits, fractions_of, rational_polynomial
from ..algebra.forms import BinaryForm
from ..algebra.numbers import AlgebraicNumber, Number, element, residue_in, text
from ..algebra.polynomials import Polynomial
from ..description.formulas import Conjunction, Formula, Relation, SignCondition
from ..errors import BadInputError, UnsupportedError, shorten
from ..landscape.loss import SquareLoss
from ..landscape.strata.short_boxes import ShortBox
from ..membership.patterns import RootPattern
from ..network.architecture import Architecture
from ..network.several_axes import TensorArchitecture
from ..roots.roots import RealRoot, isolate_roots

MAX_DIGITS = 200_000
MAX_DEGREE = 2048
MAX_FIELD_DEGREE = 64
"""What the checker reads, see docs/certificate-format.md; larger certificates are not written."""

Json = dict[str, object]
Rationals = tuple[Fraction, ...]
Rows = tuple[Rationals, ...]

_RATIONAL = re.compile(r"(-?[0-9]+)(?:/([0-9]+))?", re.ASCII)
_RELATIONS = dict(zip(Relation, ("<", "=", ">", "<=", ">=", "!="), strict=True))
_SHOWN_BITS = 1_500
_SHOWN_COEFFICIENT_BITS = 200
_SHOWN_TERMS = 20

T = TypeVar("T")


@dataclass(frozen=True)
class DocumentField:
    """The number field of a document, for reading.

    Attributes:
        field: the field that α generates.
        degree: of the document's polynomial, which need not be irreducible.
    """

    field: RealField = RATIONALS
    degree: int = 1


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


@dataclass(frozen=True)
class Loss:
    """A square loss as a claim states it: the Gram matrix, None for the identity, and the target."""

    gram: Rows | None
    target: Rationals

    @classmethod
    def of(cls, loss: SquareLoss) -> Loss:
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


# written


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


def encode_form(form: BinaryForm, field: RealField) -> list[str | list[str]]:
    """The coefficients, w_0 first."""
    return [encode_number(w, field) for w in form.coefficients]


def _encode_architecture(architecture: Architecture | TensorArchitecture, _field: RealField) -> Json:
    if isinstance(architecture, Architecture):
        return {"k": list(architecture.filter_sizes), "s": list(architecture.strides)}
    return {"k": [list(sizes) for sizes in architecture.formats], "s": list(architecture.strides)}


def _encode_formula(formula: Formula, _field: RealField) -> object:
    """A list of alternatives, each a list of polynomials with relations."""
    return [
        [
            {
                "polynomial": [[str(c), list(exponents)] for exponents, c in condition.polynomial.terms.items()],
                "relation": _RELATIONS[condition.relation],
            }
            for condition in alternative.conditions
        ]
        for alternative in formula.alternatives
    ]


def _encode_loss(loss: Loss, _field: RealField) -> Json:
    return {"gram": None if loss.gram is None else encode_rows(loss.gram), "target": encode_rationals(loss.target)}


def _encode_box(box: Box, _field: RealField) -> Json:
    return {"centre": encode_rows(box.centre), "radius": encode_rational(box.radius), "fixed": list(box.fixed)}


def _encode_boxes(boxes: Sequence[ShortBox], _field: RealField) -> object:
    return [{"centre": encode_rows(box.centre), "radius": encode_rational(box.radius)} for box in boxes]


# read


def members(value: object, keys: Sequence[str], what: str) -> list[Any]:
    """The values of an object that has exactly these keys. Raises BadInputError."""
    if not isinstance(value, dict) or set(value) != set(keys):
        raise BadInputError(f"{what} must be an object with the keys {', '.join(keys)}")
    return [value[key] for key in keys]


def decode_field(document: object) -> DocumentField:
    """The field of a document.

    Raises:
        BadInputError: it is not written as the format says, or the interval does not hold exactly one root.
    """
    if document is None:
        return DocumentField()
    minpoly, interval = members(document, ("minpoly", "interval"), "the field")
    coefficients = _decode_rationals(minpoly)
    lo, hi = _decode_range(interval)
    form = BinaryForm(coefficients[::-1])
    if not 2 <= form.degree <= MAX_FIELD_DEGREE or not form.sign_at(lo) or not form.sign_at(hi):
        raise BadInputError("the field's polynomial must have a degree from 2 to 64 and no root at the interval's ends")
    inside = [root for root in isolate_roots(form) if isinstance(root, RealRoot) and _is_between(root, lo, hi)]
    if len(inside) != 1:
        raise BadInputError(f"the field's interval must hold one root of its polynomial, it holds {len(inside)}")
    alpha = inside[0].value()
    if isinstance(alpha, AlgebraicNumber):
        return DocumentField(alpha.field, form.degree)
    return DocumentField(RealField((-alpha.numerator, alpha.denominator), 0), form.degree)


def _is_between(root: RealRoot, lo: Fraction, hi: Fraction) -> bool:
    """Whether a root that is neither end lies between them."""
    while not (lo < root.interval[0] and root.interval[1] < hi):
        if root.interval[1] <= lo or hi <= root.interval[0]:
            return False
        root = root.narrowed()
    return True


def decode_rational(value: object) -> Fraction:
    """A rational in its only spelling. Raises BadInputError."""
    match = _RATIONAL.fullmatch(value) if isinstance(value, str) and len(value) <= 2 * MAX_DIGITS + 2 else None
    if match is not None and (match[2] is None or match[2].strip("0")):
        found = fraction_of_digits(match[1], match[2] or "1")
        if text(found) == value:
            return found
    raise BadInputError(f"a rational is written as a string p or p/q in lowest terms, {_shown(value)} was given")


def _decode_list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise BadInputError(f"a list is required, {_shown(value)} was given")
    return value


def _decode_integer(value: object, _field: object = None) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInputError(f"an integer is required, {_shown(value)} was given")
    return value


def _decode_integers(value: object, _field: object = None) -> tuple[int, ...]:
    return tuple(_decode_integer(entry) for entry in _decode_list(value))


def _decode_rationals(value: object) -> Rationals:
    return tuple(decode_rational(entry) for entry in _decode_list(value))


def _decode_rows(value: object, _field: object = None) -> Rows:
    return tuple(_decode_rationals(row) for row in _decode_list(value))


def _decode_range(value: object, _field: object = None) -> tuple[Fraction, Fraction]:
    found = _decode_rationals(value)
    if len(found) != 2:
        raise BadInputError(f"two rationals are required, {len(found)} were given")
    return found[0], found[1]


def _decode_number(value: object, of: DocumentField) -> Number:
    if not isinstance(value, list):
        return decode_rational(value)
    coordinates = _decode_rationals(value)
    if len(coordinates) != of.degree or not any(coordinates[1:]):
        raise BadInputError(f"a number that is not written as rational has {of.degree} coordinates, not all rational")
    return element(of.field, rational_polynomial(coordinates) % of.field.modulus)


def _decode_form(value: object, of: DocumentField) -> BinaryForm:
    return BinaryForm([_decode_number(w, of) for w in _decode_list(value)])


def _decode_architecture(value: object, _field: DocumentField) -> Architecture | TensorArchitecture:
    k, s = (_decode_list(entry) for entry in members(value, ("k", "s"), "an architecture"))
    if not any(isinstance(sizes, list) for sizes in k):
        return Architecture(_decode_integers(k), _decode_integers(s))
    found = TensorArchitecture(tuple(_decode_integers(sizes) for sizes in k))
    if s != list(found.strides):
        raise BadInputError("with several axes all strides are 1, as many as layers")
    return found


def _decode_one_axis(value: object, field: DocumentField) -> Architecture:
    found = _decode_architecture(value, field)
    if not isinstance(found, Architecture):
        raise BadInputError(f"the claim is about filters with one axis, {found} was given")
    return found


def _decode_pattern(value: object, _field: DocumentField) -> RootPattern:
    found = RootPattern.parse(value) if isinstance(value, str) else None
    if found is None or str(found) != value:
        raise BadInputError(f"a root pattern is written like 112|0, {_shown(value)} was given")
    return found


def _decode_bool(value: object, _field: DocumentField) -> bool:
    if not isinstance(value, bool):
        raise BadInputError(f"true or false is required, {_shown(value)} was given")
    return value


def _decode_count(value: object, _field: DocumentField) -> int:
    found = decode_rational(value)
    if found.denominator != 1 or found < 0:
        raise BadInputError(f"a number of factorizations is an integer that is not negative, not {_shown(value)}")
    return found.numerator


def _decode_formula(value: object, _field: DocumentField) -> Formula:
    alternatives = [[_decode_condition(c) for c in _decode_list(entry)] for entry in _decode_list(value)]
    sizes = {len(exponents) for conditions in alternatives for _, terms in conditions for exponents, _ in terms}
    if len(sizes) > 1:
        raise BadInputError("all terms of a formula have the same number of exponents")
    size = max(sizes, default=1)
    return Formula(size, tuple(Conjunction(tuple(_condition(size, *c) for c in entry)) for entry in alternatives))


Terms: TypeAlias = list[tuple[tuple[int, ...], int]]


def _decode_condition(value: object) -> tuple[Relation, Terms]:
    polynomial, relation = members(value, ("polynomial", "relation"), "a condition of a formula")
    named = {name: found for found, name in _RELATIONS.items()}
    if not isinstance(relation, str) or relation not in named:
        raise BadInputError(f"a relation is one of {' '.join(named)}, {_shown(relation)} was given")
    return named[relation], [_decode_term(term) for term in _decode_list(polynomial)]


def _decode_term(value: object) -> tuple[tuple[int, ...], int]:
    entries = _decode_list(value)
    coefficient = decode_rational(entries[0]) if len(entries) == 2 else Fraction(1, 2)
    if coefficient.denominator != 1:
        raise BadInputError("a term of a formula is an integer coefficient as a string, and a list of exponents")
    return _decode_integers(entries[1]), coefficient.numerator


def _condition(size: int, relation: Relation, terms: Terms) -> SignCondition:
    total = Polynomial.from_terms(size, {})
    for exponents, coefficient in terms:
        total = total + Polynomial.from_terms(size, {exponents: coefficient})
    return SignCondition(total, relation)


def _decode_loss(value: object, _field: DocumentField) -> Loss:
    gram, target = members(value, ("gram", "target"), "a square loss")
    return Loss(None if gram is None else _decode_rows(gram), _decode_rationals(target))


def _decode_box(value: object, _field: DocumentField) -> Box:
    centre, radius, fixed = members(value, ("centre", "radius", "fixed"), "a box")
    places = tuple(None if place is None else _decode_integer(place) for place in _decode_list(fixed))
    return Box(_decode_rows(centre), decode_rational(radius), places)


def _decode_boxes(value: object, _field: DocumentField) -> tuple[ShortBox, ...]:
    pairs = [members(box, ("centre", "radius"), "a box") for box in _decode_list(value)]
    return tuple(
        ShortBox(tuple(_decode_range(point) for point in _decode_list(centre)), decode_rational(radius))
        for centre, radius in pairs
    )


Nature: TypeAlias = Literal["minimum", "maximum", "saddle"]
_NATURES: dict[str, Nature] = {"minimum": "minimum", "maximum": "maximum", "saddle": "saddle"}


def _decode_nature(value: object, _field: DocumentField) -> Nature | None:
    if value is not None and (not isinstance(value, str) or value not in _NATURES):
        raise BadInputError(f"the nature is null or one of {', '.join(_NATURES)}, {_shown(value)} was given")
    return None if value is None else _NATURES[value]


def _shown(value: object) -> str:
    return f"'{shorten(str(value), 40)}' ({type(value).__name__})"


# said


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
    shown = ", ".join(_cut(w, 40) if isinstance(w, str) else _cut(_say_polynomial(w, "a"), 80) for w in value[:12])
    found = _cut(f"({shown}{', …' if len(value) > 12 else ''})", 400)
    if field is None:
        return found
    lo, hi = (_say_rational(end, 40) for end in field["interval"])
    minpoly = _say_polynomial([_say_rational(c, MAX_DIGITS) for c in field["minpoly"]], "x")
    return f"{found} with a the root of {_cut(minpoly, 200)} in ({lo}, {hi})"


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


def _say_loss(value: Any, _field: object) -> dict[str, str]:
    target = ", ".join(_say_rational(u, MAX_DIGITS) for u in value["target"])
    gram = "the identity as Gram matrix" if value["gram"] is None else "the given Gram matrix"
    return {"target": _cut(target, 200), "gram": gram}


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
    return Spelling(_integers(least, most), _itself, _decode_integer, _itself)


# a type for every key: what a claim holds, and how that is spelled

OneAxis: TypeAlias = Annotated[
    Architecture, Spelling(_ref("architecture"), _encode_architecture, _decode_one_axis, _say_architecture)
]
AnyAxes: TypeAlias = Annotated[
    Architecture | TensorArchitecture,
    Spelling(
        {"oneOf": [_ref("architecture"), _ref("tensorArchitecture")]},
        _encode_architecture,
        _decode_architecture,
        _say_architecture,
    ),
]
Form: TypeAlias = Annotated[BinaryForm, Spelling(_ref("form"), encode_form, _decode_form, _say_form)]
Pattern: TypeAlias = Annotated[
    RootPattern,
    Spelling(_ref("rootPattern"), lambda value, _: str(value), _decode_pattern, lambda value, _: _cut(value)),
]
WithoutDoubleRoots: TypeAlias = Annotated[
    bool,
    Spelling({"type": "boolean"}, _itself, _decode_bool, lambda value, _: " without double roots" if value else ""),
]
Count: TypeAlias = Annotated[
    int,
    Spelling(
        {"type": "string", "pattern": "^(0|[1-9][0-9]*)$(?!\n)", "maxLength": MAX_DIGITS},
        lambda value, _: encode_rational(Fraction(value)),
        _decode_count,
        lambda value, _: _say_rational(value, 60),
    ),
]
Condition: TypeAlias = Annotated[Formula, Spelling(_ref("formula"), _encode_formula, _decode_formula, _say_formula)]
StatedLoss: TypeAlias = Annotated[Loss, Spelling(_ref("squareLoss"), _encode_loss, _decode_loss, _say_loss)]
StatedBox: TypeAlias = Annotated[Box, Spelling(_ref("box"), _encode_box, _decode_box, _itself)]
Range: TypeAlias = Annotated[
    tuple[Fraction, Fraction],
    Spelling(_ref("range"), lambda value, _: encode_rationals(value), _decode_range, _say_range),
]
StatedNature: TypeAlias = Annotated[
    Nature | None,
    Spelling(
        {"enum": [None, *_NATURES]},
        _itself,
        _decode_nature,
        lambda value, _: f"a {value} up to scaling, " if value else "",
    ),
]
Filters: TypeAlias = Annotated[
    Rows,
    Spelling(
        _lists(_lists(_ref("rational"), 1, MAX_DEGREE + 1), 1, MAX_DEGREE + 1),
        lambda value, _: encode_rows(value),
        _decode_rows,
        _itself,
    ),
]
Partition: TypeAlias = Annotated[
    tuple[int, ...],
    Spelling(
        _lists(_integers(1, 16), 1, 16, description="descending"),
        lambda value, _: list(value),
        _decode_integers,
        lambda value, _: ",".join(map(str, value)),
    ),
]
Chart: TypeAlias = Annotated[
    tuple[int, ...],
    Spelling(_lists(_integers(-1000, 1000), 4, 4), lambda value, _: list(value), _decode_integers, _itself),
]
Boxes: TypeAlias = Annotated[
    tuple[ShortBox, ...], Spelling(_lists(_ref("complexBox"), 1, 10_000), _encode_boxes, _decode_boxes, _itself)
]
