"""Membership: real layers exist exactly when there are at least e real roots."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_membership
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ..methods.every_pattern import of_each_filter
from ..methods.factors import real_factors
from ..methods.shares import has_real_layers
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require_agreement


def _examine(architecture: Architecture, form: BinaryForm) -> Finding:
    """Search for real layers, count real roots by Bezoutians, ask the engine: one answer."""
    e = architecture.even_filters
    real = None if form.is_zero else real_factors(form).linear
    exists = has_real_layers(architecture, form)
    require_agreement(
        {
            "search for real layers": exists,
            f"at least e = {e} real roots, or zero": real is None or real >= e,
            "root counting engine": decide(architecture, form).is_member,
        },
        form,
    )
    counted = "the zero filter has zero layers" if real is None else f"{real} real roots with multiplicity, e = {e}"
    return Finding(
        f"{counted}; the search over all distributions of its real linear and definite quadratic factors "
        "finds "
        f"{'layers' if exists else 'none'}",
        (certify_membership(architecture, form),),
    )


MEMBERSHIP = Theorem(
    name="membership",
    title="Which filters are end-to-end filters",
    statement=(
        "For stride one, a non-zero filter is an end-to-end filter exactly when its form has at least e "
        "real roots, counted "
        "with multiplicity, e the number of even filter sizes. The zero filter always is one."
    ),
    source=(f"{SLIDES}: real roots of end-to-end filters for stride one; {PAPER}, on architectures with strides one"),
    hypothesis=Hypothesis(),
    examination=of_each_filter(_examine),
    coq=(
        "Main.membership",
        "Main.zero_membership",
    ),
)
