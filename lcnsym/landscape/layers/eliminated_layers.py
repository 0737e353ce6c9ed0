"""Critical layers with at most two unknowns, found by elimination: all real ones, multiple ones and curves too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import prod
from typing import Any

import flint
from flint import arb, fmpq_poly, fmpz_mpoly

from ...algebra.breakpoints import simplest_between
from ...algebra.copies import LeanCopies
from ...algebra.fields import ball_bounds
from ...algebra.flintio import to_fmpq
from ...algebra.forms import BinaryForm
from ...algebra.linear import Inertia
from ...algebra.numbers import Number, as_rational
from ...algebra.precision import precisions
from ...errors import InconclusiveError
from ...network.convolution import composed
from ..degenerate.local_shape import local_shape
from ..degenerate.local_signs import is_negative_near
from ..effort import UNLIMITED, Effort
from ..elimination.plane_zeros import Coordinates, Curve, common_zeros, curve_of, exact_value, is_zero, value_at
from ..elimination.point_fields import PointField, point_field
from ..elimination.reduced_loss import Kept, ReducedLoss
from ..equations.quadrics import Quadric
from ..loss import SquareLoss
from ..strata.stratum import CriticalCurve
from .composed_forms import LayersOfLoss
from .exact_layers import MAX_FIELD
from .natures import UNDECIDED, Decided, Nature
from .rational_layers import RationalLayers, in_lowest_terms

GUARD_BITS = 32
OWN_BITS = 128
SIGN_BITS = 4096
LOSS_BITS = 4096
MAX_FILTER_FIELD = 12
"""The degree of a number field over which filters and losses are worked out."""


@dataclass(frozen=True, eq=False)
class EliminatedLayers(LeanCopies, LayersOfLoss):
    """Critical layers whose coefficients are rational functions of algebraic numbers.

    Attributes:
        reduced: the loss in a cell of the other layers.
        point: the unknowns there.
        sizes, strides: k_i and S_i of all layers, those of size 1 among them.
    """

    reduced: ReducedLoss
    point: Coordinates
    sizes: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def quadric(self) -> Quadric:
        """Q and u."""
        return self.reduced.quadric

    @property
    def steps(self) -> tuple[int, ...]:
        """See `CriticalLayers`."""
        return self.strides

    @property
    def precision(self) -> int:
        """With so many bits it is told apart from others first."""
        return OWN_BITS

    @cached_property
    def is_target(self) -> bool:
        """Whether the loss is zero, exactly. Raises InconclusiveError: it takes too many bits."""
        return is_zero(self.reduced.value, self.point)

    @lru_cache(maxsize=8)  # noqa: B019 - a few precisions
    def filters(self, precision: int) -> tuple[tuple[arb, ...], ...] | None:
        """The layers' filters; None: not at this precision."""
        bits = precision + GUARD_BITS
        reduced = self.reduced
        scale = value_at(reduced.scale, self.point, bits)
        if scale.contains(0):
            return None
        with flint.ctx.workprec(bits):
            unit = arb(to_fmpq(reduced.last_unit)) / scale
            last = [value_at(c, self.point, bits) * unit for c in reduced.best]
            others = [[value_at(c, self.point, bits) for c in form] for form in reduced.forms]
            return tuple(map(tuple, self._placed(others, last, arb(1))))

    @cached_property
    def rational_layers(self) -> RationalLayers | None:
        """The layers exactly; None: not all unknowns are rational."""
        if any(root.part is not None for root in self.point):
            return None
        return in_lowest_terms(self._exactly([root.interval[0] for root in self.point]))

    @cached_property
    def _field(self) -> PointField | None:
        return point_field(self.reduced.equations, self.point, MAX_FILTER_FIELD)

    def exact_layers(self) -> list[BinaryForm] | None:
        """The layers over a field of the unknowns; None: its degree may be above MAX_FIELD."""
        if prod(1 if root.part is None else root.part.degree for root in self.point) <= MAX_FIELD:
            return [BinaryForm(layer) for layer in self._exactly([root.value() for root in self.point])]
        field = self._field
        if field is None or field.field.degree > MAX_FIELD:
            return None
        return [BinaryForm([field.number(c) for c in layer]) for layer in self._residues(field)]

    def _exactly(self, values: Sequence[Number]) -> list[list[Any]]:
        reduced = self.reduced
        unit = reduced.last_unit / exact_value(reduced.scale, values)
        last = [exact_value(c, values) * unit for c in reduced.best]
        others = [[exact_value(c, values) for c in form] for form in reduced.forms]
        return self._placed(others, last, Fraction(1))

    def _residues(self, field: PointField) -> list[list[fmpq_poly]]:
        """The layers as elements of a field."""
        reduced = self.reduced
        unit = field.inverse(field.residue(reduced.scale)) * to_fmpq(reduced.last_unit)
        last = [field.residue(c) * unit % field.field.modulus for c in reduced.best]
        others = [[field.residue(c) for c in form] for form in reduced.forms]
        return self._placed(others, last, fmpq_poly([1]))

    @cached_property
    def exact_filter(self) -> tuple[Number, ...] | None:
        """See `LayersOfLoss`."""
        field = self._field
        if field is None:
            return None
        return tuple(field.number(c) for c in composed(self._residues(field), self.strides, fmpq_poly([1])))

    @cached_property
    def exact_loss(self) -> Number | None:
        """See `LayersOfLoss`."""
        field, reduced = self._field, self.reduced
        if field is None:
            return None
        fall = field.residue(reduced.fall) * field.inverse(field.residue(reduced.scale)) * to_fmpq(reduced.fall_unit)
        return as_rational(reduced.quadric.squared_norm) - field.number(fall)

    def _placed(self, others: Sequence[Sequence[Any]], last: Sequence[Any], one: Any) -> list[list[Any]]:
        """All layers, in their order."""
        kept = self.reduced.kept
        supply = iter(others)
        large = iter([list(last) if i == kept.last else list(next(supply)) for i in range(len(kept.sizes))])
        return [next(large) if k > 1 else [one] for k in self.sizes]

    def decided(self, loss: SquareLoss, effort: Effort = UNLIMITED) -> Decided:
        """What the point is, where its Hessian is singular: by exact terms of any order, or else by balls.

        Args:
            effort: when no time is left, balls of few bits may still decide, and nothing else is begun.
        """
        layers = None if effort.is_over else self.exact_layers()
        if layers is not None:
            found = Decided.by_shape(local_shape(loss, layers, self.strides, effort=effort))
            if found.nature is not Nature.DEGENERATE:
                return found
        try:
            by_order = self._decided_by_order(effort)
        except InconclusiveError:
            by_order = None
        if by_order is not None:
            return by_order
        is_saddle = effort.decided(lambda bits: self.has_negative_direction(bits) or None, 128, SIGN_BITS, 4)
        return Decided(None, Nature.SADDLE) if is_saddle else UNDECIDED

    def _decided_by_order(self, effort: Effort) -> Decided | None:
        """By the sign changes of the derivative, where there is one unknown in all; None: there are more.

        Raises InconclusiveError: it takes too many bits, or too long.
        """
        reduced = self.reduced
        if reduced.unknowns != 1 or reduced.kept.dimension != 1:
            return None
        name = reduced.one.context().names()[0]
        (slope,) = reduced.equations
        order = 1
        while True:
            effort.check("it")
            if not is_zero(slope, self.point):
                break
            order += 1
            slope = slope.derivative(name)
        # the slope is a positive number times −F′, so −F has this derivative of this order
        sizes = reduced.kept.sizes
        inertia = Inertia(sizes[reduced.kept.last], 0, 1)
        for bits in precisions(64, SIGN_BITS, 4):
            value = value_at(slope, self.point, bits)
            if not value.contains(0):
                is_minimum = order % 2 == 0 and value < 0
                return Decided(inertia, Nature.MINIMUM if is_minimum else Nature.SADDLE, True if is_minimum else None)
        return None


@dataclass(frozen=True, eq=False)
class Component:
    """Critical points in a cell that are not isolated.

    Attributes:
        reduced: the loss in the cell.
        polynomial: irreducible, zero on it; None: the whole cell.
        loss: on all of it.
        samples: points in the cell.
    """

    reduced: ReducedLoss
    polynomial: fmpz_mpoly | None
    loss: Fraction
    samples: tuple[Coordinates, ...]

    def has_curvature(self, point: Coordinates, *, is_minimum: bool | None) -> bool:
        """Whether the curvature across a curve of minima is positive at a point, across one of saddles negative."""
        if self.polynomial is None or is_minimum is None:
            return True
        curvature = value_at(self.reduced.trace, point, OWN_BITS)
        return curvature > 0 if is_minimum else curvature < 0

    def equation(self, forms: Sequence[Sequence[fmpz_mpoly]]) -> fmpz_mpoly:
        """The homogeneous equation of its closure at other layers up to scaling; a single one, or zero.

        A cell of codimension one has one coefficient that is zero.
        """
        leading = [layer.index(1) for layer in self.reduced.template]
        if self.polynomial is None:
            return next(
                (form[0] for form, place in zip(forms, leading, strict=True) if place),
                forms[0][0] - forms[0][0],
            )
        places = [(i, a) for i, layer in enumerate(self.reduced.template) for a, c in enumerate(layer) if c is None]
        layer_degrees = [
            max(sum(int(e[j]) for j, (i, _) in enumerate(places) if i == n) for e in self.polynomial.monoms())
            for n in range(len(forms))
        ]
        zero = total = forms[0][0] - forms[0][0]
        for exponents, c in self.polynomial.terms():
            term = zero + c
            left = list(layer_degrees)
            for (i, a), e in zip(places, exponents, strict=True):
                term = term * forms[i][a] ** int(e)
                left[i] -= int(e)
            for form, place, e in zip(forms, leading, left, strict=True):
                term = term * form[place] ** e
            total = total + term
        return total


@dataclass(frozen=True, eq=False)
class Eliminated:
    """All real critical points with w ≠ 0 up to scaling.

    Attributes:
        points: isolated ones.
        curves: the others: curves, or everything.
    """

    points: tuple[EliminatedLayers, ...]
    curves: tuple[CriticalCurve, ...]


def eliminated(quadric: Quadric, sizes: Sequence[int], strides: Sequence[int], effort: Effort) -> Eliminated:
    """All real critical points with w ≠ 0 of a network for which `can_eliminate` says that it is fast.

    Args:
        quadric: Q, positive definite, and u ≠ 0, rational.
        sizes, strides: k_i and S_i of all layers.
        effort: what it may take.

    Raises:
        InconclusiveError: too many bits would be needed, a curve has an irrational loss, or it takes too long.

    Source: docs/critical-points.md, elimination.
    """
    large = [i for i, k in enumerate(sizes) if k > 1]
    kept = Kept(tuple(sizes[i] for i in large), tuple(strides[i] for i in large))
    points: list[EliminatedLayers] = []
    components: list[Component] = []
    for template in kept.cells():
        effort.check("it")
        reduced = ReducedLoss(quadric, kept, template)
        isolated, more = _in_cell(reduced, effort)
        # what is in the closure of curves in larger cells belongs to them
        isolated = [
            point for point in isolated if not any(is_zero(c.equation(reduced.forms), point) for c in components)
        ]
        components += [part for part in more if all(c.equation(reduced.forms) for c in components)]
        points += [EliminatedLayers(reduced, point, tuple(sizes), tuple(strides)) for point in isolated]
    curves = [c for component in components for c in _curves(component, sizes, strides, effort)]
    return Eliminated(tuple(points), tuple(curves))


def _in_cell(reduced: ReducedLoss, effort: Effort) -> tuple[list[Coordinates], list[Component]]:
    """Isolated critical points with w ≠ 0 in a cell, and what is not isolated in it."""
    equations = reduced.equations
    if not reduced.unknowns:
        return ([] if any(equations) or not reduced.fall else [()]), []
    found = common_zeros(equations, effort)
    if found.is_everything:
        loss = _loss_on(reduced, None)
        origin = common_zeros(list(reduced.one.context().gens())).points
        return [], [] if loss is None else [Component(reduced, None, loss, origin)]
    components = []
    for curve in found.curves:
        loss = _loss_on(reduced, curve) if curve.samples else None
        if loss is not None:
            components.append(Component(reduced, curve.polynomial, loss, curve.samples))
    return [point for point in found.isolated if not is_zero(reduced.fall, point)], components


def _loss_on(reduced: ReducedLoss, curve: Curve | None) -> Fraction | None:
    """The loss on a curve of critical points, or a whole cell; None: the best last layer is zero on it.

    On the zeros of an irreducible polynomial cᵀB/s is constant if it is equal to a rational number somewhere.

    Raises:
        InconclusiveError: no such number is found.
    """
    fall, scale = reduced.fall, reduced.scale
    if curve is None:
        value = Fraction(int(fall.leading_coefficient()), int(scale.leading_coefficient())) if fall else Fraction(0)
    else:
        found = next(filter(None, (_on_curve(reduced, curve, bits) for bits in precisions(128, LOSS_BITS, 4))), None)
        if found is None:
            raise InconclusiveError("the loss on a curve of critical points is not known to be rational")
        value = found[0]
    return as_rational(reduced.quadric.squared_norm) - value * reduced.fall_unit if value else None


def _on_curve(reduced: ReducedLoss, curve: Curve, bits: int) -> tuple[Fraction] | None:
    """cᵀB/s on a curve if it is the simplest rational in a ball of so many bits. None: it is not."""
    sample = curve.samples[0]
    scale = value_at(reduced.scale, sample, bits)
    if scale.contains(0):
        return None
    with flint.ctx.workprec(bits):
        low, high = ball_bounds(value_at(reduced.fall, sample, bits) / scale)
    value = low if low == high else simplest_between(low, high)
    difference = value.denominator * reduced.fall - value.numerator * reduced.scale
    return None if difference.gcd(curve.polynomial).is_constant() else (value,)


def _curves(component: Component, sizes: Sequence[int], strides: Sequence[int], effort: Effort) -> list[CriticalCurve]:
    """One, or two if a part of it are minima and a part saddles."""
    found = []
    natures = _natures(component, effort)
    for is_minimum in natures:
        rational = (p for p in component.samples if all(root.part is None for root in p))
        # where all of the curve are one thing, all samples are it
        own = (p for p in rational if len(natures) == 1 or component.has_curvature(p, is_minimum=is_minimum))
        layers = (EliminatedLayers(component.reduced, p, tuple(sizes), tuple(strides)).rational_layers for p in own)
        example = next((BinaryForm(composed(those, strides, Fraction(1))) for those in layers if those), None)
        found.append(CriticalCurve(None, component.loss, None, is_minimum, is_whole=True, example=example))
    return found


def _natures(component: Component, effort: Effort) -> list[bool | None]:
    """Whether points of a curve are minima, which are not strict, or False: saddles. None: not decided, or not in time.

    Where the loss is the same everywhere they are minima. Along a curve the Hessian of F in a chart is singular, so
    that its trace is its other eigenvalue: where this is positive, F has a minimum, as the loss is constant on the
    curve; where it is negative, and at limits of such points, a saddle. It changes its sign at its simple zeros. At
    others, and where the curve is singular, the signs of F near the point decide.
    """
    quadric, kept = component.reduced.quadric, component.reduced.kept
    if component.polynomial is None and component.reduced.unknowns == kept.dimension:
        return [True]
    signs: set[int] = set()
    try:
        for template in kept.charts():
            reduced = ReducedLoss(quadric, kept, template)
            for part, _ in component.equation(reduced.forms).factor()[1]:
                found = _signs(reduced, part, component.loss, effort)
                if found is None:
                    return [None]
                signs |= found
    except InconclusiveError:
        return [None]
    return [sign > 0 for sign in sorted(signs, reverse=True)]


def _signs(reduced: ReducedLoss, part: fmpz_mpoly, loss: Fraction, effort: Effort) -> set[int] | None:
    """1 if there are minima on a curve in a chart, −1 if there are saddles. None: not decided.

    Raises:
        InconclusiveError: as for `common_zeros`.
    """
    zeros = common_zeros([part, reduced.trace], effort)
    arcs = curve_of(part, effort, zeros.points)
    if not arcs.samples:
        return set()
    if zeros.curves:
        return None
    signs = {_sign(reduced.trace, sample) for sample in arcs.samples}
    turn = _jacobian(part, reduced.trace)
    # limits of saddles are saddles
    touching = [] if signs == {-1} else [point for point in zeros.points if is_zero(turn, point)]
    for point in (*arcs.singular, *touching):
        is_minimum = _is_minimum_on(reduced, part, loss, point)
        if is_minimum is None:
            return None
        signs.add(1 if is_minimum else -1)
    return signs


def _is_minimum_on(reduced: ReducedLoss, part: fmpz_mpoly, loss: Fraction, point: Coordinates) -> bool | None:
    """Whether F has a minimum at a rational point of a curve of critical points. None: not decided.

    F − loss is the square of the curve's equation times a polynomial, and divided by s > 0. Off the curve its sign is
    that of the polynomial, which is not the zero one, as F is not constant.
    """
    if any(root.part is not None for root in point):
        return None
    quotient, rest = divmod(reduced.above(loss), part * part)
    if rest or not quotient:
        return None
    is_negative = is_negative_near(quotient, [root.interval[0] for root in point])
    return None if is_negative is None else not is_negative


def _jacobian(first: fmpz_mpoly, second: fmpz_mpoly) -> fmpz_mpoly:
    """The determinant of the derivatives of two polynomials in two unknowns."""
    x, y = first.context().names()
    return first.derivative(x) * second.derivative(y) - first.derivative(y) * second.derivative(x)


def _sign(polynomial: fmpz_mpoly, point: Coordinates) -> int:
    """At a point where it is not zero."""
    for bits in precisions(64, SIGN_BITS, 4):
        value = value_at(polynomial, point, bits)
        if not value.contains(0):
            return 1 if value > 0 else -1
    raise InconclusiveError(f"the sign of a curvature is not decided with {SIGN_BITS} bits")
