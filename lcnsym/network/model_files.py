"""The weights of trained convolutional layers: from files, arrays in memory, or a framework's dictionary of them.

.safetensors  arrays by name; the package safetensors reads them (`pip install 'lcnsym[model]'`).
.npz, .npy    NumPy's arrays, several by name, or one a file.
a folder      its .npy files.

In memory a mapping from names to arrays, such as a PyTorch state_dict, or a sequence of arrays, one a layer. Layers are
in the order of the mapping, or of the .npz file; those of .safetensors files, which keep no order, and of folders by
their names, numbers in them as numbers (conv2 before conv10).

The weights of a layer have the shape (output channels, input channels of each group, k), or with k x l two more axes,
as PyTorch has it; arrays whose name ends in `kernel` have these channels last, as in Flax and Keras: (k, input
channels, output channels). Arrays with one axis are filters alone.
Frameworks compute cross-correlations, y_j = Σ_a w_a x_{j·s + a}, and w_0, …, w_{k−1} are the coefficients of
π(w) = w_0 x^{k−1} + … + w_{k−1} y^{k−1}, in this order.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import BadInputError, LcnsymError, UnsupportedError, shorten
from ..packages import module_if_installed
from .filter_files import MAX_BYTES, file_content, npy_array, read_matrix, require_file

if TYPE_CHECKING:
    import numpy

Array: TypeAlias = "numpy.ndarray[Any, Any]"
ModelSource: TypeAlias = str | os.PathLike[str] | Mapping[str, Any] | Sequence[Any]
"""A path, a mapping from names to arrays, or a sequence of arrays or paths, one a layer."""

MAX_LAYERS = 64
MAX_CHANNELS = 64
ENDINGS = (".safetensors", ".npz", ".npy")
CONVENTION = "cross-correlation, w_0 … w_(k−1) as the coefficients of x^(k−1), x^(k−2)y, …, first layer first"
_NOTHING_TO_LEARN = ("num_batches_tracked",)
_OF_TORCH = (".pt", ".pth", ".ckpt", ".bin")


@dataclass(frozen=True)
class LayerWeights:
    """The weights of one layer.

    Attributes:
        name: of the array.
        sizes: k, or k x l, … of its filters.
        filters: one for each output channel, each reading one input channel; entries with the last index fastest.
        bias: one number for each output channel; None: there is none.
    """

    name: str
    sizes: tuple[int, ...]
    filters: tuple[tuple[Fraction, ...], ...]
    bias: tuple[Fraction, ...] | None = None


def read_layers(source: ModelSource, names: Sequence[str] | None = None) -> tuple[LayerWeights, ...]:
    """The layers of a trained chain, first layer first, every weight the binary fraction that the float is.

    Args:
        source: a path to a .safetensors, .npz or .npy file or a folder with .npy files, a mapping from names to arrays,
            or a sequence of arrays or of paths to .npy files.
        names: of the arrays with weights, in the order of the layers. None: all of them, as the module says.

    Raises:
        BadInputError: no such file or name, something that is no array of numbers, or layers of different kinds.
        UnsupportedError: layers that mix channels, have a nonlinearity's or a normalization's numbers, or too many
            layers or channels; the package safetensors is needed and not installed.
    """
    arrays: dict[str, Array] = {}
    for name, array in _arrays(source):
        if name in arrays:
            raise BadInputError(f"two arrays have the name '{shorten(name, 40)}'; those of layers are different")
        arrays[name] = array
    if names is not None:
        if len(set(names)) < len(names):
            raise BadInputError(f"a name is given twice in {shorten(', '.join(names), 120)}; each layer has its array")
        lacking = next((name for name in names if name not in arrays), None)
        if lacking is not None:
            raise BadInputError(
                f"there is no array '{shorten(lacking, 40)}'; there are {shorten(', '.join(arrays), 120)}"
            )
        arrays = {name: arrays[name] for name in arrays if name in names or _is_bias(name)}
        arrays = {**{name: arrays[name] for name in names}, **arrays}
    return tuple(_layers(arrays, chosen=names is not None))


def to_array(value: object, name: str) -> Array:
    """An array of a framework, in memory or on a device, or nested lists, as an array of floats, integers or fractions.

    Raises:
        BadInputError: it is none of numbers.
    """
    import numpy  # noqa: PLC0415 - slow to load, and only arrays need it

    for step in ("detach", "cpu"):
        value = getattr(value, step, lambda given=value: given)()
    # bfloat16 is no type of NumPy; doubles hold its values exactly
    if type(value).__module__.partition(".")[0] == "torch":
        value = value.double()  # type: ignore[attr-defined]
    try:
        found = numpy.asarray(value)
    except (TypeError, ValueError, RuntimeError) as error:
        raise BadInputError(f"'{shorten(name, 40)}' is no array: {shorten(str(error), 80)}") from None
    if found.dtype == object and found.size and all(type(entry) in {int, Fraction} for entry in found.flat):
        return found
    if found.dtype.kind not in "iuf":
        kind = "Python objects" if found.dtype == object else f"values of type {found.dtype}"
        raise BadInputError(f"'{shorten(name, 40)}' holds {kind}; integers or floats are required")
    if not numpy.isfinite(found).all():
        raise BadInputError(f"'{shorten(name, 40)}' holds a value that is not a real number")
    return found


def read_samples(path: str) -> Array:
    """The samples in a .npy file with any number of axes, or the rows of a .json or .csv file, exactly as written.

    Raises:
        BadInputError: no such file, or it is none of numbers.
    """
    import numpy  # noqa: PLC0415 - slow to load, and only arrays need it

    if Path(path).suffix.lower() != ".npy":
        return to_array(numpy.array(read_matrix(path), dtype=object), path)
    return next(_from_path(Path(path)))[1]


def exact_entries(array: Array) -> tuple[Fraction, ...]:
    """The entries, the last index fastest, floats as the binary fractions they are."""
    flat = array.ravel(order="C")
    if array.dtype.kind != "f":
        return tuple(Fraction(value if array.dtype == object else int(value)) for value in flat)
    return tuple(Fraction(*value.as_integer_ratio()) for value in flat)


def _arrays(source: ModelSource) -> Iterator[tuple[str, Array]]:
    if isinstance(source, str | os.PathLike):
        yield from _from_path(Path(source))
    elif isinstance(source, Mapping):
        for name, value in source.items():
            if str(name).rpartition(".")[2] not in _NOTHING_TO_LEARN:
                yield str(name), to_array(value, str(name))
    elif isinstance(source, Sequence) and not isinstance(source, bytes):
        for i, value in enumerate(source, start=1):
            if isinstance(value, str | os.PathLike):
                yield from _from_path(Path(value))
            else:
                yield f"layer {i}", to_array(value, f"layer {i}")
    else:
        raise BadInputError(
            f"trained layers are a path, a mapping from names to arrays, or a list of arrays; a "
            f"{type(source).__name__} was given"
        )


def _from_path(path: Path) -> Iterator[tuple[str, Array]]:
    name = shorten(str(path))
    try:
        if path.is_dir():
            yield from _folder(path, name)
            return
        if path.suffix.lower() not in ENDINGS:
            endings = ", ".join(ENDINGS)
            torch = "; in Python, load_model takes the state_dict that torch.load gives"
            raise BadInputError(
                f"trained layers are read from {endings} files or a folder of .npy files; '{name}' is neither"
                f"{torch if path.suffix.lower() in _OF_TORCH else ''}"
            )
    except OSError as error:
        raise BadInputError(f"cannot read the file '{name}': {error.strerror or error}") from None
    except LcnsymError:
        raise
    except ValueError as error:
        raise BadInputError(f"'{name}' is not a file name: {shorten(str(error))}") from None
    yield from {".safetensors": _safetensors, ".npz": _npz, ".npy": _npy}[path.suffix.lower()](path)


def _folder(path: Path, name: str) -> Iterator[tuple[str, Array]]:
    found = sorted(path.glob("*.npy"), key=lambda file: _natural(file.name))
    if not found:
        raise BadInputError(f"the folder '{name}' has no .npy files")
    for file in found:
        yield from _from_path(file)


def _safetensors(path: Path) -> Iterator[tuple[str, Array]]:
    package = module_if_installed("safetensors")
    if package is None:
        raise UnsupportedError(
            ".safetensors files need the package safetensors, which is not installed: pip install 'lcnsym[model]'; "
            ".npz files and arrays in memory need nothing more"
        )
    require_file(path)
    try:
        with package.safe_open(os.fspath(path), framework="numpy") as file:
            for name in sorted(file.keys(), key=_natural):
                yield name, to_array(file.get_tensor(name), name)
    except BadInputError:
        raise
    except Exception as error:  # the package's own kinds of errors, and those of types that NumPy lacks
        raise BadInputError(f"'{shorten(str(path))}' is not read as .safetensors: {shorten(str(error), 80)}") from None


def _npz(path: Path) -> Iterator[tuple[str, Array]]:
    content = io.BytesIO(file_content(path))
    try:
        with zipfile.ZipFile(content) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_BYTES:
                raise BadInputError(f"the arrays of '{shorten(str(path))}' have over {MAX_BYTES} bytes")
            members = [(member.filename, archive.read(member)) for member in archive.infolist()]
    except BadInputError:
        raise
    except Exception as error:  # each way of compression has its own kinds of errors
        raise BadInputError(f"'{shorten(str(path))}' is not read as .npz: {shorten(str(error), 80)}") from None
    for name, array in members:
        yield name.removesuffix(".npy"), _loaded(array, name)


def _npy(path: Path) -> Iterator[tuple[str, Array]]:
    yield path.stem, _loaded(file_content(path), path.name)


def _loaded(content: bytes, name: str) -> Array:
    """An array of a .npy file, whose header is looked at before room is made for what it promises."""
    try:
        array = npy_array(content)
    except BadInputError as error:
        raise BadInputError(f"in '{shorten(name, 40)}': {error}") from None
    return to_array(array, name)


def _natural(name: str) -> list[tuple[int, int, str]]:
    """A key that sorts numbers in names as numbers."""
    return [(0, int(word), "") if word.isdigit() else (1, 0, word) for word in re.split(r"(\d+)", name) if word]


def _split(name: str) -> tuple[str, str]:
    """The name of the layer and what the array is of it: conv1 and weight, of conv1.weight."""
    *owner, last = re.split(r"[./]", name)
    return ".".join(owner), last


def _is_bias(name: str) -> bool:
    return _split(name)[1] == "bias"


def _layers(arrays: Mapping[str, Array], *, chosen: bool) -> Iterator[LayerWeights]:
    biases = {_split(name)[0]: array for name, array in arrays.items() if _is_bias(name)}
    weights = {name: array for name, array in arrays.items() if not _is_bias(name)}
    if not 1 <= len(weights) <= MAX_LAYERS:
        raise UnsupportedError(
            f"a chain has from 1 to {MAX_LAYERS} layers; {len(weights)} arrays with weights were found"
        )
    axes = max(array.ndim for array in weights.values())
    for name, array in weights.items():
        yield _layer(name, array, biases.get(_split(name)[0]), axes, chosen=chosen)


def _layer(name: str, array: Array, bias: Array | None, axes: int, *, chosen: bool) -> LayerWeights:
    import numpy  # noqa: PLC0415

    shown = f"'{shorten(name, 40)}' has the shape {array.shape}"
    if array.ndim == 1:
        # a filter alone; beside weights with channels such an array belongs to another kind of layer
        if axes > 1 and not chosen:
            raise UnsupportedError(
                f"{shown}, the other arrays {axes} axes: chains of convolutions alone are handled, no linear layers "
                f"and no normalizations; layers can be chosen by their names"
            )
        array = array[None, None]
    elif _split(name)[1] == "kernel":
        array = numpy.moveaxis(array, (-1, -2), (0, 1))
    if array.ndim < 3 or array.ndim != (axes if axes > 2 else array.ndim):
        raise UnsupportedError(
            f"{shown}; weights of convolutions have the axes (outputs, inputs, k), or k and l at the end"
        )
    outputs, inputs, *sizes = array.shape
    if not prod(array.shape):
        raise BadInputError(f"{shown}: it is empty")
    if inputs != 1:
        raise UnsupportedError(
            f"{shown}: each of its {outputs} outputs is a sum over {inputs} channels, so the network is a product of "
            f"matrices of forms and not of forms; layers with one channel, or depthwise ones (groups = channels, shape "
            f"(channels, 1, k)), are handled"
        )
    if outputs > MAX_CHANNELS:
        raise UnsupportedError(f"{shown}; up to {MAX_CHANNELS} channels are handled")
    numbers = None if bias is None else exact_entries(bias)
    if numbers is not None and len(numbers) != outputs:
        raise BadInputError(f"the bias of '{shorten(name, 40)}' has {len(numbers)} entries, not {outputs}")
    return LayerWeights(name, tuple(sizes), tuple(exact_entries(part) for part in array[:, 0]), numbers)
