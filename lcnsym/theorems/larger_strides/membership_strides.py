"""Membership for all strides: a search over numbers of roots of each sort, against the roots themselves."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_membership
from ...fibres.fibre import Fibre
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ..methods.strided_examples import COMPOSED, strided_examples
from ..statement import Finding, Hypothesis, Theorem, require, require_agreement


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """The engine's search needs numbers of roots only; the fibre places every root in a layer."""
    forms = strided_examples(architecture) if form is None else [form]
    members = 0
    for i, one in enumerate(forms):
        verdict = decide(architecture, one)
        fibre = Fibre(architecture, one)
        exists = one.is_zero or next(fibre.factorizations(), None) is not None
        require_agreement(
            {"search over numbers of roots of each sort": verdict.is_member, "search over the roots": exists}, one
        )
        require(verdict.is_complex_member or not verdict.is_member, "there are real layers but no complex ones", one)
        composed = form is None and i < COMPOSED
        require(verdict.is_member or not composed, "a composition of real layers is said to have none", one)
        members += verdict.is_member
    return Finding(
        f"{members} of {len(forms)} filters have real layers, by a search over numbers of positive, negative, fixed "
        "roots and pairs, and by one that places every root in a layer",
        tuple(certify_membership(architecture, one) for one in forms),
    )


STRIDED_MEMBERSHIP = Theorem(
    name="membership-strides",
    title="Which filters are end-to-end filters, for every stride",
    statement=(
        "For all strides, whether a filter with complex layers has real ones depends only on the numbers of positive "
        "and negative roots, roots at 0 and infinity, and conjugate pairs, with multiplicity, of the largest forms D "
        "with D(x^S, y^S) | P, S = S_i: real layers exist exactly when numbers for all levels exist that add up, each "
        "level having a real root for every even filter size."
    ),
    source="docs/larger-strides.md, theorem 4, with a proof",
    hypothesis=Hypothesis(any_stride=True),
    examination=_examine,
)
