"""Euclid's algorithm modulo p: over ℤ/p, or over the ring R = (ℤ/p)[x]/(m) for forms over a field.

p need not be prime, so some elements that are not zero are no units; every one that is divided by must be one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from .fields import Field
from .forms import Form
from .linear import inverse
from .outcome import Rejected, require
from .polynomials import add_product, trimmed

Polynomial: TypeAlias = list[Any]
"""Elements of the ring, constant coefficient first, the last one not zero."""


class Modulo:
    """ℤ/p; its elements are integers."""

    def __init__(self, p: int) -> None:
        self.p = p

    def element(self, coordinates: Sequence[int]) -> Any:
        """What a number is modulo p."""
        return coordinates[0] % self.p

    def multiply(self, a: Any, b: Any) -> Any:
        """a·b."""
        return a * b % self.p

    def inverse(self, a: Any) -> Any:
        """1/a, by `unit`."""
        found = inverse(a, self.p)
        if found is None:
            raise Rejected("unit", "a leading coefficient is not a unit modulo p")
        return found

    def less(self, f: Polynomial, factor: Any, g: Polynomial) -> Polynomial:
        """f − factor·g, of one length."""
        return [(a - factor * b) % self.p for a, b in zip(f, g, strict=True)]

    def trimmed(self, f: Polynomial) -> Polynomial:
        """Without leading zeros."""
        return trimmed(f)

    def divide(self, f: Polynomial, g: Polynomial) -> tuple[Polynomial, Polynomial]:
        """Quotient and remainder."""
        lead, tail, quotient, rest = self.inverse(g[-1]), g[:-1], [], list(f)
        while len(rest) >= len(g):
            quotient.append(self.multiply(rest.pop(), lead))
            start = len(rest) - len(tail)
            rest[start:] = self.less(rest[start:], quotient[-1], tail)
        return quotient[::-1], self.trimmed(rest)

    def last_remainder(self, f: Polynomial, g: Polynomial) -> Polynomial:
        """The last remainder of Euclid's algorithm that is not zero."""
        while g:
            f, g = g, self.divide(f, g)[1]
        return f


class Residues(Modulo):
    """R = (ℤ/p)[x]/(m); its elements are d residues, the coordinates."""

    def __init__(self, field: Field, p: int) -> None:
        super().__init__(p)
        self.base = Modulo(p)
        lead = self.base.inverse(field.minpoly[-1] % p)
        self.monic = [c * lead % p for c in field.minpoly]

    def element(self, coordinates: Sequence[int]) -> Any:
        """What a number is modulo p."""
        return tuple(c % self.p for c in coordinates)

    def multiply(self, a: Any, b: Any) -> Any:
        """a·b."""
        wide = [0] * (2 * len(a) - 1)
        add_product(wide, a, b)
        while len(wide) > len(a):
            factor = wide.pop() % self.p
            if factor:
                for j, m in enumerate(self.monic[:-1], start=len(wide) - len(a)):
                    wide[j] -= factor * m
        return self.element(wide)

    def inverse(self, a: Any) -> Any:
        """1/a, by `unit` and Euclid's algorithm in (ℤ/p)[x]."""
        before, rest, t, s = self.monic, trimmed(a), list[int](), [1]
        while len(rest) > 1:
            quotient, following = self.base.divide(before, rest)
            t += [0] * (len(quotient) + len(s) - 1 - len(t))
            for i, factor in enumerate(quotient):
                t[i : i + len(s)] = self.base.less(t[i : i + len(s)], factor, s)
            before, rest, t, s = rest, following, s, trimmed(t)
        last = self.base.inverse(rest[0] if rest else 0)
        return self.element([c * last for c in s] + [0] * (len(a) - len(s)))

    def less(self, f: Polynomial, factor: Any, g: Polynomial) -> Polynomial:
        """f − factor·g, of one length."""
        products = (self.multiply(factor, b) for b in g)
        return [tuple(self.base.less(a, 1, b)) for a, b in zip(f, products, strict=True)]

    def trimmed(self, f: Polynomial) -> Polynomial:
        """Without leading zeros."""
        return trimmed(f, lambda element: not any(element))


def euclid_for(form: Form, p: int, rounds: int, size: int) -> Modulo:
    """The ring for the coefficients of a form and for so many runs of the algorithm on polynomials of a size."""
    work, d = form.field.work, form.field.degree
    work.divisions(d * (form.degree + 1), form.bits, p.bit_length())
    work.steps(rounds * size**2, 3000 + 300 * d * d)
    return Modulo(p) if d == 1 else Residues(form.field, p)


def check_squarefree(form: Form, p: int) -> None:
    """Show that a non-zero form over the field has no repeated root, by Euclid's algorithm for it and its derivative.

    Raises:
        Rejected: two leading coefficients are zero, or Euclid's algorithm modulo p meets a non-unit.
    """
    infinity = form.order_at_infinity()
    require("square-free", infinity <= 1, "the product of the factors has a repeated root at infinity")
    ring, numbers = euclid_for(form, p, 1, form.degree + 1), range(form.degree + 1 - infinity)
    f = [ring.element(form.coefficient(i)) for i in numbers]
    derivative = ring.trimmed([ring.element([i * c for c in form.coefficient(i)]) for i in numbers[1:]])
    ring.inverse(f[-1])
    message = "the product of the factors is not shown to be square-free: a common factor is left modulo p"
    require("square-free", len(ring.last_remainder(f, derivative)) == 1, message)
