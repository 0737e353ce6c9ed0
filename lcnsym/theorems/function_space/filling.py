"""Filling: every filter is an end-to-end filter exactly when at most one filter size is even."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_filling
from ...errors import shorten
from ...membership.filling import missing_filter
from ...network.architecture import Architecture
from ..methods.layers import first_count_without_layers
from ..methods.shares import has_real_layers
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """Look for real layers for every number of real roots, compare with e ≤ 1 and the engine."""
    missing = first_count_without_layers(architecture)
    e = architecture.even_filters
    require_agreement(
        {
            "layers for every root pattern": missing is None,
            f"e = {e} ≤ 1": e <= 1,
            "engine": architecture.is_filling,
        }
    )
    certificates = (certify_filling(architecture),)
    if missing is None:
        return Finding(
            f"e = {e}: whether layers exist depends on the number of real roots alone, and for each "
            "possible number "
            f"in degree {architecture.degree} layers were found and multiplied out",
            certificates,
        )
    witness = missing_filter(architecture)
    require(not has_real_layers(architecture, witness), "the filter said to be missing has layers", witness)
    return Finding(
        f"e = {e}: no distribution of the real factors of {shorten(str(witness))} over the layers exists", certificates
    )


FILLING = Theorem(
    name="filling",
    title="Filling architectures",
    statement=(
        "For stride one, every filter is an end-to-end filter exactly when at most one filter size is even: e ≤ 1."
    ),
    source=(f"{SLIDES}: filling architectures; {PAPER}, on architectures with strides one"),
    hypothesis=Hypothesis(about_filters=False),
    examination=_examine,
    coq=("Main.filling",),
)
