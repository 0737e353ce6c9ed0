"""Boxes of a window that plane curves do not meet, by Bernstein coefficients in floating point with error bounds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb

import numpy as np
from numpy.typing import NDArray

from .ordered_roots import Interval
from .walls import Curve

ROUNDING = 2.0**-52
"""More than the relative error of an addition, or of a conversion from exact numbers."""
Window = tuple[Interval, Interval]


def free_boxes(curves: Sequence[Curve], window: Window, depth: int) -> NDArray[np.bool_]:
    """Which of 2^depth × 2^depth equal boxes of the window are proved to be free of the curves, borders included.

    The first index is that of s, both ascending. Halving a box takes means of Bernstein coefficients, whose values lie
    between the least and the largest; a mean adds at most the rounding of the largest to the error.
    """
    free = np.zeros((1 << depth, 1 << depth), dtype=bool)
    places = np.zeros((1, 2), dtype=np.int64)
    coefficients = [_bernstein(curve, window)[np.newaxis] for curve in curves]
    errors = [np.full(1, 2 * ROUNDING) for _ in curves]
    for level in range(depth + 1):
        kept = np.ones(len(places), dtype=bool)
        undecided = []
        for c, e in zip(coefficients, errors, strict=True):
            undecided.append((c.min(axis=(1, 2)) <= e) & (c.max(axis=(1, 2)) >= -e))
        kept = np.any(undecided, axis=0) if undecided else np.zeros(len(places), dtype=bool)
        width = 1 << (depth - level)
        for i, j in places[~kept]:
            free[i * width : (i + 1) * width, j * width : (j + 1) * width] = True
        if level == depth or not kept.any():
            break
        places = places[kept]
        places = np.concatenate([2 * places + [a, b] for a in (0, 1) for b in (0, 1)])
        halves = [_quarters(c[kept], e[kept]) for c, e in zip(coefficients, errors, strict=True)]
        coefficients, errors = [c for c, _ in halves], [e for _, e in halves]
    return free


def components(free: NDArray[np.bool_]) -> tuple[NDArray[np.int64], int]:
    """Numbers from 1 of the sets of free boxes that are joined by edges, 0 for the other boxes, and how many sets."""
    parents = [0]
    labels = np.zeros(free.shape, dtype=np.int64)
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
    return renumbered[labels], len(used) - 1


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


def _bernstein(curve: Curve, window: Window) -> NDArray[np.float64]:
    """The coefficients of f in the window, the largest of absolute value 1."""
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
    largest = max(abs(value) for row in table for value in row)
    return np.array([[float(value / largest) for value in row] for row in table])


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
