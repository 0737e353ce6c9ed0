"""Intervals against published values and by simulation."""

from __future__ import annotations

import random
from math import exp, lgamma, pi, sqrt
from statistics import NormalDist

import pytest

from lcnsym.lab.statistics import EXACT_DEGREES, _expanded_quantile, mean_interval, student_quantile, wilson_interval

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("count", "total", "lo", "hi"),
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson(count: int, total: int, lo: float, hi: float) -> None:
    assert wilson_interval(count, total) == pytest.approx((lo, hi), abs=1e-4)
    mirrored = wilson_interval(total - count, total)
    assert mirrored == pytest.approx((1 - hi, 1 - lo), abs=1e-4)


def test_wilson_without_data() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("probability", "degrees", "value"),
    # Abramowitz and Stegun, Handbook of Mathematical Functions, table 26.10
    [
        (0.975, 1, 12.706),
        (0.975, 2, 4.303),
        (0.975, 3, 3.182),
        (0.975, 5, 2.571),
        (0.975, 10, 2.228),
        (0.975, 30, 2.042),
        (0.975, 120, 1.980),
        (0.95, 4, 2.132),
        (0.9995, 3, 12.924),
    ],
)
def test_student(probability: float, degrees: int, value: float) -> None:
    assert student_quantile(probability, degrees) == pytest.approx(value, abs=5e-4)
    assert student_quantile(1 - probability, degrees) == pytest.approx(-value, abs=5e-4)


@pytest.mark.parametrize("probability", [0.6, 0.975, 0.9995])
def test_student_is_that_of_the_density_and_goes_over_into_the_expansion(probability: float) -> None:
    for degrees in (1, 2, 3, 4, 7, EXACT_DEGREES):
        t, steps = student_quantile(probability, degrees), 4000
        scale = exp(lgamma((degrees + 1) / 2) - lgamma(degrees / 2)) / sqrt(degrees * pi)
        values = [scale * (1 + (t * i / steps) ** 2 / degrees) ** (-(degrees + 1) / 2) for i in range(steps + 1)]
        # Simpson's rule
        weights = [1, *[4, 2] * (steps // 2 - 1), 4, 1]
        area = t / steps / 3 * sum(w * v for w, v in zip(weights, values, strict=True))
        assert area == pytest.approx(probability - 1 / 2, abs=1e-9)
    last = student_quantile(probability, EXACT_DEGREES)
    assert _expanded_quantile(NormalDist().inv_cdf(probability), EXACT_DEGREES) == pytest.approx(last, rel=1e-9)
    assert student_quantile(probability, 10**9) == pytest.approx(NormalDist().inv_cdf(probability), rel=1e-8)


def test_means_are_covered_as_often_as_promised() -> None:
    rng = random.Random(1)
    covered = 0
    for _ in range(2000):
        interval = mean_interval([rng.gauss(3, 2) for _ in range(6)])
        assert interval is not None
        covered += interval[0] <= 3 <= interval[1]
    assert 0.93 < covered / 2000 < 0.97
    assert mean_interval([1.0, 2.0, 3.0]) is None
