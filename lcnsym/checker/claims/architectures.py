"""Architectures: filter sizes and strides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import prod

from ..kernel.limits import MAX_AXES, MAX_DEGREE, MAX_LAYERS, MAX_STRIDE
from ..kernel.outcome import Malformed, shorten
from ..kernel.reading import fields, integer, items

Vector = tuple[int, ...]
"""A number for every axis."""


@dataclass(frozen=True)
class Architecture:
    """Numbers of filter entries and strides, first layer first; for filters with several axes also their formats."""

    sizes: tuple[int, ...]
    strides: tuple[int, ...]
    formats: tuple[Vector, ...] | None = None

    @property
    def stride_products(self) -> tuple[int, ...]:
        """S_i = s_1⋯s_{i−1}, or MAX_STRIDE where it is larger than that."""
        return tuple(accumulate(self.strides[:-1], lambda S, s: min(S * s, MAX_STRIDE), initial=1))

    @property
    def filter_size(self) -> int:
        """The number of entries of end-to-end filters; 1 + Σ (k_i − 1)·S_i for one axis."""
        if self.formats is not None:
            return prod(self.end_format)
        return 1 + sum((k - 1) * S for k, S in zip(self.sizes, self.stride_products, strict=True))

    @property
    def end_format(self) -> Vector:
        """The format of end-to-end filters, 1 + Σ (k_i − 1) along every axis."""
        return tuple(1 + sum(size - 1 for size in along) for along in zip(*(self.formats or ()), strict=True))

    @property
    def layer_places(self) -> list[list[int]]:
        """Where the entries of every layer's filter lie on the line of the entries of end-to-end filters."""
        if self.formats is not None:
            return [places(sizes, self.end_format) for sizes in self.formats]
        return [
            [j * S for j in range(k)] if k > 1 else [0] for k, S in zip(self.sizes, self.stride_products, strict=True)
        ]

    @property
    def is_stride_one(self) -> bool:
        """Whether the filters have one axis, and S_i = 1 for every layer with k_i > 1."""
        return self.formats is None and all(
            k == 1 or S == 1 for k, S in zip(self.sizes, self.stride_products, strict=True)
        )

    @property
    def even(self) -> int:
        """e, the number of even filter sizes."""
        return sum(k % 2 == 0 for k in self.sizes)

    @property
    def most_dimensions(self) -> int:
        """1 + Σ (k_i − 1), k_i numbers of entries, which the function space's dimension cannot exceed."""
        return 1 + sum(k - 1 for k in self.sizes)

    @property
    def capacities(self) -> tuple[int, ...]:
        """The degrees k_i − 1 of the layers' forms."""
        return tuple(k - 1 for k in self.sizes)

    def __str__(self) -> str:
        if self.formats is not None:
            return f"k = ({shorten(','.join('x'.join(map(str, sizes)) for sizes in self.formats))})"
        sizes = shorten(",".join(map(str, self.sizes)))
        strides = shorten(",".join(map(str, self.strides)))
        return f"k = ({sizes})" if set(self.strides) == {1} else f"k = ({sizes}), s = ({strides})"


def read_architecture(document: object, any_stride: bool, tensors: bool) -> Architecture:
    """{k, s}; unless any stride is allowed, no stride before a layer with k_i > 1 exceeds 1.

    Where filters with several axes are allowed, k may be a list of formats; then all strides are 1.

    Raises:
        Malformed: sizes and strides that are not such lists, or an end-to-end filter beyond the size limit.
    """
    k, s = fields(document, ("k", "s"), "claim.architecture")
    if tensors and isinstance(k, list) and any(isinstance(sizes, list) for sizes in k):
        return _with_axes(k, s)
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


def _with_axes(k: list[object], s: object) -> Architecture:
    formats = [
        read_vector(sizes, "an entry of claim.architecture.k")
        for sizes in items(k, "claim.architecture.k", 1, MAX_LAYERS)
    ]
    strides = _integers(s, "claim.architecture.s", 1)
    if len(formats) != len(strides) or len(set(map(len, formats))) != 1:
        raise Malformed("claim.architecture: k must be formats with the same number of axes, s as many 1")
    architecture = Architecture(tuple(map(prod, formats)), tuple(strides), tuple(formats))
    if architecture.filter_size > MAX_DEGREE + 1:
        raise Malformed(f"end-to-end filters may have at most {MAX_DEGREE + 1} entries")
    return architecture


def read_vector(document: object, where: str) -> Vector:
    """A list of sizes, one for every axis."""
    return tuple(integer(n, where, 1, MAX_DEGREE + 1) for n in items(document, where, 1, MAX_AXES))


def places(format_: Vector, end: Vector) -> list[int]:
    """Where the entries of a tensor lie on the line of the entries of a larger one."""
    found = [0]
    for j, size in enumerate(format_):
        step = prod(end[j + 1 :])
        found = [place + i * step for place in found for i in range(size)]
    return found


def _integers(document: object, where: str, most: int) -> list[int]:
    return [integer(n, f"an entry of {where}", 1, most) for n in items(document, where, 1, MAX_LAYERS)]
