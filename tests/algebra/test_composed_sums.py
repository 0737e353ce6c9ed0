"""Polynomials of sums of roots against the characteristic polynomial of a Kronecker sum of companion matrices."""

from __future__ import annotations

import random
import time

import pytest
from flint import fmpq, fmpq_mat, fmpq_poly

from lcnsym.algebra.composed_sums import composed_sum
from lcnsym.algebra.literals import parse_numbers
from lcnsym.algebra.numbers import in_common_field
from lcnsym.errors import UnsupportedError


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
