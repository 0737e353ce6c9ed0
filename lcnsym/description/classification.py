"""The complete root classification: which signs of polynomials in the coefficients decide a form's root pattern.

P = w_0 x^n + ⋯ + w_n y^n with (w_0, w_1) ≠ (0, 0) has as many distinct roots as the last subdiscriminant that is not 0
says, and the signs say how many are real. Which of these are repeated, and how often, the form of its repeated roots
tells, to which the same is done. If w_0 = w_1 = 0, y is divided out: how often it can be is the order at infinity.

No sign vector is listed that no form has because the numbers of its roots fit no pattern of the degree.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from ..algebra.polynomials import Polynomial
from ..algebra.subdiscriminants import repeated_part, subdiscriminants
from ..errors import UnsupportedError
from ..membership.patterns import RootPattern, patterns_of_degree
from .formulas import Conjunction, Formula, Relation, SignCondition
from .sign_sets import ANY, Box, SignVector, boxes, sign_vectors

MAX_DEGREE = 7

Label = TypeVar("Label", bound=Hashable)
Numbers = tuple[int, int]
"""(distinct real roots, distinct conjugate pairs)."""

ALWAYS = Conjunction(())


def root_numbers(signs: Sequence[int]) -> Numbers | None:
    """The numbers of distinct roots of a form with (w_0, w_1) ≠ (0, 0) and these signs of sD_2, …, sD_n.

    With l the last index of a sign that is not 0, sD_1 > 0, and zeros between two of them replaced by −s, −s, s, s, …
    after a sign s, there are as many pairs as changes of sign. None: no form has these signs.

    Source: Yang, Hou, Zeng, A complete discrimination system for polynomials, Science in China 39 (1996), the revised
    sign list; it is Frobenius's rule for the signature of a Hankel matrix.
    """
    revised, last = [1], 1
    zeros = 0
    for s in signs:
        if not s:
            zeros += 1
            continue
        revised += [(-last, -last, last, last)[i % 4] for i in range(zeros)]
        revised.append(s)
        last, zeros = s, 0
    pairs = sum(a != b for a, b in pairwise(revised))
    real = len(revised) - 2 * pairs
    return (real, pairs) if real >= 0 else None


def classified(degree: int, label_of: Callable[[RootPattern | None], Label]) -> dict[Label, Formula]:
    """For each label of a pattern a formula that holds exactly for the forms of a degree with such a pattern.

    Args:
        degree: n, from 0 to MAX_DEGREE.
        label_of: the label of every pattern of the degree, and of the zero form, which has none (None).

    Raises:
        UnsupportedError: a larger degree.
    """
    require_classified(degree)
    found = classified_at(Polynomial.variables(degree + 1), label_of)
    return {label: Formula(degree + 1, alternatives) for label, alternatives in found.items()}


def require_classified(degree: int) -> None:
    """Refuse a degree above MAX_DEGREE. Raises UnsupportedError."""
    if degree > MAX_DEGREE:
        raise UnsupportedError(f"root classifications are worked out up to degree {MAX_DEGREE}, {degree} was given")


def classified_at(
    coefficients: Sequence[Polynomial], label_of: Callable[[RootPattern | None], Label]
) -> dict[Label, tuple[Conjunction, ...]]:
    """For each label conditions on the variables under which forms with polynomial coefficients have such a pattern.

    Args:
        coefficients: of the form, n + 1.
        label_of: the label of every pattern of the degree, and of the zero form (None).

    Raises:
        UnsupportedError: a larger degree.
    """
    degree = len(coefficients) - 1
    require_classified(degree)
    labels = {pattern: label_of(pattern) for pattern in patterns_of_degree(degree)}
    zero = label_of(None)
    if len({zero, *labels.values()}) == 1:
        return {zero: (ALWAYS,)}
    w = tuple(coefficients)
    found = _at_infinity(w, 0, labels, zero) if degree < 2 else _from_all(w, labels, zero)
    return {label: tuple(alternatives) for label, alternatives in found.items()}


Cases = dict[Label, list[Conjunction]]


def _merged(*many: Cases[Label]) -> Cases[Label]:
    result: Cases[Label] = {}
    for cases in many:
        for label, alternatives in cases.items():
            result.setdefault(label, []).extend(alternatives)
    return result


def _always(labels: Iterable[Label]) -> Cases[Label]:
    return {label: [ALWAYS] for label in labels}


def _with(condition: Conjunction, cases: Cases[Label]) -> Cases[Label]:
    return {label: [condition & alternative for alternative in alternatives] for label, alternatives in cases.items()}


def _compare(polynomial: Polynomial, relation: Relation) -> Conjunction:
    return Conjunction((SignCondition(polynomial, relation),))


def _from_all(w: Sequence[Polynomial], labels: Mapping[RootPattern, Label], zero: Label) -> Cases[Label]:
    """The cases for all forms of a degree n ≥ 2.

    If all subdiscriminants are 0, either w_0 ≠ 0 and the form has a single root, or w_0 = w_1 = 0.
    """
    beyond = _at_infinity(w, 2, labels, zero)
    alone = labels[RootPattern((len(w) - 1,), ())]
    if set(beyond) == {alone}:
        return _by_signs(w, labels, ALWAYS)
    zeros = Conjunction(tuple(SignCondition(v, Relation.EQUAL) for v in w[:2]))
    return _merged(_by_signs(w, labels, _compare(w[0], Relation.UNEQUAL)), _with(zeros, beyond))


def _at_infinity(w: Sequence[Polynomial], order: int, labels: Mapping[RootPattern, Label], zero: Label) -> Cases[Label]:
    """The cases for forms with w_0 = ⋯ = w_{order−1} = 0, conditions that are not repeated."""
    if order == len(w):
        return {zero: [ALWAYS]}
    here = {_without(order, pattern): label for pattern, label in labels.items() if not order or order in pattern.real}
    finite = _by_signs(w[order:], here)
    further = _at_infinity(w, order + 1, labels, zero)
    if set(finite) == set(further) and len(finite) == 1:
        return _always(finite)
    return _merged(
        _with(_compare(w[order], Relation.UNEQUAL), finite), _with(_compare(w[order], Relation.EQUAL), further)
    )


def _without(order: int, pattern: RootPattern) -> RootPattern:
    """The pattern without a real root of multiplicity `order`; 0: nothing is taken away."""
    real = list(pattern.real)
    if order:
        real.remove(order)
    return RootPattern(tuple(real), pattern.complex)


def _by_signs(
    w: Sequence[Polynomial], labels: Mapping[RootPattern, Label], alone: Conjunction = ALWAYS
) -> Cases[Label]:
    """The cases for forms with one of some patterns and (w_0, w_1) ≠ (0, 0), or w_0 ≠ 0 for patterns of one root.

    Args:
        alone: what else is required for a pattern of one root.
    """
    if len(set(labels.values())) == 1 and alone == ALWAYS:
        return _always(labels.values())
    most = max(len(pattern.real) + 2 * len(pattern.complex) for pattern in labels)
    polynomials = subdiscriminants(w, most)
    groups: dict[Numbers, dict[RootPattern, Label]] = {}
    for pattern, label in labels.items():
        groups.setdefault((len(pattern.real), len(pattern.complex)), {})[pattern] = label
    vectors: dict[Numbers | None, list[SignVector]] = {}
    for vector in sign_vectors(most - 1):
        numbers = root_numbers(vector)
        vectors.setdefault(numbers if numbers in groups else None, []).append(vector)
    free = vectors.pop(None, [])
    inner = {numbers: _inner(w, numbers, group, alone) for numbers, group in groups.items()}
    # numbers of roots that tell the label are put together, the others have cases of their own
    pure = {numbers: label for numbers, cases in inner.items() for label in cases if cases == {label: [ALWAYS]}}
    found: Cases[Label] = {}
    for label in dict.fromkeys(pure.values()):
        wanted = [vector for numbers, own in pure.items() if own == label for vector in vectors[numbers]]
        found[label] = [_in_box(polynomials, box) for box in boxes(wanted, free, most - 1)]
    for numbers, cases in inner.items():
        if numbers not in pure:
            around = [_in_box(polynomials, box) for box in boxes(vectors[numbers], free, most - 1)]
            found = _merged(found, *(_with(conjunction, cases) for conjunction in around))
    return found


def _inner(
    w: Sequence[Polynomial], numbers: Numbers, group: Mapping[RootPattern, Label], alone: Conjunction
) -> Cases[Label]:
    """The cases among patterns with the same numbers of distinct roots."""
    if numbers == (1, 0):
        return {label: [alone] for label in group.values()}
    if len(set(group.values())) == 1:
        return _always(group.values())
    inner = {_reduced(pattern): label for pattern, label in group.items()}
    return _by_signs(repeated_part(w, numbers[0] + 2 * numbers[1]), inner)


def _reduced(pattern: RootPattern) -> RootPattern:
    """The pattern of the form in which every root occurs one time less."""
    return RootPattern(tuple(m - 1 for m in pattern.real if m > 1), tuple(m - 1 for m in pattern.complex if m > 1))


def _in_box(polynomials: Sequence[Polynomial], box: Box) -> Conjunction:
    pairs = zip(polynomials, box, strict=True)
    # the discriminant first, then the others by falling index
    conditions = [SignCondition(polynomial, Relation(signs)) for polynomial, signs in pairs if signs != ANY]
    return Conjunction(tuple(reversed(conditions)))
