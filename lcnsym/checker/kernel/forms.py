"""Binary forms over the document's field: reading, signs, products."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from .fields import Field
from .limits import MAX_DEGREE, bit_size
from .linear import cleared
from .outcome import Malformed
from .polynomials import Row, add_product, values
from .reading import items, rational


class Form:
    """P = (1/scale)·Σ_j α^j·P_j, P_j with integer coefficients, scale > 0.

    `rows[j][i]` is the coefficient of x^i y^(n−i) in P_j: constant term of P(x, 1) first.
    """

    def __init__(self, field: Field, rows: list[Row], scale: int = 1) -> None:
        self.field, self.rows, self.scale = field, rows, scale
        self.degree = len(rows[0]) - 1

    @property
    def bits(self) -> int:
        """The length of the longest integer coefficient."""
        return bit_size(self.rows)

    def coefficient(self, i: int) -> Row:
        """The vector of the coefficient of x^i y^(n−i), times the scale."""
        return [row[i] for row in self.rows]

    def is_zero(self) -> bool:
        """Whether every coefficient is zero."""
        return self.order_at_zero() > self.degree

    def order_at_zero(self) -> int:
        """The number of trailing zeros; n + 1 for the zero form."""
        return self._zeros(range(self.degree + 1))

    def order_at_infinity(self) -> int:
        """The number of leading zeros; n + 1 for the zero form."""
        return self._zeros(range(self.degree, -1, -1))

    def _zeros(self, order: Sequence[int]) -> int:
        found = (k for k, i in enumerate(order) if not self.field.is_zero(self.coefficient(i)))
        return next(found, self.degree + 1)

    def sign_at(self, point: Fraction) -> int:
        """The exact sign of P(point, 1)."""
        return self.field.sign(values(self.rows, point, self.field.work))

    def times(self, other: Form) -> Form:
        """The product, reduced modulo m by multiplying with its leading coefficient."""
        d, size, work = self.field.degree, self.degree + other.degree + 1, self.field.work
        bits = self.bits + other.bits + 12
        work.products((self.degree + 1) * (other.degree + 1) * d * d, self.bits, other.bits)
        wide = [[0] * size for _ in range(2 * d - 1)]
        for j, f in enumerate(self.rows):
            for k, g in enumerate(other.rows):
                add_product(wide[j + k], f, g)
        minpoly_bits = bit_size([self.field.minpoly])
        work.products(3 * d * (d - 1) * size, bits + (d - 1) * (minpoly_bits + 1), minpoly_bits)
        work.room(2 * d * size, bits + (d - 1) * (minpoly_bits + 1))
        rows, factor = _reduced(wide, self.field)
        work.products(2, self.scale.bit_length() + d * minpoly_bits, other.scale.bit_length())
        return Form(self.field, rows, self.scale * other.scale * factor)

    def in_powers(self, exponent: int) -> Form:
        """P(x^S, y^S)."""
        return self.spread(range(0, self.degree * exponent + 1, exponent))

    def spread(self, places: Sequence[int]) -> Form:
        """The form with w_i at the place of i among its coefficients, zeros elsewhere."""
        last = places[-1]
        rows = [[0] * (last + 1) for _ in self.rows]
        for wide, row in zip(rows, self.rows, strict=True):
            for i, place in enumerate(places):
                wide[last - place] = row[self.degree - i]
        return Form(self.field, rows, self.scale)

    def less(self, other: Form) -> Form:
        """The difference of two forms of one degree, over the least common multiple of the scales."""
        work, bits = self.field.work, max(self.bits, other.bits)
        longest = max(self.scale.bit_length(), other.scale.bit_length())
        work.divisions(3, longest, longest)
        scale = lcm(self.scale, other.scale)
        work.products(2 * self.field.degree * (self.degree + 1), bits, scale.bit_length())
        m, n = scale // self.scale, scale // other.scale
        pairs = zip(self.rows, other.rows, strict=True)
        return Form(self.field, [[m * a - n * b for a, b in zip(*pair, strict=True)] for pair in pairs], scale)

    def equals(self, other: Form) -> bool:
        """Whether the two forms are the same, coefficient by coefficient."""
        return self.degree == other.degree and self.less(other).is_zero()

    def is_product(self, first: Form, factors: Sequence[tuple[Form, int]], exponent: int = 1) -> bool:
        """Whether it is a form times Π A^m(x^S, y^S) for factors (A, m), m ≥ 1.

        The degrees are compared first, as products may be large.
        """
        if first.degree + exponent * sum(m * factor.degree for factor, m in factors) != self.degree:
            return False
        for factor, m in factors:
            first = factor.power(m).in_powers(exponent).times(first)
        return first.equals(self)

    def power(self, exponent: int) -> Form:
        """The power with an exponent ≥ 1, by squaring."""
        if exponent == 1:
            return self
        half = self.power(exponent // 2)
        square = half.times(half)
        return square.times(self) if exponent % 2 else square


def _reduced(wide: list[Row], field: Field) -> tuple[list[Row], int]:
    """Rows for α^0..α^(d−1) from rows up to α^(2d−2), and the factor by which everything was multiplied."""
    d, lead, factor = field.degree, field.minpoly[-1], 1
    while len(wide) > d:
        top = wide.pop()
        if not any(top):
            continue
        factor *= lead
        offset = len(wide) - d
        if lead != 1:
            wide = [[c * lead for c in row] for row in wide]
        for j, m in enumerate(field.minpoly[:-1]):
            if m:
                wide[offset + j] = [c - m * t for c, t in zip(wide[offset + j], top, strict=True)]
    return wide, factor


def constant(field: Field, number: list[Fraction]) -> Form:
    """The form of degree 0 with this value."""
    return _from_numbers(field, [number])


def read_number(document: object, field: Field, where: str) -> list[Fraction]:
    """A rational string, or with a field a list of d rationals that is not rational; as d coordinates."""
    if not isinstance(document, list):
        return [rational(document, where)] + [Fraction(0)] * (field.degree - 1)
    if field.degree == 1:
        raise Malformed(f"{where} must be a rational as a string where the field is null")
    coordinates = [rational(q, where) for q in items(document, where, field.degree, field.degree)]
    if not any(coordinates[1:]):
        raise Malformed(f"{where} is rational and must be written as a string")
    return coordinates


def read_form(document: object, field: Field, where: str) -> Form:
    """A list of numbers, leading coefficient first."""
    numbers = [read_number(w, field, f"a coefficient of {where}") for w in items(document, where, 1, MAX_DEGREE + 1)]
    return _from_numbers(field, numbers)


def _from_numbers(field: Field, numbers: list[list[Fraction]]) -> Form:
    degrees = range(field.degree)
    flat, scale = cleared([number[j] for j in degrees for number in reversed(numbers)], field.work)
    return Form(field, [flat[j * len(numbers) : (j + 1) * len(numbers)] for j in degrees], scale)
