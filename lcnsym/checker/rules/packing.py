"""Evidence `packing`: the bins of a compatible packing.

Theorem. Premises: `spelling`, the pattern is written in its only way; `colours`, no bin holds two balls of one colour;
`full`, the sizes of the balls in the bin of layer i add up to k_i − 1, where real roots are balls of size 1 and pairs
of size 2; `multiplicities`, every colour lies in as many bins as its multiplicity says, and no other colour in any.
Conclusion: filters with the pattern have factorizations without double roots.

Proof. Layer i is the product of the linear forms and definite quadratic forms of the colours in its bin, which is of
degree k_i − 1 and has no double root; the layers' product is the filter up to a constant. ∎
"""

from __future__ import annotations

from collections import Counter

from ..claims import Claim, WithPattern
from ..claims.patterns import require_spelling
from ..kernel.fields import Field
from ..kernel.limits import MAX_DEGREE
from ..kernel.outcome import Malformed, require
from ..kernel.reading import fields, integer, items
from . import enter, number_of_layers


def read_packing(document: object, claim: Claim, _field: Field) -> list[list[int]]:
    """The colours in each bin: i ≥ 1 is the i-th real root, −j the j-th conjugate pair, by ascending multiplicity."""
    _, bins = fields(document, ("kind", "bins"), "evidence")
    entries = items(bins, "evidence.bins", *number_of_layers(claim))
    return [_read_bin(entry, f"bin {i}") for i, entry in enumerate(entries, start=1)]


def _read_bin(document: object, where: str) -> list[int]:
    colours = items(document, where, 0, MAX_DEGREE)
    found = [integer(colour, f"a colour in {where}", -MAX_DEGREE, MAX_DEGREE) for colour in colours]
    if 0 in found:
        raise Malformed(f"{where} has the colour 0; real roots are 1, 2, … and conjugate pairs −1, −2, …")
    return found


def check_packing(bins: list[list[int]], claim: WithPattern, _field: Field) -> None:
    """The premises of the theorem."""
    require_spelling(claim.roots, claim.pattern)
    for i, (colours, capacity) in enumerate(zip(bins, claim.architecture.capacities, strict=True), start=1):
        require("colours", len(set(colours)) == len(colours), f"bin {i} holds two balls of one colour")
        size = sum(1 if colour > 0 else 2 for colour in colours)
        require("full", size == capacity, f"the balls of bin {i} have size {size}, its capacity is {capacity}")
    needed = dict(enumerate(claim.roots.real, start=1)) | {-j: m for j, m in enumerate(claim.roots.pairs, start=1)}
    used = Counter(colour for colours in bins for colour in colours)
    for colour in sorted({*needed, *used}):
        found, m = used[colour], needed.get(colour, 0)
        require("multiplicities", found == m, f"colour {colour} occurs {found} times, its multiplicity is {m}")


enter("packing", ("compatible",), read_packing, check_packing)
