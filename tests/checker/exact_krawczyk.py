"""Rule krawczyk by exact rational intervals: slow, and what the rounded arithmetic of the checker is held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from lcnsym.checker.claims.critical import InBox, Matrix
from lcnsym.checker.kernel.outcome import Rejected

Interval: TypeAlias = tuple[Fraction, Fraction]
ZERO: Interval = (Fraction(0), Fraction(0))
ONE: Interval = (Fraction(1), Fraction(1))


def check_exactly(evidence: tuple[Matrix, Matrix | None], claim: InBox) -> None:
    """Raises Rejected with the part that is not shown."""
    preconditioner, congruence = evidence
    for layer, left_out in zip(claim.layers, claim.fixed, strict=True):
        if left_out is not None and layer[left_out] == 0:
            raise Rejected("exact", "a fixed coordinate is zero")
    here = ExactLoss(claim, Fraction(0))
    around = ExactLoss(claim, claim.radius)
    if around.may_be_zero():
        raise Rejected("exact", "a filter in the box may be zero")
    hessian = around.hessian()
    _one_zero(preconditioner, [lo for lo, _ in here.gradient()], hessian, claim.radius)
    lo, hi = around.value()
    if not claim.value[0] <= lo <= hi <= claim.value[1]:
        raise Rejected("exact", "the loss on the box is not in the claimed interval")
    nature = "minimum" if claim.witness is not None else claim.nature
    if nature is not None:
        _nature(congruence, hessian, nature)
    if claim.witness is not None:
        other = ExactLoss(claim, Fraction(0), claim.witness).value()[0]
        if other >= claim.value[0]:
            raise Rejected("exact", "the loss of the other filters is not smaller")


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
            raise Rejected("exact", f"the image of the box is not shown to lie inside it, in coordinate {i}")


def _nature(congruence: Matrix | None, hessian: list[list[Interval]], nature: str) -> None:
    """CᵀHC has dominant diagonal entries, so H is regular with as many squares of either sign as they have."""
    if congruence is None:
        raise Rejected("exact", "the nature needs a congruence")
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
            raise Rejected("exact", f"diagonal entry {i} of the transformed Hessian is not dominant")
        signs.append(lo > 0)
    found = "minimum" if all(signs) else "saddle" if any(signs) else "maximum"
    if found != nature:
        raise Rejected("exact", f"the Hessian is that of a {found}, not a {nature}")


class ExactLoss:
    """(w − u)ᵀQ(w − u) of the composition w of filters in a box, and half its derivatives."""

    def __init__(self, claim: InBox, radius: Fraction, filters: Matrix | None = None) -> None:
        self._claim = claim
        self._places = claim.architecture.layer_places
        self._layers: list[list[Interval]] = []
        for layer, left_out in zip(filters or claim.layers, claim.fixed, strict=True):
            self._layers.append([(c, c) if j == left_out else (c - radius, c + radius) for j, c in enumerate(layer)])
        self._unknowns = [
            (i, j) for i, layer in enumerate(self._layers) for j in range(len(layer)) if j != claim.fixed[i]
        ]
        self._size = claim.architecture.filter_size
        composed = self._composed(())
        self._difference = [_plus(w, (-u, -u)) for w, u in zip(composed, claim.loss.target, strict=True)]
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
        if self._claim.loss.gram is None:
            return vector
        return [_sum(_scaled(v, q) for q, v in zip(row, vector, strict=True)) for row in self._claim.loss.gram]

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
