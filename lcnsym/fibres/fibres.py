"""The one door to fibres: of any strides with one axis, and of several axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..algebra.forms import BinaryForm
from ..errors import require_bool
from ..network.networks import FilterLike, NetworkLike, TensorFit, along_one_axis, check_fit
from .fibre import Factorization, Fibre

if TYPE_CHECKING:
    from typing import TypeAlias

    from .tensor_fibre import TensorFactorization, TensorFibre

    AnyFibre: TypeAlias = Fibre | TensorFibre


def fibre_of(architecture: NetworkLike, form: FilterLike, *, compatible: bool = False) -> AnyFibre:
    """The fibre of composition over a filter.

    Both kinds have `is_finite`, `count()`, `factorizations()`, `reason` and `to_dict()`. Where several axes have all
    layers along one, and coefficients are not rational up to a common factor, it is the fibre of the same layers with
    one axis.

    Raises:
        BadInputError: the filter's size, format or kind is wrong.

    Source: arXiv 2108.01538, the proposition on fibres, and on D-dimensional convolutions.

    Examples:
        >>> from lcnsym import Architecture, BinaryForm
        >>> fibre_of(Architecture((2, 2)), BinaryForm((1, 0, -2))).count()
        2
    """
    require_bool(compatible, "whether only compatible factorizations count")
    fitting = check_fit(architecture, form)
    if isinstance(fitting, TensorFit):
        from ..algebra.multihomogeneous_factors import is_rational  # noqa: PLC0415 - only where there are several axes
        from .tensor_fibre import TensorFibre  # noqa: PLC0415

        line = along_one_axis(fitting.architecture)
        if line is None or fitting.form.is_zero or is_rational(fitting.form):
            return TensorFibre(fitting.architecture, fitting.form, compatible)
        return Fibre(line, BinaryForm(fitting.form.coefficients), compatible)
    return Fibre(fitting.architecture, fitting.form, compatible)


def first_factorization(fibre: AnyFibre) -> Factorization | TensorFactorization | None:
    """The first in the canonical order; None: the filter is no member, or it is zero and none is singled out."""
    if fibre.form.is_zero:
        return None
    if isinstance(fibre, Fibre):
        return next(fibre.factorizations(), None)
    return next(fibre.factorizations(), None)
