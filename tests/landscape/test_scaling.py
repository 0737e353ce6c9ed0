"""Badly scaled data: there is an answer, and it changes with the units of the data as it has to."""

from __future__ import annotations

import json
import random
from fractions import Fraction

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.certificates.landscape import certify_all_critical_points
from lcnsym.checker import check_text
from lcnsym.errors import InconclusiveError, LcnsymError
from lcnsym.landscape.critical import Landscape, critical_points
from lcnsym.landscape.equations.charts import CHARTS, IDENTITY, Chart, balanced_chart, composed, in_chart
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.loss import SquareLoss
from lcnsym.network.architecture import Architecture

from .support import euclidean, random_loss

CASES = {(2, 2): 40, (3, 2): 40, (2, 2, 2): 40, (3, 3): 30, (3, 2, 2): 30, (2, 2, 2, 2): 30, (3, 3, 2): 10}
TEN = Fraction(10)
SIZES = (0, 0, 0, 16, -16, 8, -8)


def badly_scaled(degree: int, seed: int) -> SquareLoss:
    """Coefficients, the whole target, or rows and columns of Q times powers of ten from 10^−16 to 10^16."""
    rng = random.Random(f"{degree} {seed}")
    common = TEN ** (rng.choice(SIZES) if seed % 5 == 0 else 0)
    target = [
        rng.randint(-9, 9) * common * TEN ** (0 if seed % 5 == 0 else rng.choice(SIZES)) for _ in range(degree + 1)
    ]
    form = BinaryForm(target if any(target) else [Fraction(1)] * (degree + 1))
    if seed % 3:
        return SquareLoss.euclidean(form)
    gram = random_loss(degree, seed, 3).gram
    units = [TEN ** rng.choice(SIZES) for _ in range(degree + 1)]
    return SquareLoss.with_gram(
        [[q * a * b for q, b in zip(row, units, strict=True)] for row, a in zip(gram, units, strict=True)], form
    )


@pytest.mark.parametrize(
    ("sizes", "seed"), [(sizes, seed) for sizes, number in CASES.items() for seed in range(number)]
)
def test_badly_scaled_data_have_an_answer(sizes: tuple[int, ...], seed: int) -> None:
    architecture = Architecture(sizes)
    loss = badly_scaled(architecture.degree, seed)
    try:
        landscape = critical_points(architecture, loss, 20)
    except LcnsymError:
        pytest.fail("the roots of the target are told apart, and all strata can be searched")
    json.dumps(landscape.to_dict())
    assert all(stratum.is_complete or stratum.note for stratum in landscape.strata)
    # losses are known to some digits even where they are tiny
    assert all(hi - lo <= hi / 10**9 for lo, hi in (point.loss for point in landscape.points))


def in_units(loss: SquareLoss, x: Fraction, u: Fraction, q: Fraction) -> SquareLoss:
    """The loss for filters w(x·t, y), w the ones it is for, times u, and with Q times q."""
    n = loss.degree
    units = [u * x ** (n - i) for i in range(n + 1)]
    gram = [
        [q * entry / (a * b) for entry, b in zip(row, units, strict=True)]
        for row, a in zip(loss.gram, units, strict=True)
    ]
    return SquareLoss.with_gram(gram, BinaryForm([c * a for c, a in zip(loss.target.rationals, units, strict=True)]))


def summary(landscape: Landscape) -> list[tuple[str, tuple[str, ...]]]:
    """Pattern and natures of the points, in the order of the losses."""
    return [(str(p.pattern), tuple(sorted(str(c.nature) for c in p.classes))) for p in landscape.points]


@pytest.mark.parametrize("sizes", [*CASES])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("x", "u", "q"), [(16, 0, 0), (-5, 0, 0), (0, 16, 0), (0, -16, 0), (0, 0, -16), (3, -8, 16)])
def test_answers_do_not_depend_on_units(sizes: tuple[int, ...], seed: int, x: int, u: int, q: int) -> None:
    architecture = Architecture(sizes)
    loss = (
        random_loss(architecture.degree, seed) if seed else euclidean(*(2, -1, 3, 5, -4, 7)[: architecture.filter_size])
    )
    plain = critical_points(architecture, loss)
    other = critical_points(architecture, in_units(loss, TEN**x, TEN**u, TEN**q))
    assert plain.is_complete
    assert other.is_complete
    assert summary(other) == summary(plain)
    assert other.spurious_minima == plain.spurious_minima
    assert other.complex_classes == plain.complex_classes
    for first, second in zip(plain.points, other.points, strict=True):
        (a, b), (c, d) = first.loss_enclosure(200), second.loss_enclosure(200)
        assert a * TEN**q <= d
        assert c <= b * TEN**q


@pytest.mark.parametrize("unit", ["1", "1e30", "1e-30"])
def test_rational_solutions_with_long_coordinates(unit: str) -> None:
    """One solution on the stratum (2,2) is rational and on a smaller one."""
    target = BinaryForm([c * Fraction(unit) for c in (5, -1, 0, 0, 5)])
    landscape = critical_points(Architecture((2, 2, 2, 2)), SquareLoss.euclidean(target))
    assert landscape.is_complete
    assert [len(stratum.smaller) for stratum in landscape.strata] == [0, 1, 1, 1, 0]


def test_sizes_that_are_too_different_are_named() -> None:
    target = BinaryForm([Fraction(1), Fraction(10) ** 400, Fraction(1), 1 / Fraction(10) ** 400])
    with pytest.raises(InconclusiveError, match="of too different sizes"):
        critical_points(Architecture((3, 2)), SquareLoss.euclidean(target))


@pytest.mark.parametrize("n", [2, 3, 4, 6])
def test_balanced_coordinates(n: int) -> None:
    """Those of a balanced quadric stay; from bad coordinates the way leads back, up to a factor of the size."""
    unit = Quadric(euclidean(*range(1, n + 2)).gram, BinaryForm(range(1, n + 2)))
    assert balanced_chart(unit) == IDENTITY
    bad: list[Chart] = [((1, 100), (0, 1)), ((7, 3), (-5, 2)), ((1, 0), (0, 10**16)), ((3 * 10**9, 7), (-4, 5))]
    for chart in bad:
        moved = unit.transformed(chart)
        back = in_chart(moved, balanced_chart(moved))
        diagonal = [back.gram[i][i] for i in range(n + 1)]
        assert max(diagonal) <= 4**n * min(diagonal)


def test_certificates_in_balanced_coordinates() -> None:
    """A sheared loss has one, a loss in other units of x has none."""
    sheared = Quadric(*_parts(random_loss(4, 3))).transformed(((1, 100), (0, 1)))
    certificate = certify_all_critical_points(SquareLoss.with_gram(sheared.gram, sheared.centre), (2, 2))
    assert check_text(certificate.text).accepted
    with pytest.raises(InconclusiveError, match="less badly scaled"):
        certify_all_critical_points(in_units(random_loss(4, 3), TEN**16, TEN, TEN), (2, 2))


def _parts(loss: SquareLoss) -> tuple[tuple[tuple[Fraction, ...], ...], BinaryForm]:
    return loss.gram, loss.target


def test_composed_charts() -> None:
    quadric = Quadric(random_loss(4, 1).gram, BinaryForm((1, 2, 3, 4, 6)))
    for first in CHARTS:
        for second in [*CHARTS, ((2, 0), (1, 3))]:
            once, twice = in_chart(quadric, composed(first, second)), in_chart(in_chart(quadric, first), second)
            assert once.gram == twice.gram
            assert once.centre == twice.centre
