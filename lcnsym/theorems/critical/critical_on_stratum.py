"""Criticality on a stratum of root multiplicities: the tangent space is the space of multiples of one form."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from ...algebra.forms import BinaryForm, product
from ...algebra.linear import rank
from ...algebra.squarefree import squarefree_decomposition
from ...errors import UnsupportedError
from ...network.architecture import Architecture
from ..methods.common_factor import common_factor, multiples
from ..methods.every_pattern import of_each_filter
from ..methods.sample_loss import is_critical, is_orthogonal, targets
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement

MAX_DEGREE = 24
Rows = list[list[Fraction]]


def _examine(architecture: Architecture, W: BinaryForm) -> Finding:
    """The derivative of (A_i) ↦ Π A_i^i by exact differences, against the multiples of the gcd of the partials."""
    if not W.is_rational or architecture.degree > MAX_DEGREE:
        raise UnsupportedError(f"tangent spaces are examined at rational filters, up to degree {MAX_DEGREE}")
    parts = _parts(W)
    G, derivative = gcd_of_partials(W), derivative_of_powers(parts)
    expected = multiples(G, W.degree)
    distinct = sum(part.degree for part in parts.values())
    require_agreement(
        {
            "distinct roots + 1": distinct + 1,
            "dimension of the multiples of G": len(expected),
            "rank of the derivative": rank(derivative),
            "rank with the multiples of G": rank(derivative + expected),
        },
        W,
    )
    for u, critical in targets(W, G):
        require_agreement(
            {
                "the target": critical,
                "zero gradient on the stratum": is_critical(derivative, W, u),
                "Q(W − u) orthogonal to the multiples of G": is_orthogonal(expected, W, u),
            },
            W,
        )
    return Finding(
        f"the tangent space of the stratum at a filter with {distinct} distinct roots is that of the multiples of G, "
        f"of dimension {distinct + 1}; of two square losses one is critical there, the other is not"
    )


def _parts(W: BinaryForm) -> dict[int, BinaryForm]:
    """A_i by i, with a constant A_1 where there are no simple roots, and W = Π A_i^i."""
    decomposition = squarefree_decomposition(W)
    parts = {1: BinaryForm((1,)), **dict(decomposition.parts)}
    parts[1] = parts[1].scaled(decomposition.scalar)
    require(powers_product(parts) == W, "the square-free parts do not multiply to the filter", W)
    return parts


def powers_product(parts: dict[int, BinaryForm]) -> BinaryForm:
    """Π A_i^i."""
    return product(part for i, part in parts.items() for _ in range(i))


def derivative_of_powers(parts: dict[int, BinaryForm]) -> Rows:
    """The derivative of (A_i) ↦ Π A_i^i at rational forms, one row for each coefficient of each A_i.

    In one coordinate the map is a polynomial of degree i in the step, so that its derivative is
    Δ − Δ²/2 + … ± Δ^i/i, exactly.
    """
    rows = []
    for i, part in parts.items():
        for j in range(part.degree + 1):
            step = BinaryForm(int(a == j) for a in range(part.degree + 1))
            differences = [powers_product({**parts, i: part + step.scaled(h)}).rationals for h in range(i + 1)]
            total = [Fraction(0)] * len(differences[0])
            for order in range(1, i + 1):
                differences = [
                    tuple(b - a for a, b in zip(low, high, strict=True)) for low, high in pairwise(differences)
                ]
                total = [
                    t + Fraction((-1) ** (order - 1), order) * d for t, d in zip(total, differences[0], strict=True)
                ]
            rows.append(total)
    return rows


def gcd_of_partials(W: BinaryForm) -> BinaryForm:
    """gcd(∂W/∂x, ∂W/∂y) for a rational form that is not zero: Π A_i^{i−1}, without its square-free parts."""
    n, w = W.degree, W.rationals
    in_x = BinaryForm([(n - k) * c for k, c in enumerate(w[:-1])]) if n else None
    in_y = BinaryForm([k * c for k, c in enumerate(w)][1:]) if n else None
    partials = [form for form in (in_x, in_y) if form is not None and not form.is_zero]
    return common_factor(partials) if partials else BinaryForm((1,))


STRATUM_TANGENTS = Theorem(
    name="critical-on-stratum",
    title="Critical points on a stratum",
    statement=(
        "For P = Π A_i^i with d distinct roots, the A_i square-free and coprime, and G = Π A_i^(i − 1), the tangent "
        "space of the stratum of its root multiplicities at P is G·ℝ[x,y]_d, of dimension d + 1. So P is critical for "
        "the loss (w − u)ᵀQ(w − u) on its stratum exactly if Q(P − u) is orthogonal to G·ℝ[x,y]_d."
    ),
    source=f"{SLIDES}: critical points in function space; {PAPER}, critical points on strata of root multiplicities",
    hypothesis=Hypothesis(nonzero=True),
    examination=of_each_filter(_examine, nonzero=True),
    coq=(
        "Strata.tangent_spaceP",
        "Strata.stratum_dimension",
    ),
    coq_leaves=(
        "that the stratum is a manifold, with the image of the derivative of (A_1, A_2, …) ↦ Π A_i^i as its tangent "
        "space"
    ),
)
