"""Univariate polynomials over a number field ℚ[a]/(m): just what gcds and square-free parts need."""

from __future__ import annotations

from collections.abc import Iterable

from flint import fmpq_poly

from .coefficients import polynomial_product


class FieldPolynomial:
    """A polynomial over ℚ[a]/(modulus); coefficients are reduced residues, constant term first."""

    __slots__ = ("coefficients", "modulus")

    def __init__(self, modulus: fmpq_poly, coefficients: Iterable[fmpq_poly]) -> None:
        reduced = [c if c.degree() < modulus.degree() else c % modulus for c in coefficients]
        while reduced and reduced[-1].is_zero():
            reduced.pop()
        self.modulus = modulus
        self.coefficients = reduced

    def degree(self) -> int:
        """The degree; −1 for the zero polynomial."""
        return len(self.coefficients) - 1

    def _new(self, coefficients: Iterable[fmpq_poly]) -> FieldPolynomial:
        return FieldPolynomial(self.modulus, coefficients)

    def __add__(self, other: FieldPolynomial) -> FieldPolynomial:
        a, b = self.coefficients, other.coefficients
        if len(a) < len(b):
            a, b = b, a
        return self._new([x + b[i] if i < len(b) else x for i, x in enumerate(a)])

    def __neg__(self) -> FieldPolynomial:
        return self._new([-c for c in self.coefficients])

    def __sub__(self, other: FieldPolynomial) -> FieldPolynomial:
        return self + (-other)

    def __mul__(self, other: FieldPolynomial) -> FieldPolynomial:
        if not self.coefficients or not other.coefficients:
            return self._new([])
        return self._new(polynomial_product(self.coefficients, other.coefficients))

    def monic(self) -> FieldPolynomial:
        """The polynomial divided by its leading coefficient; zero stays zero."""
        if not self.coefficients:
            return self
        inverse = _inverse(self.coefficients[-1], self.modulus)
        return self._new([c * inverse % self.modulus for c in self.coefficients])

    def divmod(self, other: FieldPolynomial) -> tuple[FieldPolynomial, FieldPolynomial]:
        """Quotient and remainder; the divisor is not zero."""
        inverse = _inverse(other.coefficients[-1], self.modulus)
        rest = list(self.coefficients)
        quotient: list[fmpq_poly] = []
        while len(rest) >= len(other.coefficients):
            factor = rest[-1] * inverse % self.modulus
            quotient.append(factor)
            offset = len(rest) - len(other.coefficients)
            for i, c in enumerate(other.coefficients[:-1]):
                rest[offset + i] = (rest[offset + i] - factor * c) % self.modulus
            rest.pop()
        return self._new(reversed(quotient)), self._new(rest)

    def gcd(self, other: FieldPolynomial) -> FieldPolynomial:
        """The monic greatest common divisor, by Euclid's algorithm with monic remainders."""
        a, b = self.monic(), other.monic()
        while b.coefficients:
            a, b = b, a.divmod(b)[1].monic()
        return a

    def derivative(self) -> FieldPolynomial:
        """The derivative."""
        return self._new([c * i for i, c in enumerate(self.coefficients)][1:])

    def squarefree_decomposition(self) -> list[tuple[FieldPolynomial, int]]:
        """Yun's algorithm: monic, pairwise coprime, square-free A_m of degree ≥ 1 with Π A_m^m = self.monic()."""
        parts: list[tuple[FieldPolynomial, int]] = []
        common = self.gcd(self.derivative())
        rest = self.monic().divmod(common)[0]
        multiplicity = 0
        while rest.degree() > 0:
            multiplicity += 1
            shared = rest.gcd(common)
            part = rest.divmod(shared)[0]
            if part.degree() > 0:
                parts.append((part, multiplicity))
            common = common.divmod(shared)[0]
            rest = shared
        return parts


def _inverse(element: fmpq_poly, modulus: fmpq_poly) -> fmpq_poly:
    if element.degree() == 0:
        return 1 / element[0] * fmpq_poly([1])
    _, cofactor, _ = element.xgcd(modulus)
    return cofactor
