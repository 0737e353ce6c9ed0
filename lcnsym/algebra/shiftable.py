"""Polynomials as Descartes' rule of signs needs them: what isolation asks of them, and the answer over ℤ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, Self

from flint import fmpz, fmpz_poly

FAR = 8

_SHIFT_BY_ONE = fmpz_poly([1, 1])
_MIRROR = fmpz_poly([0, -1])
_ZERO = fmpz(0)


class ShiftablePolynomial(Protocol):
    """A non-zero real polynomial f(x) known up to a positive factor; values never change.

    `degree` is the true degree: the leading coefficient is not zero.
    """

    def degree(self) -> int:
        """The degree n."""

    def bits(self) -> int:
        """Of the longest integer that it is written with."""

    def shift(self, step: int) -> Self:
        """f(x + step)."""

    def scale(self, numerator: int, denominator: int = 1) -> Self:
        """denominatorⁿ · f(numerator · x / denominator), numerator ≠ 0, denominator > 0."""

    def reverse(self) -> Self:
        """xⁿ f(1/x); the degree drops by the order of the root 0."""

    def variations(self) -> int:
        """Sign variations of the coefficients, zeros skipped."""

    def order_at_zero(self) -> int:
        """The multiplicity of the root 0."""

    def without_zero(self) -> Self:
        """f divided by its power of x."""

    def cluster_distances(self, roots: int) -> tuple[int, int]:
        """About how far m = `roots` positive roots close together are; any guesses will do.

        Rounded down, the first for roots nearer to 0 than the others: Schröder's −m·f(0)/f′(0); the second, at
        least FAR·n, for roots far beyond the others: their mean, if the other roots add up to less than n·m.
        """

    def lower_exponent(self) -> int | None:
        """Some k such that f(2^k/(1 + x)) has no sign variations, so no root is in 0 < x ≤ 2^k; f(0) ≠ 0.

        None if f has no sign variations at all. `hong_exponent` computes a k from signs and sizes of
        coefficients.
        """


def sign_variations(signs: Sequence[int]) -> int:
    """Changes of sign between neighbours, zeros skipped."""
    changes = last = 0
    for sign in signs:
        if sign:
            changes += sign == -last
            last = sign
    return changes


def integer_variations(coefficients: Sequence[fmpz]) -> int:
    """`sign_variations` of FLINT integers, not all zero; made for speed."""
    changes = -1
    last = None
    for c in coefficients:
        positive = c > _ZERO
        if positive is not last and c:
            changes += 1
            last = positive
    return changes


def hong_exponent(signs: Sequence[int], floors: Sequence[int], ceilings: Sequence[int]) -> int | None:
    """A k such that there are no variations on the arc from 0 to 2^k; constant coefficient first, not zero.

    2^floors[i] ≤ |c_i| ≤ 2^ceilings[i] for the non-zero coefficients. This is Hong's bound of absolute
    positiveness of the reversed polynomial: below half the least, over the coefficients c_i of the wrong
    sign, of the greatest (|c_j|/|c_i|)^(1/(i − j)) over the c_j of the right sign with j < i. Only the upper
    hull of the points (j, floors[j]) matters.

    References:
        H. Hong, Bounds for absolute positiveness of multivariate polynomials, J. Symb. Comput. 25 (1998); K.
        Mehlhorn, S. Ray, Faster algorithms for computing Hong's bound on absolute positiveness, ibid. 45
        (2010).
    """
    right = signs[0]
    hull: list[tuple[int, int]] = []
    best: int | None = None
    for i, sign in enumerate(signs):
        if sign == right:
            _extend_hull(hull, i, floors[i])
        elif sign:
            slope = _tangent(hull, i, ceilings[i], best)
            best = slope if best is None else min(best, slope)
    return None if best is None else best - 1


def _extend_hull(hull: list[tuple[int, int]], i: int, height: int) -> None:
    """Add a point on the right of an upper hull."""
    while len(hull) > 1:
        (j, b), (k, c) = hull[-2:]
        if (c - b) * (i - j) > (height - b) * (k - j):
            return hull.append((i, height))
        hull.pop()
    return hull.append((i, height))


def _tangent(hull: list[tuple[int, int]], i: int, height: int, enough: int | None) -> int:
    """The greatest ⌊(b − height)/(i − j)⌋ over hull points (j, b), or any that is at least `enough`."""
    slopes = ((b - height) // (i - j) for j, b in reversed(hull))
    best = next(slopes)
    for slope in slopes:
        if slope < best or (enough is not None and best >= enough):
            break
        best = slope
    return best


class IntegerPolynomial:
    """A non-zero polynomial over ℤ, on FLINT."""

    __slots__ = ("polynomial",)

    def __init__(self, polynomial: fmpz_poly) -> None:
        self.polynomial = polynomial

    def degree(self) -> int:
        return int(self.polynomial.degree())

    def bits(self) -> int:
        return int(self.polynomial.height_bits())

    def shift(self, step: int) -> IntegerPolynomial:
        return IntegerPolynomial(self.polynomial(_SHIFT_BY_ONE if step == 1 else fmpz_poly([step, 1])))

    def scale(self, numerator: int, denominator: int = 1) -> IntegerPolynomial:
        f = self.polynomial
        if denominator != 1:
            f = fmpz_poly(fmpz_poly(f.coeffs()[::-1])(fmpz_poly([0, denominator])).coeffs()[::-1])
            f = f.left_shift(self.order_at_zero())
        return IntegerPolynomial(f(_MIRROR if numerator == -1 else fmpz_poly([0, numerator])))

    def reverse(self) -> IntegerPolynomial:
        return IntegerPolynomial(fmpz_poly(self.polynomial.coeffs()[::-1]))

    def variations(self) -> int:
        return integer_variations(self.polynomial.coeffs())

    def order_at_zero(self) -> int:
        order = 0
        while not self.polynomial[order]:
            order += 1
        return order

    def without_zero(self) -> IntegerPolynomial:
        order = self.order_at_zero()
        return IntegerPolynomial(self.polynomial.right_shift(order)) if order else self

    def cluster_distances(self, roots: int) -> tuple[int, int]:
        f, n = self.polynomial, self.degree()
        near = int(-roots * f[0] // f[1]) if f[1] else 0
        far = int(-f[n - 1] // (roots * f[n])) - n
        return near, far if far >= FAR * n else 0

    def lower_exponent(self) -> int | None:
        coefficients = self.polynomial.coeffs()
        signs = [(c > 0) - (c < 0) for c in coefficients]
        sizes = [c.bit_length() for c in coefficients]
        return hong_exponent(signs, [size - 1 for size in sizes], sizes)

    def sign_at(self, numerator: int, denominator: int = 1) -> int:
        """The sign of f(numerator/denominator), denominator > 0."""
        value = self.scale(1, denominator).polynomial(numerator)
        return int(value > 0) - int(value < 0)
