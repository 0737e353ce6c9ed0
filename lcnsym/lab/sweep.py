"""Sweeps: exact answers for many cases, kept in a file that a sweep can be continued from."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from ..errors import BadInputError
from .cases import FAILED, Cell, Row, SweepPlan, check_number
from .engines import Batches, Engine, LocalProcesses, Pending
from .exports import write_table
from .statistics import wilson_interval
from .store import Store, Writer

SECONDS_BETWEEN_COMMITS = 0.5
MOST_WORKERS = 1024
SHOWN = 10
VIOLATED = "violated"

Progress = Callable[[int, int], None]
"""Is told how many cases are done, and of how many."""


@dataclass(frozen=True)
class SweepStatus:
    """How far a sweep is, and what came out.

    Attributes:
        plan: what is swept.
        done: how many cases are done.
        outcomes: how many of them have which outcome.
        counts: for every column that the kind of sweep counts, how many cases have which value.
        remarkable: the first cases that violate a theorem, or failed.
        is_interrupted: whether the run that ended with it was interrupted.
    """

    plan: SweepPlan
    done: int
    outcomes: dict[str, int]
    counts: dict[str, dict[str, int]]
    remarkable: tuple[dict[str, Cell], ...]
    is_interrupted: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether all cases are done."""
        return self.done == self.plan.cases

    @property
    def is_violated(self) -> bool:
        """Whether some case violates the theorem."""
        return VIOLATED in self.outcomes

    def share(self, outcome: str) -> tuple[float, float, float]:
        """The share of an outcome among the cases that are done, and Wilson's 95 % interval of it."""
        number = self.outcomes.get(outcome, 0)
        return number / self.done if self.done else 0.0, *wilson_interval(number, self.done)

    def to_dict(self) -> dict[str, object]:
        """The JSON of the commands `sweep run`, `sweep resume` and `sweep status`."""
        return {
            "plan": self.plan.to_dict(),
            "cases": self.plan.cases,
            "done": self.done,
            "complete": self.is_complete,
            "outcomes": [self._outcome_json(outcome) for outcome in self.outcomes],
            "counts": self.counts,
            "remarkable": list(self.remarkable),
        }

    def _outcome_json(self, outcome: str) -> dict[str, object]:
        found: dict[str, object] = {"outcome": outcome, "cases": self.outcomes[outcome]}
        if self.plan.is_sample:
            share, *interval = self.share(outcome)
            found |= {"share": share, "interval": interval}
        return found


class Sweep:
    """A sweep and the file of its results.

    Args:
        path: of a file that a sweep began.

    Raises:
        BadInputError: there is no such file, or it is damaged, or no file of this version's sweeps.
    """

    def __init__(self, path: str) -> None:
        self._store = Store(path)

    @classmethod
    def begin(cls, plan: SweepPlan, path: str) -> Sweep:
        """A sweep with a new file, or with one that is there and has the same plan.

        Raises:
            BadInputError: the file has another plan, is no file of a sweep, or cannot be written.
        """
        Store.create(path, plan)
        return cls(path)

    @property
    def plan(self) -> SweepPlan:
        """What is swept."""
        return self._store.plan

    def run(
        self,
        workers: int | None = None,
        scheduler: str | None = None,
        progress: Progress | None = None,
        again: bool = False,
    ) -> SweepStatus:
        """Work out the cases that are not done.

        What comes out does not depend on the workers, on their number, or on interruptions. Processes are started
        afresh, so a script that calls this needs `if __name__ == "__main__":`. A KeyboardInterrupt ends the run; what
        was done is kept, and the status says that it was interrupted.

        Args:
            workers: processes on this machine; None: as many as it has cores.
            scheduler: the address of a Dask scheduler, whose workers take the place of those on this machine.
            progress: is told how many cases are done.
            again: whether cases that failed, because their process died, are tried again.

        Raises:
            BadInputError: another process works on the sweep, or the file cannot be written, or no scheduler answers.
            UnsupportedError: the package distributed is needed and not installed.
            InconclusiveError: workers do not start, or the scheduler is lost.
        """
        engine = _engine(workers, scheduler)
        is_interrupted = False
        with self._store.writing() as writer:
            if again:
                writer.forget_failed()
            spans = writer.missing(self.plan.cases)
            pending = Pending(spans)
            recorder = _Recorder(writer, self.plan.cases, self.plan.cases - pending.left, progress)
            try:
                with closing(_iterated(engine, self.plan, pending)) as batches:
                    for rows in batches:
                        recorder.take(rows)
            except KeyboardInterrupt:
                is_interrupted = True
            finally:
                recorder.commit()
        return self.status(is_interrupted)

    def status(self, is_interrupted: bool = False) -> SweepStatus:
        """How far the sweep is, also while another process works on it."""
        outcomes = self._store.outcomes()
        counters: dict[str, Counter[str]] = {name: Counter() for name in self.plan.counted}
        if counters:
            for row in self.rows():
                for name, counter in counters.items():
                    counter[_word(row[name])] += 1
        counts = {name: dict(sorted(counter.items(), key=_commonest)) for name, counter in counters.items()}
        remarkable = tuple(self._store.rows((VIOLATED, FAILED), SHOWN))
        return SweepStatus(self.plan, sum(outcomes.values()), outcomes, counts, remarkable, is_interrupted)

    def rows(self) -> Iterator[dict[str, Cell]]:
        """The cases that are done, by number: {number, and the columns of the kind of sweep}."""
        return self._store.rows()

    def export(self, path: str) -> int:
        """Write the cases that are done as a table, .csv or .parquet; returns their number.

        The same cases give the same table: there are no times in it.

        Raises:
            BadInputError: another ending, or the file cannot be written.
            UnsupportedError: Parquet needs the package pyarrow, which is not installed.
        """
        return write_table(path, ("number", *self.plan.columns), self.rows())


@dataclass
class _Recorder:
    """Collects rows, commits them twice a second, and tells how many there are."""

    writer: Writer
    cases: int
    done: int
    progress: Progress | None
    rows: list[Row] = field(default_factory=list)
    last: float = field(default_factory=time.monotonic)

    def take(self, rows: list[Row]) -> None:
        self.rows += rows
        self.done += len(rows)
        if self.progress is not None:
            self.progress(self.done, self.cases)
        if self.rows and time.monotonic() - self.last > SECONDS_BETWEEN_COMMITS:
            self.commit()

    def commit(self) -> None:
        if self.rows:
            self.writer.add(self.rows)
            self.rows, self.last = [], time.monotonic()


def _engine(workers: int | None, scheduler: str | None) -> Engine:
    if scheduler is None:
        number = (os.cpu_count() or 1) if workers is None else workers
        check_number(number, "the number of workers", 1, MOST_WORKERS)
        return LocalProcesses(number)
    if workers is not None:
        raise BadInputError("a Dask scheduler brings its workers; a number of workers was given too")
    from .clusters import DaskCluster  # noqa: PLC0415 - only where a cluster is asked for

    return DaskCluster(scheduler)


def _iterated(engine: Engine, plan: SweepPlan, pending: Pending) -> Batches:
    if pending.left:
        yield from engine.rows(plan, pending)


def _word(cell: Cell) -> str:
    return "undecided" if cell is None else str(cell)


def _commonest(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]
