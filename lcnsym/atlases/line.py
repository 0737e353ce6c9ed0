"""A line of losses, cut at the walls and, where that matters, where critical values meet; the answers in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from flint import fmpz_poly

from ..algebra.fields import vanishing_factor
from ..membership.patterns import RootPattern
from ..roots.roots import RealRoot
from .answers import LocalAnswer, first_decided
from .exchanges import exchange_polynomials
from .families import LossFamily
from .floods import leader_of_answer
from .ordered_roots import Interval, coprime_parts, ordered_roots, short_between
from .stretches import Stretch, stretches
from .walls import Curve, Event, Partition, Question, Wall

Asked = Callable[[Sequence[Fraction]], LocalAnswer | None]
"""The answer at the loss with these parameters; None: there is no time for it."""
LEAST_PART = 2000
"""The parts that are left without an answer where the global minimum changes hands are the window over this."""
NEAR = 60


@dataclass(frozen=True)
class Segment:
    """An open interval between two cuts of a line.

    Attributes:
        lower, upper: numbers of the cuts at its ends; −1 and the number of all cuts for the ends of the window.
        sample: a rational s inside.
        answer: at the sample.
    """

    lower: int
    upper: int
    sample: Fraction
    answer: LocalAnswer | None


@dataclass(frozen=True)
class Cut:
    """A point at which an answer may change.

    Attributes:
        root: of a polynomial in s.
        curve: the wall's polynomial; None: critical values may meet here.
        source: the square-free polynomial; None: the place is a rational bound of where critical values may meet.
    """

    root: RealRoot
    curve: Curve | None
    source: fmpz_poly | None


class LineSurvey:
    """A line's cuts and the segments between them.

    Args:
        family: a line.
        curves: irreducible, no two the same up to a number.
        question: what must not change on a segment.
        multiplicities: the m of the strata (m, 1, …, 1) that have critical filters.
        pairs: whether there are others, with two double roots.
    """

    def __init__(
        self,
        family: LossFamily,
        curves: Sequence[Curve],
        question: Question,
        multiplicities: Sequence[int],
        *,
        pairs: bool,
    ) -> None:
        self._has_pairs = pairs
        self._family, self._question, self._multiplicities = family, question, multiplicities
        polynomials = [curve.on_line() for curve in curves]
        found = ordered_roots(polynomials, family.bounds[0])
        self.cuts = [Cut(r, curves[i], polynomials[i]) for r, i in zip(found.roots, found.sources, strict=True)]
        self.segments: list[Segment] = []
        self._roots = found

    def run(self, asked: Asked) -> None:
        """Work out the answers, and cut once more where the global minimum may change hands."""
        number = len(self.cuts) + 1
        for i in range(number):
            points = ((s,) for s in self._roots.samples(i))
            (sample,), answer = first_decided(points, asked, self._question)
            self.segments.append(Segment(i - 1, i, sample, answer))
        if any(map(self._is_open, self.segments)):
            if self._has_pairs:
                self._cut_by_distances(asked)
            else:
                self._cut_by_polynomials(asked)

    def merged(self) -> list[Segment]:
        """The segments, neighbours with equal answers made one."""
        found: list[Segment] = []
        for segment in self.segments:
            last = found[-1] if found else None
            if last is not None and self._agree(last, segment):
                found[-1] = Segment(last.lower, segment.upper, last.sample, last.answer)
            else:
                found.append(segment)
        return found

    def separating(self) -> Iterator[tuple[int, Segment, Segment]]:
        """The cuts with different answers on both sides, and the segments there."""
        for below, above in pairwise(self.segments):
            if below.answer is not None and above.answer is not None and not self._agree(below, above):
                yield above.lower, below, above

    def bracketed(self) -> Iterator[tuple[LocalAnswer, LocalAnswer]]:
        """Different answers on both sides of a short part in which the global minimum changes hands."""
        for below, part, above in zip(self.segments, self.segments[1:], self.segments[2:], strict=False):
            is_bracket = part.answer is None and all(self.cuts[i].source is None for i in (part.lower, part.upper))
            if is_bracket and below.answer is not None and above.answer is not None and not self._agree(below, above):
                yield below.answer, above.answer

    def _agree(self, first: Segment, second: Segment) -> bool:
        if first.answer is None or second.answer is None:
            return False
        answer = first.answer.about(self._question)
        return answer is not None and answer == second.answer.about(self._question)

    def _cut_by_polynomials(self, asked: Asked) -> None:
        """Cut the segments in which the global minimum may change hands where critical values meet."""
        known = {str(cut.source): (cut.source, cut.curve) for cut in self.cuts if cut.source is not None}
        walls = fmpz_poly([1])
        for polynomial, _ in known.values():
            walls *= polynomial
        parts = [p // p.gcd(walls) for p in exchange_polynomials(self._family, self._multiplicities)]
        sources = [*(polynomial for polynomial, _ in known.values()), *coprime_parts(parts)]
        found = ordered_roots(sources, self._family.bounds[0])
        old, self.segments, self.cuts = self.segments, [], []
        inside = 0
        for i in range(len(found.roots) + 1):
            segment, source = old[inside], sources[found.sources[i]] if i < len(found.roots) else None
            is_wall = str(source) in known
            if source is None or is_wall or self._is_open(segment):
                sample = found.sample(i) if self._is_open(segment) else segment.sample
                answer = asked((sample,)) if self._is_open(segment) else segment.answer
                self.segments.append(Segment(len(self.cuts) - 1, len(self.cuts), sample, answer))
                if source is not None:
                    curve = known[str(source)][1] if is_wall else None
                    self.cuts.append(Cut(found.roots[i], curve, source))
            inside += is_wall

    def _cut_by_distances(self, asked: Asked) -> None:
        """The same by bounds for the change of losses; short parts are left without an answer."""
        lo, hi = self._family.bounds[0]
        least = (hi - lo) / LEAST_PART
        old, cuts = self.segments, self.cuts
        self.segments, self.cuts = [], []
        for i, segment in enumerate(old):
            parts = [Stretch((lo, hi), None)]
            if self._is_open(segment) and not self._family.gram_along:
                ends = self._outer_ends(i, cuts)
                parts = stretches(self._family, ends, lambda s: leader_of_answer(asked((s,)), self._question), least)
            for j, part in enumerate(parts):
                if j:
                    end = part.bounds[0]
                    self.cuts.append(Cut(RealRoot(1, (end, end), None), None, None))
                sample, answer = segment.sample, segment.answer
                if len(parts) > 1 or (self._is_open(segment) and part.kind is None):
                    sample = short_between(*part.bounds)
                    answer = None if part.kind is None else asked((sample,))
                self.segments.append(Segment(len(self.cuts) - 1, len(self.cuts), sample, answer))
            self.cuts += cuts[i : i + 1]

    def _outer_ends(self, i: int, cuts: Sequence[Cut]) -> Interval:
        """Bounds of a segment that reach over the ends by almost nothing."""
        lo, hi = self._family.bounds[0]
        left = cuts[i - 1].root.refined(NEAR).interval[0] if i else lo
        right = cuts[i].root.refined(NEAR).interval[1] if i < len(cuts) else hi
        return left, right

    def _is_open(self, segment: Segment) -> bool:
        return segment.answer is not None and segment.answer.may_be_exchanged(self._question)


def exchange_wall(cut: Cut, source: fmpz_poly, sides: Sequence[LocalAnswer | None]) -> Wall:
    """The wall at which the global minimum changes hands, with the minimal polynomial of the cut."""
    factor = vanishing_factor(source, cut.root.ball_at)
    return Wall(Event.EXCHANGE, strata_of_least(sides), Curve.of_line(factor))


def strata_of_least(answers: Sequence[LocalAnswer | None]) -> tuple[Partition, ...]:
    """The root multiplicities of the global minima, each once."""
    patterns = [RootPattern.parse(a.least) for a in answers if a is not None and a.least is not None]
    return tuple(sorted({tuple(sorted((*p.real, *p.complex, *p.complex), reverse=True)) for p in patterns}))
