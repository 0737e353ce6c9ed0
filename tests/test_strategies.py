"""The strategies for users produce what they promise, by the Bezoutian and by SymPy."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import assume, find, given, settings
from hypothesis import strategies as st

from lcnsym import strategies
from lcnsym.algebra.bezout import distinct_roots
from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.numbers import AlgebraicNumber
from lcnsym.algebra.squarefree import squarefree_decomposition
from lcnsym.membership.patterns import RootPattern, patterns_of_degree
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose

from .oracles import sympy_pattern

few = settings(max_examples=25)
degrees = st.integers(0, 7)


@pytest.mark.quick
@given(strategies.architectures(max_layers=3, max_filter_size=4))
def test_architectures_keep_their_bounds(architecture: Architecture) -> None:
    assert architecture.layers <= 3
    assert max(architecture.filter_sizes) <= 4
    assert architecture.is_stride_one


@given(strategies.architectures(even_filters=(1, 2)), strategies.architectures(even_filters=2))
def test_architectures_have_the_wanted_even_filters(some: Architecture, exact: Architecture) -> None:
    assert 1 <= some.even_filters <= 2
    assert exact.even_filters == 2


def test_architectures_with_strides_occur() -> None:
    found = find(strategies.architectures(max_stride=3), lambda architecture: not architecture.is_stride_one)
    assert max(found.strides) > 1


def test_architectures_shrink() -> None:
    assert find(strategies.architectures(), lambda _: True).filter_sizes == (1,)
    assert find(strategies.architectures(even_filters=2), lambda _: True).filter_sizes == (2, 2)


@pytest.mark.quick
@given(strategies.rationals(7, 3))
def test_rationals_are_small(value: Fraction) -> None:
    assert abs(value.numerator) <= 7
    assert value.denominator <= 3


@pytest.mark.quick
@few
@given(strategies.algebraic_numbers())
def test_algebraic_numbers_are_irrational(value: object) -> None:
    assert isinstance(value, AlgebraicNumber)
    assert 2 <= len(value.minpoly) - 1 <= 6


@given(st.data(), strategies.architectures())
def test_filters_fit(data: st.DataObject, architecture: Architecture) -> None:
    form = data.draw(strategies.filters(architecture, nonzero=True))
    assert len(form.coefficients) == architecture.filter_size
    assert not form.is_zero
    assert data.draw(strategies.filters(4)).degree == 3


@pytest.mark.quick
@given(st.data(), strategies.architectures(max_stride=2))
def test_layer_filters_compose(data: st.DataObject, architecture: Architecture) -> None:
    composed = compose(architecture, data.draw(strategies.layer_filters(architecture, nonzero=True)))
    assert composed.degree == architecture.degree
    assert not composed.is_zero


@pytest.mark.quick
@few
@given(st.data(), st.integers(0, 4))
def test_forms_have_their_degree(data: st.DataObject, degree: int) -> None:
    assert data.draw(strategies.forms(degree)).degree == degree
    assert data.draw(strategies.forms(degree, irrational=False)).is_rational


def test_irrational_forms_occur() -> None:
    assert not find(strategies.forms(2), lambda form: not form.is_rational).is_rational


@pytest.mark.quick
@given(st.data(), degrees)
def test_patterns_have_their_degree(data: st.DataObject, degree: int) -> None:
    assert data.draw(strategies.patterns(degree)).degree == degree


@pytest.mark.quick
@pytest.mark.parametrize("pattern", patterns_of_degree(4), ids=str)
def test_every_pattern_occurs(pattern: RootPattern) -> None:
    assert find(strategies.patterns(4), lambda found: found == pattern) == pattern


def bezoutian_pattern(form: BinaryForm) -> RootPattern:
    real, pairs = [], []
    for multiplicity, part in squarefree_decomposition(form).parts:
        on_the_line, distinct = distinct_roots(part)
        real += [multiplicity] * on_the_line
        pairs += [multiplicity] * ((distinct - on_the_line) // 2)
    return RootPattern(tuple(real), tuple(pairs))


@pytest.mark.quick
@given(st.data(), degrees)
def test_forms_have_exactly_their_pattern(data: st.DataObject, degree: int) -> None:
    pattern = data.draw(strategies.patterns(degree))
    form = data.draw(strategies.forms_with_pattern(pattern))
    assert bezoutian_pattern(form) == pattern
    assert sympy_pattern([c for c in form.coefficients if isinstance(c, Fraction)]) == (pattern.real, pattern.complex)


def test_irrational_roots_and_infinity_occur() -> None:
    two = RootPattern((1, 1), ())
    irrational = find(strategies.forms_with_pattern(two), lambda form: not _has_rational_root(form))
    assert distinct_roots(irrational) == (2, 2)
    at_infinity = find(strategies.forms_with_pattern(two), lambda form: form.order_at_infinity == 1)
    assert at_infinity.coefficients[0] == 0


def _has_rational_root(form: BinaryForm) -> bool:
    factors = form.integer_polynomial.factor()[1]
    return form.order_at_infinity > 0 or any(factor.degree() == 1 for factor, _ in factors)


@given(strategies.members())
def test_members_are_members(drawn: tuple[Architecture, BinaryForm]) -> None:
    architecture, form = drawn
    assert architecture.is_stride_one
    assert len(form.coefficients) == architecture.filter_size
    assert bezoutian_pattern(form).real_roots >= architecture.even_filters


@pytest.mark.slow
@pytest.mark.parametrize("pattern", ["22|0", "2|1", "4|0"])
def test_members_of_every_pattern_occur(pattern: str) -> None:
    def found(drawn: tuple[Architecture, BinaryForm]) -> bool:
        return drawn[0].even_filters == 2 and drawn[1].degree == 4 and str(bezoutian_pattern(drawn[1])) == pattern

    assert found(find(strategies.members(), found))


@pytest.mark.slow
def test_members_shrink() -> None:
    architecture, form = find(strategies.members(), lambda drawn: drawn[0].even_filters == 2)
    assert architecture.filter_sizes == (2, 2)
    assert all(abs(c) <= 1 for c in form.coefficients)


def test_forms_with_a_pattern_shrink() -> None:
    form = find(strategies.forms_with_pattern(RootPattern((2,), (1,))), lambda _: True)
    assert all(abs(c) <= 2 for c in form.coefficients)


@given(strategies.invertible_matrices(), strategies.invertible_matrices(unimodular=True))
def test_matrices_are_invertible(small: strategies.Matrix, unimodular: strategies.Matrix) -> None:
    a, b, c, d = small
    assert a * d != b * c
    assert max(map(abs, small)) <= 4
    a, b, c, d = unimodular
    assert abs(a * d - b * c) == 1


@few
@given(st.data(), degrees, strategies.invertible_matrices())
def test_patterns_are_invariant_under_coordinate_changes(
    data: st.DataObject, degree: int, matrix: strategies.Matrix
) -> None:
    pattern = data.draw(strategies.patterns(degree))
    form = data.draw(strategies.forms_with_pattern(pattern)).substituted(*matrix)
    assume(not form.is_zero)
    assert bezoutian_pattern(form) == pattern


def test_without_hypothesis_the_message_says_what_to_install() -> None:
    code = "import sys; sys.modules['hypothesis'] = None; import lcnsym.strategies"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    last = told.stderr.strip().splitlines()[-1]
    assert last == "ImportError: lcnsym.strategies needs hypothesis: pip install lcnsym[hypothesis]"
