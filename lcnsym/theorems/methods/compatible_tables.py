"""The slides' tables of compatible root patterns with factorizations, and how such a table is checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ...algebra.bezout import distinct_roots
from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_pattern
from ...errors import shorten
from ...fibres.compatibility import pattern_packings
from ...fibres.fibre import Factorization, Fibre
from ...fibres.packing import Packing
from ...membership.patterns import RootPattern
from ...network.architecture import Architecture
from ...network.convolution import compose
from ..statement import SLIDES, Finding, Hypothesis, Theorem, require, require_agreement
from .distributions import distributions
from .every_pattern import of_each_row
from .factors import real_factors
from .shares import layer_sizes

Table = Mapping[str, str | None]
"""For every root pattern a factorization without double roots in a layer, as "p1 p2 . p3 . p4"; None: there is none."""

FOR_322: Table = {
    "1111|0": "p1 p2 . p3 . p4",
    "112|0": "p1 p2 . p3 . p3",
    "22|0": "p1 p2 . p1 . p2",
    "13|0": "p1 p2 . p2 . p2",
    "4|0": None,
    "11|1": "q1 . p1 . p2",
    "2|1": "q1 . p1 . p1",
    "0|2": None,
    "0|11": None,
}
"""Slides, example k = (3,2,2): compatible root patterns, with factorizations."""

FOR_42: Table = {
    "1111|0": "p1 p2 p3 . p4",
    "112|0": "p1 p2 p3 . p3",
    "22|0": None,
    "13|0": None,
    "4|0": None,
    "11|1": "p1 q1 . p2",
    "2|1": "p1 q1 . p1",
    "0|2": None,
    "0|11": None,
}
"""Slides, example k = (4,2): compatible root patterns, with factorizations."""


def compatible_example(name: str, filter_sizes: tuple[int, ...], table: Table) -> Theorem:
    """The theorem that a table of compatible root patterns of the slides is right."""
    k = ",".join(map(str, filter_sizes))
    compatible = [f"{text} as {packing}" for text, packing in table.items() if packing is not None]
    others = [text for text, packing in table.items() if packing is None]
    return Theorem(
        name=name,
        title=f"Compatible root patterns for k = ({k})",
        statement=(
            f"For k = ({k}), stride one, the filters with these root patterns have factorizations in which no layer "
            f"has a double root: {', '.join(compatible)}; layers are separated by dots, p_i are the real roots, q_j "
            f"the conjugate pairs. Those with root pattern {', '.join(others)} have none."
        ),
        source=f"{SLIDES}: example k = ({k}), table of compatible root patterns with factorizations",
        hypothesis=Hypothesis(filter_sizes=filter_sizes, nonzero=True),
        examination=of_each_row(table, partial(_row, table)),
        coq=("FibreCounts.check_compatible_sound", "FibreCounts.check_not_compatible_sound"),
        coq_leaves="the rows of the table, which certificates show one by one",
    )


def _row(table: Table, architecture: Architecture, form: BinaryForm) -> Finding:
    """The table's factorization for the form's pattern, the engine's, the search's, and one of the form itself."""
    pattern = RootPattern(*real_factors(form).multiplicities)
    text = str(pattern)
    require(text in table, f"the pattern {text} is not in the table", form)
    found = distributions(layer_sizes(architecture), (pattern.real, pattern.complex), squarefree=True)
    contents = [str(Packing.of_bins(content)) for content in found or ()]
    factorization = next(Fibre(architecture, form, compatible=True).factorizations(), None)
    engine = pattern_packings(architecture, pattern)
    told, shown = table[text], engine.example
    require_agreement({f"the slides on {text}": told, "engine": None if shown is None else str(shown)}, form)
    require_agreement(
        {
            f"the slides on {text}": told is not None,
            "the search finds the slides' factorization": told in contents,
            "the search finds any": bool(contents),
            "the filter is factored": factorization is not None,
        },
        form,
    )
    require_agreement({"engine's count": engine.compatible_packings, "search": len(contents)}, form)
    if factorization is not None:
        _check_factorization(architecture, form, factorization)
    outcome = f"compatible: {told}" if told else "not compatible"
    return Finding(f"{shorten(str(form))} has pattern {text}, which is {outcome}", (certify_pattern(form),))


def _check_factorization(architecture: Architecture, form: BinaryForm, factorization: Factorization) -> None:
    """The exact layers multiply to the form, and have as many distinct roots as their degrees, by Bezoutians."""
    filters = factorization.filters
    require(compose(architecture, filters) == form, f"{factorization} does not multiply to the filter", form)
    for layer in filters:
        distinct = distinct_roots(layer)[1]
        told = f"the layer {shorten(str(layer))} of degree {layer.degree} has {distinct} distinct roots"
        require(distinct == layer.degree, told, form)
