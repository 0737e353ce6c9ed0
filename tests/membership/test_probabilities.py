"""Probabilities of membership: closed formulas, samples, the formula of Kac and Rice in floating point, exact laws."""

from __future__ import annotations

from fractions import Fraction
from math import asin, comb, pi, sqrt

import flint
import numpy as np
import pytest

from lcnsym import Distribution, membership_probability
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.roots.random_forms import _normal_quartic, real_root_probabilities
from lcnsym.roots.root_pairs import mean_of_pairs, probability_of_at_least

LAWS = list(Distribution)


@pytest.mark.quick
def test_closed_formulas() -> None:
    """1/√2 and (√3 − 1)/2; for quartics no real root is as probable as four, as their mean number is 2."""
    lo, hi = membership_probability((2, 2), bits=60).bounds
    assert 2 * lo * lo <= 1 <= 2 * hi * hi
    lo, hi = membership_probability((2, 2, 2), bits=60).bounds
    assert (2 * lo + 1) ** 2 <= 3 <= (2 * hi + 1) ** 2
    none, _, four = real_root_probabilities(4, Distribution.ROTATION_INVARIANT, 30).values()
    assert max(none[0], four[0]) <= min(none[1], four[1])


@pytest.mark.quick
def test_normal_quadratic_forms() -> None:
    """P(b² ≥ 4ac), by the sign of ac and the product's distribution: an integral over an angle, by Simpson's rule.

    With (a, c) = r(cos t, sin t), b² ≥ 2 r² sin 2t, where b/r has Cauchy's law: 1/2 + 1/2 − the mean of
    P(|b| < r·√(2 sin 2t)) over sin 2t > 0, and P(|b| < s·r) = s/√(1 + s²) for a normal b and a radius r in the plane.
    """
    ts = (np.arange(200_000) + 0.5) / 200_000 * (pi / 2)
    s = np.sqrt(2 * np.sin(2 * ts))
    outside = float(np.mean(s / np.sqrt(1 + s * s))) / 2
    lo, hi = membership_probability((2, 2), "normal").bounds
    assert float(lo + hi) / 2 == pytest.approx(1 - outside, abs=1e-6)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("degree", [2, 3, 4, 5])
def test_samples(law: Distribution, degree: int) -> None:
    """Real roots of 20,000 random forms, at most five standard deviations away."""
    if degree > law.most_degree:
        return
    found = real_root_probabilities(degree, law, 12)
    assert sum(lo for lo, _ in found.values()) <= 1 <= sum(hi for _, hi in found.values())
    number, random = 20_000, np.random.default_rng(degree)
    deviations = np.sqrt([float(v) for v in law.variances(degree)])
    counts = dict.fromkeys(found, 0)
    for row in random.normal(size=(number, degree + 1)) * deviations:
        counts[int(np.sum(np.abs(np.roots(row).imag) < 1e-9))] += 1
    for roots, (lo, hi) in found.items():
        middle = float(lo + hi) / 2
        assert abs(counts[roots] / number - middle) < 5 * sqrt(middle * (1 - middle) / number)


@pytest.mark.quick
def test_the_density_of_two_roots_of_normal_quartics() -> None:
    """By conditional covariances of the derivatives, as Kac and Rice have it, in floating point."""
    random = np.random.default_rng(5)
    for _ in range(30):
        alpha, theta = random.uniform(0, pi), random.uniform(0.1, pi - 0.1)
        rows = []
        for angle in (alpha, alpha + theta):
            c, s = np.cos(angle), np.sin(angle)
            value = [c ** (4 - i) * s**i for i in range(5)]
            slope = [
                (-(4 - i) * c ** (3 - i) * s ** (i + 1) if i < 4 else 0) + (i * c ** (5 - i) * s ** (i - 1) if i else 0)
                for i in range(5)
            ]
            rows.append((value, slope))
        values, slopes = (np.array([row[j] for row in rows]) for j in (0, 1))
        covariance = values @ values.T
        rest = slopes @ slopes.T - slopes @ values.T @ np.linalg.solve(covariance, values @ slopes.T)
        a, b, c = rest[0, 0], rest[0, 1], rest[1, 1]
        mean = 2 / pi * (sqrt(max(a * c - b * b, 0.0)) + b * asin(max(-1.0, min(1.0, b / sqrt(a * c)))))
        expected = mean / (2 * pi * sqrt(np.linalg.det(covariance)))
        with flint.ctx.workprec(80):
            found = _normal_quartic(flint.acb(2 * alpha + theta), flint.acb(theta), analytic=False)
        assert float(found.real) == pytest.approx(expected, rel=1e-6)


@pytest.mark.quick
def test_pairs_of_real_roots_by_sums() -> None:
    """√2 for n = 2, as all real roots are two with probability 1/√2; 3·(√3 − 1) for n = 3; the first formula."""
    for degree, expected in ((2, sqrt(2)), (3, 3 * (sqrt(3) - 1))):
        found = mean_of_pairs(degree, 400)
        assert found.contains(flint.arb(expected))
        assert found.rad() < 0.02
    for degree in range(2, 6):
        chances = real_root_probabilities(degree, Distribution.ROTATION_INVARIANT, 12)
        for number in chances:
            lo, hi = probability_of_at_least(degree, number, 400)
            known = [bounds for other, bounds in chances.items() if other >= number]
            assert hi - lo < Fraction(1, 50)
            assert lo <= sum(bound for _, bound in known)
            assert sum(bound for bound, _ in known) <= hi


@pytest.mark.quick
def test_what_has_probability_zero_or_one() -> None:
    assert membership_probability((3, 2)).bounds == (1, 1)
    assert membership_probability((3, 2, 3, 5), "normal").bounds == (1, 1)
    assert membership_probability("2x2,2x1").bounds == (0, 0)
    assert membership_probability("3x1,2x1,2x1", bits=8).bounds == membership_probability((3, 2, 2), bits=8).bounds
    found = membership_probability((2, 2))
    assert found.to_dict()["distribution"] == "rotation-invariant"
    assert 0 < found.bounds[1] - found.bounds[0] < Fraction(1, 2**20)
    assert Distribution.ROTATION_INVARIANT.variances(4) == tuple(comb(4, i) for i in range(5))


@pytest.mark.quick
def test_bad_input() -> None:
    with pytest.raises(BadInputError, match="'uniform' was given"):
        membership_probability((2, 2), "uniform")
    with pytest.raises(BadInputError, match="bits"):
        membership_probability((2, 2), bits=0)
    with pytest.raises(UnsupportedError, match="up to degree 5"):
        membership_probability((5, 2, 2))
    with pytest.raises(UnsupportedError, match="up to degree 4"):
        membership_probability((3, 2, 2, 2), "normal")
