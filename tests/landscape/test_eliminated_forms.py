"""Strata with two repeated roots by elimination: against counts for random data, and Newton's iteration for others."""

from __future__ import annotations

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.completeness import Proof
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata import strata
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.landscape.strata.stratum import Stratum
from lcnsym.network.architecture import Architecture

from .support import euclidean, random_loss
from .test_elimination import check_against_newton


def eliminated(loss: SquareLoss, partition: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> Stratum:
    """With neither a count nor exclusion."""
    with monkeypatch.context() as patch:
        for name in ("counted", "by_exclusion"):
            patch.setattr(strata._Search, name, lambda *_: None)
        return critical_functions(loss, partition)


@pytest.mark.parametrize("partition", [(2, 2), (3, 2), (2, 2, 1), (3, 3)])
@pytest.mark.parametrize("seed", [1, 2])
def test_against_counts(partition: tuple[int, ...], seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    loss = random_loss(sum(partition), seed)
    wanted, found = critical_functions(loss, partition), eliminated(loss, partition, monkeypatch)
    assert (wanted.proof, found.proof) == (Proof.COUNT, Proof.POLYNOMIAL)
    for one, other in zip(*(sorted(s.functions, key=lambda f: f.enclosures(40)) for s in (wanted, found)), strict=True):
        assert one.pattern == other.pattern
        for (low, high), (bottom, top) in zip(one.enclosures(60), other.enclosures(60), strict=True):
            assert low <= top
            assert bottom <= high


def test_the_target_on_its_stratum(monkeypatch: pytest.MonkeyPatch) -> None:
    """(x − y)²(x + 2y)² x, with the same points as by exclusion."""
    target = BinaryForm((1, -1)) * BinaryForm((1, -1)) * BinaryForm((1, 2)) * BinaryForm((1, 2)) * BinaryForm((1, 0))
    loss = SquareLoss.euclidean(target)
    found = eliminated(loss, (2, 2, 1), monkeypatch)
    assert found.is_complete
    assert sum(function.exact_form == target for function in found.functions) == 1
    assert found.real == critical_functions(loss, (2, 2, 1)).real


@pytest.mark.parametrize("sizes", [(4, 3), (3, 3, 2)])
@pytest.mark.parametrize("target", [(0, 0, 1, 0, 0, 0)])
def test_monomial_and_sparse_targets(sizes: tuple[int, ...], target: tuple[int, ...]) -> None:
    """Multiple solutions on strata with two repeated roots, which neither a count nor exclusion decides."""
    loss = euclidean(*target)
    landscape = critical_points(Architecture(sizes), loss)
    assert landscape.is_complete
    assert landscape.proof in {Proof.POLYNOMIAL, Proof.EXCLUSION, Proof.COUNT}
    assert any(s.proof is Proof.POLYNOMIAL and s.partition == (2, 2, 1) for s in landscape.strata)
    check_against_newton(Architecture(sizes), loss, 12)
