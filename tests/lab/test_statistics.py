"""Intervals against published values and by simulation."""

from __future__ import annotations

import random

import pytest

from lcnsym.lab.statistics import mean_interval, student_quantile, wilson_interval


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


@pytest.mark.parametrize(("degrees", "value"), [(3, 3.1824), (5, 2.5706), (10, 2.2281), (30, 2.0423), (10**6, 1.95997)])
def test_student(degrees: int, value: float) -> None:
    assert student_quantile(0.975, degrees) == pytest.approx(value, rel=2e-3)


def test_means_are_covered_as_often_as_promised() -> None:
    rng = random.Random(1)
    covered = 0
    for _ in range(2000):
        interval = mean_interval([rng.gauss(3, 2) for _ in range(6)])
        assert interval is not None
        covered += interval[0] <= 3 <= interval[1]
    assert 0.93 < covered / 2000 < 0.97
    assert mean_interval([1.0, 2.0, 3.0]) is None
