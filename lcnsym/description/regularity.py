"""A proved bound for the degrees of generators of the ideal of the closure of a stratum of root multiplicities.

The closure X is the image of ν: Y = Π ℙ^{m_i} → ℙ^n, (f_i) ↦ Π f_i^i. The forms w_0, …, w_n on Y generate the image
of S = ℚ[w_0, …, w_n] in R = ⊕_d R_d, where R_d holds the polynomials of degree i·d in the coefficients of f_i. R is a
Cohen–Macaulay module of known regularity, and that of C = R / S is seen in two degrees, by ranks of matrices.

Source: `docs/closures.md`, with a proof; Bayer and Stillman, A criterion for detecting m-regularity, Invent. Math. 87
(1987), whose criterion is carried over from ideals to modules there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import comb, prod

from ..algebra.linear import integer_rank, pivots_modulo
from ..algebra.partitions import Partition

PRIME = 2**31 - 1
MODULUS = 2
"""Linear forms are made of the w_i with one i modulo this."""
LARGEST_SPACE = 2000
"""Up to this dimension of R_d."""
Exponents = tuple[int, ...]
Terms = dict[Exponents, int]


def regularity_bound(partition: Partition, most: int) -> int | None:
    """A number m ≤ most such that the ideal of the closure of Δ_λ is m-regular, so generated in degrees up to m.

    The least one that the criterion proves with the linear forms that are tried. None: it proves none.

    Args:
        partition: λ.
        most: the largest degree that is looked at.
    """
    ring = _SectionRing(partition)
    if all(ring.is_reached(d) for d in range(ring.regularity + 1)):
        # R is generated in these degrees, so S → R is onto
        return ring.regularity + 1
    for r in range(ring.regularity, most - 1):
        if ring.dimension_in(r + 2) > LARGEST_SPACE:
            return None
        if _is_regular(ring, r):
            return r + 2
    return None


def _is_regular(ring: _SectionRing, r: int) -> bool:
    """Whether the criterion shows that C is r-regular, r ≥ reg R, from dimensions of C/(h_1, …, h_i)C."""
    first, second = ring.cokernels(r + 1), ring.cokernels(r + 2)
    for i, left in enumerate(first):
        if i and second[i] != second[i - 1] - first[i - 1]:
            return False
        if not left:
            return second[0] == ring.dimension_in(r + 2) - ring.exact_rank(r + 2)
    return False


@dataclass(frozen=True)
class _SectionRing:
    """R, with the images of monomials in w_0, …, w_n.

    Attributes:
        partition: λ.
    """

    partition: Partition

    @cached_property
    def groups(self) -> tuple[tuple[int, int], ...]:
        """i and m_i, how many parts are i."""
        return tuple(sorted(Counter(self.partition).items()))

    @property
    def regularity(self) -> int:
        """Castelnuovo's and Mumford's, of R as an S-module."""
        return len(self.partition) + 1 - max(-(-(m + 1) // i) for i, m in self.groups)

    def dimension_in(self, degree: int) -> int:
        """That of R_d over ℚ."""
        return prod(comb(m + i * degree, m) for i, m in self.groups)

    @cached_property
    def coordinates(self) -> tuple[Terms, ...]:
        """w_0, …, w_n."""
        size = sum(m + 1 for _, m in self.groups)
        found: list[Terms] = [{(0,) * size: 1}]
        start = 0
        for i, m in self.groups:
            units = [tuple(int(k == start + j) for k in range(size)) for j in range(m + 1)]
            for _ in range(i):
                longer: list[Terms] = [{} for _ in range(len(found) + m)]
                for place, terms in enumerate(found):
                    for j, unit in enumerate(units):
                        _add(longer[place + j], terms, unit, 1)
                found = longer
            start += m + 1
        return tuple(found)

    @cached_property
    def sections(self) -> tuple[Terms, ...]:
        """Linear forms h_1, …, h_d in the w_i, with small coefficients spread by a linear recurrence.

        Each is made of w_i of one weight modulo MODULUS, so that matrices have a block for each.
        """
        found, state = [], 1
        for number in range(len(self.partition)):
            terms: Terms = {}
            for w in self.coordinates[number % MODULUS :: MODULUS]:
                state = state * 48271 % PRIME
                _add(terms, w, (0,) * len(next(iter(w))), state % 19 - 9 or 1)
            found.append(terms)
        return tuple(found)

    def weight(self, exponents: Exponents) -> int:
        """Modulo MODULUS, that of a monomial; w_i has weight i."""
        within = [j for _, m in self.groups for j in range(m + 1)]
        return sum(map(int.__mul__, within, exponents)) % MODULUS

    def basis(self, degree: int) -> dict[Exponents, int]:
        """The monomials of R_d, numbered."""
        powers = [list(_exponents(m + 1, i * degree)) for i, m in self.groups]
        return {sum(chosen, ()): place for place, chosen in enumerate(product(*powers))}

    def images(self, degree: int) -> dict[int, list[Terms]]:
        """By weight, the images of all monomials of degree d in the w_i."""
        found: list[tuple[int, int, Terms]] = [(0, 0, {(0,) * sum(m + 1 for _, m in self.groups): 1})]
        for _ in range(degree):
            found = [
                (last, weight + last, _product(terms, self.coordinates[last]))
                for first, weight, terms in found
                for last in range(first, len(self.coordinates))
            ]
        by_weight: dict[int, list[Terms]] = {}
        for _, weight, terms in found:
            by_weight.setdefault(weight, []).append(terms)
        return by_weight

    def exact_rank(self, degree: int) -> int:
        """The dimension of the image of S_d over ℚ."""
        total = 0
        for polynomials in self.images(degree).values():
            places = {e: place for place, e in enumerate(sorted({e for terms in polynomials for e in terms}))}
            rows = [[0] * len(places) for _ in polynomials]
            for row, terms in zip(rows, polynomials, strict=True):
                for exponents, c in terms.items():
                    row[places[exponents]] = c
            total += integer_rank(rows)
        return total

    def is_reached(self, degree: int) -> bool:
        """Whether every element of R_d comes from S_d."""
        return self.dimension_in(degree) == self.exact_rank(degree)

    def cokernels(self, degree: int) -> tuple[int, ...]:
        """The dimensions of C/(h_1, …, h_i)C in degree d modulo PRIME, for i = 0, 1, …; over ℚ they may be less."""
        if degree not in self._cokernels:
            self._cokernels[degree] = self._found_cokernels(degree)
        return self._cokernels[degree]

    @cached_property
    def _cokernels(self) -> dict[int, tuple[int, ...]]:
        return {}

    def _found_cokernels(self, degree: int) -> tuple[int, ...]:
        groups: list[list[Terms]] = [[terms for polynomials in self.images(degree).values() for terms in polynomials]]
        for section in self.sections:
            multiples = []
            for monomial in self.basis(degree - 1):
                multiples.append({_sum(exponents, monomial): c for exponents, c in section.items()})
            groups.append(multiples)
        missing = [0] * len(groups)
        for weight in range(MODULUS):
            places = {e: place for place, e in enumerate(e for e in self.basis(degree) if self.weight(e) == weight)}
            own = [[terms for terms in group if next(iter(terms)) in places] for group in groups]
            for i, rank in enumerate(_ranks(own, places)):
                missing[i] += len(places) - rank
        return tuple(missing)


def _ranks(groups: Sequence[Sequence[Terms]], places: dict[Exponents, int]) -> Iterator[int]:
    """Modulo PRIME, the dimensions that the polynomials of the first group span, of the first two, and so on."""
    matrix = [[0] * sum(map(len, groups)) for _ in places]
    column = 0
    for group in groups:
        for terms in group:
            for exponents, c in terms.items():
                matrix[places[exponents]][column] = c
            column += 1
    # the pivots among the first columns are as many as their rank
    pivots = pivots_modulo(matrix, PRIME)
    end = 0
    for group in groups:
        end += len(group)
        yield sum(pivot < end for pivot in pivots)


def _exponents(size: int, degree: int) -> Iterator[Exponents]:
    if size == 1:
        yield (degree,)
        return
    for first in range(degree, -1, -1):
        yield from ((first, *rest) for rest in _exponents(size - 1, degree - first))


def _sum(first: Exponents, second: Exponents) -> Exponents:
    return tuple(map(int.__add__, first, second))


def _add(into: Terms, terms: Terms, shift: Exponents, factor: int) -> None:
    for exponents, c in terms.items():
        moved = _sum(exponents, shift)
        into[moved] = into.get(moved, 0) + factor * c


def _product(first: Terms, second: Terms) -> Terms:
    found: Terms = {}
    for exponents, c in second.items():
        _add(found, first, exponents, c)
    return found
