"""Documents about critical points that would cost minutes or gigabytes if the checker just went on."""

from __future__ import annotations

from collections.abc import Callable

from tests.checker.hostile import document, nines


def critical(k: list[int], digits: int, s: list[int] | None = None) -> str:
    """A critical point whose numbers all have so many digits, with different denominators."""
    strides = s or [1] * len(k)
    places, product = 1, 1
    for size, stride in zip(k, strides, strict=True):
        places += (size - 1) * product
        product *= stride
    count = sum(k) - len(k) + 1
    number = f"1/{nines(digits)}"
    claim = {
        "kind": "critical-point",
        "architecture": {"k": k, "s": strides},
        "loss": {"gram": [[number] * places] * places, "target": [number] * places},
        "box": {
            "centre": [[number] * size for size in k],
            "radius": number,
            "fixed": [None, *[0] * (len(k) - 1)],
        },
        "value": ["0", "1"],
        "nature": "minimum",
    }
    rows = [[number] * count] * count
    return document(claim, {"kind": "krawczyk", "preconditioner": rows, "congruence": rows})


def one_large_layer() -> str:
    """64 unknowns with numbers of 300 digits."""
    return critical([64], 300)


def many_layers() -> str:
    """63 layers with numbers of 200 digits."""
    return critical([2] * 63, 200)


def long_numbers() -> str:
    """Three layers with numbers of 100,000 digits."""
    return critical([2, 2, 2], 100_000)


def large_strides() -> str:
    """Filters of size 255 from seven layers."""
    return critical([2] * 7, 500, [2] * 7)


HOSTILE_LANDSCAPE: dict[str, Callable[[], str]] = {
    "one large layer of unknowns": one_large_layer,
    "many layers of unknowns": many_layers,
    "long numbers in a box": long_numbers,
    "large strides in a box": large_strides,
}
