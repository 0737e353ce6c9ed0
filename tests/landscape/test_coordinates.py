"""Critical points in other coordinates, some of them with roots at infinity or badly scaled."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.exact_forms import ExactForm
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.landscape.strata.stratum import Stratum

from .support import euclidean, random_loss

Chart = tuple[tuple[int, int], tuple[int, int]]


def moved(loss: SquareLoss, chart: Chart) -> SquareLoss:
    """The same loss for forms P(a·x + b·y, c·x + d·y)."""
    quadric = Quadric(loss.gram, loss.target).transformed(chart)
    return SquareLoss.with_gram([list(row) for row in quadric.gram], quadric.centre)


def values(stratum: Stratum) -> list[float]:
    return sorted(float(sum(function.form.value_enclosure(80)) / 2) for function in stratum.functions)


@pytest.mark.parametrize("shear", [10, 10**4, 10**8, 10**30])
@pytest.mark.parametrize("partition", [(2, 1), (3,), (2, 1, 1), (4,), (3, 1, 1)])
def test_one_repeated_root_in_sheared_coordinates(partition: tuple[int, ...], shear: int) -> None:
    loss = euclidean(*(1, -2, -3, 4, 5, 7)[: sum(partition) + 1])
    plain, sheared = (
        critical_functions(loss, partition),
        critical_functions(moved(loss, ((1, shear), (0, 1))), partition),
    )
    assert plain.is_complete
    assert sheared.is_complete
    assert sheared.complex == plain.complex
    assert sorted(str(f.pattern) for f in sheared.functions) == sorted(str(f.pattern) for f in plain.functions)
    assert values(sheared) == pytest.approx(values(plain))


@pytest.mark.parametrize(
    ("partition", "chart"),
    [
        ((2, 2, 1), ((1, 100), (0, 1))),
        ((2, 2), ((7, 3), (-5, 2))),
        ((3, 2, 1), ((0, 1), (1, 0))),
        ((3, 2, 1), ((1, 4), (0, 1))),
        ((2, 2, 2), ((1, 100), (0, 1))),
        ((2, 2, 1, 1), ((1, 3), (1, 4))),
    ],
)
def test_several_repeated_roots_in_other_coordinates(partition: tuple[int, ...], chart: Chart) -> None:
    loss = random_loss(sum(partition), 3)
    plain, other = critical_functions(loss, partition), critical_functions(moved(loss, chart), partition)
    assert plain.is_complete
    assert other.is_complete
    assert values(other) == pytest.approx(values(plain))


X, Y = BinaryForm((1, 0)), BinaryForm((0, 1))
LINES = [BinaryForm((1, -1)), BinaryForm((1, 2)), BinaryForm((1, 3))]


@pytest.mark.parametrize("partition", [(2, 2), (2, 2, 1), (2, 2, 2), (3, 2, 1), (2, 2, 2, 1), (3, 2, 2)])
@pytest.mark.parametrize("infinite", [True, False])
def test_targets_with_a_double_root_at_infinity(partition: tuple[int, ...], infinite: bool) -> None:
    """The last double root of the target is at infinity, or at zero: all solutions are found, the target among them."""
    ascending = sorted(partition, reverse=True)
    place = max(i for i, part in enumerate(ascending) if part == 2)
    roots = [*LINES[:place], Y if infinite else X, *LINES[place:]]
    target = product([root for root, part in zip(roots, ascending, strict=False) for _ in range(part)])
    stratum = critical_functions(SquareLoss.euclidean(target), partition)
    assert stratum.complex == stratum.expected
    assert stratum.is_complete
    assert stratum.solutions is not None
    assert [f.rational_form for f in stratum.functions].count(target) == 1
    assert min(values(stratum)) == 0


def test_coordinates_of_rational_forms() -> None:
    """3·(x − 2y)²·(2x + y)·y: A_2 = x − 2y, A_1 of formal degree 2."""
    form = BinaryForm((1, -4, 4)) * BinaryForm((2, 1)) * BinaryForm((0, 3))
    unit = [[Fraction(int(i == j)) for j in range(5)] for i in range(5)]
    assert ExactForm(Quadric(unit, form), form).coordinates() == (-2, 3, 6, 0)
    infinite = BinaryForm((0, 0, 1, 1, 1))
    assert ExactForm(Quadric(unit, infinite), infinite).coordinates() is None
