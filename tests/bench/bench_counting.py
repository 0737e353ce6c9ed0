"""Time the counting of real roots with multiplicity, next to the peers, and check that all agree.

Run as a script: python tests/bench/bench_counting.py --markdown
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from counting_families import FAMILIES, member
from counting_methods import METHODS, OURS, Count
from workers import Result, interleaved

HEADER = ("family", "degree", "real roots", *METHODS, "ours / best peer")


def prepare(method: str, family: str, degree: int) -> Count:
    """The call that is measured."""
    return METHODS[method](member(family, degree))


def cell(family: str, degree: int, rounds: int, timeout: float) -> dict[str, Result]:
    """All methods on one polynomial; they must agree."""
    calls = {method: (prepare, (method, family, degree)) for method in METHODS}
    results = interleaved(calls, rounds, timeout)
    answers = {name: result.answer for name, result in results.items() if result.median is not None}
    if len(set(answers.values())) > 1:
        raise AssertionError(f"{family}, degree {degree}: the methods disagree: {answers}")
    return results


def row(family: str, degree: int, results: dict[str, Result]) -> tuple[str, ...]:
    """One line of the table."""
    answers = {result.answer for result in results.values() if result.median is not None}
    times = [_time(result) for result in results.values()]
    return (family, str(degree), *(map(str, answers or ["?"])), *times, _ratio(results))


def _time(result: Result) -> str:
    seconds = result.median
    if seconds is None:
        return result.failure or "?"
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def _ratio(results: dict[str, Result]) -> str:
    ours = results[OURS].median
    peers = [result.median for name, result in results.items() if name != OURS]
    best = min((seconds for seconds in peers if seconds is not None), default=None)
    if ours is None:
        return "no answer"
    return "no peer answers" if best is None else f"{ours / best:.2f}"


def line(columns: Sequence[str], markdown: bool) -> str:
    """A row of the table as text."""
    if markdown:
        return "| " + " | ".join(columns) + " |"
    return "  ".join(column.ljust(max(len(head), 16)) for column, head in zip(columns, HEADER, strict=True))


def setting() -> str:
    """What the numbers depend on, other than the speed of the machine."""
    packages = []
    for package in ("python-flint", "cypari", "sympy"):
        try:
            packages.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            packages.append(f"{package} absent")
    return ", ".join([f"Python {platform.python_version()}", f"{os.cpu_count()} cores", *packages])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--degrees", default="8,32,128,512", help="comma-separated")
    parser.add_argument("--families", default=",".join(FAMILIES), help="comma-separated")
    parser.add_argument("--timeout", type=float, default=20, help="seconds for one measurement")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each method, interleaved")
    parser.add_argument("--markdown", action="store_true", help="print a markdown table")
    return parser.parse_args()


def main() -> None:
    """Print the table, row by row."""
    arguments = _arguments()
    print(setting(), end="\n\n")
    print(line(HEADER, arguments.markdown))
    if arguments.markdown:
        print(line(["---"] * len(HEADER), True))
    for family in arguments.families.split(","):
        for degree in map(int, arguments.degrees.split(",")):
            results = cell(family, degree, arguments.rounds, arguments.timeout)
            print(line(row(family, degree, results), arguments.markdown), flush=True)


if __name__ == "__main__":
    main()
