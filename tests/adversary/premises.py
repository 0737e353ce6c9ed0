"""Where the last question of every rule is: what a rejection there says.

A case has reached the last premise if it is accepted, or if its rejection says one of these. The fragments that a
claim has of its own stand under it, the others under "".
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

LAST: dict[str, dict[str, tuple[str, ...]]] = {
    "arithmetic": {
        "": ("needs other evidence",),
        "not-full-dimensional": ("the function space may have dimension",),
        "filling": ("needs other evidence", "several layers have more than one entry"),
        "not-compatible": ("the number of compatible packings is",),
        "satisfies": ("the formula is",),
        "violates": ("the formula is",),
    },
    "sign-changes": {"": ("real roots are shown, e =",)},
    "descartes": {"": ("real roots, fewer than e",)},
    "factored": {
        "member": ("real roots are shown, e =",),
        "not-member": ("real roots, fewer than e",),
        "not-filling": ("real roots, fewer than e",),
        "boundary": ("at most e − 2 are required",),
        "pattern": ("the pattern is",),
        "stratum-critical-points": ("the pattern is",),
        "fibre-count": ("packings of",),
    },
    "jacobian": {"": ("the derivative has rank",)},
    "filters": {"": ("do not compose to the claimed filter",)},
    "packing": {"": ("occurs",)},
    "classes": {"": ("is not excluded, less than",)},
    "divisors": {
        "complex-member": ("too small even for complex layers",),
        "": ("be shared out among the levels",),
    },
    "multidegrees": {"": ("the factors can be shared out",)},
    "krawczyk": {
        "critical-point": ("the Hessian is that of", "the loss on the box is not shown"),
        "spurious-minimum": ("the loss of the other filters is not smaller",),
    },
    "hessian": {
        "exact-critical-point": ("the Hessian is", "the loss is not the claimed value"),
        "exact-spurious-minimum": ("the loss of the other filters is not smaller",),
    },
    "tangency": {"": ("the roots are not shown to be distinct",)},
}


def is_last(document: Json, reason: str) -> bool:
    """Whether a rejection with this reason is one at the last premise."""
    by_claim = LAST.get(document["evidence"]["kind"], {})
    fragments = by_claim.get(document["claim"]["kind"], by_claim.get("", ()))
    return any(fragment in reason for fragment in fragments)
