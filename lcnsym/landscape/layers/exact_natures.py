"""The inertia of the Hessian in exact arithmetic, where balls of no precision decide because it is singular."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice

from ...algebra.coefficients import difference, image
from ...algebra.forms import BinaryForm, product
from ...algebra.linear import Inertia, inertia
from ...algebra.numbers import Number
from ...errors import LcnsymError
from ...fibres.fibre import Fibre
from ...network.architecture import Architecture
from ..loss import SquareLoss
from .layer_hessians import LayerFilters, half_hessian

MAX_FACTORIZATIONS = 200
Layer = Sequence[tuple[Fraction, Fraction]]
BITS = 60


def exact_inertia(
    architecture: Architecture, loss: SquareLoss, form: BinaryForm, filters: LayerFilters, *, compatible: bool
) -> Inertia | None:
    """The inertia of the Hessian on a complement of the scaling directions, at a factorization of a rational filter.

    Args:
        compatible: whether no layer's filter has a double root.

    None: the factorization is not found among those of the fibre, or its filters are not made exact.
    """
    given = filters.enclosures(BITS)
    fibre = Fibre(architecture, form, compatible=compatible)
    try:
        listed = list(islice(fibre.factorizations(), MAX_FACTORIZATIONS + 1))
        if len(listed) > MAX_FACTORIZATIONS:
            return None
        same = [found for found in listed if _agree(found.enclosures(BITS), given)]
        return _inertia(loss, form, same[0].filters) if len(same) == 1 else None
    except LcnsymError:
        return None


def _agree(first: Sequence[Layer], second: Sequence[Layer]) -> bool:
    """Whether the filters may be proportional, layer by layer."""
    for bounds, balls in zip(first, second, strict=True):
        sizes = [abs(lo + hi) for lo, hi in balls]
        pivot = sizes.index(max(sizes))
        for bound, ball in zip(bounds, balls, strict=True):
            (a, b), (c, d) = _product_bounds(bound, balls[pivot]), _product_bounds(ball, bounds[pivot])
            if b < c or d < a:
                return False
    return True


def _product_bounds(a: tuple[Fraction, Fraction], b: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    ends = [x * y for x in a for y in b]
    return min(ends), max(ends)


def _inertia(loss: SquareLoss, form: BinaryForm, filters: Sequence[BinaryForm]) -> Inertia:
    # one coordinate that is not zero is left out of every layer but the first
    fixed = [None, *(next(a for a, c in enumerate(layer.coefficients) if c) for layer in filters[1:])]
    return inertia(exact_hessian(loss, form, filters, fixed))


def exact_hessian(
    loss: SquareLoss,
    form: BinaryForm,
    filters: Sequence[BinaryForm],
    fixed: Sequence[int | None],
    strides: Sequence[int] | None = None,
) -> list[list[Number]]:
    """Half the Hessian of the loss in the filters' coefficients but the fixed ones.

    Args:
        form: the composition of the filters.
        fixed: for every layer the index of the coefficient that is left out; None: all are in.
        strides: S_i for every layer; None: all are one.
    """
    powers = list(strides or [1] * len(filters))
    spread = [layer.in_powers(power) for layer, power in zip(filters, powers, strict=True)]
    places = [(i, a * powers[i]) for i, layer in enumerate(filters) for a in range(layer.degree + 1) if a != fixed[i]]
    residual = image(loss.gram, difference(form.coefficients, loss.target.rationals))

    def without(left_out: set[int]) -> Sequence[Number]:
        return product([BinaryForm((1,)), *(layer for i, layer in enumerate(spread) if i not in left_out)]).coefficients

    return half_hessian(without, places, loss.gram, residual)
