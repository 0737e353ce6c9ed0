"""The statements of docs/where-spurious-minima-live.md that no theorem object checks."""

from __future__ import annotations

import random
from fractions import Fraction
from math import comb, hypot, sqrt

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.loss import SquareLoss
from lcnsym.theorems.critical.rotation_invariant_cubics import spurious_by_discriminants
from lcnsym.theorems.critical.two_layer_minima import root_numbers

pytestmark = pytest.mark.quick


def _winding(points: list[tuple[float, float]], z: tuple[float, float]) -> bool:
    """Whether a simple polygon goes around a point: crossings of a ray."""
    inside = False
    for (a, b), (c, d) in zip(points, [*points[1:], points[0]], strict=True):
        if (b > z[1]) != (d > z[1]) and z[0] < a + (z[1] - b) * (c - a) / (d - b):
            inside = not inside
    return inside


def _deltoid(scale: float) -> list[tuple[float, float]]:
    """Of scale·(2w + 1/w²)."""
    from cmath import exp, pi

    circle = [exp(2j * pi * k / 600) for k in range(600)]
    return [(scale * (2 * w + w**-2).real, scale * (2 * w + w**-2).imag) for w in circle]


def test_between_two_deltoids() -> None:
    """The signs of two discriminants are the sides of 2w + 1/w² and of the opposite one of three times the size."""
    inner, outer = _deltoid(1), _deltoid(-3)
    draw = random.Random(1)
    seen = {0: 0, 1: 0}
    for _ in range(400):
        s, t = (Fraction(draw.randint(-600, 600), 100) for _ in range(2))
        z = (float(s), float(t))
        near = min(hypot(a - z[0], b - z[1]) for a, b in inner + outer)
        if near > 0.05:
            expected = int(_winding(outer, z) and not _winding(inner, z))
            assert spurious_by_discriminants(BinaryForm((1 + s, -t, s - 3, -t))) == expected
            seen[expected] += 1
    assert min(seen.values()) > 80


def test_three_spurious_minima() -> None:
    """The most that the degree of the elimination form allows for (3,2)."""
    gram = ((454, -35, -9, -44), (-35, 8, -7, 15), (-9, -7, 12, -23), (-44, 15, -23, 169))
    loss = SquareLoss.with_gram(gram, BinaryForm((1, -4, 10, -1)))
    assert root_numbers(loss) == (7, 1)
    assert critical_points((3, 2), loss).spurious_minima == 3


@pytest.mark.parametrize("degree", [3, 4, 5])
def test_expected_numbers_of_roots(degree: int) -> None:
    """√n real roots of the target and √(3n − 2) of the elimination form on average, within four standard errors."""
    draw, number = random.Random(degree), 500
    gram = [[Fraction(int(i == j), comb(degree, i)) for j in range(degree + 1)] for i in range(degree + 1)]
    minima, spurious, without = [], [], 0
    for _ in range(number):
        target = BinaryForm(
            [Fraction(round(1000 * draw.gauss(0, sqrt(comb(degree, i)))), 1000) for i in range(degree + 1)]
        )
        numbers = root_numbers(SquareLoss.with_gram(gram, target))
        assert numbers is not None
        minima.append(sum(numbers) / 2)
        spurious.append((numbers[0] - numbers[1]) / 2 if numbers[1] else numbers[0] / 2 - 1)
        without += numbers[1] == 0
    for values, expected in (
        (minima, (sqrt(3 * degree - 2) + sqrt(degree)) / 2),
        (spurious, (sqrt(3 * degree - 2) - sqrt(degree)) / 2 - without / number),
    ):
        mean = sum(values) / number
        error = sqrt(sum((v - mean) ** 2 for v in values)) / number
        assert abs(mean - expected) < 4 * error
    if degree == 3:
        assert set(spurious) == {0, 1}
