"""Factorization of multihomogeneous forms over ℚ, by FLINT."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product as cartesian
from math import lcm
from typing import Any

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from ..errors import UnsupportedError
from .forms import BinaryForm
from .multihomogeneous import TensorForm


def rational_factors(form: TensorForm) -> tuple[tuple[TensorForm, int], ...]:
    """The irreducible factors over ℚ of a form that is not zero, each monic, with multiplicities; by size, then terms.

    The variables y_j and x_j are factors like any others.

    Raises:
        UnsupportedError: the coefficients are not rational up to a common factor.
    """
    polynomial = integer_polynomial(form)
    axes = len(form.format)
    found: list[tuple[TensorForm, int]] = []
    for j, (size, degree) in enumerate(zip(form.format, polynomial.degrees(), strict=True)):
        at_infinity = size - 1 - int(degree)
        if at_infinity:
            unit = tuple(2 if i == j else 1 for i in range(axes))
            found.append((TensorForm(unit, (0, 1)), at_infinity))
    for factor, multiplicity in polynomial.factor()[1]:
        found.append((tensor_of(factor).monic(), int(multiplicity)))
    return tuple(sorted(found, key=lambda pair: (sum(pair[0].degrees), pair[0].degrees, str(pair[0]))))


def largest_divisor_in_powers(form: TensorForm, exponents: tuple[int, ...]) -> TensorForm:
    """D_S(P), the form D of largest degrees such that D in x_j^{S_j}, y_j^{S_j} divides P ≠ 0, S = `exponents`; monic.

    A factor x_j or y_j of multiplicity m gives D that factor ⌊m/S_j⌋ times. What else of P there is, is split by
    exponents modulo S, and the rest of D is the greatest common divisor of these parts: `docs/larger-strides.md`.

    Raises:
        UnsupportedError: the coefficients are not rational up to a common factor.
    """
    polynomial = integer_polynomial(form)
    ring, terms = polynomial.context(), [(tuple(map(int, e)), c) for e, c in polynomial.terms()]
    least = tuple(map(min, zip(*(exponent for exponent, _ in terms), strict=True)))
    classes: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
    for exponent, c in terms:
        moved = [(e - low, S) for e, low, S in zip(exponent, least, exponents, strict=True)]
        residues = tuple(e % S for e, S in moved)
        classes.setdefault(residues, {})[tuple(e // S for e, S in moved)] = c
    core = tensor_of(reduce(_gcd, map(ring.from_dict, classes.values())))
    found = core
    for j, (degree, low, S) in enumerate(zip(polynomial.degrees(), least, exponents, strict=True)):
        at_infinity = form.degrees[j] - int(degree)
        # 0, …, 0, 1, 0, …, 0: as many zeros before as powers of y, and after as powers of x
        line = BinaryForm((*[0] * (at_infinity // S), 1, *[0] * (low // S)))
        found = found * TensorForm.along(j, len(exponents), line)
    return found.monic()


def _gcd(f: Any, g: Any) -> Any:
    return f.gcd(g)


def is_rational(form: TensorForm) -> bool:
    """Whether the coefficients of a form that is not zero are rational up to a common factor."""
    return all(isinstance(w / form.leading, Fraction) for w in form.terms.values())


def integer_polynomial(form: TensorForm) -> fmpz_mpoly:
    """A multiple of P(x_1, …, x_D) with y_j = 1, with integer coefficients."""
    first = form.leading
    rational = {}
    for index, w in form.terms.items():
        ratio = w / first
        if not isinstance(ratio, Fraction):
            raise UnsupportedError(
                "filters with several axes are factored over ℚ; the quotient of two coefficients is irrational"
            )
        rational[index] = ratio
    scale = lcm(*(w.denominator for w in rational.values()))
    return context(len(form.format)).from_dict(
        {
            tuple(size - 1 - i for size, i in zip(form.format, index, strict=True)): int(w * scale)
            for index, w in rational.items()
        }
    )


def context(axes: int) -> fmpz_mpoly_ctx:
    """The polynomials in x1, …, xD."""
    return fmpz_mpoly_ctx.get([f"x{j}" for j in range(1, axes + 1)], Ordering.lex)


def tensor_of(polynomial: fmpz_mpoly) -> TensorForm:
    """The form with as small a format as the degrees of a polynomial in x1, …, xD allow."""
    degrees = tuple(map(int, polynomial.degrees()))
    entries = {
        tuple(d - int(e) for d, e in zip(degrees, exponents, strict=True)): int(c)
        for exponents, c in polynomial.terms()
    }
    format_ = tuple(d + 1 for d in degrees)
    return TensorForm(format_, (entries.get(index, 0) for index in cartesian(*map(range, format_))))
