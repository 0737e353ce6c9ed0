"""Boxes around critical forms: the bound of Krawczyk's test, what boxes hold, and what is not boxed."""

from __future__ import annotations

from fractions import Fraction

import flint
import pytest
from flint import acb, arb
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.candidates.two_unknowns import common_zeros
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.equations.tangency import Tangency
from lcnsym.landscape.krawczyk import Box, disjoint
from tests.oracles import multiply

PARTITIONS = [(2, 2), (3, 2, 1), (2, 2, 1, 1), (3, 3), (2, 2, 2), (4, 2, 1)]
coordinates = st.fractions(-4, 4, max_denominator=8)


def quadric(degree: int, target: list[int], scale: int = 1) -> Quadric:
    """Q = scale·(diagonal 2, 3, … and ones beside it)."""
    gram = [
        [Fraction(scale * (i + 2 if i == j else int(abs(i - j) == 1))) for j in range(degree + 1)]
        for i in range(degree + 1)
    ]
    return Quadric(gram, BinaryForm(target))


def targets(degree: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(-9, 9), min_size=degree + 1, max_size=degree + 1).filter(any)


@given(st.sampled_from(PARTITIONS), st.data())
@settings(max_examples=40, deadline=None)
def test_second_derivatives_are_below_their_bound(partition: tuple[int, ...], data: st.DataObject) -> None:
    """At a point at most as far away as the bound is for."""
    tangency = Tangency(quadric(sum(partition), data.draw(targets(sum(partition)))), partition)
    size = tangency.roots + 1
    centre = data.draw(st.lists(coordinates, min_size=size, max_size=size))
    shift = data.draw(st.lists(st.fractions(-1, 1, max_denominator=5), min_size=size, max_size=size))
    reach = data.draw(st.sampled_from([Fraction(1, 1000), Fraction(1, 4), Fraction(2)]))
    with flint.ctx.workprec(600):
        bound = tangency.curvature([acb(ball(c)) for c in centre], ball(reach))
        totals = second_derivatives(tangency, [acb(ball(c + reach * s)) for c, s in zip(centre, shift, strict=True)])
        assert all(total < bound for total in totals)


@pytest.mark.parametrize("partition", PARTITIONS)
@pytest.mark.parametrize("target", [-1, -(10**12)])
def test_the_bound_is_nearly_reached_without_signs(partition: tuple[int, ...], target: int) -> None:
    """With ones in Q, and all signs equal, nothing cancels."""
    n = sum(partition)
    tangency = Tangency(Quadric([[Fraction(1)] * (n + 1)] * (n + 1), BinaryForm([target] * (n + 1))), partition)
    with flint.ctx.workprec(600):
        points = [acb(k + 2) for k in range(tangency.roots + 1)]
        bound = tangency.curvature(points, arb(2) ** -100)
        totals = second_derivatives(tangency, points)
        assert all(total < bound for total in totals)
        # a factor b has the exponent e(e − 1) in place of e², and products of others have both
        assert any(bound < 4 * total for total in totals) or (target < -1 and max(partition) == 2)


def second_derivatives(tangency: Tangency, points: list[acb]) -> list[arb]:
    """Σ_jk |∂_j∂_k F| for every equation, by differences of Jacobian matrices of polynomials with few terms."""
    size, step = len(points), arb(2) ** -150
    totals = [arb(0)] * size
    for k in range(size):
        moved = [[z + sign * step * int(i == k) for i, z in enumerate(points)] for sign in (1, -1)]
        ends = [tangency.evaluated(shifted, 600)[1] for shifted in moved]
        for a in range(size):
            differences = (abs(ends[0][a, j] - ends[1][a, j]) for j in range(size))
            totals[a] += sum(differences, arb(0)) / (2 * step)
    return totals


@given(st.sampled_from([(2, 2), (3, 2, 1), (2, 2, 1, 1), (3, 3)]), st.data())
@settings(max_examples=12, deadline=None)
def test_boxes_hold_one_solution(partition: tuple[int, ...], data: st.DataObject) -> None:
    """Newton's iteration with many digits from any corner stays in the box, and boxes of more digits are inside."""
    tangency = Tangency(quadric(sum(partition), data.draw(targets(sum(partition)))), partition)
    zeros = common_zeros(tangency.unknowns.equations(tangency.quadric))
    assume(zeros is not None)
    assert zeros is not None
    for point, is_real in list(zeros.points(96))[:4]:
        box = tangency.box_near(point, 96, is_real=is_real)
        assume(box is not None)
        assert box is not None
        for corner in (1, -1):
            found = iterated(tangency, [at_corner(z, corner, is_real) for z in box.coordinates])
            assert all(z.contains(c) for z, c in zip(box.coordinates, found, strict=True))
            assert not is_real or all(abs(c.imag) < arb(2) ** -400 for c in found)
        fine = tangency.refined(box, 700)
        assert all(z.contains(c) for z, c in zip(box.coordinates, fine.coordinates, strict=True))
        assert all(z.rad() < arb(2) ** -500 * (1 + abs(z)) for z in fine.coordinates)


def at_corner(z: acb, sign: int, is_real: bool) -> acb:
    real, imag = z.real, z.imag
    return acb(real.mid() + sign * real.rad(), 0 if is_real else imag.mid() + sign * imag.rad())


def iterated(tangency: Tangency, points: list[acb]) -> list[acb]:
    with flint.ctx.workprec(1000):
        for _ in range(12):
            values, jacobian = tangency.evaluated(points, 1000)
            steps = jacobian.mid().solve(values).entries()
            points = [acb((z - s).real.mid(), (z - s).imag.mid()) for z, s in zip(points, steps, strict=True)]
    return points


def test_all_starts_near_a_solution_give_the_same_box_or_none() -> None:
    tangency = Tangency(quadric(5, [3, -1, 4, 1, -5, 9]), (3, 2))
    zeros = common_zeros(tangency.unknowns.equations(tangency.quadric))
    assert zeros is not None
    boxes = [tangency.box_near(point, 96, is_real=is_real) for point, is_real in zeros.points(96)]
    assert all(boxes)
    found = [box for box in boxes if box is not None]
    assert len(disjoint(found)) == len(found)
    assert sum(1 if box.is_real else 2 for box in found) == zeros.degree
    for box in found:
        nearby = tangency.box([z.mid() + arb(2) ** -30 for z in box.coordinates], is_real=box.is_real)
        assert nearby is not None
        assert meet(box, nearby)
        assert sum(meet(nearby, other) for other in found) == 1


def meet(first: Box, second: Box) -> bool:
    return all(a.overlaps(b) for a, b in zip(first.coordinates, second.coordinates, strict=True))


@pytest.mark.parametrize("place", ["1", "1 + 1e-20", "1 - 1e-9", "1 + 1e-3"])
def test_a_double_solution_is_not_boxed(place: str) -> None:
    """(x + 1)² for u = 2x² + xy + 2y² and Q = 1: the slope of the distance on the squares has the double root 1."""
    unit = [[Fraction(int(i == j)) for j in range(3)] for i in range(3)]
    tangency = Tangency(Quadric(unit, BinaryForm([2, 1, 2])), (2,))
    root, *shift = place.split()
    with flint.ctx.workprec(100):
        start = arb(root) + (arb("".join(shift)) if shift else 0)
        values, _ = tangency.evaluated([acb(1), acb(1)], 100)
    assert all(value == 0 for value in values.entries())
    assert tangency.box([acb(start), acb(1)], is_real=True) is None


def test_boxes_that_meet_are_left_out_one_by_one() -> None:
    def box(real: float, imag: float, side: float, is_real: bool = False) -> Box:
        ball = acb(arb(real, side), arb(imag, side))
        return Box((ball, acb(arb(2, side), arb(0, side))), 64, is_real)

    apart = [box(0, 1, 0.25), box(0, 2, 0.25), box(1, 0, 0.25, is_real=True)]
    assert disjoint(apart) == apart
    # another one of the first, its conjugate, one over the real line, one beside the real one
    for more in (box(0.125, 1, 0.25), box(0, -1, 0.25), box(1.125, 0, 0.25, is_real=True)):
        found = disjoint([*apart, more])
        assert len(found) == 3
        assert len(disjoint(found)) == 3
    assert disjoint([*apart, box(5, 0.125, 0.25)]) == apart
    assert disjoint([]) == []


def test_rational_points_in_boxes() -> None:
    box = Box((acb(arb(1, 0.25), arb(0, 0.25)), acb(arb(2, 0.25), arb(0, 0.25))), 64, is_real=True)
    assert box.holds([Fraction(5, 4), Fraction(2)])
    assert not box.holds([Fraction(4, 3), Fraction(2)])
    assert not box.holds([Fraction(1), Fraction(1)])
    above = Box((acb(arb(1, 0.25), arb(1, 0.25)),), 64, is_real=False)
    assert not above.holds([Fraction(1)])


@pytest.mark.parametrize("partition", PARTITIONS)
def test_values_are_those_of_the_definition(partition: tuple[int, ...]) -> None:
    """⟨x^a·G, Q·w − m⟩ with products of coefficient lists, and the Jacobian matrix by differences of exact values."""
    n = sum(partition)
    given_quadric = quadric(n, list(range(1, n + 2)), 3)
    tangency = Tangency(given_quadric, partition)
    point = [Fraction(k + 2, k + 1) for k in range(tangency.roots + 1)]
    with flint.ctx.workprec(400):
        values, jacobian = tangency.evaluated([acb(ball(c)) for c in point], 400)
        for a, expected in enumerate(defined(tangency, point)):
            assert values[a, 0].contains(ball(expected).mid()) or abs(values[a, 0] - ball(expected)) < arb(2) ** -300
        step = Fraction(1, 2**120)
        for k in range(len(point)):
            later, before = (defined(tangency, [c + s * step * (i == k) for i, c in enumerate(point)]) for s in (1, -1))
            for a, (x, y) in enumerate(zip(later, before, strict=True)):
                assert abs(jacobian[a, k] - ball((x - y) / (2 * step))) < arb(2) ** -150


def defined(tangency: Tangency, point: list[Fraction]) -> list[Fraction]:
    parts = tangency.unknowns.parts(point, Fraction(1))
    start = tangency.unknowns.number
    low, w = [Fraction(1)], point[start:]
    for i, a in parts.items():
        for _ in range(i):
            w = multiply(w, a)
        for _ in range(i - 1):
            low = multiply(low, a)
    n = tangency.quadric.degree
    gram, moments = tangency.quadric.gram, tangency.quadric.moments
    residual = [sum(gram[n - i][n - j] * w[j] for j in range(n + 1)) - moments[n - i] for i in range(n + 1)]
    return [
        sum((c * r for c, r in zip(low, residual[a:], strict=False)), Fraction(0)) for a in range(tangency.roots + 1)
    ]


def ball(value: Fraction) -> arb:
    return arb(value.numerator) / value.denominator
