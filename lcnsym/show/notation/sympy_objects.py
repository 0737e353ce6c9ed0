"""Values as objects of SymPy and back, exactly: nothing is evaluated as text, and nothing is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

from ...algebra.forms import BinaryForm
from ...algebra.literals import MAX_EXPONENT, MAX_POLYNOMIAL_DEGREE
from ...algebra.numbers import AlgebraicNumber, Number, number, power, root, sign, sqrt, square_parts
from ...algebra.polynomials import Polynomial
from ...description.formulas import Conjunction, Formula, Relation, SignCondition
from ...errors import BadInputError, UnsupportedError, shorten
from ...landscape.systems import EquationSystem
from ...membership.patterns import RootPattern
from ...packages import module_if_installed
from .formulas import to_sympy as formula_to_sympy

Sympy: TypeAlias = Any
"""An object of SymPy, which has no types of its own."""

Exchanged: TypeAlias = Number | BinaryForm | Polynomial | Formula | RootPattern

MAX_DEPTH = 400
"""Expressions nested more deeply are not read."""


def to_sympy(value: Exchanged | EquationSystem | int) -> Sympy:
    """The value as an object of SymPy.

    Args:
        value: a number becomes a Rational, an expression with one square root, or a CRootOf; a form a Poly in x and y;
            a polynomial a Poly in w0, …, wn; a formula a Boolean in real symbols w0, …, wn; a root pattern a Tuple of
            the Tuples ρ and γ; a system the Tuple of its equations, Polys in its unknowns.

    Raises:
        BadInputError: another kind of value, or SymPy is not installed.

    Examples:
        >>> to_sympy(BinaryForm((1, 0, -2)))
        Poly(x**2 - 2*y**2, x, y, domain='QQ')
    """
    sympy = _sympy()
    if isinstance(value, EquationSystem):
        return sympy.Tuple(*(_polynomial(sympy, e, sympy.symbols([*value.names])) for e in value.equations))
    if isinstance(value, Polynomial):
        return _polynomial(sympy, value, sympy.symbols(f"w0:{value.number_of_variables}"))
    if isinstance(value, BinaryForm):
        return _form(sympy, value)
    if isinstance(value, Formula):
        return formula_to_sympy(value)
    if isinstance(value, RootPattern):
        return sympy.Tuple(sympy.Tuple(*value.real), sympy.Tuple(*value.complex))
    return _number(sympy, number(value))


def from_sympy(expression: Sympy, size: int | None = None) -> Exchanged:
    """The value that an object of SymPy stands for; what `to_sympy` writes is read back.

    Args:
        expression: a real number made of rationals, floats (the binary fractions they are), +, ·, rational powers and
            CRootOf; a homogeneous Poly in x, y, which is a form; a Poly with integer coefficients in w0, …, wn; a
            relation between polynomials in w0, …, wn, or a union of conjunctions of such; a Tuple of two Tuples of
            multiplicities.
        size: n + 1, the number of coefficients of a form or of those that a formula speaks of; default: the least that
            is possible.

    Raises:
        BadInputError: something else, text among it, or a number that is not real.
        UnsupportedError: an algebraic number of too large a degree.

    Examples:
        >>> from_sympy(to_sympy(BinaryForm((1, 0, -2))))
        BinaryForm.parse('1,0,-2')
    """
    sympy = _sympy()
    if isinstance(expression, sympy.Poly):
        return _from_poly(sympy, expression, size)
    # a symbol is a number and a truth value for SymPy
    if isinstance(expression, sympy.Expr):
        return _from_expression(sympy, expression, 0)
    if isinstance(expression, sympy.logic.boolalg.Boolean):
        return _from_boolean(sympy, expression, size)
    if isinstance(expression, sympy.Tuple):
        return _from_tuple(sympy, expression)
    if isinstance(expression, int | Fraction) and not isinstance(expression, bool):
        return number(expression)
    raise BadInputError(f"an object of SymPy is required, a {type(expression).__name__} was given")


def _sympy() -> Any:
    found = module_if_installed("sympy")
    if found is None:
        raise BadInputError("this needs SymPy, which is not installed: pip install sympy")
    return found


def _number(sympy: Any, value: Number) -> Sympy:
    if not isinstance(value, AlgebraicNumber):
        return sympy.Rational(value.numerator, value.denominator)
    if len(value.minpoly) == 3:
        centre, factor, radicand = square_parts(value)
        return _number(sympy, centre) + _number(sympy, factor) * sympy.sqrt(radicand)
    # x would be taken for the variable of forms
    minimal = sympy.Poly(list(reversed(value.minpoly)), sympy.Symbol("t"), domain=sympy.ZZ)
    return sympy.CRootOf(minimal, value.own_field.root_index, radicals=False)


def _form(sympy: Any, form: BinaryForm) -> Sympy:
    n = form.degree
    terms = {(n - i, i): _number(sympy, w) for i, w in enumerate(form.coefficients) if w}
    domain = sympy.QQ if form.is_rational else sympy.EX
    return sympy.Poly.from_dict(terms, *sympy.symbols("x y"), domain=domain)


def _polynomial(sympy: Any, polynomial: Polynomial, symbols: Sequence[Sympy]) -> Sympy:
    return sympy.Poly.from_dict(dict(polynomial.terms), *symbols, domain=sympy.ZZ)


def _from_poly(sympy: Any, poly: Sympy, size: int | None) -> BinaryForm | Polynomial:
    names = [str(symbol) for symbol in poly.gens]
    terms = {tuple(map(int, exponents)): c for exponents, c in poly.terms() if c != 0}
    if names == ["x", "y"]:
        return _from_homogeneous(sympy, terms, size)
    if names == [f"w{i}" for i in range(len(names))]:
        return Polynomial.from_terms(len(names), {e: _integer(sympy, c) for e, c in terms.items()})
    raise BadInputError(f"a Poly in x, y or in w0, …, wn is required, one in {shorten(', '.join(names))} was given")


def _from_homogeneous(sympy: Any, terms: dict[tuple[int, ...], Sympy], size: int | None) -> BinaryForm:
    degrees = {sum(exponents) for exponents in terms}
    if len(degrees) > 1:
        raise BadInputError(f"a homogeneous Poly in x, y is required; this one has terms of degrees {sorted(degrees)}")
    if not degrees and size is None:
        raise BadInputError("the zero Poly has no degree; the number of coefficients is required as size")
    n = max(degrees, default=0) if size is None else size - 1
    if degrees and degrees != {n}:
        raise BadInputError(f"a form with {n + 1} coefficients is required, this one has degree {max(degrees)}")
    return BinaryForm([_from_expression(sympy, terms.get((n - i, i), sympy.Integer(0)), 0) for i in range(n + 1)])


def _integer(sympy: Any, coefficient: Sympy) -> int:
    found = _from_expression(sympy, sympy.sympify(coefficient, strict=True), 0)
    if isinstance(found, AlgebraicNumber) or found.denominator != 1:
        raise BadInputError(f"a Poly in w0, …, wn has integer coefficients, {shorten(str(coefficient), 40)} is none")
    return found.numerator


def _from_tuple(sympy: Any, pattern: Sympy) -> RootPattern:
    halves = [half for half in pattern if isinstance(half, sympy.Tuple) and all(m.is_Integer for m in half)]
    if len(halves) != 2 or len(pattern) != 2:
        raise BadInputError("a root pattern is a Tuple of two Tuples of multiplicities")
    return RootPattern(*(tuple(map(int, half)) for half in halves))


def _from_expression(sympy: Any, expression: Sympy, depth: int) -> Number:
    if depth > MAX_DEPTH:
        raise BadInputError(f"an expression may be nested {MAX_DEPTH} times, this one is nested more deeply")
    if expression.is_Rational:
        return Fraction(int(expression.p), int(expression.q))
    if expression.is_Float:
        return _from_float(expression)
    if isinstance(expression, sympy.CRootOf):
        return _from_root(expression)
    if isinstance(expression, sympy.AlgebraicNumber):
        return _from_expression(sympy, expression.as_expr(), depth + 1)
    if expression.is_Add or expression.is_Mul:
        first, *others = (_from_expression(sympy, part, depth + 1) for part in expression.args)
        for other in others:
            first = first + other if expression.is_Add else first * other
        return first
    if expression.is_Pow and expression.exp.is_Rational:
        return _from_power(_from_expression(sympy, expression.base, depth + 1), expression)
    if expression.is_Symbol:
        raise BadInputError(
            f"a number or a Poly is required, an expression in {shorten(str(expression), 40)} was given"
        )
    raise BadInputError(f"'{shorten(str(expression), 60)}' is not a real algebraic number that can be read")


def _from_float(value: Sympy) -> Fraction:
    if not value.is_finite:
        raise BadInputError(f"{value} is not a real number")
    negative, mantissa, exponent, _ = value._mpf_
    if abs(exponent) > MAX_EXPONENT:
        raise BadInputError(f"a float may have an exponent up to {MAX_EXPONENT}, this one has {exponent}")
    return Fraction(2) ** int(exponent) * int(mantissa) * (-1 if negative else 1)


def _from_root(found: Sympy) -> Number:
    """SymPy keeps an irreducible polynomial, real roots ascending first."""
    if not found.is_real:
        raise BadInputError(f"'{shorten(str(found), 60)}' is not real")
    coefficients = [int(c) for c in reversed(found.poly.all_coeffs())]
    if len(coefficients) > MAX_POLYNOMIAL_DEGREE + 1:
        raise UnsupportedError(f"roots of polynomials of degree up to {MAX_POLYNOMIAL_DEGREE} are read")
    return root(coefficients, int(found.index))


def _from_power(base: Number, expression: Sympy) -> Number:
    top, bottom = int(expression.exp.p), int(expression.exp.q)
    if abs(top) > MAX_EXPONENT or bottom > MAX_POLYNOMIAL_DEGREE:
        raise BadInputError(f"the exponent {shorten(str(expression.exp), 40)} is too large")
    if bottom > 1 and sign(base) < 0:
        raise BadInputError(f"'{shorten(str(expression), 60)}' is not real")
    return power(_radical(base, bottom), top)


def _radical(base: Number, index: int) -> Number:
    """The non-negative root of a number that is not negative."""
    while index % 2 == 0:
        base, index = sqrt(base), index // 2
    if index == 1 or not base:
        return base
    minimal = base.minpoly if isinstance(base, AlgebraicNumber) else (-base.numerator, base.denominator)
    inflated = [0] * (index * (len(minimal) - 1) + 1)
    inflated[::index] = minimal
    # the real index-th root is increasing, and zero is no root of the polynomial
    below = base.own_field.root_index if isinstance(base, AlgebraicNumber) else 0
    return root(inflated, below)


def _from_boolean(sympy: Any, expression: Sympy, size: int | None) -> Formula:
    symbols = sorted(expression.free_symbols, key=lambda s: (len(s.name), s.name))
    indices = [int(s.name[1:]) for s in symbols if s.name[:1] == "w" and s.name[1:].isascii() and s.name[1:].isdigit()]
    least = max(indices, default=0) + 1
    if len(indices) < len(symbols) or (size is not None and least > size):
        raise BadInputError(f"a formula in w0, …, wn is required; {shorten(', '.join(map(str, symbols)))} occur")
    gens = sympy.symbols(f"w0:{size or least}", real=True)
    renamed = expression.xreplace({s: gens[i] for s, i in zip(symbols, indices, strict=True)})
    alternatives = renamed.args if isinstance(renamed, sympy.Or) else (renamed,)
    found = [_conjunction(sympy, alternative, gens) for alternative in alternatives if alternative is not sympy.false]
    return Formula(len(gens), tuple(found))


def _conjunction(sympy: Any, expression: Sympy, gens: Sequence[Sympy]) -> Conjunction:
    if expression is sympy.true:
        return Conjunction(())
    parts = expression.args if isinstance(expression, sympy.And) else (expression,)
    return Conjunction(tuple(_condition(sympy, part, gens) for part in parts))


def _condition(sympy: Any, expression: Sympy, gens: Sequence[Sympy]) -> SignCondition:
    relation = _relations(sympy).get(type(expression))
    if relation is None:
        raise BadInputError(
            f"a union of conjunctions of relations is required; '{shorten(str(expression), 60)}' is in it"
        )
    try:
        poly = sympy.Poly(expression.lhs - expression.rhs, *gens)
    except sympy.PolynomialError:
        raise BadInputError(f"'{shorten(str(expression), 60)}' is no relation between polynomials") from None
    terms = {tuple(map(int, e)): _from_expression(sympy, c, 0) for e, c in poly.terms() if c != 0}
    rationals = {e: c for e, c in terms.items() if isinstance(c, Fraction)}
    if len(rationals) < len(terms):
        raise BadInputError(f"'{shorten(str(expression), 60)}' has irrational coefficients")
    common = lcm(*(c.denominator for c in rationals.values()))
    return SignCondition(Polynomial.from_terms(len(gens), {e: int(c * common) for e, c in rationals.items()}), relation)


def _relations(sympy: Any) -> dict[type, Relation]:
    names: dict[str, Relation] = {
        "StrictLessThan": Relation.LESS,
        "Equality": Relation.EQUAL,
        "StrictGreaterThan": Relation.GREATER,
        "LessThan": Relation.AT_MOST,
        "GreaterThan": Relation.AT_LEAST,
        "Unequality": Relation.UNEQUAL,
    }
    return {getattr(sympy, name): relation for name, relation in names.items()}
