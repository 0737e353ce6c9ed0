"""The Hessian of the loss in the layers' filters in exact arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from ...algebra.coefficients import difference, image
from ...algebra.forms import BinaryForm, product
from ...algebra.numbers import Number
from ..loss import QuadraticLoss
from .layer_hessians import half_hessian


def exact_hessian(
    loss: QuadraticLoss,
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
    residual = image(loss.gram, difference(form.coefficients, loss.target.coefficients))

    def without(left_out: set[int]) -> Sequence[Number]:
        return product([BinaryForm((1,)), *(layer for i, layer in enumerate(spread) if i not in left_out)]).coefficients

    return half_hessian(without, places, loss.gram, residual)
