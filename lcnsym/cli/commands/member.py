"""`lcnsym member`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..command import Answer, Command
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
    from ...algebra.forms import BinaryForm
    from ...certificates.document import Certificate
    from ...network.architecture import Architecture

CLAIMS = ("member", "complex-member", "position", "pattern")


def _configure(parser: Parser) -> None:
    add_architecture(parser, tensors=True)
    add_filter(parser)
    add_rationalize(parser)
    add_certificate(parser, "write a certificate of the answer")
    parser.value(
        "--claim", "CLAIM", f"what the certificate states: {', '.join(CLAIMS)} (default: member)", choices=CLAIMS
    )


def _answer(options: Namespace) -> Answer:
    if is_tensor(options):
        from .several_axes import member_answer

        return member_answer(options)
    from ...membership.verdict import decide
    from ...network.convolution import check_filter
    from ...show.values.membership import verdict_view

    check_claim(options, CLAIMS)
    check_certificate(options)
    architecture = read_architecture(options)
    given = read_form(options.filter)
    check_filter(architecture, given)
    form, extra, notes = rounded(given, options)
    verdict = decide(architecture, form)
    answer = Answer({**verdict.to_dict(), **extra}, lambda: verdict_view(verdict), notes=notes)
    if options.certificate is None:
        return answer
    certificate = _certified(options.claim or "member", architecture, form)
    return with_certificate(answer, options.certificate, certificate)


def _certified(claim: str, architecture: Architecture, form: BinaryForm) -> Certificate:
    from ...certificates import produce

    if claim == "pattern":
        return produce.certify_pattern(form)
    if claim == "complex-member":
        return produce.certify_complex_membership(architecture, form)
    if claim == "position":
        return produce.certify_position(architecture, form)
    return produce.certify_membership(architecture, form)


COMMAND = Command(
    "member",
    "Is the filter an end-to-end filter of the architecture, and is it inside, on the boundary or outside?",
    "lcnsym member -k 3,2,2 --filter 1,0,-5,0,4 --certificate member.json",
    _configure,
    _answer,
)
