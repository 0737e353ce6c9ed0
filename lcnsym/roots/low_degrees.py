"""Closed rules for the number of real roots of integer polynomials up to degree 4.

References:
    E. L. Rees, Graphical discussion of the roots of a quartic equation, Amer. Math. Monthly 29 (1922).
"""

from __future__ import annotations

from flint import fmpz_poly

HIGHEST = 4


def closed_count(f: fmpz_poly, degree: int) -> int | None:
    """The number of real roots with multiplicity of a polynomial of this degree, 0 to 4.

    None: a quartic with a repeated root.
    """
    if degree < 3:
        return degree if degree < 2 or f[1] * f[1] >= 4 * f[0] * f[2] else 0
    discriminant = f.discriminant()
    if degree == 3:
        return 3 if discriminant >= 0 else 1
    if discriminant <= 0:
        return 2 if discriminant else None
    return 4 if _has_real_roots(f) else 0


def _has_real_roots(f: fmpz_poly) -> bool:
    """Whether the roots of a quartic with a positive discriminant are real, all or none of which are.

    They are for p < 0 and p² > 4r where the quartic without its cubic term is x⁴ + px² + qx + r; 8a²p is the first
    number below, and −16a⁴(p² − 4r) the second.
    """
    e, d, c, b, a = f.coeffs()
    square, outer = b * b, 8 * a * c
    if outer >= 3 * square:
        return False
    return bool(16 * a * a * (4 * a * e - c * c - b * d) + square * (2 * outer - 3 * square) < 0)
