"""Trains the small chain of one-dimensional convolutions in this folder: `python -m tests.data.make_trained_line`.

Layers of sizes 3 and 2 are trained by gradient descent to give the outputs of the filter (2, 1, −2, 3) with noise,
from a start near (1, 1, −2), (1, −1). `trained_line.safetensors` has the filters as float32 arrays of the shape
(1, 1, k), under the names that PyTorch gives to the layers of a Sequential; `trained_line_inputs.npy` and
`trained_line_outputs.npy` have the data, of the shape (samples, 1, length). It needs the package safetensors.
"""

from __future__ import annotations

from pathlib import Path

import numpy

HERE = Path(__file__).parent
TARGET = numpy.array([2.0, 1.0, -2.0, 3.0])
OUTPUTS = 8
STEPS = 3000
RATE = 0.02


def main() -> None:
    from safetensors.numpy import save_file

    rng = numpy.random.default_rng(2108)
    inputs = rng.normal(size=(24, 1, OUTPUTS + 3)).astype(numpy.float32)
    windows = numpy.stack([inputs[:, 0, i : i + 4] for i in range(OUTPUTS)], axis=1).astype(float)
    outputs = (windows @ TARGET + rng.normal(0, 0.1, (24, OUTPUTS))).astype(numpy.float32)[:, None]
    gram = numpy.einsum("nia,nib->ab", windows, windows) / windows[..., 0].size
    moments = numpy.einsum("nia,ni->a", windows, outputs[:, 0]) / windows[..., 0].size
    first, last = rng.normal([1.0, 1.0, -2.0], 0.1), rng.normal([1.0, -1.0], 0.1)
    for _ in range(STEPS):
        slope = 2 * (gram @ numpy.convolve(first, last) - moments)
        steps = numpy.correlate(slope, last, "valid"), numpy.correlate(slope, first, "valid")
        first, last = first - RATE * steps[0], last - RATE * steps[1]
    layers = {"0.weight": first, "1.weight": last}
    save_file(
        {name: layer.astype(numpy.float32)[None, None] for name, layer in layers.items()},
        HERE / "trained_line.safetensors",
    )
    numpy.save(HERE / "trained_line_inputs.npy", inputs)
    numpy.save(HERE / "trained_line_outputs.npy", outputs)


if __name__ == "__main__":
    main()
