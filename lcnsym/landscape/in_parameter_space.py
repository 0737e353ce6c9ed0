"""All critical points found at once in parameter space, for all strides, mixed ones too, and several axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Protocol

from ..errors import InconclusiveError, UnsupportedError
from ..network.networks import Network
from .completeness import Proof
from .ed_degrees import segre_ed_degree
from .effort import Effort
from .equations.quadrics import Quadric
from .krawczyk import MAX_PRECISION
from .layers.certified_zeros import CertifiedZeros
from .layers.composed_forms import ComposedForm
from .layers.eliminated_layers import EliminatedLayers
from .layers.exchanges import Found, with_one_filter
from .layers.gauged_gradients import GaugedLayers
from .layers.natures import LEAST, UNDECIDED, Decided
from .layers.parameter_points import OUTPUT_BITS, CriticalPoint, Enclosure, ParameterClass
from .layers.target_layers import matched, target_layers
from .loss import AnyLoss, SquareLoss
from .strata.exact_forms import GivenForm
from .strata.stratum import CriticalCurve, CriticalFunction, precise

MOST_POINTS = 3000
"""As many complex critical points are followed."""

TELLING_BITS = 2048

ON_CURVES = "there are infinitely many critical points, on curves"
SINGULAR_BITS = 128
"""If Q is singular, most paths end in families of zeros, where no number of bits proves one."""


class Enclosed(Protocol):
    """A filter of which enclosures are known."""

    def enclosures(self, bits: int) -> tuple[Enclosure, ...]:
        """For every coefficient certified rationals lo ≤ w ≤ hi with hi − lo < 2^−bits."""


@dataclass(frozen=True, eq=False)
class ParameterSpace:
    """What is known of all critical points with w ≠ 0 in parameter space, up to scaling, where they are found at once.

    Attributes:
        expected: gED(Segre), how many complex ones there are for generic data, and at most this many isolated ones.
        certified: how many complex ones are certified in disjoint boxes, all simple.
        real: how many of them are real.
        proof: how it is proved that no real one is missing. None: it is not proved.
        note: what is not generic or not known; empty if there is nothing to say.
        curves: of critical points, or families of more dimensions; then it is not said that no real one is missing.

    Source: arXiv 2304.05752 and arXiv 2401.16613, critical points for all strides; `docs/critical-points.md`.

    Examples:
        >>> from lcnsym import BinaryForm, critical_points
        >>> target = BinaryForm((2, -1, 3, 1, 4))
        >>> (space,) = critical_points(Architecture((2, 2, 2), (1, 2, 1)), SquareLoss.euclidean(target)).strata
        >>> space.complex, space.expected, str(space.proof)
        (34, 34, 'count')
    """

    expected: int
    certified: int
    real: int
    proof: Proof | None
    note: str = ""
    curves: tuple[CriticalCurve, ...] = ()

    partition = None
    """They are on no stratum of root multiplicities in particular."""

    has_smaller = False
    """Nothing is left to a smaller stratum."""

    @property
    def is_complete(self) -> bool:
        """Whether it is proved that no real one is missing. False: not proved."""
        return self.proof is not None

    @property
    def complex(self) -> int | None:
        """How many complex ones there are. None: not known, or infinitely many."""
        is_known = self.proof is Proof.COUNT or (self.proof is Proof.POLYNOMIAL and not self.real)
        return self.certified if is_known else None

    @property
    def is_generic(self) -> bool | None:
        """Whether there are as many as for generic data, all simple. None: not decided."""
        return None if self.complex is None else self.complex == self.expected

    def __repr__(self) -> str:
        known = "complete" if self.is_complete else "not proved to be complete"
        return f"<ParameterSpace: {self.real} real critical points, {known}>"

    def to_dict(self) -> dict[str, object]:
        """{partition: null, ed_degree, complex, real, complete, proof, generic, note}."""
        return {
            "partition": None,
            "ed_degree": self.expected,
            "complex": self.complex,
            "real": self.real,
            "complete": self.is_complete,
            "proof": None if self.proof is None else str(self.proof),
            "generic": self.is_generic,
            "note": self.note,
        }


@dataclass(frozen=True, eq=False)
class FoundInParameterSpace:
    """The real critical points by their filters, and what is known of all.

    Attributes:
        points: with all their classes that are found; where the target is a member, with it and all its factorizations.
        space: what is known of all.
        is_interrupted: whether the search was ended.
    """

    points: tuple[CriticalPoint, ...]
    space: ParameterSpace
    is_interrupted: bool = False


def search_parameter_space(architecture: Network, loss: AnyLoss, effort: Effort) -> FoundInParameterSpace:
    """All critical points with w ≠ 0, each with the others over its filter.

    Candidates are followed from data whose critical points are known; each is proved by Krawczyk's test in a gauge of
    its own. If they are gED(Segre), none is missing, as at most this many are isolated. If they are fewer and the Gram
    matrix is regular, everything but boxes of certified real points is excluded, if it succeeds. Where the target is a
    member, all its factorizations are critical, whether the Hessian there is regular or not; each is a certified zero
    or is added to these.

    An interrupt (KeyboardInterrupt) ends the search; what was found is returned.

    Args:
        architecture: of any strides, with one axis or several.
        loss: for its filters.
        effort: what all may take, the natures of the points included.

    Raises:
        UnsupportedError: there may be more than MOST_POINTS.

    Source: arXiv 2401.16613, the Euclidean distance degree of Segre varieties; `docs/critical-points.md`.
    """
    effort = effort.begun()
    expected = segre_ed_degree(architecture.entries)
    quadric = Quadric(loss.gram, loss.target)
    if not any(quadric.moments):
        # w is orthogonal to Q(w − u), so that wᵀQw = 0
        if isinstance(loss, SquareLoss):
            proof, note = Proof.POLYNOMIAL, "the target is zero, so no other filter is critical"
        else:
            proof, note = None, "there are none, as the zero filter has loss zero, and so has every critical filter"
        return FoundInParameterSpace((), ParameterSpace(expected, 0, 0, proof, note))
    if expected > MOST_POINTS:
        raise UnsupportedError(
            f"{architecture} has {expected} complex critical points for generic data, and up to {MOST_POINTS} are "
            "followed in parameter space"
        )
    is_regular = isinstance(loss, SquareLoss)
    bits = MAX_PRECISION if is_regular else SINGULAR_BITS
    zeros = CertifiedZeros(quadric, architecture, expected, most_bits=bits, is_regular=is_regular)
    trouble: list[str] = []
    proof, is_interrupted = None, False
    try:
        try:
            zeros.search(effort.shared() if is_regular else effort)
        except InconclusiveError as error:
            trouble.append(str(error))
        if zeros.number == expected:
            proof = Proof.COUNT
        elif isinstance(loss, SquareLoss):
            proof, trouble = _proved_otherwise(zeros, effort, trouble)
    except KeyboardInterrupt:
        trouble.append("interrupted")
        is_interrupted = True
        effort = effort.ended()
    try:
        found = _found(loss, zeros, proof, trouble, effort)
    except KeyboardInterrupt:
        found = _found(loss, zeros, proof, trouble, effort.ended())
        is_interrupted = True
    return replace(found, is_interrupted=is_interrupted)


def _proved_otherwise(zeros: CertifiedZeros, effort: Effort, trouble: Sequence[str]) -> tuple[Proof | None, list[str]]:
    """That no real zero is missing, though not as many complex ones are certified as there can be; or why some may be.

    With one or two unknowns left elimination finds multiple zeros and curves, too; exclusion finds simple zeros only.
    """
    reasons = list(trouble)
    if zeros.can_eliminate:
        reason = zeros.eliminate(effort)
        if not reason:
            return (None, [ON_CURVES]) if zeros.curves else (Proof.POLYNOMIAL, [])
        reasons.append(f"elimination: {reason}")
    reason = zeros.exclude_others(effort)
    return (None, [*reasons, f"exclusion: {reason}"]) if reason else (Proof.EXCLUSION, [])


def _found(
    loss: AnyLoss, zeros: CertifiedZeros, proof: Proof | None, trouble: Sequence[str], effort: Effort
) -> FoundInParameterSpace:
    known, others, complaint = _at_target(loss, zeros, effort, is_complete=proof is not None)
    groups = _with_equal_filters(with_one_filter(others, effort), effort)
    points = (*known, *(_point(loss, group, effort) for group in groups))
    notes = []
    if proof is Proof.EXCLUSION:
        notes.append("by exclusion for real filters; complex solutions are not counted")
    elif proof is Proof.POLYNOMIAL:
        notes.append("by elimination for real filters; complex solutions are not counted")
    elif zeros.curves:
        notes += trouble
    elif proof is None:
        told = f"{zeros.number} are certified, {zeros.expected} is the number for generic data; others may be missing"
        notes += [told, *trouble, *([complaint] if complaint else [])]
    untold = sum(not _are_different(a, b, effort) for a, b in combinations(points, 2))
    if untold:
        notes.append(f"pairs of filters that are not told apart: {untold}")
    real = len(zeros.real) + len(zeros.exact)
    space = ParameterSpace(zeros.expected, zeros.number, real, proof, "; ".join(notes), zeros.curves)
    return FoundInParameterSpace(points, space)


def _with_equal_filters(groups: Sequence[list[Found]], effort: Effort) -> list[list[Found]]:
    """The groups, those joined whose filters are known over number fields and are equal.

    For targets with symmetries layers in powers of z may exchange roots with layers after a stride.
    """
    joined: list[list[Found]] = []
    forms: list[ComposedForm] = []
    for group in groups:
        form = ComposedForm(group[0])
        low, high = form.value_enclosure(OUTPUT_BITS)
        for i, known in enumerate(forms):
            below, above = known.value_enclosure(OUTPUT_BITS)
            if low <= above and below <= high and _have_equal_filters(form, known, effort):
                joined[i] += group
                break
        else:
            joined.append(list(group))
            forms.append(form)
    return joined


def _have_equal_filters(first: ComposedForm, second: ComposedForm, effort: Effort) -> bool:
    """Whether two filters are proved to be equal. False: they are not, it is not known, or not in time."""
    if effort.is_over or _are_apart(first, second, effort) or effort.is_over:
        return False
    filters = first.layers.exact_filter, second.layers.exact_filter
    return None not in filters and filters[0] == filters[1]


def _at_target(
    loss: AnyLoss, zeros: CertifiedZeros, effort: Effort, *, is_complete: bool
) -> tuple[list[CriticalPoint], list[Found], str]:
    """The target with all its factorizations, if it is a member; the real zeros elsewhere; why it may be missing.

    Args:
        is_complete: whether every factorization is one of the zeros, so that none is added.
    """
    everything: list[Found] = [*zeros.real, *zeros.exact]
    if not isinstance(loss, SquareLoss):
        return [], everything, ""
    try:
        factorizations = target_layers(zeros.architecture, zeros.quadric)
    except (InconclusiveError, UnsupportedError) as error:
        return [], everything, f"the target's factorizations are not looked at: {error}"
    classes: list[ParameterClass] = []
    # multiple zeros of loss zero are factorizations, too
    at_target = [zero for zero in zeros.exact if zero.is_target]
    there: list[Found] = list(at_target)
    for layers, zero in zip(factorizations, matched(factorizations, zeros.real), strict=True):
        if zero is not None:
            there.append(zero)
            classes.append(_class_of(zero, effort, otherwise=LEAST))
        elif not is_complete or at_target:
            classes.append(ParameterClass(None, layers, LEAST))
    if not classes:
        return [], everything, ""
    function = CriticalFunction(None, GivenForm(zeros.quadric), None)
    point = CriticalPoint(loss, function, None, True, tuple(classes), is_searched=True)
    return [point], [zero for zero in everything if all(zero is not other for other in there)], ""


def _point(loss: AnyLoss, group: Sequence[Found], effort: Effort) -> CriticalPoint:
    """A simple zero of the gradient has a regular Hessian, so that balls decide if their precision allows it."""
    classes = [
        _class_of(layers, effort, otherwise=UNDECIDED)
        if isinstance(layers, GaugedLayers)
        else _exact_class(loss, layers, effort)
        for layers in group
    ]
    function = CriticalFunction(None, ComposedForm(group[0]), None)
    is_target = function.exact_form == loss.target
    return CriticalPoint(loss, function, None, is_target, tuple(classes), is_searched=True)


def _class_of(layers: GaugedLayers, effort: Effort, otherwise: Decided) -> ParameterClass:
    inertia = precise(layers.inertia, effort=effort)
    return ParameterClass(None, layers, otherwise if inertia is None else Decided.by_inertia(inertia))


def _exact_class(loss: AnyLoss, layers: EliminatedLayers, effort: Effort) -> ParameterClass:
    if not isinstance(loss, SquareLoss):
        raise TypeError("the Gram matrix is regular where layers are found by elimination")
    return ParameterClass(None, layers, layers.decided(loss, effort))


def _are_different(first: CriticalPoint, second: CriticalPoint, effort: Effort) -> bool:
    """Whether two filters are proved to be different. False: they are not, or not in time."""
    if first.loss[1] < second.loss[0] or second.loss[1] < first.loss[0]:
        return True
    return _are_apart(first.function, second.function, effort)


def _are_apart(first: Enclosed, second: Enclosed, effort: Effort) -> bool:
    """Whether enclosures of two filters are disjoint. False: they are not with TELLING_BITS bits, or not in time."""

    def told(bits: int) -> bool | None:
        pairs = zip(first.enclosures(bits), second.enclosures(bits), strict=True)
        return any(a[1] < b[0] or b[1] < a[0] for a, b in pairs) or None

    return effort.decided(told, OUTPUT_BITS, TELLING_BITS, 4) is not None
