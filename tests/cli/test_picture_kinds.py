"""Pictures of losses and of packings, and what the command picture refuses."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy
import pytest

from lcnsym import Architecture, BinaryForm, RootPattern
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.loss import SquareLoss
from lcnsym.show.pictures.comparison import SLICES, memberships
from lcnsym.show.pictures.lines import LossLines, marked_points
from lcnsym.show.pictures.loss import loss
from lcnsym.show.pictures.order import order
from lcnsym.show.pictures.packings import packings

from .support import CommandLine
from .test_pictures import words_of

CUBICS = ("-k", "2,2,2", "--target", "2,1,3,5")


@pytest.mark.needs("matplotlib")
def test_the_loss_along_lines(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "loss.svg"
    lcnsym.json("picture", *CUBICS, "--kind", "loss", "-o", str(path))
    words = words_of(path)
    assert words >= {"minimum", "saddle", "least curved direction", "towards #2", "towards #1", "loss"}
    assert any(word.startswith("#2  12|0, least curvature -") for word in words)


def test_lines_pass_through_critical_points() -> None:
    architecture = Architecture((3, 2, 2))
    square_loss = SquareLoss.with_gram(
        [[2, 1, 0, 0, 0], [1, 3, 0, 0, 0], [0, 0, 1, 0, 1], [0, 0, 0, 1, 0], [0, 0, 1, 0, 4]],
        BinaryForm((1, -2, 3, 1, 5)),
    )
    landscape = critical_points(architecture, square_loss)
    lines = LossLines(architecture, square_loss)
    points = marked_points(landscape, 10)
    assert len(points) == len(landscape.points) > 1
    for point in points:
        assert lines.at(point.layers) == pytest.approx(point.loss)
        # the gradient vanishes, so the loss changes by the square of the distance only
        for axis in numpy.eye(len(point.layers)):
            before, after = lines.along(point.layers, axis, (-1e-4, 1e-4))
            assert (after - before) / 2e-4 == pytest.approx(0, abs=1e-4 * max(1, point.loss))
        least = lines.least_curved(point.layers)
        assert least is not None
        assert (least[0] < 0) is (str(point.nature) == "saddle")


def test_signs_are_changed_two_at_a_time() -> None:
    lines = LossLines(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 2, 3))))
    here, there = numpy.array([1.0, 2.0, 3.0, 4.0]), numpy.array([-1.0, -2.0, -3.0, -4.5])
    assert list(lines.nearest(there, here)) == [1.0, 2.0, 3.0, 4.5]
    assert lines.at(lines.nearest(there, here)) == lines.at(there)


@pytest.mark.needs("matplotlib")
def test_the_graph_of_packings(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "packings.svg"
    lcnsym.json("picture", "-k", "3,2,2", "--kind", "packings", "--pattern", "112|0", "-o", str(path))
    words = words_of(path)
    assert words >= {"2,1,1", "1,1,1", "0,0,0", "×3", "p3 (2 times)", "after p2"}
    assert any("7 packings" in word for word in words)
    lcnsym.json("picture", "-k", "3,2,2", "--kind", "packings", "--pattern", "112|0", "--compatible", "-o", str(path))
    assert any("5 compatible packings" in word for word in words_of(path))


@pytest.mark.needs("matplotlib")
def test_all_kinds_are_the_same_twice() -> None:
    square_loss = SquareLoss.euclidean(BinaryForm((2, 1, 3, 5)))
    landscape = critical_points(Architecture((2, 2, 2)), square_loss)
    drawings = [loss(landscape), order(Architecture((3, 3))), packings(Architecture((3, 3)), RootPattern.parse("11|1"))]
    for drawing in drawings:
        for form in ("svg", "png"):
            assert drawing.rendered(form) == drawing.rendered(form)


def test_memberships_are_those_of_the_filters() -> None:
    """Cubics x³ + w2·x + w3 are in k = (2,2,2) if 4·w2³ + 27·w3² ≤ 0, and all of them in k = (3,2)."""
    (one,) = SLICES[3]
    rows = memberships(Architecture((2, 2, 2)), Architecture((3, 2)), one, 10)
    for j, row in enumerate(rows):
        for i, found in enumerate(row):
            p, q = Fraction(-3) + Fraction(4 * (2 * i + 1), 20), Fraction(-2) + Fraction(4 * (2 * j + 1), 20)
            assert found == (4 * p**3 + 27 * q**2 <= 0, True)
    assert {found for row in rows for found in row} == {(True, True), (False, True)}


@pytest.mark.needs("matplotlib")
def test_a_comparison(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "comparison.svg"
    lcnsym.json("picture", "-k", "3,2,2", "--kind", "comparison", "--with", "2,2,2,2", "-o", str(path))
    words = words_of(path)
    assert words >= {"in both", "in k = (3,2,2) only", "in neither"}
    assert "in k = (2,2,2,2) only" not in words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-k", "2,2", "-o", ".svg"), "'.svg' was given"),
        (("-k", "2,2", "-o", "folder/..png"), "'folder/..png' was given"),
        (("-k", "2,2", "-o", "svg"), "ends in .svg or .png"),
        (("-k", "2,2", "--kind", "faces", "-o", "x.svg"), "--kind is one of"),
        (("-k", "2,2", "--target", "1,2,3", "-o", "x.svg"), "--target belongs to --kind loss"),
        (("-k", "2,2", "--kind", "loss", "--compatible", "-o", "x.svg"), "--compatible belongs to --kind packings"),
        (("-k", "2,2", "--kind", "loss", "-o", "x.svg"), "a loss is required"),
        (("-k", "2,2", "--kind", "packings", "-o", "x.svg"), "--pattern"),
        (("-k", "2,2", "--kind", "comparison", "-o", "x.svg"), "--with, such as 2,2,2, is required"),
        (("-k", "2,2", "--with", "3", "-o", "x.svg"), "--with belongs to --kind comparison"),
        (("-k", "2,2", "--kind", "comparison", "--with", "2,3", "-o", "x.svg"), "have 3 coefficients"),
        (("-k", "2,5", "--kind", "comparison", "--with", "6", "-o", "x.svg"), "of degree 2, 3 and 4, not 5"),
        (("-k", "3,2", "-s", "2,1", "--kind", "comparison", "--with", "5", "-o", "x.svg"), "stride one is required"),
        (("-k", "2,2", "--kind", "packings", "--pattern", "111|0", "-o", "x.svg"), "degree 3"),
        (("-k", "2,2", "--kind", "packings", "--pattern", "0|1", "-o", "x.svg"), "no packings"),
        (("-k", "3,2", "-s", "2,1", "-o", "x.svg"), "stride one is required"),
    ],
)
def test_what_is_refused(
    lcnsym: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told in lcnsym.refused("picture", *words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.needs("matplotlib")
def test_the_closure_order_has_no_largest_degree(lcnsym: CommandLine, tmp_path: Path) -> None:
    words = ("-k", "2,2,2,2,2,2,2,2", "--kind", "order")
    assert lcnsym("picture", *words, "-o", str(tmp_path / "order.svg")).status == 0
