"""The number of real roots of a short polynomial from the squares of its roots.

f(x)·f(−x) is a polynomial g(x²), and the roots of g are the squares of those of f (Dandelin, Graeffe). Only a real
number has a positive square, so f, not 0 at 0, has as many real roots as g has positive ones, multiplicities counted.
Descartes' rule on the arcs 0 < y < 1 and 1 < y < ∞ of g does the work of four arcs of f, and signs of f at 0, 1 and ∞
tell where two variations are two roots.
"""

from __future__ import annotations

from flint import fmpz, fmpz_poly

from ..algebra.shiftable import integer_variations
from .descartes_count import Arc, variations_at_most

_SHIFT = fmpz_poly([1, 1])
_MIRROR = fmpz_poly([0, -1])
_ZERO, _ONE = fmpz(0), fmpz(1)


def arcs_of_squares(f: fmpz_poly, degree: int) -> tuple[int, list[Arc]] | None:
    """Real roots of f found at once, and arcs with one root for every other one; f has this degree, at least 1.

    None: squaring does not help, as for f(0) = 0. Roots opposite to each other are repeated roots on the arcs.
    """
    squared = (f * f(_MIRROR)).deflate(2)
    coefficients = squared.coeffs()
    variations = integer_variations(coefficients)
    # where all variations are left, most often all roots are real, and squaring moves none of them away
    if variations == degree or not coefficients[0]:
        return None
    if variations < 2:
        return variations, []
    if variations == 2 and (f[0] > _ZERO) is not (f.leading_coefficient() > _ZERO):
        return 2, []
    above = squared(_SHIFT)
    middle = above[0]
    if not middle:
        return None
    positive = middle > _ZERO
    arcs: list[Arc] = []
    highest = coefficients[-1] > _ZERO
    found, upper = variations_at_most(above, variations, first=positive, last=highest)
    rest = variations - found
    if found > 2 or (found == 2 and (f(_ONE) > _ZERO) is (f.leading_coefficient() > _ZERO)):
        arcs.append((above, upper, positive, highest, found, not rest))
        found = 0
    if rest > 1:
        below = fmpz_poly(coefficients[::-1])(_SHIFT)
        rest, lower = variations_at_most(below, rest, first=positive, last=True)
        if rest > 2 or (rest == 2 and (f(_ONE) > _ZERO) is (f[0] > _ZERO)):
            if rest > 2 or not has_dominated_middle(lower or below.coeffs(), outer=positive):
                arcs.append((below, lower, positive, True, rest, rest == variations))
            rest = 0
    return found + rest, arcs


def has_dominated_middle(coefficients: list[fmpz], *, outer: bool) -> bool:
    """Whether b² < 4ac for c·u^(j−1) + b·u^j + a·u^(j+1), so that there are no roots u > 0; False does not tell.

    There are two variations, `outer` is whether the first coefficient is positive, and b is the first of another sign.
    If ac > 0, it is the only one: then all other terms, and these three together, have the outer sign.
    """
    for j, b in enumerate(coefficients):
        if (b > _ZERO) is not outer and b:
            return b * b < 4 * coefficients[j - 1] * coefficients[j + 1]
    raise ValueError("all coefficients have one sign")
