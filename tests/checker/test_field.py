"""Signs in number fields against 200 digits of mpmath, exact zeros with reducible polynomials included."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.checker.kernel.dyadic import combined
from lcnsym.checker.kernel.fields import Field, read_field
from lcnsym.checker.kernel.outcome import Malformed, Rejected
from tests.corpora.parts import pell_times_other_factor

pytestmark = pytest.mark.quick

FIELDS = {
    "sqrt2": ([-2, 0, 1], (1, 2), "sqrt(2)"),
    "minus-sqrt2": ([-2, 0, 1], (-2, -1), "-sqrt(2)"),
    "cube-root": ([-2, 0, 0, 1], (1, 2), "cbrt(2)"),
    "biquadratic": ([1, 0, -10, 0, 1], (3, 4), "sqrt(2)+sqrt(3)"),
    "reducible": ([6, 0, -5, 0, 1], (1, Fraction(3, 2)), "sqrt(2)"),
    "rational-root": ([2, -2, -1, 1], (Fraction(1, 2), Fraction(5, 4)), "mpf(1)"),
    "zero-root": ([0, -2, 0, 1], (-1, 1), "mpf(0)"),
    "dyadic-root": ([-9, 0, 64], (0, 1), "mpf(3)/8"),
    "non-monic": ([-1, 0, 2], (0, 1), "1/sqrt(2)"),
    "repeated-elsewhere": ([-18, 0, 21, 0, -8, 0, 1], (1, Fraction(3, 2)), "sqrt(2)"),
}
VECTORS = st.lists(st.integers(-(10**12), 10**12), min_size=6, max_size=6)


def field_of(name: str) -> tuple[Field, mpmath.mpf]:
    minpoly, (lo, hi), alpha = FIELDS[name]
    field = Field(minpoly, (Fraction(lo), Fraction(hi)))
    field.check()
    with mpmath.workdps(220):
        return field, eval(alpha, vars(mpmath).copy())  # noqa: S307 - the texts above


def sign_by_digits(element: list[int], alpha: mpmath.mpf) -> int:
    with mpmath.workdps(200):
        value = mpmath.fsum(c * alpha**j for j, c in enumerate(element))
        return 0 if abs(value) < mpmath.mpf(10) ** -100 else int(mpmath.sign(value))


@pytest.mark.parametrize("name", FIELDS)
@given(vector=VECTORS)
def test_signs(name: str, vector: list[int]) -> None:
    field, alpha = field_of(name)
    element = vector[: field.degree]
    assert field.sign(element) == sign_by_digits(element, alpha)
    assert field.sign([-c for c in element]) == -field.sign(element)
    assert field.is_zero(element) == (field.sign(element) == 0)


@pytest.mark.parametrize(
    ("name", "factor"),
    [("reducible", [-2, 0, 1]), ("rational-root", [-1, 1]), ("zero-root", [0, 1]), ("dyadic-root", [-3, 8])],
)
@given(cofactor=st.lists(st.integers(-50, 50), min_size=1, max_size=2), nudge=st.integers(-1, 1))
def test_exact_zeros(name: str, factor: list[int], cofactor: list[int], nudge: int) -> None:
    """Multiples of α's factor of a reducible polynomial vanish at α; with a constant added they do not."""
    field, alpha = field_of(name)
    element = [0] * max(field.degree, len(factor) + len(cofactor) - 1)
    for i, a in enumerate(factor):
        for j, b in enumerate(cofactor):
            element[i + j] += a * b
    if any(element[field.degree :]):
        return
    element = element[: field.degree]
    element[0] += nudge
    assert field.sign(element) == nudge == sign_by_digits(element, alpha)


@pytest.mark.parametrize("name", ["reducible", "rational-root"])
def test_the_other_factor_is_no_zero(name: str) -> None:
    field, _ = field_of(name)
    assert field.sign([-3, 0, 1, 0] if name == "reducible" else [-2, 0, 1]) == -1


@pytest.mark.parametrize("squarings", [5, 8, 10])
def test_elements_near_zero(squarings: int) -> None:
    """a − b√2 = (1 − √2)^(2^squarings) is positive and tiny, its conjugate huge."""
    a, b = 1, 1
    for _ in range(squarings):
        a, b = a * a + 2 * b * b, 2 * a * b
    field, _ = field_of("sqrt2")
    assert field.sign([a, -b]) == 1
    assert field.sign([-a, b]) == -1
    negative, _ = field_of("minus-sqrt2")
    assert negative.sign([a, b]) == 1
    assert negative.sign([a, -b]) == 1


def test_an_element_near_zero_that_vanishes_at_another_root() -> None:
    field, _ = field_of("reducible")
    element = [int(c) for c in pell_times_other_factor(10)]
    assert field.sign(element) == -1
    assert not field.is_zero(element)


def test_refinement_goes_on_where_it_stopped() -> None:
    field = Field([-2, 0, 1], (Fraction(1, 3), Fraction(10**30 + 1, 3)))
    for bits in (96, 192, 96, 768):
        low, high = field._root_bounds(bits)
        assert low**2 <= 2 << (2 * bits) <= high**2
        assert high - low <= 1


@pytest.mark.parametrize(
    ("minpoly", "interval"),
    [
        ([-2, 0, 1], (-2, 2)),
        ([-2, 0, 1], (2, 3)),
        ([0, -2, 0, 1], (0, 2)),
        ([-4, 0, 1], (2, 3)),
        ([-4, 0, 1], (1, 2)),
        ([4, 0, -4, 0, 1], (1, 2)),
        ([1, 0, 1], (-1, 1)),
    ],
)
def test_intervals_that_do_not_isolate(minpoly: list[int], interval: tuple[int, int]) -> None:
    with pytest.raises(Rejected):
        Field(minpoly, (Fraction(interval[0]), Fraction(interval[1]))).check()


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        {"minpoly": ["-2", "0", "1"]},
        {"minpoly": ["-2", "0", "-1"], "interval": ["1", "2"]},
        {"minpoly": ["-2", "0", "1"], "interval": ["2", "1"]},
        {"minpoly": ["-2", "1"], "interval": ["1", "3"]},
    ],
)
def test_malformed_fields(document: object) -> None:
    with pytest.raises(Malformed):
        read_field(document)


def test_no_field_is_the_rationals() -> None:
    field = read_field(None)
    field.check()
    assert field.degree == 1
    assert [field.sign([c]) for c in (-5, 0, 7)] == [-1, 0, 1]


def test_a_lower_bound_of_exactly_one() -> None:
    """a·2^96 + b·(⌊2^96·√2⌋ − 1) = 1, the least that is above 0."""
    low = isqrt(2 << 192)
    b = pow(low - 1, -1, 1 << 96)
    element = [(1 - b * (low - 1)) >> 96, b]
    field = Field([-2, 0, 1], (Fraction(1), Fraction(2)))
    centre, _, radius = combined(element, field._powers_of_root(96))
    assert centre - radius == 1
    assert field.sign(element) == 1
    assert field.sign([-c for c in element]) == -1


def test_an_interval_that_ends_at_zero_decides_nothing() -> None:
    field = Field([-2, 0, 1], (Fraction(1), Fraction(2)))
    field._powers[96] = [(1 << 96, 0, 0), (-7, 0, 7)]
    assert field.sign([0, 1]) == 1


@pytest.mark.parametrize("power", [201, 202, 401, 402])
def test_elements_near_zero_of_either_sign(power: int) -> None:
    """a − b√2 = (1 − √2)^power."""
    a, b = 1, 0
    for _ in range(power):
        a, b = a + 2 * b, a + b
    expected = 1 if power % 2 == 0 else -1
    field, _ = field_of("sqrt2")
    negative, _ = field_of("minus-sqrt2")
    assert field.sign([a, -b]) == negative.sign([a, b]) == expected
    assert field.sign([-a, b]) == negative.sign([-a, -b]) == -expected


def test_a_root_one_unit_of_the_polynomial_away_from_a_middle() -> None:
    """2^96·α is √(x² − 1) and ∛(x³ + 1), so that the polynomial is 1 and −1 at x/2^96."""
    x, n = 2**191 + 1, 2**190 + 1
    below = Field([-n, 0, 1], (Fraction(2**95), Fraction(2**95 + 1)))
    below.check()
    assert below.sign([-x, 2**96]) == -1
    x = 2**288 - 1
    n = (x**3 + 1) >> 288
    above = Field([-n, 0, 0, 1], (Fraction(2**192 - 1), Fraction(2**192)))
    above.check()
    assert above.sign([-x, 2**96, 0]) == 1
