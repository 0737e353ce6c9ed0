"""Sweeps: exact answers for many cases, kept in a file that a sweep can be continued from."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from ...errors import BadInputError, InconclusiveError, require_integer, shorten
from ...interrupts import interrupts_noted
from ...supervision import answering
from ..statistics import wilson_interval
from .cases import FAILED, MAX_CASES, MAX_SEED, WITHOUT_ANSWER, Cell, Progress, Row, SweepPlan
from .engines import Engine, LocalProcesses, Pending, hand_on
from .exports import write_csv, write_table
from .store import Store, Writer
from .verification import Verification, spans_to_verify, verified

SECONDS_BETWEEN_COMMITS = 0.5
MOST_WORKERS = 1024
SHOWN = 10
NOTES_SHOWN = 3
LONGEST_NOTE = 200
VIOLATED = "violated"


@dataclass(frozen=True)
class SweepStatus:
    """How far a sweep is, and what came out.

    Attributes:
        plan: what is swept.
        done: how many cases are done.
        outcomes: how many of them have which outcome.
        counts: for every column that the kind of sweep counts, how many cases with an answer have which value; "none"
            is where there is no such thing, such as a position where M has no interior points.
        notes: why there is no answer: for every outcome that is none, the commonest notes and how many cases have
            them.
        remarkable: the first cases that violate a theorem, or failed.
        is_interrupted: whether the run that ended with it was interrupted.

    Examples:
        >>> from lcnsym import MembershipSweep
        >>> plan = MembershipSweep(0, (2, 2), (1, 1), filters=4, largest=9)
        >>> status = SweepStatus(plan, 3, {"member": 2, "not-member": 1}, {}, {}, ())
        >>> status.is_complete, status.answered, round(status.share("member")[0], 3)
        (False, 3, 0.667)
    """

    plan: SweepPlan
    done: int
    outcomes: dict[str, int]
    counts: dict[str, dict[str, int]]
    notes: dict[str, dict[str, int]]
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

    @property
    def answered(self) -> int:
        """How many cases are done and have an answer: they are not refused, undecided, unavailable or failed."""
        return sum(number for outcome, number in self.outcomes.items() if outcome not in WITHOUT_ANSWER)

    def share(self, outcome: str) -> tuple[float, float, float] | None:
        """The share of an answer among the cases that have one, and Wilson's 95 % interval of it.

        None: the outcome is no answer, or the cases are no independent draws. The interval takes the cases that have
        answers for a fair sample of all, which they need not be: hard ones may be left.
        """
        if outcome in WITHOUT_ANSWER or not self.plan.is_sample:
            return None
        number, answered = self.outcomes.get(outcome, 0), self.answered
        return number / answered if answered else 0.0, *wilson_interval(number, answered)

    def to_dict(self) -> dict[str, object]:
        """The JSON of the commands `sweep run`, `sweep resume` and `sweep status`."""
        return {
            "plan": self.plan.to_dict(),
            "cases": self.plan.cases,
            "done": self.done,
            "complete": self.is_complete,
            "outcomes": [self._outcome_json(outcome) for outcome in self.outcomes],
            "counts": self.counts,
            "notes": [
                {"outcome": outcome, "note": note, "cases": number}
                for outcome, notes in self.notes.items()
                for note, number in notes.items()
            ],
            "remarkable": list(self.remarkable),
        }

    def _outcome_json(self, outcome: str) -> dict[str, object]:
        found: dict[str, object] = {"outcome": outcome, "cases": self.outcomes[outcome]}
        shared = self.share(outcome)
        if shared is not None:
            share, *interval = shared
            found |= {"share": share, "interval": interval}
        return found


class Sweep:
    """A sweep and the file of its results.

    Args:
        path: of a file that a sweep began.

    Raises:
        BadInputError: there is no such file, or it is damaged, or has a format or a plan that this version
            does not know.

    Examples:
        >>> import tempfile
        >>> from lcnsym import MembershipSweep
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     sweep = Sweep.begin(MembershipSweep(0, (2, 2), (1, 1), filters=4, largest=9), f"{folder}/sweep.sqlite")
        ...     print(sweep.status().done, sweep.plan.cases)
        0 4
    """

    def __init__(self, path: str) -> None:
        self._store = Store(path)

    @classmethod
    def begin(cls, plan: SweepPlan, path: str) -> Sweep:
        """A sweep with a new file, or with one that is there and has the same plan.

        Raises:
            BadInputError: the file has another plan, is no file of a sweep or one of another version, or cannot be
                written.
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
        *,
        again: bool = False,
    ) -> SweepStatus:
        """Work out the cases that are not done.

        What comes out does not depend on the number of workers, or on interruptions; whether there is an answer may
        depend on time, memory and programs that they have. A KeyboardInterrupt ends the run; what was done is
        kept, and the status says that it was interrupted.

        Args:
            workers: processes on this machine; None: as many as it has cores.
            scheduler: the address of a Dask scheduler, whose workers take the place of those on this machine.
            progress: is told how many cases are done.
            again: whether cases are tried again that failed, or that lacked a program that is not installed.

        Raises:
            BadInputError: another process works on the sweep, or another version of lcnsym began it, or the file is
                damaged or cannot be written, or no scheduler answers.
            UnsupportedError: the package distributed is needed and not installed.
            InconclusiveError: workers do not start, or the scheduler is lost, or the file was replaced meanwhile.
        """
        engine = _engine(workers, scheduler)
        with interrupts_noted() as interrupted, self._store.writing() as writer:
            if again:
                writer.forget()
            pending = Pending(writer.missing())
            recorder = _Recorder(writer, self.plan.cases, self.plan.cases - pending.left, progress)
            try:
                is_interrupted = hand_on(engine, self.plan, pending, recorder.take, interrupted)
            finally:
                recorder.commit()
        answering()
        status = self.status(is_interrupted=is_interrupted)
        if not (is_interrupted or status.is_complete):
            raise InconclusiveError(
                f"all is worked out, but '{shorten(self._store.path)}' has {status.done} of {status.plan.cases} cases: "
                "the file must have been replaced meanwhile; sweep resume goes on"
            )
        return status

    def status(self, *, is_interrupted: bool = False) -> SweepStatus:
        """How far the sweep is, also while another process works on it; all rows are checked."""
        outcomes: Counter[str] = Counter()
        counters: dict[str, Counter[Cell]] = {name: Counter() for name in self.plan.counted}
        notes: dict[str, Counter[str]] = {outcome: Counter() for outcome in WITHOUT_ANSWER}
        remarkable: list[dict[str, Cell]] = []
        for row in self.rows():
            outcome = str(row["outcome"])
            outcomes[outcome] += 1
            if outcome not in WITHOUT_ANSWER:
                for name, counter in counters.items():
                    counter[row[name]] += 1
            else:
                notes[outcome][shorten(str(row["note"] or ""), LONGEST_NOTE)] += 1
            if outcome in (VIOLATED, FAILED) and len(remarkable) < SHOWN:
                remarkable.append(row)
        return SweepStatus(
            self.plan,
            outcomes.total(),
            dict(sorted(outcomes.items())),
            {name: _named(counter) for name, counter in counters.items()},
            {outcome: dict(found.most_common(NOTES_SHOWN)) for outcome, found in notes.items() if found},
            tuple(remarkable),
            is_interrupted,
        )

    def verify(
        self,
        sample: int | None = None,
        seed: int = 0,
        workers: int | None = None,
        scheduler: str | None = None,
        progress: Progress | None = None,
    ) -> Verification:
        """Work out cases that are done once more, and compare; nothing is written.

        A KeyboardInterrupt ends it; what was compared until then is returned.

        Args:
            sample: this many cases, drawn with the seed, or all if there are no more; None: all.
            workers, scheduler, progress: as for `run`.

        Raises:
            BadInputError: the file is damaged, or a sweep of another version of lcnsym whose cases were others.
            UnsupportedError: the package distributed is needed and not installed.
            InconclusiveError: workers do not start, or the scheduler is lost.
        """
        engine = _engine(workers, scheduler)
        if sample is not None:
            require_integer(sample, "the size of the sample", 1, MAX_CASES)
        require_integer(seed, "the seed", 0, MAX_SEED)
        return verified(self._store, engine, spans_to_verify(self._store.done(), sample, seed), progress)

    @property
    def has_checksums(self) -> bool:
        """Whether damaged rows are noticed; files that were written before there were checksums have none."""
        return self._store.contents.has_checksums

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
        return write_table(path, self._columns, self.rows(), self._store.path)

    def write_csv(self, file: BinaryIO) -> int:
        """Write the same table as CSV to an open file; returns the number of cases."""
        return write_csv(file, self._columns, self.rows())

    @property
    def _columns(self) -> tuple[str, ...]:
        return "number", *self.plan.columns


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
        require_integer(number, "the number of workers", 1, MOST_WORKERS)
        return LocalProcesses(number)
    if workers is not None:
        raise BadInputError("a Dask scheduler brings its workers; a number of workers was given too")
    from .clusters import DaskCluster  # noqa: PLC0415 - only where a cluster is asked for

    return DaskCluster(scheduler)


def _named(counter: Counter[Cell]) -> dict[str, int]:
    """How often which value is there among cases with an answer, in the order in which they are shown."""
    return {"none" if cell is None else str(cell): n for cell, n in sorted(counter.items(), key=_place)}


def _place(entry: tuple[Cell, int]) -> tuple[bool, int, str]:
    """Numbers in their order, texts the commonest first; cases without a value come last."""
    cell, number = entry
    return cell is None, cell if isinstance(cell, int) else -number, str(cell)
