"""Forms as text: a list of coefficients, or a polynomial in x and y such as x^4 + 2x^2y^2 + y^4.

A polynomial has the grammar of `literals`, with the atoms "x" and "y", with "**" for "^", and with products that need
no mark before a name or a parenthesis. It is homogeneous, or it has no y: then y fills its terms up to its degree.
"""

from __future__ import annotations

from fractions import Fraction

from ..errors import BadInputError, LcnsymError, shorten
from .literals import MAX_EXPONENT, MAX_TEXT, Algebra, Parser, named_number, number_bits, parse_numbers
from .numbers import Number, inverse, power

Polynomial = dict[tuple[int, int], Number]
"""The coefficients that are not zero, by the exponents of x and y."""

MAX_PRODUCTS = 1_000_000
"""The products of two coefficients that a text may ask for: about a second of processor time."""

_VARIABLES = {"x": (1, 0), "y": (0, 1)}


def parse_coefficients(text: object) -> tuple[Number, ...]:
    """The coefficients (w_0, …, w_n) of the form that a text is, w_0 that of x^n.

    Raises:
        BadInputError: it is no text, neither a list of numbers nor a polynomial, no form, or it exceeds a size limit.

    Examples:
        >>> print(*parse_coefficients("x^4 + 2x^2y^2 + y^4"), *parse_coefficients("(x - sqrt(2)*y)^2"))
        1 0 2 0 1 1 -2*sqrt(2) 2
    """
    if not isinstance(text, str):
        kind = type(text).__name__
        raise BadInputError(f"a form is text such as 1,0,-2 or x^2 - 2y^2 here; a {kind} was given")
    if "x" not in text and "y" not in text:
        return parse_numbers(text)
    if len(text) > MAX_TEXT:
        raise BadInputError(f"a form may have {MAX_TEXT} characters, '{shorten(text)}' has more")
    try:
        return _Reader(text).coefficients()
    except BadInputError as error:
        raise BadInputError(f"cannot read '{shorten(text)}': {error}") from None
    except LcnsymError as error:
        raise type(error)(f"cannot handle '{shorten(text)}': {error}") from None


class _Reader:
    """One text, and the work that was done for it."""

    def __init__(self, text: str) -> None:
        self.parser = Parser(text.replace("**", "^"))
        self.parser.tokens = [
            (kind, part)
            for kind, word in self.parser.tokens
            for part in (word if kind == "name" and set(word) <= set(_VARIABLES) else [word])
        ]
        self.products = 0
        self.has_variables = False

    def coefficients(self) -> tuple[Number, ...]:
        """Those of a list of numbers, or of one form."""
        algebra: Algebra[Polynomial] = Algebra(
            constant=_constant,
            add=_sum,
            negate=lambda a: {place: -c for place, c in a.items()},
            multiply=self._product,
            divide=lambda a, b: self._product(a, _constant(inverse(_number(b, "a divisor")))),
            raise_to=self._power,
            named=self._named,
            bits=lambda a: sum(map(number_bits, a.values())),
            is_juxtaposed=True,
        )
        parts = [self.parser.sum(algebra)]
        while self.parser.accept(","):
            parts.append(self.parser.sum(algebra))
        self.parser.expect_end()
        if len(parts) > 1 or not self.has_variables:
            return tuple(_number(part, "a coefficient in a list") for part in parts)
        return _form(parts[0])

    def _named(self, parser: Parser, name: str) -> Polynomial:
        if name not in _VARIABLES:
            return _constant(named_number(parser, name))
        self.has_variables = True
        return {_VARIABLES[name]: Fraction(1)}

    def _product(self, a: Polynomial, b: Polynomial) -> Polynomial:
        self.products += len(a) * len(b)
        if self.products > MAX_PRODUCTS:
            raise BadInputError(f"it has more than {MAX_PRODUCTS} products of two coefficients to multiply out")
        found: Polynomial = {}
        for (i, j), c in a.items():
            for (k, m), d in b.items():
                place = (i + k, j + m)
                found[place] = found[place] + c * d if place in found else c * d
        if any(i + j > MAX_EXPONENT for i, j in found):
            raise BadInputError(f"the degree may be at most {MAX_EXPONENT}")
        return {place: c for place, c in found.items() if c}

    def _power(self, base: Polynomial, exponent: int) -> Polynomial:
        if set(base) <= {(0, 0)}:
            return _constant(power(base.get((0, 0), Fraction(0)), exponent))
        if exponent < 0:
            raise BadInputError(f"the exponent of x, y and their polynomials is not negative, found {exponent}")
        found = _constant(Fraction(1))
        for bit in f"{exponent:b}" if exponent else "":
            found = self._product(found, found)
            if bit == "1":
                found = self._product(found, base)
        return found


def _constant(value: Number) -> Polynomial:
    return {(0, 0): value} if value else {}


def _number(part: Polynomial, what: str) -> Number:
    if not set(part) <= {(0, 0)}:
        raise BadInputError(f"{what} is a number, without the variables 'x' and 'y'")
    return part.get((0, 0), Fraction(0))


def _sum(a: Polynomial, b: Polynomial) -> Polynomial:
    found = dict(a)
    for place, c in b.items():
        found[place] = found[place] + c if place in found else c
    return {place: c for place, c in found.items() if c}


def _form(terms: Polynomial) -> tuple[Number, ...]:
    if not terms:
        raise BadInputError("the polynomial is zero, which has no degree; the zero filter is written like 0,0,0")
    degrees = {i + j for i, j in terms}
    n = max(degrees)
    if len(degrees) > 1 and any(j for _, j in terms):
        raise BadInputError(f"the terms of a form have one degree, found {min(degrees)} and {n}")
    by_exponent = {i: c for (i, _), c in terms.items()}
    return tuple(by_exponent.get(i, Fraction(0)) for i in range(n, -1, -1))
