"""Random filters with several axes: products of small forms, which members are made of, and near misses."""

from __future__ import annotations

from itertools import product as cartesian
from math import prod

from hypothesis import strategies as st

from lcnsym.algebra.multihomogeneous import TensorForm
from lcnsym.network.several_axes import TensorArchitecture

SPLIT = [
    TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -2)),
    TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, 2)),
    TensorForm((3, 1), (1, 0, 1)),
    TensorForm((1, 3), (1, 0, -3)),
    TensorForm((3, 2), (1, 0, 0, 0, 0, -5)),
]
"""Irreducible over ℚ or over ℝ, but not over ℝ or ℂ."""


@st.composite
def tensors(draw: st.DrawFn, format: tuple[int, ...]) -> TensorForm:
    """Small integer entries, many of them zero."""
    entry = st.one_of(st.just(0), st.integers(-3, 3))
    return TensorForm(format, draw(st.lists(entry, min_size=prod(format), max_size=prod(format))))


@st.composite
def architectures(draw: st.DrawFn, axes: int = 2, most: int = 60) -> TensorArchitecture:
    """Up to three layers with sizes up to 3 along every axis."""
    sizes = st.tuples(*[st.integers(1, 3)] * axes)
    layers = st.lists(sizes, min_size=1, max_size=3).map(lambda formats: TensorArchitecture(tuple(formats)))
    return draw(layers.filter(lambda architecture: prod(architecture.format) <= most))


@st.composite
def strided_architectures(draw: st.DrawFn, axes: int = 2, most: int = 60) -> TensorArchitecture:
    """Up to three layers with sizes and strides up to 3 along every axis."""
    vectors = st.tuples(*[st.integers(1, 3)] * axes)
    layers = st.lists(st.tuples(vectors, vectors), min_size=1, max_size=3)
    drawn = layers.map(lambda of: TensorArchitecture(tuple(k for k, _ in of), strides=tuple(s for _, s in of)))
    return draw(drawn.filter(lambda architecture: prod(architecture.format) <= most))


@st.composite
def filters(draw: st.DrawFn, architecture: TensorArchitecture) -> TensorForm:
    """A form of the end-to-end format: a product of small ones, some that split over number fields, or arbitrary."""
    if draw(st.integers(0, 4)) == 0:
        return draw(tensors(architecture.format))
    left = [size - 1 for size in architecture.format]
    found = TensorForm((1,) * len(left), (1,))
    while any(left):
        same = [f for f in SPLIT if len(f.format) == len(left)]
        special = [f for f in same if all(d <= n for d, n in zip(f.degrees, left, strict=True))]
        if special and draw(st.booleans()):
            part = draw(st.sampled_from(special))
        else:
            degrees = draw(st.tuples(*(st.integers(0, min(2, n)) for n in left)).filter(any))
            part = draw(tensors(tuple(d + 1 for d in degrees)))
        left = [n - d for n, d in zip(left, part.degrees, strict=True)]
        found = found * part
    return found


def sums_to(sizes: list[tuple[int, ...]], bins: list[tuple[int, ...]]) -> bool:
    """Whether the balls fill the bins exactly, by trying every place for every ball."""
    for places in cartesian(range(len(bins)), repeat=len(sizes)):
        filled = [[0] * len(b) for b in bins]
        for place, size in zip(places, sizes, strict=True):
            filled[place] = [a + b for a, b in zip(filled[place], size, strict=True)]
        if [tuple(f) for f in filled] == [tuple(b) for b in bins]:
            return True
    return False
