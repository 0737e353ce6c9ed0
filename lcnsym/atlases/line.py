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
from .answers import LocalAnswer
from .exchanges import exchange_polynomials
from .families import LossFamily
from .ordered_roots import coprime_parts, ordered_roots
from .walls import Curve, Event, Question, Wall

Asked = Callable[[Sequence[Fraction]], LocalAnswer | None]
"""The answer at the loss with these parameters; None: there is no time for it."""


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
        source: the square-free polynomial.
    """

    root: RealRoot
    curve: Curve | None
    source: fmpz_poly


class LineSurvey:
    """A line's cuts and the segments between them.

    Args:
        family: a line.
        curves: irreducible, no two the same up to a number.
        question: what must not change on a segment.
        multiplicities: the m of the strata (m, 1, …, 1) that have critical filters.
    """

    def __init__(
        self, family: LossFamily, curves: Sequence[Curve], question: Question, multiplicities: Sequence[int]
    ) -> None:
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
            sample = self._roots.sample(i)
            self.segments.append(Segment(i - 1, i, sample, asked((sample,))))
        if any(s.answer is not None and s.answer.may_be_exchanged(self._question) for s in self.segments):
            self._cut_again(asked)

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

    def _agree(self, first: Segment, second: Segment) -> bool:
        if first.answer is None or second.answer is None:
            return False
        answer = first.answer.about(self._question)
        return answer is not None and answer == second.answer.about(self._question)

    def _cut_again(self, asked: Asked) -> None:
        walls = fmpz_poly([1])
        for cut in {str(cut.source): cut for cut in self.cuts}.values():
            walls *= cut.source
        parts = [p // p.gcd(walls) for p in exchange_polynomials(self._family, self._multiplicities)]
        sources = [*{str(cut.source): cut.source for cut in self.cuts}.values(), *coprime_parts(parts)]
        curves = {str(cut.source): cut.curve for cut in self.cuts}
        found = ordered_roots(sources, self._family.bounds[0])
        old, self.segments, self.cuts = self.segments, [], []
        kept, inside = -1, 0
        sample: Fraction | None
        for i in range(len(found.roots) + 1):
            segment = old[inside]
            is_open = segment.answer is not None and segment.answer.may_be_exchanged(self._question)
            is_last = i == len(found.roots)
            is_wall = not is_last and str(sources[found.sources[i]]) in curves
            if not (is_last or is_wall or is_open):
                continue
            if is_open:
                sample = found.sample(i)
                self.segments.append(Segment(kept, kept + 1, sample, asked((sample,))))
            else:
                self.segments.append(Segment(kept, kept + 1, segment.sample, segment.answer))
            if not is_last:
                source = sources[found.sources[i]]
                self.cuts.append(Cut(found.roots[i], curves.get(str(source)), source))
                kept += 1
            inside += is_wall
        self._roots = found


def exchange_wall(cut: Cut, sides: Sequence[LocalAnswer | None]) -> Wall:
    """The wall at which the global minimum changes hands, with the minimal polynomial of the cut."""
    factor = vanishing_factor(cut.source, cut.root.ball_at)
    patterns = [RootPattern.parse(a.least) for a in sides if a is not None and a.least is not None]
    strata = {tuple(sorted((*p.real, *p.complex, *p.complex), reverse=True)) for p in patterns}
    return Wall(Event.EXCHANGE, tuple(sorted(strata)), Curve.of_line(factor))
