"""Confidence intervals."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import NormalDist

LEVEL = 0.95
LEAST_VALUES = 4

Interval = tuple[float, float]


def wilson_interval(count: int, total: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval of a share count/total.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.

    Examples:
        >>> [round(end, 4) for end in wilson_interval(0, 10)]
        [0.0, 0.2775]
    """
    if not total:
        return 0.0, 1.0
    z, share = NormalDist().inv_cdf((1 + level) / 2), count / total
    centre = share + z * z / (2 * total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return (0.0 if count == 0 else (centre - half) / scale), (1.0 if count == total else (centre + half) / scale)


def mean_interval(values: Sequence[float], level: float = LEVEL) -> Interval | None:
    """Student's interval of the mean of independent values; None: fewer than LEAST_VALUES."""
    number = len(values)
    if number < LEAST_VALUES:
        return None
    mean = fsum(values) / number
    deviation = sqrt(fsum((v - mean) ** 2 for v in values) / (number - 1))
    half = student_quantile((1 + level) / 2, number - 1) * deviation / sqrt(number)
    return mean - half, mean + half


def student_quantile(probability: float, degrees: int) -> float:
    """The quantile of Student's t with at least 3 degrees of freedom, to about three digits or better.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5.
    """
    x, v = NormalDist().inv_cdf(probability), degrees
    return (
        x
        + (x**3 + x) / (4 * v)
        + (5 * x**5 + 16 * x**3 + 3 * x) / (96 * v**2)
        + (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / (384 * v**3)
        + (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / (92160 * v**4)
    )
