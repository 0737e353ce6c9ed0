"""⟨w_i, ∂ℓ/∂w_i⟩ is the same for all layers, as an identity of polynomials."""

from __future__ import annotations

from itertools import pairwise
from itertools import product as choices
from math import prod

from ...algebra.forms import BinaryForm
from ...algebra.polynomials import Polynomial
from ...errors import UnsupportedError
from ...network.architecture import Architecture
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require

MAX_TERMS = 1024
MAX_VARIABLES = 60
MAX_TERMS_COMPOSED = 24


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """With the gradient of the loss as indeterminates, and where that is not too long for a cubic loss composed."""
    terms, parameters = prod(architecture.filter_sizes), sum(architecture.filter_sizes)
    number = parameters + architecture.filter_size
    if terms > MAX_TERMS or number > MAX_VARIABLES:
        raise UnsupportedError(
            f"the identity is expanded for up to {MAX_TERMS} terms in {MAX_VARIABLES} variables, not for {architecture}"
        )
    # w_{1,0}, …, w_{L,k_L − 1}, and the gradient g_0, …, g_n of the loss at the end-to-end filter
    variables = list(Polynomial.variables(number))
    end = composed(architecture, variables)
    loss = Polynomial.from_terms(number, {})
    for g, w in zip(variables[parameters:], end, strict=True):
        loss = loss + g * w
    right = paired_with_gradient(architecture, number)
    _compare(architecture, variables, loss, right, "with the gradient as indeterminates")
    told = (
        f"an identity of polynomials with {right.number_of_terms} terms for every layer, whatever the gradient of ℓ is"
    )
    if terms <= MAX_TERMS_COMPOSED:
        cubic = cubic_loss(architecture.filter_size)
        right = Polynomial.from_terms(number, {})
        for j, w in enumerate(end):
            right = right + cubic.derivative(j).substituted(end) * w
        _compare(architecture, variables, cubic.substituted(end), right, "for a cubic loss")
        told += f"; and one with {right.number_of_terms} terms for a cubic loss of the end-to-end filter"
    return Finding(told)


def composed(architecture: Architecture, variables: list[Polynomial]) -> list[Polynomial]:
    """The end-to-end filter, layer by layer: coefficient a of a layer shifts by a·S_i."""
    zero = variables[0] * 0
    found, start = [zero + 1], 0
    for k, S in zip(architecture.filter_sizes, architecture.stride_products, strict=True):
        longer = [zero] * (len(found) + (k - 1) * S)
        for j, w in enumerate(found):
            for a in range(k):
                longer[j + a * S] = longer[j + a * S] + w * variables[start + a]
        found, start = longer, start + k
    return found


def paired_with_gradient(architecture: Architecture, number: int) -> Polynomial:
    """⟨w, g⟩ for the end-to-end filter w: one term for every choice of one coefficient a layer."""
    sizes = architecture.filter_sizes
    terms = {}
    for chosen in choices(*map(range, sizes)):
        exponents = [0] * number
        for i, a in enumerate(chosen):
            exponents[sum(sizes[:i]) + a] += 1
        place = sum(a * S for a, S in zip(chosen, architecture.stride_products, strict=True))
        exponents[sum(sizes) + place] += 1
        terms[tuple(exponents)] = 1
    return Polynomial.from_terms(number, terms)


def cubic_loss(size: int) -> Polynomial:
    """Σ (j + 1)·z_j² + z_0·Σ z_j·z_{j+1} − Σ z_j."""
    z = Polynomial.variables(size)
    total = z[0] * 0
    for j, variable in enumerate(z):
        total = total + variable * variable * (j + 1) - variable
    for first, second in pairwise(z):
        total = total + z[0] * first * second
    return total


def _compare(
    architecture: Architecture, variables: list[Polynomial], loss: Polynomial, right: Polynomial, told: str
) -> None:
    """Σ_a w_{i,a}·∂loss/∂w_{i,a} for every layer against the same right side."""
    start = 0
    for i, k in enumerate(architecture.filter_sizes, start=1):
        left = variables[0] * 0
        for a in range(start, start + k):
            left = left + variables[a] * loss.derivative(a)
        require(left == right, f"⟨w_{i}, ∂ℓ/∂w_{i}⟩ is not ⟨w, ∇ℓ(w)⟩ {told}")
        start += k


SYMBOLIC_FLOW = Theorem(
    name="flow-identity",
    title="One identity for every loss",
    statement=(
        "For all strides and every differentiable loss ℓ of the end-to-end filter w, ⟨w_i, ∂ℓ/∂w_i⟩ = ⟨w, ∇ℓ(w)⟩ for "
        "all layers i, identically in the filters and in the gradient ∇ℓ(w)."
    ),
    source=f"{SLIDES}: gradient flow; {PAPER}, for every loss",
    hypothesis=Hypothesis(about_filters=False, any_stride=True),
    examination=_examine,
    coq=("Gradient.euler_identity",),
)
