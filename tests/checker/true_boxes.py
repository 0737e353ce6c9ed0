"""True certificates about critical points of any size, with numbers of any length."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from tests.checker.hostile import document

Rows = list[list[str]]


class Noise:
    """Small rationals whose numerators and denominators have so many bits."""

    def __init__(self, bits: int, seed: int = 1) -> None:
        self.bits, self._random = bits, random.Random(seed)

    def near(self, value: int) -> str:
        """The value, and less than 2^−30 more."""
        top, bottom = (self._random.getrandbits(self.bits) | 1 << (self.bits - 1) for _ in range(2))
        return str(value + Fraction(top, bottom << 31))


def true_box(k: list[int], bits: int, gram: bool = True) -> str:
    """A minimum near w = x^n for the target x^n + x^(n−2)·y², all layers near a power of x.

    The Hessian is near the unit matrix: two layers have the same derivative x^(n−1)·y, and the residual −x^(n−2)·y²
    makes up for it.
    """
    noise = Noise(bits)
    size, unknowns = 1 + sum(part - 1 for part in k), sum(k) - len(k) + 1
    target = [noise.near(int(i in (0, 2) and (i == 0 or len(k) > 1))) for i in range(size)]
    claim: dict[str, Any] = {
        "kind": "critical-point",
        "architecture": {"k": k, "s": [1] * len(k)},
        "loss": {"gram": symmetric(size, noise) if gram else None, "target": target},
        "box": {
            "centre": [[noise.near(int(i == 0)) for i in range(part)] for part in k],
            "radius": noise.near(0),
            "fixed": [None, *[0] * (len(k) - 1)],
        },
        "value": ["-1", "2"],
        "nature": "minimum",
    }
    claim["box"]["radius"] = str(Fraction(claim["box"]["radius"]) * 2**13)
    return document(
        claim,
        {"kind": "krawczyk", "preconditioner": symmetric(unknowns, noise), "congruence": symmetric(unknowns, noise)},
    )


def symmetric(size: int, noise: Noise) -> Rows:
    """A symmetric matrix near the unit matrix."""
    rows = [[noise.near(int(i == j)) for j in range(i + 1)] for i in range(size)]
    return [[rows[max(i, j)][min(i, j)] for j in range(size)] for i in range(size)]
