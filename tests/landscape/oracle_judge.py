"""What the package says of a landscape, against Newton's iteration and descent; as a module it prints the counts."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.critical import Landscape, critical_points
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.layers.parameter_points import ParameterClass
from lcnsym.landscape.loss import SquareLoss
from lcnsym.network.architecture import Architecture

from .oracle_cases import DEGENERATE, RANDOM, Case, cases
from .oracle_digits import confirmed, curvature_sign
from .oracle_newton import Array, Network, clusters

SECONDS = 60
STARTS = 150
RESIDUAL = 1e-10
APART = 1e-4
ZERO = 1e-5
"""w of this size, relative to u, is left to the zero filters."""
CURVED = 1e-6
"""A curvature of this size, relative to the largest, has a sign."""
LOWER = 1e-6
"""How much lower a loss must be, relative to the one of the zero filter."""
RADII = (1e-2, 1e-3, 1e-4)
MOST_CONFIRMED = 5


@dataclass(frozen=True)
class Judgement:
    """What the oracle says of one case.

    Attributes:
        contradictions: one line each.
        counts: what was judged, and what could not be.
    """

    contradictions: tuple[str, ...]
    counts: Counter[str]


@dataclass(frozen=True, eq=False)
class _Judge:
    """A case, its landscape, and the same loss in floating point, scaled to the size one.

    Attributes:
        listed: the classes of the landscape with their losses, scaled too.
        points: their layers, a row each.
    """

    case: Case
    landscape: Landscape
    network: Network
    listed: list[tuple[ParameterClass, float]]
    points: Array
    counts: Counter[str]

    @classmethod
    def of(cls, case: Case, changed: Callable[[Landscape], Landscape]) -> _Judge:
        architecture = Architecture(case.sizes, case.strides)
        loss = SquareLoss.with_gram([list(row) for row in case.gram], BinaryForm(case.target))
        landscape = changed(critical_points(architecture, loss, SECONDS))
        size, largest = max(map(abs, case.target)), max(abs(q) for row in case.gram for q in row)
        target = np.array([float(u / size) for u in case.target])
        gram = np.array([[float(q / largest) for q in row] for row in case.gram])
        listed, rows = [], []
        for point in landscape.points:
            lo, hi = point.loss
            for found in point.classes:
                listed.append((found, float((lo + hi) / 2 / size**2 / largest)))
                rows.append([float(c) for layer in _layers(found, size) for c in layer])
        network = Network(case.sizes, target, gram, architecture.stride_products)
        points = network.balanced(np.array(rows).reshape(-1, network.number))
        return cls(case, landscape, network, listed, points, Counter())

    def contradictions(self) -> Iterator[str]:
        """All that are found."""
        rng = np.random.default_rng(len(self.case.target))
        starts = self.network.starts(STARTS, rng)
        ends = self.network.newton(starts)
        limits = self.network.descended(starts)
        yield from self._missing(np.concatenate([ends, limits]))
        yield from self._natures(rng)
        yield from self._global_minimum(limits)
        yield from self._spurious_minima(limits, rng)

    @property
    def _whole(self) -> float:
        """The loss of the zero filter."""
        return float(self.network.target @ self.network.gram @ self.network.target)

    def _critical(self, points: Array, residual: float) -> Array:
        """Those with a small gradient and a filter that is not zero."""
        sizes = np.linalg.norm(self.network.filters(points), axis=1) / np.linalg.norm(self.network.target)
        small = np.linalg.norm(self.network.gradients(points), axis=1) < residual
        found: Array = points[small & (sizes > ZERO) & np.isfinite(points).all(axis=1)]
        return found

    def _missing(self, points: Array) -> Iterator[str]:
        """Critical points that are not in a list that is said to be complete."""
        if not self.landscape.is_complete:
            self.counts["lists not said to be complete"] += 1
            return
        self.counts["complete lists"] += 1
        found = self._critical(points, RESIDUAL)
        found = found[clusters(self.network.lines(found), APART)]
        self.counts["critical points found by the oracle"] += len(found)
        new = [point for point in found if self._is_new(point)]
        for point in new[:MOST_CONFIRMED]:
            layers = confirmed(self.case, [point[layer].tolist() for layer in self.network.layers])
            if layers is None:
                self.counts["points not confirmed with 240 digits"] += 1
            elif self._is_new(np.concatenate(layers)):
                yield f"complete, but a critical point is missing: {layers}"

    def _is_new(self, point: Array) -> bool:
        """Whether a point is not among the listed ones, nor on a curve that is reported."""
        value = self.network.losses(point[None])[0]
        if any(abs(value - loss) < LOWER * self._whole for loss in self._losses_of_curves()):
            return False
        own = self.network.lines(point[None])
        lines = self.network.lines(self.points)
        return not len(lines) or float(np.linalg.norm(lines - own, axis=1).min()) > APART

    def _losses_of_curves(self) -> list[float]:
        size = max(map(abs, self.case.target)) ** 2 * max(abs(q) for row in self.case.gram for q in row)
        return [float(sum(curve.loss) / 2 / size) for curve in getattr(self.landscape, "curves", ())]

    def _natures(self, rng: np.random.Generator) -> Iterator[str]:
        """One class of every function and nature."""
        chosen = {(loss, str(found.nature)): i for i, (found, loss) in reversed(list(enumerate(self.listed)))}
        if not chosen:
            return
        rows = list(chosen.values())
        curvatures, _ = self.network.least_curvatures(self.points[rows])
        for i, curvature in zip(rows, curvatures, strict=True):
            found, loss = self.listed[i]
            if found.nature not in (Nature.MINIMUM, Nature.SADDLE):
                self.counts[f"natures {found.nature}"] += 1
                continue
            self.counts[f"natures {found.nature}"] += 1
            is_minimum = found.nature is Nature.MINIMUM
            what = f"{found.nature} with loss {loss:.12g} (scaled), packing {found.packing}"
            sign = (
                int(np.sign(curvature)) if abs(curvature) > CURVED else curvature_sign(self.case, self._layers(found))
            )
            if sign is None:
                self.counts["curvatures not found with 60 or 240 digits"] += 1
            elif sign:
                if (sign > 0) is not is_minimum:
                    yield f"{what}: the sign of the least curvature is {sign}"
            elif is_minimum:
                if self._is_left(self.points[i], loss, rng):
                    yield f"{what}: descent leaves it"
            elif not any(self._leaves(self.points[i], loss, radius, rng, 1e-9) for radius in (0.1, *RADII)):
                yield f"{what}: descent does not leave it"

    def _layers(self, found: ParameterClass) -> list[list[Fraction]]:
        return _layers(found, max(map(abs, self.case.target)))

    def _is_left(self, point: Array, loss: float, rng: np.random.Generator) -> bool:
        return all(self._leaves(point, loss, radius, rng, LOWER) for radius in RADII)

    def _leaves(self, point: Array, loss: float, radius: float, rng: np.random.Generator, lower: float) -> bool:
        """Whether descent from some point that near comes to a lower loss."""
        moves = rng.standard_normal((24, len(point)))
        moves *= radius * np.linalg.norm(point) / np.linalg.norm(moves, axis=1, keepdims=True)
        ends = self.network.descended(point + moves)
        return bool(self.network.losses(ends).min() < loss - lower * self._whole)

    def _global_minimum(self, limits: Array) -> Iterator[str]:
        own = self._least()
        if own is None:
            return
        self.counts["least losses"] += 1
        below = float(np.nanmin(self.network.losses(limits)))
        if below < own - LOWER * self._whole:
            yield f"the least loss is said to be {own:.12g} (scaled), descent comes to {below:.12g}"

    def _spurious_minima(self, limits: Array, rng: np.random.Generator) -> Iterator[str]:
        claimed = self.landscape.spurious_minima
        if claimed is None:
            self.counts["numbers of spurious minima not given"] += 1
            return
        self.counts["numbers of spurious minima"] += 1
        found = self._critical(limits, 1e-8)
        found = found[self.network.losses(found) > (self._least() or 0.0) + LOWER * self._whole]
        found = found[clusters(self.network.lines(found), 0.03)]
        if not len(found):
            return
        curvatures, _ = self.network.least_curvatures(found)
        minima = []
        for point, curvature in zip(found, curvatures, strict=True):
            loss = float(self.network.losses(point[None])[0])
            flat = abs(curvature) <= CURVED
            if curvature > CURVED or (flat and not any(self._leaves(point, loss, r, rng, LOWER) for r in RADII)):
                minima.append(loss)
        if len(minima) > claimed:
            yield f"{claimed} spurious minima are claimed, descent has {len(minima)}: losses {sorted(minima)} (scaled)"

    def _least(self) -> float | None:
        """The least loss, scaled, at a point or on a curve; None: it is not known."""
        least, curve = self.landscape.global_minimum, self.landscape.least_curve
        if least is not None:
            return next(loss for found, loss in self.listed if found in least.classes)
        size, largest = max(map(abs, self.case.target)), max(abs(q) for row in self.case.gram for q in row)
        return None if curve is None else float(curve.loss / size**2 / largest)


def _layers(found: ParameterClass, size: Fraction) -> list[list[Fraction]]:
    """The class's layers for a target over its size."""
    first, *others = ([(lo + hi) / 2 for lo, hi in layer] for layer in found.filters.enclosures(100))
    return [[c / size for c in first], *others]


def judged(case: Case, changed: Callable[[Landscape], Landscape] = lambda landscape: landscape) -> Judgement:
    """What the oracle says of the package's answer, or of one that is changed."""
    with np.errstate(all="ignore"):
        judge = _Judge.of(case, changed)
        found = tuple(judge.contradictions())
    return Judgement(found, judge.counts)


def main() -> int:
    """Print every contradiction with its case, and the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--number", type=int, default=RANDOM + DEGENERATE, help="how many cases, every fourth degenerate"
    )
    options = parser.parse_args()
    total: Counter[str] = Counter()
    start = time.process_time()
    for i, case in enumerate(cases(options.number)):
        judgement = judged(case)
        total += judgement.counts
        total["cases, " + ("random" if case.kind == "random" else "degenerate")] += 1
        total["contradictions"] += len(judgement.contradictions)
        for line in judgement.contradictions:
            sys.stdout.write(f"case {i}, {case}\n  {line}\n")
            sys.stdout.flush()
    for name, number in sorted(total.items()):
        sys.stdout.write(f"{number:6d} {name}\n")
    sys.stdout.write(
        f"{total['contradictions']} contradictions, {time.process_time() - start:.0f} s of processor time\n"
    )
    return int(total["contradictions"] > 0)


if __name__ == "__main__":
    sys.exit(main())
