"""A plane of losses whose walls have too large degrees for an exact decomposition: boxes that are proved to be free.

Free boxes that are joined by edges are in one cell of the plane; one answer holds there. The boxes that a wall may
meet, and small parts, are left without an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from .answers import LocalAnswer, first_decided
from .areas import box_bounds, components
from .families import LossFamily
from .joined import Joined
from .ordered_roots import short_between
from .regions import ENOUGH, Asked, ChangingPart, Grid, Patch, Point, Region, drawn, flooded, patches, regions_of
from .walls import Curve, Question

DEPTH = 12
LEFT = Fraction(1, 1000)
"""The share of the window in the smallest parts, of which no answer is worked out."""
SHARES = (Fraction(1, 2), Fraction(1, 5), Fraction(5, 7))
"""Where in a run of boxes samples are taken, one after the other until an answer is decided."""
REACH = 3
"""Boxes around one that a single wall meets are looked at as far as this for the answers on its sides."""


class BoxSurvey:
    """The regions of a plane, and which curves separate different answers.

    Args:
        family: a plane.
        curves: irreducible, no two the same up to a number.
        question: what must not change in a region.

    Attributes:
        separating: numbers of the curves that have different answers on their sides somewhere, as far as boxes tell.
        regions: with their answers.
        undecided_area: an upper bound for the part of the window of which no answer is known.
        has_exchanges: whether the global minimum changes hands inside a part.
        patches: where every separating curve is, for pictures.
    """

    def __init__(self, family: LossFamily, curves: Sequence[Curve], question: Question) -> None:
        self._family, self._curves, self._question = family, curves, question
        first, second = family.bounds
        self.window = (first, second)
        self.separating: set[int] = set()
        self.regions: list[Region] = []
        self.undecided_area = family.area
        self.has_exchanges = False
        self.patches: dict[int, tuple[Patch, ...]] = {}

    def run(self, asked: Asked, told: Callable[[int, int], None], depth: int = DEPTH) -> None:
        """Find the parts, ask for an answer in each, large ones first, merge neighbours that agree, and measure."""
        self._grid = Grid(self._family, self._curves, depth)
        self._labels, number = components(self._grid.free)
        self._answers: list[LocalAnswer | None] = [None] * (number + 1)
        runs = _Runs(self._labels, number)
        counts = runs.counts
        self._samples: dict[int, Point] = {}
        order = [int(label) for label in np.argsort(-counts[1:], kind="stable") + 1]
        left = int(counts[1:].sum())
        for done, label in enumerate(order):
            if left <= LEFT * self._grid.boxes:
                break
            told(done, number)
            points = map(self._point, runs.boxes(label))
            self._samples[label], self._answers[label] = first_decided(points, asked, self._question)
            left -= int(counts[label])
        self._merge()
        self._measure(counts, asked)

    def answer_at(self, s: Fraction, t: Fraction) -> LocalAnswer | None:
        """The answer that holds at a point; None: it is in no box with an answer, or in a part with several."""
        place = []
        for value, (lo, hi) in zip((s, t), self.window, strict=True):
            place.append(min(int((value - lo) / (hi - lo) * len(self._labels)), len(self._labels) - 1))
        label = int(self._labels[place[0], place[1]])
        return None if label in self._changing else self._answers[label]

    @property
    def _changing(self) -> set[int]:
        """The parts in which the global minimum may change hands."""
        return {label for label, a in enumerate(self._answers) if a is not None and a.may_be_exchanged(self._question)}

    def _point(self, box: tuple[int, int]) -> Point:
        (a, b), (c, d) = box_bounds(self.window, self._grid.depth, *box)
        return short_between(a, b), short_between(c, d)

    def _merge(self) -> None:
        """Join parts with equal answers on the sides of one curve, and note the curves between different ones."""
        values = [None if a is None else a.about(self._question) for a in self._answers]
        kinds = {value: k for k, value in enumerate(dict.fromkeys(v for v in values if v is not None), 1)}
        codes = np.array([0 if v is None else kinds[v] for v in values], dtype=np.int32)
        self._parts = Joined(range(len(values)))
        owners = self._grid.owners
        size = len(owners)
        for number in range(1, len(self._curves) + 1):
            places = np.argwhere(owners == number)
            inside = ((places >= REACH) & (places < size - REACH)).all(axis=1)
            places = places[inside]
            around = np.arange(-REACH, REACH + 1)
            rows = places[:, 0, None, None] + around[None, :, None]
            columns = places[:, 1, None, None] + around[None, None, :]
            alone = ((owners[rows, columns] == 0) | (owners[rows, columns] == number)).all(axis=(1, 2))
            near = self._labels[rows[alone], columns[alone]].reshape(-1, len(around) ** 2)
            pairs = np.unique(np.stack([_least(near), near.max(axis=1, initial=0)], axis=1), axis=0)
            for first, second in pairs.tolist():
                if first != second and codes[first] and codes[second]:
                    if codes[first] == codes[second]:
                        self._parts.join(first, second)
                    else:
                        self.separating.add(number - 1)

    def _measure(self, counts: NDArray[np.int64], asked: Asked) -> None:
        grid, changing = self._grid, self._changing
        known = [label for label in self._samples if self._value(label) is not None or label in changing]
        vague = grid.boxes - sum(int(counts[label]) for label in known)
        sets: dict[int, list[int]] = defaultdict(list)
        for label in known:
            if label not in changing:
                sets[self._parts.name(label)].append(label)
        picture = drawn(self._labels)
        for inside in sets.values():
            best = max(inside, key=lambda label: counts[label])
            area = grid.bounds(sum(int(counts[label]) for label in inside), vague)
            where = patches(np.isin(picture, inside))
            self.regions.append(Region(self._samples[best], self._answers[best], area, (), where))
        spare = max(0, int(ENOUGH * grid.boxes) - vague) / max(1, sum(int(counts[label]) for label in changing))
        unknown = vague
        for label in sorted(changing, key=lambda label: -counts[label]):
            mask, enough = self._labels == label, int(spare * counts[label])
            part = ChangingPart(self.window, mask, self._answers[label], enough)
            flood = flooded(self._family, self._question, part, asked)
            unknown += flood.left
            found = regions_of(flood, asked, grid, flood.left + vague)
            self.has_exchanges = self.has_exchanges or len(found) > 1
            self.regions += found or [Region(self._samples[label], None, grid.bounds(0, flood.left + vague))]
        self.undecided_area = grid.area(min(unknown, grid.boxes))
        self.patches = {
            k: patches(_thinned(self._grid.owners == k + 1, isqrt(picture.size))) for k in sorted(self.separating)
        }

    def _value(self, label: int) -> object:
        answer = self._answers[label]
        return None if answer is None else answer.about(self._question)


class _Runs:
    """Vertical runs of boxes with one label."""

    def __init__(self, labels: NDArray[np.int32], number: int) -> None:
        found = []
        for i, column in enumerate(labels):
            edges = np.flatnonzero(np.diff(column)) + 1
            starts, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(column)]))
            found.append(np.stack([np.full(len(starts), i), starts, ends, column[starts]], axis=1))
        runs = np.concatenate(found)
        lengths = runs[:, 2] - runs[:, 1]
        self.counts = np.bincount(runs[:, 3], weights=lengths, minlength=number + 1).astype(np.int64)
        order = np.lexsort((lengths, runs[:, 3]))
        self._longest = {int(runs[k, 3]): runs[k] for k in order}

    def boxes(self, label: int) -> Iterator[tuple[int, int]]:
        """Boxes of a longest run, that in the middle first."""
        i, lo, hi, _ = self._longest[label].tolist()
        for share in SHARES:
            yield i, lo + int(share * (hi - lo))


def _least(labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """The least positive one in each row, 0 if there is none."""
    large = np.iinfo(np.int32).max
    least = np.where(labels > 0, labels, large).min(axis=1, initial=large)
    return np.where(least == large, 0, least)


def _thinned(mask: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
    """Which of size × size larger boxes have one of the boxes inside."""
    step = len(mask) // size
    found: NDArray[np.bool_] = np.any(mask.reshape(size, step, size, step), axis=(1, 3))
    return found
