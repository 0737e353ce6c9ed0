"""The derivative of the multiplication map μ from the layers' filters to the end-to-end filter."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from operator import mul

from ..algebra.forms import BinaryForm
from ..algebra.linear import rank
from ..algebra.numbers import Number
from .architecture import Architecture
from .convolution import Matrix, check_layers
from .networks import FilterLike, NetworkLike, TensorLayers, check_kinds
from .several_axes import tensor_jacobian


def jacobian(architecture: NetworkLike, filters: Sequence[FilterLike]) -> Matrix:
    """The transposed Jacobian of μ at these filters: one row for each coordinate of each filter.

    The row of the j-th coordinate of layer i is the end-to-end filter with w_i replaced by the j-th unit vector. Its
    shape is Σ k_i × k, for several axes with numbers of entries in place of sizes.

    Args:
        architecture: of any strides with one axis, or with several axes.
        filters: one for each layer, BinaryForms or TensorForms.

    Raises:
        BadInputError: the filters do not fit the layers.
    """
    layers = check_kinds(architecture, filters)
    return tensor_jacobian(*layers) if isinstance(layers, TensorLayers) else _along_one_axis(*layers)


def _along_one_axis(architecture: Architecture, filters: Sequence[BinaryForm]) -> Matrix:
    check_layers(architecture, filters)
    spread = [form.in_powers(S) for form, S in zip(filters, architecture.stride_products, strict=True)]
    one = BinaryForm((1,))
    before = list(accumulate(spread[:-1], mul, initial=one))
    behind = list(accumulate(reversed(spread[1:]), mul, initial=one))[::-1]
    rows: Matrix = []
    for i, (size, S) in enumerate(zip(architecture.filter_sizes, architecture.stride_products, strict=True)):
        others = list((before[i] * behind[i]).coefficients)
        missing = architecture.filter_size - len(others)
        zeros: list[Number] = [Fraction(0)] * missing
        rows += [zeros[: j * S] + others + zeros[j * S :] for j in range(size)]
    return rows


def jacobian_rank(architecture: NetworkLike, filters: Sequence[FilterLike]) -> int:
    """The exact rank of the derivative of μ at these filters, at most dim M, and dim M at generic filters.

    With one axis and stride one it is k − deg g, g the greatest common divisor of the products of all but one filter;
    for two layers and any strides k_1 + k_2 − 1 − deg gcd(h, w_2), h the largest divisor of w_1 that is a form in
    x^{s_1}, y^{s_1}, read as a form in these, if the filters are not zero.

    Raises:
        BadInputError: the filters do not fit the layers.

    Examples:
        >>> architecture = Architecture((2, 2))
        >>> [jacobian_rank(architecture, [BinaryForm((1, 1)), BinaryForm((1, c))]) for c in (1, 2)]
        [2, 3]
    """
    return rank(jacobian(architecture, filters))


def coprime_filters(architecture: Architecture) -> tuple[BinaryForm, ...]:
    """Pairwise coprime integer filters π(w_i) = (x + c_i y)^(k_i − 1), c_i distinct and small.

    For stride one the Jacobian of μ has full rank k there.
    """
    centre = architecture.layers // 2
    return tuple(BinaryForm((1, i - centre)) ** (k - 1) for i, k in enumerate(architecture.filter_sizes))
