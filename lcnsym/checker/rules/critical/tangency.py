"""Evidence `tangency`: boxes hold all complex critical points of the square loss with given root multiplicities.

Theorem. Premises: `number`, there are gED(λ) boxes, those that are not real counted twice; `real`, as many of them are
real as claimed; `disjoint`, no two meet, conjugates included; `gram`, Q is regular; in every box `inside`, Krawczyk's
test holds for the equations of tangency, and `distinct`, Sylvester's matrix of the derivatives of Π A_i is regular on
the whole box. Conclusion: the loss has exactly gED(λ) complex critical
points with the root multiplicities λ, one in each box or its conjugate, and so many of them are real.

Proof. In the format, under `tangency`; that there are no more than gED(λ) is cited: docs/critical-points.md. ∎
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice
from math import comb, factorial, prod
from operator import mul
from typing import TYPE_CHECKING

from ...claims import Claim
from ...kernel.dyadic import FixedPoint, Line, Square, combined, exact, multiple
from ...kernel.fields import Field
from ...kernel.limits import Work, bit_size
from ...kernel.outcome import Malformed, of_part, require
from ...kernel.reading import fields, integer, items, rational, shown
from .. import enter, no_further_keys
from .elimination import MAX_SIZE
from .losses import Loss, read_loss

if TYPE_CHECKING:
    from .claims import AllCritical

MAX_BOXES = 10_000
MAX_CHART = 1_000
GUARD = 64
"""Places after the binary point beyond those of the data."""
COMPARED = 400
"""Nanoseconds for the comparison of two boxes in one real coordinate."""

Centre = tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True)
class Box:
    """The points whose coordinates have real and imaginary parts within the radius of those of the centre."""

    centre: Centre
    radius: Fraction

    @property
    def is_real(self) -> bool:
        """Whether the centre is real, so that the box is symmetric under conjugation."""
        return not any(im for _, im in self.centre)

    @property
    def conjugate(self) -> Box:
        """The box of the conjugate points."""
        return Box(tuple((re, -im) for re, im in self.centre), self.radius)


@dataclass(frozen=True)
class AllCriticalPoints:
    """The loss, the stratum λ, the chart (a, b, c, d), the boxes, of each conjugate pair one, and how many are real."""

    loss: Loss
    partition: tuple[int, ...]
    chart: tuple[int, int, int, int]
    boxes: tuple[Box, ...]
    real: int

    @cached_property
    def degrees(self) -> dict[int, int]:
        """The degree of A_i by i, i ≥ 2 descending and then 1."""
        found = dict(sorted(Counter(part for part in self.partition if part > 1).items(), reverse=True))
        return {**found, 1: self.partition.count(1)}

    @cached_property
    def expected(self) -> int:
        """gED(λ)."""
        return generic_ed_degree(self.partition)


def generic_ed_degree(partition: Sequence[int]) -> int:
    """Σ_j C(d+1, j)·(d−j)!·j!/Π m_i!·[t^j] Π_k (λ_k + (λ_k − 1)t), d parts, m_i of them equal to i."""
    d, coefficients = len(partition), [1]
    for part in partition:
        shifted = [0, *coefficients]
        coefficients = [part * a + (part - 1) * b for a, b in zip([*coefficients, 0], shifted, strict=True)]
    total = sum(comb(d + 1, j) * factorial(d - j) * factorial(j) * c for j, c in enumerate(coefficients))
    return total // prod(map(factorial, Counter(partition).values()))


def read_all_critical_points(
    loss: object, partition: object, chart: object, boxes: object, real: object
) -> AllCriticalPoints:
    """The parts of the claim, by the order of its keys."""
    read = read_loss(loss, MAX_SIZE, 3)
    degree = len(read.target) - 1
    parts = tuple(
        integer(part, "an entry of claim.partition", 1, MAX_SIZE - 1)
        for part in items(partition, "claim.partition", 1, MAX_SIZE - 1)
    )
    if list(parts) != sorted(parts, reverse=True) or sum(parts) != degree:
        raise Malformed(f"claim.partition must descend and have the sum {degree}, the degree of the target")
    if parts[0] == 1:
        raise Malformed("claim.partition must have a part above 1")
    a, b, c, d = (
        integer(entry, "an entry of claim.chart", -MAX_CHART, MAX_CHART) for entry in items(chart, "claim.chart", 4, 4)
    )
    if a * d == b * c:
        raise Malformed("claim.chart must be an invertible matrix")
    found = tuple(_box(box, len(parts) + 1) for box in items(boxes, "claim.boxes", 1, MAX_BOXES))
    number = integer(real, "claim.real", 0, 2 * MAX_BOXES)
    return AllCriticalPoints(read, parts, (a, b, c, d), found, number)


def _box(document: object, size: int) -> Box:
    centre, radius = fields(document, ("centre", "radius"), "an entry of claim.boxes")
    where = "an entry of a box's centre"
    points = tuple(
        (_dyadic(re, where), _dyadic(im, where))
        for re, im in (items(point, where, 2, 2) for point in items(centre, "a box's centre", size, size))
    )
    r = _dyadic(radius, "the radius of a box")
    if r <= 0:
        raise Malformed("the radius of a box must be positive")
    return Box(points, r)


def _dyadic(document: object, where: str) -> Fraction:
    found = rational(document, where)
    if found.denominator & (found.denominator - 1):
        raise Malformed(f"{where} must have a power of two as denominator, found {shown(document)}")
    return found


def read_tangency(document: object, claim: Claim, field: Field) -> None:
    """Nothing but the kind."""
    no_further_keys(document, claim, field)
    if claim.kind != "all-critical-points":
        raise Malformed("evidence of kind tangency is for the claim all-critical-points")


def check_tangency(_evidence: None, about: AllCritical, field: Field) -> None:
    """The premises of the theorem."""
    claim, work = about.points, field.work
    real = sum(box.is_real for box in claim.boxes)
    number = 2 * len(claim.boxes) - real
    message = f"{number} critical points are given with their conjugates, not {claim.expected}"
    require("number", number == claim.expected, message)
    require("real", real == claim.real, f"{real} of the boxes are real, not {claim.real}")
    _disjoint(claim.boxes, work)
    equations = Equations(claim, work)
    for position, box in enumerate(claim.boxes):
        with of_part(f"box {position}"):
            equations.check(box)


def _disjoint(boxes: Sequence[Box], work: Work) -> None:
    """No two boxes meet, the conjugates of those that are not real included."""
    places = max(map(_places, boxes))
    work.room(4 * len(boxes) * len(boxes[0].centre), places + max(0, *map(_whole_bits, boxes)))
    entries = []
    for position, box in enumerate(boxes):
        for one in [box] if box.is_real else [box, box.conjugate]:
            r = _scaled(one.radius, places)
            centre = [_scaled(part, places) for point in one.centre for part in point]
            entries.append((centre[0] - r, centre, r, position))
    entries.sort()
    for i, (_, centre, r, position) in enumerate(entries):
        for low, other, s, other_position in islice(entries, i + 1, None):
            if low > centre[0] + r:
                break
            work.steps(len(centre), COMPARED)
            apart = any(abs(a - b) > r + s for a, b in zip(centre, other, strict=True))
            what = "its conjugate" if position == other_position else f"box {other_position} or its conjugate"
            require("disjoint", apart, f"box {position} is not disjoint from {what}")


def _places(box: Box) -> int:
    numbers = [box.radius, *(part for point in box.centre for part in point)]
    return max(number.denominator.bit_length() - 1 for number in numbers)


def _whole_bits(box: Box) -> int:
    """A bound of the lengths of the whole parts."""
    numbers = [box.radius, *(part for point in box.centre for part in point)]
    return max(abs(number.numerator).bit_length() - number.denominator.bit_length() + 1 for number in numbers)


def _scaled(number: Fraction, places: int) -> int:
    """2^places times a number that has no more places."""
    return number.numerator << (places - number.denominator.bit_length() + 1)


class Equations:
    """Q(w − u) ⟂ G·ℂ[x, y]_d for w = Π A_i^i in the claim's chart, G = Π A_i^{i−1}, times a common denominator."""

    def __init__(self, claim: AllCriticalPoints, work: Work) -> None:
        self.degrees = claim.degrees
        self.size = len(claim.loss.target)
        self.roots = len(claim.partition)
        self.gram, self.moments = _in_chart(claim, work)
        longest = max(abs(c).bit_length() for row in [*self.gram, self.moments] for c in row)
        places = max(map(_places, claim.boxes)) + 2 * longest + GUARD
        bits = places + 2 * self.size * (3 + max(0, *map(_whole_bits, claim.boxes))) + longest
        work.room(100 * self.size**2, 2 * bits)
        self.fixed = FixedPoint(places, work, bits)

    def check(self, box: Box) -> None:
        """Exactly one zero lies in the box, it is simple, and the form there has the claim's root multiplicities."""
        fixed = self.fixed
        r = _scaled(box.radius, fixed.places)
        centre = [exact(_scaled(re, fixed.places), _scaled(im, fixed.places)) for re, im in box.centre]
        around = [(re, im, r) for re, im, _ in centre]
        jacobian = self._jacobian(around)
        preconditioner = fixed.inverse(jacobian)
        found = preconditioner is not None
        require("inside", found, "the derivative of the equations seems to be singular")
        outside = fixed.leaves_box(preconditioner or (), jacobian, self._values(centre), r)
        require("inside", outside is None, "its image is not shown to lie inside it")
        distinct = fixed.is_regular(self._derivatives_of_radical(around))
        require("distinct", distinct, "the roots are not shown to be distinct")

    def _factors(self, coordinates: Sequence[Square]) -> dict[int, Line]:
        """A_i by i, constant coefficient first, monic for i ≥ 2."""
        found, start = {}, 0
        for i, degree in self.degrees.items():
            stop = start + degree + int(i == 1)
            found[i] = [*coordinates[start:stop], *([] if i == 1 else [self.fixed.one])]
            start = stop
        return found

    def _powers(self, factors: dict[int, Line], exponents: dict[int, int]) -> Line:
        """Π A_i^{e_i}."""
        found: Line = [self.fixed.one]
        for i, exponent in exponents.items():
            for _ in range(exponent):
                found = self.fixed.product(found, factors[i])
        return found

    def _exponents(self, less: int, lowered: int | None = None) -> dict[int, int]:
        """i − less for every i, and one less for one of them; none below zero."""
        return {i: max(0, i - less - int(i == lowered)) for i in self.degrees}

    def _image(self, form: Line) -> Line:
        """Q times a form."""
        return [combined(row, form) for row in self.gram]

    def _residual(self, factors: dict[int, Line]) -> Line:
        image = self._image(self._powers(factors, self._exponents(0)))
        return [
            self.fixed.plus(c, exact(-(m << self.fixed.places), 0)) for c, m in zip(image, self.moments, strict=True)
        ]

    def _against(self, multiplier: Line, vector: Line, shift: int) -> Line:
        """⟨multiplier·x^{shift+a}, vector⟩ for a = 0, …, d."""
        long = len(multiplier)
        return [self.fixed.inner(multiplier, vector[shift + a : shift + a + long]) for a in range(self.roots + 1)]

    def _values(self, coordinates: Sequence[Square]) -> Line:
        factors = self._factors(coordinates)
        return self._against(self._powers(factors, self._exponents(1)), self._residual(factors), 0)

    def _jacobian(self, coordinates: Sequence[Square]) -> list[Line]:
        """The derivatives of the equations, a row an equation, by the product rule."""
        factors = self._factors(coordinates)
        low, residual = self._powers(factors, self._exponents(1)), self._residual(factors)
        columns = []
        for i, degree in self.degrees.items():
            of_form = multiple(i, self._powers(factors, self._exponents(0, i)))
            of_low = multiple(i - 1, self._powers(factors, self._exponents(1, i))) if i > 1 else []
            for k in range(degree + int(i == 1)):
                column = self._against(low, self._image(self.fixed.padded(of_form, k, self.size)), 0)
                if of_low:
                    column = list(map(self.fixed.plus, column, self._against(of_low, residual, k)))
                columns.append(column)
        return [list(row) for row in zip(*columns, strict=True)]

    def _derivatives_of_radical(self, coordinates: Sequence[Square]) -> list[Line]:
        """Sylvester's matrix of the two partial derivatives of the binary form F = Π A_i of degree d.

        It is regular exactly if F has d distinct roots, infinity among them where the leading coefficient is zero. With
        one root only the constant A_1 must not vanish.
        """
        factors = self._factors(coordinates)
        radical = self._powers(factors, dict.fromkeys(self.degrees, 1))
        d = self.roots
        if d == 1:
            return [[factors[1][0]]]
        in_x = [multiple(k, [c])[0] for k, c in enumerate(radical)][1:]
        in_y = [multiple(d - k, [c])[0] for k, c in enumerate(radical)][:-1]
        return [self.fixed.padded(line, shift, 2 * d - 2) for line in (in_x, in_y) for shift in range(d - 1)]


def _in_chart(claim: AllCriticalPoints, work: Work) -> tuple[list[list[int]], list[int]]:
    """TᵀQT and δTᵀQu in integers, for powers of x ascending, where T·w(ax + by, cx + dy) = δ·w.

    T is the substitution of the adjugate of the chart, and δ = (ad − bc)^n.
    """
    size = len(claim.loss.target)
    forwards, backwards, common = claim.loss.integers(work)
    # x^k has the place n − k in a form
    gram, target = [row[::-1] for row in forwards[::-1]], backwards[::-1]
    a, b, c, d = claim.chart
    lines = list(_substitution(((d, -b), (-c, a)), size - 1))
    long = bit_size([*gram, target]) + common.bit_length() + 4 * bit_size(lines) + 2 * size
    work.products(4 * size**3, long, long)
    delta = (a * d - b * c) ** (size - 1)
    image = [[sum(map(mul, row, line)) for row in gram] for line in lines]
    moved = [[common * sum(map(mul, line, vector)) for vector in image] for line in lines]
    return moved, [delta * sum(map(mul, vector, target)) for vector in image]


def _substitution(matrix: tuple[tuple[int, int], tuple[int, int]], n: int) -> Iterator[list[int]]:
    """(p·x + q·y)^k·(r·x + s·y)^{n−k} for k = 0, …, n, powers of x ascending."""
    (p, q), (r, s) = matrix
    for k in range(n + 1):
        line = [1]
        for x, y in [(p, q)] * k + [(r, s)] * (n - k):
            line = [y * u + x * v for u, v in zip([*line, 0], [0, *line], strict=True)]
        yield line


enter("tangency", ("all-critical-points",), read_tangency, check_tangency)
