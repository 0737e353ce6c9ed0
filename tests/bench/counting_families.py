"""Families of polynomials on which methods of counting real roots differ, each of an exact degree and reproducible."""

from __future__ import annotations

import random
from collections.abc import Callable

from flint import fmpz_poly

x = fmpz_poly([0, 1])


def _random(degree: int, bits: int, generator: random.Random) -> fmpz_poly:
    coefficients = [generator.randint(-(2**bits), 2**bits) for _ in range(degree)]
    return fmpz_poly([*coefficients, generator.randint(1, 2**bits)])


def random10(degree: int, generator: random.Random) -> fmpz_poly:
    """Coefficients uniform with 10 bits and a sign."""
    return _random(degree, 10, generator)


def random32(degree: int, generator: random.Random) -> fmpz_poly:
    """Coefficients uniform with 32 bits and a sign."""
    return _random(degree, 32, generator)


def wilkinson(degree: int, _: random.Random) -> fmpz_poly:
    """(x − 1) ⋯ (x − n)."""
    product = fmpz_poly([1])
    for i in range(1, degree + 1):
        product *= x - i
    return product


def mignotte(degree: int, _: random.Random) -> fmpz_poly:
    """xⁿ − 2(ax − 1)² with a = 2³¹ − 1: two roots very close to 1/a."""
    return x**degree - 2 * ((2**31 - 1) * x - 1) ** 2


def chebyshev_square(degree: int, generator: random.Random) -> fmpz_poly:
    """T_m · s² with deg T_m about n/2 and random s of 4 bits."""
    other = degree // 4
    return fmpz_poly.chebyshev_t(degree - 2 * other) * _random(other, 4, generator) ** 2


def repeated(degree: int, generator: random.Random) -> fmpz_poly:
    """p_1 · p_2² · p_3³ ⋯ with random factors of 7 bits and degree about n/12, the last one simple."""
    product, left, multiplicity = fmpz_poly([1]), degree, 1
    size = max(1, degree // 12)
    while size * multiplicity <= left:
        product *= _random(size, 7, generator) ** multiplicity
        left -= size * multiplicity
        multiplicity += 1
    return product * _random(left, 7, generator) if left else product


FAMILIES: dict[str, Callable[[int, random.Random], fmpz_poly]] = {
    "random10": random10,
    "random32": random32,
    "wilkinson": wilkinson,
    "mignotte": mignotte,
    "chebyshev_square": chebyshev_square,
    "repeated": repeated,
}


def member(family: str, degree: int) -> fmpz_poly:
    """The polynomial of a family that is measured."""
    f = FAMILIES[family](degree, random.Random(f"{family} {degree}"))
    if f.degree() != degree:
        raise AssertionError(f"{family} gave degree {f.degree()}, not {degree}")
    return f
