"""Filters that a non-filling architecture misses."""

from __future__ import annotations

from math import comb

from ..errors import CertificateError
from ..exact.forms import BinaryForm
from ..network.architecture import Architecture
from .verdict import require_stride_one


def missing_filter(architecture: Architecture) -> BinaryForm:
    """A filter that the architecture cannot represent: (x² + y²)^(n/2), times x if n is odd.

    It has at most one real root, fewer than e.

    Raises:
        CertificateError: the architecture is filling.
        UnsupportedError: a larger stride that matters.
    """
    require_stride_one(architecture)
    if architecture.is_filling:
        raise CertificateError(f"{architecture} is filling: no filter is missing")
    half = architecture.degree // 2
    definite = BinaryForm(comb(half, i) for i in range(half + 1)).in_powers(2)
    return definite * BinaryForm((1, 0)) if architecture.degree % 2 else definite
