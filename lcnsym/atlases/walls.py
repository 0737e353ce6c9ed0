"""Walls: polynomials in the parameters outside whose zeros the landscape does not change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flint import fmpz_mpoly, fmpz_poly

from ..algebra.forms import BinaryForm
from ..errors import UnsupportedError
from ..landscape.ed_degrees import strata_of
from ..landscape.equations.charts import CHARTS
from ..network.architecture import Architecture
from ..roots.counting_roots import count_distinct_real_roots
from .double_roots import births_of_double_roots
from .families import LossFamily
from .parametric_strata import CONTEXT, ParametricStrata
from .plane_births import births_in_plane

Partition = tuple[int, ...]
PAIRS = (2, 2)


class Question(StrEnum):
    """What is the same in a whole cell of an atlas.

    SPURIOUS and MINIMA are numbers of parameter classes, CRITICAL the number of critical functions, PATTERNS these by
    root pattern, LEAST the root pattern of the global minimum.

    Source: `docs/critical-points.md`, walls.

    Examples:
        >>> print(*Question)
        spurious minima critical patterns least
    """

    SPURIOUS = "spurious"
    MINIMA = "minima"
    CRITICAL = "critical"
    PATTERNS = "patterns"
    LEAST = "least"


class Event(StrEnum):
    """What happens at a wall, for almost all of its points, if anything happens there.

    Source: `docs/critical-points.md`, walls.

    Examples:
        >>> print(Event.EXCHANGE)
        the global minimum changes hands
    """

    BIRTH = "a pair of critical points is born"
    JOINING = "a third root joins"
    COLLISION = "two simple roots of a critical filter meet"
    LEAVING = "the target leaves the function space"
    TARGET = "two roots of the target meet"
    EXCHANGE = "the global minimum changes hands"


@dataclass(frozen=True)
class Curve:
    """An irreducible polynomial in the parameters that is zero on walls.

    Attributes:
        terms: (i, j, c) for every term c·s^i·t^j.
    """

    terms: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, polynomial: fmpz_mpoly) -> Curve:
        """From a polynomial in s and t."""
        entries = zip(polynomial.monoms(), polynomial.coeffs(), strict=True)
        return cls(tuple((int(e[0]), int(e[1]), int(c)) for e, c in entries))

    @classmethod
    def of_line(cls, polynomial: fmpz_poly) -> Curve:
        """From a polynomial in s."""
        return cls(tuple((i, 0, int(c)) for i, c in reversed(list(enumerate(polynomial.coeffs()))) if c))

    @property
    def degree(self) -> int:
        """The total degree."""
        return max(i + j for i, j, _ in self.terms)

    def in_last_parameter(self) -> list[fmpz_poly]:
        """The coefficients of 1, t, t², …, polynomials in s."""
        rows = [[0] * (1 + max(i for i, _, _ in self.terms)) for _ in range(1 + max(j for _, j, _ in self.terms))]
        for i, j, c in self.terms:
            rows[j][i] = c
        return [fmpz_poly(row) for row in rows]

    def on_line(self) -> fmpz_poly:
        """The polynomial in s of a wall that does not depend on t."""
        return self.in_last_parameter()[0]

    @property
    def form(self) -> BinaryForm:
        """That polynomial as a form in s and y."""
        return BinaryForm([int(c) for c in reversed(self.on_line().coeffs())])

    def __str__(self) -> str:
        return str(CONTEXT.from_dict({(i, j, 0, 0): c for i, j, c in self.terms}))


@dataclass(frozen=True)
class Wall:
    """Where an answer may change.

    Attributes:
        event: what happens there.
        strata: the root multiplicities of the critical filters to which it happens.
        curve: its polynomial.
    """

    event: Event
    strata: tuple[Partition, ...]
    curve: Curve


def repeated_multiplicities(architecture: Architecture) -> list[int]:
    """The m for which the stratum (m, 1, …, 1) has compatible packings, m ≥ 2, ascending.

    Raises:
        UnsupportedError: larger strides, or other strata with several repeated roots than (2,2) have some.
    """
    if not architecture.reduced.is_stride_one:
        raise UnsupportedError(f"an atlas is about stride one, {architecture} was given")
    strata = strata_of(architecture)
    several = next((parts for parts in strata if sum(part > 1 for part in parts) > 1 and parts != PAIRS), None)
    if several is not None:
        raise UnsupportedError(
            f"an atlas is for architectures (n,2) and those of degree up to 4; critical filters of {architecture} may "
            f"have the multiplicities {','.join(map(str, several))}"
        )
    return sorted(parts[0] for parts in strata if parts[0] > 1 and parts != PAIRS)


def has_pairs(architecture: Architecture) -> bool:
    """Whether there are critical filters with two double roots."""
    return PAIRS in strata_of(architecture)


def walls_of(architecture: Architecture, family: LossFamily, question: Question) -> list[Wall]:
    """Walls between which the answer to the question does not change, but for exchanges of the global minimum.

    Proof: `docs/critical-points.md`, walls. A wall may be listed at which nothing happens.

    Raises:
        UnsupportedError: as `repeated_multiplicities`; a family whose every loss is on a wall; or a plane for which the
            wall of critical filters with two double roots is not found.
    """
    multiplicities = repeated_multiplicities(architecture)
    pairs = has_pairs(architecture)
    found = _Found(architecture, family)
    ones = (1,) * architecture.degree
    found.add(Event.TARGET if architecture.is_filling else Event.LEAVING, (ones,), found.of_target())
    for m in multiplicities:
        found.add(Event.BIRTH, (found.partition(m),), found.of_births(m))
    if pairs:
        found.add(Event.BIRTH, (PAIRS,), found.of_double_births())
    if pairs or question not in {Question.CRITICAL, Question.PATTERNS}:
        for m in multiplicities:
            if m + 1 in multiplicities:
                found.add(Event.JOINING, (found.partition(m), found.partition(m + 1)), found.of_joining(m))
    if pairs or question in {Question.PATTERNS, Question.LEAST}:
        for m in multiplicities:
            if architecture.degree - m >= 2:
                found.add(Event.COLLISION, (found.partition(m),), found.of_collisions(m))
    if pairs and not {3, 4} <= set(multiplicities):
        found.add(Event.JOINING, (PAIRS, (4,)), found.of_joining(3))
    return found.walls


class _Found:
    """Walls as they are found."""

    def __init__(self, architecture: Architecture, family: LossFamily) -> None:
        self.degree = architecture.degree
        self.multiplicities = repeated_multiplicities(architecture)
        self.walls: list[Wall] = []
        self._family = family
        self._charts = list(self._good_charts(family))
        if not self._charts:
            raise UnsupportedError("every loss of the family is on a wall: a critical filter is always at infinity")

    def _good_charts(self, family: LossFamily) -> Iterator[ParametricStrata]:
        """Two charts in which nothing is at infinity for every loss of the family."""
        count = 0
        for chart in CHARTS:
            strata = ParametricStrata(family, chart)
            forms = [(strata.target_form, strata.degree)]
            forms += [(self._nonzero(strata, m), _elimination_degree(self.degree, m)) for m in self.multiplicities]
            if all(form.degrees()[2] == degree for form, degree in forms):
                yield strata
                count += 1
            if count == 2:
                return

    def _nonzero(self, strata: ParametricStrata, m: int) -> fmpz_mpoly:
        form = strata.elimination_form(m)
        if not form:
            raise UnsupportedError(
                "every loss of the family has infinitely many critical points: there is one with a repeated root "
                f"of multiplicity {m} at every place"
            )
        return form

    def partition(self, m: int) -> Partition:
        """(m, 1, …, 1)."""
        return (m,) + (1,) * (self.degree - m)

    def of_target(self) -> fmpz_mpoly:
        """The discriminant of u."""
        return self._charts[0].target_form.discriminant("p")

    def of_births(self, m: int) -> fmpz_mpoly:
        """Where the elimination form vanishes altogether, or two of its real roots meet, multiple ones taken once."""
        content, form = _reduced(self._charts[0], m)
        return content * form.discriminant("p") if form.degrees()[2] > 1 else content

    def of_double_births(self) -> fmpz_mpoly:
        """Where two critical filters with two double roots meet."""
        if self._family.dimension > 1:
            return births_in_plane(self._family, self._charts[0].chart)
        polynomial = births_of_double_roots(self._charts[0])
        return CONTEXT.from_dict({(i, 0, 0, 0): c for i, c in enumerate(polynomial.coeffs()) if c})

    def of_joining(self, m: int) -> fmpz_mpoly:
        """Where a critical filter of multiplicity m has one of m + 1, and so solves the equations of both strata."""
        strata = self._charts[0]
        form = _reduced(strata, m)[1]
        first = form.resultant(strata.further_derivative(m), "p")
        return self._without_isotropic(m, first.gcd(form.resultant(_reduced(strata, m + 1)[1], "p")))

    def of_collisions(self, m: int) -> fmpz_mpoly:
        """Where simple roots meet; two charts, as in each the place at infinity is a zero without a meaning."""
        found = [_reduced(s, m)[1].resultant(s.discriminant_of_rest(m), "p") for s in self._charts]
        return self._without_isotropic(m, found[0].gcd(found[-1]))

    def _without_isotropic(self, m: int, polynomial: fmpz_mpoly) -> fmpz_mpoly:
        """Without factors of the resultant R of E and det K, K the derivatives of order m − 2 of Q⁻¹ at p.

        The critical filter is known up to det K, which has no real zero, so R is a product of squared absolute values.
        An irreducible factor of odd multiplicity does not change its sign in the window, and so is zero in isolated
        points at most. Nothing changes across such points.
        """
        strata = self._charts[0]
        for factor, power in _reduced(strata, m)[1].resultant(strata.isotropy(m), "p").factor()[1]:
            while power % 2 and not factor.is_constant() and not polynomial % factor:
                polynomial //= factor
        return polynomial

    def add(self, event: Event, strata: tuple[Partition, ...], polynomial: fmpz_mpoly) -> None:
        """Add the irreducible factors of a polynomial."""
        if not polynomial:
            raise UnsupportedError(f"every loss of the family is on a wall: {_always(event)}")
        for factor, _ in polynomial.factor()[1]:
            if not factor.is_constant():
                self.walls.append(Wall(event, strata, Curve.of(factor)))


def _reduced(strata: ParametricStrata, m: int) -> tuple[fmpz_mpoly, fmpz_mpoly]:
    """The content of the elimination form in the parameters, and its other factors, each taken once.

    Factors without parameters and without real roots are left out.
    """
    content, form = CONTEXT.constant(1), CONTEXT.constant(1)
    for factor, _ in strata.elimination_form(m).factor_squarefree()[1]:
        in_s, in_t, in_p, _ = factor.degrees()
        if not in_p:
            content *= factor
        elif in_s or in_t or _has_real_root(factor):
            form *= factor
    return content, form


def _always(event: Event) -> str:
    return {
        Event.TARGET: "every target has a repeated root",
        Event.LEAVING: "every target has a repeated root",
        Event.BIRTH: "two critical points are always the same",
        Event.JOINING: "a critical filter always has a root of higher multiplicity than it needs",
    }.get(event, "a critical filter always has two repeated roots")


def _elimination_degree(n: int, m: int) -> int:
    d = n - m + 1
    return (2 * d + 1) * m - d - 1


def _has_real_root(form: fmpz_mpoly) -> bool:
    """Of a polynomial in p alone."""
    coefficients = [0] * (form.degrees()[2] + 1)
    for exponents, c in zip(form.monoms(), form.coeffs(), strict=True):
        coefficients[exponents[2]] = int(c)
    return count_distinct_real_roots(fmpz_poly(coefficients)) > 0
