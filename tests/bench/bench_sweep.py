"""Compare sweeps with a bare loop over the same cases: processor time and wall time.

Run as a script: python tests/bench/bench_sweep.py
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from lcnsym.lab.sweeps.cases import Answer, Case, SweepPlan
from lcnsym.lab.sweeps.engines import LocalProcesses, Pending
from lcnsym.lab.sweeps.kinds import MembershipSweep, SpuriousMinimaSweep
from lcnsym.lab.sweeps.store import Store, Writer
from lcnsym.lab.sweeps.sweep import SECONDS_BETWEEN_COMMITS


@dataclass(frozen=True)
class Busy(SweepPlan):
    """Cases that take a given processor time each."""

    number: int
    microseconds: int

    kind = "busy"
    columns = ("case", "outcome", "note")

    @property
    def cases(self) -> int:
        return self.number

    @property
    def title(self) -> str:
        return f"busy for {self.microseconds / 1000:g} ms"

    def case(self, index: int) -> Case:
        return Case({"case": index}, self._wait)

    def _wait(self) -> Answer:
        end = time.process_time() + self.microseconds / 1e6
        while time.process_time() < end:
            pass
        return "done", {}


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of all processes that the work needed, those it waited for included, and of the clock on the wall."""
    wall, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4]), time.perf_counter() - wall


def bare(plan: SweepPlan) -> None:
    """A loop that keeps the rows in a list."""
    rows = [plan.row(number) for number in range(plan.cases)]
    assert len(rows) == plan.cases


def bare_twice(plan: SweepPlan) -> None:
    """Two such loops at once, over half of the cases each, in processes of their own."""
    context = get_context("spawn")
    loops = [context.Process(target=_part, args=(plan, first)) for first in (0, 1)]
    for loop in loops:
        loop.start()
    for loop in loops:
        loop.join()
        assert loop.exitcode == 0


def _part(plan: SweepPlan, first: int) -> None:
    rows = [plan.row(number) for number in range(first, plan.cases, 2)]
    assert rows


def swept(plan: SweepPlan, workers: int) -> None:
    """What `Sweep.run` does, for plans of any kind: processes, and rows committed twice a second."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "bench.sqlite")
        # any plan will do for the file, the rows are those of the plan that is measured
        with Store.create(path, MembershipSweep(0, (2,), (), plan.cases, 1)).writing() as writer:
            _record(plan, workers, writer)


def _record(plan: SweepPlan, workers: int, writer: Writer) -> None:
    rows, last = [], time.monotonic()
    for batch in LocalProcesses(workers).rows(plan, Pending([(0, plan.cases)])):
        rows += batch
        if time.monotonic() - last > SECONDS_BETWEEN_COMMITS:
            writer.add(rows)
            rows, last = [], time.monotonic()
    writer.add(rows)
    assert writer.missing() == []


def report(plan: SweepPlan, rounds: int) -> None:
    """One line: the bare loop, two of them at once, sweeps with one and two workers, what they cost more."""
    works = {
        "bare": lambda: bare(plan),
        "twice": lambda: bare_twice(plan),
        "one": lambda: swept(plan, 1),
        "two": lambda: swept(plan, 2),
    }
    costs: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            costs[name].append(cost(work))
    cpu = {name: median(c for c, _ in found) for name, found in costs.items()}
    wall = {name: median(w for _, w in found) for name, found in costs.items()}
    cells = [plan.title, str(plan.cases), f"{1000 * cpu['bare'] / plan.cases:.3g} ms"]
    cells += [f"{100 * (cpu[name] / cpu['bare'] - 1):.1f} %" for name in ("one", "twice", "two")]
    cells += [f"{wall[name]:.2f} s" for name in ("bare", "one", "twice", "two")]
    print("|", " | ".join(cells), "|", flush=True)


def main() -> None:
    """The costs of a start, and a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20.0, help="processor time of the bare loop, about")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores", end="\n\n")
    for workers in (1, 2):
        found = [cost(lambda workers=workers: swept(Busy(0, workers, 0), workers)) for _ in range(5)]
        seconds, wall = (median(column) for column in zip(*found, strict=True))
        print(f"start and end with {workers} worker(s): {seconds:.2f} s of processors, {wall:.2f} s")
    kinds = "1 worker | two bare | 2 workers"
    print(f"\n| cases | number | bare, each | {kinds} | bare, wall | {kinds} |")
    print("| --- |" + " --- |" * 9)
    number = int(options.seconds * 1000)
    report(Busy(0, number, 1000), options.rounds)
    report(Busy(0, max(1, number // 10), 10_000), options.rounds)
    report(MembershipSweep(1, (3, 2, 2), (), 4 * number, 100), options.rounds)
    report(SpuriousMinimaSweep(1, (3, 2), (), max(1, number // 15), 100), options.rounds)


if __name__ == "__main__":
    main()
