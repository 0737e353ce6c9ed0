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
    read_filter,
    read_network,
    rounded,
    with_certificate,
)
from ..parser import Parser

if TYPE_CHECKING:
    from ...certificates.document import Certificate
    from ...network.networks import Filter, Network

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
    from ...membership.verdict import decide
    from ...network.networks import along_one_axis
    from ...show.values.membership import verdict_view

    check_certificate(options)
    network = read_network(options)
    check_claim(options, CLAIMS if along_one_axis(network) else CLAIMS[:3])
    form, extra, notes = rounded(read_filter(options.filter, network), options)
    verdict = decide(network, form)
    answer = Answer({**verdict.to_dict(), **extra}, lambda: verdict_view(verdict), notes=notes)
    if options.certificate is None:
        return answer
    return with_certificate(answer, options.certificate, _certified(options.claim or "member", network, form))


def _certified(claim: str, network: Network, form: Filter) -> Certificate:
    from ...algebra.forms import BinaryForm
    from ...certificates import networks, produce

    if claim == "pattern":
        return produce.certify_pattern(BinaryForm(form.coefficients))
    certify = {
        "member": networks.certify_membership,
        "complex-member": networks.certify_complex_membership,
        "position": networks.certify_position,
    }
    return certify[claim](network, form)


COMMAND = Command(
    "member",
    "Is the filter an end-to-end filter of the architecture, and is it inside, on the boundary or outside?",
    "lcnsym member -k 3,2,2 --filter 1,0,-5,0,4 --certificate member.json",
    _configure,
    _answer,
)
