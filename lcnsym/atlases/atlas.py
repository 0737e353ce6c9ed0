"""The atlas of a family of losses: where the landscape is the same, and the walls in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..algebra.copies import LeanCopies
from ..algebra.fields import outward
from ..algebra.forms import BinaryForm
from ..algebra.numbers import approximation, enclosure_to_json, int_to_json, text
from ..errors import BadInputError, require_kind
from ..network.architecture import Architecture, ArchitectureLike, as_architecture
from ..roots.roots import RealRoot
from .answers import Inquiry, LocalAnswer
from .box_survey import BoxSurvey
from .families import LossFamily
from .line import LineSurvey, Segment, exchange_wall, strata_of_least
from .plane_survey import PlaneSurvey
from .regions import Patch
from .walls import Curve, Event, Partition, Question, Wall, has_pairs, repeated_multiplicities, walls_of

DEPTH = 10
ROOT_BITS = 60
MOST_UNDECIDED = Fraction(1, 100)
"""The share of the window that may be undecided in a complete atlas."""
Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class AtlasCell(LeanCopies):
    """A part of the window in which one answer holds, outside the walls.

    Attributes:
        point: rational parameters of a sample.
        target: the target there.
        answer: there. What the atlas was asked for holds in the whole cell. None: not worked out.
        area: bounds for the part of the window that it takes, a length on a line.
        ends: on a line, the walls at its ends; None: an end of the window. () in a plane.
        pieces: provisional; the numbers of its parts in the decomposition of a plane.
        patches: provisional; where it is in a picture, if it is not made of such parts.

    Source: `docs/critical-points.md`, walls.

    Examples:
        >>> line = LossFamily(BinaryForm.parse("2,1,-2,3"), (BinaryForm.parse("0,0,1,0"),))
        >>> cell = atlas(Architecture((3, 2)), line).cells[0]
        >>> print(*cell.point, cell.target, cell.ends[0], round(cell.ends[1].approximation(), 4))
        -1/2 2*x^3 + x^2*y - 5/2*x*y^2 + 3*y^3 None 0.3188
    """

    point: tuple[Fraction, ...]
    target: BinaryForm
    answer: LocalAnswer | None
    area: tuple[Fraction, Fraction]
    ends: tuple[RealRoot | None, ...] = ()
    pieces: tuple[tuple[int, int], ...] = ()
    patches: tuple[Patch, ...] = ()

    def __repr__(self) -> str:
        where = ", ".join(map(str, self.point))
        return f"<AtlasCell around ({where}): {'no answer' if self.answer is None else self.answer}>"

    def to_dict(self) -> dict[str, object]:
        """{sample, parameters, window_area, spurious_minima, minima, critical, least}, and on a line {ends}."""
        answer = self.answer
        told = dict.fromkeys(("spurious_minima", "minima", "critical", "least")) if answer is None else answer.to_dict()
        ends = [None if end is None else _to_json(end) for end in self.ends]
        return {
            "sample": [text(c) for c in self.target.rationals],
            "parameters": [text(c) for c in self.point],
            "window_area": enclosure_to_json(*self.area),
            **told,
            **({"ends": ends} if self.ends else {}),
        }


@dataclass(frozen=True, eq=False)
class AtlasWall(LeanCopies):
    """A wall of an atlas.

    Attributes:
        event: what happens there, as far as something does.
        strata: the root multiplicities of the critical filters to which it happens.
        curve: provisional; an irreducible polynomial that is zero there. None: the wall was found without one.
        separates: whether the answers on both sides differ somewhere in the window.
        roots: on a line, its points in the window, ascending.
        patches: provisional; where it is in a picture, if its degree is too large for exact curves.

    Source: `docs/critical-points.md`, walls.

    Examples:
        >>> line = LossFamily(BinaryForm.parse("2,1,-2,3"), (BinaryForm.parse("0,0,1,0"),))
        >>> wall = atlas(Architecture((3, 2)), line).walls[0]
        >>> print(wall.event, wall.strata, wall.degree, wall.polynomial[:20])
        a pair of critical points is born ((2, 1),) 12 5408*s^12 - 185952*s
    """

    event: Event
    strata: tuple[tuple[int, ...], ...]
    curve: Curve | None
    separates: bool
    roots: tuple[RealRoot, ...] = ()
    patches: tuple[Patch, ...] = ()

    def __repr__(self) -> str:
        return f"<AtlasWall: {self.event}, degree {self.degree}>"

    @property
    def polynomial(self) -> str | None:
        """The polynomial, in the parameters s and t. None: the wall was found without one."""
        return None if self.curve is None else str(self.curve)

    @property
    def degree(self) -> int | None:
        """The total degree of the polynomial in the parameters."""
        return None if self.curve is None else self.curve.degree

    @property
    def is_proved(self) -> bool:
        """Whether the polynomial is proved to vanish on the whole wall. False: there is no polynomial."""
        return self.curve is not None

    def to_dict(self) -> dict[str, object]:
        """{event, strata, polynomial, degree, proved, separates}, and on a line {values}."""
        return {
            "event": str(self.event),
            "strata": [list(parts) for parts in self.strata],
            "polynomial": self.polynomial,
            "degree": self.degree,
            "proved": self.is_proved,
            "separates": self.separates,
            **({"values": [_to_json(root) for root in self.roots]} if self.roots else {}),
        }


@dataclass(frozen=True, eq=False)
class Atlas(LeanCopies):
    """Where along a line or in a plane of losses the landscape is the same, and the walls in between.

    Attributes:
        architecture: of stride one.
        family: the losses.
        question: what is the same in every cell.
        cells: on a line from left to right; in a plane the largest first.
        walls: those that separate different answers first.
        undecided_area: an upper bound for the part of the window in which no answer is known.
        is_interrupted: whether the work was stopped before all cells were done.

    Source: `docs/critical-points.md`, walls.

    Examples:
        >>> line = LossFamily(BinaryForm.parse("2,1,-2,3"), (BinaryForm.parse("0,0,1,0"),))
        >>> found = atlas(Architecture((3, 2)), line)
        >>> found
        <Atlas of k = (3,2) along a line: 2 cells>
        >>> [cell.answer.spurious_minima for cell in found.cells], found.is_complete
        ([1, 0], True)
    """

    architecture: Architecture
    family: LossFamily
    question: Question
    cells: tuple[AtlasCell, ...]
    walls: tuple[AtlasWall, ...]
    undecided_area: Fraction
    is_interrupted: bool = False

    def __repr__(self) -> str:
        where = "along a line" if self.family.dimension == 1 else "in a plane"
        return f"<Atlas of {self.architecture} {where}: {len(self.cells)} cell{'' if len(self.cells) == 1 else 's'}>"

    @property
    def is_complete(self) -> bool:
        """Whether it is proved that the answers hold in the window, but for 1 % of its area. False: not proved."""
        return not self.is_interrupted and self.undecided_area <= MOST_UNDECIDED * self.family.area

    @property
    def shares(self) -> dict[object, tuple[Fraction, Fraction]]:
        """Bounds for the share of the window in which the question has each answer, the answers of large shares first.

        The lower bound is proved by the cells with the answer, the upper one by those with others.
        """
        least: dict[object, Fraction] = {}
        for cell in self.cells:
            value = None if cell.answer is None else cell.answer.about(self.question)
            if value is not None:
                least[value] = least.get(value, Fraction(0)) + cell.area[0] / self.family.area
        rest = 1 - sum(least.values(), Fraction(0))
        return {value: (share, share + rest) for value, share in sorted(least.items(), key=lambda entry: -entry[1])}

    @property
    def is_in_boxes(self) -> bool:
        """Provisional; whether it is a plane of which the cells are known by boxes alone. False: by exact curves."""
        return self.family.dimension > 1 and has_pairs(self.architecture)

    @property
    def curves(self) -> tuple[Curve, ...]:
        """The polynomials of the walls of a plane, in the order by which its pieces are numbered."""
        return _curves(self.walls)

    def to_dict(self) -> dict[str, object]:
        """{k, of, window, cells, walls, shares: [{answer, share}], undecided_area, complete}."""
        return {
            "k": list(self.architecture.filter_sizes),
            "of": str(self.question),
            "window": [[text(lo), text(hi)] for lo, hi in self.family.bounds],
            "cells": [cell.to_dict() for cell in self.cells],
            "walls": [wall.to_dict() for wall in self.walls],
            "shares": [
                {"answer": _answer_json(value), "share": enclosure_to_json(*share)}
                for value, share in self.shares.items()
            ],
            "undecided_area": text(self.undecided_area),
            "complete": self.is_complete,
        }


def atlas(
    architecture: ArchitectureLike,
    family: LossFamily,
    question: str = Question.SPURIOUS,
    progress: Progress | None = None,
    *,
    use_cache: bool = True,
) -> Atlas:
    """The atlas of a line or a plane of losses.

    Walls are exact polynomials in the parameters, between which the answer does not change; between them the critical
    points are found at rational samples. An interrupt (KeyboardInterrupt) keeps the cells that are done.

    Args:
        architecture: of stride one, all strata of which that have compatible packings have at most one repeated root:
            (n,2) in either order, (2,2,2), and these with layers of size one; or of degree 4.
        family: of losses for its filters.
        question: what is to be the same in every cell: "spurious" and "minima", numbers of parameter classes,
            "critical", the number of critical functions, "patterns", these by root pattern, or "least", the root
            pattern of the global minimum.
        progress: is told what is done next, "" at the end.
        use_cache: as for `critical_points`.

    Raises:
        BadInputError: another question, or a family of filters of another size.
        UnsupportedError: another architecture, a family whose every loss is on a wall, or a plane of degree 4 for which
            the wall of critical filters with two double roots is not found.
        TooCostlyError: an architecture whose walls have too large degrees.

    Examples:
        >>> line = LossFamily(BinaryForm.parse("2,1,-2,3"), (BinaryForm.parse("0,0,1,0"),))
        >>> [str(wall.event) for wall in atlas(Architecture((3, 2)), line).walls if wall.separates]
        ['a pair of critical points is born']
    """
    architecture = as_architecture(architecture)
    if not isinstance(question, str) or question not in list(Question):
        raise BadInputError(f"an atlas is about one of {', '.join(Question)}; '{question}' was given")
    require_kind(family, LossFamily).check_fit(architecture)
    told = progress or (lambda _: None)
    told("walls")
    found = Atlas(architecture, family, Question(question), (), (), Fraction(0))
    walls = walls_of(architecture, family, found.question)
    inquiry = Inquiry(architecture, family, use_cache=use_cache)
    found = _on_line(found, walls, inquiry) if family.dimension == 1 else _in_plane(found, walls, inquiry, told)
    told("")
    return replace(found, is_interrupted=inquiry.is_interrupted)


def _curves(walls: Sequence[Wall | AtlasWall]) -> tuple[Curve, ...]:
    """Every polynomial once, in an order of their own."""
    curves = {wall.curve for wall in walls if wall.curve is not None}
    return tuple(sorted(curves, key=lambda curve: (curve.degree, curve.terms)))


def _on_line(empty: Atlas, walls: Sequence[Wall], inquiry: Inquiry) -> Atlas:
    """The atlas of a line."""
    curves, architecture = _curves(walls), empty.architecture
    multiplicities = repeated_multiplicities(architecture)
    survey = LineSurvey(empty.family, curves, empty.question, multiplicities, pairs=has_pairs(architecture))
    survey.run(inquiry)
    points = {index: cut.root for index, cut in enumerate(survey.cuts)}
    separating = set()
    exchanges: list[AtlasWall] = []
    for index, below, above in survey.separating():
        cut = survey.cuts[index]
        if cut.curve is None and cut.source is not None:
            wall = exchange_wall(cut, cut.source, [below.answer, above.answer])
            points[index] = RealRoot(1, cut.root.interval, wall.curve.form) if cut.root.part else cut.root
            exchanges.append(AtlasWall(wall.event, wall.strata, wall.curve, True, (points[index],)))
        elif cut.curve is not None:
            separating.add(cut.curve)
    exchanges += [AtlasWall(Event.EXCHANGE, strata_of_least(sides), None, True) for sides in survey.bracketed()]
    roots = {c: tuple(points[i] for i, cut in enumerate(survey.cuts) if cut.curve == c) for c in curves}
    found = [AtlasWall(w.event, w.strata, w.curve, w.curve in separating, roots[w.curve]) for w in walls]
    cells = [_segment_cell(empty, segment, survey, points) for segment in survey.merged()]
    return replace(
        empty, cells=tuple(cells), walls=_ordered([*found, *exchanges]), undecided_area=_undecided(empty, cells)
    )


def _segment_cell(empty: Atlas, segment: Segment, survey: LineSurvey, points: dict[int, RealRoot]) -> AtlasCell:
    window = empty.family.bounds[0]
    ends, low, high = [], [], []
    for index, end in ((segment.lower, window[0]), (segment.upper, window[1])):
        inside = 0 <= index < len(survey.cuts)
        interval = survey.cuts[index].root.refined(ROOT_BITS).interval if inside else (end, end)
        low.append(interval[0])
        high.append(interval[1])
        ends.append(points.get(index))
    point = (segment.sample,)
    area = outward((low[1] - high[0], high[1] - low[0]), ROOT_BITS)
    return AtlasCell(point, empty.family.target_at(point), segment.answer, area, tuple(ends))


def _undecided(empty: Atlas, cells: Sequence[AtlasCell]) -> Fraction:
    """Bounds from above the length of the cells without an answer."""
    return sum((c.area[1] for c in cells if c.answer is None or c.answer.about(empty.question) is None), Fraction(0))


def _in_plane(empty: Atlas, walls: Sequence[Wall], inquiry: Inquiry, told: Progress) -> Atlas:
    """The atlas of a plane."""
    curves, family = _curves(walls), empty.family
    survey: PlaneSurvey | BoxSurvey

    def tell(done: int, total: int) -> None:
        told(f"cell {done + 1} of {total}")

    patches = {}
    if has_pairs(empty.architecture):
        survey = BoxSurvey(family, curves, empty.question)
        survey.run(inquiry, tell)
        patches = {curves[i]: where for i, where in survey.patches.items()}
    else:
        survey = PlaneSurvey(family, curves, empty.question)
        survey.run(inquiry, tell, DEPTH)
    separating = {curves[i] for i in survey.separating}
    found = [AtlasWall(w.event, w.strata, w.curve, w.curve in separating, (), patches.get(w.curve, ())) for w in walls]
    if survey.has_exchanges:
        strata = tuple(_partition(m, family.degree) for m in repeated_multiplicities(empty.architecture))
        found.append(AtlasWall(Event.EXCHANGE, strata, None, True))
    cells = [
        AtlasCell(r.sample, family.target_at(r.sample), r.answer, r.area, (), r.pieces, r.patches)
        for r in sorted(survey.regions, key=lambda region: -region.area[1])
    ]
    return replace(empty, cells=tuple(cells), walls=_ordered(found), undecided_area=survey.undecided_area)


def _to_json(root: RealRoot) -> str | dict[str, object]:
    """As other exact numbers: a rational as a string, else {minpoly, interval, approx}. The form is irreducible."""
    if root.part is None:
        return text(root.interval[0])
    lo, hi = root.refined(ROOT_BITS).interval
    coefficients = [int(c) for c in root.part.integer_polynomial.coeffs()]
    sign = 1 if coefficients[-1] > 0 else -1
    return {
        "minpoly": [int_to_json(sign * c) for c in coefficients],
        "interval": [text(lo), text(hi)],
        "approx": approximation((lo + hi) / 2),
    }


def _answer_json(value: object) -> object:
    """A number, a pattern, or {pattern: number}."""
    return dict(value) if isinstance(value, tuple) else value


def _partition(m: int, n: int) -> Partition:
    return (m,) + (1,) * (n - m)


def _ordered(walls: Sequence[AtlasWall]) -> tuple[AtlasWall, ...]:
    return tuple(sorted(walls, key=lambda wall: not wall.separates))
