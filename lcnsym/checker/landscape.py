"""Rule krawczyk: one critical point of the square loss lies in a box, and what it is, by interval arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from .architectures import Architecture
from .limits import Work
from .outcome import Malformed, Rejected
from .reading import fields, integer, items, rational, shown

RULE = "rule krawczyk"
MAX_UNKNOWNS = 64
MAX_SIZE = 256
NATURES = ("minimum", "maximum", "saddle")

Interval: TypeAlias = tuple[Fraction, Fraction]
Matrix: TypeAlias = tuple[tuple[Fraction, ...], ...]
ZERO: Interval = (Fraction(0), Fraction(0))
ONE: Interval = (Fraction(1), Fraction(1))


@dataclass(frozen=True)
class CriticalClaim:
    """What is claimed about a critical point.

    Attributes:
        gram: Q; None: the identity.
        target: u.
        centre: the filters at the centre of the box, first layer first.
        radius: half its side.
        fixed: for every layer the coordinate that is not an unknown; None for the one layer without.
        value: an interval for the loss.
        nature: one of NATURES, or None.
        witness: filters with a smaller loss, or None.
    """

    gram: Matrix | None
    target: tuple[Fraction, ...]
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
    nature, witness = of.get("nature"), of.get("filters")
    if architecture.formats is not None:
        raise Malformed("claim.architecture: critical points are about filters with one axis")
    size = architecture.filter_size
    unknowns = sum(architecture.sizes) - len(architecture.sizes) + 1
    if unknowns > MAX_UNKNOWNS or size > MAX_SIZE:
        raise Malformed(f"claim.architecture: up to {MAX_UNKNOWNS} unknowns and filters of size {MAX_SIZE} are checked")
    gram, target = read_square_loss(of["loss"], size, size)
    centre, radius, fixed = fields(of["box"], ("centre", "radius", "fixed"), "claim.box")
    r = rational(radius, "claim.box.radius")
    if r <= 0:
        raise Malformed("claim.box.radius must be positive")
    lo, hi = _numbers(of["value"], 2, "claim.value")
    if nature is not None and nature not in NATURES:
        raise Malformed(f"claim.nature must be null or one of {', '.join(NATURES)}, found {shown(nature)}")
    sizes = architecture.sizes
    return CriticalClaim(
        gram,
        target,
        _filters(centre, sizes, "claim.box.centre"),
        r,
        _fixed(fixed, sizes),
        (lo, hi),
        nature if isinstance(nature, str) else None,
        None if "filters" not in of else _filters(witness, sizes, "claim.filters"),
    )


def read_square_loss(document: object, most: int, least: int = 2) -> tuple[Matrix | None, tuple[Fraction, ...]]:
    """Q, or None for the identity, and u, of a size in the given range."""
    gram, target = fields(document, ("gram", "target"), "claim.loss")
    entries = items(target, "claim.loss.target", least, most)
    numbers = tuple(rational(entry, "an entry of claim.loss.target") for entry in entries)
    return None if gram is None else _symmetric(gram, len(numbers), "claim.loss.gram"), numbers


def _numbers(document: object, length: int, where: str) -> tuple[Fraction, ...]:
    return tuple(rational(entry, f"an entry of {where}") for entry in items(document, where, length, length))


def _filters(document: object, sizes: Sequence[int], where: str) -> Matrix:
    lists = items(document, where, len(sizes), len(sizes))
    return tuple(_numbers(entry, size, where) for entry, size in zip(lists, sizes, strict=True))


def _square(document: object, size: int, where: str) -> Matrix:
    return tuple(_numbers(row, size, where) for row in items(document, where, size, size))


def _symmetric(document: object, size: int, where: str) -> Matrix:
    rows = _square(document, size, where)
    if any(rows[i][j] != rows[j][i] for i in range(size) for j in range(i)):
        raise Malformed(f"{where} must be symmetric")
    return rows


def _fixed(document: object, sizes: Sequence[int]) -> tuple[int | None, ...]:
    entries = items(document, "claim.box.fixed", len(sizes), len(sizes))
    found = tuple(
        None if entry is None else integer(entry, "an entry of claim.box.fixed", 0, size - 1)
        for entry, size in zip(entries, sizes, strict=True)
    )
    if found.count(None) != 1:
        raise Malformed("claim.box.fixed must be null for exactly one layer")
    return found


def read_krawczyk(document: object, architecture: Architecture | None) -> Krawczyk:
    """The evidence of kind "krawczyk"."""
    _, preconditioner, congruence = fields(document, ("kind", "preconditioner", "congruence"), "evidence")
    if architecture is None:
        raise Malformed("evidence of kind krawczyk is about an architecture")
    size = sum(architecture.sizes) - len(architecture.sizes) + 1
    if size > MAX_UNKNOWNS:
        raise Malformed(f"evidence: up to {MAX_UNKNOWNS} unknowns are checked")
    return Krawczyk(
        _square(preconditioner, size, "evidence.preconditioner"),
        None if congruence is None else _square(congruence, size, "evidence.congruence"),
    )


def check_krawczyk(evidence: Krawczyk, claim: CriticalClaim, architecture: Architecture, work: Work) -> None:
    """The claim, part by part."""
    _announce(evidence, claim, architecture, work)
    for layer, left_out in zip(claim.centre, claim.fixed, strict=True):
        if left_out is not None and layer[left_out] == 0:
            raise Rejected(f"{RULE}: a fixed coordinate is zero")
    here = _Loss(claim, architecture, Fraction(0))
    around = _Loss(claim, architecture, claim.radius)
    if around.may_be_zero():
        raise Rejected(f"{RULE}: a filter in the box may be zero")
    hessian = around.hessian()
    _one_zero(evidence.preconditioner, [lo for lo, _ in here.gradient()], hessian, claim.radius)
    lo, hi = around.value()
    if not claim.value[0] <= lo <= hi <= claim.value[1]:
        raise Rejected(f"{RULE}: the loss on the box is not shown to lie in the claimed interval")
    nature = "minimum" if claim.witness is not None else claim.nature
    if nature is not None:
        _nature(evidence.congruence, hessian, nature)
    if claim.witness is not None:
        other = _Loss(claim, architecture, Fraction(0), claim.witness).value()[0]
        if other >= claim.value[0]:
            raise Rejected(f"{RULE}: the loss of the other filters is not smaller")


def _announce(evidence: Krawczyk, claim: CriticalClaim, architecture: Architecture, work: Work) -> None:
    numbers = [*claim.target, claim.radius, *(c for layer in claim.centre for c in layer)]
    rows = [*(claim.gram or ()), *evidence.preconditioner, *(evidence.congruence or ()), *(claim.witness or ())]
    bits = max(_bits(c) for c in [*numbers, *(c for row in rows for c in row)])
    layers, size, unknowns = len(architecture.sizes), architecture.filter_size, len(evidence.preconditioner)
    long = 2 * bits * (layers + 4)
    count = 8 * (layers * layers * size * size + unknowns * size * size + unknowns**2 * size + 4 * unknowns**3)
    work.room(2 * (unknowns + size) ** 2 + layers * layers * size, 2 * long)
    work.products(count, long, long)
    work.divisions(count, long, long)


def _bits(value: Fraction) -> int:
    return value.numerator.bit_length() + value.denominator.bit_length()


def _one_zero(y: Matrix, gradient: list[Fraction], hessian: list[list[Interval]], radius: Fraction) -> None:
    """Krawczyk: −Y·g(c) + (1 − Y·H)·[−r, r] lies inside the box, so that the gradient has exactly one zero in it."""
    size = len(y)
    for i in range(size):
        reach = abs(sum((a * g for a, g in zip(y[i], gradient, strict=True)), Fraction(0)))
        for j in range(size):
            total: Interval = (Fraction(int(i == j)),) * 2
            for k in range(size):
                total = _plus(total, _scaled(hessian[k][j], -y[i][k]))
            reach += max(abs(total[0]), abs(total[1])) * radius
        if reach >= radius:
            raise Rejected(f"{RULE}: the image of the box is not shown to lie inside it, in coordinate {i}")


def _nature(congruence: Matrix | None, hessian: list[list[Interval]], nature: str) -> None:
    """CᵀHC has dominant diagonal entries, so H is regular with as many squares of either sign as they have."""
    if congruence is None:
        raise Rejected(f"{RULE}: the nature needs a congruence")
    size = len(congruence)
    half = [
        [_sum(_scaled(hessian[i][k], congruence[k][j]) for k in range(size)) for j in range(size)] for i in range(size)
    ]
    signs = []
    for i in range(size):
        row = [_sum(_scaled(half[k][j], congruence[k][i]) for k in range(size)) for j in range(size)]
        others = sum((max(abs(lo), abs(hi)) for j, (lo, hi) in enumerate(row) if j != i), Fraction(0))
        lo, hi = row[i]
        if not (lo > others or -hi > others):
            raise Rejected(f"{RULE}: diagonal entry {i} of the transformed Hessian is not dominant")
        signs.append(lo > 0)
    found = "minimum" if all(signs) else "saddle" if any(signs) else "maximum"
    if found != nature:
        raise Rejected(f"{RULE}: the Hessian is that of a {found}, not a {nature}")


class _Loss:
    """(w − u)ᵀQ(w − u) of the composition w of filters in a box, and half its derivatives."""

    def __init__(
        self, claim: CriticalClaim, architecture: Architecture, radius: Fraction, filters: Matrix | None = None
    ) -> None:
        self._claim = claim
        self._places = architecture.layer_places
        self._layers: list[list[Interval]] = []
        for layer, left_out in zip(filters or claim.centre, claim.fixed, strict=True):
            self._layers.append([(c, c) if j == left_out else (c - radius, c + radius) for j, c in enumerate(layer)])
        self._unknowns = [
            (i, j) for i, layer in enumerate(self._layers) for j in range(len(layer)) if j != claim.fixed[i]
        ]
        self._size = architecture.filter_size
        composed = self._composed(())
        self._difference = [_plus(w, (-u, -u)) for w, u in zip(composed, claim.target, strict=True)]
        self._residual = self._gram(self._difference)

    def may_be_zero(self) -> bool:
        """Whether all coordinates of some filter may be zero."""
        return any(all(lo <= 0 <= hi for lo, hi in layer) for layer in self._layers)

    def value(self) -> Interval:
        """The loss."""
        return _sum(_times(a, b) for a, b in zip(self._difference, self._residual, strict=True))

    def gradient(self) -> list[Interval]:
        """Half the gradient in the unknowns."""
        return [self._inner(self._column(i, j), self._residual) for i, j in self._unknowns]

    def hessian(self) -> list[list[Interval]]:
        """Half the Hessian in the unknowns."""
        columns = [self._column(i, j) for i, j in self._unknowns]
        images = [self._gram(column) for column in columns]
        pairs: dict[tuple[int, int], list[Interval]] = {}
        rows = []
        for (i, a), column in zip(self._unknowns, columns, strict=True):
            row = []
            for (j, b), image in zip(self._unknowns, images, strict=True):
                entry = self._inner(column, image)
                if i != j:
                    key = (min(i, j), max(i, j))
                    if key not in pairs:
                        pairs[key] = self._composed(key)
                    shift = self._places[i][a] + self._places[j][b]
                    entry = _plus(entry, self._inner(pairs[key][: self._size - shift], self._residual[shift:]))
                row.append(entry)
            rows.append(row)
        return rows

    def _column(self, i: int, a: int) -> list[Interval]:
        shift = self._places[i][a]
        return [ZERO] * shift + self._composed((i,))[: self._size - shift]

    def _composed(self, without: tuple[int, ...]) -> list[Interval]:
        """The composition of the other layers, as long as an end-to-end filter."""
        found = [ONE]
        for i, (layer, places) in enumerate(zip(self._layers, self._places, strict=True)):
            if i not in without:
                result = [ZERO] * (len(found) + places[-1])
                for p, c in enumerate(found):
                    for q, d in zip(places, layer, strict=True):
                        result[p + q] = _plus(result[p + q], _times(c, d))
                found = result
        return found + [ZERO] * (self._size - len(found))

    def _gram(self, vector: list[Interval]) -> list[Interval]:
        if self._claim.gram is None:
            return vector
        return [_sum(_scaled(v, q) for q, v in zip(row, vector, strict=True)) for row in self._claim.gram]

    @staticmethod
    def _inner(first: Sequence[Interval], second: Sequence[Interval]) -> Interval:
        return _sum(_times(a, b) for a, b in zip(first, second, strict=True) if a != ZERO)


def _plus(a: Interval, b: Interval) -> Interval:
    return a[0] + b[0], a[1] + b[1]


def _sum(terms: Iterable[Interval]) -> Interval:
    lo = hi = Fraction(0)
    for a, b in terms:
        lo += a
        hi += b
    return lo, hi


def _scaled(a: Interval, factor: Fraction) -> Interval:
    return (a[0] * factor, a[1] * factor) if factor >= 0 else (a[1] * factor, a[0] * factor)


def _times(a: Interval, b: Interval) -> Interval:
    if a[0] == a[1]:
        return _scaled(b, a[0])
    if b[0] == b[1]:
        return _scaled(a, b[0])
    ends = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return min(ends), max(ends)
