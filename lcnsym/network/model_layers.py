"""From the weights of trained layers to an architecture, its filters, its padding and the constant of its biases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..errors import BadInputError, UnsupportedError, require_integers, shorten
from .architecture import Architecture
from .model_files import LayerWeights
from .networks import Filter, Network
from .several_axes import TensorArchitecture

Padding: TypeAlias = int | str | Sequence[int | Sequence[int]]
MAX_PADDING = 10**6


def same_channels(layers: Iterable[LayerWeights]) -> int:
    """The number of channels of a chain. Raises UnsupportedError if layers have different ones."""
    found = {len(layer.filters): layer.name for layer in layers}
    if len(found) > 1:
        (many, first), (other, second), *_ = found.items()
        raise UnsupportedError(
            f"'{shorten(first, 40)}' has {many} channels and '{shorten(second, 40)}' {other}: all layers must have "
            f"one, or all as many (depthwise), so that every channel is a network of its own"
        )
    return next(iter(found))


def architecture_of(layers: Sequence[LayerWeights], strides: object) -> Network:
    """The architecture of the layers' sizes with strides, of which None are all 1. Raises BadInputError."""
    axes = len(layers[0].sizes)
    if isinstance(strides, str):
        sizes = ",".join("x".join(map(str, layer.sizes)) for layer in layers)
        return (TensorArchitecture if axes > 1 else Architecture).parse(sizes, strides)
    given = () if strides is None else _numbers(strides, len(layers), axes, "strides", 1)
    if axes > 1:
        return TensorArchitecture(tuple(layer.sizes for layer in layers), strides=given)
    return Architecture(tuple(layer.sizes[0] for layer in layers), tuple(s for (s,) in given))


def _numbers(value: object, layers: int, axes: int, what: str, least: int) -> tuple[tuple[int, ...], ...]:
    """One number for each layer and axis, from one for each layer."""
    given = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
    if not isinstance(given, list) or len(given) != layers:
        raise BadInputError(f"{what} are one for each of the {layers} layers; {given!r} was given")
    return tuple(
        require_integers(v if isinstance(v, Sequence) else [v] * axes, f"one of the {what}", least, MAX_PADDING)
        for v in given
    )


def padding_of(value: Padding | None, layers: int, axes: int) -> tuple[int, ...]:
    """The zeros before the first layer, for each axis. Raises BadInputError or UnsupportedError."""
    if value is None or value in {"valid", "0"}:
        return (0,) * axes
    if isinstance(value, str):
        words = value.split(",")
        if not all(part.strip().isdecimal() for word in words for part in word.split("x")):
            raise UnsupportedError(
                f"padding is a number of zeros, such as 1, or one for each layer; '{value[:40]}' was given: inputs "
                "are padded otherwise before they are given, and 'same' pads every layer"
            )
        read = [[int(part) for part in word.split("x")] for word in words]
        value = [word[0] if len(word) == 1 else word for word in read]
    if isinstance(value, int):
        value = [value]
    if len(value) == 1:
        value = [*value, *[0] * (layers - 1)]
    first, *inner_layers = _numbers(value, layers, axes, "padding", 0)
    if any(any(zeros) for zeros in inner_layers):
        raise UnsupportedError(
            "padding is handled before the first layer alone: zeros between layers cut their outputs off, so that "
            "outputs near the edges are not those of one end-to-end filter"
        )
    if len(first) != axes:
        raise BadInputError(f"padding has {len(first)} axes, the layers have {axes}")
    return first


def forms_of(layers: Sequence[LayerWeights], channel: int) -> tuple[Filter, ...]:
    """The filters of one channel."""
    return tuple(
        BinaryForm(layer.filters[channel]) if len(layer.sizes) == 1 else TensorForm(layer.sizes, layer.filters[channel])
        for layer in layers
    )


def constant_of(layers: Sequence[LayerWeights], channel: int) -> Fraction | None:
    """What biases add to every output: each is multiplied with the sums of the later filters. None: there are none."""
    biases = [None if layer.bias is None else layer.bias[channel] for layer in layers]
    if all(bias is None for bias in biases):
        return None
    if biases[-1] is None:
        raise UnsupportedError(
            "biases are handled where the last layer has one: then they add one free constant to all outputs"
        )
    found = Fraction(0)
    for bias, layer in zip(biases, layers, strict=True):
        found = found * sum(layer.filters[channel]) + (bias or 0)
    return found
