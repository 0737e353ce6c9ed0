"""The roots that each level of layers can take, and which roots of the level below each of them is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..algebra.forms import BinaryForm
from ..cost import require
from ..membership.divisors import Divisors
from ..membership.nested import MadeOf
from ..membership.patterns import root_pattern
from ..network.architecture import Architecture
from ..network.levels import Level, Vector
from ..roots.chosen_roots import PlacedRoot, placed_roots
from ..roots.matched_powers import matched_powers
from ..roots.roots import ComplexPair, Root
from .balls import Balls, Bins
from .feasibility import is_feasible
from .packing import Packing
from .problem import PackingProblem

STEPS_TO_PLACE = 12
"""Of a root, for every root that there is: from 6 where they are easily told apart to 15."""


@dataclass(frozen=True)
class BallLevel:
    """The bins of one level and the balls that there are for them and all levels above; a `PackedLevel`.

    Args:
        balls: what the roots of D_S(P) are.
        bins: one for each layer of the level.
        made_of: for every colour, in canonical order, (place of a colour, number) of balls of the level below that
            one ball is made of; for the lowest level empty.
    """

    balls: Balls
    bins: Bins
    made_of: MadeOf = ()

    @property
    def numbers(self) -> Vector:
        """How many balls there are of every colour, in canonical order."""
        return self.balls.double + self.balls.single

    @property
    def sizes(self) -> Vector:
        """The size of every colour's balls, in canonical order."""
        return (2,) * len(self.balls.double) + (1,) * len(self.balls.single)

    def choices(self, left: Vector) -> Iterator[Vector]:
        """The numbers of balls, at most `left`, that fill the bins by their size, in descending lexicographic order."""
        return _vectors(self.bins.capacity, left, self.sizes)

    def number_of_choices(self, left: Vector) -> int:
        """How many vectors `choices` lists."""
        return _number_of_vectors(self.bins.capacity, left, self.sizes)

    def is_feasible(self, chosen: Vector, *, compatible: bool) -> bool:
        """Whether these balls can fill the bins."""
        problem = self._problem(chosen, compatible=compatible)
        return is_feasible(problem.balls, problem.bins, compatible=compatible)

    def count(self, chosen: Vector, budget: int, *, compatible: bool) -> int:
        """The number of packings of these balls. Raises InconclusiveError beyond the budget."""
        return self._problem(chosen, compatible=compatible).count(budget)

    def packings(self, chosen: Vector, *, compatible: bool) -> Iterator[Packing]:
        """The packings of these balls, in canonical order."""
        return (self._spread(chosen, one) for one in self._problem(chosen, compatible=compatible).packings())

    def _problem(self, chosen: Vector, *, compatible: bool) -> PackingProblem:
        """The packings of chosen balls; colours without balls are left out."""
        pairs = len(self.balls.double)
        double = tuple(number for number in chosen[:pairs] if number)
        single = tuple(number for number in chosen[pairs:] if number)
        return PackingProblem(Balls(single, double), self.bins, compatible=compatible)

    def _spread(self, chosen: Vector, packing: Packing) -> Packing:
        """The packing with rows of zeros for the colours of which nothing was chosen."""
        if all(chosen):
            return packing
        rows = iter(packing.placements)
        empty = (0,) * packing.layers
        placements = tuple(next(rows) if number else empty for number in chosen)
        return Packing(placements, len(self.balls.double), packing.layers)


@dataclass(frozen=True, eq=False)
class LevelRoots:
    """The roots of D_S(P), as a form in t = x^S, for the layers with this S.

    Attributes:
        level: S and the layers.
        divisor: D_S(P).
        placed: the roots by colour: 1, 2, … real ones by ascending multiplicity and value, −1, −2, … pairs.
        made_of: as in BallLevel.
    """

    level: Level
    divisor: BinaryForm
    placed: dict[int, PlacedRoot]
    made_of: MadeOf = ()

    @property
    def roots(self) -> dict[int, Root]:
        """The roots by colour."""
        return {colour: placed.root for colour, placed in self.placed.items()}

    @cached_property
    def packed(self) -> BallLevel:
        """The balls and bins."""
        multiplicities = {colour: placed.root.multiplicity for colour, placed in self.placed.items()}
        balls = Balls(
            tuple(m for colour, m in multiplicities.items() if colour > 0),
            tuple(m for colour, m in multiplicities.items() if colour < 0),
        )
        return BallLevel(balls, bins_of(self.level), self.made_of)

    def to_dict(self) -> dict[str, object]:
        """{stride, roots}, the roots with their colours."""
        return {
            "stride": self.level.stride,
            "roots": [{"colour": colour, **root.to_dict()} for colour, root in self.roots.items()],
        }


def coloured(form: BinaryForm) -> dict[int, PlacedRoot]:
    """The roots of a non-zero form by colour: 1, 2, … real ones by ascending multiplicity and value, −1, … pairs.

    Raises:
        BadInputError: the zero form.
        TooCostlyError: there are too many roots.
    """
    pattern = root_pattern(form)
    if pattern is not None:
        distinct = len(pattern.real) + 2 * len(pattern.complex)
        require(f"the places of {distinct} roots", steps=STEPS_TO_PLACE * distinct**2)
    found = sorted(placed_roots(form), key=lambda placed: placed.root.multiplicity)
    real = [placed for placed in found if not isinstance(placed.root, ComplexPair)]
    pairs = [placed for placed in found if isinstance(placed.root, ComplexPair)]
    return {**dict(enumerate(real, start=1)), **{-j: placed for j, placed in enumerate(pairs, start=1)}}


def bins_of(level: Level) -> Bins:
    """One bin of capacity k_i − 1 for every layer of a level with one axis."""
    return Bins(tuple(capacity for (capacity,) in level.capacities))


def level_roots(architecture: Architecture, form: BinaryForm) -> tuple[LevelRoots, ...] | None:
    """The levels of an architecture with the roots of a non-zero form, the lowest first; None: no complex layers."""
    problem = Divisors(architecture, form)
    if problem.failing_level is not None:
        return None
    found: list[LevelRoots] = []
    for level, divisor in zip(problem.levels, problem.divisors, strict=True):
        placed = coloured(divisor)
        made_of: MadeOf = ()
        if found:
            (exponent,) = level.ratio(found[-1].level.strides)
            made_of = matched_powers(_in_order(found[-1].placed), _in_order(placed), exponent)
        found.append(LevelRoots(level, divisor, placed, made_of))
    return tuple(found)


def _in_order(placed: dict[int, PlacedRoot]) -> list[PlacedRoot]:
    """The roots with the colours −1, −2, …, 1, 2, …."""
    return [placed[colour] for colour in sorted(placed, key=lambda colour: (colour > 0, abs(colour)))]


def _vectors(total: int, most: Vector, sizes: Vector) -> Iterator[Vector]:
    """All vectors v ≤ most with Σ sizes·v = total, in descending lexicographic order."""
    room = [0]
    for number, size in zip(reversed(most), reversed(sizes), strict=True):
        room.append(room[-1] + number * size)
    room.reverse()

    def from_place(place: int, rest: int) -> Iterator[Vector]:
        if place == len(most):
            if rest == 0:
                yield ()
            return
        for number in range(min(most[place], rest // sizes[place]), -1, -1):
            left = rest - number * sizes[place]
            if left > room[place + 1]:
                return
            yield from ((number, *after) for after in from_place(place + 1, left))

    return from_place(0, total)


def _number_of_vectors(total: int, most: Vector, sizes: Vector) -> int:
    """How many vectors `_vectors` lists."""
    found = [1] + [0] * total
    for number, size in zip(most, sizes, strict=True):
        for t in range(size, total + 1):
            found[t] += found[t - size]
        beyond = size * (number + 1)
        for t in range(total, beyond - 1, -1):
            found[t] -= found[t - beyond]
    return found[total]
