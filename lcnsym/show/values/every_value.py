"""The view of every kind of value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...algebra.forms import BinaryForm
from ...algebra.multihomogeneous import TensorForm
from ...algebra.numbers import AlgebraicNumber, polynomial_text
from ...algebra.polynomials import Polynomial
from ...atlases.atlas import Atlas
from ...certificates.document import Certificate
from ...description.closures import LocusEquations, RootLocus
from ...description.description import Description
from ...description.formulas import Formula
from ...fibres.fibre import Factorization, Fibre
from ...fibres.packing import Packing
from ...landscape.critical import Landscape
from ...landscape.distances import Distance
from ...landscape.ed_degrees import EDDegree
from ...landscape.layers.parameter_points import CriticalPoint
from ...landscape.loss import SemidefiniteLoss, SquareLoss
from ...landscape.singular_landscape import SingularLandscape
from ...landscape.systems import EquationSystem
from ...landscape.trained.networks import TrainedModel, TrainedNetwork
from ...landscape.trained.results import TrainingResult
from ...membership.patterns import RootPattern
from ...membership.positions import Verdict
from ...membership.probabilities import MembershipProbability
from ...membership.several_axes import TensorVerdict
from ...network.architecture import Architecture
from ...network.several_axes import TensorArchitecture
from ...theorems.statement import Theorem, TheoremCheck
from ..notation.formulas import latex
from ..notation.latex import form_latex, number_latex, polynomial_latex
from ..numbers import approximate
from ..views import View
from . import (
    atlases,
    certificates,
    closures,
    descriptions,
    distances,
    fibres,
    landscape,
    membership,
    networks,
    packings,
    probabilities,
    roots,
    theorems,
    trained,
)


def view_of(value: object) -> View:
    """The view of a value of one of the classes in VIEWS, or of one derived from it.

    Raises:
        TypeError: another class.
        LcnsymError: what would be shown is out of reach.
    """
    for kind in type(value).__mro__:
        if kind in VIEWS:
            return VIEWS[kind](value)
    raise TypeError(f"there is no view of a {type(value).__name__}")


def _number(value: AlgebraicNumber) -> View:
    facts = (("minimal polynomial", polynomial_text(value.minpoly)), ("value", approximate(value)))
    return View("", facts, write_formula=lambda: number_latex(value))


VIEWS: dict[type, Callable[[Any], View]] = {
    AlgebraicNumber: _number,
    Architecture: networks.architecture_view,
    Atlas: atlases.atlas_view,
    BinaryForm: lambda form: View("", write_formula=lambda: form_latex(form)),
    Certificate: certificates.certificate_view,
    CriticalPoint: landscape.critical_point_view,
    Description: descriptions.description_view,
    Distance: distances.distance_view,
    EDDegree: landscape.ed_degree_view,
    EquationSystem: landscape.system_view,
    LocusEquations: closures.equations_view,
    Factorization: fibres.factorization_view,
    Fibre: fibres.fibre_view,
    Formula: lambda formula: View("", write_formula=lambda: latex(formula)),
    Landscape: landscape.landscape_view,
    MembershipProbability: probabilities.probability_view,
    Packing: packings.packing_view,
    Polynomial: lambda polynomial: View("", write_formula=lambda: polynomial_latex(polynomial)),
    RootLocus: closures.locus_view,
    RootPattern: roots.pattern_view,
    SemidefiniteLoss: landscape.loss_view,
    SingularLandscape: landscape.singular_view,
    SquareLoss: landscape.loss_view,
    TensorArchitecture: networks.architecture_view,
    TensorForm: lambda form: View(f"Form {form}"),
    TensorVerdict: membership.verdict_view,
    Theorem: theorems.theorem_view,
    TheoremCheck: theorems.check_view,
    TrainedModel: trained.model_view,
    TrainedNetwork: trained.network_view,
    TrainingResult: trained.result_view,
    Verdict: membership.verdict_view,
}
