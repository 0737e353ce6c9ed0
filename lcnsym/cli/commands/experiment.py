"""`lcnsym experiment`."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import BadInputError, shorten
from ...lab.experiments.limits import (
    DEFAULT_RUNS,
    DEFAULT_STEPS,
    MAX_RUNS,
    MAX_SAMPLES,
    MAX_SEED,
    MAX_STEPS,
    MAX_WORKERS,
)
from ...lab.experiments.step_rules import STARTS, STEPS, StartDistribution, StepRule, read_gradient
from ...supervision import INTERRUPTED
from ..command import Answer, Command, OutputFile
from ..files import STANDARD, check_writable
from ..losses import read_rows
from ..options import add_architecture, add_no_cache, read_architecture, read_integer
from ..parser import Parser
from ..progress import show_progress

if TYPE_CHECKING:
    from ...algebra.forms import BinaryForm
    from ...algebra.numbers import Number
    from ...lab.experiments.protocol import Protocol
    from ...network.architecture import Architecture

FAILED = 2
TARGETS = "normal, bombieri or FILE"
GRAMS = "identity, sample:M (M input windows) or FILE"
FILES = (".json", ".csv", ".npy")


def _configure(parser: Parser) -> None:
    add_architecture(parser)
    parser.value("--runs", "N", f"how many runs of gradient descent (default: {DEFAULT_RUNS})")
    parser.value("--seed", "S", "of targets, losses and starts (default: 0)")
    parser.value(
        "--start-pattern", "PATTERN", "root pattern of the filters at the start, such as 1111|0 (default: any)"
    )
    parser.value(
        "--targets",
        "SORT",
        f"{TARGETS} ({', '.join(FILES)}, or -), one target a row, taken in turn (default: normal)",
        reads=True,
    )
    parser.value(
        "--gram",
        "SORT",
        f"Gram matrix of the loss: {GRAMS} ({', '.join(FILES)}, or -) (default: sample:10, or 2(n+1) if more)",
        reads=True,
    )
    parser.value("--start-from", "SORT", f"coefficients of the filters at the start: {STARTS} (default: normal:1)")
    parser.value("--step", "RULE", f"{STEPS} (default: adaptive, near gradient flow)")
    parser.value(
        "--discard", "GRADIENT", "leave out runs whose gradient is longer at the end of descent (default: none)"
    )
    parser.value("--steps", "N", f"how many steps a run may take before it is unconverged (default: {DEFAULT_STEPS})")
    parser.value("--workers", "N", "processes; the answer does not depend on it (default: one for each processor)")
    parser.value("--runs-to", "FILE", "also write the runs, one row a run, as CSV")
    add_no_cache(parser)


def _answer(options: Namespace) -> Answer:
    # what is quickly read is refused before anything heavy is loaded
    runs = DEFAULT_RUNS if options.runs is None else read_integer(options.runs, "--runs", 1, MAX_RUNS)
    workers = min(os.cpu_count() or 1, MAX_WORKERS)
    if options.workers is not None:
        workers = read_integer(options.workers, "--workers", 1, MAX_WORKERS)
    if options.runs_to is not None:
        check_writable(options.runs_to)
    protocol = _protocol(options, read_architecture(options))
    from ...lab.experiments.experiment import run_experiment
    from ...lab.experiments.run_table import table_of_runs
    from ...landscape.effort import cache_for_workers
    from ...show.values.lab import experiment_view

    show_progress(f"0 of {runs} runs")
    try:
        with cache_for_workers(use_cache=not options.no_cache):
            found = run_experiment(protocol, runs, workers, lambda done: show_progress(f"{done} of {runs} runs"))
    finally:
        show_progress("")
    files = () if options.runs_to is None else (OutputFile(options.runs_to, table_of_runs(found.runs)),)
    answer = Answer(found.to_dict, lambda: experiment_view(found), files=files)
    done = f"{len(found.runs)} of {runs} runs; the table is about these"
    if found.failure is not None:
        return replace(answer, status=FAILED, complaint=f"{found.failure}; this ended the experiment after {done}")
    if found.is_interrupted:
        return replace(answer, status=INTERRUPTED, notes=(f"interrupted after {done}",))
    return answer


def _protocol(options: Namespace, architecture: Architecture) -> Protocol:
    from ...lab.experiments.protocol import Protocol, default_samples, with_gram
    from ...membership.patterns import RootPattern

    seed = 0 if options.seed is None else read_integer(options.seed, "--seed", 0, MAX_SEED)
    start = None if options.start_pattern is None else RootPattern.parse(options.start_pattern)
    protocol = Protocol(architecture, seed, start, _targets(options.targets))
    if options.steps is not None:
        protocol = replace(protocol, steps=read_integer(options.steps, "--steps", 1, MAX_STEPS))
    if options.start_from is not None:
        protocol = replace(protocol, start=StartDistribution.parse(options.start_from))
    if options.step is not None:
        protocol = replace(protocol, rule=StepRule.parse(options.step))
    if options.discard is not None:
        protocol = replace(protocol, discard=read_gradient(options.discard, "--discard"))
    gram = options.gram
    if gram is None:
        return replace(protocol, samples=default_samples(architecture))
    if gram.startswith("sample:"):
        return replace(protocol, samples=read_integer(gram[7:], "--gram sample:M", 1, MAX_SAMPLES))
    if gram == "identity":
        return protocol
    return with_gram(protocol, _rows_of_file(gram, f"--gram is {GRAMS}"))


def _targets(given: str | None) -> str | tuple[BinaryForm, ...]:
    if given is None or given in ("normal", "bombieri"):
        return given or "normal"
    from ...algebra.forms import BinaryForm

    return tuple(BinaryForm(row) for row in _rows_of_file(given, f"--targets is {TARGETS}"))


def _rows_of_file(given: str, accepted: str) -> list[list[Number]]:
    """The rows in FILE or @FILE, or on stdin. Raises BadInputError, also for what is no name of a file."""
    is_file = given.startswith("@") or given == STANDARD or given.lower().endswith(FILES)
    if not is_file:
        raise BadInputError(f"{accepted}; '{shorten(given, 40)}' was given")
    return read_rows(given)


COMMAND = Command(
    "experiment",
    "Gradient descent for many targets and starts, every end named by an exact critical point of its own loss.",
    'lcnsym experiment -k 4,2 --runs 100 --seed 1 --start-pattern "1111|0"',
    _configure,
    _answer,
)
"""The command."""
