"""Values as cards in Jupyter: IPython is told how to show them, by their names, so that nothing is loaded before.

The packages below know nothing of how they are shown. `import lcnsym` in a notebook registers the views;
`%load_ext lcnsym` does so too, for an lcnsym that was imported before IPython.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .views import View

NAMES = (
    "atlases.atlas.Atlas",
    "certificates.document.Certificate",
    "description.closures.LocusEquations",
    "description.closures.RootLocus",
    "description.description.Description",
    "description.formulas.Formula",
    "algebra.forms.BinaryForm",
    "algebra.numbers.AlgebraicNumber",
    "algebra.polynomials.Polynomial",
    "algebra.multihomogeneous.TensorForm",
    "fibres.fibre.Factorization",
    "fibres.fibre.Fibre",
    "fibres.packing.Packing",
    "landscape.layers.parameter_points.CriticalPoint",
    "landscape.critical.Landscape",
    "landscape.distances.Distance",
    "landscape.ed_degrees.EDDegree",
    "landscape.loss.SemidefiniteLoss",
    "landscape.loss.SquareLoss",
    "landscape.singular_landscape.SingularLandscape",
    "landscape.systems.EquationSystem",
    "landscape.trained.networks.TrainedModel",
    "landscape.trained.networks.TrainedNetwork",
    "landscape.trained.results.TrainingResult",
    "network.architecture.Architecture",
    "network.several_axes.TensorArchitecture",
    "membership.patterns.RootPattern",
    "membership.probabilities.MembershipProbability",
    "membership.several_axes.TensorVerdict",
    "membership.positions.Verdict",
    "theorems.statement.Theorem",
    "theorems.statement.TheoremCheck",
)
"""The classes with a view, without the name of the package."""

PACKAGE = __name__.partition(".")[0]
KINDS: dict[str, Callable[[View], str | None]] = {
    "text/html": lambda view: _rendered("html", view),
    "text/markdown": lambda view: _rendered("markdown", view),
    "text/latex": lambda view: f"${view.formula}$" if view.formula else None,
}


def register(formatter: Any) -> None:
    """Tell an IPython DisplayFormatter how to show the values."""
    for kind, written in KINDS.items():
        for name in NAMES:
            module, _, class_name = name.rpartition(".")
            formatter.formatters[kind].for_type_by_name(f"{PACKAGE}.{module}", class_name, _printer(written))


def unregister(formatter: Any) -> None:
    """Take back what `register` did."""
    for kind in KINDS:
        for name in NAMES:
            formatter.formatters[kind].pop(f"{PACKAGE}.{name}", None)


def register_running() -> None:
    """Tell the IPython that runs, if one does."""
    running = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if running is not None:
        register(running.display_formatter)


def _rendered(way: str, view: View) -> str:
    written: str = getattr(import_module(".renderings", __package__), way)(view)
    return written


def _printer(written: Callable[[View], str | None]) -> Callable[[object], str | None]:
    return lambda value: written(_view(value))


def _view(value: object) -> View:
    """The view, or where it is out of reach the reason."""
    from ..errors import LcnsymError  # noqa: PLC0415 - when the first value is shown
    from .views import View  # noqa: PLC0415

    view_of = import_module(".values.every_value", __package__).view_of
    try:
        found: View = view_of(value)
    except LcnsymError as error:
        return View(type(value).__name__, (("not shown", str(error)),))
    return found
