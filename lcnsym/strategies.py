"""Hypothesis strategies for property tests about linear convolutional networks.

They shrink towards few layers, small filter sizes, simple real roots and small integers.

    >>> from hypothesis import find
    >>> find(architectures(even_filters=2), lambda found: True).filter_sizes
    (2, 2)

They need the optional dependency hypothesis: pip install lcnsym[hypothesis].
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

try:
    from hypothesis import strategies as st
except ImportError:
    raise ImportError("lcnsym.strategies needs hypothesis: pip install lcnsym[hypothesis]") from None

from .algebra.forms import BinaryForm, product
from .algebra.numbers import Number, root, sqrt
from .membership.patterns import RootPattern
from .network.architecture import Architecture

__all__ = [
    "algebraic_numbers",
    "architectures",
    "filters",
    "forms",
    "forms_with_pattern",
    "invertible_matrices",
    "layer_filters",
    "members",
    "patterns",
    "rationals",
]

Matrix: TypeAlias = tuple[int, int, int, int]
"""(a, b, c, d) for the change of coordinates x ↦ a x + b y, y ↦ c x + d y of `BinaryForm.substituted`."""

SQUAREFREE = (2, 3, 5, 6, 7, 10)
CUBE_FREE = (2, 3, 5, 6, 7)


@st.composite
def architectures(
    draw: st.DrawFn,
    *,
    max_layers: int = 4,
    max_filter_size: int = 5,
    even_filters: int | tuple[int, int] | None = None,
    max_stride: int = 1,
) -> Architecture:
    """Architectures with 1 to max_layers layers, filter sizes 1 to max_filter_size.

    Args:
        max_layers: L at most this, at least 1.
        max_filter_size: k_i at most this; at least 2 if even filter sizes are wanted.
        even_filters: e, the number of even k_i, or (least, most) of it, at most max_layers; None: any.
        max_stride: strides 1 to this; by default all are one.
    """
    wanted = (even_filters, even_filters) if isinstance(even_filters, int) else even_filters
    least, most = wanted or (0, max_layers)
    even = draw(st.integers(least, min(most, max_layers if max_filter_size > 1 else 0)))
    odd = draw(st.integers(0 if even else 1, max_layers - even)) if even < max_layers else 0
    evens = [2 * draw(st.integers(1, max_filter_size // 2)) for _ in range(even)]
    odds = [2 * draw(st.integers(0, (max_filter_size - 1) // 2)) + 1 for _ in range(odd)]
    sizes = tuple(draw(st.permutations(evens + odds)))
    strides = tuple(draw(st.integers(1, max_stride)) for _ in sizes)
    return Architecture(sizes, strides)


def rationals(max_numerator: int = 20, max_denominator: int = 6) -> st.SearchStrategy[Fraction]:
    """p/q with |p| ≤ max_numerator and 1 ≤ q ≤ max_denominator."""
    numerators = st.integers(-max_numerator, max_numerator)
    return st.builds(Fraction, numerators, st.integers(1, max_denominator))


def algebraic_numbers() -> st.SearchStrategy[Number]:
    """Irrational numbers of degree at most 6: r + s·√a, r + s·∛b, √a + √b, √a + ∛b; r, s small rationals."""
    roots = st.sampled_from(SQUAREFREE).map(_square_root)
    cubes = st.sampled_from(CUBE_FREE).map(_cube_root)
    pairs = st.lists(st.sampled_from((2, 3, 5, 7)), min_size=2, max_size=2, unique=True)
    sums = st.one_of(pairs.map(lambda two: _square_root(two[0]) + _square_root(two[1])), st.builds(_sum, roots, cubes))
    shifts = rationals(4, 3)
    factors = rationals(4, 3).filter(bool)
    return st.one_of(st.builds(_affine, shifts, factors, st.one_of(roots, cubes)), sums)


def _sum(first: Number, second: Number) -> Number:
    return first + second


def _affine(shift: Fraction, factor: Fraction, value: Number) -> Number:
    return shift + factor * value


def _square_root(radicand: int) -> Number:
    return sqrt(Fraction(radicand))


def _cube_root(radicand: int) -> Number:
    return root((-radicand, 0, 0, 1), 0)


def filters(
    of: Architecture | int, *, coefficients: st.SearchStrategy[Fraction] | None = None, nonzero: bool = False
) -> st.SearchStrategy[BinaryForm]:
    """Rational filters, as forms π(w), of a size or as long as the end-to-end filters of an architecture.

    Args:
        of: the architecture, or the filter size ≥ 1.
        coefficients: of the numbers; default rationals().
        nonzero: leave out the zero filter.
    """
    size = of if isinstance(of, int) else of.filter_size
    numbers = rationals() if coefficients is None else coefficients
    found = st.lists(numbers, min_size=size, max_size=size).map(lambda w: BinaryForm(tuple(w)))
    return found.filter(lambda form: not form.is_zero) if nonzero else found


def layer_filters(architecture: Architecture, *, nonzero: bool = False) -> st.SearchStrategy[tuple[BinaryForm, ...]]:
    """One rational filter a layer, first layer first, for `lcnsym.compose`."""
    return st.tuples(*(filters(k, nonzero=nonzero) for k in architecture.filter_sizes))


@st.composite
def forms(draw: st.DrawFn, degree: int, *, irrational: bool = True) -> BinaryForm:
    """Forms of a degree n ≥ 0, zero among them: rational, or with coefficients r + s·α for one number α.

    Args:
        degree: n.
        irrational: whether coefficients outside ℚ occur; α is one of `algebraic_numbers`, r and s are small.
    """
    if not (irrational and draw(st.booleans())):
        return draw(filters(degree + 1))
    alpha = draw(algebraic_numbers())
    small = st.integers(-4, 4)
    return BinaryForm(tuple(draw(small) + draw(small) * alpha for _ in range(degree + 1)))


@st.composite
def patterns(draw: st.DrawFn, degree: int) -> RootPattern:
    """Root patterns (ρ | γ) of a degree n ≥ 0, Σρ + 2Σγ = n; all of them occur."""
    pairs = draw(st.integers(0, degree // 2))
    return RootPattern(_partition(draw, degree - 2 * pairs), _partition(draw, pairs))


def _partition(draw: st.DrawFn, total: int) -> tuple[int, ...]:
    parts: list[int] = []
    while total:
        parts.append(draw(st.integers(1, total)))
        total -= parts[-1]
    return tuple(sorted(parts))


@st.composite
def forms_with_pattern(draw: st.DrawFn, pattern: RootPattern, *, irrational: bool = True) -> BinaryForm:
    """Rational forms whose roots have exactly this pattern.

    Real roots are different rationals or infinity; conjugate pairs come from different definite quadratics
    (x − a y)² + b y². The scalar is a rational other than 0.

    Args:
        irrational: two real roots of equal multiplicity may be a ± √b, and two conjugate pairs the roots of
            an irreducible quartic.
    """
    factors = [BinaryForm((draw(rationals(9, 4).filter(bool)),))]
    factors += _real_factors(draw, pattern.real, irrational=irrational)
    factors += _definite_factors(draw, pattern.complex, irrational=irrational)
    return product(factors)


def _real_factors(draw: st.DrawFn, multiplicities: tuple[int, ...], *, irrational: bool) -> list[BinaryForm]:
    twins, singles = _twins(draw, multiplicities, allowed=irrational)
    points = draw(st.lists(_points(len(singles)), min_size=len(singles), max_size=len(singles), unique=True))
    centres = st.tuples(rationals(5, 2), st.sampled_from(SQUAREFREE))
    squares = draw(st.lists(centres, min_size=len(twins), max_size=len(twins), unique=True))
    linear = [BinaryForm(point) ** m for point, m in zip(points, singles, strict=True)]
    return linear + [_square_less(a, Fraction(b)) ** m for (a, b), m in zip(squares, twins, strict=True)]


def _definite_factors(draw: st.DrawFn, multiplicities: tuple[int, ...], *, irrational: bool) -> list[BinaryForm]:
    twins, singles = _twins(draw, multiplicities, allowed=irrational)
    centres = st.tuples(rationals(max(5, len(singles)), 2), rationals(9, 3).map(abs).filter(bool))
    squares = draw(st.lists(centres, min_size=len(singles), max_size=len(singles), unique=True))
    shifts = draw(st.lists(st.integers(-5, 5), min_size=len(twins), max_size=len(twins), unique=True))
    quadratics = [_square_less(a, -b) ** m for (a, b), m in zip(squares, singles, strict=True)]
    return quadratics + [_quartic(a) ** m for a, m in zip(shifts, twins, strict=True)]


def _twins(draw: st.DrawFn, multiplicities: tuple[int, ...], *, allowed: bool) -> tuple[list[int], list[int]]:
    """Multiplicities that two factors share and are to be joined, at most four of them, and the others."""
    twins: list[int] = []
    singles: list[int] = []
    for m in multiplicities:
        if allowed and singles and singles[-1] == m and len(twins) < 4 and draw(st.booleans()):
            singles.pop()
            twins.append(m)
        else:
            singles.append(m)
    return twins, singles


def _points(needed: int) -> st.SearchStrategy[tuple[Fraction, Fraction]]:
    """Linear forms x − t y and y: one for each point of the projective line, several times as many as needed."""
    finite = rationals(max(12, needed), 4).map(lambda t: (Fraction(1), -t))
    return st.one_of(finite, finite, finite, st.just((Fraction(0), Fraction(1))))


def _square_less(centre: Fraction, b: Fraction) -> BinaryForm:
    """(x − centre·y)² − b·y²."""
    return BinaryForm((Fraction(1), -2 * centre, centre * centre - b))


def _quartic(shift: int) -> BinaryForm:
    """(x − shift·y)⁴ + y⁴, irreducible over ℚ and without real roots."""
    return BinaryForm(tuple(map(Fraction, (1, 0, 0, 0, 1)))).substituted(1, -shift, 0, 1)


@st.composite
def members(
    draw: st.DrawFn, *, max_layers: int = 3, max_filter_size: int = 4, irrational: bool = True
) -> tuple[Architecture, BinaryForm]:
    """A stride-one architecture and a non-zero filter in its function space, of any root pattern with Σρ ≥ e.

    Args:
        max_layers, max_filter_size: of the architecture, as for `architectures`.
        irrational: of the filter's roots, as for `forms_with_pattern`; its coefficients are rational.
    """
    architecture = draw(architectures(max_layers=max_layers, max_filter_size=max_filter_size))
    n = architecture.degree
    pairs = draw(st.integers(0, (n - architecture.even_filters) // 2))
    pattern = RootPattern(_partition(draw, n - 2 * pairs), _partition(draw, pairs))
    return architecture, draw(forms_with_pattern(pattern, irrational=irrational))


@st.composite
def invertible_matrices(draw: st.DrawFn, *, max_entry: int = 4, unimodular: bool = False) -> Matrix:
    """Integer matrices (a, b, c, d) with ad ≠ bc: small elements of GL_2(ℚ), up to a scalar.

    Args:
        max_entry: of the absolute values, for matrices that need not be unimodular.
        unimodular: only elements of GL_2(ℤ), ad − bc = ±1: products of at most three shears and a reflection.
    """
    entries = st.integers(-max_entry, max_entry)
    if not unimodular:
        return draw(st.tuples(entries, entries, entries, entries).filter(lambda m: m[0] * m[3] != m[1] * m[2]))
    p, q, r = draw(entries), draw(entries), draw(entries)
    mark = draw(st.sampled_from((1, -1)))
    a, b, c, d = 1 + p * q, p, q, 1
    return a, mark * (a * r + b), c, mark * (c * r + d)
