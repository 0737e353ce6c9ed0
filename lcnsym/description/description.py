"""Function spaces, their interior, boundary and complement, and the strata Δ_(ρ|γ), as formulas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..algebra.polynomials import Polynomial
from ..errors import BadInputError
from ..membership.patterns import RootPattern, as_pattern, patterns_of_degree
from ..membership.positions import Position, position_of_pattern, require_stride_one
from ..network.architecture import Architecture, ArchitectureLike, as_architecture
from .classification import classified
from .formulas import Conjunction, Formula, Relation, SignCondition


@lru_cache(maxsize=16)
def strata(degree: int) -> dict[RootPattern, Formula]:
    """For every root pattern of a degree, in the slides' order, the formula of its stratum Δ_(ρ|γ).

    Exactly one of the formulas holds for a non-zero form, and none for zero.

    Raises:
        BadInputError: a negative degree.
        UnsupportedError: a degree above `classification.MAX_DEGREE`.
    """
    found = classified(degree, lambda pattern: pattern)
    return {pattern: found[pattern] for pattern in patterns_of_degree(degree)}


@dataclass(frozen=True)
class Description:
    """The function space M of a stride-one architecture by polynomials in the coefficients w_0, …, w_n of a filter.

    Args:
        architecture: of stride one.

    Raises:
        UnsupportedError: a larger stride that matters.

    Source: arXiv 2108.01538: M is semialgebraic; members are the filters with at least e real roots.

    Examples:
        >>> print(Description(Architecture((2, 2))).function_space)
        -4*w0*w2 + w1^2 ≥ 0
    """

    architecture: Architecture

    def __post_init__(self) -> None:
        object.__setattr__(self, "architecture", as_architecture(self.architecture))
        require_stride_one(self.architecture)

    @property
    def degree(self) -> int:
        """n."""
        return self.architecture.degree

    @cached_property
    def _membership(self) -> dict[bool, Formula]:
        if self.architecture.is_filling:
            return {True: Formula.constant(self.degree + 1, True)}
        return classified(self.degree, lambda pattern: self._position(pattern) is not Position.OUTSIDE)

    @cached_property
    def _positions(self) -> dict[Position, Formula]:
        if self.architecture.is_filling:
            return {Position.INTERIOR: Formula.constant(self.degree + 1, True)}
        return classified(self.degree, self._position)

    def _position(self, pattern: RootPattern | None) -> Position:
        return position_of_pattern(pattern, self.architecture.even_filters)

    def _never(self) -> Formula:
        return Formula.constant(self.degree + 1, False)

    @property
    def function_space(self) -> Formula:
        """The filters in M.

        Raises:
            UnsupportedError: M is not everything, and the degree is above `classification.MAX_DEGREE`.
        """
        return self._membership.get(True, self._never())

    @property
    def complement(self) -> Formula:
        """The filters that are not in M. Raises UnsupportedError as `function_space`."""
        return self._membership.get(False, self._never())

    @property
    def interior(self) -> Formula:
        """The filters in the interior of M. Raises UnsupportedError as `function_space`."""
        return self._positions.get(Position.INTERIOR, self._never())

    @property
    def boundary(self) -> Formula:
        """The filters on the boundary of M. Raises UnsupportedError as `function_space`."""
        return self._positions.get(Position.BOUNDARY, self._never())

    @property
    def definite(self) -> tuple[Formula, Formula] | None:
        """For e = 2 the complement as positive and negative definite forms; None for other e.

        With e = 2 the missing filters are those without a real root, and the sign of such a form is that of w_0.
        """
        if self.architecture.even_filters != 2:
            return None
        first = Polynomial.variables(self.degree + 1)[0]
        by_sign = (Conjunction((SignCondition(first, relation),)) for relation in (Relation.GREATER, Relation.LESS))
        positive, negative = (
            Formula(self.degree + 1, tuple(sign & case for case in self.complement.alternatives)) for sign in by_sign
        )
        return positive, negative

    @property
    def parts(self) -> dict[str, Formula]:
        """All of these by name: function_space, interior, boundary, complement, and for e = 2 the definite forms."""
        found = {
            "function_space": self.function_space,
            "interior": self.interior,
            "boundary": self.boundary,
            "complement": self.complement,
        }
        if self.definite is not None:
            found["positive_definite"], found["negative_definite"] = self.definite
        return found

    @property
    def strata(self) -> dict[RootPattern, Formula]:
        """The formulas of the strata of filter space, in the slides' order. Raises as `function_space`."""
        return strata(self.degree)

    def stratum(self, pattern: RootPattern | str) -> Formula:
        """The formula of one stratum.

        Raises:
            BadInputError: the pattern has another degree.
            UnsupportedError: as `function_space`.
        """
        pattern = as_pattern(pattern)
        if pattern.degree != self.degree:
            raise BadInputError(f"{pattern} has degree {pattern.degree}; filters of this size have {self.degree}")
        return strata(self.degree)[pattern]


def describe(architecture: ArchitectureLike) -> Description:
    """The function space of an architecture as polynomial equations and inequalities.

    For larger strides it is a `StridedDescription`.

    Raises:
        BadInputError: the argument is no architecture.
        UnsupportedError: larger strides that matter, and filters of degree above 6 or more than two levels.

    Examples:
        >>> from lcnsym import BinaryForm
        >>> found = describe(Architecture((3, 2, 2)))
        >>> found.function_space.holds(BinaryForm((1, 0, 2, 0, 1))), found.boundary.holds(BinaryForm((1, 0, -2, 0, 1)))
        (False, True)
        >>> print(describe(Architecture((2, 2), (2, 1))).function_space)
        -w0*w3 + w1*w2 = 0
    """
    known = as_architecture(architecture)
    if known.is_stride_one:
        return Description(known)
    from .strided_description import StridedDescription  # noqa: PLC0415 - it is made from this class

    return StridedDescription(known)
