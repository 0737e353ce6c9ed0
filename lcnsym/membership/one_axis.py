"""Membership for filters with one axis: where strides matter, and where none does."""

from __future__ import annotations

from ..algebra.forms import BinaryForm
from ..network.architecture import Architecture
from .positions import OneAxisVerdict
from .stride_one import StrideOneVerdict


def decide_along_one_axis(architecture: Architecture, form: BinaryForm) -> OneAxisVerdict:
    """The verdict on a form of the architecture's size."""
    if architecture.is_stride_one:
        return StrideOneVerdict(architecture, form)
    from .larger_strides import StridedVerdict  # noqa: PLC0415 - only where strides matter

    return StridedVerdict(architecture, form)
