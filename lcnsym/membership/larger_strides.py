"""Membership for architectures with larger strides, over ℂ by divisors in powers, over ℝ by a search over root sorts.

`docs/larger-strides.md` proves what is used here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from ..algebra.forms import BinaryForm
from ..algebra.numbers import Number, sign
from ..algebra.squarefree import squarefree_decomposition
from ..network.architecture import Architecture
from ..network.levels import levels
from ..roots.alternation import sign_changes_at_powers_of_two
from ..roots.powers import order_at_zero
from ..roots.roots import distinct_real_roots, root_multiplicities
from .divisors import Divisors
from .positions import OneAxisVerdict

if TYPE_CHECKING:
    from .relative_positions import RelativePosition


@lru_cache(maxsize=256)
def certain_levels(architecture: Architecture) -> int:
    """So many first levels succeed whatever those above take: the first takes what is left, others have no even k.

    It needs no count of real roots there; `docs/larger-strides.md`, levels that cannot fail.
    """
    found, certain = levels(architecture), 0
    while certain < len(found) and found[certain].even_filters <= (certain == 0):
        certain += 1
    return certain


@dataclass(frozen=True)
class RootSorts:
    """How many roots t of each sort, with multiplicity; roots of one sort have the same preimages under x ↦ x^r.

    Attributes:
        positive, negative: real roots.
        fixed: roots at 0 and infinity.
        pairs: conjugate pairs.
    """

    positive: int
    negative: int
    fixed: int
    pairs: int

    @property
    def real(self) -> int:
        """The real roots, those at 0 and infinity among them."""
        return self.positive + self.negative + self.fixed

    def preimages(self, r: int) -> RootSorts:
        """The sorts of the roots x of Q(x^r, y^r), for Q with these sorts of roots."""
        if r % 2:
            crossed = (self.positive + self.negative) * (r - 1) // 2
            return RootSorts(self.positive, self.negative, r * self.fixed, r * self.pairs + crossed)
        crossed = self.positive * (r - 2) // 2 + self.negative * r // 2
        return RootSorts(self.positive, self.positive, r * self.fixed, r * self.pairs + crossed)

    def __add__(self, other: RootSorts) -> RootSorts:
        return RootSorts(
            self.positive + other.positive,
            self.negative + other.negative,
            self.fixed + other.fixed,
            self.pairs + other.pairs,
        )

    def __sub__(self, other: RootSorts) -> RootSorts:
        return RootSorts(
            self.positive - other.positive,
            self.negative - other.negative,
            self.fixed - other.fixed,
            self.pairs - other.pairs,
        )

    def choices(self, degree: int, least_real: int) -> Iterator[RootSorts]:
        """Those among these roots, closed under conjugation, that make a form of a degree with this many real roots.

        Forms with few real roots come first.
        """
        real = least_real + (degree - least_real) % 2
        for wanted in range(max(real, degree - 2 * self.pairs), min(self.real, degree) + 1, 2):
            for fixed in range(max(0, wanted - self.positive - self.negative), min(self.fixed, wanted) + 1):
                rest = wanted - fixed
                for positive in range(max(0, rest - self.negative), min(self.positive, rest) + 1):
                    yield RootSorts(positive, rest - positive, fixed, (degree - wanted) // 2)


NO_ROOTS = RootSorts(0, 0, 0, 0)


QUADRATIC = 3
"""The number of coefficients up to which the sorts are read off their signs."""


def root_sorts(form: BinaryForm) -> RootSorts:
    """The sorts of the roots of a non-zero form."""
    infinity, zero = form.order_at_infinity, order_at_zero(form)
    coefficients = form.coefficients[infinity : form.degree + 1 - zero]
    if len(coefficients) <= QUADRATIC:
        return _sorts_of_few(coefficients, infinity + zero)
    core = BinaryForm(coefficients)
    positive = negative = pairs = 0
    for multiplicity, part in squarefree_decomposition(core).parts:
        real = distinct_real_roots(part)
        # x ↦ x² has two real preimages over a positive number, none over a negative one
        above = distinct_real_roots(part.in_powers(2)) // 2
        positive += multiplicity * above
        negative += multiplicity * (real - above)
        pairs += multiplicity * (part.degree - real) // 2
    return RootSorts(positive, negative, infinity + zero, pairs)


def _sorts_of_few(coefficients: Sequence[Number], fixed: int) -> RootSorts:
    """For a form of degree at most two without roots at 0 and infinity, besides this many fixed roots."""
    if len(coefficients) == 1:
        return RootSorts(0, 0, fixed, 0)
    first, last = coefficients[0], coefficients[-1]
    same = sign(first * last) > 0
    if len(coefficients) == QUADRATIC - 1:
        return RootSorts(int(not same), int(same), fixed, 0)
    middle = coefficients[1]
    if not same:
        return RootSorts(1, 1, fixed, 0)
    if sign(middle * middle - 4 * first * last) < 0:
        return RootSorts(0, 0, fixed, 1)
    # both real roots have the sign of −middle/first
    both_positive = sign(middle * first) < 0
    return RootSorts(2, 0, fixed, 0) if both_positive else RootSorts(0, 2, fixed, 0)


@dataclass(frozen=True)
class StridedFactorization(Divisors[Architecture, BinaryForm]):
    """What decides whether a non-zero form P factors as the layers of an architecture ask, P = Π Q_S(x^S, y^S).

    Args:
        architecture: with any strides.
        form: P ≠ 0, of the architecture's degree.
    """

    @property
    def certain_levels(self) -> int:
        """So many first levels succeed whatever those above take."""
        return certain_levels(self.architecture)

    @cached_property
    def is_real(self) -> bool:
        """Whether real layers exist; False: proved that none do."""
        return self.failing_level is None and Search(self).succeeds()

    @cached_property
    def choice(self) -> tuple[RootSorts, ...] | None:
        """How many roots of each sort every Q_S takes in some real factorization; None: there is none."""
        return Search(self).found() if self.is_real else None

    @cached_property
    def sorts(self) -> tuple[RootSorts, ...]:
        """The sorts of the roots of D_S(P) for every level."""
        return tuple(map(self.sorts_at, range(len(self.levels))))

    @cached_property
    def real_roots(self) -> int:
        """The number of real roots, with multiplicity, of D_S(P) for the least S."""
        multiplicities = root_multiplicities(self.divisors[0])
        return sum(multiplicities.real)

    def has_real_roots(self, number: int) -> bool:
        """Whether D_S(P) for the least S has this many real roots, with multiplicity.

        Its roots at 0 and infinity, or a few signs, may tell at once.
        """
        lowest = self.divisors[0]
        if number <= lowest.order_at_infinity + order_at_zero(lowest):
            return True
        return self.sign_changes >= number or self.real_roots >= number

    @cached_property
    def sign_changes(self) -> int:
        """A lower bound of the number of real roots of D_S(P) for the least S."""
        return sign_changes_at_powers_of_two(self.divisors[0])

    def sorts_at(self, j: int) -> RootSorts:
        """The sorts of the roots of D_S(P) for the level at an index."""
        return self.divisors[j].remembered(root_sorts)


class Search:
    """The search for a number of roots of each sort for every level, from the largest stride down.

    Args:
        problem: of a form that has complex layers.
    """

    def __init__(self, problem: StridedFactorization) -> None:
        self._problem = problem
        self._levels = problem.levels
        self._failed: set[tuple[int, RootSorts]] = set()

    def succeeds(self) -> bool:
        """Whether there is a solution. Roots are counted for no level of which it is clear that it will have one."""
        return (
            self._each_alone()
            and self._above(len(self._levels) - 1, NO_ROOTS, self._problem.certain_levels) is not None
        )

    def _each_alone(self) -> bool:
        """Whether every level but the clear ones and the first has a choice if the others take nothing."""
        clear = max(1, self._problem.certain_levels)
        return all(
            next(self._problem.sorts_at(j).choices(level.degree, level.even_filters), None) is not None
            for j, level in enumerate(self._levels)
            if j >= clear
        )

    def found(self) -> tuple[RootSorts, ...] | None:
        """The first solution, S ascending; None: proved that there is none."""
        above = self._above(len(self._levels) - 1, NO_ROOTS, 0)
        if above is None or not self._levels:
            return above
        used = NO_ROOTS
        for j, chosen in reversed(list(enumerate(above, start=1))):
            used = self._below(j, used + chosen)
        return (self._problem.sorts_at(0) - used, *above)

    def _below(self, j: int, used: RootSorts) -> RootSorts:
        """The roots at the next level down that are preimages of these at the level j ≥ 1."""
        return used.preimages(self._levels[j].stride // self._levels[j - 1].stride)

    def _above(self, j: int, used: RootSorts, clear: int) -> tuple[RootSorts, ...] | None:
        """Choices for the levels 1, …, j but the clear ones, if those above use these roots of the divisor there."""
        if j < clear:
            return ()
        level = self._levels[j]
        if j == 0:
            return () if self._problem.has_real_roots(used.real + level.even_filters) else None
        if (j, used) in self._failed:
            return None
        for chosen in (self._problem.sorts_at(j) - used).choices(level.degree, level.even_filters):
            rest = self._above(j - 1, self._below(j, used + chosen), clear)
            if rest is not None:
                return (*rest, chosen)
        self._failed.add((j, used))
        return None


@dataclass(frozen=True, repr=False)
class StridedVerdict(OneAxisVerdict):
    """The answer for larger strides: by divisors in powers and the sorts of their roots."""

    @property
    def position(self) -> None:
        """None: M is closed and has no interior points."""
        return None

    @cached_property
    def factorization(self) -> StridedFactorization | None:
        """What decides; None for the zero filter."""
        return None if self.form.is_zero else StridedFactorization(self.architecture, self.form)

    @cached_property
    def relative_position(self) -> RelativePosition:
        """Where the filter lies in the real points of the Zariski closure of M.

        Source: `docs/larger-strides.md`, with a proof for at most two levels.
        """
        from .relative_positions import relative_position  # noqa: PLC0415 - it is about these verdicts

        return relative_position(self.architecture, self.factorization)

    def _evidence(self) -> dict[str, object]:
        found = self.relative_position
        return {
            "relative_position": None if found.position is None else str(found.position),
            "relative_position_note": found.reason,
        }

    @property
    def is_member(self) -> bool:
        """Whether real layers with this end-to-end filter exist; False: proved that none do."""
        return self.factorization is None or self.factorization.is_real

    @property
    def is_complex_member(self) -> bool:
        """Whether complex layers exist; False: proved that none do."""
        return self.factorization is None or self.factorization.failing_level is None

    @property
    def reason(self) -> str:
        """One sentence that says why, in the terms of the criterion for larger strides."""
        found = self.factorization
        if found is None:
            return "the zero filter is always a member"
        if found.failing_level is not None:
            j = found.failing_level
            stride, degree = found.levels[j].stride, found.divisors[j].degree
            (wanted,) = found.required_degrees[j]
            return f"the largest divisor in x^{stride}, y^{stride} has degree {degree} in them, layers ask for {wanted}"
        if self.is_member:
            return (
                "the roots can be shared out, in conjugate pairs and as S_i asks, with a real one for each even filter"
            )
        return "complex layers exist, but no choice of roots closed under conjugation leaves real ones for even filters"
