"""The critical forms of a stratum with one repeated root: what is at the roots of the elimination form, all decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...algebra.forms import BinaryForm
from ...algebra.irreducible_factors import common_factor, irreducible_factors, without_factor
from ...algebra.squarefree import squarefree_decomposition
from ...membership.patterns import root_pattern
from ...roots.common_roots import repeated_part
from ...roots.roots import RealRoot, isolate_roots
from ..completeness import Proof
from ..ed_degrees import generic_ed_degree
from ..equations.charts import Chart
from ..equations.elimination_form import isotropy
from ..equations.quadrics import Quadric
from .complex_places import Place, place_of, place_of_target
from .critical_curves import arcs_of_curve, value_on_curve
from .critical_forms import OneRepeatedRoot
from .exact_forms import GivenForm
from .stratum import CriticalCurve, CriticalFunction, Stratum, function_of, sorted_out, target_partition

EMPTY_NOTE = "complex roots of the elimination form at which no form is critical"
NOTES = {
    Place.EMPTY: EMPTY_NOTE,
    Place.FAMILY: "complex roots of the elimination form at which infinitely many forms are critical",
    Place.UNDECIDED: "roots of the elimination form at which it is not decided what is critical",
}


@dataclass
class _Found:
    """Real solutions, and how many complex roots of the elimination form are places of which sort."""

    real: list[CriticalFunction] = field(default_factory=list)
    places: Counter[Place] = field(default_factory=Counter)


def with_isolated_roots(
    quadric: Quadric, parts: tuple[int, ...], chart: Chart, here: Quadric, form: BinaryForm
) -> Stratum:
    """What is known of a stratum with one repeated root, from the elimination form, which is not zero.

    Every real solution is at a real root of it, whatever the data, as a positive definite quadric has no real isotropic
    place. Over ℂ what is there is decided for one irreducible factor over the field of the target after the other.

    Args:
        here, form: the quadric in the chart, and its elimination form, which has no root at infinity.
    """
    own = repeated_part(here.centre, parts[0])
    found, notes = _Found(), []
    isotropic = BinaryForm([int(c) for c in reversed(isotropy(here, parts[0]).coeffs())])
    field = here.centre.field
    known = irreducible_factors(form, field)
    factors = [(part, power) for power, part in squarefree_decomposition(form).parts] if known is None else known
    is_simple = all(power == 1 for _, power in factors)
    if not is_simple:
        notes.append("the elimination form has repeated roots")
    on_stratum = bool(own.degree) and target_partition(quadric.centre) == parts
    if own.degree:
        notes.append(f"the target is on {'this' if on_stratum else 'a smaller'} stratum")
    for whole, _ in factors:
        # where the target has such a root, it is a solution; an irreducible factor has all its roots there or none
        shared = common_factor(whole, own, field) if own.degree else BinaryForm((1,))
        factor = without_factor(whole, shared, field) if shared.degree else whole
        if shared.degree:
            is_isotropic = common_factor(shared, isotropic, field).degree > 0
            place = place_of_target(here, parts[0], shared, is_isotropic=is_isotropic)
            found.places[(Place.OPEN if on_stratum else Place.SMALLER) if place is None else place] += shared.degree
        if not factor.degree:
            continue
        is_isotropic = common_factor(factor, isotropic, field).degree > 0
        real = list(_real_solutions(here, parts, factor, chart))
        found.real += real
        shown = _shown_by(real) if known is not None else None
        place = shown or (
            place_of(here, parts[0], factor, is_isotropic=is_isotropic) if known is not None else Place.UNDECIDED
        )
        found.places[place] += factor.degree
    target = (function_of(parts, GivenForm(quadric)),) if on_stratum else ()
    return _stratum(parts, target, found, notes, is_simple=is_simple)


def _real_solutions(
    here: Quadric, parts: tuple[int, ...], factor: BinaryForm, chart: Chart
) -> Iterator[CriticalFunction]:
    for root in isolate_roots(factor):
        if isinstance(root, RealRoot):
            yield function_of(parts, OneRepeatedRoot(here, root, parts[0], chart))


def _shown_by(real: list[CriticalFunction]) -> Place | None:
    """What is at all roots of an irreducible form, from the real ones, as all are conjugate. None: not decided."""
    for function in real:
        if function.pattern is not None:
            return Place.OPEN
        if function.is_zero:
            return Place.ZERO
        if function.on_smaller_stratum is not None:
            return Place.SMALLER
    return None


def _stratum(
    parts: tuple[int, ...], target: tuple[CriticalFunction, ...], found: _Found, notes: list[str], *, is_simple: bool
) -> Stratum:
    expected, places = generic_ed_degree(parts), found.places
    real = sorted_out(found.real)
    elsewhere = places[Place.SMALLER] - len(real.smaller)
    notes += real.notes
    if elsewhere > 0 and not real.doubtful:
        notes.append(f"other solutions on a smaller stratum: {elsewhere}")
    notes += [f"{note}: {places[place]}" for place, note in NOTES.items() if places[place]]
    number = None if places[Place.UNDECIDED] or places[Place.FAMILY] else places[Place.OPEN]
    is_generic = number == expected if number is not None or not is_simple or places[Place.FAMILY] else None
    has_smaller = True if places[Place.SMALLER] else False if number is not None else None
    return Stratum(
        parts,
        expected,
        number,
        (*target, *real.functions),
        None if real.doubtful else Proof.POLYNOMIAL,
        is_generic,
        "; ".join(notes),
        real.smaller,
        has_smaller=has_smaller,
    )


def with_a_curve(parts: tuple[int, ...], chart: Chart, here: Quadric) -> Stratum:
    """What is known of a stratum with one repeated root, if the elimination form is zero.

    Then for every real point there is exactly one solution with the repeated root there.
    """
    value = value_on_curve(here, parts[0])
    arcs = arcs_of_curve(here, parts[0], chart)
    if arcs is None:
        curves: tuple[CriticalCurve, ...] = (CriticalCurve(parts, value, None),)
    else:
        kinds = {(str(root_pattern(arc.form)), str(arc.is_minimum)): arc for arc in arcs.arcs}
        curves = tuple(
            CriticalCurve(parts, value, root_pattern(arc.form), arc.is_minimum, not arcs.has_walls, arc.form)
            for _, arc in sorted(kinds.items())
        )
    note = "the critical forms are a curve: every real point is the repeated root of one"
    return Stratum(parts, generic_ed_degree(parts), None, (), None, False, note, curves=curves)
