"""Formulas against the membership engine, on forms of every pattern, and against the literature's tables."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcnsym import Architecture, BadInputError, BinaryForm, Polynomial, RootPattern, UnsupportedError, decide, describe
from lcnsym.algebra.bezout import distinct_roots
from lcnsym.algebra.subdiscriminants import subdiscriminants
from lcnsym.description.classification import MAX_DEGREE, classified, root_numbers
from lcnsym.description.description import strata
from lcnsym.description.formulas import Signs
from lcnsym.membership.patterns import patterns_of_degree, root_pattern
from lcnsym.membership.positions import Position
from lcnsym.strategies import forms, forms_with_pattern, invertible_matrices, patterns

from .forms import forms_of, irrational_forms_of

FORMS = 5_000


def architecture_with(degree: int, even: int) -> Architecture:
    """Degree n with e even filter sizes, all but one of them 2."""
    rest = degree - even
    return Architecture((2,) * (even - 1) + (2 + rest,) if even else (degree + 1,))


@pytest.mark.parametrize("degree", [2, 3, 4, 5, pytest.param(6, marks=pytest.mark.slow)])
def test_as_the_engine_says(degree: int) -> None:
    architectures = [architecture_with(degree, even) for even in range(degree % 2, degree + 1, 2)]
    described = [describe(architecture) for architecture in architectures]
    places: Counter[int] = Counter()
    for pattern, form in forms_of(patterns_of_degree(degree), FORMS, seed=degree):
        signs: Signs = {}
        assert root_pattern(form) == pattern
        assert [found for found, formula in strata(degree).items() if formula.holds(form, signs)] == [pattern]
        for architecture, description in zip(architectures, described, strict=True):
            verdict = decide(architecture, form)
            assert description.function_space.holds(form, signs) == verdict.is_member
            assert description.complement.holds(form, signs) != verdict.is_member
            assert description.interior.holds(form, signs) == (verdict.position is Position.INTERIOR)
            assert description.boundary.holds(form, signs) == (verdict.position is Position.BOUNDARY)
        places[form.order_at_infinity] += 1
    assert all(places[order] for order in range(degree + 1))


@pytest.mark.parametrize("degree", [0, 1, MAX_DEGREE])
def test_other_degrees(degree: int) -> None:
    for pattern, form in forms_of(patterns_of_degree(degree), 200, seed=1):
        assert [found for found, formula in strata(degree).items() if formula.holds(form)] == [pattern]


@pytest.mark.parametrize("degree", range(MAX_DEGREE + 1))
def test_the_zero_form(degree: int) -> None:
    zero = BinaryForm((0,) * (degree + 1))
    assert not any(formula.holds(zero) for formula in strata(degree).values())
    for even in range(degree % 2, degree + 1, 2):
        architecture = architecture_with(degree, even)
        description = describe(architecture)
        assert description.function_space.holds(zero)
        assert description.boundary.holds(zero) == (even >= 2)
        assert description.interior.holds(zero) == (even < 2)


@pytest.mark.parametrize("degree", [2, 3, 4, 5, 6])
def test_coefficients_in_number_fields(degree: int) -> None:
    irrational = 0
    for pattern, form in irrational_forms_of(patterns_of_degree(degree), 150, seed=degree):
        signs: Signs = {}
        assert [found for found, formula in strata(degree).items() if formula.holds(form, signs)] == [pattern]
        irrational += not form.is_rational
    assert irrational >= 150


@given(st.data(), st.integers(2, 5))
def test_number_fields_and_changes_of_coordinates(data: st.DataObject, degree: int) -> None:
    pattern = data.draw(patterns(degree))
    form = data.draw(forms_with_pattern(pattern))
    formula = strata(degree)[pattern]
    assert formula.holds(form)
    assert formula.holds(form.scaled(Fraction(-7, 3)))
    assert formula.holds(form.substituted(*data.draw(invertible_matrices())))


QUARTIC_TABLE = {
    "1111|0": ("+", "+", "+"),
    "112|0": ("0", "+", "+"),
    "11|1": ("-", "*", "*"),
    "2|1": ("0", "-", "*"),
    "0|2": ("0", "0", "-"),
    "4|0": ("0", "0", "0"),
}
"""Signs of D4, D3, D2 for quartics with w_0 ≠ 0: Yang, Hou, Zeng 1996; * stands for any sign."""


def classical_quartic(w: tuple[Fraction, ...]) -> dict[str, Fraction]:
    """D2, D3, D4, E of the same table, written out as there."""
    a, b, c, d, e = w
    return {
        "D2": 3 * b**2 - 8 * c * a,
        "D3": 16 * a**2 * c * e - 18 * a**2 * d**2 - 4 * a * c**3 + 14 * a * b * c * d - 6 * a * e * b**2
        + b**2 * c**2 - 3 * d * b**3,
        "D4": 256 * a**3 * e**3 - 27 * a**2 * d**4 - 192 * a**2 * b * d * e**2 - 27 * b**4 * e**2
        - 6 * a * b**2 * d**2 * e + b**2 * c**2 * d**2 - 4 * a * c**3 * d**2 + 18 * b**3 * c * d * e
        + 144 * a * b**2 * c * e**2 - 80 * a * b * c**2 * d * e + 18 * a * b * c * d**3 - 4 * b**2 * c**3 * e
        - 4 * b**3 * d**3 + 16 * a * c**4 * e - 128 * a**2 * c**2 * e**2 + 144 * a**2 * c * d**2 * e,
        "E": 8 * a**2 * d + b**3 - 4 * a * b * c,
    }  # fmt: skip


def sign_of(value: Fraction) -> str:
    return "+" if value > 0 else "-" if value < 0 else "0"


def by_the_table(w: tuple[Fraction, ...]) -> str:
    d = classical_quartic(w)
    signs = tuple(sign_of(d[name]) for name in ("D4", "D3", "D2"))
    for pattern, row in QUARTIC_TABLE.items():
        if all(asked in ("*", sign) for asked, sign in zip(row, signs, strict=True)):
            return pattern
    if signs[0] == "+":
        return "0|11"
    return "22|0" if d["E"] == 0 else "13|0"


@pytest.mark.quick
def test_the_quartic_sign_table_of_the_literature() -> None:
    seen = set()
    for pattern, form in forms_of(patterns_of_degree(4), 2_000, seed=4):
        if form.order_at_infinity:
            continue
        assert by_the_table(tuple(form.coefficients)) == str(pattern)  # type: ignore[arg-type]
        seen.add(str(pattern))
    assert len(seen) == 9


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "formulas"),
    [
        ((2, 2), ("-4*w0*w2 + w1^2 ≥ 0", "-4*w0*w2 + w1^2 > 0", "-4*w0*w2 + w1^2 = 0", "-4*w0*w2 + w1^2 < 0")),
        ((3, 2), ("true", "true", "false", "false")),
        ((5,), ("true", "true", "false", "false")),
        ((1, 1), ("true", "true", "false", "false")),
        ((33, 4), ("true", "true", "false", "false")),
    ],
)
def test_textbook_formulas(sizes: tuple[int, ...], formulas: tuple[str, ...]) -> None:
    description = describe(Architecture(sizes))
    found = (description.function_space, description.interior, description.boundary, description.complement)
    assert tuple(map(str, found)) == formulas


@pytest.mark.quick
def test_three_real_roots_are_one_inequality() -> None:
    description = describe(Architecture((2, 2, 2)))
    cubic = "-27*w0^2*w3^2 + 18*w0*w1*w2*w3 - 4*w0*w2^3 - 4*w1^3*w3 + w1^2*w2^2"
    assert str(description.function_space) == f"{cubic} ≥ 0"
    assert str(description.boundary) == f"{cubic} = 0"


def test_definite_forms() -> None:
    positive, negative = describe(Architecture((4, 2))).definite or ()
    form = BinaryForm((1, 0, 2, 0, 1))
    assert (positive.holds(form), negative.holds(form)) == (True, False)
    assert (positive.holds(form.scaled(-1)), negative.holds(form.scaled(-1))) == (False, True)
    assert describe(Architecture((2, 2, 2))).definite is None
    for _, other in forms_of(patterns_of_degree(4), 300, seed=2):
        both = positive.holds(other) + negative.holds(other)
        assert both == describe(Architecture((4, 2))).complement.holds(other)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("signs", "numbers"),
    [
        ((1, 1, 1), (4, 0)),
        ((1, 1, -1), (2, 1)),
        ((1, -1, 0), (1, 1)),
        ((0, 0, 1), (0, 2)),
        ((0, 0, -1), (2, 1)),
        ((-1, 1, -1), None),
        ((0, 1, 0), None),
        ((0, 0, 0), (1, 0)),
        ((), (1, 0)),
    ],
)
def test_numbers_of_roots_by_the_revised_sign_list(signs: tuple[int, ...], numbers: tuple[int, int] | None) -> None:
    assert root_numbers(signs) == numbers


@given(st.data(), st.integers(2, 6))
def test_numbers_of_roots_by_the_inertia_of_the_bezoutian(data: st.DataObject, degree: int) -> None:
    form = data.draw(st.one_of(forms(degree), patterns(degree).flatmap(forms_with_pattern)))
    assume(any(form.coefficients[:2]))
    numbers = root_numbers([p.sign_at(form) for p in subdiscriminants(Polynomial.variables(degree + 1))])
    real, distinct = distinct_roots(form)
    assert numbers == (real, (distinct - real) // 2)


@pytest.mark.quick
def test_refusals() -> None:
    with pytest.raises(UnsupportedError, match="degree"):
        classified(MAX_DEGREE + 1, str)
    with pytest.raises(UnsupportedError, match="stride"):
        describe(Architecture((4, 3), (3, 1)))
    with pytest.raises(BadInputError, match="Architecture"):
        describe(2)  # type: ignore[arg-type]
    with pytest.raises(BadInputError, match="degree 3"):
        describe(Architecture((2, 2))).stratum(RootPattern.parse("111|0"))
    with pytest.raises(BadInputError, match="degree 2"):
        describe(Architecture((2, 2))).function_space.holds(BinaryForm((1, 2)))
