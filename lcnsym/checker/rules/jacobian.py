"""Evidence `jacobian`: the rank of the derivative of composition at integer filters.

Theorem. Let the rows be x^a y^b Π_{j≠i} π(w_j), a + b = k_i − 1, for all layers i, or the same with strides or several
axes. Premises: `rank`, elimination modulo p with invertible pivots finds r of them; for `dimension`, `bound`:
1 + Σ (k_i − 1) ≤ r for the numbers k_i of entries. Conclusion: M has dimension r, and is full-dimensional if r is the
size of end-to-end filters.

Proof. A minor of size r is invertible modulo p and so not zero; p need not be prime. The rows span the image of the
derivative, so M contains an image of dimension r. It is the image of Σ k_i entries with L − 1 scalings that do not
change it, so its dimension is at most 1 + Σ (k_i − 1). ∎
"""

from __future__ import annotations

from itertools import accumulate

from ..claims import Claim, Dimension, WithArchitecture
from ..kernel.fields import Field
from ..kernel.limits import MAX_DEGREE
from ..kernel.linear import unit_rank
from ..kernel.outcome import Malformed, require
from ..kernel.polynomials import Row, add_product
from ..kernel.reading import fields, integer_text, items
from . import Rule, architecture_of, enter, number_of_layers


def read_jacobian(document: object, claim: Claim, _field: Field) -> tuple[list[Row], int]:
    """A filter a layer, modulo the modulus, and the modulus; they fit the architecture, if the claim has one."""
    _, filters, prime = fields(document, ("kind", "filters", "prime"), "evidence")
    p = integer_text(prime, "evidence.prime")
    if not 1 < p < 2**31:
        raise Malformed("evidence.prime must lie between 2 and 2^31")
    lists = items(filters, "evidence.filters", *number_of_layers(claim))
    architecture = architecture_of(claim)
    sizes = [(1, MAX_DEGREE + 1)] * len(lists) if architecture is None else [(k, k) for k in architecture.sizes]
    return [_read_filter(entry, size, p) for entry, size in zip(lists, sizes, strict=True)], p


def _read_filter(document: object, size: tuple[int, int], p: int) -> Row:
    entries = items(document, "an entry of evidence.filters", *size)
    return [integer_text(w, "a coefficient of evidence.filters") % p for w in entries]


def check_jacobian(evidence: tuple[list[Row], int], claim: WithArchitecture, field: Field) -> None:
    """The premises of the theorem."""
    architecture, (filters, p) = claim.architecture, evidence
    k, needed = architecture.filter_size, architecture.filter_size
    if isinstance(claim, Dimension):
        most, needed = architecture.most_dimensions, claim.dimension
        require("bound", most <= needed, f"the dimension may be {most}, more than {needed}")
    count, layers, work = sum(architecture.sizes), len(architecture.sizes), field.work
    work.room((count + 3 * layers) * k, 32)
    work.steps(layers * k * k // 4 + 2 * k * count, 80)
    work.steps(count * k * k // 2, 130)
    rank = unit_rank(_rows(filters, architecture.layer_places, k, p), p)
    require("rank", rank >= needed, f"the derivative has rank {rank} modulo p, {needed} is needed")


def _rows(filters: list[Row], places: list[list[int]], k: int, p: int) -> list[Row]:
    """The derivatives of the composition in all entries, on the line of end-to-end filters."""
    lines = []
    for filter_, at in zip(filters, places, strict=True):
        lines.append([0] * (at[-1] + 1))
        for place, c in zip(at, filter_, strict=True):
            lines[-1][place] = c
    before = list(accumulate(lines[:-1], lambda done, w: _times(done, w, p), initial=[1]))
    after = list(accumulate(reversed(lines[1:]), lambda done, w: _times(done, w, p), initial=[1]))
    others = [_times(a, b, p) for a, b in zip(before, reversed(after), strict=True)]
    return [
        [0] * place + other + [0] * (k - len(other) - place)
        for other, at in zip(others, places, strict=True)
        for place in at
    ]


def _times(f: Row, g: Row, p: int) -> Row:
    product = [0] * (len(f) + len(g) - 1)
    add_product(product, f, g)
    return [c % p for c in product]


enter(
    Rule(
        "jacobian",
        ("full-dimensional", "dimension"),
        read_jacobian,
        check_jacobian,
        any_stride=True,
        tensors=True,
    )
)
