"""Systems of equations and binary forms as input for Macaulay2, Singular, msolve, Julia, SymPy and Sage."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from ...algebra.fields import RealField
from ...algebra.flintio import fractions_of
from ...algebra.forms import BinaryForm, FormLike, as_form
from ...algebra.numbers import text
from ...errors import BadInputError, UnsupportedError, require_kind, shorten
from ...landscape.systems import EquationSystem, marked_root, root_system
from .terms import Notation

_CARET = Notation()
_JULIA = Notation(quotient="//")
_PYTHON = Notation(power="{}**{}")

Coefficients = dict[tuple[int, ...], Fraction]


def system_text(system: EquationSystem, program: str) -> str:
    """The system as input for a program.

    Args:
        system: the equations.
        program: one of PROGRAMS.

    Raises:
        BadInputError: another program.
        UnsupportedError: there are no equations, and the program reads no empty system.

    Examples:
        >>> from lcnsym import RootLocus, closure_system
        >>> print(system_text(closure_system(RootLocus((2,))), "singular"))
        // closure of the stratum (2), forms of degree 2
        ring R = 0, (w0, w1, w2), dp;
        ideal I =
          -4*w0*w2 + w1^2;
        <BLANKLINE>
    """
    return _writer(program, _SYSTEMS)(require_kind(system, EquationSystem))


def form_text(form: FormLike, program: str) -> str:
    """A binary form P in x and y, exactly, as input for a program; over ℚ(a) with the minimal polynomial of a.

    Macaulay2, Singular, SymPy and Sage get P itself. msolve and Julia solve equations and get P(x, 1) = 0, with the
    minimal polynomial of a as another equation, see `root_system`.

    Args:
        form: with coefficients in ℚ or a real number field.
        program: one of PROGRAMS.

    Raises:
        BadInputError: another program; the zero form for msolve or Julia.

    Examples:
        >>> print(form_text(BinaryForm((1, 0, -2)), "macaulay2"))
        R = QQ[x, y];
        P = x^2 - 2*y^2;
        <BLANKLINE>
    """
    return _writer(program, _FORMS)(as_form(form))


def _writer(program: str, writers: dict[str, Callable[..., str]]) -> Callable[..., str]:
    if not isinstance(program, str) or program not in writers:
        raise BadInputError(f"a program is one of {', '.join(writers)}; '{shorten(str(program), 40)}' was given")
    return writers[program]


def _macaulay2(system: EquationSystem) -> str:
    names = [_subscripted(name) for name in system.names]
    equations = _listed([_CARET.polynomial(e.terms, names) for e in system.equations] or ["0_R"])
    return (
        f"{_remark(system, '--')}R = QQ[{', '.join(names)}, MonomialOrder => GRevLex];\nI = ideal(\n{equations}\n);\n"
    )


def _subscripted(name: str) -> str:
    """w0_1 as w_(0,1), because an underscore is an operator of Macaulay2."""
    return re.sub(r"^([a-z]+)(\d+)_(\d+)$", r"\1_(\2,\3)", name)


def _singular(system: EquationSystem) -> str:
    equations = _listed(_polynomials(system, _CARET) or ["0"])
    return f"{_remark(system, '//')}ring R = 0, ({', '.join(system.names)}), dp;\nideal I =\n{equations};\n"


def _msolve(system: EquationSystem) -> str:
    if not system.equations:
        raise UnsupportedError("there are no equations, which is no input for msolve")
    equations = ",\n".join(_polynomials(system, _CARET))
    # the unknowns, the characteristic, the polynomials
    return f"{','.join(system.names)}\n0\n{equations}\n"


def _julia(system: EquationSystem) -> str:
    names = " ".join(system.names)
    return (
        f"{_remark(system, '#')}using HomotopyContinuation\n@var {names}\n"
        f"F = System([\n{_listed(_polynomials(system, _JULIA))}\n]; variables = [{', '.join(system.names)}])\n"
    )


def _sympy(system: EquationSystem) -> str:
    names = ", ".join(system.names)
    equations = ",\n".join(f"    Poly({e}, *unknowns)" for e in _polynomials(system, _PYTHON))
    return (
        f"{_remark(system, '#')}from sympy import Poly, symbols\n\n"
        f'unknowns = ({names},) = symbols("{names},")\nequations = [\n{equations}\n]\n'
    )


def _sage(system: EquationSystem) -> str:
    # as text, since 1/2 is a float of Python, and Sage's own rational only in its own files
    equations = "".join(f'    "{e}",\n' for e in _polynomials(system, _CARET))
    return (
        f"{_remark(system, '#')}from sage.all import QQ, PolynomialRing\n\n"
        f'R = PolynomialRing(QQ, {len(system.names)}, "{",".join(system.names)}")\n'
        f"equations = [R(text) for text in (\n{equations})]\nI = R.ideal(equations)\n"
    )


def _polynomials(system: EquationSystem, notation: Notation) -> list[str]:
    return [notation.polynomial(equation.terms, system.names) for equation in system.equations]


def _listed(equations: Sequence[str]) -> str:
    return ",\n".join(f"  {equation}" for equation in equations)


def _remark(system: EquationSystem, mark: str) -> str:
    """The title as comments."""
    lines = [system.title]
    if system.expected is not None:
        lines.append(f"complex solutions for generic data: {system.expected}")
    return "".join(f"{mark} {line}\n" for line in lines)


def _form_macaulay2(form: BinaryForm) -> str:
    P = _CARET.polynomial(_coefficients(form), _variables(form))
    if form.is_rational:
        return f"R = QQ[x, y];\nP = {P};\n"
    minimal = _minimal(form.field, _CARET)
    return f"-- {marked_root(form.field)}\nK = toField(QQ[a]/({minimal}));\nR = K[x, y];\nP = {P};\n"


def _form_singular(form: BinaryForm) -> str:
    P = _CARET.polynomial(_coefficients(form), _variables(form))
    if form.is_rational:
        return f"ring R = 0, (x, y), dp;\npoly P = {P};\n"
    minimal = _minimal(form.field, _CARET)
    return f"// {marked_root(form.field)}\nring R = (0, a), (x, y), dp;\nminpoly = {minimal};\npoly P = {P};\n"


def _form_sympy(form: BinaryForm) -> str:
    terms = _coefficients(form)
    numbers = [f"Rational({text(c.numerator)}, {text(c.denominator)})" for c in terms.values()]
    monomials = [_PYTHON.polynomial({exponents: 1}, _variables(form)) for exponents in terms]
    P = " + ".join(f"{c}*{m}" for c, m in zip(numbers, monomials, strict=True)) or "0"
    symbols = 'x, y = symbols("x y")\n'
    if form.is_rational:
        return f"from sympy import Poly, Rational, symbols\n\n{symbols}P = Poly({P}, x, y)\n"
    minimal = _minimal(form.field, _PYTHON, "t")
    # x in the root would be taken for the variable
    root = f't = symbols("t")\na = CRootOf({minimal}, {form.field.root_index})\n'
    return (
        f"from sympy import EX, CRootOf, Poly, Rational, symbols\n\n# {marked_root(form.field)}\n"
        f"{symbols}{root}P = Poly({P}, x, y, domain=EX)\n"
    )


def _form_sage(form: BinaryForm) -> str:
    P = _CARET.polynomial(_coefficients(form), _variables(form))
    if form.is_rational:
        return f'from sage.all import QQ, PolynomialRing\n\nR = PolynomialRing(QQ, 2, "x,y")\nP = R("{P}")\n'
    lo, hi = (text(end) for end in form.field.isolating_interval)
    return (
        f"from sage.all import AA, QQ, RIF, NumberField, PolynomialRing\n\n# {marked_root(form.field)}\n"
        f'minimal = QQ["a"]("{_minimal(form.field, _CARET)}")\n'
        f'root = AA.polynomial_root(minimal, RIF(QQ("{lo}"), QQ("{hi}")))\n'
        f'K = NumberField(minimal, "a", embedding=root)\nR = PolynomialRing(K, 2, "x,y")\nP = R("{P}")\n'
    )


def _variables(form: BinaryForm) -> tuple[str, ...]:
    return ("x", "y") if form.is_rational else ("a", "x", "y")


def _coefficients(form: BinaryForm) -> Coefficients:
    """The coefficients of P by exponents of x and y, or of a, x and y."""
    n = form.degree
    if form.is_rational:
        return {(n - i, i): c for i, c in enumerate(form.rationals) if c}
    return {
        (j, n - i, i): c
        for i, residue in enumerate(form.residues)
        for j, c in enumerate(fractions_of(residue, form.field.degree))
        if c
    }


def _minimal(field: RealField, notation: Notation, name: str = "a") -> str:
    terms: dict[tuple[int, ...], int] = {(j,): c for j, c in reversed(list(enumerate(field.minpoly))) if c}
    return notation.polynomial(terms, (name,))


_SYSTEMS: dict[str, Callable[[EquationSystem], str]] = {
    "macaulay2": _macaulay2,
    "singular": _singular,
    "msolve": _msolve,
    "julia": _julia,
    "sympy": _sympy,
    "sage": _sage,
}
_FORMS: dict[str, Callable[[BinaryForm], str]] = {
    "macaulay2": _form_macaulay2,
    "singular": _form_singular,
    "msolve": lambda form: _msolve(root_system(form)),
    "julia": lambda form: _julia(root_system(form)),
    "sympy": _form_sympy,
    "sage": _form_sage,
}
PROGRAMS = tuple(_SYSTEMS)
