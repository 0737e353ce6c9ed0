"""Bounds on the number of real roots: Descartes' rule on arcs, and sign changes at points; factors with such places."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .fields import Field
from .forms import Form, read_form
from .limits import MAX_DEGREE, MAX_POINTS
from .outcome import Malformed, require
from .polynomials import Row, above, between, mirror, sign, variations
from .reading import fields, integer, items, rational


@dataclass(frozen=True)
class Bounds:
    """lower ≤ number of real roots, with multiplicity ≤ upper."""

    lower: int
    upper: int


def read_points(document: object, where: str) -> list[Fraction]:
    """A non-empty, strictly ascending list of rationals."""
    points = [rational(point, f"an entry of {where}") for point in items(document, where, 1, MAX_POINTS)]
    if any(a >= b for a, b in pairwise(points)):
        raise Malformed(f"{where} must be strictly ascending")
    return points


def descartes(form: Form, breakpoints: list[Fraction]) -> Bounds:
    """Descartes' rule on the arcs between infinity and the breakpoints, which are in ascending order."""
    infinity, at_points, counts = arcs(form, breakpoints)
    known = infinity + sum(at_points)
    return Bounds(known + sum(count % 2 for count in counts), known + sum(counts))


def arcs(form: Form, breakpoints: list[Fraction]) -> tuple[int, list[int], list[int]]:
    """Multiplicities at infinity and at the breakpoints, and the sign variations on the arcs in ascending order."""
    work = form.field.work
    at_points: list[int] = []
    counts: list[int] = []
    signs: list[int] = []
    for point, following in zip(breakpoints, [*breakpoints[1:], None], strict=True):
        rows, unit = above(form.rows, point, work)
        signs = _signs(form, rows)
        at_points.append(next(i for i, s in enumerate(signs) if s))
        if point == breakpoints[0]:
            counts.append(variations(mirror(signs)))
        if following is not None:
            counts.append(variations(_signs(form, between(rows, (following - point) / unit, work))))
    counts.append(variations(signs))
    return form.order_at_infinity(), at_points, counts


def _signs(form: Form, rows: list[Row]) -> list[int]:
    if form.field.degree == 1:
        return list(map(sign, rows[0]))
    return [form.field.sign([row[i] for row in rows]) for i in range(form.degree + 1)]


def sign_changes(form: Form, points: list[Fraction]) -> Bounds:
    """Sign changes once round the projective line; the form must not vanish at a point."""
    signs = [form.sign_at(point) for point in points]
    for i, found in enumerate(signs, start=1):
        require("points", found != 0, f"the form vanishes at point {i}")
    around = [*signs, (-1) ** form.degree * signs[0]]
    return Bounds(sum(a != b for a, b in pairwise(around)), form.degree)


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
