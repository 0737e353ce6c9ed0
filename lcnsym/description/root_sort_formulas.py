"""How many roots of a form are at 0, at infinity, positive and negative, by polynomials in its coefficients.

`docs/larger-strides.md` has the proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..algebra.polynomials import Polynomial
from ..errors import UnsupportedError
from ..membership.larger_strides import RootSorts
from .classification import classified_at
from .formulas import ALWAYS, Coefficients, Conjunction, Relation, SignCondition, comparison

LARGEST_CORE = 3
"""Up to this degree the signs of coefficients and a discriminant tell how many roots are positive and negative."""

LARGEST_COFACTOR = 4
"""Up to this degree of its coefficients the real roots of the cofactor are counted instead of those of P."""


@dataclass(frozen=True)
class Core:
    """A form without its roots at 0 and infinity.

    Attributes:
        infinity, zero: how many these are.
        coefficients: of the rest, the first and the last are not zero.
    """

    infinity: int
    zero: int
    coefficients: Coefficients


def cofactor(w: Coefficients, core: Core, stride: int) -> Coefficients | None:
    """C with P = C·D_T(P)(x^T, y^T), up to a factor, for the core of D_T(P).

    None: its coefficients have a degree above LARGEST_COFACTOR in those of P.
    """
    rest = w[core.infinity * stride : len(w) - core.zero * stride]
    first, *others = core.coefficients
    number = len(rest) - stride * len(others)
    if not others:
        return rest
    steps = (number + stride - 1) // stride
    if 1 + steps * max(p.degree for p in core.coefficients) > LARGEST_COFACTOR:
        return None
    powers = [first * 0 + 1]
    while len(powers) <= steps:
        powers.append(powers[-1] * first)
    found: list[Polynomial] = []
    for k in range(number):
        # first^(k // T + 1) times the k-th coefficient
        value = rest[k] * powers[k // stride]
        for i, other in enumerate(others, start=1):
            if k >= i * stride:
                value = value - other * found[k - i * stride] * powers[i - 1]
        found.append(value)
    last = (number - 1) // stride
    return tuple(value * powers[last - k // stride] for k, value in enumerate(found))


def sort_cases(form: Coefficients, *, is_even: bool) -> Iterator[tuple[Conjunction, RootSorts, Core]]:
    """Conditions, and the sorts of the roots of a form that is not zero where they hold.

    Args:
        is_even: whether positive and negative roots are told apart; else all count as positive.

    Raises:
        UnsupportedError: the degree is above LARGEST_CORE, or MAX_DEGREE if they are not told apart.
    """
    degree = len(form) - 1
    for infinity in range(degree + 1):
        for zero in range(degree + 1 - infinity):
            core = form[infinity : degree + 1 - zero]
            outside = (*form[:infinity], *form[degree + 1 - zero :])
            guard = [SignCondition(p, Relation.EQUAL) for p in outside]
            # one condition, which those on the sign of the product are joined with
            guard.append(SignCondition(core[0] * core[-1] if len(core) > 1 else core[0], Relation.UNEQUAL))
            for where, positive, negative in _core_cases(core, is_even=is_even):
                pairs = (len(core) - 1 - positive - negative) // 2
                sorts = RootSorts(positive, negative, infinity + zero, pairs)
                yield Conjunction(tuple(guard)) & where, sorts, Core(infinity, zero, core)


def _core_cases(core: Coefficients, *, is_even: bool) -> Iterator[tuple[Conjunction, int, int]]:
    """The numbers of positive and negative roots of forms with first and last coefficients that are not zero."""
    degree = len(core) - 1
    if degree == 0:
        yield ALWAYS, 0, 0
        return
    # the form is not zero, so that it does not matter where zero is counted
    by_real_roots = classified_at(core, lambda p: degree if p is None else p.real_roots)
    if not is_even:
        for real, alternatives in by_real_roots.items():
            yield from ((where, real, 0) for where in alternatives)
        return
    if degree > LARGEST_CORE:
        raise UnsupportedError(
            f"numbers of positive and negative roots are described up to degree {LARGEST_CORE}, {degree} is needed"
        )
    for real, alternatives in by_real_roots.items():
        for where in alternatives:
            yield from ((where & signs, p, real - p) for signs, p in _positive_roots(core, real))


def _positive_roots(core: Coefficients, real: int) -> Iterator[tuple[Conjunction, int]]:
    """The numbers of positive roots of forms with this many real roots, from signs of coefficients.

    The last coefficient over the first has the sign of (−1)^n times the product of the roots, so of (−1)^(negative
    roots); where all roots are real, there are as many positive ones as changes of sign (Descartes).
    """
    first, last, degree = core[0], core[-1], len(core) - 1
    same, opposite = (comparison(first * last, relation) for relation in (Relation.GREATER, Relation.LESS))
    if real == 0:
        yield ALWAYS, 0
    elif real == 1:
        yield opposite, 1
        yield same, 0
    elif degree == 2:
        yield opposite, 1
        yield same & comparison(first * core[1], Relation.LESS), 2
        yield same & comparison(first * core[1], Relation.GREATER), 0
    else:
        # of degree three: the second coefficient has the sign of −Σ t_i, the third that of Σ t_i·t_j
        alternating = comparison(first * core[1], Relation.LESS) & comparison(first * core[2], Relation.GREATER)
        constant = comparison(first * core[1], Relation.GREATER) & comparison(first * core[2], Relation.GREATER)
        yield opposite & alternating, 3
        yield same & constant, 0
        for negated in (Relation.AT_LEAST, Relation.AT_MOST):
            sign = opposite if negated is Relation.AT_LEAST else same
            positive = 1 if negated is Relation.AT_LEAST else 2
            yield sign & comparison(first * core[1], negated), positive
            yield sign & comparison(first * core[2], Relation.AT_MOST), positive
