"""Pictures by what they are of: the function behind the command `picture`."""

from __future__ import annotations

from ...errors import BadInputError, require_bool, shorten
from ...landscape.critical import critical_points
from ...landscape.loss import SquareLoss
from ...membership.patterns import RootPattern, as_pattern
from ...membership.positions import require_stride_one
from ...network.architecture import Architecture, ArchitectureLike, as_architecture
from ...network.networks import FilterLike
from .comparison import comparison
from .drawing_files import Drawing
from .families import KINDS
from .loss import loss as loss_drawing
from .order import order
from .packings import packings
from .strata import strata


def picture(  # noqa: PLR0913 - each kind of picture has its own
    architecture: ArchitectureLike,
    kind: str = "strata",
    *,
    loss: SquareLoss | FilterLike | None = None,
    pattern: RootPattern | str | None = None,
    compatible: bool = False,
    other: ArchitectureLike | None = None,
    format: str = "svg",
) -> bytes:
    """A picture as the content of a file, the same bytes every time; in Jupyter `IPython.display.SVG` shows it.

    Args:
        architecture: or filter sizes, for strides 1.
        kind: `strata`, the function space and its strata, for degrees 2, 3 and 4; `order`, the closure order of root
            patterns; `loss`, along lines through its critical points; `packings`, as paths of a graph;
            `comparison`, which filters of degree 2, 3 and 4 this function space and that of `other` have.
        loss: of `loss`: the square loss, or a target.
        pattern: of `packings`: the root pattern.
        compatible: of `packings`: only those without two balls of one colour in a bin.
        other: of `comparison`: the other architecture, of stride one too.
        format: `svg` or `png`.

    Raises:
        BadInputError: another kind or format, what a kind needs is missing, or matplotlib is not installed.
        UnsupportedError: a larger stride, or a degree that is not drawn.

    Source: arXiv 2108.01538, function spaces of stride one.

    Examples:
        >>> picture((3, 2, 2), "circle")
        Traceback (most recent call last):
        ...
        lcnsym.errors.BadInputError: a picture is one of strata, order, loss, packings, comparison; 'circle' was given
    """
    network = as_architecture(architecture)
    if kind == "loss" and loss is None:
        raise BadInputError("a picture of the loss needs a loss, or a target")
    second = None if other is None else as_architecture(other)
    shown = None if pattern is None else as_pattern(pattern)
    drawing = drawing_of(network, kind, loss, shown, compatible=compatible, other=second)
    return drawing.rendered(format)


def drawing_of(  # noqa: PLR0913 - each kind of picture has its own
    architecture: Architecture,
    kind: str,
    loss: SquareLoss | FilterLike | None = None,
    pattern: RootPattern | None = None,
    *,
    compatible: bool = False,
    other: Architecture | None = None,
    use_cache: bool = True,
) -> Drawing:
    """What is drawn, before it is. Raises as `picture`."""
    if kind not in KINDS:
        raise BadInputError(f"a picture is one of {', '.join(KINDS)}; '{shorten(str(kind), 40)}' was given")
    if kind == "loss" and loss is not None:
        return loss_drawing(critical_points(architecture, loss, use_cache=use_cache))
    if kind == "packings":
        require_bool(compatible, "whether only compatible packings are drawn")
        if pattern is None:
            raise BadInputError("a picture of packings is about the roots of a pattern, such as 112|0")
        return packings(architecture, pattern, compatible=compatible)
    if kind == "comparison":
        if other is None:
            raise BadInputError("a picture of a comparison needs the other architecture")
        return comparison(architecture, other)
    require_stride_one(architecture)
    return order(architecture) if kind == "order" else strata(architecture)
