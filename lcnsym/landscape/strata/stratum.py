"""What is known of the critical forms of a square loss on one stratum of root multiplicities."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Protocol, TypeVar, runtime_checkable

from ...algebra.copies import LeanCopies
from ...algebra.forms import BinaryForm
from ...algebra.numbers import Number, to_json
from ...algebra.squarefree import squarefree_decomposition
from ...membership.patterns import RootPattern, root_pattern
from ..completeness import Proof
from ..ed_degrees import generic_ed_degree
from ..effort import UNLIMITED, Effort
from ..equations.charts import Chart
from ..equations.quadrics import Quadric
from ..equations.tangency import Tangency
from ..krawczyk import Box
from ..loss import SquareLoss
from .boxed_forms import BoxedForm
from .critical_forms import CriticalForm, OneRepeatedRoot
from .exact_forms import ExactForm, GivenForm

T = TypeVar("T")
Bounds = tuple[Fraction, Fraction]

PATTERN_BITS = 64
FIRST_BITS = 128
LAST_BITS = 4096


def precise(
    compute: Callable[[int], T | None], first: int = FIRST_BITS, last: int = LAST_BITS, effort: Effort = UNLIMITED
) -> T | None:
    """`Effort.decided` with the bits that are spent on what may be singular, where no bits decide."""
    return effort.decided(compute, first, last)


@runtime_checkable
class EnclosedForm(Protocol):
    """A real critical form of which no roots are asked for."""

    @property
    def exact_form(self) -> BinaryForm | None:
        """The filter itself where it is known to be over the field of the target; None: it is not known to be."""

    def enclosures(self, bits: int) -> tuple[Bounds, ...]:
        """For every coefficient w_0, …, w_n certified rationals lo ≤ w ≤ hi with hi − lo < 2^−bits."""

    def value_enclosure(self, bits: int) -> Bounds:
        """Certified rationals lo ≤ q(w) ≤ hi with hi − lo < 2^−bits."""


@dataclass(frozen=True, eq=False)
class CriticalFunction(LeanCopies):
    """A real critical point of the square loss on a stratum of the space of filters.

    Attributes:
        partition: the multiplicities of its roots over ℂ, descending. None: it was found in parameter space, for larger
            strides, where they do not matter.
        form: provisional; the filter, which `enclosures` and `exact_form` give.
        pattern: its root pattern; None: not decided with LAST_BITS bits, it may lie on a smaller stratum; or it was
            found in parameter space.

    Source: arXiv 2108.01538, critical points on strata of root multiplicities.

    Examples:
        >>> from lcnsym import critical_functions
        >>> found = critical_functions(SquareLoss.euclidean(BinaryForm((1, 0, -1))), (2,))
        >>> for function in found.functions:
        ...     print(function, function.rational_form)
        <CriticalFunction 2|0> x^2
        <CriticalFunction 2|0> -y^2
    """

    partition: tuple[int, ...] | None
    form: CriticalForm | EnclosedForm
    pattern: RootPattern | None

    def __repr__(self) -> str:
        return f"<CriticalFunction {'of a pattern that is not decided' if self.pattern is None else str(self.pattern)}>"

    def enclosures(self, bits: int) -> tuple[tuple[Fraction, Fraction], ...]:
        """For every coefficient w_0, …, w_n certified rationals lo ≤ w ≤ hi with hi − lo < 2^−bits."""
        return self.form.enclosures(bits)

    @cached_property
    def exact_form(self) -> BinaryForm | None:
        """The filter itself where it is known to be over the field of the target; None: it is not known to be."""
        if isinstance(self.form, ExactForm):
            return self.form.form
        return self.form.exact_form if isinstance(self.form, (OneRepeatedRoot, BoxedForm, EnclosedForm)) else None

    @property
    def rational_form(self) -> BinaryForm | None:
        """The filter itself where it is known to be rational; None: it is not known to be."""
        return None if self.exact_form is None or not self.exact_form.is_rational else self.exact_form

    @property
    def with_roots(self) -> CriticalForm:
        """The filter as a form of which roots are known. Raises TypeError: it was found in parameter space."""
        if not isinstance(self.form, CriticalForm):
            raise TypeError("no roots are known of a filter that was found in parameter space")
        return self.form

    @property
    def on_smaller_stratum(self) -> BinaryForm | None:
        """The filter, if it is proved to have fewer distinct roots and not to be zero. None: it is not."""
        exact = None if self.pattern is not None else self.exact_form
        is_smaller = exact is not None and not exact.is_zero and target_partition(exact) != self.partition
        return exact if is_smaller else None

    @property
    def is_zero(self) -> bool:
        """Whether it is proved to be the zero filter. False: not proved."""
        exact = None if self.pattern is not None else self.exact_form
        return exact is not None and exact.is_zero

    @cached_property
    def is_generic(self) -> bool:
        """Whether it is proved that only compatible factorizations of this filter are critical. False: not proved."""
        return isinstance(self.form, CriticalForm) and bool(precise(self.form.has_no_smaller_tangent))


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


@dataclass(frozen=True)
class CriticalCurve:
    """A curve of critical points of the loss, on one stratum or in parameter space up to scaling.

    On a stratum there is one for every point of the real projective line. In parameter space all critical points of a
    family of any dimension are meant.

    Attributes:
        partition: the multiplicities of the roots over ℂ on the stratum it is found for, descending. None: it was
            found in parameter space.
        loss: the same on all of it, as the derivative of the loss along the curve is zero.
        pattern: of all forms on some arcs of it; None: not decided, or found in parameter space.
        is_minimum: whether these are minima in parameter space, which are not strict, at their factorizations without
            double roots in a layer; False: saddles. None: not decided.
        is_whole: whether all real solutions of the stratum are on this curve, and none of them is on a smaller stratum
            or critical with double roots in a layer. False: not proved.
        example: one of the forms, exactly; None: none is known.

    Examples:
        >>> from lcnsym import critical_functions
        >>> loss = SquareLoss.with_gram([[1, 0, 0], [0, Fraction(1, 2), 0], [0, 0, 1]], BinaryForm((1, 0, 1)))
        >>> (curve,) = critical_functions(loss, (2,)).curves
        >>> print(curve.loss, curve.pattern, curve.is_minimum)
        1 2|0 True
    """

    partition: tuple[int, ...] | None
    loss: Number
    pattern: RootPattern | None
    is_minimum: bool | None = None
    is_whole: bool = False
    example: BinaryForm | None = None

    def to_dict(self) -> dict[str, object]:
        """{pattern, partition, loss, nature, strict}, partition and pattern null in parameter space."""
        return {
            "pattern": None if self.pattern is None else str(self.pattern),
            "partition": None if self.partition is None else list(self.partition),
            "loss": to_json(self.loss),
            "nature": {None: None, True: "minimum", False: "saddle"}[self.is_minimum],
            "strict": False if self.is_minimum else None,
        }


@dataclass(frozen=True, eq=False)
class Stratum:
    """What is known of the critical points on one open stratum.

    Attributes:
        partition: λ, descending.
        expected: gED(λ), how many complex ones there are for generic data, and at most this many isolated ones for any.
        complex: how many complex ones there are. None: not decided, or infinitely many.
        functions: the real ones that are isolated, as far as they are known.
        proof: how it is proved that no real one is missing. None: it is not proved.
        is_generic: whether there are as many as for generic data, all simple. None: not decided.
        note: what is not generic or not known; empty if there is nothing to say.
        smaller: filters over the field of the target that solve the equations and are proved to be on smaller strata;
            for generic data there are none.
        solutions: provisional; all complex ones, gED(λ), for several repeated roots. None: not all are known, or found
            otherwise.
        has_smaller: whether some complex solution of its equations that is not zero is on a smaller stratum. None: not
            decided.
        curves: of critical points, which are not among the functions.

    Source: arXiv 2108.01538, critical points on strata of root multiplicities; `docs/critical-points.md`.

    Examples:
        >>> from lcnsym import critical_functions
        >>> found = critical_functions(SquareLoss.euclidean(BinaryForm((1, 1, 3))), (2,))
        >>> found
        <Stratum (2,): 2 real critical points, complete>
        >>> found.expected, found.complex, found.is_generic
        (4, 4, True)
    """

    partition: tuple[int, ...]
    expected: int
    complex: int | None
    functions: tuple[CriticalFunction, ...]
    proof: Proof | None
    is_generic: bool | None
    note: str = ""
    smaller: tuple[BinaryForm, ...] = ()
    solutions: Solutions | None = None
    has_smaller: bool | None = None
    curves: tuple[CriticalCurve, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether it is proved that no real one is missing. False: not proved."""
        return self.proof is not None

    @property
    def real(self) -> int:
        """How many real ones are known that are isolated."""
        return len(self.functions)

    def __repr__(self) -> str:
        known = "complete" if self.is_complete else "not proved to be complete"
        return f"<Stratum {self.partition}: {len(self.functions)} real critical points, {known}>"

    @classmethod
    def unknown(cls, partition: tuple[int, ...], note: str) -> Stratum:
        """A stratum that was not searched."""
        expected = generic_ed_degree(partition)
        return cls(partition, expected, None, (), None, None, note)

    def to_dict(self) -> dict[str, object]:
        """{partition, ed_degree, complex, real, complete, proof, generic, note}."""
        return {
            "partition": list(self.partition),
            "ed_degree": self.expected,
            "complex": self.complex,
            "real": self.real,
            "complete": self.is_complete,
            "proof": None if self.proof is None else str(self.proof),
            "generic": self.is_generic,
            "note": self.note,
        }


def target_partition(target: BinaryForm) -> tuple[int, ...]:
    """The multiplicities of the roots of a non-zero form over ℂ, descending."""
    parts = squarefree_decomposition(target).parts
    return tuple(sorted((i for i, part in parts for _ in range(part.degree)), reverse=True))


def target_function(loss: SquareLoss) -> CriticalFunction:
    """The target, which is not zero, as a critical point of the stratum it lies on."""
    return function_of(target_partition(loss.target), GivenForm(Quadric(loss.gram, loss.target)))


def exact_function(loss: SquareLoss, form: BinaryForm) -> CriticalFunction:
    """A filter over the field of the target, which is not zero and critical on the stratum it lies on."""
    return function_of(target_partition(form), ExactForm(Quadric(loss.gram, loss.target), form))


def function_of(partition: tuple[int, ...], form: CriticalForm) -> CriticalFunction:
    """A solution of the equations of a stratum, with its pattern if it is proved to be on the open stratum."""
    if isinstance(form, ExactForm):
        return CriticalFunction(partition, form, root_pattern(form.form))
    roots = precise(form.multiplicities, max(PATTERN_BITS, 2 * form.quadric.degree))
    if roots is None:
        return CriticalFunction(partition, form, None)
    real = tuple(multiplicity for multiplicity, is_real in roots if is_real)
    pairs = tuple(multiplicity for multiplicity, is_real in roots if not is_real)
    return CriticalFunction(partition, form, RootPattern(real, pairs))


@dataclass(frozen=True, eq=False)
class SortedOut:
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


def sorted_out(found: Iterable[CriticalFunction]) -> SortedOut:
    """Real solutions of the equations of a stratum by where they are."""
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
    return SortedOut(tuple(functions), tuple(smaller), zeros, doubtful)
