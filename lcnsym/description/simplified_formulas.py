"""Formulas with the same solutions and fewer conditions: without contradictions and what others make needless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..algebra.polynomials import Polynomial
from .formulas import Conjunction, Formula, Relation, SignCondition


def is_constant(polynomial: Polynomial) -> bool:
    """Whether it has no variables."""
    return polynomial.degree <= 0


def simplified(size: int, alternatives: Iterable[Conjunction]) -> Formula:
    """The same without constants, contradictions, and what other alternatives make needless."""
    vectors = _SignVectors()
    kept = list(dict.fromkeys(found for found in map(vectors.written, alternatives) if found is not None))
    is_changed = True
    while is_changed:
        kept = _without_implied(_joined(kept))
        is_changed = False
        for i, one in enumerate(kept):
            weaker = vectors.weakened(one, kept)
            if weaker != one:
                kept[i], is_changed = weaker, True
    shorter = _SignVectors()
    found = dict.fromkeys(shorter.written(_with_zeros_put_in(vectors.read(one))) for one in kept)
    return Formula(
        size, tuple(shorter.read(one) for one in _without_implied([one for one in found if one is not None]))
    )


def _with_zeros_put_in(conjunction: Conjunction) -> Conjunction:
    """The same conditions on polynomials without the variables that are zero."""
    conditions = conjunction.conditions
    zeros = [c for c in conditions if c.relation is Relation.EQUAL and c.polynomial.variable is not None]
    if not zeros:
        return conjunction
    number = zeros[0].polynomial.number_of_variables
    values = list(Polynomial.variables(number))
    for condition in zeros:
        values[condition.polynomial.variable or 0] = values[0] * 0
    others = [SignCondition(c.polynomial.substituted(values), c.relation) for c in conditions if c not in zeros]
    return Conjunction((*zeros, *others))


_ANY = 0b111
_BITS = {-1: 1, 0: 2, 1: 4}


class _SignVectors:
    """Conjunctions by the places of polynomials and the signs that are allowed, as three bits.

    A conjunction implies another one if what that forbids is among what it forbids itself.
    """

    def __init__(self) -> None:
        self._places: dict[Polynomial, int] = {}

    def written(self, conjunction: Conjunction) -> _Vector | None:
        """None: no form satisfies it."""
        allowed: dict[int, int] = {}
        for condition in conjunction.conditions:
            polynomial, signs = condition.polynomial.primitive(), condition.relation.value
            if is_constant(polynomial):
                value = polynomial.at((0,) * polynomial.number_of_variables)
                if (value > 0) - (value < 0) not in signs:
                    return None
                continue
            if -polynomial in self._places:
                polynomial, signs = -polynomial, frozenset(-s for s in signs)
            place = self._places.setdefault(polynomial, len(self._places))
            allowed[place] = allowed.get(place, _ANY) & sum(_BITS[s] for s in signs)
            if not allowed[place]:
                return None
        return tuple(sorted(allowed.items()))

    def read(self, vector: _Vector) -> Conjunction:
        """The conjunction again."""
        polynomials = list(self._places)
        return Conjunction(
            tuple(
                SignCondition(polynomials[place], Relation(frozenset(s for s, bit in _BITS.items() if bits & bit)))
                for place, bits in vector
            )
        )

    def weakened(self, one: _Vector, kept: Sequence[_Vector]) -> _Vector:
        """Without a polynomial, where another alternative allows its other signs."""
        own = _forbidden(one)
        others = [_forbidden(other) for other in kept if other is not one]
        for place, bits in one:
            # the alternative with the other signs
            turned = (own & ~(_ANY << 3 * place)) | bits << 3 * place
            if any(not other & ~turned for other in others):
                return tuple((p, b) for p, b in one if p != place)
        return one


_Vector = tuple[tuple[int, int], ...]
"""Places of polynomials and the signs that are allowed."""


def _forbidden(vector: _Vector) -> int:
    """Three bits for every polynomial: the signs that are not allowed."""
    return sum((_ANY ^ bits) << 3 * place for place, bits in vector)


def _joined(kept: Sequence[_Vector]) -> list[_Vector]:
    """With one alternative for those that differ in the signs of one polynomial alone."""
    found = list(kept)
    for place in {place for one in kept for place, _ in one}:
        groups: dict[_Vector, int] = {}
        for one in found:
            rest = tuple((p, b) for p, b in one if p != place)
            groups[rest] = groups.get(rest, 0) | next((b for p, b in one if p == place), _ANY)
        found = [rest if bits == _ANY else tuple(sorted((*rest, (place, bits)))) for rest, bits in groups.items()]
    return found


def _without_implied(kept: Sequence[_Vector]) -> list[_Vector]:
    """Without alternatives that imply others."""
    forbidden = [_forbidden(one) for one in kept]
    found: list[_Vector] = []
    for i, one in enumerate(forbidden):
        if not any(not other & ~one and (other != one or j < i) for j, other in enumerate(forbidden) if j != i):
            found.append(kept[i])
    return found
