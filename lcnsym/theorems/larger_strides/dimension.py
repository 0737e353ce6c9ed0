"""The dimension of the function space, for every stride."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...algebra.linear import rank
from ...certificates.produce import certify_full_dimensional
from ...network.architecture import Architecture
from ...network.jacobian import jacobian_rank
from ..function_space.full_dimensional import derivative_by_differences
from ..methods.strided_examples import layers_with_positive_roots
from ..statement import FUNCTION_SPACE_PAPER, SLIDES, Finding, Hypothesis, Theorem, require_agreement


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """The exact rank of the derivative at some layers from below, the number of parameters from above."""
    layers = layers_with_positive_roots(architecture)
    found = rank(derivative_by_differences(architecture, layers))
    parameters = sum(architecture.filter_sizes)
    require_agreement(
        {
            "rank of the derivative by differences": found,
            "rank of the Jacobian": jacobian_rank(architecture, layers),
            "parameters less scalings": parameters - (architecture.layers - 1),
            "dimension of M": architecture.dimension,
        }
    )
    require_agreement(
        {
            "dimension of M is the filter size": architecture.dimension == architecture.filter_size,
            "no stride stands before a layer with k_i > 1": architecture.is_stride_one,
            "engine says full-dimensional": architecture.is_full_dimensional,
        }
    )
    return Finding(
        f"the derivative of the multiplication map has exact rank {found} at layers with different roots, and M is the "
        f"image of {parameters} parameters with {architecture.layers - 1} scalings that do not change it; the filters "
        f"have size {architecture.filter_size}",
        (certify_full_dimensional(architecture),),
    )


DIMENSION = Theorem(
    name="dimension",
    title="The dimension of the function space",
    statement=(
        "For all strides, M has dimension 1 + Σ (k_i − 1). It has the dimension of the space of all filters exactly "
        "when no stride larger than one stands before a layer with k_i > 1."
    ),
    source=f"{FUNCTION_SPACE_PAPER}, on the dimension; {SLIDES}: larger strides",
    hypothesis=Hypothesis(about_filters=False, any_stride=True),
    examination=_examine,
    coq=("Jacobian.differential_rank_le",),
    coq_leaves=(
        "that the derivative of the composition map, whose rank is shown to be at most this, reaches it, and that M "
        "has the dimension of the largest rank"
    ),
)
