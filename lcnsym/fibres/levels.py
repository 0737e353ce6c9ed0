"""The roots that each level of layers can take, and which roots of the level below each of them is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..algebra.forms import BinaryForm
from ..cost import require
from ..membership.larger_strides import Level, StridedFactorization
from ..membership.patterns import root_pattern
from ..network.architecture import Architecture
from ..roots.chosen_roots import PlacedRoot, placed_roots
from ..roots.matched_powers import Parts, matched_powers
from ..roots.roots import ComplexPair, Root
from .balls import Balls, Bins
from .nested import NestedLevel

STEPS_TO_PLACE = 12
"""Of a root, for every root that there is: from 6 where they are easily told apart to 15."""


@dataclass(frozen=True, eq=False)
class LevelRoots:
    """The roots of D_S(P), as a form in t = x^S, for the layers with this S.

    Attributes:
        level: S and the layers' sizes.
        layers: the indices of these layers in the architecture, from 0.
        placed: the roots by colour: 1, 2, … real ones by ascending multiplicity and value, −1, −2, … pairs.
        made_of: as in NestedLevel.
    """

    level: Level
    layers: tuple[int, ...]
    placed: dict[int, PlacedRoot]
    made_of: tuple[Parts, ...] = ()

    @property
    def roots(self) -> dict[int, Root]:
        """The roots by colour."""
        return {colour: placed.root for colour, placed in self.placed.items()}

    @cached_property
    def nested(self) -> NestedLevel:
        """The balls and bins."""
        multiplicities = {colour: placed.root.multiplicity for colour, placed in self.placed.items()}
        balls = Balls(
            tuple(m for colour, m in multiplicities.items() if colour > 0),
            tuple(m for colour, m in multiplicities.items() if colour < 0),
        )
        return NestedLevel(balls, Bins(tuple(k - 1 for k in self.level.sizes)), self.made_of)

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


def level_roots(architecture: Architecture, form: BinaryForm) -> tuple[LevelRoots, ...] | None:
    """The levels of an architecture with the roots of a non-zero form, the lowest first; None: no complex layers.

    For stride one that is a single level with all layers, those of size 1 among them.
    """
    sizes = architecture.filter_sizes
    if architecture.is_stride_one:
        return (LevelRoots(Level(1, sizes), tuple(range(len(sizes))), coloured(form)),)
    problem = StridedFactorization(architecture, form)
    if problem.failing_level is not None:
        return None
    found: list[LevelRoots] = []
    for level, divisor in zip(problem.levels, problem.divisors, strict=True):
        layers = tuple(
            i
            for i, (stride, size) in enumerate(zip(architecture.stride_products, sizes, strict=True))
            if stride == level.stride and size > 1
        )
        placed = coloured(divisor)
        made_of: tuple[Parts, ...] = ()
        if found:
            exponent = level.stride // found[-1].level.stride
            made_of = matched_powers(_in_order(found[-1].placed), _in_order(placed), exponent)
        found.append(LevelRoots(level, layers, placed, made_of))
    return tuple(found)


def _in_order(placed: dict[int, PlacedRoot]) -> list[PlacedRoot]:
    """The roots with the colours −1, −2, …, 1, 2, …."""
    return [placed[colour] for colour in sorted(placed, key=lambda colour: (colour > 0, abs(colour)))]
