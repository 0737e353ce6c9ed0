"""`lcnsym pattern`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..command import Answer, Command, Json
from ..options import (
    add_certificate,
    add_filter,
    add_rationalize,
    check_certificate,
    read_form,
    rounded,
    with_certificate,
)
from ..parser import Parser

if TYPE_CHECKING:
    pass


def _configure(parser: Parser) -> None:
    add_filter(parser)
    add_rationalize(parser)
    add_certificate(parser, "write a certificate of the pattern")


def _answer(options: Namespace) -> Answer:
    from ...membership.patterns import root_pattern
    from ...roots.roots import isolate_roots
    from ...show.values.roots import ZERO_NOTE, roots_view

    check_certificate(options)
    form, extra, notes = rounded(read_form(options.filter), options)
    pattern = root_pattern(form)
    roots = () if pattern is None else isolate_roots(form)
    document: Json = {
        "pattern": pattern.to_dict() if pattern else None,
        "roots": [root.to_dict() for root in roots],
        **({} if pattern else {"note": ZERO_NOTE}),
        **extra,
    }
    answer = Answer(document, lambda: roots_view(form, pattern, roots), notes=notes)
    if options.certificate is None:
        return answer
    from ...certificates.produce import certify_pattern

    return with_certificate(answer, options.certificate, certify_pattern(form))


COMMAND = Command(
    "pattern",
    "The root multiplicity pattern of a filter, real roots | pairs of conjugate roots, and the roots.",
    "lcnsym pattern --filter 1,0,-2,0,1",
    _configure,
    _answer,
)
