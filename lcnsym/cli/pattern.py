"""`lcnsym pattern`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..show.cards import card
from ..show.palette import Palette
from .command import Answer, Command, Json
from .options import (
    add_certificate,
    add_filter,
    add_rationalize,
    check_certificate,
    read_form,
    rounded,
    with_certificate,
)
from .parser import Parser

if TYPE_CHECKING:
    from ..algebra.forms import BinaryForm
    from ..membership.patterns import RootPattern
    from ..roots.roots import Root

ZERO_NOTE = "the zero filter has no root pattern: every point is a root"


def _configure(parser: Parser) -> None:
    add_filter(parser)
    add_rationalize(parser)
    add_certificate(parser, "write a certificate of the pattern")


def _answer(options: Namespace) -> Answer:
    from ..membership.patterns import root_pattern
    from ..roots.roots import isolate_roots

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
    answer = Answer(document, lambda palette: _card(form, pattern, roots, palette), notes=notes)
    if options.certificate is None:
        return answer
    from ..certificates.produce import certify_pattern

    return with_certificate(answer, options.certificate, certify_pattern(form))


def _card(form: BinaryForm, pattern: RootPattern | None, roots: Sequence[Root], palette: Palette) -> str:
    from ..show.numbers import root_text, short_filter
    from ..show.tables import table

    if pattern is None:
        return card(f"Filter {short_filter(form)}", [("root pattern", ZERO_NOTE)], palette)
    facts = [
        ("root pattern", str(pattern)),
        ("degree", str(form.degree)),
        ("real roots", f"{len(pattern.real)} distinct, {pattern.real_roots} with multiplicity"),
        ("conjugate pairs", f"{len(pattern.complex)} distinct, {pattern.complex_pairs} with multiplicity"),
    ]
    shown = card(f"Filter {short_filter(form)}", facts, palette)
    if not roots:
        return shown
    rows = [(root.kind, str(root.multiplicity), root_text(root)) for root in roots]
    return f"{shown}\n\n{table(('kind', 'multiplicity', 'root'), rows, right=(1,), palette=palette)}"


COMMAND = Command(
    "pattern",
    "The root multiplicity pattern of a filter, real roots | pairs of conjugate roots, and the roots.",
    "lcnsym pattern --filter 1,0,-2,0,1",
    _configure,
    _answer,
)
