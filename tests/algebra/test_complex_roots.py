"""Certified roots of integer polynomials, also where they are close together or far from 1."""

from __future__ import annotations

import flint
import pytest
from flint import acb, fmpz_poly
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym.algebra.fields import complex_roots, primitive_part

BITS = 64


@st.composite
def moved(draw: st.DrawFn) -> fmpz_poly:
    """A square-free polynomial whose roots were moved by a long integer and divided by a power of two, or stretched."""
    f = fmpz_poly(draw(st.lists(st.integers(-50, 50), min_size=4, max_size=9)))
    apart, by = draw(st.sampled_from((0, 5, 300))), draw(st.sampled_from((0, 1, 10, 3**200)))
    if draw(st.booleans()):
        f = f(fmpz_poly([by, 1 << apart]))
    else:
        f = fmpz_poly([c << apart * i for i, c in enumerate(f.coeffs())])
    assume(f.degree() > 0)
    return primitive_part(f // f.gcd(f.derivative()))


@given(moved())
def test_roots_are_apart_sharp_and_flints(f: fmpz_poly) -> None:
    assume(f.degree() > 2)
    with flint.ctx.workprec(BITS):
        expected: list[acb] = [root for root, _ in f.complex_roots()]
    found = complex_roots(f, BITS)
    with flint.ctx.workprec(5000):
        assert [sum(root.overlaps(other) for other in expected) for root in found] == [1] * f.degree()
        assert sum(root.imag.is_zero() for root in found) == sum(root.imag.is_zero() for root in expected)
        assert sum(root.overlaps(other) for root in found for other in found) == f.degree()
    for root in found:
        assert root == 0 or root.rel_accuracy_bits() > BITS - 20


@pytest.mark.parametrize("moved_by", [0, 2**300])
@pytest.mark.parametrize("degree", [3, 4, 7])
@pytest.mark.parametrize("bits", [20, 60, 200])
def test_two_roots_closer_than_all_others(bits: int, degree: int, moved_by: int) -> None:
    line = fmpz_poly([-1, 2**bits + 1])
    f = (fmpz_poly([0] * degree + [1]) - 2 * line**2)(fmpz_poly([-moved_by, 1]))
    found = complex_roots(f, BITS)
    with flint.ctx.workprec(5000):
        assert sum(root.overlaps(other) for root in found for other in found) == degree


@pytest.mark.parametrize("digits", [500, 5000])
def test_conjugates_that_agree_to_thousands_of_digits(digits: int) -> None:
    q = 10**digits
    close = fmpz_poly([-2, 0, 0, 1])(fmpz_poly([-(q**2), q]))
    roots = complex_roots(primitive_part(close), BITS)
    (real,) = [root.real for root in roots if root.imag.is_zero()]
    with flint.ctx.workprec(8 * digits):
        assert abs((real * q - q**2) ** 3 - 2) < 0.001
