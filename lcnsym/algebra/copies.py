"""How values are copied and pickled: with what they are made of, without what was worked out for them since.

FLINT does not say how its own values are pickled; here those are registered that results hold.
"""

from __future__ import annotations

import copyreg
from functools import cached_property

from flint import acb, arb, fmpz_poly


class LeanCopies:
    """A value whose cached properties are left out of its copies and pickles; they are worked out again on demand."""

    def __getstate__(self) -> dict[str, object]:
        own = type(self)
        return {n: value for n, value in vars(self).items() if not isinstance(getattr(own, n, None), cached_property)}


Dyadic = tuple[int, int]
"""An integer and the power of two that it is multiplied by."""


def ball(middle: Dyadic, radius: Dyadic) -> arb:
    """The ball with this midpoint and radius, exactly."""
    return arb(middle, radius)


def _dyadic(exact: arb) -> Dyadic:
    mantissa, exponent = exact.man_exp()
    return int(mantissa), int(exponent)


def _reduced_ball(value: arb) -> tuple[object, tuple[Dyadic, Dyadic]]:
    return ball, (_dyadic(value.mid()), _dyadic(value.rad()))


def _reduced_box(value: acb) -> tuple[object, tuple[arb, arb]]:
    return acb, (value.real, value.imag)


def _reduced_polynomial(value: fmpz_poly) -> tuple[object, tuple[list[int]]]:
    return fmpz_poly, ([int(c) for c in value.coeffs()],)


copyreg.pickle(arb, _reduced_ball)  # type: ignore[arg-type]
copyreg.pickle(acb, _reduced_box)  # type: ignore[arg-type]
copyreg.pickle(fmpz_poly, _reduced_polynomial)  # type: ignore[arg-type]
