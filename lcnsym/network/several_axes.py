"""Architectures with D-dimensional filters of stride one, and the composition of their layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod

from ..algebra.multihomogeneous import Format, TensorForm, steps_of, tensor_product
from ..algebra.numbers import Number
from ..errors import BadInputError, UnsupportedError, require_integer, require_integers
from .architecture import MAX_FILTER_SIZE, MAX_LAYERS, Architecture, parse_integers
from .convolution import Matrix

MAX_AXES = 6
MAX_ENTRIES = 100_000
"""Of an end-to-end filter."""


@dataclass(frozen=True)
class TensorArchitecture:
    """Layers with filter tensors of formats k_i^(1) × … × k_i^(D), all strides one, first layer first.

    Args:
        formats: for each of L ≥ 1 layers D positive integers.
        output_size: the number of outputs of the last layer along every axis, default 1.

    Raises:
        BadInputError: no layers, formats with different numbers of axes, or a size limit exceeded.

    Examples:
        >>> TensorArchitecture(((3, 3), (2, 2))).format
        (4, 4)
    """

    formats: tuple[Format, ...]
    output_size: int = 1

    def __post_init__(self) -> None:
        formats = tuple(tuple(sizes) for sizes in self.formats)
        if not formats or len(formats) > MAX_LAYERS:
            raise BadInputError(f"an architecture has from 1 to {MAX_LAYERS} layers, {len(formats)} were given")
        if len({len(sizes) for sizes in formats}) != 1 or not 1 <= len(formats[0]) <= MAX_AXES:
            raise BadInputError(f"all filters have the same number of axes, from 1 to {MAX_AXES}")
        formats = tuple(require_integers(sizes, "a filter size", 1, MAX_FILTER_SIZE) for sizes in formats)
        output_size = require_integer(self.output_size, "the output size", 1, MAX_FILTER_SIZE)
        object.__setattr__(self, "formats", formats)
        object.__setattr__(self, "output_size", output_size)
        if prod(self.format) > MAX_ENTRIES:
            raise BadInputError(f"end-to-end filters may have at most {MAX_ENTRIES} entries, not {prod(self.format)}")

    @classmethod
    def parse(cls, formats: str, strides: str | None = None, output_size: int = 1) -> TensorArchitecture:
        """From text such as "3x3,2x2". Raises BadInputError, and UnsupportedError for larger strides."""
        read = tuple(
            parse_integers(word.lower().replace("×", "x").replace("x", ","), "filter formats")
            for word in formats.split(",")
        )
        found = cls(read, output_size)
        if strides is not None:
            given = parse_integers(strides, "strides")
            if len(given) != found.layers:
                raise BadInputError(
                    f"{len(given)} strides were given for {found.layers} layers; one for each is required"
                )
            if set(given) != {1}:
                raise UnsupportedError("filters of two or more dimensions are handled for stride one only")
        return found

    @property
    def layers(self) -> int:
        """L."""
        return len(self.formats)

    @property
    def axes(self) -> int:
        """D."""
        return len(self.formats[0])

    @property
    def degrees(self) -> tuple[int, ...]:
        """The degree of end-to-end filters' forms, for each axis."""
        return tuple(size - 1 for size in self.format)

    @property
    def capacities(self) -> tuple[tuple[int, ...], ...]:
        """k_i^(j) − 1, for each layer and axis."""
        return tuple(tuple(size - 1 for size in sizes) for sizes in self.formats)

    @cached_property
    def format(self) -> Format:
        """The format of end-to-end filters, 1 + Σ (k_i^(j) − 1) for every axis j."""
        return tuple(1 + sum(size - 1 for size in along) for along in zip(*self.formats, strict=True))

    @property
    def strides(self) -> tuple[int, ...]:
        """s, all 1."""
        return (1,) * self.layers

    @property
    def sizes(self) -> tuple[Format, ...]:
        """Layer sizes d_0, …, d_L along every axis, d_{i−1} = d_i + k_i − 1."""
        d = [(self.output_size,) * self.axes]
        for sizes in reversed(self.formats):
            d.append(tuple(outputs + size - 1 for outputs, size in zip(d[-1], sizes, strict=True)))
        return tuple(reversed(d))

    @property
    def nontrivial(self) -> tuple[Format, ...]:
        """The formats with more than one entry."""
        return tuple(sizes for sizes in self.formats if prod(sizes) > 1)

    @property
    def dimension(self) -> int:
        """dim M = Σ Π_j k_i^(j) − (L − 1) over the layers with more than one entry; 1 if there are none."""
        kept = self.nontrivial
        return sum(map(prod, kept)) - len(kept) + 1

    @property
    def ambient_dimension(self) -> int:
        """The dimension of the space of all filters of the end-to-end format."""
        return prod(self.format)

    @property
    def is_full_dimensional(self) -> bool:
        """Whether dim M is the ambient dimension; False: M is a thin subset of the filter space.

        It is exactly if at most one layer has more than one entry, or all layers that do are along one axis.
        """
        return self.dimension == self.ambient_dimension

    @property
    def is_filling(self) -> bool:
        """Whether every filter of the end-to-end format is an end-to-end filter; False: some filter is missing."""
        if len(self.nontrivial) <= 1:
            return True
        along = self.one_dimensional
        return along is not None and along.is_filling

    @property
    def one_dimensional(self) -> Architecture | None:
        """The same layers with one-dimensional filters, if they are all along one axis; None: they are not."""
        if sum(size > 1 for size in self.format) > 1:
            return None
        return Architecture(tuple(map(prod, self.formats)), output_size=self.output_size)

    @property
    def even_filters(self) -> tuple[int, ...]:
        """For every axis the number of layers with an even size along it."""
        return tuple(sum(size % 2 == 0 for size in along) for along in zip(*self.formats, strict=True))

    @property
    def reduced(self) -> TensorArchitecture:
        """The architecture without layers with a single entry, the same function space; one layer stays."""
        return TensorArchitecture(self.nontrivial or self.formats[:1], self.output_size)

    def __str__(self) -> str:
        return f"k = ({','.join('x'.join(map(str, sizes)) for sizes in self.formats)})"

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `architecture`."""
        reduced = self.reduced
        return {
            "k": [list(sizes) for sizes in self.formats],
            "s": list(self.strides),
            "d": [list(sizes) for sizes in self.sizes],
            "format": list(self.format),
            "stride": 1,
            "even_filters": list(self.even_filters),
            "dimension": self.dimension,
            "ambient_dimension": self.ambient_dimension,
            "filling": self.is_filling,
            "full_dimensional": self.is_full_dimensional,
            "reduced": {"k": [list(sizes) for sizes in reduced.formats], "s": list(reduced.strides)},
        }


def check_tensor(architecture: TensorArchitecture, form: TensorForm) -> None:
    """Refuse a form whose format is not that of end-to-end filters. Raises BadInputError."""
    if form.format != architecture.format:
        given, required = ("x".join(map(str, sizes)) for sizes in (form.format, architecture.format))
        raise BadInputError(
            f"the filter has the format {given}, but {architecture} has end-to-end filters of format {required}"
        )


def check_tensor_layers(architecture: TensorArchitecture, filters: Sequence[TensorForm]) -> None:
    """Refuse filters that do not fit the layers. Raises BadInputError."""
    if len(filters) != architecture.layers:
        raise BadInputError(
            f"{len(filters)} filters were given for {architecture.layers} layers; one for each is required"
        )
    for i, (form, sizes) in enumerate(zip(filters, architecture.formats, strict=True), start=1):
        if form.format != sizes:
            given, required = ("x".join(map(str, shape)) for shape in (form.format, sizes))
            raise BadInputError(f"the filter of layer {i} has the format {given}; {required} is required")


def compose_tensors(architecture: TensorArchitecture, filters: Sequence[TensorForm]) -> TensorForm:
    """The end-to-end filter of the layers' filters, first layer first: the product of their forms.

    Raises:
        BadInputError: a filter too many or too few, or one of the wrong format.

    Examples:
        >>> architecture = TensorArchitecture(((2, 1), (1, 2)))
        >>> print(compose_tensors(architecture, [TensorForm((2, 1), (1, 2)), TensorForm((1, 2), (1, 3))]))
        x1*x2 + 3*x1*y2 + 2*y1*x2 + 6*y1*y2
    """
    check_tensor_layers(architecture, filters)
    return tensor_product(filters, architecture.axes)


def tensor_jacobian(architecture: TensorArchitecture, filters: Sequence[TensorForm]) -> Matrix:
    """The transposed Jacobian of composition at these filters: one row for each entry of each filter.

    Raises:
        BadInputError: the filters do not fit the layers.
    """
    check_tensor_layers(architecture, filters)
    wide, steps = architecture.format, steps_of(architecture.format)
    rows: Matrix = []
    zero: Number = Fraction(0)
    for i, own in enumerate(filters):
        others = tensor_product([form for j, form in enumerate(filters) if j != i], architecture.axes)
        line = list(others.spread(wide).coefficients)
        for index in own.indices():
            shift = sum(a * b for a, b in zip(index, steps, strict=True))
            rows.append([*[zero] * shift, *line, *[zero] * (prod(wide) - shift - len(line))])
    return rows
