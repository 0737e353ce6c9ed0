"""Formulas: finite unions of conjunctions of sign conditions on polynomials in the coefficients of a form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..algebra.forms import BinaryForm, FormLike, as_form
from ..algebra.polynomials import Polynomial
from ..algebra.short_repr import short_repr
from ..errors import BadInputError

Coefficients = tuple[Polynomial, ...]
"""Of a form, as polynomials in those of another one."""

Signs = dict[Polynomial, int]
"""The signs of polynomials at one form, as far as they are known."""


class Relation(Enum):
    """How a polynomial compares with 0; the value is the set of signs that are allowed.

    Examples:
        >>> Relation.AT_LEAST.symbol, sorted(Relation.AT_LEAST.value)
        ('≥', [0, 1])
    """

    LESS = frozenset({-1})
    EQUAL = frozenset({0})
    GREATER = frozenset({1})
    AT_MOST = frozenset({-1, 0})
    AT_LEAST = frozenset({0, 1})
    UNEQUAL = frozenset({-1, 1})

    @property
    def symbol(self) -> str:
        """<, =, >, ≤, ≥ or ≠."""
        return _SYMBOLS[self]


_SYMBOLS = {
    Relation.LESS: "<",
    Relation.EQUAL: "=",
    Relation.GREATER: ">",
    Relation.AT_MOST: "≤",
    Relation.AT_LEAST: "≥",
    Relation.UNEQUAL: "≠",
}


@short_repr
@dataclass(frozen=True)
class SignCondition:
    """A homogeneous polynomial in w_0, …, w_n compared with 0.

    Args:
        polynomial: homogeneous; its sign at a form is decided exactly.
        relation: how it compares with 0.

    Examples:
        >>> a, b, c = Polynomial.variables(3)
        >>> condition = SignCondition(b * b - 4 * a * c, Relation.AT_LEAST)
        >>> print(condition, condition.holds(BinaryForm((1, 0, -2))))
        -4*w0*w2 + w1^2 ≥ 0 True
    """

    polynomial: Polynomial
    relation: Relation

    def holds(self, form: BinaryForm, signs: Signs | None = None) -> bool:
        """Whether it holds at the coefficients of a form; `signs` remembers what was computed for that form."""
        known = {} if signs is None else signs
        if self.polynomial not in known:
            known[self.polynomial] = self.polynomial.sign_at(form)
        return known[self.polynomial] in self.relation.value

    def __str__(self) -> str:
        return f"{self.polynomial} {self.relation.symbol} 0"


@short_repr
@dataclass(frozen=True)
class Conjunction:
    """Sign conditions that hold together.

    Args:
        conditions: on polynomials in the same variables; none: always true.

    Examples:
        >>> first = Polynomial.variables(3)[0]
        >>> both = Conjunction((SignCondition(first, Relation.GREATER),)) & Conjunction(())
        >>> print(both, both.holds(BinaryForm((1, 0, 1))), Conjunction(()))
        w0 > 0 True true
    """

    conditions: tuple[SignCondition, ...]

    def holds(self, form: BinaryForm, signs: Signs | None = None) -> bool:
        """Whether all conditions hold at the coefficients of a form."""
        known = {} if signs is None else signs
        return all(condition.holds(form, known) for condition in self.conditions)

    def __and__(self, other: Conjunction) -> Conjunction:
        return Conjunction(self.conditions + tuple(c for c in other.conditions if c not in self.conditions))

    def __str__(self) -> str:
        return " and ".join(map(str, self.conditions)) or "true"


ALWAYS = Conjunction(())
"""What every form satisfies."""


def comparison(polynomial: Polynomial, relation: Relation) -> Conjunction:
    """One condition."""
    return Conjunction((SignCondition(polynomial, relation),))


@short_repr
@dataclass(frozen=True)
class Formula:
    """A finite union of conjunctions; none: false.

    Args:
        size: n + 1, the number of coefficients w_0, …, w_n it speaks of.
        alternatives: of which one at least holds.

    Examples:
        >>> from lcnsym import Architecture, describe
        >>> formula = describe(Architecture((2, 2))).function_space
        >>> print(formula, formula.holds(BinaryForm((1, 0, 1))))
        -4*w0*w2 + w1^2 ≥ 0 False
    """

    size: int
    alternatives: tuple[Conjunction, ...]

    @classmethod
    def constant(cls, size: int, value: bool) -> Formula:  # noqa: FBT001
        """The formula that is always or never true."""
        return cls(size, (Conjunction(()),) if value else ())

    def holds(self, form: FormLike, signs: Signs | None = None) -> bool:
        """Whether it is true for the coefficients of a form of degree n, decided exactly.

        Args:
            form: with coefficients in ℚ or a real number field.
            signs: a dictionary that remembers the signs of polynomials, for several formulas at the same form.

        Raises:
            BadInputError: the form has another degree.
        """
        form = as_form(form)
        if form.degree + 1 != self.size:
            raise BadInputError(f"a form of degree {self.size - 1} is required, one of degree {form.degree} was given")
        known = {} if signs is None else signs
        return any(alternative.holds(form, known) for alternative in self.alternatives)

    def __or__(self, other: Formula) -> Formula:
        return Formula(self.size, tuple(dict.fromkeys(self.alternatives + other.alternatives)))

    @property
    def polynomials(self) -> tuple[Polynomial, ...]:
        """The polynomials that occur, each once, in order of appearance."""
        found = (c.polynomial for alternative in self.alternatives for c in alternative.conditions)
        return tuple(dict.fromkeys(found))

    def __str__(self) -> str:
        if len(self.alternatives) == 1:
            return str(self.alternatives[0])
        several = (str(a) if len(a.conditions) == 1 else f"({a})" for a in self.alternatives)
        return " or ".join(several) or "false"
