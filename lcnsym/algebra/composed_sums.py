"""The polynomial whose roots are all sums of a root of one polynomial and a multiple of a root of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from operator import mul

import flint
from flint import fmpq, fmpq_poly, fmpq_series


def composed_sum(first: fmpq_poly, second: fmpq_poly, multiplier: int) -> fmpq_poly:
    """The monic polynomial of all α_i + c·θ_j, each as often as it occurs.

    Its power sums come from those of the factors: Σ p_m(α + cθ) t^m/m! is the product of Σ p_m(α) t^m/m! and
    Σ p_m(θ) (ct)^m/m!, and the reverse of a monic polynomial of degree D is exp(−Σ p_m x^m/m) modulo x^{D+1}.

    Args:
        first: monic, of degree at least 1, with the roots α_i.
        second: the same, with the roots θ_j.
        multiplier: c, an integer.

    Source: Bostan, Flajolet, Salvy, Schost, Fast computation of special resultants, J. Symb. Comp. 41 (2006).
    """
    degree = int(first.degree() * second.degree())
    length = degree + 1
    with _truncated_at(length):
        sums = _product_of_exponential(_power_sums(first, length), _power_sums(second, length), multiplier, length)
        logarithm = _series([fmpq(0), *(-sums[m] / m for m in range(1, length))], length)
        reverse = logarithm.exp()
    return fmpq_poly([reverse[degree - i] for i in range(length)])


def second_summand(first: fmpq_poly, second: fmpq_poly, multiplier: int, sums: fmpq_poly) -> fmpq_poly:
    """The polynomial G of lower degree than the sums' S with θ_j = G(β)/S′(β) for β = α_i + c·θ_j, S square-free.

    G/S = Σ_ij θ_j/(x − β_ij) = Σ_k T_k x^(−k−1) with T_k = Σ_ij θ_j β_ij^k, and Σ T_k t^k/k! is the product of
    Σ p_m(α) t^m/m! and Σ p_(m+1)(θ) (ct)^m/m!.

    Args:
        first, second, multiplier: as in `composed_sum`.
        sums: what that gave; its roots are distinct.

    Source: Rouillier, Solving zero-dimensional systems through the rational univariate representation, AAECC 9 (1999).
    """
    length = int(sums.degree())
    with _truncated_at(length + 1):
        of_second = _power_sums(second, length + 1)
        next_sums = _series((of_second[m + 1] for m in range(length)), length)
        weighted = _product_of_exponential(_power_sums(first, length), next_sums, multiplier, length)
        reverse = weighted * _series((sums[length - i] for i in range(length)), length)
    return fmpq_poly([reverse[length - 1 - i] for i in range(length)])


@contextmanager
def _truncated_at(length: int) -> Iterator[None]:
    """FLINT's series are cut where the context says."""
    before = flint.ctx.cap
    flint.ctx.cap = length
    try:
        yield
    finally:
        flint.ctx.cap = before


def _product_of_exponential(first: fmpq_series, second: fmpq_series, multiplier: int, length: int) -> fmpq_series:
    """Σ c_m x^m, where Σ c_m t^m/m! is the product of Σ a_m t^m/m! and Σ b_m (ct)^m/m!."""
    factorials = list(accumulate(range(1, length), mul, initial=fmpq(1)))
    powers = accumulate([fmpq(multiplier)] * (length - 1), mul, initial=fmpq(1))
    own = _series((first[m] / factorials[m] for m in range(length)), length)
    other = _series((second[m] * power / factorials[m] for m, power in enumerate(powers)), length)
    product = own * other
    return _series((product[m] * factorials[m] for m in range(length)), length)


def _power_sums(polynomial: fmpq_poly, length: int) -> fmpq_series:
    """Σ p_m x^m, p_m the sum of the m-th powers of the roots: the reverse of P′ over that of P."""
    return _series(reversed(polynomial.derivative().coeffs()), length) / _series(reversed(polynomial.coeffs()), length)


def _series(coefficients: Iterable[fmpq], length: int) -> fmpq_series:
    return fmpq_series(list(coefficients), prec=length)
