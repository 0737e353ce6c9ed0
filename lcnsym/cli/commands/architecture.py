"""`lcnsym architecture`."""

from __future__ import annotations

from argparse import Namespace

from ..command import Answer, Command
from ..options import (
    add_architecture,
    add_certificate,
    check_certificate,
    read_network,
    with_certificate,
)
from ..parser import Parser


def _configure(parser: Parser) -> None:
    add_architecture(parser, outputs=True, tensors=True)
    add_certificate(parser, "write a certificate that the architecture is filling, or that it is not")


def _answer(options: Namespace) -> Answer:
    from ...membership.components import known_components
    from ...show.values.networks import architecture_view

    check_certificate(options)
    architecture = read_network(options)
    components = known_components(architecture)
    document = {**architecture.to_dict(), "components": None if components is None else components.to_dict()}
    answer = Answer(document, lambda: architecture_view(architecture))
    if options.certificate is None:
        return answer
    from ...certificates.networks import certify_filling

    return with_certificate(answer, options.certificate, certify_filling(architecture))


COMMAND = Command(
    "architecture",
    "Sizes, end-to-end filter, dimension of the function space, filling or not, reduced architecture.",
    "lcnsym architecture -k 3,2,2 -s 2,1,1",
    _configure,
    _answer,
)
