"""Polynomials of sums of roots against the characteristic polynomial of a Kronecker sum of companion matrices."""

from __future__ import annotations

import random
import time

import pytest
from flint import fmpq, fmpq_mat, fmpq_poly

from lcnsym.algebra.composed_sums import composed_sum
from lcnsym.algebra.fields import compositum
from lcnsym.algebra.literals import parse_numbers
from lcnsym.algebra.numbers import in_common_field
from lcnsym.errors import UnsupportedError

pytestmark = pytest.mark.quick


def companion(polynomial: fmpq_poly) -> list[list[fmpq]]:
    d = polynomial.degree()
    return [[fmpq(int(j == i - 1)) if j < d - 1 else -polynomial[i] for j in range(d)] for i in range(d)]


def of_matrices(first: fmpq_poly, second: fmpq_poly, multiplier: int) -> fmpq_poly:
    """The characteristic polynomial of A ⊗ 1 + c·1 ⊗ B, whose eigenvalues are the sums."""
    a, b = companion(first), companion(second)
    rows = [(i, j) for i in range(len(a)) for j in range(len(b))]
    return fmpq_mat(
        [[a[i][k] * int(j == m) + multiplier * b[j][m] * int(i == k) for k, m in rows] for i, j in rows]
    ).charpoly()


@pytest.mark.parametrize("seed", range(12))
def test_sums_are_eigenvalues(seed: int) -> None:
    draw = random.Random(seed)
    first, second = (
        fmpq_poly([*(fmpq(draw.randint(-9, 9), draw.randint(1, 4)) for _ in range(draw.randint(1, 5))), 1])
        for _ in range(2)
    )
    multiplier = draw.choice([-3, -1, 1, 2, 0])
    assert composed_sum(first, second, multiplier) == of_matrices(first, second, multiplier)


def test_fields_too_large_are_refused_before_they_are_made() -> None:
    begin = time.process_time()
    with pytest.raises(UnsupportedError, match="degree 4032 at least"):
        in_common_field(parse_numbers("root(x^64-2,0),root(x^63-3,0),1"))
    assert time.process_time() - begin < 5


NUMBERS = (
    "sqrt(2)",
    "root(x^3-2,0)",
    "root(x^3-x-1,0)",
    "root(x^4-2,1)",
    "sqrt(2)+sqrt(3)",
    "root(x^6-2,0)",
    "root(3*x^5-7*x+1,2)",
    "root(x^8-5*x^3+1,0)",
)


@pytest.mark.parametrize("second", NUMBERS)
@pytest.mark.parametrize("first", NUMBERS)
def test_both_numbers_are_found_in_the_common_field(first: str, second: str) -> None:
    alpha, theta = (number.own_field for number in parse_numbers(f"{first},{second}"))
    top, *images = compositum(alpha, theta)
    for field, image in zip((alpha, theta), images, strict=True):
        value = fmpq_poly([])
        for c in reversed(field.modulus.coeffs()):
            value = (value * image + c) % top.modulus
        assert value == 0
        # the root itself, not a conjugate
        assert top.ball(image, 200).overlaps(field.generator_ball(200))
