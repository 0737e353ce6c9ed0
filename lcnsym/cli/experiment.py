"""`lcnsym experiment`."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import BadInputError, shorten
from ..show.palette import Palette
from .command import Answer, Command
from .options import add_architecture, read_architecture, read_integer
from .parser import Parser
from .registry import INTERRUPTED

if TYPE_CHECKING:
    from ..exact.forms import BinaryForm
    from ..lab.experiment import Experiment, TargetRow
    from ..lab.protocol import Protocol
    from ..network.architecture import Architecture

DEFAULT_RUNS = 1000
LARGEST_SEED = 10**18
MOST_STEPS = 10**9
MOST_SAMPLES = 10**5
TARGETS = "normal, bombieri or @FILE"
GRAMS = "identity, sample:M (M input windows) or @FILE"


def _configure(parser: Parser) -> None:
    add_architecture(parser)
    parser.value("--runs", "N", f"how many runs of gradient descent (default: {DEFAULT_RUNS})")
    parser.value("--seed", "S", "of targets, losses and starts (default: 0)")
    parser.value(
        "--start-pattern", "PATTERN", "root pattern of the filters at the start, such as 1111|0 (default: any)"
    )
    parser.value("--targets", "SORT", f"{TARGETS}, one target a row, taken in turn (default: normal)")
    parser.value("--gram", "SORT", f"Gram matrix of the loss: {GRAMS} (default: sample:10, or 2(n+1) if more)")
    parser.value("--steps", "N", "how many steps a run may take before it is unconverged (default: 20000)")
    parser.value("--workers", "N", "processes; the answer does not depend on it (default: one for each processor)")


def _answer(options: Namespace) -> Answer:
    # what is quickly read is refused before anything heavy is loaded
    runs = DEFAULT_RUNS if options.runs is None else read_integer(options.runs, "--runs", 1, 10**7)
    workers = os.cpu_count() or 1 if options.workers is None else read_integer(options.workers, "--workers", 1, 256)
    architecture = read_architecture(options)
    protocol = _protocol(options, architecture)
    from ..lab.experiment import run_experiment

    found = run_experiment(protocol, runs, min(workers, 256), _progress(runs) if sys.stderr.isatty() else None)
    if sys.stderr.isatty():
        _show("")
    notes: tuple[str, ...] = ()
    if found.is_interrupted:
        notes = (f"interrupted after {len(found.runs)} of {runs} runs; the table is about these",)
    status = INTERRUPTED if found.is_interrupted else 0
    return Answer(found.to_dict, lambda palette: _text(found, palette), status=status, notes=notes)


def _protocol(options: Namespace, architecture: Architecture) -> Protocol:
    from ..lab.protocol import Protocol, default_samples, with_gram
    from ..network.filter_files import read_matrix
    from ..space.patterns import RootPattern

    seed = 0 if options.seed is None else read_integer(options.seed, "--seed", 0, LARGEST_SEED)
    start = None if options.start_pattern is None else RootPattern.parse(options.start_pattern)
    protocol = Protocol(architecture, seed, start, _targets(options.targets))
    if options.steps is not None:
        protocol = replace(protocol, steps=read_integer(options.steps, "--steps", 1, MOST_STEPS))
    gram = options.gram
    if gram is None:
        return replace(protocol, samples=default_samples(architecture))
    if gram.startswith("@"):
        return with_gram(protocol, read_matrix(gram[1:]))
    if gram.startswith("sample:"):
        return replace(protocol, samples=read_integer(gram[7:], "--gram sample:M", 1, MOST_SAMPLES))
    if gram != "identity":
        raise BadInputError(f"--gram is {GRAMS}; '{shorten(gram, 40)}' was given")
    return protocol


def _targets(given: str | None) -> str | tuple[BinaryForm, ...]:
    if given is None or given in ("normal", "bombieri"):
        return given or "normal"
    if not given.startswith("@"):
        raise BadInputError(f"--targets is {TARGETS}; '{shorten(given, 40)}' was given")
    from ..exact.forms import BinaryForm
    from ..network.filter_files import read_matrix

    return tuple(BinaryForm(row) for row in read_matrix(given[1:]))


def _progress(runs: int) -> Callable[[int], None]:
    _show(f"0 of {runs} runs")
    return lambda done: _show(f"{done} of {runs} runs")


def _show(what: str) -> None:
    sys.stderr.write(f"\r\x1b[K{what} … " if what else "\r\x1b[K")
    sys.stderr.flush()


def _text(found: Experiment, palette: Palette) -> str:
    from ..show.cards import card
    from ..show.tables import table

    protocol = found.protocol
    said = protocol.to_dict()
    gram = f"sample covariance of {protocol.samples} windows" if protocol.samples else "identity"
    facts = [
        ("runs", f"{len(found.runs)}, seed {protocol.seed}"),
        ("start", f"pattern {protocol.start_pattern}" if protocol.start_pattern else "any pattern, all together"),
        ("targets", f"{said['target_distribution']}"),
        ("Gram matrix", gram if protocol.gram is None else "given"),
        ("unconverged", f"{found.unconverged}, after {protocol.steps} steps"),
        ("unmatched", "; ".join([str(found.unmatched), *(f"{n}: {why}" for why, n in found.reasons.items())])),
    ]
    lines = [card(f"Gradient descent on {protocol.architecture}", facts, palette), ""]
    headers = ("target", "share", "end", "share", "95 %", "mean loss", "nature")
    rows = [cells for row in found.targets for cells in _rows(row)]
    if rows:
        lines += [table(headers, rows, (1, 3, 5), palette)]
    return "\n".join(lines)


def _rows(row: TargetRow) -> list[Sequence[str]]:
    cells: list[Sequence[str]] = []
    for part in row.solutions:
        lo, hi = part.percent_interval
        natures = part.natures
        named = next(iter(natures)) if len(natures) == 1 else ", ".join(f"{n} × {name}" for name, n in natures.items())
        interval = f"{lo:.3g} to {hi:.3g}"
        cells.append((f"{part.pattern}", f"{part.percent:.3g} %", interval, f"{part.mean_loss:.3g}", named))
    for number, what in ((row.unconverged, "unconverged"), (row.unmatched, "unmatched")):
        if number:
            cells.append((what, f"{100 * number / len(row.runs):.3g} %", "", "", ""))
    head = (str(row.pattern), f"{row.percent:.3g} %")
    return [(*(head if i == 0 else ("", "")), *cell) for i, cell in enumerate(cells)]


COMMAND = Command(
    "experiment",
    "Gradient descent for many targets and starts, every end named by an exact critical point of its own loss.",
    'lcnsym experiment -k 4,2 --runs 100 --seed 1 --start-pattern "1111|0"',
    _configure,
    _answer,
)
"""The command."""
