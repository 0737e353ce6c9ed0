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

from ..claims import Claim, Dimension, WithArchitecture
from ..kernel.fields import Field
from ..kernel.limits import MAX_DEGREE
from ..kernel.linear import IntegersModulo, unit_rank
from ..kernel.outcome import require
from ..kernel.polynomials import Row
from ..kernel.reading import fields, integer_text, items, small_modulus
from . import architecture_of, enter, number_of_layers
from .compositions import Composition, coefficients


def read_jacobian(document: object, claim: Claim, _field: Field) -> tuple[list[Row], int]:
    """A filter a layer, modulo the modulus, and the modulus; they fit the architecture, if the claim has one."""
    _, filters, prime = fields(document, ("kind", "filters", "prime"), "evidence")
    p = small_modulus(prime, "evidence.prime")
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
    k, needed, work = architecture.filter_size, architecture.filter_size, field.work
    if isinstance(claim, Dimension):
        most, needed = architecture.most_dimensions, claim.dimension
        require("bound", most <= needed, f"the dimension may be {most}, more than {needed}")
    work.room((sum(architecture.sizes) + 3 * len(filters)) * k, 32)
    composition = Composition(IntegersModulo(work, p), filters, architecture.layer_places, k)
    rank = unit_rank(composition.columns(coefficients(filters)), p, work)
    require("rank", rank >= needed, f"the derivative has rank {rank} modulo p, {needed} is needed")


enter("jacobian", ("full-dimensional", "dimension"), read_jacobian, check_jacobian, any_stride=True, tensors=True)
