"""Outlines of cells, of which pictures are made."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from lcnsym.atlases.atlas import atlas
from lcnsym.atlases.outlines import Points, outlines
from lcnsym.network.architecture import Architecture
from tests.atlases.support import random_family


def _area(points: Points) -> float:
    """Gauss's formula."""
    around = [*points, points[0]]
    return abs(sum(a * d - b * c for (a, b), (c, d) in pairwise(around))) / 2


def test_the_outlines_of_cells_have_their_areas() -> None:
    """They fill the window, and those of every cell are between its proved bounds."""
    family = random_family(random.Random(1), 3, 2)
    found = atlas(Architecture((3, 2)), family)
    areas = {outline.cell: _area(outline.polygon) for outline in outlines(family, found.curves)}
    assert sum(areas.values()) == pytest.approx(float(family.area), rel=1e-3)
    for cell in found.cells:
        own = sum(areas.pop(piece) for piece in cell.pieces)
        assert float(cell.area[0]) * 0.999 < own < float(cell.area[1]) * 1.001
    assert not areas
