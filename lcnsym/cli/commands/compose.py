"""`lcnsym compose`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ...errors import BadInputError, UnsupportedError
from ..command import Answer, Command, Json
from ..options import add_architecture, read_layers, read_network
from ..parser import Parser

if TYPE_CHECKING:
    from ...network.networks import Network

MAX_ENTRIES = 1_000_000


def _configure(parser: Parser) -> None:
    add_architecture(parser, outputs=True, tensors=True)
    meaning = "one filter for each layer, first layer first, separated by semicolons, each a list or @FILE"
    parser.value("--filters", "FILTERS", meaning, required=True)
    parser.flag("--matrix", "also the end-to-end matrix, with d_L rows (--outputs)")


def _answer(options: Namespace) -> Answer:
    from ...algebra.numbers import to_json
    from ...network.convolution import end_to_end_matrix
    from ...network.networks import Fit, check_fit, compose
    from ...show.values.networks import composed_view

    network = read_network(options)
    if options.matrix:
        _check_matrix(network)
    composed = compose(network, read_layers(options.filters, network))
    document: Json = {"filter": [to_json(w) for w in composed.coefficients]}
    fitting, matrix = check_fit(network, composed), None
    if not isinstance(fitting, Fit):
        document["format"] = list(fitting.form.format)
    elif options.matrix:
        matrix = end_to_end_matrix(*fitting)
        document["matrix"] = [[to_json(entry) for entry in row] for row in matrix]
    return Answer(document, lambda: composed_view(network, composed, matrix))


def _check_matrix(network: Network) -> None:
    """Refuse a matrix of filters with several axes, and one with too many entries."""
    from ...network.architecture import Architecture

    if not isinstance(network, Architecture):
        raise UnsupportedError("--matrix is for one-dimensional filters")
    entries = network.sizes[-1] * network.sizes[0]
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
