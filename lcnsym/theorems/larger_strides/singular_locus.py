"""Where the Zariski closure of a function space is singular, against the derivatives of its equations."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...algebra.linear import rank
from ...description.strided_closures import StridedClosure
from ...errors import UnsupportedError
from ...network.architecture import Architecture
from ..methods.strided_examples import strided_examples
from ..statement import Finding, Hypothesis, Theorem, require_agreement

LARGEST_DEGREE = 8
MOST_EQUATIONS = 200


def _examine(architecture: Architecture, form: BinaryForm | None) -> Finding:
    """The rank of the derivatives of the minors is the codimension exactly where the closure is said to be smooth."""
    closure = StridedClosure(architecture)
    if architecture.degree > LARGEST_DEGREE or len(closure.equations) > MOST_EQUATIONS:
        raise UnsupportedError(
            f"theorem 'closure-singular-locus' is checked up to degree {LARGEST_DEGREE} and {MOST_EQUATIONS} equations"
        )
    size = architecture.filter_size
    derivatives = [[p.derivative(i) for i in range(size)] for p in closure.equations]
    forms = strided_examples(architecture) if form is None else [form]
    smooth = singular = 0
    for one in forms:
        if one.is_zero or not closure.contains(one):
            continue
        found = rank([[d.value(one) for d in row] for row in derivatives]) if derivatives else 0
        answers = {
            "engine, the degrees of divisors": not closure.is_singular_at(one),
            "rank of the derivatives of the minors": found == size - closure.dimension,
        }
        require_agreement(answers, one)
        smooth, singular = smooth + (not closure.is_singular_at(one)), singular + closure.is_singular_at(one)
    return Finding(
        f"the closure is smooth at {smooth} filters and singular at {singular}, by the derivatives of minors"
    )


CLOSURE_SINGULAR_LOCUS = Theorem(
    name="closure-singular-locus",
    title="Where the closure is singular, for larger strides",
    statement=(
        "Let P ≠ 0 have complex layers. The Zariski closure of M is smooth at P if and only if for every level with "
        "S = S_i but the first the degree of D_S(P) is not larger than is needed, Σ (k_j − 1)·S_j/S over S_j ≥ S. "
        "Exactly then P has one factorization into the forms of its levels, and their composition is an immersion "
        "there, up to scaling."
    ),
    source="docs/larger-strides.md, theorem 6b, with a proof; compare arXiv 2304.05752 on singular points of M",
    hypothesis=Hypothesis(any_stride=True),
    examination=_examine,
)
