"""The factorizations of a D-dimensional filter into layers, up to scaling, with exact coefficients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import prod

from ..algebra.multihomogeneous import TensorForm, tensor_product
from ..algebra.numbers import Number, to_json
from ..errors import InconclusiveError
from ..membership.several_axes import RationalFactor, TensorVerdict
from ..membership.vector_packings import Vector, VectorProblem
from ..network.several_axes import TensorArchitecture, check_tensor
from ..roots.absolute_factors import MAX_CONJUGATES
from .fibre import Gather


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


@dataclass(frozen=True)
class TensorFibre:
    """All real factorizations of a D-dimensional filter, up to scaling.

    Args:
        architecture: with D-dimensional filters, stride one.
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
        check_tensor(self.architecture, self.form)

    @property
    def is_finite(self) -> bool:
        """False for the zero filter of several layers: one of them is zero, the others are arbitrary."""
        return not self.form.is_zero or self.architecture.layers == 1

    @cached_property
    def factors(self) -> tuple[RealFactor, ...]:
        """The irreducible factors over ℝ; the colours 1, 2, … of the packings.

        Raises:
            UnsupportedError: the coefficients are not rational up to a common factor.
            InconclusiveError: how a factor splits is not decided, or its coefficients cannot be made exact.
        """
        found = []
        for factor in TensorVerdict(self.architecture, self.form).factors:
            pieces, real = factor.splitting.pieces, factor.splitting.real_pieces
            found += [RealFactor(factor, i) for i in range(real + (pieces - real) // 2)]
        return tuple(found)

    @cached_property
    def problem(self) -> VectorProblem:
        """The packing problem of a filter that is not zero."""
        return VectorProblem(
            tuple(factor.degrees for factor in self.factors),
            tuple(factor.multiplicity for factor in self.factors),
            self.architecture.capacities,
            self.compatible,
        )

    def count(self) -> int:
        """The number of factorizations up to scaling, of a filter that is not zero.

        Raises:
            InconclusiveError: the packings are too many, or how a factor splits is not decided.
        """
        return self.problem.count()

    def factorizations(self) -> Iterator[TensorFactorization]:
        """All of them, for a filter that is not zero; none for one that is no member. Raises as `count`."""
        return (TensorFactorization(self, packing) for packing in self.problem.packings())

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
        return {
            "count": self.count(),
            "finite": True,
            "factors": [
                {
                    "colour": colour,
                    "degrees": list(factor.degrees),
                    "multiplicity": factor.multiplicity,
                    "coefficients": _coefficients(factor),
                }
                for colour, factor in enumerate(self.factors, start=1)
            ],
            "factorizations": gather(found.to_dict() for found in islice(self.factorizations(), limit)),
            "reason": self.reason,
        }


@dataclass(frozen=True)
class TensorFactorization:
    """W = w_L ∗ ⋯ ∗ w_1: a representative of a scaling class. The first filter begins like W, the others with 1.

    Attributes:
        fibre: it is a point of.
        packing: for every layer the indices, from 0, of its factors among those of the fibre.

    Examples:
        >>> fibre = TensorFibre(TensorArchitecture(((2, 2), (2, 2))), TensorForm((3, 3), (1, 0, 0, 0, 0, 0, 0, 0, -4)))
        >>> print(*next(fibre.factorizations()).filters, sep=", ")
        x1*x2 + 2*y1*y2, x1*x2 - 2*y1*y2
    """

    fibre: TensorFibre
    packing: tuple[tuple[int, ...], ...]

    @property
    def colours(self) -> tuple[tuple[int, ...], ...]:
        """For every layer the colours of its factors, numbered from 1."""
        return tuple(tuple(colour + 1 for colour in bin_) for bin_ in self.packing)

    @property
    def packing_text(self) -> str:
        """The colours layer by layer, such as f1 . f2 f3."""
        return " . ".join(" ".join(f"f{colour}" for colour in bin_) or "-" for bin_ in self.colours)

    @property
    def conjugates(self) -> int:
        """A bound for the number of conjugates of the coefficients of any layer."""
        return max(prod(self.fibre.factors[c].conjugates for c in set(bin_)) for bin_ in self.packing)

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
        forms = [tensor_product([self.fibre.factors[c].form for c in bin_], axes) for bin_ in self.packing]
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


def _coefficients(factor: RealFactor) -> list[object] | None:
    """As JSON; None: they have more than MAX_CONJUGATES conjugates."""
    return [to_json(w) for w in factor.form.coefficients] if factor.conjugates <= MAX_CONJUGATES else None
