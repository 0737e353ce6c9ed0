"""Binary forms, square-free decomposition, and the Bezoutian, over ℚ and over real number fields."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym.algebra.bezout import bezoutian, distinct_roots
from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.linear import Inertia, inertia, rank
from lcnsym.algebra.literals import parse_number
from lcnsym.algebra.numbers import sign
from lcnsym.algebra.squarefree import squarefree_decomposition, squarefree_prime
from lcnsym.errors import BadInputError
from tests.oracles import multiply, sympy_pattern

rationals = st.fractions(min_value=-9, max_value=9, max_denominator=4)
surds = st.sampled_from([parse_number(t) for t in ("sqrt(2)", "1+sqrt(2)", "-sqrt(2)/3", "sqrt(3)", "root(x^3-2,0)")])
rational_forms = st.lists(rationals, min_size=1, max_size=6).map(lambda c: BinaryForm(tuple(c)))
surd_forms = st.lists(st.one_of(rationals, surds), min_size=1, max_size=4).map(lambda c: BinaryForm(tuple(c)))
matrices = st.tuples(*[st.integers(-3, 3)] * 4).filter(lambda m: m[0] * m[3] != m[1] * m[2])


@pytest.mark.quick
@given(rational_forms, rational_forms)
def test_products_over_the_rationals(a: BinaryForm, b: BinaryForm) -> None:
    assert list((a * b).coefficients) == multiply(list(a.coefficients), list(b.coefficients))  # type: ignore[arg-type]


@pytest.mark.quick
@given(surd_forms, surd_forms, st.integers(-3, 3), st.integers(-3, 3))
def test_products_over_number_fields_evaluate_to_products(a: BinaryForm, b: BinaryForm, x: int, y: int) -> None:
    assert (a * b)(x, y) == a(x, y) * b(x, y)


@pytest.mark.quick
@given(rational_forms, matrices, st.integers(-3, 3), st.integers(-3, 3))
def test_substitution(form: BinaryForm, m: tuple[int, int, int, int], x: int, y: int) -> None:
    a, b, c, d = m
    assert form.substituted(a, b, c, d)(x, y) == form(a * x + b * y, c * x + d * y)


@pytest.mark.quick
@given(st.lists(st.tuples(st.one_of(rational_forms, surd_forms), st.integers(1, 3)), min_size=1, max_size=3))
def test_squarefree_decomposition_multiplies_back_and_is_squarefree(
    factors: list[tuple[BinaryForm, int]],
) -> None:
    form = product(f**m for f, m in factors)
    assume(not form.is_zero and form.degree <= 12)
    result = squarefree_decomposition(form)
    assert product(part**m for m, part in result.parts).scaled(result.scalar) == form
    assert [m for m, _ in result.parts] == sorted({m for m, _ in result.parts})
    radical = product(part for _, part in result.parts)
    assert distinct_roots(radical)[1] == radical.degree
    assert all(part.degree >= 1 for _, part in result.parts)


@given(rational_forms)
def test_bezoutian_counts_agree_with_sympy(form: BinaryForm) -> None:
    assume(not form.is_zero)
    real, pairs = sympy_pattern(form.coefficients)  # type: ignore[arg-type]
    assert distinct_roots(form) == (len(real), len(real) + 2 * len(pairs))


@given(st.one_of(rational_forms, surd_forms), matrices)
def test_bezoutian_counts_are_projective_invariants(form: BinaryForm, m: tuple[int, int, int, int]) -> None:
    assume(not form.is_zero)
    assert distinct_roots(form) == distinct_roots(form.substituted(*m)) == distinct_roots(form.scaled(-3))


@given(st.lists(surds, min_size=3, max_size=3, unique=True), st.integers(1, 3))
def test_bezoutian_over_a_field_with_known_roots(roots: list[object], multiplicity: int) -> None:
    form = product(BinaryForm((1, -r)) for r in roots) ** multiplicity * BinaryForm((1, 0, 2))  # type: ignore[operator]
    assert distinct_roots(form) == (3, 5)


@pytest.mark.quick
def test_bezoutian_is_symmetric_and_matches_its_definition() -> None:
    form = BinaryForm.parse("2,-1,3,sqrt(2),5,1/3")
    n, w = form.degree, form.coefficients
    matrix = bezoutian(form)

    def partials(t: Fraction) -> tuple[object, object]:
        return (
            sum((n - i) * c * t ** (n - 1 - i) for i, c in enumerate(w[:-1])),
            sum(i * c * t ** (n - i) for i, c in enumerate(w)),
        )

    x, z = Fraction(3), Fraction(-2, 5)
    (fx, gx), (fz, gz) = partials(x), partials(z)
    value = sum(matrix[i][j] * x**i * z**j for i in range(n - 1) for j in range(n - 1))
    assert value == (fx * gz - fz * gx) / (x - z)  # type: ignore[operator]
    assert all(matrix[i][j] == matrix[j][i] for i in range(n - 1) for j in range(n - 1))


@pytest.mark.quick
@given(st.integers(1, 5), st.data())
def test_inertia_of_congruent_diagonals(size: int, data: st.DataObject) -> None:
    scale = parse_number(data.draw(st.sampled_from(["1", "sqrt(2)", "2-sqrt(3)"])))
    diagonal = data.draw(st.lists(st.integers(-2, 2), min_size=size, max_size=size))
    unit = [[data.draw(st.integers(-2, 2)) if i < j else int(i == j) for j in range(size)] for i in range(size)]
    matrix = [
        [sum((unit[k][i] * unit[k][j] * diagonal[k] for k in range(size)), 0) * scale for j in range(size)]
        for i in range(size)
    ]
    expected = Inertia(*(sum(sign(Fraction(d)) == s for d in diagonal) for s in (1, -1, 0)))
    assert inertia(matrix) == expected


@pytest.mark.quick
def test_inertia_without_a_diagonal_pivot() -> None:
    root2 = parse_number("sqrt(2)")
    zero = Fraction(0)
    assert inertia([[zero, root2], [root2, zero]]) == Inertia(1, 1, 0)
    assert inertia([[zero, Fraction(1)], [Fraction(1), zero]]) == Inertia(1, 1, 0)
    assert inertia([]) == Inertia(0, 0, 0)
    assert rank([]) == 0


@pytest.mark.quick
def test_squarefree_prime_proves_only_what_is_true() -> None:
    assert squarefree_prime(BinaryForm.parse("1,0,-2")) is not None
    assert squarefree_prime(BinaryForm.parse("1,-2,1")) is None
    assert squarefree_prime(BinaryForm.parse("0,0,1")) is None
    assert squarefree_prime(BinaryForm.parse("0,1")) is not None
    assert squarefree_prime(BinaryForm.parse("1,-2*sqrt(2),2")) is None
    assert squarefree_prime(BinaryForm.parse("1,sqrt(2),root(x^3-2,0)")) is not None
    assert squarefree_prime(BinaryForm.parse("1,0,sqrt(2)+sqrt(3)")) is not None


@pytest.mark.quick
def test_text_and_refusals() -> None:
    assert str(BinaryForm.parse("1,0,-5,0,4")) == "x^4 - 5*x^2*y^2 + 4*y^4"
    assert str(BinaryForm.parse("-1,1/2,sqrt(2)")) == "-x^2 + 1/2*x*y + (sqrt(2))*y^2"
    assert str(BinaryForm.parse("0,0")) == "0"
    assert str(BinaryForm.parse("-3")) == "-3"
    form = BinaryForm.parse("1+sqrt(2),-1/3,0")
    assert BinaryForm.parse(repr(form).split("'")[1]) == form
    with pytest.raises(BadInputError):
        BinaryForm(())
    with pytest.raises(BadInputError):
        BinaryForm(("one",))  # type: ignore[arg-type]


@pytest.mark.quick
@pytest.mark.parametrize("number", [0, 1, 2, 7, 64])
def test_products_of_many_forms(number: int) -> None:
    forms = [BinaryForm((1, i)) for i in range(number)]
    expected = [Fraction(1)]
    for form in forms:
        expected = multiply(expected, list(form.coefficients))  # type: ignore[arg-type]
    assert list(product(forms).coefficients) == expected
