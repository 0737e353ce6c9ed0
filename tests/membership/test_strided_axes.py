"""Several axes with larger strides: against compositions, the theory of one axis, and trying every share of factors."""

from __future__ import annotations

from itertools import islice
from itertools import product as cartesian
from math import prod

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcnsym import Architecture, BinaryForm, decide
from lcnsym.algebra.literals import parse_number
from lcnsym.algebra.multihomogeneous import TensorForm, tensor_product
from lcnsym.algebra.multihomogeneous_factors import largest_divisor_in_powers, rational_factors
from lcnsym.certificates.networks import certify_membership
from lcnsym.errors import InconclusiveError, UnsupportedError
from lcnsym.fibres.fibre import Fibre
from lcnsym.fibres.tensor_fibre import TensorFibre
from lcnsym.membership.factor_levels import Over
from lcnsym.membership.nested import NestedProblem
from lcnsym.membership.several_axes import TensorVerdict
from lcnsym.network.jacobian import jacobian_rank
from lcnsym.network.levels import levels, required_degrees
from lcnsym.network.networks import compose
from lcnsym.network.several_axes import TensorArchitecture
from lcnsym.roots.powers import divisor_in_powers
from lcnsym.strategies import forms

from ..tensor_cases import filters, strided_architectures, tensors

slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)


@pytest.mark.quick
@slow
@given(st.data(), strided_architectures())
def test_compositions_are_members(data: st.DataObject, architecture: TensorArchitecture) -> None:
    layers = [data.draw(tensors(sizes)) for sizes in architecture.formats]
    form = compose(architecture, layers)
    verdict = decide(architecture, form)
    try:
        assert verdict.is_member
        assert verdict.is_complex_member
        if form.is_zero:
            return
        fibre = TensorFibre(architecture, form)
        found = list(islice(fibre.factorizations(), 100))
        assert fibre.count() >= len(found) > 0
        monic = [layer.monic() for layer in layers]
        small = [one for one in found if one.conjugates <= 3]
        assert (
            len(found) == 100
            or len(small) < len(found)
            or monic in [[layer.monic() for layer in one.filters] for one in small]
        )
    except InconclusiveError:
        return
    assert all(compose(architecture, one.filters) == form for one in small[:4])


@slow
@given(st.data(), st.lists(st.tuples(*[st.integers(1, 3)] * 4), min_size=1, max_size=3))
def test_products_of_forms_along_the_axes(data: st.DataObject, layers: list[tuple[int, int, int, int]]) -> None:
    """The factors of f(x1)·g(x2) are those of f and of g, which are shared out apart: the theory of one axis, twice."""
    first = Architecture(tuple(k for k, _, _, _ in layers), tuple(s for _, _, s, _ in layers))
    second = Architecture(tuple(k for _, k, _, _ in layers), tuple(s for _, _, _, s in layers))
    if first.filter_size * second.filter_size > 200:
        return
    both = TensorArchitecture(tuple((a, b) for a, b, _, _ in layers), strides=tuple((s, t) for _, _, s, t in layers))
    f, g = (_of_one_axis(data, one) for one in (first, second))
    form = TensorForm.along(0, 2, f) * TensorForm.along(1, 2, g)
    known, verdict = (decide(first, f), decide(second, g)), decide(both, form)
    assert verdict.is_member == all(one.is_member for one in known)
    assert verdict.is_complex_member == all(one.is_complex_member for one in known)
    for compatible in (False, True):
        numbers = (Fibre(first, f, compatible).count(), Fibre(second, g, compatible).count())
        assert TensorFibre(both, form, compatible).count() == prod(numbers)


def _of_one_axis(data: st.DataObject, architecture: Architecture) -> BinaryForm:
    """A rational form that is not zero: a composition of layers over ℝ or not, or any other."""
    if data.draw(st.integers(0, 3)) == 0:
        form = data.draw(forms(architecture.degree, irrational=False))
    else:
        spread = [
            data.draw(forms(level.degree, irrational=False)).in_powers(level.stride) for level in levels(architecture)
        ]
        form = BinaryForm((1,))
        for one in spread:
            form = form * one
    return form if not form.is_zero else BinaryForm((1, *[0] * architecture.degree))


@slow
@given(st.data(), strided_architectures(most=30))
def test_by_trying_every_share_of_the_factors(data: st.DataObject, architecture: TensorArchitecture) -> None:
    """Over ℚ: a share is a layer if its product is a form in the layer's powers, of the layer's degrees."""
    if data.draw(st.booleans()):
        form = compose(architecture, [data.draw(tensors(sizes)) for sizes in architecture.formats])
    else:
        form = data.draw(filters(architecture))
    if form.is_zero:
        return
    factors = [one for one, number in rational_factors(form) for _ in range(number)]
    if architecture.layers ** len(factors) > 800:
        return
    expected = any(
        all(
            _is_layer([f for f, place in zip(factors, places, strict=True) if place == i], architecture, i)
            for i in range(architecture.layers)
        )
        for places in cartesian(range(architecture.layers), repeat=len(factors))
    )
    found = TensorVerdict(architecture, form).levels(Over.RATIONALS)
    packs = found is not None and NestedProblem(tuple(level.packed for level in found)).has_packing()
    assert packs == expected
    if expected:
        assert decide(architecture, form).is_member


def _is_layer(factors: list[TensorForm], architecture: TensorArchitecture, i: int) -> bool:
    product = tensor_product(factors, architecture.axes)
    strides, sizes = architecture.strides_of_layers[i], architecture.formats[i]
    wide = tuple((k - 1) * S for k, S in zip(sizes, strides, strict=True))
    return product.degrees == wide and all(
        place % S == 0 for index in product.terms for place, S in zip(index, strides, strict=True)
    )


@given(st.data(), st.tuples(*[st.integers(1, 3)] * 2), st.tuples(*[st.integers(1, 3)] * 2))
def test_the_largest_divisor(data: st.DataObject, sizes: tuple[int, int], exponents: tuple[int, int]) -> None:
    """It divides, D_S(P·Q(x^S)) = D_S(P)·Q, and along one axis it is the one of binary forms."""
    inner, outer = data.draw(tensors(sizes)), data.draw(tensors((2, 3)))
    if inner.is_zero or outer.is_zero:
        return
    rest = largest_divisor_in_powers(outer, exponents)
    found = largest_divisor_in_powers(inner.in_powers(exponents) * outer, exponents)
    assert found == (inner * rest).monic()
    divided = dict(rational_factors(outer))
    if all(rest.degrees[j] == 0 for j in range(2)):
        assert rest == TensorForm((1, 1), (1,))
    else:
        assert all(divided[factor] >= number for factor, number in rational_factors(rest.in_powers(exponents)))
    line = data.draw(forms(6, irrational=False))
    if not line.is_zero:
        known = divisor_in_powers(line, exponents[0])
        assert (
            largest_divisor_in_powers(TensorForm.along(0, 2, line), exponents) == TensorForm.along(0, 2, known).monic()
        )


@slow
@given(st.data(), strided_architectures())
def test_dimensions(data: st.DataObject, architecture: TensorArchitecture) -> None:
    layers = [data.draw(tensors(sizes)) for sizes in architecture.formats]
    assert jacobian_rank(architecture, layers) <= architecture.dimension <= architecture.ambient_dimension
    reduced = architecture.reduced
    assert (reduced.format, reduced.dimension) == (architecture.format, architecture.dimension)
    assert [level.strides for level in levels(reduced)] == [level.strides for level in levels(architecture)]
    if not architecture.is_stride_one:
        assert not architecture.is_filling
        assert not architecture.is_full_dimensional


@pytest.mark.quick
def test_known_cases() -> None:
    architecture = TensorArchitecture.parse("2x2,2x2", "2,1")
    assert (architecture.format, architecture.dimension) == ((4, 4), 7)
    assert str(TensorArchitecture.parse("2x2,2x2", "2x1,1x1")) == "k = (2x2,2x2), s = (2x1,1x1)"
    generic = [TensorForm((2, 2), (7, 1, -2, 5)), TensorForm((2, 2), (3, -4, 1, 6))]
    form = compose(architecture, generic)
    assert jacobian_rank(architecture, generic) == 7
    assert form.degrees == (3, 3)
    assert decide(architecture, form).is_member
    assert TensorFibre(architecture, form).count() == 1
    moved = TensorForm(form.format, (form.coefficients[0] + 1, *form.coefficients[1:]))
    assert not decide(architecture, moved).is_complex_member
    assert "largest divisor in x1^2, x2^2" in decide(architecture, moved).reason
    # the middle coefficient of a form in x² has no part in x; x1² + y1² is no product of forms along one axis over ℝ
    along = TensorArchitecture.parse("3x1,2x1", "2,1")
    one = Architecture((3, 2), (2, 1))
    line = BinaryForm((-2, 0, -3, 0, -3))
    verdict = decide(along, TensorForm((5, 1), line.coefficients))
    assert (verdict.is_member, verdict.is_complex_member) == (False, True)
    assert verdict.position == decide(one, line).position


@pytest.mark.quick
def test_levels() -> None:
    """S counts along an axis only if a layer has a degree there."""
    architecture = TensorArchitecture.parse("2x1,1x2,2x2,1x1,3x3", "2x1,3x1,2x2,1x5,1x1")
    assert architecture.strides_of_layers == ((1, 1), (2, 1), (6, 1), (12, 2), (12, 10))
    found = levels(architecture)
    assert [(level.strides, level.layers) for level in found] == [((1, 1), (0, 1)), ((6, 1), (2,)), ((12, 10), (4,))]
    assert [level.degrees for level in found] == [(1, 1), (1, 1), (2, 2)]
    assert required_degrees(architecture) == ((31, 22), (5, 21), (2, 2))
    assert architecture.degrees == (31, 22)


SPLIT = [
    TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -2)),
    TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -3)),
    TensorForm((3, 3), (1, 0, 0, 0, -1, 0, 0, 0, -1)),
]
"""Products of two real factors along both axes, which are made of real ones in x²."""


@pytest.mark.parametrize(
    ("sizes", "strides", "lower", "upper"),
    [("3x3,3x3", "2,1", 1, 0), ("3x3,3x3", "2,1", 1, 2), ("1x3,3x3", "2x1,1x1", None, 0)],
)
def test_real_factors_along_several_axes(sizes: str, strides: str, lower: int | None, upper: int) -> None:
    """By trying every share of the factors over ℝ, with exact coefficients."""
    architecture = TensorArchitecture.parse(sizes, strides)
    first = TensorForm((1, 3), (1, 0, -5)) if lower is None else SPLIT[lower]
    form = compose(architecture, [first, SPLIT[upper]])
    fibre = TensorFibre(architecture, form)
    factors = [factor.form for factor in fibre.factors for _ in range(factor.multiplicity)]
    expected = sum(
        all(_is_layer([f for f, at in zip(factors, places, strict=True) if at == i], architecture, i) for i in (0, 1))
        for places in cartesian((0, 1), repeat=len(factors))
    )
    assert fibre.count() == expected > 0
    found = list(fibre.factorizations())
    assert len(found) == expected
    assert all(compose(architecture, one.filters) == form for one in found if one.conjugates <= 6)


@pytest.mark.quick
def test_what_has_no_certificate_is_said() -> None:
    architecture = TensorArchitecture.parse("2x2,2x2", "2,1")
    irrational = TensorForm((4, 4), (1, *[0] * 14, parse_number("sqrt(2)")))
    with pytest.raises(UnsupportedError, match="irrational"):
        decide(architecture, irrational).to_dict()
    with pytest.raises(UnsupportedError, match="several axes state stride one"):
        certify_membership(architecture, TensorForm((4, 4), range(16)))


@pytest.mark.quick
def test_irrational_filters_that_need_no_factors() -> None:
    """One layer is filling, and layers along one axis are those of one axis, over any real number field."""
    root = parse_number("sqrt(2)")
    verdict = decide(TensorArchitecture.parse("2x2"), TensorForm((2, 2), (1, 0, 0, root)))
    assert (verdict.is_member, verdict.is_complex_member, verdict.known_factors) == (True, True, None)
    for sizes, strides in (((2, 2), (1, 1)), ((3, 2), (2, 1)), ((2, 2), (2, 1))):
        line = Architecture(sizes, strides)
        along = TensorArchitecture(tuple((1, k) for k in sizes), strides=tuple((1, s) for s in strides))
        composed = compose(line, [BinaryForm((1, *[0] * (k - 2), root)) for k in sizes])
        moved = BinaryForm((*composed.coefficients[:-1], 3))
        for form in (composed, moved):
            known = decide(line, form)
            verdict = decide(along, TensorForm(along.format, form.coefficients))
            assert verdict.is_member == known.is_member
            assert verdict.position == known.position
            assert verdict.reason == known.reason
            assert verdict.to_dict()["factors"] is None


@pytest.mark.parametrize("c", [2, -3, 5])
@pytest.mark.parametrize(
    ("sizes", "strides", "coefficients"),
    [
        (((3, 1), (2, 1)), ((2, 1), (1, 1)), (1, 0, 7, 0, 2)),
        (((3, 2), (2, 1)), ((2, 1), (1, 1)), (1, 3, 0, 0, 7, 21, 0, 0, 2, 6)),
    ],
)
def test_conjugate_factors_in_powers_go_together(
    sizes: tuple[tuple[int, int], ...], strides: tuple[tuple[int, int], ...], coefficients: tuple[int, ...], c: int
) -> None:
    """x^4 + 7x²y² + 2y^4: both factors over ℝ become pairs in x, and each layer has to get the right one."""
    network = TensorArchitecture(sizes, strides=strides)
    form = TensorForm(network.format, tuple(c * w for w in coefficients))
    found = list(TensorFibre(network, form).factorizations())
    assert len(found) == 2
    for factorization in found:
        assert compose(network, factorization.filters) == form
