"""How many connected components a function space, its boundary, its complement and its strata have."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...errors import UnsupportedError
from ...membership.components import space_components, stratum_components
from ...membership.patterns import patterns_of_degree
from ...network.architecture import Architecture
from ..methods import arrangements
from ..methods.representatives import representative
from ..statement import Finding, Hypothesis, Theorem, require_agreement

LARGEST_DEGREE = 7


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    """The engine's numbers against a search among arrangements of roots on a circle."""
    n, e = architecture.degree, architecture.even_filters
    if n > LARGEST_DEGREE:
        raise UnsupportedError(f"theorem 'components' is checked up to degree {LARGEST_DEGREE}, {n} was given")
    known = space_components(architecture)
    parts = {
        "the interior": (known.interior, lambda real: e <= 1 or _odd(real) >= e),
        "the boundary without zero": (known.boundary, lambda real: e > 1 and sum(real) >= e and _odd(real) <= e - 2),
        "the complement": (known.complement, lambda real: e > 1 and sum(real) < e),
    }
    for part, (number, holds) in parts.items():
        # with zero, which is in the interior where everything is, both signs of a form without real roots are joined
        searched = 1 if part == "the interior" and e <= 1 else arrangements.components(n, holds)
        require_agreement({f"engine on {part}": number, f"search on {part}": searched})
    patterns = patterns_of_degree(n)
    for pattern in patterns:
        searched = arrangements.stratum_components(pattern.real)
        answers = {f"engine on {pattern}": stratum_components(pattern), f"search on {pattern}": searched}
        require_agreement(answers, representative(pattern))
    return Finding(
        f"interior, boundary without zero and complement have {known.interior}, {known.boundary} and "
        f"{known.complement} components, and so many have the {len(patterns)} strata of degree {n} as the search finds"
    )


def _odd(real: tuple[int, ...]) -> int:
    return sum(multiplicity % 2 for multiplicity in real)


COMPONENTS = Theorem(
    name="components",
    title="Connected components",
    statement=(
        "For stride one, the interior of the function space is connected. For e = 2 its boundary without the zero "
        "filter and its complement have two components each, of opposite signs; for e ≥ 3 they are connected. "
        "A stratum with the real multiplicities ρ has as many components as there are arrangements of ρ on a circle, "
        "up to rotation, those counted twice for which Σρ/m is even, m the number of rotations that change nothing; "
        "it has two if ρ is empty."
    ),
    source="docs/topology.md, with proofs",
    hypothesis=Hypothesis(about_filters=False),
    examination=_examine,
)
