"""The runs of an experiment as a table, one row a run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from .runs import Run

COLUMNS = (
    "number",
    "target",
    "start",
    "end",
    "is_target",
    "loss",
    "exact_loss",
    "nature",
    "converged",
    "reason",
    "steps",
    "packing",
    "discarded",
)
"""`end` is the pattern of the critical point at the end, `is_target` whether that is the target itself, `exact_loss`
its certified loss, `packing` which of its roots are in which layer, `reason` why it is not known, `discarded` whether
the protocol leaves it out."""


def table_of_runs(runs: Iterable[Run]) -> str:
    """CSV with a header; floats to the last digit, truth values as true and false, nothing for what is not known."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, runs))
    return stream.getvalue()


def _row(run: Run) -> tuple[object, ...]:
    match = run.match
    known = match.pattern is not None
    return (
        run.number,
        run.target,
        run.start,
        match.pattern if known else "",
        _truth(value=match.is_target) if known else "",
        run.loss,
        match.loss if known else "",
        match.nature or "",
        _truth(value=run.converged),
        match.reason,
        run.steps,
        match.packing or "",
        _truth(value=run.is_discarded),
    )


def _truth(*, value: bool) -> str:
    return "true" if value else "false"
