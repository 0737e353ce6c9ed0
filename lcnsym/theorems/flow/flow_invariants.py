"""The inner products of filters and gradients are the same for all layers, so gradient flow has invariants."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ...algebra.forms import BinaryForm
from ...landscape.flow import flow_invariants
from ...network.architecture import Architecture
from ...network.convolution import compose
from ..function_space.full_dimensional import derivative_by_differences
from ..methods.representatives import linear_factor
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement

STEP = Fraction(1, 7)


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """⟨w_i, ∂ℓ/∂w_i⟩ by differences in the layers, and by scaling the end-to-end filter; then what a step changes."""
    layers = [
        BinaryForm([Fraction(2 * i + 3 * a + 1, 1 + (a + i) % 3) * (-1) ** (a * i) for a in range(k)])
        for i, k in enumerate(architecture.filter_sizes)
    ]
    end = compose(architecture, layers).rationals
    target = _target(len(end))
    slope = cubic_gradient(end, target)
    rows = derivative_by_differences(architecture, layers)
    gradients, start = [], 0
    for layer in layers:
        mine = rows[start : start + layer.degree + 1]
        gradients.append([_inner(row, slope) for row in mine])
        start += layer.degree + 1
    products = [_inner(layer.rationals, gradient) for layer, gradient in zip(layers, gradients, strict=True)]
    for i, found in enumerate(products):
        require_agreement(
            {
                f"⟨w_{i + 1}, ∂ℓ/∂w_{i + 1}⟩ by differences in the layer": found,
                "⟨w, ∇ℓ(w)⟩ of the end-to-end filter": _inner(end, slope),
            }
        )
    # along −∇ the derivative of ‖w_i‖² is −2⟨w_i, ∂_i ℓ⟩: a step changes δ_{i1} by squares of the step only
    before = flow_invariants(architecture, layers)
    moved = [
        BinaryForm([c - STEP * g for c, g in zip(layer.rationals, gradient, strict=True)])
        for layer, gradient in zip(layers, gradients, strict=True)
    ]
    squares = [_inner(gradient, gradient) for gradient in gradients]
    for i, (old, new) in enumerate(zip(before, flow_invariants(architecture, moved), strict=True), start=1):
        require(
            new - old == STEP**2 * (squares[i] - squares[0]),
            f"δ_{i + 1},1 changes in the first order of a step of gradient descent",
        )
    return Finding(
        f"for a loss of degree four with dense terms all {len(layers)} inner products are {products[0]}, and a step of "
        f"gradient descent changes the invariants by its square only"
    )


def cubic_gradient(w: tuple[Fraction, ...], target: tuple[Fraction, ...]) -> list[Fraction]:
    """The gradient of ℓ(w) = (Σ (w_i − u_i)²)² + Σ i·w_i·w_{i+1}."""
    size = sum(((a - u) ** 2 for a, u in zip(w, target, strict=True)), Fraction(0))
    found = [4 * size * (a - u) for a, u in zip(w, target, strict=True)]
    for i in range(len(w) - 1):
        found[i] += (i + 1) * w[i + 1]
        found[i + 1] += (i + 1) * w[i]
    return found


def _target(size: int) -> tuple[Fraction, ...]:
    form = linear_factor(1) if size == 2 else BinaryForm([Fraction(i * i % 5 - 2) for i in range(size)])
    return form.rationals


def _inner(first: Iterable[Fraction], second: Iterable[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(first, second, strict=True)), Fraction(0))


EULER_RELATIONS = Theorem(
    name="flow-invariants",
    title="Invariants of gradient flow",
    statement=(
        "For every loss of the end-to-end filter and all strides ⟨w_i, ∂ℓ/∂w_i⟩ is the same for all layers i. So "
        "‖w_i‖² − ‖w_j‖² is constant along gradient flow."
    ),
    source=f"{SLIDES}: gradient flow; {PAPER}, for every loss",
    hypothesis=Hypothesis(about_filters=False, any_stride=True),
    examination=_examine,
    coq=("Main.flow_identity",),
    coq_leaves=("gradient flow itself, the differential equation: that the differences are constant along it"),
)
