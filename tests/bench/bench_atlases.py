"""Time atlases of planes side by side with critical points on a grid, and one wall with SymPy; shares of windows.

Run as a script: python tests/bench/bench_atlases.py [times] [wall] [shares]
"""

from __future__ import annotations

import argparse
import random
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from typing import TypeVar

from lcnsym.algebra.forms import BinaryForm
from lcnsym.atlases.answers import answer_of
from lcnsym.atlases.atlas import atlas
from lcnsym.atlases.families import LossFamily
from lcnsym.atlases.parametric_strata import ParametricStrata
from lcnsym.atlases.walls import Curve, Question
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.equations.charts import CHARTS
from lcnsym.network.architecture import Architecture

T = TypeVar("T")
TIMES = (((3, 2), "spurious"), ((4, 2), "spurious"), ((2, 2, 2), "minima"), ((2, 2, 2), "spurious"))
SHARES = (((3, 2), "spurious", 10), ((4, 2), "spurious", 10), ((2, 2, 2), "spurious", 3), ((3, 2, 2), "minima", 2))


def plane(draw: random.Random, degree: int) -> LossFamily:
    """Random integers from −5 to 5; the window is |s|, |t| ≤ 2."""
    forms = [BinaryForm([draw.randint(-5, 5) for _ in range(degree + 1)]) for _ in range(3)]
    return LossFamily(forms[0], tuple(forms[1:]), window=((Fraction(-2), Fraction(2)),) * 2)


def timed(call: Callable[[], T]) -> tuple[T, float]:
    """The value, and processor time in seconds."""
    begin = time.process_time()
    value = call()
    return value, time.process_time() - begin


def answers_on_grid(architecture: Architecture, family: LossFamily, question: Question, size: int) -> list[object]:
    """At the middles of size × size boxes of the window."""
    places = [[lo + (hi - lo) * Fraction(2 * i + 1, 2 * size) for i in range(size)] for lo, hi in family.bounds]
    losses = (family.loss(point) for point in product(*places))
    return [answer_of(critical_points(architecture, loss, use_cache=False)).about(question) for loss in losses]


def times(grid: int, seed: int) -> Iterator[tuple[str, ...]]:
    """The atlas, and critical points in the middles of grid × grid boxes."""
    yield "architecture", "question", "atlas", "regions", f"{grid} × {grid} targets", "answers seen", "missed regions"
    for sizes, question in TIMES:
        architecture, draw = Architecture(sizes), random.Random(seed)
        family = plane(draw, architecture.degree)
        found, seconds = timed(lambda a=architecture, f=family, q=question: atlas(a, f, q, use_cache=False))
        seen, slow = timed(lambda a=architecture, f=family, q=found.question: answers_on_grid(a, f, q, grid))
        values = {cell.answer.about(found.question) for cell in found.cells if cell.answer is not None}
        small = sum(cell.area[1] < found.family.area / grid**2 for cell in found.cells)
        yield (
            str(sizes),
            question,
            f"{seconds:.1f} s",
            str(len(found.cells)),
            f"{slow:.1f} s",
            f"{len(set(seen) & values)} of {len(values)}",
            f"{small} smaller than a box",
        )


def wall(limit: int, seed: int) -> Iterator[tuple[str, ...]]:
    """The discriminant of the elimination form of (2,1) in a plane."""
    import sympy

    s, t, p = sympy.symbols("s t p")
    yield "degree", "terms", "here", "SymPy"
    for degree in (2, 3):
        strata = ParametricStrata(plane(random.Random(seed), degree), CHARTS[0])
        form = strata.elimination_form(2)
        found, seconds = timed(lambda f=form: f.discriminant("p"))
        terms = zip(form.monoms(), form.coeffs(), strict=True)
        other = sum(int(c) * s ** int(i) * t ** int(j) * p ** int(k) for (i, j, k, _), c in terms)

        def stop(*_: object) -> None:
            raise TimeoutError

        signal.signal(signal.SIGALRM, stop)
        signal.alarm(limit)
        try:
            value, slow = timed(lambda f=other: sympy.Poly(sympy.discriminant(f, p), s, t))
            same = {(i, j): int(c) for (i, j), c in value.terms()} == {(i, j): c for i, j, c in Curve.of(found).terms}
            told = f"{slow:.2f} s" + ("" if same else ", another polynomial")
        except TimeoutError:
            told = f"more than {limit} s"
        signal.alarm(0)
        yield str(degree), str(len(found)), f"{1000 * seconds:.2f} ms", told


def shares(seed: int) -> Iterator[tuple[str, ...]]:
    """Proved bounds for the mean share of random planes in which there is each answer."""
    yield "architecture", "planes", "question", "answer: share of the windows"
    for sizes, question, number in SHARES:
        architecture, draw = Architecture(sizes), random.Random(seed)
        least: dict[object, Fraction] = defaultdict(Fraction)
        for _ in range(number):
            for value, (share, _) in atlas(architecture, plane(draw, architecture.degree), question).shares.items():
                least[value] += share / number
        rest = 1 - sum(least.values())
        told = (f"{v}: {100 * float(c):.2f} to {100 * float(c + rest):.2f} %" for v, c in sorted(least.items()))
        yield str(sizes), str(number), question, "; ".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", choices=("times", "wall", "shares"), default=["times"])
    for name, default in (("grid", 60), ("limit", 60), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    tables = {
        "times": lambda: times(options.grid, options.seed),
        "wall": lambda: wall(options.limit, options.seed),
        "shares": lambda: shares(options.seed),
    }
    for name in options.tables:
        for i, row in enumerate(tables[name]()):
            print("| " + " | ".join(row) + " |", flush=True)
            if not i:
                print("| --- " * len(row) + "|")


if __name__ == "__main__":
    main()
