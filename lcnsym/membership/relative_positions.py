"""Where a filter lies in the real points of the Zariski closure of a function space, for one or two levels.

For larger strides the function space M has no interior points among all filters, but it has among the real filters with
complex layers. `docs/larger-strides.md` has the theorem and its proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from ..errors import TooCostlyError
from ..network.architecture import Architecture
from ..network.levels import Level, levels
from ..roots.chosen_roots import PlacedRoot, placed_roots
from ..roots.matched_powers import matched_powers
from ..roots.roots import ComplexPair, RealRoot
from .larger_strides import RootSorts, StridedFactorization
from .patterns import RootPattern, root_pattern
from .positions import Position, position_of_pattern

MOST_LEVELS = 2
LARGEST_DEGREE = 24
"""Up to this degree roots are matched where the first level has two even filter sizes or more."""
MOST_DIVISORS = 100_000


@dataclass(frozen=True)
class RelativePosition:
    """Where a filter lies with respect to the real points of the Zariski closure of the function space.

    Attributes:
        position: interior, boundary or outside. None: not decided.
        reason: why it is not decided; empty if it is.
    """

    position: Position | None
    reason: str = ""


def relative_position(architecture: Architecture, factorization: StridedFactorization | None) -> RelativePosition:
    """The position of a filter for an architecture with a larger stride that matters.

    Args:
        factorization: of the filter; None: the zero filter.
    """
    found = levels(architecture)
    if factorization is not None and not factorization.is_real:
        return RelativePosition(Position.OUTSIDE)
    if len(found) > MOST_LEVELS:
        return RelativePosition(
            None, f"relative positions are known for at most {MOST_LEVELS} levels, here are {len(found)}"
        )
    if len(found) == 1:
        pattern = None if factorization is None else root_pattern(factorization.divisors[0])
        return RelativePosition(position_of_pattern(pattern, found[0].even_filters))
    lower, upper = found
    return _of_two_levels(TwoLevels(lower, upper, upper.stride // lower.stride), factorization, architecture.degree)


def _of_two_levels(pair: TwoLevels, factorization: StridedFactorization | None, degree: int) -> RelativePosition:
    if factorization is None:
        return _decided(pair.fills_closure(degree // pair.lower.stride))
    if pair.lower.even_filters <= 1:
        pattern = root_pattern(factorization.divisors[1])
        return _decided(pattern is None or pair.keeps_real_roots(pattern))
    if factorization.divisors[0].degree > LARGEST_DEGREE:
        return RelativePosition(None, f"roots are matched with their powers up to degree {LARGEST_DEGREE}")
    try:
        are_members = Surroundings.of(pair, factorization).are_members()
    except TooCostlyError as error:
        return RelativePosition(None, str(error))
    if are_members is None:
        return RelativePosition(None, f"the filter has more than {MOST_DIVISORS} divisors in powers to be looked at")
    return _decided(are_members)


def _decided(is_interior: bool) -> RelativePosition:  # noqa: FBT001
    return RelativePosition(Position.INTERIOR if is_interior else Position.BOUNDARY)


@dataclass(frozen=True)
class TwoLevels:
    """Two levels of an architecture.

    Attributes:
        lower, upper: the levels.
        ratio: r, the stride of the upper level divided by that of the lower.
    """

    lower: Level
    upper: Level
    ratio: int

    def is_member(self, divisor: RootSorts, others: int) -> bool:
        """Whether C·E(x^r, y^r) is a member, if its divisor in powers is E.

        Args:
            divisor: the roots of E.
            others: the number of real roots of C.
        """
        real = others + divisor.preimages(self.ratio).real
        return any(
            real >= self.lower.even_filters + chosen.preimages(self.ratio).real
            for chosen in divisor.choices(self.upper.degree, self.upper.even_filters)
        )

    def keeps_real_roots(self, pattern: RootPattern) -> bool:
        """Whether all large enough divisors of all forms near one have the real roots that the upper level needs.

        The fewest have those that take an even number of every real root as far as they can.
        """
        even = sum(m - m % 2 for m in pattern.real) + 2 * pattern.complex_pairs
        return self.upper.degree - even >= self.upper.even_filters or not self.upper.even_filters

    def fills_closure(self, degree: int) -> bool:
        """Whether all real filters with complex layers have real ones; `degree` is theirs at the lower level."""
        return all(
            self.is_member(
                RootSorts(positive, real - positive, 0, (size - real) // 2), (degree - self.ratio * size) % 2
            )
            for size in range(self.upper.degree, degree // self.ratio + 1)
            for real in range(size % 2, size + 1, 2)
            for positive in range(real + 1)
        )


@dataclass(frozen=True)
class Above:
    """A real root t of the divisor in powers.

    Attributes:
        sign: 1, −1, or 0 for the roots 0 and infinity.
        multiplicity: its own.
        below: the multiplicities of the real roots x of P with x^r = t.
    """

    sign: int
    multiplicity: int
    below: tuple[int, ...]


@dataclass(frozen=True)
class Surroundings:
    """The filters with complex layers near one, by the divisors of its divisor in powers.

    Attributes:
        pair: the levels.
        real: the real roots of D_T(P).
        pairs: the multiplicities of its conjugate pairs.
        odd: how many other real roots of P have odd multiplicity.
    """

    pair: TwoLevels
    real: tuple[Above, ...]
    pairs: tuple[int, ...]
    odd: int

    @classmethod
    def of(cls, pair: TwoLevels, factorization: StridedFactorization) -> Surroundings:
        """Of a filter with complex layers that is not zero."""
        lower, upper = (placed_roots(divisor) for divisor in factorization.divisors)
        matched = matched_powers(lower, upper, pair.ratio)
        real, taken = [], set[int]()
        for placed, parts in zip(upper, matched, strict=True):
            taken.update(place for place, _ in parts)
            if not isinstance(placed.root, ComplexPair):
                below = tuple(lower[place].root.multiplicity for place, _ in parts if _is_real(lower[place]))
                real.append(Above(_sign(placed), placed.root.multiplicity, below))
        pairs = tuple(placed.root.multiplicity for placed in upper if isinstance(placed.root, ComplexPair))
        others = [placed for place, placed in enumerate(lower) if place not in taken and _is_real(placed)]
        return cls(pair, tuple(real), pairs, sum(placed.root.multiplicity % 2 for placed in others))

    def are_members(self) -> bool | None:
        """Whether all filters with complex layers near the filter are members. None: there is too much to look at."""
        multiplicities = [*(root.multiplicity for root in self.real), *self.pairs]
        if prod(m + 1 for m in multiplicities) > MOST_DIVISORS:
            return None
        number = len(self.real)
        return all(
            self.pair.is_member(sorts, self._others(chosen[:number]))
            for chosen in product(*(range(m + 1) for m in multiplicities))
            if sum(chosen[:number]) + 2 * sum(chosen[number:]) >= self.pair.upper.degree
            for sorts in self._nearby(chosen[:number], sum(chosen[number:]))
        )

    def _others(self, chosen: Sequence[int]) -> int:
        """The real roots that all forms near the cofactor have at least, if the divisor has each root so often."""
        taken = (
            (m - (e * self.pair.ratio if not t.sign else e)) % 2
            for t, e in zip(self.real, chosen, strict=True)
            for m in t.below
        )
        return self.odd + sum(taken)

    def _nearby(self, chosen: Sequence[int], pairs: int) -> Iterator[RootSorts]:
        """The sorts of the roots of forms near the divisor without multiple roots and without 0 and infinity."""
        counts = [
            _parities([e for t, e in zip(self.real, chosen, strict=True) if t.sign == sign]) for sign in (1, -1, 0)
        ]
        total = sum(chosen)
        for positive, negative, fixed in product(*counts):
            left = (total - positive - negative - fixed) // 2 + pairs
            for moved in range(fixed + 1):
                yield RootSorts(positive + moved, negative + fixed - moved, 0, left)


def _parities(numbers: Sequence[int]) -> range:
    """How many real roots can be left of roots of these multiplicities: one of each odd one, and two more at a time."""
    return range(sum(e % 2 for e in numbers), sum(numbers) + 1, 2)


def _is_real(placed: PlacedRoot) -> bool:
    return not isinstance(placed.root, ComplexPair)


def _sign(placed: PlacedRoot) -> int:
    """Of a real root; 0 for 0 and infinity."""
    root = placed.root
    if not isinstance(root, RealRoot):
        return 0
    # a root that is not rational is not zero
    while root.interval[0] < 0 < root.interval[1] or (root.part is not None and 0 in root.interval):
        root = root.narrowed()
    return (root.interval[1] > 0) - (root.interval[0] < 0)
