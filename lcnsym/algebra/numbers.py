"""Exact real numbers: rationals (`fractions.Fraction`) and irrational real algebraic numbers; how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import cached_property
from numbers import Integral, Real
from typing import TypeAlias, TypeGuard

import flint
from flint import arb, fmpq_mat, fmpq_poly, fmpz, fmpz_poly

from ..cost import require
from ..errors import BadInputError, UnsupportedError, shorten
from .fields import (
    MAX_DEGREE,
    RATIONALS,
    RealField,
    Residue,
    ball_bounds,
    common_field,
    embed,
    field_of_root,
    real_root_field,
)
from .flintio import fractions_of, rational_polynomial, to_fmpq, to_fraction
from .precision import decided
from .short_repr import short_repr

DOUBLE_PRECISION = 128


@short_repr
@dataclass(frozen=True, eq=False)
class AlgebraicNumber:
    """An irrational element of a real number field: Σ coordinates[j]·α^j.

    Made by `parse_number`, by arithmetic, and as roots of forms; a rational result of arithmetic is a Fraction. Numbers
    of different fields may be mixed, compared and hashed; equality is exact.

    Attributes:
        field: ℚ(α).
        coordinates: one rational for each power of α below the degree of the field.

    Examples:
        >>> from lcnsym import parse_number
        >>> root = parse_number("sqrt(2)")
        >>> print(root * root, root + 1, root < Fraction(3, 2), root.minpoly)
        2 1+sqrt(2) True (-2, 0, 1)
    """

    field: RealField
    coordinates: tuple[Fraction, ...]

    @cached_property
    def residue(self) -> Residue:
        """The number as a polynomial in the field's generator."""
        return rational_polynomial(self.coordinates)

    def ball(self, precision: int) -> arb:
        """A certified ball around the number, computed with `precision` bits."""
        return self.field.ball(self.residue, precision)

    @cached_property
    def own_field(self) -> RealField:
        """ℚ(this number), with the number itself as generator."""
        if self.residue == fmpq_poly([0, 1]):
            return self.field
        d = self.field.degree
        columns = [fmpq_poly([0] * j + [1]) * self.residue % self.field.modulus for j in range(d)]
        multiplication = fmpq_mat([[column[i] for column in columns] for i in range(d)])
        require(
            f"the minimal polynomial of a number of degree up to {d}", steps=_minimal_polynomial_steps(multiplication)
        )
        return field_of_root(multiplication.charpoly().numer(), self.ball)

    @property
    def minpoly(self) -> tuple[int, ...]:
        """Integer coefficients of the minimal polynomial, constant term first, primitive, leading one positive."""
        return self.own_field.minpoly

    @property
    def interval(self) -> tuple[Fraction, Fraction]:
        """Rationals lo < hi around the number with no other real root of its minimal polynomial between."""
        return self.own_field.isolating_interval

    def sign(self) -> int:
        """−1 or 1; an irrational number is never 0."""
        return self.field.sign(self.residue)

    def enclosure(self, bits: int) -> tuple[Fraction, Fraction]:
        """Rationals lo < number < hi with hi − lo < 2^−bits."""

        def bounds_at(precision: int) -> tuple[Fraction, Fraction] | None:
            ball = self.ball(precision)
            if not ball.is_finite():
                return None
            lo, hi = ball_bounds(ball)
            return (lo, hi) if (hi - lo) * (1 << bits) < 1 else None

        return decided(bounds_at, bits + 64)

    def _combined(self, other: Number | int, operation: str) -> Number:
        field, (a, b) = in_common_field((self, other))
        return element(field, getattr(a, operation)(b) % field.modulus)

    def __add__(self, other: object) -> Number:
        return self._combined(other, "__add__") if is_number(other) else NotImplemented

    def __sub__(self, other: object) -> Number:
        return self + -other if is_number(other) else NotImplemented

    def __mul__(self, other: object) -> Number:
        return self._combined(other, "__mul__") if is_number(other) else NotImplemented

    def __truediv__(self, other: object) -> Number:
        return self * inverse(other) if is_number(other) else NotImplemented

    def __rsub__(self, other: object) -> Number:
        return -self + other if is_number(other) else NotImplemented

    def __rtruediv__(self, other: object) -> Number:
        return inverse(self) * other if is_number(other) else NotImplemented

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> AlgebraicNumber:
        return AlgebraicNumber(self.field, tuple(-c for c in self.coordinates))

    def __abs__(self) -> AlgebraicNumber:
        return -self if self.sign() < 0 else self

    def __pow__(self, exponent: int) -> Number:
        return power(self, exponent)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AlgebraicNumber):
            return False
        if self.field == other.field:
            return self.coordinates == other.coordinates
        return self.own_field == other.own_field

    def __hash__(self) -> int:
        return hash(self.own_field)

    def __lt__(self, other: Number) -> bool:
        return sign(self - other) < 0

    def __gt__(self, other: Number) -> bool:
        return sign(self - other) > 0

    def __le__(self, other: Number) -> bool:
        return sign(self - other) <= 0

    def __ge__(self, other: Number) -> bool:
        return sign(self - other) >= 0

    def __float__(self) -> float:
        lo, hi = self.enclosure(DOUBLE_PRECISION)
        return float((lo + hi) / 2)

    def __reduce__(self) -> tuple[object, ...]:
        return AlgebraicNumber, (self.field, self.coordinates)

    def __str__(self) -> str:
        return text(self)

    def __repr__(self) -> str:
        return f"AlgebraicNumber({text(self)})"


Number: TypeAlias = Fraction | AlgebraicNumber


def _minimal_polynomial_steps(multiplication: fmpq_mat) -> float:
    """The estimate for the characteristic polynomial of multiplication by a number, and its root: by its size."""
    entries, denominator = multiplication.numer_denom()
    degree = entries.nrows()
    bits = max(int(x).bit_length() for x in (denominator, *entries.entries()))
    return 0.015 * degree**2 * (degree * bits)


def is_number(value: object) -> TypeGuard[Number | int]:
    """Whether the value is an exact number that arithmetic here accepts."""
    return isinstance(value, int | Fraction | AlgebraicNumber)


def number(value: object) -> Number:
    """An integer, Fraction, AlgebraicNumber or finite float (the binary fraction it is) as an exact number.

    NumPy's integers and floats are read like Python's, text and SymPy's numbers like literals.

    Raises:
        BadInputError: the value is none of these, or nan or infinite.
    """
    if isinstance(value, Fraction | AlgebraicNumber):
        return value
    if isinstance(value, Integral) and not isinstance(value, bool):
        return Fraction(int(value))
    if isinstance(value, str) or type(value).__module__.partition(".")[0] == "sympy":
        from .literals import parse_number  # noqa: PLC0415 - which makes numbers, too

        return parse_number(str(value).replace("**", "^"))
    ratio = getattr(value, "as_integer_ratio", None)
    if isinstance(value, Real) and not isinstance(value, bool) and ratio is not None:
        try:
            return Fraction(*map(int, ratio()))
        except (ValueError, OverflowError):
            pass
    raise BadInputError(
        f"{shorten(repr(value))} is not an exact real number; integers, fractions and finite floats are"
    )


def element(field: RealField, residue: Residue) -> Number:
    """The element of a field as a number: a Fraction when it is rational."""
    if residue.degree() <= 0:
        return to_fraction(residue[0])
    return AlgebraicNumber(field, fractions_of(residue, field.degree))


def in_common_field(numbers: Sequence[Number | int]) -> tuple[RealField, list[Residue]]:
    """One field that contains all the numbers, and the numbers as its elements, in their order."""
    fields = list(dict.fromkeys(n.field for n in numbers if isinstance(n, AlgebraicNumber)))
    if not fields:
        return RATIONALS, [rational_polynomial([Fraction(n)]) for n in numbers if isinstance(n, int | Fraction)]
    field, images = common_field(fields)
    image_of = dict(zip(fields, images, strict=True))

    def lifted(n: Number | int) -> Residue:
        if isinstance(n, AlgebraicNumber):
            return n.residue if n.field == field else embed(n.residue, image_of[n.field], field)
        return rational_polynomial([n])

    return field, [lifted(n) for n in numbers]


def residue_in(field: RealField, value: Number) -> Residue:
    """The number as an element of a field that contains it."""
    if not isinstance(value, AlgebraicNumber):
        return rational_polynomial([value])
    if value.field == field:
        return value.residue
    common, images = common_field([field, value.field])
    if common != field:
        raise ValueError(f"{value} is not an element of {field}")
    return embed(value.residue, images[1], field)


def sign(value: Number) -> int:
    """The sign −1, 0 or 1, exactly."""
    if isinstance(value, AlgebraicNumber):
        return value.sign()
    return (value > 0) - (value < 0)


def ball_of(value: Number) -> arb:
    """A certified ball around the number, at the current precision."""
    return value.ball(flint.ctx.prec) if isinstance(value, AlgebraicNumber) else arb(to_fmpq(value))


def as_rational(value: Number) -> Fraction:
    """The number, which is known to be rational. Raises ValueError: it is not."""
    if isinstance(value, AlgebraicNumber):
        raise ValueError("the number is not rational")
    return value


def minimal_polynomial(value: Number) -> tuple[int, ...]:
    """Integer coefficients of the minimal polynomial, constant term first, primitive, the last one positive."""
    return value.minpoly if isinstance(value, AlgebraicNumber) else (-value.numerator, value.denominator)


def inverse(value: Number | int) -> Number:
    """1/value.

    Raises:
        BadInputError: the value is 0.
    """
    if isinstance(value, AlgebraicNumber):
        return element(value.field, value.residue.xgcd(value.field.modulus)[1])
    if value == 0:
        raise BadInputError("division by zero")
    return 1 / Fraction(value)


def power(base: Number, exponent: int) -> Number:
    """base^exponent for an integer exponent, 0^0 = 1.

    Raises:
        BadInputError: a negative power of 0.
    """
    if exponent < 0:
        return power(inverse(base), -exponent)
    if not isinstance(base, AlgebraicNumber):
        return Fraction(base) ** exponent
    result: Number = Fraction(1)
    square: Number = base
    while exponent:
        if exponent & 1:
            result = square * result
        square, exponent = square * square, exponent >> 1
    return result


def sqrt(value: Number) -> Number:
    """The non-negative square root.

    Raises:
        BadInputError: the value is negative.
        UnsupportedError: the root's degree over ℚ would exceed MAX_DEGREE.
    """
    if sign(value) < 0:
        raise BadInputError(f"the square root of {shorten(text(value))} is not real; a number ≥ 0 is required")
    if isinstance(value, AlgebraicNumber):
        if 2 * len(value.minpoly) - 2 > 2 * MAX_DEGREE:
            raise UnsupportedError(f"a square root of degree over {MAX_DEGREE} is not handled")
        inflated = fmpz_poly([c for pair in ((c, 0) for c in value.minpoly) for c in pair])

        def ball_at(precision: int) -> arb:
            with flint.ctx.workprec(precision):
                return value.ball(precision).sqrt()

        return generator(field_of_root(inflated, ball_at))
    if value == 0:
        return Fraction(0)
    squarefree, outside = _square_part(fmpz(value.numerator) * fmpz(value.denominator))
    factor = Fraction(outside, value.denominator)
    if squarefree == 1:
        return factor
    return generator(RealField((-squarefree, 0, 1), 1)) * factor


def _square_part(n: fmpz) -> tuple[int, int]:
    """(m, c) with n = m·c²; m is free of the squares of small primes and is no square itself unless it is 1."""
    outside = 1
    for prime in (2, 3, 5, 7, 11, 13):
        n, root = _without_squares(n, prime)
        outside *= root
    root_of_rest, rest = n.sqrtrem()
    return (1, outside * int(root_of_rest)) if rest == 0 else (int(n), outside)


def _without_squares(n: fmpz, base: int) -> tuple[fmpz, int]:
    """(m, c) with n = m·c² and c the greatest power of the base that allows it; ever larger squares first."""
    if n % (base * base) != 0:
        return n, 1
    rest, root = _without_squares(n, base * base)
    if rest % (base * base) == 0:
        return rest // (base * base), root * base
    return rest, root


def root(polynomial: Sequence[int], index: int) -> Number:
    """The index-th distinct real root, ascending from 0, of an integer polynomial, constant term first.

    Raises:
        BadInputError: the polynomial is constant or has no such real root.
    """
    integer_polynomial = fmpz_poly(list(polynomial))
    if integer_polynomial.degree() < 1:
        raise BadInputError("root(POLY, i) needs a polynomial of degree at least 1")
    return generator(real_root_field(integer_polynomial, index))


def generator(field: RealField) -> Number:
    """The marked generator α of the field, as a number."""
    return element(field, fmpq_poly([0, 1]) % field.modulus)


def text(value: Number | int) -> str:
    """The number as a literal that `literals.parse_number` reads back to the same value."""
    if not isinstance(value, AlgebraicNumber):
        top = fmpz(value.numerator).str()
        return top if value.denominator == 1 else f"{top}/{fmpz(value.denominator).str()}"
    if len(value.minpoly) == 3:
        return _quadratic_text(value)
    return f"root({polynomial_text(value.minpoly)}, {value.own_field.root_index})"


def long_repr(value: object) -> str:
    """As `repr`, which refuses integers with more digits than `sys.get_int_max_str_digits()`; this writes them."""
    try:
        return repr(value)
    except ValueError:
        if isinstance(value, int):
            return fmpz(value).str()
        if isinstance(value, Fraction):
            return f"Fraction({long_repr(value.numerator)}, {long_repr(value.denominator)})"
        if isinstance(value, tuple):
            return f"({', '.join(map(long_repr, value))}{',' if len(value) == 1 else ''})"
        if is_dataclass(value):
            return fields_repr(value)
        raise


def fields_repr(value: object) -> str:
    """What a dataclass's own `__repr__` says, with integers of any length. Raises TypeError for anything else."""
    shown = (f"{field.name}={long_repr(getattr(value, field.name))}" for field in fields(value) if field.repr)  # type: ignore[arg-type]
    return f"{type(value).__name__}({', '.join(shown)})"


def square_parts(value: AlgebraicNumber) -> tuple[Fraction, Fraction, int]:
    """(c, f, r) with value = c + f·√r, for a number of degree 2; r is free of the squares of small primes."""
    c, b, a = value.minpoly
    radicand, outside = _square_part(fmpz(b * b - 4 * a * c))
    centre = Fraction(-b, 2 * a)
    return centre, Fraction(outside, 2 * a) * (1 if value > centre else -1), radicand


def _quadratic_text(value: AlgebraicNumber) -> str:
    centre, factor, radicand = square_parts(value)
    head = text(centre) if centre else ""
    size = "" if abs(factor) == 1 else f"{text(abs(factor))}*"
    joint = "-" if factor < 0 else "+" if centre else ""
    return f"{head}{joint}{size}sqrt({text(radicand)})"


def polynomial_text(coefficients: Sequence[int], variable: str = "x") -> str:
    """An integer polynomial, constant term first, written with descending powers."""
    terms = [_term(c, j, variable) for j, c in reversed(list(enumerate(coefficients))) if c]
    joined = "".join(terms) or "+0"
    return joined.removeprefix("+")


def _term(coefficient: int, exponent: int, variable: str) -> str:
    mark = "-" if coefficient < 0 else "+"
    size = text(abs(coefficient))
    if exponent == 0:
        return mark + size
    monomial = variable if exponent == 1 else f"{variable}^{exponent}"
    return mark + (monomial if size == "1" else f"{size}*{monomial}")


def approximation(value: Number) -> float | None:
    """The nearest double or so; None where the number is too large, or too small, for one."""
    try:
        nearest = float(value)
    except OverflowError:
        return None
    return nearest if nearest or not value else None


def to_json(value: Number) -> str | dict[str, object]:
    """A rational as the string "p/q", an algebraic number as {minpoly, interval, approx}."""
    if not isinstance(value, AlgebraicNumber):
        return text(value)
    return {
        "minpoly": [int_to_json(c) for c in value.minpoly],
        "interval": [text(end) for end in value.interval],
        "approx": approximation(value),
    }


def enclosure_to_json(lo: Fraction, hi: Fraction) -> str | dict[str, object]:
    """A real number lo ≤ w ≤ hi, of which no more is known, as {minpoly: null, interval, approx}; "p/q" for lo = hi."""
    if lo == hi:
        return text(lo)
    return {"minpoly": None, "interval": [text(lo), text(hi)], "approx": approximation((lo + hi) / 2)}


def int_to_json(value: int) -> int | str:
    """A JSON integer, or its decimal string where it has too many digits for common JSON readers."""
    return value if value.bit_length() < 4096 else text(value)
