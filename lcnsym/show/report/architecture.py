"""The parts of a report that are about an architecture alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...certificates.document import Certificate
from ...certificates.networks import certify_filling
from ...certificates.produce import certify_full_dimensional
from ...certificates.several_axes import certify_dimension
from ...description.description import describe
from ...errors import LcnsymError
from ...membership.closure_order import degenerations
from ...membership.patterns import number_of_patterns, patterns_of_degree
from ...network.architecture import Architecture
from ...network.networks import Network
from ..html import Markup, details, element, facts, joined, paragraph, table
from ..pictures.drawing_files import Drawing
from ..pictures.order import order
from ..pictures.strata import strata
from ..values.descriptions import blocks
from ..values.networks import architecture_facts
from ..values.patterns import PATTERN_HEADERS, PATTERN_NUMBERS, pattern_entries, pattern_row
from .certificates import Folder
from .pictures import pictured

MAX_PATTERNS = 250
MAX_DESCRIBED = 5
MARKS = {"interior": "● interior", "boundary": "◆ boundary", "outside": "○ outside"}
"""Shapes beside the words, as tables are scanned."""


def card(architecture: Network, folder: Folder) -> Markup:
    """What the architecture is, with certificates of it."""
    makers: dict[str, tuple[str, Callable[[], Certificate]]] = {
        "filling": ("filling or not", lambda: certify_filling(architecture))
    }
    if isinstance(architecture, Architecture):
        makers |= {
            "full-dimensional": ("full-dimensional or not", lambda: certify_full_dimensional(architecture)),
            "dimension": ("dimension", lambda: certify_dimension(architecture)),
        }
    items = [folder.sentence(name, f"Architecture, {about}", make) for name, (about, make) in makers.items()]
    return joined([facts(architecture_facts(architecture)), element("h3", "Certificates"), element("ul", *items)])


def patterns(architecture: Architecture) -> Markup:
    """The table of root patterns, or why it is not here."""
    if not architecture.is_stride_one:
        return _absent(
            "With a larger stride the root pattern alone does not decide membership, so there is no table of patterns."
        )
    number = number_of_patterns(min(architecture.degree, 100))
    if number > MAX_PATTERNS:
        return _absent(
            f"Filters of degree {architecture.degree} have more than {MAX_PATTERNS} root patterns; "
            "the command patterns lists them."
        )
    try:
        entries = list(pattern_entries(architecture))
    except LcnsymError as error:
        return _absent(f"No table of patterns: {error}.")
    return joined(
        [
            paragraph(
                "A pattern ρ|γ lists the multiplicities of the real roots and of the pairs of conjugate roots. A "
                f"filter is a member if it has at least e = {architecture.even_filters} real roots, counted with "
                "multiplicity. Packings are the factorizations into layers, up to scaling; in compatible ones no layer "
                "has a double root."
            ),
            table("Root patterns", PATTERN_HEADERS, map(_marked_row, entries), PATTERN_NUMBERS),
        ]
    )


def _marked_row(entry: Mapping[str, object]) -> list[str]:
    row = pattern_row(entry)
    return [MARKS.get(value, value) for value in row]


def closure_order(architecture: Architecture) -> Markup:
    """The picture of the closure order, and the same as a table."""
    if not architecture.is_stride_one:
        return _absent("The closure order is about strata of root patterns, which matter for stride one.")
    drawing = _drawing(order, architecture, "the table of root patterns lists all, where they are not too many")
    if not isinstance(drawing, Drawing):
        return drawing
    found = patterns_of_degree(architecture.degree)
    rows = [(str(pattern), ", ".join(map(str, degenerations(pattern))) or "nothing") for pattern in found]
    return joined(
        [
            pictured(drawing, "order", "Root patterns by dimension, joined to those just below."),
            details("The same as a table", table("Closure order", ("pattern", "just below it"), rows)),
        ]
    )


def discriminant(architecture: Architecture) -> Markup:
    """The picture of the strata, for degrees 2, 3 and 4."""
    if not architecture.is_stride_one:
        return _absent("The discriminant's picture is drawn for stride one.")
    drawing = _drawing(strata, architecture, "the closure order and the table of root patterns take its place")
    if not isinstance(drawing, Drawing):
        return drawing
    seen = "Regions and curves carry the names of their root patterns; the legend tells which are missing."
    return pictured(drawing, "strata", seen)


def _drawing(make: Callable[[Architecture], Drawing], architecture: Architecture, instead: str) -> Drawing | Markup:
    try:
        return make(architecture)
    except LcnsymError as error:
        return _absent(f"No picture: {error}; {instead}.")


def inequalities(architecture: Architecture) -> Markup:
    """The function space as polynomial inequalities, for small degrees."""
    if architecture.degree > MAX_DESCRIBED:
        return _absent(
            f"Inequalities for degrees above {MAX_DESCRIBED} fill pages; the command describe prints them, if it can."
        )
    try:
        found = blocks(describe(architecture))
    except LcnsymError as error:
        return _absent(f"No inequalities: {error}.")
    parts = []
    for title, entries in found.items():
        shown = facts([(label, element("code", formula)) for label, formula in entries])
        parts.append(details(title, shown) if title == "Polynomials" else joined([element("h3", title), shown]))
    return joined([paragraph("w0, …, wn are the filter's coefficients; D2, …, Dn are subdiscriminants."), *parts])


def _absent(sentence: str) -> Markup:
    return paragraph(sentence, class_="note")
