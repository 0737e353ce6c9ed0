"""Numbers of a field in the rule about known layers: exact products, intervals to the unit, and how many places."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from lcnsym.algebra.fields import RealField
from lcnsym.algebra.numbers import AlgebraicNumber, Number
from lcnsym.checker import check_text
from lcnsym.checker.claims.critical import Loss
from lcnsym.checker.kernel.dyadic import FixedPoint
from lcnsym.checker.kernel.fields import Field, Orders, rational_numbers
from lcnsym.checker.kernel.forms import Form
from lcnsym.checker.kernel.limits import Work
from lcnsym.checker.rules.critical.hessian import arithmetic, near
from lcnsym.checker.rules.critical.losses import loss_in_squares
from tests.corpora.good_exact_points import exact, exact_critical
from tests.corpora.good_landscape import loss
from tests.corpora.parts import text

pytestmark = pytest.mark.quick

FIELDS = [
    ([-2, 0, 1], (1, 2), 1),
    ([-1, 0, 2], (0, 1), 1),
    ([-1, 1, 0, 5, 3], (0, 1), 1),
    ([1, -7, 9, -8, 5, -9, 1, 2], (1, 2), 2),
]


def value(field: RealField, coordinates: list[int], lead: int) -> Number:
    """Σ c_j·(lead·α)^j."""
    return AlgebraicNumber(field, tuple(Fraction(c * lead**j) for j, c in enumerate(coordinates)))


@pytest.mark.parametrize(("minpoly", "interval", "index"), FIELDS)
def test_inner_products_are_those_of_the_numbers(minpoly: list[int], interval: tuple[int, int], index: int) -> None:
    rng, lead = random.Random(1), minpoly[-1]
    field = Field(minpoly, (Fraction(interval[0]), Fraction(interval[1])), Work())
    numbers, exactly = Orders(field), RealField(tuple(minpoly), index)

    def draw() -> list[int]:
        return [rng.choice([0, rng.randint(-9, 9), 10**20]) for _ in range(field.degree)]

    for size in (1, 1, 2, 5):
        first, second = [draw() for _ in range(size)], [draw() for _ in range(size)]
        found = numbers.inner(first, second)
        expected = Fraction(0) + sum(
            value(exactly, a, lead) * value(exactly, b, lead) for a, b in zip(first, second, strict=True)
        )
        assert value(exactly, found, lead) - expected == 0
        assert numbers.in_powers(found) == [c * lead**j for j, c in enumerate(found)]
        both = numbers.plus(first[0], second[0])
        assert both == [a + b for a, b in zip(first[0], second[0], strict=True)]
    assert numbers.inner([numbers.one], [draw_ := draw()]) == draw_
    assert numbers.inner([numbers.zero], [draw_]) == numbers.zero
    assert numbers.of(7) == [7, *[0] * (field.degree - 1)]
    assert numbers.one == numbers.of(1)


def test_over_the_rational_numbers_they_are_integers() -> None:
    numbers = Orders(rational_numbers())
    assert numbers.inner([[2], [3]], [[5], [-7]]) == [-11]
    assert (numbers.zero, numbers.one, numbers.of(4), numbers.in_powers([9])) == ([0], [1], [4], [9])


@pytest.mark.parametrize(
    ("coefficient", "scale"), [([5, 0], 3), ([-5, 0], 3), ([0, 7], 3), ([-9, 4], 1), ([-3, -2], 7)]
)
@pytest.mark.parametrize("bits", [4, 40])
def test_intervals_around_coefficients_are_as_short_as_they_are_safe(
    coefficient: list[int], scale: int, bits: int
) -> None:
    field = Field([-2, 0, 1], (Fraction(1), Fraction(2)), Work())
    form = Form(field, [[c, 0] for c in coefficient], scale)
    re, im, radius = near(FixedPoint(bits, field.work, 99), form, 0, field)
    centre, _, own = field.near(coefficient, bits)
    assert im == 0
    assert re == centre // scale
    assert radius == own // scale + 2
    # the interval of the number itself, divided exactly, lies inside
    assert (re - radius) * scale < centre - own
    assert centre + own < (re + radius) * scale


def unimodular(a: int, b: int, c: int, last: int) -> list[list[str]]:
    """UᵀU for the upper triangular matrix with a, b, c above the diagonal 1, 1, last."""
    rows = [[1, a, b], [0, 1, c], [0, 0, last]]
    return [[str(sum(row[i] * row[j] for row in rows)) for j in range(3)] for i in range(3)]


LONG = (2**150 + 1, 2**149 - 3, 2**151 + 7)


def test_a_hessian_that_is_nearly_singular_is_decided_by_more_places() -> None:
    """Its determinant is 1, and its entries have 300 digits."""
    claim = exact_critical((3,), loss(["1", "2", "3"], unimodular(*LONG, 1)), [["1", "2", "3"]], "0", "minimum")
    assert check_text(text(exact(claim))).accepted
    for nature in ("saddle", "maximum"):
        assert not check_text(text(exact({**claim, "nature": nature}))).accepted


def test_a_singular_one_is_not() -> None:
    claim = exact_critical((3,), loss(["1", "2", "3"], unimodular(*LONG, 0)), [["1", "2", "3"]], "0", "minimum")
    result = check_text(text(exact(claim)))
    assert result.premise == "hessian.regular"
    assert not result.is_given_up


def test_rational_elements_are_points_and_others_lie_in_their_intervals() -> None:
    field = Field([-2, 0, 1], (Fraction(1), Fraction(2)), Work())
    assert field.near([5, 0], 4) == (80, 0, 0)
    assert field.near([-3, 0], 0) == (-3, 0, 0)
    # √2 is between 22/16 and 23/16, and an interval is as long as that
    assert field.near([0, 1], 4) == (22, 0, 1)
    assert field.near([1, -2], 4) == (16 - 44, 0, 2)


@pytest.mark.parametrize(("degree", "layers"), [(2, 2), (4, 8), (16, 16)])
def test_the_meter_is_told_how_long_numbers_are_where_the_root_is_large(degree: int, layers: int) -> None:
    """The root is near 2^64, and its powers are much longer than the numbers of the document."""
    lead = 2**64 - 1
    field = Field([-1, *[0] * (degree - 2), -lead, 1], (Fraction(lead), Fraction(lead + 1)), Work())
    field.check()
    form = Form(field, [[0, 0] for _ in range(degree - 1)] + [[1, 0]])
    target = Loss(None, tuple(Fraction(int(i == 0)) for i in range(layers + 1)))
    numbers = next(arithmetic(target, [form] * layers, layers + 1, field))
    line = [near(numbers, form, i, field) for i in range(2)]
    at = loss_in_squares(numbers, target, [[0, 1]] * layers, [line] * layers)
    longest = max(abs(part).bit_length() for square in at.after[0] for part in square)
    assert 64 * (degree - 1) * layers <= longest <= numbers.bits
