"""The exact geometry of linear convolutional networks, with certificates.

    >>> import lcnsym
    >>> str(lcnsym.decide(lcnsym.Architecture((3, 2, 2)), lcnsym.BinaryForm((1, 0, -5, 0, 4))).position)
    'interior'

The names below load on first use, so that importing the package costs nothing and its certificate checker
runs where nothing else is installed.
"""

from __future__ import annotations

import sys
from importlib import import_module

# typing itself would be a third of what importing this package costs
TYPE_CHECKING = False

__version__ = "0.1.0"

if TYPE_CHECKING:
    from typing import Any

    from .algebra.bezout import bezoutian, distinct_roots
    from .algebra.fields import RealField
    from .algebra.forms import BinaryForm
    from .algebra.literals import parse_number, parse_numbers
    from .algebra.multihomogeneous import TensorForm
    from .algebra.numbers import AlgebraicNumber
    from .algebra.polynomials import Polynomial
    from .algebra.squarefree import squarefree_decomposition
    from .certificates.document import Certificate
    from .certificates.factorizations import certify_compatibility, certify_factorization, certify_fibre_count
    from .certificates.formulas import certify_formula
    from .certificates.landscape import (
        certify_all_critical_points,
        certify_critical_point,
        certify_spurious_minimum,
        certify_stratum,
    )
    from .certificates.produce import (
        certify_complex_membership,
        certify_filling,
        certify_full_dimensional,
        certify_membership,
        certify_pattern,
        certify_position,
    )
    from .certificates.several_axes import (
        certify_dimension,
        certify_tensor_factorization,
        certify_tensor_filling,
        certify_tensor_membership,
    )
    from .description.closures import RootLocus
    from .description.description import Description, describe
    from .description.formulas import Formula
    from .description.strided_closures import StridedClosure
    from .errors import (
        BadInputError,
        CertificateError,
        InconclusiveError,
        LcnsymError,
        MissingProgramError,
        UnsupportedError,
    )
    from .fibres.balls import Balls, Bins
    from .fibres.compatibility import pattern_packings
    from .fibres.fibre import Factorization, Fibre
    from .fibres.packing import Packing
    from .fibres.problem import PackingProblem, number_of_complex_packings
    from .fibres.tensor_fibre import TensorFibre
    from .lab.kinds import MembershipSweep, SpuriousMinimaSweep, TheoremSweep
    from .lab.sweep import Sweep, SweepStatus
    from .lab.verification import Verification
    from .landscape.critical import Landscape, critical_points
    from .landscape.dense import DenseLandscape, compare_with_dense
    from .landscape.ed_degrees import ed_degree, generic_ed_degree, segre_ed_degree
    from .landscape.flow import flow_invariants, gradient_flow
    from .landscape.larger_strides import strided_critical_points
    from .landscape.layers.parameter_points import CriticalPoint, Nature
    from .landscape.loss import SquareLoss
    from .landscape.strata.strata import critical_functions
    from .landscape.systems import EquationSystem, closure_system, critical_system, gradient_system, stratum_system
    from .membership.closure import closure_graph
    from .membership.filling import missing_filter
    from .membership.patterns import RootPattern, patterns_of_degree, root_pattern
    from .membership.positions import Position, Verdict
    from .membership.several_axes import TensorVerdict
    from .membership.verdict import decide
    from .network.architecture import Architecture
    from .network.convolution import convolution_matrix, end_to_end_matrix
    from .network.filter_files import read_filter, read_tensor
    from .network.jacobian import jacobian_rank
    from .network.networks import compose
    from .network.several_axes import TensorArchitecture
    from .roots.real_counts import count_real_roots, count_real_roots_many
    from .roots.roots import isolate_roots
    from .show.notation.programs import form_text, system_text
    from .show.notation.sympy_objects import from_sympy, to_sympy

_HOMES = {
    "certificates.document": ("Certificate",),
    "certificates.factorizations": ("certify_compatibility", "certify_factorization", "certify_fibre_count"),
    "certificates.formulas": ("certify_formula",),
    "certificates.landscape": (
        "certify_all_critical_points",
        "certify_critical_point",
        "certify_spurious_minimum",
        "certify_stratum",
    ),
    "certificates.produce": (
        "certify_complex_membership",
        "certify_filling",
        "certify_full_dimensional",
        "certify_membership",
        "certify_pattern",
        "certify_position",
    ),
    "certificates.several_axes": (
        "certify_dimension",
        "certify_tensor_factorization",
        "certify_tensor_filling",
        "certify_tensor_membership",
    ),
    "errors": (
        "BadInputError",
        "CertificateError",
        "InconclusiveError",
        "LcnsymError",
        "MissingProgramError",
        "UnsupportedError",
    ),
    "description.closures": ("RootLocus",),
    "description.description": ("Description", "describe"),
    "description.formulas": ("Formula",),
    "description.strided_closures": ("StridedClosure",),
    "algebra.bezout": ("bezoutian", "distinct_roots"),
    "algebra.fields": ("RealField",),
    "algebra.forms": ("BinaryForm",),
    "algebra.literals": ("parse_number", "parse_numbers"),
    "algebra.numbers": ("AlgebraicNumber",),
    "algebra.polynomials": ("Polynomial",),
    "roots.real_counts": ("count_real_roots", "count_real_roots_many"),
    "roots.roots": ("isolate_roots",),
    "algebra.squarefree": ("squarefree_decomposition",),
    "algebra.multihomogeneous": ("TensorForm",),
    "fibres.balls": ("Balls", "Bins"),
    "fibres.compatibility": ("pattern_packings",),
    "fibres.fibre": ("Factorization", "Fibre"),
    "fibres.packing": ("Packing",),
    "fibres.problem": ("PackingProblem", "number_of_complex_packings"),
    "fibres.tensor_fibre": ("TensorFibre",),
    "lab.kinds": ("MembershipSweep", "SpuriousMinimaSweep", "TheoremSweep"),
    "lab.sweep": ("Sweep", "SweepStatus"),
    "lab.verification": ("Verification",),
    "landscape.critical": ("Landscape", "critical_points"),
    "landscape.dense": ("DenseLandscape", "compare_with_dense"),
    "landscape.ed_degrees": ("ed_degree", "generic_ed_degree", "segre_ed_degree"),
    "landscape.flow": ("flow_invariants", "gradient_flow"),
    "landscape.loss": ("SquareLoss",),
    "landscape.layers.parameter_points": ("CriticalPoint", "Nature"),
    "landscape.strata.strata": ("critical_functions",),
    "landscape.larger_strides": ("strided_critical_points",),
    "network.architecture": ("Architecture",),
    "network.convolution": ("convolution_matrix", "end_to_end_matrix"),
    "network.filter_files": ("read_filter", "read_tensor"),
    "network.jacobian": ("jacobian_rank",),
    "network.networks": ("compose",),
    "network.several_axes": ("TensorArchitecture",),
    "landscape.systems": ("EquationSystem", "closure_system", "critical_system", "gradient_system", "stratum_system"),
    "show.notation.programs": ("form_text", "system_text"),
    "show.notation.sympy_objects": ("from_sympy", "to_sympy"),
    "membership.closure": ("closure_graph",),
    "membership.filling": ("missing_filter",),
    "membership.patterns": ("RootPattern", "patterns_of_degree", "root_pattern"),
    "membership.several_axes": ("TensorVerdict",),
    "membership.positions": ("Position", "Verdict"),
    "membership.verdict": ("decide",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

_ROOMS = ("checker", "strategies", "theorems")

__all__ = [
    "AlgebraicNumber",
    "Architecture",
    "BadInputError",
    "Balls",
    "BinaryForm",
    "Bins",
    "Certificate",
    "CertificateError",
    "CriticalPoint",
    "DenseLandscape",
    "Description",
    "EquationSystem",
    "Factorization",
    "Fibre",
    "Formula",
    "InconclusiveError",
    "Landscape",
    "LcnsymError",
    "MembershipSweep",
    "MissingProgramError",
    "Nature",
    "Packing",
    "PackingProblem",
    "Polynomial",
    "Position",
    "RealField",
    "RootLocus",
    "RootPattern",
    "SpuriousMinimaSweep",
    "SquareLoss",
    "StridedClosure",
    "Sweep",
    "SweepStatus",
    "TensorArchitecture",
    "TensorFibre",
    "TensorForm",
    "TensorVerdict",
    "TheoremSweep",
    "UnsupportedError",
    "Verdict",
    "Verification",
    "__version__",
    "bezoutian",
    "certify_all_critical_points",
    "certify_compatibility",
    "certify_complex_membership",
    "certify_critical_point",
    "certify_dimension",
    "certify_factorization",
    "certify_fibre_count",
    "certify_filling",
    "certify_formula",
    "certify_full_dimensional",
    "certify_membership",
    "certify_pattern",
    "certify_position",
    "certify_spurious_minimum",
    "certify_stratum",
    "certify_tensor_factorization",
    "certify_tensor_filling",
    "certify_tensor_membership",
    "closure_graph",
    "closure_system",
    "compare_with_dense",
    "compose",
    "convolution_matrix",
    "count_real_roots",
    "count_real_roots_many",
    "critical_functions",
    "critical_points",
    "critical_system",
    "decide",
    "describe",
    "distinct_roots",
    "ed_degree",
    "end_to_end_matrix",
    "flow_invariants",
    "form_text",
    "from_sympy",
    "generic_ed_degree",
    "gradient_flow",
    "gradient_system",
    "isolate_roots",
    "jacobian_rank",
    "missing_filter",
    "number_of_complex_packings",
    "parse_number",
    "parse_numbers",
    "pattern_packings",
    "patterns_of_degree",
    "read_filter",
    "read_tensor",
    "root_pattern",
    "segre_ed_degree",
    "squarefree_decomposition",
    "stratum_system",
    "strided_critical_points",
    "system_text",
    "to_sympy",
]


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return import_module(f".{name}", __name__)
    if name not in _HOME_OF:
        raise AttributeError(f"module 'lcnsym' has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_ipython_extension(ipython: Any) -> None:
    """Show values as cards in this IPython, as `%load_ext lcnsym` asks."""
    import_module(".show.notebook", __name__).register(ipython.display_formatter)


def unload_ipython_extension(ipython: Any) -> None:
    """Show values by their repr again."""
    import_module(".show.notebook", __name__).unregister(ipython.display_formatter)


if "IPython" in sys.modules:
    import_module(".show.notebook", __name__).register_running()
