"""The part of a report that is about one filter: where it lies, and its factorizations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from math import prod

from ...algebra.forms import BinaryForm
from ...algebra.multihomogeneous import TensorForm
from ...certificates import factorizations, produce
from ...certificates.document import Certificate
from ...certificates.networks import certify_factorization, certify_membership
from ...errors import LcnsymError, UnsupportedError
from ...fibres.fibre import Factorization, Fibre
from ...fibres.tensor_fibre import TensorFibre
from ...membership.verdict import decide
from ...network.architecture import Architecture
from ...network.several_axes import TensorArchitecture
from ..html import Markup, element, facts, joined, paragraph, table
from ..numbers import count_text, short_filter, short_number
from ..values.fibres import factorization_rows, fibre_facts
from ..values.membership import verdict_facts
from .certificates import Folder

SHOWN = 24
MAX_CONJUGATES = 16
"""So many make a certificate of a factorization a matter of a second."""

Makers = dict[str, tuple[str, Callable[[], Certificate]]]


def about_filter(architecture: Architecture, form: BinaryForm, name: str, folder: Folder) -> Markup:
    """The verdict, the fibre if it is a member, and certificates.

    Args:
        name: "filter" or "target".
    """
    verdict = decide(architecture, form)
    parts = [
        facts([("coefficients", short_filter(form)), *verdict_facts(verdict)]),
        _certificates(name, folder, _makers(architecture, form, is_member=verdict.is_member)),
        element("h3", "Factorizations"),
    ]
    if not verdict.is_member:
        return joined([*parts, paragraph("None, as it is not in the function space.", class_="note")])
    fibre = Fibre(architecture, form)
    try:
        shown, count = fibre_facts(fibre), 0 if form.is_zero else fibre.count()
        rows = factorization_rows(fibre, SHOWN) if count else ()
        return joined([*parts, facts(shown), *_table(rows, architecture.layers, count)])
    except LcnsymError as error:
        return joined([*parts, paragraph(f"They are not listed: {error}.", class_="note")])


def about_tensor(architecture: TensorArchitecture, form: TensorForm, folder: Folder) -> Markup:
    """The same for a filter with several axes."""
    verdict = decide(architecture, form)
    shown = ", ".join(map(short_number, form.coefficients[:SHOWN]))
    more = f", … ({len(form.coefficients)} entries)" if len(form.coefficients) > SHOWN else ""
    fibre = TensorFibre(architecture, form)
    makers: Makers = {
        "membership": ("member or not", lambda: certify_membership(architecture, form)),
    }
    if verdict.is_member and not form.is_zero:
        makers["factorization"] = (
            "a factorization",
            lambda: certify_factorization(architecture, next(fibre.factorizations()).filters),
        )
    parts = [
        facts([("entries", shown + more), *verdict_facts(verdict)]),
        _certificates("filter", folder, makers),
        element("h3", "Factorizations"),
    ]
    try:
        count = 0 if form.is_zero else fibre.count()
        rows = factorization_rows(fibre, SHOWN) if count else ()
        return joined([*parts, facts(fibre_facts(fibre)), *_table(rows, architecture.layers, count)])
    except LcnsymError as error:
        return joined([*parts, paragraph(f"They are not listed: {error}.", class_="note")])


def _makers(architecture: Architecture, form: BinaryForm, *, is_member: bool) -> Makers:
    if not architecture.is_stride_one:
        makers: Makers = {
            "membership": ("member or not", lambda: certify_membership(architecture, form)),
            "complex-membership": (
                "member over ℂ or not",
                lambda: produce.certify_complex_membership(architecture, form),
            ),
        }
    else:
        makers = {
            "position": ("position", lambda: produce.certify_position(architecture, form)),
            "fibre-count": (
                "number of factorizations",
                lambda: factorizations.certify_fibre_count(architecture, form),
            ),
        }
    if not form.is_zero:
        makers["pattern"] = ("root pattern", lambda: produce.certify_pattern(form))
    if is_member and not form.is_zero:
        makers["factorization"] = ("a factorization", lambda: _first(architecture, form))
    return makers


def _first(architecture: Architecture, form: BinaryForm) -> Certificate:
    """Of the factorization whose coefficients have the fewest conjugates, among the first."""
    listed = islice(Fibre(architecture, form).factorizations(), SHOWN)
    best = min(listed, key=_conjugates)
    if _conjugates(best) > MAX_CONJUGATES:
        raise UnsupportedError(
            "its coefficients lie in a number field of large degree; the command fibre may write one"
        )
    return certify_factorization(architecture, best.filters)


def _conjugates(found: Factorization) -> int:
    """A bound of the degree of the field that the coefficients of all layers generate."""
    return prod(layer.conjugates for layer in found.layers)


def _certificates(name: str, folder: Folder, makers: Makers) -> Markup:
    items = [
        folder.sentence(f"{name}-{kind}", f"{name.capitalize()}, {about}", make)
        for kind, (about, make) in makers.items()
    ]
    return joined([element("h3", "Certificates"), element("ul", *items)])


def _table(rows: Iterable[tuple[str, Sequence[str]]], layers: int, count: int) -> list[Markup]:
    listed = [(packing, *(filters if len(filters) == layers else ("  ".join(filters),))) for packing, filters in rows]
    if not listed:
        return []
    headers = ("packing", *(f"layer {i}" for i in range(1, layers + 1)))
    padded = [(*row, *[""] * (len(headers) - len(row))) for row in listed]
    shown = [table("Factorizations, up to scaling", headers, padded)]
    if count > len(listed):
        shown.append(paragraph(f"… and {count_text(count - len(listed))} more; the command fibre lists them."))
    return shown
