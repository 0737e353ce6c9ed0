"""`lcnsym flow`."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from ..errors import BadInputError
from ..show.palette import Palette
from ..supervision import INTERRUPTED
from .command import Answer, Command
from .losses import add_loss, read_loss
from .options import add_architecture, read_architecture, read_form
from .parser import Parser

if TYPE_CHECKING:
    from ..landscape.flow import Flow, ZeroLimit


def _configure(parser: Parser) -> None:
    add_architecture(parser)
    parser.value("--start", "W1;W2;…", 'the filters at the start, first layer first, such as "1,2;3,4"', required=True)
    add_loss(parser, data=False)


def _answer(options: Namespace) -> Answer:
    from ..landscape.critical import critical_points
    from ..landscape.flow import flow_invariants, gradient_flow

    architecture = read_architecture(options)
    start = [read_form(words) for words in options.start.split(";")]
    flow_invariants(architecture, start)
    landscape = None
    if options.target is not None:
        landscape = critical_points(architecture, read_loss(options, architecture))
    elif options.gram is not None:
        raise BadInputError("--gram belongs to --target, which was not given")
    flow = gradient_flow(architecture, start, landscape)
    notes = ["the list of critical points is not proved to be complete"] if flow.is_complete is False else []
    if flow.is_interrupted:
        notes.append("interrupted before all critical points were found")
    if flow.start_is_critical:
        notes.append("the start is a critical point, so the flow does not move")
    status = INTERRUPTED if flow.is_interrupted else 0
    return Answer(flow.to_dict, lambda palette: _text(flow, palette), status=status, notes=tuple(notes))


def _text(flow: Flow, palette: Palette) -> str:
    from ..show.cards import card
    from ..show.numbers import decimal, short_number
    from ..show.tables import table

    invariants = (
        ", ".join(f"‖w{i}‖² − ‖w1‖² = {short_number(d)}" for i, d in enumerate(flow.invariants, start=2))
        or "none, one layer"
    )
    facts = [("invariants", invariants)]
    if flow.reachable is not None:
        facts.append(
            ("admitted", f"{_number(len(flow.reachable), 'critical point')} with w ≠ 0, {_signs(flow.sign_choices)}")
        )
    if flow.zero_limit is not None:
        facts.append(("limits with w = 0", _zero_text(flow.zero_limit)))
    lines = [card(f"Gradient flow on {flow.architecture}", facts, palette)]
    rows = []
    for found in flow.reachable or ():
        lo, hi = found.point.loss
        layers = "  ".join(
            "(" + ", ".join(decimal((a + b) / 2, 5) for a, b in layer) + ")" for layer in found.filters.enclosures(60)
        )
        nature = "undecided" if found.parameters.nature is None else str(found.parameters.nature)
        rows.append((decimal((lo + hi) / 2), str(found.point.pattern), nature, layers))
    if rows:
        lines += ["", table(("loss ≈", "pattern", "nature", "filters"), rows, (0,), palette)]
    return "\n".join(lines)


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _signs(choices: int) -> str:
    return f"each with {_number(choices, 'choice')} of signs"


def _zero_text(limit: ZeroLimit) -> str:
    layers = ", ".join(map(str, limit.layers))
    from ..show.numbers import short_number

    norms = ", ".join(f"‖w{i}‖² = {short_number(norm)}" for i, norm in enumerate(limit.squared_norms, start=1))
    if limit.exists is None:
        return f"perhaps, with layer {layers} zero: {norms}"
    if not limit.exists:
        return "none"
    if len(limit.layers) > 1:
        return f"all filters with {norms} are critical"
    return f"some filters with {norms}: those whose other layers have a product P with ⟨Q·u, P·q⟩ = 0 for all q"


COMMAND = Command(
    "flow",
    "What gradient flow from a start keeps constant, and the critical points that this admits, with w ≠ 0 and w = 0.",
    'lcnsym flow -k 2,2 --start "1,2;3,1" --target 1,0,2',
    _configure,
    _answer,
)
"""The command."""
