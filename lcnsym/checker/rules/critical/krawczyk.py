"""Evidence `krawczyk`: one critical point of the square loss lies in a box, and what it is, by interval arithmetic.

Theorem. Let g be half the gradient in the unknowns at the centre, H half the Hessian on the box, both in intervals.
Premises: `no-zero-filter`, the filter without a fixed coefficient is not zero anywhere in the box; `inside`,
|Y g| + |1 − Y H|·r < r in every coordinate; `value`, the loss on the box lies in the claimed interval. Conclusion: the
loss has exactly one critical point in the box, with a loss in that interval. With a nature: `congruence`, a matrix C is
given; `dominant`, the diagonal entries of CᵀHC dominate; `nature`, their signs are those of the nature: the critical
point has that nature up to scaling. With other filters: `smaller`, the loss there is below the interval: the minimum is
spurious.

Proof. In the format, under `krawczyk`: Krawczyk's test, Euler's relation for scalings, Gershgorin's theorem. ∎
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from ...claims import Claim, WithArchitecture
from ...claims.architectures import Architecture
from ...kernel.dyadic import NOTHING, FixedPoint, Line, Square, padded, plus
from ...kernel.fields import Field
from ...kernel.limits import Work
from ...kernel.outcome import Malformed, require
from ...kernel.reading import fields, integer, items, rational, shown
from .. import Rule, enter
from .losses import Loss, Matrix, read_filters, read_loss, read_numbers, read_square

if TYPE_CHECKING:
    from .claims import WithBox

MAX_UNKNOWNS = 64
MAX_SIZE = 256
NATURES = ("minimum", "maximum", "saddle")
GUARD = 64
"""Places after the binary point beyond those that the sizes of the numbers ask for."""
_TERM = 900
"""What a term of an inner product costs beside its arithmetic, in nanoseconds."""

Interval: TypeAlias = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class CriticalClaim:
    """What is claimed about a critical point.

    Attributes:
        loss: Q and u.
        centre: the filters at the centre of the box, first layer first.
        radius: half its side.
        fixed: for every layer the coordinate that is not an unknown; None for the one layer without.
        value: an interval for the loss.
        nature: one of NATURES, or None.
        witness: filters with a smaller loss, or None.
    """

    loss: Loss
    centre: Matrix
    radius: Fraction
    fixed: tuple[int | None, ...]
    value: Interval
    nature: str | None
    witness: Matrix | None


@dataclass(frozen=True)
class Krawczyk:
    """The evidence as read: Y, and C or None."""

    preconditioner: Matrix
    congruence: Matrix | None


def read_critical(of: Mapping[str, object], architecture: Architecture) -> CriticalClaim:
    """The parts of a claim about a critical point, by their keys: loss, box, value and nature or filters."""
    check_unknowns(architecture)
    sizes, size = architecture.sizes, architecture.filter_size
    loss = read_loss(of["loss"], size, size)
    centre, radius, fixed = fields(of["box"], ("centre", "radius", "fixed"), "claim.box")
    r = rational(radius, "claim.box.radius")
    if r <= 0:
        raise Malformed("claim.box.radius must be positive")
    lo, hi = read_numbers(of["value"], 2, "claim.value")
    return CriticalClaim(
        loss,
        read_filters(centre, sizes, "claim.box.centre"),
        r,
        _fixed(fixed, sizes),
        (lo, hi),
        read_nature(of.get("nature")),
        None if "filters" not in of else read_filters(of["filters"], sizes, "claim.filters"),
    )


def check_unknowns(architecture: Architecture) -> None:
    """Refuse architectures with several axes, or too many unknowns. Raises Malformed."""
    if architecture.formats is not None:
        raise Malformed("claim.architecture: critical points are about filters with one axis")
    if number_of_unknowns(architecture) > MAX_UNKNOWNS or architecture.filter_size > MAX_SIZE:
        raise Malformed(f"claim.architecture: up to {MAX_UNKNOWNS} unknowns and filters of size {MAX_SIZE} are checked")


def read_nature(document: object) -> str | None:
    """One of NATURES, or null."""
    if document is None:
        return None
    if not isinstance(document, str) or document not in NATURES:
        raise Malformed(f"claim.nature must be null or one of {', '.join(NATURES)}, found {shown(document)}")
    return document


def number_of_unknowns(architecture: Architecture) -> int:
    """All entries but one for every layer but one."""
    return sum(architecture.sizes) - len(architecture.sizes) + 1


def _fixed(document: object, sizes: Sequence[int]) -> tuple[int | None, ...]:
    entries = items(document, "claim.box.fixed", len(sizes), len(sizes))
    found = tuple(
        None if entry is None else integer(entry, "an entry of claim.box.fixed", 0, size - 1)
        for entry, size in zip(entries, sizes, strict=True)
    )
    if found.count(None) != 1:
        raise Malformed("claim.box.fixed must be null for exactly one layer")
    return found


PROVES = ("critical-point", "spurious-minimum")


def read_krawczyk(document: object, claim: Claim, _field: Field) -> Krawczyk:
    """Y, and C or null."""
    if claim.kind not in PROVES or not isinstance(claim, WithArchitecture):
        raise Malformed("evidence of kind krawczyk is for claims about critical points")
    _, preconditioner, congruence = fields(document, ("kind", "preconditioner", "congruence"), "evidence")
    size = number_of_unknowns(claim.architecture)
    return Krawczyk(
        read_square(preconditioner, size, "evidence.preconditioner"),
        None if congruence is None else read_square(congruence, size, "evidence.congruence"),
    )


def check_krawczyk(evidence: Krawczyk, claim: CriticalClaim, architecture: Architecture, work: Work) -> None:
    """The premises of the theorem."""
    fixed = FixedPoint(_announced_places(evidence, claim, architecture, work))
    for layer, left_out in zip(claim.centre, claim.fixed, strict=True):
        apart = left_out is not None or any(abs(c) > claim.radius for c in layer)
        require("no-zero-filter", apart, "a filter in the box may be zero")
    around = _Loss(fixed, claim, architecture, claim.centre, claim.radius)
    hessian = around.hessian()
    gradient = _Loss(fixed, claim, architecture, claim.centre).gradient()
    # any matrix may stand for Y, so the given one is rounded; the Hessian is symmetric
    outside = fixed.leaves_box(_rounded(fixed, evidence.preconditioner), hessian, gradient, fixed.near(claim.radius), 1)
    message = f"the image of the box is not shown to lie inside it, in coordinate {outside}"
    require("inside", outside is None, message)
    lo, hi = fixed.ends(around.value())
    holds = claim.value[0] <= lo <= hi <= claim.value[1]
    require("value", holds, "the loss on the box is not shown to lie in the claimed interval")
    nature = "minimum" if claim.witness is not None else claim.nature
    if nature is not None:
        _nature(fixed, evidence.congruence, hessian, nature)
    if claim.witness is not None:
        _, other = fixed.ends(_Loss(fixed, claim, architecture, claim.witness).value())
        require("smaller", other < claim.value[0], "the loss of the other filters is not smaller")


def _announced_places(evidence: Krawczyk, claim: CriticalClaim, architecture: Architecture, work: Work) -> int:
    """So many places that rounding hardly matters beside the radius and the length of the loss's interval.

    The sizes of the filters, their compositions, the loss and the matrices say how errors grow.
    """
    y, c, gram = evidence.preconditioner, evidence.congruence or (), claim.loss.gram or ()
    layers = list(zip(claim.centre, claim.witness or claim.centre, strict=True))
    form = sum(_size([claim.radius, *a, *b]) + len(a).bit_length() + 1 for a, b in layers)
    columns = [max(map(abs, column)) for column in zip(*c, strict=True)]
    # a congruence of tiny columns has tiny diagonal entries
    congruence = max(_size(columns), _size(1 / column for column in columns if column))
    whole = 2 * (max(form, _size(claim.loss.target)) + congruence) + _size(_entries(gram)) + _size(_entries(y)) + GUARD
    lo, hi = claim.value
    places = whole + _size([1 / claim.radius]) + (_size([1 / (hi - lo)]) if lo < hi else 0)
    _announce(evidence, claim, architecture, places + whole, work)
    return places


def _announce(evidence: Krawczyk, claim: CriticalClaim, architecture: Architecture, long: int, work: Work) -> None:
    """The terms of inner products of numbers of this many bits, and the rounding of the data."""
    n, k, layers = architecture.filter_size, len(evidence.preconditioner), len(architecture.sizes)
    terms = 6 * n * (k + layers) + (0 if claim.loss.gram is None else (3 + k) * n**2) + k**2 * n // 2 + k**3 + 4 * k * n
    terms += 2 * k**3 if evidence.congruence else 0
    terms += _terms_without_layers(architecture, [j for j, _ in _unknowns(claim)])
    work.steps(terms, _TERM)
    work.products(3 * terms, long, long)
    work.room(2 * (4 * k**2 + 2 * k * n + n**2 + layers * n), long + _TERM)
    data = [*claim.loss.target, *claim.value, claim.radius, *_entries(claim.centre), *_entries(claim.witness or ())]
    data += [*_entries(claim.loss.gram or ()), *_entries(evidence.preconditioner), *_entries(evidence.congruence or ())]
    bits = max(max(abs(c.numerator), c.denominator).bit_length() for c in data)
    work.divisions(3 * len(data), long + bits, bits)


def _unknowns(claim: CriticalClaim) -> list[tuple[int, int]]:
    """Layer and place of the coefficients that are not fixed."""
    layers = enumerate(zip(claim.centre, claim.fixed, strict=True))
    return [(i, j) for i, (layer, left_out) in layers for j in range(len(layer)) if j != left_out]


def _terms_without_layers(architecture: Architecture, active: Sequence[int]) -> int:
    """How many terms the compositions of all layers but one, twice, and but two take, see `_Loss`."""
    degrees, sizes = [places[-1] for places in architecture.layer_places], architecture.sizes
    size, terms, before = 1 + sum(degrees), 0, 1
    for j, degree in enumerate(degrees):
        after = size - before + 1 - degree
        terms += 2 * before * after
        between = before
        for i in range(j + 1, len(degrees) if j in active else 0):
            after -= degrees[i]
            others = between + after - 1
            terms += between * (after + sizes[i]) + (size - others + 1) * others
            between += degrees[i]
        before += degree
    return terms


def _entries(rows: Matrix) -> Iterator[Fraction]:
    return chain.from_iterable(rows)


def _size(numbers: Iterable[Fraction]) -> int:
    """A bound of the base-two logarithms of the numbers, 0 at least."""
    return max([0, *(abs(c.numerator).bit_length() - c.denominator.bit_length() + 1 for c in numbers)])


def _nature(fixed: FixedPoint, congruence: Matrix | None, hessian: list[Line], nature: str) -> None:
    """CᵀHC has dominant diagonal entries, so H is regular with as many squares of either sign as they have.

    Any matrix may stand for C, so the given one is rounded.
    """
    require("congruence", congruence is not None, "the nature needs a congruence")
    columns = [list(column) for column in zip(*_rounded(fixed, congruence or ()), strict=True)]
    images = [[fixed.inner(row, column) for row in hessian] for column in columns]
    signs = []
    for i, column in enumerate(columns):
        row = [fixed.inner(column, image) for image in images]
        others = sum(abs(re) + rad for j, (re, _, rad) in enumerate(row) if j != i)
        re, _, rad = row[i]
        message = f"diagonal entry {i} of the transformed Hessian is not dominant"
        require("dominant", abs(re) - rad > others, message)
        signs.append(re > 0)
    found = "minimum" if all(signs) else "saddle" if any(signs) else "maximum"
    require("nature", found == nature, f"the Hessian is that of a {found}, not a {nature}")


def _rounded(fixed: FixedPoint, rows: Matrix) -> list[Line]:
    return [[(fixed.near(c), 0, 0) for c in row] for row in rows]


class _Loss:
    """(w − u)ᵀQ(w − u) of the composition w of filters in a box, and half its derivatives."""

    def __init__(
        self,
        fixed: FixedPoint,
        claim: CriticalClaim,
        architecture: Architecture,
        filters: Matrix,
        radius: Fraction = Fraction(0),
    ) -> None:
        self._fixed = fixed
        self._size = architecture.filter_size
        self._places = architecture.layer_places
        self._unknowns = _unknowns(claim)
        self._layers = [
            [fixed.around(c, Fraction(0) if j == left_out else radius) for j, c in enumerate(layer)]
            for layer, left_out in zip(filters, claim.fixed, strict=True)
        ]
        self._gram = None if claim.loss.gram is None else [[fixed.around(q) for q in row] for row in claim.loss.gram]
        self._before, self._after = [[fixed.one]], [[fixed.one]]
        for i in range(len(filters)):
            self._before.append(self._then(self._before[-1], i))
            self._after.insert(0, self._then(self._after[0], len(filters) - 1 - i))
        self._difference = [plus(w, fixed.around(-u)) for w, u in zip(self._after[0], claim.loss.target, strict=True)]
        self._residual = self._image(self._difference)

    def value(self) -> Square:
        """The loss."""
        return self._fixed.inner(self._difference, self._residual)

    def gradient(self) -> Line:
        """Half the gradient in the unknowns."""
        return [self._fixed.inner(column, self._residual) for column in self._columns()]

    def hessian(self) -> list[Line]:
        """Half the Hessian in the unknowns."""
        columns = self._columns()
        images = [self._image(column) for column in columns]
        mixed = self._mixed()
        rows: list[Line] = [[NOTHING] * len(columns) for _ in columns]
        for p, (i, a) in enumerate(self._unknowns):
            for q, (j, b) in enumerate(self._unknowns[: p + 1]):
                entry = self._fixed.inner(columns[p], images[q])
                if i != j:
                    entry = plus(entry, mixed[j, i][self._places[i][a] + self._places[j][b]])
                rows[p][q] = rows[q][p] = entry
        return rows

    def _columns(self) -> list[Line]:
        """The derivatives of the composition in the unknowns."""
        others = list(map(self._fixed.product, self._before, self._after[1:]))
        return [padded(others[i], self._places[i][a], self._size) for i, a in self._unknowns]

    def _mixed(self) -> dict[tuple[int, int], Line]:
        """For layers j < i the inner products of the residual with the other layers' composition, by its shift."""
        found = {}
        for j in sorted({i for i, _ in self._unknowns}):
            between = self._before[j]
            for i in range(j + 1, len(self._layers)):
                others = self._fixed.product(between, self._after[i + 1])
                shifts = range(self._size - len(others) + 1)
                found[j, i] = [self._fixed.inner(others, self._residual[s : s + len(others)]) for s in shifts]
                between = self._then(between, i)
        return found

    def _then(self, composed: Line, i: int) -> Line:
        """The composition with one more layer."""
        terms: list[list[tuple[Square, Square]]] = [[] for _ in range(len(composed) + self._places[i][-1])]
        for place, entry in zip(self._places[i], self._layers[i], strict=True):
            for p, c in enumerate(composed, start=place):
                terms[p].append((c, entry))
        return [self._fixed.inner([a for a, _ in pairs], [b for _, b in pairs]) for pairs in terms]

    def _image(self, vector: Line) -> Line:
        return vector if self._gram is None else [self._fixed.inner(row, vector) for row in self._gram]


def _check(evidence: Krawczyk, about: WithBox, field: Field) -> None:
    check_krawczyk(evidence, about.point, about.architecture, field.work)


enter(Rule("krawczyk", PROVES, read_krawczyk, _check, any_stride=True))
