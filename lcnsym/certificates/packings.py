"""The packings that certificates speak of: balls, a colour a root, in bins, a bin a layer, every bin exactly full.

Straightforward searches, for patterns and architectures of modest size; nothing else here counts or finds packings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from ..network.architecture import Architecture
from ..space.patterns import RootPattern

Bins = tuple[tuple[int, ...], ...]
"""The colours in each bin: i ≥ 1 is the i-th real root, −j the j-th conjugate pair, by ascending multiplicity."""


def count_packings(pattern: RootPattern, architecture: Architecture, compatible: bool) -> int:
    """The number of exact packings; with `compatible`, of those without two balls of one colour in a bin."""
    colours = tuple([(m, 2) for m in pattern.complex] + [(m, 1) for m in pattern.real])

    @cache
    def count(done: int, left: tuple[int, ...]) -> int:
        if done == len(colours):
            return int(not any(left))
        return sum(count(done + 1, tuple(sorted(after))) for after in _placed(*colours[done], left, compatible))

    return count(0, tuple(sorted(capacities(architecture))))


def first_packing(pattern: RootPattern, architecture: Architecture) -> Bins | None:
    """A compatible packing; None if there is none."""
    names = [-j for j in range(1, len(pattern.complex) + 1)] + list(range(1, len(pattern.real) + 1))
    colours = [(m, 2) for m in pattern.complex] + [(m, 1) for m in pattern.real]
    hopeless: set[tuple[int, tuple[int, ...]]] = set()

    def search(done: int, left: tuple[int, ...]) -> list[tuple[int, ...]] | None:
        """What is left of the bins after every colour from number `done` on."""
        if done == len(colours):
            return None if any(left) else []
        if (done, tuple(sorted(left))) in hopeless:
            return None
        for after in _placed(*colours[done], left, True):
            rest = search(done + 1, after)
            if rest is not None:
                return [after, *rest]
        hopeless.add((done, tuple(sorted(left))))
        return None

    steps = search(0, capacities(architecture))
    return None if steps is None else _bins(names, [capacities(architecture), *steps])


def capacities(architecture: Architecture) -> tuple[int, ...]:
    """The degrees k_i − 1 of the layers' forms."""
    return tuple(k - 1 for k in architecture.filter_sizes)


def _bins(names: Sequence[int], steps: Sequence[tuple[int, ...]]) -> Bins:
    """The colours by bin, from what is left of the bins before and after every colour."""
    found: list[list[int]] = [[] for _ in steps[0]]
    for name, before, after in zip(names, steps, steps[1:], strict=False):
        for colours, had, has in zip(found, before, after, strict=True):
            if had != has:
                colours.append(name)
    return tuple(tuple(sorted(colours)) for colours in found)


def _placed(multiplicity: int, size: int, left: tuple[int, ...], compatible: bool) -> Iterator[tuple[int, ...]]:
    """What may be left of the bins after the balls of one colour; bins with more room are tried first."""
    order = sorted(range(len(left)), key=lambda i: -left[i])

    def place(balls: int, position: int, now: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if balls == 0:
            yield now
        elif position < len(order):
            i = order[position]
            for n in range(min(balls, now[i] // size, 1 if compatible else balls), -1, -1):
                yield from place(balls - n, position + 1, (*now[:i], now[i] - n * size, *now[i + 1 :]))

    return place(multiplicity, 0, left)
