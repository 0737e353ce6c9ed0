"""The derivative of the multiplication map μ from the layers' filters to the end-to-end filter."""

from __future__ import annotations

from collections.abc import Sequence

from ..exact.forms import BinaryForm, product
from .architecture import Architecture
from .convolution import Matrix, check_layers


def jacobian(architecture: Architecture, filters: Sequence[BinaryForm]) -> Matrix:
    """The transposed Jacobian of μ at these filters: one row for each coordinate of each filter, Σ k_i × k.

    The row of the j-th coordinate of layer i is the end-to-end filter with w_i replaced by the j-th unit vector.

    Raises:
        BadInputError: the filters do not fit the layers.
    """
    check_layers(architecture, filters)
    spread = [form.in_powers(S) for form, S in zip(filters, architecture.stride_products, strict=True)]
    rows: Matrix = []
    for i, size in enumerate(architecture.filter_sizes):
        others = product(spread[:i] + spread[i + 1 :])
        for j in range(size):
            unit = BinaryForm(tuple(int(a == j) for a in range(size))).in_powers(architecture.stride_products[i])
            rows.append(list((others * unit).coefficients))
    return rows


def coprime_filters(architecture: Architecture) -> tuple[BinaryForm, ...]:
    """Pairwise coprime integer filters π(w_i) = (x + c_i y)^(k_i − 1), c_i distinct and small.

    For stride one the Jacobian of μ has full rank k there.
    """
    centre = architecture.layers // 2
    return tuple(BinaryForm((1, i - centre)) ** (k - 1) for i, k in enumerate(architecture.filter_sizes))
