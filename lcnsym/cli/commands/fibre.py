"""`lcnsym fibre`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from ...cost import require
from ...errors import BadInputError
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
    is_tensor,
    read_architecture,
    read_form,
    rounded,
    with_certificate,
)
from ..parser import Parser

if TYPE_CHECKING:
    from ...certificates.document import Certificate
    from ...fibres.fibre import Fibre

CLAIMS = ("fibre-count", "factorization")
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
        f"what the certificate states: {', '.join(CLAIMS)} (default: {CLAIMS[0]}, for larger strides {CLAIMS[1]})",
        choices=CLAIMS,
    )


def _answer(options: Namespace) -> Answer:
    if is_tensor(options):
        from .several_axes import fibre_answer

        return fibre_answer(options)
    from ...fibres.fibre import Fibre
    from ...network.convolution import check_filter
    from .several_axes import fibre_gathering

    limit = read_limit(options)
    check_claim(options, CLAIMS)
    check_certificate(options)
    architecture = read_architecture(options)
    given = read_form(options.filter)
    check_filter(architecture, given)
    form, extra, notes = rounded(given, options)
    fibre = Fibre(architecture, form, options.compatible)
    if limit is None and fibre.is_finite:
        check_listed(fibre.count(), "factorizations")
    if fibre.is_finite and not form.is_zero:
        listed = fibre.count() if limit is None else min(limit, fibre.count())
        require(
            f"a list of {listed} factorizations", steps=listed * sum(architecture.filter_sizes) * STEPS_PER_COEFFICIENT
        )
    gathering = fibre_gathering(fibre, limit)
    answer = gathering.marked(replace(_worked(fibre, limit, extra, gathering, as_json=options.json), notes=notes))
    if options.certificate is None or not gathering.is_complete:
        return answer
    return with_certificate(answer, options.certificate, _certified(options.claim or _default_claim(fibre), fibre))


def _worked(fibre: Fibre, limit: int | None, extra: Json, gathering: Gathering, *, as_json: bool) -> Answer:
    if as_json:
        document = fibre.to_dict(limit, gather=gathering)
        return Answer({**document, "complete": gathering.is_complete, **extra}, "")
    from ...show.values.fibres import factorization_rows, fibre_view

    count = 0 if fibre.form.is_zero else fibre.count()
    rows = gathering(factorization_rows(fibre, limit)) if count else []
    return Answer({}, lambda: fibre_view(fibre, rows, count))


def _default_claim(fibre: Fibre) -> str:
    """For larger strides no certificate states the number."""
    return CLAIMS[0 if fibre.architecture.is_stride_one else 1]


def _certified(claim: str, fibre: Fibre) -> Certificate:
    from ...certificates.factorizations import certify_factorization, certify_fibre_count
    from ...show.values.fibres import why_no_factorization

    if claim == "fibre-count":
        return certify_fibre_count(fibre.architecture, fibre.form, fibre.compatible)
    first = None if fibre.form.is_zero else next(fibre.factorizations(), None)
    if first is None:
        raise BadInputError(f"there is no factorization to certify: {why_no_factorization(fibre)}")
    return certify_factorization(fibre.architecture, first.filters)


COMMAND = Command(
    "fibre",
    "All factorizations of a filter into layers, up to scaling: the first layer begins like it, the others with 1.",
    "lcnsym fibre -k 2,2 --filter 1,0,-2",
    _configure,
    _answer,
)
