"""Experiments: where gradient descent ends, by the root patterns of targets, starts and ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from math import fsum

from ..errors import BadInputError
from ..space.patterns import RootPattern
from .protocol import MAX_RUNS, Protocol
from .runs import Run, all_runs
from .statistics import Interval, mean_interval, wilson_interval

MAX_WORKERS = 256


@dataclass(frozen=True)
class Solutions:
    """The runs for targets of one pattern that ended at critical points of one pattern.

    Attributes:
        pattern: of the critical points.
        total: all runs for these targets.
        runs: those that ended here.
    """

    pattern: RootPattern
    total: int
    runs: tuple[Run, ...]

    @property
    def count(self) -> int:
        """How many runs ended here."""
        return len(self.runs)

    @property
    def percent(self) -> float:
        """Of all runs for these targets."""
        return _percent(self.count, self.total)

    @property
    def percent_interval(self) -> Interval:
        """Wilson's 95 % interval of the share."""
        lo, hi = wilson_interval(self.count, self.total)
        return 100 * lo, 100 * hi

    @property
    def mean_loss(self) -> float:
        """The mean of the losses at the end of descent."""
        return fsum(run.loss for run in self.runs) / self.count

    @property
    def natures(self) -> dict[str, int]:
        """How many runs ended at critical points of each nature, the most frequent first."""
        found = Counter(str(run.nature or "undecided") for run in self.runs)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def to_dict(self) -> dict[str, object]:
        """{pattern, percent, mean_loss, nature (a list where runs differ), and counts and intervals}."""
        natures, losses = list(self.natures), [run.loss for run in self.runs]
        interval = mean_interval(losses)
        return {
            "pattern": str(self.pattern),
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
class TargetRow:
    """The runs for targets of one pattern.

    Attributes:
        pattern: of the targets.
        total: all runs of the table.
        runs: those for these targets.
    """

    pattern: RootPattern
    total: int
    runs: tuple[Run, ...]

    @property
    def percent(self) -> float:
        """Of all runs of the table."""
        return _percent(len(self.runs), self.total)

    @property
    def solutions(self) -> tuple[Solutions, ...]:
        """The runs by the pattern at their end, in the slides' order; runs without one are in none."""
        patterns = sorted({run.pattern for run in self.runs if run.pattern}, key=lambda found: found.slides_key)
        return tuple(
            Solutions(p, len(self.runs), tuple(run for run in self.runs if run.pattern == p)) for p in patterns
        )

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
            "count": len(self.runs),
            "percent_interval": [100 * end for end in wilson_interval(len(self.runs), self.total)],
            "unconverged": self.unconverged,
            "unmatched": self.unmatched,
        }


@dataclass(frozen=True)
class Experiment:
    """Runs and their tables.

    Attributes:
        protocol: how they were made.
        wanted: how many runs were asked for.
        runs: those that were done, fewer after an interrupt.
    """

    protocol: Protocol
    wanted: int
    runs: tuple[Run, ...]

    @property
    def is_interrupted(self) -> bool:
        """Whether there are fewer runs than were asked for."""
        return len(self.runs) < self.wanted

    @property
    def targets(self) -> tuple[TargetRow, ...]:
        """The table, over all starts."""
        return rows_of(self.runs)

    @property
    def starts(self) -> dict[RootPattern, tuple[TargetRow, ...]]:
        """The same table for the runs with each start pattern, in the slides' order."""
        patterns = sorted({run.start for run in self.runs}, key=lambda found: found.slides_key)
        return {p: rows_of([run for run in self.runs if run.start == p]) for p in patterns}

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
        found = Counter(run.match.reason for run in self.runs if run.converged and run.pattern is None)
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
            "unmatched": self.unmatched,
            "unmatched_reasons": self.reasons,
            "starts": starts,
            "protocol": self.protocol.to_dict(),
            "requested_runs": self.wanted,
            "interrupted": self.is_interrupted,
        }


def run_experiment(
    protocol: Protocol, runs: int, workers: int = 1, told: Callable[[int], None] | None = None
) -> Experiment:
    """Gradient descent for many targets and starts; every end is matched to an exact critical point of its own loss.

    An interrupt (KeyboardInterrupt) ends the runs; the blocks that were done are returned.

    Args:
        runs: how many, from 1 to MAX_RUNS.
        workers: how many processes; the result does not depend on it.
        told: is told how many runs are done.

    Raises:
        BadInputError: runs or workers out of range.
        InconclusiveError: no starts with the start pattern are found.

    Source: slides, gradient descent by initialization and target; the protocol is inferred, as they do not tell it.
    """
    for value, what, most in ((runs, "runs", MAX_RUNS), (workers, "workers", MAX_WORKERS)):
        if not isinstance(value, int) or not 1 <= value <= most:
            raise BadInputError(f"the number of {what} is from 1 to {most}, {value} was given")
    found: dict[int, list[Run]] = {}
    with suppress(KeyboardInterrupt), closing(all_runs(protocol, runs, workers, told or (lambda _: None))) as blocks:
        for number, done in blocks:
            found[number] = done
    return Experiment(protocol, runs, tuple(run for number in sorted(found) for run in found[number]))


def rows_of(runs: Sequence[Run]) -> tuple[TargetRow, ...]:
    """The runs by the pattern of their target, in the slides' order."""
    patterns = sorted({run.target for run in runs}, key=lambda found: found.slides_key)
    return tuple(TargetRow(p, len(runs), tuple(run for run in runs if run.target == p)) for p in patterns)


def _percent(count: int, total: int) -> float:
    return 100 * count / total if total else 0.0
