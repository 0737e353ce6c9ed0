"""`lcnsym flow`."""

from __future__ import annotations

from argparse import Namespace

from ...errors import BadInputError
from ...supervision import INTERRUPTED
from ..command import Answer, Command
from ..losses import add_loss, read_loss
from ..options import add_architecture, add_no_cache, read_layers, read_network
from ..parser import Parser


def _configure(parser: Parser) -> None:
    add_architecture(parser, tensors=True)
    parser.value("--start", "W1;W2;…", 'the filters at the start, first layer first, such as "1,2;3,4"', required=True)
    add_loss(parser, data=False)
    add_no_cache(parser)


def _answer(options: Namespace) -> Answer:
    from ...landscape.critical import critical_points
    from ...landscape.flow import flow_invariants, gradient_flow
    from ...show.values.flow import flow_view

    architecture = read_network(options)
    start = read_layers(options.start, architecture, "--start")
    flow_invariants(architecture, start)
    landscape = None
    if options.target is not None:
        landscape = critical_points(architecture, read_loss(options, architecture), use_cache=not options.no_cache)
    elif options.gram is not None:
        raise BadInputError("--gram belongs to --target, which was not given")
    flow = gradient_flow(architecture, start, landscape)
    notes = ["the list of critical points is not proved to be complete"] if flow.is_complete is False else []
    if flow.is_interrupted:
        notes.append("interrupted before all critical points were found")
    if flow.start_is_critical:
        notes.append("the start is a critical point, so the flow does not move")
    status = INTERRUPTED if flow.is_interrupted else 0
    return Answer(flow.to_dict, lambda: flow_view(flow), status=status, notes=tuple(notes))


COMMAND = Command(
    "flow",
    "What gradient flow from a start keeps constant, and the critical points that this admits, with w ≠ 0 and w = 0.",
    'lcnsym flow -k 2,2 --start "1,2;3,1" --target 1,0,2',
    _configure,
    _answer,
)
"""The command."""
