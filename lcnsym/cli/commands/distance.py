"""`lcnsym distance`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ...errors import BadInputError, UnsupportedError, shorten
from ..command import Answer, Command, Json
from ..losses import read_rows
from ..options import MAX_INTEGER, add_architecture, add_filter, read_filter, read_integer, read_network
from ..parser import Parser
from ..progress import show_progress

if TYPE_CHECKING:
    from ...landscape.distances import Distance
    from ...landscape.function_spaces import FunctionSpace
    from ...membership.patterns import RootPattern

SETS = ("function-space", "boundary")
STRATUM = "stratum:"
NO_BOUNDARY = "the function space is everything, its boundary is empty"


def _configure(parser: Parser) -> None:
    add_architecture(parser, tensors=True)
    add_filter(parser)
    parser.value(
        "--to",
        "SET",
        f"{', '.join(SETS)}, or the closure of a stratum, such as stratum:112|0 or, by multiplicities over ℂ, "
        f"stratum:2,1,1 (default: {SETS[0]})",
    )
    parser.value(
        "--gram",
        "FILE",
        "Q of d² = (w − v)ᵀ Q (w − v), rows in .json, .csv, .npy, or - (default: identity)",
        reads=True,
    )
    parser.flag("--minimal-polynomials", "in JSON, the minimal polynomial of the squared distance; it may take seconds")
    parser.value("--timeout", "SECONDS", "for each search, of a stratum or of parameter space (default: 600)")


def _answer(options: Namespace) -> Answer:
    from ...landscape.function_spaces import FunctionSpace
    from ...show.values.distances import distance_view, no_distance_view

    network = read_network(options)
    space = FunctionSpace(network)
    seconds = 600 if options.timeout is None else read_integer(options.timeout, "--timeout", 1, MAX_INTEGER)
    form = read_filter(options.filter, network)
    gram = None if options.gram is None else read_rows(options.gram)
    told = options.to or SETS[0]
    try:
        if told == SETS[0]:
            found: Distance | None = space.distance(form, gram, seconds, show_progress)
        elif told == SETS[1]:
            found = space.distance_to_boundary(form, gram, seconds, show_progress)
        else:
            patterns = _patterns(told, space)
            found = space.distance_to_strata(patterns, form, gram, seconds, show_progress)
    finally:
        show_progress("")
    if found is None:
        nothing: Json = {"to": f"the boundary of {space}", "distance_squared": None, "distance": None, "nearest": []}
        nothing |= {"example": None, "unique": None, "proof": None}
        return Answer(lambda: nothing, lambda: no_distance_view(form, NO_BOUNDARY), notes=())
    return Answer(
        lambda: found.to_dict(minimal_polynomials=options.minimal_polynomials), lambda: distance_view(found), notes=()
    )


def _patterns(told: str, space: FunctionSpace) -> list[RootPattern]:
    """The patterns of the strata that are named. Raises BadInputError."""
    from ...algebra.partitions import check_partition
    from ...membership.patterns import RootPattern, patterns_of_multiplicities
    from ...network.several_axes import TensorArchitecture

    if not told.startswith(STRATUM):
        raise BadInputError(
            f"--to is one of {', '.join(SETS)}, stratum:112|0, stratum:2,1,1; '{shorten(told, 40)}' was given"
        )
    words = told.removeprefix(STRATUM)
    if not any(c.isdigit() for c in words):
        raise BadInputError(
            f"after --to {STRATUM} stands a root pattern such as 112|0, or multiplicities such as 2,1,1; "
            f"'{shorten(words, 40)}' was given"
        )
    if "|" in words:
        return [RootPattern.parse(words)]
    if isinstance(space.architecture, TensorArchitecture):
        raise UnsupportedError("strata of root multiplicities are of filters with one axis")
    parts = check_partition([read_integer(word, f"--to {STRATUM}", 1, MAX_INTEGER) for word in words.split(",")])
    degree = space.architecture.degrees[0]
    if sum(parts) != degree:
        raise BadInputError(f"the multiplicities of --to {shorten(told, 40)} have the sum {sum(parts)}, not {degree}")
    return list(patterns_of_multiplicities(parts))


COMMAND = Command(
    "distance",
    "How far a filter is from the function space, its boundary, or the closure of a stratum, and the nearest filter.",
    "lcnsym distance -k 3,2,2 --filter 1,0,2,0,1",
    _configure,
    _answer,
)
