"""The theorems on Hessians, on the minima of two layers, and on signed counts hold, and notice what is wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym import strategies, theorems
from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.linear import Inertia
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.loss import SquareLoss
from lcnsym.network.architecture import Architecture
from lcnsym.theorems.critical.critical_inertia import critical_losses, inertia_from_stratum, inertia_in_layers
from lcnsym.theorems.critical.critical_points import sample_loss
from lcnsym.theorems.critical.signed_count import critical_indices, signed_count, signed_sum
from lcnsym.theorems.critical.two_layer_minima import root_numbers

INERTIA = theorems.theorem("critical-inertia")
MINIMA = theorems.theorem("two-layer-minima")
CUBICS = theorems.theorem("rotation-invariant-cubics")
SIGNED = theorems.theorem("signed-count")


@pytest.mark.parametrize("sizes", [(2, 2), (3, 2), (3, 2, 2), (3, 3), (2, 2, 2, 2), (4, 2), (4, 3)])
def test_inertia_of_one_filter_of_each_pattern(sizes: tuple[int, ...]) -> None:
    check = INERTIA.check(Architecture(sizes))
    assert check.holds, check.explanation


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([(3, 2, 2), (3, 3), (3, 3, 2), (2, 2, 2, 2), (4, 3, 2)]), st.data())
def test_inertia_of_drawn_filters(sizes: tuple[int, ...], data: st.DataObject) -> None:
    architecture = Architecture(sizes)
    pattern = data.draw(strategies.patterns(architecture.degree))
    form = data.draw(strategies.forms_with_pattern(pattern).filter(lambda form: form.is_rational))
    check = INERTIA.check(architecture, form)
    assert check.holds, check.explanation


@pytest.mark.quick
def test_zeros_of_sigma_are_among_the_losses() -> None:
    """Without them the Hessians would all be regular, and the last part of the statement untested."""
    for form in (BinaryForm((0, 0, 1, 0, 0)), BinaryForm((1, 0, 2, 0, 1, 0, 0)), BinaryForm((0, 0, 0, 1, 1))):
        found = [inertia_from_stratum(loss, form) for loss in critical_losses(form)]
        assert any(inertia.zero for inertia in found)
        assert not all(inertia.zero for inertia in found)


@pytest.mark.quick
def test_a_wrong_sign_of_sigma_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.critical.critical_inertia.splitting_value", lambda *_: Fraction(1))
    check = INERTIA.check(Architecture((3, 2, 2)), BinaryForm((1, 0, -2, 0, 1)))
    assert not check.holds
    assert check.counterexample == BinaryForm((1, 0, -2, 0, 1))


@pytest.mark.quick
def test_inertia_by_hand() -> None:
    """w = x² with η = (0, 0, s): σ = −s, two squares from the stratum, one from the split."""
    w = BinaryForm((1, 0, 0))
    layers = (BinaryForm((1, 0)), BinaryForm((1, 0)))
    for s, expected in ((-1, Inertia(3, 0, 0)), (1, Inertia(2, 1, 0)), (0, Inertia(3, 0, 0))):
        loss = SquareLoss.euclidean(BinaryForm((1, 0, -s)))
        if s:
            assert inertia_from_stratum(loss, w).negative == expected.negative
        assert inertia_in_layers(loss, w, layers) == inertia_from_stratum(loss, w)


@pytest.mark.parametrize("sizes", [(2, 2), (3, 2), (4, 2), (5, 2), (6, 2)])
def test_minima_of_two_layers(sizes: tuple[int, ...]) -> None:
    check = MINIMA.check(Architecture(sizes))
    assert check.holds, check.explanation


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 5), st.data())
def test_minima_for_drawn_targets(size: int, data: st.DataObject) -> None:
    """Double roots, roots at infinity, definite targets among them."""
    pattern = data.draw(strategies.patterns(size))
    form = data.draw(strategies.forms_with_pattern(pattern).filter(lambda form: form.is_rational))
    try:
        check = MINIMA.check(Architecture((size, 2)), form)
    except UnsupportedError:
        return
    assert check.holds, check.explanation


@pytest.mark.quick
def test_the_filling_cubic_has_a_spurious_minimum() -> None:
    """u = (2, 1, −2, 3), Q = 1, k = (3,2): N = 3, ρ = 1, one spurious minimum, of loss exactly 4."""
    loss = SquareLoss.euclidean(BinaryForm((2, 1, -2, 3)))
    assert root_numbers(loss) == (3, 1)
    landscape = critical_points(Architecture((3, 2)), loss)
    assert landscape.spurious_minima == 1
    minima = [p for p in landscape.points for c in p.classes if c.nature == "minimum"]
    assert [p.exact_loss for p in minima] == [(0, 0), (4, 4)]


@pytest.mark.quick
def test_wrong_numbers_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.critical.two_layer_minima.root_numbers", lambda _: (5, 1))
    assert not MINIMA.check(Architecture((3, 2))).holds
    monkeypatch.setattr(
        "lcnsym.theorems.critical.signed_count.critical_indices",
        lambda loss: [(pattern, index + (index > 0)) for pattern, index in critical_indices(loss)],
    )
    assert not SIGNED.check(Architecture((3, 2))).holds


@pytest.mark.quick
def test_two_layers_are_asked_for() -> None:
    for sizes in ((3, 3), (1, 2)):
        with pytest.raises(BadInputError, match=r"k = \(n,2\)"):
            MINIMA.check(Architecture(sizes))
    with pytest.raises(BadInputError, match="2 layers"):
        MINIMA.check(Architecture((3, 2, 2)))


@pytest.mark.quick
def test_cubics_of_both_sorts() -> None:
    check = CUBICS.check()
    assert check.holds, check.explanation
    assert {"0", "1"} <= set(check.explanation.replace(",", "").split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=4, max_size=4).filter(any))
def test_drawn_cubics(target: list[int]) -> None:
    """Targets with zero discriminants among them."""
    try:
        check = CUBICS.check(form=BinaryForm(target))
    except UnsupportedError:
        # irrational solutions on a smaller stratum
        return
    assert check.holds, check.explanation


@pytest.mark.quick
def test_a_wrong_discriminant_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.theorems.critical.rotation_invariant_cubics.discriminant", lambda *_: Fraction(1))
    assert not CUBICS.check().holds


@pytest.mark.parametrize("degree", [2, 3, 4, 5])
def test_signed_counts(degree: int) -> None:
    check = SIGNED.check(Architecture((degree + 1,)))
    assert check.holds, check.explanation


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=4, max_size=5).filter(any))
def test_signed_counts_for_drawn_targets(target: list[int]) -> None:
    try:
        check = SIGNED.check(Architecture((len(target),)), BinaryForm(target))
    except UnsupportedError:
        return
    assert check.holds, check.explanation


@pytest.mark.quick
def test_a_missing_filter_is_noticed() -> None:
    """Every critical filter of a generic quartic is missed by some k."""
    loss = sample_loss(4)
    indices = critical_indices(loss)
    every = [(2, 2, 2, 2), (3, 2, 2), (3, 3), (4, 2), (5,)]
    assert all(signed_count(sizes, indices) == signed_sum(sizes, loss) for sizes in every)
    noticed = [
        any(signed_count(sizes, indices[:i] + indices[i + 1 :]) != signed_sum(sizes, loss) for sizes in every)
        for i in range(len(indices))
    ]
    # those with factorizations for some k
    possible = [any(signed_count(sizes, [one]) for sizes in every) for one in indices]
    assert noticed == possible
    assert sum(possible) > len(possible) / 2


@pytest.mark.quick
def test_families_of_cubics() -> None:
    """k = (2,2,2): −2 if the form in the kernel has two real roots, else 0; both occur."""
    values = {
        signed_sum((2, 2, 2), SquareLoss.euclidean(BinaryForm(target))) for target in ((1, 0, 0, 1), (1, 3, 3, -1))
    }
    assert values == {0, -2}
    for target in ((1, 2, 0, 1), (1, 3, 3, -1)):
        loss = SquareLoss.euclidean(BinaryForm(target))
        assert signed_count((2, 2, 2), critical_indices(loss)) == signed_sum((2, 2, 2), loss)


@pytest.mark.needs("msolve")
def test_signed_count_for_larger_strides() -> None:
    for sizes, strides in (((2, 2), (2, 1)), ((3, 2), (2, 1)), ((3, 3), (2, 1))):
        check = SIGNED.check(Architecture(sizes, strides))
        assert check.holds, check.explanation
