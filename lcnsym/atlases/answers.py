"""The answer at one loss of a family, from all of its critical points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from ..errors import InconclusiveError
from ..landscape.critical import Landscape, critical_points
from ..landscape.layers.natures import Nature
from ..membership.patterns import RootPattern
from ..network.architecture import Architecture
from .families import LossFamily
from .walls import Question

Point = TypeVar("Point", bound=tuple[Fraction, ...])


@dataclass(frozen=True)
class Rival:
    """A critical function that is a minimum.

    Attributes:
        classes: the number of its parameter classes.
        pattern: its root pattern.
        loss: bounds.
        filter: bounds for its coefficients.

    Source: `docs/critical-points.md`, walls.

    Examples:
        >>> Rival(1, "3|0", (Fraction(1), Fraction(2))).about(Question.LEAST)
        '3|0'
    """

    classes: int
    pattern: str
    loss: tuple[Fraction, Fraction]
    filter: tuple[tuple[Fraction, Fraction], ...] = ()

    def about(self, question: Question) -> object:
        """What matters of it where the global minimum changes hands: the pattern for LEAST, else how many classes."""
        return self.pattern if question is Question.LEAST else self.classes


@dataclass(frozen=True)
class LocalAnswer:
    """Numbers of critical points of one loss; None: not decided.

    Attributes:
        spurious_minima: the number of parameter classes that are minima with a loss above the least.
        minima: the number of parameter classes that are minima.
        critical: the number of critical functions of every root pattern, by their texts.
        least: the root pattern of the global minimum.
        is_complete: whether no critical point is missing, and none doubtful.
        rivals: all minima, as they may have the least loss elsewhere; none if the target is in the function space.
        is_generic: whether there are as many complex critical points as for generic data.

    Source: `docs/critical-points.md`, walls.

    Examples:
        >>> answer = LocalAnswer(1, 2, (("12|0", 3), ("3|0", 1)), "12|0", True, ())
        >>> answer.about(Question.SPURIOUS), answer.about(Question.CRITICAL)
        (1, 4)
    """

    spurious_minima: int | None
    minima: int | None
    critical: tuple[tuple[str, int], ...]
    least: str | None
    is_complete: bool
    rivals: tuple[Rival, ...]
    is_generic: bool = True

    def __str__(self) -> str:
        minima = "minima not counted" if self.minima is None else f"{self.minima} minima"
        spurious = "?" if self.spurious_minima is None else str(self.spurious_minima)
        return f"{minima}, {spurious} of them spurious"

    def may_be_exchanged(self, question: Question) -> bool:
        """Whether the answer can change where the global minimum changes hands, though no wall is crossed.

        The minima stay what they are, with the same numbers of classes; those of least loss may be others.
        """
        if not self.rivals or question not in {Question.LEAST, Question.SPURIOUS}:
            return False
        kinds = {rival.about(question) for rival in self.rivals}
        return len(kinds) > 1 or (question is Question.SPURIOUS and not self.has_single_least)

    def kinds(self, question: Question) -> dict[int, object] | None:
        """What matters of the rivals, by their largest multiplicity; None: that does not tell."""
        found: dict[int, object] = {}
        for rival in self.rivals:
            pattern = RootPattern.parse(rival.pattern)
            repeated = [m for m in (*pattern.real, *pattern.complex) if m > 1]
            if len(repeated) != 1 or max(pattern.complex, default=1) > 1:
                return None
            (m,) = repeated
            if found.setdefault(m, rival.about(question)) != rival.about(question):
                return None
        return found

    @property
    def has_single_least(self) -> bool:
        """Whether all classes of least loss are over one of the rivals. False: they are not, or it is not decided."""
        if self.minima is None or self.spurious_minima is None:
            return False
        return any(rival.classes == self.minima - self.spurious_minima for rival in self.rivals)

    def about(self, question: Question) -> object:
        """What the question asks for; None: not decided."""
        if question is Question.SPURIOUS:
            return self.spurious_minima
        if question is Question.MINIMA:
            return self.minima
        if question is Question.LEAST:
            return self.least
        if not self.is_complete:
            return None
        return self.critical if question is Question.PATTERNS else self.number

    @property
    def number(self) -> int:
        """How many critical functions there are."""
        return sum(number for _, number in self.critical)

    def to_dict(self) -> dict[str, object]:
        """{spurious_minima, minima, critical: {pattern: number}, least}."""
        return {
            "spurious_minima": self.spurious_minima,
            "minima": self.minima,
            "critical": dict(self.critical),
            "least": self.least,
        }


class Inquiry:
    """Answers at losses of a family, until an interrupt (KeyboardInterrupt) comes.

    Attributes:
        is_interrupted: whether one came.
    """

    def __init__(self, architecture: Architecture, family: LossFamily, *, use_cache: bool) -> None:
        self._architecture, self._family, self._use_cache = architecture, family, use_cache
        self.is_interrupted = False

    def __call__(self, point: Sequence[Fraction]) -> LocalAnswer | None:
        """The answer at these parameters; None: interrupted, or not decided."""
        if self.is_interrupted:
            return None
        try:
            landscape = critical_points(self._architecture, self._family.loss(point), use_cache=self._use_cache)
        except KeyboardInterrupt:
            self.is_interrupted = True
            return None
        except InconclusiveError:
            return None
        self.is_interrupted = landscape.is_interrupted
        return None if landscape.is_interrupted else answer_of(landscape)


def first_decided(
    points: Iterable[Point], asked: Callable[[Point], LocalAnswer | None], question: Question
) -> tuple[Point, LocalAnswer | None]:
    """The first of some points of a cell whose answer is decided, and this answer; the first point if none is.

    A point may be special though it is on no wall: critical points that are not real may be multiple there. One that is
    the zero filter there, and no critical filter, is on both sides; so where critical filters are counted and the data
    are not generic, other points are asked, and the answer with most of them is taken.
    """
    first: tuple[Point, LocalAnswer | None] | None = None
    most: tuple[Point, LocalAnswer] | None = None
    for point in points:
        answer = asked(point)
        if answer is not None and answer.about(question) is not None:
            if answer.is_generic or question not in {Question.CRITICAL, Question.PATTERNS}:
                return point, answer
            if most is None or answer.number > most[1].number:
                most = point, answer
        first = first or (point, answer)
    if first is None:
        raise AssertionError("a cell has points")
    return most or first


def answer_of(landscape: Landscape) -> LocalAnswer:
    """The answer in numbers."""
    classes = [c for point in landscape.points for c in point.classes]
    decided = landscape.is_complete and not any(c.decided.may_be_minimum for c in classes)
    least = landscape.global_minimum
    patterns = Counter(str(point.pattern) for point in landscape.points)
    rivals = []
    if least is None or not least.is_target:
        minima = [(p, sum(c.nature is Nature.MINIMUM for c in p.classes)) for p in landscape.points]
        rivals = [
            Rival(number, str(point.pattern), point.loss, tuple(point.coefficients()))
            for point, number in minima
            if number
        ]
    return LocalAnswer(
        landscape.spurious_minima,
        sum(c.nature is Nature.MINIMUM for c in classes) if decided else None,
        tuple(sorted(patterns.items())),
        None if least is None else str(least.pattern),
        landscape.is_complete,
        tuple(rivals),
        bool(landscape.is_generic),
    )
