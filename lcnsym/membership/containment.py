"""Which of two function spaces holds the other, decided from the architectures, with filters as witnesses.

`docs/comparing-function-spaces.md` proves what is used here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache, partial
from itertools import count, islice

from ..algebra.forms import BinaryForm
from ..algebra.forms import product as product_of_forms
from ..algebra.numbers import to_json
from ..errors import BadInputError
from ..network.architecture import Architecture, ArchitectureLike, as_architecture
from ..network.levels import Level, levels
from .verdict import decide

MOST_TRIED = 50
"""Filters that are tried as witnesses; nearly every one is one, where there is any."""


class SpaceRelation(StrEnum):
    """How two function spaces of filters of one size lie to one another.

    Examples:
        >>> from lcnsym import Architecture, compare_spaces
        >>> str(compare_spaces(Architecture((5,)), Architecture((3, 3))).relation)
        'equal'
    """

    EQUAL = "equal"
    SUBSET = "subset"
    SUPERSET = "superset"
    INCOMPARABLE = "incomparable"


@dataclass(frozen=True)
class SpaceComparison:
    """How the function space of one architecture lies to that of another with filters of the same size.

    Attributes:
        first, second: the architectures.

    Raises:
        BadInputError: their end-to-end filters have different sizes.

    Source: arXiv 2108.01538, the number of real roots decides membership for stride one; `docs/larger-strides.md`.

    Examples:
        >>> found = SpaceComparison(Architecture((3, 2, 2)), Architecture((4, 2)))
        >>> str(found.relation), found.in_first_only is None, str(found.in_second_only)
        ('equal', True, 'None')
        >>> found = SpaceComparison(Architecture((2, 2, 2, 2)), Architecture((3, 2, 2)))
        >>> str(found.relation), str(found.in_second_only)
        ('subset', 'x^4 + x^2*y^2')
    """

    first: Architecture
    second: Architecture

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", as_architecture(self.first))
        object.__setattr__(self, "second", as_architecture(self.second))
        if self.first.filter_size != self.second.filter_size:
            raise BadInputError(
                f"the filters of {self.first} have {self.first.filter_size} coefficients and those of {self.second} "
                f"{self.second.filter_size}; function spaces of filters of one size are compared"
            )

    @cached_property
    def is_contained(self) -> bool:
        """Whether M(first) ⊆ M(second)."""
        return _shortage(self.first, self.second) is None

    @cached_property
    def contains(self) -> bool:
        """Whether M(second) ⊆ M(first)."""
        return _shortage(self.second, self.first) is None

    @cached_property
    def in_first_only(self) -> BinaryForm | None:
        """A filter of the first function space only, as membership decides. None: there is none."""
        return None if self.is_contained else witness(self.first, self.second)

    @cached_property
    def in_second_only(self) -> BinaryForm | None:
        """A filter of the second function space only, as membership decides. None: there is none."""
        return None if self.contains else witness(self.second, self.first)

    @property
    def relation(self) -> SpaceRelation:
        """What is true of the two together."""
        return _RELATIONS[self.is_contained, self.contains]

    @property
    def reason(self) -> str:
        """One sentence that says why."""
        if self.relation is SpaceRelation.EQUAL:
            return "the same levels, and at each the same number of even filter sizes, or at most one"
        if self.first.is_stride_one and self.second.is_stride_one:
            e, f = self.first.even_filters, self.second.even_filters
            return f"filters need {_needed(e)} and {_needed(f)} real roots, e = {e} and {f}"
        missed = [
            f"the {name} misses filters, as {found}"
            for name, found in (
                ("second", _shortage(self.first, self.second)),
                ("first", _shortage(self.second, self.first)),
            )
            if found
        ]
        return "; ".join(missed)

    def to_dict(self) -> dict[str, object]:
        """{first, second, relation, reason, witnesses: {in_first_only, in_second_only}}."""
        return {
            "first": self.first.to_dict(),
            "second": self.second.to_dict(),
            "relation": str(self.relation),
            "reason": self.reason,
            "witnesses": {
                "in_first_only": _filter_json(self.in_first_only),
                "in_second_only": _filter_json(self.in_second_only),
            },
        }


_RELATIONS = {
    (True, True): SpaceRelation.EQUAL,
    (True, False): SpaceRelation.SUBSET,
    (False, True): SpaceRelation.SUPERSET,
    (False, False): SpaceRelation.INCOMPARABLE,
}


def _filter_json(form: BinaryForm | None) -> list[object] | None:
    return None if form is None else [to_json(w) for w in form.coefficients]


def _needed(e: int) -> str:
    return "no" if e <= 1 else str(e)


def compare_spaces(first: ArchitectureLike, second: ArchitectureLike) -> SpaceComparison:
    """Whether one of two function spaces holds the other, or neither, with filters that are in one only.

    Raises:
        BadInputError: the end-to-end filters have different sizes.

    Examples:
        >>> str(compare_spaces(Architecture((2, 2, 2)), Architecture((2, 3))).relation)
        'subset'
    """
    return SpaceComparison(as_architecture(first), as_architecture(second))


@lru_cache(maxsize=1024)
def space_class(architecture: Architecture) -> tuple[tuple[int, int, int], ...]:
    """Equal exactly for architectures of equal function spaces: for every level S, its degree, and e if it is above 1.

    Where at most one filter size of a level is even, real layers exist for every form of its degree, and the parity of
    the degree tells which of the two it is; so e counts as 0.
    """
    return tuple((level.stride, level.degree, _guaranteed(level)) for level in levels(architecture))


def _guaranteed(level: Level) -> int:
    """The real roots that the level asks for, 0 where every real form of its degree has them."""
    return level.even_filters if level.even_filters > 1 else 0


@dataclass(frozen=True)
class Factors:
    """Real factors of a form in t, as few of them linear as its levels allow.

    Attributes:
        linear: how many have a real root.
        pairs: how many are quadratic without one.
    """

    linear: int
    pairs: int

    def in_powers(self, r: int) -> Factors:
        """Those of the form with t^r in the place of t, where no linear factor has a positive root.

        A negative number has one real r-th root if r is odd, and none if r is even.
        """
        real = self.linear * (r % 2)
        return Factors(real, self.linear * (r // 2) + self.pairs * r)

    def __add__(self, other: Factors) -> Factors:
        return Factors(self.linear + other.linear, self.pairs + other.pairs)


def _shortage(inner: Architecture, outer: Architecture) -> str | None:
    """Why the least favourable filters of the first cannot be shared out to the levels of the second. None: they can.

    At each level these have as few real roots as the level's layers ask for, all negative, and nothing else in common.
    """
    others = levels(outer)
    joining = [Factors(0, 0) for _ in others]
    for level in levels(inner):
        below = [j for j, other in enumerate(others) if level.stride % other.stride == 0]
        if not below:
            return f"no layer takes a form in {_powers(level.stride)}"
        own = Factors(_linear_factors(level), (level.degree - _linear_factors(level)) // 2)
        joining[below[-1]] += own.in_powers(level.stride // others[below[-1]].stride)
    shortages: dict[int, str] = {}

    @cache
    def is_possible(j: int, above: Factors) -> bool:
        """For the levels 0, …, j, the factors in x^S that those above have left being these."""
        if j < 0:
            return above == Factors(0, 0)
        level, here = others[j], above + joining[j]
        ratio = level.stride // others[j - 1].stride if j else 1
        for linear in range(_linear_factors(level), min(here.linear, level.degree) + 1, 2):
            rest = Factors(here.linear - linear, here.pairs - (level.degree - linear) // 2)
            if rest.pairs >= 0 and is_possible(j - 1, rest.in_powers(ratio)):
                return True
        there = here.linear + 2 * here.pairs
        shortages[j] = (
            f"its layers take degree {level.degree} in {_powers(level.stride)}, where others may have {there}"
            if there < level.degree
            else f"its layers need {_number(_linear_factors(level))} in {_powers(level.stride)}, "
            f"where others may have {here.linear}"
        )
        return False

    if is_possible(len(others) - 1, Factors(0, 0)):
        return None
    return shortages[min(shortages)]


def _powers(stride: int) -> str:
    return "x, y" if stride == 1 else f"x^{stride}, y^{stride}"


def _number(real_roots: int) -> str:
    return f"{real_roots} real root{'' if real_roots == 1 else 's'}"


def _linear_factors(level: Level) -> int:
    """The linear factors that a form of the level has at least: e, and one if its degree is odd."""
    return max(level.even_filters, level.degree % 2)


def witness(inner: Architecture, outer: Architecture) -> BinaryForm | None:
    """A filter of the first architecture that is none of the second, decided for it. None: none was found.

    Raises:
        BadInputError: the end-to-end filters have different sizes.

    Examples:
        >>> print(witness(Architecture((3, 2, 2)), Architecture((2, 2, 2, 2))))
        x^4 + x^2*y^2
    """
    for form in islice(members_with_few_real_roots(inner), MOST_TRIED):
        if decide(inner, form).is_member and not decide(outer, form).is_member:
            return form
    return None


def members_with_few_real_roots(architecture: Architecture) -> Iterator[BinaryForm]:
    """Filters with as few real roots at each level as members have, first with multiple roots, then without."""
    found = levels(architecture)
    if not found:
        yield BinaryForm((1,))
        return
    if len(found) == 1:
        level = found[0]
        e = _linear_factors(level)
        form = product_of_forms([BinaryForm((1, *[0] * e)), *[BinaryForm((1, 0, 1))] * ((level.degree - e) // 2)])
        yield form.in_powers(level.stride)
    yield from map(partial(_unfavourable, found), count(1))


def _unfavourable(found: Sequence[Level], first: int) -> BinaryForm:
    """At every level linear factors with negative roots, and quadratic ones without real roots, all different."""
    parts, number = [BinaryForm((1,))], first
    for level in found:
        e = _linear_factors(level)
        for _ in range(e):
            parts.append(BinaryForm((1, number)).in_powers(level.stride))
            number += 1
        for _ in range((level.degree - e) // 2):
            # discriminant 1 − 4·number, and no form in t²
            parts.append(BinaryForm((1, 1, number)).in_powers(level.stride))
            number += 1
    return product_of_forms(parts)
