"""Descriptions for larger strides, against membership on filters that hit every stratum and every sort of roots."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest

from lcnsym import Architecture, BinaryForm, Description, StridedDescription, decide, describe
from lcnsym.algebra.forms import product
from lcnsym.algebra.polynomials import Polynomial
from lcnsym.description.formulas import Conjunction, Relation, SignCondition
from lcnsym.description.root_sort_formulas import Core, cofactor, sort_cases
from lcnsym.description.simplified_formulas import simplified
from lcnsym.errors import BadInputError, UnsupportedError
from lcnsym.membership.containment import space_class
from lcnsym.membership.larger_strides import root_sorts
from lcnsym.network.levels import levels

LINEAR = [BinaryForm(c) for c in ((1, 0), (0, 1), (1, -1), (1, 1), (1, -2), (1, 4), (1, -4), (1, 3), (4, -1), (1, -16))]


def architectures(largest: int) -> Iterator[Architecture]:
    """One for every function space of a larger stride with degrees up to some number."""

    def extended(left: int, stride: int, sizes: tuple[int, ...], strides: tuple[int, ...]) -> Iterator[Architecture]:
        for k in range(2, left // stride + 2):
            rest = left - (k - 1) * stride
            if not rest:
                yield Architecture((*sizes, k), (*strides, 1))
            for s in range(1, rest + 1):
                if rest >= stride * s:
                    yield from extended(rest, stride * s, (*sizes, k), (*strides, s))

    seen = set()
    for degree in range(2, largest + 1):
        for first in range(1, degree + 1):
            start = ((), ()) if first == 1 else ((1,), (first,))
            for architecture in extended(degree, first, *start):
                key = degree, space_class(architecture)
                if not architecture.is_stride_one and key not in seen:
                    seen.add(key)
                    yield architecture


def some_form(draw: random.Random, degree: int) -> BinaryForm:
    """With roots at 0 and infinity, repeated ones, pairs, and squares of roots of other forms."""
    found, left = [BinaryForm((1,))], degree
    while left:
        if left > 1 and draw.random() < 0.3:
            b = draw.choice([0, 0, 1, -1, 2])
            found.append(BinaryForm((1, b, draw.choice([1, 2]) + b * b)))
            left -= 2
        else:
            found.append(draw.choice(LINEAR))
            left -= 1
    return product(found)


def some_filters(architecture: Architecture, draw: random.Random, number: int) -> Iterator[BinaryForm]:
    """Compositions, products with larger divisors in powers, and forms with small coefficients."""
    found, n = levels(architecture), architecture.degree
    lowest, highest = found[0].stride, found[-1]
    yield BinaryForm((0,) * (n + 1))
    for _ in range(number):
        kind = draw.random()
        if kind < 0.15:
            yield BinaryForm([draw.choice([-2, -1, 0, 0, 1, 2]) for _ in range(n + 1)])
        elif kind < 0.4:
            yield product([some_form(draw, level.degree).in_powers(level.stride) for level in found])
        else:
            degree = draw.randint(highest.degree, n // highest.stride)
            rest = n - degree * highest.stride
            if rest % lowest == 0:
                divisor = some_form(draw, degree).in_powers(highest.stride)
                yield divisor * some_form(draw, rest // lowest).in_powers(lowest) * BinaryForm((draw.choice([1, -3]),))


def compare(architecture: Architecture, number: int, seed: int) -> tuple[int, int]:
    """How many filters are members, and how many are compared."""
    description = describe(architecture)
    assert isinstance(description, StridedDescription)
    members = total = 0
    for form in some_filters(architecture, random.Random(seed), number):
        verdict = decide(architecture, form)
        assert description.function_space.holds(form) is verdict.is_member, form
        assert description.complement.holds(form) is not verdict.is_member, form
        members += verdict.is_member
        total += 1
        if description.level_strata and not form.is_zero:
            there = [stratum for stratum in description.level_strata if stratum.conditions.holds(form)]
            assert len(there) == verdict.is_complex_member
            assert [stratum for stratum in description.level_strata if stratum.members.holds(form)] == (
                there if verdict.is_member else []
            )
            if there:
                divisor = verdict.factorization.divisors[-1]  # type: ignore[attr-defined]
                assert there[0].degree == divisor.degree
                assert there[0].stride == levels(architecture)[-1].stride
    return members, total


@pytest.mark.quick
def test_the_first_example() -> None:
    description = describe(Architecture((3, 2), (2, 1)))
    equation = "w0*w3^2 + w1^2*w4 - w1*w2*w3 = 0"
    assert str(description.function_space) == (
        f"({equation} and w1 ≠ 0) or ({equation} and w3 ≠ 0) or ({equation} and -4*w0*w4 + w2^2 ≥ 0)"
    )
    assert description.boundary == description.function_space
    assert str(description.interior) == "false"
    assert description.function_space.holds(BinaryForm((1, 0, 0, 0, -1)))
    assert description.complement.holds(BinaryForm((1, 0, 0, 0, 1)))


@pytest.mark.quick
@pytest.mark.parametrize("architecture", list(architectures(5)), ids=str)
def test_formulas_are_membership(architecture: Architecture) -> None:
    members, total = compare(architecture, 60, 1)
    assert 0 < members <= total


@pytest.mark.slow
def test_every_architecture_of_degree_six_in_less_than_ten_seconds() -> None:
    number = 0
    for architecture in architectures(6):
        if architecture.degree == 6:
            start = time.process_time()
            members, _ = compare(architecture, 40, 2)
            assert time.process_time() - start < 10
            assert members
            number += 1
    assert number == 18


@pytest.mark.long
@pytest.mark.parametrize("architecture", list(architectures(6)), ids=str)
def test_formulas_are_membership_at_five_thousand_filters(architecture: Architecture) -> None:
    compare(architecture, 5000, 3)


@pytest.mark.quick
def test_a_formula_in_which_signs_are_wrong_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from lcnsym.description import root_sort_formulas

    real = root_sort_formulas._positive_roots
    monkeypatch.setattr(
        root_sort_formulas,
        "_positive_roots",
        lambda core, number: ((where, number - positive) for where, positive in real(core, number)),
    )
    with pytest.raises(AssertionError):
        compare(Architecture((2, 2, 2), (1, 2, 1)), 200, 1)


@pytest.mark.quick
@pytest.mark.parametrize("degree", [1, 2, 3])
def test_sorts_of_roots(degree: int) -> None:
    cases = list(sort_cases(Polynomial.variables(degree + 1), is_even=True))
    draw = random.Random(degree)
    for _ in range(200):
        form = some_form(draw, degree)
        found = {sorts for where, sorts, _ in cases if where.holds(form)}
        assert found == {root_sorts(form)}


@pytest.mark.quick
def test_cofactors() -> None:
    """(2x² + 3xy + 5y²)·(x⁴ + 7y⁴) with T = 4, and with a root at infinity."""
    quotient, divisor = BinaryForm((2, 3, 5)), BinaryForm((1, 7))
    form = quotient * divisor.in_powers(4)
    one = Polynomial.variables(1)[0] * 0 + 1
    core = [one * int(c) for c in divisor.rationals]
    whole = tuple(one * int(c) for c in form.rationals)
    assert cofactor(whole, Core(0, 0, tuple(core)), 4) == tuple(one * int(c) for c in quotient.rationals)
    shifted = tuple(one * int(c) for c in (BinaryForm((0, 0, 0, 0, 1)) * form).rationals)
    assert cofactor(shifted, Core(1, 0, tuple(core)), 4) == tuple(one * int(c) for c in quotient.rationals)


@pytest.mark.quick
def test_simplification_keeps_what_is_true() -> None:
    w = Polynomial.variables(3)
    polynomials = [*w, w[0] * w[2], w[1] * w[1] - 4 * w[0] * w[2]]
    draw = random.Random(4)
    forms = [BinaryForm([draw.randint(-2, 2) for _ in range(3)]) for _ in range(60)]
    for _ in range(100):
        alternatives = [
            Conjunction(
                tuple(
                    SignCondition(draw.choice([p, -p]), draw.choice(list(Relation)))
                    for p in draw.sample(polynomials, draw.randint(1, 4))
                )
            )
            for _ in range(draw.randint(1, 5))
        ]
        formula = simplified(3, alternatives)
        assert len(formula.alternatives) <= len(alternatives)
        for form in forms:
            assert formula.holds(form) is any(a.holds(form) for a in alternatives)


@pytest.mark.quick
def test_what_is_refused() -> None:
    with pytest.raises(UnsupportedError, match="degree up to 6"):
        describe(Architecture((4, 3), (3, 1)))
    with pytest.raises(BadInputError, match="no larger stride"):
        StridedDescription(Architecture((3, 2)))
    with pytest.raises(UnsupportedError, match="stride one"):
        Description(Architecture((3, 2), (2, 1)))


@pytest.mark.needs("z3")
@pytest.mark.parametrize(("k", "s"), [((3, 2), (2, 1)), ((2, 2), (2, 1)), ((2, 2), (3, 1))])
def test_products_of_layers_satisfy_the_formula_by_z3(k: tuple[int, ...], s: tuple[int, ...]) -> None:
    """(Σ a_i x^i)·(Σ b_j x^(S·j)) with real a_i, b_j: z3 finds none for which the exported complement holds."""
    import z3

    from lcnsym.show.notation.formulas import smtlib

    architecture = Architecture(k, s)
    names = [[f"f{i}_{j}" for j in range(size)] for i, size in enumerate(k)]
    terms: list[list[str]] = [[] for _ in range(architecture.filter_size)]
    for i, a in enumerate(names[0]):
        for j, b in enumerate(names[1]):
            terms[i + j * s[0]].append(f"(* {a} {b})")
    script = smtlib(describe(architecture).parts, architecture.filter_size, "complement").splitlines()[:-1]
    script += [f"(declare-const {name} Real)" for layer in names for name in layer]
    script += [f"(assert (= w{i} (+ 0 0 {' '.join(found)})))" for i, found in enumerate(terms)]
    solver = z3.Then("simplify", "solve-eqs", "qfnra-nlsat").solver()
    solver.set("timeout", 60_000)
    solver.from_string("\n".join(script))
    assert solver.check() == z3.unsat
