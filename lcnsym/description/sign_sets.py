"""Sets of sign vectors as short unions of boxes: products of sets of signs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from itertools import product
from operator import and_

SignVector = tuple[int, ...]
Box = tuple[frozenset[int], ...]

SIGNS = (-1, 0, 1)
ANY = frozenset(SIGNS)
_WIDER = (ANY, frozenset({0, 1}), frozenset({-1, 0}), frozenset({-1, 1}))


def sign_vectors(length: int) -> list[SignVector]:
    """All vectors of signs."""
    return list(product(SIGNS, repeat=length))


def boxes(wanted: Iterable[SignVector], free: Iterable[SignVector], length: int) -> tuple[Box, ...]:
    """Boxes that together hold all wanted vectors and, beside free ones, no others.

    Conditions are left out where they can be, and otherwise no wider than wanted vectors need. Few boxes, not always
    the fewest.
    """
    everything = sign_vectors(length)
    number = {vector: i for i, vector in enumerate(everything)}
    masks = [
        {signs: sum(1 << i for i, v in enumerate(everything) if v[place] in signs) for signs in _ALL_SETS}
        for place in range(length)
    ]
    needed = set(wanted)
    goal = sum(1 << number[vector] for vector in needed)
    allowed = goal | sum(1 << number[vector] for vector in set(free))
    full = (1 << len(everything)) - 1

    def members(box: Box) -> int:
        return reduce(and_, (masks[place][signs] for place, signs in enumerate(box)), full)

    candidates = {
        _widened(vector, order, lambda box: not members(box) & ~allowed)
        for vector in everything
        if goal >> number[vector] & 1
        for order in _orders(length)
    }
    ranked = sorted(candidates, key=lambda box: (-sum(map(len, box)), [sorted(signs) for signs in box]))
    chosen: list[Box] = []
    while goal:
        best = max(ranked, key=lambda box: (members(box) & goal).bit_count())
        held = [vector for vector in everything if members(best) >> number[vector] & 1 and vector in needed]
        chosen.append(tuple(_tight(signs, {vector[i] for vector in held}) for i, signs in enumerate(best)))
        goal &= ~members(best)
    return tuple(chosen)


_ALL_SETS = [frozenset({s}) for s in SIGNS] + list(_WIDER)


def _orders(length: int) -> Iterator[tuple[int, ...]]:
    """Orders in which a vector's places are widened: from every place on, upwards and downwards."""
    places = tuple(range(length))
    for start in range(max(length, 1)):
        turned = places[start:] + places[:start]
        yield turned
        yield turned[::-1]


def _widened(vector: SignVector, order: tuple[int, ...], fits: Callable[[Box], bool]) -> Box:
    box = [frozenset({s}) for s in vector]
    for place in order:
        for wider in _WIDER:
            if wider > box[place]:
                trial = (*box[:place], wider, *box[place + 1 :])
                if fits(trial):
                    box[place] = wider
                    break
    return tuple(box)


def _tight(signs: frozenset[int], taken: set[int]) -> frozenset[int]:
    return signs if signs == ANY else frozenset(taken)
