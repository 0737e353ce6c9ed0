"""Ten thousand random forms: the engine, the Bezoutian's inertia and SymPy must tell the same root pattern."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import pytest

from lcnsym.algebra.bezout import distinct_roots
from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.membership.patterns import RootPattern, root_pattern
from tests.oracles import sympy_pattern

FORMS_PER_SEED = 1_000


def random_form(rng: random.Random) -> BinaryForm:
    """A form of degree ≤ 8: dense, or a product of powers, with roots at 0 and infinity, scaled by a power of ten."""
    if rng.random() < 0.4:
        bound = rng.choice([1, 3, 1000, 10**12])
        coefficients = [rng.randint(-bound, bound) for _ in range(rng.randint(1, 9))]
        return BinaryForm(coefficients if any(coefficients) else [1])
    factors = [BinaryForm((rng.choice([1, -1, 7, Fraction(1, 10**9)]),))]
    while (degree := sum(f.degree for f in factors)) < 6 and rng.random() < 0.9:
        base = rng.choice(
            [(1, 0), (0, 1), (1, rng.randint(-3, 3)), (rng.randint(-3, 3), 1, rng.randint(-3, 3)), (1, 0, 2)]
        )
        power = rng.randint(1, max(1, (8 - degree) // (len(base) - 1)))
        factors.append(BinaryForm(base) ** power)
    return product(factors)


def bezoutian_pattern(form: BinaryForm) -> RootPattern:
    """Through P, gcd(P, P′), gcd of that and its derivative, …: the Bezoutian counts the distinct roots of each."""
    moved = form
    for shift in range(1, form.degree + 2):
        if moved.coefficients[0]:
            break
        moved = form.substituted(1, 0, shift, 1)
    polynomial = moved.integer_polynomial
    counts = []
    while polynomial.degree() > 0:
        counts.append(distinct_roots(BinaryForm([int(c) for c in reversed(polynomial.coeffs())])))
        polynomial = polynomial.gcd(polynomial.derivative())
    counts.append((0, 0))
    real, pairs = [], []
    for m, ((here, all_here), (deeper, all_deeper)) in enumerate(pairwise(counts), start=1):
        real += [m] * (here - deeper)
        pairs += [m] * ((all_here - here - all_deeper + deeper) // 2)
    return RootPattern(tuple(real), tuple(pairs))


@pytest.mark.parametrize("seed", range(10))
def test_three_routes_agree(seed: int) -> None:
    rng = random.Random(seed)
    seen = set()
    for _ in range(FORMS_PER_SEED):
        form = random_form(rng)
        pattern = root_pattern(form)
        assert pattern is not None
        assert pattern == bezoutian_pattern(form), repr(form)
        assert (pattern.real, pattern.complex) == sympy_pattern(form.coefficients), repr(form)
        seen.add(pattern)
    assert len(seen) > 60
