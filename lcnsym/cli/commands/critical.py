"""`lcnsym critical`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...errors import BadInputError, InconclusiveError, LcnsymError, UnsupportedError, shorten
from ...supervision import INTERRUPTED
from ..command import Answer, Command
from ..losses import add_loss, read_any_loss
from ..options import (
    MAX_INTEGER,
    add_architecture,
    add_certificate,
    add_no_cache,
    check_certificate,
    check_claim,
    read_integer,
    read_network,
    with_certificate,
)
from ..parser import Parser
from ..progress import show_progress

if TYPE_CHECKING:
    from ...certificates.document import Certificate
    from ...certificates.landscape import Certifiable
    from ...landscape.critical import Landscape
    from ...landscape.loss import SemidefiniteLoss
    from ...network.architecture import Architecture
    from ...network.networks import Network

CLAIMS = ("spurious-minimum", "critical-point", "stratum-critical-points", "all-critical-points")
ABOUT_STRATA = CLAIMS[2:]
LEAST_DEGREE = dict(zip(ABOUT_STRATA, (2, 4), strict=True))
"""From which degree on there are such strata."""
MAX_PARTS = 8
"""Multiplicities that are proposed are at most so many."""
NO_CERTIFICATE = 2


def _configure(parser: Parser) -> None:
    add_architecture(parser, tensors=True)
    add_loss(parser)
    add_certificate(parser, "write a certificate of a spurious minimum, a critical point, or those of a stratum")
    parser.value(
        "--claim", "CLAIM", f"what the certificate states: {', '.join(CLAIMS)} (default: {CLAIMS[0]})", choices=CLAIMS
    )
    parser.value(
        "--index", "I", "which function of the table the certificate is about, from 0 (default: the first that fits)"
    )
    parser.value(
        "--stratum",
        "L",
        f"root multiplicities; one repeated root (2,1,1): {ABOUT_STRATA[0]}; several (2,2): {ABOUT_STRATA[1]}",
    )
    parser.flag(
        "--minimal-polynomials",
        "in JSON, the minimal polynomials of losses where they can be found; many seconds for several repeated roots",
    )
    parser.value(
        "--timeout",
        "SECONDS",
        "for each search of a stratum with several repeated roots, or of parameter space (default: 600)",
    )
    add_no_cache(parser)


def _answer(options: Namespace) -> Answer:
    from ...landscape.critical import critical_points
    from ...landscape.loss import SemidefiniteLoss
    from ...show.values.landscape import landscape_view, partition_text

    check_claim(options, CLAIMS)
    check_certificate(options)
    if options.index is not None and (options.claim in ABOUT_STRATA or options.certificate is None):
        raise BadInputError(f"--index belongs to --certificate with --claim {CLAIMS[0]} or {CLAIMS[1]}")
    index = None if options.index is None else read_integer(options.index, "--index", 0, MAX_INTEGER)
    architecture = read_network(options, sized=False)
    seconds = 600 if options.timeout is None else read_integer(options.timeout, "--timeout", 1, MAX_INTEGER)
    which = _Which(index, _read_stratum(options, architecture), seconds)
    loss = read_any_loss(options, architecture)
    if isinstance(loss, SemidefiniteLoss):
        return _singular_answer(options, architecture, loss, which)
    landscape = critical_points(architecture, loss, seconds, show_progress, use_cache=not options.no_cache)
    notes = tuple(
        stratum.note if stratum.partition is None else f"stratum {partition_text(stratum.partition)}: {stratum.note}"
        for stratum in landscape.strata
        if stratum.note and not stratum.is_complete
    )
    notes = (*notes, *_about_minima(landscape.undecided_minima))
    answer = Answer(
        lambda: landscape.to_dict(minimal_polynomials=options.minimal_polynomials),
        lambda: landscape_view(landscape),
        status=INTERRUPTED if landscape.is_interrupted else 0,
        notes=notes,
    )
    return _with_certificate(answer, options, landscape, which)


def _about_minima(reason: str) -> tuple[str, ...]:
    return (f"spurious minima are not counted: {reason}",) if reason else ()


@dataclass(frozen=True)
class _Which:
    """What a certificate is about, a function by its place or a stratum, and how long it may take."""

    index: int | None
    stratum: tuple[int, ...] | None
    seconds: float


def _read_stratum(options: Namespace, network: Network) -> tuple[int, ...] | None:
    """The root multiplicities of --stratum, which fit the claim and the architecture. None: there is no such claim."""
    from ...network.networks import along_one_axis

    if options.claim not in ABOUT_STRATA:
        if options.stratum is not None:
            raise BadInputError(f"--stratum belongs to --claim {' or '.join(ABOUT_STRATA)}, which was not given")
        return None
    architecture = along_one_axis(network)
    if architecture is None or not architecture.reduced.is_stride_one:
        raise UnsupportedError(f"--claim {options.claim} is about stride one and one axis, {network} was given")
    degree = architecture.degree
    if degree < LEAST_DEGREE[options.claim]:
        raise BadInputError(_no_such_stratum(options.claim, architecture))
    if options.stratum is None:
        example = _example(options.claim, degree)
        raise BadInputError(f"--claim {options.claim} needs the root multiplicities, --stratum {example} or the like")
    words = options.stratum.split(",")
    parts = tuple(sorted((read_integer(word, "--stratum", 1, MAX_INTEGER) for word in words), reverse=True))
    repeated = sum(part > 1 for part in parts)
    wanted = repeated == 1 if options.claim == ABOUT_STRATA[0] else repeated > 1
    if sum(parts) != degree or not wanted:
        what = "one part" if options.claim == ABOUT_STRATA[0] else "several parts"
        raise BadInputError(
            f"--claim {options.claim} needs parts with the sum {degree}, {what} of them above 1; "
            f"'{shorten(options.stratum, 40)}' was given"
        )
    return parts


def _example(claim: str, degree: int) -> str:
    """The multiplicities of the largest stratum that the claim can be about."""
    repeated = (2,) if claim == ABOUT_STRATA[0] else (2, 2)
    parts = (*repeated, *[1] * (degree - sum(repeated)))
    # long lists of ones are left out
    shown = parts if len(parts) <= MAX_PARTS else (degree - sum(repeated[1:]), *repeated[1:])
    return ",".join(map(str, shown))


def _no_such_stratum(claim: str, architecture: Architecture) -> str:
    several = "several repeated roots" if claim == ABOUT_STRATA[1] else "a repeated root"
    other = ""
    if architecture.degree >= LEAST_DEGREE[ABOUT_STRATA[0]]:
        other = f"; --claim {ABOUT_STRATA[0]} --stratum {_example(ABOUT_STRATA[0], architecture.degree)}"
    return f"{architecture} has no stratum with {several}{other}"


def _with_certificate(answer: Answer, options: Namespace, landscape: Certifiable, which: _Which) -> Answer:
    if options.certificate is None:
        return answer
    try:
        certificate = _certified(options.claim or CLAIMS[0], landscape, which)
    # the answer may have taken long: it is shown all the same
    except LcnsymError as error:
        return replace(answer, complaint=str(error), status=answer.status or NO_CERTIFICATE)
    except KeyboardInterrupt:
        return replace(answer, complaint="interrupted, no certificate was written", status=INTERRUPTED)
    return with_certificate(answer, options.certificate, certificate)


def _singular_answer(options: Namespace, architecture: Network, loss: SemidefiniteLoss, which: _Which) -> Answer:
    from ...landscape.singular_landscape import singular_critical_points
    from ...show.values.landscape import singular_view

    if which.stratum is not None:
        raise UnsupportedError(
            f"--claim {options.claim} is about positive definite Gram matrices, this one is singular"
        )
    show_progress("parameter space")
    try:
        landscape = singular_critical_points(architecture, loss, which.seconds, use_cache=not options.no_cache)
    finally:
        show_progress("")
    answer = Answer(
        lambda: landscape.to_dict(minimal_polynomials=options.minimal_polynomials),
        lambda: singular_view(landscape),
        status=INTERRUPTED if landscape.is_interrupted else 0,
        notes=(landscape.note,) if landscape.note else (),
    )
    return _with_certificate(answer, options, landscape, which)


def _certified(claim: str, landscape: Certifiable, which: _Which) -> Certificate:
    """The certificate, if the checker accepts it: whether a box is small enough is not known before."""
    from ...checker import check_text

    found = _written(claim, landscape, which)
    result = check_text(found.text)
    if not result.accepted:
        raise InconclusiveError(f"no certificate for '{claim}': {result.reason}")
    return found


def _written(claim: str, landscape: Certifiable, which: _Which) -> Certificate:
    from ...certificates.landscape import certify_critical_point, certify_spurious_minimum
    from ...landscape.critical import Landscape

    # of a singular Gram matrix no stratum is asked for
    if which.stratum is not None and isinstance(landscape, Landscape):
        return _of_stratum(landscape, which.stratum, which.seconds)
    if (which.index or 0) >= len(landscape.points) and not (claim == CLAIMS[0] and which.index is None):
        raise BadInputError(
            f"--index {which.index or 0} was given, but there are {len(landscape.points)} functions, counted from 0"
        )
    if claim == CLAIMS[0]:
        return certify_spurious_minimum(landscape, which.index)
    return certify_critical_point(landscape, landscape.points[which.index or 0].classes[0])


def _of_stratum(landscape: Landscape, parts: tuple[int, ...], seconds: float) -> Certificate:
    from ...certificates.landscape import certify_all_critical_points, certify_complete_stratum, certify_stratum
    from ...landscape.strata.stratum import Stratum

    loss = landscape.square_loss
    if sum(part > 1 for part in parts) == 1:
        return certify_stratum(loss, parts[0])
    searched = next((s for s in landscape.strata if isinstance(s, Stratum) and s.partition == parts), None)
    if searched is not None:
        return certify_complete_stratum(loss, searched)
    # a stratum without compatible packings
    show_progress(f"stratum {','.join(map(str, parts))}")
    try:
        return certify_all_critical_points(loss, parts, seconds)
    finally:
        show_progress("")


COMMAND = Command(
    "critical",
    "All critical points of the square loss in function space and in parameter space, and what they are.",
    "lcnsym critical -k 2,2,2 --target 1,-2,-3,4",
    _configure,
    _answer,
)
"""The command."""
