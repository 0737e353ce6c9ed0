"""The ring R = (ℤ/p)[x]/(m) and Euclid's algorithm over it, where leading coefficients are units."""

from __future__ import annotations

from .fields import Field
from .forms import Form
from .linear import inverse
from .outcome import Rejected, require
from .polynomials import Row, add_product

Element = tuple[int, ...]
"""d residues modulo p: an element of R by its coordinates."""


class Residues:
    """The ring R = (ℤ/p)[x]/(m); p need not be prime, so some elements that are not zero are no units."""

    def __init__(self, field: Field, p: int) -> None:
        self.p, self.degree = p, field.degree
        self.minpoly = [c % p for c in field.minpoly]
        self.lead_inverse = _unit(self.minpoly[-1], p)
        self.monic = tuple(c * self.lead_inverse % p for c in self.minpoly[:-1])

    def multiply(self, a: Element, b: Element) -> Element:
        """a·b."""
        wide = [0] * (2 * self.degree - 1)
        add_product(wide, a, b)
        for top in range(len(wide) - 1, self.degree - 1, -1):
            factor = wide.pop() % self.p
            if factor:
                for j, m in enumerate(self.monic, start=top - self.degree):
                    wide[j] -= factor * m
        return tuple(c % self.p for c in wide)

    def inverse(self, a: Element) -> Element:
        """1/a, by Euclid's algorithm in (ℤ/p)[x]; every leading coefficient met must be a unit."""
        r0, r1 = [c % self.p for c in (*self.monic, 1)], _stripped(list(a))
        s0: Row = []
        s1: Row = [1]
        while len(r1) > 1:
            quotient, rest = _divide(r0, r1, self.p)
            r0, r1 = r1, rest
            s0, s1 = s1, _minus_product(s0, quotient, s1, self.p)
        last = _unit(r1[0] if r1 else 0, self.p)
        padded = s1 + [0] * (self.degree - len(s1))
        return tuple(c * last % self.p for c in padded)


def _unit(value: int, p: int) -> int:
    found = inverse(value, p)
    if found is None:
        raise Rejected("unit", "a leading coefficient is not a unit modulo p")
    return found


def _stripped(f: Row) -> Row:
    while f and f[-1] == 0:
        f.pop()
    return f


def _divide(f: Row, g: Row, p: int) -> tuple[Row, Row]:
    """Quotient and remainder modulo p; the leading coefficient of g must be a unit."""
    inverse = _unit(g[-1], p)
    rest, quotient = list(f), [0] * max(len(f) - len(g) + 1, 0)
    while len(rest) >= len(g):
        factor = rest.pop() * inverse % p
        offset = len(rest) + 1 - len(g)
        quotient[offset] = factor
        rest[offset:] = [(x - factor * c) % p for x, c in zip(rest[offset:], g, strict=False)]
    return quotient, _stripped(rest)


def _minus_product(a: Row, b: Row, c: Row, p: int) -> Row:
    """a − b·c modulo p."""
    result = a + [0] * (max(len(b) + len(c) - 1, 0) - len(a))
    for i, x in enumerate(b):
        for j, y in enumerate(c):
            result[i + j] = (result[i + j] - x * y) % p
    return _stripped(result)


def last_remainder(ring: Residues, f: list[Element], g: list[Element]) -> list[Element]:
    """The last remainder of Euclid's algorithm that is not zero; over ℤ/p on plain integers, which is faster."""
    if ring.degree == 1:
        a, b = [c for (c,) in f], [c for (c,) in g]
        while b:
            a, b = b, _divide(a, b, ring.p)[1]
        return [(c,) for c in a]
    while g:
        f, g = g, _remainder(ring, f, g)
    return f


def without_zeros(f: list[Element]) -> list[Element]:
    while f and not any(f[-1]):
        f.pop()
    return f


def _remainder(ring: Residues, f: list[Element], g: list[Element]) -> list[Element]:
    inverse = ring.inverse(g[-1])
    rest = list(f)
    while len(rest) >= len(g):
        factor = ring.multiply(rest.pop(), inverse)
        offset = len(rest) + 1 - len(g)
        for i, c in enumerate(g[:-1], start=offset):
            rest[i] = tuple((x - y) % ring.p for x, y in zip(rest[i], ring.multiply(factor, c), strict=True))
    return without_zeros(rest)


def check_squarefree(form: Form, p: int) -> None:
    """Show that a non-zero form over the field has no repeated root, by Euclid's algorithm for it and its derivative.

    Raises:
        Rejected: two leading coefficients are zero, or Euclid's algorithm modulo p meets a non-unit.
    """
    infinity = form.order_at_infinity()
    require("square-free", infinity <= 1, "the product of the factors has a repeated root at infinity")
    ring = Residues(form.field, p)
    work, d = form.field.work, form.field.degree
    work.divisions(d * (form.degree + 1), form.bits, p.bit_length())
    work.steps((form.degree + 1) ** 2, 3000 + 300 * d * d)
    degree = form.degree - infinity
    f = [tuple(c % p for c in form.coefficient(i)) for i in range(degree + 1)]
    derivative = [tuple(i * c % p for c in element) for i, element in enumerate(f)][1:]
    ring.inverse(f[-1])
    last = last_remainder(ring, f, without_zeros(derivative))
    message = "the product of the factors is not shown to be square-free: a common factor is left modulo p"
    require("square-free", len(last) == 1, message)
