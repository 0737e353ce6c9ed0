"""What people have is taken for networks and filters: lists, arrays, text, SymPy's polynomials; the rest is refused."""

from __future__ import annotations

import inspect
from contextlib import suppress
from enum import Enum
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import lcnsym
from lcnsym import Architecture, BinaryForm, LcnsymError, RootPattern, TensorArchitecture, TensorForm
from lcnsym.algebra.forms import as_form
from lcnsym.algebra.multihomogeneous import as_tensor
from lcnsym.errors import BadInputError
from lcnsym.network.networks import as_network

pytestmark = pytest.mark.quick

x, y = sympy.symbols("x y")
FORM = BinaryForm((1, 0, 2, 0, 1))
FRACTIONS = st.fractions(-100, 100, max_denominator=9)


@pytest.mark.parametrize(
    "given_form",
    [
        (1, 0, 2, 0, 1),
        [1, Fraction(0), 2.0, 0, 1],
        np.array([1, 0, 2, 0, 1]),
        np.array([1, 0, 2, 0, 1], dtype=np.float32),
        "1,0,2,0,1",
        "x^4 + 2x^2y^2 + y^4",
        "(x**2 + y**2)**2",
        "x^4 + 2x^2 + 1",
        (x**2 + y**2) ** 2,
        sympy.Poly(x**4 + 2 * x**2 * y**2 + y**4, x, y),
    ],
    ids=repr,
)
def test_a_filter_in_many_dresses(given_form: Any) -> None:
    assert as_form(given_form) == FORM


def test_doubles_mean_the_binary_fractions_they_are() -> None:
    assert as_form([0.1]).coefficients == (Fraction(0.1),)
    assert as_form(np.array([0.1], dtype=np.float32)).coefficients == (Fraction(float(np.float32(0.1))),)


def test_the_same_answers() -> None:
    network = Architecture((3, 2, 2))
    assert lcnsym.decide((3, 2, 2), [1, 0, 2, 0, 1]).position == lcnsym.decide(network, FORM).position
    assert lcnsym.decide("3,2,2", "x^4+2x^2y^2+y^4").to_dict() == lcnsym.decide(network, FORM).to_dict()
    assert lcnsym.fibre_of((2, 2), (1, 0, -2)).count() == 2
    assert lcnsym.missing_filter((3, 2, 2)) == FORM
    assert lcnsym.ed_degree((2, 1, 1)) == lcnsym.ed_degree(Architecture((2, 1, 1)))
    assert lcnsym.compose((2, 2), [(1, 2), (1, 3)]) == BinaryForm((1, 5, 6))
    assert str(lcnsym.root_pattern("x^3 - 3xy^2 + 2y^3")) == "12|0"
    assert lcnsym.SquareLoss.euclidean((1, 2, 3)).degree == 2
    assert str(lcnsym.pattern_packings("4,2", "112|0").example) == "p1 p2 p3 . p3"


def test_several_axes() -> None:
    network = TensorArchitecture(((2, 2), (2, 2)))
    assert as_network([(2, 2), (2, 2)]) == as_network("2x2,2x2") == network
    rows = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    tensor = TensorForm((3, 3), range(1, 10))
    for value in (rows, np.array(rows), range(1, 10), "1,2,3,4,5,6,7,8,9", tensor):
        assert as_tensor(value, (3, 3)) == tensor
    assert lcnsym.decide(network, rows).is_member is lcnsym.decide(network, tensor).is_member
    with pytest.raises(BadInputError, match="equally long"):
        lcnsym.decide(network, [[1, 2, 3], [4, 5]])


@given(st.lists(FRACTIONS, min_size=1, max_size=6).filter(any))
def test_a_form_is_read_as_it_is_printed(coefficients: list[Fraction]) -> None:
    form = BinaryForm(coefficients)
    if form.degree:
        assert BinaryForm.parse(str(form)) == form


def test_irrational_coefficients_are_read_as_they_are_printed() -> None:
    form = BinaryForm.parse("1, root(x^3-2, 0), 1-sqrt(2)")
    assert BinaryForm.parse(str(form)) == form
    assert BinaryForm.parse("(x - sqrt(2)*y)(x + sqrt(2)*y)") == BinaryForm((1, 0, -2))
    assert as_form(x**2 - sympy.sqrt(2) * y**2) == BinaryForm.parse("1,0,-sqrt(2)")


@given(st.lists(st.tuples(FRACTIONS, FRACTIONS).filter(any), min_size=1, max_size=4))
def test_products_of_linear_forms_are_multiplied_out(linear: list[tuple[Fraction, Fraction]]) -> None:
    text = "".join(f"(({a})*x + ({b})*y)" for a, b in linear)
    found = BinaryForm((1,))
    for pair in linear:
        found = found * BinaryForm(pair)
    assert BinaryForm.parse(text) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x + y^2", "one degree, found 1 and 2"),
        ("x - x", "has no degree"),
        ("1,x", "without the variables"),
        ("x/y", "without the variables"),
        ("x^-1", "not negative"),
        ("x 3", "the end or a comma"),
        ("x2", "'x2' is not known"),
        ("(x+y+1)^200", "products of two coefficients"),
        ("x^99999*x^99999", "degree may be at most"),
        ("x^999999", "may be at most"),
        ("__import__('os')+x", "is not part of a number"),
        ("x" * 5_000_000, "characters"),
    ],
)
def test_what_is_no_form_is_refused_in_a_line(text: str, words: str) -> None:
    with pytest.raises(BadInputError, match=words) as told:
        BinaryForm.parse(text)
    assert len(str(told.value)) < 200


JUNK: list[Any] = [
    3,
    -1,
    None,
    "x",
    "",
    object(),
    float("nan"),
    b"1,2",
    [],
    {},
    10**50,
    (1, "a"),
    [[1], [2, 3]],
    True,
    Architecture((2, 2)),
    BinaryForm((1, 2, 1)),
    RootPattern((1, 1), ()),
    len,
]


def callables() -> list[str]:
    """The public functions and classes that can be called: no errors, enumerations or abstract classes."""
    values = {name: getattr(lcnsym, name) for name in lcnsym.__all__ if name != "__version__"}
    return [
        name
        for name, value in values.items()
        if callable(value)
        and not inspect.isabstract(value)
        and not (isinstance(value, type) and issubclass(value, Exception | Enum))
    ]


@pytest.mark.parametrize("name", callables())
def test_wrong_values_are_refused_by_errors_of_the_package(name: str) -> None:
    function = getattr(lcnsym, name)
    needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    positional = [p for p in needed if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    named = [p.name for p in needed if p.kind is p.KEYWORD_ONLY]
    many = product(JUNK, repeat=len(positional)) if len(positional) <= 2 else ([v] * len(positional) for v in JUNK)
    for values in many:
        with suppress(LcnsymError):
            function(*values, **dict.fromkeys(named, 3))


def test_entries_of_lists_are_text_and_sympys_numbers_too() -> None:
    form = BinaryForm.parse("1/2,sqrt(2),3")
    assert as_form(["1/2", "sqrt(2)", 3]) == as_form([sympy.Rational(1, 2), sympy.sqrt(2), 3]) == form
    assert as_form(sympy.Matrix([[1], [2], [3]])) == BinaryForm((1, 2, 3))


def test_a_verdict_is_true_for_members() -> None:
    inside, outside = lcnsym.decide((3, 2, 2), "1,0,-5,0,4"), lcnsym.decide((3, 2, 2), FORM)
    assert inside
    assert not outside
    assert repr(outside) == "<StrideOneVerdict: not a member of the function space of k = (3,2,2)>"
    assert not lcnsym.decide(TensorArchitecture(((2, 2), (2, 2))), [[1, 0, 0], [0, 0, 0], [0, 0, 1]])


def test_values_that_functions_return_take_them_too() -> None:
    described = lcnsym.describe((3, 2, 2))
    assert not described.function_space.holds("x^4 + 2x^2y^2 + y^4")
    assert described.stratum("0|2").holds([1, 0, 2, 0, 1])
    assert lcnsym.SquareLoss.euclidean([1, 2, 3]).value([1, 1, 1]) == 5
    assert lcnsym.SquareLoss.with_gram(np.eye(3), [1, 2, 3]).value("1,1,1") == 5
    with pytest.raises(BadInputError, match="filters of size 3"):
        lcnsym.SquareLoss.euclidean([1, 2, 3]).value([1, 1])
