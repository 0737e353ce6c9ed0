"""Evidence `hessian`: rational filters are a critical point of the square loss, and what it is, in integers.

Theorem. Premises: `no-zero-filter`, no filter is zero; `gradient`, the gradient of the loss in all coefficients is
zero; `value`, the loss is the claimed one. Conclusion: the filters are a critical point with that loss. With a nature,
let H be the Hessian in all coefficients of one layer, and of each other layer in all but one that is not zero:
`regular`, H is regular or has squares of both signs; `nature`, its squares are those of the nature: the critical point
has that nature up to scaling. With other filters: `smaller`, the loss there is smaller: the minimum is spurious.

Proof. In the format, under `hessian`: scalings are in the kernel, and the coefficients are a complement. ∎

Multiplying the layers by factors with product 1 changes neither the loss nor the inertia of the Hessian modulo scaling,
so layers of size one are multiplied into another layer first. Then every layer is made integer by a positive factor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm, prod
from operator import mul
from typing import TYPE_CHECKING, TypeAlias

from ...claims.architectures import Architecture
from ...kernel.fields import Field
from ...kernel.limits import Work, bit_size
from ...kernel.outcome import require
from ...kernel.reading import rational
from .. import Rule, enter, no_further_keys
from .krawczyk import check_unknowns, read_nature
from .losses import Loss, Matrix, read_filters, read_loss

if TYPE_CHECKING:
    from .claims import WithLayers

Row: TypeAlias = list[int]


@dataclass(frozen=True)
class ExactClaim:
    """What is claimed about a critical point that is known exactly.

    Attributes:
        loss: Q and u.
        layers: the filters, first layer first.
        value: the loss there.
        nature: one of NATURES, or None.
        witness: filters with a smaller loss, or None.
    """

    loss: Loss
    layers: Matrix
    value: Fraction
    nature: str | None
    witness: Matrix | None


def read_exact(of: Mapping[str, object], architecture: Architecture) -> ExactClaim:
    """The parts of a claim about a known critical point, by their keys: loss, layers, value, nature or filters."""
    check_unknowns(architecture)
    sizes, size = architecture.sizes, architecture.filter_size
    return ExactClaim(
        read_loss(of["loss"], size, size),
        read_filters(of["layers"], sizes, "claim.layers"),
        rational(of["value"], "claim.value"),
        read_nature(of.get("nature")),
        None if "filters" not in of else read_filters(of["filters"], sizes, "claim.filters"),
    )


def check_hessian(_evidence: None, about: WithLayers, field: Field) -> None:
    """The claim, part by part."""
    claim, architecture, work = about.point, about.architecture, field.work
    require("no-zero-filter", all(map(any, claim.layers)), "a filter is zero")
    loss = _Loss(claim.loss, work)
    point = _Point(loss, claim.layers, architecture)
    require("gradient", not any(point.gradient()), "the gradient is not zero")
    require("value", point.exceeds(claim.value) == 0, "the loss is not the claimed value")
    nature = "minimum" if claim.witness is not None else claim.nature
    if nature is not None:
        _check_nature(*_inertia(point.hessian(), work), nature)
    if claim.witness is not None:
        other = _Point(loss, claim.witness, architecture)
        require("smaller", other.exceeds(claim.value) < 0, "the loss of the other filters is not smaller")


def _check_nature(positive: int, negative: int, zero: int, nature: str) -> None:
    """A regular Hessian is a minimum's, a maximum's or a saddle's; squares of both signs are a saddle's anyway."""
    is_saddle = positive > 0 and negative > 0
    singular = f"the Hessian is singular up to scaling, and does not show a {nature}"
    require("regular", is_saddle or zero == 0, singular)
    found = "saddle" if is_saddle else "minimum" if positive else "maximum"
    require("nature", found == nature, f"the Hessian is that of a {found}, not a {nature}")


class _Loss:
    """q·Q and c·u in integers, with the least positive q and c."""

    def __init__(self, loss: Loss, work: Work) -> None:
        self.work = work
        self.size = len(loss.target)
        self.target, self.common = _integers(loss.target, work)
        self.gram, self.scale = None, 1
        if loss.gram is not None:
            entries, self.scale = _integers([c for row in loss.gram for c in row], work)
            self.gram = [entries[i : i + self.size] for i in range(0, len(entries), self.size)]

    def image(self, vector: Row) -> Row:
        """q·Q times a vector."""
        if self.gram is None:
            return vector
        self.work.products(self.size**2, bit_size(self.gram), bit_size([vector]) + self.size)
        return [sum(map(mul, row, vector)) for row in self.gram]


def _integers(numbers: Sequence[Fraction], work: Work) -> tuple[Row, int]:
    """The numbers times the least positive integer that makes them integers, and this integer."""
    denominators = [c.denominator.bit_length() for c in numbers if c.denominator > 1]
    bits = max(max(c.numerator.bit_length(), c.denominator.bit_length()) for c in numbers)
    long = sum(denominators) + bits
    work.room(len(numbers), long)
    work.divisions(4 * len(numbers), long, bits)
    common = lcm(*(c.denominator for c in numbers))
    return [c.numerator * (common // c.denominator) for c in numbers], common


class _Point:
    """The loss at filters, and its derivatives in their integer multiples, up to positive factors."""

    def __init__(self, loss: _Loss, layers: Matrix, architecture: Architecture) -> None:
        self.loss, self.work = loss, loss.work
        scalars = [layer[0] for layer in layers if len(layer) == 1]
        kept = [i for i, layer in enumerate(layers) if len(layer) > 1]
        top, bottom = self._product([c.numerator for c in scalars]), self._product([c.denominator for c in scalars])
        self.places = [architecture.layer_places[i] for i in kept] or [[0]]
        found = [_integers(layers[i], self.work) for i in kept] or [([1], 1)]
        self.work.products(len(found[0][0]), top.bit_length(), bit_size([found[0][0]]))
        self.layers = [[top * c for c in found[0][0]], *(layer for layer, _ in found[1:])]
        self.common = self._product([bottom, *(common for _, common in found)])
        # a fixed coordinate of every layer but the first leaves one point of each scaling class near this one
        fixed = [None, *(next((j for j, c in enumerate(layer) if c), 0) for layer in self.layers[1:])]
        self.unknowns = [(i, j) for i, layer in enumerate(self.layers) for j in range(len(layer)) if j != fixed[i]]
        bits = sum(max(bit_size([layer]), 1) + len(layer).bit_length() for layer in self.layers)
        self.work.room(2 * len(self.layers) * loss.size, bits)
        self.before, self.after = [[1]], [[1]]
        for i in range(len(self.layers)):
            self.before.append(self._then(self.before[-1], i))
            self.after.insert(0, self._then(self.after[0], len(self.layers) - 1 - i))

    def _product(self, numbers: Sequence[int]) -> int:
        bits = [number.bit_length() for number in numbers]
        self.work.products(len(numbers), sum(bits), max(bits, default=0))
        return prod(numbers)

    @cached_property
    def _difference(self) -> Row:
        """c·D·(w − u), D the factor of the composition."""
        loss = self.loss
        long = max(bit_size([self.after[0]]), bit_size([loss.target]))
        self.work.products(2 * loss.size, long, max(loss.common.bit_length(), self.common.bit_length()))
        return [loss.common * w - self.common * u for w, u in zip(self.after[0], loss.target, strict=True)]

    @cached_property
    def _residual(self) -> Row:
        """q·c·D·Q(w − u)."""
        return self.loss.image(self._difference)

    def exceeds(self, value: Fraction) -> int:
        """The sign of the loss less a number."""
        loss, difference = self.loss, self._difference
        top = self._inner(difference, self._residual)
        long = 2 * (loss.common.bit_length() + self.common.bit_length()) + loss.scale.bit_length()
        given = max(value.numerator.bit_length(), value.denominator.bit_length())
        self.work.products(4, max(long, top.bit_length()), max(long, given))
        bottom = loss.scale * (loss.common * self.common) ** 2
        rest = top * value.denominator - bottom * value.numerator
        return (rest > 0) - (rest < 0)

    def gradient(self) -> Row:
        """In all coefficients."""
        places = [(i, j) for i, layer in enumerate(self.layers) for j in range(len(layer))]
        return [self._inner(column, self._residual) for column in self._columns(places)]

    def hessian(self) -> list[Row]:
        """In the unknowns."""
        columns = self._columns(self.unknowns)
        long = bit_size(columns)
        self.work.room(2 * len(columns) * self.loss.size, 2 * long + self.loss.size)
        images = [[self.loss.common * c for c in self.loss.image(column)] for column in columns]
        mixed = self._mixed()
        rows = [[0] * len(columns) for _ in columns]
        for p, (i, a) in enumerate(self.unknowns):
            for q, (j, b) in enumerate(self.unknowns[: p + 1]):
                entry = self._inner(columns[p], images[q])
                if i != j:
                    entry += mixed[j, i][self.places[i][a] + self.places[j][b]]
                rows[p][q] = rows[q][p] = entry
        return rows

    def _columns(self, places: Sequence[tuple[int, int]]) -> list[Row]:
        """The derivatives of the composition in some coefficients."""
        others = [self._times(first, second) for first, second in zip(self.before, self.after[1:], strict=False)]
        found = []
        for i, j in places:
            shift = self.places[i][j]
            found.append([0] * shift + others[i] + [0] * (self.loss.size - shift - len(others[i])))
        return found

    def _mixed(self) -> dict[tuple[int, int], Row]:
        """For layers j < i the inner products of the residual with the other layers' composition, by its shift."""
        found = {}
        for j in range(len(self.layers)):
            between = self.before[j]
            for i in range(j + 1, len(self.layers)):
                others = self._times(between, self.after[i + 1])
                shifts = range(self.loss.size - len(others) + 1)
                found[j, i] = [self._inner(others, self._residual[s : s + len(others)]) for s in shifts]
                between = self._then(between, i)
        return found

    def _then(self, composed: Row, i: int) -> Row:
        """The composition with one more layer."""
        layer, places = self.layers[i], self.places[i]
        self.work.products(len(composed) * len(layer), bit_size([composed]), bit_size([layer]))
        found = [0] * (len(composed) + places[-1])
        for place, entry in zip(places, layer, strict=True):
            for p, c in enumerate(composed, start=place):
                found[p] += c * entry
        return found

    def _times(self, first: Row, second: Row) -> Row:
        """The product of two polynomials."""
        self.work.products(len(first) * len(second), bit_size([first]), bit_size([second]))
        found = [0] * (len(first) + len(second) - 1)
        for p, a in enumerate(first):
            for q, b in enumerate(second, start=p):
                found[q] += a * b
        return found

    def _inner(self, first: Row, second: Row) -> int:
        self.work.products(len(first), bit_size([first]), bit_size([second]))
        return sum(map(mul, first, second))


def _inertia(rows: list[Row], work: Work) -> tuple[int, int, int]:
    """The numbers of positive, negative and zero squares of a symmetric matrix, by elimination without fractions.

    What is left of the matrix is the Schur complement times the last pivot, whose entries are minors, so that
    divisions by the pivot before are exact. Where the diagonal is zero, a sum of two coordinates takes one's place.
    """
    last, signs = 1, []
    while rows:
        size = len(rows)
        k = next((i for i in range(size) if rows[i][i]), None)
        if k is None:
            pair = next(((i, j) for i in range(size) for j in range(i) if rows[i][j]), None)
            if pair is None:
                break
            k, j = pair
            rows[k] = [a + b for a, b in zip(rows[k], rows[j], strict=True)]
            for row in rows:
                row[k] += row[j]
        pivot, head = rows[k], rows[k][k]
        signs.append((head > 0) == (last > 0))
        bits = bit_size(rows)
        work.products(2 * size**2, bits, bits)
        work.divisions(size**2, 2 * bits + 1, last.bit_length())
        left = [i for i in range(size) if i != k]
        rows = [[(head * rows[i][j] - pivot[i] * pivot[j]) // last for j in left] for i in left]
        last = head
    positive = sum(signs)
    return positive, len(signs) - positive, len(rows)


PROVES = ("exact-critical-point", "exact-spurious-minimum")
enter(Rule("hessian", PROVES, no_further_keys, check_hessian, any_stride=True))
