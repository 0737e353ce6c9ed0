"""The literal parser: what it accepts, what it refuses, in bounded time."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.literals import parse_number, parse_numbers
from lcnsym.errors import BadInputError, LcnsymError

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("1", Fraction(1)),
        ("-5/2", Fraction(-5, 2)),
        ("0.25", Fraction(1, 4)),
        (".5", Fraction(1, 2)),
        ("3.", Fraction(3)),
        ("1e-3", Fraction(1, 1000)),
        ("2.5E+2", Fraction(250)),
        ("0.1", Fraction(1, 10)),
        ("2^10", Fraction(1024)),
        ("2^-3", Fraction(1, 8)),
        ("2^(-3)", Fraction(1, 8)),
        ("-2^2", Fraction(-4)),
        ("(-2)^2", Fraction(4)),
        ("--3", Fraction(3)),
        ("1-2-3", Fraction(-4)),
        ("8/4/2", Fraction(1)),
        ("2*3+4", Fraction(10)),
        (" ( 1 + 2 ) * 3 ", Fraction(9)),
        ("sqrt(9/4)", Fraction(3, 2)),
        ("sqrt(8)*sqrt(2)", Fraction(4)),
        ("root(x^2-4,0)", Fraction(-2)),
        ("root((x-1)^2*(x-3),1)", Fraction(3)),
        ("0", Fraction(0)),
        ("-0.0", Fraction(0)),
    ],
)
def test_values(literal: str, value: Fraction) -> None:
    assert parse_number(literal) == value


@given(st.lists(st.fractions(), min_size=1, max_size=8))
def test_lists_of_fractions_read_back(values: list[Fraction]) -> None:
    assert parse_numbers(",".join(map(str, values))) == tuple(values)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-(10**6), max_value=10**6))
def test_decimals_are_exact(value: object) -> None:
    assert parse_number(str(value)) == Fraction(str(value))


BAD = {
    "empty": "",
    "blank": "  ",
    "trailing comma": "1,2,",
    "two commas": "1,,2",
    "nan": "nan",
    "infinity": "inf",
    "imaginary": "sqrt(-1)",
    "imaginary after arithmetic": "sqrt(1-sqrt(2))",
    "division by zero": "1/(2-2)",
    "division by an algebraic zero": "1/(sqrt(2)*sqrt(3)-sqrt(6))",
    "open parenthesis": "(1",
    "closed parenthesis": "1)",
    "nested parentheses": "(" * 5000 + "1" + ")" * 5000,
    "many open parentheses": "(" * 1_000_000,
    "nested roots": "sqrt(" * 3000 + "2" + ")" * 3000,
    "ten million digits": "9" * 10_000_000,
    "a million digits": "1" * 1_000_000,
    "exponent": "1e999999999",
    "long exponent": "1e" + "9" * 100_000,
    "negative exponent": "1e-999999999",
    "power": "2^999999999",
    "power of a power": "((10^100000)^100000)",
    "fractional power": "2^(1/2)",
    "python power": "2**3",
    "root without an index": "root(x^3-2)",
    "root with a negative index": "root(x^3-2,-1)",
    "root too high": "root(x^3-2,1)",
    "no real root": "root(x^2+1,0)",
    "constant polynomial": "root(3,0)",
    "zero polynomial": "root(x-x,0)",
    "rational coefficients": "root(x^2-0.5,0)",
    "polynomial of huge degree": "root(x^100000-2,0)",
    "variable outside": "x+1",
    "foreign digits": "\u0661\u0662",
    "letters": "abc",
    "call": "__import__('os')",
    "null byte": "1\x002",
    "newline code": "1\nimport os",
    "semicolon": "1;2",
    "hexadecimal": "0x10",
    "underscore": "1_000",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_literals_are_refused_in_one_short_line_and_little_time(name: str) -> None:
    begin = time.process_time()
    with pytest.raises(LcnsymError) as caught:
        parse_numbers(BAD[name])
    assert time.process_time() - begin < 5
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_field_of_too_large_a_degree_is_refused() -> None:
    primes = [2, 3, 5, 7, 11, 13, 17]
    with pytest.raises(LcnsymError, match="degree"):
        parse_number("+".join(f"sqrt({p})" for p in primes))


def test_one_number_is_one_number() -> None:
    with pytest.raises(BadInputError, match="lists 2"):
        parse_number("1,2")
