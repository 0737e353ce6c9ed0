"""Whether a small box of layers' filters is proved to hold one critical point, as certificates say of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import flint
from flint import arb, arb_mat

from ...algebra.coefficients import correlation, difference, image
from ...algebra.flintio import to_fmpq
from ...network.convolution import composed, composed_without
from ..equations.quadrics import Quadric
from .layer_hessians import half_hessian

Rows = Sequence[Sequence[Fraction]]
MARGIN = 2
"""A proof with half the radius leaves room for another way of rounding."""


def holds_one_zero(  # noqa: PLR0913 - a box, and what the proof rests on
    quadric: Quadric,
    stride_products: Sequence[int],
    centre: Rows,
    fixed: Sequence[int | None],
    radius: Fraction,
    *,
    inverse: Rows,
    congruence: Rows | None,
    precision: int,
) -> bool:
    """Whether x ↦ x − Y·g(x) maps the box into itself, and Cᵀ·H·C has dominant diagonal entries on it.

    Args:
        centre: the layers' filters.
        fixed: for each layer the index of the coefficient that does not vary; None: all vary.
        radius: of the box in the other coefficients.
        inverse: Y, near the inverse of half the Hessian at the centre.
        congruence: C; None: only the first is asked.
        precision: the number of bits.

    False: not proved.
    """
    with flint.ctx.workprec(precision):
        side = arb(0, arb(to_fmpq(radius)).upper())
        exact = [[arb(to_fmpq(c)) for c in layer] for layer in centre]
        around = [[c if a == fixed[i] else c + side for a, c in enumerate(layer)] for i, layer in enumerate(exact)]
        gram, moments = quadric.balls()
        places = [(i, a) for i, layer in enumerate(exact) for a in range(len(layer)) if a != fixed[i]]
        w = composed(exact, stride_products, arb(1))
        residual = difference(image(gram, w), moments)
        slopes = [
            correlation(composed_without({i}, exact, stride_products, arb(1)), residual, stride)
            for i, stride in enumerate(stride_products)
        ]
        gradient = arb_mat([[slopes[i][a]] for i, a in places])
        there = difference(image(gram, composed(around, stride_products, arb(1))), moments)
        hessian = arb_mat(
            half_hessian(
                lambda left_out: composed_without(left_out, around, stride_products, arb(1)),
                [(i, a * stride_products[i]) for i, a in places],
                gram,
                there,
            )
        )
        y = arb_mat([[arb(to_fmpq(c)) for c in row] for row in inverse])
        size = len(places)
        moved, defect = y * gradient, y * hessian
        for i in range(size):
            off = sum((abs(defect[i, j] - int(i == j)) for j in range(size)), arb(0))
            if not abs(moved[i, 0]) + off * to_fmpq(radius) < arb(to_fmpq(radius)) / MARGIN:
                return False
        if congruence is None:
            return True
        c = arb_mat([[arb(to_fmpq(entry)) for entry in row] for row in congruence])
        squares = c.transpose() * hessian * c
        return all(
            abs(squares[i, i]) > MARGIN * sum((abs(squares[i, j]) for j in range(size) if j != i), arb(0))
            for i in range(size)
        )
