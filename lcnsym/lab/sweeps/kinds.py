"""The kinds of sweeps: a theorem on architectures of small degree, spurious minima of random targets, membership."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, ClassVar

from ...algebra.forms import BinaryForm, as_form
from ...errors import BadInputError, require_sequence, shorten
from ...network.architecture import Architecture
from ...network.networks import check_one_axis
from . import random_data
from .cases import (
    MAX_CASES,
    UNDECIDED,
    Answer,
    Case,
    Limits,
    SweepPlan,
    architecture_cells,
    check_word,
    form_cell,
    plan_of_dict,
)

if TYPE_CHECKING:
    from ...theorems.statement import Theorem

MOST_ARCHITECTURES = 10**5
HIGHEST_DEGREE = 64
MOST_FILTERS = 10**6
MOST_LARGEST = 10**9
LARGEST_COEFFICIENT = 20
LONGEST = 10**6

# rooms are imported where they are used, so that a process loads no more than its cases need
Shape = tuple[tuple[int, ...], tuple[int, ...]]
GRAMS = IDENTITY, RANDOM = "identity", "random"


@dataclass(frozen=True)
class TheoremSweep(SweepPlan):
    """A theorem on all architectures of its hypothesis with a degree up to a bound.

    For every architecture: the check without a filter, which for theorems about filters takes one of every root
    pattern, and then random filters, in turn with independent coefficients, with repeated roots, and composed of
    layers.

    Args:
        seed: of the random filters, an integer ≥ 0.
        theorem: its name.
        highest_degree: of the end-to-end filter.
        filters: random filters for each architecture; 0 for theorems about architectures alone.
        highest_stride: s_i for i < L runs from 1 to this; the last stride, which never matters, is 1.
        size_one: up to this many layers of filter size 1.

    Raises:
        BadInputError: no such theorem, numbers out of range, no architecture that the theorem is about, or too many.

    Examples:
        >>> TheoremSweep(0, "membership", highest_degree=3, filters=2).cases
        21
    """

    theorem: str
    highest_degree: int
    filters: int = 0
    highest_stride: int = 1
    size_one: int = 0

    kind = "theorem"
    columns = ("k", "s", "filter", "outcome", "explanation", "counterexample", "certificates", "note")
    limits: ClassVar[dict[str, Limits]] = {
        "highest_degree": ("the highest degree", 0, HIGHEST_DEGREE),
        "filters": ("the number of filters for each architecture", 0, MOST_FILTERS),
        "highest_stride": ("the highest stride", 1, HIGHEST_DEGREE),
        "size_one": ("the number of layers of filter size 1", 0, HIGHEST_DEGREE),
    }
    is_sample = False

    def __post_init__(self) -> None:
        known = self._theorem
        self._check_limits()
        if self.filters and not known.hypothesis.about_filters:
            raise BadInputError(
                f"theorem '{known.name}' is about architectures alone, but {self.filters} filters for each were given"
            )
        if not self._architectures:
            raise BadInputError(
                f"theorem '{known.name}' is about no architecture of degree up to {self.highest_degree}, with strides "
                f"up to {self.highest_stride} and up to {self.size_one} layers of filter size 1"
            )
        super().__post_init__()

    @cached_property
    def _theorem(self) -> Theorem:
        from ...theorems import theorem  # noqa: PLC0415

        return theorem(self.theorem)

    @property
    def _architectures(self) -> tuple[Architecture, ...]:
        return architectures_of(self.theorem, self.highest_degree, self.highest_stride, self.size_one)

    @property
    def cases(self) -> int:
        return len(self._architectures) * (self.filters + 1)

    @property
    def title(self) -> str:
        return f"theorem {self.theorem}, degree up to {self.highest_degree}"

    def case(self, index: int) -> Case:
        architecture = self._architectures[index // (self.filters + 1)]
        form = self._form(architecture, index)
        inputs = {**architecture_cells(architecture), "filter": form_cell(form)}
        return Case(inputs, partial(self._answer, architecture, form))

    def _form(self, architecture: Architecture, index: int) -> BinaryForm | None:
        number = index % (self.filters + 1)
        if not number:
            return None
        rng = random_data.generator_of(self.seed, index)
        if number % 3 == 1:
            return random_data.integer_form(rng, architecture.degree, LARGEST_COEFFICIENT)
        if number % 3 == 2:
            return random_data.form_with_repeated_roots(rng, architecture.degree)
        return random_data.composition(rng, architecture, LARGEST_COEFFICIENT)

    def _answer(self, architecture: Architecture, form: BinaryForm | None) -> Answer:
        checked = self._theorem.check(architecture, form)
        found = checked.counterexample
        blamed = form_cell(found) if isinstance(found, BinaryForm) else str(found) if found else None
        cells = {
            "explanation": checked.explanation,
            "counterexample": blamed,
            "certificates": len(checked.certificates),
        }
        return "holds" if checked.holds else "violated", cells


@lru_cache(maxsize=8)
def architectures_of(name: str, degree: int, highest_stride: int, size_one: int) -> tuple[Architecture, ...]:
    """The architectures that a theorem is about, by degree, number of layers, filter sizes and strides.

    Raises:
        BadInputError: more than MOST_ARCHITECTURES would have to be looked at.
    """
    from ...theorems import theorem  # noqa: PLC0415

    known, found = theorem(name), []
    shapes = list(islice(all_shapes(degree, highest_stride, size_one), MOST_ARCHITECTURES + 1))
    if len(shapes) > MOST_ARCHITECTURES:
        raise BadInputError(
            f"there are more than {MOST_ARCHITECTURES} architectures of degree up to {degree}; give a lower degree"
        )
    for k, s in shapes:
        architecture = Architecture(k, s)
        try:
            found.append(known.hypothesis.admit(name, architecture, None))
        except BadInputError:
            continue
    return tuple(sorted(found, key=lambda a: (a.degree, a.layers, a.filter_sizes, a.strides)))


def all_shapes(degree: int, highest_stride: int, size_one: int) -> Iterator[Shape]:
    """Filter sizes and strides of every architecture with a degree up to `degree`, each once, in no particular order.

    Args:
        highest_stride: of all strides but the last, which never matters and is 1.
        size_one: up to this many layers have filter size 1.
    """

    def longer(k: tuple[int, ...], s: tuple[int, ...], S: int, left: int, ones: int) -> Iterator[Shape]:
        if k:
            yield k, (*s, 1)
        for stride in range(1, highest_stride + 1) if k else (1,):
            product = S * stride
            strides = (*s, stride) if k else ()
            if ones:
                yield from longer((*k, 1), strides, product, left, ones - 1)
            for more in range(1, left // product + 1):
                yield from longer((*k, more + 1), strides, product, left - more * product, ones)

    return longer((), (), 1, degree, size_one)


@dataclass(frozen=True)
class _OneArchitecture(SweepPlan):
    """A sweep of random filters of one architecture.

    Attributes:
        k, s: filter sizes and strides.
    """

    max_degree: ClassVar[int]
    """Of the filters; where there are few strata, a case of this degree takes seconds."""

    k: tuple[int, ...]
    s: tuple[int, ...]

    def __post_init__(self) -> None:
        self._check_limits()
        if self.architecture.degree > self.max_degree:
            raise BadInputError(
                f"a sweep of the kind {self.kind} is about filters of degree up to {self.max_degree}; those of "
                f"{shorten(str(self.architecture))} have degree {self.architecture.degree}"
            )
        object.__setattr__(self, "k", self.architecture.filter_sizes)
        object.__setattr__(self, "s", self.architecture.strides)
        super().__post_init__()

    @cached_property
    def architecture(self) -> Architecture:
        return Architecture(self.k, self.s)


@dataclass(frozen=True)
class SpuriousMinimaSweep(_OneArchitecture):
    """How many spurious minima the square loss of one architecture has, for random targets.

    Args:
        seed: of the random targets, an integer ≥ 0.
        k, s: filter sizes and strides.
        targets: how many.
        largest: their coefficients are independent, uniform integers in −largest..largest.
        gram: `identity`, or `random`: A·Aᵀ + I for a matrix A of integers in −3..3, another for every target.
        timeout: seconds for each search of a stratum with several repeated roots; a case beyond them is undecided.

    Raises:
        BadInputError: numbers out of range, or filters of too high a degree.

    Examples:
        >>> SpuriousMinimaSweep(0, (3, 2, 2), (1, 1, 1), targets=20, largest=10).title
        'spurious minima of k = (3,2,2), Gram matrix identity'
    """

    targets: int
    largest: int
    gram: str = IDENTITY
    timeout: int = 600

    kind = "spurious-minima"
    columns = ("k", "s", "target", "gram", "outcome", "spurious_minima", "critical_points", "least_pattern", "note")
    counted = ("spurious_minima",)
    max_degree = 100
    limits: ClassVar[dict[str, Limits]] = {
        "targets": ("the number of targets", 1, MAX_CASES),
        "largest": ("the size of the coefficients", 1, MOST_LARGEST),
        "timeout": ("the timeout", 1, LONGEST),
    }

    def __post_init__(self) -> None:
        check_word(self.gram, "the Gram matrix", GRAMS)
        super().__post_init__()

    @property
    def cases(self) -> int:
        return self.targets

    @property
    def title(self) -> str:
        return f"spurious minima of {self.architecture}, Gram matrix {self.gram}"

    def case(self, index: int) -> Case:
        rng = random_data.generator_of(self.seed, index)
        return _case_of_target(self, random_data.integer_form(rng, self.architecture.degree, self.largest), rng)


@dataclass(frozen=True)
class GivenTargetsSweep(_OneArchitecture):
    """The same for targets that are given, one a case.

    Args:
        seed: of random Gram matrices, an integer ≥ 0.
        k, s: filter sizes and strides.
        targets: each as text, exact coefficients separated by commas.
        gram, timeout: as for `SpuriousMinimaSweep`.

    Raises:
        BadInputError: numbers out of range, a target that is none of the size of the filters, or filters of too high a
            degree.

    Examples:
        >>> plan = GivenTargetsSweep(0, (3, 2), (1, 1), targets=("2,1,-2,3", "1,0,0,1"))
        >>> plan.cases, plan.title
        (2, 'spurious minima of k = (3,2) for given targets, Gram matrix identity')
    """

    targets: tuple[str, ...]
    gram: str = IDENTITY
    timeout: int = 600

    kind = "given-targets"
    columns = SpuriousMinimaSweep.columns
    counted = SpuriousMinimaSweep.counted
    max_degree = SpuriousMinimaSweep.max_degree
    is_sample = False
    limits: ClassVar[dict[str, Limits]] = {"timeout": SpuriousMinimaSweep.limits["timeout"]}

    def __post_init__(self) -> None:
        check_word(self.gram, "the Gram matrix", GRAMS)
        given = require_sequence(self.targets, "the targets")
        if not all(isinstance(target, str) for target in given):
            raise BadInputError("targets are texts such as 1,-2,3/2 here")
        object.__setattr__(self, "targets", tuple(form_cell(as_form(target)) for target in given))
        super().__post_init__()
        for target in self.targets:
            check_one_axis(self.architecture, target)

    @property
    def cases(self) -> int:
        return len(self.targets)

    @property
    def title(self) -> str:
        return f"spurious minima of {self.architecture} for given targets, Gram matrix {self.gram}"

    def case(self, index: int) -> Case:
        return _case_of_target(self, as_form(self.targets[index]), random_data.generator_of(self.seed, index))


def _case_of_target(plan: SpuriousMinimaSweep | GivenTargetsSweep, target: BinaryForm, rng: Random) -> Case:
    """The case of one target, with the Gram matrix that is drawn next."""
    gram = None if plan.gram == IDENTITY else random_data.positive_definite(rng, plan.architecture.filter_size)
    shown = IDENTITY if gram is None else ";".join(",".join(map(str, row)) for row in gram)
    inputs = {**architecture_cells(plan.architecture), "target": form_cell(target), "gram": shown}
    return Case(inputs, partial(_answer_of_target, plan.architecture, target, gram, plan.timeout))


def _answer_of_target(
    architecture: Architecture, target: BinaryForm, gram: list[list[int]] | None, seconds: float
) -> Answer:
    from ...landscape.critical import critical_points  # noqa: PLC0415
    from ...landscape.loss import SquareLoss  # noqa: PLC0415

    loss = SquareLoss.euclidean(target) if gram is None else SquareLoss.with_gram(gram, target)
    landscape = critical_points(architecture, loss, seconds)
    if landscape.is_interrupted:
        raise KeyboardInterrupt
    least = landscape.global_minimum
    note = next((stratum.note for stratum in landscape.strata if stratum.note and not stratum.is_complete), None)
    pattern = None if least is None or least.pattern is None else str(least.pattern)
    told = note or landscape.undecided_minima or None
    return _spurious(landscape.spurious_minima, landscape.parameter_classes, pattern, told)


def _spurious(number: int | None, points: int, pattern: str | None, note: str | None) -> Answer:
    word = UNDECIDED if number is None else "spurious" if number else "none"
    told = note if number is None else None
    return word, {"spurious_minima": number, "critical_points": points, "least_pattern": pattern, "note": told}


@dataclass(frozen=True)
class MembershipSweep(_OneArchitecture):
    """Whether random filters are end-to-end filters of one architecture, and where they lie.

    Args:
        seed: of the random filters, an integer ≥ 0.
        k, s: filter sizes and strides.
        filters: how many.
        largest: their coefficients are independent, uniform integers in −largest..largest.

    Raises:
        BadInputError: numbers out of range, or filters of too high a degree.

    Examples:
        >>> plan = MembershipSweep(0, (2, 2), (1, 1), filters=5, largest=9)
        >>> plan == MembershipSweep(0, (2, 2), (1, 1), filters=5, largest=9), plan.to_dict()["kind"]
        (True, 'membership')
    """

    filters: int
    largest: int

    kind = "membership"
    columns = ("k", "s", "filter", "outcome", "position", "pattern", "note")
    counted = ("position", "pattern")
    max_degree = 1000
    limits: ClassVar[dict[str, Limits]] = {
        "filters": ("the number of filters", 1, MAX_CASES),
        "largest": ("the size of the coefficients", 1, MOST_LARGEST),
    }

    @property
    def cases(self) -> int:
        return self.filters

    @property
    def title(self) -> str:
        return f"membership in the function space of {self.architecture}"

    def case(self, index: int) -> Case:
        form = random_data.integer_form(
            random_data.generator_of(self.seed, index), self.architecture.degree, self.largest
        )
        inputs = {**architecture_cells(self.architecture), "filter": form_cell(form)}
        return Case(inputs, partial(self._answer, form))

    def _answer(self, form: BinaryForm) -> Answer:
        from ...membership.verdict import decide  # noqa: PLC0415

        verdict = decide(self.architecture, form)
        position = None if verdict.position is None else str(verdict.position)
        word = "member" if verdict.is_member else "not-member"
        return word, {"position": position, "pattern": str(verdict.pattern), "note": None}


KINDS: dict[str, type[SweepPlan]] = {
    found.kind: found for found in (TheoremSweep, SpuriousMinimaSweep, GivenTargetsSweep, MembershipSweep)
}


@lru_cache(maxsize=4)
def plan_of_text(text: str) -> SweepPlan:
    """The plan of a text that is its `text`, or as good as that.

    Raises:
        BadInputError: it is none, or one with parameters that this version does not know.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInputError(f"the plan is no JSON: '{shorten(text, 40)}'") from None
    if not isinstance(document, dict):
        raise BadInputError(f"the plan is no JSON object: '{shorten(text, 40)}'")
    try:
        return plan_of_dict(document, KINDS)
    except (TypeError, ValueError, AttributeError) as error:
        if isinstance(error, BadInputError):
            raise
        raise BadInputError(f"the plan's parameters are of other types: '{shorten(text, 40)}'") from None
