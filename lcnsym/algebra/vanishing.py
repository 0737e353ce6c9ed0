"""All homogeneous polynomials of a degree that vanish on a family of forms, by exact linear algebra, weight by weight.

The families here are stable under (x, y) ↦ (x, c·y), so the polynomials that vanish on them are sums of isobaric
ones: all monomials Π w_i^{e_i} of one have the same degree Σ e_i and the same weight Σ i·e_i.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count

from flint import fmpz, fmpz_mat

from .linear import integer_rank
from .polynomials import Polynomial

Exponents = tuple[int, ...]
Rows = list[list[int]]


@lru_cache(maxsize=4096)
def monomials(size: int, degree: int, weight: int) -> tuple[Exponents, ...]:
    """The exponents of w_0, …, w_{size−1} of a degree and weight, w_0 with the largest exponent first."""

    def of(first: int, degree: int, weight: int) -> Iterator[Exponents]:
        if first == size - 1:
            if degree * first == weight:
                yield (degree,)
            return
        for exponent in range(degree, -1, -1):
            left, rest = degree - exponent, weight - first * exponent
            if (first + 1) * left <= rest <= (size - 1) * left:
                yield from ((exponent, *others) for others in of(first + 1, left, rest))

    return tuple(of(0, degree, weight))


def vanishing(coordinates: Sequence[Polynomial], degree: int, weight: int) -> list[Polynomial]:
    """A basis of the isobaric polynomials of a degree and weight that vanish when w_i is the i-th coordinate.

    Candidates vanish at many points of the family; that they vanish identically is checked by substitution, and if
    one does not, more points are taken. So the basis is proved to be one.

    Args:
        coordinates: w_0, …, w_n as polynomials in parameters.
    """
    size = len(coordinates)
    exponents = monomials(size, degree, weight)
    if not exponents:
        return []
    for extra in count(4, 8):
        rows = [_values(point, exponents) for point in _points(coordinates, len(exponents) + extra)]
        found = [_polynomial(size, exponents, vector) for vector in _kernel(rows)]
        if all(polynomial.substituted(coordinates).is_zero for polynomial in found):
            return found
    raise AssertionError("there is no last number of points")


def independent(polynomials: Sequence[Polynomial], beside: Sequence[Polynomial]) -> list[Polynomial]:
    """Some of the polynomials, isobaric of one degree and weight, that with the others are a basis of what all span."""
    exponents = sorted({exponents for p in (*polynomials, *beside) for exponents in p.terms})
    kept = [_row(p, exponents) for p in beside]
    rank = integer_rank(kept)
    chosen = []
    for polynomial in polynomials:
        trial = [*kept, _row(polynomial, exponents)]
        if integer_rank(trial) > rank:
            kept, rank = trial, rank + 1
            chosen.append(polynomial)
    return chosen


def _points(coordinates: Sequence[Polynomial], number: int) -> Iterator[list[int]]:
    """The coordinates at integer parameters, which are spread by a linear recurrence."""
    parameters = coordinates[0].number_of_variables
    state = 1
    for _ in range(number):
        values = []
        for _ in range(parameters):
            state = (state * 48271) % (2**31 - 1)
            values.append(state % 199 - 99)
        yield [int(coordinate.at(values)) for coordinate in coordinates]


def _values(point: Sequence[int], exponents: Sequence[Exponents]) -> list[int]:
    result = []
    for powers in exponents:
        value = 1
        for base, power in zip(point, powers, strict=True):
            value *= base**power
        result.append(value)
    return result


def _kernel(rows: Rows) -> Rows:
    """A basis, reduced to short integer vectors, of the vectors that every row is orthogonal to."""
    matrix, nullity = fmpz_mat(rows).nullspace()
    if not nullity:
        return []
    basis = [[int(matrix[i, j]) for i in range(matrix.nrows())] for j in range(nullity)]
    short = fmpz_mat([_primitive(vector) for vector in basis]).lll()
    return [[int(c) for c in row] for row in short.tolist()]


def _primitive(vector: list[int]) -> list[int]:
    content = fmpz(0)
    for c in vector:
        content = content.gcd(fmpz(c))
    return [c // int(content) for c in vector]


def _polynomial(size: int, exponents: Sequence[Exponents], vector: Sequence[int]) -> Polynomial:
    leading = next(c for c in vector if c)
    sign = 1 if leading > 0 else -1
    return Polynomial.from_terms(size, {e: sign * c for e, c in zip(exponents, vector, strict=True) if c})


def _row(polynomial: Polynomial, exponents: Sequence[Exponents]) -> list[int]:
    return [polynomial.terms.get(e, 0) for e in exponents]
