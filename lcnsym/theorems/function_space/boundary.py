"""The boundary of M by the multiplicities of real roots."""

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


def _multiplicities_say(architecture: Architecture, form: BinaryForm) -> bool:
    if form.is_zero:
        return True
    factors = real_factors(form)
    return factors.linear >= architecture.even_filters and factors.odd <= architecture.even_filters - 2


def _examine(architecture: Architecture, form: BinaryForm) -> Finding:
    """On the boundary or not: by the neighbourhood, by multiplicities from Bezoutians, by the engine."""
    observed = observed_position(architecture, form)
    require_agreement(
        {
            f"neighbourhood ({observed.evidence})": observed.position is Position.BOUNDARY,
            "Σρ ≥ e and at most e − 2 odd ρ_i, or zero": _multiplicities_say(architecture, form),
        },
        form,
    )
    require_agreement(
        {
            f"neighbourhood ({observed.evidence})": observed.position,
            "engine": decide(architecture, form).position,
        },
        form,
    )
    return Finding(f"{observed.position}: {observed.evidence}", (certify_position(architecture, form),))


BOUNDARY = Theorem(
    name="boundary",
    title="The boundary of the function space",
    statement=(
        "For stride one and e ≥ 2, a non-zero filter with root pattern (ρ | γ) is on the boundary of M "
        "exactly when Σρ ≥ e and "
        "at most e − 2 of the ρ_i are odd. The zero filter is on the boundary."
    ),
    source=(f"{SLIDES}: boundary theorem, on boundary filters; {PAPER}, theorem on the boundary for strides one"),
    hypothesis=Hypothesis(least_even=2),
    examination=of_each_filter(_examine),
    coq=(
        "Main.boundary",
        "Main.zero_on_boundary",
    ),
)
