"""Where two critical values of a line of losses may be the same, so that the global minimum may change hands."""

from __future__ import annotations

from collections.abc import Iterable

from flint import fmpz_mpoly, fmpz_poly

from ..landscape.equations.charts import CHARTS
from .families import LossFamily
from .ordered_roots import coprime_parts
from .parametric_strata import ONE, ParametricStrata, X
from .projections import discriminant_in_t, resultant_in_t


def exchange_polynomials(family: LossFamily, multiplicities: Iterable[int]) -> list[fmpz_poly]:
    """Square-free, coprime polynomials in s that vanish where critical values of the strata (m, 1, …, 1) may meet.

    Between their zeros, and those of the discriminants of the elimination forms, all critical values are in one order,
    and values that are the same are so throughout.

    Args:
        family: a line.
    """
    factors: dict[str, fmpz_mpoly] = {}
    for m in multiplicities:
        for factor, _ in critical_values(family, m).factor()[1]:
            if factor.degrees()[3]:
                factors[str(factor)] = factor
    curves = [_in_values(factor) for factor in factors.values()]
    found = []
    for i, curve in enumerate(curves):
        if len(curve) > 2:
            found.append(discriminant_in_t(curve))
        found += [resultant_in_t(curve, other) for other in curves[:i]]
    return coprime_parts(found)


def critical_values(family: LossFamily, m: int) -> fmpz_mpoly:
    """A polynomial in s, t and the value x that vanishes at the losses of all real critical filters of (m, 1, …, 1).

    The values are those of the family's losses up to one positive factor, the same for all m.
    """
    for chart in CHARTS:
        strata = ParametricStrata(family, chart)
        form = strata.elimination_form(m)
        numerator, denominator = strata.value(m)
        found = form.resultant(numerator - X * denominator, "p")
        if found:
            return found
    return ONE


def _in_values(polynomial: fmpz_mpoly) -> list[fmpz_poly]:
    """The coefficients of 1, x, x², …, polynomials in s."""
    in_s, _, _, in_x = polynomial.degrees()
    rows = [[0] * (in_s + 1) for _ in range(in_x + 1)]
    for exponents, c in zip(polynomial.monoms(), polynomial.coeffs(), strict=True):
        rows[exponents[3]][exponents[0]] = int(c)
    return [fmpz_poly(row) for row in rows]
