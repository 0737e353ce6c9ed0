"""Slow and obvious second opinions, by definitions and by SymPy."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import sympy

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.numbers import Number, sign
from lcnsym.membership.patterns import RootPattern

X = sympy.Symbol("x")


def sympy_number(literal: str) -> sympy.Expr:
    """A literal of lcnsym as a SymPy number, for literals that the tests write themselves."""
    from sympy.parsing.sympy_parser import convert_xor, parse_expr, standard_transformations

    names = {
        "sqrt": sympy.sqrt,
        "root": lambda p, i: sympy.real_roots(sympy.Poly(p, X), multiple=False)[int(i)][0],
        "x": X,
    }
    return parse_expr(literal, local_dict=names, transformations=(*standard_transformations, convert_xor))


def sympy_pattern(coefficients: Sequence[Fraction | int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(ρ, γ) of a non-zero rational form, w_0 first, through SymPy's square-free list and its root counting."""
    w = [sympy.Rational(Fraction(c).numerator, Fraction(c).denominator) for c in coefficients]
    infinity = next(i for i, c in enumerate(w) if c != 0)
    real, pairs = [infinity] if infinity else [], []
    for part, multiplicity in sympy.Poly(w[infinity:], X).sqf_list()[1]:
        count = part.count_roots()
        real += [multiplicity] * count
        pairs += [multiplicity] * ((part.degree() - count) // 2)
    return tuple(sorted(real)), tuple(sorted(pairs))


def multiply(a: Sequence[Fraction], b: Sequence[Fraction]) -> list[Fraction]:
    """The product of two coefficient lists, by the definition."""
    result = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            result[i + j] += x * y
    return result


def matrix_product(a: Sequence[Sequence[Fraction]], b: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    """The product of two matrices, by the definition."""
    columns = list(zip(*b, strict=True))
    return [[sum((x * y for x, y in zip(row, column, strict=True)), Fraction(0)) for column in columns] for row in a]


def naive_variations(form: BinaryForm, lo: Fraction | None, hi: Fraction | None) -> int:
    """Sign variations of Σ w_i X^{n−i} Y^i with X/Y the Möbius image of u, expanded with exact numbers."""
    x, y = [Fraction(0)], [Fraction(1)]
    if lo is not None and hi is not None:
        x, y = [lo, hi], [Fraction(1), Fraction(1)]
    elif lo is not None:
        x = [lo, Fraction(1)]
    elif hi is not None:
        x = [hi, Fraction(-1)]
    total: list[Number] = [Fraction(0)] * (form.degree + 1)
    for i, w in enumerate(form.coefficients):
        term = [Fraction(1)]
        for factor in [x] * (form.degree - i) + [y] * i:
            term = multiply(term, factor)
        for j, t in enumerate(term):
            total[j] = total[j] + t * w
    signs = [s for s in map(sign, total) if s]
    return sum(a != b for a, b in pairwise(signs))


def packings_by_search(
    pattern: RootPattern, capacities: Sequence[int], compatible: bool
) -> set[tuple[tuple[int, ...], ...]]:
    """All exact packings, as sorted colours by bin: every ball on its own is put into every bin where there is room."""
    balls = [colour for colour, m in enumerate(pattern.real, start=1) for _ in range(m)]
    balls += [-colour for colour, m in enumerate(pattern.complex, start=1) for _ in range(m)]
    found: set[tuple[tuple[int, ...], ...]] = {((),) * len(capacities)}
    for ball in balls:
        found = {
            (*bins[:i], tuple(sorted((*colours, ball))), *bins[i + 1 :])
            for bins in found
            for i, colours in enumerate(bins)
            if _size((*colours, ball)) <= capacities[i] and not (compatible and ball in colours)
        }
    return {bins for bins in found if [_size(colours) for colours in bins] == list(capacities)}


def _size(colours: Sequence[int]) -> int:
    return sum(1 if colour > 0 else 2 for colour in colours)
