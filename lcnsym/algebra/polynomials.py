"""Integer polynomials in the coefficients w_0, …, w_n of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from flint import Ordering, fmpq_poly, fmpz, fmpz_mpoly, fmpz_mpoly_ctx

from ..errors import BadInputError
from .fields import Residue
from .forms import BinaryForm
from .numbers import Number, power
from .short_repr import short_repr


@short_repr
class Polynomial:
    """A polynomial in w_0, …, w_n with integer coefficients: a value, with terms in lexicographic order.

    Made by `variables` and arithmetic, or `from_terms`.

    Examples:
        >>> a, b, c = Polynomial.variables(3)
        >>> print(b * b - 4 * a * c)
        -4*w0*w2 + w1^2
    """

    __slots__ = ("__dict__", "_flint")

    def __init__(self, flint_polynomial: fmpz_mpoly) -> None:
        self._flint = flint_polynomial

    @classmethod
    def variables(cls, number: int) -> tuple[Polynomial, ...]:
        """w_0, …, w_{number−1}."""
        return tuple(map(cls, _context(number).gens()))

    @classmethod
    def from_terms(cls, number: int, terms: Mapping[tuple[int, ...], int]) -> Polynomial:
        """The polynomial in this many variables with these coefficients by exponents."""
        return cls(_context(number).from_dict(dict(terms)))

    @property
    def number_of_variables(self) -> int:
        """n + 1."""
        return int(self._flint.context().nvars())

    @cached_property
    def terms(self) -> Mapping[tuple[int, ...], int]:
        """From exponents of w_0, …, w_n to coefficients."""
        return {tuple(map(int, exponents)): int(c) for exponents, c in self._flint.terms()}

    @property
    def number_of_terms(self) -> int:
        """How many terms there are."""
        return len(self._flint)

    @property
    def degree(self) -> int:
        """The total degree; −1 for zero."""
        return max((sum(exponents) for exponents in self.terms), default=-1)

    @property
    def is_zero(self) -> bool:
        """Whether it is the zero polynomial."""
        return not self._flint

    @cached_property
    def _key(self) -> tuple[int, tuple[tuple[tuple[int, ...], int], ...]]:
        return self.number_of_variables, tuple(self.terms.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polynomial) and self._key == other._key

    @cached_property
    def _hash(self) -> int:
        return hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[object, ...]:
        return Polynomial.from_terms, (self.number_of_variables, self.terms)

    def __add__(self, other: Polynomial | int) -> Polynomial:
        return Polynomial(self._flint + _raw(other))

    __radd__ = __add__

    def __sub__(self, other: Polynomial | int) -> Polynomial:
        return Polynomial(self._flint - _raw(other))

    def __neg__(self) -> Polynomial:
        return Polynomial(-self._flint)

    def __mul__(self, other: Polynomial | int) -> Polynomial:
        return Polynomial(self._flint * _raw(other))

    __rmul__ = __mul__

    def primitive(self) -> Polynomial:
        """Divided by the greatest common divisor of its coefficients, a positive integer; zero stays zero."""
        content = fmpz(0)
        for coefficient in self._flint.coeffs():
            content = content.gcd(coefficient)
        return Polynomial(self._flint / content) if content > 1 else self

    def divided(self, divisor: int) -> Polynomial:
        """The polynomial divided by an integer that divides all coefficients."""
        return Polynomial(self._flint / divisor)

    def derivative(self, i: int) -> Polynomial:
        """The partial derivative by w_i."""
        return Polynomial(self._flint.derivative(i))

    @property
    def variable(self) -> int | None:
        """The i for which it is w_i. None: it is no variable."""
        if len(self._flint) != 1 or self._flint.leading_coefficient() != 1:
            return None
        (exponents,) = self.terms
        return exponents.index(1) if sum(exponents) == 1 else None

    @property
    def is_irreducible(self) -> bool:
        """Whether it has content 1 and no proper factor over ℚ, by FLINT's factorisation."""
        content, factors = self._flint.factor()
        return abs(int(content)) == 1 and [multiplicity for _, multiplicity in factors] == [1]

    def at(self, values: Sequence[int]) -> int:
        """The value at integers, one for each variable."""
        return int(self._flint(*values))

    def substituted(self, values: Sequence[Polynomial]) -> Polynomial:
        """The polynomial with w_i replaced by the i-th of some polynomials in the same variables."""
        return Polynomial(self._flint.compose(*(value._flint for value in values), ctx=values[0]._flint.context()))

    @staticmethod
    def common_divisor(polynomials: Sequence[Polynomial]) -> Polynomial | None:
        """The greatest common divisor; None if all are zero, or there are none."""
        found: fmpz_mpoly | None = None
        for polynomial in polynomials:
            if not polynomial.is_zero:
                found = polynomial._flint if found is None else found.gcd(polynomial._flint)
        return None if found is None else Polynomial(found)

    def has_root_besides(self, roots: Sequence[int]) -> bool:
        """Whether a polynomial in one variable, not zero, has complex roots other than some integers."""
        left = self._flint
        (s,) = left.context().gens()
        for root in roots:
            while left.total_degree() > 0 and not left(root):
                left = left / (s - root)
        return bool(left.total_degree() > 0)

    def value(self, form: BinaryForm) -> Number:
        """The value at the coefficients of a form of degree n, exactly.

        Raises:
            BadInputError: the form has another degree.
        """
        self._check(form)
        highest = max((max(exponents, default=0) for exponents in self.terms), default=0)
        powers = [[power(coefficient, j) for j in range(highest + 1)] for coefficient in form.coefficients]
        total: Number = Fraction(0)
        for exponents, c in self.terms.items():
            monomial: Number = Fraction(c)
            for i, exponent in enumerate(exponents):
                if exponent:
                    monomial = monomial * powers[i][exponent]
            total = total + monomial
        return total

    def sign_at(self, form: BinaryForm) -> int:
        """The exact sign of the value of a homogeneous polynomial at the coefficients of a form of degree n.

        Raises:
            BadInputError: the form has another degree.
        """
        self._check(form)
        # a positive multiple of the coefficients has the same sign
        if not form.is_rational:
            return form.field.sign(self._residue(form))
        value = self._flint(*form.remembered(_integers))
        return (value > 0) - (value < 0)

    def _residue(self, form: BinaryForm) -> Residue:
        """The value at a positive multiple of the coefficients of a form, as an element of the form's field."""
        value = self._flint.compose(*form.remembered(_in_generator), ctx=_context(1))
        return sum((c * fmpq_poly([0] * j + [1]) for (j,), c in value.terms()), start=fmpq_poly()) % form.field.modulus

    def _check(self, form: BinaryForm) -> None:
        if form.degree != self.number_of_variables - 1:
            wanted = self.number_of_variables - 1
            raise BadInputError(f"a form of degree {wanted} is required, one of degree {form.degree} was given")

    def __str__(self) -> str:
        return str(self._flint)

    def __repr__(self) -> str:
        return f"Polynomial({self})"


def _context(number: int) -> fmpz_mpoly_ctx:
    return fmpz_mpoly_ctx.get([f"w{i}" for i in range(number)], Ordering.lex)


def _raw(value: Polynomial | int) -> fmpz_mpoly | int:
    return value._flint if isinstance(value, Polynomial) else value


def _integers(form: BinaryForm) -> list[fmpz]:
    """A positive multiple of the coefficients of a rational form."""
    found = form.integer_polynomial
    return [found[form.degree - i] for i in range(form.degree + 1)]


def _in_generator(form: BinaryForm) -> list[fmpz_mpoly]:
    """A positive multiple of the coefficients of a form, as integer polynomials in the generator of its field."""
    context = _context(1)
    coordinates = form.integer_coordinates
    return [
        context.from_dict({(j,): part[form.degree - i] for j, part in enumerate(coordinates)})
        for i in range(form.degree + 1)
    ]
