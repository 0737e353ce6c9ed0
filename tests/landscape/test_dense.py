"""Fully-connected networks: critical points from singular values, and that no minimum is spurious."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.landscape.dense import DenseLandscape, compare_with_dense
from lcnsym.landscape.layers.natures import Nature
from lcnsym.network.architecture import Architecture


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=2, max_size=4), st.integers(1, 4))
def test_losses_against_numpy(rows: list[list[int]], bound: int) -> None:
    try:
        landscape = DenseLandscape.of_rows(rows, bound)
    except UnsupportedError:
        return
    values = np.linalg.svd(np.array(rows, dtype=float), compute_uv=False)
    points = landscape.points()
    assert len(points) == landscape.number_of_points
    for point in points:
        left = [v for i, v in enumerate(values) if i not in point.singular_values]
        assert float(point.loss[0]) == pytest.approx(sum(v * v for v in left), abs=1e-6)
    assert landscape.spurious_minima == 0
    (least,) = [p for p in points if p.nature is Nature.MINIMUM]
    assert least.singular_values == tuple(range(min(bound, len(values))))


@pytest.mark.quick
def test_directions_of_descent_in_exact_arithmetic() -> None:
    """For a diagonal target the singular vectors are unit vectors, and rational angles make the paths rational."""
    sigma = [Fraction(5), Fraction(3), Fraction(2), Fraction(1)]
    landscape = DenseLandscape.of_rows([[s if i == j else 0 for j in range(4)] for i, s in enumerate(sigma)], 2)
    t = Fraction(1, 50)
    cosine, sine = (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)
    for q in range(3):
        for chosen in combinations(range(4), q):
            found = landscape.descent(chosen)
            before = sum(s * s for i, s in enumerate(sigma) if i not in chosen)
            matrix = [[sigma[i] if i == j and i in chosen else Fraction(0) for j in range(4)] for i in range(4)]
            if found is None:
                assert chosen == (0, 1)
                continue
            into, out = found
            if out is None:
                matrix[into][into] += t * sigma[into]
            else:
                matrix[out][out] = Fraction(0)
                size = sigma[out] + (sigma[into] - sigma[out]) * sine**2
                direction = {out: cosine, into: sine}
                for i, a in direction.items():
                    for j, b in direction.items():
                        matrix[i][j] += size * a * b
            after = sum((matrix[i][j] - (sigma[i] if i == j else 0)) ** 2 for i in range(4) for j in range(4))
            assert after < before


def test_gradient_descent_reaches_the_least_loss_only() -> None:
    target = np.array([[2.0, 1.0, 0.0], [0.0, 1.0, -1.0], [1.0, 0.0, 3.0]])
    landscape = DenseLandscape.of_rows([[int(c) for c in row] for row in target], 2)
    least = float(min(point.loss for point in landscape.points())[0])
    for seed in range(6):
        rng = np.random.default_rng(seed)
        a, b = rng.normal(size=(3, 2)), rng.normal(size=(2, 3))
        for _ in range(20000):
            residual = a @ b - target
            a, b = a - 0.01 * residual @ b.T, b - 0.01 * a.T @ residual
        assert ((a @ b - target) ** 2).sum() == pytest.approx(least, abs=1e-6)


@pytest.mark.quick
def test_comparison_with_a_filling_convolutional_network() -> None:
    """The convolutional network is filling and has spurious minima, the fully-connected one has none."""
    document = compare_with_dense(Architecture((3, 3, 2), output_size=2), BinaryForm((1, 2, 3, -2, 4, 1))).to_dict()
    assert document["convolutional"] == {"critical_functions": 20, "spurious_minima": 5, "complete": True}
    assert document["dense"] == {
        "rank_bound": 2,
        "critical_functions": 3,
        "spurious_minima": 0,
        "complete": True,
    }


@pytest.mark.quick
def test_what_is_refused() -> None:
    with pytest.raises(UnsupportedError, match="two are equal"):
        DenseLandscape.of_rows([[1, 0], [0, 1]], 1)
    with pytest.raises(UnsupportedError, match="is zero"):
        DenseLandscape.of_rows([[1, 1], [1, 1]], 1)
    with pytest.raises(BadInputError, match="rank bound"):
        DenseLandscape.of_rows([[1, 2], [0, 1]], 0)
    with pytest.raises(BadInputError, match="rows of one length"):
        DenseLandscape.of_rows([[1, 2], [0]], 1)
