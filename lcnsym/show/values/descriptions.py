"""Views of descriptions by inequalities."""

from __future__ import annotations

from collections.abc import Mapping

from ...description.classification import MAX_DEGREE
from ...description.description import Description
from ...description.formulas import Formula
from ...description.strided_description import StridedDescription
from ...membership.patterns import RootPattern
from ..notation.formulas import named_text, names_of, terms_text
from ..palette import yes_no
from ..views import Card, Facts, View


def strata_of(description: Description) -> dict[RootPattern, Formula] | None:
    """The formulas of the strata; None: their degree is too large, though M is everything and so described."""
    if description.architecture.is_filling and description.degree > MAX_DEGREE:
        return None
    return description.strata


def _shown_strata(description: Description) -> dict[str, Formula]:
    """The formulas of strata by what they are called: root patterns, or degrees of divisors for larger strides."""
    if not isinstance(description, StridedDescription):
        return {str(pattern): formula for pattern, formula in (strata_of(description) or {}).items()}
    found: dict[str, Formula] = {}
    for stratum in description.level_strata:
        name = f"divisor in x^{stratum.stride}, y^{stratum.stride} of degree {stratum.degree}"
        found |= {name: stratum.conditions, f"{name}, members": stratum.members}
    return found


def blocks(description: Description, one: tuple[str, Formula] | None = None) -> dict[str, Facts]:
    """By title the function space and its parts, the strata, and the long polynomials, which have names of their own.

    Args:
        one: a label and a formula which is shown alone.

    Raises:
        UnsupportedError: M is not everything, and the degree is too large.
    """
    strata = {} if one else _shown_strata(description)
    parts = [one] if one else [(key.replace("_", " "), found) for key, found in description.parts.items()]
    shown = [*(found for _, found in parts), *strata.values()]
    names = names_of(tuple(dict.fromkeys(p for found in shown for p in found.polynomials)), description.degree + 1)
    title = f"Description of {description.architecture}"
    found = {title: tuple((label, named_text(formula, names)) for label, formula in parts)}
    if strata:
        found["Strata"] = tuple((key, named_text(formula, names)) for key, formula in strata.items())
    used = dict.fromkeys(p for formula in shown for p in formula.polynomials if p in names)
    defined = sorted(used, key=lambda p: (names[p][0], int(names[p][1:])))
    if defined:
        found["Polynomials"] = tuple((names[p], terms_text(p, "w{}", "{}^{}", "*")) for p in defined)
    return found


def description_view(
    description: Description,
    one: tuple[str, Formula] | None = None,
    values: Mapping[str, object] | None = None,
) -> View:
    """Of a description, or of one formula of it; values: which formulas a filter satisfies.

    Raises:
        UnsupportedError: as `blocks`.
    """
    (title, facts), *others = blocks(description, one).items()
    within = tuple((f"filter in {key.replace('_', ' ')}", yes_no(bool(found))) for key, found in (values or {}).items())
    return View(title, facts + within, tuple(Card(name, found) for name, found in others))
