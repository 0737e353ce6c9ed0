"""Boxes of a window that plane curves do not meet, by Bernstein coefficients in floating point with error bounds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb, lcm

import numpy as np
from numpy.typing import NDArray

from .ordered_roots import Interval
from .walls import Curve

ROUNDING = 2.0**-52
"""More than the relative error of an addition, or of a conversion from exact numbers."""
EXACT_LEVELS, FULL_LEVELS = 4, 7
"""Boxes are halved so often exactly, and so often with polynomials of the degree of the curve."""
LOW_DEGREE = 6
Window = tuple[Interval, Interval]


SEVERAL = -1


def owners(curves: Sequence[Curve], window: Window, depth: int) -> NDArray[np.int16]:
    """Which curves may meet each of 2^depth × 2^depth equal boxes of the window, borders included.

    0 for none: the box is proved to be free of them; the number of the only one, from 1; SEVERAL for more. The first
    index is that of s, both ascending.
    """
    found = np.zeros((1 << depth, 1 << depth), dtype=np.int16)
    for number, curve in enumerate(curves, 1):
        i, j = _met(curve, window, depth).T
        found[i, j] = np.where(found[i, j] == 0, number, SEVERAL)
    return found


def _met(curve: Curve, window: Window, depth: int) -> NDArray[np.int64]:
    """The boxes that a curve may meet.

    Values lie between the least and the largest of Bernstein's coefficients; halving a box takes means of these. The
    first halvings are exact, so that coefficients are compared with those in the same part of the window. Later ones
    add at most the rounding of the largest coefficient to the error. Small boxes go on with polynomials of low degree,
    and what Bernstein's coefficients differ by is a bound for what the values do.
    """
    places = np.zeros((1, 2), dtype=np.int64)
    exact = [_bernstein(curve, window)]
    for level in range(min(depth, EXACT_LEVELS) + 1):
        kept = [k for k, table in enumerate(exact) if table.min() <= 0 <= table.max()]
        places, exact = places[kept], [exact[k] for k in kept]
        if not kept or level == depth:
            return places
        if level < EXACT_LEVELS:
            exact = [quarter for k in range(4) for quarter in (_exact_quarters(table)[k] for table in exact)]
            places = _quartered(places)
    coefficients = np.array([[[float(c) for c in row] for row in _scaled(table)] for table in exact])
    errors = np.full(len(places), 2 * ROUNDING)
    for level in range(EXACT_LEVELS, depth):
        if level == FULL_LEVELS:
            coefficients, errors = _reduced(coefficients, errors)
        coefficients, errors = _quarters(coefficients, errors)
        places = _quartered(places)
        doubtful = (coefficients.min(axis=(1, 2)) <= errors) & (coefficients.max(axis=(1, 2)) >= -errors)
        coefficients, errors, places = coefficients[doubtful], errors[doubtful], places[doubtful]
    return places


def _quartered(places: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([2 * places + [a, b] for a in (0, 1) for b in (0, 1)])


def _reduced(
    coefficients: NDArray[np.float64], errors: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Polynomials of low degree in each variable, and errors that are larger by the most they differ."""
    found, raised = coefficients, []
    for axis in (1, 2):
        size = found.shape[axis]
        elevation = _elevation(min(size, LOW_DEGREE + 1) - 1, size - 1)
        found = np.moveaxis(np.tensordot(np.linalg.pinv(elevation), found, (1, axis)), 0, axis)
        raised.append(elevation)
    back = np.moveaxis(np.tensordot(raised[0], found, (1, 1)), 0, 1)
    back = np.moveaxis(np.tensordot(raised[1], back, (1, 2)), 0, 2)
    largest = np.abs(found).max(axis=(1, 2)) + np.abs(coefficients).max(axis=(1, 2))
    # two products with matrices of rows ≥ 0 of sum 1 and of at most LOW_DEGREE + 1 entries, rounded themselves
    rounding = 8 * (LOW_DEGREE + 1) * ROUNDING * largest
    return found, errors + np.abs(back - coefficients).max(axis=(1, 2)) + rounding


def _elevation(low: int, high: int) -> NDArray[np.float64]:
    """From Bernstein's coefficients of one degree to those of a higher one."""
    found = np.zeros((high + 1, low + 1))
    for j in range(low + 1):
        for i in range(j, high - low + j + 1):
            found[i, j] = comb(low, j) * comb(high - low, i - j) / comb(high, i)
    return found


def _scaled(table: NDArray[np.object_]) -> list[list[Fraction]]:
    """Divided by the largest absolute value."""
    largest = max(abs(c) for row in table for c in row)
    return [[Fraction(c, largest) for c in row] for row in table]


def _exact_quarters(table: NDArray[np.object_]) -> list[NDArray[np.object_]]:
    """As `_quarters`, of integers, times a power of two."""
    return [half for part in _exact_halves(table) for half in (h.T for h in _exact_halves(part.T))]


def _exact_halves(table: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    degree, current = len(table) - 1, table
    lower, upper = [], []
    for k in range(degree + 1):
        scale = 1 << (degree - k)
        lower.append(current[0] * scale)
        upper.append(current[-1] * scale)
        current = current[:-1] + current[1:]
    return np.array(lower, dtype=object), np.array(upper[::-1], dtype=object)


def components(free: NDArray[np.bool_]) -> tuple[NDArray[np.int32], int]:
    """Numbers from 1 of the sets of free boxes that are joined by edges, 0 for the other boxes, and how many sets."""
    parents = [0]
    labels = np.zeros(free.shape, dtype=np.int32)
    for i, column in enumerate(free):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], column.astype(np.int8), [0]))))
        for lo, hi in edges.reshape(-1, 2):
            before = np.unique(labels[i - 1, lo:hi]) if i else np.zeros(0, dtype=np.int64)
            roots = {_root(parents, int(b)) for b in before if b}
            if not roots:
                parents.append(len(parents))
                roots = {len(parents) - 1}
            least = min(roots)
            for root in roots:
                parents[root] = least
            labels[i, lo:hi] = least
    numbers = np.array([_root(parents, k) for k in range(len(parents))])
    used, renumbered = np.unique(numbers, return_inverse=True)
    return renumbered.astype(np.int32)[labels], len(used) - 1


def box_bounds(window: Window, depth: int, i: int, j: int) -> Window:
    """The box with these numbers."""
    (a, b), (c, d) = window
    size = 1 << depth
    width, height = (b - a) / size, (d - c) / size
    return (a + i * width, a + (i + 1) * width), (c + j * height, c + (j + 1) * height)


def _root(parents: list[int], k: int) -> int:
    while parents[k] != k:
        parents[k] = parents[parents[k]]
        k = parents[k]
    return k


def _bernstein(curve: Curve, window: Window) -> NDArray[np.object_]:
    """The coefficients of f in the window, times a number that makes them integers."""
    (a, b), (c, d) = window
    rows = 1 + max(i for i, _, _ in curve.terms)
    columns = 1 + max(j for _, j, _ in curve.terms)
    table = [[Fraction(0)] * columns for _ in range(rows)]
    for i, j, value in curve.terms:
        table[i][j] = Fraction(value)
    table = [_in_bernstein(row, c, d) for row in table]
    table = [
        list(row) for row in zip(*[_in_bernstein(list(col), a, b) for col in zip(*table, strict=True)], strict=True)
    ]
    common = lcm(*(value.denominator for row in table for value in row))
    return np.array([[int(value * common) for value in row] for row in table], dtype=object)


def _in_bernstein(coefficients: list[Fraction], lo: Fraction, hi: Fraction) -> list[Fraction]:
    """From those of 1, x, x², … to Bernstein's on [lo, hi]."""
    degree = len(coefficients) - 1
    moved = [coefficients[-1]]
    for c in reversed(coefficients[:-1]):
        # moved·(lo + (hi − lo)·y) + c
        longer = [Fraction(0)] * (len(moved) + 1)
        for k, value in enumerate(moved):
            longer[k] += value * lo
            longer[k + 1] += value * (hi - lo)
        longer[0] += c
        moved = longer
    shares = [c / comb(degree, k) for k, c in enumerate(moved)]
    return [sum((comb(i, k) * shares[k] for k in range(i + 1)), Fraction(0)) for i in range(degree + 1)]


def _quarters(
    coefficients: NDArray[np.float64], errors: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The four quarters of every box, all of the first kind first: lower and upper t of the lower half of s, …"""
    halves = [half for part in _halves(coefficients, 1) for half in _halves(part, 2)]
    steps = coefficients.shape[1] + coefficients.shape[2]
    grown = errors + steps * ROUNDING * np.abs(coefficients).max(axis=(1, 2))
    return np.concatenate(halves), np.concatenate([grown] * 4)


def _halves(coefficients: NDArray[np.float64], axis: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Casteljau's algorithm at 1/2."""
    current = np.moveaxis(coefficients, axis, 0)
    lower, upper = [], []
    while True:
        lower.append(current[0])
        upper.append(current[-1])
        if len(current) == 1:
            break
        current = (current[:-1] + current[1:]) / 2
    return np.moveaxis(np.array(lower), 0, axis), np.moveaxis(np.array(upper[::-1]), 0, axis)
