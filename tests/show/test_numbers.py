"""What is shown of a number of which an interval is known."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.show.numbers import decimal, enclosed

RATIONALS = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6)
WIDTHS = st.builds(lambda n, e: Fraction(n, 10**e), st.integers(1, 99), st.integers(0, 30))


@given(RATIONALS, WIDTHS, st.fractions(min_value=0, max_value=1, max_denominator=100))
def test_digits_that_are_shown_are_those_of_every_number_of_the_interval(
    lo: Fraction, width: Fraction, t: Fraction
) -> None:
    hi, number = lo + width, lo + t * width
    shown = enclosed((lo, hi))
    if shown.startswith("≤ "):
        assert lo == 0
        assert number <= Fraction(shown[2:])
    elif shown.startswith("0 ± "):
        assert abs(number) <= Fraction(shown[4:])
    else:
        value = Decimal(shown.removeprefix("≈ "))
        digits = len(value.as_tuple().digits)
        assert lo * hi > 0
        assert digits <= 10
        assert digits == 1 or width * 10**digits <= abs(lo + hi)
        assert digits == 1 or abs(number - Fraction(value)) <= abs(Fraction(value)) / 10 ** (digits - 1)


@pytest.mark.parametrize(
    ("bounds", "shown"),
    [
        ((0, Fraction(1, 2**61)), "≤ 4.4e-19"),
        ((Fraction(-1, 10**20), Fraction(1, 10**30)), "0 ± 1e-20"),
        ((Fraction(21, 10), Fraction(22, 10)), "≈ 2"),
        ((Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**20)), "≈ 0.3333333333"),
        ((Fraction(4), Fraction(4)), "4"),
    ],
)
def test_examples(bounds: tuple[Fraction, Fraction], shown: str) -> None:
    assert enclosed((Fraction(bounds[0]), Fraction(bounds[1]))) == shown


def test_decimals_have_an_exponent_only_where_they_need_one() -> None:
    shown = {10: "10", -1200: "-1200", 10**9: "1000000000", 10**12: "1e+12", 1234567890123: "1.23456789e+12", 0: "0"}
    assert {number: decimal(Fraction(number)) for number in shown} == shown
