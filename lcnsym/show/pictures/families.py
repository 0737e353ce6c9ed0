"""The families of pictures by name."""

from __future__ import annotations

from ...errors import BadInputError
from ...membership.positions import require_stride_one
from ...network.architecture import Architecture
from .order import order
from .strata import strata

KINDS = ("strata", "order", "loss", "packings", "comparison")
"""All of them; the last three need more than an architecture, see `pictures_loss` and `pictures_packings`."""


def picture(architecture: Architecture, kind: str, form: str) -> bytes:
    """The file of a picture of an architecture.

    Args:
        architecture: of stride one, with filters of degree 2, 3 or 4; for the order of degree up to MAX_ORDER_DEGREE.
        kind: "strata", the function space and the strata; or "order", the closure order of the patterns.
        form: "svg" or "png".

    Raises:
        BadInputError: another kind or format, or matplotlib is not installed.
        UnsupportedError: a larger stride, or a degree that is not drawn.
    """
    drawings = {"strata": strata, "order": order}
    if kind not in drawings:
        raise BadInputError(f"a picture is one of {', '.join(drawings)}; '{kind[:40]}' was given")
    require_stride_one(architecture)
    return drawings[kind](architecture).rendered(form)
