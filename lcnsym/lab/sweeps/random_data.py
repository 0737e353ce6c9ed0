"""Random filters and Gram matrices with integer entries, drawn exactly and alike on every machine."""

from __future__ import annotations

from random import Random

from ...algebra.forms import BinaryForm, product
from ...network.architecture import Architecture
from ...network.convolution import compose

LARGEST_ROOT = 5
LARGEST_GRAM = 3


def generator_of(seed: int, index: int) -> Random:
    """The generator of one case, which depends on nothing else."""
    return Random(f"lcnsym sweep, seed {seed}, case {index}")


def integer_form(rng: Random, degree: int, largest: int) -> BinaryForm:
    """A form with independent integer coefficients, uniform in −largest..largest; the zero form is drawn again."""
    while True:
        coefficients = [rng.randint(-largest, largest) for _ in range(degree + 1)]
        if any(coefficients):
            return BinaryForm(coefficients)


def form_with_repeated_roots(rng: Random, degree: int) -> BinaryForm:
    """A product of powers of linear and definite quadratic forms; every root pattern is possible, also at infinity."""
    factors, left = [BinaryForm((rng.choice((-2, -1, 1, 2)),))], degree
    while left:
        is_pair = left >= 2 and rng.random() < 1 / 2
        factor = _definite(rng) if is_pair else integer_form(rng, 1, LARGEST_ROOT)
        # small multiplicities are the likelier ones
        multiplicity = min(rng.randint(1, left // factor.degree), rng.randint(1, left // factor.degree))
        factors += [factor] * multiplicity
        left -= multiplicity * factor.degree
    return product(factors)


def _definite(rng: Random) -> BinaryForm:
    """(x − a·y)² + b·y², b > 0."""
    a, b = rng.randint(-LARGEST_ROOT, LARGEST_ROOT), rng.randint(1, LARGEST_ROOT)
    return BinaryForm((1, -2 * a, a * a + b))


def composition(rng: Random, architecture: Architecture, largest: int) -> BinaryForm:
    """The end-to-end filter of layers with integer filters, which is a member of the function space."""
    return compose(architecture, [integer_form(rng, k - 1, largest) for k in architecture.filter_sizes])


def positive_definite(rng: Random, size: int) -> list[list[int]]:
    """A·Aᵀ + I with a square A of small integer entries."""
    rows = [[rng.randint(-LARGEST_GRAM, LARGEST_GRAM) for _ in range(size)] for _ in range(size)]
    return [[sum(a * b for a, b in zip(x, y, strict=True)) + (x is y) for y in rows] for x in rows]
