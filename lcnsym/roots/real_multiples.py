"""Which one of some real forms in several pairs of variables is a multiple of another, by excluding all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import flint
from flint import arb, arb_poly

from ..algebra.flintio import to_fmpq
from ..algebra.multihomogeneous import TensorForm
from ..algebra.numbers import AlgebraicNumber, Number
from ..algebra.precision import precisions
from ..errors import InconclusiveError
from .absolute_factors import POINTS

FIRST_BITS, LAST_BITS = 128, 8192


def only_multiple(form: TensorForm, candidates: Sequence[TensorForm]) -> int:
    """The index of the candidate that a form divides, where it is known that there is exactly one.

    On lines in the direction of an axis the form is divided into every candidate. Where a ball of the remainder does
    not contain zero, the form is no divisor. The candidate that is left is the one.

    Raises:
        InconclusiveError: several are left on all lines, with the last number of bits.
    """
    left = set(range(len(candidates)))
    for axis, point in _lines(form):
        divisor = _restricted(form, axis, point)
        others = {i: _restricted(candidates[i], axis, point) for i in left}
        for bits in precisions(FIRST_BITS, LAST_BITS, 4):
            left -= {i for i in left if _is_no_divisor(divisor, others[i], bits)}
            if len(left) == 1:
                return left.pop()
    raise InconclusiveError(f"{LAST_BITS} bits do not decide which of {len(left)} real factors a factor belongs to")


def _lines(form: TensorForm) -> Iterator[tuple[int, tuple[int, ...]]]:
    """An axis along which the form has a degree, and values for the other x_j."""
    for point in POINTS:
        for axis, degree in enumerate(form.degrees):
            if degree:
                yield axis, point


def _restricted(form: TensorForm, axis: int, point: tuple[int, ...]) -> list[Number]:
    """The coefficients of x_axis^0, x_axis^1, …, with these values for the other x_j, and 1 for all y_j."""
    found: list[Number] = [Fraction(0)] * form.format[axis]
    for index, w in form.terms.items():
        weight = 1
        for j, (i, degree) in enumerate(zip(index, form.degrees, strict=True)):
            if j != axis:
                weight *= point[j % len(point)] ** (degree - i)
        place = form.degrees[axis] - index[axis]
        found[place] = found[place] + w * weight
    return found


def _is_no_divisor(divisor: Sequence[Number], other: Sequence[Number], bits: int) -> bool:
    """True: proved. False: not with so many bits, or the divisor's degree on the line is not sure."""
    with flint.ctx.workprec(bits):
        f, g = (arb_poly([_ball(c, bits) for c in polynomial]) for polynomial in (other, divisor))
        if g.degree() < 1 or g[g.degree()].contains(0):
            return False
        return any(not c.contains(0) for c in (f % g).coeffs())


def _ball(value: Number, bits: int) -> arb:
    return value.ball(bits) if isinstance(value, AlgebraicNumber) else arb(to_fmpq(value))
