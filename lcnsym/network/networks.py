"""Networks of every kind and their filters: any strides, one axis or several; one set of functions for all.

A network with one axis is an `Architecture` and has BinaryForms as filters, one with several axes is a
`TensorArchitecture` and has TensorForms. Both have `layers`, `axes`, `degrees` (of end-to-end filters' forms, for each
axis), `capacities` and `strides_of_layers` (k_i − 1 and S_i, for each layer and axis), `dimension`,
`ambient_dimension`, `is_stride_one`, `is_filling`, `reduced`; `levels` has what follows from capacities and strides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, overload

from ..algebra.forms import BinaryForm, require_form
from ..algebra.multihomogeneous import TensorForm
from ..algebra.numbers import Number
from ..errors import BadInputError, require_sequence
from .architecture import Architecture, require_architecture
from .convolution import check_filter
from .convolution import compose as compose_forms
from .several_axes import TensorArchitecture, check_tensor, compose_tensors

_FORMAT = re.compile(r"\s*\d+(\s*[xX×]\s*\d+)+\s*", re.ASCII)

Network = Architecture | TensorArchitecture
Filter = BinaryForm | TensorForm


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


def require_network(value: object) -> None:
    """Refuse anything that is no architecture. Raises BadInputError."""
    if not isinstance(value, TensorArchitecture):
        require_architecture(value)


def along_one_axis(network: Network) -> Architecture | None:
    """The same layers with one axis, if they are all along one; None: they are not."""
    return network.one_dimensional if isinstance(network, TensorArchitecture) else network


def check_fit(network: Network, form: Filter) -> Fit | TensorFit:
    """Refuse a form that is no end-to-end filter's of this network, by its size.

    Raises:
        BadInputError: the size, the format or the kind of form is wrong.
    """
    if isinstance(network, TensorArchitecture):
        if not isinstance(form, TensorForm):
            raise BadInputError(f"with several axes a TensorForm is required; a {type(form).__name__} was given")
        check_tensor(network, form)
        return TensorFit(network, form)
    return check_one_axis(network, form)


def check_one_axis(network: object, form: object) -> Fit:
    """Refuse what is no architecture with one axis and no form of its end-to-end filters. Raises BadInputError."""
    require_architecture(network)
    require_form(form)
    if not isinstance(network, Architecture) or not isinstance(form, BinaryForm):
        raise AssertionError("what was required")
    check_filter(network, form)
    return Fit(network, form)


def form_of(network: Network, coefficients: Sequence[Number]) -> Filter:
    """The form of an end-to-end filter, entries with the last index running fastest. Raises BadInputError."""
    if isinstance(network, TensorArchitecture):
        return TensorForm(network.format, tuple(coefficients))
    return BinaryForm(tuple(coefficients))


@overload
def compose(architecture: Architecture, filters: Sequence[BinaryForm]) -> BinaryForm: ...
@overload
def compose(architecture: TensorArchitecture, filters: Sequence[TensorForm]) -> TensorForm: ...
@overload
def compose(architecture: Network, filters: Sequence[Filter]) -> Filter: ...
def compose(architecture: Network, filters: Sequence[Filter]) -> Filter:
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


def check_kinds(architecture: Network, filters: object) -> Layers | TensorLayers:
    """Refuse filters that are not all of the network's kind. Raises BadInputError."""
    require_network(architecture)
    found = require_sequence(filters, "the layers' filters")
    if isinstance(architecture, TensorArchitecture):
        tensors = tuple(form for form in found if isinstance(form, TensorForm))
        _require_all(tensors, found, "filters with several axes are TensorForms")
        return TensorLayers(architecture, tensors)
    forms = tuple(form for form in found if isinstance(form, BinaryForm))
    _require_all(forms, found, "filters with one axis are BinaryForms")
    return Layers(architecture, forms)


def _require_all(fitting: tuple[Filter, ...], given: tuple[object, ...], what: str) -> None:
    if len(fitting) < len(given):
        other = next(value for value in given if type(value) not in map(type, fitting))
        raise BadInputError(f"{what}, not of type {type(other).__name__}")
