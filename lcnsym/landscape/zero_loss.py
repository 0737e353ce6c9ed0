"""Filters of the function space with the least loss that any filter has, for singular Gram matrices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from flint import fmpq_mat, fmpq_poly

from ..algebra.bezout import bezoutian
from ..algebra.coefficients import inner
from ..algebra.flintio import to_fmpq, to_fraction
from ..algebra.forms import BinaryForm
from ..algebra.linear import kernel
from ..algebra.numbers import to_json
from ..errors import InconclusiveError
from ..membership.positions import Position
from ..membership.verdict import decide
from ..network.architecture import Architecture
from ..network.networks import Network, form_of
from ..network.several_axes import TensorArchitecture
from ..roots.roots import RealRoot, isolate_roots

NODES = tuple(Fraction(a, b) for a, b in ((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2), (3, 1), (-3, 1)))
MAX_CANDIDATES = 120
MAX_FIELD_DEGREE = 24
"""On a line of filters, those at the roots of irreducible polynomials up to this degree are looked at."""


@dataclass(frozen=True)
class ZeroLoss:
    """The filters of the function space that differ from the target by an element of the kernel of Q.

    Attributes:
        is_empty: whether there are none. None: not decided.
        dimension: of this set. None: it is empty, or the dimension is not decided.
        member: one of them, with several axes its entries in one line. None: none is known.

    Source: arXiv 2108.01538, the function space of stride one; arXiv 2512.21029 for losses with few data.

    Examples:
        >>> from lcnsym import loss_with_gram, singular_critical_points
        >>> loss = loss_with_gram([[1, 0, 0], [0, 1, 0], [0, 0, 0]], BinaryForm((1, 2, 7)))
        >>> found = singular_critical_points(Architecture((2, 2)), loss).zero_loss
        >>> found.is_empty, found.dimension, str(found.member)
        (False, 1, 'x^2 + 2*x*y')
    """

    is_empty: bool | None
    dimension: int | None = None
    member: BinaryForm | None = None

    def to_dict(self) -> dict[str, object]:
        """{empty, dimension, member}."""
        member = None if self.member is None else [to_json(c) for c in self.member.coefficients]
        return {"empty": self.is_empty, "dimension": self.dimension, "member": member}


def zero_loss(architecture: Network, gram: Sequence[Sequence[Fraction]], target: BinaryForm) -> ZeroLoss:
    """Which filters of the function space have loss zero, where this can be decided.

    For stride one the function space is closed, and the closure of its interior: forms with enough real roots of odd
    multiplicity are interior, so that all directions of the kernel stay inside near them. Interior forms are looked for
    among those with as many prescribed rational roots as the kernel has dimensions. If the kernel has dimension one,
    the line is cut at the roots of the discriminant, between which root patterns do not change; that decides. Where the
    discriminant vanishes on all of the line, and for larger kernels without such a form, nothing is decided but what
    the forms that were tried show. With several axes and layers that are not all along one, function spaces are thin,
    and only the target is tried.

    Args:
        gram: Q, positive semidefinite.
        target: u, rational.
    """
    directions = [BinaryForm(v) for v in kernel(gram)]
    if not any(c for row in gram for c in row):
        return ZeroLoss(False, architecture.dimension, BinaryForm([0] * architecture.ambient_dimension))
    if isinstance(architecture, TensorArchitecture):
        return _of_several_axes(architecture, target, len(directions))
    if architecture.is_filling or not directions:
        is_member = decide(architecture, target).is_member
        return ZeroLoss(False, len(directions), target) if is_member else ZeroLoss(True)
    known: BinaryForm | None = None
    for form in _candidates(target, directions):
        verdict = decide(architecture, form)
        if verdict.is_member and verdict.position is Position.INTERIOR:
            return ZeroLoss(False, len(directions), form)
        known = form if known is None and verdict.is_member else known
    if len(directions) == 1 and architecture.is_stride_one:
        return _on_a_line(architecture, target, directions[0], known)
    return ZeroLoss(None if known is None else False, None, known)


def _of_several_axes(architecture: TensorArchitecture, target: BinaryForm, directions: int) -> ZeroLoss:
    """What the target shows; everything where the network is filling, or Q has no kernel."""
    try:
        is_member = decide(architecture, form_of(architecture, target.coefficients)).is_member
    except InconclusiveError:
        return ZeroLoss(None)
    if architecture.is_filling or not directions:
        return ZeroLoss(False, directions, target) if is_member else ZeroLoss(True)
    return ZeroLoss(False, None, target) if is_member else ZeroLoss(None)


def _candidates(target: BinaryForm, directions: Sequence[BinaryForm]) -> Iterator[BinaryForm]:
    """The target, and forms on the affine space through it that vanish at rational points or infinity."""
    yield target
    n, number = target.degree, len(directions)
    evaluations = [[t ** (n - i) for i in range(n + 1)] for t in NODES] + [
        [Fraction(int(i == 0)) for i in range(n + 1)]
    ]
    for tried, rows in enumerate(combinations(evaluations, min(number, n))):
        if tried == MAX_CANDIDATES:
            return
        found = _vanishing(target, directions, rows)
        if found is not None:
            yield found
    for direction in directions:
        for scale in (1, -1, 64, -64, 1 << 20, -(1 << 20)):
            yield _moved(target, direction, Fraction(scale))


def _vanishing(
    target: BinaryForm, directions: Sequence[BinaryForm], rows: Sequence[Sequence[Fraction]]
) -> BinaryForm | None:
    """The form on the affine space on which some functionals vanish. None: there is none, or more than one."""
    matrix = fmpq_mat([[to_fmpq(inner(row, d.rationals)) for d in directions] for row in rows])
    right = fmpq_mat([[to_fmpq(-inner(row, target.rationals))] for row in rows])
    if matrix.nrows() != matrix.ncols() or not matrix.det():
        return None
    factors = matrix.solve(right)
    found = target
    for j, direction in enumerate(directions):
        found = _moved(found, direction, to_fraction(factors[j, 0]))
    return found


def _moved(form: BinaryForm, direction: BinaryForm, factor: Fraction) -> BinaryForm:
    return BinaryForm([a + factor * b for a, b in zip(form.rationals, direction.rationals, strict=True)])


def _on_a_line(
    architecture: Architecture, target: BinaryForm, direction: BinaryForm, known: BinaryForm | None
) -> ZeroLoss:
    """Of u + t·f: the pattern is the same on intervals without roots of the discriminant, and M is closed.

    Members in such an interval are square-free, hence interior. If there are none, the members are finitely many.
    """
    cuts = _discriminant(target, direction)
    if cuts is None:
        return ZeroLoss(None if known is None else False, None, known)
    roots = [root for root in isolate_roots(cuts) if isinstance(root, RealRoot)]
    ends = [(root.interval[0], root.interval[1]) for root in _apart(roots)]
    samples = [a[1] + (b[0] - a[1]) / 2 for a, b in pairwise(ends)]
    samples += [ends[0][0] - 1, ends[-1][1] + 1] if ends else [Fraction(0)]
    for t in samples:
        form = _moved(target, direction, t)
        if decide(architecture, form).is_member:
            return ZeroLoss(False, 1, form)
    is_decided = True
    for root in roots:
        value = root.value() if root.part is None or root.part.degree <= MAX_FIELD_DEGREE else None
        if value is None:
            is_decided = False
            continue
        form = BinaryForm([a + value * b for a, b in zip(target.coefficients, direction.coefficients, strict=True)])
        if decide(architecture, form).is_member:
            return ZeroLoss(False, 0, form)
    return ZeroLoss(True if is_decided else None)


def _apart(roots: Sequence[RealRoot]) -> list[RealRoot]:
    """The same with intervals that do not touch."""
    found = sorted(roots, key=lambda root: root.interval)
    while any(a.interval[1] >= b.interval[0] for a, b in pairwise(found)):
        found = [root.narrowed() for root in found]
    return found


def _discriminant(target: BinaryForm, direction: BinaryForm) -> BinaryForm | None:
    """The discriminant of u + t·f as a polynomial in t, by interpolation. None: it vanishes, or has degree zero."""
    degree = 2 * target.degree - 2
    points = [Fraction(t) for t in range(-(degree // 2), degree - degree // 2 + 1)]
    total, whole = fmpq_poly([0]), fmpq_poly([1])
    for t in points:
        whole *= fmpq_poly([to_fmpq(-t), 1])
    for t in points:
        rows = bezoutian(_moved(target, direction, t))
        value = fmpq_mat([[to_fmpq(Fraction(c)) for c in row if isinstance(c, Fraction)] for row in rows]).det()
        rest = whole // fmpq_poly([to_fmpq(-t), 1])
        total += rest * (value / rest(to_fmpq(t)))
    coefficients = [to_fraction(c) for c in total.coeffs()]
    return BinaryForm(coefficients[::-1]) if coefficients else None
