"""Signs of polynomials near a zero, against values at many points near it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.landscape.degenerate.local_signs import is_negative_near

RING = fmpz_mpoly_ctx.get(("x", "y"), Ordering.lex)
X, Y = RING.gens()
EXAMPLES = [
    (X**2 + Y**2, False),
    (X**2 - Y**2, True),
    (X, True),
    (X**2, False),
    (-(X**2), True),
    ((Y - X**2) ** 2, False),
    ((Y - X**2) ** 2 - X**5, True),
    ((Y - X**2) ** 2 + X**6, False),
    ((Y - X**2) * (Y - 2 * X**2), True),
    (X**4 + Y**2 - X**2 * Y, False),
    (RING.constant(1) + X, False),
    (RING.constant(-1) + X, True),
]


@pytest.mark.parametrize(("polynomial", "wanted"), EXAMPLES)
@given(a=st.integers(-2, 2), b=st.integers(1, 3))
def test_examples_at_any_place(polynomial: fmpz_mpoly, wanted: bool, a: int, b: int) -> None:
    place = Fraction(a, b), Fraction(b, a * a + 1)
    # with x − p for x, times denominators
    shifted = RING.constant(0)
    size = sum(polynomial.degrees())
    p, q = place
    for exponents, c in polynomial.terms():
        i, j = map(int, exponents)
        common = p.denominator**size * q.denominator**size // (p.denominator**i * q.denominator**j)
        shifted += int(c) * common * (p.denominator * X - p.numerator) ** i * (q.denominator * Y - q.numerator) ** j
    assert is_negative_near(shifted, place) is wanted
