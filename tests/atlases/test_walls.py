"""Walls: their degrees, where nothing may change, and families that lie in one."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.atlases.families import LossFamily
from lcnsym.atlases.parametric_strata import ParametricStrata
from lcnsym.atlases.walls import Event, Question, walls_of
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.landscape.equations.charts import CHARTS, in_chart
from lcnsym.landscape.equations.elimination_form import elimination_form, value_fraction
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.network.architecture import Architecture
from lcnsym.roots.roots import RealRoot, isolate_roots
from tests.atlases.support import ROTATION_INVARIANT, random_family, random_form, random_gram

pytestmark = pytest.mark.quick

PLANE = random_family(random.Random(1), 3, 2)
QUARTICS = random_family(random.Random(1), 4, 2)


def _degrees(sizes: tuple[int, ...], family: LossFamily, question: Question) -> list[tuple[Event, int]]:
    return [(wall.event, wall.curve.degree) for wall in walls_of(Architecture(sizes), family, question)]


def test_degrees_for_general_planes() -> None:
    """In a general plane the degree in the target: 2n − 2, twice that of E less two, 4n − 6; 16 for quartics."""
    assert _degrees((3, 2), PLANE, Question.SPURIOUS) == [(Event.TARGET, 4), (Event.BIRTH, 12)]
    assert _degrees((2, 2, 2), PLANE, Question.SPURIOUS) == [
        (Event.LEAVING, 4),
        (Event.BIRTH, 12),
        (Event.BIRTH, 12),
        (Event.JOINING, 6),
    ]
    assert _degrees((4, 2), QUARTICS, Question.PATTERNS) == [
        (Event.LEAVING, 6),
        (Event.BIRTH, 18),
        (Event.COLLISION, 16),
    ]


def test_rotation_invariant_cubics() -> None:
    """The walls of `rotation-invariant-cubics`: the discriminants of u and of x·u_y − y·u_x, both of degree four."""
    family = LossFamily(PLANE.origin, PLANE.along, ROTATION_INVARIANT)
    walls = walls_of(Architecture((3, 2)), family, Question.SPURIOUS)
    assert [(wall.event, wall.curve.degree) for wall in walls] == [(Event.TARGET, 4), (Event.BIRTH, 4)]
    for point in ((0, 0), (1, 2), (-3, 1), (2, -5)):
        a, b, c, d = family.target_at(tuple(map(Fraction, point))).rationals
        for wall, form in zip(walls, ((a, b, c, d), (b, 2 * c - 3 * a, 3 * d - 2 * b, -c)), strict=True):
            p, q, r, s = form
            found = q * q * r * r - 4 * p * r**3 - 4 * q**3 * s - 27 * p * p * s * s + 18 * p * q * r * s
            value = sum(c * point[0] ** i * point[1] ** j for i, j, c in wall.curve.terms)
            assert value * _ratio(wall, family, wall is walls[1]) == found


def _ratio(wall: object, family: LossFamily, turned: bool) -> Fraction:
    a, b, c, d = family.target_at((Fraction(7), Fraction(3))).rationals
    p, q, r, s = (b, 2 * c - 3 * a, 3 * d - 2 * b, -c) if turned else (a, b, c, d)
    found = q * q * r * r - 4 * p * r**3 - 4 * q**3 * s - 27 * p * p * s * s + 18 * p * q * r * s
    return found / sum(c * 7**i * 3**j for i, j, c in wall.curve.terms)  # type: ignore[attr-defined]


@pytest.mark.parametrize("degree", [2, 3, 4])
def test_forms_with_parameters_are_those_of_every_loss(degree: int) -> None:
    """Elimination forms and losses with parameters, against those of single losses with any Gram matrix."""
    draw = random.Random(degree)
    direction = random_gram(draw, degree + 1)
    forms = random_form(draw, degree), random_form(draw, degree)
    window = ((Fraction(0), Fraction(1)),)
    family = LossFamily(forms[0], forms[1:], random_gram(draw, degree + 1), (direction,), window)
    point = Fraction(1, 3)
    loss = family.loss((point,))
    for chart in CHARTS[:2]:
        strata = ParametricStrata(family, chart)
        here = in_chart(Quadric(loss.gram, loss.target), chart)
        for m in range(2, degree + 1):
            expected = elimination_form(here, m)
            form = _at(strata.elimination_form(m), point)
            assert expected is not None
            assert _is_multiple(form, list(reversed(expected.rationals)))
            numerator, denominator = (_at(part, point) for part in strata.value(m))
            known_numerator, known_denominator, _, _ = value_fraction(here, m)
            assert _is_multiple(numerator, [Fraction(int(c)) for c in known_numerator.coeffs()])
            assert _is_multiple(denominator, [Fraction(int(c)) for c in known_denominator.coeffs()])


def _at(polynomial: object, s: Fraction) -> list[Fraction]:
    """The coefficients of 1, p, p², … at a value of s."""
    found: dict[int, Fraction] = {}
    for exponents, c in zip(polynomial.monoms(), polynomial.coeffs(), strict=True):  # type: ignore[attr-defined]
        found[int(exponents[2])] = found.get(int(exponents[2]), Fraction(0)) + int(c) * s ** int(exponents[0])
    return [found.get(i, Fraction(0)) for i in range(max(found) + 1)]


def _is_multiple(first: list[Fraction], second: list[Fraction]) -> bool:
    length = max(len(first), len(second))
    a, b = ([*row, *[Fraction(0)] * (length - len(row))] for row in (first, second))
    k = next(i for i, c in enumerate(b) if c)
    return a[k] != 0 and all(x * b[k] == y * a[k] for x, y in zip(a, b, strict=True))


def test_families_in_a_wall() -> None:
    """Every target with a double root; infinitely many critical points for all losses of the family."""
    squares = LossFamily(BinaryForm((1, 0, 0, 0)), (BinaryForm((0, 1, 0, 0)),))
    with pytest.raises(UnsupportedError, match="every target has a repeated root"):
        walls_of(Architecture((3, 2)), squares, Question.SPURIOUS)
    bombieri = tuple(tuple(Fraction(int(i == j), 2 if i == 1 else 1) for j in range(3)) for i in range(3))
    scaled = LossFamily(BinaryForm((1, 0, 1)), (BinaryForm((1, 0, 1)),), bombieri, window=((Fraction(0), Fraction(1)),))
    with pytest.raises(UnsupportedError, match="infinitely many critical points"):
        walls_of(Architecture((2, 2)), scaled, Question.SPURIOUS)


def test_architectures_without_atlases() -> None:
    """Larger strides, and strata with several repeated roots, are refused."""
    with pytest.raises(UnsupportedError, match="stride one"):
        walls_of(Architecture((2, 2), (2, 1)), PLANE, Question.SPURIOUS)
    with pytest.raises(UnsupportedError, match="multiplicities 2,2,1"):
        walls_of(Architecture((4, 3)), random_family(random.Random(1), 5, 1), Question.SPURIOUS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"along": ()}, "a line or a plane"),
        ({"along": (BinaryForm((0, 0, 0)),)}, "the direction is zero"),
        ({"along": (BinaryForm((1, 2, 3)), BinaryForm((2, 4, 6)))}, "linearly dependent"),
        ({"along": (BinaryForm((1, 2)),)}, "has 2 coefficients"),
        ({"window": ((Fraction(1), Fraction(1)),)}, "window is empty"),
        ({"window": ((Fraction(0), Fraction(1)),) * 2}, "1 are required"),
        ({"gram": ((Fraction(1),),)}, "must be 3 x 3"),
        ({"gram_along": (tuple(tuple(Fraction(-(i == j)) for j in range(3)) for i in range(3)),)}, "positive definite"),
        ({"gram": tuple(tuple(Fraction(j) for j in range(3)) for i in range(3))}, "symmetric"),
    ],
)
def test_bad_families(change: dict[str, object], message: str) -> None:
    """Each with one line."""
    words: dict[str, object] = {"origin": BinaryForm((1, 0, 1)), "along": (BinaryForm((0, 1, 0)),), **change}
    with pytest.raises(BadInputError, match=message):
        LossFamily(**words)  # type: ignore[arg-type]


def test_quartics_with_two_double_roots() -> None:
    """The discriminant of the stratum (2,2), of degree 36, and the other walls."""
    line = random_family(random.Random(1), 4, 1)
    assert _degrees((3, 2, 2), line, Question.MINIMA) == [
        (Event.LEAVING, 6),
        (Event.BIRTH, 18),
        (Event.BIRTH, 22),
        (Event.BIRTH, 36),
        (Event.JOINING, 10),
        (Event.COLLISION, 16),
        (Event.JOINING, 10),
    ]
    assert [degree for _, degree in _degrees((3, 3), line, Question.MINIMA)] == [6, 18, 36, 16, 10]
    assert [degree for _, degree in _degrees((2, 2, 2, 2), line, Question.MINIMA)] == [6, 18, 22, 18, 36, 10, 10, 16]


def test_where_filters_with_two_double_roots_meet() -> None:
    """Beside a wall the numbers of critical filters of (2,2) differ by two; the wall holds for any Gram matrix."""
    draw = random.Random(8)
    gram = random_gram(draw, 5)
    forms = random_form(draw, 4), random_form(draw, 4)
    family = LossFamily(forms[0], forms[1:], gram, window=((Fraction(-3), Fraction(3)),))
    walls = walls_of(Architecture((3, 3)), family, Question.MINIMA)
    curves = [w.curve for w in walls if w.event is Event.BIRTH and w.strata == ((2, 2),)]
    assert sum(curve.degree for curve in curves) == 36
    roots = [r for curve in curves for r in isolate_roots(curve.form) if isinstance(r, RealRoot)]
    seen = 0
    for root in [r for r in roots if -3 < r.refined(40).interval[0] < 3][:3]:
        lo, hi = root.refined(20).interval
        step = Fraction(1, 2**16)
        numbers = [len(critical_functions(family.loss((s,)), (2, 2)).functions) for s in (lo - step, hi + step)]
        assert abs(numbers[0] - numbers[1]) == 2
        seen += 1
    assert seen
