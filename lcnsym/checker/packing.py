"""Rule packing: balls, a colour a root, lie in bins, a bin a layer, that are exactly full and hold no colour twice."""

from __future__ import annotations

from collections import Counter

from .architectures import Architecture
from .limits import MAX_DEGREE, MAX_LAYERS
from .outcome import Malformed, Rejected
from .patterns import Multiplicities
from .reading import fields, integer, items

RULE = "rule packing"

Bins = tuple[tuple[int, ...], ...]
"""The colours in each bin: i ≥ 1 is the i-th real root, −j the j-th conjugate pair, by ascending multiplicity."""


def read_packing(document: object, architecture: Architecture | None) -> Bins:
    """The evidence of kind "packing": a list of colours a layer."""
    _, bin_documents = fields(document, ("kind", "bins"), "evidence")
    least, most = (1, MAX_LAYERS) if architecture is None else (len(architecture.sizes),) * 2
    return tuple(
        _read_bin(entry, f"bin {i}")
        for i, entry in enumerate(items(bin_documents, "evidence.bins", least, most), start=1)
    )


def _read_bin(document: object, where: str) -> tuple[int, ...]:
    colours = items(document, where, 0, MAX_DEGREE)
    found = tuple(integer(colour, f"a colour in {where}", -MAX_DEGREE, MAX_DEGREE) for colour in colours)
    if 0 in found:
        raise Malformed(f"{where} has the colour 0; real roots are 1, 2, … and conjugate pairs −1, −2, …")
    return found


def check_packing(bins: Bins, roots: Multiplicities, capacities: tuple[int, ...]) -> None:
    """Every bin is full and without repetition, and every colour lies in as many bins as its multiplicity says."""
    for i, (colours, capacity) in enumerate(zip(bins, capacities, strict=True), start=1):
        if len(set(colours)) != len(colours):
            raise Rejected(f"{RULE}, bin {i}: it holds two balls of one colour")
        size = sum(1 if colour > 0 else 2 for colour in colours)
        if size != capacity:
            raise Rejected(f"{RULE}, bin {i}: its balls have size {size}, its capacity is {capacity}")
    needed = dict(enumerate(roots.real, start=1)) | {-j: m for j, m in enumerate(roots.pairs, start=1)}
    used = Counter(colour for colours in bins for colour in colours)
    for colour in sorted({*needed, *used}):
        if used[colour] != needed.get(colour, 0):
            raise Rejected(
                f"{RULE}, colour {colour}: it occurs {used[colour]} times, its multiplicity is {needed.get(colour, 0)}"
            )
