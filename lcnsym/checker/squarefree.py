"""Square-freeness of a form, shown by Euclid's algorithm over R = (ℤ/p)[x]/(m)."""

from __future__ import annotations

from .forms import Form
from .outcome import Rejected
from .residues import Residues, last_remainder, without_zeros


def check_squarefree(form: Form, p: int) -> None:
    """Show that a non-zero form over the field has no repeated root.

    Raises:
        Rejected: two leading coefficients are zero, or Euclid's algorithm modulo p meets a non-unit.
    """
    infinity = form.order_at_infinity()
    if infinity > 1:
        raise Rejected("the product of the factors has a repeated root at infinity")
    ring = Residues(form.field, p)
    work, d = form.field.work, form.field.degree
    work.divisions(d * (form.degree + 1), form.bits, p.bit_length())
    work.steps((form.degree + 1) ** 2, 3000 + 300 * d * d)
    degree = form.degree - infinity
    f = [tuple(c % p for c in form.coefficient(i)) for i in range(degree + 1)]
    derivative = [tuple(i * c % p for c in element) for i, element in enumerate(f)][1:]
    ring.inverse(f[-1])
    last = last_remainder(ring, f, without_zeros(derivative))
    if len(last) != 1:
        raise Rejected("the product of the factors is not shown to be square-free: a common factor is left modulo p")
