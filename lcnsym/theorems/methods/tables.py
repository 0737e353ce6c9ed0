"""The slides' tables of root patterns, member or not a member, and how a table is checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ...algebra.forms import BinaryForm
from ...certificates.produce import certify_membership
from ...errors import shorten
from ...membership.patterns import RootPattern
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ..statement import SLIDES, Finding, Hypothesis, Theorem, require, require_agreement
from .every_pattern import of_each_row
from .factors import real_factors
from .shares import has_real_layers

CUBICS = {"111|0": True, "12|0": True, "3|0": True, "1|1": False}
"""Slides, example k = (2,2,2): whether filters with this root pattern are members."""

QUARTICS = {
    "1111|0": True,
    "112|0": True,
    "22|0": True,
    "13|0": True,
    "4|0": True,
    "11|1": True,
    "2|1": True,
    "0|11": False,
    "0|2": False,
}
"""Slides, examples k = (3,2,2) and k = (4,2): whether filters with this root pattern are members."""


def example(name: str, filter_sizes: tuple[int, ...], table: Mapping[str, bool]) -> Theorem:
    """The theorem that a table of the slides is right."""
    k = ",".join(map(str, filter_sizes))
    members = [text for text, member in table.items() if member]
    missing = [text for text, member in table.items() if not member]
    return Theorem(
        name=name,
        title=f"The example k = ({k})",
        statement=(
            f"For k = ({k}), stride one, the filters with root pattern {', '.join(members)} are end-to-end "
            "filters; those with "
            f"root pattern {', '.join(missing)} are not."
        ),
        source=f"{SLIDES}: example k = ({k}), table of root patterns",
        hypothesis=Hypothesis(filter_sizes=filter_sizes),
        examination=of_each_row(table, partial(_row, table)),
        coq=("Main.membership",),
        coq_leaves="the numbers of real roots of these patterns, which are read off",
    )


def _row(table: Mapping[str, bool], architecture: Architecture, form: BinaryForm) -> Finding:
    """The table's verdict for the form's pattern, the search for layers, and the engine: one answer."""
    if form.is_zero:
        require(decide(architecture, form).is_member, "the zero filter is not accepted", form)
        return Finding("the zero filter has no pattern, and zero layers", (certify_membership(architecture, form),))
    text = str(RootPattern(*real_factors(form).multiplicities))
    require(text in table, f"the pattern {text} is not in the table", form)
    require_agreement(
        {
            f"the slides on {text}": table[text],
            "search for real layers": has_real_layers(architecture, form),
            "engine": decide(architecture, form).is_member,
        },
        form,
    )
    verdict = "a member" if table[text] else "not a member"
    return Finding(
        f"{shorten(str(form))} has pattern {text} and is {verdict}", (certify_membership(architecture, form),)
    )
