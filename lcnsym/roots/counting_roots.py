"""How many real roots an integer polynomial has, as fast as python-flint allows.

Square-free parts are counted by Descartes' rule with continued fractions. Where that does not get on (roots
very close together) or the polynomial is sparse (often with a short remainder sequence), Sturm's theorem
takes turns with it, and whichever ends first answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from time import perf_counter

from flint import fmpz_poly, nmod_poly

from ..errors import BadInputError
from .descartes_count import WORD_PRIME, Arc, closing_in, cut, descartes_steps, first_arcs
from .low_degrees import HIGHEST, closed_count
from .squared_roots import arcs_of_squares
from .sturm import sturm_steps

Bounds = tuple[int, int]

_SHORT = 16
_FIRST_CUTS = 3
_MOST_CUTS = 6
_CUTS_OF_SQUARES = 3
_CUTS_TO_SPARE = 8
_SPARSE = 2
_STURM_ADVANTAGE = 4


def count_distinct_real_roots(f: fmpz_poly, at_least: int | None = None, *, is_squarefree: bool = False) -> int:
    """The number of distinct real roots of a non-zero polynomial, multiplicities and infinity not counted.

    Args:
        f: a non-zero polynomial.
        at_least: if given, stop as soon as it is clear whether there are this many; the result is then a lower
            bound, and it is at least this number if and only if the number of roots is.
        is_squarefree: the caller knows that f has no repeated complex root.

    Raises:
        BadInputError: f is zero.
    """
    if not is_squarefree:
        parts = squarefree_parts(f)
        f = parts[0][0] if len(parts) == 1 else _radical(parts)
    degree = f.degree()
    return (
        _short_count(f, degree, at_least, is_squarefree=True) if degree < _SHORT else _decided(root_bounds(f), at_least)
    )


def count_real_roots_with_multiplicity(f: fmpz_poly, at_least: int | None = None) -> int:
    """The number of real roots of a non-zero polynomial, with multiplicity, infinity not counted.

    Args:
        f: a non-zero polynomial.
        at_least: as in `count_distinct_real_roots`.

    Raises:
        BadInputError: f is zero.
    """
    degree = f.degree()
    if 0 < degree < _SHORT:
        return _short_count(f, degree, at_least, is_squarefree=False)
    return _count_in_parts(squarefree_parts(f), at_least)


def real_root_multiplicities(f: fmpz_poly) -> dict[int, tuple[int, int]]:
    """{multiplicity: (distinct real roots, distinct pairs of conjugate roots)} of a non-zero polynomial.

    Raises:
        BadInputError: f is zero.
    """
    found = {}
    for part, multiplicity in squarefree_parts(f):
        real = count_distinct_real_roots(part, is_squarefree=True)
        found[multiplicity] = (real, (part.degree() - real) // 2)
    return found


def _short_count(f: fmpz_poly, degree: int, at_least: int | None, *, is_squarefree: bool) -> int:
    """The number of real roots with multiplicity of a short non-zero polynomial; see above for `at_least`.

    The squares of the roots often decide before the square-free parts are known; closed rules do up to degree 4.
    """
    if degree <= HIGHEST and (closed := closed_count(f, degree)) is not None:
        return closed
    squares = arcs_of_squares(f, degree) if f[1] else None
    if squares is not None and not squares[1]:
        return squares[0]
    if not is_squarefree:
        parts = squarefree_parts(f)
        if len(parts) > 1 or parts[0][1] > 1:
            return _count_in_parts(parts, at_least)
    return _cut_count(f, squares, at_least)


def _cut_count(f: fmpz_poly, squares: tuple[int, list[Arc]] | None, at_least: int | None) -> int:
    """The number of real roots of a square-free polynomial, from the arcs of the squares if they can be cut up soon."""
    if squares is not None:
        found, waiting = _after_cuts(*squares, 1, _CUTS_OF_SQUARES)
        if not waiting:
            return found
    found, weight, waiting = first_arcs(f)
    found, waiting = _after_cuts(found, waiting, weight, _MOST_CUTS)
    return _decided(root_bounds(f, closing_in(found, weight, waiting)), at_least) if waiting else found


def _after_cuts(found: int, waiting: list[Arc], weight: int, most: int) -> tuple[int, list[Arc]]:
    """The roots found, each of which counts `weight` times, and the arcs left after a number of cuts."""
    while waiting and most:
        more, parts = cut(waiting.pop())
        found += weight * more
        waiting += parts
        most -= 1
    return found, waiting


def _count_in_parts(parts: list[tuple[fmpz_poly, int]], at_least: int | None) -> int:
    total = 0
    left = sum(multiplicity * part.degree() for part, multiplicity in parts)
    for part, multiplicity in reversed(parts):
        if at_least is not None and (total >= at_least or total + left < at_least):
            break
        total += multiplicity * count_distinct_real_roots(part, is_squarefree=True)
        left -= multiplicity * part.degree()
    return total


def squarefree_parts(f: fmpz_poly) -> list[tuple[fmpz_poly, int]]:
    """Square-free coprime factors of degree ≥ 1 with their multiplicities, ascending; constants are left out.

    A polynomial that stays square-free, and keeps its degree, modulo a prime is square-free itself.
    """
    degree = f.degree()
    if degree < 1:
        if degree < 0:
            raise BadInputError("the zero polynomial has no number of roots; give a non-zero polynomial")
        return []
    reduced = nmod_poly(f, WORD_PRIME)
    if reduced.degree() == degree and reduced.gcd(reduced.derivative()).degree() == 0:
        return [(f, 1)]
    return sorted(f.factor_squarefree()[1], key=lambda factor: factor[1])


def _radical(parts: list[tuple[fmpz_poly, int]]) -> fmpz_poly:
    product = fmpz_poly([1])
    for part, _ in parts:
        product *= part
    return product


def root_bounds(f: fmpz_poly, begun: Iterator[Bounds] | None = None) -> Iterator[Bounds]:
    """Bounds on the number of distinct real roots of a non-zero square-free polynomial, until they agree.

    `begun` is the rest of `descartes_steps(f)`, if that was begun and is not at its end.

    Sturm's theorem joins in where the polynomial is sparse, where the first cuts leave three quarters of the roots
    possibly real, and where there are more cuts than it takes to separate roots that are not close.
    """
    descartes = begun or descartes_steps(f)
    bounds = next(descartes)
    yield bounds
    if f.degree() < _SHORT or not _is_sparse(f):
        for bounds in islice(descartes, _FIRST_CUTS):
            yield bounds
            if bounds[0] == bounds[1]:
                return
        spare = 0 if 4 * bounds[1] >= 3 * f.degree() or _is_sparse(f) else bounds[1] + _CUTS_TO_SPARE
        for bounds in islice(descartes, spare):
            yield bounds
    yield from _race(descartes, sturm_steps(f), bounds)


def _is_sparse(f: fmpz_poly) -> bool:
    return bool(_SPARSE * sum(map(bool, f.coeffs())) <= f.length())


def _race(descartes: Iterator[Bounds], sturm: Iterator[int | None], bounds: Bounds) -> Iterator[Bounds]:
    """Let both methods take turns, the one next that has had less time, until one of them knows."""
    spent_on_descartes = spent_on_sturm = 0.0
    while bounds[0] < bounds[1]:
        start = perf_counter()
        if spent_on_sturm <= _STURM_ADVANTAGE * spent_on_descartes:
            number = next(sturm)
            spent_on_sturm += perf_counter() - start
            if number is not None:
                bounds = (number, number)
        else:
            bounds = next(descartes)
            spent_on_descartes += perf_counter() - start
        yield bounds


def _decided(bounds: Iterator[Bounds], at_least: int | None) -> int:
    found = _first_decision(bounds, at_least)
    if found is None:
        raise AssertionError("bounds on the number of roots never met")
    return found


def _first_decision(bounds: Iterator[Bounds], at_least: int | None) -> int | None:
    """The lower bound, once it equals the upper one or both are on the same side of `at_least`; None: never."""
    for lower, upper in bounds:
        if lower == upper or (at_least is not None and (lower >= at_least or upper < at_least)):
            return lower
    return None
