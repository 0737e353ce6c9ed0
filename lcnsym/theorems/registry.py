"""The list of all theorems."""

from __future__ import annotations

from difflib import get_close_matches

from ..errors import BadInputError, require_kind, shorten
from .critical.critical_finite import CRITICAL_FINITE
from .critical.critical_in_layers import CRITICAL_LAYERS
from .critical.critical_inertia import CRITICAL_INERTIA
from .critical.critical_numbers import CRITICAL_NUMBERS
from .critical.critical_on_stratum import STRATUM_TANGENTS
from .critical.critical_points import CRITICAL_STRATA
from .critical.dense_comparison import DENSE_COMPARISON
from .critical.rotation_invariant_cubics import ROTATION_INVARIANT_CUBICS
from .critical.signed_count import SIGNED_COUNT
from .critical.two_layer_minima import TWO_LAYER_MINIMA
from .examples import EXAMPLE_42, EXAMPLE_42_COMPATIBLE, EXAMPLE_222, EXAMPLE_322, EXAMPLE_322_COMPATIBLE
from .fibres.fibre_finite import FIBRE_FINITE
from .fibres.fibre_scaling import FIBRE_SCALING
from .fibres.packing_counts import PACKING_COUNTS
from .flow.flow_finite import FLOW_FINITE
from .flow.flow_identity import SYMBOLIC_FLOW
from .flow.flow_invariants import EULER_RELATIONS
from .function_space.boundary import BOUNDARY
from .function_space.boundary_closure import BOUNDARY_CLOSURE
from .function_space.boundary_empty import BOUNDARY_EMPTY
from .function_space.complement_two_even import COMPLEMENT_TWO_EVEN
from .function_space.components import COMPONENTS
from .function_space.filling import FILLING
from .function_space.full_dimensional import FULL_DIMENSIONAL
from .function_space.interior import INTERIOR
from .function_space.membership import MEMBERSHIP
from .function_space.membership_probability import MEMBERSHIP_PROBABILITY
from .function_space.nearest_filters import NEAREST_FILTERS
from .larger_strides.complex_membership import COMPLEX_MEMBERSHIP
from .larger_strides.containment import CONTAINMENT
from .larger_strides.dimension import DIMENSION
from .larger_strides.filling_strides import STRIDED_FILLING
from .larger_strides.jacobian_two_layers import JACOBIAN_TWO_LAYERS
from .larger_strides.last_stride import LAST_STRIDE
from .larger_strides.membership_strides import STRIDED_MEMBERSHIP
from .larger_strides.relative_interior import RELATIVE_INTERIOR
from .larger_strides.singular_locus import CLOSURE_SINGULAR_LOCUS
from .larger_strides.size_one_layers import SIZE_ONE
from .larger_strides.strided_inequalities import STRIDED_INEQUALITIES
from .statement import Theorem

_THEOREMS = (
    MEMBERSHIP,
    FULL_DIMENSIONAL,
    FILLING,
    COMPLEMENT_TWO_EVEN,
    BOUNDARY_EMPTY,
    BOUNDARY,
    INTERIOR,
    BOUNDARY_CLOSURE,
    NEAREST_FILTERS,
    COMPONENTS,
    MEMBERSHIP_PROBABILITY,
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
    CONTAINMENT,
    LAST_STRIDE,
    SIZE_ONE,
    COMPLEX_MEMBERSHIP,
    STRIDED_MEMBERSHIP,
    STRIDED_INEQUALITIES,
    RELATIVE_INTERIOR,
    CLOSURE_SINGULAR_LOCUS,
    JACOBIAN_TWO_LAYERS,
    STRATUM_TANGENTS,
    CRITICAL_LAYERS,
    CRITICAL_STRATA,
    CRITICAL_FINITE,
    CRITICAL_NUMBERS,
    CRITICAL_INERTIA,
    TWO_LAYER_MINIMA,
    ROTATION_INVARIANT_CUBICS,
    SIGNED_COUNT,
    SYMBOLIC_FLOW,
    EULER_RELATIONS,
    FLOW_FINITE,
    DENSE_COMPARISON,
)
_BY_NAME = {known.name: known for known in _THEOREMS}


def all_theorems() -> tuple[Theorem, ...]:
    """Every theorem, in the order of the slides.

    Examples:
        >>> all_theorems()[0].name
        'membership'
    """
    return _THEOREMS


def theorem(name: str) -> Theorem:
    """The theorem of this name.

    Raises:
        BadInputError: there is none; the text lists the names.

    Examples:
        >>> theorem("filling").title
        'Filling architectures'
    """
    if require_kind(name, str, "filling") not in _BY_NAME:
        close = get_close_matches(name[:100], _BY_NAME, n=1)
        advice = f"did you mean {close[0]}?" if close else f"the theorems are {', '.join(_BY_NAME)}"
        raise BadInputError(f"there is no theorem '{shorten(name)}'; {advice}")
    return _BY_NAME[name]
