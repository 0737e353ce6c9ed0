"""Function spaces and strata of filters of degree 2, 3 and 4, by matplotlib.

Forms are dehomogenised, and for slices shifted to x^n + 0·x^{n−1} + …. Curves and surfaces are drawn from their
parametrisations; which root pattern a region has is decided exactly, at rational points of a grid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from importlib import import_module
from typing import Any

from ...algebra.forms import BinaryForm
from ...errors import UnsupportedError
from ...membership.patterns import patterns_of_degree, root_pattern
from ...membership.positions import Position
from ...network.architecture import Architecture
from .drawing_files import Drawing
from .parts import SHADES, position, steps

GRID = 120
DARK = "#4575b4"
REGIONS = {
    "11|0": "#74add1",
    "0|1": "#f0e4b0",
    "111|0": DARK,
    "1|1": "#f0e4b0",
    "1111|0": DARK,
    "11|1": "#abd9e9",
    "0|11": "#f6efd0",
}

CURVES = {Position.OUTSIDE: (":", "#555555"), Position.INTERIOR: ("--", "black"), Position.BOUNDARY: ("-", "#d73027")}

Point = tuple[Fraction, ...]


def strata(architecture: Architecture) -> Drawing:
    """The function space and the strata, projectively or in slices.

    Raises:
        UnsupportedError: the filters' degree is not 2, 3 or 4.
    """
    degree = architecture.degree
    drawings: dict[int, Callable[[Any, Architecture], None]] = {2: _quadratics, 3: _cubics, 4: _quartics}
    if degree not in drawings:
        raise UnsupportedError(f"strata are drawn for filters of degree 2, 3 and 4, not {degree}")
    title = f"{architecture}: filters of degree {degree}, e = {architecture.even_filters}"
    size = (7.5, 5.4) if degree == 2 else (12, 5.4)
    return Drawing(title, size, lambda figure: drawings[degree](figure, architecture))


def _quadratics(figure: Any, architecture: Architecture) -> None:
    """The plane w_0 = 1: x² + b x + c."""
    axes = figure.add_subplot()
    _regions(axes, (-3, 3), (-2, 2), lambda b, c: (Fraction(1), b, c))
    _curve(axes, architecture, "2|0", [(2 * s, s * s) for s in steps(-1.5, 1.5, 121)])
    _finish(axes, architecture, ("w1", "w2"), "x² + w1·x + w2")


def _cubics(figure: Any, architecture: Architecture) -> None:
    """x³ + b x² + c x + d with its discriminant surface, and the slice b = 0."""
    space = figure.add_subplot(1, 2, 1, projection="3d")
    values = steps(-1, 1, 41)
    # (x + s)²(x + t)
    sheet = [[(2 * s + t, s * s + 2 * s * t, s * s * t) for t in values] for s in values]
    _surface(space, sheet, architecture, "12|0")
    _space_curve(space, "3|0", [(3 * s, 3 * s * s, s**3) for s in values], architecture)
    _finish_space(space, ("w1", "w2", "w3"), "the discriminant of x³ + w1·x² + w2·x + w3")
    plane = figure.add_subplot(1, 2, 2)
    _regions(plane, (-3, 1), (-2, 2), lambda p, q: (Fraction(1), Fraction(0), p, q))
    # (x − s)²(x + 2s)
    _curve(plane, architecture, "12|0", [(-3 * s * s, 2 * s**3) for s in steps(-1, 1, 81)])
    _dot(plane, architecture, "3|0", (0, 0))
    _finish(plane, architecture, ("w2", "w3"), "the slice x³ + w2·x + w3")


def _quartics(figure: Any, architecture: Architecture) -> None:
    """x⁴ + a x² + b x + c: the swallowtail, and its slices a = −1 and a = 1."""
    panels = figure.add_gridspec(1, 3, width_ratios=(1.7, 1, 1))
    space = figure.add_subplot(panels[0], projection="3d")
    # (x − s)²(x² + 2 s x + q) with q = w2 + 3 s²: the other two roots are real where w2 ≤ −2 s²
    values, parts = steps(-0.7, 0.7, 57), steps(0, 1, 21)
    sheets: dict[str, Callable[[float, float], float]] = {
        "112|0": lambda s, h: -1.5 + h * (1.5 - 2 * s * s),
        "2|1": lambda s, h: -2 * s * s + h * (0.8 + 2 * s * s),
    }
    for pattern, of in sheets.items():
        sheet = [[_double(s, of(s, h) + 3 * s * s) for h in parts] for s in values]
        _surface(space, sheet, architecture, pattern)
    _space_curve(space, "13|0", [_double(s, -3 * s * s) for s in steps(-0.5, 0.5, 61)], architecture)
    _space_curve(space, "22|0", [(-2 * r, 0.0, r * r) for r in steps(0, 0.49, 41)], architecture)
    _space_curve(space, "0|2", [(2 * r, 0.0, r * r) for r in steps(0, 0.4, 41)], architecture)
    space.view_init(elev=22, azim=-62)
    _finish_space(space, ("w2", "w3", "w4"), "x⁴ + w2·x² + w3·x + w4")
    for place, a in ((1, -1), (2, 1)):
        plane = figure.add_subplot(panels[place])
        _regions(plane, (-1, 1), (-0.5, 1), _quartics_with(a))
        _slice(plane, architecture, a)
        _finish(plane, architecture, ("w3", "w4"), f"the slice w2 = {a}")


def _quartics_with(a: int) -> Callable[[Fraction, Fraction], Point]:
    """The coefficients of x⁴ + a x² + b x + c by b and c."""
    return lambda b, c: (Fraction(1), Fraction(0), Fraction(a), b, c)


def _double(s: float, q: float) -> tuple[float, float, float]:
    """The coordinates of (x − s)²(x² + 2 s x + q)."""
    return q - 3 * s * s, 2 * s**3 - 2 * s * q, s * s * q


def _slice(plane: Any, architecture: Architecture, a: int) -> None:
    """The strata with multiple roots in the slice w_2 = a, where q = a + 3s²; the other roots are real for a ≤ −2s²."""
    for pattern, inside in (("112|0", True), ("2|1", False)):
        points = [_double(s, a + 3 * s * s)[1:] if (a + 2 * s * s <= 0) == inside else None for s in steps(-1, 1, 401)]
        _curve(plane, architecture, pattern, points)
    if a < 0:
        root = (-a / 6) ** 0.5
        for s in (root, -root):
            _dot(plane, architecture, "13|0", _double(s, -3 * s * s)[1:])
        _dot(plane, architecture, "22|0", (0, a * a / 4))
    else:
        _dot(plane, architecture, "0|2", (0, a * a / 4))


def _regions(
    axes: Any, across: tuple[float, float], up: tuple[float, float], coefficients: Callable[[Fraction, Fraction], Point]
) -> None:
    """Colour the plane by the root pattern at the centres of a grid, and name every pattern once."""
    columns = [Fraction(across[0]) + Fraction(across[1] - across[0]) * (2 * i + 1) / (2 * GRID) for i in range(GRID)]
    rows = [Fraction(up[0]) + Fraction(up[1] - up[0]) * (2 * j + 1) / (2 * GRID) for j in range(GRID)]
    names = [[str(root_pattern(BinaryForm(coefficients(u, v)))) for u in columns] for v in rows]
    colours = import_module("matplotlib.colors")
    image = [[colours.to_rgb(REGIONS.get(name, "#ffffff")) for name in row] for row in names]
    axes.imshow(image, origin="lower", extent=(*across, *up), aspect="auto", interpolation="nearest")
    for name, shade in REGIONS.items():
        places = {(i, j) for j, row in enumerate(names) for i, found in enumerate(row) if found == name}
        if places:
            i, j = _deepest(places)
            u, v = columns[i], rows[j]
            axes.text(
                float(u), float(v), name, ha="center", va="center", fontsize=9, weight="bold",
                color="white" if shade == DARK else "black",
            )  # fmt: skip


def _deepest(places: set[tuple[int, int]]) -> tuple[int, int]:
    """The middle of the largest square of places."""
    size: dict[tuple[int, int], int] = {}
    best = max(places)
    for i, j in sorted(places):
        size[i, j] = 1 + min(size.get((i - 1, j), 0), size.get((i, j - 1), 0), size.get((i - 1, j - 1), 0))
        if size[i, j] > size.get(best, 0):
            best = (i, j)
    half = size[best] // 2
    return best[0] - half, best[1] - half


def _label(architecture: Architecture, pattern: str) -> str:
    return f"{pattern}, {position(architecture, pattern)}"


def _curve(axes: Any, architecture: Architecture, pattern: str, points: Sequence[tuple[float, ...] | None]) -> None:
    """A curve that is interrupted where there is no point."""
    nothing = (float("nan"), float("nan"))
    if not any(points):
        return
    xs, ys = zip(*(point or nothing for point in points), strict=True)
    line, colour = CURVES[position(architecture, pattern)]
    axes.plot(xs, ys, line, color=colour, linewidth=2, label=_label(architecture, pattern))


_MARKS = {"3|0": "o", "4|0": "o", "13|0": "s", "22|0": "D", "0|2": "v"}


def _dot(axes: Any, architecture: Architecture, pattern: str, point: tuple[float, ...]) -> None:
    label = _label(architecture, pattern)
    known = axes.get_legend_handles_labels()[1]
    axes.plot(
        *([value] for value in point), linestyle="", marker=_MARKS[pattern], markersize=8, color="black",
        markerfacecolor=SHADES[position(architecture, pattern)], label=None if label in known else label,
    )  # fmt: skip


def _surface(
    axes: Any, sheet: Sequence[Sequence[tuple[float, float, float]]], architecture: Architecture, pattern: str
) -> None:
    numpy = import_module("numpy")
    x, y, z = (numpy.array([[point[i] for point in row] for row in sheet]) for i in range(3))
    look = {"color": SHADES[position(architecture, pattern)], "alpha": 0.55, "edgecolor": "#555555", "linewidth": 0.2}
    axes.plot_surface(x, y, z, rstride=2, cstride=2, **look)
    # surfaces are not listed in legends: an empty line stands for it
    axes.plot([], [], [], "s", color=look["color"], label=_label(architecture, pattern))


_LINES = {"22|0": "-", "13|0": "-.", "3|0": "-", "0|2": ":"}


def _space_curve(
    axes: Any, pattern: str, points: Sequence[tuple[float, float, float]], architecture: Architecture
) -> None:
    label = _label(architecture, pattern)
    axes.plot(*zip(*points, strict=True), _LINES[pattern], color="black", linewidth=2.2, label=label)


def _finish(axes: Any, architecture: Architecture, names: tuple[str, str], title: str) -> None:
    left, right, bottom, top = axes.get_images()[0].get_extent()
    axes.set(xlabel=names[0], ylabel=names[1], title=title, xlim=(left, right), ylim=(bottom, top))
    patterns = map(str, patterns_of_degree(architecture.degree))
    outside = [name for name in patterns if position(architecture, name) is Position.OUTSIDE]
    note = f"missing: {', '.join(outside)}" if outside else "nothing is missing"
    axes.legend(loc="lower right", fontsize=8, title=note, title_fontsize=8, handlelength=3)


def _finish_space(axes: Any, names: tuple[str, str, str], title: str) -> None:
    axes.set(xlabel=names[0], ylabel=names[1], zlabel=names[2], title=title)
    axes.legend(loc="upper left", fontsize=7, handlelength=3.5)
