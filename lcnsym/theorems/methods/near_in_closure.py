"""Filters with complex layers very near a given one, with rational coefficients, for two levels of strides."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from ...algebra.forms import BinaryForm, product
from ...membership.divisors import Divisors
from ...network.architecture import Architecture
from ...network.levels import levels
from ...roots.powers import cofactor_of_powers
from ...roots.roots import InfiniteRoot, RealRoot, isolate_roots

ONE = BinaryForm((1,))
NEAR = 10**7
QUADRATIC = 2

Factors = list[tuple[BinaryForm, int]]


def filters_near(architecture: Architecture, form: BinaryForm, seed: int, tries: int) -> Iterator[BinaryForm]:
    """C′·E′(x^r) near P = C·E(x^r) for divisors E of D_r(P), where all real roots of E and C are rational.

    Args:
        architecture: with two levels.
        form: P ≠ 0, with complex layers, over ℚ.
        seed: the same gives the same filters.
        tries: at most so many filters.
    """
    lower, upper = levels(architecture)
    ratio = upper.stride // lower.stride
    whole, divisor = Divisors(architecture, form).divisors
    factors = rational_factors(divisor)
    random = Random(seed)
    for _ in range(tries if factors is not None else 0):
        chosen = [(f, random.choice([random.randint(0, m), m, m - m % 2])) for f, m in factors or ()]
        if sum(f.degree * m for f, m in chosen) < upper.degree:
            continue
        found = product([ONE, *(f for f, m in chosen for _ in range(m))])
        rest = rational_factors(cofactor_of_powers(whole, found, ratio))
        if rest is not None:
            yield (_nearby(random, rest) * _nearby(random, chosen).in_powers(ratio)).in_powers(lower.stride)


def rational_factors(form: BinaryForm) -> Factors | None:
    """Linear factors, and one without real roots, with multiplicities; None: a real root is not rational."""
    found: Factors = []
    rest = form
    for root in isolate_roots(form):
        if isinstance(root, InfiniteRoot):
            linear = BinaryForm((0, 1))
        elif isinstance(root, RealRoot):
            if root.part is not None:
                return None
            value = root.interval[0]
            linear = BinaryForm((value.denominator, -value.numerator))
        else:
            continue
        found.append((linear, root.multiplicity))
        for _ in range(root.multiplicity):
            rest = cofactor_of_powers(rest, linear, 1)
    return [*found, (rest, 1)]


def _nearby(random: Random, factors: Factors) -> BinaryForm:
    """A form near a product, in which multiple real roots often become pairs."""

    def small() -> Fraction:
        return Fraction(random.randint(-1000, 1000), NEAR)

    parts = [ONE]
    for factor, multiplicity in factors:
        left = multiplicity
        while left:
            if factor.degree != 1:
                parts.append(factor + BinaryForm([small() for _ in range(factor.degree + 1)]))
                left -= 1
                continue
            across = BinaryForm((-factor.coefficients[1], factor.coefficients[0]))
            moved = factor + across.scaled(small())
            if left >= QUADRATIC and random.random() < 0.7:
                parts.append(moved * moved + (across * across).scaled(small() ** 2 + Fraction(1, NEAR**2)))
                left -= QUADRATIC
            else:
                parts.append(moved)
                left -= 1
    return product(parts)
