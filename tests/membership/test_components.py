"""Connected components: known spaces, a search of necklaces, paths between filters, and the laws of counting."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from random import Random

import pytest

from lcnsym import Architecture, BinaryForm, FunctionSpace, decide, space_components, stratum_components
from lcnsym.algebra.forms import product
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.membership.components import Components
from lcnsym.membership.patterns import patterns_of_degree
from lcnsym.membership.positions import Position

pytestmark = pytest.mark.quick


def necklaces(real: tuple[int, ...]) -> set[tuple[int, ...]]:
    """The words up to rotation, listed."""
    turns = ((word[i:] + word[:i] for i in range(max(len(word), 1))) for word in set(permutations(real)))
    return {min(words) for words in turns}


@pytest.mark.parametrize("degree", range(1, 8))
def test_strata_up_to_scaling_are_necklaces(degree: int) -> None:
    for pattern in patterns_of_degree(degree):
        found = necklaces(pattern.real)
        assert stratum_components(pattern, up_to_scaling=True) == len(found)
        double = 0
        for word in found:
            symmetry = sum(word == word[i:] + word[:i] for i in range(len(word))) or 1
            double += sum(word) // symmetry % 2 == 0
        assert stratum_components(pattern) == len(found) + double


def test_known_spaces() -> None:
    """Quadratic forms: indefinite, squares, definite; cubics and quartics without repeated roots."""
    assert [stratum_components(p) for p in ("11|0", "2|0", "0|1")] == [1, 2, 2]
    assert [stratum_components(p) for p in ("111|0", "1|1", "12|0", "3|0")] == [1, 1, 1, 1]
    assert [stratum_components(p) for p in ("1111|0", "11|1", "0|11", "0|2", "112|0", "22|0", "13|0")] == [
        *(1, 1, 2, 2),
        *(2, 2, 2),
    ]
    assert space_components((2, 2)) == Components(1, 2, 2)
    assert space_components((2, 2), up_to_scaling=True) == Components(1, 1, 1)
    assert space_components((3, 2)) == Components(1, 0, 0)
    assert FunctionSpace(Architecture((2, 2, 2, 2))).components() == Components(1, 1, 1)
    for strided in (Architecture((3, 2), (2, 1)),):
        with pytest.raises(UnsupportedError, match="a theorem is missing"):
            space_components(strided)
    with pytest.raises(UnsupportedError, match="components: for filters with several axes"):
        FunctionSpace("2x2,2x2").components()
    with pytest.raises(BadInputError):
        stratum_components("1|x")


def drawn(random: Random, degree: int) -> BinaryForm:
    """With any number of real roots."""
    real = random.randrange(degree % 2, degree + 1, 2)
    factors = [BinaryForm((random.randint(-4, 4), random.randint(1, 9))) for _ in range(real)]
    for _ in range((degree - real) // 2):
        a, b, c = (random.randint(1, 5) for _ in range(3))
        factors.append(BinaryForm((a, 2 * b - 6, Fraction((2 * b - 6) ** 2, 4 * a) + c)))
    return product([*factors, BinaryForm((random.choice((-1, 1)),))])


@pytest.mark.parametrize("k", [(2, 2), (2, 2, 2), (3, 2, 2), (2, 2, 2, 2)])
@pytest.mark.parametrize("part", [Position.INTERIOR, Position.OUTSIDE])
def test_random_filters_are_joined_by_paths(k: tuple[int, ...], part: Position) -> None:
    """Segments that stay in the part at some places join them; as many classes are left as there are components."""
    architecture, random = Architecture(k), Random(1)
    forms = [f for f in (drawn(random, architecture.degree) for _ in range(900)) if decide(k, f).position is part][:90]
    classes: list[list[BinaryForm]] = []
    for form in forms:
        joined = [c for c in classes if any(_are_joined(architecture, form, other, part) for other in c)]
        classes = [c for c in classes if all(c is not j for j in joined)] + [[form, *(f for c in joined for f in c)]]
    known = space_components(k)
    assert len(classes) == (known.interior if part is Position.INTERIOR else known.complement)


def _are_joined(architecture: Architecture, first: BinaryForm, second: BinaryForm, part: Position) -> bool:
    """At 15 places of the segment, and where the first coefficient vanishes on it."""
    (a, *_), (b, *_) = first.rationals, second.rationals
    places = [Fraction(i, 16) for i in range(1, 16)] + ([a / (a - b)] if a * b < 0 else [])
    for t in places:
        between = [(1 - t) * v + t * w for v, w in zip(first.rationals, second.rationals, strict=True)]
        if decide(architecture, BinaryForm(between)).position is not part:
            return False
    return True
