"""Certificates that a filter satisfies or violates a formula."""

from __future__ import annotations

from ..algebra.forms import FormLike, as_form
from ..description.formulas import Formula
from ..errors import BadInputError
from .claims import Satisfies, Violates
from .document import Certificate
from .evidence import ARITHMETIC
from .values import check_size


def certify_formula(formula: Formula, form: FormLike) -> Certificate:
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
    form = as_form(form)
    check_size(form.degree)
    claim = Satisfies if formula.holds(form) else Violates
    return Certificate.of(form.field, claim(form, formula), ARITHMETIC)
