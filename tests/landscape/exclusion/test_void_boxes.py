"""Boxes whose only zero of the gradient is a point with w = 0, where the reduced loss is largest."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lcnsym.landscape.completeness import Proof
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.layers.certified_zeros import CertifiedZeros
from lcnsym.landscape.layers.real_layers import real_layers
from lcnsym.network.architecture import Architecture

from ..oracle_cases import Case
from ..oracle_judge import judged
from ..support import euclidean

CASES = [
    ((2, 2), (2, 1), (6, 0, -3, 0), 1),
    ((2, 3), (2, 1), (6, -6, 7, -7, 6, -6), 1),
    ((3, 3), (2, 1), (-2, -5, -7, 0, 7, 5, 2), 6),
    # the point is (9/13, 1, −29/39)
    ((3, 3), (2, 1), (-5, 0, -1, 0, -6, 0, -9), 2),
    ((2, 2, 3), (1, 2, 1), (3, 0, -2, 0, -6, 0, -6), 8),
]


@pytest.mark.parametrize(("sizes", "strides", "target", "number"), CASES)
def test_symmetric_targets(
    sizes: tuple[int, ...],
    strides: tuple[int, ...],
    target: tuple[int, ...],
    number: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All lists are complete, by elimination and without it; Newton's iteration and descent find nothing else."""
    eliminated = critical_points(Architecture(sizes, strides), euclidean(*target))
    assert (eliminated.proof, eliminated.parameter_classes) == (Proof.POLYNOMIAL, number)
    with monkeypatch.context() as patched:
        patched.setattr(CertifiedZeros, "can_eliminate", False)
        landscape = critical_points(Architecture(sizes, strides), euclidean(*target))
    assert (landscape.proof, landscape.parameter_classes) == (Proof.EXCLUSION, number)
    identity = tuple(tuple(Fraction(int(i == j)) for j in range(len(target))) for i in range(len(target)))
    assert not judged(Case("symmetric", sizes, strides, tuple(map(Fraction, target)), identity)).contradictions


@pytest.mark.parametrize(("target", "number"), [((2, 0, 0, 1), 2), ((2, 0, 0, 0), 1), ((1, 2, 2, 4), 1)])
def test_the_best_approximations_of_rank_one(target: tuple[int, ...], number: int) -> None:
    """k = (2,2), s = (2,1): the singular vectors of non-zero singular values of ((u_0, u_1), (u_2, u_3)), no others."""
    loss = euclidean(*target)
    found = real_layers((2, 2), (1, 2), Quadric(loss.gram, loss.target), 20)
    assert found.is_complete
    assert len(found.solutions) == number
