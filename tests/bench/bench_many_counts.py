"""Time the counting of the real roots of many small forms at once, next to the peers in a loop; all must agree.

Run as a script: python tests/bench/bench_many_counts.py --markdown
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from typing import Any

from bench_counting import setting
from counting_families import FAMILIES
from counting_methods import METHODS
from workers import interleaved

Rows = list[list[int]]
HEADER = ("family", "degree", "forms")
OURS = "lcnsym, many at once"


def many(rows: Rows) -> list[int]:
    """`count_real_roots_many`."""
    from lcnsym import count_real_roots_many

    return count_real_roots_many(rows)


def one_by_one(rows: Rows) -> list[int]:
    """`count_real_roots` of a BinaryForm for each row."""
    from lcnsym import BinaryForm, count_real_roots

    return [count_real_roots(BinaryForm(row)) for row in rows]


def pari(rows: Rows) -> list[int]:
    """PARI's isolation of the real roots of the polynomial of each row."""
    from cypari import pari as session

    return [len(session(row).Pol().polrootsreal()) for row in rows]


WAYS: dict[str, Callable[[Rows], list[int]]] = {
    OURS: many,
    "lcnsym, one by one": one_by_one,
    "PARI polrootsreal of rows": pari,
}
CONVERTED = ("PARI polrootsreal", "PARI polsturm")


def prepare(way: str, family: str, degree: int, size: int) -> Callable[[], Any]:
    """The call that is measured; the peers of bench_counting.py have their polynomials converted beforehand."""
    generator = random.Random(f"many {family} {degree}")
    forms = [FAMILIES[family](degree, generator) for _ in range(size)]
    if way in CONVERTED:
        calls = [METHODS[way](f) for f in forms]
        return lambda: [call() for call in calls]
    rows = [[int(c) for c in reversed(f.coeffs())] for f in forms]
    return lambda: WAYS[way](rows)


def row(family: str, degree: int, size: int, rounds: int) -> list[str]:
    """One line of the table: microseconds for one form, and ours in units of the best peer."""
    names = (*WAYS, *CONVERTED)
    results = interleaved({way: (prepare, (way, family, degree, size)) for way in names}, rounds, 60)
    medians = {way: result.median for way, result in results.items()}
    if len({tuple(result.answer) for way, result in results.items() if medians[way] is not None}) > 1:
        raise AssertionError(f"{family}, degree {degree}: the methods disagree")
    peers = [seconds for way, seconds in medians.items() if seconds is not None and not way.startswith("lcnsym")]
    ours = medians[OURS]
    times = [
        result.failure or "?" if result.median is None else f"{result.median / size * 1e6:.3g} µs"
        for result in results.values()
    ]
    return [family, str(degree), str(size), *times, _ratio(ours, peers)]


def _ratio(ours: float | None, peers: list[float]) -> str:
    if ours is None:
        return "no answer"
    return f"{ours / min(peers):.2f}" if peers else "no peer answers"


def main() -> None:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--degrees", default="4,8,12", help="comma-separated")
    parser.add_argument("--families", default="random10,random32,chebyshev_square,repeated", help="comma-separated")
    parser.add_argument("--forms", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=7, help="measurements of each way, interleaved")
    parser.add_argument("--markdown", action="store_true", help="print a markdown table")
    arguments = parser.parse_args()
    head = [*HEADER, *WAYS, *CONVERTED, "many / best peer"]
    print(setting(), end="\n\n")
    lines = [head, ["---"] * len(head)] if arguments.markdown else [head]
    for columns in lines:
        print(_line(columns, arguments.markdown))
    for family in arguments.families.split(","):
        for degree in map(int, arguments.degrees.split(",")):
            print(_line(row(family, degree, arguments.forms, arguments.rounds), arguments.markdown), flush=True)


def _line(columns: list[str], markdown: bool) -> str:
    return "| " + " | ".join(columns) + " |" if markdown else "  ".join(column.ljust(18) for column in columns)


if __name__ == "__main__":
    main()
