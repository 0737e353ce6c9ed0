"""`lcnsym packings`."""

from __future__ import annotations

from argparse import Namespace
from itertools import islice
from typing import TYPE_CHECKING

from ...errors import BadInputError, InconclusiveError
from ..command import Answer, Command, Json
from ..gathering import Gathering
from ..listing import add_limit, check_listed, read_limit
from ..options import (
    add_architecture,
    add_certificate,
    check_certificate,
    read_architecture,
    read_integer,
    with_certificate,
)
from ..parser import Parser

if TYPE_CHECKING:
    from ...certificates.document import Certificate
    from ...fibres.balls import Balls
    from ...fibres.packing import Contents
    from ...fibres.problem import PackingProblem
    from ...network.architecture import Architecture


def _configure(parser: Parser) -> None:
    add_architecture(parser)
    parser.value("--pattern", "PATTERN", "root pattern of the filter, such as 112|0")
    parser.value("--partition", "PARTITION", "instead: root multiplicities over ℂ, such as 2,1,1")
    parser.flag("--compatible", "only packings without two balls of one colour in a bin")
    parser.flag("--count", "only the number of packings")
    add_limit(parser, "packings")
    add_certificate(parser, "write a certificate that the pattern is, or is not, compatible")


def _answer(options: Namespace) -> Answer:
    from ...fibres.enumeration import require_listing
    from ...show.values.packings import packings_view

    limit = read_limit(options)
    check_certificate(options)
    architecture = read_architecture(options)
    problem = _problem(options, architecture)
    count, notes = _count(problem, may_fail=limit is not None and not options.count)
    document: Json = {"count": count}
    listed: list[Contents] = []
    gathering: Gathering | None = None
    if not options.count:
        if limit is None:
            check_listed(count or 0, "packings")
        number = min(n for n in (limit, count) if n is not None)
        require_listing(problem.balls, problem.bins, number)
        gathering = Gathering("packings", number)
        listed = gathering(packing.bins for packing in islice(problem.packings(), limit))
        document |= {"packings": listed, "complete": gathering.is_complete}
    answer = Answer(document, lambda: packings_view(architecture, problem, count, listed), notes=notes)
    if gathering is not None:
        answer = gathering.marked(answer)
    if options.certificate is None or not (gathering is None or gathering.is_complete):
        return answer
    return with_certificate(answer, options.certificate, _certified(options, architecture))


def _certified(options: Namespace, architecture: Architecture) -> Certificate:
    from ...certificates.factorizations import certify_compatibility
    from ...membership.patterns import RootPattern

    if options.pattern is None:
        raise BadInputError("certificates are about root patterns of real filters; give --pattern")
    return certify_compatibility(architecture, RootPattern.parse(options.pattern))


def _count(problem: PackingProblem, *, may_fail: bool) -> tuple[int | None, tuple[str, ...]]:
    try:
        return problem.count(), ()
    except InconclusiveError as error:
        if may_fail:
            return None, (f"the number of packings is not known: {error}",)
        raise


def _problem(options: Namespace, architecture: Architecture) -> PackingProblem:
    from ...fibres.balls import Bins
    from ...fibres.problem import PackingProblem

    balls, bins = _balls(options), Bins.of_architecture(architecture)
    if balls.size != bins.capacity:
        raise BadInputError(
            f"the pattern has degree {balls.size}, but filters of {architecture} have degree {bins.capacity}"
        )
    return PackingProblem(balls, bins, compatible=options.compatible)


def _balls(options: Namespace) -> Balls:
    from ...fibres.balls import Balls
    from ...membership.patterns import RootPattern

    if (options.pattern is None) == (options.partition is None):
        raise BadInputError("give the roots by --pattern, such as 112|0, or by --partition, such as 2,1,1; one of them")
    if options.pattern is not None:
        return Balls.of_pattern(RootPattern.parse(options.pattern))
    words = options.partition.split(",")
    return Balls.of_partition([read_integer(word, "each part of --partition", 1, 10**6) for word in words])


COMMAND = Command(
    "packings",
    "All ways to distribute the roots of a filter with the given pattern over the layers: balls in bins.",
    "lcnsym packings -k 3,2,2 --pattern '112|0' --compatible",
    _configure,
    _answer,
)
