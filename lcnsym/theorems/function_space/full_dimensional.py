"""M is closed, semialgebraic and full-dimensional: the multiplication map is a submersion somewhere."""

from __future__ import annotations

from fractions import Fraction

from ...algebra.forms import BinaryForm, product
from ...algebra.linear import rank
from ...certificates.produce import certify_full_dimensional
from ...network.architecture import Architecture
from ...network.convolution import compose
from ..methods.representatives import linear_factor
from ..methods.shares import layer_sizes
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require_agreement


def derivative_by_differences(architecture: Architecture, layers: list[BinaryForm]) -> list[list[Fraction]]:
    """The derivative of the multiplication map at rational layers: one row for each coordinate of each layer.

    The map is linear in each layer, so that its exact difference for one step of a coordinate is the partial
    derivative.
    """
    before = compose(architecture, layers).scaled(-1)
    rows = []
    for i, layer in enumerate(layers):
        for j in range(layer.degree + 1):
            step = BinaryForm(int(a == j) for a in range(layer.degree + 1))
            moved = [*layers[:i], layer + step, *layers[i + 1 :]]
            rows.append(_rationals(compose(architecture, moved) + before))
    return rows


def _rationals(form: BinaryForm) -> list[Fraction]:
    """The coefficients of a rational form."""
    return [w for w in form.coefficients if isinstance(w, Fraction)]


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """The exact rank of the derivative at layers that are products of different linear forms."""
    layers, used = [], 0
    for size in layer_sizes(architecture):
        layers.append(product(linear_factor(i) for i in range(used, used + size)))
        used += size
    found = rank(derivative_by_differences(architecture, layers))
    require_agreement(
        {
            "rank of the derivative": found,
            "dimension of M": architecture.dimension,
            "filter size": architecture.filter_size,
        }
    )
    return Finding(
        f"the derivative of the multiplication map has exact rank {found} at layers with different roots, "
        "so M "
        "contains an open set. That M is semialgebraic is the Tarski–Seidenberg theorem, and that it is "
        "closed "
        "holds because multiplication of layers of norm one is continuous on a compact set without the "
        "value 0; "
        "these two are cited, not computed.",
        (certify_full_dimensional(architecture),),
    )


FULL_DIMENSIONAL = Theorem(
    name="full-dimensional",
    title="The function space is closed, semialgebraic and full-dimensional",
    statement=("For stride one, M is a closed semialgebraic subset of the space of all filters, of full dimension."),
    source=f"{SLIDES}: the function space for stride one; {PAPER}, on architectures with strides one",
    hypothesis=Hypothesis(about_filters=False),
    examination=_examine,
    coq=(
        "Main.closedness",
        "Main.full_dimensional",
    ),
    coq_leaves=("that M is semialgebraic"),
)
