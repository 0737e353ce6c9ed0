"""No answer about critical points that Newton's iteration and descent contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from lcnsym.landscape.critical import Landscape
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.layers.parameter_points import ParameterClass

from .oracle_cases import DEGENERATE, RANDOM, Case, cases
from .oracle_judge import judged

FEW = 40


@pytest.mark.parametrize("case", [*cases(FEW)], ids=lambda case: f"{case.kind}-{case.sizes}-{case.strides}")
def test_nothing_is_contradicted(case: Case) -> None:
    assert not judged(case).contradictions


@pytest.mark.long
def test_nothing_is_contradicted_in_all_cases() -> None:
    total: Counter[str] = Counter()
    for case in cases():
        found = judged(case)
        assert not found.contradictions, str(case)
        total += found.counts
    assert total["complete lists"] > (RANDOM + DEGENERATE) * 3 // 4
    assert total["numbers of spurious minima"] > (RANDOM + DEGENERATE) // 2


def without_the_second_point(landscape: Landscape) -> Landscape:
    return replace(
        landscape,
        points=(landscape.points[0], *landscape.points[2:]),
        orders=(landscape.orders[0], *landscape.orders[2:]),
    )


def without_the_best_point(landscape: Landscape) -> Landscape:
    return replace(landscape, points=landscape.points[1:], orders=(0, *landscape.orders[2:]))


def with_saddles_for_minima(landscape: Landscape) -> Landscape:
    return with_natures(landscape, {Nature.MINIMUM: Nature.SADDLE})


def with_minima_for_saddles(landscape: Landscape) -> Landscape:
    return with_natures(landscape, {Nature.SADDLE: Nature.MINIMUM})


def with_nature(found: ParameterClass, instead: dict[Nature, Nature]) -> ParameterClass:
    if found.nature is None:
        return found
    return replace(found, decided=replace(found.decided, nature=instead.get(found.nature, found.nature)))


def with_natures(landscape: Landscape, instead: dict[Nature, Nature]) -> Landscape:
    return replace(
        landscape,
        points=tuple(
            replace(
                point,
                classes=tuple(with_nature(found, instead) for found in point.classes),
            )
            for point in landscape.points
        ),
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (without_the_second_point, "a critical point is missing"),
        (without_the_best_point, "the least loss is said to be"),
        (with_saddles_for_minima, "saddle with loss"),
        (with_saddles_for_minima, "0 spurious minima are claimed, descent has 1"),
        (with_minima_for_saddles, "minimum with loss"),
    ],
)
def test_wrong_answers_are_contradicted(changed: Callable[[Landscape], Landscape], words: str) -> None:
    """k = (3,2), u = (2,1,−2,3), Q = 1 has the spurious minimum (1,0,−3,2) with the loss 4."""
    identity = tuple(tuple(Fraction(int(i == j)) for j in range(4)) for i in range(4))
    case = Case("by hand", (3, 2), (1, 1), tuple(map(Fraction, (2, 1, -2, 3))), identity)
    assert not judged(case).contradictions
    assert any(words in line for line in judged(case, changed).contradictions)
