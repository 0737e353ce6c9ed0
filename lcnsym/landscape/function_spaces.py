"""A function space as a value: what can be asked of it, each question handed to the module that answers it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod
from random import Random
from typing import TYPE_CHECKING

from ..algebra.forms import BinaryForm
from ..algebra.forms import product as product_of_forms
from ..algebra.multihomogeneous import TensorForm
from ..algebra.numbers import Number
from ..errors import BadInputError, InconclusiveError, UnsupportedError, require_integer
from ..membership.containment import compare_spaces, space_class
from ..membership.patterns import RootPattern, as_pattern, patterns_of_degree
from ..membership.positions import Position, position_of_pattern
from ..membership.verdict import decide
from ..network.architecture import Architecture
from ..network.networks import Filter, FilterLike, Network, as_network, check_fit, compose
from ..network.several_axes import TensorArchitecture

if TYPE_CHECKING:
    from ..description.description import Description
    from ..description.strided_closures import StridedClosure
    from ..membership.components import Components
    from .distances import Distance
    from .loss import SquareLoss

MOST_DRAWS = 1000
LARGEST = 9
"""Random roots and coefficients are integers up to this size, or have such numerators."""

Gram = Sequence[Sequence[Number | int]]


@dataclass(frozen=True, eq=False)
class FunctionSpace:
    """The function space M of an architecture: the filters of all its networks, a closed set.

    Two function spaces are equal if they have the same filters, whatever the architectures; `<=` is inclusion.

    Args:
        architecture: of any strides, with one axis or several, or the filter sizes of one with strides 1. Of several
            axes dimension, filling, membership and distances are known.

    Raises:
        BadInputError: the argument is no architecture.

    Source: arXiv 2108.01538, function spaces for stride one; `docs/comparing-function-spaces.md`, `docs/distances.md`.

    Examples:
        >>> space = FunctionSpace(Architecture((3, 2, 2)))
        >>> space == FunctionSpace(Architecture((4, 2))), space <= FunctionSpace(Architecture((5,)))
        (True, True)
        >>> space.contains(BinaryForm((1, 0, 2, 0, 1))), str(space.position(BinaryForm((1, 0, -2, 0, 1))))
        (False, 'boundary')
        >>> space.distance(BinaryForm((1, 0, 2, 0, 3))).exact_squared
        Fraction(1, 1)
    """

    architecture: Network

    def __post_init__(self) -> None:
        object.__setattr__(self, "architecture", as_network(self.architecture))

    def __str__(self) -> str:
        return f"the function space of {self.architecture}"

    @property
    def dimension(self) -> int:
        """dim M. Source: arXiv 2304.05752, dimension theorem; `docs/larger-strides.md`, theorem 9."""
        return self.architecture.dimension

    @property
    def is_filling(self) -> bool:
        """Whether every filter is in M."""
        return self.architecture.is_filling

    def contains(self, form: FilterLike) -> bool:
        """Whether a filter is in M; False: proved that it is not. Raises BadInputError for a filter of another size."""
        return decide(self.architecture, form).is_member

    def __contains__(self, form: FilterLike) -> bool:
        return self.contains(form)

    def position(self, form: FilterLike) -> Position | None:
        """Interior, boundary or outside. None: M has no interior points, as `Verdict.position` says.

        Raises:
            BadInputError: the filter has another size.
        """
        return decide(self.architecture, form).position

    def relative_position(self, form: FilterLike) -> Position | None:
        """The position with respect to the real points of the Zariski closure of M; for stride one `position`.

        None: not decided, for more than two levels and for several axes.

        Raises:
            BadInputError: the filter has another size.
        """
        from ..membership.larger_strides import StridedVerdict  # noqa: PLC0415 - only where there are larger strides

        verdict = decide(self.architecture, form)
        return verdict.relative_position.position if isinstance(verdict, StridedVerdict) else verdict.position

    def __le__(self, other: FunctionSpace) -> bool:
        """Whether every filter of M is one of the other function space; False: proved that one is not.

        Raises:
            BadInputError: the other has filters of another size.
            InconclusiveError: not decided, for several axes.
        """
        if not isinstance(other, FunctionSpace):
            return NotImplemented
        if not isinstance(self.architecture, Architecture) or not isinstance(other.architecture, Architecture):
            if self.architecture == other.architecture or other.is_filling:
                check_sizes(self, other)
                return True
            raise InconclusiveError(_undecided("which function space holds which"))
        return compare_spaces(self.architecture, other.architecture).is_contained

    def __lt__(self, other: FunctionSpace) -> bool:
        """Whether M is a proper part of the other function space. Raises as `<=`."""
        return self <= other and not other <= self

    def __eq__(self, other: object) -> bool:
        """Whether both have the same filters.

        Raises:
            InconclusiveError: not decided, for several axes.
        """
        if not isinstance(other, FunctionSpace):
            return NotImplemented
        if isinstance(self.architecture, Architecture) and isinstance(other.architecture, Architecture):
            return space_class(self.architecture) == space_class(other.architecture)
        if self.architecture == other.architecture:
            return True
        if _ambient(self) != _ambient(other) or self.dimension != other.dimension:
            return False
        raise InconclusiveError(_undecided("whether function spaces are equal"))

    def __hash__(self) -> int:
        if isinstance(self.architecture, Architecture):
            return hash(space_class(self.architecture))
        return hash((_ambient(self), self.dimension))

    def project(self, target: FilterLike, gram: Gram | None = None) -> tuple[Filter | None, ...]:
        """The filters of M that are nearest to a target, as `Distance.nearest`: None where one is not known exactly.

        Raises:
            BadInputError, InconclusiveError, UnsupportedError: as `distance`.
        """
        return self.distance(target, gram).nearest

    def distance(
        self,
        form: FilterLike,
        gram: Gram | None = None,
        seconds: float = 600,
        progress: Callable[[str], None] | None = None,
    ) -> Distance:
        """The distance of a filter from M, with the nearest filters of M.

        Args:
            form: the filter, with several axes an array of the format or all entries, the last index fastest.
            gram: Q of d² = min (w − v)ᵀ Q (w − v), positive definite; None: the identity.
            seconds: how long each search may take, for strata with several repeated roots, or in parameter space.
            progress: is told what comes next.

        Raises:
            BadInputError: the filter has another size, or Q is not symmetric and positive definite.
            InconclusiveError: it is not proved that no filter is nearer than those found.
            UnsupportedError: too many strata or critical points.
        """
        from .nearest_filters import distance_from_space  # noqa: PLC0415 - loaded where it is needed

        return distance_from_space(self.architecture, self._loss(form, gram), seconds, progress)

    def distance_to_boundary(
        self,
        form: FilterLike,
        gram: Gram | None = None,
        seconds: float = 600,
        progress: Callable[[str], None] | None = None,
    ) -> Distance | None:
        """The distance of a filter from the boundary of M. None: M is everything, and the boundary empty.

        Where M has less than full dimension, it has no interior points, so it is its own boundary.

        Args:
            form, gram, seconds, progress: as for `distance`.

        Raises:
            BadInputError, InconclusiveError, UnsupportedError: as `distance`.
        """
        from .nearest_filters import distance_from_boundary  # noqa: PLC0415

        return distance_from_boundary(self.architecture, self._loss(form, gram), seconds, progress)

    def distance_to_strata(
        self,
        patterns: Sequence[RootPattern | str],
        form: FilterLike,
        gram: Gram | None = None,
        seconds: float = 600,
        progress: Callable[[str], None] | None = None,
    ) -> Distance:
        """The distance of a filter from the union of the closures of strata Δ_(ρ|γ) of the space of all filters.

        Args:
            patterns: (ρ|γ), of the degree of the filters.
            form, gram, seconds, progress: as for `distance`.

        Raises:
            BadInputError: there is no pattern, or one of another degree; or as `distance`.
            InconclusiveError: as `distance`.
            UnsupportedError: several axes, or as `distance`.
        """
        from .nearest_filters import distance_from_strata  # noqa: PLC0415

        self._one_axis("strata")
        return distance_from_strata([as_pattern(p) for p in patterns], self._loss(form, gram), seconds, progress)

    def describe(self) -> Description:
        """M as polynomial equations and inequalities. Raises UnsupportedError where they are not known."""
        from ..description.description import describe  # noqa: PLC0415

        return describe(self._one_axis("inequalities"))

    @property
    def closure(self) -> StridedClosure:
        """The Zariski closure of M by rank conditions; for stride one it is everything.

        Raises:
            UnsupportedError: several axes.
        """
        from ..description.strided_closures import StridedClosure  # noqa: PLC0415

        return StridedClosure(self._one_axis("equations of the Zariski closure"))

    @cached_property
    def strata(self) -> tuple[RootPattern, ...]:
        """The root patterns of the filters of M but zero, in the slides' order, for stride one.

        Raises:
            UnsupportedError: several axes, or a larger stride that matters.
        """
        architecture = self._one_axis("strata")
        if not architecture.is_stride_one:
            raise UnsupportedError(
                f"for larger strides the root pattern does not decide membership; describe() has the strata of "
                f"{architecture}"
            )
        found = patterns_of_degree(architecture.degree)
        return tuple(p for p in found if position_of_pattern(p, architecture.even_filters) is not Position.OUTSIDE)

    def components(self, *, up_to_scaling: bool = False) -> Components:
        """How many connected components the interior of M, its boundary without zero and its complement have.

        Args:
            up_to_scaling: whether filters that differ by a factor, positive or negative, are one point.

        Raises:
            UnsupportedError: several axes, or a larger stride that matters.
        """
        from ..membership.components import space_components  # noqa: PLC0415

        return space_components(self._one_axis("components"), up_to_scaling=up_to_scaling)

    def sample(self, position: Position | str | None = None, seed: int = 0) -> Filter:
        """A random filter with rational coefficients.

        Args:
            position: "interior", "boundary" or "outside" of M. None: of M, wherever; the only choice beside "outside"
                where M has no interior points.
            seed: the same seed gives the same filter.

        Raises:
            BadInputError: no filter has this position.
            InconclusiveError: none was found.
        """
        wanted = None if position is None else _position(position)
        random = Random(require_integer(seed, "a seed", 0, 2**63))
        architecture = self.architecture
        if wanted is not None and isinstance(architecture, Architecture) and architecture.is_stride_one:
            return _with_position(architecture, wanted, random)
        if wanted not in {None, Position.OUTSIDE}:
            raise BadInputError(
                f"filters of {self} are drawn wherever they are in it, or outside; '{wanted}' was given"
            )
        for _ in range(MOST_DRAWS):
            form = _composed(architecture, random) if wanted is None else _any_filter(architecture, random)
            if self.contains(form) is (wanted is None):
                return form
        raise (BadInputError if self.is_filling else InconclusiveError)(f"no filter outside of {self} was found")

    def _loss(self, form: FilterLike, gram: Gram | None) -> SquareLoss:
        from .loss import SquareLoss  # noqa: PLC0415

        target = check_fit(self.architecture, form).form
        return SquareLoss.euclidean(target) if gram is None else SquareLoss.with_gram(gram, target)

    def _one_axis(self, what: str) -> Architecture:
        if isinstance(self.architecture, Architecture):
            return self.architecture
        raise UnsupportedError(_undecided(what))


def _undecided(what: str) -> str:
    return f"{what}: for filters with several axes a theorem is missing, on " + {
        "inequalities": "when forms in several pairs of variables with given coefficients factor",
        "equations of the Zariski closure": "the equations of products of forms in several pairs of variables",
        "components": "how their complements and strata are joined",
        "strata": "the types of factorizations of forms in several pairs of variables",
    }.get(what, "which multidegrees of factors one architecture can pack and another cannot")


def check_sizes(first: FunctionSpace, second: FunctionSpace) -> None:
    """Refuse function spaces of filters of different sizes. Raises BadInputError."""
    if _ambient(first) != _ambient(second):
        raise BadInputError(f"the filters of {first} and of {second} have different sizes")


def _ambient(space: FunctionSpace) -> tuple[int, ...]:
    return space.architecture.degrees


def _position(position: Position | str) -> Position:
    try:
        return Position(position)
    except ValueError:
        raise BadInputError(f"a position is interior, boundary or outside; '{position}' was given") from None


def _with_position(architecture: Architecture, wanted: Position, random: Random) -> BinaryForm:
    """A form with random roots: simple real ones, double real ones and pairs, in numbers that the position asks for."""
    n, e = architecture.degree, architecture.even_filters
    needed = e if e > 1 else 0
    choices: list[tuple[int, int]] = []
    if wanted is Position.INTERIOR:
        choices = [(simple, 0) for simple in range(max(needed, n % 2), n + 1, 2)]
    elif wanted is Position.OUTSIDE:
        choices = [(simple, 0) for simple in range(n % 2, needed, 2)]
    else:
        for simple in range(n % 2, needed - 1, 2):
            choices += [(simple, double) for double in range((needed - simple) // 2, (n - simple) // 2 + 1)]
    if not choices:
        raise BadInputError(f"{_PLACES[wanted]} of the function space of {architecture} is empty")
    simple, double = random.choice(choices)
    most = LARGEST * (n + 1)
    roots = [Fraction(root, LARGEST) for root in random.sample(range(-most, most + 1), n + 1)]
    factors = [BinaryForm((random.choice((-1, 1)) * random.randint(1, LARGEST),))]
    factors += [BinaryForm((1, -roots.pop())) for _ in range(simple)]
    for _ in range(double):
        factors += [BinaryForm((1, -roots.pop()))] * 2
    for _ in range((n - simple - 2 * double) // 2):
        centre = roots.pop()
        factors.append(BinaryForm((1, -2 * centre, centre**2 + random.randint(1, LARGEST))))
    return product_of_forms(factors)


_PLACES = {Position.INTERIOR: "the interior", Position.BOUNDARY: "the boundary", Position.OUTSIDE: "the complement"}


def _composed(architecture: Network, random: Random) -> Filter:
    if isinstance(architecture, TensorArchitecture):
        return compose(architecture, [TensorForm(f, _entries(prod(f), random)) for f in architecture.formats])
    return compose(architecture, [BinaryForm(_entries(k, random)) for k in architecture.filter_sizes])


def _any_filter(architecture: Network, random: Random) -> Filter:
    if isinstance(architecture, TensorArchitecture):
        return TensorForm(architecture.format, _entries(prod(architecture.format), random))
    return BinaryForm(_entries(architecture.filter_size, random))


def _entries(number: int, random: Random) -> list[Fraction]:
    return [Fraction(random.randint(-LARGEST, LARGEST)) for _ in range(number)]
