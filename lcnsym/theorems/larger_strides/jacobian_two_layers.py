"""The rank of the derivative of the multiplication map for two layers and any stride."""

from __future__ import annotations

from ...algebra.forms import BinaryForm, product
from ...algebra.linear import rank
from ...certificates.factorizations import certify_factorization
from ...network.architecture import Architecture
from ...network.jacobian import jacobian_rank
from ...roots.powers import divisor_in_powers
from ..function_space.full_dimensional import derivative_by_differences
from ..methods.common_factor import common_factor
from ..methods.representatives import linear_factor
from ..statement import Finding, Hypothesis, Theorem, require, require_agreement


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """Layers with a common factor of every possible degree: ranks against the formula."""
    (k1, k2), s = architecture.filter_sizes, architecture.strides[0]
    ranks = []
    for shared in range(min((k1 - 1) // s, k2 - 1) + 1):
        layers = sharing(architecture, shared)
        divisor = divisor_in_powers(layers[0], s)
        common = common_factor([divisor, layers[1]]).degree
        require(common >= shared, "the layers were made to have a common factor", divisor)
        require_agreement(
            {
                "k_1 + k_2 − 1 − deg gcd(h, w_2)": k1 + k2 - 1 - common,
                "rank of the derivative by differences": rank(derivative_by_differences(architecture, layers)),
                "rank of the Jacobian": jacobian_rank(architecture, layers),
            }
        )
        ranks.append(k1 + k2 - 1 - common)
    return Finding(
        f"for layers with common factors of degree 0, …, {len(ranks) - 1} the derivative has rank "
        f"{', '.join(map(str, ranks))}, as the formula says",
        (certify_factorization(architecture, sharing(architecture, 0)),),
    )


def sharing(architecture: Architecture, shared: int) -> list[BinaryForm]:
    """Two layers: a form of this degree in x^s divides the first, and as a form in x the second."""
    (k1, k2), s = architecture.filter_sizes, architecture.strides[0]
    common = product([BinaryForm((1,)), *(linear_factor(i) for i in range(shared))])
    first = product(linear_factor(2 * i + 1) for i in range(shared + 2, shared + 1 + k1 - shared * s))
    second = product(linear_factor(2 * i) for i in range(shared + 2, shared + 1 + k2 - shared))
    return [common.in_powers(s) * first, common * second]


JACOBIAN_TWO_LAYERS = Theorem(
    name="jacobian-two-layers",
    title="Where the multiplication map of two layers is no immersion modulo scaling",
    statement=(
        "For two layers that are not zero, with any stride s = s_1, the derivative of the multiplication map has rank "
        "k_1 + k_2 − 1 − deg gcd(h, w_2), where h is the largest form with h(x^s, y^s) | w_1."
    ),
    source="docs/larger-strides.md, the rank of the derivative, with a proof",
    hypothesis=Hypothesis(about_filters=False, any_stride=True, layers=2),
    examination=_examine,
    coq=("JacobianRank.jacobian_rank",),
    coq_leaves=("strides larger than one"),
)
