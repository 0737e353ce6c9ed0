"""Polynomials written out term by term, in the notation of any program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from ...algebra.numbers import text

Terms: TypeAlias = Mapping[tuple[int, ...], int] | Mapping[tuple[int, ...], Fraction]
"""From exponents to coefficients."""


@dataclass(frozen=True)
class Notation:
    """How terms are written on one line.

    Attributes:
        power: a power, with {} for base and exponent.
        times: the sign of multiplication.
        quotient: the sign between numerator and denominator of a rational coefficient.
    """

    power: str = "{}^{}"
    times: str = "*"
    quotient: str = "/"

    def polynomial(self, terms: Terms, names: Sequence[str]) -> str:
        """The polynomial with these coefficients by exponents, in the order of the mapping; 0 for none."""
        words: list[str] = []
        for exponents in terms:
            c = terms[exponents]
            sign = ("- " if c < 0 else "+ ") if words else ("-" if c < 0 else "")
            words.append(sign + self._term(-c if c < 0 else c, exponents, names))
        return " ".join(words) or "0"

    def _term(self, size: int | Fraction, exponents: Sequence[int], names: Sequence[str]) -> str:
        factors = [self.power.format(names[i], e) if e > 1 else names[i] for i, e in enumerate(exponents) if e]
        if size != 1 or not factors:
            factors.insert(0, text(size).replace("/", self.quotient))
        return self.times.join(factors)
