"""Systems and forms as text for other programs: read back strictly, or by the programs themselves."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.numbers import generator
from lcnsym.algebra.polynomials import Polynomial
from lcnsym.description.closures import RootLocus
from lcnsym.description.strided_closures import StridedClosure
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.landscape.ed_degrees import generic_ed_degree, segre_ed_degree
from lcnsym.landscape.systems import (
    EquationSystem,
    closure_system,
    critical_system,
    gradient_system,
    root_system,
    stratum_system,
)
from lcnsym.network.architecture import Architecture
from lcnsym.show.notation.programs import PROGRAMS, form_text, system_text
from lcnsym.strategies import forms

from .. import msolve
from ..landscape.support import needs_msolve, random_loss
from .programs import ALGEBRA, asked, python
from .readers import READERS, read_polynomial

SYSTEMS = {
    "critical": critical_system(Architecture((3, 2), (2, 1)), random_loss(4, 1)),
    "gradient": gradient_system(Architecture((2, 2, 2)), random_loss(3, 1)),
    "stratum": stratum_system((2, 2, 1), random_loss(5, 1)),
    "closure": closure_system(RootLocus((3, 1))),
    "function space": closure_system(StridedClosure(Architecture((3, 2), (2, 1)))),
    "roots": root_system(BinaryForm.parse("1,-1/2,0,sqrt(2)")),
}
ARCHITECTURES = [
    ((2, 2), ()), ((3, 2), ()), ((4, 2), ()), ((2, 2, 2), ()), ((2, 3), (2, 1)), ((2, 1, 2), ()), ((3,), ()),
]  # fmt: skip
PARTITIONS = [(1, 1), (2,), (2, 1), (3,), (2, 1, 1), (2, 2), (3, 1), (4,)]


def named(name: str, program: str) -> str:
    """Macaulay2 reads w0_1 as something else."""
    return re.sub(r"(.)(\d+)_(\d+)", r"\1_(\2,\3)", name) if program == "macaulay2" else name


@pytest.mark.quick
@pytest.mark.parametrize("what", SYSTEMS)
@pytest.mark.parametrize("program", READERS)
def test_the_text_says_the_same(what: str, program: str) -> None:
    system = SYSTEMS[what]
    names, equations = READERS[program](system_text(system, program))
    assert names == [named(name, program) for name in system.names]
    assert equations == [dict(equation.terms) for equation in system.equations]


@pytest.mark.quick
@given(
    terms=st.dictionaries(
        st.tuples(*[st.integers(0, 12)] * 3), st.integers(-(10**30), 10**30).filter(bool), min_size=1, max_size=8
    ),
    program=st.sampled_from(sorted(READERS)),
)
def test_any_polynomial_can_be_read_back(terms: dict[tuple[int, ...], int], program: str) -> None:
    system = EquationSystem("law", ("w0_1", "a", "tau"), (Polynomial.from_terms(3, terms),))
    _, (found,) = READERS[program](system_text(system, program))
    assert found == terms


@pytest.mark.parametrize("what", SYSTEMS)
def test_sympy_reads_the_text(what: str) -> None:
    system = SYSTEMS[what]
    shown = python(
        system_text(system, "sympy"),
        "[([str(g) for g in e.gens], {k: int(c) for k, c in e.terms()}) for e in equations]",
    )
    assert ast.literal_eval(shown) == [([*system.names], dict(equation.terms)) for equation in system.equations]


SAGE = """
import sys, types
from fractions import Fraction
import sympy

class Ring:
    def __init__(self, base, number, names):
        self.base, self.names = base, names.split(",")
        assert len(self.names) == number
    def __call__(self, text):
        known = {name: sympy.Symbol(name) for name in self.names} | getattr(self.base, "known", {})
        return sympy.sympify(text, locals=known, rational=True)
    def ideal(self, equations):
        return equations

class Rationals:
    def __call__(self, text):
        return Fraction(text)
    def __getitem__(self, name):
        return lambda text: sympy.Poly(sympy.sympify(text), sympy.Symbol(name))

class Field:
    def __init__(self, minimal, name, embedding):
        self.known = {name: embedding}

class Reals:
    def polynomial_root(self, minimal, interval):
        (root,) = [r for r in minimal.real_roots() if interval[0] <= r <= interval[1]]
        return root

names = dict(QQ=Rationals(), PolynomialRing=Ring, NumberField=Field, AA=Reals(), RIF=lambda lo, hi: (lo, hi))
sys.modules["sage"] = types.ModuleType("sage")
sys.modules["sage.all"] = types.ModuleType("sage.all")
vars(sys.modules["sage.all"]).update(names)
"""
"""As much of Sage as the texts use, made with SymPy: Sage itself is a large program."""


@pytest.mark.parametrize("what", SYSTEMS)
def test_the_text_for_sage_has_the_equations(what: str) -> None:
    system = SYSTEMS[what]
    shown = python(
        SAGE + system_text(system, "sage"),
        "[{k: int(c) for k, c in sympy.Poly(e, *map(sympy.Symbol, R.names)).terms()} for e in equations]",
    )
    assert ast.literal_eval(shown) == [dict(equation.terms) for equation in system.equations]


def number_of_zeros(program: str, system: EquationSystem, folder: Path) -> int:
    """Of a system with finitely many, counted with multiplicity."""
    questions = {"singular": "dim(std(I)); vdim(std(I));", "macaulay2": "(dim I, degree I)"}
    found = asked(program, system_text(system, program), questions, folder)
    dimension, number = re.findall(r"\d+", found)
    assert dimension == "0"
    return int(number)


@pytest.mark.parametrize("program", ALGEBRA)
@pytest.mark.parametrize(("sizes", "strides"), ARCHITECTURES)
def test_numbers_of_critical_points(
    program: str, sizes: tuple[int, ...], strides: tuple[int, ...], tmp_path: Path
) -> None:
    """arXiv 2401.16613: gED(Segre ΠP^{k_i−1}) for generic data and any strides."""
    architecture = Architecture(sizes, strides)
    system = critical_system(architecture, random_loss(architecture.degree, 1))
    assert number_of_zeros(program, system, tmp_path) == segre_ed_degree(sizes)


@pytest.mark.parametrize("program", ALGEBRA)
@pytest.mark.parametrize("partition", PARTITIONS)
def test_numbers_of_critical_forms(program: str, partition: tuple[int, ...], tmp_path: Path) -> None:
    system = stratum_system(partition, random_loss(sum(partition), 1))
    assert number_of_zeros(program, system, tmp_path) == generic_ed_degree(partition)


@needs_msolve
@pytest.mark.parametrize("partition", [(2, 1), (2, 2), (3, 1)])
def test_msolve_reads_the_text(partition: tuple[int, ...]) -> None:
    """Its own process reads the file that is written; a line apart are the unknowns, the characteristic, the rest."""
    system = stratum_system(partition, random_loss(sum(partition), 1))
    names, _, equations = system_text(system, "msolve").split("\n", 2)
    zeros = msolve.parametrization(names.split(","), equations.removesuffix("\n").split(",\n"), 60)
    assert zeros is not None
    assert zeros.degree == generic_ed_degree(partition)


@pytest.mark.parametrize("program", ALGEBRA)
@pytest.mark.parametrize(("partition", "dimension"), [((3, 1), 3), ((2, 2), 3), ((4,), 2), ((2, 1, 1), 4)])
def test_dimension_and_degree_of_closures(
    program: str, partition: tuple[int, ...], dimension: int, tmp_path: Path
) -> None:
    """Hilbert's degree d!·Πλ_i/Πm_i!."""
    locus = RootLocus(partition)
    assert locus.dimension == dimension
    questions = {"singular": "ideal J = std(I); dim(J); mult(J);", "macaulay2": "(dim I, degree I)"}
    found = asked(program, system_text(closure_system(locus), program), questions, tmp_path)
    assert re.findall(r"\d+", found) == [str(dimension), str(locus.degree)]


@pytest.mark.parametrize("program", ALGEBRA)
def test_a_closure_without_equations(program: str, tmp_path: Path) -> None:
    text = system_text(closure_system(RootLocus((1, 1))), program)
    assert asked(program, text, {"singular": "dim(std(I));", "macaulay2": "dim I"}, tmp_path) == "3"


@pytest.mark.quick
def test_msolve_takes_no_system_without_equations() -> None:
    with pytest.raises(UnsupportedError, match="no equations"):
        system_text(closure_system(RootLocus((1, 1))), "msolve")


@pytest.mark.quick
@given(form=forms(3, irrational=False))
def test_rational_forms_are_read_back(form: BinaryForm) -> None:
    expected = {(3 - i, i): c for i, c in enumerate(form.rationals) if c}
    for program, mark in (("macaulay2", "P = "), ("singular", "poly P = ")):
        (line,) = [line for line in form_text(form, program).splitlines() if line.startswith(mark)]
        assert read_polynomial(line.removeprefix(mark).removesuffix(";"), ("x", "y")) == expected


IRRATIONAL = ["1,sqrt(2),-1/3", "root(x^3-2,0),1,1/2", "0,sqrt(2)+sqrt(3),1", "1+sqrt(5),0,0,root(x^3-3*x+1,1)/7"]


@pytest.mark.parametrize("words", IRRATIONAL)
def test_forms_over_number_fields(words: str) -> None:
    """The sum over the terms in a of (coefficient)·a^j is the coefficient, in FLINT's arithmetic."""
    form = BinaryForm.parse(words)
    n = form.degree
    lines = form_text(form, "singular").splitlines()
    terms = read_polynomial(lines[-1].removeprefix("poly P = ").removesuffix(";"), ("a", "x", "y"))
    a = generator(form.field)
    for i, coefficient in enumerate(form.coefficients):
        total = sum((c * a**j for (j, *xy), c in terms.items() if xy == [n - i, i]), start=0 * a)
        assert total == coefficient


@pytest.mark.parametrize("program", ALGEBRA)
@pytest.mark.parametrize("words", IRRATIONAL)
def test_programs_reckon_in_number_fields(program: str, words: str, tmp_path: Path) -> None:
    """What they make of a is a root of the minimal polynomial; Macaulay2 also knows the form's degree."""
    form = BinaryForm.parse(words)
    minimal = " + ".join(f"({c})*a^{j}" for j, c in enumerate(form.field.minpoly))
    questions = {"singular": f"{minimal} == 0;", "macaulay2": f"(degree P, {minimal} == 0)"}
    found = asked(program, form_text(form, program), questions, tmp_path)
    assert found == {"singular": "1", "macaulay2": f"({{{form.degree}}},true)"}[program]


@pytest.mark.parametrize("words", ["1,-2,1/3", "0,0", "0,1,0", *IRRATIONAL])
def test_sympy_evaluates_forms(words: str) -> None:
    form = BinaryForm.parse(words)
    shown = python(form_text(form, "sympy"), "[complex(P.eval({x: 2, y: 3})), float(P.eval({x: -1, y: 5}))]")
    expected = [complex(float(form(2, 3))), float(form(-1, 5))]
    assert [complex(value) for value in shown.strip("[]").split(", ")] == pytest.approx(expected)


@pytest.mark.parametrize("words", ["1,-2,1/3", "0,1,0", *IRRATIONAL])
def test_the_text_for_sage_has_the_form(words: str) -> None:
    form = BinaryForm.parse(words)
    shown = python(SAGE + form_text(form, "sage"), '[float(P.subs({"x": u, "y": v})) for u, v in ((2, 3), (-1, 5))]')
    expected = [float(form(2, 3)), float(form(-1, 5))]
    assert [float(value) for value in shown.strip("[]").split(", ")] == pytest.approx(expected)


@pytest.mark.quick
def test_remarks_name_the_root_and_the_number() -> None:
    form = BinaryForm.parse("1,-sqrt(2)")
    assert "-- a is the root of a^2-2 between 1 and 2\n" in form_text(form, "macaulay2")
    assert "a is the root of a^2-2 between 1 and 2\n" in form_text(form, "julia")
    assert "// complex solutions for generic data: 10\n" in system_text(SYSTEMS["critical"], "singular")


@pytest.mark.quick
def test_bad_input() -> None:
    assert set(PROGRAMS) == {*READERS, "sympy", "sage"}
    with pytest.raises(BadInputError, match="'maple' was given"):
        system_text(SYSTEMS["closure"], "maple")
    with pytest.raises(BadInputError, match="one of macaulay2"):
        form_text(BinaryForm((1, 2)), "")
    with pytest.raises(BadInputError, match="zero form"):
        form_text(BinaryForm((0, 0)), "julia")
