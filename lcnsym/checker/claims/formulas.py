"""Formulas of claims: unions of conjunctions of homogeneous polynomials in w_0, …, w_n compared with 0."""

from __future__ import annotations

from dataclasses import dataclass

from ..kernel.fields import Field
from ..kernel.forms import Form
from ..kernel.limits import MAX_ALTERNATIVES, MAX_CONDITIONS, MAX_EXPONENT, MAX_TERMS
from ..kernel.outcome import Malformed, shorten
from ..kernel.reading import fields, integer, integer_text, items

_SIGNS = {"<": (-1,), "=": (0,), ">": (1,), "<=": (-1, 0), ">=": (0, 1), "!=": (-1, 1)}

_SHOWN_BITS = 200
_SHOWN_TERMS = 20
_PRODUCT = 10_000
"""What a product of numbers costs beside the arithmetic, in nanoseconds."""

Term = tuple[int, tuple[tuple[int, int], ...]]
"""A coefficient, and (i, exponent of w_i) for the exponents that are not 0."""


class Coefficients:
    """w_0, …, w_n of a form as forms of degree 0, made when they are asked for."""

    def __init__(self, form: Form) -> None:
        self._form, self.field = form, form.field
        self._known: dict[int, Form] = {}

    def __getitem__(self, i: int) -> Form:
        if i not in self._known:
            self._known[i] = Form(self.field, [[c] for c in self._form.coefficient(self._form.degree - i)])
        return self._known[i]


@dataclass(frozen=True)
class Condition:
    """A polynomial compared with 0."""

    terms: tuple[Term, ...]
    relation: str

    def holds(self, coefficients: Coefficients) -> bool:
        """Whether the condition is true, exactly."""
        return _sign(self.terms, coefficients) in _SIGNS[self.relation]

    def __str__(self) -> str:
        written = " ".join(_written(term) for term in self.terms[:_SHOWN_TERMS]).removeprefix("+")
        more = " + …" if len(self.terms) > _SHOWN_TERMS else ""
        return f"{written or '0'}{more} {self.relation} 0"


@dataclass(frozen=True)
class Formula:
    """A union of conjunctions; no alternatives: false."""

    alternatives: tuple[tuple[Condition, ...], ...]

    def holds(self, form: Form) -> bool:
        """Whether the formula is true for the coefficients of a form, exactly."""
        coefficients = Coefficients(form)
        return any(all(condition.holds(coefficients) for condition in alternative) for alternative in self.alternatives)

    def __str__(self) -> str:
        several = (" and ".join(map(str, alternative)) or "true" for alternative in self.alternatives[:_SHOWN_TERMS])
        return shorten(" or ".join(several) or "false", 400)


def read_formula(document: object, size: int) -> Formula:
    """A list of alternatives, each a list of {"polynomial": [[coefficient, exponents], …], "relation": …}.

    Args:
        size: n + 1, the number of exponents of every term.
    """
    alternatives = items(document, "claim.formula", 0, MAX_ALTERNATIVES)
    read = tuple(
        tuple(
            _condition(condition, size)
            for condition in items(alternative, "an alternative of claim.formula", 0, MAX_CONDITIONS)
        )
        for alternative in alternatives
    )
    return Formula(read)


def _condition(document: object, size: int) -> Condition:
    polynomial, relation = fields(document, ("polynomial", "relation"), "a condition of claim.formula")
    if not isinstance(relation, str) or relation not in _SIGNS:
        raise Malformed(f"a relation of claim.formula must be one of {' '.join(_SIGNS)}")
    terms = tuple(_term(term, size) for term in items(polynomial, "a polynomial of claim.formula", 0, MAX_TERMS))
    if len({sum(exponent for _, exponent in powers) for _, powers in terms}) > 1:
        raise Malformed("a polynomial of claim.formula must be homogeneous")
    return Condition(terms, relation)


def _term(document: object, size: int) -> Term:
    coefficient, exponents = items(document, "a term of claim.formula", 2, 2)
    powers = [
        integer(exponent, "an exponent of claim.formula", 0, MAX_EXPONENT)
        for exponent in items(exponents, "the exponents of a term of claim.formula", size, size)
    ]
    read = integer_text(coefficient, "a coefficient of claim.formula")
    return read, tuple((i, exponent) for i, exponent in enumerate(powers) if exponent)


def _sign(terms: tuple[Term, ...], coefficients: Coefficients) -> int:
    """The sign of a homogeneous polynomial at the coefficients, which a positive scale does not change."""
    field = coefficients.field
    field.work.steps(1 + len(terms), _PRODUCT)
    total = _number(field, 0)
    for number, powers in terms:
        value = _number(field, -number)
        for i, exponent in powers:
            field.work.steps(exponent, _PRODUCT)
            for _ in range(exponent):
                value = value.times(coefficients[i])
        total = total.less(value)
    return field.sign(total.coefficient(0))


def _number(field: Field, value: int) -> Form:
    return Form(field, [[value], *([0] for _ in range(field.degree - 1))])


def _written(term: Term) -> str:
    number, powers = term
    factors = [f"w{i}^{exponent}" if exponent > 1 else f"w{i}" for i, exponent in powers]
    size = str(abs(number)) if number.bit_length() <= _SHOWN_BITS else "…"
    sign = "-" if number < 0 else "+"
    return sign + "*".join(([size] if size != "1" or not factors else []) + factors)
