"""The interior of M by the multiplicities of real roots."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_position
from ...membership.positions import Position
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ..methods.every_pattern import of_each_filter
from ..methods.factors import real_factors
from ..methods.topology import observed_position
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require_agreement


def _examine(architecture: Architecture, form: BinaryForm) -> Finding:
    """Look at the neighbourhood, count multiplicities by Bezoutians, ask the engine: interior or not."""
    e = architecture.even_filters
    observed = observed_position(architecture, form)
    require_agreement(
        {
            f"neighbourhood ({observed.evidence})": observed.position is Position.INTERIOR,
            "at least e odd ρ_i": not form.is_zero and real_factors(form).odd >= e,
            "engine": decide(architecture, form).position is Position.INTERIOR,
        },
        form,
    )
    return Finding(f"{observed.position}: {observed.evidence}", (certify_position(architecture, form),))


INTERIOR = Theorem(
    name="interior",
    title="The interior of the function space",
    statement=(
        "For stride one and e ≥ 2, a filter with root pattern (ρ | γ) is in the interior of M exactly when "
        "at least e of the ρ_i "
        "are odd. The zero filter is not."
    ),
    source=(f"{SLIDES}: boundary theorem, on interior filters; {PAPER}, theorem on the boundary for strides one"),
    hypothesis=Hypothesis(least_even=2),
    examination=of_each_filter(_examine),
    coq=(
        "Main.interior",
        "Main.zero_on_boundary",
    ),
)
