"""The Zariski closure of the function space for larger strides: rank conditions on matrices of coefficients.

`docs/larger-strides.md` proves that they cut out exactly the filters with complex layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from math import comb
from typing import TypeVar

from ..algebra.forms import BinaryForm, FormLike, as_form
from ..algebra.linear import rank
from ..algebra.polynomials import Polynomial
from ..algebra.short_repr import short_repr
from ..algebra.subdiscriminants import determinant
from ..cost import require
from ..errors import BadInputError, UnsupportedError
from ..network.architecture import Architecture, as_architecture
from ..network.convolution import check_filter
from ..network.levels import levels, required_degrees

T = TypeVar("T")

STEPS_PER_ENTRY = 0.2
BYTES_PER_ENTRY = 130

MAX_MINORS = 20_000
MAX_MINOR_SIZE = 7
"""Limits for writing minors out; the matrices are always given."""


@short_repr
@dataclass(frozen=True)
class RankCondition:
    """The matrix of some coefficients has at most a given rank: D_S(P) has at least the degree that is needed.

    Its rows are multiples of the classes of P, the coefficients whose exponents agree modulo S, as forms in x^S, y^S.

    Attributes:
        coefficients: n + 1, how many w_i there are.
        stride: S.
        degree: the degree that D_S(P) must have, b.
        positions: for every row, from column to the index i of the coefficient w_i there; all else is 0.
        columns: the number of columns.
        most: the largest rank allowed.

    Source: `docs/larger-strides.md`, the Zariski closure, with a proof.

    Examples:
        >>> (condition,) = StridedClosure(Architecture((2, 2), (2, 1))).conditions
        >>> condition.to_dict()["matrix"], condition.most
        ([['w1', 'w3'], ['w0', 'w2']], 1)
    """

    coefficients: int
    stride: int
    degree: int
    positions: tuple[dict[int, int], ...] = field(hash=False)
    columns: int
    most: int

    def matrix(self, coefficients: Sequence[T], zero: T) -> list[list[T]]:
        """The matrix for coefficients w_0, …, w_n of any kind. Raises TooCostlyError if it is too large."""
        entries = len(self.positions) * self.columns
        require(f"a matrix with {entries} entries", steps=entries * STEPS_PER_ENTRY, memory=entries * 10)
        return [
            [coefficients[row[column]] if column in row else zero for column in range(self.columns)]
            for row in self.positions
        ]

    def holds(self, form: BinaryForm) -> bool:
        """Whether the matrix of a form has at most the rank allowed, exactly."""
        return rank(self.matrix(form.coefficients, form.coefficients[0] * 0)) <= self.most

    @property
    def number_of_minors(self) -> int:
        """How many minors have to vanish, the zero polynomials among them."""
        size = self.most + 1
        return comb(len(self.positions), size) * comb(self.columns, size)

    @property
    def has_many_minors(self) -> bool:
        """Whether they are too many, or too large, to be written out; said without computing how many."""
        return self.most >= MAX_MINOR_SIZE or self.number_of_minors > MAX_MINORS

    def minors(self, coefficients: Sequence[Polynomial]) -> Iterator[Polynomial]:
        """The minors of size `most` + 1."""
        size = self.most + 1
        matrix = self.matrix(coefficients, coefficients[0] * 0)
        for rows in combinations(matrix, size):
            for columns in combinations(range(self.columns), size):
                yield determinant([[row[column] for column in columns] for row in rows])

    def to_dict(self) -> dict[str, object]:
        """{stride, degree, matrix, most_rank}, the entries written as w0, …, wn and 0."""
        names = [f"w{i}" for i in range(self.coefficients)]
        return {
            "stride": self.stride,
            "degree": self.degree,
            "matrix": self.matrix(names, "0"),
            "most_rank": self.most,
        }


@short_repr
@dataclass(frozen=True)
class StridedClosure:
    """The Zariski closure over ℂ of the function space of an architecture with any strides.

    It is the set of the filters with complex layers: that set is closed, and the real layers are dense in the complex
    ones. For stride one it is everything.

    Args:
        architecture: of any strides.

    Source: arXiv 2304.05752, dimension theorem; `docs/larger-strides.md` for the equations, with a proof.

    Examples:
        >>> print(*StridedClosure(Architecture((2, 2), (2, 1))).equations)
        -w0*w3 + w1*w2
    """

    architecture: Architecture

    def __post_init__(self) -> None:
        object.__setattr__(self, "architecture", as_architecture(self.architecture))

    @property
    def dimension(self) -> int:
        """1 + Σ (k_i − 1), as a cone in filter space. Source: arXiv 2304.05752, dimension theorem."""
        return self.architecture.dimension

    @cached_property
    def conditions(self) -> tuple[RankCondition, ...]:
        """One condition for every S > 1, S ascending; together they cut the closure out.

        Raises:
            TooCostlyError: the matrices have too many entries.
        """
        pairs = zip(levels(self.architecture), required_degrees(self.architecture), strict=True)
        return tuple(
            rank_condition(self.architecture.degree, level.stride, needed)
            for level, (needed,) in pairs
            if level.stride > 1
        )

    @cached_property
    def singular_conditions(self) -> tuple[RankCondition, ...]:
        """The closure is singular at the filters, not zero, of it at which one of these conditions holds; S ascending.

        D_S(P) has a larger degree than is needed.

        Raises:
            TooCostlyError: the matrices have too many entries.

        Source: `docs/larger-strides.md`, theorem 6b, with a proof.
        """
        others = [*zip(levels(self.architecture), required_degrees(self.architecture), strict=True)][1:]
        degree = self.architecture.degree
        return tuple(
            rank_condition(degree, level.stride, needed + 1)
            for level, (needed,) in others
            if needed < degree // level.stride
        )

    @property
    def is_linear(self) -> bool:
        """Whether the closure is a linear space: one level. A cone that is none is singular at the zero filter."""
        return len(levels(self.architecture)) <= 1

    def is_singular_at(self, form: FormLike) -> bool:
        """Whether the closure is no manifold at one of its filters. For the zero filter: whether it is no linear space.

        Raises:
            BadInputError: the filter has another size, or is not in the closure.

        Source: `docs/larger-strides.md`, theorem 6b, with a proof.

        Examples:
            >>> closure = StridedClosure(Architecture((3, 2), (2, 1)))
            >>> closure.is_singular_at((1, 0, 0, 0, 1)), closure.is_singular_at((1, 1, 1, 1, 0))
            (True, False)
        """
        if not self.contains(form):
            raise BadInputError(
                f"the filter is not in the Zariski closure of the function space of {self.architecture}"
            )
        if as_form(form).is_zero:
            return not self.is_linear
        return any(condition.holds(as_form(form)) for condition in self.singular_conditions)

    def contains(self, form: FormLike) -> bool:
        """Whether a filter lies in the closure. Raises BadInputError for a filter of the wrong size."""
        form = as_form(form)
        check_filter(self.architecture, form)
        return all(condition.holds(form) for condition in self.conditions)

    @cached_property
    def equations(self) -> tuple[Polynomial, ...]:
        """The minors of all conditions in w_0, …, w_n that are not zero, without repetition and content.

        Their common zeros over ℂ are the closure. It is not said that they generate its ideal.

        Raises:
            UnsupportedError: there are more than MAX_MINORS, or larger ones than MAX_MINOR_SIZE.
        """
        for condition in self.conditions:
            if condition.has_many_minors:
                raise UnsupportedError(
                    f"up to {MAX_MINORS} minors of size up to {MAX_MINOR_SIZE} are written out; the condition for "
                    f"S = {condition.stride} has more of them, or larger ones: their size is {condition.most + 1}"
                )
        if not self.conditions:
            return ()
        w = Polynomial.variables(self.architecture.filter_size)
        minors = (minor for condition in self.conditions for minor in condition.minors(w))
        # one of ± each, in the order of discovery
        found: dict[Polynomial, None] = {}
        for minor in minors:
            if not minor.is_zero and minor.primitive() not in found and (-minor).primitive() not in found:
                found[minor.primitive()] = None
        return tuple(sorted(found, key=lambda p: (p.degree, str(p))))

    def to_dict(self) -> dict[str, object]:
        """The JSON of the command `closure` for an architecture."""
        return {
            "k": list(self.architecture.filter_sizes),
            "s": list(self.architecture.strides),
            "dimension": self.dimension,
            "ambient_dimension": self.architecture.ambient_dimension,
            "conditions": [condition.to_dict() for condition in self.conditions],
            "singular_where": [condition.to_dict() for condition in self.singular_conditions],
            "equations": self._written_equations(),
            "cut_out": True,
        }

    def _written_equations(self) -> list[str] | None:
        """The equations; None: too many to be written out, the matrices say the same."""
        try:
            return [str(polynomial) for polynomial in self.equations]
        except UnsupportedError:
            return None


def rank_condition(degree: int, stride: int, needed: int) -> RankCondition:
    """The condition that forms P of a degree are divisible by some Q(x^S, y^S), deg Q = needed.

    Args:
        degree: n.
        stride: S, from 2 to n.
        needed: b, from 1 to ⌊n/S⌋.
    """
    q, r = divmod(degree, stride)
    width = 2 * q - needed if r else 2 * q - 1 - needed
    own = degree // stride + 1
    entries = min(stride, degree + 1) * max(width + 2 - own, 1) * own
    what = f"the matrix of the condition for S = {stride}, with {entries} coefficients,"
    require(what, steps=entries * STEPS_PER_ENTRY, memory=entries * BYTES_PER_ENTRY)
    positions = []
    for c in range(min(stride, degree + 1)):
        # exponents of x that are c modulo S; w_i belongs to x^(n − i)
        exponents = range(c + (degree - c) // stride * stride, -1, -stride)
        own = len(exponents) - 1
        for shift in range(width - own + 1):
            positions.append({shift + place: degree - x for place, x in enumerate(exponents)})
    return RankCondition(degree + 1, stride, needed, tuple(positions), width + 1, width + 1 - needed)
