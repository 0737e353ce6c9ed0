"""Factors of a form in evidence, with their multiplicities and points by which their real roots are bounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..kernel.counts import Bounds, descartes, read_points, sign_changes
from ..kernel.fields import Field
from ..kernel.forms import Form, read_form
from ..kernel.limits import MAX_DEGREE
from ..kernel.outcome import Malformed
from ..kernel.reading import fields, integer, items


@dataclass(frozen=True)
class Factor:
    """A form with its multiplicity, and places of arcs, or of signs; without places its roots are not counted."""

    multiplicity: int
    form: Form
    places: list[Fraction] | None
    by_signs: bool = False

    @property
    def bounds(self) -> Bounds:
        """Of its number of real roots."""
        return (sign_changes if self.by_signs else descartes)(self.form, self.places or [])


def read_factors(document: object, field: Field, name: str, of: str = "", counted: bool = True) -> tuple[Factor, ...]:
    """Factors with multiplicities that increase strictly.

    Args:
        name: of the list in messages, and of what its factors are.
        counted: whether they must have places; if not, breakpoints or null.
    """
    entries = enumerate(items(document, name, 0, MAX_DEGREE), start=1)
    read = tuple(_read_factor(entry, field, f"factor {i}{of}", counted) for i, entry in entries)
    if any(a.multiplicity >= b.multiplicity for a, b in pairwise(read)):
        raise Malformed(f"the multiplicities of {name} must increase strictly")
    return read


def _read_factor(document: object, field: Field, where: str, counted: bool) -> Factor:
    by_signs = counted and isinstance(document, dict) and "points" in document
    key = "points" if by_signs else "breakpoints"
    multiplicity, form_document, places = fields(document, ("multiplicity", "form", key), where)
    m = integer(multiplicity, f"the multiplicity of {where}", 1, MAX_DEGREE)
    form = read_form(form_document, field, f"the form of {where}")
    if form.degree < 1:
        raise Malformed(f"the form of {where} must have degree 1 at least")
    return Factor(
        m, form, None if places is None and not counted else read_points(places, f"{key} of {where}"), by_signs
    )
