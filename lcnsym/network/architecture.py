"""Architectures of linear convolutional networks with one-dimensional filters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set, Sized
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from math import prod
from operator import mul
from typing import TypeAlias

from ..algebra.coefficients import Step
from ..algebra.short_repr import short_repr
from ..errors import BadInputError, require_integer, require_integers, shorten

SEVERAL_AXES = re.compile(r"\d\s*[xX×]\s*\d", re.ASCII)
MAX_LAYERS = 10_000
MAX_FILTER_SIZE = 1_000_000


@short_repr
@dataclass(frozen=True)
class Architecture:
    """A linear convolutional network (d, k, s): layer i = 1..L has filter size k_i and stride s_i, first layer first.

    Args:
        filter_sizes: k, L ≥ 1 positive integers.
        strides: s, L positive integers; default all 1.
        output_size: d_L, the number of outputs of the last layer, default 1; it matters only for `sizes` and matrices.

    Raises:
        BadInputError: a size or stride that is not a positive integer, no layers, or lists of different lengths.

    Examples:
        >>> Architecture((3, 2, 2)).filter_size
        5
    """

    filter_sizes: tuple[int, ...]
    strides: tuple[int, ...] = ()
    output_size: int = 1

    def __post_init__(self) -> None:
        sizes = _positive_integers(self.filter_sizes, "a filter size k_i", MAX_FILTER_SIZE)
        strides = _positive_integers(self.strides, "a stride s_i", MAX_FILTER_SIZE) or (1,) * len(sizes)
        if not sizes:
            raise BadInputError("an architecture needs at least one filter size, none was given")
        if len(strides) != len(sizes):
            raise BadInputError(f"{len(strides)} strides were given for {len(sizes)} layers; one for each is required")
        output_size = require_integer(self.output_size, "the output size d_L", 1, MAX_FILTER_SIZE)
        object.__setattr__(self, "filter_sizes", sizes)
        object.__setattr__(self, "strides", strides)
        object.__setattr__(self, "output_size", output_size)
        if prod(strides) > MAX_FILTER_SIZE or self.filter_size > MAX_FILTER_SIZE:
            raise BadInputError(f"the end-to-end filter size and stride may be at most {MAX_FILTER_SIZE}")

    @classmethod
    def parse(cls, filter_sizes: str, strides: str | None = None, output_size: int = 1) -> Architecture:
        """From comma-separated text, such as "3,2,2" and "2,1,1". Raises BadInputError."""
        if isinstance(filter_sizes, str) and SEVERAL_AXES.search(filter_sizes):
            raise BadInputError(
                f"'{shorten(filter_sizes)}' has filters with several axes, which TensorArchitecture.parse reads; an "
                "Architecture has filter sizes such as 3,2,2"
            )
        k = parse_integers(filter_sizes, "filter sizes")
        s = parse_integers(strides, "strides") if strides is not None else ()
        return cls(k, s, output_size)

    @property
    def layers(self) -> int:
        """L."""
        return len(self.filter_sizes)

    @property
    def axes(self) -> int:
        """D = 1."""
        return 1

    @property
    def degrees(self) -> tuple[int, ...]:
        """The degree of end-to-end filters' forms, for each axis."""
        return (self.degree,)

    @property
    def capacities(self) -> tuple[tuple[int, ...], ...]:
        """k_i − 1, for each layer and axis."""
        return tuple((k - 1,) for k in self.filter_sizes)

    @cached_property
    def stride_products(self) -> tuple[int, ...]:
        """S_i = s_1⋯s_{i−1} for i = 1..L; S_1 = 1."""
        return tuple(accumulate(self.strides[:-1], mul, initial=1))

    @property
    def entries(self) -> tuple[int, ...]:
        """The numbers of coefficients of the layers' filters."""
        return self.filter_sizes

    @property
    def steps(self) -> tuple[Step, ...]:
        """For each layer how far apart, in end-to-end filters, are the places that its coefficients multiply into."""
        return self.stride_products

    @property
    def strides_of_layers(self) -> tuple[tuple[int, ...], ...]:
        """S_i, for each layer and axis."""
        return tuple((S,) for S in self.stride_products)

    @cached_property
    def filter_size(self) -> int:
        """End-to-end filter size k = 1 + Σ (k_i − 1)·S_i [S]."""
        return 1 + sum((k - 1) * S for k, S in zip(self.filter_sizes, self.stride_products, strict=True))

    @property
    def stride(self) -> int:
        """End-to-end stride Π s_i [S]."""
        return prod(self.strides)

    @property
    def degree(self) -> int:
        """Degree n = k − 1 of the form π(w) of an end-to-end filter w."""
        return self.filter_size - 1

    @property
    def sizes(self) -> tuple[int, ...]:
        """Layer sizes (d_0, …, d_L), d_{i−1} = (d_i − 1)·s_i + k_i."""
        d = [self.output_size]
        for k, s in zip(reversed(self.filter_sizes), reversed(self.strides), strict=True):
            d.append((d[-1] - 1) * s + k)
        return tuple(reversed(d))

    @property
    def even_filters(self) -> int:
        """e, the number of layers with even filter size."""
        return sum(k % 2 == 0 for k in self.filter_sizes)

    @property
    def is_stride_one(self) -> bool:
        """Whether S_i = 1 for every layer with k_i > 1, so that strides do not matter for the function space."""
        return all(k == 1 or S == 1 for k, S in zip(self.filter_sizes, self.stride_products, strict=True))

    @property
    def dimension(self) -> int:
        """dim M = 1 + Σ (k_i − 1), for every stride. Source: arXiv 2304.05752, dimension theorem."""
        return 1 + sum(k - 1 for k in self.filter_sizes)

    @property
    def ambient_dimension(self) -> int:
        """The dimension of the space of all filters of the end-to-end size."""
        return self.filter_size

    @property
    def is_full_dimensional(self) -> bool:
        """Whether dim M is the ambient dimension; False: M is a thin subset of the filter space."""
        return self.dimension == self.ambient_dimension

    @property
    def is_filling(self) -> bool:
        """Whether every filter of the end-to-end size is an end-to-end filter; False: some filter is missing.

        For stride one this is e ≤ 1 (arXiv 2108.01538); with a larger stride before a layer with k_i > 1 never.
        """
        return self.is_stride_one and self.even_filters <= 1

    @property
    def reduced(self) -> Architecture:
        """The architecture without layers of filter size 1, the same function space.

        The stride of a dropped layer multiplies the stride before it; strides before the first remaining layer stay as
        one layer (k, s) = (1, S), and the last stride, which never matters, becomes 1. All k_i = 1 leave one layer (1).
        (Neighbouring layers between which no stride stands are not merged: that can change the real function space.)
        """
        kept = [(k, S) for k, S in zip(self.filter_sizes, self.stride_products, strict=True) if k > 1]
        if not kept:
            return Architecture((1,), output_size=self.output_size)
        if kept[0][1] > 1:
            kept.insert(0, (1, 1))
        steps = tuple(after // before for (_, before), (_, after) in pairwise(kept))
        return Architecture(tuple(k for k, _ in kept), (*steps, 1), self.output_size)

    def __str__(self) -> str:
        k = ",".join(map(str, self.filter_sizes))
        s = ",".join(map(str, self.strides))
        return f"k = ({k})" if set(self.strides) == {1} else f"k = ({k}), s = ({s})"

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `architecture`."""
        return {
            "k": list(self.filter_sizes),
            "s": list(self.strides),
            "d": list(self.sizes),
            "filter_size": self.filter_size,
            "stride": self.stride,
            "degree": self.degree,
            "even_filters": self.even_filters,
            "dimension": self.dimension,
            "ambient_dimension": self.ambient_dimension,
            "filling": self.is_filling,
            "full_dimensional": self.is_full_dimensional,
            "reduced": {"k": list(self.reduced.filter_sizes), "s": list(self.reduced.strides)},
        }

    @classmethod
    def from_dict(cls, document: dict[str, object]) -> Architecture:
        """The architecture of a `to_dict` result. Raises BadInputError if it is none."""
        k, s, d = (document.get(key) for key in "ksd")
        if not (isinstance(k, list) and isinstance(s, list) and isinstance(d, list) and d):
            raise BadInputError("an architecture's k, s and d must be lists of positive integers")
        return cls(tuple(k), tuple(s), d[-1])


def _positive_integers(values: Sequence[int], what: str, limit: int) -> tuple[int, ...]:
    if isinstance(values, Sized) and len(values) > MAX_LAYERS:
        raise BadInputError(f"at most {MAX_LAYERS} layers are handled, {len(values)} were given")
    return require_integers(values, what, 1, limit)


ArchitectureLike: TypeAlias = Architecture | Sequence[int] | str
"""An architecture, or the filter sizes of one with stride one, such as (3, 2, 2) or "3,2,2"."""


def as_architecture(value: ArchitectureLike) -> Architecture:
    """An architecture with one axis from what people have; filter sizes alone mean strides 1. Raises BadInputError."""
    if isinstance(value, Architecture):
        return value
    if isinstance(value, str):
        return Architecture.parse(value)
    if isinstance(value, Iterable) and not isinstance(value, bytes | Mapping | Set):
        return Architecture(tuple(value))
    kind = type(value).__name__
    raise BadInputError(f"an Architecture, such as Architecture((3, 2, 2)), is required; a {kind} was given")


def parse_integers(text: str, what: str) -> tuple[int, ...]:
    """Comma-separated integers in decimal digits. Raises BadInputError, which names `what` is read."""
    if not isinstance(text, str):
        raise BadInputError(f"{what} are text such as 3,2,2 here; a {type(text).__name__} was given")
    words = [word.strip() for word in text.split(",")]
    for word in words:
        digits = word.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
            raise BadInputError(
                f"{what} must be comma-separated positive integers of up to 18 digits such as 3,2,2; "
                f"'{shorten(text)}' was given"
            )
    return tuple(int(word) for word in words)
