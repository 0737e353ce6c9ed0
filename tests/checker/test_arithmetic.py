"""Products and comparisons of forms against Fractions; residue rings; the integers and texts underneath."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.checker.claims.patterns import read_pattern, written
from lcnsym.checker.kernel.fields import Field
from lcnsym.checker.kernel.forms import Form, constant, read_form
from lcnsym.checker.kernel.limits import MAX_DIGITS, MAX_WORK, Work
from lcnsym.checker.kernel.linear import IntegersModulo
from lcnsym.checker.kernel.outcome import GivenUp, Malformed, Rejected
from lcnsym.checker.kernel.polynomials import above, between, greatest_common_divisor, value, values
from lcnsym.checker.kernel.reading import decimal, integer, parse_json, rational, shown
from lcnsym.checker.kernel.residues import Residues, check_squarefree

NUMBERS = st.fractions(min_value=-20, max_value=20, max_denominator=12)
ELEMENTS = st.tuples(NUMBERS, NUMBERS, NUMBERS)
FORMS = st.lists(ELEMENTS, min_size=1, max_size=4)
MINPOLY = [-3, 1, 0, 4]
"""Not monic: 4x³ + x − 3, α between 0 and 1."""


def cubic() -> Field:
    return Field(MINPOLY, (Fraction(0), Fraction(1)))


def document(form: list[tuple[Fraction, ...]]) -> list[str | list[str]]:
    return [[str(q) for q in w] if any(w[1:]) else str(w[0]) for w in form]


def read(form: list[tuple[Fraction, ...]]) -> Form:
    return read_form(document(form), cubic(), "the form")


def naive_product(f: list[tuple[Fraction, ...]], g: list[tuple[Fraction, ...]]) -> list[tuple[Fraction, ...]]:
    """By the definition, with α³ = (3 − α)/4."""
    total = [[Fraction(0)] * 5 for _ in range(len(f) + len(g) - 1)]
    for i, a in enumerate(f):
        for j, b in enumerate(g):
            for k, c in enumerate(a):
                for m, d in enumerate(b):
                    total[i + j][k + m] += c * d
    for w in total:
        for top in (4, 3):
            c = w.pop()
            w[top - 3] += c * Fraction(3, 4)
            w[top - 2] -= c * Fraction(1, 4)
    return [tuple(w) for w in total]


@given(FORMS, FORMS)
def test_products_and_equality(f: list[tuple[Fraction, ...]], g: list[tuple[Fraction, ...]]) -> None:
    product, expected = read(f).times(read(g)), naive_product(f, g)
    assert product.equals(read(expected))
    assert read(expected).equals(product)
    for i in range(len(expected)):
        wrong = [*expected]
        wrong[i] = (wrong[i][0], wrong[i][1] + Fraction(1, 10**9), wrong[i][2])
        assert not product.equals(read(wrong))
    assert not product.equals(read([*expected, (Fraction(0),) * 3]))


@pytest.mark.quick
def test_equality_is_of_values_not_of_coordinates() -> None:
    field = Field([6, 0, -5, 0, 1], (Fraction(1), Fraction(3, 2)))
    assert read_form([["0", "0", "1", "0"], "1"], field, "").equals(read_form(["2", "1"], field, ""))
    assert not read_form([["0", "0", "1", "0"], "1"], field, "").equals(read_form(["3", "1"], field, ""))
    zero = constant(field, [Fraction(-2), Fraction(0), Fraction(1), Fraction(0)])
    assert zero.is_zero()
    assert (zero.order_at_zero(), zero.order_at_infinity()) == (1, 1)


@pytest.mark.quick
@given(st.sampled_from([2, 3, 6, 7, 9, 35, 101, 2**61 - 1]), st.lists(st.integers(0, 10**6), min_size=9, max_size=9))
def test_residue_rings(p: int, entries: list[int]) -> None:
    minpoly = [-2, 0, 1, 5, 0, 1]
    ring = Residues(Field(minpoly, (Fraction(0), Fraction(1))), p)
    one = (1 % p, 0, 0, 0, 0)
    a, b, c = (tuple((x * (k + 1) + k) % p for x in entries[k : k + 5]) for k in (0, 2, 4))
    assert ring.multiply(a, b) == ring.multiply(b, a)
    assert ring.multiply(a, ring.multiply(b, c)) == ring.multiply(ring.multiply(a, b), c)
    assert ring.multiply(a, one) == a
    total = tuple((x + y) % p for x, y in zip(b, c, strict=True))
    split = [(x + y) % p for x, y in zip(ring.multiply(a, b), ring.multiply(a, c), strict=True)]
    assert ring.multiply(a, total) == tuple(split)
    try:
        inverse = ring.inverse(a)
    except Rejected:
        return
    assert ring.multiply(a, inverse) == one


@pytest.mark.quick
@pytest.mark.parametrize("p", [3, 7, 11])
def test_every_non_unit_is_found_where_the_minimal_polynomial_splits(p: int) -> None:
    """(ℤ/p)[x]/(x² − x) is (ℤ/p)²: a + bα is a unit exactly when a and a + b are."""
    ring = Residues(Field([0, -1, 1], (Fraction(1, 2), Fraction(2))), p)
    for a in range(p):
        for b in range(p):
            if a and (a + b) % p:
                assert ring.multiply((a, b), ring.inverse((a, b))) == (1, 0)
            else:
                with pytest.raises(Rejected):
                    ring.inverse((a, b))


@pytest.mark.quick
def test_a_leading_coefficient_without_inverse_makes_no_ring() -> None:
    with pytest.raises(Rejected):
        Residues(Field([-1, 0, 6], (Fraction(0), Fraction(1))), 15)


@pytest.mark.quick
@given(st.lists(st.integers(-12, 12), min_size=2, max_size=6), st.sampled_from([2, 3, 5, 7, 15, 101, 10_007]))
def test_square_freeness_is_never_claimed_wrongly(f: list[int], p: int) -> None:
    import sympy

    field = Field([0, 1], (Fraction(-1), Fraction(1)))
    if not any(f):
        return
    at_infinity = next(i for i, c in enumerate(f) if c)
    poly = sympy.Poly(f, sympy.Symbol("x"))
    square_free = at_infinity <= 1 and all(m == 1 for g, m in poly.factor_list()[1])
    try:
        check_squarefree(Form(field, [f[::-1]]), p)
    except Rejected:
        discriminant = int(poly.discriminant()) * int(poly.LC()) if poly.degree() > 1 else int(poly.LC())
        if p in (5, 7, 101, 10_007) and square_free:
            assert discriminant % p == 0
        return
    assert square_free


@given(st.lists(st.integers(-99, 99), min_size=1, max_size=6), NUMBERS, NUMBERS, st.integers(0, 40))
def test_moves_and_values(f: list[int], point: Fraction, other: Fraction, bits: int) -> None:
    def at(t: Fraction) -> Fraction:
        return sum((c * t**i for i, c in enumerate(f)), Fraction(0))

    def valued(g: list[int], t: Fraction) -> int:
        assert values([g], t, Work()) == [value(g, t.numerator, t.denominator)]
        return value(g, t.numerator, t.denominator)

    assert valued(f, point) == at(point) * point.denominator ** (len(f) - 1)
    assert value(f, other.numerator, 1 << bits) == at(Fraction(other.numerator, 2**bits)) * 2 ** (bits * (len(f) - 1))
    (moved,), unit = above([f], point, Work())
    assert unit > 0
    ratios = {valued(moved, t) / at(point + unit * t) for t in map(Fraction, range(1, 9)) if at(point + unit * t)}
    assert len(ratios) <= 1
    assert all(ratio > 0 for ratio in ratios)
    length = abs(other) + 1
    arc = between([moved], length / unit, Work())[0][::-1]
    for u in map(Fraction, range(1, 9)):
        inside = at(point + length * u / (1 + u))
        outside = at(point + length / (1 + u))
        signs = (
            {(s > 0) - (s < 0) for s in (inside, valued(arc, u))},
            {(s > 0) - (s < 0) for s in (outside, valued(arc, u))},
        )
        assert len(signs[0]) == 1 or len(signs[1]) == 1


@pytest.mark.quick
@given(st.lists(st.integers(-9, 9), max_size=5), st.lists(st.integers(-9, 9), max_size=5))
def test_greatest_common_divisors(f: list[int], g: list[int]) -> None:
    import sympy

    x = sympy.Symbol("x")
    expected = sympy.gcd(sympy.Poly(f[::-1] or [0], x), sympy.Poly(g[::-1] or [0], x))
    found = greatest_common_divisor(f, g, Work())
    degree = -1 if expected.is_zero else expected.degree()
    assert len(found) - 1 == degree
    assert degree < 0 or sympy.rem(expected, sympy.Poly(found[::-1], x)).is_zero


@pytest.mark.quick
@given(st.integers(0, 10**2000))
def test_decimals(n: int) -> None:
    assert decimal(str(n)) == n


@pytest.mark.quick
@given(st.fractions())
def test_rationals_have_one_spelling(q: Fraction) -> None:
    assert rational(str(q), "q") == q
    for other in (f"{q}/1", f" {q}", f"+{q}", f"0{q}", f"{2 * q.numerator}/{2 * q.denominator}", f"{q}\n"):
        with pytest.raises(Malformed):
            rational(other, "q")


@pytest.mark.quick
@pytest.mark.parametrize(
    "bad", [1, True, None, [], {}, "", "-", "1/", "/2", "--1", "1/2/3", "٣", "1" * (MAX_DIGITS + 1)]
)
def test_what_is_no_rational(bad: object) -> None:
    with pytest.raises(Malformed) as caught:
        rational(bad, "q")
    assert len(str(caught.value)) < 200


@pytest.mark.quick
@pytest.mark.parametrize("bad", [True, False, 0, 11, "1", None, [1], 10**17])
def test_what_is_no_small_integer(bad: object) -> None:
    with pytest.raises(Malformed):
        integer(bad, "n", 1, 10)


@pytest.mark.quick
@pytest.mark.parametrize(
    "bad", ["1.0", "1e2", "NaN", "-Infinity", "1" * 19, '{"a":1,"a":1}', "[" * 10**5, "\ufeff1", ""]
)
def test_json_that_is_refused(bad: str) -> None:
    with pytest.raises(Malformed):
        parse_json(bad)


@pytest.mark.parametrize("nested", [[], {}])
def test_showing_a_value_does_not_look_inside(nested: object) -> None:
    for _ in range(10**5):
        nested = [nested]
    assert shown(nested) == "a list"
    assert shown("\x1b[2J\n" * 10**6).isprintable()
    assert len(shown("x" * 10**6)) < 100
    assert [shown(value) for value in (None, True, False, 7, {})] == ["null", "true", "false", "7", "an object"]


@pytest.mark.quick
@pytest.mark.parametrize(
    ("real", "pairs", "text"),
    [
        ([], [], "0|0"),
        ([2, 1, 1], [], "112|0"),
        ([11], [], "11,|0"),
        ([1, 1], [1], "11|1"),
        ([12, 1], [3, 10], "1,12|3,10"),
        ([], [2048], "0|2048,"),
    ],
)
def test_patterns(real: list[int], pairs: list[int], text: str) -> None:
    assert written(real, pairs) == text == read_pattern(text)


@pytest.mark.quick
def test_the_meter_refuses() -> None:
    work = Work()
    work.steps(1, MAX_WORK)
    with pytest.raises(GivenUp, match="too large"):
        work.sums(1, 1)
    with pytest.raises(GivenUp, match="too large"):
        Work().room(2**20, 2**20)
    small, large = Work(), Work()
    small.products(1, 10**6, 10**6)
    large.products(1, 2 * 10**6, 2 * 10**6)
    assert 2.5 < large.done / small.done < 3.5


def test_integers_modulo_a_number() -> None:
    numbers = IntegersModulo(Work(), 10)
    assert numbers.inner([3, 4], [5, 6]) == 9
    assert (numbers.plus(3, 5), numbers.plus(6, 7)) == (8, 3)
    assert numbers.product([1, 7], [3, 9]) == [3, 0, 3]
