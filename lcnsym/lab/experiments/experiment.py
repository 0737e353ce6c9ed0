"""Experiments: where gradient descent ends, by the root patterns of targets, starts and ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from ...errors import LcnsymError, require_integer
from ...interrupts import endings_raised, interrupts_noted
from ...membership.patterns import RootPattern
from ...supervision import answering
from ..statistics import Interval, mean_interval, wilson_interval
from .limits import MAX_RUNS, MAX_WORKERS
from .protocol import Protocol
from .runs import Run, block_of_runs, blocks_of, shared_runs


@dataclass(frozen=True)
class Share:
    """Some of the runs that are looked at.

    Attributes:
        pattern: what these runs have in common.
        total: how many runs are looked at.
        runs: these.
    """

    pattern: RootPattern
    total: int
    runs: tuple[Run, ...]

    @property
    def count(self) -> int:
        """How many these are."""
        return len(self.runs)

    @property
    def percent(self) -> float:
        """Of the total."""
        return _percent(self.count, self.total)

    @property
    def percent_interval(self) -> Interval:
        """Wilson's 95 % interval of the share."""
        lo, hi = wilson_interval(self.count, self.total)
        return 100 * lo, 100 * hi


@dataclass(frozen=True)
class Solutions(Share):
    """The runs for targets of one pattern that ended at critical points of one pattern; at least one.

    The total is all runs for these targets.
    """

    @property
    def mean_loss(self) -> float:
        """The mean of the losses at the end of descent."""
        return fsum(run.loss for run in self.runs) / self.count

    @property
    def mean_loss_interval(self) -> Interval | None:
        """Student's 95 % interval of the mean loss, of which only the part from 0 is possible; None: too few runs."""
        found = mean_interval([run.loss for run in self.runs])
        return None if found is None else (max(found[0], 0.0), found[1])

    @property
    def is_target(self) -> bool:
        """Whether all of them ended at the target itself."""
        return all(run.match.is_target for run in self.runs)

    @property
    def parts(self) -> tuple[Solutions, ...]:
        """Those that ended at the target itself, and those that ended elsewhere, as far as there are any.

        Targets with repeated roots may have the same pattern as minima with a loss above zero.
        """
        halves = [tuple(run for run in self.runs if run.match.is_target is reached) for reached in (True, False)]
        return tuple(Solutions(self.pattern, self.total, half) for half in halves if half)

    @property
    def natures(self) -> dict[str, int]:
        """How many runs ended at critical points of each nature, the most frequent first."""
        found = Counter(str(run.nature or "undecided") for run in self.runs)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def to_dict(self) -> dict[str, object]:
        """{pattern, percent, mean_loss, nature (a list where runs differ), counts, intervals, the same by parts}."""
        ends = [{"is_target": part.is_target, **part._facts()} for part in self.parts]
        return {"pattern": str(self.pattern), **self._facts(), "ends": ends}

    def _facts(self) -> dict[str, object]:
        natures, interval = list(self.natures), self.mean_loss_interval
        return {
            "percent": self.percent,
            "mean_loss": self.mean_loss,
            "nature": natures[0] if len(natures) == 1 else natures,
            "count": self.count,
            "percent_interval": list(self.percent_interval),
            "mean_loss_interval": None if interval is None else list(interval),
            "mean_exact_loss": fsum(run.match.loss for run in self.runs) / self.count,
            "natures": self.natures,
        }


@dataclass(frozen=True)
class TargetRow(Share):
    """The runs for targets of one pattern; the total is all runs of the table."""

    @property
    def solutions(self) -> tuple[Solutions, ...]:
        """The runs by the pattern at their end, in the slides' order; runs without one are in none."""
        patterns = sorted({run.pattern for run in self.runs if run.pattern}, key=lambda found: found.slides_key)
        return tuple(Solutions(p, self.count, tuple(run for run in self.runs if run.pattern == p)) for p in patterns)

    @property
    def unconverged(self) -> int:
        """The runs that took all their steps and were not at their end."""
        return sum(not run.converged for run in self.runs)

    @property
    def unmatched(self) -> int:
        """The runs that converged and have no critical point that is proved to be the one near their end."""
        return sum(run.converged and run.pattern is None for run in self.runs)

    def to_dict(self) -> dict[str, object]:
        """{pattern, percent, solutions, and counts and intervals}."""
        return {
            "pattern": str(self.pattern),
            "percent": self.percent,
            "solutions": [solutions.to_dict() for solutions in self.solutions],
            "count": self.count,
            "percent_interval": list(self.percent_interval),
            "unconverged": self.unconverged,
            "unmatched": self.unmatched,
        }


@dataclass(frozen=True)
class Experiment:
    """Runs and their tables.

    Attributes:
        protocol: how they were made.
        wanted: how many runs were asked for.
        runs: those that were done, fewer after an interrupt or a failure.
        failure: why the others were not done; None: they were, or there was an interrupt.
    """

    protocol: Protocol
    wanted: int
    runs: tuple[Run, ...]
    failure: str | None = None

    @property
    def is_interrupted(self) -> bool:
        """Whether there are fewer runs than were asked for."""
        return len(self.runs) < self.wanted

    @cached_property
    def kept(self) -> tuple[Run, ...]:
        """The runs that are not discarded, of which the tables are."""
        return tuple(run for run in self.runs if not run.is_discarded)

    @property
    def targets(self) -> tuple[TargetRow, ...]:
        """The table, over all starts."""
        return rows_of(self.kept)

    @property
    def starts(self) -> dict[RootPattern, tuple[TargetRow, ...]]:
        """The same table for the runs with each start pattern, in the slides' order."""
        patterns = sorted({run.start for run in self.kept}, key=lambda found: found.slides_key)
        return {p: rows_of([run for run in self.kept if run.start == p]) for p in patterns}

    @property
    def unconverged(self) -> int:
        """The runs that took all their steps and were not at their end."""
        return sum(row.unconverged for row in self.targets)

    @property
    def unmatched(self) -> int:
        """The runs that converged and have no critical point that is proved to be the one near their end."""
        return sum(row.unmatched for row in self.targets)

    @property
    def reasons(self) -> dict[str, int]:
        """Why runs that converged were not matched, and how many."""
        found = Counter(run.match.reason for run in self.kept if run.converged and run.pattern is None)
        return dict(sorted(found.items()))

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `experiment`."""
        starts = [
            {
                "pattern": str(pattern),
                "runs": sum(len(row.runs) for row in rows),
                "targets": [row.to_dict() for row in rows],
            }
            for pattern, rows in self.starts.items()
        ]
        return {
            "targets": [row.to_dict() for row in self.targets],
            "runs": len(self.runs),
            "seed": self.protocol.seed,
            "unconverged": self.unconverged,
            "discarded": len(self.runs) - len(self.kept),
            "unmatched": self.unmatched,
            "unmatched_reasons": self.reasons,
            "starts": starts,
            "protocol": self.protocol.to_dict(),
            "requested_runs": self.wanted,
            "interrupted": self.is_interrupted,
            "failure": self.failure,
        }


def run_experiment(
    protocol: Protocol, runs: int, workers: int = 1, told: Callable[[int], None] | None = None
) -> Experiment:
    """Gradient descent for many targets and starts; every end is matched to an exact critical point of its own loss.

    An interrupt (KeyboardInterrupt) ends the runs, and so does a block that fails; the blocks that were done are
    returned.

    Args:
        runs: how many, from 1 to MAX_RUNS.
        workers: how many processes; the result does not depend on it.
        told: is told how many runs are done.

    Raises:
        BadInputError: runs or workers out of range.
        InconclusiveError: no block is done, as no starts with the start pattern are found or a process was ended.
        MemoryError: no block is done, as there is too little memory.

    Source: slides, gradient descent by initialization and target; the protocol is inferred, as they do not tell it.
    """
    runs = require_integer(runs, "the number of runs", 1, MAX_RUNS)
    workers = require_integer(workers, "the number of workers", 1, MAX_WORKERS)
    found: list[Run] = []
    failure = None
    try:
        with suppress(KeyboardInterrupt), closing(_interruptible(protocol, blocks_of(runs), workers)) as blocks:
            for done in blocks:
                found += done
                if done and told is not None:
                    told(len(found))
    except (LcnsymError, MemoryError) as error:
        if not found:
            raise
        failure = str(error) or "there is too little memory"
    # tables of many runs take their time
    answering()
    return Experiment(protocol, runs, tuple(sorted(found, key=lambda run: run.number)), failure)


def _interruptible(protocol: Protocol, sizes: list[int], workers: int) -> Generator[list[Run], None, None]:
    """The runs block by block, until there is an interrupt."""
    if len(sizes) == 1:
        with endings_raised():
            yield block_of_runs(protocol, 0, sizes[0])
        return
    with interrupts_noted() as interrupted, closing(shared_runs(protocol, sizes, workers)) as blocks:
        for done in blocks:
            yield done
            if interrupted():
                return


def rows_of(runs: Sequence[Run]) -> tuple[TargetRow, ...]:
    """The runs by the pattern of their target, in the slides' order."""
    patterns = sorted({run.target for run in runs}, key=lambda found: found.slides_key)
    return tuple(TargetRow(p, len(runs), tuple(run for run in runs if run.target == p)) for p in patterns)


def _percent(count: int, total: int) -> float:
    return 100 * count / total if total else 0.0
