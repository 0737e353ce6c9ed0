"""Trained networks: where their end-to-end filters lie, and where their training ended among the critical points.

A chain of convolutional layers with one channel, or depthwise with several, each of which is a network of its own. The
weights are the binary fractions that the floats are, and everything about them is exact or enclosed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from ...algebra.coefficients import inner
from ...algebra.numbers import enclosure_to_json, to_json
from ...errors import BadInputError, InconclusiveError, LcnsymError, TooCostlyError, UnsupportedError
from ...fibres.fibres import fibre_of
from ...membership.patterns import RootPattern, patterns_of_degree
from ...membership.positions import Verdict
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ...network.model_files import CONVENTION, ModelSource, exact_entries, read_layers, to_array
from ...network.model_layers import Padding, architecture_of, constant_of, forms_of, padding_of, same_channels
from ...network.networks import Filter, Network, compose
from ...network.several_axes import TensorArchitecture
from ..critical import Landscape, critical_points
from ..function_spaces import FunctionSpace
from ..loss import DataMoments, SemidefiniteLoss, data_moments, loss_of_moments
from ..singular_landscape import SingularLandscape, singular_critical_points
from .results import NO_DATA, TrainingResult

if TYPE_CHECKING:
    from ...network.model_files import Array
    from ..distances import Distance

Told: TypeAlias = "Callable[[str], None] | None"
SECONDS = 60.0
BITS = 60
MAX_STRATA_DEGREE = 5
"""Up to this degree distances from all strata are given without being asked for."""


@dataclass(frozen=True)
class TrainedNetwork:
    """One channel of a trained chain: a network with its filters.

    Attributes:
        architecture: of the layers; its number of outputs is 1, data tell another.
        layers: the filters, first layer first, exactly as the floats are.
        constant: what biases add to every output. None: there are no biases.
        padding: with how many zeros the inputs are padded on both sides along each axis.

    Source: arXiv 2108.01538, linear convolutional networks; `docs/trained-networks.md`.

    Examples:
        >>> network = load_model([[1.0, 0.0, -2.0], [1.0, -1.0]]).channels[0]
        >>> str(network.filter), str(network.verdict.position), network.factorizations
        ('x^3 - x^2*y - 2*x*y^2 + 2*y^3', 'interior', 3)
    """

    architecture: Network
    layers: tuple[Filter, ...]
    constant: Fraction | None = None
    padding: tuple[int, ...] = (0,)

    def __repr__(self) -> str:
        return f"<TrainedNetwork of {self.architecture}>"

    @cached_property
    def filter(self) -> Filter:
        """The end-to-end filter."""
        return compose(self.architecture, self.layers)

    @cached_property
    def verdict(self) -> Verdict:
        """Where it is, with its root pattern."""
        return decide(self.architecture, self.filter)

    @cached_property
    def factorizations(self) -> int | None:
        """How many factorizations of the filter there are, up to scaling. None: infinitely many, or not counted."""
        try:
            found = fibre_of(self.architecture, self.filter)
            return found.count() if found.is_finite else None
        except LcnsymError:
            return None

    def distance_to_boundary(self, seconds: float = SECONDS, progress: Told = None) -> Distance | None:
        """As `FunctionSpace.distance_to_boundary`, in the Euclidean norm of filters.

        Raises:
            UnsupportedError, InconclusiveError: as there; several axes.
        """
        return self._space.distance_to_boundary(self.filter, seconds=seconds, progress=progress)

    def distance_to_stratum(self, pattern: RootPattern | str, seconds: float = SECONDS) -> Distance:
        """The distance from the closure of a stratum, as `FunctionSpace.distance_to_strata`. Raises as there."""
        return self._space.distance_to_strata([pattern], self.filter, seconds=seconds)

    @cached_property
    def _space(self) -> FunctionSpace:
        return FunctionSpace(self.architecture)

    def on_data(
        self, inputs: Any, outputs: Any, seconds: float = SECONDS, progress: Told = None, *, use_cache: bool = True
    ) -> TrainingResult:
        """Where training on these data ended: the loss, and the nearest critical point.

        Args:
            inputs: an array of the shape (samples, inputs), with two axes (samples, height, width).
            outputs: likewise.
            seconds, progress, use_cache: as for `critical_points`.

        Raises:
            BadInputError: shapes that the layers do not make of each other.
            UnsupportedError, InconclusiveError: as for `critical_points`.
        """
        xs, ys = to_array(inputs, "the inputs"), to_array(outputs, "the outputs")
        network, xs = _fitted(self, xs, ys)
        raw = data_moments(network, _rows(xs), _rows(ys))
        form = network.format if isinstance(network, TensorArchitecture) else None
        loss = loss_of_moments(raw if self.constant is None else raw.centred(), form)
        value = loss.value(self.filter)
        assert isinstance(value, Fraction)  # noqa: S101 - filters and data are rational
        total = value + (loss.residual or 0) + self._excess(raw)
        if isinstance(loss, SemidefiniteLoss):
            landscape: Landscape | SingularLandscape = singular_critical_points(
                network, loss, seconds, use_cache=use_cache
            )
        else:
            landscape = critical_points(network, loss, seconds, progress, use_cache=use_cache)
        return TrainingResult(self.architecture, self.layers, loss, landscape, raw.windows, total / raw.windows)

    def _excess(self, raw: DataMoments) -> Fraction:
        """What the constant adds to the sum of squared errors, compared with the best constant."""
        if self.constant is None:
            return Fraction(0)
        coefficients = self.filter.coefficients
        rationals = [c for c in coefficients if isinstance(c, Fraction)]
        mean_error = (raw.output_sum - inner(raw.window_sums, rationals)) / raw.windows - self.constant
        return raw.windows * mean_error * mean_error

    def to_dict(
        self, data: TrainingResult | None = None, seconds: float = SECONDS, *, strata: bool | None = None
    ) -> dict[str, object]:
        """{architecture, filter, layers, pattern, position, …}: the JSON of the command `model` for one channel.

        Args:
            data: what `on_data` answered; None: the keys about data are null.
            seconds: how long each search for distances may take.
            strata: whether distances from all strata are worked out. None: up to degree MAX_STRATA_DEGREE.
        """
        notes: list[str] = []
        verdict = self.verdict.to_dict()
        document: dict[str, object] = {
            "architecture": self.architecture.to_dict(),
            "convention": CONVENTION,
            "layers": [[to_json(c) for c in form.coefficients] for form in self.layers],
            "padding": list(self.padding),
            "constant": None if self.constant is None else str(self.constant),
            "filter": [to_json(c) for c in self.filter.coefficients],
            **{key: verdict[key] for key in ("pattern", "position", "member")},
            "relative_position": verdict.get("relative_position", verdict["position"]),
            "factorizations": self.factorizations,
            "distance_to_boundary": self._boundary_json(seconds, notes),
            "strata": self._strata_json(seconds, notes, wanted=strata),
            **(NO_DATA if data is None else data.to_dict()),
        }
        if data is not None:
            notes += data.notes
        return {**document, "notes": notes}

    def _boundary_json(self, seconds: float, notes: list[str]) -> object:
        try:
            found = self.distance_to_boundary(seconds)
        except (InconclusiveError, UnsupportedError, TooCostlyError) as error:
            notes.append(f"distance to the boundary: {error}")
            return None
        # None: the function space is everything
        return found and enclosure_to_json(*found.enclosure(BITS))

    def strata(self, seconds: float = SECONDS) -> dict[str, Distance | str]:
        """For every stratum of codimension 1 or more the distance from its closure, or why it is not known.

        The closures of strata are sets of filters of the size of the end-to-end filter, whatever the strides.

        Raises:
            UnsupportedError: several axes.
        """
        if not isinstance(self.architecture, Architecture):
            raise UnsupportedError("filters with several axes have no root patterns")
        found: dict[str, Distance | str] = {}
        for pattern in patterns_of_degree(self.architecture.degree):
            if pattern.dimension <= self.architecture.degree:
                try:
                    found[str(pattern)] = self.distance_to_stratum(pattern, seconds)
                except (InconclusiveError, UnsupportedError, TooCostlyError) as error:
                    found[str(pattern)] = str(error)
        return found

    def _strata_json(self, seconds: float, notes: list[str], *, wanted: bool | None) -> object:
        if wanted is None:
            wanted = isinstance(self.architecture, Architecture) and self.architecture.degree <= MAX_STRATA_DEGREE
        if not wanted:
            return None
        listed: list[dict[str, object]] = []
        for pattern, distance in self.strata(seconds).items():
            if isinstance(distance, str):
                notes.append(f"stratum {pattern}: {distance}")
                listed.append({"pattern": pattern, "distance": None})
            else:
                listed.append({"pattern": pattern, "distance": enclosure_to_json(*distance.enclosure(BITS))})
        return listed


@dataclass(frozen=True)
class TrainedModel:
    """A trained chain of convolutional layers, one network for each channel.

    Attributes:
        names: of the layers, first layer first.
        channels: the networks, one for each channel.

    Source: arXiv 2108.01538, linear convolutional networks; `docs/trained-networks.md`.

    Examples:
        >>> model = load_model({"conv1.weight": [[[1.0, 2.0]]], "conv2.weight": [[[3.0, 0.5]]]})
        >>> model.names, str(model.channels[0].filter)
        (('conv1.weight', 'conv2.weight'), '3*x^2 + 13/2*x*y + y^2')
    """

    names: tuple[str, ...]
    channels: tuple[TrainedNetwork, ...]

    def __repr__(self) -> str:
        several = "" if len(self.channels) == 1 else f", {len(self.channels)} channels"
        return f"<TrainedModel of {self.architecture}{several}>"

    @property
    def architecture(self) -> Network:
        """Of all channels."""
        return self.channels[0].architecture

    def on_data(
        self, inputs: Any, outputs: Any, seconds: float = SECONDS, progress: Told = None, *, use_cache: bool = True
    ) -> tuple[TrainingResult, ...]:
        """Where training ended, for each channel.

        Args:
            inputs: an array of the shape (samples, channels, inputs), or (samples, inputs) for one channel; with two
                axes (samples, channels, height, width) or (samples, height, width).
            outputs: likewise.
            seconds, progress, use_cache: as for `critical_points`.

        Raises:
            BadInputError, UnsupportedError, InconclusiveError: as for `TrainedNetwork.on_data`.
        """
        axes, number = self.architecture.axes, len(self.channels)
        xs, ys = (
            _by_channel(to_array(a, what), axes, number, what) for a, what in ((inputs, "inputs"), (outputs, "outputs"))
        )
        return tuple(
            channel.on_data(xs[:, i], ys[:, i], seconds, progress, use_cache=use_cache)
            for i, channel in enumerate(self.channels)
        )

    def to_dict(
        self,
        data: Sequence[TrainingResult] | None = None,
        seconds: float = SECONDS,
        *,
        strata: bool | None = None,
    ) -> dict[str, object]:
        """The JSON of the command `model`: of the channel, or {channels: [one object each]}; arguments as there."""
        given = [None] * len(self.channels) if data is None else data
        found = [c.to_dict(d, seconds, strata=strata) for c, d in zip(self.channels, given, strict=True)]
        return found[0] if len(found) == 1 else {"channels": found}


def load_model(
    source: ModelSource,
    strides: Sequence[int | Sequence[int]] | str | None = None,
    padding: Padding | None = None,
    names: Sequence[str] | None = None,
) -> TrainedModel:
    """A trained chain of Conv1d or Conv2d layers, in PyTorch's convention or that of Flax and Keras.

    Args:
        source: a .safetensors, .npz or .npy file, a folder of .npy files, a mapping from names to arrays such as a
            PyTorch state_dict, or a list of arrays; `lcnsym.network.model_files` says how layers are told and ordered.
        strides: one for each layer, or "2,1,1"; None: all 1. Files of weights do not have them.
        padding: zeros on both sides, one number for each layer, or one for the first; None: none. Zeros between layers
            are refused: then the outputs near the edges are those of other filters.
        names: of the arrays with weights, first layer first. None: all.

    Raises:
        BadInputError: no such file or name, what is no array of numbers, or strides of another number.
        UnsupportedError: layers that mix channels, padding between layers, biases of inner layers alone, kinds of
            layers that are no convolutions, or a package that is not installed.

    Source: arXiv 2108.01538, linear convolutional networks; `docs/trained-networks.md`.

    Examples:
        >>> import numpy
        >>> model = load_model([numpy.array([[[1.0, 0.5]]]), numpy.array([[[2.0, -1.0]]])], strides=(2, 1))
        >>> model, str(model.channels[0].filter)
        (<TrainedModel of k = (2,2), s = (2,1)>, '2*x^3 + x^2*y - x*y^2 - 1/2*y^3')
    """
    layers = read_layers(source, names)
    architecture = architecture_of(layers, strides)
    zeros = padding_of(padding, len(layers), architecture.axes)
    channels = [
        TrainedNetwork(architecture, forms_of(layers, channel), constant_of(layers, channel), zeros)
        for channel in range(same_channels(layers))
    ]
    return TrainedModel(tuple(layer.name for layer in layers), tuple(channels))


def _by_channel(array: Array, axes: int, channels: int, what: str) -> Array:
    """The array with the axes (samples, channels, …)."""
    if array.ndim == axes + 1 and channels == 1:
        array = array[:, None]
    if array.ndim != axes + 2 or array.shape[1] != channels or not array.shape[0]:
        shape = "(samples, channels, length)" if axes == 1 else "(samples, channels, height, width)"
        raise BadInputError(f"the {what} have the shape {array.shape}; {shape} with {channels} channels is required")
    return array


def _fitted(trained: TrainedNetwork, xs: Array, ys: Array) -> tuple[Network, Array]:
    """The architecture with as many outputs as the data, and the inputs padded, without what no output depends on."""
    import numpy  # noqa: PLC0415 - slow to load, and only data need it

    network = trained.architecture
    if xs.ndim != network.axes + 1 or ys.ndim != network.axes + 1 or len(xs) != len(ys) or not len(xs):
        raise BadInputError(
            f"inputs of the shape {xs.shape} and outputs of the shape {ys.shape} were given; as many samples of both "
            f"are required, each with {network.axes} ax{'i' if network.axes == 1 else 'e'}s"
        )
    padded = numpy.pad(xs, [(0, 0), *((zeros, zeros) for zeros in trained.padding)])
    made = []
    for axis, (inputs, outputs) in enumerate(zip(padded.shape[1:], ys.shape[1:], strict=True)):
        length = inputs
        for k, s in _along(network, axis):
            length = (length - k) // s + 1 if length >= k else 0
        made.append(length)
        if length != outputs or not outputs:
            raise BadInputError(
                f"inputs of the shape {xs.shape[1:]} give {made} outputs along the axes, {list(ys.shape[1:])} were "
                f"given: strides or padding may be others"
            )
    if len(set(made)) > 1:
        raise UnsupportedError(f"outputs must be as many along each axis, not {made}")
    sized = replace(network, output_size=made[0])
    needed = sized.sizes[0] if isinstance(sized, TensorArchitecture) else (sized.sizes[0],)
    return sized, padded[(slice(None), *(slice(length) for length in needed))]


def _along(network: Network, axis: int) -> list[tuple[int, int]]:
    if isinstance(network, TensorArchitecture):
        return [(k[axis], s[axis]) for k, s in zip(network.formats, network.strides, strict=True)]
    return list(zip(network.filter_sizes, network.strides, strict=True))


def _rows(array: Array) -> list[tuple[Fraction, ...]]:
    return [exact_entries(row) for row in array]
