"""`lcnsym closure`."""

from __future__ import annotations

from argparse import Namespace

from ...errors import BadInputError
from ..command import Answer, Command
from ..options import read_architecture, read_integer
from ..parser import Parser


def _configure(parser: Parser) -> None:
    parser.value("--partition", "L1,L2,…", "root multiplicities λ over ℂ, such as 2,1,1: the closure of their stratum")
    parser.value("-k", "K", "filter sizes, first layer first, such as 3,2: the closure of the function space")
    parser.value("-s", "S", "strides, one for each layer (default: all 1)")
    parser.value("--up-to", "D", "look for equations up to this degree, 1 to 6 (default: where λ is known, else 6)")


def _answer(options: Namespace) -> Answer:
    if (options.partition is None) == (options.k is None):
        raise BadInputError("either --partition, for a stratum, or -k, for a function space, is required")
    if options.k is not None:
        return _of_architecture(options)
    if options.s is not None:
        raise BadInputError("-s is given without -k; strides belong to filter sizes such as -k 3,2")
    return _of_stratum(options)


def _of_architecture(options: Namespace) -> Answer:
    from ...description.strided_closures import StridedClosure
    from ...show.values.closures import strided_closure_view

    if options.up_to is not None:
        raise BadInputError("--up-to belongs to --partition; the equations of a function space are minors")
    closure = StridedClosure(read_architecture(options))
    return Answer(closure.to_dict, lambda: strided_closure_view(closure))


def _of_stratum(options: Namespace) -> Answer:
    from ...description.closures import MAX_EQUATION_DEGREE, RootLocus
    from ...network.architecture import parse_integers
    from ...show.values.closures import equations_view

    up_to = None if options.up_to is None else read_integer(options.up_to, "--up-to", 1, MAX_EQUATION_DEGREE)
    locus = RootLocus(parse_integers(options.partition, "the partition"))
    equations = locus.equations(up_to)
    return Answer(equations.to_dict, lambda: equations_view(equations))


COMMAND = Command(
    "closure",
    "Equations of the Zariski closure of a stratum, or of the function space of an architecture.",
    "lcnsym closure --partition 2,2",
    _configure,
    _answer,
)
