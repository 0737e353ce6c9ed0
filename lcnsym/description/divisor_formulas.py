"""The largest divisor D_T(P) in powers by polynomials in the coefficients of a form P: its degree and its coefficients.

They are minors of the matrix of the rank condition. `docs/larger-strides.md` has the proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

from ..algebra.polynomials import Polynomial
from ..algebra.subdiscriminants import determinant
from ..errors import UnsupportedError
from .formulas import ALWAYS, Coefficients, Conjunction, Relation, SignCondition, comparison
from .simplified_formulas import is_constant
from .strided_closures import MAX_MINOR_SIZE, MAX_MINORS, rank_condition


@dataclass(frozen=True)
class DivisorCase:
    """Where the guard holds and the divisor is not zero, it is D_T(P), up to a factor.

    Attributes:
        guard: conditions.
        divisor: coefficients.
        is_zero_with_form: whether the divisor is zero only if P is.
    """

    guard: Conjunction
    divisor: Coefficients
    is_zero_with_form: bool = False

    def where_not_zero(self) -> list[Conjunction]:
        """Alternatives."""
        if any(is_constant(p) and not p.is_zero for p in self.divisor):
            return [ALWAYS]
        return [comparison(p, Relation.UNEQUAL) for p in self.divisor if not p.is_zero]


def divisor_cases(w: Coefficients, stride: int, degree: int) -> Iterator[DivisorCase]:
    """D_T(P) for the forms P ≠ 0 for which it has a degree, if the minors for this degree vanish.

    In one of the cases at least the guard holds and the divisor is not zero exactly if D_T(P) has the degree.

    Args:
        w: the coefficients of P.
        stride: T.
        degree: δ ≥ 0.
    """
    n = len(w) - 1
    q, r = divmod(n, stride)
    if degree == 0:
        one = (w[0] * 0 + 1,)
        if q == 0:
            yield DivisorCase(ALWAYS, one)
        else:
            for p in minors(w, stride, 1):
                yield DivisorCase(comparison(p, Relation.UNEQUAL), one)
        return
    if degree == q and r == 0:
        yield DivisorCase(ALWAYS, w[::stride], is_zero_with_form=True)
    elif degree == q or (degree == q - 1 and r == 0):
        # all classes of this degree are multiples of one another
        for c in range(r + 1) if degree == q else range(1, stride):
            found = tuple(w[n - x] for x in range(c + degree * stride, -1, -stride))
            yield DivisorCase(ALWAYS, found)
    else:
        yield from _eliminated(w, stride, degree)
        zeros = Conjunction(tuple(SignCondition(v, Relation.EQUAL) for v in w[:stride]))
        for case in divisor_cases(w[stride:], stride, degree - 1):
            yield DivisorCase(zeros & case.guard, (w[0] * 0, *case.divisor), case.is_zero_with_form)


def _eliminated(w: Coefficients, stride: int, degree: int) -> Iterator[DivisorCase]:
    """Where D_T(P) has no root at infinity: its coefficients as minors that have the first columns."""
    matrix = multiples(w, stride, degree)
    size = len(matrix[0]) - degree
    _require_few(comb(len(matrix), size) * (degree + 1), size, stride)
    for rows in combinations(matrix, size):
        found = tuple(
            determinant([[*row[: size - 1], row[column]] for row in rows]) for column in range(size - 1, len(matrix[0]))
        )
        if not found[0].is_zero:
            yield DivisorCase(comparison(found[0], Relation.UNEQUAL), found)


def multiples(w: Coefficients, stride: int, degree: int) -> list[list[Polynomial]]:
    """Multiples of the classes of P that span all multiples of D_T(P) of their degree where it has this degree.

    For two classes these are as many as the dimension of that space, the rows of a Sylvester matrix.
    """
    if stride > 2:
        return rank_condition(len(w) - 1, stride, degree).matrix(w, w[0] * 0)
    n, zero = len(w) - 1, w[0] * 0
    classes = [[w[n - x] for x in range(c + (n - c) // 2 * 2, -1, -2)] for c in (0, 1)]
    columns = sum(map(len, classes)) - 1 - degree
    return [
        [zero] * shift + found + [zero] * (columns - len(found) - shift)
        for found in classes
        for shift in range(columns - len(found) + 1)
    ]


def minors(w: Coefficients, stride: int, degree: int) -> tuple[Polynomial, ...]:
    """Polynomials that vanish exactly if D_T(P) has at least a degree."""
    if degree == 0:
        return ()
    condition = rank_condition(len(w) - 1, stride, degree)
    if condition.has_many_minors:
        _require_few(MAX_MINORS + 1, condition.most + 1, stride)
    found: dict[Polynomial, None] = {}
    for minor in condition.minors(w):
        if not minor.is_zero and minor.primitive() not in found and (-minor).primitive() not in found:
            found[minor.primitive()] = None
    return tuple(sorted(found, key=lambda p: (p.degree, str(p))))


def _require_few(number: int, size: int, stride: int) -> None:
    if number > MAX_MINORS or size > MAX_MINOR_SIZE:
        raise UnsupportedError(
            f"up to {MAX_MINORS} minors of size up to {MAX_MINOR_SIZE} are written out; the condition for the stride "
            f"{stride} has more of them, or larger ones: their size is {size}"
        )
