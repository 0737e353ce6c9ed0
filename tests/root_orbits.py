"""Forms whose roots are known exactly, and all ways to share these out among layers of any strides, tried out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import product as tuples
from math import gcd

from hypothesis import strategies as st

from lcnsym import Architecture, BinaryForm
from lcnsym.algebra.forms import product

Point = str | tuple[Fraction, Fraction]
"""0, infinity, or 2^a·exp(2πi·b) as (a, b) with 0 ≤ b < 1: a group in which powers are exact."""


def power(point: Point, exponent: int) -> Point:
    return point if isinstance(point, str) else (point[0] * exponent, point[1] * exponent % 1)


def conjugate(point: Point) -> Point:
    return point if isinstance(point, str) else (point[0], -point[1] % 1)


def preimages(point: Point, exponent: int) -> list[Point]:
    """All points, with multiplicity, whose power the point is."""
    if isinstance(point, str):
        return [point] * exponent
    return [(point[0] / exponent, (point[1] + j) / exponent) for j in range(exponent)]


@lru_cache
def cyclotomic(d: int) -> tuple[int, ...]:
    """Φ_d, leading coefficient first."""
    quotient = [1, *[0] * (d - 1), -1]
    for c in range(1, d):
        if d % c == 0:
            divisor, rest, quotient = cyclotomic(c), quotient, []
            while len(rest) >= len(divisor):
                quotient.append(rest[0])
                rest = [a - rest[0] * b for a, b in zip(rest[1:], [*divisor[1:], *[0] * len(rest)], strict=False)]
    return tuple(quotient)


def scaled_cyclotomic(d: int, a: int) -> tuple[BinaryForm, list[Point]]:
    """The form whose roots are 2^a times the primitive d-th roots of unity."""
    coefficients = cyclotomic(d)
    form = BinaryForm(tuple(c * Fraction(2) ** (a * i) for i, c in enumerate(coefficients)))
    return form, [(Fraction(a), Fraction(b, d)) for b in range(d) if gcd(b, d) == 1]


def binomial(m: int, b: int) -> tuple[BinaryForm, list[Point]]:
    """x^m − 2·y^m for b = 0, x^m + 2·y^m for b = 1."""
    form = BinaryForm((1, *[0] * (m - 1), 2 if b else -2))
    return form, preimages((Fraction(1), Fraction(b, 2)), m)


BLOCKS = [
    (BinaryForm((1, 0)), ["0"]),
    (BinaryForm((0, 1)), ["infinity"]),
    *(scaled_cyclotomic(d, a) for d in (1, 2, 3, 4, 6, 8, 12) for a in (0, 1)),
    *(binomial(m, b) for m in (2, 3, 4, 6) for b in (0, 1)),
]


def selections(available: Counter[Point], degree: int) -> Iterator[Counter[Point]]:
    """All sub-multisets of a size."""
    points = list(available)
    for numbers in tuples(*(range(available[point] + 1) for point in points)):
        if sum(numbers) == degree:
            yield Counter({point: number for point, number in zip(points, numbers, strict=True) if number})


def factorizations(
    architecture: Architecture, roots: Counter[Point], *, real: bool
) -> Iterator[tuple[Counter[Point], ...]]:
    """The roots of the layers' filters in every factorization, tried out layer by layer from the last to the first."""
    layers = list(zip(architecture.filter_sizes, architecture.stride_products, strict=True))

    def tried(left: Counter[Point], i: int) -> Iterator[tuple[Counter[Point], ...]]:
        if i < 0:
            if not +left:
                yield ()
            return
        size, stride = layers[i]
        for chosen in selections(_available(left, stride), size - 1):
            if real and any(chosen[t] != chosen[conjugate(t)] for t in chosen):
                continue
            taken = Counter(x for t in chosen.elements() for x in preimages(t, stride))
            yield from ((*before, chosen) for before in tried(left - taken, i - 1))

    return tried(roots, len(layers) - 1)


def _available(roots: Counter[Point], stride: int) -> Counter[Point]:
    """How often all preimages of a point are among the roots, for the points with that."""
    found: Counter[Point] = Counter()
    for t in {power(point, stride) for point in roots}:
        found[t] = min(roots[x] // number for x, number in Counter(preimages(t, stride)).items())
    return +found


def splits(architecture: Architecture, roots: Counter[Point], *, real: bool) -> bool:
    """Whether there is a factorization."""
    return next(factorizations(architecture, roots, real=real), None) is not None


@st.composite
def architectures_and_roots(draw: st.DrawFn) -> tuple[Architecture, BinaryForm, Counter[Point]]:
    """Small architectures, and forms of their degree whose roots are known, members and near misses among them."""
    layers = draw(st.integers(1, 3))
    sizes = tuple(draw(st.integers(1, 4)) for _ in range(layers))
    strides = tuple(draw(st.integers(1, 4)) for _ in range(layers))
    architecture = Architecture(sizes, strides)
    blocks: list[tuple[BinaryForm, list[Point]]] = []
    degree = architecture.degree
    while degree:
        # blocks in x^S make members and near misses likely; others spoil them
        stride = draw(st.sampled_from([1, *architecture.stride_products]))
        fitting = [block for block in BLOCKS if block[0].degree * stride <= degree]
        if not fitting:
            continue
        form, roots = draw(st.sampled_from(fitting))
        blocks.append((form.in_powers(stride), [x for t in roots for x in preimages(t, stride)]))
        degree -= form.degree * stride
    return architecture, product(form for form, _ in blocks), Counter(x for _, roots in blocks for x in roots)
