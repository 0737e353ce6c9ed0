"""All critical forms of a square loss on the open strata of root multiplicities, and whether none is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ..errors import BadInputError, InconclusiveError, MissingProgrammeError, UnsupportedError
from ..exact.boxed_forms import BoxedForm, box_is_on_open_stratum
from ..exact.charts import CHARTS, Chart, balanced_chart, composed, in_chart
from ..exact.common_roots import repeated_part, without_common_roots
from ..exact.critical_forms import CriticalForm, OneRepeatedRoot, is_on_open_stratum
from ..exact.forms import BinaryForm
from ..exact.one_repeated_root import elimination_form
from ..exact.quadrics import Quadric
from ..exact.rational_forms import GivenForm, RationalForm
from ..exact.roots import RealRoot, isolate_roots
from ..exact.solution_fields import SolutionValues
from ..exact.squarefree import squarefree_decomposition
from ..exact.tangency import Box, Tangency, disjoint
from ..space.patterns import RootPattern, root_pattern
from .ed_degrees import check_partition, generic_ed_degree
from .loss import SquareLoss
from .suggestions import Suggested, ways

T = TypeVar("T")


PATTERN_BITS = 64
FIRST_BITS = 128
LAST_BITS = 4096
MAX_CHECKED = 40


@dataclass(frozen=True, eq=False)
class CriticalFunction:
    """A real critical point of the square loss on a stratum of the space of filters.

    Attributes:
        partition: the multiplicities of its roots over ℂ, descending.
        form: the filter, as balls of any precision.
        pattern: its root pattern; None: not decided with LAST_BITS bits, it may lie on a smaller stratum.
    """

    partition: tuple[int, ...]
    form: CriticalForm
    pattern: RootPattern | None

    @cached_property
    def rational_form(self) -> BinaryForm | None:
        """The filter itself where it is known to be rational; None: it is not known to be."""
        if isinstance(self.form, RationalForm):
            return self.form.form
        return self.form.rational_form if isinstance(self.form, (OneRepeatedRoot, BoxedForm)) else None

    @property
    def on_smaller_stratum(self) -> BinaryForm | None:
        """The filter, if it is proved to have fewer distinct roots and not to be zero. None: it is not."""
        exact = None if self.pattern is not None else self.rational_form
        is_smaller = exact is not None and not exact.is_zero and target_partition(exact) != self.partition
        return exact if is_smaller else None

    @property
    def is_zero(self) -> bool:
        """Whether it is proved to be the zero filter. False: not proved."""
        exact = None if self.pattern is not None else self.rational_form
        return exact is not None and exact.is_zero

    @cached_property
    def is_generic(self) -> bool:
        """Whether it is proved that only compatible factorizations of this filter are critical. False: not proved."""
        return bool(precise(self.form.has_no_smaller_tangent))


@dataclass(frozen=True, eq=False)
class Solutions:
    """All complex critical forms of a stratum with several repeated roots, of each conjugate pair one.

    Attributes:
        tangency: the equations, in a chart.
        boxes: disjoint from each other and from the conjugates of those that are not real.
    """

    tangency: Tangency
    chart: Chart
    boxes: tuple[Box, ...]


@dataclass(frozen=True, eq=False)
class Stratum:
    """What is known of the critical points on one open stratum.

    Attributes:
        partition: λ, descending.
        expected: gED(λ), how many complex ones there are for generic data, and at most so many isolated ones for any.
        complex: how many complex ones were found, all simple; None: the method could not be run.
        functions: the real ones.
        is_complete: whether it is proved that no real one is missing. False: not proved.
        is_generic: whether there are as many as for generic data, all simple. None: not decided.
        note: what is not generic or not known; empty if there is nothing to say.
        smaller: rational filters that solve the equations and are proved to be on smaller strata; for generic data
            there are none.
        solutions: all complex ones, gED(λ), for several repeated roots. None: not all are known, or found otherwise.
        is_programme_missing: whether more might be known if msolve were installed.
    """

    partition: tuple[int, ...]
    expected: int
    complex: int | None
    functions: tuple[CriticalFunction, ...]
    is_complete: bool
    is_generic: bool | None
    note: str = ""
    smaller: tuple[BinaryForm, ...] = ()
    solutions: Solutions | None = None
    is_programme_missing: bool = False

    @classmethod
    def unknown(cls, partition: tuple[int, ...], note: str, is_programme_missing: bool = False) -> Stratum:
        """A stratum that was not searched."""
        expected = generic_ed_degree(partition)
        return cls(partition, expected, None, (), False, None, note, is_programme_missing=is_programme_missing)

    def to_dict(self) -> dict[str, object]:
        """{partition, ed_degree, complex, real, complete, generic, note}."""
        return {
            "partition": list(self.partition),
            "ed_degree": self.expected,
            "complex": self.complex,
            "real": len(self.functions),
            "complete": self.is_complete,
            "generic": self.is_generic,
            "note": self.note,
        }


def precise(compute: Callable[[int], T | None], first: int = FIRST_BITS, last: int = LAST_BITS) -> T | None:
    """compute(bits) with more and more bits until it is not None. None: not even with the last."""
    bits = first
    while bits <= last:
        found = compute(bits)
        if found is not None:
            return found
        bits *= 2
    return None


def critical_functions(loss: SquareLoss, partition: Sequence[int], seconds: float = 600) -> Stratum:
    """The critical points of a square loss on the open stratum of some root multiplicities.

    One repeated root: the roots of an elimination form, exact and complete for all data. More: approximations, from the
    solutions for other data that are followed, or from an elimination, each proved to be near a zero of the equations
    of tangency by Krawczyk's test; if they are gED(λ), no complex one is missing, as there are at most so many isolated
    ones, and all are simple. Where they are fewer, msolve is asked if it is installed.

    Args:
        partition: λ, of the loss's degree.
        seconds: how long each way to approximations may take for several repeated roots.

    Raises:
        BadInputError: λ is no partition.
    """
    (found,) = critical_strata(loss, [partition], seconds)
    return found


def critical_strata(
    loss: SquareLoss, strata: Sequence[Sequence[int]], seconds: float = 600, told: Callable[[str], None] | None = None
) -> Iterator[Stratum]:
    """`critical_functions` of one stratum after the other.

    Args:
        told: is told which stratum comes next.
    """
    checked = [check_partition(partition) for partition in strata]
    for parts in checked:
        if sum(parts) != loss.degree:
            raise BadInputError(f"{parts} is a partition of {sum(parts)}, the filters have degree {loss.degree}")
    return _one_after_the_other(loss, checked, seconds, told or (lambda _: None))


def _one_after_the_other(
    loss: SquareLoss, strata: Sequence[tuple[int, ...]], seconds: float, told: Callable[[str], None]
) -> Iterator[Stratum]:
    quadric = Quadric(loss.gram, loss.target)
    for parts in strata:
        told("stratum " + ",".join(map(str, parts)))
        repeated = sum(part > 1 for part in parts)
        if loss.target.is_zero:
            note = "the target is zero, so no other filter is critical"
            yield Stratum(parts, generic_ed_degree(parts), 0, (), True, False, note)
        elif repeated == 0:
            yield _without_repeated_roots(quadric, parts)
        elif repeated == 1:
            yield _one_repeated_root(quadric, parts)
        else:
            yield _several_repeated_roots(loss, quadric, parts, seconds)


def target_partition(target: BinaryForm) -> tuple[int, ...]:
    """The multiplicities of the roots of a non-zero form over ℂ, descending."""
    parts = squarefree_decomposition(target).parts
    return tuple(sorted((i for i, part in parts for _ in range(part.degree)), reverse=True))


def target_function(loss: SquareLoss) -> CriticalFunction:
    """The target, which is not zero, as a critical point of the stratum it lies on."""
    return _function(target_partition(loss.target), GivenForm(Quadric(loss.gram, loss.target)))


def rational_function(loss: SquareLoss, form: BinaryForm) -> CriticalFunction:
    """A rational filter, which is not zero and critical on the stratum it lies on."""
    return _function(target_partition(form), RationalForm(Quadric(loss.gram, loss.target), form))


def _function(partition: tuple[int, ...], form: CriticalForm) -> CriticalFunction:
    if isinstance(form, RationalForm):
        return CriticalFunction(partition, form, root_pattern(form.form))
    roots = precise(form.multiplicities, max(PATTERN_BITS, 2 * form.quadric.degree))
    if roots is None:
        return CriticalFunction(partition, form, None)
    real = tuple(multiplicity for multiplicity, is_real in roots if is_real)
    pairs = tuple(multiplicity for multiplicity, is_real in roots if not is_real)
    return CriticalFunction(partition, form, RootPattern(real, pairs))


def _without_repeated_roots(quadric: Quadric, parts: tuple[int, ...]) -> Stratum:
    """On the open stratum only the target is critical; if it has a repeated root, nothing is."""
    if target_partition(quadric.centre) != parts:
        return Stratum(parts, 1, 0, (), True, False, "the target has a repeated root, so it is on a smaller stratum")
    return Stratum(parts, 1, 1, (_function(parts, GivenForm(quadric)),), True, True)


def _one_repeated_root(quadric: Quadric, parts: tuple[int, ...]) -> Stratum:
    multiplicity, expected = parts[0], generic_ed_degree(parts)
    chart, here, form = _with_finite_roots(quadric, multiplicity)
    if form is None:
        return Stratum(parts, expected, None, (), False, False, "every point may be the repeated root")
    rest, note = form, []
    decomposition = squarefree_decomposition(form).parts
    simple = all(power == 1 for power, _ in decomposition)
    if not simple:
        note.append("the elimination form has repeated roots")
    functions: list[CriticalFunction] = []
    number = 0
    # where the target itself has such a root, it is the solution
    own = repeated_part(here.centre, multiplicity)
    if own.degree:
        rest = without_common_roots(form, own)
        on_stratum = target_partition(quadric.centre) == parts
        note.append("the target is on this stratum" if on_stratum else "the target is on a smaller stratum")
        number += int(on_stratum)
        functions += [_function(parts, GivenForm(quadric))] if on_stratum else []
    real = (root for root in isolate_roots(rest) if isinstance(root, RealRoot))
    sorted_out = _sorted_out(_function(parts, OneRepeatedRoot(here, root, multiplicity, chart)) for root in real)
    functions += sorted_out.functions
    number += sum(part.degree for _, part in squarefree_decomposition(rest).parts) - sorted_out.left
    note += sorted_out.notes
    is_generic: bool | None = simple and number == expected
    if is_generic and (quadric.degree > MAX_CHECKED or not _on_open_stratum(here, multiplicity, form)):
        is_generic = None
        note.append("not checked whether solutions that are not real lie on a smaller stratum")
    notes = "; ".join(note)
    complete = sorted_out.doubtful == 0
    return Stratum(parts, expected, number, tuple(functions), complete, is_generic, notes, sorted_out.smaller)


def _on_open_stratum(quadric: Quadric, multiplicity: int, form: BinaryForm) -> bool:
    return bool(precise(lambda bits: is_on_open_stratum(quadric, multiplicity, form, bits)))


def _with_finite_roots(quadric: Quadric, multiplicity: int) -> tuple[Chart, Quadric, BinaryForm | None]:
    """A chart, the quadric there and its elimination form, which has no root at infinity; the form None: it is zero."""
    for chart in CHARTS:
        here = in_chart(quadric, chart)
        form = elimination_form(here, multiplicity)
        if form is None or not form.order_at_infinity:
            return chart, here, form
    raise UnsupportedError("every chart that is tried has a repeated root at infinity")


def _several_repeated_roots(loss: SquareLoss, quadric: Quadric, parts: tuple[int, ...], seconds: float) -> Stratum:
    expected = generic_ed_degree(parts)
    best = _Found(0, (), False)
    if target_partition(loss.target) == parts:
        best = _Found(1, (target_function(loss),), False)
    trouble: list[str] = []
    is_missing = False
    # where solutions are looked for, coordinates are of little account
    balanced = balanced_chart(quadric)
    here = in_chart(quadric, balanced)
    for suggest in ways(parts):
        try:
            for tangency, zeros, chart in suggest(here, parts, seconds):
                found = _verified(tangency, zeros, composed(balanced, chart), loss)
                best = found if found.number > best.number else best
                # with a box around the target, evidence can be written
                if found.number == expected and found.solutions is not None:
                    return _all_found(parts, found)
        except (UnsupportedError, InconclusiveError) as error:
            trouble.append(str(error))
            is_missing |= isinstance(error, MissingProgrammeError)
    if best.number == expected:
        return _all_found(parts, best)
    if trouble and not best.number:
        return Stratum.unknown(parts, "; ".join(trouble), is_missing)
    kept = tuple(function for function in best.functions if function.pattern is not None)
    note = f"{best.number} simple solutions are certified, {expected} is the number for generic data"
    note = "; ".join([f"{note}; others may be missing", *trouble])
    return Stratum(parts, expected, best.number, kept, False, None, note, is_programme_missing=is_missing)


def _all_found(parts: tuple[int, ...], found: _Found) -> Stratum:
    """As many as there can be."""
    sorted_out = _sorted_out(found.functions)
    notes = sorted_out.notes
    generic: bool | None = not sorted_out.left
    if generic and not found.is_open:
        generic = None
        notes.append("not decided whether solutions that are not real lie on a smaller stratum")
    expected, number = generic_ed_degree(parts), found.number - sorted_out.left
    complete, note = sorted_out.doubtful == 0, "; ".join(notes)
    return Stratum(
        parts, expected, number, sorted_out.functions, complete, generic, note, sorted_out.smaller, found.solutions
    )


@dataclass(frozen=True, eq=False)
class _SortedOut:
    """Real solutions on the open stratum, on smaller ones, the number that are zero, and of those not decided."""

    functions: tuple[CriticalFunction, ...]
    smaller: tuple[BinaryForm, ...]
    zeros: int
    doubtful: int

    @property
    def left(self) -> int:
        """How many are not on the open stratum, or may not be."""
        return len(self.smaller) + self.zeros + self.doubtful

    @property
    def notes(self) -> list[str]:
        """What to say of these."""
        numbers = {
            "that are the zero filter": self.zeros,
            "on a smaller stratum": len(self.smaller),
            "perhaps on a smaller stratum": self.doubtful,
        }
        return [f"real solutions {where}: {number}" for where, number in numbers.items() if number]


def _sorted_out(found: Iterable[CriticalFunction]) -> _SortedOut:
    functions: list[CriticalFunction] = []
    smaller: list[BinaryForm] = []
    zeros = doubtful = 0
    for function in found:
        if function.pattern is not None:
            functions.append(function)
        elif function.is_zero:
            zeros += 1
        elif function.on_smaller_stratum is not None:
            smaller.append(function.on_smaller_stratum)
        else:
            doubtful += 1
    return _SortedOut(tuple(functions), tuple(smaller), zeros, doubtful)


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


def _boxes(tangency: Tangency, zeros: Suggested) -> list[Box]:
    """Disjoint boxes around solutions, from approximations of more and more bits if some do not lead to one."""
    best: list[Box] = []
    for bits in zeros.precisions:
        proved = [tangency.box_near(point, is_real, bits) for point, is_real in zeros.points(bits)]
        boxes = disjoint([box for box in proved if box is not None])
        best = boxes if len(boxes) > len(best) else best
        if len(boxes) == len(proved):
            break
    return best


def _verified(tangency: Tangency, zeros: Suggested, chart: Chart, loss: SquareLoss) -> _Found:
    """The solutions in disjoint boxes, and the target, if it is on the stratum.

    The target is a simple solution, as Q is regular on the tangent space there. A box cannot hold it where a repeated
    root is at infinity.
    """
    parts = tangency.unknowns.partition
    boxes = _boxes(tangency, zeros)
    number = sum(1 if box.is_real else 2 for box in boxes)
    is_open = all(box.is_real or box_is_on_open_stratum(tangency, box) for box in boxes)
    values = SolutionValues(tangency, zeros.parametrization)
    real = [box for box in boxes if box.is_real]
    solutions: Solutions | None = Solutions(tangency, chart, tuple(boxes))
    functions: list[CriticalFunction] = []
    if target_partition(loss.target) == parts:
        functions.append(target_function(loss))
        point = RationalForm(tangency.quadric, tangency.quadric.centre).coordinates()
        others = [box for box in real if point is None or not box.holds(point)]
        if len(others) == len(real):
            number, solutions = number + 1, None
        real = others
    functions += [_function(parts, BoxedForm(tangency, box, chart, values)) for box in real]
    return _Found(number, tuple(functions), is_open, solutions)
