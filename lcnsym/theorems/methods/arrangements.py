"""Connected sets of root arrangements, by search: roots move step by step around a circle of a few places.

A form is, up to moving its pairs of complex roots, its real roots with multiplicities in their places, and a sign: that
of the form just before place 0. A root that goes around changes it, if its multiplicity is odd.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations_with_replacement, permutations

State = tuple[tuple[int, ...], int]
"""The places of the real roots, ascending, repeated ones several times; and the sign."""


def components(degree: int, holds: Callable[[tuple[int, ...]], bool]) -> int:
    """Of the forms whose multiplicities of real roots, ascending, satisfy a condition.

    Some of the roots at a place may move on, and two roots at a place may become a pair, or a pair two roots.
    """
    places = degree + 1
    states = [
        (roots, sign)
        for number in range(degree % 2, degree + 1, 2)
        for roots in combinations_with_replacement(range(places), number)
        if holds(_multiplicities(roots))
        for sign in (1, -1)
    ]
    return _classes(states, lambda state: _moves(state, places, degree, holds))


def _multiplicities(roots: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(Counter(roots).values()))


def _moves(state: State, places: int, degree: int, holds: Callable[[tuple[int, ...]], bool]) -> Iterator[State]:
    roots, sign = state
    counted = Counter(roots)
    for place, multiplicity in counted.items():
        for moved in range(1, multiplicity + 1):
            between = Counter(counted)
            between[place] -= moved
            # they are alone on the way
            on_the_way = tuple(sorted([*(m for m in between.values() if m), moved]))
            if not holds(on_the_way):
                continue
            after = Counter(between)
            after[(place + 1) % places] += moved
            yield _state(after), sign * (-1) ** moved if place == places - 1 else sign
        if multiplicity >= 2:
            after = Counter(counted)
            after[place] -= 2
            yield _state(after), sign
    if len(roots) + 2 <= degree:
        for place in range(places):
            after = Counter(counted)
            after[place] += 2
            yield _state(after), sign


def _state(counted: Counter[int]) -> tuple[int, ...]:
    return tuple(sorted(counted.elements()))


def stratum_components(real: tuple[int, ...]) -> int:
    """Of the forms with these multiplicities of real roots, which stay apart."""
    places = len(real) + 1
    beads = set(permutations((*real, 0)))
    states = [(word, sign) for word in beads for sign in (1, -1)]

    def moves(state: State) -> Iterator[State]:
        word, sign = state
        for place in range(places):
            if word[place] and not word[(place + 1) % places]:
                after = list(word)
                after[(place + 1) % places], after[place] = word[place], 0
                yield tuple(after), sign * (-1) ** word[place] if place == places - 1 else sign

    return _classes(states, moves)


def _classes(states: Iterable[State], moves: Callable[[State], Iterator[State]]) -> int:
    """The classes that moves, in both directions, make of the states; moves to others are none."""
    parent = {state: state for state in states}

    def root(state: State) -> State:
        while parent[state] != state:
            parent[state] = state = parent[parent[state]]
        return state

    for state in parent:
        for other in moves(state):
            if other in parent:
                parent[root(state)] = root(other)
    return sum(parent[state] == state for state in parent)
