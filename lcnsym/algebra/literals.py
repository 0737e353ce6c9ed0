"""Text to exact numbers, by a parser with size limits; nothing is ever evaluated as code.

    list     = sum { "," sum }
    sum      = product { ("+" | "-") product }
    product  = signed { ("*" | "/") signed }
    signed   = { "+" | "-" } power
    power    = atom [ "^" exponent ]
    atom     = decimal | "(" sum ")" | "sqrt" "(" sum ")" | "root" "(" polynomial "," natural ")"
    exponent = [ "-" ] natural | "(" [ "-" ] natural ")"
    decimal  = digits [ "." digits ] [ ("e" | "E") [ "+" | "-" ] digits ]

A polynomial is a sum in which "x" is an atom too, with integer coefficients and no division.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, NoReturn, TypeVar

from flint import fmpz, fmpz_poly

from ..errors import BadInputError, LcnsymError, shorten
from .numbers import AlgebraicNumber, Number, inverse, power, root, sqrt, text

MAX_TEXT = 4_000_000
MAX_DIGITS = 100_000
_OF_SEVERAL_AXES = re.compile(r"[xy]\d+")
MAX_EXPONENT = 100_000
MAX_NESTING = 100
MAX_BITS = 4_000_000
MAX_POLYNOMIAL_DEGREE = 64

_TOKEN = re.compile(
    r"\s*(?:(?P<decimal>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<mark>[-+*/^(),]))",
    re.ASCII,
)

Value = TypeVar("Value")


def parse_number(text: str) -> Number:
    """One exact number.

    Raises:
        BadInputError: the text is not one number of the grammar above, or exceeds a size limit.

    Examples:
        >>> print(parse_number("3/2"), parse_number("0.5"), parse_number("1+sqrt(2)"), parse_number("root(x^3-2,0)"))
        3/2 1/2 1+sqrt(2) root(x^3-2, 0)
    """
    numbers = parse_numbers(text)
    if len(numbers) != 1:
        raise BadInputError(f"one number is required, '{shorten(text)}' lists {len(numbers)}")
    return numbers[0]


def parse_numbers(text: str) -> tuple[Number, ...]:
    """A comma-separated list of at least one exact number. Raises as `parse_number`.

    Examples:
        >>> print(*parse_numbers("1, -2*sqrt(2), 1e-3"))
        1 -2*sqrt(2) 1/1000
    """
    if not isinstance(text, str):
        kind = type(text).__name__
        raise BadInputError(f"numbers are text such as 3/2 or 1,sqrt(2) here; a {kind} was given")
    if len(text) > MAX_TEXT:
        raise BadInputError(f"a list of numbers may have {MAX_TEXT} characters, '{shorten(text)}' has more")
    parser = Parser(text)
    try:
        numbers = [parser.sum(_NUMBERS)]
        while parser.accept(","):
            numbers.append(parser.sum(_NUMBERS))
        parser.expect_end()
    except BadInputError as error:
        raise BadInputError(f"cannot read '{shorten(text)}': {error}") from None
    except LcnsymError as error:
        raise type(error)(f"cannot handle '{shorten(text)}': {error}") from None
    return tuple(numbers)


@dataclass(frozen=True)
class Algebra(Generic[Value]):
    """The values that a sum may have, and their operations: real numbers, polynomials inside root(…), or forms."""

    constant: Callable[[Fraction], Value]
    add: Callable[[Value, Value], Value]
    negate: Callable[[Value], Value]
    multiply: Callable[[Value, Value], Value]
    divide: Callable[[Value, Value], Value]
    raise_to: Callable[[Value, int], Value]
    named: Callable[[Parser, str], Value]
    bits: Callable[[Value], int]
    is_juxtaposed: bool = False
    """Whether factors may stand side by side, the second beginning with a name or a parenthesis."""

    def sized(self, value: Value) -> Value:
        """The value, refused if it is too large."""
        if self.bits(value) > MAX_BITS:
            raise BadInputError(f"a number has more than {MAX_BITS} bits")
        return value


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            rest = text[position:].lstrip()
            raise BadInputError(f"'{shorten(rest, 20)}' is not part of a number")
        tokens.append((match.lastgroup or "", match.group(match.lastgroup or 0)))
        position = match.end()
    return tokens


class Parser:
    """Recursive descent over the tokens, with a limit on the depth."""

    def __init__(self, text: str) -> None:
        try:
            self.tokens = _tokens(text)
        except BadInputError as error:
            raise BadInputError(f"cannot read '{shorten(text)}': {error}") from None
        self.position = 0
        self.depth = 0

    def peek(self) -> str:
        """The next token's text; empty at the end."""
        return self.tokens[self.position][1] if self.position < len(self.tokens) else ""

    def accept(self, mark: str) -> bool:
        """Step over the mark if it is next."""
        if self.peek() != mark:
            return False
        self.position += 1
        return True

    def expect(self, mark: str) -> None:
        """Step over the mark, which must be next."""
        if not self.accept(mark):
            self.fail(f"'{mark}'")

    def expect_end(self) -> None:
        """Nothing may follow."""
        if self.peek():
            self.fail("the end or a comma")

    def fail(self, wanted: str) -> NoReturn:
        """Refuse the next token."""
        raise BadInputError(f"{wanted} expected, found {repr(shorten(self.peek(), 20)) if self.peek() else 'the end'}")

    def sum(self, algebra: Algebra[Value]) -> Value:
        """sum = product { ("+" | "-") product }."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise BadInputError(f"parentheses are nested more than {MAX_NESTING} deep")
        value = self.product(algebra)
        while self.peek() in ("+", "-"):
            subtract = self.tokens[self.position][1] == "-"
            self.position += 1
            term = self.product(algebra)
            value = algebra.sized(algebra.add(value, algebra.negate(term) if subtract else term))
        self.depth -= 1
        return value

    def product(self, algebra: Algebra[Value]) -> Value:
        """product = signed { ("*" | "/") signed }."""
        value = self.signed(algebra)
        while self.peek() in ("*", "/") or (algebra.is_juxtaposed and self.begins_a_factor()):
            quotient = self.peek() == "/"
            factor = self.signed(algebra) if self.accept("*") or self.accept("/") else self.power(algebra)
            value = algebra.sized((algebra.divide if quotient else algebra.multiply)(value, factor))
        return value

    def begins_a_factor(self) -> bool:
        """Whether a name or a parenthesis is next."""
        return self.peek() == "(" or (self.position < len(self.tokens) and self.tokens[self.position][0] == "name")

    def signed(self, algebra: Algebra[Value]) -> Value:
        """signed = { "+" | "-" } power."""
        negative = False
        while self.peek() in ("+", "-"):
            negative ^= self.peek() == "-"
            self.position += 1
        value = self.power(algebra)
        return algebra.negate(value) if negative else value

    def power(self, algebra: Algebra[Value]) -> Value:
        """power = atom [ "^" exponent ]."""
        base = self.atom(algebra)
        if not self.accept("^"):
            return base
        exponent = self.exponent()
        if algebra.bits(base) * abs(exponent) > MAX_BITS:
            raise BadInputError(f"the power with exponent {exponent} has more than {MAX_BITS} bits")
        return algebra.sized(algebra.raise_to(base, exponent))

    def exponent(self) -> int:
        """exponent = [ "-" ] natural | "(" [ "-" ] natural ")"."""
        inside = self.accept("(")
        negative = self.accept("-")
        exponent = self.natural("an integer exponent")
        if inside:
            self.expect(")")
        return -exponent if negative else exponent

    def natural(self, what: str) -> int:
        """A natural number of moderate size."""
        digits = self.peek()
        if not digits.isascii() or not digits.isdigit():
            self.fail(what)
        if len(digits) > len(str(MAX_EXPONENT)) or int(digits) > MAX_EXPONENT:
            raise BadInputError(f"{what} may be at most {MAX_EXPONENT}, found '{shorten(digits, 20)}'")
        self.position += 1
        return int(digits)

    def atom(self, algebra: Algebra[Value]) -> Value:
        """atom = decimal | "(" sum ")" | name."""
        if self.accept("("):
            value = self.sum(algebra)
            self.expect(")")
            return value
        if self.position >= len(self.tokens):
            self.fail("a number")
        kind, word = self.tokens[self.position]
        if kind == "mark":
            self.fail("a number")
        self.position += 1
        return algebra.constant(_decimal(word)) if kind == "decimal" else algebra.named(self, word)


def _decimal(word: str) -> Fraction:
    """The exact value of a decimal literal."""
    mantissa, _, exponent = word.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    if len(whole) + len(fraction) > MAX_DIGITS:
        raise BadInputError(f"a number may have {MAX_DIGITS} digits, '{shorten(word, 20)}' has more")
    if len(exponent.lstrip("+-").lstrip("0")) > len(str(MAX_EXPONENT)) or abs(int(exponent or 0)) > MAX_EXPONENT:
        raise BadInputError(f"a decimal exponent may be at most {MAX_EXPONENT}, found '{shorten(word, 20)}'")
    return int(fmpz(whole + fraction)) * Fraction(10) ** (int(exponent or 0) - len(fraction))


def number_bits(value: Number) -> int:
    """The bits of a number's coordinates."""
    coordinates = value.coordinates if isinstance(value, AlgebraicNumber) else (value,)
    return sum(q.numerator.bit_length() + q.denominator.bit_length() for q in coordinates)


def _polynomial_bits(value: fmpz_poly) -> int:
    if value.degree() > MAX_POLYNOMIAL_DEGREE:
        raise BadInputError(f"the polynomial in root(…) may have degree {MAX_POLYNOMIAL_DEGREE} at most")
    return sum(int(c).bit_length() + 1 for c in value.coeffs())


def named_number(parser: Parser, name: str) -> Number:
    """sqrt(…) or root(…), whose name was read. Raises BadInputError."""
    if name == "sqrt":
        parser.expect("(")
        value = sqrt(parser.sum(_NUMBERS))
    elif name == "root":
        parser.expect("(")
        polynomial = parser.sum(_POLYNOMIALS)
        parser.expect(",")
        index = parser.natural("the number of a real root")
        value = root([int(c) for c in polynomial.coeffs()], index)
    elif _OF_SEVERAL_AXES.fullmatch(name):
        raise BadInputError(
            f"'{name}' is not known: powers are written x^2, and a filter with several axes is given by all its "
            "entries, the last index running fastest"
        )
    else:
        raise BadInputError(f"'{shorten(name, 20)}' is not known; sqrt(…) and root(POLY, i) are")
    parser.expect(")")
    return value


def _named_polynomial(_parser: Parser, name: str) -> fmpz_poly:
    if name != "x":
        raise BadInputError(f"'{shorten(name, 20)}' is not the variable x of the polynomial in root(POLY, i)")
    return fmpz_poly([0, 1])


def _integer_constant(value: Fraction) -> fmpz_poly:
    if value.denominator != 1:
        raise BadInputError(f"the polynomial in root(POLY, i) has integer coefficients, found {shorten(text(value))}")
    return fmpz_poly([value.numerator])


def _no_division(_a: fmpz_poly, _b: fmpz_poly) -> fmpz_poly:
    raise BadInputError("the polynomial in root(POLY, i) has integer coefficients and no division")


def _polynomial_power(base: fmpz_poly, exponent: int) -> fmpz_poly:
    if exponent < 0 or base.degree() * exponent > MAX_POLYNOMIAL_DEGREE:
        raise BadInputError(f"the exponent {exponent} is not between 0 and {MAX_POLYNOMIAL_DEGREE}")
    return base**exponent


_NUMBERS: Algebra[Number] = Algebra(
    constant=lambda value: value,
    add=lambda a, b: a + b,
    negate=lambda a: -a,
    multiply=lambda a, b: a * b,
    divide=lambda a, b: a * inverse(b),
    raise_to=power,
    named=named_number,
    bits=number_bits,
)
_POLYNOMIALS: Algebra[fmpz_poly] = Algebra(
    constant=_integer_constant,
    add=lambda a, b: a + b,
    negate=lambda a: -a,
    multiply=lambda a, b: a * b,
    divide=_no_division,
    raise_to=_polynomial_power,
    named=_named_polynomial,
    bits=_polynomial_bits,
)
