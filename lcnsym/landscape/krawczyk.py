"""Krawczyk's test: boxes of certified balls that hold exactly one zero of a square system of equations, a simple one.

For F with the Jacobian matrix J, and a matrix C, g(z) = z − C·F(z) has the derivative 1 − C·J(z). Where g maps a box
into its interior and contracts there, the box holds exactly one fixed point of g; C and J are regular there, so it is
the only zero of F, and simple. Here C is exact, near the inverse of J; all else is in balls, with rounding outward.

Source: Krawczyk, Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken, Computing 4 (1969).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache, partial

import flint
from flint import acb, acb_mat, arb, fmpq

from ..algebra.fields import ball_bounds
from ..algebra.numbers import Number
from ..algebra.precision import decided, precisions

NEWTON_STEPS = 60
FIRST_PRECISION = 128
MAX_PRECISION = 1 << 13

Evaluated = Callable[[Sequence[acb]], tuple[acb_mat, acb_mat]]
"""The values of a system at balls, one column, and its Jacobian matrix, at the current precision."""


@dataclass(frozen=True)
class Box:
    """A complex box that contains exactly one zero of a system, which is simple.

    Attributes:
        coordinates: balls; for real zeros with imaginary parts around 0.
        precision: the working precision of the test in bits.
    """

    coordinates: tuple[acb, ...]
    precision: int
    is_real: bool

    def holds(self, point: Sequence[Number]) -> bool:
        """Whether an exact real point is in the box."""
        for z, c in zip(self.coordinates, point, strict=True):
            low, high = ball_bounds(z.real)
            if not low <= c <= high or 0 not in z.imag:
                return False
        return True

    def contains(self, other: Box) -> bool:
        """Whether another box is inside."""
        return all(old.contains(new) for old, new in zip(self.coordinates, other.coordinates, strict=True))

    def is_apart_from(self, other: Box) -> bool:
        """Whether they are disjoint, and from each other's conjugates."""
        twins = [other] if self.is_real or other.is_real else [other, other.conjugate]
        return all(
            any(not a.overlaps(b) for a, b in zip(self.coordinates, twin.coordinates, strict=True)) for twin in twins
        )

    @property
    def conjugate(self) -> Box:
        """The box of the conjugate points."""
        return Box(tuple(z.conjugate() for z in self.coordinates), self.precision, self.is_real)


@dataclass(frozen=True)
class NewtonStep:
    """A step of Newton's iteration from exact points.

    Attributes:
        points: p.
        inverse: C, exact.
        jacobian: J(p).
        steps: C·F(p), finite.
        has_grown: whether it is much longer than the step before.
    """

    points: list[acb]
    inverse: acb_mat
    jacobian: acb_mat
    steps: list[acb]
    has_grown: bool

    @cached_property
    def length(self) -> arb:
        """The largest absolute value of the coordinates of C·F(p), from above."""
        return longest(self.steps)

    @cached_property
    def moved(self) -> list[acb]:
        """g(p)."""
        return [z - step for z, step in zip(self.points, self.steps, strict=True)]


def newton(evaluated: Evaluated, points: list[acb], *, is_real: bool) -> Iterator[NewtonStep]:
    """Newton's iteration from exact points, at the current precision; it ends where no step can be made."""
    before: arb | None = None
    for _ in range(NEWTON_STEPS):
        values, jacobian = evaluated(points)
        inverse = near_inverse(jacobian)
        if inverse is None:
            return
        steps = (inverse * values).entries()
        if not all(step.is_finite() for step in steps):
            return
        length = longest(steps)
        step = NewtonStep(points, inverse, jacobian, steps, before is not None and length > before * 4)
        yield step
        points, before = [exact(z, is_real=is_real) for z in step.moved], length


Test = Callable[[list[acb], int], Box | list[acb]]
"""A box near exact points by a test at a precision, which is the current one, or better points where it fails."""


def box_near(prove: Test, points: Sequence[acb], first: int, last: int, *, is_real: bool) -> Box | None:
    """A box around the zero near an approximation, whose midpoints count. None: no test up to the last precision."""
    found: Box | list[acb] = [exact(z, is_real=is_real) for z in points]
    for precision in precisions(first, last):
        if isinstance(found, Box):
            break
        with flint.ctx.workprec(precision):
            found = prove(found, precision)
    return found if isinstance(found, Box) else None


def refined(prove: Test, box: Box, precision: int) -> Box:
    """The same zero in a box from a computation with so many bits or more, inside the old one."""
    points = [exact(z, is_real=box.is_real) for z in box.coordinates]

    def inside_at(bits: int) -> Box | None:
        with flint.ctx.workprec(bits):
            found = prove(points, bits)
            return found if isinstance(found, Box) and box.contains(found) else None

    return decided(inside_at, precision)


class SquareSystem(ABC):
    """As many equations as unknowns, with certified boxes around their solutions."""

    @abstractmethod
    def evaluated(self, coordinates: Sequence[acb], precision: int) -> tuple[acb_mat, acb_mat]:
        """The values of the equations, and their Jacobian matrix; at the current precision."""

    @abstractmethod
    def curvature(self, points: Sequence[acb], reach: arb) -> arb:
        """A bound for Σ_jk |∂_j∂_k F| for each equation F = 0, at all points that are in no coordinate further away."""

    def box(
        self,
        approximation: Sequence[acb],
        precision: int = FIRST_PRECISION,
        last: int = MAX_PRECISION,
        *,
        is_real: bool,
    ) -> Box | None:
        """A box around the solution near an approximation; None: the test does not succeed.

        Args:
            approximation: coordinates, of which the midpoints count.
            precision, last: with so many bits first, and at most.
            is_real: whether a real solution is looked for.
        """
        prove = partial(self._proved, is_real=is_real, share=4)
        return box_near(prove, approximation, precision, last, is_real=is_real)

    def refined(self, box: Box, precision: int) -> Box:
        """The same solution in a box from a computation with this many bits, inside the old one."""
        return refined(partial(self._proved, is_real=box.is_real, share=2), box, precision)

    def _proved(self, points: list[acb], precision: int, *, is_real: bool, share: int) -> Box | list[acb]:
        """A box, or where the steps led; the test is made when a step is shorter than one in this share of the bits."""
        for step in newton(partial(self.evaluated, precision=precision), points, is_real=is_real):
            length = step.length
            unit = longest(step.moved) * arb(2) ** -precision
            if step.has_grown or length < unit * arb(2) ** (precision - precision // share):
                reach = max(length * 64, unit * 2**16)
                error = distance_to_zero(length, self._contraction(step, reach), reach)
                # a solution is so near to the points moved
                side = None if error is None else 2 * (error + max(z.rad() for z in step.moved)) + unit * 2**8
                if side is not None and length + 2 * side < reach:
                    around = square(side)
                    return Box(tuple(exact(z, is_real=is_real) + around for z in step.moved), precision, is_real)
            if step.has_grown or length < unit * arb(2) ** (precision // 2):
                return step.points
            points = [exact(z, is_real=is_real) for z in step.moved]
        return points

    def _contraction(self, step: NewtonStep, reach: arb) -> arb:
        """A bound for the norm of 1 − C·J at all points no further away, by its value and second derivatives."""
        at_points = norm(defects(step.inverse, step.jacobian))
        return (at_points + norm(step.inverse) * reach * self.curvature(step.points, reach)).upper()


def distance_to_zero(length: arb, contraction: arb, reach: arb) -> arb | None:
    """How far the only zero z with all |z_j − p_j| ≤ reach is from g(p), by one number for all coordinates.

    For q < 1/4 the discs around p are mapped into themselves, as |g(p) − p| is the length, and |z − g(p)| ≤ q·|z − p|.

    Args:
        length: of the step from p.
        contraction: q, a bound for the norm of 1 − C·J in these discs.

    Returns:
        None: the test fails.
    """
    if not contraction < fmpq(1, 4) or not 4 * length < reach:
        return None
    return (contraction * length * fmpq(4, 3)).upper()


def holds_one_zero(steps: Sequence[acb], deviations: Sequence[arb], radius: arb, margin: fmpq) -> bool:
    """Whether the squares around p with this half side hold exactly one zero.

    Args:
        steps: C·F(p).
        deviations: of C times the Jacobian matrix on the squares; see `deviations`.
        margin: what of the half side may be used up, at most 1.
    """
    return all(
        (abs(step) + radius * total).upper() < radius * margin for step, total in zip(steps, deviations, strict=True)
    )


def deviations(inverse: acb_mat, matrix: acb_mat) -> list[arb]:
    """For each row of 1 − C·M the sum of all |Re| and |Im|: how much longer it makes vectors in squares."""
    entries, size = defects(inverse, matrix).entries(), matrix.nrows()
    sizes = [abs(z.real) + abs(z.imag) for z in entries]
    return [sum(sizes[start : start + size], arb(0)) for start in range(0, size * size, size)]


def norm(matrix: acb_mat) -> arb:
    """A bound for how much longer it makes vectors, by their largest entries."""
    sizes, columns = [abs(z) for z in matrix.entries()], matrix.ncols()
    return max(sum(sizes[start : start + columns], arb(0)).upper() for start in range(0, len(sizes), columns))


def defects(inverse: acb_mat, matrix: acb_mat) -> acb_mat:
    """1 − C·M."""
    return _identity(matrix.nrows()) - inverse * matrix


@lru_cache(maxsize=64)
def _identity(size: int) -> acb_mat:
    return acb_mat([[int(i == j) for j in range(size)] for i in range(size)])


def near_inverse(matrix: acb_mat) -> acb_mat | None:
    """An exact matrix near the inverse. None: none is found."""
    try:
        return matrix.mid().inv().mid()
    except ZeroDivisionError:
        return None


def longest(vector: Sequence[acb]) -> arb:
    """The largest absolute value of the entries, from above."""
    return max(abs(z).upper() for z in vector)


def exact(value: acb, *, is_real: bool) -> acb:
    """The middle of a ball, or of its real part."""
    return acb(value.real.mid()) if is_real else acb(value.real.mid(), value.imag.mid())


def square(radius: arb) -> acb:
    """The square around zero with this half side."""
    side = arb(0, radius.upper())
    return acb(side, side)


def disjoint(boxes: Sequence[Box]) -> list[Box]:
    """Those boxes that are proved to meet no other one of them, nor a conjugate, and not the real line if not real.

    Of boxes that meet one is among them.
    """
    placed = []
    for box in boxes:
        if box.is_real or any(0 not in z.imag for z in box.coordinates):
            placed.append((*ball_bounds(box.coordinates[0].real), box))
    placed.sort(key=lambda item: item[0])
    found: list[Box] = []
    near: list[tuple[Fraction, Box]] = []
    for low, high, box in placed:
        near = [(end, other) for end, other in near if end >= low]
        if all(box.is_apart_from(other) for _, other in near):
            found.append(box)
            near.append((high, box))
    return found
