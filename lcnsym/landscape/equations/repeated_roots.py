"""Equations for the repeated roots of a critical form: maximal minors of a matrix in their symmetric functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from ...algebra.coefficients import polynomial_product, total
from ...algebra.copies import LeanCopies
from .quadrics import Quadric

Scalar = Any
"""An element of the ring of FLINT's in which the coefficients of the A_i lie."""


@dataclass(frozen=True)
class RepeatedRoots(LeanCopies):
    """The repeated roots as unknowns: for every multiplicity i ≥ 2 the lower coefficients of a monic A_i.

    The form is Π_i A_i^i with A_1 free; G = Π A_i^{i−1} and H = Π_{i≥2} A_i^i.

    Args:
        partition: the root multiplicities λ, descending, at least one above 1.
    """

    partition: tuple[int, ...]

    @cached_property
    def degrees(self) -> dict[int, int]:
        """For every multiplicity i ≥ 2, descending, the degree of A_i."""
        return dict(sorted(Counter(part for part in self.partition if part > 1).items(), reverse=True))

    @property
    def number(self) -> int:
        """c, the number of unknowns."""
        return sum(self.degrees.values())

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the unknowns: a2_0 is the constant coefficient of A_2."""
        return tuple(f"a{i}_{j}" for i, degree in self.degrees.items() for j in range(degree))

    @cached_property
    def _context(self) -> fmpz_mpoly_ctx:
        return fmpz_mpoly_ctx.get(self.names, Ordering.degrevlex)

    def parts(self, coefficients: Iterable[Scalar], leading: Scalar) -> dict[int, list[Scalar]]:
        """A_i for every i ≥ 2, constant coefficient first, from the lower coefficients in the order of the names."""
        lower, start = list(coefficients), 0
        found: dict[int, list[Scalar]] = {}
        for i, degree in self.degrees.items():
            found[i] = [*lower[start : start + degree], leading]
            start += degree
        return found

    def _generic(self) -> dict[int, list[fmpz_mpoly]]:
        return self.parts(self._context.gens(), self._one)

    def equations(self, quadric: Quadric) -> list[fmpz_mpoly]:
        """Polynomials whose common zeros are the repeated roots of all critical forms with a finite repeated part.

        A form w is critical if w = u − Q⁻¹r, r orthogonal to all multiples of G, and H divides w. Modulo H these are
        n − d + c linear equations for the n − d coordinates of r, d the number of roots, so the maximal minors vanish.
        Where the matrix is larger than the one of Q(w − u) ⟂ G·forms for w = H·h, in the coefficients of h, the minors
        are of that one. Both have the same zeros: r, and h, are determined by the others, as Q is positive definite.
        """
        roots = len(self.partition)
        primal = self.partition.count(1) + 2
        rows = self._primal(quadric) if primal < quadric.degree - roots + 1 else self._dual(quadric)
        return [minor for minor in _maximal_minors(rows) if minor]

    def _dual(self, quadric: Quadric) -> list[list[fmpz_mpoly]]:
        """Remainders modulo H of Q⁻¹ applied to the remainders modulo G, and of u; one row a coefficient."""
        n = quadric.degree
        parts = self._generic()
        small = self._remainders(repeated_divisor(parts, self._one), n)
        large = self._remainders(repeated_part(parts, self._one), n)
        inverse, _ = quadric.inverse_integers
        # coefficient k of the binary form belongs to x^{n−l}
        images = [
            [total(small[n - j][b] * int(inverse[k, j]) for j in range(n + 1)) for k in range(n + 1)]
            for b in range(len(small[0]))
        ]
        centre = [self._one * c for c in quadric.centre_integers]
        columns = [*images, centre]
        return [
            [total(large[n - k][a] * column[k] for k in range(n + 1)) for column in columns]
            for a in range(len(large[0]))
        ]

    def _primal(self, quadric: Quadric) -> list[list[fmpz_mpoly]]:
        parts = self._generic()
        return self.inner_products(quadric, repeated_divisor(parts, self._one), repeated_part(parts, self._one))

    def inner_products(self, quadric: Quadric, small: Sequence[Scalar], large: Sequence[Scalar]) -> list[list[Scalar]]:
        """Inner products of the multiples of G with the multiples of H and with u, in any ring.

        One row for each multiple of G; the last column is the one of u. Q and Qu are taken times their common
        denominators, so that h = Σ h_b·x^b with Q(Hh − u) orthogonal to all multiples of G solves these equations
        times the denominator of Qu over that of Q.

        Args:
            small, large: G and H, constant coefficient first.
        """
        n, d = quadric.degree, len(self.partition)
        simple = self.partition.count(1)
        _, gram = quadric.gram_integers
        _, moments = quadric.integer_moments
        # q[i][j] for powers of x ascending
        q = [[gram[n - i][n - j] for j in range(n + 1)] for i in range(n + 1)]
        rows: list[list[Scalar]] = []
        for a in range(d + 1):
            image = [total(c * q[a + i][j] for i, c in enumerate(small)) for j in range(n + 1)]
            row = [total(image[b + j] * c for j, c in enumerate(large)) for b in range(simple + 1)]
            rows.append([*row, total(c * moments[n - a - i] for i, c in enumerate(small))])
        return rows

    @property
    def _one(self) -> fmpz_mpoly:
        return self._context.constant(1)

    def _remainders(self, monic: Sequence[fmpz_mpoly], n: int) -> list[list[fmpz_mpoly]]:
        """The coefficients, constant first, of x^0, …, x^n modulo a monic polynomial."""
        degree = len(monic) - 1
        zero = self._context.constant(0)
        found = [[self._one if i == j else zero for j in range(degree)] for i in range(min(degree, n + 1))]
        while len(found) <= n:
            last = found[-1]
            top = last[-1]
            shifted = [zero, *last[:-1]]
            found.append([s - top * c for s, c in zip(shifted, monic[:-1], strict=True)])
        return found


def repeated_divisor(parts: Mapping[int, Sequence[Scalar]], one: Scalar) -> list[Scalar]:
    """G = Π A_i^{i−1}, constant coefficient first."""
    return _powers_product([(a, i - 1) for i, a in parts.items()], one)


def repeated_part(parts: Mapping[int, Sequence[Scalar]], one: Scalar) -> list[Scalar]:
    """H = Π A_i^i, constant coefficient first."""
    return _powers_product([(a, i) for i, a in parts.items()], one)


def _powers_product(factors: Sequence[tuple[Sequence[Scalar], int]], one: Scalar) -> list[Scalar]:
    found = [one]
    for factor, exponent in factors:
        for _ in range(exponent):
            found = polynomial_product(found, factor)
    return found


def _maximal_minors(rows: list[list[fmpz_mpoly]]) -> list[fmpz_mpoly]:
    """All minors of the size of a row, columns expanded one after the other."""
    known: dict[tuple[int, ...], fmpz_mpoly] = {(i,): row[0] for i, row in enumerate(rows)}
    for column in range(1, len(rows[0])):
        grown = {}
        for chosen in combinations(range(len(rows)), column + 1):
            total = rows[0][0] * 0
            for position, i in enumerate(chosen):
                entry = rows[i][column]
                rest = known[chosen[:position] + chosen[position + 1 :]]
                term = entry * rest
                total = total + (term if (column - position) % 2 == 0 else -term)
            grown[chosen] = total
        known = grown
    return list(known.values())
