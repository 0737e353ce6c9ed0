"""Trains the small chain of two-dimensional convolutions in this folder: `python -m tests.data.make_trained_chain`.

Three layers of 3x3 filters, one channel, are trained by gradient descent to match a blur of format 7x7 in the mean
square, from a fixed start; the filters are stored as float32 arrays of the shape (1, 1, 3, 3) that deep learning
libraries use.
"""

from __future__ import annotations

from pathlib import Path

import numpy

HERE = Path(__file__).parent
STEPS = 2000
RATE = 0.05


def convolved(a: numpy.ndarray, b: numpy.ndarray) -> numpy.ndarray:
    """The full convolution of two arrays."""
    out = numpy.zeros((a.shape[0] + b.shape[0] - 1, a.shape[1] + b.shape[1] - 1))
    for (i, j), w in numpy.ndenumerate(a):
        out[i : i + b.shape[0], j : j + b.shape[1]] += w * b
    return out


def correlated(error: numpy.ndarray, others: numpy.ndarray) -> numpy.ndarray:
    """The gradient of half the square of the error by the filter that is convolved with the others."""
    size = error.shape[0] - others.shape[0] + 1, error.shape[1] - others.shape[1] + 1
    return numpy.array(
        [
            [(error[i : i + others.shape[0], j : j + others.shape[1]] * others).sum() for j in range(size[1])]
            for i in range(size[0])
        ]
    )


def trained() -> list[numpy.ndarray]:
    """The filters after training."""
    x = numpy.linspace(-1.5, 1.5, 7)
    blur = numpy.exp(-(x[:, None] ** 2) - x[None, :] ** 2 - 0.6 * x[:, None] * x[None, :])
    blur /= blur.sum()
    rng = numpy.random.default_rng(2023)
    filters = [rng.normal(0, 0.3, (3, 3)) for _ in range(3)]
    for _ in range(STEPS):
        error = convolved(convolved(filters[0], filters[1]), filters[2]) - blur
        gradients = []
        for i in range(3):
            others = [f for j, f in enumerate(filters) if j != i]
            gradients.append(correlated(error, convolved(*others)))
        filters = [f - RATE * g for f, g in zip(filters, gradients, strict=True)]
    return [f.astype(numpy.float32).reshape(1, 1, 3, 3) for f in filters]


def main() -> None:
    for i, array in enumerate(trained(), start=1):
        numpy.save(HERE / f"trained_chain_{i}.npy", array)


if __name__ == "__main__":
    main()
