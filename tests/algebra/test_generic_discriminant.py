"""Generic discriminants: literature counts, SymPy's discriminants, values by roots, and the laws of an invariant."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.generic_discriminant import GenericDiscriminant
from lcnsym.algebra.squarefree import squarefree_decomposition
from lcnsym.errors import BadInputError
from lcnsym.strategies import Matrix, forms, invertible_matrices
from tests.oracles import X

TERMS = {2: 2, 3: 5, 4: 16, 5: 59, 6: 246, 7: 1103, 8: 5247, 9: 26059, 10: 133881}
"""The numbers of terms of the discriminant in degrees 2 to 10 (OEIS A007878)."""

points = st.tuples(st.integers(-5, 5), st.integers(-5, 5)).filter(any)


@pytest.mark.parametrize(("degree", "terms"), TERMS.items())
def test_numbers_of_terms(degree: int, terms: int) -> None:
    discriminant = GenericDiscriminant(degree)
    assert len(discriminant.terms) == terms
    assert all(sum(exponents) == 2 * degree - 2 for exponents in discriminant.terms)
    weight = degree * (degree - 1)
    assert all(sum(i * e for i, e in enumerate(exponents)) == weight for exponents in discriminant.terms)


@pytest.mark.parametrize("degree", range(2, 10))
def test_irreducible_over_the_rationals(degree: int) -> None:
    assert GenericDiscriminant(degree).is_irreducible


@pytest.mark.parametrize("degree", range(2, 6))
def test_against_sympy(degree: int) -> None:
    w = sympy.symbols(f"w0:{degree + 1}")
    expected = sympy.discriminant(sum(c * X ** (degree - i) for i, c in enumerate(w)), X)
    assert sympy.expand(sympy.sympify(str(GenericDiscriminant(degree)).replace("^", "**")) - expected) == 0


@given(st.data(), st.integers(2, 5))
def test_values_by_the_roots(data: st.DataObject, degree: int) -> None:
    """For Π (b_i x − a_i y) it is Π_{i<j} (a_i b_j − a_j b_i)², also with roots at infinity."""
    roots = data.draw(st.lists(points, min_size=degree, max_size=degree))
    form = product(BinaryForm((b, -a)) for a, b in roots)
    expected = prod((a * d - b * c) ** 2 for i, (a, b) in enumerate(roots) for c, d in roots[:i])
    assert GenericDiscriminant(degree).value(form) == expected


@pytest.mark.quick
@given(st.data(), st.integers(2, 5), invertible_matrices())
def test_invariance(data: st.DataObject, degree: int, matrix: Matrix) -> None:
    form = data.draw(forms(degree, irrational=False))
    a, b, c, d = matrix
    discriminant = GenericDiscriminant(degree)
    determinant = Fraction(a * d - b * c)
    moved = discriminant.value(form.substituted(a, b, c, d))
    assert moved == determinant ** (degree * (degree - 1)) * discriminant.value(form)


@pytest.mark.quick
@given(st.data(), st.integers(2, 5))
def test_zero_means_a_repeated_root(data: st.DataObject, degree: int) -> None:
    form = data.draw(forms(degree))
    repeated = form.is_zero or any(m > 1 for m, _ in squarefree_decomposition(form).parts)
    assert (GenericDiscriminant(degree).value(form) == 0) == repeated


def test_json_and_bad_degrees() -> None:
    assert GenericDiscriminant(2).to_dict() == {
        "degree": 2,
        "terms": 2,
        "polynomial": "-4*w0*w2 + w1^2",
        "variables": ["w0", "w1", "w2"],
        "polynomial_degree": 2,
        "irreducible": True,
    }
    for degree in (1, 11):
        with pytest.raises(BadInputError, match=str(degree)):
            GenericDiscriminant(degree)
