"""Evidence `tangency`: boxes hold all complex critical points of the square loss with given root multiplicities.

Theorem. Premises: `number`, there are gED(λ) boxes, those that are not real counted twice; `real`, as many of them are
real as claimed; `disjoint`, no two meet, conjugates included; `gram`, Q is regular; in every box `inside`, Krawczyk's
test holds for the equations of tangency, and `distinct`, Sylvester's matrix of the derivatives of Π A_i is regular on
the whole box. Conclusion: the loss has exactly gED(λ) complex critical points with the root multiplicities λ, one in
each box or its conjugate, and so many of them are real.

Proof. In the format, under `tangency`; that there are at most gED(λ) is proved in docs/critical-points.md, not here. ∎
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import mul

from ...claims import Claim
from ...claims.critical import AllCritical, Box
from ...kernel.dyadic import FixedPoint, Line, Square, combined, exact, log_bound, multiple
from ...kernel.fields import Field
from ...kernel.limits import Work, bit_size
from ...kernel.outcome import Malformed, of_part, require
from .. import enter, no_further_keys
from .losses import in_integers

GUARD = 64
"""Places after the binary point beyond those of the data."""
COMPARED = 400
"""Nanoseconds for the comparison of two boxes in one real coordinate."""


def read_tangency(document: object, claim: Claim, field: Field) -> None:
    """Nothing but the kind."""
    no_further_keys(document, claim, field)
    if claim.kind != "all-critical-points":
        raise Malformed("evidence of kind tangency is for the claim all-critical-points")


def check_tangency(_evidence: None, claim: AllCritical, field: Field) -> None:
    """The premises of the theorem."""
    real = sum(box.is_real for box in claim.boxes)
    number = 2 * len(claim.boxes) - real
    message = f"{number} critical points are given with their conjugates, not {claim.expected}"
    require("number", number == claim.expected, message)
    require("real", real == claim.real, f"{real} of the boxes are real, not {claim.real}")
    check_disjoint(claim.boxes, field.work)
    equations = Equations(claim, field.work)
    for position, box in enumerate(claim.boxes):
        with of_part(f"box {position}"):
            equations.check(box)


def check_disjoint(boxes: Sequence[Box], work: Work) -> None:
    """No two boxes meet, the conjugates of those that are not real included."""
    fixed = _arithmetic(boxes, 0, 0, work)
    work.room(4 * len(boxes) * len(boxes[0].centre), fixed.bits)
    entries = []
    for position, box in enumerate(boxes):
        r, *centre = map(fixed.near, box.numbers)
        entries.append((centre[0] - r, centre, r, position))
        if not box.is_real:
            entries.append((centre[0] - r, [-c if i % 2 else c for i, c in enumerate(centre)], r, position))
    entries.sort()
    for i, (_, centre, r, position) in enumerate(entries):
        for low, other, s, other_position in islice(entries, i + 1, None):
            if low > centre[0] + r:
                break
            work.steps(len(centre), COMPARED)
            apart = any(abs(a - b) > r + s for a, b in zip(centre, other, strict=True))
            what = "its conjugate" if position == other_position else f"box {other_position} or its conjugate"
            require("disjoint", apart, f"box {position} is not disjoint from {what}")


def _arithmetic(boxes: Iterable[Box], more: int, times: int, work: Work) -> FixedPoint:
    """With some places more than the data of boxes have, and numbers up to some power of theirs."""
    numbers = list(chain(*(box.numbers for box in boxes)))
    places = max(number.denominator.bit_length() - 1 for number in numbers) + more
    bits = places + more + (times + 1) * (3 + log_bound(numbers))
    work.divisions(len(numbers), bits + places, places)
    return FixedPoint(places, work, bits)


class Equations:
    """Q(w − u) ⟂ G·ℂ[x, y]_d for w = Π A_i^i in the claim's chart, G = Π A_i^{i−1}, times a common denominator."""

    def __init__(self, claim: AllCritical, work: Work) -> None:
        parts = Counter(claim.partition)
        self.degrees = {i: parts[i] for i in sorted(parts.keys() - {1}, reverse=True)} | {1: parts[1]}
        self.size, self.roots = len(claim.loss.target), len(claim.partition)
        self.gram, self.moments = _in_chart(claim, work)
        longest = bit_size([*self.gram, self.moments])
        self.fixed = _arithmetic(claim.boxes, 2 * longest + GUARD, 2 * self.size, work)
        work.room(100 * self.size**2, 2 * self.fixed.bits)

    def check(self, box: Box) -> None:
        """Exactly one zero lies in the box, it is simple, and the form there has the claim's root multiplicities."""
        fixed, r = self.fixed, self.fixed.near(box.radius)
        centre = [exact(fixed.near(re), fixed.near(im)) for re, im in box.centre]
        around = [(re, im, r) for re, im, _ in centre]
        jacobian = self._jacobian(around)
        preconditioner = fixed.inverse(jacobian)
        require("inside", preconditioner is not None, "the derivative of the equations seems to be singular")
        outside = fixed.leaves_box(preconditioner or (), jacobian, self._values(centre), r)
        require("inside", outside is None, "its image is not shown to lie inside it")
        distinct = fixed.is_regular(self._derivatives_of_radical(around))
        require("distinct", distinct, "the roots are not shown to be distinct")

    def _factors(self, coordinates: Sequence[Square]) -> dict[int, Line]:
        """A_i by i, constant coefficient first, monic for i ≥ 2."""
        left = iter(coordinates)
        monic: dict[int, Line] = {
            i: [*islice(left, degree), self.fixed.one] for i, degree in self.degrees.items() if i > 1
        }
        return {**monic, 1: list(left)}

    def _product(self, factors: dict[int, Line], less: int, lowered: int | None = None) -> Line:
        """Π A_i^{i − less}, with one factor less of A_i for one of them; no negative powers."""
        return self._together(factors[i] for i in factors for _ in range(i - less - int(i == lowered)))

    def _together(self, factors: Iterable[Line]) -> Line:
        found: Line = [self.fixed.one]
        for factor in factors:
            found = self.fixed.product(found, factor)
        return found

    def _image(self, form: Line) -> Line:
        """Q times a form."""
        return [combined(row, form) for row in self.gram]

    def _residual(self, factors: dict[int, Line]) -> Line:
        image = self._image(self._product(factors, 0))
        return [
            self.fixed.plus(c, exact(-(m << self.fixed.places), 0)) for c, m in zip(image, self.moments, strict=True)
        ]

    def _against(self, multiplier: Line, vector: Line, shift: int) -> Line:
        """⟨multiplier·x^{shift+a}, vector⟩ for a = 0, …, d."""
        long = len(multiplier)
        return [self.fixed.inner(multiplier, vector[shift + a : shift + a + long]) for a in range(self.roots + 1)]

    def _values(self, coordinates: Sequence[Square]) -> Line:
        factors = self._factors(coordinates)
        return self._against(self._product(factors, 1), self._residual(factors), 0)

    def _jacobian(self, coordinates: Sequence[Square]) -> list[Line]:
        """The derivatives of the equations, a row an equation, by the product rule."""
        factors = self._factors(coordinates)
        low, residual = self._product(factors, 1), self._residual(factors)
        columns = []
        for i, degree in self.degrees.items():
            of_form = multiple(i, self._product(factors, 0, i))
            of_low = multiple(i - 1, self._product(factors, 1, i))
            for k in range(degree + int(i == 1)):
                column = self._against(low, self._image(self.fixed.padded(of_form, k, self.size)), 0)
                if i > 1:
                    column = list(map(self.fixed.plus, column, self._against(of_low, residual, k)))
                columns.append(column)
        return [list(row) for row in zip(*columns, strict=True)]

    def _derivatives_of_radical(self, coordinates: Sequence[Square]) -> list[Line]:
        """Sylvester's matrix of the two partial derivatives of the binary form F = Π A_i of degree d.

        It is regular exactly if F has d distinct roots, infinity among them where the leading coefficient is zero. With
        one root only the constant A_1 must not vanish.
        """
        factors, d = self._factors(coordinates), self.roots
        if d == 1:
            return [[factors[1][0]]]
        radical = list(enumerate(self._together(factors.values())))
        in_x = [multiple(k, [c])[0] for k, c in radical[1:]]
        in_y = [multiple(d - k, [c])[0] for k, c in radical[:-1]]
        return [self.fixed.padded(line, shift, 2 * d - 2) for line in (in_x, in_y) for shift in range(d - 1)]


def _in_chart(claim: AllCritical, work: Work) -> tuple[list[list[int]], list[int]]:
    """TᵀQT and δTᵀQu in integers, for powers of x ascending, where T·w(ax + by, cx + dy) = δ·w.

    T is the substitution of the adjugate of the chart, and δ = (ad − bc)^n.
    """
    size = len(claim.loss.target)
    forwards, backwards, common = in_integers(claim.loss, work)
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
