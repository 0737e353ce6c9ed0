"""The complex critical points of networks with larger strides, counted by Gröbner bases in Singular."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import prod

import pytest

from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.stratum import Proof
from lcnsym.network.architecture import Architecture

from ..show.programs import answer
from .support import bombieri, euclidean, random_loss

pytestmark = pytest.mark.needs("Singular")

PRIME = 2147483647
"""Modulo which the bases are made: losses here have small integers, so the numbers are those over the rationals."""


def counted(sizes: Sequence[int], strides: Sequence[int], loss: SquareLoss) -> int:
    """The solutions, up to scaling, of ∂L = 0 with w ≠ 0, each with its multiplicity.

    All layers but the last are fixed by a linear equation that no solution for these losses has 0 in.
    """
    unknowns = [[f"a{i}_{j}" for j in range(k)] for i, k in enumerate(sizes)]
    names = [name for layer in unknowns for name in layer]
    steps = [prod(strides[:i]) for i in range(len(sizes))]
    terms: dict[int, list[str]] = {}
    for places in product(*(range(k) for k in sizes)):
        place = sum(p * s for p, s in zip(places, steps, strict=True))
        terms.setdefault(place, []).append("*".join(unknowns[i][p] for i, p in enumerate(places)))
    rests = [f"({'+'.join(terms.get(i, ['0']))}-({c}))" for i, c in enumerate(loss.target.coefficients)]
    n = len(rests)
    value = "+".join(f"({loss.gram[i][j]})*{rests[i]}*{rests[j]}" for i in range(n) for j in range(n))
    fixed = [
        "+".join(f"{7 * j * j + 3 * i + 2}*{name}" for j, name in enumerate(layer)) + "-1"
        for i, layer in enumerate(unknowns[:-1])
    ]
    last = "+".join(f"{5 * j * j + 3}*{name}" for j, name in enumerate(unknowns[-1]))
    text = (
        f"ring r={PRIME},(z,{','.join(names)}),dp; poly loss={value};"
        f"ideal i=jacob(loss),{','.join(fixed)},z*({last})-1; option(redSB); vdim(slimgb(i)); quit;\n"
    )
    return int(answer(["Singular", "-q"], text).split()[-1])


CASES = [
    ((2, 2), (2, 1)),
    ((3, 2), (2, 1)),
    ((2, 3), (2, 1)),
    ((2, 3), (3, 1)),
    ((3, 3), (2, 1)),
    ((2, 2, 2), (1, 2, 1)),
    ((2, 2, 2), (2, 1, 1)),
    ((2, 2, 2), (2, 2, 1)),
    ((3, 2, 2), (2, 1, 1)),
    ((3, 2, 2), (1, 2, 1)),
]


@pytest.mark.parametrize(("sizes", "strides"), CASES)
def test_numbers_for_random_losses(sizes: tuple[int, ...], strides: tuple[int, ...]) -> None:
    architecture = Architecture(sizes, strides)
    loss = random_loss(architecture.degree, 3)
    landscape = critical_points(architecture, loss)
    assert landscape.proof is Proof.COUNT
    assert landscape.complex_classes == counted(sizes, strides, loss)


SIMPLE = [
    *((euclidean, *CASES[i]) for i in (1, 5)),
    *((bombieri, *CASES[i]) for i in (0, 1, 2, 3, 4, 6, 7, 8)),
]
"""Of those, and of two kinds of special losses, the ones that have only simple solutions."""


@pytest.mark.parametrize(("make", "sizes", "strides"), SIMPLE)
def test_numbers_for_special_losses(
    make: Callable[..., SquareLoss], sizes: tuple[int, ...], strides: tuple[int, ...]
) -> None:
    architecture = Architecture(sizes, strides)
    loss = make(*[(3 * i * i + 5 * i + 2) % 11 - 4 for i in range(architecture.degree + 1)])
    assert critical_points(architecture, loss).complex_classes == counted(sizes, strides, loss)
