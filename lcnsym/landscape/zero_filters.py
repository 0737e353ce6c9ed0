"""Critical points with an end-to-end filter that is zero; they come in families and are reported apart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..exact.linear import rank
from ..network.architecture import Architecture
from .loss import SquareLoss


@dataclass(frozen=True)
class ZeroFilterFamily:
    """The critical points where exactly one layer's filter w_i is zero.

    They are those whose other layers have a product P with ⟨Q·u, P·ℝ[x, y]_{k_i−1}⟩ = 0: P lies in a linear space of
    forms and factors as the other layers ask. Every point with two or more zero filters is critical.

    Attributes:
        layer: i, from 1.
        equations: k_i, the linear equations for P.
        dimension: of the linear space of solutions P; 0: there are no such critical points.
    """

    layer: int
    equations: int
    dimension: int

    def to_dict(self) -> dict[str, object]:
        """{layer, equations, dimension}."""
        return {"layer": self.layer, "equations": self.equations, "dimension": self.dimension}


def zero_filter_families(architecture: Architecture, loss: SquareLoss) -> tuple[ZeroFilterFamily, ...]:
    """For every layer the family of critical points where only its filter is zero; stride one."""
    moments = [sum((q * u for q, u in zip(row, loss.target.rationals, strict=True)), Fraction(0)) for row in loss.gram]
    found = []
    for number, size in enumerate(architecture.filter_sizes, start=1):
        length = architecture.filter_size - size + 1
        catalecticant = [[moments[a + i] for i in range(length)] for a in range(size)]
        found.append(ZeroFilterFamily(number, size, length - rank(catalecticant)))
    return tuple(found)
