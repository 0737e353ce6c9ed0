"""Two even filter sizes: the missing filters are the definite forms."""

from __future__ import annotations

from ...algebra.bezout import distinct_roots
from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_membership
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ..methods.every_pattern import of_each_filter
from ..methods.shares import has_real_layers
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require_agreement


def definite_sign(form: BinaryForm) -> int:
    """1 for a positive definite form, −1 for a negative definite one, 0 for any other.

    A non-zero form without real roots, which its Bezoutian shows, has the sign of P(1, 0) everywhere.
    """
    if form.is_zero or distinct_roots(form)[0] > 0:
        return 0
    return form.sign_at(1, 0)


def _examine(architecture: Architecture, form: BinaryForm) -> Finding:
    definite = definite_sign(form)
    require_agreement(
        {
            "definite, by the Bezoutian": definite != 0,
            "search for real layers fails": not has_real_layers(architecture, form),
            "engine says outside": not decide(architecture, form).is_member,
        },
        form,
    )
    words = {
        1: "positive definite: no layers",
        -1: "negative definite: no layers",
        0: "not definite: layers exist",
    }
    return Finding(words[definite], (certify_membership(architecture, form),))


COMPLEMENT_TWO_EVEN = Theorem(
    name="complement-two-even",
    title="The missing filters of architectures with two even filter sizes",
    statement=(
        "For stride one and e = 2, the filters that are missing from M are the positive definite and the negative "
        "definite forms."
    ),
    source=f"{SLIDES}: architectures with two even filter sizes; {PAPER}, on architectures with strides one",
    hypothesis=Hypothesis(least_even=2, most_even=2),
    examination=of_each_filter(_examine),
    coq=(
        "Main.two_even_sizes",
        "Main.zero_membership",
    ),
)
