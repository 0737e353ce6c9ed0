"""Plans with cases that end their process, and what several tests of sweeps do."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lcnsym.errors import InconclusiveError
from lcnsym.lab.experiments.protocol import Block, Protocol
from lcnsym.lab.sweeps.cases import Answer, Case, SweepPlan
from lcnsym.lab.sweeps.sweep import Sweep
from lcnsym.lab.workers import MOST_STILLBORN


@dataclass(frozen=True)
class ProtocolInVain(Protocol):
    """A protocol whose blocks from that of its seed on cannot be drawn."""

    def block(self, number: int, runs: int) -> Block:
        if number >= self.seed:
            raise InconclusiveError("in vain")
        return super().block(number, runs)


@dataclass(frozen=True)
class PlanWithDeaths(SweepPlan):
    """Case i is worth i²; some cases kill the process that works on them, always or the first time.

    Attributes:
        size: how many cases.
        deadly: the cases that always do.
        once: the cases that do as long as no file of their number is in the folder.
        folder: where.
    """

    size: int
    deadly: tuple[int, ...]
    once: tuple[int, ...]
    folder: str

    kind = "deaths"
    columns = ("case", "outcome", "square", "note")

    @property
    def cases(self) -> int:
        return self.size

    @property
    def title(self) -> str:
        return "deaths"

    def case(self, index: int) -> Case:
        return Case({"case": index}, lambda: self._answer(index))

    def _answer(self, index: int) -> Answer:
        mark = Path(self.folder) / str(index)
        if index in self.deadly or (index in self.once and not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "done", {"square": index * index}


class StillbornPlan(PlanWithDeaths):
    """Ends a process that reads it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)


class LatePlan(PlanWithDeaths):
    """Ends as many processes that read it as may end, then none."""

    def __reduce__(self) -> tuple[object, ...]:
        return read_late, tuple(getattr(self, name) for name in ("seed", "size", "deadly", "once", "folder"))


def read_late(seed: int, size: int, deadly: tuple[int, ...], once: tuple[int, ...], folder: str) -> LatePlan:
    """The plan, unless fewer processes than may have ended here."""
    for number in range(MOST_STILLBORN):
        with suppress(FileExistsError):
            (Path(folder) / f"stillborn {number}").touch(exist_ok=False)
            os._exit(3)
    return LatePlan(seed, size, deadly, once, folder)


def exported(path: Path) -> bytes:
    """The CSV of a sweep's file."""
    table = path.with_suffix(".csv")
    Sweep(str(path)).export(str(table))
    return table.read_bytes()


def swept(plan: SweepPlan, path: Path, workers: int = 1) -> bytes:
    """The CSV of a sweep from its beginning to its end."""
    assert Sweep.begin(plan, str(path)).run(workers).is_complete
    return exported(path)
