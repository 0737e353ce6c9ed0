"""ED degrees: literature values, and two formulas against each other."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest

from lcnsym.algebra.partitions import partitions
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.fibres.problem import number_of_complex_packings
from lcnsym.landscape.ed_degrees import ed_degree, generic_ed_degree, segre_ed_degree, strata_of
from lcnsym.network.architecture import Architecture

# numbers of complex critical points on open coincident root loci, by Gröbner bases modulo a prime
LOCI = {
    (1, 1): 1, (2,): 4, (1, 1, 1): 1, (2, 1): 7, (3,): 7, (2, 1, 1): 10, (2, 2): 13, (3, 1): 12, (4,): 10,
    (2, 2, 2): 40, (3, 2, 1): 116,
}  # fmt: skip
# arXiv 2401.16613, and for more layers the same by Gröbner bases
SEGRE = {
    (2, 2): 6, (3, 2): 10, (4, 2): 14, (2, 2, 2): 34, (3, 3): 39, (4, 3): 83, (3, 2, 2): 100, (2, 2, 2, 2): 280,
    (3, 3, 2): 435, (3, 3, 3): 2385,
}  # fmt: skip


@pytest.mark.quick
@pytest.mark.parametrize(("partition", "degree"), LOCI.items())
def test_open_coincident_root_loci(partition: tuple[int, ...], degree: int) -> None:
    assert generic_ed_degree(partition) == degree
    assert generic_ed_degree(tuple(reversed(partition))) == degree


@pytest.mark.quick
@pytest.mark.parametrize("n", range(2, 12))
def test_closed_formulas_of_special_cases(n: int) -> None:
    assert generic_ed_degree((n,)) == 3 * n - 2
    assert generic_ed_degree((2,) + (1,) * (n - 2)) == 3 * n - 2
    for a in range(2, n):
        d = n - a + 1
        assert generic_ed_degree((a,) + (1,) * (d - 1)) == (2 * d + 1) * a - d - 1
        b = n - a
        if a > b > 1:
            assert generic_ed_degree((a, b)) == 14 * a * b - 9 * (a + b) + 6
        if a == b:
            assert generic_ed_degree((a, a)) == 7 * a * a - 9 * a + 3


@pytest.mark.quick
@pytest.mark.parametrize(("sizes", "degree"), SEGRE.items())
def test_segre_products(sizes: tuple[int, ...], degree: int) -> None:
    assert segre_ed_degree(sizes) == degree
    assert segre_ed_degree((1, *sizes, 1)) == degree


@pytest.mark.quick
@pytest.mark.parametrize("n", range(1, 9))
def test_strata_add_up_to_the_segre_formula(n: int) -> None:
    for layers in range(1, n + 1):
        for parts in combinations_with_replacement(range(1, n + 1), layers):
            if sum(parts) == n:
                found = ed_degree(Architecture(tuple(part + 1 for part in parts)))
                assert found.strata is not None
                assert sum(s.ed_degree * s.packings for s in found.strata) == found.total


def test_larger_strides_have_no_strata_of_roots() -> None:
    found = ed_degree(Architecture((3, 3), (2, 1)))
    assert found.to_dict() == {"total": 39, "strata": None}


@pytest.mark.quick
def test_bad_input() -> None:
    with pytest.raises(BadInputError, match="positive integer"):
        generic_ed_degree((2, 0))
    with pytest.raises(BadInputError, match="positive integer"):
        segre_ed_degree(())
    with pytest.raises(UnsupportedError, match="more than 40000 strata"):
        ed_degree(Architecture((2,) * 50))


def test_many_strata() -> None:
    """Of degree 49 there are 173,525, but only one without repeated roots."""
    found = ed_degree(Architecture((50,))).strata
    assert found is not None
    assert [(stratum.partition, stratum.packings) for stratum in found] == [((1,) * 49, 1)]
    total = ed_degree(Architecture((26, 2, 27)))
    assert total.strata is not None
    assert sum(s.packings * s.ed_degree for s in total.strata) == total.total
    assert {max(s.partition) for s in total.strata} == {1, 2, 3}


@pytest.mark.parametrize("layers", range(1, 5))
def test_strata_are_the_partitions_with_compatible_packings(layers: int) -> None:
    for sizes in combinations_with_replacement(range(1, 6), layers):
        architecture = Architecture(sizes)
        if architecture.degree <= 10:
            packed = [p for p in partitions(architecture.degree) if number_of_complex_packings(architecture, p)]
            assert strata_of(architecture) == sorted(packed, key=lambda parts: -len(parts))


def test_long_filters() -> None:
    for sizes, number in (((5000, 2), 2), ((198, 2, 2, 2), 7), ((1, 10_001), 1)):
        found = ed_degree(Architecture(sizes))
        assert found.strata is not None
        assert len(found.strata) == number
        assert sum(s.packings * s.ed_degree for s in found.strata) == found.total
    with pytest.raises(UnsupportedError, match="up to 10000; here it is 10001"):
        ed_degree(Architecture((10_001, 2)))
    with pytest.raises(UnsupportedError, match="more than 800 strata"):
        strata_of(Architecture((2500, 2500)))
