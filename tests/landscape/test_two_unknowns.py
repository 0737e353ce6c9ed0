"""Zeros of systems in two unknowns against systems whose zeros are known, and against msolve."""

from __future__ import annotations

import random

import pytest
from flint import Ordering, fmpz_mpoly_ctx

from lcnsym.landscape.candidates.two_unknowns import common_zeros
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.equations.repeated_roots import RepeatedRoots

from .. import msolve
from .support import needs_msolve, random_loss

RING = fmpz_mpoly_ctx.get(("a", "b"), Ordering.degrevlex)


@pytest.mark.parametrize("seed", range(5))
def test_known_points(seed: int) -> None:
    """The ideal of some points: products of lines, one through each point."""
    rng = random.Random(seed)
    points = list({(rng.randint(-9, 9), rng.randint(-9, 9)) for _ in range(4)})
    a, b = RING.gens()
    equations = []
    for _ in range(5):
        product = RING.constant(1)
        for x, y in points:
            u, v = rng.randint(1, 9), rng.randint(1, 9)
            product = product * ((a - x) * u + (b - y) * v)
        equations.append(product)
    zeros = common_zeros(equations)
    assert zeros is not None
    found = sorted((round(float(p[0].real)), round(float(p[1].real))) for p, _ in zeros.points(128))
    assert found == sorted(points)
    for point, is_real in zeros.points(128):
        assert is_real
        assert all(abs(float(z.real) - round(float(z.real))) < 1e-20 for z in point)


def test_no_finite_set_of_zeros() -> None:
    a, b = RING.gens()
    assert common_zeros([(a - b) * a, (a - b) * b, (a - b) * (a + b + 1)]) is None


@needs_msolve
@pytest.mark.parametrize("partition", [(2, 2), (3, 2), (2, 2, 1), (3, 3)])
def test_the_same_polynomial_as_msolve(partition: tuple[int, ...]) -> None:
    loss = random_loss(sum(partition), 11)
    unknowns = RepeatedRoots(partition)
    equations = unknowns.equations(Quadric(loss.gram, loss.target))
    own = common_zeros(equations)
    other = msolve.parametrization(unknowns.names, [str(e) for e in equations], 60)
    assert own is not None
    assert other is not None
    assert own.degree == other.degree
    ours = sorted((float(p[0].real), float(p[1].real)) for p, is_real in own.points(128) if is_real)
    theirs = sorted((float(p[0].real), float(p[1].real)) for p, is_real in other.points(128) if is_real)
    assert [x for pair in ours for x in pair] == pytest.approx([x for pair in theirs for x in pair])
