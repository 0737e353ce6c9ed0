"""`lcnsym fibre`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from ...cost import require
from ...errors import BadInputError, CertificateError, InconclusiveError
from ..command import Answer, Command, Json
from ..gathering import Gathering
from ..listing import add_limit, check_listed, read_limit
from ..options import (
    add_architecture,
    add_certificate,
    add_filter,
    add_rationalize,
    check_certificate,
    check_claim,
    read_filter,
    read_network,
    rounded,
    with_certificate,
)
from ..parser import Parser

if TYPE_CHECKING:
    from ...certificates.document import Certificate
    from ...fibres.fibres import AnyFibre

CLAIMS = ("fibre-count", "factorization")
SHOWN = 100
"""So many factorizations are listed for people without --limit."""
STEPS_PER_COEFFICIENT = 40
"""Of a factorization, to work it out and to write it."""


def _configure(parser: Parser) -> None:
    add_architecture(parser, tensors=True)
    add_filter(parser)
    add_rationalize(parser)
    parser.flag("--compatible", "only factorizations in which no layer's filter has a double root")
    add_limit(parser, "factorizations")
    add_certificate(parser, "write a certificate of the number of factorizations, or of the first of them")
    parser.value(
        "--claim",
        "CLAIM",
        f"what the certificate states: {', '.join(CLAIMS)} (default: {CLAIMS[0]}, for larger strides and layers along "
        f"several axes {CLAIMS[1]})",
        choices=CLAIMS,
    )


def _answer(options: Namespace) -> Answer:
    from ...fibres.fibres import fibre_of

    limit = read_limit(options)
    check_certificate(options)
    network = read_network(options)
    check_claim(options, CLAIMS)
    form, extra, notes = rounded(read_filter(options.filter, network), options)
    fibre = fibre_of(network, form, compatible=options.compatible)
    if not fibre.form.is_zero:
        _check_cost(fibre, limit)
    gathering = _gathering(fibre, limit, as_json=options.json)
    answer = gathering.marked(_noted(_worked(fibre, limit, extra, gathering, as_json=options.json), notes))
    if options.certificate is None or not gathering.is_complete:
        return answer
    return with_certificate(answer, options.certificate, _certified(options.claim or _default_claim(fibre), fibre))


def _noted(answer: Answer, notes: tuple[str, ...]) -> Answer:
    return replace(answer, notes=(*notes, *answer.notes))


def _check_cost(fibre: AnyFibre, limit: int | None) -> None:
    """Refuse to list too many factorizations. Raises BadInputError, UnsupportedError."""
    from ...fibres.fibre import Fibre

    if limit is None:
        check_listed(fibre.count(), "factorizations")
    if isinstance(fibre, Fibre):
        listed = fibre.count() if limit is None else min(limit, fibre.count())
        steps = listed * sum(fibre.architecture.filter_sizes) * STEPS_PER_COEFFICIENT
        require(f"a list of {listed} factorizations", steps=steps)


def _gathering(fibre: AnyFibre, limit: int | None, *, as_json: bool) -> Gathering:
    """For the factorizations that are listed; their number is not always known where there is a limit."""
    if fibre.form.is_zero:
        return Gathering("factorizations")
    try:
        count = fibre.count()
    except InconclusiveError:
        return Gathering("factorizations", limit)
    listed = (count if as_json else min(SHOWN, count)) if limit is None else min(limit, count)
    return Gathering("factorizations", listed)


def _worked(fibre: AnyFibre, limit: int | None, extra: Json, gathering: Gathering, *, as_json: bool) -> Answer:
    if as_json:
        document = fibre.to_dict(limit, gather=gathering)
        return Answer({**document, "complete": gathering.is_complete, **extra}, "")
    from ...show.values.fibres import factorization_rows, fibre_view

    count = 0 if fibre.form.is_zero else fibre.count()
    # people read a screen or two; with --limit they say how many they want, and JSON has all
    is_cut = limit is None and count > SHOWN
    rows = gathering(factorization_rows(fibre, SHOWN if is_cut else limit)) if count else []
    notes = (f"the first {SHOWN} are listed; --limit N lists the first N, --json all",) if is_cut else ()
    return Answer({}, lambda: fibre_view(fibre, rows, count), notes=notes)


def _default_claim(fibre: AnyFibre) -> str:
    """For larger strides and layers along several axes no certificate states the number."""
    from ...network.networks import along_one_axis

    line = along_one_axis(fibre.architecture)
    return CLAIMS[0 if line is not None and line.is_stride_one else 1]


def _certified(claim: str, fibre: AnyFibre) -> Certificate:
    from ...certificates.claims import AboutFilter
    from ...certificates.networks import certify_factorization, certify_fibre_count
    from ...fibres.fibres import first_factorization
    from ...show.values.fibres import why_no_factorization

    if claim == "fibre-count":
        return certify_fibre_count(fibre.architecture, fibre.form, compatible=fibre.compatible)
    first = first_factorization(fibre)
    if first is None:
        raise BadInputError(f"there is no factorization to certify: {why_no_factorization(fibre)}")
    certificate = certify_factorization(fibre.architecture, first.filters)
    if (
        not isinstance(certificate.claim, AboutFilter)
        or certificate.claim.filter.coefficients != fibre.form.coefficients
    ):
        raise CertificateError("the factorization that was found composes to another filter, so nothing is certified")
    return certificate


COMMAND = Command(
    "fibre",
    "All factorizations of a filter into layers, up to scaling: the first layer begins like it, the others with 1.",
    "lcnsym fibre -k 2,2 --filter 1,0,-2",
    _configure,
    _answer,
)
