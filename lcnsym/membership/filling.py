"""Filters that a non-filling architecture misses."""

from __future__ import annotations

from math import comb

from ..algebra.forms import BinaryForm
from ..errors import CertificateError
from ..network.architecture import Architecture, as_architecture


def missing_filter(architecture: Architecture) -> BinaryForm:
    """A filter that the architecture cannot represent.

    For stride one (x² + y²)^(n/2), times x if n is odd: it has at most one real root, fewer than e. For larger strides
    x^n + x^(n−1)y + y^n, which no form in x^S, y^S divides for S ≥ 2: one exponent class is a monomial, and the one
    with y^n is not divisible by x.

    Raises:
        CertificateError: the architecture is filling.

    Examples:
        >>> print(missing_filter(Architecture((3, 2, 2))))
        x^4 + 2*x^2*y^2 + y^4
    """
    architecture = as_architecture(architecture)
    n = architecture.degree
    if architecture.is_filling:
        raise CertificateError(f"{architecture} is filling: no filter is missing")
    if not architecture.is_stride_one:
        return BinaryForm((1, 1, *[0] * (n - 2), 1))
    half = n // 2
    definite = BinaryForm(comb(half, i) for i in range(half + 1)).in_powers(2)
    return definite * BinaryForm((1, 0)) if n % 2 else definite
