"""Views of distances."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ..numbers import decimal, enclosed, short_filter
from ..views import Facts, View

if TYPE_CHECKING:
    from ...landscape.distances import Distance
    from ...network.networks import Filter

BITS = 60
SHOWN = 8
"""So many nearest filters are shown at most."""
ENTRIES = 12
PROOFS = {
    "polynomial": "critical filters are the roots of polynomials",
    "count": "there are as many critical filters as there can be",
    "exclusion": "everything but boxes around critical filters is excluded",
}


def distance_view(found: Distance) -> View:
    """Of a distance."""
    facts: Facts = (
        ("filter", short_filter(found.form)),
        ("distance", enclosed(found.enclosure(BITS))),
        ("squared", enclosed(found.squared_enclosure(BITS))),
        ("Gram matrix", "given" if found.loss is not None and not found.loss.is_euclidean else "identity"),
    )
    shown = list(zip(found.patterns, _filters(found), strict=True))
    is_on_curve = found.is_unique is False and len(shown) == 1
    label = {True: "nearest", False: "equally near", None: "one of these is nearest"}[is_on_curve or found.is_unique]
    for pattern, text in shown[:SHOWN]:
        facts += ((label, text if pattern is None else f"{text}  ({pattern})"),)
    if is_on_curve:
        facts += (("equally near", "infinitely many others, on a curve"),)
    if len(shown) > SHOWN:
        facts += (("more", str(len(shown) - SHOWN)),)
    if found.bounds is not None:
        facts += (("known only between", " and ".join(f"{decimal(b, 17)}" for b in found.enclosure(BITS))),)
    if found.example is not None:
        facts += (("about as near", short_filter(found.example)),)
    why = "the filter is in the set" if found.proof is None else PROOFS[str(found.proof)]
    return View(f"Distance from {found.to}", (*facts, ("proof", why)))


def no_distance_view(form: Filter, why: str) -> View:
    """Where the set is empty."""
    return View("Distance from the boundary", (("filter", short_filter(form)), ("distance", f"none: {why}")))


def _filters(found: Distance) -> list[str]:
    if found.is_zero:
        return [short_filter(found.form)]
    return [
        short_filter(exact) if exact is not None else _entries(bounds)
        for exact, bounds in zip(found.nearest, found.nearest_enclosures(BITS), strict=True)
    ]


def _entries(bounds: Sequence[tuple[Fraction, Fraction]]) -> str:
    more = ", …" if len(bounds) > ENTRIES else ""
    return ", ".join(enclosed(pair) for pair in bounds[:ENTRIES]) + more
