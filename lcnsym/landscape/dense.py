"""Fully-connected linear networks with whitened data: their critical points from singular values, for comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import comb

from ..algebra.forms import BinaryForm, FormLike
from ..algebra.linear import characteristic_form
from ..algebra.numbers import to_json
from ..algebra.short_repr import short_repr
from ..algebra.squarefree import squarefree_decomposition
from ..errors import BadInputError, InconclusiveError, UnsupportedError, require_integer
from ..network.architecture import ArchitectureLike
from ..network.convolution import end_to_end_matrix
from ..network.networks import check_one_axis
from ..roots.roots import RealRoot, isolate_roots
from .critical import Landscape, critical_points
from .layers.natures import Nature
from .loss import SquareLoss, rational_rows

Matrix = tuple[tuple[Fraction, ...], ...]
Interval = tuple[Fraction, Fraction]

MAX_POINTS = 100_000
BITS = 128


@dataclass(frozen=True)
class DensePoint:
    """A critical point of ‖W − U‖² on the matrices of rank at most r, in the space of matrices.

    Attributes:
        singular_values: the indices, from 0, descending by size, of the singular triples of U whose sum it is.
        loss: certified rationals around the sum of the squares of the other singular values.
        nature: in parameter space.

    Source: slides, comparison with fully-connected networks.

    Examples:
        >>> for point in DenseLandscape.of_rows([[2, 0], [0, 1]], 1).points():
        ...     print(point.singular_values, *point.loss, point.nature)
        (0,) 1 1 minimum
        (1,) 4 4 saddle
        () 5 5 saddle
    """

    singular_values: tuple[int, ...]
    loss: Interval
    nature: Nature

    def to_dict(self) -> dict[str, object]:
        """{singular_values, loss, nature}."""
        lo, hi = self.loss
        return {
            "singular_values": list(self.singular_values),
            "loss": [to_json(lo), to_json(hi)],
            "nature": str(self.nature),
        }


@short_repr
@dataclass(frozen=True)
class DenseLandscape:
    """The square loss ‖W_L⋯W_1 − U‖² of a fully-connected linear network whose narrowest layer has width r.

    For distinct positive singular values the critical points W ≠ 0 of the loss on matrices of rank at most r are the
    sums of up to r singular triples of U, with the sum of the other squares as loss (Eckart, Young; Baldi, Hornik).
    In parameter space a minimum is one of all: every other point has a direction of descent, which `descent` gives.

    Args:
        target: U, rational, m × n.
        rank_bound: r ≥ 1.

    Raises:
        BadInputError: U is no rational matrix, or r < 1.
        UnsupportedError: two singular values are equal, or one is zero; decided exactly.

    Source: slides, comparison with fully-connected networks; data are whitened, X·Xᵀ = 1.

    Examples:
        >>> found = DenseLandscape.of_rows([[2, 0], [0, 1]], 1)
        >>> found.number_of_points, found.spurious_minima
        (3, 0)
    """

    target: Matrix
    rank_bound: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "target", rational_rows(self.target, "the target"))
        if not self.target or len({len(row) for row in self.target}) != 1 or not self.target[0]:
            raise BadInputError("the target must be a matrix with rows of one length")
        object.__setattr__(self, "rank_bound", require_integer(self.rank_bound, "the rank bound", 1))
        form = self._characteristic
        if form.coefficients[-1] == 0:
            raise UnsupportedError("the target must have full rank; a singular value is zero")
        if any(power > 1 for power, _ in squarefree_decomposition(form).parts):
            raise UnsupportedError("the target must have distinct singular values; two are equal")

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[Fraction | int]], rank_bound: int) -> DenseLandscape:
        """From rows of rationals."""
        return cls(rational_rows(rows, "the target"), rank_bound)

    @cached_property
    def _characteristic(self) -> BinaryForm:
        """The characteristic polynomial of U·Uᵀ or Uᵀ·U, whichever is smaller."""
        rows = self.target if len(self.target) <= len(self.target[0]) else tuple(zip(*self.target, strict=True))
        gram = [[sum((a * b for a, b in zip(r, c, strict=True)), Fraction(0)) for c in rows] for r in rows]
        return characteristic_form(gram)

    @cached_property
    def squares(self) -> tuple[RealRoot, ...]:
        """The squared singular values, descending, as exact roots."""
        roots = [root for root in isolate_roots(self._characteristic) if isinstance(root, RealRoot)]
        return tuple(reversed(roots))

    @property
    def number_of_points(self) -> int:
        """The number of critical points, W = 0 among them: Σ C(min(m, n), q) over q ≤ r."""
        return sum(comb(len(self.squares), q) for q in range(min(self.rank_bound, len(self.squares)) + 1))

    def points(self) -> tuple[DensePoint, ...]:
        """All critical points, ascending by loss as far as the losses are told apart; W = 0 is the empty sum.

        Raises:
            UnsupportedError: there are more than MAX_POINTS.
        """
        if self.number_of_points > MAX_POINTS:
            raise UnsupportedError(
                f"there are {self.number_of_points} critical points, at most {MAX_POINTS} are listed"
            )
        most = min(self.rank_bound, len(self.squares))
        found = []
        for q in range(most + 1):
            for chosen in combinations(range(len(self.squares)), q):
                nature = Nature.SADDLE if self.descent(chosen) is not None else Nature.MINIMUM
                found.append(DensePoint(chosen, self._loss(chosen, BITS), nature))
        return tuple(sorted(found, key=lambda point: point.loss))

    def descent(self, chosen: Sequence[int]) -> tuple[int, int | None] | None:
        """A direction of descent at a sum of singular triples σ·u·vᵀ, as (in, out); None: it is the global minimum.

        The triple `in` is not in the sum. With `out` None the rank is below r, and ε times the triple can be added:
        the loss falls by (2ε − ε²)·σ_in². Else σ_in > σ_out. In the planes of the two triples the summand of `out`
        becomes a·v·vᵀ, v turned from `out` towards `in` by θ, a = σ_out + (σ_in − σ_out)·sin²θ: the loss, σ_in² +
        σ_out² − a² of this pair, falls with θ. Either path lifts to the factors, so that the point is no minimum
        there.
        """
        most = min(self.rank_bound, len(self.squares))
        left = [i for i in range(len(self.squares)) if i not in chosen]
        if not left:
            return None
        if len(chosen) < most:
            return left[0], None
        worst = max(chosen)
        return (left[0], worst) if left[0] < worst else None

    def _loss(self, chosen: Sequence[int], bits: int) -> Interval:
        """The sum of the squares of the singular values that are left out."""
        ends = [self.squares[i].refined(bits).interval for i in range(len(self.squares)) if i not in chosen]
        return sum((lo for lo, _ in ends), Fraction(0)), sum((hi for _, hi in ends), Fraction(0))

    @property
    def spurious_minima(self) -> int:
        """The number of minima above the least loss, counted over the points.

        Raises:
            InconclusiveError: two losses are not told apart.
        """
        minima = [point for point in self.points() if point.nature is Nature.MINIMUM]
        least = min(self.points(), key=lambda point: point.loss)
        total = 0
        for point in minima:
            if point.singular_values != least.singular_values:
                if not least.loss[1] < point.loss[0]:
                    raise InconclusiveError("two losses are not told apart")
                total += 1
        return total

    def to_dict(self) -> dict[str, object]:
        """{rank_bound, number_of_points, points, spurious_minima}."""
        return {
            "rank_bound": self.rank_bound,
            "number_of_points": self.number_of_points,
            "points": [point.to_dict() for point in self.points()],
            "spurious_minima": self.spurious_minima,
        }


@short_repr
@dataclass(frozen=True)
class Comparison:
    """A convolutional network and the fully-connected one with its layer sizes, for the same end-to-end matrix.

    Attributes:
        convolutional: the critical points of the loss Σ (w − u)² of filters.
        dense: those of ‖W − U‖², U the convolutional matrix of u.

    Source: slides, comparison with fully-connected networks.

    Examples:
        >>> found = compare_with_dense(Architecture((2, 2)), BinaryForm((1, 1, 3)))
        >>> found.convolutional.spurious_minima, found.dense.spurious_minima
        (0, 0)
    """

    convolutional: Landscape
    dense: DenseLandscape

    def to_dict(self) -> dict[str, object]:
        """For both: the numbers of critical functions and of spurious minima, the latter counted up to scaling."""
        return {
            "convolutional": {
                "critical_functions": len(self.convolutional.points),
                "spurious_minima": self.convolutional.spurious_minima,
                "complete": self.convolutional.is_complete,
            },
            "dense": {
                "rank_bound": self.dense.rank_bound,
                "critical_functions": self.dense.number_of_points - 1,
                "spurious_minima": self.dense.spurious_minima,
                "complete": True,
            },
        }


def compare_with_dense(architecture: ArchitectureLike, target: FormLike) -> Comparison:
    """The landscape of a stride-one network next to that of the fully-connected network with the same layer sizes.

    The Frobenius distance of convolutional matrices is Σ (w − u)² times the number of outputs, so that both networks
    are given the same target and, up to that factor, the same loss.

    Args:
        architecture: with its number of outputs d_L; r is the least of its layer sizes d_0, …, d_L.
        target: u, rational.

    Raises:
        BadInputError, UnsupportedError: as `critical_points` and `DenseLandscape`.

    Source: slides, comparison with fully-connected networks.

    Examples:
        >>> found = compare_with_dense(Architecture((3, 2, 2)), BinaryForm((1, 3, -2, 5, 7)))
        >>> len(found.convolutional.points), found.dense.number_of_points - 1
        (10, 1)
    """
    architecture, target = check_one_axis(architecture, target)
    landscape = critical_points(architecture, SquareLoss.euclidean(target))
    rows = [[Fraction(c) for c in row if isinstance(c, Fraction)] for row in end_to_end_matrix(architecture, target)]
    return Comparison(landscape, DenseLandscape.of_rows(rows, min(architecture.sizes)))
