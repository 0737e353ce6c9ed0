"""Certificates that a filter satisfies or violates a formula."""

from __future__ import annotations

from ..algebra.forms import BinaryForm, require_form
from ..description.formulas import Formula, Relation
from ..errors import BadInputError
from .document import Certificate, Json, check_size, encode_form
from .evidence import ARITHMETIC

_RELATIONS = dict(zip(Relation, ("<", "=", ">", "<=", ">=", "!="), strict=True))


def certify_formula(formula: Formula, form: BinaryForm) -> Certificate:
    """A certificate of the claim "satisfies" or "violates", whichever is true.

    The formula is written out in the claim; that it describes a function space or a stratum is not part of it.

    Args:
        formula: in w_0, …, w_n.
        form: of degree n.

    Raises:
        BadInputError: the form has another degree.
        UnsupportedError: the certificate would be larger than the checker reads.
    """
    if not isinstance(formula, Formula):
        raise BadInputError(f"a Formula is required, a {type(formula).__name__} was given")
    require_form(form)
    check_size(form.degree)
    claim: Json = {
        "kind": "satisfies" if formula.holds(form) else "violates",
        "filter": encode_form(form, form.field),
        "formula": encode_formula(formula),
    }
    return Certificate.of(form.field, claim, ARITHMETIC)


def encode_formula(formula: Formula) -> list[list[Json]]:
    """A list of alternatives, each a list of polynomials with relations."""
    return [
        [
            {
                "polynomial": [[str(c), list(exponents)] for exponents, c in condition.polynomial.terms.items()],
                "relation": _RELATIONS[condition.relation],
            }
            for condition in alternative.conditions
        ]
        for alternative in formula.alternatives
    ]
