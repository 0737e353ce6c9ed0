"""Which filters of degree 2, 3 or 4 two function spaces have, in slices, by matplotlib.

For stride one, at the centres of a grid membership in both is decided exactly. Function spaces of larger strides are
thinner than a grid.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any

from ...algebra.forms import BinaryForm
from ...errors import BadInputError, UnsupportedError
from ...membership.patterns import RootPattern, root_pattern
from ...membership.positions import Position, position_of_pattern, require_stride_one
from ...network.architecture import Architecture
from .drawing_files import Drawing

GRID = 100
COLOURS = {(True, True): "#4575b4", (True, False): "#fdae61", (False, True): "#abd9e9", (False, False): "#eeeeee"}
"""By whether a filter is in the first and in the second."""
Slice = tuple[tuple[Fraction | int | None, ...], tuple[int, int], tuple[int, int]]
"""The coefficients, None where an axis goes; the ranges across and up."""
SLICES: dict[int, tuple[Slice, ...]] = {
    2: (((1, None, None), (-3, 3), (-2, 2)),),
    3: (((1, 0, None, None), (-3, 1), (-2, 2)),),
    4: (((1, 0, -1, None, None), (-1, 1), (-1, 1)), ((1, 0, None, 0, None), (-2, 2), (-1, 1))),
}


def comparison(first: Architecture, second: Architecture) -> Drawing:
    """Which region of slices of filter space is in which of two function spaces, of stride one.

    Raises:
        BadInputError: their filters have different sizes.
        UnsupportedError: the filters' degree is not 2, 3 or 4, or a stride is larger than one.
    """
    require_stride_one(first)
    require_stride_one(second)
    degree = first.degree
    if second.degree != degree:
        raise BadInputError(
            f"filters of {first} have {degree + 1} coefficients and those of {second} {second.degree + 1}"
        )
    if degree not in SLICES:
        raise UnsupportedError(f"function spaces are drawn for filters of degree 2, 3 and 4, not {degree}")
    slices = SLICES[degree]

    def draw(figure: Any) -> None:
        for place, one in enumerate(slices, start=1):
            _draw(figure.add_subplot(1, len(slices), place), first, second, one)

    return Drawing(f"{first} and {second}", (6.5 * len(slices), 5.4), draw)


def memberships(first: Architecture, second: Architecture, one: Slice, grid: int) -> list[list[tuple[bool, bool]]]:
    """Whether the filters at the centres of a grid, rows upward, are in the first and in the second."""
    pattern, across, up = one

    def filter_at(i: int, j: int) -> BinaryForm:
        places = iter(
            Fraction(lo) + Fraction((hi - lo) * (2 * place + 1), 2 * grid) for (lo, hi), place in ((across, i), (up, j))
        )
        return BinaryForm([next(places) if c is None else c for c in pattern])

    @cache
    def found(pattern: RootPattern) -> tuple[bool, bool]:
        places = [position_of_pattern(pattern, architecture.even_filters) for architecture in (first, second)]
        return places[0] is not Position.OUTSIDE, places[1] is not Position.OUTSIDE

    return [[found(root_pattern(filter_at(i, j))) for i in range(grid)] for j in range(grid)]


def _draw(axes: Any, first: Architecture, second: Architecture, one: Slice) -> None:
    pattern, across, up = one
    rows = memberships(first, second, one, GRID)
    colours = import_module("matplotlib.colors")
    image = [[colours.to_rgb(COLOURS[found]) for found in row] for row in rows]
    axes.imshow(image, origin="lower", extent=(*across, *up), aspect="auto", interpolation="nearest")
    met = {found for row in rows for found in row}
    told = {(True, True): "in both", (True, False): f"in {first} only", (False, True): f"in {second} only"}
    for found, colour in COLOURS.items():
        if found in met:
            axes.plot([], [], "s", color=colour, markeredgecolor="black", label=told.get(found, "in neither"))
    names = [f"w{i}" for i, c in enumerate(pattern) if c is None]
    fixed = ", ".join(f"w{i} = {c}" for i, c in enumerate(pattern) if c is not None)
    axes.set(xlabel=names[0], ylabel=names[1], title=f"the slice {fixed}", xlim=across, ylim=up)
    axes.legend(loc="lower left", fontsize=8)
