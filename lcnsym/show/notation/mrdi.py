"""Exact numbers, fields, polynomials and matrices in the file format of MaRDI, as OSCAR writes it.

The format is JSON: `_type` says what `data` is, by a name and parameters, and `_refs` holds the rings and fields that
are parameters. Rationals are written "p//q". A real number field is OSCAR's EmbeddedNumField: a polynomial, and a ball
with one real root of it, whose midpoint and radius are four hexadecimal integers m e r f for m·2^e ± r·2^f.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from math import lcm
from typing import Any, TypeAlias

from ...algebra.bezout import distinct_roots
from ...algebra.fields import RealField
from ...algebra.flintio import fraction_of_digits
from ...algebra.forms import BinaryForm, in_one_field
from ...algebra.numbers import AlgebraicNumber, Number, generator, number, root, text
from ...algebra.polynomials import Polynomial
from ...errors import BadInputError, LcnsymError, UnsupportedError, require_sequence, shorten

Json: TypeAlias = Any
Matrix: TypeAlias = tuple[tuple[Number, ...], ...]
Exchanged: TypeAlias = Number | RealField | BinaryForm | Polynomial | Matrix
NAMESPACE = {"Oscar": ["https://github.com/oscar-system/Oscar.jl", "1.3.0"]}
RATIONALS: Json = {"_type": "QQField"}
MAX_TEXT = 16 * 2**20
MAX_DEGREE = 64
BALL_BITS = 64
_RATIONAL = re.compile(r"(-?\d+)(?://(\d+))?", re.ASCII)
_HEX = re.compile(r"-?[0-9a-f]+", re.ASCII)


def to_mrdi(value: Exchanged | int | Sequence[Sequence[Number | int]]) -> str:
    """The value as a file of the format, with a final newline.

    Args:
        value: a number, rational or in a real number field; a `RealField`; a form, which becomes a polynomial in x and
            y; a polynomial in w0, …, wn; or a matrix, as rows of numbers.

    Raises:
        BadInputError: another kind of value.

    Source: arXiv 2309.00465 for the format; OSCAR 1.3 for the names of its types.

    Examples:
        >>> print(to_mrdi(Fraction(-5, 2))[74:], end="")
        "_type": {"name": "QQFieldElem", "params": {"_type": "QQField"}}, "data": "-5//2"}
        >>> text = to_mrdi(BinaryForm.parse("1,0,-sqrt(2)"))
        >>> from_mrdi(text) == BinaryForm.parse("1,0,-sqrt(2)")
        True
    """
    writer = _Writer()
    kind, data = writer.written(value)
    document = {"_ns": NAMESPACE, "_type": kind, "data": data}
    return json.dumps({**document, **({"_refs": writer.refs} if writer.refs else {})}) + "\n"


def from_mrdi(text: str) -> Exchanged:
    """The value in a file of the format.

    Returns:
        A number; a field; rows of numbers; a form for a polynomial in one variable, which is made homogeneous, and for
        a homogeneous one in two; a `Polynomial` for others with integer coefficients.

    Raises:
        BadInputError: it is no such file, or what it says is not consistent.
        UnsupportedError: another type than these, or a field that is not ℚ or a real number field over it.

    Source: arXiv 2309.00465 for the format.

    Examples:
        >>> form = from_mrdi(to_mrdi(BinaryForm.parse("x^2 - 2y^2")))
        >>> print(form)
        x^2 - 2*y^2
    """
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise BadInputError(f"a text of at most {MAX_TEXT} characters is required")
    try:
        document = json.loads(text)
        return _Reader(document.get("_refs", {})).value(document)
    except LcnsymError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise BadInputError(f"this is not the format of MaRDI: {type(error).__name__} {shorten(str(error))}") from None


class _Writer:
    """Writes values; `refs` are the rings and fields that they need."""

    def __init__(self) -> None:
        self.refs: dict[str, Json] = {}

    def written(self, value: object) -> tuple[Json, Json]:
        """The type and the data."""
        if isinstance(value, RealField):
            embedding = self._field(value, is_alone=True)
            return {"name": "EmbeddedNumField", "params": embedding}, []
        if isinstance(value, BinaryForm):
            return self._form(value)
        if isinstance(value, Polynomial):
            names = [f"w{i}" for i in range(value.number_of_variables)]
            terms = [[list(map(str, exponents)), text(Fraction(c))] for exponents, c in value.terms.items()]
            return self._polynomial(RATIONALS, names, terms)
        if isinstance(value, AlgebraicNumber):
            return {"name": "EmbeddedNumFieldElem", "params": self._field(value.field)}, _entry(value, value.field)
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            return {"name": "QQFieldElem", "params": RATIONALS}, _rational(Fraction(value))
        return self._matrix(value)

    def _form(self, form: BinaryForm) -> tuple[Json, Json]:
        n, inside = form.degree, in_one_field(form) if not form.is_rational else form
        base = RATIONALS if form.is_rational else self._field(form.field)
        terms = [[[str(n - i), str(i)], _entry(c, form.field)] for i, c in enumerate(inside.coefficients) if c != 0]
        return self._polynomial(base, ["x", "y"], terms)

    def _polynomial(self, base: Json, names: list[str], terms: Json) -> tuple[Json, Json]:
        ring = self._ref({"_type": {"name": "MPolyRing", "params": base}, "data": {"symbols": names}})
        return {"name": "MPolyRingElem", "params": ring}, terms

    def _matrix(self, value: object) -> tuple[Json, Json]:
        rows = [[number(c) for c in require_sequence(row, "the rows of a matrix")] for row in _sequence(value)]
        if not rows or len({len(row) for row in rows}) > 1:
            raise BadInputError("a matrix has rows of one length, at least one")
        together = BinaryForm([c for row in rows for c in row] or [0])
        inside = iter((together if together.is_rational else in_one_field(together)).coefficients)
        base = RATIONALS if together.is_rational else self._field(together.field)
        shape = {"ncols": str(len(rows[0])), "nrows": str(len(rows))}
        space = self._ref({"_type": {"name": "MatSpace", "params": base}, "data": shape})
        data = [[_entry(next(inside), together.field) for _ in row] for row in rows]
        return {"name": "MatElem", "params": space}, data

    def _field(self, field: RealField, *, is_alone: bool = False) -> str:
        """The reference of an embedded field, or of its embedding alone."""
        ring = self._ref({"_type": {"name": "PolyRing", "params": RATIONALS}, "data": {"symbols": ["x"]}})
        terms = [[str(j), text(Fraction(c))] for j, c in enumerate(field.minpoly) if c]
        plain = self._ref(
            {"_type": {"name": "AbsSimpleNumField", "params": ring}, "data": {"def_pol": terms, "var": "a"}}
        )
        embedding = self._ref(
            {
                "_type": {"name": "Hecke.AbsSimpleNumFieldEmbedding", "params": plain},
                "data": [_ball(field), "0 0 0 0"],
            }
        )
        if is_alone:
            return embedding
        return self._ref({"_type": {"name": "EmbeddedNumField", "params": embedding}, "data": []})

    def _ref(self, value: Json) -> str:
        """The name of a ring or field, the same for equal ones."""
        digest = sha256(json.dumps(value, sort_keys=True).encode()).digest()
        name = str(uuid.UUID(bytes=digest[:16], version=4))
        self.refs[name] = value
        return name


def _sequence(value: object) -> list[object]:
    if isinstance(value, str | bytes | Mapping):
        raise BadInputError(
            f"numbers, real number fields, forms, polynomials and matrices are written, no {type(value).__name__}"
        )
    return list(require_sequence(value, "a matrix"))


def _rational(value: Fraction) -> str:
    return text(value).replace("/", "//")


def _entry(value: Number, field: RealField) -> Json:
    """An element of ℚ, or of a real number field by the powers of its generator."""
    if field.degree == 1:
        assert isinstance(value, Fraction)  # noqa: S101 - in its field
        return _rational(value)
    coordinates = value.coordinates if isinstance(value, AlgebraicNumber) else (value,)
    return [[str(j), _rational(c)] for j, c in enumerate(coordinates) if c]


def _ball(field: RealField) -> str:
    """A ball that holds the generator and no other real root of its minimal polynomial."""
    alpha = generator(field)
    others = [a for a in _real_roots(field.minpoly) if a != alpha]
    bits = BALL_BITS
    while True:
        lo, hi = alpha.enclosure(bits) if isinstance(alpha, AlgebraicNumber) else (alpha, alpha)
        middle = (lo.numerator << bits) // lo.denominator
        width = hi - Fraction(middle, 1 << bits)
        exponent = 0
        while Fraction(1, 2**exponent) / 2 >= width and exponent < bits - 1:
            exponent += 1
        radius = Fraction(1, 2**exponent)
        center = Fraction(middle, 1 << bits)
        if not any(center - radius <= other <= center + radius for other in others):
            return f"{_hex(middle)} {_hex(-bits)} 1 {_hex(-exponent)}"
        bits *= 2


def _hex(value: int) -> str:
    return f"{'-' if value < 0 else ''}{abs(value):x}"


def _real_roots(polynomial: Sequence[int]) -> list[Number]:
    count, _ = distinct_roots(BinaryForm([Fraction(c) for c in reversed(polynomial)]))
    return [root(polynomial, i) for i in range(count)]


class _Reader:
    """Reads values; the fields that were read already are kept."""

    def __init__(self, refs: Json) -> None:
        self.refs = refs
        self.fields: dict[str, Number | None] = {}

    def value(self, document: Json) -> Exchanged:
        """Of the whole file."""
        name, params = _typed(document)
        data = document.get("data")
        if name in {"QQFieldElem", "ZZRingElem", "Base.Int"}:
            return _read_rational(data)
        if name == "EmbeddedNumField":
            return self._real_field(self._embedded(params))
        if name in {"EmbeddedNumFieldElem", "Hecke.EmbeddedNumFieldElem"}:
            return self._element(data, self._generator(params))
        if name in {"MPolyRingElem", "PolyRingElem"}:
            return self._polynomial(data, params)
        if name == "MatElem":
            alpha = self._generator(self._base(self.refs[params], "MatSpace"))
            return tuple(tuple(self._element(entry, alpha) for entry in row) for row in data)
        raise UnsupportedError(f"values of the type '{shorten(str(name), 40)}' are not read")

    def _base(self, ring: Json, *kinds: str) -> Json:
        """What a ring or space is over; older files have it in the data."""
        name, params = _typed(ring)
        if name not in kinds:
            raise UnsupportedError(f"a {kinds[0]} is required, a '{shorten(str(name), 40)}' was given")
        return ring["data"].get("base_ring", params) if isinstance(ring["data"], dict) else params

    def _polynomial(self, data: Json, params: str) -> BinaryForm | Polynomial:
        ring = self.refs[params]
        alpha = self._generator(self._base(ring, "MPolyRing", "PolyRing"))
        names = ring["data"]["symbols"]
        terms: dict[tuple[int, ...], Number] = {}
        for exponents, coefficient in data:
            place = tuple(_natural(e) for e in ([exponents] if isinstance(exponents, str) else exponents))
            if len(place) != len(names) or place in terms:
                raise BadInputError("exponents are one for each variable, and each monomial stands once")
            terms[place] = self._element(coefficient, alpha)
        degrees = {sum(place) for place in terms}
        if len(names) == 1 or (len(names) == 2 and len(degrees) == 1):
            n = max(degrees, default=0)
            found: list[Number] = [Fraction(0)] * (n + 1)
            for place, c in terms.items():
                found[n - place[0]] = c
            return BinaryForm(found)
        integers = {place: _integer(c) for place, c in terms.items()}
        return Polynomial.from_terms(len(names), integers)

    def _element(self, data: Json, alpha: Number | None) -> Number:
        """An element of ℚ, or of the field of a generator."""
        if alpha is None:
            return _read_rational(data)
        found: Number = Fraction(0)
        for exponent, coefficient in data:
            power = _natural(exponent)
            if power > MAX_DEGREE:
                raise BadInputError(f"an element of a field is written with powers below its degree, not {power}")
            found = found + alpha**power * _read_rational(coefficient)
        return found

    def _generator(self, field: Json) -> Number | None:
        """The generator of a field that is written or referred to; None: it is ℚ or ℤ."""
        if isinstance(field, str) and field in self.refs:
            if field not in self.fields:
                self.fields[field] = self._generator(self.refs[field])
            return self.fields[field]
        name, params = _typed(field if isinstance(field, dict) else {"_type": field})
        if name in {"QQField", "ZZRing"}:
            return None
        if name == "EmbeddedNumField":
            return self._embedded(params)
        raise UnsupportedError(
            f"coefficients in '{shorten(str(name), 40)}' are not read; ℚ and embedded real fields are"
        )

    def _embedded(self, embedding: str) -> Number:
        """The real root that an embedding marks."""
        value = self.refs[embedding]
        name, params = _typed(value)
        field = self.refs[params]
        if name != "Hecke.AbsSimpleNumFieldEmbedding" or _typed(field)[0] != "AbsSimpleNumField":
            raise UnsupportedError(f"fields over ℚ alone are read; the embedding is '{shorten(str(name), 40)}'")
        terms = {_natural(j): _read_rational(c) for j, c in field["data"]["def_pol"]}
        if len(terms) < len(field["data"]["def_pol"]):
            raise BadInputError("each power of the polynomial of a field stands once")
        if not 1 <= max(terms) <= MAX_DEGREE:
            raise UnsupportedError(f"fields of degree up to {MAX_DEGREE} are read, not {max(terms)}")
        scale = lcm(*(c.denominator for c in terms.values()))
        integers = [int(terms.get(j, Fraction(0)) * scale) for j in range(max(terms) + 1)]
        real, imaginary = (_read_ball(ball) for ball in value["data"])
        if imaginary[0] != 0:
            raise UnsupportedError("the embedding is not real")
        middle, radius = real
        near = [a for a in _real_roots(integers) if middle - radius <= a <= middle + radius]
        if len(near) != 1:
            raise BadInputError(
                f"the ball of the embedding has {len(near)} real roots of the polynomial, it must have one"
            )
        return near[0]

    def _real_field(self, alpha: Number) -> RealField:
        if not isinstance(alpha, AlgebraicNumber):
            raise BadInputError("the polynomial of a field is irreducible, this one has a rational root")
        return alpha.own_field


def _typed(document: Json) -> tuple[Json, Json]:
    """The name of a type, and its parameters."""
    kind = document["_type"]
    return (kind, None) if isinstance(kind, str) else (kind["name"], kind.get("params"))


def _read_rational(data: Json) -> Fraction:
    found = _RATIONAL.fullmatch(data) if isinstance(data, str) else None
    if found is None or (found[2] is not None and not found[2].strip("0")):
        raise BadInputError(f"a rational is written like -5//2, '{shorten(str(data), 40)}' was given")
    return fraction_of_digits(found[1], found[2] or "1")


def _integer(value: Number) -> int:
    if not isinstance(value, Fraction) or value.denominator != 1:
        raise UnsupportedError("polynomials in several variables that are no forms are read with integer coefficients")
    return int(value)


def _natural(text: Json) -> int:
    if not isinstance(text, str) or not text.isascii() or not text.isdigit() or len(text) > 6:
        raise BadInputError(f"an exponent is a text of up to six digits, '{shorten(str(text), 40)}' was given")
    return int(text)


def _read_ball(text: Json) -> tuple[Fraction, Fraction]:
    """The midpoint and the radius."""
    words = text.split(" ") if isinstance(text, str) else []
    if len(words) != 4 or not all(_HEX.fullmatch(word) and len(word) <= 4096 for word in words):
        raise BadInputError(f"a ball is four hexadecimal integers, '{shorten(str(text), 40)}' was given")
    middle, exponent, radius, size = (int(word, 16) for word in words)
    if max(abs(exponent), abs(size)) > 1 << 16:
        raise BadInputError("the ball's exponents are too large")
    return middle * Fraction(2) ** exponent, radius * Fraction(2) ** size
