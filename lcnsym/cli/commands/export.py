"""`lcnsym export`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...errors import BadInputError
from ..command import Answer, Command, Json, OutputFile
from ..files import check_writable, shown_name
from ..losses import add_loss, read_loss
from ..options import add_filter, choice, read_architecture, read_form, read_integer
from ..parser import Parser

if TYPE_CHECKING:
    from ...landscape.loss import SquareLoss
    from ...landscape.systems import EquationSystem

PROGRAMS = ("macaulay2", "singular", "msolve", "julia", "sympy", "sage")
WHATS = ("critical", "gradient", "stratum", "closure", "form")
OPTIONS = {
    "critical": ("k", "s", "target", "gram", "inputs", "outputs"),
    "gradient": ("k", "s", "target", "gram", "inputs", "outputs"),
    "stratum": ("k", "s", "partition", "target", "gram", "inputs", "outputs"),
    "closure": ("k", "s", "partition", "up_to"),
    "form": ("filter",),
}
"""What each export is made of."""


def _configure(parser: Parser) -> None:
    parser.value("--to", "PROGRAM", f"the program: {', '.join(PROGRAMS)}", required=True, choices=PROGRAMS)
    parser.value(
        "--what",
        "WHAT",
        "critical points in filters that begin with 1, up to scaling (default); the gradient in the filters; the "
        "critical forms of a stratum; the equations of a closure; the form of a filter: " + ", ".join(WHATS),
        choices=WHATS,
    )
    parser.value("-k", "K", "filter sizes, first layer first, such as 3,2,2")
    parser.value("-s", "S", "strides, one for each layer (default: all 1)")
    parser.value("--partition", "L1,L2,…", "root multiplicities over ℂ, such as 2,1,1, for stratum and closure")
    parser.value("--up-to", "D", "for the closure of a stratum: equations up to this degree")
    add_filter(parser, required=False)
    add_loss(parser)
    parser.value("-o", "FILE", "write to this file instead of stdout")


def _answer(options: Namespace) -> Answer:
    what = choice(options.what, WHATS, "--what")
    to = choice(options.to, PROGRAMS, "--to")
    _check_options(options, what)
    if options.o is not None:
        check_writable(options.o)
    written, facts = _form(options, to) if what == "form" else _system(options, what, to)
    document: Json = {"what": what, "to": to, **facts}
    if options.o is None:
        return Answer({**document, "text": written}, written.removesuffix("\n"))
    told = f"input for {to} written to {shown_name(options.o)}"
    files = (OutputFile(options.o, written),)
    return Answer({**document, "file": options.o}, told, files=files, is_about_files=True)


def _check_options(options: Namespace, what: str) -> None:
    """Refuse options that do not matter here, and ask for those that do."""
    known = dict.fromkeys(dest for dests in OPTIONS.values() for dest in dests)
    for dest in known:
        if getattr(options, dest) is not None and dest not in OPTIONS[what]:
            raise BadInputError(f"{_option(dest)} does not belong to --what {what}")
    for needed in {"critical": ("k",), "gradient": ("k",), "stratum": ("partition",), "form": ("filter",)}.get(
        what, ()
    ):
        if getattr(options, needed) is None:
            raise BadInputError(f"{_option(needed)} is required for --what {what}")


def _option(dest: str) -> str:
    return f"-{dest}" if len(dest) == 1 else f"--{dest.replace('_', '-')}"


def _form(options: Namespace, to: str) -> tuple[str, Json]:
    from ...algebra.numbers import int_to_json
    from ...show.notation.programs import form_text

    form = read_form(options.filter)
    minimal = None if form.is_rational else [int_to_json(c) for c in form.field.minpoly]
    return form_text(form, to), {"degree": form.degree, "minpoly": minimal}


def _system(options: Namespace, what: str, to: str) -> tuple[str, Json]:
    from ...show.notation.programs import system_text

    makers: dict[str, Callable[[Namespace], EquationSystem]] = {
        "critical": _critical,
        "gradient": _critical,
        "stratum": _stratum,
        "closure": _closure,
    }
    system = makers[what](options)
    facts: Json = {
        "title": system.title,
        "unknowns": list(system.names),
        "equations": len(system.equations),
        "expected_solutions": system.expected,
    }
    return system_text(system, to), facts


def _critical(options: Namespace) -> EquationSystem:
    from ...landscape.systems import critical_system, gradient_system

    architecture = read_architecture(options, sized=False)
    make = gradient_system if options.what == "gradient" else critical_system
    return make(architecture, read_loss(options, architecture))


def _stratum(options: Namespace) -> EquationSystem:
    from ...landscape.systems import stratum_system
    from ...network.architecture import parse_integers

    return stratum_system(parse_integers(options.partition, "the partition"), _stratum_loss(options))


def _stratum_loss(options: Namespace) -> SquareLoss:
    """Without -k the layer is a single one that is as long as the partition says."""
    from ...description.closures import RootLocus
    from ...network.architecture import Architecture, parse_integers

    if options.k is not None:
        return read_loss(options, read_architecture(options, sized=False))
    if options.s is not None:
        raise BadInputError("-s is given without -k; strides belong to filter sizes such as -k 3,2")
    locus = RootLocus(parse_integers(options.partition, "the partition"))
    return read_loss(options, Architecture((locus.form_degree + 1,)))


def _closure(options: Namespace) -> EquationSystem:
    from ...description.closures import MAX_EQUATION_DEGREE, RootLocus
    from ...description.strided_closures import StridedClosure
    from ...landscape.systems import closure_system
    from ...network.architecture import parse_integers

    if (options.partition is None) == (options.k is None):
        raise BadInputError("either --partition, for a stratum, or -k, for a function space, is required")
    if options.s is not None and options.k is None:
        raise BadInputError("-s is given without -k; strides belong to filter sizes such as -k 3,2")
    up_to = None if options.up_to is None else read_integer(options.up_to, "--up-to", 1, MAX_EQUATION_DEGREE)
    if options.k is not None:
        return closure_system(StridedClosure(read_architecture(options, sized=False)), up_to)
    return closure_system(RootLocus(parse_integers(options.partition, "the partition")), up_to)


COMMAND = Command(
    "export",
    "Equations and forms as input for Macaulay2, Singular, msolve, Julia (HomotopyContinuation.jl) and SymPy.",
    "lcnsym export --to singular -k 3,2 --target 1,-2,-3,4",
    _configure,
    _answer,
)
