"""The one door to membership: three strategies behind it, one for each theorem."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from ..algebra.forms import FormLike
from ..algebra.multihomogeneous import TensorLike
from ..network.architecture import Architecture
from ..network.networks import FilterLike, NetworkLike, TensorFit, check_fit
from ..network.several_axes import TensorArchitecture
from .one_axis import decide_along_one_axis
from .positions import OneAxisVerdict, Verdict

if TYPE_CHECKING:
    from .several_axes import TensorVerdict


@overload
def decide(architecture: Architecture, form: FormLike) -> OneAxisVerdict: ...
@overload
def decide(architecture: TensorArchitecture, form: TensorLike) -> TensorVerdict: ...
@overload
def decide(architecture: NetworkLike, form: FilterLike) -> Verdict: ...
def decide(architecture: NetworkLike, form: FilterLike) -> Verdict:
    """Membership of a filter, and its position where the function space has interior points, exactly.

    Args:
        architecture: of any strides with one axis, or with several axes; or filter sizes, for strides 1.
        form: π(w) of the filter, with `architecture.filter_size` coefficients in ℚ or a real number field; for several
            axes a TensorForm of the format `architecture.format`; or the coefficients, or text.

    Raises:
        BadInputError: the filter's size or format is wrong.

    Source: arXiv 2108.01538 for stride one: a filter is a member iff it has at least e real roots, counted with
    multiplicity; and, on D-dimensional convolutions, for several axes. arXiv 2401.16613 for two layers and larger
    strides; `docs/larger-strides.md` for all.

    Examples:
        >>> str(decide(Architecture((3, 2, 2)), BinaryForm((1, 0, 2, 0, 1))).position)
        'outside'
        >>> verdict = decide(Architecture((3, 2), (2, 1)), BinaryForm((-2, 0, -3, 0, -3)))
        >>> verdict.is_member, verdict.is_complex_member
        (False, True)
    """
    fitting = check_fit(architecture, form)
    if isinstance(fitting, TensorFit):
        from .several_axes import TensorVerdict  # noqa: PLC0415 - only where there are several axes

        return TensorVerdict(*fitting)
    return decide_along_one_axis(*fitting)
