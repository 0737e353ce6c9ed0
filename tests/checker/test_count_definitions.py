"""The bounds of Descartes' rule are literally those of the format, and hold over a number field by Sturm's theorem."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym.checker.kernel.counts import Bounds, descartes
from lcnsym.checker.kernel.fields import Field, rational_numbers
from lcnsym.checker.kernel.forms import Form

X, U = sympy.symbols("x u")
SQRT2 = Field([-2, 0, 1], (Fraction(1), Fraction(2)))
ASCENDING = st.lists(st.fractions(-6, 6, max_denominator=6), min_size=1, max_size=6, unique=True).map(sorted)


def changes(signs: list[sympy.Expr]) -> int:
    """Sign changes, zeros skipped."""
    return sum(a != b for a, b in pairwise(s for s in signs if s))


def bounds_by_substitution(rows: list[int], breakpoints: list[Fraction]) -> Bounds:
    """The bounds from an explicit Möbius substitution on every arc; `rows` has the constant term first."""
    form, n = sympy.Poly(list(reversed(rows)), X), len(rows) - 1
    b = [sympy.Rational(point.numerator, point.denominator) for point in breakpoints]
    known = n - form.degree() + sum(next(i for i in range(n + 1) if form.diff((X, i)).eval(p) != 0) for p in b)
    arcs = [(b[-1] + U, sympy.Integer(1)), (b[0] - U, sympy.Integer(1))]
    arcs += [(lo + hi * U, 1 + U) for lo, hi in pairwise(b)]
    counts = []
    for top, bottom in arcs:
        moved = sympy.Poly(sum(c * top**i * bottom ** (n - i) for i, c in enumerate(rows)), U)
        counts.append(changes([sympy.sign(c) for c in moved.all_coeffs()]))
    return Bounds(known + sum(v % 2 for v in counts), known + sum(counts))


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=9), ASCENDING)
def test_bounds_are_those_of_the_format(rows: list[int], breakpoints: list[Fraction]) -> None:
    assume(any(rows))
    assert descartes(Form(rational_numbers(), [rows]), breakpoints) == bounds_by_substitution(rows, breakpoints)


@given(st.lists(st.tuples(st.integers(-6, 6), st.integers(-6, 6)), min_size=2, max_size=6), ASCENDING)
def test_bounds_over_a_number_field(pairs: list[tuple[int, int]], breakpoints: list[Fraction]) -> None:
    assume(any(a or b for a, b in pairs))
    bounds = descartes(Form(SQRT2, [[a for a, _ in pairs], [b for _, b in pairs]]), breakpoints)
    poly = sympy.Poly([a + b * sympy.sqrt(2) for a, b in reversed(pairs)], X, extension=sympy.sqrt(2))
    at_infinity = len(pairs) - 1 - poly.degree()
    count = at_infinity + sum(m * real_roots(part) for part, m in poly.sqf_list()[1])
    assert bounds.lower <= count <= bounds.upper
    assert (count - bounds.upper) % 2 == 0


def real_roots(part: sympy.Poly) -> int:
    """Real roots of a square-free polynomial over ℚ(√2), by its Sturm sequence."""
    chain = sympy.sturm(part)
    above = [sympy.sign(g.LC()) for g in chain]
    below = [s * (-1) ** g.degree() for s, g in zip(above, chain, strict=True)]
    return changes(below) - changes(above)
