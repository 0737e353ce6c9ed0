"""Power series in several variables through some order, over the rationals or a real number field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq

from ...algebra.numbers import AlgebraicNumber, Number, element, in_common_field, sign

BITS = 10
"""An exponent takes this many bits of a key, so that the keys of a product are sums of keys."""
MASK = (1 << BITS) - 1
MAX_ORDER = MASK - 1

Scalar = fmpq | Number
"""FLINT's rationals where all coefficients are rational, which are quick; else exact numbers of one field."""


class Series:
    """A power series through an order; terms beyond it are dropped in every product.

    Args:
        parts: for every degree from 0 to the order the coefficients that are not zero, by the key of their monomial.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: list[dict[int, Any]]) -> None:
        self.parts = parts

    @classmethod
    def constant(cls, value: Scalar, order: int) -> Series:
        """A constant."""
        return cls([{0: value} if value else {}, *({} for _ in range(order))])

    @classmethod
    def variable(cls, index: int, one: Scalar, order: int) -> Series:
        """One of the variables, counted from 0; the order is at least 1."""
        return cls([{}, {1 << BITS * index: one}, *({} for _ in range(order - 1))])

    @property
    def order(self) -> int:
        """The order through which terms are kept."""
        return len(self.parts) - 1

    def __add__(self, other: Series) -> Series:
        return Series([_sum(a, b) for a, b in zip(self.parts, other.parts, strict=True)])

    def __sub__(self, other: Series) -> Series:
        return self + other * -1

    def __mul__(self, other: Any) -> Series:
        if not isinstance(other, Series):
            return Series([{k: c * other for k, c in part.items()} if other else {} for part in self.parts])
        order = self.order
        found: list[dict[int, Any]] = [{} for _ in range(order + 1)]
        for i, left in enumerate(self.parts):
            if not left:
                continue
            for j, right in enumerate(other.parts[: order + 1 - i]):
                into = found[i + j]
                for a, c in left.items():
                    for b, d in right.items():
                        key, value = a + b, c * d
                        into[key] = into[key] + value if key in into else value
        return Series([{k: c for k, c in part.items() if c} for part in found])

    __rmul__ = __mul__

    def through(self, order: int) -> Series:
        """The same through another order; no terms are known to be zero beyond the old one."""
        missing: list[dict[int, Any]] = [{} for _ in range(order - self.order)]
        return Series([*self.parts[: order + 1], *missing])

    def lowest(self) -> int | None:
        """The least degree with a term; None: all terms through the order are zero."""
        return next((degree for degree, part in enumerate(self.parts) if part), None)

    def terms(self, variables: int) -> Iterator[tuple[tuple[int, ...], Any]]:
        """Exponents and coefficients of all terms, ascending by degree."""
        for part in self.parts:
            for key, value in sorted(part.items(), reverse=True):
                yield exponents(key, variables), value


def _sum(first: Mapping[int, Any], second: Mapping[int, Any]) -> dict[int, Any]:
    found = dict(first)
    for key, value in second.items():
        total = found[key] + value if key in found else value
        if total:
            found[key] = total
        else:
            del found[key]
    return found


def exponents(key: int, variables: int) -> tuple[int, ...]:
    """The exponents of a monomial from its key."""
    return tuple(key >> BITS * i & MASK for i in range(variables))


def scalars(numbers: Sequence[Number]) -> list[Any]:
    """The numbers as scalars of one kind: FLINT's rationals if all are rational, else elements of one field.

    Raises:
        UnsupportedError, InconclusiveError: the field would have too large a degree.
    """
    if all(isinstance(c, Fraction) for c in numbers):
        return [fmpq(c.numerator, c.denominator) for c in numbers if isinstance(c, Fraction)]
    field, residues = in_common_field(numbers)
    return [element(field, residue) for residue in residues]


def as_number(value: Any) -> Number:
    """A scalar as an exact number."""
    return Fraction(int(value.p), int(value.q)) if isinstance(value, fmpq) else value


def sign_of(value: Any) -> int:
    """The sign of a scalar."""
    return sign(value) if isinstance(value, (Fraction, AlgebraicNumber)) else (value > 0) - (value < 0)
