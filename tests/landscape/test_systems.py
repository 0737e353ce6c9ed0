"""Systems of equations: what solves them, and how many solutions there are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.algebra.polynomials import Polynomial
from lcnsym.description.closures import RootLocus
from lcnsym.description.strided_closures import StridedClosure
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.landscape.ed_degrees import generic_ed_degree, segre_ed_degree
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.systems import (
    EquationSystem,
    closure_system,
    critical_system,
    gradient_system,
    root_system,
    stratum_system,
)
from lcnsym.network.architecture import Architecture
from lcnsym.network.convolution import compose

from .support import random_loss

SMALL = st.integers(-3, 3)
ARCHITECTURES = [((2, 2), ()), ((3, 2), ()), ((2, 2, 2), ()), ((3, 2), (2, 1)), ((2, 1, 3), (1, 2, 1)), ((1, 3), ())]


def values(system: EquationSystem, point: Sequence[Fraction | int]) -> list[Fraction]:
    """All equations at a point."""
    return [
        sum(
            (c * prod((Fraction(x) ** e for x, e in zip(point, exponents, strict=True)), start=Fraction(1)))
            for exponents, c in equation.terms.items()
        )
        or Fraction(0)
        for equation in system.equations
    ]


@pytest.mark.parametrize(("sizes", "strides"), ARCHITECTURES)
@given(data=st.data())
def test_a_target_in_the_function_space_is_critical(
    sizes: tuple[int, ...], strides: tuple[int, ...], data: st.DataObject
) -> None:
    """The loss is 0 there, and elsewhere in the same fibre, but hardly ever at a neighbour."""
    architecture = Architecture(sizes, strides)
    scale = data.draw(st.integers(1, 3))
    tails = [data.draw(st.lists(SMALL, min_size=k - 1, max_size=k - 1)) for k in sizes]
    first, *others = ([1, *tail] for tail in tails)
    target = compose(architecture, [BinaryForm(first).scaled(scale), *map(BinaryForm, others)])
    loss = SquareLoss.with_gram(random_loss(architecture.degree, 3).gram, target)
    entries = [entry for tail in tails for entry in tail]
    critical = critical_system(architecture, loss)
    assert not any(values(critical, [*entries, scale]))
    assert any(values(critical, [*entries, scale + 1]))
    leading = [scale, *(scale * entry for entry in tails[0])]
    assert not any(values(gradient_system(architecture, loss), [*leading, *entries[len(tails[0]) :]]))


@pytest.mark.parametrize(("sizes", "strides"), ARCHITECTURES)
def test_the_gradient_is_the_gradient(sizes: tuple[int, ...], strides: tuple[int, ...]) -> None:
    """Up to positive factors, by SymPy's derivatives of the loss."""
    architecture = Architecture(sizes, strides)
    loss = random_loss(architecture.degree, 2)
    system = gradient_system(architecture, loss)
    unknowns = sympy.symbols(system.names)
    x = sympy.Symbol("x")
    supply = iter(unknowns)
    w = sympy.Integer(1)
    for i, (k, S) in enumerate(zip(sizes, architecture.stride_products, strict=True)):
        layer = [sympy.Integer(1) if i and not a else next(supply) for a in range(k)]
        w *= sum(c * x ** ((k - 1 - a) * S) for a, c in enumerate(layer))
    coefficients = sympy.Poly(w, x).all_coeffs()
    difference = [
        c - sympy.Rational(u.numerator, u.denominator) for c, u in zip(coefficients, loss.target.rationals, strict=True)
    ]
    value = sum(
        sympy.Rational(q.numerator, q.denominator) * a * b
        for row, a in zip(loss.gram, difference, strict=True)
        for q, b in zip(row, difference, strict=True)
    )
    for equation, unknown in zip(system.equations, unknowns, strict=True):
        expected = sympy.Poly(sympy.diff(value, unknown), *unknowns, domain=sympy.QQ)
        given_ = sympy.Poly.from_dict(dict(equation.terms), *unknowns, domain=sympy.QQ)
        assert expected.monic() == given_.monic()
        assert expected.LC() * given_.LC() > 0


@given(data=st.data())
def test_a_target_on_a_stratum_is_critical(data: st.DataObject) -> None:
    partition = data.draw(st.sampled_from([(1,), (2,), (1, 1), (2, 1), (3,), (2, 2), (3, 1), (2, 1, 1), (3, 2, 2, 1)]))
    roots = data.draw(st.lists(st.integers(-4, 4), min_size=len(partition), max_size=len(partition), unique=True))
    scale = data.draw(st.integers(1, 3))
    factors: dict[int, BinaryForm] = {1: BinaryForm((scale,))}
    for part, root in zip(partition, roots, strict=True):
        factors[part] = factors.get(part, BinaryForm((1,))) * BinaryForm((1, -root))
    target = product(form**part for part, form in factors.items())
    loss = SquareLoss.with_gram(random_loss(sum(partition), 5).gram, target)
    system = stratum_system(partition, loss)
    point: dict[str, Fraction] = {}
    for part, form in factors.items():
        point |= {f"a{part}_{j}": c for j, c in enumerate(reversed(form.rationals))}
    assert not any(values(system, [point[name] for name in system.names]))
    top = f"a1_{partition.count(1)}"
    assert any(values(system, [point[name] + (name == top) for name in system.names]))


def test_expected_numbers_are_the_generic_ed_degrees() -> None:
    architecture = Architecture((3, 2, 2))
    assert critical_system(architecture, random_loss(4, 1)).expected == segre_ed_degree((3, 2, 2)) == 100
    assert stratum_system((1, 2, 1), random_loss(4, 1)).expected == generic_ed_degree((2, 1, 1)) == 10
    assert gradient_system(architecture, random_loss(4, 1)).expected is None


def test_closures() -> None:
    stratum = closure_system(RootLocus((3, 1)))
    assert stratum.names == ("w0", "w1", "w2", "w3", "w4")
    assert stratum.equations == RootLocus((3, 1)).equations().polynomials
    space = StridedClosure(Architecture((3, 2), (2, 1)))
    assert closure_system(space).equations == space.equations
    assert closure_system(RootLocus((1, 1))).equations == ()
    with pytest.raises(BadInputError, match="minors"):
        closure_system(space, 2)
    with pytest.raises(UnsupportedError, match="degree up to 6"):
        closure_system(RootLocus((4, 3)))


@pytest.mark.parametrize("words", ["1,2,3", "0,1/2,0,-1/3", "1,sqrt(2),1", "sqrt(2),root(x^3-2,0)", "0,1,1/2+sqrt(3)"])
def test_the_system_of_the_roots(words: str) -> None:
    """The form is a multiple of the second equation with the field's generator for a."""
    form = BinaryForm.parse(words)
    system = root_system(form)
    assert len(system.equations) == len(system.names) == (1 if form.is_rational else 2)
    if form.is_rational:
        ratios = {Fraction(c) / form.rationals[form.degree - j] for (j,), c in system.equations[0].terms.items()}
    else:
        minimal = sympy.Poly(list(reversed(form.field.minpoly)), sympy.Symbol("x"))
        a = sympy.CRootOf(minimal, form.field.root_index)
        assert system.equations[0].terms == {(j, 0): c for j, c in enumerate(form.field.minpoly) if c}
        found: dict[int, sympy.Expr] = {}
        for (i, j), c in system.equations[1].terms.items():
            found[j] = found.get(j, 0) + c * a**i
        ratios = {Fraction(round(float(v) / float(form.coefficients[form.degree - j]), 9)) for j, v in found.items()}
    assert len(ratios) == 1
    assert ratios.pop() > 0


def test_bad_input() -> None:
    with pytest.raises(BadInputError, match="zero form"):
        root_system(BinaryForm((0, 0)))
    with pytest.raises(BadInputError, match="degree 3"):
        stratum_system((2, 2), random_loss(3, 1))
    with pytest.raises(BadInputError):
        critical_system(Architecture((2, 2)), random_loss(3, 1))
    with pytest.raises(BadInputError):
        gradient_system(Architecture((2, 2)), random_loss(3, 1))
    with pytest.raises(BadInputError, match="2 unknowns"):
        EquationSystem("", ("x",), Polynomial.variables(2))
