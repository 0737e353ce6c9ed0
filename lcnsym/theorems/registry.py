"""The list of all theorems."""

from __future__ import annotations

from ..errors import BadInputError, shorten
from .boundary import BOUNDARY
from .boundary_closure import BOUNDARY_CLOSURE
from .boundary_empty import BOUNDARY_EMPTY
from .complement_two_even import COMPLEMENT_TWO_EVEN
from .complex_membership import COMPLEX_MEMBERSHIP
from .critical_finite import CRITICAL_FINITE
from .critical_layers import CRITICAL_LAYERS
from .critical_numbers import CRITICAL_NUMBERS
from .critical_strata import CRITICAL_STRATA
from .dense_comparison import DENSE_COMPARISON
from .dimension import DIMENSION
from .euler_relations import EULER_RELATIONS
from .example_42 import EXAMPLE_42
from .example_42_compatible import EXAMPLE_42_COMPATIBLE
from .example_222 import EXAMPLE_222
from .example_322 import EXAMPLE_322
from .example_322_compatible import EXAMPLE_322_COMPATIBLE
from .fibre_finite import FIBRE_FINITE
from .fibre_scaling import FIBRE_SCALING
from .filling import FILLING
from .flow_finite import FLOW_FINITE
from .full_dimensional import FULL_DIMENSIONAL
from .interior import INTERIOR
from .jacobian_two_layers import JACOBIAN_TWO_LAYERS
from .last_stride import LAST_STRIDE
from .membership import MEMBERSHIP
from .packing_counts import PACKING_COUNTS
from .size_one import SIZE_ONE
from .statement import Theorem
from .stratum_tangents import STRATUM_TANGENTS
from .strided_filling import STRIDED_FILLING
from .strided_membership import STRIDED_MEMBERSHIP
from .symbolic_flow import SYMBOLIC_FLOW

_THEOREMS = (
    MEMBERSHIP,
    FULL_DIMENSIONAL,
    FILLING,
    COMPLEMENT_TWO_EVEN,
    BOUNDARY_EMPTY,
    BOUNDARY,
    INTERIOR,
    BOUNDARY_CLOSURE,
    EXAMPLE_222,
    EXAMPLE_322,
    EXAMPLE_42,
    FIBRE_FINITE,
    FIBRE_SCALING,
    PACKING_COUNTS,
    EXAMPLE_322_COMPATIBLE,
    EXAMPLE_42_COMPATIBLE,
    DIMENSION,
    STRIDED_FILLING,
    LAST_STRIDE,
    SIZE_ONE,
    COMPLEX_MEMBERSHIP,
    STRIDED_MEMBERSHIP,
    JACOBIAN_TWO_LAYERS,
    STRATUM_TANGENTS,
    CRITICAL_LAYERS,
    CRITICAL_STRATA,
    CRITICAL_FINITE,
    CRITICAL_NUMBERS,
    SYMBOLIC_FLOW,
    EULER_RELATIONS,
    FLOW_FINITE,
    DENSE_COMPARISON,
)
_BY_NAME = {known.name: known for known in _THEOREMS}


def all_theorems() -> tuple[Theorem, ...]:
    """Every theorem, in the order of the slides."""
    return _THEOREMS


def theorem(name: str) -> Theorem:
    """The theorem of this name.

    Raises:
        BadInputError: there is none; the text lists the names.
    """
    if name not in _BY_NAME:
        raise BadInputError(f"there is no theorem '{shorten(name)}'; the theorems are {', '.join(_BY_NAME)}")
    return _BY_NAME[name]
