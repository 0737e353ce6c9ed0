"""Forms modulo primes, in every residue field of the number field of their coefficients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flint import (
    fmpz,
    fmpz_mod_ctx,
    fmpz_mod_poly_ctx,
    fmpz_poly,
    fq_default_ctx,
    fq_default_poly,
    fq_default_poly_ctx,
    nmod_poly,
)

from .fields import RealField

FIRST_PRIME = 2**31 - 1
PRIMES_TRIED = 5

Reduced = nmod_poly | fq_default_poly


def first_primes(number: int = PRIMES_TRIED) -> Iterator[int]:
    """The primes that are tried, largest first."""
    found = 0
    candidate = FIRST_PRIME
    while found < number:
        if fmpz(candidate).is_prime():
            found += 1
            yield candidate
        candidate -= 2


def reductions(coordinates: Sequence[fmpz_poly], field: RealField, prime: int) -> Iterator[Reduced]:
    """Σ α^j f_j(x) in every residue field of ℤ[α]/p; over ℚ modulo p.

    Args:
        coordinates: f_0, f_1, …, integer polynomials, not more than the degree of the field.
        field: ℚ(α).
        prime: p, which does not divide the leading coefficient of the minimal polynomial of α.
    """
    if field.degree == 1:
        yield nmod_poly(coordinates[0].coeffs(), prime)
        return
    for factor, _ in nmod_poly(list(field.minpoly), prime).factor()[1]:
        yield _in_residue_field(coordinates, factor, prime)


def _in_residue_field(coordinates: Sequence[fmpz_poly], factor: nmod_poly, prime: int) -> Reduced:
    """The image with coefficients in F_p[a]/(factor)."""
    if factor.degree() == 1:
        root = int(-factor[0] / factor[1])
        value = fmpz_poly([])
        for f in reversed(coordinates):
            value = value * root + f
        return nmod_poly(value.coeffs(), prime)
    modulus = fmpz_mod_poly_ctx(fmpz_mod_ctx(prime))([int(c) for c in factor.coeffs()])
    context = fq_default_ctx(prime, factor.degree(), modulus=modulus, var="a")
    degree = max(f.degree() for f in coordinates)
    elements: Any = [context(fmpz_poly([f[i] for f in coordinates])) for i in range(degree + 1)]
    return fq_default_poly_ctx(context)(elements)
