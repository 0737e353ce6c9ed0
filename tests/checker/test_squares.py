"""Squares in the complex plane hold what they should, and what is called regular is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.checker.claims.critical import AllCritical, generic_ed_degree
from lcnsym.checker.kernel.dyadic import FixedPoint, Square, combined, multiple
from lcnsym.checker.kernel.fields import rational_numbers
from lcnsym.checker.kernel.limits import Work
from lcnsym.checker.kernel.outcome import Malformed
from lcnsym.checker.rules.critical.tangency import Equations
from lcnsym.landscape import ed_degrees
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.equations.tangency import Tangency

PLACES = 20
FIXED = FixedPoint(PLACES, Work(), 0)
UNIT = 1 << PLACES
Complex = tuple[Fraction, Fraction]

numbers = st.integers(-5 * UNIT, 5 * UNIT)
squares = st.tuples(numbers, numbers, st.integers(0, UNIT))
places = st.tuples(*[st.fractions(-1, 1, max_denominator=64)] * 2)


def inside(square: Square, place: Complex) -> Complex:
    """A point of the square, from its place in [−1, 1]²."""
    re, im, rad = square
    return (re + place[0] * rad) / UNIT, (im + place[1] * rad) / UNIT


def holds(square: Square, point: Complex) -> bool:
    re, im, rad = square
    return abs(point[0] * UNIT - re) <= rad and abs(point[1] * UNIT - im) <= rad


def times(a: Complex, b: Complex) -> Complex:
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def total(points: list[Complex]) -> Complex:
    return sum((p[0] for p in points), Fraction(0)), sum((p[1] for p in points), Fraction(0))


@given(st.lists(st.tuples(squares, places, squares, places), min_size=1, max_size=4))
def test_inner_products_are_held(terms: list[tuple[Square, Complex, Square, Complex]]) -> None:
    found = FIXED.inner([a for a, _, _, _ in terms], [b for _, _, b, _ in terms])
    assert holds(found, total([times(inside(a, p), inside(b, q)) for a, p, b, q in terms]))


@given(
    st.lists(st.tuples(squares, places), min_size=1, max_size=4),
    st.lists(st.tuples(squares, places), min_size=1, max_size=4),
)
def test_products_of_polynomials_are_held(
    first: list[tuple[Square, Complex]], second: list[tuple[Square, Complex]]
) -> None:
    found = FIXED.product([a for a, _ in first], [b for b, _ in second])
    assert len(found) == len(first) + len(second) - 1
    for k, square in enumerate(found):
        terms = [times(inside(*a), inside(*b)) for i, a in enumerate(first) for j, b in enumerate(second) if i + j == k]
        assert holds(square, total(terms))


@given(st.lists(st.tuples(st.integers(-9, 9), squares, places), min_size=1, max_size=4))
def test_exact_operations_are_held(terms: list[tuple[int, Square, Complex]]) -> None:
    points = [(q * re, q * im) for q, a, p in terms for re, im in [inside(a, p)]]
    line = [a for _, a, _ in terms]
    assert holds(combined([q for q, _, _ in terms], line), total(points))
    for (q, _, _), point, square in zip(terms, points, line, strict=True):
        (scaled,) = multiple(q, [square])
        assert holds(scaled, point)
    assert holds(FIXED.plus(line[0], line[-1]), total([inside(*terms[0][1:]), inside(*terms[-1][1:])]))
    assert FIXED.padded(line, 2, len(line) + 3) == [(0, 0, 0)] * 2 + line + [(0, 0, 0)]


@given(st.lists(squares, min_size=4, max_size=4), st.lists(places, min_size=4, max_size=4))
def test_what_is_called_regular_is(entries: list[Square], at: list[Complex]) -> None:
    rows = [entries[:2], entries[2:]]
    if FIXED.is_regular(rows):
        a, b, c, d = (inside(square, place) for square, place in zip(entries, at, strict=True))
        first, second = times(a, d), times(b, c)
        assert first != second


@pytest.mark.quick
def test_some_are_called_regular() -> None:
    one, small = (UNIT, 0, 100), (0, 0, 100)
    assert FIXED.is_regular([[one, small], [small, (0, UNIT, 100)]])
    assert FIXED.is_regular([[(0, UNIT // 1000, 10)]])
    assert not FIXED.is_regular([[one, one], [one, one]])
    assert not FIXED.is_regular([[(UNIT, 0, UNIT)]])
    assert not FIXED.is_regular([[(0, 0, 0)]])
    # 1·1 − (1 + ε)(1 − ε) is zero for ε = 0
    assert not FIXED.is_regular([[one, (UNIT, 0, 5)], [(UNIT, 0, 5), (UNIT + 3, 0, 0)]])


@pytest.mark.quick
def test_the_inverse_is_near() -> None:
    rows = [[(2 * UNIT, UNIT, 0), (0, UNIT, 0)], [(UNIT, 0, 0), (UNIT, -UNIT, 0)]]
    found = FIXED.inverse(rows)
    assert found is not None
    assert max(FIXED.deviations(found, rows)) < 200


@pytest.mark.quick
@pytest.mark.parametrize("n", range(1, 11))
def test_ed_degrees_are_those_of_the_library(n: int) -> None:
    for partition in ed_degrees.partitions(n):
        assert generic_ed_degree(partition) == ed_degrees.generic_ed_degree(partition)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("partition", "number"),
    [((1, 1, 1), 1), ((2, 1, 1), 10), ((2, 2), 13), ((3, 1), 12), ((4,), 10), ((2, 2, 2), 40), ((3, 2, 1), 116)],
)
def test_ed_degrees_of_small_strata(partition: tuple[int, ...], number: int) -> None:
    assert generic_ed_degree(partition) == number


def read(*values: object) -> AllCritical:
    """A claim that none of its critical points is real, by the order of its keys."""
    claim = AllCritical.read(dict(zip(AllCritical.keys, (*values, 0), strict=True)), rational_numbers())
    assert isinstance(claim, AllCritical)
    return claim


@pytest.mark.quick
@pytest.mark.parametrize(
    ("partition", "chart"), [((2, 2), (1, 0, 0, 1)), ((3, 2, 1), (2, 1, 1, 1)), ((3, 3, 2, 1, 1), (1, 2, -1, 3))]
)
def test_equations_are_those_of_the_library(partition: tuple[int, ...], chart: tuple[int, int, int, int]) -> None:
    """Values and derivatives at one point, up to a common factor, which is the same for all of them."""
    n, size = sum(partition), len(partition) + 1
    gram = [[Fraction(int(i == j) * (i + 2) + int(abs(i - j) == 1), 3) for j in range(n + 1)] for i in range(n + 1)]
    target = [Fraction((7 * i * i + 3) % 11 - 5, i + 1) for i in range(n + 1)]
    point = [(Fraction(5 * i % 7 - 3, 4), Fraction(3 * i % 5 - 2, 8)) for i in range(size)]
    a, b, c, d = chart
    loss = {"gram": [[str(q) for q in row] for row in gram], "target": [str(u) for u in target]}
    boxes = [{"centre": [[str(re), str(im)] for re, im in point], "radius": "1/1024"}]
    claim = read(loss, list(partition), list(chart), boxes)
    mine = Equations(claim, Work())
    unit = 1 << mine.fixed.places
    at = [(int(re * unit), int(im * unit), 0) for re, im in point]
    quadric = Quadric(gram, BinaryForm(target)).transformed(((a, b), (c, d)))
    tangency = Tangency(quadric, partition)
    import flint

    with flint.ctx.workprec(300):
        coordinates = [
            flint.acb(flint.fmpq(*re.as_integer_ratio()), flint.fmpq(*im.as_integer_ratio())) for re, im in point
        ]
        values, jacobian = tangency.evaluated(coordinates, 300)
        theirs = [values[i, 0] for i in range(size)]
        theirs += [jacobian[i, j] for i in range(size) for j in range(size)]
        found = [*mine._values(at), *(entry for row in mine._jacobian(at) for entry in row)]
        own = [flint.acb(re, im) for re, im, _ in found]
        largest = max(range(len(own)), key=lambda i: float(abs(own[i])))
        ratio = own[largest] / theirs[largest]
        assert abs(ratio.imag) < abs(ratio.real) / 10**9
        assert all(abs(x - ratio * y) < abs(own[largest]) / 10**9 for x, y in zip(own, theirs, strict=True))


@pytest.mark.quick
def test_charts_must_be_invertible() -> None:
    with pytest.raises(Malformed, match="invertible"):
        read({"gram": None, "target": ["1"] * 5}, [2, 2], [2, 4, 1, 2], [])
