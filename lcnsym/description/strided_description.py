"""Function spaces for larger strides as polynomial equations and inequalities, for one or two levels.

A filter P with complex layers has a divisor D_T(P) of some degree δ. Its coefficients are minors of the matrix of the
rank condition, and which real layers there are depends on the numbers of its roots of each sort, and on the number of
real roots of P. `docs/larger-strides.md` has the proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..algebra.polynomials import Polynomial
from ..algebra.short_repr import short_repr
from ..errors import BadInputError, UnsupportedError, shorten
from ..membership.larger_strides import RootSorts
from ..network.architecture import Architecture, as_architecture
from ..network.levels import Level, levels
from .classification import classified_at
from .description import Description
from .divisor_formulas import DivisorCase, divisor_cases, minors
from .formulas import Coefficients, Conjunction, Formula, Relation, SignCondition, comparison
from .root_sort_formulas import Core, cofactor, sort_cases
from .simplified_formulas import simplified

MOST_LEVELS = 2
LARGEST_DEGREE = 6


@short_repr
@dataclass(frozen=True)
class LevelStratum:
    """The filters with complex layers whose largest divisor in x^T, y^T has some degree.

    Attributes:
        stride: T, of the last level.
        degree: of D_T(P), in x^T and y^T.
        conditions: which filters these are.
        members: which of them are in the function space.

    Source: `docs/larger-strides.md`, with a proof.

    Examples:
        >>> first, second = StridedDescription(Architecture((3, 2), (2, 1))).level_strata
        >>> second.stride, second.degree, str(second.members)
        (2, 2, 'w1 = 0 and w3 = 0 and -4*w0*w4 + w2^2 ≥ 0')
    """

    stride: int
    degree: int
    conditions: Formula
    members: Formula


@dataclass(frozen=True)
class StridedDescription(Description):
    """The function space M of an architecture with a larger stride, by polynomials in the coefficients of a filter.

    M is closed and has no interior points, so that it is its own boundary.

    Args:
        architecture: with a larger stride that matters, of at most two levels.

    Raises:
        BadInputError: stride one.
        UnsupportedError: more levels, or a degree above LARGEST_DEGREE.

    Source: `docs/larger-strides.md`, with a proof.

    Examples:
        >>> print(StridedDescription(Architecture((2, 2), (2, 1))).function_space)
        -w0*w3 + w1*w2 = 0
    """

    architecture: Architecture

    def __post_init__(self) -> None:
        object.__setattr__(self, "architecture", as_architecture(self.architecture))
        number = len(levels(self.architecture))
        if self.architecture.is_stride_one:
            raise BadInputError(f"{self.architecture} has no larger stride that matters; describe() describes it")
        if self.degree // self._base > LARGEST_DEGREE:
            shown = "" if self._base == 1 else f" in x^{self._base}, y^{self._base}"
            raise UnsupportedError(
                f"function spaces for larger strides are described for forms of degree up to {LARGEST_DEGREE}; filters "
                f"of {shorten(str(self.architecture))} have degree {self.degree // self._base}{shown}"
            )
        if number > MOST_LEVELS:
            raise UnsupportedError(
                f"function spaces are described for architectures with at most {MOST_LEVELS} different products of "
                f"strides before layers with k_i > 1; {self.architecture} has {number}"
            )

    @cached_property
    def _base(self) -> int:
        """The stride of the first level: filters are forms in its powers of x and y."""
        return levels(self.architecture)[0].stride

    @cached_property
    def _problem(self) -> _TwoLevels | None:
        """In the variables that may be other than zero. None: there is one level."""
        lower, *others = levels(self.architecture)
        if not others:
            return None
        w = Polynomial.variables(self.degree + 1)[:: self._base]
        return _TwoLevels(w, others[0].stride // self._base, lower, others[0])

    @cached_property
    def _outside_of_powers(self) -> tuple[SignCondition, ...]:
        """That the other coefficients are zero."""
        w = Polynomial.variables(self.degree + 1)
        return tuple(SignCondition(v, Relation.EQUAL) for i, v in enumerate(w) if i % self._base)

    @cached_property
    def _membership(self) -> dict[bool, Formula]:
        own: dict[bool, list[Conjunction]] = {True: [], False: []}
        if self._problem is None:
            (level,) = levels(self.architecture)
            w = Polynomial.variables(self.degree + 1)[:: self._base]
            least = level.even_filters
            found = classified_at(w, lambda p: p is None or least <= 1 or p.real_roots >= least)
            own = {label: list(found.get(label, ())) for label in (True, False)}
        else:
            for label in (True, False):
                own[label] = [c for stratum in self._problem.strata for c in stratum.labelled[label]]
            own[True] += self._zero_filter(own[True])
            own[False] += [comparison(p, Relation.UNEQUAL) for p in self._problem.equations]
        within = Conjunction(self._outside_of_powers)
        powers = [Conjunction((SignCondition(c.polynomial, Relation.UNEQUAL),)) for c in self._outside_of_powers]
        return {
            True: simplified(self.degree + 1, [within & c for c in own[True]]),
            False: simplified(self.degree + 1, [*powers, *(within & c for c in own[False])]),
        }

    def _zero_filter(self, others: Sequence[Conjunction]) -> list[Conjunction]:
        """All coefficients zero, unless the zero filter satisfies another alternative."""
        if any(all(0 in c.relation.value for c in other.conditions) for other in others):
            return []
        equations = self._problem.equations if self._problem else ()
        zeros = (*equations, *Polynomial.variables(self.degree + 1))
        return [Conjunction(tuple(SignCondition(p, Relation.EQUAL) for p in zeros))]

    @property
    def interior(self) -> Formula:
        """False: M has no interior points."""
        return self._never()

    @property
    def boundary(self) -> Formula:
        """M itself."""
        return self.function_space

    @property
    def definite(self) -> None:
        """None: it is about stride one."""
        return None

    @cached_property
    def level_strata(self) -> tuple[LevelStratum, ...]:
        """By the degree of the largest divisor in powers of the last level, ascending; none for one level."""
        if self._problem is None:
            return ()
        size, within = self.degree + 1, Conjunction(self._outside_of_powers)
        return tuple(
            LevelStratum(
                self._problem.stride * self._base,
                stratum.degree,
                simplified(size, [within & c for c in stratum.conditions]),
                simplified(size, [within & c for c in stratum.labelled[True]]),
            )
            for stratum in self._problem.strata
        )


@dataclass(frozen=True)
class _Stratum:
    """Alternatives for the filters with a degree of D_T(P), and for members and others among them."""

    degree: int
    conditions: list[Conjunction]
    labelled: dict[bool, list[Conjunction]]


@dataclass(frozen=True)
class _TwoLevels:
    """A form P with the coefficients w, P = Q_1·Q_2(x^T, y^T).

    Attributes:
        coefficients: w, of P.
        stride: T.
        lower, upper: the levels of Q_1 and Q_2.
    """

    coefficients: Coefficients
    stride: int
    lower: Level
    upper: Level

    @property
    def degree(self) -> int:
        """That of P."""
        return len(self.coefficients) - 1

    @cached_property
    def equations(self) -> tuple[Polynomial, ...]:
        """Of the filters with complex layers."""
        return minors(self.coefficients, self.stride, self.upper.degree)

    @cached_property
    def strata(self) -> tuple[_Stratum, ...]:
        """By the degree of D_T(P)."""
        return tuple(map(self._stratum, range(self.upper.degree, self.degree // self.stride + 1)))

    def _stratum(self, degree: int) -> _Stratum:
        equations = dict.fromkeys(self.equations + minors(self.coefficients, self.stride, degree))
        common = Conjunction(tuple(SignCondition(p, Relation.EQUAL) for p in equations))
        labelled: dict[bool, list[Conjunction]] = {True: [], False: []}
        conditions: list[Conjunction] = []
        for case in divisor_cases(self.coefficients, self.stride, degree):
            conditions += [common & case.guard & c for c in case.where_not_zero()]
            for label, alternatives in self._labelled(case).items():
                labelled[label] += [common & case.guard & c for c in alternatives]
        return _Stratum(degree, conditions, labelled)

    def _labelled(self, case: DivisorCase) -> dict[bool, list[Conjunction]]:
        """Members and others where D_T(P) is as in a case; where it is zero, neither unless the case is about P = 0."""
        if self.lower.even_filters <= 1:
            # the first level takes what is left
            least = self.upper.even_filters
            zero = True if case.is_zero_with_form else None
            found = classified_at(case.divisor, lambda p: zero if p is None else p.real_roots >= least)
            return {label: list(found.get(label, ())) for label in (True, False)}
        labelled: dict[bool, list[Conjunction]] = {True: [], False: []}
        for where, sorts, core in sort_cases(case.divisor, is_even=self.stride % 2 == 0):
            needed = self._needed(sorts)
            if needed is None:
                labelled[False].append(where)
                continue
            form, least = self._with_its_real_roots(core, sorts, needed)
            for label, alternatives in self._by_real_roots(form, least).items():
                labelled[label] += [where & c for c in alternatives]
        return labelled

    def _needed(self, sorts: RootSorts) -> int | None:
        """How many real roots P needs if its divisor has roots of these sorts. None: none do."""
        choices = sorts.choices(self.upper.degree, self.upper.even_filters)
        used = [chosen.preimages(self.stride).real for chosen in choices]
        return min(used) + self.lower.even_filters if used else None

    def _with_its_real_roots(self, core: Core, sorts: RootSorts, needed: int) -> tuple[Coefficients, int]:
        """A form and how many real roots it has exactly where P has `needed`: the cofactor of D_T(P), or P.

        The cofactor has smaller degree, but its coefficients may be large.
        """
        divided = cofactor(self.coefficients, core, self.stride)
        if divided is None:
            return self.coefficients, needed
        return divided, max(0, needed - sorts.preimages(self.stride).real)

    def _by_real_roots(self, form: Coefficients, least: int) -> dict[bool, tuple[Conjunction, ...]]:
        """Where a form that is not zero has this many real roots, and where it has fewer."""
        key = form, least
        if key not in self._known:
            self._known[key] = classified_at(form, lambda p: p is None or p.real_roots >= least)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[Coefficients, int], dict[bool, tuple[Conjunction, ...]]]:
        return {}
