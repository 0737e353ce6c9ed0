"""Critical points on strata, in layers and along gradient flow: the statements hold, and each check notices errors."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym import strategies, theorems
from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.polynomials import Polynomial
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.network.architecture import Architecture
from lcnsym.theorems.critical import critical_on_stratum as stratum_tangents
from lcnsym.theorems.critical.critical_finite import packings, targets_of_dimension
from lcnsym.theorems.critical.critical_numbers import zero_one_matrices
from lcnsym.theorems.critical.critical_on_stratum import derivative_of_powers, gcd_of_partials
from lcnsym.theorems.flow import flow_finite
from lcnsym.theorems.flow.flow_finite import admissible_root

QUARTIC = Architecture((3, 2, 2))
few = settings(max_examples=20)


def holds(name: str, architecture: Architecture, form: BinaryForm | None = None) -> str:
    check = theorems.theorem(name).check(architecture, form)
    assert check.holds, check.explanation
    return check.explanation


def fails(name: str, architecture: Architecture = QUARTIC, form: BinaryForm | None = None) -> str:
    check = theorems.theorem(name).check(architecture, form)
    assert not check.holds
    return check.explanation


@few
@given(strategies.architectures(max_layers=4, max_filter_size=4), st.data())
def test_tangent_spaces_at_drawn_filters(architecture: Architecture, data: st.DataObject) -> None:
    pattern = data.draw(strategies.patterns(architecture.degree))
    form = data.draw(strategies.forms_with_pattern(pattern).filter(lambda f: f.is_rational))
    holds("critical-on-stratum", architecture, form)


@few
@given(strategies.architectures(max_layers=3, max_filter_size=4), st.data())
def test_layers_of_drawn_filters(architecture: Architecture, data: st.DataObject) -> None:
    roots = data.draw(st.lists(st.integers(-2, 2), min_size=architecture.degree, max_size=architecture.degree))
    form = BinaryForm((1,))
    for root in roots:
        form = form * BinaryForm((1, -root))
    assert "factorizations" in holds("critical-in-layers", architecture, form)


@pytest.mark.quick
@pytest.mark.parametrize("name", ["critical-on-stratum", "critical-in-layers"])
@pytest.mark.parametrize("sizes", [(1,), (2,), (1, 3), (3, 3, 2), (4, 4)])
def test_one_filter_of_every_pattern(name: str, sizes: tuple[int, ...]) -> None:
    holds(name, Architecture(sizes))


@pytest.mark.quick
@pytest.mark.parametrize("sizes", [(1,), (2, 2), (3, 2, 2), (2, 2, 2, 2), (1, 3), (3, 3, 3), (5, 2)])
def test_finitely_many(sizes: tuple[int, ...]) -> None:
    told = holds("critical-finite", Architecture(sizes))
    assert ("sample loss" in told) == (Architecture(sizes).degree <= 5)


@pytest.mark.quick
@few
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=4))
def test_the_identity_for_every_stride(layers: list[tuple[int, int]]) -> None:
    sizes = tuple(k for k, _ in layers)
    if 1 + sum(sizes) + sum(sizes) <= 50 and len(layers) < 4:
        holds("flow-identity", Architecture(sizes, tuple(s for _, s in layers)))


@pytest.mark.parametrize("sizes", [(2,), (2, 2), (3, 2), (1, 3), (2, 2, 2), (3, 3)])
def test_flow_reaches_finitely_many(sizes: tuple[int, ...]) -> None:
    assert f"{2 ** (len(sizes) - 1)} points" in holds("flow-finite", Architecture(sizes))


@settings(max_examples=5)
@given(st.lists(st.integers(-9, 9), min_size=4, max_size=4).filter(any))
def test_flow_with_drawn_targets(target: list[int]) -> None:
    holds("flow-finite", Architecture((2, 2, 2)), BinaryForm(target))


@given(
    st.lists(st.fractions(-9, 9, max_denominator=9), max_size=4),
    st.fractions(0, 99, max_denominator=9).filter(bool),
)
def test_the_admissible_root(shifts: list[Fraction], value: Fraction) -> None:
    """The left side grows beyond the largest −δ: it is below the value at one end, and above at the other."""
    everything = (Fraction(0), *shifts)
    lo, hi = admissible_root(everything, value)
    assert all(lo + shift > 0 for shift in everything)
    sides = []
    for t in (lo, hi):
        product = Fraction(1)
        for shift in everything:
            product *= t + shift
        sides.append(product)
    assert sides[0] <= value <= sides[1]


def test_packings_are_all_up_to_exchange() -> None:
    assert list(packings((2, 1), (2, 1))) == [((1, 1), (1, 0)), ((2, 0), (0, 1))]
    # distinct roots of equal multiplicity are not told apart: four roots over three layers
    assert len(list(packings((1, 1, 1, 1), (2, 1, 1)))) == 1
    assert zero_one_matrices((1, 1, 1, 1), (2, 1, 1)) == 12


def test_a_double_root_in_a_layer_costs_a_dimension() -> None:
    assert targets_of_dimension(Architecture((3, 2)), ((1, 1), (1, 0))) == 4
    assert targets_of_dimension(Architecture((3, 2)), ((2, 0), (0, 1))) == 3
    assert targets_of_dimension(Architecture((4, 2)), ((3, 0), (0, 1))) == 3


def test_gcd_of_partials() -> None:
    x, y = BinaryForm((1, 0)), BinaryForm((0, 1))
    assert gcd_of_partials(x**3 * y) == x**2
    assert gcd_of_partials(y**3) == y**2
    assert gcd_of_partials(BinaryForm((5,))) == BinaryForm((1,))
    assert derivative_of_powers({2: BinaryForm((1, 3))}) == [[2, 6, 0], [0, 2, 6]]


@pytest.mark.quick
def test_a_wrong_tangent_space_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stratum_tangents, "gcd_of_partials", lambda _: BinaryForm((1,)))
    assert "distinct roots" in fails("critical-on-stratum")


def test_a_wrong_derivative_of_powers_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = stratum_tangents.derivative_of_powers
    monkeypatch.setattr(
        stratum_tangents, "derivative_of_powers", lambda parts: [list(reversed(row)) for row in right(parts)]
    )
    assert "rank with" in fails("critical-on-stratum", form=BinaryForm((1, -3, 2, 0, 0)))


@pytest.mark.quick
def test_wrong_criticality_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stratum_tangents, "is_critical", lambda *_: True)
    assert "zero gradient on the stratum: True" in fails("critical-on-stratum")


def test_a_wrong_image_in_layers_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from lcnsym.theorems.critical import critical_in_layers as critical_layers

    monkeypatch.setattr(critical_layers, "has_double_root", lambda _: False)
    assert "double root" in fails("critical-in-layers")
    monkeypatch.undo()
    right = critical_layers.derivative_by_differences
    monkeypatch.setattr(critical_layers, "derivative_by_differences", lambda *a: right(*a)[:-2])
    assert "does not contain" in fails("critical-in-layers", Architecture((2, 2)), BinaryForm((1, -3, 2)))


@pytest.mark.quick
def test_wrong_dimensions_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.critical.critical_finite.rank", len)
    assert "targets are dense" in fails("critical-finite")


def test_points_that_are_not_isolated_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from lcnsym.algebra.linear import Inertia

    monkeypatch.setattr("lcnsym.landscape.layers.parameter_points.inertia_of_form", lambda *_: Inertia(1, 1, 1))
    assert "isolated" in fails("critical-finite", Architecture((2, 2)))


@pytest.mark.quick
def test_points_on_other_strata_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "lcnsym.theorems.critical.critical_finite.packings",
        lambda partition, columns: packings(partition, columns) if partition != (2, 1, 1) else iter(()),
    )
    assert "pattern 112|0" in fails("critical-finite")


@pytest.mark.parametrize("strides", [(1, 1), (2, 1), (3, 2)])
def test_a_composition_with_other_strides_is_noticed(strides: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    from lcnsym.theorems.flow import flow_identity as symbolic_flow

    def wrong(architecture: Architecture, variables: list[Polynomial]) -> list[Polynomial]:
        first, second, *rest = symbolic_flow_composed(architecture, variables)
        return [second, first, *rest]

    symbolic_flow_composed = symbolic_flow.composed
    monkeypatch.setattr(symbolic_flow, "composed", wrong)
    assert "indeterminates" in fails("flow-identity", Architecture((2, 3), strides))


def test_a_map_that_is_not_linear_in_a_layer_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from lcnsym.theorems.flow import flow_identity as symbolic_flow

    right = symbolic_flow.composed
    monkeypatch.setattr(symbolic_flow, "composed", lambda a, v: [w * v[0] for w in right(a, v)])
    fails("flow-identity", Architecture((2, 2)))


def test_a_wrong_point_on_the_invariant_set_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from lcnsym.landscape.layers.invariant_sets import ScaledFilters

    right = ScaledFilters.enclosures

    def wrong(self: ScaledFilters, bits: int) -> object:
        first, *rest = right(self, bits)
        return (tuple((2 * lo, 2 * hi) for lo, hi in first), *rest)

    monkeypatch.setattr(ScaledFilters, "enclosures", wrong)
    assert "admissible root" in fails("flow-finite", Architecture((2, 2)))


def test_a_second_admissible_root_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The roots of another polynomial, with three positive ones."""
    right = flow_finite.isolate_roots
    other = BinaryForm((1, -6, 11, -6))
    monkeypatch.setattr(flow_finite, "isolate_roots", lambda _: right(other))
    assert "isolated: 3" in fails("flow-finite", Architecture((2, 2)))


def test_other_sign_choices_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from lcnsym.landscape.flow import Flow

    monkeypatch.setattr(Flow, "sign_choices", 3)
    assert "2^(L − 1): 3" in fails("flow-finite", Architecture((2, 2)))


@pytest.mark.quick
def test_inputs_beyond_the_bounds() -> None:
    with pytest.raises(UnsupportedError, match="rational"):
        theorems.theorem("critical-on-stratum").check(Architecture((3,)), BinaryForm.parse("1,0,sqrt(2)"))
    with pytest.raises(UnsupportedError, match="degree 9"):
        theorems.theorem("critical-finite").check(Architecture((6, 6)))
    with pytest.raises(UnsupportedError, match="expanded"):
        theorems.theorem("flow-identity").check(Architecture((40, 40)))
    with pytest.raises(BadInputError, match="stride one"):
        theorems.theorem("flow-finite").check(Architecture((2, 2), (2, 1)))
