"""Binary forms with exact real coefficients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from math import lcm
from operator import mul
from typing import Any, TypeAlias, TypeVar

from flint import fmpq_poly, fmpz_poly

from ..errors import BadInputError, require_integer
from .field_polynomials import FieldPolynomial
from .fields import RATIONALS, RealField, Residue
from .flintio import fractions_of, integer_multiple, rational_polynomial, to_fmpq, to_fraction
from .form_literals import parse_coefficients
from .numbers import AlgebraicNumber, Number, element, in_common_field, number, sign, text
from .short_repr import short_repr

T = TypeVar("T")


@short_repr
@dataclass(frozen=True, init=False)
class BinaryForm:
    """P = w_0 x^n + w_1 x^{n−1} y + … + w_n y^n, with exact real coefficients (w_0, …, w_n), n ≥ 0.

    The roots of P are points (x : y) of the projective line. Leading zeros are a root at infinity, (1 : 0).
    Equal coefficients are equal forms; the degree is formal.

    Args:
        coefficients: ints, Fractions, AlgebraicNumbers or finite floats (taken as the binary fractions they are), w_0
            first; they are stored as exact numbers.

    Raises:
        BadInputError: no coefficients, or one that is not a finite real number.

    Examples:
        >>> print(BinaryForm((1, 0, -5, 0, 4)))
        x^4 - 5*x^2*y^2 + 4*y^4
    """

    coefficients: tuple[Number, ...]

    def __init__(self, coefficients: Iterable[Number | int | float]) -> None:
        if isinstance(coefficients, str | bytes) or not isinstance(coefficients, Iterable):
            kind = type(coefficients).__name__
            raise BadInputError(f"a form's coefficients are a sequence such as (1, 0, -2); a {kind} was given")
        exact = tuple([c if type(c) is Fraction else number(c) for c in coefficients])
        if not exact:
            raise BadInputError("a form needs at least one coefficient, none was given")
        object.__setattr__(self, "coefficients", exact)

    def __reduce__(self) -> tuple[object, ...]:
        return BinaryForm, (self.coefficients,)

    @classmethod
    def parse(cls, literals: str) -> BinaryForm:
        """The form of comma-separated coefficients, w_0 first, or of a polynomial in x and y, or in x alone.

        Numbers are written as in `parse_number`. Raises BadInputError.

        Examples:
            >>> BinaryForm.parse("1,0,-2") == BinaryForm.parse("x^2 - 2y^2") == BinaryForm.parse("x^2 - 2")
            True
        """
        return cls(parse_coefficients(literals))

    @property
    def degree(self) -> int:
        """The formal degree n: the number of coefficients less one."""
        return len(self.coefficients) - 1

    @property
    def is_zero(self) -> bool:
        """Whether every coefficient is zero."""
        return not any(self.coefficients)

    @property
    def field(self) -> RealField:
        """A real number field that contains all coefficients; RATIONALS when all are rational."""
        return RATIONALS if self.is_rational else self._in_field[0]

    @cached_property
    def is_rational(self) -> bool:
        """Whether every coefficient is rational."""
        return all(isinstance(w, Fraction) for w in self.coefficients)

    @cached_property
    def _in_field(self) -> tuple[RealField, list[Residue]]:
        return in_common_field(self.coefficients)

    @property
    def residues(self) -> list[Residue]:
        """The coefficients as elements of `field`, w_0 first."""
        return self._in_field[1]

    @cached_property
    def integer_coordinates(self) -> tuple[fmpz_poly, ...]:
        """Integer polynomials f_0, …, f_{d−1} with Σ α^j f_j(x) = c·P(x, 1), c a positive integer, d = [field : ℚ]."""
        if self.is_rational:
            rationals = [w for w in reversed(self.coefficients) if isinstance(w, Fraction)]
            scale = lcm(*(w.denominator for w in rationals))
            return (fmpz_poly([w.numerator * (scale // w.denominator) for w in rationals]),)
        d = self.field.degree
        rows = [fractions_of(residue, d) for residue in reversed(self.residues)]
        _, cleared = integer_multiple(rows)
        return tuple(fmpz_poly([row[j] for row in cleared]) for j in range(d))

    @property
    def rationals(self) -> tuple[Fraction, ...]:
        """The coefficients of a rational form."""
        found = tuple(w for w in self.coefficients if isinstance(w, Fraction))
        if len(found) != len(self.coefficients):
            raise ValueError("the coefficients are not rational")
        return found

    @property
    def integer_polynomial(self) -> fmpz_poly:
        """c·P(x, 1) with the least positive integer c that clears denominators; for rational forms."""
        if not self.is_rational:
            raise ValueError("the coefficients are not rational")
        return self.integer_coordinates[0]

    @cached_property
    def _memory(self) -> dict[Any, Any]:
        return {}

    def remembered(self, compute: Callable[[BinaryForm], T]) -> T:
        """compute(form), which is done once for this object."""
        memory = self._memory
        if compute not in memory:
            memory[compute] = compute(self)
        result: T = memory[compute]
        return result

    @property
    def order_at_infinity(self) -> int:
        """The number of leading zeros: the multiplicity of the root (1 : 0).

        Raises:
            BadInputError: the form is zero, and every point is a root.
        """
        for i, w in enumerate(self.coefficients):
            if w:
                return i
        raise BadInputError("the zero form has no roots to count: every point of the projective line is one")

    def __mul__(self, other: BinaryForm) -> BinaryForm:
        """The product: the end-to-end filter of two stride-one layers."""
        if not isinstance(other, BinaryForm):
            return NotImplemented
        field, residues = in_common_field(self.coefficients + other.coefficients)
        size = self.degree + other.degree + 1
        a, b = residues[: self.degree + 1], residues[self.degree + 1 :]
        if field.degree == 1:
            product = fmpq_poly([r[0] for r in a]) * fmpq_poly([r[0] for r in b])
            return BinaryForm(fractions_of(product, size))
        over_field = FieldPolynomial(field.modulus, a) * FieldPolynomial(field.modulus, b)
        missing = size - len(over_field.coefficients)
        zeros = [Fraction(0)] * missing
        return BinaryForm((*(element(field, r) for r in over_field.coefficients), *zeros))

    def __pow__(self, exponent: int) -> BinaryForm:
        """The exponent-th power. Raises BadInputError unless the exponent is an integer ≥ 0."""
        exponent = require_integer(exponent, "the exponent of a form", 0)
        if exponent <= 1:
            return self if exponent else BinaryForm((1,))
        half = self ** (exponent // 2)
        return half * half * self if exponent % 2 else half * half

    def __add__(self, other: BinaryForm) -> BinaryForm:
        """The sum of two forms of the same degree. Raises BadInputError for different degrees."""
        if not isinstance(other, BinaryForm):
            return NotImplemented
        if self.degree != other.degree:
            raise BadInputError(f"forms of degrees {self.degree} and {other.degree} cannot be added")
        pairs = zip(self.coefficients, other.coefficients, strict=True)
        return BinaryForm(tuple(a + b for a, b in pairs))

    def with_coefficients(self, coefficients: Iterable[Number]) -> BinaryForm:
        """The form with other coefficients."""
        return BinaryForm(coefficients)

    def scaled(self, factor: Number | int) -> BinaryForm:
        """factor · P."""
        return BinaryForm(tuple(factor * w for w in self.coefficients))

    def in_powers(self, exponent: int) -> BinaryForm:
        """P(x^S, y^S): every coefficient followed by S − 1 zeros, but for the last."""
        spread: list[Number] = [Fraction(0)] * (self.degree * exponent + 1)
        spread[::exponent] = self.coefficients
        return BinaryForm(tuple(spread))

    def substituted(self, a: Number | int, b: Number | int, c: Number | int, d: Number | int) -> BinaryForm:
        """P(a x + b y, c x + d y); a change of coordinates when ad ≠ bc."""
        first, second = BinaryForm((a, b)), BinaryForm((c, d))
        powers = [BinaryForm((1,))]
        for _ in range(self.degree):
            powers.append(powers[-1] * second)
        total = BinaryForm((self.coefficients[0],))
        for i, w in enumerate(self.coefficients[1:], start=1):
            total = total * first + powers[i].scaled(w)
        return total

    def __call__(self, x: Number | int, y: Number | int = 1) -> Number:
        """The value P(x, y), exactly."""
        x, y = number(x), number(y)
        value: Number = self.coefficients[0]
        power_of_y: Number = Fraction(1)
        for w in self.coefficients[1:]:
            power_of_y = power_of_y * y
            value = value * x + w * power_of_y
        return value

    def sign_at(self, x: Number | int, y: Number | int = 1) -> int:
        """The exact sign of P(x, y)."""
        x, y = number(x), number(y)
        if isinstance(x, AlgebraicNumber) or isinstance(y, AlgebraicNumber) or y == 0:
            return sign(self(x, y))
        ratio = to_fmpq(x / y)
        turn = -1 if y < 0 and self.degree % 2 else 1
        return turn * self.field.sign_of([g(ratio) for g in self.integer_coordinates])

    def dehomogenised(self) -> fmpq_poly:
        """P(x, 1) for rational forms."""
        return rational_polynomial([to_fraction(r[0]) for r in reversed(self.residues)])

    def over_field(self) -> FieldPolynomial:
        """P(x, 1) over the form's field."""
        return FieldPolynomial(self.field.modulus, reversed(self.residues))

    def __str__(self) -> str:
        terms = [_term(w, self.degree - i, i) for i, w in enumerate(self.coefficients) if w]
        joined = " ".join(terms) or "0"
        return joined.removeprefix("+ ").replace("- ", "-", 1) if joined.startswith("- ") else joined.removeprefix("+ ")

    def __repr__(self) -> str:
        return f"BinaryForm.parse({','.join(text(w) for w in self.coefficients)!r})"


def in_one_field(form: BinaryForm) -> BinaryForm:
    """The same form with coefficients that are elements of its field."""
    return BinaryForm([element(form.field, residue) for residue in form.residues])


def _term(coefficient: Number, x_power: int, y_power: int) -> str:
    factors = [f"{v}^{p}" if p > 1 else v for v, p in (("x", x_power), ("y", y_power)) if p]
    size = text(coefficient)
    mark = "+"
    if isinstance(coefficient, Fraction) and coefficient < 0:
        mark, size = "-", text(-coefficient)
    elif not isinstance(coefficient, Fraction):
        size = f"({size})"
    if size == "1" and factors:
        return f"{mark} {'*'.join(factors)}"
    return f"{mark} {'*'.join([size, *factors])}"


FormLike: TypeAlias = BinaryForm | Iterable[Number | int | float] | str
"""What people have: a form, coefficients (a list, a tuple, a NumPy array), text, or a SymPy polynomial in x and y."""


def as_form(value: FormLike) -> BinaryForm:
    """A form from what people have, exactly: floats are the binary fractions they are; text is read by `parse`.

    A SymPy expression or polynomial is read as it is printed.

    Raises:
        BadInputError: the value is no form, neither coefficients nor text.
    """
    if isinstance(value, BinaryForm):
        return value
    given: object = value
    if type(given).__module__.partition(".")[0] == "sympy":
        if hasattr(given, "shape"):
            return BinaryForm(list(given))  # type: ignore[call-overload]
        expression = given.as_expr() if hasattr(given, "as_expr") else given
        return BinaryForm.parse(str(expression))
    if isinstance(given, str):
        return BinaryForm.parse(given)
    if (
        isinstance(given, bytes | bytearray | memoryview | Mapping | Set)
        or not isinstance(given, Iterable)
        or getattr(given, "ndim", 1) != 1
    ):
        kind = type(given).__name__
        raise BadInputError(f"a filter is a BinaryForm, such as BinaryForm((1, 0, -2)); a {kind} was given")
    return BinaryForm(given)


def product(forms: Iterable[BinaryForm]) -> BinaryForm:
    """The product of the forms; 1 for none."""
    left = list(forms) or [BinaryForm((1,))]
    if all(isinstance(c, Fraction) for form in left for c in form.coefficients):
        # in halves, so that most products are short
        while len(left) > 1:
            odd = left[len(left) - len(left) % 2 :]
            left = [a * b for a, b in zip(left[::2], left[1::2], strict=False)] + odd
    return reduce(mul, left)
