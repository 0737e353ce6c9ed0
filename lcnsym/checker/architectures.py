"""Architectures: filter sizes and strides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from .limits import MAX_DEGREE, MAX_LAYERS, MAX_STRIDE
from .outcome import Malformed, shorten
from .reading import fields, integer, items


@dataclass(frozen=True)
class Architecture:
    """Filter sizes and strides, first layer first."""

    sizes: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def stride_products(self) -> tuple[int, ...]:
        """S_i = s_1⋯s_{i−1}, or MAX_STRIDE where it is larger than that."""
        return tuple(accumulate(self.strides[:-1], lambda S, s: min(S * s, MAX_STRIDE), initial=1))

    @property
    def filter_size(self) -> int:
        """The end-to-end filter size, 1 + Σ (k_i − 1)·S_i."""
        return 1 + sum((k - 1) * S for k, S in zip(self.sizes, self.stride_products, strict=True))

    @property
    def is_stride_one(self) -> bool:
        """Whether S_i = 1 for every layer with k_i > 1."""
        return all(k == 1 or S == 1 for k, S in zip(self.sizes, self.stride_products, strict=True))

    @property
    def even(self) -> int:
        """e, the number of even filter sizes."""
        return sum(k % 2 == 0 for k in self.sizes)

    @property
    def most_dimensions(self) -> int:
        """1 + Σ (k_i − 1), which the function space's dimension cannot exceed."""
        return 1 + sum(k - 1 for k in self.sizes)

    @property
    def capacities(self) -> tuple[int, ...]:
        """The degrees k_i − 1 of the layers' forms."""
        return tuple(k - 1 for k in self.sizes)

    def __str__(self) -> str:
        sizes = shorten(",".join(map(str, self.sizes)))
        strides = shorten(",".join(map(str, self.strides)))
        return f"k = ({sizes})" if set(self.strides) == {1} else f"k = ({sizes}), s = ({strides})"


def read_architecture(document: object, any_stride: bool) -> Architecture:
    """{k, s}; unless any stride is allowed, no stride before a layer with k_i > 1 exceeds 1.

    Raises:
        Malformed: sizes and strides that are not such lists, or an end-to-end filter beyond the size limit.
    """
    k, s = fields(document, ("k", "s"), "claim.architecture")
    sizes = _integers(k, "claim.architecture.k", MAX_DEGREE + 1)
    strides = _integers(s, "claim.architecture.s", MAX_STRIDE)
    if len(sizes) != len(strides):
        raise Malformed("claim.architecture.k and claim.architecture.s must have the same length")
    architecture = Architecture(tuple(sizes), tuple(strides))
    if not (any_stride or architecture.is_stride_one):
        raise Malformed(
            "claim.architecture must be of stride one: a stride above 1 stands before a filter size above 1"
        )
    if architecture.filter_size > MAX_DEGREE + 1:
        raise Malformed(f"the end-to-end filter size may be at most {MAX_DEGREE + 1}")
    return architecture


def _integers(document: object, where: str, most: int) -> list[int]:
    return [integer(n, f"an entry of {where}", 1, most) for n in items(document, where, 1, MAX_LAYERS)]
