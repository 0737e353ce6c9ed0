"""Exact numbers, forms and patterns as plain LaTeX for mathematics mode."""

from __future__ import annotations

from ...algebra.fields import RealField
from ...algebra.forms import BinaryForm
from ...algebra.numbers import AlgebraicNumber, Number, sign, square_parts, text
from ...algebra.polynomials import Polynomial
from ...membership.patterns import RootPattern
from ...network.architecture import Architecture
from .formulas import terms_text
from .terms import Notation

_POWERS = Notation(power="{}^{{{}}}", times=" ")


def number_latex(value: Number) -> str:
    """The number exactly: a fraction, an expression with a square root, or the root ρ_i of a minimal polynomial."""
    if not isinstance(value, AlgebraicNumber):
        if value.denominator == 1:
            return text(value)
        return f"{'-' if value < 0 else ''}\\frac{{{text(abs(value.numerator))}}}{{{text(value.denominator)}}}"
    if len(value.minpoly) > 3:
        return _root(value.own_field)
    centre, factor, radicand = square_parts(value)
    size = "" if abs(factor) == 1 else number_latex(abs(factor))
    joint = "-" if factor < 0 else "+" if centre else ""
    return f"{number_latex(centre) if centre else ''}{joint}{size}\\sqrt{{{radicand}}}"


def _root(field: RealField) -> str:
    """Real roots are counted from 0, ascending."""
    minimal: dict[tuple[int, ...], int] = {(j,): c for j, c in reversed(list(enumerate(field.minpoly))) if c}
    return f"\\rho_{{{field.root_index}}}({_POWERS.polynomial(minimal, ('x',))})"


def form_latex(form: BinaryForm) -> str:
    """P in x and y, leading term first."""
    n = form.degree
    words: list[str] = []
    for i, w in enumerate(form.coefficients):
        if w:
            exponents: tuple[int, ...] = (n - i, i)
            monomial = _POWERS.polynomial({exponents: 1}, ("x", "y")) if n else ""
            joint = ("- " if sign(w) < 0 else "+ ") if words else ("-" if sign(w) < 0 else "")
            words.append(joint + _times(-w if sign(w) < 0 else w, monomial))
    return " ".join(words) or "0"


def _times(size: Number, monomial: str) -> str:
    if size == 1 and monomial:
        return monomial
    factor = number_latex(size)
    has_two_terms = isinstance(size, AlgebraicNumber) and len(size.minpoly) == 3 and square_parts(size)[0] != 0
    if has_two_terms and monomial:
        factor = f"({factor})"
    return f"{factor} {monomial}".rstrip()


def polynomial_latex(polynomial: Polynomial) -> str:
    """In w_0, …, w_n."""
    return terms_text(polynomial, "w_{{{}}}", "{}^{{{}}}", " ")


def pattern_latex(pattern: RootPattern) -> str:
    """(ρ | γ)."""
    return f"({_multiplicities(pattern.real)} \\mid {_multiplicities(pattern.complex)})"


def _multiplicities(parts: tuple[int, ...]) -> str:
    return ",".join(map(str, parts)) or "0"


def architecture_latex(architecture: Architecture) -> str:
    """k, and s where a stride matters."""
    sizes = f"k = ({','.join(map(str, architecture.filter_sizes))})"
    if architecture.is_stride_one:
        return sizes
    return f"{sizes},\\ s = ({','.join(map(str, architecture.strides))})"
