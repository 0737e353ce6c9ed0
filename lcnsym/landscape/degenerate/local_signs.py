"""Whether a polynomial in two unknowns is negative somewhere near one of its zeros."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb

from flint import fmpz_mpoly

from ...errors import UnsupportedError
from .lowest_forms import form_sign
from .newton_polygons import positivity


def is_negative_near(polynomial: fmpz_mpoly, point: Sequence[Fraction]) -> bool | None:
    """Whether a polynomial, not zero, has negative values at points as near to a point as one likes. None: undecided.

    Irreducible factors of even multiplicity are left out, as they are squares. Where the lowest form at the point is
    zero on lines and nowhere negative, Newton polygons decide, if they do.
    """
    unit, factors = polynomial.factor()
    odd = polynomial.context().constant(int(unit))
    for factor, multiplicity in factors:
        odd *= factor ** (multiplicity % 2)
    terms: dict[tuple[int, ...], Fraction] = {}
    a, b = point
    for exponents, c in odd.terms():
        i, j = map(int, exponents)
        for k in range(i + 1):
            for m in range(j + 1):
                moved = int(c) * comb(i, k) * comb(j, m) * a ** (i - k) * b ** (j - m)
                terms[k, m] = terms.get((k, m), Fraction(0)) + moved
    terms = {e: c for e, c in terms.items() if c}
    degree = min(map(sum, terms))
    if not degree:
        return terms[0, 0] < 0
    signs = form_sign({e: c for e, c in terms.items() if sum(e) == degree}, 2, degree)
    if signs.negative is not None:
        return True
    if not signs.zeros:
        return False
    # all terms are known, those of higher degree are zero
    order = 2 * max(map(sum, terms))
    try:
        found = positivity(terms, order, degree, signs.zeros).answer
    except UnsupportedError:
        return None
    return None if found is None else not found
