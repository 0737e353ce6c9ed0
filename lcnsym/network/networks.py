"""Networks of every kind and their filters: any strides, one axis or several; one set of functions for all.

A network with one axis is an `Architecture` and has BinaryForms as filters, one with several axes is a
`TensorArchitecture` and has TensorForms. Both have `layers`, `axes`, `degrees` (of end-to-end filters' forms, for each
axis), `capacities` and `strides_of_layers` (k_i − 1 and S_i, for each layer and axis), `dimension`,
`ambient_dimension`, `entries` and `steps` (how many coefficients the layers have, and where these go in end-to-end
filters in one line), `is_stride_one`, `is_filling`, `reduced`; `levels` has what follows from capacities and strides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias, overload

from ..algebra.forms import BinaryForm, FormLike, as_form
from ..algebra.multihomogeneous import TensorForm, TensorLike, as_tensor
from ..algebra.numbers import Number
from ..errors import UnsupportedError, require_sequence
from .architecture import Architecture, ArchitectureLike, as_architecture
from .convolution import check_filter
from .convolution import compose as compose_forms
from .several_axes import TensorArchitecture, check_tensor, compose_tensors

_FORMAT = re.compile(r"\s*\d+(\s*[xX×]\s*\d+)+\s*", re.ASCII)

Network = Architecture | TensorArchitecture
Filter = BinaryForm | TensorForm
NetworkLike: TypeAlias = Network | ArchitectureLike | Sequence[Sequence[int]]
"""A network, or the filter sizes of one with strides 1: (3, 2, 2), "3,2,2", ((3, 3), (2, 2)) or "3x3,2x2"."""

FilterLike: TypeAlias = Filter | FormLike | TensorLike
"""A filter, or its coefficients; with several axes an array of the format or all entries, the last index fastest."""


class Fit(NamedTuple):
    """An architecture with one axis and a form that fits it."""

    architecture: Architecture
    form: BinaryForm


class TensorFit(NamedTuple):
    """An architecture with several axes and a form that fits it."""

    architecture: TensorArchitecture
    form: TensorForm


class Layers(NamedTuple):
    """An architecture with one axis and filters of that kind, whose number and sizes are not checked."""

    architecture: Architecture
    filters: tuple[BinaryForm, ...]


class TensorLayers(NamedTuple):
    """The same with several axes."""

    architecture: TensorArchitecture
    filters: tuple[TensorForm, ...]


def parse_network(filter_sizes: str, strides: str | None = None, output_size: int = 1) -> Network:
    """From text such as "3,2,2" and "2,1,1", or "3x3,2x2" and "2,1" or "2x1,1x1" for several axes.

    Raises:
        BadInputError: it is no architecture.
    """
    kind = TensorArchitecture if names_several_axes(filter_sizes) else Architecture
    return kind.parse(filter_sizes, strides, output_size)


def names_several_axes(filter_sizes: str) -> bool:
    """Whether text names filters with several axes, such as 3x3,2x2; False: with one axis, or nothing."""
    return any(_FORMAT.fullmatch(size) for size in filter_sizes.split(","))


def as_network(value: NetworkLike) -> Network:
    """A network from what people have; filter sizes alone mean strides 1. Raises BadInputError."""
    if isinstance(value, Architecture | TensorArchitecture):
        return value
    if isinstance(value, str):
        return parse_network(value)
    if isinstance(value, Sequence) and value and all(isinstance(size, Sequence) for size in value):
        return TensorArchitecture(tuple(value))  # type: ignore[arg-type]
    return as_architecture(value)  # type: ignore[arg-type]


def as_filter(value: FilterLike, network: Network) -> Filter:
    """A filter of the network's kind from what people have; `check_fit` looks at its size. Raises BadInputError."""
    if isinstance(network, Architecture):
        return as_form(value)  # type: ignore[arg-type]
    return as_tensor(value, network.format)


def along_one_axis(network: Network) -> Architecture | None:
    """The same layers with one axis, if they are all along one; None: they are not."""
    return network.one_dimensional if isinstance(network, TensorArchitecture) else network


def require_one_axis(network: Network, what: str) -> Architecture:
    """Refuse a network with several axes for what is for one only. Raises UnsupportedError, which names it."""
    if isinstance(network, TensorArchitecture):
        raise UnsupportedError(f"{what} for networks with one axis, {network} was given")
    return network


def check_fit(network: NetworkLike, form: FilterLike) -> Fit | TensorFit:
    """A network and a filter from what people have, if the filter fits it as an end-to-end filter by its size.

    Raises:
        BadInputError: the size, the format or the kind of form is wrong.
    """
    architecture = as_network(network)
    if isinstance(architecture, TensorArchitecture):
        tensor = as_tensor(form, architecture.format)
        check_tensor(architecture, tensor)
        return TensorFit(architecture, tensor)
    return check_one_axis(architecture, form)  # type: ignore[arg-type]


def check_one_axis(network: ArchitectureLike, form: FormLike) -> Fit:
    """The same with one axis. Raises BadInputError."""
    architecture, found = as_architecture(network), as_form(form)
    check_filter(architecture, found)
    return Fit(architecture, found)


def form_of(network: Network, coefficients: Sequence[Number]) -> Filter:
    """The form of an end-to-end filter, entries with the last index running fastest. Raises BadInputError."""
    if isinstance(network, TensorArchitecture):
        return TensorForm(network.format, tuple(coefficients))
    return BinaryForm(tuple(coefficients))


@overload
def compose(architecture: Architecture, filters: Sequence[FormLike]) -> BinaryForm: ...
@overload
def compose(architecture: TensorArchitecture, filters: Sequence[TensorLike]) -> TensorForm: ...
@overload
def compose(architecture: NetworkLike, filters: Sequence[FilterLike]) -> Filter: ...
def compose(architecture: NetworkLike, filters: Sequence[FilterLike]) -> Filter:
    """The end-to-end filter of the layers' filters, first layer first, exactly.

    Args:
        architecture: of any strides with one axis, or with several axes.
        filters: one for each layer: BinaryForms with k_i coefficients, or TensorForms of the layers' formats.

    Raises:
        BadInputError: a filter too many or too few, or one of the wrong kind, size or format.

    Examples:
        >>> compose(Architecture((2, 2)), [BinaryForm((1, 2)), BinaryForm((1, 3))]).coefficients
        (Fraction(1, 1), Fraction(5, 1), Fraction(6, 1))
    """
    layers = check_kinds(architecture, filters)
    return compose_tensors(*layers) if isinstance(layers, TensorLayers) else compose_forms(*layers)


def check_kinds(architecture: NetworkLike, filters: object) -> Layers | TensorLayers:
    """A network and filters of its kind, from what people have. Raises BadInputError."""
    network = as_network(architecture)
    found = require_sequence(filters, "the layers' filters")
    if isinstance(network, TensorArchitecture):
        formats = [*network.formats, *[network.format] * len(found)]
        return TensorLayers(network, tuple(map(as_tensor, found, formats)))
    return Layers(network, tuple(map(as_form, found)))
