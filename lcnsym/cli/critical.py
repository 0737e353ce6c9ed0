"""`lcnsym critical`."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import BadInputError, InconclusiveError, LcnsymError
from ..show.palette import Palette
from .command import Answer, Command
from .losses import add_loss, read_loss
from .options import (
    add_architecture,
    add_certificate,
    check_certificate,
    check_claim,
    read_architecture,
    read_integer,
    with_certificate,
)
from .parser import Parser
from .registry import INTERRUPTED

if TYPE_CHECKING:
    from ..certificates.document import Certificate
    from ..certificates.landscape import AnyLandscape
    from ..landscape.critical import Landscape
    from ..landscape.loss import SquareLoss
    from ..landscape.strided import StridedLandscape
    from ..network.architecture import Architecture

CLAIMS = ("spurious-minimum", "critical-point")
NO_CERTIFICATE = 2
LONGEST = 10**6


def _configure(parser: Parser) -> None:
    add_architecture(parser)
    add_loss(parser)
    add_certificate(parser, "write a certificate of a spurious minimum, or of a critical point")
    parser.value(
        "--claim", "CLAIM", f"what the certificate states: {', '.join(CLAIMS)} (default: {CLAIMS[0]})", choices=CLAIMS
    )
    parser.value("--index", "I", "for critical-point: which function, from 0, ascending by loss (default: 0)")
    parser.flag(
        "--minimal-polynomials",
        "in JSON, the minimal polynomials of losses; may take many seconds for several repeated roots",
    )
    parser.value("--timeout", "SECONDS", "for each stratum with three or more repeated roots (default: 600)")


def _answer(options: Namespace) -> Answer:
    from ..landscape.critical import critical_points
    from ..show.landscapes import partition_text

    check_claim(options, CLAIMS)
    check_certificate(options)
    if options.index is not None and options.claim != CLAIMS[1]:
        raise BadInputError(f"--index belongs to --claim {CLAIMS[1]}, which was not given")
    index = 0 if options.index is None else read_integer(options.index, "--index", 0, LONGEST)
    architecture = read_architecture(options, sized=False)
    seconds = 600 if options.timeout is None else read_integer(options.timeout, "--timeout", 1, LONGEST)
    loss = read_loss(options, architecture)
    if not architecture.reduced.is_stride_one:
        return _strided_answer(options, architecture, loss, seconds, index)
    landscape = critical_points(architecture, loss, seconds, show_progress if sys.stderr.isatty() else None)
    notes = tuple(
        f"stratum {partition_text(stratum.partition)}: {stratum.note}"
        for stratum in landscape.strata
        if stratum.note and not stratum.is_complete
    )
    answer = Answer(
        lambda: landscape.to_dict(options.minimal_polynomials),
        lambda palette: _text(landscape, palette),
        status=INTERRUPTED if landscape.is_interrupted else 0,
        notes=notes,
    )
    return _with_certificate(answer, options, landscape, index)


def _with_certificate(answer: Answer, options: Namespace, landscape: AnyLandscape, index: int) -> Answer:
    if options.certificate is None:
        return answer
    try:
        certificate = _certified(options.claim or CLAIMS[0], landscape, index)
    except LcnsymError as error:
        # the answer may have taken long: it is shown all the same
        return replace(answer, complaint=str(error), status=answer.status or NO_CERTIFICATE)
    return with_certificate(answer, options.certificate, certificate)


def _strided_answer(
    options: Namespace, architecture: Architecture, loss: SquareLoss, seconds: float, index: int
) -> Answer:
    from ..landscape.strided import strided_critical_points

    landscape = strided_critical_points(architecture, loss, seconds)
    notes = (landscape.note,) if landscape.note else ()
    answer = Answer(landscape.to_dict, lambda palette: _strided_text(landscape, palette), notes=notes)
    return _with_certificate(answer, options, landscape, index)


def _strided_text(landscape: StridedLandscape, palette: Palette) -> str:
    from ..show.cards import card
    from ..show.landscapes import STRIDED_HEADERS, STRIDED_NUMBERS, strided_facts, strided_rows
    from ..show.tables import table

    lines = [card(f"Square loss on {landscape.architecture}", strided_facts(landscape, palette), palette)]
    rows = strided_rows(landscape)
    if rows:
        lines += ["", table(STRIDED_HEADERS, rows, STRIDED_NUMBERS, palette)]
    return "\n".join(lines)


def _certified(claim: str, landscape: AnyLandscape, index: int) -> Certificate:
    """The certificate, if the checker accepts it: whether a box is small enough is not known before."""
    from ..checker import check_text

    found = _written(claim, landscape, index)
    result = check_text(found.text)
    if not result.accepted:
        raise InconclusiveError(f"no certificate for '{claim}': {result.reason}")
    return found


def _written(claim: str, landscape: AnyLandscape, index: int) -> Certificate:
    from ..certificates.landscape import certify_critical_point, certify_spurious_minimum, classes

    if claim == CLAIMS[0]:
        return certify_spurious_minimum(landscape)
    if index >= len(landscape.points):
        raise BadInputError(
            f"--index {index} was given, but there are {len(landscape.points)} functions, counted from 0"
        )
    return certify_critical_point(landscape, classes(landscape.points[index])[0])


def show_progress(what: str) -> None:
    """Tell on a terminal what comes next; nothing more is told with ""."""
    sys.stderr.write(f"\r\x1b[K{what} … " if what else "\r\x1b[K")
    sys.stderr.flush()


def _text(landscape: Landscape, palette: Palette) -> str:
    from ..show import landscapes
    from ..show.cards import card
    from ..show.tables import table

    facts = landscapes.landscape_facts(landscape, palette)
    lines = [card(f"Square loss on {landscape.architecture}", facts, palette), ""]
    rows = landscapes.function_rows(landscape)
    if rows:
        lines += [table(landscapes.FUNCTION_HEADERS, rows, landscapes.FUNCTION_NUMBERS, palette), ""]
    strata = landscapes.stratum_rows(landscape)
    lines.append(table(landscapes.STRATUM_HEADERS, strata, landscapes.STRATUM_NUMBERS, palette))
    return "\n".join([*lines, "", landscapes.zero_filters_text(landscape)])


COMMAND = Command(
    "critical",
    "All critical points of the square loss in function space and in parameter space, and what they are.",
    "lcnsym critical -k 2,2,2 --target 1,-2,-3,4",
    _configure,
    _answer,
)
"""The command."""
