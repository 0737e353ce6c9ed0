"""Values to SymPy and back: round trips, and what is refused."""

from __future__ import annotations

import sys
from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.literals import parse_number
from lcnsym.algebra.numbers import AlgebraicNumber, Number
from lcnsym.algebra.polynomials import Polynomial
from lcnsym.description.description import describe
from lcnsym.description.formulas import Formula
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.landscape.systems import root_system
from lcnsym.membership.patterns import RootPattern, patterns_of_degree
from lcnsym.network.architecture import Architecture
from lcnsym.show.notation.sympy_objects import from_sympy, to_sympy
from lcnsym.strategies import algebraic_numbers, forms, patterns, rationals

from ..description.forms import forms_of

x, y, w0, w1, w2 = sympy.symbols("x y w0 w1 w2")


@given(value=st.one_of(rationals(10**9, 10**9), algebraic_numbers()))
def test_numbers_come_back(value: Number) -> None:
    written = to_sympy(value)
    assert from_sympy(written) == value
    assert float(written) == pytest.approx(float(value))


LITERALS = [
    "root(x^5-x-1,0)",
    "sqrt(2)+sqrt(3)",
    "root(x^3-3*x+1,0)",
    "root(x^3-3*x+1,1)",
    "1/2-3*sqrt(5)/7",
    "-sqrt(8)",
]


@pytest.mark.parametrize("literal", LITERALS)
def test_numbers_are_exact_objects(literal: str) -> None:
    """SymPy's own minimal polynomial is the one of FLINT."""
    value = parse_number(literal)
    assert isinstance(value, AlgebraicNumber)
    t = sympy.Symbol("t")
    minimal = sympy.Poly(sympy.minimal_polynomial(to_sympy(value), t), t)
    assert tuple(map(int, reversed(minimal.all_coeffs()))) == value.minpoly
    assert not to_sympy(value).atoms(sympy.Float)


@given(data=st.data(), degree=st.integers(0, 4))
def test_forms_come_back(data: st.DataObject, degree: int) -> None:
    form = data.draw(forms(degree))
    assert from_sympy(to_sympy(form), size=degree + 1) == form
    if not form.is_zero:
        assert from_sympy(to_sympy(form)) == form


@given(
    terms=st.dictionaries(st.tuples(*[st.integers(0, 9)] * 3), st.integers(-(10**40), 10**40).filter(bool), max_size=9)
)
def test_polynomials_come_back(terms: dict[tuple[int, ...], int]) -> None:
    polynomial = Polynomial.from_terms(3, terms)
    assert from_sympy(to_sympy(polynomial)) == polynomial


@given(data=st.data(), degree=st.integers(1, 12))
def test_root_patterns_come_back(data: st.DataObject, degree: int) -> None:
    pattern = data.draw(patterns(degree))
    assert from_sympy(to_sympy(pattern)) == pattern


@pytest.mark.parametrize("sizes", [(2, 2), (2, 2, 2), (3, 2, 2), (3, 2), (1,)])
def test_formulas_come_back_with_the_same_meaning(sizes: tuple[int, ...]) -> None:
    """SymPy puts the conditions into an order of its own."""
    description = describe(Architecture(sizes))
    n = sum(sizes) - len(sizes)
    filters = [form for _, form in forms_of(patterns_of_degree(n), 40, seed=5)]
    for formula in [*description.parts.values(), *description.strata.values()]:
        back = from_sympy(to_sympy(formula), size=n + 1)
        assert isinstance(back, Formula)
        assert [back.holds(form) for form in filters] == [formula.holds(form) for form in filters]


def test_relations_of_all_kinds() -> None:
    for relation, symbol in ((w0 < w1, "<"), (w0 <= w1, "≤"), (w0 > w1, ">"), (w0 >= w1, "≥")):
        assert str(from_sympy(relation)) == f"w0 - w1 {symbol} 0"
    assert str(from_sympy(sympy.Eq(w0 / 2, w1 * w2 / 3))) == "3*w0 - 2*w1*w2 = 0"
    assert str(from_sympy(sympy.Ne(w1, 0))) == "w1 ≠ 0"
    assert from_sympy(sympy.true, size=2) == Formula.constant(2, value=True)
    assert from_sympy(sympy.false, size=2) == Formula.constant(2, value=False)


def test_systems_become_tuples_of_polys() -> None:
    written = to_sympy(root_system(BinaryForm.parse("1,sqrt(2)")))
    a, unknown = sympy.symbols("a x")
    assert written == sympy.Tuple(sympy.Poly(a**2 - 2, a, unknown), sympy.Poly(a + unknown, a, unknown))


@pytest.mark.parametrize(
    ("expression", "literal"),
    [
        (sympy.Rational(1, 2) ** sympy.Rational(2, 3), "root(4*x^3-1,0)"),
        (1 / (1 + sympy.sqrt(2)), "sqrt(2)-1"),
        ((1 + sympy.sqrt(3)) ** sympy.Rational(-1, 3), "root(2*x^6+2*x^3-1,1)"),
        (sympy.sqrt(2 + sympy.sqrt(2)), "root(x^4-4*x^2+2,3)"),
        (sympy.Rational(7) ** sympy.Rational(1, 4), "root(x^4-7,1)"),
        (sympy.Float("0.1"), "3602879701896397/36028797018963968"),
        (sympy.Float(-3), "-3"),
        (sympy.CRootOf((x**3 - 2) * x, 1), "root(x^3-2,0)"),
        (sympy.CRootOf(x**5 - x + 1, 0), "root(x^5-x+1,0)"),
        (sympy.AlgebraicNumber(sympy.sqrt(2), [1, 1]), "1+sqrt(2)"),
        (sympy.GoldenRatio.expand(func=True), "1/2+sqrt(5)/2"),
        (Fraction(1, 3), "1/3"),
        (7, "7"),
    ],
)
def test_expressions_of_other_kinds(expression: object, literal: str) -> None:
    assert from_sympy(expression) == parse_number(literal)


deep = x
for _ in range(500):
    deep = sympy.Add(sympy.Mul(deep, sympy.sqrt(2), evaluate=False), 1, evaluate=False)


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("1", "an object of SymPy is required, a str"),
        (None, "NoneType"),
        (True, "bool"),
        (sympy.I, "'I' is not a real"),
        (sympy.pi, "'pi' is not a real"),
        (x, "a number or a Poly is required, an expression in x"),
        (sympy.zoo, "not a real"),
        (sympy.oo, "not a real"),
        (sympy.nan, "not a real"),
        (sympy.sqrt(-2), "not a real"),
        (sympy.Rational(-8) ** sympy.Rational(1, 3), "not real|not a real"),
        (sympy.CRootOf(x**3 - 2, 1), "not real"),
        (sympy.sqrt(2) ** sympy.sqrt(2), "not a real"),
        (sympy.sqrt(2) ** x, "not a real"),
        (deep, "nested more deeply"),
        (sympy.Pow(1 + sympy.sqrt(2), 10**6, evaluate=False), "exponent 1000000 is too large"),
        (sympy.Pow(2, sympy.Rational(1, 1000)), "too large"),
        (sympy.Poly(x), "in x was given"),
        (sympy.Poly(x**2 + y, x, y), "homogeneous"),
        (sympy.Poly(0, x, y), "no degree"),
        (sympy.Poly(x * sympy.I, x, y), "not a real"),
        (sympy.Poly(w0 / 2, w0), "integer coefficients"),
        (sympy.Poly(w1, w1), "in w1 was given"),
        (w0 < sympy.pi, "not a real"),
        (w0 < sympy.sqrt(2), "irrational"),
        (sympy.Lt(x, 0), "a formula in w0"),
        (sympy.Lt(sympy.sin(w0), 0), "no relation between polynomials"),
        (sympy.Not(sympy.Or(w0 < 0, sympy.And(w1 < 0, w2 < 0)), evaluate=False), "union of conjunctions"),
        (sympy.And(w0 < 0, sympy.Or(w1 < 0, w2 < 0)), "union of conjunctions"),
        (sympy.Tuple(1, 2), "two Tuples"),
        (sympy.Tuple(sympy.Tuple(1)), "two Tuples"),
        (sympy.Tuple(sympy.Tuple(x), sympy.Tuple()), "two Tuples"),
        (sympy.Tuple(sympy.Tuple(0), sympy.Tuple()), "positive integer"),
    ],
)
def test_what_is_refused(expression: object, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        from_sympy(expression)


def test_sizes_that_do_not_fit() -> None:
    with pytest.raises(BadInputError, match="2 coefficients"):
        from_sympy(sympy.Poly(x**2, x, y), size=2)
    with pytest.raises(BadInputError, match="3 coefficients"):
        from_sympy(sympy.Poly(x, x, y), size=3)
    with pytest.raises(BadInputError, match="a formula in w0"):
        from_sympy(w2 < 0, size=2)
    with pytest.raises(UnsupportedError, match="degree up to 64"):
        from_sympy(sympy.CRootOf(x**65 - 2, 0))


def test_without_sympy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sympy", None)
    with pytest.raises(BadInputError, match="pip install sympy"):
        to_sympy(1)
    with pytest.raises(BadInputError, match="pip install sympy"):
        from_sympy(1)


def test_patterns_are_tuples() -> None:
    assert to_sympy(RootPattern.parse("112|3")) == sympy.Tuple(sympy.Tuple(1, 1, 2), sympy.Tuple(3))
