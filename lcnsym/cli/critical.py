"""`lcnsym critical`."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import BadInputError, InconclusiveError, LcnsymError, UnsupportedError
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

if TYPE_CHECKING:
    from ..certificates.document import Certificate
    from ..landscape.critical import CriticalPoint, Landscape
    from ..landscape.loss import SquareLoss
    from ..landscape.strided import StridedLandscape
    from ..network.architecture import Architecture

CLAIMS = ("spurious-minimum", "critical-point")
INTERRUPTED = 130
NO_CERTIFICATE = 2
LONGEST = 10**6
SHOWN_NATURES = 3


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

    check_claim(options, CLAIMS)
    check_certificate(options)
    if options.index is not None and options.claim != CLAIMS[1]:
        raise BadInputError(f"--index belongs to --claim {CLAIMS[1]}, which was not given")
    index = 0 if options.index is None else read_integer(options.index, "--index", 0, LONGEST)
    architecture = read_architecture(options, sized=False)
    seconds = 600 if options.timeout is None else read_integer(options.timeout, "--timeout", 1, LONGEST)
    loss = read_loss(options, architecture)
    if not architecture.reduced.is_stride_one:
        return _strided_answer(options, architecture, loss, seconds)
    landscape = critical_points(architecture, loss, seconds, _progress if sys.stderr.isatty() else None)
    notes = tuple(
        f"stratum {_word(stratum.partition)}: {stratum.note}"
        for stratum in landscape.strata
        if stratum.note and not stratum.is_complete
    )
    answer = Answer(
        lambda: landscape.to_dict(options.minimal_polynomials),
        lambda palette: _text(landscape, palette),
        status=INTERRUPTED if landscape.is_interrupted else 0,
        notes=notes,
    )
    if options.certificate is None:
        return answer
    try:
        certificate = _certified(options.claim or CLAIMS[0], landscape, index)
    except LcnsymError as error:
        # the answer may have taken long: it is shown all the same
        return replace(answer, complaint=str(error), status=answer.status or NO_CERTIFICATE)
    return with_certificate(answer, options.certificate, certificate)


def _strided_answer(options: Namespace, architecture: Architecture, loss: SquareLoss, seconds: float) -> Answer:
    from ..landscape.strided import strided_critical_points

    if options.certificate is not None:
        raise UnsupportedError(f"certificates of critical points are written for stride one, {architecture} was given")
    landscape = strided_critical_points(architecture, loss, seconds)
    notes = (landscape.note,) if landscape.note else ()
    return Answer(landscape.to_dict, lambda palette: _strided_text(landscape, palette), notes=notes)


def _middle(bounds: tuple[Fraction, Fraction]) -> Fraction:
    return (bounds[0] + bounds[1]) / 2


def _strided_text(landscape: StridedLandscape, palette: Palette) -> str:
    from ..show.cards import card
    from ..show.numbers import decimal, short_filter
    from ..show.tables import table

    least, spurious = landscape.global_minimum, landscape.spurious_minima
    found = "unknown" if landscape.complex is None else landscape.complex
    facts = [
        ("target", short_filter(landscape.square_loss.target)),
        ("critical points", f"{len(landscape.points)} up to scaling, with an end-to-end filter that is not zero"),
        ("over ℂ", f"{found} of {landscape.expected} for generic data"),
        ("complete", palette.yes_no(landscape.is_complete) if landscape.is_complete else palette.fair("not proved")),
        ("least loss", "not proved" if least is None else f"≈ {decimal(_middle(least.loss))}"),
        ("spurious minima", "not decided" if spurious is None else str(spurious)),
    ]
    rows = []
    for point in landscape.points:
        layers = "  ".join(
            "(" + ", ".join(decimal(_middle(c), 5) for c in layer) + ")" for layer in point.point.filter_enclosures(60)
        )
        rows.append((f"≈ {decimal(_middle(point.loss))}", str(point.nature or "undecided"), layers))
    lines = [card(f"Square loss on {landscape.architecture}", facts, palette)]
    if rows:
        lines += ["", table(("loss", "nature", "filters"), rows, (0,), palette)]
    return "\n".join(lines)


def _certified(claim: str, landscape: Landscape, index: int) -> Certificate:
    """The certificate, if the checker accepts it: whether a box is small enough is not known before."""
    from ..checker import check_text

    found = _written(claim, landscape, index)
    result = check_text(found.text)
    if not result.accepted:
        raise InconclusiveError(f"no certificate for '{claim}': {result.reason}")
    return found


def _written(claim: str, landscape: Landscape, index: int) -> Certificate:
    from ..certificates.landscape import certify_critical_point, certify_spurious_minimum

    if claim == CLAIMS[0]:
        return certify_spurious_minimum(landscape)
    if index >= len(landscape.points):
        raise BadInputError(
            f"--index {index} was given, but there are {len(landscape.points)} functions, counted from 0"
        )
    return certify_critical_point(landscape, landscape.points[index].classes[0])


def _progress(what: str) -> None:
    sys.stderr.write(f"\r\x1b[K{what} … " if what else "\r\x1b[K")
    sys.stderr.flush()


def _text(landscape: Landscape, palette: Palette) -> str:
    from ..show.cards import card
    from ..show.numbers import short_filter
    from ..show.tables import table

    spurious = landscape.spurious_minima
    expected, found = landscape.expected_classes, landscape.complex_classes
    facts = [
        ("target", short_filter(landscape.square_loss.target)),
        ("Gram matrix", "identity" if landscape.square_loss.is_euclidean else "given"),
        ("critical functions", str(len(landscape.points))),
        ("critical points", f"{landscape.parameter_classes} up to scaling, with an end-to-end filter that is not zero"),
        ("over ℂ", f"{'not all counted' if found is None else found} of {expected} for generic data"),
        ("complete", palette.yes_no(landscape.is_complete) if landscape.is_complete else palette.fair("not proved")),
        ("least loss", _least(landscape)),
        ("spurious minima", "not decided" if spurious is None else str(spurious)),
    ]
    lines = [card(f"Square loss on {landscape.architecture}", facts, palette), ""]
    rows = [
        (_loss(point), str(point.pattern), str(len(point.classes)), _natures(point), _filter(point))
        for point in landscape.points
    ]
    if rows:
        lines += [table(("loss", "pattern", "classes", "nature", "filter"), rows, (0, 2), palette), ""]
    strata = [
        (
            _word(s.partition),
            "unknown" if s.complex is None else str(s.complex),
            str(s.expected),
            str(len(s.functions)),
            "yes" if s.is_complete else "not proved",
            s.note,
        )
        for s in landscape.strata
    ]
    lines.append(table(("multiplicities", "over ℂ", "generic", "real", "complete", "note"), strata, (1, 2, 3), palette))
    families = [f"layer {z.layer}: {z.dimension}" for z in landscape.zero_families if z.dimension]
    text = "; ".join(families) or "none with exactly one zero filter"
    lines += ["", f"With two or more zero filters every point is critical. Dimensions of families with one: {text}"]
    return "\n".join(lines)


def _word(partition: tuple[int, ...]) -> str:
    return ",".join(map(str, partition)) or "none"


def _least(landscape: Landscape) -> str:
    least = landscape.global_minimum
    if least is not None:
        return f"{_loss(least)}, pattern {least.pattern}"
    return "0, at the zero filter" if landscape.square_loss.target.is_zero else "not proved"


def _loss(point: CriticalPoint) -> str:
    from ..show.numbers import decimal

    lo, hi = point.loss
    return decimal(lo) if lo == hi else f"≈ {decimal((lo + hi) / 2)}"


def _natures(point: CriticalPoint) -> str:
    from collections import Counter

    counts = Counter("undecided" if c.nature is None else str(c.nature) for c in point.classes)
    if len(counts) == 1:
        return next(iter(counts))
    return ", ".join(f"{number} × {name}" for name, number in counts.items())


def _filter(point: CriticalPoint) -> str:
    from ..show.numbers import decimal

    return ", ".join("0" if lo <= 0 <= hi else decimal((lo + hi) / 2, 5) for lo, hi in point.coefficients())


COMMAND = Command(
    "critical",
    "All critical points of the square loss in function space and in parameter space, and what they are.",
    "lcnsym critical -k 2,2,2 --target 1,-2,-3,4",
    _configure,
    _answer,
)
"""The command."""
