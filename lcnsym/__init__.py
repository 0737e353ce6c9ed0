"""The exact geometry of linear convolutional networks, with certificates.

    >>> import lcnsym
    >>> str(lcnsym.decide(lcnsym.Architecture((3, 2, 2)), lcnsym.BinaryForm((1, 0, -5, 0, 4))).position)
    'interior'

The names below load on first use, so that importing the package costs nothing and its certificate checker
runs where nothing else is installed. They are sorted by the question that they answer: docs/api.md lists them, and
docs/stability.md says what is promised of them.
"""

from __future__ import annotations

import sys
from importlib import import_module

# typing itself would be a third of what importing this package costs
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

# for type checkers `python -m tests.surface` writes the same names into __init__.pyi
_GROUPS = {
    "network": {
        "network.architecture": ("Architecture",),
        "network.convolution": ("convolution_matrix", "end_to_end_matrix"),
        "network.filter_files": ("read_filter", "read_tensor"),
        "network.jacobian": ("jacobian_rank",),
        "network.all_architectures": ("architectures_of_degree",),
        "network.networks": ("compose",),
        "network.several_axes": ("TensorArchitecture",),
    },
    "membership": {
        "membership.closure_order": ("closure_graph",),
        "membership.containment": ("SpaceComparison", "SpaceRelation", "compare_spaces"),
        "membership.filling": ("missing_filter",),
        "membership.components": ("Components", "space_components", "stratum_components"),
        "membership.probabilities": ("MembershipProbability", "membership_probability"),
        "roots.random_forms": ("Distribution",),
        "membership.patterns": ("RootPattern", "patterns_of_degree", "root_pattern"),
        "membership.positions": ("OneAxisVerdict", "Position", "Verdict"),
        "membership.factor_levels": ("RationalFactor",),
        "membership.several_axes": ("TensorVerdict",),
        "membership.verdict": ("decide",),
    },
    "fibres": {
        "fibres.balls": ("Balls", "Bins"),
        "fibres.compatibility": ("PatternPackings", "pattern_packings"),
        "fibres.fibre": ("Factorization", "Fibre", "Layer"),
        "fibres.fibres": ("fibre_of",),
        "fibres.packing": ("Packing",),
        "fibres.problem": ("PackingProblem", "number_of_complex_packings"),
        "fibres.tensor_fibre": ("RealFactor", "TensorFactorization", "TensorFibre"),
    },
    "description": {
        "description.closures": ("LocusEquations", "RootLocus"),
        "description.description": ("Description", "describe"),
        "description.formulas": ("Conjunction", "Formula", "Relation", "SignCondition"),
        "description.strided_description": ("LevelStratum", "StridedDescription"),
        "description.strided_closures": ("RankCondition", "StridedClosure"),
    },
    "landscape": {
        "algebra.linear": ("Inertia",),
        "landscape.critical": ("Landscape", "critical_points"),
        "landscape.dense": ("Comparison", "DenseLandscape", "DensePoint", "compare_with_dense"),
        "landscape.distances": ("Distance",),
        "landscape.ed_degrees": ("EDDegree", "StratumDegree", "ed_degree", "generic_ed_degree", "segre_ed_degree"),
        "landscape.function_spaces": ("FunctionSpace",),
        "landscape.trained.networks": ("TrainedModel", "TrainedNetwork", "load_model"),
        "landscape.trained.results": ("NearestPoint", "TrainingResult"),
        "landscape.flow": ("Flow", "ReachablePoint", "ZeroLimit", "flow_invariants", "gradient_flow"),
        "landscape.completeness": ("Proof",),
        "landscape.in_parameter_space": ("ParameterSpace",),
        "landscape.layers.natures": ("Nature",),
        "landscape.layers.parameter_points": ("CriticalPoint", "ParameterClass"),
        "landscape.layers.zero_filters": ("ZeroFilterFamily",),
        "landscape.loss": ("SemidefiniteLoss", "SquareLoss", "loss_of_data", "loss_with_gram"),
        "landscape.singular_landscape": ("SingularLandscape", "singular_critical_points"),
        "landscape.zero_loss": ("ZeroLoss",),
        "landscape.strata.strata": ("critical_functions",),
        "landscape.strata.stratum": ("CriticalCurve", "CriticalFunction", "Stratum"),
    },
    "atlases": {
        "atlases.answers": ("LocalAnswer", "Rival"),
        "atlases.atlas": ("Atlas", "AtlasCell", "AtlasWall", "atlas"),
        "atlases.families": ("LossFamily",),
        "atlases.walls": ("Event", "Question"),
    },
    "certificates": {
        "certificates.document": ("Certificate",),
        "certificates.factorizations": ("certify_compatibility",),
        "certificates.formulas": ("certify_formula",),
        "certificates.landscape": (
            "certify_all_critical_points",
            "certify_critical_point",
            "certify_spurious_minimum",
            "certify_stratum",
        ),
        "certificates.produce": (
            "certify_full_dimensional",
            "certify_pattern",
        ),
        "certificates.networks": (
            "certify_complex_membership",
            "certify_factorization",
            "certify_fibre_count",
            "certify_filling",
            "certify_membership",
            "certify_position",
        ),
        "certificates.several_axes": ("certify_dimension",),
    },
    "algebra": {
        "algebra.bezout": ("bezoutian", "distinct_roots"),
        "algebra.fields": ("RealField",),
        "algebra.forms": ("BinaryForm",),
        "algebra.generic_discriminant": ("discriminant",),
        "algebra.literals": ("parse_number", "parse_numbers"),
        "algebra.multihomogeneous": ("TensorForm",),
        "algebra.numbers": ("AlgebraicNumber",),
        "algebra.polynomials": ("Polynomial",),
        "algebra.squarefree": ("SquarefreeDecomposition", "squarefree_decomposition"),
        "roots.real_counts": ("count_real_roots", "count_real_roots_many"),
        "roots.roots": ("ComplexPair", "InfiniteRoot", "RealRoot", "isolate_roots"),
    },
    "lab": {
        "lab.experiments.asked": ("experiment",),
        "lab.sweeps.cases": ("SweepPlan",),
        "lab.sweeps.kinds": ("GivenTargetsSweep", "MembershipSweep", "SpuriousMinimaSweep", "TheoremSweep"),
        "lab.sweeps.sweep": ("Sweep", "SweepStatus"),
        "lab.sweeps.verification": ("Verification",),
    },
    "exchange": {
        "landscape.systems": (
            "EquationSystem",
            "closure_system",
            "critical_system",
            "gradient_system",
            "stratum_system",
        ),
        "show.pictures.drawn": ("picture",),
        "show.notation.programs": ("form_text", "system_text"),
        "show.notation.mrdi": ("from_mrdi", "to_mrdi"),
        "show.notation.saved_values": ("load", "save"),
        "show.notation.sympy_objects": ("from_sympy", "to_sympy"),
    },
    "errors": {
        "errors": (
            "BadInputError",
            "CertificateError",
            "InconclusiveError",
            "LcnsymError",
            "TooCostlyError",
            "UnsupportedError",
        ),
    },
}
"""Every public name by its page in docs/api and by the module that it is loaded from."""

_HOME_OF = {name: home for homes in _GROUPS.values() for home, names in homes.items() for name in names}

_MODULES = ("checker", "strategies", "theorems")

_RENAMED: dict[str, str] = {}
"""From a deprecated name to the one that takes its place, see docs/stability.md."""

__all__ = list(_HOME_OF)
__all__.append("__version__")


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    if name in _RENAMED:
        message = f"lcnsym.{name} is deprecated, lcnsym.{_RENAMED[name]} takes its place"
        import_module("warnings").warn(message, DeprecationWarning, stacklevel=2)
        return __getattr__(_RENAMED[name])
    if name not in _HOME_OF:
        raise AttributeError(f"module 'lcnsym' has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})


def load_ipython_extension(ipython: Any) -> None:
    """Show values as cards in this IPython, as `%load_ext lcnsym` asks."""
    import_module(".show.notebook", __name__).register(ipython.display_formatter)


def unload_ipython_extension(ipython: Any) -> None:
    """Show values by their repr again."""
    import_module(".show.notebook", __name__).unregister(ipython.display_formatter)


if "IPython" in sys.modules:
    import_module(".show.notebook", __name__).register_running()
