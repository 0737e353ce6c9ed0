"""`lcnsym sweep run`, `sweep resume`, `sweep status`, `sweep verify` and `sweep export`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ...errors import BadInputError
from ...supervision import INTERRUPTED
from ..command import Answer, Command, OutputFile
from ..files import STANDARD, check_suffix, check_writable, shown_name
from ..options import add_no_cache, choice, read_integer
from ..parser import Parser
from ..words import refuse

if TYPE_CHECKING:
    from ...lab.sweeps.cases import SweepPlan
    from ...lab.sweeps.sweep import Sweep, SweepStatus

VIOLATED = 1
LARGEST = 100
SUFFIXES = ("csv", "parquet")
LONGEST_CELL, LONGEST_NOTE = 100, 400
MOST_NUMBERS = 10
OPTIONS = {
    "theorem": ("theorem", "highest_degree", "random_filters", "filters", "highest_stride", "size_one"),
    "spurious-minima": ("k", "s", "random_targets", "targets", "largest", "gram", "timeout"),
    "membership": ("k", "s", "random_filters", "filters", "largest"),
}
"""The kinds of sweeps, and the options that each has beside those of every kind."""
NEEDED = {"theorem": ("theorem", "highest_degree"), "spurious-minima": ("k",), "membership": ("k", "random_filters")}


def _configure_run(parser: Parser) -> None:
    parser.word("kind", "KIND", f"what is asked of every case: {', '.join(OPTIONS)}")
    parser.value("-o", "FILE", "the SQLite file of the results; one with the same plan is continued", required=True)
    parser.value("--seed", "S", "of all that is random (default: 0)")
    parser.value("--theorem", "NAME", "theorem: its name, from lcnsym theorem list")
    parser.value("--highest-degree", "N", "theorem: all architectures of degree up to N")
    parser.value("--highest-stride", "N", "theorem: strides from 1 to N (default: 1)")
    parser.value("--size-one", "N", "theorem: up to N layers of filter size 1 (default: 0)")
    parser.value("-k", "K", "spurious-minima, membership: filter sizes such as 3,2,2")
    parser.value("-s", "S", "spurious-minima, membership: strides (default: all 1)")
    number = "theorem: how many random filters for each architecture (default: 0); membership: for all"
    parser.value("--random-filters", "R", number)
    parser.value("--filters", "R", "an old name of --random-filters")
    parser.value("--random-targets", "R", "spurious-minima: how many random targets")
    parser.value("--targets", "FILE", "spurious-minima: targets, one a row (.json, .csv, .npy, or -)", reads=True)
    parser.value("--largest", "N", "spurious-minima, membership: coefficients from -N to N (default: 100)")
    parser.value("--gram", "Q", "spurious-minima: identity or random (default: identity)")
    parser.value(
        "--timeout", "SECONDS", "spurious-minima: for each search of a stratum, several repeated roots (default: 600)"
    )
    _add_engine(parser)


def _add_engine(parser: Parser) -> None:
    parser.value("--workers", "N", "processes on this machine (default: as many as it has cores)")
    parser.value("--scheduler", "ADDRESS", "a Dask scheduler whose workers are used, such as tcp://127.0.0.1:8786")
    add_no_cache(parser)


def _run(options: Namespace) -> Answer:
    if options.kind not in OPTIONS:
        refuse("kind of sweep", options.kind, list(OPTIONS))
    notes = _renamed(options)
    _check_options(options)
    if options.o == STANDARD:
        raise BadInputError("-o - is for text on stdout; a sweep is kept in an SQLite file, whose name is required")
    plan, workers = _plan(options), _workers(options)
    from ...lab.sweeps.sweep import Sweep

    answer = _worked(Sweep.begin(plan, options.o), workers, options)
    return replace(answer, notes=(*notes, *answer.notes))


def _renamed(options: Namespace) -> tuple[str, ...]:
    """Numbers under the names that they had, put under the new ones, and notes that say so."""
    notes = []
    for old in ("filters", "targets"):
        given, new = getattr(options, old), f"random_{old}"
        if given is None or (old == "targets" and not given.strip().removeprefix("-").isdecimal()):
            continue
        if getattr(options, new) is not None:
            raise BadInputError(f"{_dashed(old)} is an old name of {_dashed(new)}, and both were given")
        setattr(options, new, given)
        setattr(options, old, None)
        notes.append(f"{_dashed(old)} with a number is now {_dashed(new)}")
    return tuple(notes)


def _check_options(options: Namespace) -> None:
    """Refuse options of other kinds of sweeps, which would be without effect."""
    own = OPTIONS[options.kind]
    for name in sorted({name for names in OPTIONS.values() for name in names} - set(own)):
        if getattr(options, name) is not None:
            kinds = ", ".join(kind for kind, names in OPTIONS.items() if name in names)
            raise BadInputError(f"{_dashed(name)} belongs to sweeps of the kind {kinds}; this is {options.kind}")
    for name in NEEDED[options.kind]:
        if getattr(options, name) is None:
            raise BadInputError(f"a sweep of the kind {options.kind} needs {_dashed(name)} (see lcnsym sweep run -h)")
    if options.kind == "spurious-minima" and (options.targets is None) is (options.random_targets is None):
        raise BadInputError("a sweep of the kind spurious-minima needs one of --random-targets R and --targets FILE")
    if options.targets is not None and options.largest is not None:
        raise BadInputError("--largest is about random targets, and --targets FILE was given")


def _dashed(name: str) -> str:
    return f"-{name}" if len(name) == 1 else f"--{name.replace('_', '-')}"


def _plan(options: Namespace) -> SweepPlan:
    from ...lab.sweeps.cases import MAX_SEED
    from ...lab.sweeps.kinds import GRAMS, KINDS, GivenTargetsSweep, MembershipSweep, SpuriousMinimaSweep, TheoremSweep

    seed = 0 if options.seed is None else read_integer(options.seed, "--seed", 0, MAX_SEED)
    given: dict[str, Any] = {
        name: read_integer(getattr(options, option), _dashed(option), least, most)
        for name, (_, least, most) in KINDS[options.kind].limits.items()
        for option in [f"random_{name}" if name in {"filters", "targets"} else name]
        if getattr(options, option) is not None
    }
    if options.kind == "theorem":
        return TheoremSweep(seed, options.theorem, **given)
    from ...algebra.numbers import text as number_text
    from ..losses import read_rows
    from ..options import read_architecture

    architecture = read_architecture(options)
    given.setdefault("largest", LARGEST)
    if options.kind == "membership":
        return MembershipSweep(seed, architecture.filter_sizes, architecture.strides, **given)
    gram = choice(options.gram, GRAMS, "--gram")
    if options.targets is not None:
        rows = tuple(",".join(map(number_text, row)) for row in read_rows(options.targets))
        del given["largest"]
        return GivenTargetsSweep(seed, architecture.filter_sizes, architecture.strides, rows, gram=gram, **given)
    return SpuriousMinimaSweep(seed, architecture.filter_sizes, architecture.strides, gram=gram, **given)


def _configure_resume(parser: Parser) -> None:
    parser.word("file", "FILE", "the file of a sweep")
    parser.flag("--again", "try again the cases that failed, and those that lacked a program")
    _add_engine(parser)


def _resume(options: Namespace) -> Answer:
    from ...lab.sweeps.sweep import Sweep

    workers = _workers(options)
    return _worked(Sweep(options.file), workers, options, again=options.again)


def _workers(options: Namespace) -> int | None:
    if options.scheduler is not None and options.no_cache:
        raise BadInputError("--no-cache is for processes on this machine, and --scheduler was given too")
    if options.workers is None:
        return None
    from ...lab.sweeps.sweep import MOST_WORKERS

    if options.scheduler is not None:
        raise BadInputError("--scheduler brings its own workers; --workers was given too")
    return read_integer(options.workers, "--workers", 1, MOST_WORKERS)


def _worked(sweep: Sweep, workers: int | None, options: Namespace, *, again: bool = False) -> Answer:
    from ...landscape.effort import cache_for_workers
    from ..progress import ProgressBar

    bar = ProgressBar("cases")
    try:
        with cache_for_workers(use_cache=not options.no_cache):
            status = sweep.run(workers, options.scheduler, bar, again=again)
    finally:
        bar.close()
    if status.is_interrupted:
        return _answer(status, INTERRUPTED, ("interrupted; lcnsym sweep resume goes on",))
    return _answer(status, VIOLATED if status.is_violated else 0)


def _configure_status(parser: Parser) -> None:
    parser.word("file", "FILE", "the file of a sweep")


def _status(options: Namespace) -> Answer:
    from ...lab.sweeps.sweep import Sweep

    sweep = Sweep(options.file)
    return _answer(sweep.status(), notes=_warnings(sweep))


def _warnings(sweep: Sweep) -> tuple[str, ...]:
    return () if sweep.has_checksums else ("the file is of a format without checksums: damage can pass unnoticed",)


def _configure_verify(parser: Parser) -> None:
    parser.word("file", "FILE", "the file of a sweep")
    parser.value("--sample", "N", "only N of the cases that are done, drawn at random (default: all)")
    parser.value("--seed", "S", "of the sample (default: 0)")
    _add_engine(parser)


def _verify(options: Namespace) -> Answer:
    from ...lab.sweeps.cases import MAX_CASES, MAX_SEED
    from ...lab.sweeps.sweep import Sweep
    from ...landscape.effort import cache_for_workers
    from ...show.values.lab import verification_view
    from ..progress import ProgressBar

    if options.seed is not None and options.sample is None:
        raise BadInputError("--seed is of a sample; --sample is required with it")
    sample = None if options.sample is None else read_integer(options.sample, "--sample", 1, MAX_CASES)
    seed = 0 if options.seed is None else read_integer(options.seed, "--seed", 0, MAX_SEED)
    workers = _workers(options)
    sweep = Sweep(options.file)
    bar = ProgressBar("cases")
    try:
        with cache_for_workers(use_cache=not options.no_cache):
            found = sweep.verify(sample, seed, workers, options.scheduler, bar)
    finally:
        bar.close()
    notes = _warnings(sweep)
    if found.is_interrupted:
        notes += ("interrupted; the answer is about the cases that were worked out until then",)
    status = INTERRUPTED if found.is_interrupted else 1 if found.differing else 0
    return Answer(found.to_dict, lambda: verification_view(found), status, notes)


def _configure_export(parser: Parser) -> None:
    parser.word("file", "FILE", "the file of a sweep")
    parser.value("-o", "FILE", "the table: .csv, - for stdout, .parquet with the package pyarrow", required=True)


def _export(options: Namespace) -> Answer:
    from ...lab.sweeps.sweep import Sweep

    check_suffix(options.o, SUFFIXES)
    check_writable(options.o)
    sweep = Sweep(options.file)
    files: tuple[OutputFile, ...] = ()
    if options.o == STANDARD:
        content = BytesIO()
        number = sweep.write_csv(content)
        files = (OutputFile(STANDARD, content.getvalue()),)
    else:
        number = sweep.export(options.o)
    cases = sweep.plan.cases
    notes: tuple[str, ...] = (
        () if number == cases else (f"cases not done, which are not in the table: {cases - number} of {cases}",)
    )
    notes += _warnings(sweep)
    document = {"file": options.o, "rows": number, "cases": cases}
    text = f"{number} {'row' if number == 1 else 'rows'} written to {shown_name(options.o)}"
    return Answer(document, text, notes=notes, files=files)


def _answer(status: SweepStatus, exit_status: int = 0, notes: tuple[str, ...] = ()) -> Answer:
    from ...show.values.lab import sweep_view

    return Answer(status.to_dict, lambda: sweep_view(status), exit_status, notes)


RUN = Command(
    "sweep run",
    "Exact answers for many cases, kept in a file as they come; the same call continues what was interrupted.",
    "lcnsym sweep run theorem --theorem membership --highest-degree 3 --random-filters 2 --seed 1 -o membership.sqlite",
    _configure_run,
    _run,
)

RESUME = Command(
    "sweep resume",
    "Work out the cases of a sweep that are not done.",
    "lcnsym sweep resume membership.sqlite --workers 2",
    _configure_resume,
    _resume,
)

STATUS = Command(
    "sweep status",
    "How far a sweep is, and what came out, also while it runs.",
    "lcnsym sweep status membership.sqlite",
    _configure_status,
    _status,
)

VERIFY = Command(
    "sweep verify",
    "Work out cases of a sweep once more and compare them with the file; the exit status is 1 if some differ.",
    "lcnsym sweep verify membership.sqlite --sample 10 --workers 2",
    _configure_verify,
    _verify,
)

EXPORT = Command(
    "sweep export",
    "The results of a sweep as a table, one row a case; the same results give the same table.",
    "lcnsym sweep export membership.sqlite -o membership.csv",
    _configure_export,
    _export,
)
