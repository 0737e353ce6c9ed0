"""The boundary of M is empty for at most one even filter size."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_filling
from ...membership.positions import Position
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ..methods.every_pattern import one_of_each_pattern
from ..methods.layers import first_count_without_layers
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """M is everything, because layers exist for every number of real roots; the engine sees no boundary."""
    missing = first_count_without_layers(architecture)
    require(missing is None, f"no layers for {missing} real roots, so M has a boundary")
    forms = one_of_each_pattern(architecture.degree) if form is None else [form]
    for one in forms:
        position = decide(architecture, one).position
        require_agreement({"M is everything": Position.INTERIOR, "engine": position}, one)
    return Finding(
        "layers were found and multiplied out for every number of real roots in degree "
        f"{architecture.degree}, so M is the "
        f"whole space; the engine puts {'the filter' if form else f'all {len(forms)} filters tried'} in "
        "the interior",
        (certify_filling(architecture),),
    )


BOUNDARY_EMPTY = Theorem(
    name="boundary-empty",
    title="No boundary with at most one even filter size",
    statement="For stride one and e ≤ 1, the boundary of M is empty.",
    source=(f"{SLIDES}: boundary theorem, first statement; {PAPER}, theorem on the boundary for strides one"),
    hypothesis=Hypothesis(most_even=1),
    examination=_examine,
    coq=("Main.boundary_empty",),
)
