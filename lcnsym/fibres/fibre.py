"""The fibre of the composition map over a filter: every way to write it as a composition, up to scaling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice

from ..algebra.copies import LeanCopies
from ..algebra.forms import BinaryForm
from ..algebra.numbers import Number, enclosure_to_json, to_json
from ..algebra.short_repr import short_repr
from ..errors import require_integer
from ..membership.nested import NestedProblem
from ..membership.patterns import RootPattern, root_pattern
from ..membership.verdict import decide
from ..network.architecture import Architecture
from ..network.levels import levels
from ..network.networks import check_one_axis
from ..roots.chosen_roots import MAX_CONJUGATES, ChosenRoots
from ..roots.roots import Root
from .balls import Balls
from .counting_packings import BUDGET
from .level_roots import BallLevel, LevelRoots, bins_of, coloured, level_roots
from .packing import Packing, bins_text

OUTPUT_BITS = 60
EXACT_BUDGET = 100_000
FEW_CONJUGATES = 24

Gather = Callable[[Iterator[dict[str, object]]], list[dict[str, object]]]


@short_repr
@dataclass(frozen=True)
class Fibre(LeanCopies):
    """μ⁻¹(W) of an architecture, W its end-to-end filter, up to scaling the layers' filters.

    For W ≠ 0 the scaling classes are the packings of the balls of the roots of W into the layers: finitely many, none
    where W is not in the function space. Source: arXiv 2108.01538, the proposition on fibres. With larger strides the
    balls of a layer are roots t = x^S, each of them made of roots x of W: `docs/larger-strides.md`.

    Args:
        architecture: of any strides.
        form: π(W), with `architecture.filter_size` coefficients.
        compatible: whether only factorizations count in which no layer's filter has a double root.

    Raises:
        BadInputError: the filter's size is wrong.

    Examples:
        >>> fibre = Fibre(Architecture((2, 2)), BinaryForm((1, 0, -2)))
        >>> [str(f) for f in fibre.factorizations()]
        ['(1, sqrt(2)) (1, -sqrt(2))', '(1, -sqrt(2)) (1, sqrt(2))']
    """

    architecture: Architecture
    form: BinaryForm
    compatible: bool = False

    def __post_init__(self) -> None:
        architecture, form = check_one_axis(self.architecture, self.form)
        object.__setattr__(self, "architecture", architecture)
        object.__setattr__(self, "form", form)

    @property
    def is_finite(self) -> bool:
        """Whether there are finitely many scaling classes. False: W = 0 and several layers, see `reason`."""
        return not self.form.is_zero or self._is_one_layer

    @property
    def _is_one_layer(self) -> bool:
        return len(self.architecture.filter_sizes) == 1

    @property
    def reason(self) -> str:
        """One sentence on what the fibre is."""
        if self.form.is_zero and self._is_one_layer:
            return "with one layer the fibre over W = 0 is the zero filter alone"
        if self.is_finite:
            return "scaling classes are the packings of the roots of W into the layers"
        sizes = self.architecture.filter_sizes
        dimensions = ", ".join(str(sum(sizes) - k) for k in sizes)
        return (
            "the fibre over W = 0 is infinite: all filters of which at least one is zero, the union of "
            f"{len(sizes)} linear spaces {{w_i = 0}}, of dimensions {dimensions}"
        )

    @cached_property
    def roots(self) -> dict[int, Root]:
        """The roots of W by colour: 1, 2, … real ones by ascending multiplicity and value, −1, −2, … pairs.

        Raises:
            BadInputError: W = 0.
        """
        return {colour: placed.root for colour, placed in coloured(self.form).items()}

    @property
    def pattern(self) -> RootPattern:
        """The root pattern of W. Raises BadInputError for W = 0."""
        real = tuple(root.multiplicity for colour, root in self.roots.items() if colour > 0)
        return RootPattern(real, tuple(root.multiplicity for colour, root in self.roots.items() if colour < 0))

    @cached_property
    def levels(self) -> tuple[LevelRoots, ...] | None:
        """The roots t = x^S that the layers with this S can take, least S first; None: W has no complex layers.

        Where no stride matters this is one level, S = 1, with the roots of W. Raises BadInputError for W = 0.
        """
        return level_roots(self.architecture, self.form)

    @cached_property
    def problem(self) -> NestedProblem[Packing] | None:
        """The packings; None: W has no complex layers. Raises BadInputError for W = 0."""
        if self.levels is None:
            return None
        return NestedProblem(tuple(level.packed for level in self.levels), self.compatible)

    def count(self, budget: int = BUDGET) -> int:
        """The number of scaling classes.

        Raises:
            BadInputError: W = 0 and several layers: there are infinitely many.
            InconclusiveError: as `PackingProblem.count`.
        """
        if self.form.is_zero and self._is_one_layer:
            return 1
        pattern = root_pattern(self.form)
        if self.architecture.is_stride_one and pattern is not None:
            # the pattern is known long before the places of the roots
            balls = Balls.of_pattern(pattern)
            alone = tuple(BallLevel(balls, bins_of(level)) for level in levels(self.architecture))
            return NestedProblem(alone, self.compatible).count(budget)
        if not decide(self.architecture, self.form).is_member:
            return 0
        return self.problem.count(budget) if self.problem else 0

    def factorizations(self) -> Iterator[Factorization]:
        """One representative of every scaling class, in the canonical order of packings, as they are found.

        Raises:
            BadInputError: W = 0.
        """
        packings = self.problem.packings() if self.problem else iter(())
        return (Factorization(self, found) for found in packings)

    @cached_property
    def _layers(self) -> dict[tuple[int | None, bool, tuple[int, ...]], Layer]:
        return {}

    def layer(self, level: int | None, colours: tuple[int, ...], *, is_first: bool) -> Layer:
        """The filter with the roots of these colours; the first layer's begins like W, the others with 1.

        Args:
            level: the index of the layer's level; None for a layer of size 1 that belongs to none.
        """
        key = (level, is_first, colours)
        if key not in self._layers:
            of = self.levels[level] if self.levels and level is not None else None
            placed = of.placed if of else {}
            taken = [(placed[colour], colours.count(colour)) for colour in dict.fromkeys(colours)]
            first = _leading(self.form) if is_first else Fraction(1)
            chosen = ChosenRoots.of(taken, first)
            # who takes all roots has their form
            takes_all = of is not None and chosen.degree == of.divisor.degree
            whole = of.divisor.scaled(first / _leading(of.divisor)) if of and takes_all else None
            self._layers[key] = Layer(chosen, whole)
        return self._layers[key]

    def to_dict(
        self, limit: int | None = None, budget: int = BUDGET, gather: Gather = list[dict[str, object]]
    ) -> dict[str, object]:
        """The JSON of the command `fibre`; of the factorizations only the first `limit`, if that is given.

        `gather` makes a list of their dictionaries, which are worked out as it asks for them.

        Coefficients are exact if they have at most EXACT_BUDGET / (factorizations listed) conjugates, but always if
        they have at most FEW_CONJUGATES: minimal polynomials of a million characters are not written by the thousand.
        """
        if limit is not None:
            limit = require_integer(limit, "the number of factorizations that are listed", 0)
        if self.form.is_zero:
            zero: list[dict[str, object]] = [{"filters": [["0"] * len(self.form.coefficients)], "packing": None}]
            alone = self.is_finite
            count_and_all = {"count": 1 if alone else None, "factorizations": zero if alone else []}
            return {**count_and_all, "finite": alone, "reason": self.reason}
        count = self.count(budget)
        listed = count if limit is None else min(limit, count)
        exact_up_to = max(FEW_CONJUGATES, EXACT_BUDGET // max(listed, 1))
        return {
            "count": count,
            "finite": True,
            "pattern": self.pattern.to_dict(),
            "roots": [{"colour": colour, **root.to_dict()} for colour, root in self.roots.items()],
            "levels": [level.to_dict() for level in self.levels or ()],
            "factorizations": gather(found.to_dict(exact_up_to) for found in islice(self.factorizations(), limit)),
            "reason": self.reason,
        }


@dataclass(frozen=True, eq=False)
class Layer(LeanCopies):
    """One layer's filter, made of some of the roots of W.

    Attributes:
        chosen: provisional; these roots.
        whole: the filter's form where the layer takes all roots that there are; None: it takes some.

    Examples:
        >>> first, _ = next(Fibre(Architecture((2, 2)), BinaryForm((1, 0, -2))).factorizations()).layers
        >>> (lo, hi), (low, high) = first.enclosures(20)
        >>> print(first.form, lo == hi == 1, low**2 < 2 < high**2)
        x + (sqrt(2))*y True True
    """

    chosen: ChosenRoots
    whole: BinaryForm | None = None

    @property
    def conjugates(self) -> int:
        """A bound for the conjugates among which coefficients must be found; 1: they are known without a search."""
        return 1 if self.whole is not None else self.chosen.n_conjugates

    def __repr__(self) -> str:
        return f"<Layer of {self.chosen.degree} roots of a filter>"

    @property
    def form(self) -> BinaryForm:
        """The filter's form with exact coefficients. Raises InconclusiveError where these are out of reach."""
        return self.chosen.form if self.whole is None else self.whole

    def enclosures(self, bits: int) -> tuple[tuple[Fraction, Fraction], ...]:
        """For every coefficient rationals lo ≤ w ≤ hi with hi − lo < 2^−bits."""
        if bits not in self._enclosures:
            self._enclosures[bits] = self.chosen.enclosures(bits)
        return self._enclosures[bits]

    @cached_property
    def _enclosures(self) -> dict[int, tuple[tuple[Fraction, Fraction], ...]]:
        return {}

    def json(self, exact_up_to: int) -> list[object]:
        """The coefficients as JSON: exact if they have at most this many conjugates, else {minpoly: null, …}."""
        if self.conjugates <= exact_up_to:
            return self._exact_json
        return [enclosure_to_json(*ends) for ends in self.enclosures(OUTPUT_BITS)]

    @cached_property
    def _exact_json(self) -> list[object]:
        return [to_json(w) for w in self.form.coefficients]


def _leading(form: BinaryForm) -> Number:
    return form.coefficients[form.order_at_infinity]


@short_repr
@dataclass(frozen=True)
class Factorization(LeanCopies):
    """W = w_L ∗ ⋯ ∗ w_1: a representative of a scaling class. The first filter begins like W, the others with 1.

    Attributes:
        fibre: it is a point of.
        packings: for every level of the fibre the packing of its roots into its layers.

    Source: arXiv 2108.01538, the proposition on fibres.

    Examples:
        >>> found = next(Fibre(Architecture((3, 2)), BinaryForm((3, -3, 3, -3))).factorizations())
        >>> found.packing_text
        'q1 . p1'
        >>> print(*found.filters, sep=", ")
        3*x^2 + 3*y^2, x - y
    """

    fibre: Fibre
    packings: tuple[Packing, ...]

    @cached_property
    def colours(self) -> tuple[tuple[int, ...], ...]:
        """For every layer, first layer first, the colours of its roots, which are numbered by level."""
        return tuple(colours for _, colours in self._placed)

    @property
    def packing_text(self) -> str:
        """The colours layer by layer, such as p1 p2 . q1; p1, p2, … are real roots, q1, q2, … pairs, by level."""
        return bins_text(self.colours)

    @property
    def _placed(self) -> list[tuple[int | None, tuple[int, ...]]]:
        """(index of the level, colours) of every layer."""
        found: list[tuple[int | None, tuple[int, ...]]] = [(None, ())] * self.fibre.architecture.layers
        for j, (level, packing) in enumerate(zip(self.fibre.levels or (), self.packings, strict=True)):
            for i, colours in zip(level.level.layers, packing.bins, strict=True):
                found[i] = (j, colours)
        return found

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers, first layer first."""
        return tuple(
            self.fibre.layer(level, colours, is_first=i == 0) for i, (level, colours) in enumerate(self._placed)
        )

    @property
    def filters(self) -> tuple[BinaryForm, ...]:
        """The layers' filters with exact coefficients, first layer first; made when asked for.

        Raises:
            InconclusiveError: a coefficient's minimal polynomial is out of reach; `enclosures` is not.
        """
        return tuple(layer.form for layer in self.layers)

    def enclosures(self, bits: int = OUTPUT_BITS) -> tuple[tuple[tuple[Fraction, Fraction], ...], ...]:
        """Certified rationals lo ≤ w ≤ hi, hi − lo < 2^−bits, for every coefficient of every layer."""
        return tuple(layer.enclosures(bits) for layer in self.layers)

    def to_dict(self, exact_up_to: int = MAX_CONJUGATES) -> dict[str, object]:
        """{filters, packing}: coefficients by layer, and the colours of the roots by layer.

        A coefficient that may have more than `exact_up_to` conjugates is {minpoly: null, interval, approx}; the roots
        it is made of tell which number it is.
        """
        return {
            "filters": [layer.json(min(exact_up_to, MAX_CONJUGATES)) for layer in self.layers],
            "packing": [list(colours) for colours in self.colours],
        }

    def __str__(self) -> str:
        return " ".join(f"({', '.join(map(str, form.coefficients))})" for form in self.filters)
