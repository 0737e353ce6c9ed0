"""The search finds spurious minima of filling architectures, and certificates prove them."""

from __future__ import annotations

import pytest

from lcnsym.certificates.landscape import certify_spurious_minimum
from lcnsym.checker import check_text
from lcnsym.errors import BadInputError
from lcnsym.landscape.search import filling_architectures, spurious_minima
from lcnsym.network.architecture import Architecture


def test_filling_architectures() -> None:
    assert [a.filter_sizes for a in filling_architectures(3)] == [(4,), (3, 2)]
    assert [a.filter_sizes for a in filling_architectures(4)] == [(5,), (3, 3)]
    assert all(a.is_filling for n in range(1, 9) for a in filling_architectures(n))


def test_the_smallest_example() -> None:
    """k = (3, 2) fills the space of cubics; one layer has no spurious minima, as its loss is convex."""
    found = list(spurious_minima([Architecture((4,)), Architecture((3, 2))], tries=20, seed=1))
    assert found
    assert {landscape.architecture.filter_sizes for landscape, _ in found} == {(3, 2)}
    landscape, number = found[0]
    assert number == landscape.spurious_minima
    result = check_text(certify_spurious_minimum(landscape).text)
    assert result.accepted, result.reason


def test_bad_input() -> None:
    with pytest.raises(BadInputError, match="positive"):
        next(spurious_minima([Architecture((3, 2))], tries=0, seed=1))
