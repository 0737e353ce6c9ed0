"""Layers of filter size one can be dropped, if their strides are kept."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_membership
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ...network.convolution import compose
from ..methods.strided_examples import layers_with_positive_roots, strided_examples
from ..statement import SLIDES, Finding, Hypothesis, Theorem, require, require_agreement
from .last_stride import filter_by_matrices


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """The same layers in both architectures, and the engine's answers for both."""
    reduced = architecture.reduced
    layers = layers_with_positive_roots(architecture)
    kept = [layer for layer in layers if layer.degree]
    ones = [BinaryForm((1,))] * (reduced.layers - len(kept))
    composed = {
        "product of polynomials": compose(architecture, layers),
        "product of polynomials, reduced": compose(reduced, [*ones, *kept]),
    }
    if architecture.degree <= 60:
        composed["product of matrices"] = filter_by_matrices(
            Architecture(architecture.filter_sizes, architecture.strides), layers
        )
    require_agreement(composed)
    forms = strided_examples(architecture) if form is None else [form]
    for one in forms:
        a, b = decide(architecture, one), decide(reduced, one)
        same = (a.is_member, a.is_complex_member, a.position) == (b.is_member, b.is_complex_member, b.position)
        require(same, f"the answers for {architecture} and {reduced} differ", one)
    return Finding(
        f"layers of {architecture}, those of size one left out, have the same end-to-end filter in {reduced}; the "
        f"engine answers alike for both on {len(forms)} filters",
        (certify_membership(architecture, forms[0]),),
    )


SIZE_ONE = Theorem(
    name="size-one-layers",
    title="Layers of filter size one",
    statement=(
        "A layer with k_i = 1 can be dropped without changing the end-to-end filters, if its stride multiplies that of "
        "the layer before it, or stays as a layer of size one if there is none. In particular k_L = 1 can be dropped."
    ),
    source=f"{SLIDES}: larger strides, lemma for k_L = 1; the general case is elementary",
    hypothesis=Hypothesis(any_stride=True),
    examination=_examine,
    coq=(
        "Main.layers_of_size_one",
        "Main.last_layer_of_size_one",
    ),
)
