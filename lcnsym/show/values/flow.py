"""The view of a gradient flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..numbers import decimal, short_number
from ..views import Table, View

if TYPE_CHECKING:
    from ...landscape.flow import Flow, ZeroLimit

HEADERS, NUMBERS = ("loss ≈", "pattern", "nature", "filters"), (0,)


def flow_view(flow: Flow) -> View:
    """Of the invariants of a start and the critical points that they admit."""
    invariants = (
        ", ".join(f"‖w{i}‖² − ‖w1‖² = {short_number(d)}" for i, d in enumerate(flow.invariants, start=2))
        or "none, one layer"
    )
    facts = [("invariants", invariants)]
    if flow.reachable is not None:
        points = _number(len(flow.reachable), "critical point")
        facts.append(("admitted", f"{points} with w ≠ 0, each with {_number(flow.sign_choices, 'choice')} of signs"))
    if flow.zero_limit is not None:
        facts.append(("limits with w = 0", _zero_text(flow.zero_limit)))
    rows = tuple(_rows(flow))
    return View(f"Gradient flow on {flow.architecture}", tuple(facts), (Table(HEADERS, rows, NUMBERS),) if rows else ())


def _rows(flow: Flow) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for found in flow.reachable or ():
        lo, hi = found.point.loss
        layers = "  ".join(
            "(" + ", ".join(decimal((a + b) / 2, 5) for a, b in layer) + ")" for layer in found.filters.enclosures(60)
        )
        nature = "undecided" if found.parameters.nature is None else str(found.parameters.nature)
        pattern = "–" if found.point.pattern is None else str(found.point.pattern)
        rows.append((decimal((lo + hi) / 2), pattern, nature, layers))
    return rows


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _zero_text(limit: ZeroLimit) -> str:
    layers = ", ".join(map(str, limit.layers))
    norms = ", ".join(f"‖w{i}‖² = {short_number(norm)}" for i, norm in enumerate(limit.squared_norms, start=1))
    if limit.exists is None:
        return f"perhaps, with layer {layers} zero: {norms}"
    if not limit.exists:
        return "none"
    if len(limit.layers) > 1:
        return f"all filters with {norms} are critical"
    return f"some filters with {norms}: those whose other layers have a product P with ⟨Q·u, P·q⟩ = 0 for all q"
