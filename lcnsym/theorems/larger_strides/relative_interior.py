"""Interior and boundary of M within its Zariski closure, against filters with complex layers that are very near."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...certificates.networks import certify_membership
from ...errors import UnsupportedError
from ...membership.larger_strides import StridedVerdict
from ...membership.positions import Position
from ...membership.relative_positions import MOST_LEVELS
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ...network.levels import levels
from ..methods.near_in_closure import filters_near
from ..methods.strided_examples import strided_examples
from ..statement import Finding, Hypothesis, Theorem, require

TRIES = 30


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """Near a filter of the interior no filter with complex layers may lack real ones."""
    found = levels(architecture)
    if len(found) > MOST_LEVELS:
        raise UnsupportedError(f"theorem 'relative-interior' is about two levels, {architecture} has {len(found)}")
    if len(found) < MOST_LEVELS:
        raise UnsupportedError(
            f"theorem 'relative-interior' is about two levels, {architecture} has one; see 'interior'"
        )
    forms = strided_examples(architecture) if form is None else [form]
    near = left = 0
    for one in forms:
        verdict = decide(architecture, one)
        if not isinstance(verdict, StridedVerdict):
            raise TypeError("larger strides have verdicts of their own")
        position = verdict.relative_position.position
        require((position is Position.OUTSIDE) is not verdict.is_member, "members are not outside, others are", one)
        if position is Position.OUTSIDE or one.is_zero or not one.is_rational:
            continue
        for number, other in enumerate(filters_near(architecture, one, len(one.coefficients), TRIES)):
            there = decide(architecture, other)
            require(there.is_complex_member, "a filter made of complex layers is said to have none", other)
            if not there.is_member:
                told = f"{one} is said to be in the interior, and {other}, the {number}-th near it, has no real layers"
                require(position is not Position.INTERIOR, told, one)
                left += 1
            near += 1
    return Finding(
        f"{near} filters with complex layers near {len(forms)} filters: {left} of them have no real layers, none of "
        "these near a filter of the interior",
        tuple(certify_membership(architecture, one) for one in forms),
    )


RELATIVE_INTERIOR = Theorem(
    name="relative-interior",
    title="Interior and boundary within the closure, for larger strides",
    statement=(
        "For two levels, P a member that is not zero, r the quotient of their strides: P is in the interior of M "
        "within the real points of its Zariski closure exactly when for every real divisor E of D_r(P) of degree at "
        "least a_2, and all numbers of positive and negative roots that forms E′ near E without multiple roots can "
        "have, some divisor of E′ of degree a_2 with e_2 real roots leaves e_1 real roots, P/E(x^r) having as many as "
        "it has real roots of odd multiplicity."
    ),
    source="docs/larger-strides.md, theorem 5b, with a proof",
    hypothesis=Hypothesis(any_stride=True),
    examination=_examine,
)
