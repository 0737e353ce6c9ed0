"""How exact values are read from certificates; the checker, which decides, is stricter and reads for itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from ..algebra.fields import RATIONALS, RealField
from ..algebra.flintio import fraction_of_digits, rational_polynomial
from ..algebra.forms import BinaryForm
from ..algebra.numbers import AlgebraicNumber, Number, element, text
from ..algebra.polynomials import Polynomial
from ..description.formulas import Conjunction, Formula, Relation, SignCondition
from ..errors import BadInputError, shorten
from ..landscape.short_box import ShortBox
from ..membership.patterns import RootPattern
from ..network.architecture import Architecture
from ..network.several_axes import TensorArchitecture
from ..roots.roots import RealRoot, isolate_roots
from .values import MAX_DIGITS, MAX_FIELD_DEGREE, NATURES, RELATIONS, Box, Layers, Loss, Nature, Rationals, Rows

_RATIONAL = re.compile(r"(-?[0-9]+)(?:/([0-9]+))?", re.ASCII)


@dataclass(frozen=True)
class DocumentField:
    """The number field of a document, for reading.

    Attributes:
        field: the field that α generates.
        degree: of the document's polynomial, which need not be irreducible.
    """

    field: RealField = RATIONALS
    degree: int = 1


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
    lo, hi = decode_range(interval)
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


def decode_integer(value: object, _field: object = None) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInputError(f"an integer is required, {_shown(value)} was given")
    return value


def decode_integers(value: object, _field: object = None) -> tuple[int, ...]:
    return tuple(decode_integer(entry) for entry in _decode_list(value))


def _decode_rationals(value: object) -> Rationals:
    return tuple(decode_rational(entry) for entry in _decode_list(value))


def decode_rows(value: object, _field: object = None) -> Rows:
    return tuple(_decode_rationals(row) for row in _decode_list(value))


def decode_range(value: object, _field: object = None) -> tuple[Fraction, Fraction]:
    found = _decode_rationals(value)
    if len(found) != 2:
        raise BadInputError(f"two rationals are required, {len(found)} were given")
    return found[0], found[1]


def decode_number(value: object, of: DocumentField) -> Number:
    if not isinstance(value, list):
        return decode_rational(value)
    coordinates = _decode_rationals(value)
    if len(coordinates) != of.degree or not any(coordinates[1:]):
        raise BadInputError(f"a number that is not written as rational has {of.degree} coordinates, not all rational")
    return element(of.field, rational_polynomial(coordinates) % of.field.modulus)


def decode_form(value: object, of: DocumentField) -> BinaryForm:
    return BinaryForm([decode_number(w, of) for w in _decode_list(value)])


def decode_layers(value: object, of: DocumentField) -> Layers:
    return tuple(tuple(decode_number(w, of) for w in _decode_list(layer)) for layer in _decode_list(value))


def decode_architecture(value: object, _field: DocumentField) -> Architecture | TensorArchitecture:
    k, s = (_decode_list(entry) for entry in members(value, ("k", "s"), "an architecture"))
    if not any(isinstance(sizes, list) for sizes in k):
        return Architecture(decode_integers(k), decode_integers(s))
    found = TensorArchitecture(tuple(decode_integers(sizes) for sizes in k))
    if s != [1] * found.layers:
        raise BadInputError("with several axes all strides are 1, as many as layers")
    return found


def decode_one_axis(value: object, field: DocumentField) -> Architecture:
    found = decode_architecture(value, field)
    if not isinstance(found, Architecture):
        raise BadInputError(f"the claim is about filters with one axis, {found} was given")
    return found


def decode_pattern(value: object, _field: DocumentField) -> RootPattern:
    found = RootPattern.parse(value) if isinstance(value, str) else None
    if found is None or str(found) != value:
        raise BadInputError(f"a root pattern is written like 112|0, {_shown(value)} was given")
    return found


def decode_bool(value: object, _field: DocumentField) -> bool:
    if not isinstance(value, bool):
        raise BadInputError(f"true or false is required, {_shown(value)} was given")
    return value


def decode_count(value: object, _field: DocumentField) -> int:
    found = decode_rational(value)
    if found.denominator != 1 or found < 0:
        raise BadInputError(f"a number of factorizations is an integer that is not negative, not {_shown(value)}")
    return found.numerator


def decode_formula(value: object, _field: DocumentField) -> Formula:
    alternatives = [[_decode_condition(c) for c in _decode_list(entry)] for entry in _decode_list(value)]
    sizes = {len(exponents) for conditions in alternatives for _, terms in conditions for exponents, _ in terms}
    if len(sizes) > 1:
        raise BadInputError("all terms of a formula have the same number of exponents")
    size = max(sizes, default=1)
    return Formula(size, tuple(Conjunction(tuple(_condition(size, *c) for c in entry)) for entry in alternatives))


Terms: TypeAlias = list[tuple[tuple[int, ...], int]]


def _decode_condition(value: object) -> tuple[Relation, Terms]:
    polynomial, relation = members(value, ("polynomial", "relation"), "a condition of a formula")
    named = {name: found for found, name in RELATIONS.items()}
    if not isinstance(relation, str) or relation not in named:
        raise BadInputError(f"a relation is one of {' '.join(named)}, {_shown(relation)} was given")
    return named[relation], [_decode_term(term) for term in _decode_list(polynomial)]


def _decode_term(value: object) -> tuple[tuple[int, ...], int]:
    entries = _decode_list(value)
    coefficient = decode_rational(entries[0]) if len(entries) == 2 else Fraction(1, 2)
    if coefficient.denominator != 1:
        raise BadInputError("a term of a formula is an integer coefficient as a string, and a list of exponents")
    exponents = decode_integers(entries[1])
    if any(exponent < 0 for exponent in exponents):
        raise BadInputError("exponents in a formula are not negative")
    return exponents, coefficient.numerator


def _condition(size: int, relation: Relation, terms: Terms) -> SignCondition:
    total = Polynomial.from_terms(size, {})
    for exponents, coefficient in terms:
        total = total + Polynomial.from_terms(size, {exponents: coefficient})
    return SignCondition(total, relation)


def decode_loss(value: object, _field: DocumentField) -> Loss:
    gram, target = members(value, ("gram", "target"), "a square loss")
    return Loss(None if gram is None else decode_rows(gram), _decode_rationals(target))


def decode_box(value: object, _field: DocumentField) -> Box:
    centre, radius, fixed = members(value, ("centre", "radius", "fixed"), "a box")
    places = tuple(None if place is None else decode_integer(place) for place in _decode_list(fixed))
    return Box(decode_rows(centre), decode_rational(radius), places)


def decode_boxes(value: object, _field: DocumentField) -> tuple[ShortBox, ...]:
    pairs = [members(box, ("centre", "radius"), "a box") for box in _decode_list(value)]
    return tuple(
        ShortBox(tuple(decode_range(point) for point in _decode_list(centre)), decode_rational(radius))
        for centre, radius in pairs
    )


def decode_nature(value: object, _field: DocumentField) -> Nature | None:
    if value is not None and (not isinstance(value, str) or value not in NATURES):
        raise BadInputError(f"the nature is null or one of {', '.join(NATURES)}, {_shown(value)} was given")
    return None if value is None else NATURES[value]


def _shown(value: object) -> str:
    return f"{shorten(ascii(value), 40)} ({type(value).__name__})"
