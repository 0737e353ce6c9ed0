"""Polynomials modulo a monic one, with coefficients modulo an integer."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpz_mod_ctx, fmpz_mod_poly, fmpz_mod_poly_ctx, fmpz_poly, nmod_poly


class QuotientRing:
    """ℤ/m[t] modulo a monic E."""

    def __init__(self, modulus: int, elimination: Sequence[int]) -> None:
        self.context = fmpz_mod_poly_ctx(fmpz_mod_ctx(modulus))
        self.elimination = self.context(list(elimination))
        # 1/(E backwards) as a series, with which a remainder is two products
        self.backwards = self.elimination.reverse().inverse_series_trunc(len(elimination))

    def element(self, coefficients: Sequence[int]) -> fmpz_mod_poly:
        """The polynomial with these coefficients, constant term first; its remainder is not taken."""
        return self.context(list(coefficients))

    def times(self, first: fmpz_mod_poly, second: fmpz_mod_poly) -> fmpz_mod_poly:
        """The product of two elements."""
        return self.remainder(first * second)

    def remainder(self, element: fmpz_mod_poly) -> fmpz_mod_poly:
        """The representative of least degree."""
        number = element.degree() - self.elimination.degree() + 1
        if number < 1:
            return element
        if number > self.elimination.degree():
            return element % self.elimination
        top = element.reverse().truncate(number).mul_low(self.backwards, number)
        degree = self.elimination.degree()
        return element.truncate(degree) - top.reverse(number - 1).mul_low(self.elimination, degree)

    def reduced(self, rows: Sequence[fmpz_poly]) -> list[fmpz_mod_poly]:
        """The elements of integer polynomials."""
        return [self.remainder(self.context(row)) for row in rows]

    def value(self, rows: list[fmpz_mod_poly], powers: list[fmpz_mod_poly]) -> fmpz_mod_poly:
        """Σ row·power, the first power being 1."""
        total = rows[0]
        for row, power in zip(rows[1:], powers[1:], strict=False):
            total = total + row * power
        return self.remainder(total)

    def inverse(self, element: fmpz_mod_poly) -> fmpz_mod_poly | None:
        """1/element, for a prime modulus; None: there is none."""
        divisor, factor, _ = element.xgcd(self.elimination)
        return self.remainder(factor) if divisor.degree() == 0 else None


def integers(polynomial: fmpz_poly | fmpz_mod_poly | nmod_poly) -> list[int]:
    """The coefficients, constant term first."""
    return [int(c) for c in polynomial.coeffs()]
