"""The independent means of the checks about fibres: distributions, symmetric polynomials, common factors, losses."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product as choices

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lcnsym import strategies
from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.membership.patterns import RootPattern
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose
from lcnsym.theorems.fibres.fibre_scaling import made_for, rescalings
from lcnsym.theorems.methods.common_factor import common_factor, multiples
from lcnsym.theorems.methods.distributions import distributions
from lcnsym.theorems.methods.representatives import linear_factor, quadratic_factor
from lcnsym.theorems.methods.sample_loss import is_orthogonal, orthogonal_vector, residual, targets
from lcnsym.theorems.methods.shares import find_shares, layer_sizes
from lcnsym.theorems.methods.symmetric import coefficient

pytestmark = pytest.mark.quick

few = settings(max_examples=25)
small = strategies.architectures(max_layers=3, max_filter_size=4)
x = sympy.Symbol("x")


def products_by_trial(sizes: tuple[int, ...], pattern: RootPattern) -> set[tuple[BinaryForm, ...]]:
    """The different layers' products over all ways to send every factor to some layer."""
    factors = [linear_factor(i) for i, m in enumerate(pattern.real) for _ in range(m)]
    factors += [quadratic_factor(i) for i, m in enumerate(pattern.complex) for _ in range(m)]
    found = set()
    for places in choices(range(len(sizes)), repeat=len(factors)):
        layers = tuple(product(f for f, i in zip(factors, places, strict=True) if i == j) for j in range(len(sizes)))
        if tuple(layer.degree for layer in layers) == sizes:
            found.add(layers)
    return found


@few
@given(st.data(), st.lists(st.integers(0, 3), min_size=1, max_size=3))
def test_distributions_against_products(data: st.DataObject, sizes: list[int]) -> None:
    assume(sum(sizes) <= 6)
    pattern = data.draw(strategies.patterns(sum(sizes)))
    found = distributions(sizes, (pattern.real, pattern.complex))
    assert found is not None
    assert len(found) == len(products_by_trial(tuple(sizes), pattern))
    assert bool(found) == (find_shares(sizes, pattern.real_roots, pattern.complex_pairs) is not None)
    squarefree = {content for content in found if all(len(set(taken)) == len(taken) for taken in content)}
    assert distributions(sizes, (pattern.real, pattern.complex), squarefree=True) == squarefree


def test_distributions() -> None:
    assert distributions((1, 1), ((2,), ())) == {((1,), (1,))}
    assert distributions((1, 1), ((), (1,))) == frozenset()
    assert distributions((2, 1), ((1,), (1,))) == {((-1,), (1,))}
    assert distributions((1, 1), ((1,), ())) == frozenset()
    assert distributions((1,) * 4, ((1,) * 4, ()), most=23) is None
    assert distributions((0, 0), ((), ())) == {((), ())}


@few
@given(st.data(), small)
def test_coefficients_count_distributions(data: st.DataObject, architecture: Architecture) -> None:
    pattern = data.draw(strategies.patterns(architecture.degree))
    for compatible in (False, True):
        found = distributions(layer_sizes(architecture), (pattern.real, pattern.complex), squarefree=compatible)
        assert found is not None
        assert coefficient(architecture, pattern, compatible=compatible) == len(found)


@pytest.mark.parametrize(("k", "number"), [((2, 2), 2), ((2, 2, 2), 6), ((3, 2, 2), 12), ((3, 3, 3), 90)])
def test_coefficients_of_simple_real_roots_are_multinomial(k: tuple[int, ...], number: int) -> None:
    pattern = RootPattern((1,) * (sum(k) - len(k)), ())
    assert coefficient(Architecture(k), pattern, compatible=True) == number


def polynomial(form: BinaryForm) -> sympy.Poly:
    return sympy.Poly([sympy.Rational(str(c)) for c in form.coefficients], x, domain="QQ")


@few
@given(st.data(), st.lists(st.integers(1, 4), min_size=1, max_size=3), st.integers(0, 2))
def test_common_factors_against_sympy(data: st.DataObject, sizes: list[int], shared: int) -> None:
    common = data.draw(strategies.filters(shared + 1, nonzero=True))
    forms = [common * data.draw(strategies.filters(k, nonzero=True)) for k in sizes]
    found = common_factor(forms)
    at_infinity = min(form.order_at_infinity for form in forms)
    wanted = reduce(sympy.gcd, map(polynomial, forms)).monic()
    assert found.order_at_infinity == at_infinity
    assert polynomial(found) == wanted
    assert found.degree == at_infinity + wanted.degree()


@few
@given(st.data(), st.integers(0, 3), st.integers(0, 3))
def test_orthogonal_vectors(data: st.DataObject, factor: int, more: int) -> None:
    g = data.draw(strategies.filters(factor + 1, nonzero=True))
    degree = factor + more
    found = orthogonal_vector(g, degree)
    assert len(found) == degree + 1
    assert any(found) == (factor > 0)
    assert all(sum(a * b for a, b in zip(row, found, strict=True)) == 0 for row in multiples(g, degree))


@few
@given(st.data(), st.integers(0, 2), st.integers(0, 2))
def test_targets(data: st.DataObject, factor: int, more: int) -> None:
    g = data.draw(strategies.filters(factor + 1, nonzero=True))
    W = data.draw(strategies.filters(factor + more + 1))
    for u, critical in targets(W, g):
        assert is_orthogonal(multiples(g, W.degree), W, u) == critical


def test_residuals() -> None:
    assert residual(BinaryForm((1, 2, 3)), BinaryForm((0, 1, 5))) == [1, 2, -6]


@given(st.integers(1, 6))
def test_rescalings_have_product_one(layers: int) -> None:
    for factors in rescalings(layers):
        assert len(factors) == layers
        assert set(factors) != {Fraction(1)}
        assert sympy.prod(map(sympy.Rational, map(str, factors))) == 1


@given(small)
def test_filters_made_for_an_architecture(architecture: Architecture) -> None:
    coprime, sharing, single = made_for(architecture)
    for filters in (coprime, sharing, single):
        assert not compose(architecture, filters).is_zero
    wide = [form for form in sharing if form.degree]
    assert common_factor([*wide, *wide[:1]] or [BinaryForm((1,))]).degree >= bool(wide)
