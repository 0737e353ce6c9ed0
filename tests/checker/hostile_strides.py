"""Documents about strides and axes whose choices would fill the memory if the checker just went on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.checker.hostile import Document, document


def times(f: list[int], g: list[int]) -> list[int]:
    """The product of two forms."""
    found = [0] * (len(f) + len(g) - 1)
    for i, a in enumerate(f):
        for j, b in enumerate(g):
            found[i + j] += a * b
    return found


def part(multiplicity: int, form: list[int], *breakpoints: str) -> Document:
    return {"multiplicity": multiplicity, "form": [str(c) for c in form], "breakpoints": list(breakpoints)}


def many_shares(a: int) -> str:
    """P = (x⁴ − y⁴)^a·(xy)^(2a+2)·(x⁴ + y⁴)^(a+2) and two levels: cubically many choices of roots of every sort."""
    form = [1]
    for factor, exponent in (([1, 0, 0, 0, -1], a), ([0, 1, 0], 2 * a + 2), ([1, 0, 0, 0, 1], a + 2)):
        for _ in range(exponent):
            form = times(form, factor)
    above = 3 * a + 2 + a % 2
    above += 1 - above % 2
    below = len(form) - 1 - 2 * above
    claim: dict[str, Any] = {
        "kind": "not-member",
        "architecture": {"k": [2, 2, below - 1, above + 1], "s": [1, 1, 2, 1]},
        "filter": [str(c) for c in form],
    }
    first = [
        part(a, [1, 0, 0, 0, -1], "-1", "0", "1"),
        part(a + 2, [1, 0, 0, 0, 1], "0"),
        part(2 * a + 2, [0, 1, 0], "0"),
    ]
    second = [part(a, [1, 0, -1], "-1", "0", "1"), part(a + 1, [0, 1, 0], "0"), part(a + 2, [1, 0, 1], "0")]
    levels = [{"cofactor": ["1"], "prime": "2147483647", "factors": factors} for factors in (first, second)]
    return document(claim, {"kind": "divisors", "levels": levels})


def many_rooms() -> str:
    """A power of x_1·x_2 and of linear forms along two axes in many bins: all rooms that can be left."""
    layers = [[2 + i % 5, 2 + i * i % 7] for i in range(14)]
    first, second = (sum(sizes[j] - 1 for sizes in layers) for j in (0, 1))
    # x_1^a·x_2^b has the one entry of the highest powers
    form = ["1", *["0"] * ((first + 1) * (second + 1) - 1)]
    factors = [
        {"multiplicity": n, "format": shape, "form": ["1", "0"], "planes": [], "breakpoints": ["0"]}
        for n, shape in ((first, [2, 1]), (second, [1, 2]))
    ]
    claim = {"kind": "not-complex-member", "architecture": {"k": layers, "s": [1] * len(layers)}, "filter": form}
    return document(claim, {"kind": "multidegrees", "scalar": "1", "factors": factors})


HOSTILE_STRIDES: dict[str, Callable[[], str]] = {
    "few shares of roots": lambda: many_shares(20),
    "many shares of roots": lambda: many_shares(130),
    "many rooms": many_rooms,
}
