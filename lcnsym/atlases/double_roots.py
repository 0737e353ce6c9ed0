"""The stratum (2,2) of quartics along a line of losses: where two of its critical filters meet.

A filter c·A², A = x² + p·xy + q·y², is critical exactly if c·⟨Q·A², A·f⟩ = ⟨Q·u, A·f⟩ for f = x², xy, y². So the
vectors α and β of these numbers are linearly dependent: three minors in p and q, with 13 common zeros in general.
"""

from __future__ import annotations

from flint import fmpz_mpoly, fmpz_poly

from ..algebra.coefficients import correlation, image, polynomial_product
from .parametric_strata import ONE, P, ParametricStrata, X
from .projections import discriminant_in_t

VARIABLES = (("x", 2), ("p", 3))
"""The variable that is eliminated, and the place of the other one among all."""


def births_of_double_roots(strata: ParametricStrata) -> fmpz_poly:
    """A polynomial in s that vanishes where two critical filters of (2,2) meet, zero if they always do.

    Two that meet have the same p, and the same q. So the wall divides the discriminants of both eliminations, in which
    nothing else than the wall has a reason to be in common.
    """
    root = [ONE, P, X]
    alpha, beta = (
        correlation(root, image(strata.gram, form)) for form in (polynomial_product(root, root), strata.target)
    )
    minors = [alpha[0] * beta[j] - alpha[j] * beta[0] for j in (1, 2)] + [alpha[1] * beta[2] - alpha[2] * beta[1]]
    found = fmpz_poly([0])
    for variable, place in VARIABLES:
        eliminated = minors[0].resultant(minors[1], variable).gcd(minors[0].resultant(minors[2], variable))
        found = found.gcd(_discriminant(eliminated, place))
    return found


def _discriminant(eliminated: fmpz_mpoly, place: int) -> fmpz_poly:
    """With respect to the variable at this place, of the product of the factors, each taken once."""
    content, product = fmpz_poly([1]), ONE
    for factor, _ in eliminated.factor_squarefree()[1]:
        if factor.degrees()[place]:
            product *= factor
        else:
            content *= columns_of(factor, place)[0]
    return content * discriminant_in_t(columns_of(product, place))


def columns_of(polynomial: fmpz_mpoly, place: int) -> list[fmpz_poly]:
    """The coefficients of the powers of the variable at this place, polynomials in s."""
    degrees = polynomial.degrees()
    rows = [[0] * (degrees[0] + 1) for _ in range(degrees[place] + 1)]
    for exponents, c in zip(polynomial.monoms(), polynomial.coeffs(), strict=True):
        rows[exponents[place]][exponents[0]] = int(c)
    return [fmpz_poly(row) for row in rows]
