"""`lcnsym compare`."""

from __future__ import annotations

from argparse import Namespace

from ...errors import BadInputError, UnsupportedError, shorten
from ..command import Answer, Command
from ..options import add_architecture, read_architecture
from ..parser import Parser


def _configure(parser: Parser) -> None:
    add_architecture(parser)
    parser.value("--with", "K", "filter sizes of the other architecture", required=True)
    parser.value("--with-strides", "S", "its strides (default: all 1)")


def _answer(options: Namespace) -> Answer:
    from ...membership.containment import compare_spaces
    from ...network.architecture import Architecture
    from ...network.networks import names_several_axes
    from ...show.values.networks import comparison_view

    first = read_architecture(options)
    given = getattr(options, "with")
    if names_several_axes(given):
        raise UnsupportedError(
            f"function spaces of filters with one axis are compared, --with 3,2,2 and the like; '{shorten(given)}' "
            "was given"
        )
    try:
        second = Architecture.parse(given, options.with_strides)
    except BadInputError as error:
        raise BadInputError(f"--with: {error}") from None
    found = compare_spaces(first, second)
    notes: tuple[str, ...] = ()
    if first.stride != second.stride:
        notes = (f"the end-to-end strides differ, {first.stride} and {second.stride}; filters are compared",)
    return Answer(found.to_dict, lambda: comparison_view(found), notes=notes)


COMMAND = Command(
    "compare",
    "Whether the function space of one architecture holds that of another, with filters that are in one only.",
    "lcnsym compare -k 3,2,2 --with 2,2,2,2",
    _configure,
    _answer,
)
