"""`lcnsym architectures`."""

from __future__ import annotations

from argparse import Namespace

from ..command import Answer, Command, Json
from ..options import read_integer
from ..parser import Parser


def _configure(parser: Parser) -> None:
    parser.value("--degree", "N", "the degree n of end-to-end filters, one less than their size", required=True)
    parser.value("--stride", "S", "the end-to-end stride S_L (default: 1)")
    parser.flag("--filling", "only those whose function space is everything")


def _answer(options: Namespace) -> Answer:
    from ...membership.containment import space_class
    from ...network.all_architectures import architectures_of_degree
    from ...network.architecture import MAX_FILTER_SIZE
    from ...show.values.networks import architectures_view

    degree = read_integer(options.degree, "--degree", 1, MAX_FILTER_SIZE - 1)
    stride = 1 if options.stride is None else read_integer(options.stride, "--stride", 1, MAX_FILTER_SIZE)
    classes: dict[object, int] = {}
    rows: list[Json] = []
    for architecture in architectures_of_degree(degree, stride):
        number = classes.setdefault(space_class(architecture), len(classes) + 1)
        if architecture.is_filling or not options.filling:
            rows.append(
                {
                    "k": list(architecture.filter_sizes),
                    "s": list(architecture.strides),
                    "dimension": architecture.dimension,
                    "filling": architecture.is_filling,
                    "class": number,
                }
            )
    return Answer({"architectures": rows}, lambda: architectures_view(rows))


COMMAND = Command(
    "architectures",
    "All architectures of a degree with k_i > 1 and s_L = 1; those of one class have the same function space.",
    "lcnsym architectures --degree 4 --filling",
    _configure,
    _answer,
)
