"""Common zeros of polynomials with two unknowns: systems with zeros that are known by construction."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.errors import InconclusiveError
from lcnsym.landscape.elimination import plane_zeros
from lcnsym.landscape.elimination.plane_zeros import Coordinates, common_zeros, curve_of, is_zero
from lcnsym.roots.roots import RealRoot

RING = fmpz_mpoly_ctx.get(("x", "y"), Ordering.lex)
X, Y = RING.gens()
small = st.integers(-3, 3)
points_of_graph = st.dictionaries(small, small, min_size=1, max_size=4)


def numbers(points: tuple[Coordinates, ...]) -> list[tuple[float, ...]]:
    return sorted(tuple(float(root.nearby() if root.part else root.interval[0]) for root in point) for point in points)


def through(points: dict[int, int]) -> tuple[fmpz_mpoly, fmpz_mpoly]:
    """Π (x − a), and c·(y − p(x)) with the polynomial p that has the values; their common zeros are the points."""
    across, along, common = RING.constant(1), RING.constant(0), 1
    for a in points:
        across *= X - a
        for b in points:
            common *= a - b if a != b else 1
    for a, value in points.items():
        term, weight = RING.constant(1), 1
        for b in points:
            if b != a:
                term *= X - b
                weight *= a - b
        along += term * (value * common // weight)
    return across, common * Y - along


@given(points_of_graph, st.integers(1, 3), small, small)
def test_zeros_that_are_known(points: dict[int, int], power: int, turn: int, shift: int) -> None:
    """Multiple zeros, and other generators of the same ideal."""
    first, second = through(points)
    first = first**power
    found = common_zeros([first + turn * second, second, shift * first])
    assert numbers(found.points) == sorted((float(a), float(b)) for a, b in points.items())
    assert not found.curves


@given(points_of_graph, small, small)
def test_points_beside_a_curve(points: dict[int, int], a: int, b: int) -> None:
    """What is on the common curve is not isolated, the rest is."""
    first, second = through(points)
    circle = (X - a) ** 2 + (Y - b) ** 2 - 2
    found = common_zeros([first * circle, second * circle])
    assert [curve.polynomial for curve in found.curves] == [circle]
    off = [(float(p), float(q)) for p, q in points.items() if (p - a) ** 2 + (q - b) ** 2 != 2]
    assert numbers(found.isolated) == sorted(off)


@given(small, small, points_of_graph)
def test_a_curve_with_one_point(a: int, b: int, points: dict[int, int]) -> None:
    first, second = through(points)
    point = (X - a) ** 2 + (Y - b) ** 2
    found = common_zeros([first * point, second * point])
    assert numbers(found.isolated) == sorted({(float(a), float(b)), *((float(p), float(q)) for p, q in points.items())})


@pytest.mark.quick
def test_irrational_zeros() -> None:
    """A simple one, a double one and a triple one at roots of x³ = 2, and pairs that are no zeros."""
    found = common_zeros([(X**3 - 2) * (X**2 - 3), (Y - X) ** 3 * (Y + X)])
    third, second = 2 ** (1 / 3), 3**0.5
    wanted = sorted((x, sign * x) for x in (third, second, -second) for sign in (1, -1))
    assert [z for point in numbers(found.points) for z in point] == pytest.approx(
        [z for point in wanted for z in point]
    )


@pytest.mark.quick
def test_nearly_a_zero() -> None:
    """√2 and a convergent of it that agrees to 90 digits are told apart."""
    p, q = 1, 1
    for _ in range(240):
        p, q = p + 2 * q, p + q
    root = next(iter(common_zeros([X**2 - 2, Y - 1]).points))[0]
    near = RealRoot(1, (Fraction(p, q), Fraction(p, q)), None)
    other = max((point[0] for point in common_zeros([X**2 - 2, Y - 1]).points), key=lambda r: r.nearby())
    assert not is_zero(X - Y, (other, near))
    assert is_zero(X - Y, (other, other))
    assert is_zero(X * Y - 2, (other, other))
    assert not is_zero(X + Y, (other, other))
    assert is_zero(X + Y, (root, other)) is (root.nearby() < 0)


@pytest.mark.quick
def test_bits_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plane_zeros, "MAX_ZERO_BITS", 5)
    with pytest.raises(InconclusiveError, match="bits would be needed to decide whether an equation holds"):
        common_zeros([(X**2 - 2) ** 2, (Y - X) ** 2])


@pytest.mark.quick
def test_samples_and_singular_points_of_curves() -> None:
    cusp = curve_of(X**3 - Y**2)
    assert numbers(cusp.singular) == [(0, 0)]
    assert numbers(cusp.samples) == [(1, -1), (1, 1)]
    assert not curve_of(X**2 + Y**2 + 1).samples
    assert not curve_of(X**2 + Y**2 + 1).singular
    # an isolated point beside an arc
    assert numbers(curve_of(X**3 - X**2 - Y**2).singular) == [(0, 0)]
    assert [x for x, _ in numbers(curve_of(X**2 - 2).samples)] == pytest.approx([-(2**0.5), 2**0.5])


@pytest.mark.quick
def test_no_equation() -> None:
    assert common_zeros([X - X, Y - Y]).is_everything
    assert not common_zeros([RING.constant(3), X]).points


def test_samples_between_cuts():
    """On a line and on a vertical line there are samples on both sides of every cut."""
    for line, axis in ((X + Y, 0), (X - 1, 1)):
        other = X - 2 if axis == 0 else Y * Y - 2
        cuts = common_zeros([line, other]).points
        places = [point[axis].interval[0] for point in curve_of(line, cuts=cuts).samples]
        for cut in cuts:
            lo, hi = cut[axis].refined(20).interval
            assert any(place < lo for place in places)
            assert any(place > hi for place in places)
            assert not any(lo <= place <= hi for place in places)
        assert len(places) == len(cuts) + 1
