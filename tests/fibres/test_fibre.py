"""Fibres: all factorizations of concrete filters, multiplied back, and counted by other means."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.literals import parse_number, parse_numbers
from lcnsym.errors import BadInputError, InconclusiveError, UnsupportedError
from lcnsym.fibres.fibre import Factorization, Fibre
from lcnsym.membership.patterns import RootPattern, root_pattern
from lcnsym.membership.verdict import decide
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose
from lcnsym.roots import chosen_roots
from lcnsym.roots.chosen_roots import exact_steps
from lcnsym.strategies import architectures, forms, forms_with_pattern, patterns

nonzero = st.integers(-5, 5).filter(bool)


def multiplied(found: Factorization) -> BinaryForm:
    return compose(found.fibre.architecture, found.filters)


def has_double_root(form: BinaryForm) -> bool:
    pattern = root_pattern(form)
    assert pattern is not None
    return any(m > 1 for m in pattern.real + pattern.complex)


def up_to_scaling(filters: tuple[BinaryForm, ...]) -> tuple[BinaryForm, ...]:
    return tuple(form.scaled(1 / form.coefficients[form.order_at_infinity]) for form in filters)


@pytest.mark.quick
@settings(max_examples=60)
@given(st.data(), architectures(max_layers=3, max_filter_size=3))
def test_factorizations_multiply_back_over_the_number_field(data: st.DataObject, architecture: Architecture) -> None:
    assume(architecture.degree <= 4)
    pattern = data.draw(patterns(architecture.degree))
    form = data.draw(forms_with_pattern(pattern, irrational=False))
    fibre = Fibre(architecture, form)
    assert fibre.pattern == pattern
    found = list(fibre.factorizations())
    assert fibre.count() == len(found)
    assert (fibre.count() > 0) == decide(architecture, form).is_member
    for factorization in found[:4]:
        try:
            assert multiplied(factorization) == form
        except UnsupportedError:
            assume(False)
        sizes = tuple(len(filter_.coefficients) for filter_ in factorization.filters)
        assert sizes == architecture.filter_sizes
        double = any(has_double_root(filter_) for filter_ in factorization.filters)
        assert all(packing.is_compatible for packing in factorization.packings) != double


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=5), nonzero, st.integers(0, 2), st.data())
def test_rational_fibres_by_exhaustive_search(
    values: list[int], scale: int, at_infinity: int, data: st.DataObject
) -> None:
    """All ways to share out linear factors, by permutations of the factors."""
    factors = [BinaryForm((1, -v)) for v in values] + [BinaryForm((0, 1))] * at_infinity
    cuts = sorted(data.draw(st.lists(st.integers(0, len(factors)), max_size=3)))
    architecture = Architecture(tuple(b - a + 1 for a, b in pairwise([0, *cuts, len(factors)])))
    expected = set()
    for order in set(permutations(factors)):
        left, layers = list(order), []
        for k in architecture.filter_sizes:
            layers.append(product(left[: k - 1]))
            left = left[k - 1 :]
        expected.add(tuple(layers))
    fibre = Fibre(architecture, product(factors).scaled(scale))
    found = [up_to_scaling(factorization.filters) for factorization in fibre.factorizations()]
    assert len(found) == len(set(found)) == fibre.count()
    assert set(found) == expected
    compatible = Fibre(architecture, fibre.form, compatible=True)
    kept = {up_to_scaling(factorization.filters) for factorization in compatible.factorizations()}
    assert kept == {layers for layers in expected if not any(has_double_root(layer) for layer in layers)}


@settings(max_examples=50)
@given(st.data(), architectures(max_layers=3, max_filter_size=4), nonzero)
def test_laws_of_fibres(data: st.DataObject, architecture: Architecture, scale: int) -> None:
    form = data.draw(forms(architecture.degree))
    assume(not form.is_zero)
    fibre = Fibre(architecture, form)
    scaled = Fibre(architecture, form.scaled(scale))
    permuted = Fibre(Architecture(tuple(reversed(architecture.filter_sizes))), form)
    assert fibre.count() == scaled.count() == permuted.count()
    for factorization in list(fibre.factorizations())[:2]:
        ends = factorization.enclosures(40)
        assert [len(layer) for layer in ends] == list(architecture.filter_sizes)
        assert all(hi - lo < Fraction(1, 2**40) for layer in ends for lo, hi in layer)
    assert {f.colours[::-1] for f in permuted.factorizations()} == {f.colours for f in fibre.factorizations()}


@pytest.mark.quick
def test_the_fibre_of_a_surd() -> None:
    root = parse_number("sqrt(2)")
    first, second = Fibre(Architecture((2, 2)), BinaryForm((3, 0, -6))).factorizations()
    assert first.filters == (BinaryForm((3, 3 * root)), BinaryForm((1, -root)))
    assert second.filters == (BinaryForm((3, -3 * root)), BinaryForm((1, root)))
    assert str(first) == "(3, 3*sqrt(2)) (1, -sqrt(2))"


@pytest.mark.quick
def test_filters_over_number_fields() -> None:
    form = BinaryForm.parse("1,-sqrt(2)-sqrt(3),sqrt(6)")
    found = [factorization.filters for factorization in Fibre(Architecture((2, 2)), form).factorizations()]
    sqrt2, sqrt3 = parse_number("sqrt(2)"), parse_number("sqrt(3)")
    assert {tuple(f.coefficients[1] for f in filters) for filters in found} == {(-sqrt2, -sqrt3), (-sqrt3, -sqrt2)}


@pytest.mark.quick
def test_zero_has_an_infinite_fibre() -> None:
    fibre = Fibre(Architecture((3, 2, 2)), BinaryForm((0, 0, 0, 0, 0)))
    assert not fibre.is_finite
    assert "{w_i = 0}, of dimensions 4, 5, 5" in fibre.reason
    assert fibre.to_dict() == {"count": None, "finite": False, "factorizations": [], "reason": fibre.reason}
    with pytest.raises(BadInputError, match="zero"):
        fibre.count()
    alone = Fibre(Architecture((3,)), BinaryForm((0, 0, 0)))
    assert alone.is_finite
    assert alone.count() == 1
    assert alone.to_dict()["factorizations"] == [{"filters": [["0", "0", "0"]], "packing": None}]


@pytest.mark.quick
def test_one_layer_and_trivial_layers() -> None:
    form = BinaryForm((0, 2, 0, -2))
    (only,) = Fibre(Architecture((4,)), form).factorizations()
    assert only.filters == (form,)
    (only,) = Fibre(Architecture((1, 4, 1)), form).factorizations()
    assert only.filters == (BinaryForm((2,)), BinaryForm((0, 1, 0, -1)), BinaryForm((1,)))
    (only,) = Fibre(Architecture((1, 1)), BinaryForm((5,))).factorizations()
    assert only.filters == (BinaryForm((5,)), BinaryForm((1,)))


@pytest.mark.quick
def test_bad_input() -> None:
    with pytest.raises(BadInputError, match="5"):
        Fibre(Architecture((3, 2, 2)), BinaryForm((1, 2)))


def test_json_of_coefficients_that_are_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen_roots, "MAX_CONJUGATES", 5)
    form = BinaryForm((1, 0, 0, 0, -4, 2))
    found = next(f for f in Fibre(Architecture((3, 4)), form).factorizations() if f.colours[0] == (1, 3))
    with pytest.raises(InconclusiveError):
        _ = found.filters
    (one, middle, last), _ = found.to_dict(5)["filters"]  # type: ignore[misc]
    assert one == "1"
    taken = sum(float(found.fibre.roots[colour].value()) for colour in (1, 3))  # type: ignore[union-attr]
    assert abs(middle["approx"] + taken) < 1e-12
    assert Fraction(middle["interval"][0]) < Fraction(middle["interval"][1])
    assert last["minpoly"] is None


@pytest.mark.quick
def test_colours_are_ordered_like_the_pattern() -> None:
    """Ascending multiplicity, then ascending value, infinity last."""
    form = product(
        [BinaryForm((0, 1)), BinaryForm((1, -3)), BinaryForm((1, 2)) ** 2, BinaryForm((1, 0, 1)), BinaryForm((1, 5))]
    )
    fibre = Fibre(Architecture((8,)), form)
    assert fibre.pattern == RootPattern.parse("1112|1")
    assert list(fibre.roots) == [1, 2, 3, 4, -1]
    assert [fibre.roots[i].kind for i in (1, 2, 3, 4, -1)] == ["real", "real", "infinity", "real", "complex"]
    assert [fibre.roots[i].interval[0] for i in (1, 2, 4)] == [-5, 3, -2]  # type: ignore[union-attr]


@pytest.mark.quick
def test_who_takes_all_roots_has_their_form() -> None:
    """Coefficients that generate large fields are not looked for among hundreds of conjugates."""
    form = BinaryForm(parse_numbers("1+sqrt(2),-1/99999999999,sqrt(5)/2,-2"))
    for sizes in ((4,), (1, 4), (4, 1, 1)):
        (found,) = Fibre(Architecture(sizes), form).factorizations()
        assert compose(Architecture(sizes), found.filters) == form
        assert max(layer.chosen.n_conjugates for layer in found.layers) > 100 >= len(found.layers)
        assert all(layer.conjugates == 1 for layer in found.layers if layer.chosen.degree)
    divided = Fibre(Architecture((2, 3), (2, 1)), BinaryForm((1, 2, -2, -4, -3, -6)))
    (found,) = divided.factorizations()
    assert [layer.whole == layer.chosen.form for layer in found.layers] == [False, True]
    assert found.layers[1].form == BinaryForm((1, -2, -3))


@pytest.mark.quick
def test_the_cost_of_exact_coefficients_grows_with_tiny_ones() -> None:
    costs = []
    for tiny in ("1/7", "1/999", "1/99999999999"):
        form = BinaryForm(parse_numbers(f"1+sqrt(2),-{tiny},sqrt(5)/2,-2"))
        chosen = next(Fibre(Architecture((4,)), form).factorizations()).layers[0].chosen
        costs.append(exact_steps(chosen.n_conjugates, chosen.scalar, chosen.choices))
    assert 2_000_000 < costs[0] < costs[1] / 2 < costs[2] / 8
