"""Time counting and enumerating packings, the latter next to OR-tools' CP-SAT; print markdown.

Run as a script: python tests/bench/bench_packings.py
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections import deque
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from itertools import islice

from lcnsym import Balls, Bins, InconclusiveError, PackingProblem

Method = Callable[[PackingProblem, int], tuple[int, float]]

SKEWED = (15, 12, 9, 7, 5, 4, 3, 2, 2, 1)
MILD = (8, 8, 7, 7, 6, 6, 5, 5, 4, 4)


def repeated(*numbers: int) -> tuple[int, ...]:
    """The multiplicities with numbers[0] ones, numbers[1] twos, …."""
    return tuple(m for m, number in enumerate(numbers, 1) for _ in range(number))


PATTERNS = {
    60: {
        "all distinct": Balls(repeated(60)),
        "distinct, pairs": Balls(repeated(20), repeated(20)),
        "mixed": Balls(repeated(20, 11, 6)),
        "mixed, pairs": Balls(repeated(20, 6, 4), repeated(4, 2)),
        "mixed to 5, pairs": Balls(repeated(6, 4, 3, 2, 1), repeated(5, 2, 1)),
        "ten of 6": Balls((6,) * 10),
        "six of 10": Balls((10,) * 6),
        "three of 20": Balls((20,) * 3),
        "1, 2, …, 10 and 5": Balls((*range(1, 11), 5)),
        "six pairs of 5": Balls((), (5,) * 6),
    },
    120: {
        "m ≤ 3": Balls(repeated(30, 18, 18)),
        "all 3": Balls(repeated(0, 0, 40)),
        "m ≤ 3, pairs": Balls(repeated(20, 15, 10), repeated(3, 4, 3)),
        "all 3, half in pairs": Balls(repeated(0, 0, 20), repeated(0, 0, 10)),
    },
    240: {
        "m ≤ 2": Balls(repeated(100, 70)),
        "all 2": Balls(repeated(0, 120)),
        "m ≤ 2, pairs": Balls(repeated(60, 30), repeated(30, 15)),
        "all 2, half in pairs": Balls(repeated(0, 60), repeated(0, 30)),
    },
}
ENUMERATED = (
    (Balls((1, 1, 2, 2), (1, 1)), Bins((3, 3, 2, 2))),
    (Balls(repeated(6, 2)), Bins((3, 3, 2, 2))),
    (Balls((1, 1, 1, 2, 2, 3), (1, 1, 1, 2)), Bins((6, 5, 5, 4))),
    (Balls(repeated(6, 4, 2), repeated(3, 1)), Bins((8, 6, 6, 5, 5))),
    (Balls(repeated(20, 6, 4), repeated(4, 2)), Bins((6,) * 10)),
    (Balls(repeated(60, 30), repeated(30, 15)), Bins((24,) * 10)),
)


def bins_of(size: int) -> dict[str, Bins]:
    """Ten bins of total capacity `size`, a multiple of 60."""
    shapes = {"equal": (6,) * 10, "mild": MILD, "skewed": SKEWED}
    return {name: Bins(tuple(c * size // 60 for c in shape)) for name, shape in shapes.items()}


def best_of(rounds: int, call: object) -> tuple[object, float]:
    """The answer, and the least processor time of a call."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        answer = call()  # type: ignore[operator]
        times.append(time.process_time() - begin)
    return answer, min(times)


def magnitude(number: int) -> str:
    """The number, or its order of magnitude."""
    return str(number) if number < 10**6 else f"≈ 10^{len(str(number)) - 1}"


def counting(rounds: int) -> None:
    """The table of counts."""
    print("| n | pattern | bins | compatible | packings | count |\n| --- | --- | --- | --- | --- | --- |")
    for size, patterns in PATTERNS.items():
        for name, balls in patterns.items():
            for shape, bins in bins_of(size).items():
                for compatible in (False, True):
                    problem = PackingProblem(balls, bins, compatible=compatible)
                    try:
                        number, seconds = best_of(rounds, problem.count)
                        told = magnitude(number)  # type: ignore[arg-type]
                    except InconclusiveError as error:
                        told, seconds = str(error), float("nan")
                    kind = "yes" if compatible else "no"
                    print(f"| {size} | {name} | {shape} | {kind} | {told} | {1e3 * seconds:.1f} ms |", flush=True)


def ours(problem: PackingProblem, limit: int) -> tuple[int, float]:
    """(packings, seconds) of our enumeration."""
    begin = time.perf_counter()
    last = deque(enumerate(islice(problem.packings(), limit), 1), maxlen=1)
    return (last[0][0] if last else 0), time.perf_counter() - begin


def quickest(method: Method, problem: PackingProblem, limit: int) -> tuple[int, float]:
    """The best of three runs, or one if it takes long."""
    runs = [method(problem, limit)]
    while len(runs) < 3 and runs[0][1] < 1:
        runs.append(method(problem, limit))
    return min(runs, key=lambda run: run[1])


def solver(problem: PackingProblem, limit: int) -> tuple[int, float]:
    """(packings, seconds) of CP-SAT, in one thread, as enumeration requires; building the model is not measured."""
    from ortools.sat.python import cp_model

    model, most = cp_model.CpModel(), 1 if problem.compatible else 10**6
    colours = [(m, 2) for m in problem.balls.double] + [(m, 1) for m in problem.balls.single]
    bins = range(len(problem.bins.capacities))
    cells = [[model.new_int_var(0, min(m, most), "") for _ in bins] for m, _ in colours]
    for row, (m, _) in zip(cells, colours, strict=True):
        model.add(sum(row) == m)
    for j, capacity in enumerate(problem.bins.capacities):
        model.add(sum(size * row[j] for row, (_, size) in zip(cells, colours, strict=True)) == capacity)

    class Counter(cp_model.CpSolverSolutionCallback):
        found = 0

        def on_solution_callback(self) -> None:
            self.found += 1
            if self.found >= limit:
                self.stop_search()

    counter, machine = Counter(), cp_model.CpSolver()
    machine.parameters.enumerate_all_solutions = True
    machine.parameters.num_workers = 1
    begin = time.perf_counter()
    machine.solve(model, counter)
    return counter.found, time.perf_counter() - begin


def enumeration(limit: int, solver_limit: int) -> None:
    """The table of enumerations."""
    print("\n| n | compatible | all | first | ours | a second | CP-SAT | a second | ratio of rates |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for balls, bins in ENUMERATED:
        most = solver_limit if balls.size <= 30 else solver_limit // 10
        for compatible in (False, True):
            problem = PackingProblem(balls, bins, compatible=compatible)
            _, first = best_of(3, problem.first)
            found, seconds = quickest(ours, problem, limit)
            row = [str(balls.size), "yes" if compatible else "no", magnitude(problem.count()), f"{1e3 * first:.1f} ms"]
            row += [
                f"{found} in {seconds:.3f} s",
                f"{found / seconds:,.0f}",
                *peer(problem, most, found / seconds),
            ]
            print("| " + " | ".join(row) + " |", flush=True)


def peer(problem: PackingProblem, limit: int, rate: float) -> list[str]:
    """The columns of CP-SAT."""
    try:
        found, seconds = quickest(solver, problem, limit)
    except ImportError:
        return ["absent", "", ""]
    if found < limit and found != problem.count():
        raise AssertionError(f"CP-SAT found {found} packings of {problem}, not {problem.count()}")
    return [f"{found} in {seconds:.3f} s", f"{found / seconds:,.0f}", f"{rate * seconds / found:.0f}"]


def setting() -> str:
    """What the numbers depend on, other than the speed of the machine."""
    try:
        peer_version = f"ortools {version('ortools')}"
    except PackageNotFoundError:
        peer_version = "ortools absent"
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {peer_version}"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=1_000_000, help="packings that are enumerated at most")
    parser.add_argument(
        "--solver-limit", type=int, default=20_000, help="the same for CP-SAT, up to n = 30; above, a tenth of it"
    )
    arguments = parser.parse_args()
    print(setting(), end="\n\n")
    counting(arguments.rounds)
    enumeration(arguments.limit, arguments.solver_limit)


if __name__ == "__main__":
    main()
