"""Uniformly random packings, drawn from exact counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from random import Random

from ..cost import steps_text
from ..errors import BadInputError, InconclusiveError, require_integer
from .balls import Balls, Bins
from .classes import Draw, Family, Layers, Pass, apply, start
from .counting_bins import BinProgram
from .counting_colours import ColourProgram
from .counting_packings import require_budget
from .estimates import bin_steps, colour_steps
from .feasibility import is_feasible
from .packing import Packing

Moves = list[tuple[Pass, int]]
"""The parts of a draw, each with the number of members that go down."""


@dataclass(frozen=True)
class _Plan:
    """A counting program, with the names of those who draw and of the members of each family.

    Bins are named by their index, colours by their index in canonical order.
    """

    initial: int
    draws: tuple[Draw, ...]
    drawers: tuple[int, ...]
    members: dict[Family, dict[int, list[int]]]
    by_bins: bool


def sample(  # noqa: PLR0913 - the problem and the question
    balls: Balls, bins: Bins, *, compatible: bool, number: int, seed: int, budget: int
) -> tuple[Packing, ...]:
    """Independent packings, each with the same probability; the same seed gives the same packings.

    A path through the states of a counting program is chosen from its end backwards, each step with probability
    proportional to the number of ways that lead to it; then it is chosen which of the members that are alike go down.

    Raises:
        BadInputError: there is no packing, the number is no integer ≥ 0, or the seed no integer.
        InconclusiveError: the estimates of both programs exceed the budget.
    """
    require_budget(budget)
    number = require_integer(number, "the number of packings", 0)
    seed = require_integer(seed, "a seed")
    if not is_feasible(balls, bins, compatible=compatible):
        raise BadInputError("there is no packing to choose")
    plan = _plan(balls, bins, budget, compatible=compatible)
    generator = Random(seed)
    walks = _walks(plan, number, generator)
    return tuple(_packing(plan, balls, bins, walk, generator) for walk in walks)


def _plan(balls: Balls, bins: Bins, budget: int, *, compatible: bool) -> _Plan:
    by_bins, by_colours = BinProgram(balls, bins, compatible), ColourProgram(balls, bins, compatible)
    steps = min(bin_steps(by_bins), colour_steps(by_colours))
    if steps > budget:
        raise InconclusiveError(f"choosing random packings takes {steps_text(steps)} steps, the budget is {budget}")
    if steps == bin_steps(by_bins):
        drawers = sorted((i for i, c in enumerate(bins.capacities) if c), key=lambda i: bins.capacities[i])
        doubles, singles = by_bins.families[1], by_bins.families[0]
        first = len(balls.double)
        members = {doubles: _grouped(balls.double, 0), singles: _grouped(balls.single, first)}
        return _Plan(by_bins.initial(), tuple(by_bins.draws()), tuple(drawers), members, True)
    numbers, sizes = balls.double + balls.single, (2,) * len(balls.double) + (1,) * len(balls.single)
    drawers = sorted(range(len(numbers)), key=lambda i: (-sizes[i], -numbers[i]))
    members = {by_colours.family: _grouped(bins.capacities, 0)}
    return _Plan(by_colours.initial(), tuple(by_colours.draws(lone=True)), tuple(drawers), members, False)


def _grouped(numbers: Sequence[int], first: int) -> dict[int, list[int]]:
    """The indices, counted from `first`, of the entries with each value."""
    found: dict[int, list[int]] = {}
    for i, value in enumerate(numbers, first):
        found.setdefault(value, []).append(i)
    return found


def _walks(plan: _Plan, number: int, generator: Random) -> list[list[Moves]]:
    """For every packing, the moves of every draw."""
    boundaries = [{plan.initial: 1}]
    for draw in plan.draws:
        boundaries.append(_snapshots(draw, boundaries[-1])[-1][0])
    states = [0] * number
    walks: list[list[Moves]] = [[] for _ in range(number)]
    for draw, before in zip(reversed(plan.draws), reversed(boundaries[:-1]), strict=True):
        snapshots, parts = _snapshots(draw, before), draw.passes(before)
        for i, state in enumerate(states):
            states[i], moves = _back(snapshots, parts, state, generator)
            walks[i].append(moves)
    return [walk[::-1] for walk in walks]


def _snapshots(draw: Draw, before: dict[int, int]) -> list[Layers]:
    """The layers before the draw and after each of its parts."""
    found = [start(draw, before)]
    for part in draw.passes(before):
        found.append([layer.copy() for layer in found[-1]])
        apply(part, found[-1])
    return found


def _back(snapshots: list[Layers], parts: list[Pass], state: int, generator: Random) -> tuple[int, Moves]:
    """The state before a draw, and the moves that lead from it to a state, chosen in proportion to the ways."""
    moves, room = [], 0
    for part, layers in zip(reversed(parts), reversed(snapshots[:-1]), strict=True):
        choices = _origins(part, layers, state, room)
        chosen = generator.randrange(sum(choices))
        j = 0
        while chosen >= choices[j]:
            chosen -= choices[j]
            j += 1
        state, room = state - j * part.delta, room + j * part.cost
        if j:
            moves.append((part, j))
    return state, moves[::-1]


def _origins(part: Pass, layers: Layers, state: int, room: int) -> list[int]:
    """For j = 0, 1, …, the ways in which the part led to a state by j members that went down."""
    kind = part.family
    stayed = state >> kind.shift(part.source) & kind.mask
    arrived = state >> kind.shift(part.target) & kind.mask if part.target else kind.mask
    most = min(arrived, kind.mask - stayed, (len(layers) - 1 - room) // part.cost)
    found = (layers[room + j * part.cost].get(state - j * part.delta, 0) for j in range(most + 1))
    return [ways * comb(stayed + j, j) for j, ways in enumerate(found)]


def _packing(plan: _Plan, balls: Balls, bins: Bins, walk: list[Moves], generator: Random) -> Packing:
    """A packing with these moves: which of the members that are alike go down is chosen at random."""
    colours = len(balls.double) + len(balls.single)
    matrix = [[0] * len(bins.capacities) for _ in range(colours)]
    members = {kind: {n: list(names) for n, names in of.items()} for kind, of in plan.members.items()}
    for drawer, moves in zip(plan.drawers, walk, strict=True):
        for part, j in moves:
            group = members[part.family]
            chosen = set(generator.sample(group[part.source], j))
            group[part.source] = [name for name in group[part.source] if name not in chosen]
            group.setdefault(part.target, []).extend(sorted(chosen))
            for name in chosen:
                colour, bin_ = (name, drawer) if plan.by_bins else (drawer, name)
                matrix[colour][bin_] += part.cost // part.family.weight
    return Packing(tuple(map(tuple, matrix)), len(balls.double), len(bins.capacities))
