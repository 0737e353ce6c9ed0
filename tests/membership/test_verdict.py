"""Membership and position: the slides' tables, laws, and degenerate filters."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.literals import parse_number
from lcnsym.errors import BadInputError, CertificateError
from lcnsym.membership.filling import missing_filter
from lcnsym.membership.patterns import RootPattern, patterns_of_degree, root_pattern
from lcnsym.membership.positions import Position, position_of_pattern
from lcnsym.membership.verdict import decide
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose

# Slides "The Geometry of Linear Convolutional Networks": membership by root pattern.
MEMBERS = {
    (2, 2, 2): {"111|0": True, "12|0": True, "3|0": True, "1|1": False},
    (3, 2, 2): dict.fromkeys(["1111|0", "112|0", "22|0", "13|0", "4|0", "11|1", "2|1"], True)
    | {"0|11": False, "0|2": False},
    (4, 2): dict.fromkeys(["1111|0", "112|0", "22|0", "13|0", "4|0", "11|1", "2|1"], True)
    | {"0|11": False, "0|2": False},
}


def form_with(pattern: RootPattern, shift: int = 0) -> BinaryForm:
    """A form with the pattern: real roots shift, shift + 1, …; pairs from x² + c y²."""
    real = [BinaryForm((1, -(shift + i))) ** m for i, m in enumerate(pattern.real)]
    pairs = [BinaryForm((1, 0, c + 1)) ** m for c, m in enumerate(pattern.complex)]
    return product([*real, *pairs])


@pytest.mark.quick
@pytest.mark.parametrize("sizes", MEMBERS)
def test_the_slides_tables(sizes: tuple[int, ...]) -> None:
    architecture = Architecture(sizes)
    listed = {str(p): decide(architecture, form_with(p)) for p in patterns_of_degree(architecture.degree)}
    assert {text: verdict.is_member for text, verdict in listed.items()} == MEMBERS[sizes]
    assert all(str(verdict.pattern) == text for text, verdict in listed.items())


@pytest.mark.quick
def test_positions_for_two_even_filters() -> None:
    """112|0 and 13|0 lie on the discriminant hypersurface, yet are interior; 22|0, 4|0 and 2|1 are boundary."""
    positions = {str(p): str(position_of_pattern(p, 2)) for p in patterns_of_degree(4)}
    assert positions == {
        "1111|0": "interior",
        "112|0": "interior",
        "22|0": "boundary",
        "13|0": "interior",
        "4|0": "boundary",
        "11|1": "interior",
        "2|1": "boundary",
        "0|11": "outside",
        "0|2": "outside",
    }


small = st.fractions(min_value=-5, max_value=5, max_denominator=3)
surds = st.one_of(small, st.sampled_from([parse_number("sqrt(2)"), parse_number("1-sqrt(3)")]))


@st.composite
def networks(draw: st.DrawFn) -> tuple[Architecture, BinaryForm]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    architecture = Architecture(tuple(sizes))
    filters = [BinaryForm(tuple(draw(surds) for _ in range(k))) for k in sizes]
    return architecture, compose(architecture, filters)


@pytest.mark.quick
@given(networks())
def test_composed_filters_are_members(network: tuple[Architecture, BinaryForm]) -> None:
    architecture, form = network
    assert decide(architecture, form).is_member


@given(networks(), st.tuples(*[st.integers(-3, 3)] * 4), st.permutations(range(4)))
def test_verdicts_are_invariant(
    network: tuple[Architecture, BinaryForm], matrix: tuple[int, int, int, int], order: list[int]
) -> None:
    """Under scaling, changes of coordinates in GL₂(ℚ), and permutations of the layers."""
    a, b, c, d = matrix
    assume(a * d != b * c)
    architecture, form = network
    verdict = decide(architecture, form)
    sizes = architecture.filter_sizes
    permuted = Architecture(tuple(sizes[i] for i in order if i < len(sizes)))
    for other in (
        decide(architecture, form.scaled(Fraction(-7, 3))),
        decide(architecture, form.substituted(a, b, c, d)),
        decide(permuted, form),
    ):
        assert (other.position, other.pattern) == (verdict.position, verdict.pattern)


@pytest.mark.quick
@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.data())
def test_position_follows_small_perturbations(sizes: list[int], data: st.DataObject) -> None:
    """Near an interior filter all is inside; a boundary filter has an outside filter within any distance."""
    architecture = Architecture(tuple(sizes))
    assume(1 <= architecture.degree <= 7)
    pattern = data.draw(st.sampled_from(patterns_of_degree(architecture.degree)))
    form = form_with(pattern, -1)
    position = decide(architecture, form).position
    tiny = Fraction(1, 10**60)
    noise = BinaryForm(tuple(tiny * data.draw(st.integers(-9, 9)) for _ in form.coefficients))
    if position is Position.INTERIOR:
        assert decide(architecture, form + noise).position is Position.INTERIOR
    if position is Position.OUTSIDE:
        assert decide(architecture, form + noise).position is Position.OUTSIDE
    if position is Position.BOUNDARY:
        lifted = product(
            [
                (BinaryForm((1, 1 - i)) ** 2 + BinaryForm((0, 0, tiny))) ** (m // 2) * BinaryForm((1, 1 - i)) ** (m % 2)
                for i, m in enumerate(pattern.real)
            ]
            + [BinaryForm((1, 0, c + 1)) ** m for c, m in enumerate(pattern.complex)]
        )
        assert decide(architecture, lifted).position is Position.OUTSIDE


@pytest.mark.quick
def test_zero_filter() -> None:
    assert root_pattern(BinaryForm((0, 0, 0))) is None
    assert decide(Architecture((2, 2)), BinaryForm((0, 0, 0))).position is Position.BOUNDARY
    assert decide(Architecture((3,)), BinaryForm((0, 0, 0))).position is Position.INTERIOR
    assert decide(Architecture((2, 2)), BinaryForm((0, 0, 0))).pattern is None


@pytest.mark.quick
@pytest.mark.parametrize(
    ("k", "filter_", "position", "pattern"),
    [
        ((1,), "5", "interior", "0|0"),
        ((1, 1, 1), "-1/2", "interior", "0|0"),
        ((1, 1, 1), "0", "interior", None),
        ((5,), "1,0,2,0,1", "interior", "0|2"),
        ((2, 1, 2), "0,0,1", "boundary", "2|0"),
        ((2, 2), "1,0,0", "boundary", "2|0"),
        ((2, 2), "0,1,0", "interior", "11|0"),
        ((2, 2), "1,0,1", "outside", "0|1"),
        ((2, 2), "sqrt(2),sqrt(8),sqrt(2)", "boundary", "2|0"),
        ((2, 2), f"1,{2 * 10**200},{10**400}", "boundary", "2|0"),
        ((2, 2), f"1,{2 * 10**200},{10**400 + 1}", "outside", "0|1"),
        ((2, 2), f"1,{2 * 10**200},{10**400 - 1}", "interior", "11|0"),
        ((2, 2, 2, 2), "0,0,1,0,1", "outside", "2|1"),
        ((3, 2, 2), "0,0,1,0,-1", "interior", "112|0"),
    ],
)
def test_degenerate_filters(k: tuple[int, ...], filter_: str, position: str, pattern: str | None) -> None:
    verdict = decide(Architecture(k), BinaryForm.parse(filter_))
    assert str(verdict.position) == position
    assert (str(verdict.pattern) if verdict.pattern else None) == pattern


@pytest.mark.quick
@pytest.mark.parametrize("sizes", [(2, 2), (2, 2, 2), (3, 2, 2), (4, 4, 3), (6, 2, 2, 2)])
def test_missing_filters_are_missing(sizes: tuple[int, ...]) -> None:
    architecture = Architecture(sizes)
    assert decide(architecture, missing_filter(architecture)).position is Position.OUTSIDE


@pytest.mark.quick
def test_refusals() -> None:
    with pytest.raises(CertificateError):
        missing_filter(Architecture((3, 2)))
    with pytest.raises(BadInputError, match="size 5"):
        decide(Architecture((3, 2, 2)), BinaryForm((1, 2)))
    assert decide(Architecture((3, 2), (1, 9)), BinaryForm((1, 2, 3, 4))).is_member
