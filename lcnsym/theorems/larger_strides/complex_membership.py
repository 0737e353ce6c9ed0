"""The polyphase criterion: complex layers exist exactly if the divisors in powers are large enough."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_complex_membership
from ...description.strided_closures import StridedClosure
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ..methods.strided_examples import COMPOSED, strided_examples
from ..statement import COMPLEXITY_PAPER, Finding, Hypothesis, Theorem, require, require_agreement


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """Greatest common divisors of the classes against ranks of matrices."""
    forms = strided_examples(architecture) if form is None else [form]
    closure = StridedClosure(architecture)
    members = 0
    for i, one in enumerate(forms):
        verdict = decide(architecture, one)
        require_agreement(
            {
                "greatest common divisors of exponent classes": verdict.is_complex_member,
                "ranks of matrices of coefficients": closure.contains(one),
            },
            one,
        )
        composed = form is None and i < COMPOSED
        require(verdict.is_complex_member or not composed, "a composition of layers is said to have none", one)
        members += verdict.is_complex_member
    return Finding(
        f"{members} of {len(forms)} filters have complex layers, by degrees of greatest common divisors and by ranks "
        f"of {len(closure.conditions)} matrices",
        tuple(certify_complex_membership(architecture, one) for one in forms),
    )


COMPLEX_MEMBERSHIP = Theorem(
    name="complex-membership",
    title="Which filters have complex layers",
    statement=(
        "For all strides, a filter P ≠ 0 is the end-to-end filter of complex layers exactly when for every S = S_i "
        "the largest form D with D(x^S, y^S) | P has degree at least Σ (k_j − 1)·S_j/S over the layers with S_j ≥ S. "
        "These filters are the Zariski closure of M."
    ),
    source=f"{COMPLEXITY_PAPER}, for two layers; docs/larger-strides.md, theorem 3, with a proof for all architectures",
    hypothesis=Hypothesis(any_stride=True),
    examination=_examine,
    coq=("PolyphaseCriterion.polyphaseP",),
    coq_leaves=("that these filters are the Zariski closure of M"),
)
