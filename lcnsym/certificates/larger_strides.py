"""Evidence of membership for larger strides, in the terms of docs/certificate-format.md."""

from __future__ import annotations

from fractions import Fraction

from ..algebra.forms import BinaryForm
from ..algebra.squarefree import squarefree_decomposition
from ..errors import InconclusiveError
from ..membership.larger_strides import StridedFactorization
from ..roots.powers import cofactor_of_powers, divisor_prime
from ..roots.roots import isolation
from .values import Json, encode_form, encode_rationals


def classes(problem: StridedFactorization) -> Json:
    """Shows that the divisor at the failing level is too small, for a form without complex layers.

    Raises:
        InconclusiveError: no prime was found that shows it.
    """
    if problem.failing_level is None:
        raise AssertionError("the form has complex layers")
    stride = problem.levels[problem.failing_level].stride
    return {"kind": "classes", "stride": stride, "prime": str(_prime(problem.form, stride))}


def divisors(problem: StridedFactorization, *, count_roots: bool) -> Json:
    """Shows the largest divisors D_S(P), and the roots of those on which membership over ℝ depends.

    Raises:
        InconclusiveError: no prime was found that shows that a divisor is the largest.
    """
    first = problem.certain_levels if count_roots else len(problem.levels)
    pairs = zip(problem.levels, problem.divisors, strict=True)
    return {
        "kind": "divisors",
        "levels": [
            _level(problem.form, level.stride, form, count_roots=j >= first) for j, (level, form) in enumerate(pairs)
        ],
    }


def _level(form: BinaryForm, stride: int, divisor: BinaryForm, *, count_roots: bool) -> Json:
    cofactor = cofactor_of_powers(form, divisor, stride)
    factors: list[Json] = []
    if count_roots:
        decomposition = squarefree_decomposition(divisor)
        cofactor = cofactor.scaled(decomposition.scalar)
        factors = [_factor(m, part, form, _with_zero(isolation(part).breakpoints)) for m, part in decomposition.parts]
    elif divisor.degree:
        factors = [_factor(1, divisor, form, None)]
    else:
        cofactor = form
    prime = _prime(form, stride) if stride > 1 else 2
    return {"cofactor": encode_form(cofactor, form.field), "prime": str(prime), "factors": factors}


def _factor(multiplicity: int, part: BinaryForm, form: BinaryForm, breakpoints: list[Fraction] | None) -> Json:
    return {
        "multiplicity": multiplicity,
        "form": encode_form(part, form.field),
        "breakpoints": None if breakpoints is None else encode_rationals(breakpoints),
    }


def _with_zero(breakpoints: tuple[Fraction, ...]) -> list[Fraction]:
    """With 0 among them, which keeps the positive roots apart from the negative ones."""
    return sorted({*breakpoints, Fraction(0)})


def _prime(form: BinaryForm, stride: int) -> int:
    prime = divisor_prime(form, stride)
    if prime is None:
        raise InconclusiveError(
            f"no prime among the first few was found that bounds the divisors in x^{stride}, y^{stride}"
        )
    return prime
