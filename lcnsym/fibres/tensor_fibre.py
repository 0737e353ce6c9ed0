"""The factorizations of a D-dimensional filter into layers, up to scaling, with exact coefficients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import prod

from ..algebra.multihomogeneous import TensorForm, as_tensor, tensor_product
from ..algebra.numbers import Number, to_json
from ..algebra.short_repr import short_repr
from ..errors import InconclusiveError, require_kind
from ..membership.factor_levels import FactorLevel, Over, RationalFactor
from ..membership.nested import NestedProblem
from ..membership.several_axes import TensorVerdict
from ..membership.vector_packings import VectorPacking
from ..network.levels import Vector
from ..network.several_axes import TensorArchitecture, check_tensor
from ..roots.absolute_factors import MAX_CONJUGATES
from .counting_packings import BUDGET
from .fibre import Gather


@short_repr
@dataclass(frozen=True)
class RealFactor:
    """An irreducible factor over ℝ of a filter's form.

    Attributes:
        factor: the irreducible factor over ℚ that it divides.
        index: which of its irreducible factors over ℝ it is, from 0; real ones first.

    Examples:
        >>> fibre = TensorFibre(TensorArchitecture(((2, 2), (2, 2))), TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -2)))
        >>> for factor in fibre.factors:
        ...     print(factor.form, factor.degrees, factor.multiplicity, factor.conjugates)
        x1*x2 - sqrt(2)*y1*y2 (1, 1) 1 2
        x1*x2 + sqrt(2)*y1*y2 (1, 1) 1 2
    """

    factor: RationalFactor
    index: int

    @property
    def multiplicity(self) -> int:
        """In the filter's form."""
        return self.factor.multiplicity

    @property
    def degrees(self) -> Vector:
        """In every pair of variables."""
        splitting = self.factor.splitting
        part = self.factor.parts(splitting.pieces)
        return part if self.index < splitting.real_pieces else tuple(2 * d for d in part)

    @property
    def conjugates(self) -> int:
        """How many conjugates over ℚ it has, itself among them; 1: its coefficients are rational."""
        return self.factor.splitting.conjugates(self.index)

    @cached_property
    def form(self) -> TensorForm:
        """Monic. Raises InconclusiveError if its coefficients are not made exact."""
        if self.factor.splitting.pieces == 1:
            return self.factor.form
        return self.factor.splitting.real_form(self.index)


@short_repr
@dataclass(frozen=True)
class TensorFibre:
    """All real factorizations of a D-dimensional filter, up to scaling.

    Args:
        architecture: with D-dimensional filters, of any strides.
        form: the filter.
        compatible: only factorizations in which no layer's filter has a repeated factor.

    Raises:
        BadInputError: the filter's format is wrong.

    Source: arXiv 2108.01538, on D-dimensional convolutions, and the proposition on fibres.

    Examples:
        >>> fibre = TensorFibre(TensorArchitecture(((2, 2), (2, 2))), TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -4)))
        >>> fibre.count(), [found.packing_text for found in fibre.factorizations()]
        (2, ['f1 . f2', 'f2 . f1'])
    """

    architecture: TensorArchitecture
    form: TensorForm
    compatible: bool = False

    def __post_init__(self) -> None:
        require_kind(self.architecture, TensorArchitecture)
        object.__setattr__(self, "form", as_tensor(self.form, self.architecture.format))
        check_tensor(self.architecture, self.form)

    @property
    def is_finite(self) -> bool:
        """False for the zero filter of several layers: one of them is zero, the others are arbitrary."""
        return not self.form.is_zero or self.architecture.layers == 1

    @cached_property
    def factors(self) -> tuple[RealFactor, ...]:
        """The irreducible factors over ℝ of the form; where no stride matters the colours 1, 2, … of the packings.

        Raises:
            UnsupportedError: the coefficients are not rational up to a common factor.
            InconclusiveError: how a factor splits is not decided, or its coefficients cannot be made exact.
        """
        return tuple(
            RealFactor(factor, i) for factor in self._verdict.factors for i in range(len(factor.sizes(Over.REALS)))
        )

    @cached_property
    def _verdict(self) -> TensorVerdict:
        return TensorVerdict(self.architecture, self.form)

    @cached_property
    def levels(self) -> tuple[FactorLevel, ...] | None:
        """The irreducible factors over ℝ that the layers with one S can take, in t_j = x_j^{S_j}, least S first.

        None: the filter, which is not zero, has no complex layers, as a largest divisor in powers is too small. Where
        no stride matters this is one level with the factors of the form. Raises as `factors`.
        """
        return self._verdict.levels(Over.REALS)

    @cached_property
    def problem(self) -> NestedProblem[VectorPacking] | None:
        """The packings of a filter that is not zero; None: it has no complex layers. Raises as `factors`."""
        if self.levels is None:
            return None
        return NestedProblem(tuple(level.packed for level in self.levels), self.compatible)

    def count(self) -> int:
        """The number of factorizations up to scaling, of a filter that is not zero.

        Raises:
            InconclusiveError: the packings are too many, or how a factor splits is not decided.
        """
        return self.problem.count(BUDGET) if self.problem else 0

    def factorizations(self) -> Iterator[TensorFactorization]:
        """All of them, for a filter that is not zero; none for one that is no member. Raises as `count`."""
        # whose product is the filter: it matters which of conjugate factors is made of which
        levels = self._verdict.levels(Over.REALS, named=True)
        if levels is None:
            return iter(())
        problem = NestedProblem(tuple(level.packed for level in levels), self.compatible)
        return (TensorFactorization(self, packing) for packing in problem.packings())

    def factors_at(self, level: int) -> tuple[RealFactor, ...]:
        """The irreducible factors over ℝ that the layers of the level at an index can take, by colour."""
        return self._factors_at[level]

    @cached_property
    def _factors_at(self) -> list[tuple[RealFactor, ...]]:
        if self.architecture.is_stride_one:
            return [self.factors for _ in self.levels or ()]
        return [tuple(RealFactor(*piece) for piece in level.pieces) for level in self.levels or ()]

    @property
    def reason(self) -> str:
        """Why there are none, or infinitely many, or that all are listed."""
        if self.form.is_zero:
            if self.is_finite:
                return "the zero filter of one layer is its only factorization"
            return "W = 0: one layer is zero, the others are arbitrary, so there are infinitely many factorizations"
        return "one factorization for each way to share out the irreducible factors over ℝ"

    def to_dict(self, limit: int | None = None, gather: Gather = list[dict[str, object]]) -> dict[str, object]:
        """The JSON of the command `fibre`; of the factorizations only the first `limit`, if that is given.

        `gather` makes a list of their dictionaries, which are worked out as it asks for them.
        """
        if self.form.is_zero:
            zero = [{"filters": [[to_json(w) for w in self.form.coefficients]], "packing": None}]
            alone = self.is_finite
            answer = {"count": 1 if alone else None, "factorizations": zero if alone else []}
            return {**answer, "finite": alone, "reason": self.reason}
        factors = _listed(self.factors)
        one_level = self.architecture.is_stride_one
        return {
            "count": self.count(),
            "finite": True,
            "factors": factors,
            "levels": [
                {
                    "strides": list(level.level.strides),
                    "factors": factors if one_level else _listed(self.factors_at(j)),
                }
                for j, level in enumerate(self.levels or ())
            ],
            "factorizations": gather(found.to_dict() for found in islice(self.factorizations(), limit)),
            "reason": self.reason,
        }


@short_repr
@dataclass(frozen=True)
class TensorFactorization:
    """W = w_L ∗ ⋯ ∗ w_1: a representative of a scaling class. The first filter begins like W, the others with 1.

    Attributes:
        fibre: it is a point of.
        packings: for every level of the fibre, for every of its layers the indices, from 0, of its factors.

    Examples:
        >>> fibre = TensorFibre(TensorArchitecture(((2, 2), (2, 2))), TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -4)))
        >>> print(*next(fibre.factorizations()).filters, sep=", ")
        x1*x2 + 2*y1*y2, x1*x2 - 2*y1*y2
    """

    fibre: TensorFibre
    packings: tuple[VectorPacking, ...]

    @cached_property
    def packing(self) -> VectorPacking:
        """For every layer the indices, from 0, of its factors among those of its level."""
        return tuple(bin_ for _, bin_ in self._placed)

    @cached_property
    def _placed(self) -> list[tuple[int | None, tuple[int, ...]]]:
        """(index of the level, colours from 0) of every layer; no level for a layer with one entry."""
        found: list[tuple[int | None, tuple[int, ...]]] = [(None, ())] * self.fibre.architecture.layers
        for j, (level, packing) in enumerate(zip(self.fibre.levels or (), self.packings, strict=True)):
            for i, bin_ in zip(level.level.layers, packing, strict=True):
                found[i] = (j, bin_)
        return found

    @property
    def colours(self) -> tuple[tuple[int, ...], ...]:
        """For every layer the colours of its factors, numbered from 1 at each level."""
        return tuple(tuple(colour + 1 for colour in bin_) for bin_ in self.packing)

    @property
    def packing_text(self) -> str:
        """The colours layer by layer, such as f1 . f2 f3."""
        return " . ".join(" ".join(f"f{colour}" for colour in bin_) or "-" for bin_ in self.colours)

    def _factors(self, level: int | None, colours: Iterable[int]) -> list[RealFactor]:
        """Those with these colours, from 0, of a level."""
        return [] if level is None else [self.fibre.factors_at(level)[colour] for colour in colours]

    @property
    def conjugates(self) -> int:
        """A bound for the number of conjugates of the coefficients of any layer."""
        return max(
            prod(factor.conjugates for factor in self._factors(level, set(bin_))) for level, bin_ in self._placed
        )

    @property
    def filters(self) -> tuple[TensorForm, ...]:
        """The layers' filters, first layer first.

        Raises:
            InconclusiveError: the coefficients of a layer may have more than MAX_CONJUGATES conjugates.
        """
        if self.conjugates > MAX_CONJUGATES:
            raise InconclusiveError(
                f"filters are made exact if they have at most {MAX_CONJUGATES} conjugates, these have {self.conjugates}"
            )
        first: Number = self.fibre.form.leading
        axes = self.fibre.architecture.axes
        forms = [tensor_product([factor.form for factor in self._factors(*place)], axes) for place in self._placed]
        return (forms[0].scaled(first), *forms[1:])

    def to_dict(self) -> dict[str, object]:
        """{filters, packing}: entries by layer, the last index running fastest, and colours by layer.

        `filters` is None beyond MAX_CONJUGATES; the packing tells which factors they are products of.
        """
        exact = self.conjugates <= MAX_CONJUGATES
        return {
            "filters": [[to_json(w) for w in form.coefficients] for form in self.filters] if exact else None,
            "packing": [list(bin_) for bin_ in self.colours],
        }


def _listed(factors: Sequence[RealFactor]) -> list[dict[str, object]]:
    """By colour, as JSON."""
    return [
        {
            "colour": colour,
            "degrees": list(factor.degrees),
            "multiplicity": factor.multiplicity,
            "coefficients": _coefficients(factor),
        }
        for colour, factor in enumerate(factors, start=1)
    ]


def _coefficients(factor: RealFactor) -> list[object] | None:
    """As JSON; None: they have more than MAX_CONJUGATES conjugates."""
    return [to_json(w) for w in factor.form.coefficients] if factor.conjugates <= MAX_CONJUGATES else None
