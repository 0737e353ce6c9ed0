"""The fibre over a non-zero filter: finitely many scaling classes, the packings of its roots into the layers."""

from __future__ import annotations

from itertools import islice

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_membership
from ...errors import UnsupportedError
from ...fibres.fibre import Factorization, Fibre
from ...membership.patterns import RootPattern
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ..methods.distributions import MOST_STATES, distributions
from ..methods.every_pattern import of_each_filter
from ..methods.factors import real_factors
from ..methods.products import all_differ, is_exact, multiplies_to
from ..methods.shares import has_real_layers, layer_sizes
from ..methods.symmetric import coefficient
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require, require_agreement

MAX_DEGREE = 24
MOST_CLASSES = 60
"""So many classes are multiplied out, and told apart."""


def _examine(architecture: Architecture, form: BinaryForm) -> Finding:
    """Count, enumerate, search, multiply out: the same classes, and none exactly outside of M."""
    if architecture.degree > MAX_DEGREE:
        raise UnsupportedError(
            f"fibres are examined up to degree {MAX_DEGREE}; {architecture} has degree {architecture.degree}"
        )
    fibre = Fibre(architecture, form)
    count = fibre.count()
    require_agreement(
        {
            "engine says member": decide(architecture, form).is_member,
            "search for real layers": has_real_layers(architecture, form),
            "engine's count of the fibre is not 0": count > 0,
        },
        form,
    )
    told = f"{_compare(architecture, fibre, count)}; {_multiply_out(fibre, count)}"
    return Finding(told, (certify_membership(architecture, form),))


def _compare(architecture: Architecture, fibre: Fibre, count: int) -> str:
    """The engine's count, its enumeration and the search over the factors, or the count by polynomials."""
    form = fibre.form
    multiplicities = real_factors(form).multiplicities
    searched = distributions(layer_sizes(architecture), multiplicities)
    if searched is None:
        expected = coefficient(architecture, RootPattern(*multiplicities), compatible=False)
        require_agreement({"engine's count": count, "coefficient of symmetric polynomials": expected}, form)
        return (
            f"number of scaling classes: {count}, by the engine and by a product of symmetric polynomials; the search "
            f"over all distributions of its factors was given up at {MOST_STATES}, and the classes are not all listed"
        )
    listed = [found.colours for found in islice(fibre.factorizations(), MOST_STATES + 1)]
    require_agreement(
        {"engine's count": count, "length of the enumeration": len(listed), "search": len(searched)}, form
    )
    require(set(listed) == searched, "the enumeration and the search distribute the factors differently", form)
    return f"number of scaling classes: {count}, by the engine, by enumeration and by the search over its real factors"


def _multiply_out(fibre: Fibre, count: int) -> str:
    """Every class, or the first MOST_CLASSES of them, multiplied out and told apart from the others."""
    found = list(islice(fibre.factorizations(), MOST_CLASSES))
    for one in found:
        require(
            multiplies_to(one, fibre.form), f"the factorization {one.packing_text} is not one of the filter", fibre.form
        )
    require(all_differ(found), "two factorizations are in one scaling class", fibre.form)
    which = "all of them" if len(found) == count else f"the first {len(found)}"
    told = f"multiplied to the filter: {which}, {_means(found)}; no two are in one class"
    return told if found else "there is none to multiply"


def _means(found: list[Factorization]) -> str:
    exact = sum(map(is_exact, found))
    if exact == len(found):
        return "exactly"
    enclosed = f"{len(found) - exact} by certified enclosures of the coefficients"
    return f"{exact} exactly and {enclosed}" if exact else enclosed


FIBRE_FINITE = Theorem(
    name="fibre-finite",
    title="The fibre over a non-zero filter",
    statement=(
        "For stride one and a filter W ≠ 0, the factorizations of W into layers are finitely many up to scaling: there "
        "is one for each way to distribute the real roots and the pairs of conjugate roots of W over the layers so "
        "that layer i gets k_i − 1 roots. There is none exactly when W is not an end-to-end filter."
    ),
    source=f"{SLIDES}: the fibres of the composition map for stride one; {PAPER}, on the fibres of the composition map",
    hypothesis=Hypothesis(nonzero=True),
    examination=of_each_filter(_examine, nonzero=True),
    coq=(
        "Main.fibre_finite",
        "Fibres.fibre_packing",
        "Fibres.packing_fibre",
        "FibresFactorised.real_prime_powers",
        "FibresFactorised.representable_packingP",
    ),
)
