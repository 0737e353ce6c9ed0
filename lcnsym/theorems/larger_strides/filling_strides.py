"""Filling for every stride: larger strides that matter always miss filters, even over the complex numbers."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_filling
from ...description.strided_closures import StridedClosure
from ...errors import shorten
from ...membership.filling import missing_filter
from ...network.architecture import Architecture
from ..function_space.filling import FILLING
from ..statement import SLIDES, Finding, Hypothesis, Theorem, require, require_agreement


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """For stride one as the theorem on filling; else a filter outside of the Zariski closure."""
    if architecture.is_stride_one:
        return FILLING.examination(architecture, form)
    witness = missing_filter(architecture)
    outside = not StridedClosure(architecture).contains(witness)
    require_agreement({"engine says filling": architecture.is_filling, "a larger stride matters": False})
    require(outside, "the filter said to be missing satisfies the equations of the Zariski closure", witness)
    return Finding(
        f"a matrix of coefficients of {shorten(str(witness))} has too large a rank, so it is outside of the Zariski "
        "closure of M, which is not the whole space",
        (certify_filling(architecture),),
    )


STRIDED_FILLING = Theorem(
    name="filling-strides",
    title="Filling architectures, for every stride",
    statement=(
        "Every filter is an end-to-end filter exactly when no stride larger than one stands before a layer with k_i > "
        "1, and at most one filter size is even. With a larger stride there, M is not even Zariski dense."
    ),
    source=f"{SLIDES}: larger strides",
    hypothesis=Hypothesis(about_filters=False, any_stride=True),
    examination=_examine,
    coq=("Main.filling_all_strides",),
    coq_leaves=("that M is not Zariski dense with a larger stride there"),
)
