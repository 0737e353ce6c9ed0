"""Explicit filters near a given one that keep only its real roots of odd multiplicity."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ...algebra.bezout import distinct_roots
from ...algebra.forms import BinaryForm
from ...algebra.numbers import AlgebraicNumber, Number, sign
from ...algebra.squarefree import squarefree_decomposition
from ..statement import require
from .factors import real_factors

EXPONENTS = (4, 12, 40)


@dataclass(frozen=True)
class OddPartFamily:
    """Forms P_ε that tend to P = c·Π A_m^m, the A_m square-free and coprime, and keep its odd part.

    P_ε = c·Π_m A_m^{m mod 2}·(A_m² + ε·(x² + y²)^{deg A_m})^{⌊m/2⌋}.

    For ε > 0 the squares become positive definite, so that the real roots of P_ε are those of P of odd
    multiplicity, each of them simple. For ε → 0 it tends to P.

    Attributes:
        powers_of_epsilon: forms Q_0, Q_1, … with P_ε = Σ_j Q_j ε^j.
    """

    powers_of_epsilon: tuple[BinaryForm, ...]

    @classmethod
    def towards(cls, form: BinaryForm) -> OddPartFamily:
        """The family that tends to a non-zero form."""
        decomposition = squarefree_decomposition(form)
        family = [BinaryForm((decomposition.scalar,))]
        for multiplicity, part in decomposition.parts:
            definite = BinaryForm((1, 0, 1)) ** part.degree
            if multiplicity % 2:
                family = _times(family, [part])
            for _ in range(multiplicity // 2):
                family = _times(family, [part * part, definite])
        return cls(tuple(family))

    @cached_property
    def speed(self) -> Fraction:
        """C with |coefficients of P_ε − P| ≤ C·ε for 0 < ε ≤ 1."""
        return sum((_sup_norm_bound(form) for form in self.powers_of_epsilon[1:]), start=Fraction(0))

    def at(self, epsilon: Fraction) -> BinaryForm:
        """P_ε."""
        total = self.powers_of_epsilon[0]
        for j, form in enumerate(self.powers_of_epsilon[1:], start=1):
            total = total + form.scaled(epsilon**j)
        return total


def _times(first: list[BinaryForm], second: list[BinaryForm]) -> list[BinaryForm]:
    """The product of two polynomials in ε with forms as coefficients."""
    sums: dict[int, BinaryForm] = {}
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            sums[i + j] = sums[i + j] + a * b if i + j in sums else a * b
    return [sums[j] for j in sorted(sums)]


def _sup_norm_bound(form: BinaryForm) -> Fraction:
    return max(size_bound(w) for w in form.coefficients)


def size_bound(value: Number) -> Fraction:
    """A rational that the absolute value does not exceed."""
    if isinstance(value, AlgebraicNumber):
        return max(map(abs, value.enclosure(8)))
    return abs(value)


def near_filters(form: BinaryForm) -> list[BinaryForm]:
    """The forms P_ε for ε = 2^−4, 2^−12, 2^−40, nearer and nearer to a non-zero form P; P alone if no ε
    occurs.

    It is checked that P_ε tends to P, at distances of at most C·ε, and that the real roots of P_ε are as many
    as P has of odd multiplicity.

    Raises:
        ContradictionError: one of these is not so.
    """
    family = OddPartFamily.towards(form)
    require(family.powers_of_epsilon[0] == form, "the approximating filters do not tend to the filter", form)
    if len(family.powers_of_epsilon) == 1:
        return [form]
    odd = real_factors(form).odd
    found = []
    for exponent in EXPONENTS:
        epsilon = Fraction(1, 2**exponent)
        near = family.at(epsilon)
        _check_distance(form, near, family.speed * epsilon)
        real = distinct_roots(near)[0]
        require(real == odd, f"an approximating filter has {real} real roots in place of {odd}", form)
        found.append(near)
    return found


def _check_distance(form: BinaryForm, near: BinaryForm, bound: Fraction) -> None:
    differences = (form + near.scaled(-1)).coefficients
    within = all(sign(bound - d) >= 0 and sign(bound + d) >= 0 for d in differences)
    require(within, f"an approximating filter is farther than {bound} from the filter", form)
