"""The interval arithmetic of rule krawczyk: it holds what the exact one gives, and costs what it announces."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.checker import check_text
from lcnsym.checker import document as documents
from lcnsym.checker.claims.architectures import Architecture
from lcnsym.checker.claims.critical import InBox, Loss, Matrix
from lcnsym.checker.kernel.dyadic import FixedPoint
from lcnsym.checker.kernel.fields import rational_numbers
from lcnsym.checker.kernel.limits import Work
from lcnsym.checker.kernel.outcome import Rejected
from lcnsym.checker.rules.compositions import coefficients
from lcnsym.checker.rules.critical.krawczyk import check_krawczyk, loss_at
from tests.checker.exact_krawczyk import ExactLoss, check_exactly
from tests.checker.true_boxes import true_box


def random_claim(rng: random.Random) -> InBox:
    """A box of any size about random filters, with any strides, Gram matrix and target."""

    def number() -> Fraction:
        return Fraction(rng.randint(-300, 300), rng.randint(100, 199))

    sizes = tuple(rng.randint(1, 3) for _ in range(rng.randint(1, 3)))
    architecture = Architecture(sizes, tuple(rng.randint(1, 2) for _ in sizes))
    n, free = architecture.filter_size, rng.randrange(len(sizes))
    entries = [[number() for _ in range(i + 1)] for i in range(n)]
    gram = tuple(tuple(entries[max(i, j)][min(i, j)] for j in range(n)) for i in range(n))
    return InBox(
        architecture,
        loss=Loss(rng.choice([None, gram]), tuple(number() for _ in range(n))),
        layers=tuple(tuple(number() for _ in range(size)) for size in sizes),
        radius=Fraction(rng.randint(1, 9), 10 ** rng.randint(1, 9)),
        fixed=tuple(None if i == free else rng.randrange(size) for i, size in enumerate(sizes)),
        value=(Fraction(0), Fraction(1)),
        nature=None,
        witness=None,
    )


def inside(claim: InBox, rng: random.Random) -> Matrix:
    """Filters in the box, often at a corner."""
    steps = [Fraction(-1), Fraction(1), Fraction(1), Fraction(-1), Fraction(rng.randint(-9, 9), 9)]
    return tuple(
        tuple(c if j == left_out else c + claim.radius * rng.choice(steps) for j, c in enumerate(layer))
        for layer, left_out in zip(claim.layers, claim.fixed, strict=True)
    )


def exact_parts(claim: InBox, filters: Matrix) -> list[Fraction]:
    """Loss, gradient and Hessian at filters."""
    loss = ExactLoss(claim, Fraction(0), filters)
    return [lo for lo, _ in [loss.value(), *loss.gradient(), *(entry for row in loss.hessian() for entry in row)]]


@pytest.mark.parametrize("places", [3, 10, 40, 200])
def test_rounded_intervals_hold_all_values_on_the_box(places: int) -> None:
    fixed, rng = FixedPoint(places, Work(), 0), random.Random(places)
    for _ in range(100):
        claim = random_claim(rng)
        unknowns = coefficients(claim.layers, claim.fixed)
        for radius in (Fraction(0), claim.radius):
            loss = loss_at(fixed, claim, claim.layers, radius)
            squares = [
                loss.value(),
                *loss.gradient(unknowns),
                *(entry for row in loss.hessian(unknowns) for entry in row),
            ]
            for _ in range(3):
                filters = inside(claim, rng) if radius else claim.layers
                for square, value in zip(squares, exact_parts(claim, filters), strict=True):
                    lo, hi = fixed.ends(square)
                    assert lo <= value <= hi
                    assert radius or hi - lo < Fraction(10**8, 2**places)


def test_losses_of_three_layers() -> None:
    fixed, rng = FixedPoint(60, Work(), 0), random.Random(3)
    drawn = (random_claim(rng) for _ in range(30))
    for claim in [claim for claim in drawn if len(claim.layers) == 3]:
        unknowns = coefficients(claim.layers, claim.fixed)
        loss = loss_at(fixed, claim, claim.layers)
        squares = [loss.value(), *loss.gradient(unknowns), *(entry for row in loss.hessian(unknowns) for entry in row)]
        for square, value in zip(squares, exact_parts(claim, claim.layers), strict=True):
            lo, hi = fixed.ends(square)
            assert lo <= value <= hi


@given(st.fractions(), st.fractions(min_value=0), st.integers(0, 70))
def test_numbers_are_rounded_outwards(value: Fraction, radius: Fraction, places: int) -> None:
    fixed = FixedPoint(places, Work(), 0)
    lo, hi = fixed.ends(fixed.around(value, radius))
    assert lo <= value - radius <= value + radius <= hi
    assert hi - lo <= 2 * radius + Fraction(4, 2**places)
    assert 0 <= value - Fraction(fixed.near(value), 2**places) < Fraction(1, 2**places)


# half the Hessian at w = 3x² for u = 3x² + 4y², in a_0, a_1, b_1, is [[9, 0, 0], [0, 9, −1], [0, −1, 1]]
INVERSE = ((Fraction(1, 9), 0, 0), (0, Fraction(1, 8), Fraction(1, 8)), (0, Fraction(1, 8), Fraction(9, 8)))
SQUARES = ((Fraction(1), 0, 0), (0, Fraction(1), 0), (0, 0, Fraction(2)))
BETTER = Fraction(9)
"""The loss of 4y²."""


def box(rng: random.Random) -> tuple[tuple[Matrix, Matrix], InBox]:
    """The spurious minimum of the corpus with everything a little aside, and much where it may fail."""
    far = rng.choice([Fraction(0), Fraction(1, 10**12), Fraction(1, 10**9), Fraction(1, 100)])

    def near(value: Fraction | int) -> Fraction:
        return value + far * Fraction(rng.randint(-1000, 1000), 1000)

    tiny = Fraction(1, 10 ** rng.randint(0, 30))
    centre = ((near(1), near(0)), (near(3), near(0)))
    radius = Fraction(rng.randint(1, 9), 10 ** rng.choice([1, 2, 3, 6, 8]))
    shown = ExactLoss(_claim(centre, radius, (Fraction(0), Fraction(1)), None), radius)
    lo, hi = shown.value()
    value = rng.choice([(lo, hi), (lo + tiny, hi), *[(lo - tiny, hi + tiny)] * 3, (BETTER, Fraction(99))])
    witness = rng.choice([None, ((0, 1), (0, 4)), ((0, 1), (0, 4 - tiny)), centre])
    inverse, squares = (tuple(tuple(near(c) for c in row) for row in rows) for rows in (INVERSE, SQUARES))
    return (inverse, squares), _claim(centre, radius, value, witness)


def _claim(centre: Any, radius: Fraction, value: tuple[Fraction, Fraction], witness: Any) -> InBox:
    filters = None if witness is None else tuple(tuple(map(Fraction, layer)) for layer in witness)
    target = (Fraction(3), Fraction(0), Fraction(4))
    loss, architecture = Loss(None, target), Architecture((2, 2), (1, 1))
    return InBox(architecture, loss, "minimum", filters, centre, value, radius, (None, 0))


def is_accepted(check: Any) -> bool:
    try:
        check()
    except Rejected:
        return False
    return True


def test_what_is_accepted_is_accepted_exactly() -> None:
    """For these filters the exact intervals are not wider, as there is only one way to compose two layers."""
    rng = random.Random(7)
    found: Counter[tuple[bool, bool]] = Counter()
    for _ in range(2000):
        evidence, claim = box(rng)
        mine = is_accepted(partial(check_krawczyk, evidence, claim, rational_numbers()))
        exactly = is_accepted(partial(check_exactly, evidence, claim))
        found[mine, exactly] += 1
        assert exactly or not mine
    assert found[True, True] > 100
    assert found[False, False] > 200


SPURIOUS = {
    "kind": "spurious-minimum",
    "architecture": {"k": [2, 2], "s": [1, 1]},
    "loss": {"gram": None, "target": ["3", "0", "4"]},
    "box": {"centre": [["1", "0"], ["3", "0"]], "fixed": [None, 0], "radius": "1/1000000"},
    "filters": [["0", "1"], ["0", "4"]],
}


@pytest.mark.parametrize(("least", "accepted"), [("9", False), ("900000000001/100000000000", True), ("8", False)])
def test_the_other_loss_is_strictly_smaller(least: str, accepted: bool) -> None:
    """The other filters have the loss 9."""
    evidence = {
        "kind": "krawczyk",
        "preconditioner": [[str(c) for c in row] for row in INVERSE],
        "congruence": [[str(c) for c in row] for row in SQUARES],
    }
    claim = {**SPURIOUS, "value": [least, "17"]}
    document = {"format": "lcnsym-certificate", "version": 1, "field": None, "claim": claim, "evidence": evidence}
    result = check_text(json.dumps(document))
    assert result.accepted == accepted, result.reason
    if not accepted:
        assert "not smaller" in str(result.reason)


SIZES = [(8, 80), (8, 1000), (16, 80), (16, 1000), (32, 80), (32, 1000), (64, 80), (64, 1000)]


@pytest.mark.parametrize("layers", ["one", "all"])
@pytest.mark.parametrize(("unknowns", "bits"), SIZES)
def test_the_announced_cost_bounds_the_real_one(
    unknowns: int, bits: int, layers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    meters: list[Work] = []

    class Kept(Work):
        def __init__(self) -> None:
            super().__init__()
            meters.append(self)

    monkeypatch.setattr(documents, "Work", Kept)
    text = true_box([unknowns] if layers == "one" else [2] * (unknowns - 1), bits)
    document = json.loads(text)
    started = time.process_time()
    result = check_text(text)
    seconds = time.process_time() - started
    assert result.accepted, result.reason
    assert len(document["evidence"]["preconditioner"]) == unknowns
    announced = meters[-1].done / 10**9
    # reading is not announced
    assert seconds < 1.5 * announced + 0.2
    assert announced < 12 * seconds + 0.2
