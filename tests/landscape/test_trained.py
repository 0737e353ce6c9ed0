"""Trained networks: their filters, and where training ended, against plain convolutions and all critical points."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym import Architecture, BadInputError, LcnsymError, Nature, UnsupportedError, compose, load_model
from lcnsym.network import model_files

pytestmark = pytest.mark.quick

DATA = Path(__file__).parent.parent / "data"


def answers(x: Any, layers: list[Any], strides: list[int], biases: list[float] | None = None, padding: int = 0) -> Any:
    """What a chain of Conv1d layers makes of a batch (samples, length), by the definition of cross-correlation."""
    x = np.pad(x, [(0, 0), (padding, padding)])
    for w, s, b in zip(layers, strides, biases or [0.0] * len(layers), strict=True):
        count = (x.shape[1] - len(w)) // s + 1
        x = np.stack([x[:, j * s : j * s + len(w)] @ w + b for j in range(count)], axis=1)
    return x


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([(1, 1), (2, 1), (1, 2), (3, 2)]), st.integers(0, 2), st.booleans())
def test_the_loss_is_the_mean_squared_error_of_the_layers(
    seed: int, strides: tuple[int, int], padding: int, with_biases: bool
) -> None:
    rng = np.random.default_rng(seed)
    layers = [rng.normal(size=2), rng.normal(size=2)]
    biases = rng.normal(size=2).tolist() if with_biases else None
    x = rng.normal(size=(12, 13))
    y = answers(x, layers, list(strides), biases, padding)
    y += rng.normal(size=y.shape)
    named: dict[str, Any] = {f"conv{i}.weight": w[None, None] for i, w in enumerate(layers)}
    if biases:
        named |= {f"conv{i}.bias": np.array([b]) for i, b in enumerate(biases)}
    model = load_model(named, strides, padding)
    (result,) = model.on_data(x, y, seconds=20)
    expected = float(((answers(x, layers, list(strides), biases, padding) - y) ** 2).mean())
    assert float(result.loss) == pytest.approx(expected, rel=1e-12)
    if result.least_loss is not None:
        assert float(result.least_loss[0]) <= expected * (1 + 1e-12)
        # the best filter and constant whatever the architecture cannot be worse
        windows = np.array(
            [row[j : j + model.architecture.ambient_dimension] for row in np.pad(x, [(0, 0), (padding, padding)])
             for j in range(0, np.prod(strides) * (y.shape[1] - 1) + 1, np.prod(strides))]
        )  # fmt: skip
        columns = np.hstack([windows, np.ones((len(windows), 1))]) if biases else windows
        free = np.linalg.lstsq(columns, y.ravel(), rcond=None)[0]
        assert float(result.least_loss[1]) >= ((columns @ free - y.ravel()) ** 2).mean() * (1 - 1e-9)


def test_training_that_ended_in_a_spurious_minimum_of_a_filling_architecture() -> None:
    model = load_model([[1.0, 1.0, -2.0], [1.0, -1.0]])
    (result,) = model.on_data(np.eye(4), [[2.0], [1.0], [-2.0], [3.0]])
    nearest = result.nearest
    assert nearest is not None
    # the sum of squared errors is 4, of four outputs
    assert (result.loss, result.least_loss, nearest.loss) == (1, (0, 0), (1, 1))
    assert (nearest.nature, nearest.is_spurious, str(nearest.point.pattern)) == (Nature.MINIMUM, True, "12|0")
    assert nearest.distance[0] == 0
    assert nearest.distance[1] < Fraction(1, 2**50)
    assert result.is_stuck
    assert result.landscape.spurious_minima == 1


def test_no_other_critical_filter_is_as_near() -> None:
    rng = np.random.default_rng(5)
    model = load_model([rng.normal(size=2), rng.normal(size=2), rng.normal(size=2)])
    x, y = rng.normal(size=(20, 6)), rng.normal(size=(20, 3))
    (result,) = model.on_data(x, y)
    w = np.array([float(c) for c in model.channels[0].filter.coefficients])
    away = sorted(
        np.sqrt(sum((a - float(lo)) ** 2 for a, (lo, _) in zip(w, point.enclosures(60), strict=True)))
        for point in result.landscape.points
    )
    found = result.nearest
    assert found is not None
    assert float(found.distance[0]) == pytest.approx(away[0])
    assert float(found.alone_within) == pytest.approx(min(away[1], np.linalg.norm(w)))


def test_training_that_reached_the_least_loss() -> None:
    rng = np.random.default_rng(1)
    layers = [np.array([1.0, 2.0, 3.0]), np.array([1.0, -0.5])]
    x = rng.normal(size=(10, 8))
    (result,) = load_model(layers).on_data(x, answers(x, layers, [1, 1]))
    assert result.is_stuck is False
    assert result.has_arrived
    # the outputs are rounded, so the least loss is small and not zero
    assert result.nearest is not None
    assert result.nearest.is_spurious is False


def test_few_data_tell_the_loss_and_where_they_can_the_least() -> None:
    (result,) = load_model([[1.0, 2.0], [1.0, 0.5]]).on_data([[1.0, 2.0, 3.0]], [[5.0]])
    assert result.loss == (Fraction(1) + Fraction(5, 2) * 2 + 3 - 5) ** 2
    assert result.least_loss == (0, 0)
    assert result.nearest is None
    assert result.notes


def test_depthwise_layers_are_a_network_for_each_channel() -> None:
    rng = np.random.default_rng(2)
    first, second = rng.normal(size=(3, 1, 2)), rng.normal(size=(3, 1, 3))
    model = load_model({"a.weight": first, "b.weight": second})
    alone = [load_model([first[i, 0], second[i, 0]]).channels[0] for i in range(3)]
    assert list(model.channels) == alone
    x, y = rng.normal(size=(9, 3, 5)), rng.normal(size=(9, 3, 2))
    results = model.on_data(x, y)
    for i, result in enumerate(results):
        (own,) = load_model([first[i, 0], second[i, 0]]).on_data(x[:, i], y[:, i])
        assert (result.loss, result.least_loss) == (own.loss, own.least_loss)
    assert set(model.to_dict(results)) == {"channels"}


def test_weights_are_the_doubles_that_they_are() -> None:
    model = load_model([np.array([0.1, 0.7], dtype=np.float32), np.array([0.3, 1e-30])])
    filters = model.channels[0].layers
    assert filters[0].coefficients == (Fraction(float(np.float32(0.1))), Fraction(float(np.float32(0.7))))
    assert filters[1].coefficients == (Fraction(0.3), Fraction(1e-30))
    assert model.channels[0].filter == compose(Architecture((2, 2)), filters)


def test_two_axes() -> None:
    rng = np.random.default_rng(3)
    kernels = [rng.normal(size=(1, 1, 2, 2)), rng.normal(size=(1, 1, 2, 1))]
    model = load_model({"conv1.weight": kernels[0], "conv2.weight": kernels[1]})
    assert model.architecture.format == (3, 2)  # type: ignore[union-attr]
    x = rng.normal(size=(8, 5, 4))
    y = rng.normal(size=(8, 3, 3))
    (result,) = model.on_data(x, y)
    w = np.array([float(c) for c in model.channels[0].filter.coefficients]).reshape(3, 2)
    made = np.array([[[(row[i : i + 3, j : j + 2] * w).sum() for j in range(3)] for i in range(3)] for row in x])
    assert float(result.loss) == pytest.approx(((made - y) ** 2).mean())
    flax = {
        "conv1/kernel": np.moveaxis(kernels[0], (0, 1), (-1, -2)),
        "b/kernel": np.moveaxis(kernels[1], (0, 1), (-1, -2)),
    }
    assert load_model(flax).channels == model.channels


class Tensor:
    """What a tensor of a framework on a device has in common with PyTorch's."""

    def __init__(self, values: Any, *, is_here: bool = False) -> None:
        self.values, self.is_here = values, is_here

    def detach(self) -> Tensor:
        return self

    def cpu(self) -> Tensor:
        return Tensor(self.values, is_here=True)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        if not self.is_here:
            raise TypeError("can't convert a device tensor to numpy")
        return np.array(self.values, dtype=dtype)


def test_tensors_on_a_device_are_fetched() -> None:
    named = {"0.weight": Tensor([[[1.0, 2.0]]]), "0.num_batches_tracked": Tensor(3), "1.weight": Tensor([[[1.0]]])}
    assert str(load_model(named).channels[0].filter) == "x + 2*y"


@pytest.mark.parametrize(
    ("source", "options", "words"),
    [
        ({"a.weight": np.ones((4, 2, 3))}, {}, "sum over 2 channels"),
        ({"a.weight": np.ones((2, 1, 3)), "b.weight": np.ones((3, 1, 3))}, {}, "2 channels and 'b.weight' 3"),
        ({"a.weight": np.ones((1, 1, 3)), "fc.weight": np.ones((10, 5))}, {}, "weights of convolutions have"),
        ({"a.weight": np.ones((1, 1, 3)), "norm.weight": np.ones(1)}, {}, "no normalizations"),
        ([[1.0, 2.0], [1.0, 3.0]], {"padding": (1, 1)}, "between layers"),
        ([[1.0, 2.0], [1.0, 3.0]], {"padding": "same"}, "'same' pads every layer"),
        ([[1.0, 2.0], [1.0, 3.0]], {"strides": (1,)}, "one for each of the 2 layers"),
        ([[1.0, 2.0], [1.0, 3.0]], {"strides": "1,2,1"}, "3 strides were given"),
        ([[1.0, float("nan")]], {}, "not a real number"),
        ([["a", "b"]], {}, "cannot read the file|is neither|integers or floats"),
        ({"a.weight": np.ones((1, 1, 3))}, {"names": ["b"]}, "there is no array 'b'"),
        ({"a.weight": np.ones((1, 1, 2)), "a.bias": np.ones(1), "b.weight": np.ones((1, 1, 2))}, {}, "last layer"),
        ({}, {}, "from 1 to"),
        (3, {}, "a int was given"),
        ("nowhere.npz", {}, "cannot read the file"),
        ("model.pt", {}, "is neither; in Python, load_model takes the state_dict"),
        ("model.csv", {}, "is neither$"),
        ("a" * 5000, {}, "cannot read the file"),
        ("x\0.npy", {}, "is not a file name|cannot read"),
    ],
)
def test_what_is_not_handled_is_refused_with_the_reason(source: Any, options: Any, words: str) -> None:
    with pytest.raises(LcnsymError, match=words) as told:
        load_model(source, **options)
    assert len(str(told.value)) < 400


@pytest.mark.parametrize(
    ("inputs", "outputs"),
    [(np.ones((3, 4)), np.ones((3, 3))), (np.ones((3, 4)), np.ones((2, 2))), (np.ones((3, 2, 4)), np.ones((3, 2, 2)))],
)
def test_data_that_do_not_fit_are_refused(inputs: Any, outputs: Any) -> None:
    with pytest.raises(BadInputError):
        load_model([[1.0, 2.0], [1.0, 3.0]]).on_data(inputs, outputs)


def test_the_file_that_is_broken_is_named(tmp_path: Path) -> None:
    np.save(tmp_path / "conv1.npy", np.ones(2))
    (tmp_path / "conv2.npy").write_bytes(b"not an array")
    with pytest.raises(BadInputError, match=r"in 'conv2\.npy': "):
        load_model(tmp_path)


def test_files(tmp_path: Path) -> None:
    layers = {"conv2": np.array([[[1.0, 2.0]]]), "conv10": np.array([[[1.0, -3.0]]])}
    expected = load_model(list(layers.values())).channels
    np.savez(tmp_path / "m.npz", **layers)
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, array in layers.items():
        np.save(folder / f"{name}.npy", array)
    paths = [folder / f"{name}.npy" for name in layers]
    for source in (tmp_path / "m.npz", folder, paths, str(tmp_path / "m.npz")):
        model = load_model(source)
        assert (model.names, model.channels) == (("conv2", "conv10"), expected)
    assert load_model(folder, names=["conv10", "conv2"]).channels[0].layers == expected[0].layers[::-1]
    (tmp_path / "broken.npz").write_bytes(b"PK nothing")
    with pytest.raises(BadInputError, match=r"not read as \.npz"):
        load_model(tmp_path / "broken.npz")


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_archives_are_refused_in_a_line(compression: int, tmp_path: Path) -> None:
    array = io.BytesIO()
    np.save(array, np.array([1.0, 2.0]))
    path, rng = tmp_path / "m.npz", np.random.default_rng(1)
    with zipfile.ZipFile(path, "w", compression) as archive:
        archive.writestr("a.npy", array.getvalue())
    content = path.read_bytes()
    expected, refused = load_model(path).channels[0].layers, 0
    for _ in range(150):
        damaged = bytearray(content)
        damaged[rng.integers(len(content))] ^= 1 << int(rng.integers(8))
        path.write_bytes(damaged)
        try:
            found = load_model(path).channels[0].layers
        except LcnsymError:
            refused += 1
        else:
            assert found == expected
    assert refused > 50


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@pytest.mark.parametrize("name", ["m.npy", "m.npz", "m.safetensors"])
def test_pipes_and_devices_are_not_waited_for(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(LcnsymError, match=r"not a regular file|is not installed"):
        load_model(tmp_path / name)
    with pytest.raises(BadInputError, match=r"not a regular file|ends in"):
        model_files.read_samples(str(tmp_path / name))


def test_layers_of_one_name_are_not_lost(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        np.save(tmp_path / folder / "weight.npy", np.array([1.0, 2.0]))
    with pytest.raises(BadInputError, match="two arrays have the name 'weight'"):
        load_model([tmp_path / folder / "weight.npy" for folder in ("first", "second")])
    with pytest.raises(BadInputError, match="given twice"):
        load_model({"a": [1.0, 2.0], "b": [1.0, 3.0]}, names=["a", "a"])


def test_safetensors_is_asked_for_where_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "module_if_installed", lambda _: None)
    with pytest.raises(UnsupportedError, match=r"pip install 'lcnsym\[model\]'"):
        load_model(DATA / "trained_line.safetensors")


@pytest.mark.needs("safetensors")
def test_a_chain_that_got_stuck_in_training(tmp_path: Path) -> None:
    model = load_model(DATA / "trained_line.safetensors")
    x, y = np.load(DATA / "trained_line_inputs.npy"), np.load(DATA / "trained_line_outputs.npy")
    (result,) = model.on_data(x, y)
    layers = [[float(c) for c in form.coefficients] for form in model.channels[0].layers]
    made = answers(x[:, 0].astype(float), layers, [1, 1])
    assert float(result.loss) == pytest.approx(((made - y[:, 0]) ** 2).mean())
    assert result.is_stuck
    assert result.nearest is not None
    assert result.nearest.nature is Nature.MINIMUM
    assert result.least_loss is not None
    assert result.least_loss[1] < result.nearest.loss[0]
    (tmp_path / "broken.safetensors").write_bytes(b"\x10" + b"\x00" * 30)
    with pytest.raises(BadInputError, match="not read as"):
        load_model(tmp_path / "broken.safetensors")


def test_values_are_short_in_print_and_can_be_pickled() -> None:
    model = load_model([[1.0, 2.0], [1.0, 3.0]])
    assert repr(model) == "<TrainedModel of k = (2,2)>"
    assert pickle.loads(pickle.dumps(model)) == model  # noqa: S301 - its own
