"""`lcnsym compose`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ...errors import BadInputError
from ..command import Answer, Command, Json
from ..options import add_architecture, is_tensor, read_architecture, read_form
from ..parser import Parser

if TYPE_CHECKING:
    from ...algebra.forms import BinaryForm
    from ...network.architecture import Architecture

MAX_ENTRIES = 1_000_000


def _configure(parser: Parser) -> None:
    add_architecture(parser, outputs=True, tensors=True)
    meaning = "one filter for each layer, first layer first, separated by semicolons, each a list or @FILE"
    parser.value("--filters", "FILTERS", meaning, required=True)
    parser.flag("--matrix", "also the end-to-end matrix, with d_L rows (--outputs)")


def _answer(options: Namespace) -> Answer:
    from ...algebra.numbers import to_json
    from ...network.convolution import compose, end_to_end_matrix
    from ...show.values.networks import composed_view

    if is_tensor(options):
        from .several_axes import compose_answer

        return compose_answer(options)
    architecture = read_architecture(options)
    if options.matrix:
        _check_entries(architecture)
    composed = compose(architecture, _read_forms(options.filters, architecture))
    document: Json = {"filter": [to_json(w) for w in composed.coefficients]}
    matrix = end_to_end_matrix(architecture, composed) if options.matrix else None
    if matrix is not None:
        document["matrix"] = [[to_json(entry) for entry in row] for row in matrix]
    return Answer(document, lambda: composed_view(architecture, composed, matrix))


def _read_forms(words: str, architecture: Architecture) -> list[BinaryForm]:
    given = words.split(";")
    if len(given) != architecture.layers:
        raise BadInputError(
            f"--filters lists {len(given)} filters, but {architecture} has {architecture.layers} layers; "
            "one filter for each is required, separated by semicolons"
        )
    forms = []
    for i, word in enumerate(given, start=1):
        try:
            forms.append(read_form(word))
        except BadInputError as error:
            raise BadInputError(f"filter of layer {i}: {error}") from None
    return forms


def _check_entries(architecture: Architecture) -> None:
    entries = architecture.sizes[-1] * architecture.sizes[0]
    if entries > MAX_ENTRIES:
        raise BadInputError(
            f"--matrix would print {entries} entries, at most {MAX_ENTRIES}; smaller --outputs are accepted"
        )


COMMAND = Command(
    "compose",
    "The end-to-end filter of the layers' filters, exactly.",
    'lcnsym compose -k 3,2 -s 2,1 --filters "1,-2,1;1,3" --matrix',
    _configure,
    _answer,
)
