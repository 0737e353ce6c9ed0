"""All critical forms of a square loss on the open strata of root multiplicities, and whether none is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ...algebra.forms import BinaryForm
from ...algebra.partitions import check_partition
from ...errors import BadInputError, InconclusiveError, UnsupportedError, require_kind
from ..candidates.suggestions import Suggested, Way, parametrized, ways
from ..completeness import Proof
from ..ed_degrees import generic_ed_degree
from ..effort import Effort
from ..elimination.reduced_stratum import can_eliminate_simple_roots
from ..equations.charts import CHARTS, Chart, balanced_chart, composed, in_chart
from ..equations.elimination_form import elimination_form
from ..equations.quadrics import Quadric
from ..equations.tangency import Tangency
from ..krawczyk import Box, disjoint
from ..loss import SquareLoss
from .boxed_forms import BoxedForm, box_is_on_open_stratum
from .eliminated_forms import eliminated_forms
from .exact_forms import ExactForm, GivenForm
from .one_repeated_root import with_a_curve, with_isolated_roots
from .solution_fields import SolutionValues
from .stratum import (
    CriticalFunction,
    Solutions,
    Stratum,
    function_of,
    sorted_out,
    target_function,
    target_partition,
)

MOST_EXCLUDED = 4
"""For so many repeated roots exclusion may end in bearable time."""
EXCLUSION_SECONDS = 120.0


def critical_functions(
    loss: SquareLoss, partition: Sequence[int], seconds: float = 600, *, use_cache: bool = True
) -> Stratum:
    """The critical points of a square loss on the open stratum of some root multiplicities.

    One repeated root: the roots of an elimination form, exact and complete for all data. More: approximations, from the
    solutions for other data that are followed, or from an elimination, each proved to be near a zero of the equations
    of tangency by Krawczyk's test; if they are gED(λ), no complex one is missing, as at most gED(λ) are isolated, and
    all are simple. Where they are fewer, everything but certified boxes is excluded, if it succeeds.

    Args:
        partition: λ, of the loss's degree.
        seconds: how long the search may take for several repeated roots, two thirds of it for approximations.
        use_cache: see `critical_points`.

    Raises:
        BadInputError: λ is no partition of the loss's degree.

    Source: arXiv 2108.01538, critical points on strata of root multiplicities; `docs/critical-points.md`.

    Examples:
        >>> found = critical_functions(SquareLoss.euclidean(BinaryForm((1, 3, -2, 5, 7))), (2, 2))
        >>> found.complex, len(found.functions), found.is_complete
        (13, 3, True)
    """
    (found,) = critical_strata(require_kind(loss, SquareLoss), [partition], Effort(seconds, use_cache))
    return found


def critical_strata(
    loss: SquareLoss, strata: Sequence[Sequence[int]], effort: Effort, told: Callable[[str], None] | None = None
) -> Iterator[Stratum]:
    """`critical_functions` of one stratum after the other.

    Args:
        told: is told which stratum comes next.
    """
    checked = [check_partition(partition) for partition in strata]
    for parts in checked:
        if sum(parts) != loss.degree:
            raise BadInputError(f"{parts} is a partition of {sum(parts)}, the filters have degree {loss.degree}")
    return _one_after_the_other(loss, checked, effort, told or (lambda _: None))


def _one_after_the_other(
    loss: SquareLoss, strata: Sequence[tuple[int, ...]], effort: Effort, told: Callable[[str], None]
) -> Iterator[Stratum]:
    quadric = Quadric(loss.gram, loss.target)
    for parts in strata:
        told("stratum " + ",".join(map(str, parts)))
        repeated = sum(part > 1 for part in parts)
        if loss.target.is_zero:
            note = "the target is zero, so no other filter is critical"
            yield Stratum(parts, generic_ed_degree(parts), 0, (), Proof.POLYNOMIAL, False, note, has_smaller=False)
        elif repeated == 0:
            yield _without_repeated_roots(quadric, parts)
        elif repeated == 1:
            chart, here, form = _with_finite_roots(quadric, parts[0])
            if form is None:
                yield with_a_curve(parts, chart, here)
            else:
                yield with_isolated_roots(quadric, parts, chart, here, form)
        else:
            yield _several_repeated_roots(loss, quadric, parts, effort)


def _without_repeated_roots(quadric: Quadric, parts: tuple[int, ...]) -> Stratum:
    """On the open stratum only the target is critical; if it has a repeated root, nothing is."""
    if target_partition(quadric.centre) != parts:
        note = "the target has a repeated root, so it is on a smaller stratum"
        return Stratum(parts, 1, 0, (), Proof.POLYNOMIAL, False, note, has_smaller=True)
    return Stratum(parts, 1, 1, (function_of(parts, GivenForm(quadric)),), Proof.POLYNOMIAL, True, has_smaller=False)


def _with_finite_roots(quadric: Quadric, multiplicity: int) -> tuple[Chart, Quadric, BinaryForm | None]:
    """A chart, the quadric there and its elimination form, which has no root at infinity; the form None: it is zero."""
    for chart in CHARTS:
        here = in_chart(quadric, chart)
        form = elimination_form(here, multiplicity)
        if form is None or not form.order_at_infinity:
            return chart, here, form
    raise UnsupportedError("every chart that is tried has a repeated root at infinity")


def _several_repeated_roots(loss: SquareLoss, quadric: Quadric, parts: tuple[int, ...], effort: Effort) -> Stratum:
    known = _Search(loss, parts, effort.begun())
    # where solutions are looked for, coordinates are of little account
    balanced = balanced_chart(quadric)
    here = in_chart(quadric, balanced)
    return (
        known.counted(here, balanced, ways(parts, here))
        or known.by_exclusion(here, balanced)
        or known.by_elimination(quadric)
        or known.incomplete()
    )


class _Search:
    """What is known of a stratum with several repeated roots while more is tried."""

    def __init__(self, loss: SquareLoss, parts: tuple[int, ...], effort: Effort) -> None:
        self.loss, self.parts, self.effort = loss, parts, effort
        self.expected = generic_ed_degree(parts)
        is_target_here = target_partition(loss.target) == parts
        self.best = _Found(1, (target_function(loss),), False) if is_target_here else _Found(0, (), False)
        self.trouble: list[str] = []

    @property
    def repeated(self) -> int:
        """How many repeated roots there are."""
        return sum(part > 1 for part in self.parts)

    @property
    def may_be_excluded(self) -> bool:
        """Whether exclusion is tried where counting does not succeed."""
        return self.repeated <= MOST_EXCLUDED

    def counted(self, here: Quadric, balanced: Chart, suggesting: Sequence[Way]) -> Stratum | None:
        """With as many complex solutions as there can be. None: not so many are proved."""
        effort = self.effort.shared() if self.may_be_excluded else self.effort
        for suggest in suggesting:
            try:
                effort.check("the search for solutions")
                for tangency, zeros, chart in suggest(here, self.parts, effort):
                    found = _verified(tangency, zeros, composed(balanced, chart), self.loss, effort)
                    self.best = found if found.number > self.best.number else self.best
                    # with a box around the target, evidence can be written
                    if found.number == self.expected and found.solutions is not None:
                        return _all_found(self.parts, found)
                    effort.check("the search for solutions")
            except (UnsupportedError, InconclusiveError) as error:
                self.trouble.append(str(error))
                if effort.is_over:
                    break
        return _all_found(self.parts, self.best) if self.best.number == self.expected else None

    def by_exclusion(self, here: Quadric, balanced: Chart) -> Stratum | None:
        """With all real solutions, as everything else is excluded. None: that is not proved."""
        if not self.may_be_excluded:
            self.trouble.append(f"exclusion is for at most {MOST_EXCLUDED} repeated roots, here are {self.repeated}")
            return None
        from .real_solutions import real_solutions  # noqa: PLC0415 - numpy is loaded where it is needed

        excluded = real_solutions(here, self.parts, min(self.effort.left, EXCLUSION_SECONDS))
        functions: list[CriticalFunction] = []
        for solution in excluded.solutions:
            tangency, box = solution.tangency, solution.box
            own = ExactForm(tangency.quadric, tangency.quadric.centre).coordinates()
            if target_partition(self.loss.target) == self.parts and own is not None and box.holds(own):
                functions.append(target_function(self.loss))
                continue
            values = SolutionValues(tangency, partial(parametrized, tangency))
            form = BoxedForm(tangency, box, composed(balanced, solution.chart), values)
            functions.append(function_of(self.parts, form))
        if not excluded.is_complete:
            self.trouble.append(f"exclusion: {excluded.note}")
            if len(functions) > len(self.best.functions):
                self.best = _Found(self.best.number, tuple(functions), False)
            return None
        return self._all_real(functions, Proof.EXCLUSION)

    def by_elimination(self, quadric: Quadric) -> Stratum | None:
        """With all real solutions, multiple ones among them. None: there are too many unknowns, or infinitely many."""
        if not quadric.is_rational or not can_eliminate_simple_roots(self.parts):
            return None
        try:
            forms = eliminated_forms(quadric, self.parts, self.effort)
        except InconclusiveError as error:
            self.trouble.append(f"elimination: {error}")
            return None
        functions: list[CriticalFunction] = []
        is_target_here = target_partition(self.loss.target) == self.parts
        for form in forms:
            is_target = is_target_here and form.exact_form == self.loss.target
            functions.append(target_function(self.loss) if is_target else function_of(self.parts, form))
        found = self._all_real(functions, Proof.POLYNOMIAL)
        if found.is_complete:
            return found
        self.trouble.append("elimination: solutions are perhaps on a smaller stratum")
        return None

    def _all_real(self, functions: Sequence[CriticalFunction], proof: Proof) -> Stratum:
        """No real solution is missing."""
        real = sorted_out(functions)
        way = {Proof.EXCLUSION: "exclusion", Proof.POLYNOMIAL: "elimination"}[proof]
        note = f"by {way} for real filters; complex solutions are not counted"
        return Stratum(
            self.parts,
            self.expected,
            None,
            real.functions,
            None if real.doubtful else proof,
            False if real.left else None,
            "; ".join([note, *real.notes]),
            real.smaller,
            has_smaller=True if real.smaller else None,
        )

    def incomplete(self) -> Stratum:
        """Without a proof that none is missing."""
        if self.trouble and not self.best.number and not self.best.functions:
            return Stratum.unknown(self.parts, "; ".join(self.trouble))
        kept = tuple(function for function in self.best.functions if function.pattern is not None)
        note = f"{self.best.number} simple solutions are certified, {self.expected} is the number for generic data"
        note = "; ".join([f"{note}; others may be missing", *self.trouble])
        return Stratum(self.parts, self.expected, None, kept, None, None, note)


def _all_found(parts: tuple[int, ...], found: _Found) -> Stratum:
    """As many as there can be."""
    real = sorted_out(found.functions)
    notes = real.notes
    if not found.is_open:
        notes.append("not decided whether solutions that are not real lie on a smaller stratum")
    is_decided = found.is_open and not real.doubtful
    return Stratum(
        parts,
        generic_ed_degree(parts),
        found.number - real.left if is_decided else None,
        real.functions,
        None if real.doubtful else Proof.COUNT,
        False if real.left else True if found.is_open else None,
        "; ".join(notes),
        real.smaller,
        found.solutions,
        has_smaller=True if real.smaller else False if is_decided else None,
    )


@dataclass(frozen=True, eq=False)
class _Found:
    """The number of complex solutions proved, all simple, and the real ones.

    Attributes:
        is_open: whether those that are not real are proved to be on the open stratum.
        solutions: boxes around all of them; None: there is none around the target.
    """

    number: int
    functions: tuple[CriticalFunction, ...]
    is_open: bool
    solutions: Solutions | None = None


def _boxes(tangency: Tangency, zeros: Suggested, effort: Effort) -> list[Box]:
    """Disjoint boxes around solutions, from approximations of more and more bits if some do not lead to one.

    Those that were proved when no time was left.
    """
    best: list[Box] = []
    for bits in zeros.precisions:
        proved: list[Box | None] = []
        for point, is_real in zeros.points(bits):
            if effort.is_over:
                break
            proved.append(tangency.box_near(point, bits, is_real=is_real))
        boxes = disjoint([box for box in proved if box is not None])
        best = boxes if len(boxes) > len(best) else best
        if len(boxes) == len(proved) or effort.is_over:
            break
    return best


def _verified(tangency: Tangency, zeros: Suggested, chart: Chart, loss: SquareLoss, effort: Effort) -> _Found:
    """The solutions in disjoint boxes, and the target, if it is on the stratum.

    The target is a simple solution, as Q is regular on the tangent space there. A box cannot hold it where a repeated
    root is at infinity.
    """
    parts = tangency.unknowns.partition
    boxes = _boxes(tangency, zeros, effort)
    number = sum(1 if box.is_real else 2 for box in boxes)
    is_open = all(box.is_real or box_is_on_open_stratum(tangency, box) for box in boxes)
    values = SolutionValues(tangency, zeros.parametrization)
    real = [box for box in boxes if box.is_real]
    solutions: Solutions | None = Solutions(tangency, chart, tuple(boxes))
    functions: list[CriticalFunction] = []
    if target_partition(loss.target) == parts:
        functions.append(target_function(loss))
        point = ExactForm(tangency.quadric, tangency.quadric.centre).coordinates()
        others = [box for box in real if point is None or not box.holds(point)]
        if len(others) == len(real):
            number, solutions = number + 1, None
        real = others
    functions += [function_of(parts, BoxedForm(tangency, box, chart, values)) for box in real]
    return _Found(number, tuple(functions), is_open, solutions)
