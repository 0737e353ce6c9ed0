"""Views of Zariski closures and of discriminants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..palette import decided, yes_no
from ..views import Facts, Lines, Part, Prose, View

if TYPE_CHECKING:
    from ...algebra.generic_discriminant import GenericDiscriminant
    from ...description.closures import LocusEquations, RootLocus
    from ...description.strided_closures import RankCondition, StridedClosure

SHOWN = 12
"""Of many equations how many are listed; JSON has all."""

MOST_COLUMNS, MOST_ROWS = 16, 40
"""Larger matrices are left to JSON."""


def locus_view(locus: RootLocus) -> View:
    """Of the closure of a stratum, without its equations."""
    return View(_locus_title(locus), _locus_facts(locus))


def _locus_title(locus: RootLocus) -> str:
    return f"Closure of the stratum {_partition(locus.partition)}, forms of degree {locus.form_degree}"


def _locus_facts(locus: RootLocus) -> Facts:
    return (
        ("dimension", f"{locus.dimension} of {locus.form_degree + 1}"),
        ("degree", str(locus.degree)),
        ("strata", _partitions(locus.strata)),
        ("singular along", _partitions(locus.singular_strata) or "nothing, it is smooth but for the zero form"),
    )


def equations_view(equations: LocusEquations) -> View:
    """Of the closure of a stratum and its equations."""
    polynomials = equations.polynomials
    facts = [
        *_locus_facts(equations.locus),
        ("equations", f"{len(polynomials)}, complete up to degree {equations.up_to}"),
        ("generators", _generators(equations.locus)),
        ("generate the ideal", decided(equations.is_ideal)),
        ("cut it out", decided(equations.cuts_out)),
    ]
    if not polynomials and equations.cuts_out is False:
        facts.append(("note", f"its equations have degrees above {equations.up_to}"))
    parts = (Lines(_first(list(map(str, polynomials[: SHOWN + 1])), len(polynomials))),) if polynomials else ()
    return View(_locus_title(equations.locus), tuple(facts), parts)


def _generators(locus: RootLocus) -> str:
    bound = locus.generation_bound
    return "of the ideal, no bound for their degrees is known" if bound is None else f"in degrees up to {bound}"


def _first(lines: list[str], number: int) -> tuple[str, ...]:
    """The first of this many lines, and how many more there are."""
    more = (f"… and {number - SHOWN} more",) if number > SHOWN else ()
    return (*lines[:SHOWN], *more)


def strided_closure_view(closure: StridedClosure) -> View:
    """Of the Zariski closure of a function space."""
    facts = [("dimension", f"{closure.dimension} of {closure.architecture.ambient_dimension}")]
    facts += [
        (f"S = {c.stride}", f"the {len(c.positions)}×{c.columns} matrix has rank at most {c.most}")
        for c in closure.conditions
    ]
    facts += [("cut it out", yes_no(value=True)), *_singular(closure)]
    parts = (*map(_matrix, closure.conditions), _minors(closure))
    return View(f"Zariski closure of the function space of {closure.architecture}", tuple(facts), parts)


def _singular(closure: StridedClosure) -> Facts:
    """Where it is no manifold: at its filters for which other matrices have a small rank, given by JSON."""
    if not closure.conditions:
        return ()
    where = [_small_rank(condition) for condition in closure.singular_conditions]
    places = [*(f"where {place}" for place in where), *(() if closure.is_linear else ("at the zero filter",))]
    return (("singular", "; ".join(places) or "nowhere"),)


def _small_rank(condition: RankCondition) -> str:
    """In the coefficients themselves, where the matrix is zero."""
    if condition.most > 0:
        return (
            f"the {len(condition.positions)}×{condition.columns} matrix for S = {condition.stride} and "
            f"degree {condition.degree} has rank at most {condition.most}"
        )
    zeros = sorted({i for row in condition.positions for i in row.values()})
    if len(zeros) <= SHOWN:
        return " = ".join(f"w{i}" for i in zeros) + " = 0"
    return f"{len(zeros)} coefficients are 0"


def _minors(closure: StridedClosure) -> Part:
    if not closure.conditions:
        return Prose(("No equations: it is the whole space.",))
    equations = closure.to_dict()["equations"]
    if not isinstance(equations, list):
        return Prose(("Their minors are too many to be written out.",))
    return Lines((f"Their minors that are not zero: {len(equations)}", *_first(equations, len(equations))))


def _matrix(condition: RankCondition) -> Part:
    """The matrix, one line a row, if a terminal is wide enough for it."""
    if condition.columns > MOST_COLUMNS or len(condition.positions) > MOST_ROWS:
        return Prose((f"The matrix for S = {condition.stride} is printed by --json.",))
    matrix = condition.matrix([f"w{i}" for i in range(condition.coefficients)], "0")
    width = max(len(entry) for row in matrix for entry in row)
    return Lines(tuple("  ".join(entry.rjust(width) for entry in row) for row in matrix))


def _partition(partition: tuple[int, ...]) -> str:
    return f"({','.join(map(str, partition))})"


def _partitions(partitions: tuple[tuple[int, ...], ...]) -> str:
    return " ".join(map(_partition, partitions))


def discriminant_view(discriminant: GenericDiscriminant) -> View:
    """Of the discriminant of the generic form of a degree."""
    n = discriminant.degree
    facts = (
        ("form", f"Σ wi·x^({n}−i)·y^i, i = 0, …, {n}"),
        ("degree", str(2 * n - 2)),
        ("terms", str(discriminant.polynomial.number_of_terms)),
        ("irreducible over ℚ", yes_no(discriminant.is_irreducible)),
    )
    return View(f"Discriminant of the generic form of degree {n}", facts, (Lines((str(discriminant),)),))
