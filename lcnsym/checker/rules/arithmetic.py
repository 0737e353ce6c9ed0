"""Evidence `arithmetic`: nothing but its kind; the claim is computed from itself.

Theorem. Each of these premises proves claims of its kinds, with e the number of even filter sizes.

- `even-sizes`. Stride one: `complex-member`; for e ≤ 1 `filling`, `member`, `interior`. The zero filter, any
  strides and axes: `member`, `complex-member`; with e ≥ 2 and stride one: `boundary`.
- `one-layer`. Several axes, and at most one layer with more than one entry: `filling`.
- `dimensions`. 1 + Σ (k_i − 1) is below the end-to-end filter size, k_i numbers of entries: `not-full-dimensional`.
- `spelling` and `no-packing`. The pattern is written in its only way and has no compatible packing: `not-compatible`.
- `value`. The formula is true or false at the filter's coefficients: `satisfies`, `violates`.

Proof. Forms of one axis are products of linear forms over ℂ; with e ≤ 1 every real form has the e real roots that it
needs ("Why the claims follow" in the format). A layer that is zero makes the filter zero. One layer is every filter. M
is the image of Σ k_i entries with L − 1 scalings that do not change it. Factorizations are packings. The last is the
definition. ∎
"""

from __future__ import annotations

from fractions import Fraction

from ..claims import AboutFormula, Claim, WithArchitecture, WithFilter, WithPattern
from ..claims.patterns import require_spelling
from ..kernel.fields import Field
from ..kernel.outcome import require, shorten
from ..kernel.reading import spelled
from . import enter, no_further_keys
from .packing import number_of_packings


def check_arithmetic(_evidence: None, claim: Claim, field: Field) -> None:
    """The premise for the claim's kind."""
    if isinstance(claim, WithPattern):
        require_spelling(claim.roots, claim.pattern)
        found = number_of_packings(claim.roots, claim.architecture.capacities, True, field.work)
        number = shorten(spelled(Fraction(found)))
        require("no-packing", not found, f"the number of compatible packings is {number}, not 0")
    elif isinstance(claim, AboutFormula):
        holds = claim.formula.holds(claim.form)
        message = f"the formula is {'true' if holds else 'false'} for the filter"
        require("value", holds == (claim.kind == "satisfies"), message)
    elif isinstance(claim, WithArchitecture):
        _check_architecture(claim)


def _check_architecture(claim: WithArchitecture) -> None:
    architecture, kind = claim.architecture, claim.kind
    if kind == "not-full-dimensional":
        most, size = architecture.most_dimensions, architecture.filter_size
        message = f"the function space may have dimension {most}, that of all filters is {size}"
        require("dimensions", most < size, message)
    elif kind == "filling" and architecture.formats is not None:
        several = sum(size > 1 for size in architecture.sizes)
        require("one-layer", several <= 1, "several layers have more than one entry")
    else:
        e, one = architecture.even, architecture.is_stride_one
        every = one and (kind == "complex-member" or (e <= 1 and kind != "boundary"))
        of_zero = kind in ("member", "complex-member") or (kind == "boundary" and e >= 2)
        holds = every or (of_zero and isinstance(claim, WithFilter) and claim.form.is_zero())
        require("even-sizes", holds, f"with e = {e} even filter sizes the claim {kind} needs other evidence")


enter(
    "arithmetic",
    (
        *("filling", "not-full-dimensional", "member", "complex-member", "interior", "boundary"),
        *("not-compatible", "satisfies", "violates"),
    ),
    no_further_keys,
    check_arithmetic,
    any_stride=True,
    tensors=True,
)
