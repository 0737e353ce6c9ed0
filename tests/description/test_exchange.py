"""Formulas written for other programs, read back by them or by a small parser."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from fractions import Fraction

import pytest
import sympy

from lcnsym import Architecture, BinaryForm, describe
from lcnsym.description.formulas import Formula
from lcnsym.membership.patterns import patterns_of_degree
from lcnsym.show.notation.formulas import latex, names_of, qepcad, smtlib, sympy_text, terms_text, text, to_sympy

from .forms import forms_of

SIZES = [(2, 2), (2, 2, 2), (3, 2, 2), (3, 2), (1,)]

RELATIONS: dict[str, Callable[[Fraction, int], bool]] = {
    "=": operator.eq,
    "/=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def sample(formula: Formula, number: int = 60) -> list[BinaryForm]:
    found = [form for _, form in forms_of(patterns_of_degree(formula.size - 1), number, seed=7)]
    return [*found, BinaryForm((0,) * formula.size)]


def formulas_of(sizes: tuple[int, ...]) -> dict[str, Formula]:
    description = describe(Architecture(sizes))
    return {**description.parts, **{f"stratum{i}": f for i, f in enumerate(description.strata.values())}}


@pytest.mark.parametrize("sizes", SIZES)
def test_sympy_reads_the_text_and_agrees(sizes: tuple[int, ...]) -> None:
    for formula in formulas_of(sizes).values():
        symbols = sympy.symbols(f"w0:{formula.size}", real=True)
        read = sympy.sympify(sympy_text(formula), locals={str(symbol): symbol for symbol in symbols})
        built = to_sympy(formula)
        for form in sample(formula, 9):
            values = dict(zip(symbols, map(sympy.Rational, form.coefficients), strict=True))
            assert bool(read.subs(values)) == bool(built.subs(values)) == formula.holds(form)


@pytest.mark.needs("z3")
@pytest.mark.parametrize("sizes", SIZES)
def test_z3_reads_the_script_and_agrees(sizes: tuple[int, ...]) -> None:
    import z3

    found = formulas_of(sizes)
    for name, formula in found.items():
        for form in sample(formula, 10):
            script = smtlib(found, formula.size, name).splitlines()[:-1]
            script += [
                f"(assert (= w{i} (/ {smt_number(w.numerator)} {w.denominator})))"
                for i, w in enumerate(form.coefficients)
                if isinstance(w, Fraction)
            ]
            solver = z3.Solver()
            solver.from_string("\n".join(script))
            assert (solver.check() == z3.sat) == formula.holds(form)


def smt_number(value: int) -> str:
    return str(value) if value >= 0 else f"(- {-value})"


@pytest.mark.parametrize("sizes", SIZES)
def test_qepcad_input_says_the_same(sizes: tuple[int, ...]) -> None:
    for name, formula in formulas_of(sizes).items():
        title, variables, free, body, end = qepcad(formula, name).splitlines()
        assert title == f"[ {name} ]"
        assert variables == f"({','.join(f'w{i}' for i in range(formula.size))})"
        assert (int(free), end) == (formula.size, "finish")
        match = re.fullmatch(r"\[ (.*) \]\.", body)
        assert match
        for form in sample(formula):
            assert qepcad_holds(match[1], form) == formula.holds(form)


def qepcad_holds(body: str, form: BinaryForm) -> bool:
    """A reader of exactly the shapes that are written: a union of bracketed conjunctions of relations."""
    return any(
        all(qepcad_relation(relation, form) for relation in alternative.strip("[] ").split(r" /\ "))
        for alternative in body.split(r" \/ ")
    )


def qepcad_relation(relation: str, form: BinaryForm) -> bool:
    match = re.fullmatch(r"(.*) (=|/=|<|>|<=|>=) ([01])", relation)
    assert match, relation
    return RELATIONS[match[2]](qepcad_value(match[1], form), int(match[3]))


def qepcad_value(polynomial: str, form: BinaryForm) -> Fraction:
    total = Fraction(0)
    for sign, term in re.findall(r"(^-|[+-] |^)([^+-]+)", polynomial):
        value = Fraction(-1 if "-" in sign else 1)
        for factor in term.split():
            base, _, power = factor.partition("^")
            number = form.coefficients[int(base[1:])] if base.startswith("w") else Fraction(base)
            assert isinstance(number, Fraction)
            value *= number ** int(power or 1)
        total += value
    return total


def test_latex() -> None:
    quadratics = describe(Architecture((2, 2)))
    assert latex(quadratics.function_space) == r"-4 w_{0} w_{2} + w_{1}^{2} \ge 0"
    assert latex(describe(Architecture((3, 2))).boundary) == r"\bot"
    cubics = latex(describe(Architecture((2, 2, 2))).strata[patterns_of_degree(3)[1]])
    assert cubics.endswith(r"\lor (w_{0} = 0 \land w_{1} = 0 \land w_{2} \ne 0)")
    assert cubics.count("(") == cubics.count(")") == 2


def test_text_and_names() -> None:
    description = describe(Architecture((4, 2)))
    for formula in description.parts.values():
        assert text(formula) == str(formula)
    names = names_of(tuple(p for f in description.strata.values() for p in f.polynomials), 5)
    assert sorted(names.values()) == ["D2", "D3", "D4", "E1"]
    assert all(len(p.terms) > 1 for p in names)
    first = next(p for p, name in names.items() if name == "D2")
    assert terms_text(first, "w{}", "{}^{}", "*") == str(first) == "-8*w0*w2 + 3*w1^2"
