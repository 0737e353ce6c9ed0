"""Formulas as text and LaTeX for people, and as input for SymPy, SMT-LIB solvers and QEPCAD."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ...algebra.polynomials import Polynomial
from ...algebra.subdiscriminants import subdiscriminants
from ...description.formulas import Formula, Relation
from ...errors import BadInputError
from ...packages import module_if_installed
from .terms import Notation

SHORT = 3
"""Polynomials with more terms than this have a name of their own in text."""

_LATEX = dict(zip(Relation, ("<", "=", ">", r"\le", r"\ge", r"\ne"), strict=True))
_ASCII = dict(zip(Relation, ("<", "=", ">", "<=", ">=", "/="), strict=True))
_SYMPY = dict(zip(Relation, ("Lt", "Eq", "Gt", "Le", "Ge", "Ne"), strict=True))


@dataclass(frozen=True)
class Style:
    """How the parts of a formula are written on one line."""

    relations: Mapping[Relation, str]
    conjunction: str
    union: str
    true: str
    false: str
    brackets: tuple[str, str] = ("(", ")")


_TEXT = Style({relation: relation.symbol for relation in Relation}, " and ", " or ", "true", "false")


def terms_text(polynomial: Polynomial, variable: str, power: str, times: str) -> str:
    """The polynomial written out, terms in lexicographic order.

    Args:
        variable: how w_i is written, with {} for i.
        power: how a power is written, with {} for base and exponent.
        times: the sign of multiplication.
    """
    names = [variable.format(i) for i in range(polynomial.number_of_variables)]
    return Notation(power, times).polynomial(polynomial.terms, names)


def text(formula: Formula) -> str:
    """One line, such as w1^2 - 4*w0*w2 ≥ 0, all polynomials written out."""
    return named_text(formula, {})


def named_text(formula: Formula, names: Mapping[Polynomial, str]) -> str:
    """One line with names for long polynomials."""
    return _joined(formula, lambda p: names.get(p) or terms_text(p, "w{}", "{}^{}", "*"), _TEXT)


def names_of(polynomials: tuple[Polynomial, ...], size: int) -> dict[Polynomial, str]:
    """Names for the polynomials of more than SHORT terms: D2, …, Dn for subdiscriminants of the form, E1, … others."""
    known: dict[Polynomial, str] = {}
    if size > 2 and polynomials:
        found = subdiscriminants(Polynomial.variables(size))
        known = {polynomial: f"D{k}" for k, polynomial in enumerate(found, start=2)}
    names: dict[Polynomial, str] = {}
    others = 0
    for polynomial in polynomials:
        if polynomial in known:
            names[polynomial] = known[polynomial]
        elif polynomial.number_of_terms > SHORT and polynomial not in names:
            others += 1
            names[polynomial] = f"E{others}"
    return names


def latex(formula: Formula) -> str:
    """LaTeX for mathematics mode."""
    style = Style(_LATEX, r" \land ", r" \lor ", r"\top", r"\bot")
    return _joined(formula, lambda p: terms_text(p, "w_{{{}}}", "{}^{{{}}}", " "), style)


def sympy_text(formula: Formula) -> str:
    """An expression that `sympy.sympify` reads: Or and And of relations in the symbols w0, …, wn.

    SymPy's reader is recursive and gives up on polynomials of some ten thousand terms; `to_sympy` does not.
    """
    alternatives = []
    for alternative in formula.alternatives:
        relations = [
            f"{_SYMPY[c.relation]}({terms_text(c.polynomial, 'w{}', '{}**{}', '*')}, 0)" for c in alternative.conditions
        ]
        alternatives.append(relations[0] if len(relations) == 1 else f"And({', '.join(relations)})")
    return alternatives[0] if len(alternatives) == 1 else f"Or({', '.join(alternatives)})"


def to_sympy(formula: Formula) -> Any:
    """The formula as a SymPy Boolean in real symbols w0, …, wn.

    Raises:
        BadInputError: SymPy is not installed.
    """
    sympy: Any = module_if_installed("sympy")
    if sympy is None:
        raise BadInputError("this needs SymPy, which is not installed: pip install sympy")
    symbols = sympy.symbols(f"w0:{formula.size}", real=True)
    relations = {relation: getattr(sympy, name) for relation, name in _SYMPY.items()}

    def polynomial(p: Polynomial) -> Any:
        return sympy.Add(
            *(
                sympy.Integer(c) * sympy.Mul(*(symbols[i] ** e for i, e in enumerate(exponents) if e))
                for exponents, c in p.terms.items()
            )
        )

    return sympy.Or(
        *(
            sympy.And(*(relations[c.relation](polynomial(c.polynomial), 0) for c in alternative.conditions))
            for alternative in formula.alternatives
        )
    )


def smtlib(formulas: Mapping[str, Formula], size: int, asserted: str) -> str:
    """An SMT-LIB 2 script: the coefficients as real constants, a function of each name, one of them asserted.

    Args:
        formulas: by name; _ is written as -.
        size: n + 1.
        asserted: the name of the formula whose satisfiability is asked for.
    """
    lines = ["(set-logic QF_NRA)", *(f"(declare-const w{i} Real)" for i in range(size))]
    lines += [f"(define-fun {name.replace('_', '-')} () Bool {_smt(formula)})" for name, formula in formulas.items()]
    return "\n".join([*lines, f"(assert {asserted.replace('_', '-')})", "(check-sat)"])


def _smt(formula: Formula) -> str:
    return _smt_list(
        "or",
        [
            _smt_list("and", [_smt_condition(c.polynomial, c.relation) for c in alternative.conditions], "true")
            for alternative in formula.alternatives
        ],
        "false",
    )


def _smt_list(operator: str, parts: list[str], empty: str) -> str:
    if len(parts) < 2:
        return parts[0] if parts else empty
    return f"({operator} {' '.join(parts)})"


def _smt_condition(polynomial: Polynomial, relation: Relation) -> str:
    value = _smt_polynomial(polynomial)
    if relation is Relation.UNEQUAL:
        return f"(not (= {value} 0))"
    return f"({_ASCII[relation]} {value} 0)"


def _smt_polynomial(polynomial: Polynomial) -> str:
    terms = []
    for exponents, c in polynomial.terms.items():
        factors = [f"w{i}" for i, e in enumerate(exponents) for _ in range(e)]
        number = str(c) if c >= 0 else f"(- {-c})"
        terms.append(_smt_list("*", factors if c == 1 and factors else [number, *factors], "1"))
    return _smt_list("+", terms, "0")


def qepcad(formula: Formula, title: str) -> str:
    """Input for QEPCAD B: a title, the variables, all of them free, and the formula."""
    style = Style(_ASCII, r" /\ ", r" \/ ", "0 = 0", "0 = 1", ("[ ", " ]"))
    body = _joined(formula, lambda p: terms_text(p, "w{}", "{}^{}", " "), style)
    variables = ",".join(f"w{i}" for i in range(formula.size))
    return f"[ {title} ]\n({variables})\n{formula.size}\n[ {body} ].\nfinish"


def _joined(formula: Formula, written: Callable[[Polynomial], str], style: Style) -> str:
    """The formula on one line."""
    alternatives = []
    for alternative in formula.alternatives:
        conditions = [f"{written(c.polynomial)} {style.relations[c.relation]} 0" for c in alternative.conditions]
        joined = style.conjunction.join(conditions) or style.true
        alone = len(formula.alternatives) == 1 or len(conditions) == 1
        alternatives.append(joined if alone else f"{style.brackets[0]}{joined}{style.brackets[1]}")
    return style.union.join(alternatives) or style.false
