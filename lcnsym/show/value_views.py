"""The view of every kind of value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..algebra.forms import BinaryForm
from ..algebra.multihomogeneous import TensorForm
from ..algebra.numbers import AlgebraicNumber, polynomial_text
from ..algebra.polynomials import Polynomial
from ..certificates.document import Certificate
from ..description.closures import Equations, RootLocus
from ..description.description import Description
from ..description.formulas import Formula
from ..fibres.fibre import Factorization, Fibre
from ..fibres.packing import Packing
from ..landscape.critical import Landscape
from ..landscape.ed_degrees import EDDegree
from ..landscape.larger_strides import StridedLandscape
from ..landscape.layers.parameter_points import CriticalPoint
from ..landscape.loss import SquareLoss
from ..landscape.systems import EquationSystem
from ..membership.patterns import RootPattern
from ..membership.several_axes import TensorVerdict
from ..membership.verdict import Verdict
from ..network.architecture import Architecture
from ..network.several_axes import TensorArchitecture
from ..theorems.statement import Theorem, TheoremCheck
from . import landscapes
from .descriptions import blocks
from .factorizations import layer_text
from .facts import architecture_facts, factorization_rows, fibre_facts, verdict_facts
from .notation.formulas import latex
from .notation.latex import architecture_latex, form_latex, number_latex, pattern_latex, polynomial_latex
from .numbers import approximate, short_filter
from .palette import Palette
from .views import Table, View

SHOWN = 30
"""So many rows of a long list are shown."""

PLAIN = Palette()


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


def _facts(found: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    words = {True: "yes", False: "no", None: "not decided"}
    return tuple((k, words[v] if v is None or isinstance(v, bool) else str(v)) for k, v in found.items())


def _architecture(value: Architecture) -> View:
    facts = tuple(architecture_facts(value, PLAIN))
    return View(f"Architecture {value}", facts, formula=architecture_latex(value))


def _tensor_architecture(value: TensorArchitecture) -> View:
    shape = "x".join(map(str, value.format))
    facts = {"end-to-end filter": shape, "dimension": f"{value.dimension} of {value.ambient_dimension}"}
    return View(f"Architecture {value}", _facts({**facts, "filling": value.is_filling}))


def _number(value: AlgebraicNumber) -> View:
    minimal = polynomial_text(value.minpoly)
    return View("", _facts({"minimal polynomial": minimal, "value": approximate(value)}), formula=number_latex(value))


def _pattern(value: RootPattern) -> View:
    facts = {"degree": value.degree, "dimension of the stratum": value.dimension, "real roots": value.real_roots}
    return View(f"Root pattern {value}", _facts(facts), formula=pattern_latex(value))


def _verdict(value: Verdict) -> View:
    return View(
        f"Filter {short_filter(value.form)}", tuple(verdict_facts(value, PLAIN)), formula=form_latex(value.form)
    )


def _tensor_verdict(value: TensorVerdict) -> View:
    shown = value.to_dict()
    facts = {key.replace("_", " "): shown[key] for key in ("member", "complex_member", "reason")}
    return View(f"Filter of {value.architecture}", _facts(facts))


def _description(value: Description) -> View:
    first, *others = blocks(value).items()
    tables = tuple(Table((title, ""), tuple(rows)) for title, rows in others)
    return View(first[0], tuple(first[1]), tables)


def _equations(value: Equations) -> View:
    locus = value.locus
    facts = {"equations complete up to degree": value.up_to, "generate the ideal": value.is_ideal}
    rows = tuple((str(polynomial),) for polynomial in value.polynomials[:SHOWN])
    left = len(value.polynomials) - len(rows)
    more = ((f"… and {left} more",),) if left else ()
    tables = (Table(("equations",), rows + more),) if rows else ()
    return View(_locus_title(locus), _locus_facts(locus) + _facts({**facts, "cut it out": value.cuts_out}), tables)


def _locus_title(locus: RootLocus) -> str:
    return f"Closure of the stratum ({landscapes.partition_text(locus.partition)}), forms of degree {locus.form_degree}"


def _locus_facts(locus: RootLocus) -> tuple[tuple[str, str], ...]:
    singular = " ".join(f"({landscapes.partition_text(mu)})" for mu in locus.singular_strata)
    return (
        ("dimension", f"{locus.dimension} of {locus.form_degree + 1}"),
        ("degree", str(locus.degree)),
        ("singular along", singular or "nothing, it is smooth but for the zero form"),
    )


def _fibre(value: Fibre) -> View:
    facts = tuple(fibre_facts(value, PLAIN))
    found = [] if value.form.is_zero else list(factorization_rows(value, SHOWN + 1))
    rows = tuple((packing, "  ".join(layers)) for packing, layers in found[:SHOWN])
    more = (("…", "and more"),) if len(found) > SHOWN else ()
    tables = (Table(("roots by layer", "filters of the layers"), rows + more),) if rows else ()
    return View(f"Fibre over {short_filter(value.form)}", facts, tables, form_latex(value.form))


def _factorization(value: Factorization) -> View:
    rows = tuple((f"layer {i}", layer_text(layer)) for i, layer in enumerate(value.layers, start=1))
    return View(f"Factorization {value.packing_text}", rows)


def _packing(value: Packing) -> View:
    return View(f"Packing {value}", _facts({"compatible": value.is_compatible}))


def _landscape(value: Landscape) -> View:
    tables = [Table(landscapes.FUNCTION_HEADERS, tuple(landscapes.function_rows(value)))] if value.points else []
    tables.append(Table(landscapes.STRATUM_HEADERS, tuple(landscapes.stratum_rows(value))))
    facts = tuple(landscapes.landscape_facts(value, PLAIN))
    return View(f"Square loss on {value.architecture}", facts, tuple(tables))


def _strided_landscape(value: StridedLandscape) -> View:
    facts = tuple(landscapes.strided_facts(value, PLAIN))
    rows = tuple(landscapes.strided_rows(value))
    tables = (Table(landscapes.STRIDED_HEADERS, rows),) if rows else ()
    return View(f"Square loss on {value.architecture}", facts, tables)


def _critical_point(value: CriticalPoint) -> View:
    facts = {
        "loss": landscapes.loss_text(value),
        "root pattern": value.pattern,
        "is the target": value.is_target,
        "classes": len(value.classes),
        "nature": landscapes.natures_text(value),
    }
    rows = tuple((str(c.packing), "undecided" if c.nature is None else str(c.nature)) for c in value.classes[:SHOWN])
    return View("Critical point", _facts(facts), (Table(("roots by layer", "nature"), rows),) if rows else ())


def _loss(value: SquareLoss) -> View:
    facts = {
        "target": short_filter(value.target),
        "Gram matrix": "identity" if value.is_euclidean else "given",
        "residual": "no data" if value.residual is None else value.residual,
    }
    return View("Square loss", _facts(facts), formula=r"(w - u)^{T} Q (w - u)")


def _ed_degree(value: EDDegree) -> View:
    rows = tuple(
        (landscapes.partition_text(s.partition), str(s.ed_degree), str(s.packings)) for s in value.strata or ()
    )
    tables = (Table(("multiplicities", "on the stratum", "packings"), rows[:SHOWN]),) if rows else ()
    facts = {"complex critical points": f"{value.total}, not zero, up to scaling, for generic data"}
    return View(f"Architecture {value.architecture}", _facts(facts), tables)


def _system(value: EquationSystem) -> View:
    facts: dict[str, object] = {"unknowns": ", ".join(value.names), "equations": len(value.equations)}
    if value.expected is not None:
        facts["complex solutions for generic data"] = value.expected
    return View(value.title, _facts(facts))


def _theorem(value: Theorem) -> View:
    return View(f"Theorem {value.name}", _facts({"statement": value.statement, "source": value.source}))


def _theorem_check(value: TheoremCheck) -> View:
    facts: dict[str, object] = {
        "checked on": value.architecture,
        "holds": value.holds,
        "explanation": value.explanation,
        "certificates": len(value.certificates),
    }
    if value.counterexample is not None:
        facts["counterexample"] = value.counterexample
    return View(f"Theorem {value.name}", _facts(facts))


def _certificate(value: Certificate) -> View:
    facts = {"claim": value.kind, "bytes": len(value.text), "to be checked by": "lcnsym.checker"}
    return View("Certificate", _facts(facts))


VIEWS: dict[type, Callable[[Any], View]] = {
    AlgebraicNumber: _number,
    Architecture: _architecture,
    BinaryForm: lambda form: View("", formula=form_latex(form)),
    Certificate: _certificate,
    CriticalPoint: _critical_point,
    Description: _description,
    EDDegree: _ed_degree,
    EquationSystem: _system,
    Equations: _equations,
    Factorization: _factorization,
    Fibre: _fibre,
    Formula: lambda formula: View("", formula=latex(formula)),
    Landscape: _landscape,
    Packing: _packing,
    Polynomial: lambda polynomial: View("", formula=polynomial_latex(polynomial)),
    RootLocus: lambda locus: View(_locus_title(locus), _locus_facts(locus)),
    RootPattern: _pattern,
    SquareLoss: _loss,
    StridedLandscape: _strided_landscape,
    TensorArchitecture: _tensor_architecture,
    TensorForm: lambda form: View(f"Form {form}"),
    TensorVerdict: _tensor_verdict,
    Theorem: _theorem,
    TheoremCheck: _theorem_check,
    Verdict: _verdict,
}
