"""The exported formulas are proved by z3 to say what the theorems say, for degrees 2, 3 and 4.

Every real form of odd degree has a real linear factor and every real quartic is a product of two real quadratics, so
that these products stand for all forms; a quadratic splits exactly if its discriminant is not negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement

import pytest

from lcnsym import Architecture, describe
from lcnsym.show.notation.formulas import smtlib

pytestmark = pytest.mark.needs("z3")
MILLISECONDS = 60_000


def product_of(factors: Sequence[Sequence[str]]) -> list[str]:
    """The coefficients of a product as SMT-LIB terms."""
    result: list[list[str]] = [["1"]]
    for factor in factors:
        longer: list[list[str]] = [[] for _ in range(len(result) + len(factor) - 1)]
        for i, terms in enumerate(result):
            for j, name in enumerate(factor):
                longer[i + j] += [f"(* {term} {name})" for term in terms]
        result = longer
    return [terms[0] if len(terms) == 1 else f"(+ {' '.join(terms)})" for terms in result]


def refuted(architecture: Architecture, asserted: str, factors: Sequence[Sequence[str]], extra: Sequence[str]) -> bool:
    """Whether no product of real factors with further properties satisfies the asserted part of the description."""
    import z3

    names = [name for factor in factors for name in factor]
    script = smtlib(describe(architecture).parts, architecture.filter_size, asserted).splitlines()[:-1]
    script += [f"(declare-const {name} Real)" for name in names]
    script += [f"(assert (= w{i} {term}))" for i, term in enumerate(product_of(factors))]
    script += [f"(assert {condition})" for condition in extra]
    solver = z3.Then("simplify", "solve-eqs", "qfnra-nlsat").solver()
    solver.set("timeout", MILLISECONDS)
    solver.from_string("\n".join(script))
    result = solver.check()
    assert result != z3.unknown, solver.reason_unknown()
    return bool(result == z3.unsat)


def filters_of(architecture: Architecture) -> list[list[str]]:
    return [[f"f{i}_{j}" for j in range(size)] for i, size in enumerate(architecture.filter_sizes)]


def discriminant(factor: Sequence[str]) -> str:
    a, b, c = factor
    return f"(- (* {b} {b}) (* 4 {a} {c}))"


LINEAR, FIRST, SECOND = ["p", "q"], ["a", "b", "c"], ["d", "e", "f"]
NOT_SPLIT = [f"(< {discriminant(factor)} 0)" for factor in (FIRST, SECOND)]


@pytest.mark.parametrize("sizes", [(2,), (2, 2), (3, 2), (2, 2, 2)])
def test_compositions_satisfy_the_formula(sizes: tuple[int, ...]) -> None:
    architecture = Architecture(sizes)
    assert refuted(architecture, "complement", filters_of(architecture), [])


@pytest.mark.parametrize("sizes", [(3, 2, 2), (4, 2)])
def test_quartics_with_a_quadratic_factor_that_splits_satisfy_the_formula(sizes: tuple[int, ...]) -> None:
    assert refuted(Architecture(sizes), "complement", [FIRST, SECOND], [f"(>= {discriminant(FIRST)} 0)"])


@pytest.mark.parametrize(
    ("sizes", "factors", "not_a_composition"),
    [
        # a product of factors is no composition if …
        ((2, 2), [FIRST], [NOT_SPLIT[0]]),
        ((2, 2, 2), [LINEAR, FIRST], [NOT_SPLIT[0], "(not (= p q 0))"]),
        ((3, 2, 2), [FIRST, SECOND], NOT_SPLIT),
        ((4, 2), [FIRST, SECOND], NOT_SPLIT),
    ],
)
def test_what_satisfies_the_formula_is_a_composition(
    sizes: tuple[int, ...], factors: list[list[str]], not_a_composition: list[str]
) -> None:
    assert refuted(Architecture(sizes), "function_space", factors, not_a_composition)


@pytest.mark.parametrize("sizes", [(2, 2), (2, 2, 2), pytest.param((3, 2, 2), marks=pytest.mark.long)])
def test_parts_exclude_each_other_and_leave_nothing_out(sizes: tuple[int, ...]) -> None:
    import z3

    architecture = Architecture(sizes)
    inner = describe(architecture).parts
    names = ("interior", "boundary", "complement")
    for first, second in combinations_with_replacement(names, 2):
        script = smtlib(inner, architecture.filter_size, first).splitlines()[:-1]
        if first != second:
            solver = z3.SolverFor("QF_NRA")
            solver.set("timeout", MILLISECONDS)
            solver.from_string("\n".join([*script, f"(assert {second})"]))
            assert solver.check() == z3.unsat
    script = smtlib(inner, architecture.filter_size, "interior").splitlines()[:-2]
    solver = z3.SolverFor("QF_NRA")
    solver.set("timeout", MILLISECONDS)
    solver.from_string("\n".join([*script, *(f"(assert (not {name}))" for name in names)]))
    assert solver.check() == z3.unsat
