"""`lcnsym fibre`."""

from __future__ import annotations

from argparse import Namespace
from itertools import islice
from typing import TYPE_CHECKING

from ..errors import BadInputError
from ..show.cards import card
from ..show.palette import Palette
from .command import Answer, Command
from .options import (
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
from .packings import add_limit, check_listed, read_limit
from .parser import Parser

if TYPE_CHECKING:
    from ..certificates.document import Certificate
    from ..fibres.fibre import Fibre

CLAIMS = ("fibre-count", "factorization")


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
        from .tensors import fibre_answer

        return fibre_answer(options)
    from ..fibres.fibre import Fibre
    from ..network.convolution import check_filter

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
    answer = Answer(
        lambda: {**fibre.to_dict(limit), **extra}, lambda palette: _text(fibre, limit, palette), notes=notes
    )
    if options.certificate is None:
        return answer
    return with_certificate(answer, options.certificate, _certified(options.claim or _default_claim(fibre), fibre))


def _default_claim(fibre: Fibre) -> str:
    """For larger strides no certificate states the number."""
    return CLAIMS[0 if fibre.architecture.is_stride_one else 1]


def _certified(claim: str, fibre: Fibre) -> Certificate:
    from ..certificates.factorizations import certify_factorization, certify_fibre_count

    if claim == "fibre-count":
        return certify_fibre_count(fibre.architecture, fibre.form, fibre.compatible)
    first = None if fibre.form.is_zero else next(fibre.factorizations(), None)
    if first is None:
        raise BadInputError(f"there is no factorization to certify: {_why_none(fibre)}")
    return certify_factorization(fibre.architecture, first.filters)


def _text(fibre: Fibre, limit: int | None, palette: Palette) -> str:
    from ..show.factorizations import layer_text
    from ..show.numbers import count_text, short_filter

    title = f"Fibre over {short_filter(fibre.form)}"
    if fibre.form.is_zero:
        number = "1" if fibre.is_finite else "infinitely many"
        facts = [("architecture", str(fibre.architecture)), ("factorizations", number)]
        return card(title, [*facts, ("reason", fibre.reason)], palette)
    count = fibre.count()
    facts = [
        ("architecture", str(fibre.architecture)),
        ("root pattern", str(fibre.pattern)),
        *_roots(fibre),
        ("compatible only", palette.yes_no(fibre.compatible)),
        ("factorizations", f"{count_text(count)} up to scaling" if count else _why_none(fibre)),
    ]
    lines = [card(title, facts, palette), ""] if count else [card(title, facts, palette)]
    listed = 0
    for found in islice(fibre.factorizations(), limit):
        listed += 1
        lines.append(f"{found.packing_text}:  {'  '.join(map(layer_text, found.layers))}")
    if listed < count:
        lines.append(f"… and {count_text(count - listed)} more")
    return "\n".join(lines)


def _roots(fibre: Fibre) -> list[tuple[str, str]]:
    """The roots by colour: those of the filter, or for larger strides those in x^S that the layers can take."""
    from ..show.numbers import root_text

    if fibre.architecture.is_stride_one or fibre.levels is None:
        shown = [("roots", fibre.roots)]
    else:
        shown = [(f"roots in x^{level.level.stride}", level.roots) for level in fibre.levels]
    return [
        (name, ", ".join(_named(colour, root_text(root)) for colour, root in roots.items()) or "none")
        for name, roots in shown
    ]


def _why_none(fibre: Fibre) -> str:
    return "none without double roots" if fibre.compatible else "none, the filter is not in the function space"


def _named(colour: int, root: str) -> str:
    """Such as p1 = 3 or q1 ≈ 0 ± 1·i."""
    name = f"p{colour}" if colour > 0 else f"q{-colour}"
    return f"{name} {root}" if root.startswith("≈") else f"{name} = {root}"


COMMAND = Command(
    "fibre",
    "All factorizations of a filter into layers, up to scaling: the first layer begins like it, the others with 1.",
    "lcnsym fibre -k 2,2 --filter 1,0,-2",
    _configure,
    _answer,
)
