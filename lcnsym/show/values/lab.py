"""Views of experiments and of sweeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import shorten
from ..layout import one_line
from ..views import Part, Prose, Table, View

if TYPE_CHECKING:
    from ...lab.experiments.experiment import Experiment, TargetRow
    from ...lab.sweeps.cases import Cell
    from ...lab.sweeps.sweep import SweepStatus
    from ...lab.sweeps.verification import Verification

LONGEST_CELL, LONGEST_NOTE = 100, 400
MOST_NUMBERS = 10
RUN_HEADERS, RUN_NUMBERS = ("target", "share", "end", "share", "95 %", "mean loss", "nature"), (1, 3, 5)


def experiment_view(found: Experiment) -> View:
    """Of the runs of an experiment, by the root patterns of targets and ends."""
    protocol = found.protocol
    gram = f"sample covariance of {protocol.samples} windows" if protocol.samples else "identity"
    is_other = (str(protocol.rule), str(protocol.start)) != ("adaptive", "normal:1")
    left_out = len(found.runs) - len(found.kept)
    facts = (
        ("runs", f"{len(found.runs)}, seed {protocol.seed}"),
        ("start", f"pattern {protocol.start_pattern}" if protocol.start_pattern else "any pattern, all together"),
        ("targets", f"{protocol.to_dict()['target_distribution']}"),
        ("Gram matrix", gram if protocol.gram is None else "given"),
        *((("descent", f"steps {protocol.rule}, starts {protocol.start}"),) if is_other else ()),
        *((("discarded", f"{left_out}, gradient above {protocol.discard:g}"),) if protocol.discard else ()),
        ("unconverged", f"{found.unconverged}, after {protocol.steps} steps"),
        ("unmatched", "; ".join([str(found.unmatched), *(f"{n}: {why}" for why, n in found.reasons.items())])),
    )
    rows = tuple(cells for row in found.targets for cells in _rows(row))
    parts = (Table(RUN_HEADERS, rows, RUN_NUMBERS),) if rows else ()
    return View(f"Gradient descent on {protocol.architecture}", facts, parts)


def _rows(row: TargetRow) -> list[tuple[str, ...]]:
    cells: list[tuple[str, ...]] = []
    for part in (part for solutions in row.solutions for part in solutions.parts):
        lo, hi = part.percent_interval
        natures = part.natures
        named = next(iter(natures)) if len(natures) == 1 else ", ".join(f"{n} × {name}" for name, n in natures.items())
        end = f"{part.pattern}, the target" if part.is_target else str(part.pattern)
        cells.append((end, f"{part.percent:.3g} %", f"{lo:.3g} to {hi:.3g}", f"{part.mean_loss:.3g}", named))
    for number, what in ((row.unconverged, "unconverged"), (row.unmatched, "unmatched")):
        if number:
            cells.append((what, f"{100 * number / len(row.runs):.3g} %", "", "", ""))
    head = (str(row.pattern), f"{row.percent:.3g} %")
    return [(*(head if i == 0 else ("", "")), *cell) for i, cell in enumerate(cells)]


def sweep_view(status: SweepStatus) -> View:
    """Of how far a sweep is, and what came out."""
    plan = status.plan
    begun = () if plan.is_of_this_version else (("begun with", f"lcnsym {plan.version}"),)
    facts = (("seed", str(plan.seed)), *begun, ("done", f"{status.done} of {plan.cases} cases"))
    shown = 4 if plan.is_sample else 2
    rows = tuple((_cell(name), str(number), *_shares(status, name))[:shown] for name, number in status.outcomes.items())
    parts: list[Part] = []
    if rows:
        numbers = tuple(range(1, shown - 1)) or (1,)
        parts.append(Table(("outcome", "cases", "share", "95 %")[:shown], rows, numbers))
        parts += _caveats(status)
    for name, counts in status.counts.items():
        counted = tuple((_cell(value), str(number)) for value, number in counts.items())
        if counted:
            parts.append(Table((name.replace("_", " "), "cases"), counted, (1,)))
    for outcome, notes in status.notes.items():
        told = tuple((str(number), _cell(note, LONGEST_NOTE)) for note, number in notes.items())
        parts.append(Table((outcome, "the commonest notes"), told, (0,)))
    if status.remarkable:
        parts.append(Prose(tuple(map(_remark, status.remarkable))))
    return View(f"Sweep: {plan.title}", facts, tuple(parts))


def _shares(status: SweepStatus, outcome: str) -> tuple[str, str]:
    shared = status.share(outcome)
    if shared is None:
        return "", ""
    share, low, high = (100 * part for part in shared)
    return f"{share:.3g} %", f"{low:.3g} to {high:.3g}"


def _caveats(status: SweepStatus) -> list[Part]:
    """What the shares are shares of, where that is not all cases."""
    if not (status.plan.is_sample and status.answered):
        return []
    told = []
    if status.answered < status.done:
        told.append(f"shares are of cases with an answer ({status.answered}); those without may be of another kind")
    if not status.is_complete:
        told.append("the sweep is not complete, and quick cases are done first: shares may change")
    return [Prose(tuple(told))] if told else []


def _remark(row: dict[str, Cell]) -> str:
    told = row.get("explanation") or row.get("note") or ""
    where = f"case {row['number']}, k = ({row['k']}), s = ({row['s']}), {row['outcome']}"
    return f"{_cell(where)}: {_cell(told, LONGEST_NOTE)}"


def _cell(cell: Cell, longest: int = LONGEST_CELL) -> str:
    """What a file says, which may be of unknown origin, on one line without control characters."""
    return one_line(shorten(str(cell), longest))


def verification_view(found: Verification) -> View:
    """Of cases of a sweep that were worked out once more."""
    facts = [("verified", f"{found.verified} of {found.chosen} cases"), ("differing", _cases(found.differing))]
    if found.unanswered:
        facts.append(("unanswered", f"{found.unanswered}, in the file or now"))
    return View(f"Sweep: {found.plan.title}", tuple(facts))


def _cases(numbers: tuple[int, ...]) -> str:
    """How many cases, and the first of them."""
    if not numbers:
        return "0"
    shown = ", ".join(map(str, numbers[:MOST_NUMBERS]))
    return f"{len(numbers)}: case {shown}{', …' if len(numbers) > MOST_NUMBERS else ''}"
