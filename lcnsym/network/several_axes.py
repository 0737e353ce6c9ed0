"""Architectures with D-dimensional filters of any strides, and the composition of their layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise
from itertools import product as cartesian
from math import prod
from operator import mul

from ..algebra.coefficients import Step
from ..algebra.multihomogeneous import Format, TensorForm, steps_of, tensor_product
from ..algebra.numbers import Number
from ..algebra.short_repr import short_repr
from ..errors import BadInputError, require_integer, require_integers, require_kind, require_sequence
from .architecture import MAX_FILTER_SIZE, MAX_LAYERS, Architecture, parse_integers
from .convolution import Matrix

MAX_AXES = 6
MAX_ENTRIES = 100_000
"""Of an end-to-end filter."""


@short_repr
@dataclass(frozen=True)
class TensorArchitecture:
    """Layers with filter tensors of formats k_i^(1) × … × k_i^(D) and strides s_i^(1) × … × s_i^(D), first layer first.

    Args:
        formats: for each of L ≥ 1 layers D positive integers.
        output_size: the number of outputs of the last layer along every axis, default 1.
        strides: for each layer D positive integers; default all 1.

    Raises:
        BadInputError: no layers, formats with different numbers of axes, as many strides as layers and axes are not
            given, or a size limit exceeded.

    Examples:
        >>> TensorArchitecture(((3, 3), (2, 2))).format
        (4, 4)
        >>> TensorArchitecture(((3, 3), (2, 2)), strides=((2, 1), (1, 1))).format
        (5, 4)
    """

    formats: tuple[Format, ...]
    output_size: int = 1
    strides: tuple[Format, ...] = field(default=(), kw_only=True)

    def __post_init__(self) -> None:
        given = require_sequence(self.formats, "the layers' formats")
        formats = tuple(require_integers(sizes, "a filter size", 1, MAX_FILTER_SIZE) for sizes in given)
        if not formats or len(formats) > MAX_LAYERS:
            raise BadInputError(f"an architecture has from 1 to {MAX_LAYERS} layers, {len(formats)} were given")
        if len({len(sizes) for sizes in formats}) != 1 or not 1 <= len(formats[0]) <= MAX_AXES:
            raise BadInputError(f"all filters have the same number of axes, from 1 to {MAX_AXES}")
        output_size = require_integer(self.output_size, "the output size", 1, MAX_FILTER_SIZE)
        object.__setattr__(self, "formats", formats)
        object.__setattr__(self, "output_size", output_size)
        object.__setattr__(self, "strides", _strides(self.strides, formats))
        if prod(self.format) > MAX_ENTRIES:
            raise BadInputError(f"end-to-end filters may have at most {MAX_ENTRIES} entries, not {prod(self.format)}")

    @classmethod
    def parse(cls, formats: str, strides: str | None = None, output_size: int = 1) -> TensorArchitecture:
        """From text such as "3x3,2x2", and "2,1", or "2x1,1x1" where axes have different strides.

        Raises:
            BadInputError: it is no architecture.
        """
        read = _vectors(formats, "filter formats")
        axes = len(read[0])
        steps = () if strides is None else _vectors(strides, "strides")
        return cls(read, output_size, strides=tuple(s * axes if len(s) == 1 else s for s in steps))

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
    def strides_of_layers(self) -> tuple[Format, ...]:
        """S_i = s_1⋯s_{i−1}, for each layer and axis."""
        return tuple(
            zip(*(accumulate(along[:-1], mul, initial=1) for along in zip(*self.strides, strict=True)), strict=True)
        )

    @cached_property
    def format(self) -> Format:
        """The format of end-to-end filters, 1 + Σ (k_i^(j) − 1)·S_i^(j) for every axis j."""
        steps = zip(*self.strides_of_layers, strict=True)
        return tuple(
            1 + sum((size - 1) * S for size, S in zip(along, step, strict=True))
            for along, step in zip(zip(*self.formats, strict=True), steps, strict=True)
        )

    @property
    def entries(self) -> tuple[int, ...]:
        """The numbers of coefficients of the layers' filters, Π_j k_i^(j)."""
        return tuple(map(prod, self.formats))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """For each layer the places of its entries in end-to-end filters in one line, as other layers are 1.

        The last index runs fastest. Composition is then the product of polynomials in one variable with these
        exponents, by Kronecker's substitution: no exponent of an end-to-end filter is as large as its format.
        """
        wide = steps_of(self.format)
        return tuple(
            tuple(
                sum(a * S * step for a, S, step in zip(index, strides, wide, strict=True))
                for index in cartesian(*map(range, sizes))
            )
            for sizes, strides in zip(self.formats, self.strides_of_layers, strict=True)
        )

    @property
    def stride(self) -> Format:
        """End-to-end strides Π s_i along every axis."""
        return tuple(map(prod, zip(*self.strides, strict=True)))

    @property
    def is_stride_one(self) -> bool:
        """Whether S_i^(j) = 1 wherever k_i^(j) > 1, so that strides do not matter for the function space."""
        pairs = zip(self.formats, self.strides_of_layers, strict=True)
        return all(k == 1 or S == 1 for sizes, steps in pairs for k, S in zip(sizes, steps, strict=True))

    @property
    def sizes(self) -> tuple[Format, ...]:
        """Layer sizes d_0, …, d_L along every axis, d_{i−1} = (d_i − 1)·s_i + k_i."""
        d = [(self.output_size,) * self.axes]
        for sizes, steps in zip(reversed(self.formats), reversed(self.strides), strict=True):
            d.append(tuple((n - 1) * s + k for n, s, k in zip(d[-1], steps, sizes, strict=True)))
        return tuple(reversed(d))

    @property
    def nontrivial(self) -> tuple[Format, ...]:
        """The formats with more than one entry."""
        return tuple(sizes for sizes in self.formats if prod(sizes) > 1)

    @property
    def dimension(self) -> int:
        """dim M = Σ Π_j k_i^(j) − (L − 1) over the layers with more than one entry, for every stride; 1 for none.

        Source: arXiv 2304.05752 for one axis; `docs/larger-strides.md`, theorem 9, for all.
        """
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
            return self.is_stride_one
        along = self.one_dimensional
        return along is not None and along.is_filling

    @property
    def one_dimensional(self) -> Architecture | None:
        """The same layers with one-dimensional filters, if they are all along one axis; None: they are not."""
        if sum(size > 1 for size in self.format) > 1:
            return None
        axis = next((j for j, size in enumerate(self.format) if size > 1), 0)
        return Architecture(
            tuple(sizes[axis] for sizes in self.formats), tuple(s[axis] for s in self.strides), self.output_size
        )

    @property
    def even_filters(self) -> tuple[int, ...]:
        """For every axis the number of layers with an even size along it."""
        return tuple(sum(size % 2 == 0 for size in along) for along in zip(*self.formats, strict=True))

    @property
    def reduced(self) -> TensorArchitecture:
        """The architecture without layers with a single entry, the same function space; one layer stays.

        Strides multiply the one before, and a layer of single entries holds those before the first layer that stays.
        """
        one = (1,) * self.axes
        kept = [(k, S) for k, S in zip(self.formats, self.strides_of_layers, strict=True) if prod(k) > 1]
        if not kept:
            return TensorArchitecture(self.formats[:1], self.output_size)
        if kept[0][1] != one:
            kept.insert(0, (one, one))
        steps = [tuple(b // a for a, b in zip(S, T, strict=True)) for (_, S), (_, T) in pairwise(kept)]
        return TensorArchitecture(tuple(k for k, _ in kept), self.output_size, strides=(*steps, one))

    def __str__(self) -> str:
        k = ",".join("x".join(map(str, sizes)) for sizes in self.formats)
        if all(s == 1 for steps in self.strides for s in steps):
            return f"k = ({k})"
        return f"k = ({k}), s = ({','.join('x'.join(map(str, steps)) for steps in self.strides)})"

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `architecture`."""
        reduced = self.reduced
        return {
            "k": [list(sizes) for sizes in self.formats],
            "s": _as_json(self.strides),
            "d": [list(sizes) for sizes in self.sizes],
            "format": list(self.format),
            "stride": _as_json((self.stride,))[0],
            "even_filters": list(self.even_filters),
            "dimension": self.dimension,
            "ambient_dimension": self.ambient_dimension,
            "filling": self.is_filling,
            "full_dimensional": self.is_full_dimensional,
            "reduced": {"k": [list(sizes) for sizes in reduced.formats], "s": _as_json(reduced.strides)},
        }


def _as_json(strides: tuple[Format, ...]) -> list[int | list[int]]:
    """One number for each layer where the strides of all are the same along all axes, else lists of them."""
    if all(len(set(steps)) == 1 for steps in strides):
        return [steps[0] for steps in strides]
    return [list(steps) for steps in strides]


def _strides(given: Sequence[Sequence[int]], formats: tuple[Format, ...]) -> tuple[Format, ...]:
    """For each layer and axis. Raises BadInputError."""
    axes = len(formats[0])
    strides = tuple(require_integers(steps, "a stride s_i", 1, MAX_FILTER_SIZE) for steps in given)
    strides = strides or ((1,) * axes,) * len(formats)
    if len(strides) != len(formats):
        raise BadInputError(f"{len(strides)} strides were given for {len(formats)} layers; one for each is required")
    if any(len(steps) != axes for steps in strides):
        raise BadInputError(f"a stride for each of the {axes} axes of the filters is required")
    if any(prod(along) > MAX_FILTER_SIZE for along in zip(*strides, strict=True)):
        raise BadInputError(f"end-to-end strides may be at most {MAX_FILTER_SIZE}")
    return strides


def _vectors(text: str, what: str) -> tuple[Format, ...]:
    """From text such as 3x3,2x2. Raises BadInputError, which names `what` is read."""
    words = require_kind(text, str, "3x3,2x2").lower().replace("×", "x").split(",")
    return tuple(parse_integers(word.replace("x", ","), what) for word in words)


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
    """The end-to-end filter of the layers' filters, first layer first: Π π(w_i)(x_j^{S_ij}, y_j^{S_ij}).

    Raises:
        BadInputError: a filter too many or too few, or one of the wrong format.

    Examples:
        >>> architecture = TensorArchitecture(((2, 1), (1, 2)))
        >>> print(compose_tensors(architecture, [TensorForm((2, 1), (1, 2)), TensorForm((1, 2), (1, 3))]))
        x1*x2 + 3*x1*y2 + 2*y1*x2 + 6*y1*y2
    """
    check_tensor_layers(architecture, filters)
    pairs = zip(filters, architecture.strides_of_layers, strict=True)
    return tensor_product((form.in_powers(S) for form, S in pairs), architecture.axes)


def tensor_jacobian(architecture: TensorArchitecture, filters: Sequence[TensorForm]) -> Matrix:
    """The transposed Jacobian of composition at these filters: one row for each entry of each filter.

    Raises:
        BadInputError: the filters do not fit the layers.
    """
    check_tensor_layers(architecture, filters)
    wide, steps = architecture.format, steps_of(architecture.format)
    rows: Matrix = []
    zero: Number = Fraction(0)
    strides = architecture.strides_of_layers
    spread = [form.in_powers(S) for form, S in zip(filters, strides, strict=True)]
    for i, (own, S) in enumerate(zip(filters, strides, strict=True)):
        others = tensor_product([form for j, form in enumerate(spread) if j != i], architecture.axes)
        line = list(others.spread(wide).coefficients)
        for index in own.indices():
            shift = sum(a * b * c for a, b, c in zip(index, S, steps, strict=True))
            rows.append([*[zero] * shift, *line, *[zero] * (prod(wide) - shift - len(line))])
    return rows
