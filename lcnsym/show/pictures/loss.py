"""The loss along lines through the critical points, by matplotlib."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import Any

from ...errors import UnsupportedError
from ...landscape.critical import Landscape
from ...landscape.layers.natures import Nature
from ...network.networks import require_one_axis
from .drawing_files import Drawing
from .lines import LossLines, MarkedPoint, marked_points
from .parts import steps

MAX_POINTS = 12
COLUMNS = 4
SAMPLES = 61
MARKS: dict[Nature | None, str] = {
    Nature.MINIMUM: "o",
    Nature.SADDLE: "X",
    Nature.MAXIMUM: "^",
    Nature.DEGENERATE: "s",
    None: "D",
}
FILLS: dict[Nature | None, str] = {
    Nature.MINIMUM: "#08519c",
    Nature.SADDLE: "#e6550d",
    Nature.MAXIMUM: "#a50f15",
    Nature.DEGENERATE: "#bdbdbd",
    None: "#ffffff",
}


def loss(landscape: Landscape) -> Drawing:
    """One path through the first critical points, and for each its least curved direction.

    Raises:
        UnsupportedError: no critical point is known, or several axes.
    """
    architecture = require_one_axis(landscape.architecture, "pictures of the loss are")
    points = marked_points(landscape, MAX_POINTS)
    if not points:
        raise UnsupportedError(f"no critical point of {landscape.architecture} is known, so there is no line to draw")
    columns = min(COLUMNS, len(points))
    rows = ceil(len(points) / columns)
    title = f"{landscape.architecture}: the loss along lines in parameter space"
    more = len(landscape.points) - len(points)
    if more:
        title += f", {more} critical functions with larger losses left out"
    lines = LossLines(architecture, landscape.square_loss)
    return Drawing(title, (12, 3.4 + 2.6 * rows), lambda figure: _draw(figure, lines, points, columns))


def _draw(figure: Any, lines: LossLines, points: list[MarkedPoint], columns: int) -> None:
    rows = ceil(len(points) / columns)
    grid = figure.add_gridspec(rows + 1, columns, height_ratios=[1.3] + [1] * rows)
    _path(figure.add_subplot(grid[0, :]), lines, points)
    for i, point in enumerate(points):
        axes = figure.add_subplot(grid[1 + i // columns, i % columns])
        other = points[0] if i else points[1] if len(points) > 1 else None
        _cell(axes, lines, point, other)
        if i < 2:
            # the first goes towards the second, all others towards the first
            axes.legend(loc="best", fontsize=8)
        if i % columns == 0:
            axes.set_ylabel("loss")


def _path(axes: Any, lines: LossLines, points: list[MarkedPoint]) -> None:
    """From every critical point in a straight line to the next."""
    places = steps(0, 1, SAMPLES)
    values: list[float] = []
    here = points[0].layers
    for i, (_, after) in enumerate(pairwise(points)):
        end = lines.nearest(after.layers, here)
        found = lines.along(here, end - here, places)
        axes.plot([i + t for t in places], found, color="#444444", linewidth=1.5, zorder=1)
        values += found
        here = end
    _marks(axes, points)
    losses = [point.loss for point in points]
    _scale(axes, losses, values)
    axes.set_xticks(range(len(points)), [f"{point.name}\n{point.pattern}".strip() for point in points])
    axes.set(ylabel="loss", xlim=(-0.35, len(points) - 0.65))
    axes.set_title("from every critical point in a straight line to the next", fontsize=10)


def _marks(axes: Any, points: list[MarkedPoint]) -> None:
    for nature, mark in MARKS.items():
        found = [(i, point.loss) for i, point in enumerate(points) if point.nature is nature]
        if found:
            label = "nature undecided" if nature is None else str(nature)
            axes.plot(
                *zip(*found, strict=True), linestyle="", marker=mark, markersize=9, color=FILLS[nature],
                markeredgecolor="black", label=label, zorder=2,
            )  # fmt: skip
    axes.legend(loc="upper left", fontsize=8)


def _scale(axes: Any, losses: list[float], values: list[float]) -> None:
    """Logarithmic where the losses differ by orders of magnitude."""
    positive = [value for value in losses if value > 0]
    top = max([*losses, *values])
    if positive and top > 50 * min(positive):
        axes.set_yscale("symlog", linthresh=min(positive))
        axes.set_ylim(bottom=-0.3 * min(positive), top=3 * top)
    else:
        axes.set_ylim(bottom=-0.06 * top, top=1.25 * top or 1)
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)


def _cell(axes: Any, lines: LossLines, point: MarkedPoint, other: MarkedPoint | None) -> None:
    """The loss around one point: in its least curved direction, and towards another point."""
    reach = float(sum(point.layers**2) / len(lines.architecture.filter_sizes)) ** 0.5
    places = steps(-reach, reach, SAMPLES)
    title = f"{point.name}  {point.pattern}".rstrip()
    least = lines.least_curved(point.layers)
    shown = [point.loss]
    if least is not None:
        curvature, direction = least
        values = lines.along(point.layers, direction, places)
        axes.plot(places, values, color="#08519c", linewidth=1.6, label="least curved direction")
        title += f", least curvature {curvature:.3g}"
        shown += values
    if other is not None:
        towards = lines.nearest(other.layers, point.layers) - point.layers
        length = float(sum(towards**2)) ** 0.5
        if length > 0:
            values = lines.along(point.layers, towards / length, places)
            axes.plot(places, values, "--", color="#e6550d", linewidth=1.3, label=f"towards {other.name}")
            shown += [v for v in values if least is None or v <= 1.5 * max(shown)]
    axes.plot(
        [0], [point.loss], marker=MARKS[point.nature], markersize=8, color=FILLS[point.nature],
        markeredgecolor="black", zorder=3,
    )  # fmt: skip
    margin = 0.08 * (max(shown) - min(shown)) or 1
    axes.set(ylim=(min(shown) - margin, max(shown) + margin), xlim=(-reach, reach))
    axes.set_xlabel("distance in parameter space", fontsize=8)
    axes.tick_params(labelsize=8)
    axes.set_title(title, fontsize=9)
