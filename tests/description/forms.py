"""Many exact forms of every root pattern, with roots at 0 and infinity and leading zeros among them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from lcnsym import BinaryForm, RootPattern, parse_number
from lcnsym.algebra.forms import product

Point = tuple[int, int]


def form_with(pattern: RootPattern, random: Random) -> BinaryForm:
    """A form c·Π (q x − p y)^m · Π (a (x − u y)² + v y²)^m with different points (p : q) and (u, v)."""
    points: set[Fraction | None] = set()
    while len(points) < len(pattern.real):
        # None is infinity; it and 0 come often
        wild = Fraction(random.randint(-9, 9), random.randint(1, 4))
        points.add(random.choice([None, Fraction(0), wild, wild]))
    factors = [
        (BinaryForm((0, 1)) if t is None else BinaryForm((t.denominator, -t.numerator))) ** m
        for t, m in zip(random.sample(sorted(points, key=str), len(points)), pattern.real, strict=True)
    ]
    pairs: set[tuple[Fraction, Fraction]] = set()
    while len(pairs) < len(pattern.complex):
        centre = random.choice([Fraction(0), Fraction(random.randint(-5, 5), random.randint(1, 3))])
        pairs.add((centre, Fraction(random.randint(1, 9), random.randint(1, 3))))
    for (u, v), m in zip(random.sample(sorted(pairs), len(pairs)), pattern.complex, strict=True):
        factors.append(BinaryForm((1, -2 * u, u * u + v)) ** m)
    scalar = random.choice([1, -1, Fraction(5, 3), -(10**20)])
    return product(factors).scaled(scalar) if factors else BinaryForm((scalar,))


def forms_of(patterns: tuple[RootPattern, ...], number: int, seed: int) -> Iterator[tuple[RootPattern, BinaryForm]]:
    """At least so many forms, as many of each pattern."""
    random = Random(seed)
    for _ in range(-(-number // len(patterns))):
        for pattern in patterns:
            yield pattern, form_with(pattern, random)


def irrational_forms_of(
    patterns: tuple[RootPattern, ...], number: int, seed: int
) -> Iterator[tuple[RootPattern, BinaryForm]]:
    """At least so many forms, as many of each pattern, with irrational coefficients from real number fields."""
    random = Random(seed)
    numbers = [parse_number(text) for text in ("sqrt(2)", "root(x^3-3*x+1,1)", "sqrt(2)-sqrt(3)")]
    for _ in range(-(-number // len(patterns))):
        for pattern in patterns:
            form = form_with(pattern, random)
            alpha = random.choice(numbers)
            shifted = form.substituted(*random.choice([(1, alpha, 0, 1), (alpha, 1, 1, 0), (1, 0, alpha, 1)]))
            yield pattern, shifted.scaled(alpha)
