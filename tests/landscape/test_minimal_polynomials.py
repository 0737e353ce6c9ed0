"""Minimal polynomials of losses: two routes for one repeated root, numerical solutions, and proofs that can fail."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import mpmath
import pytest
import sympy
from flint import fmpz_poly, nmod_poly

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.candidates.parametrizations import APPROXIMATION_BITS, Parametrization
from lcnsym.landscape.candidates.solution_candidates import Candidate, Element, candidate
from lcnsym.landscape.candidates.two_unknowns import common_zeros
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.equations.charts import IDENTITY
from lcnsym.landscape.equations.elimination_form import elimination_form
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.equations.repeated_roots import RepeatedRoots
from lcnsym.landscape.equations.tangency import Tangency
from lcnsym.landscape.layers.parameter_points import CriticalPoint
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.boxed_forms import BoxedForm
from lcnsym.landscape.strata.critical_forms import OneRepeatedRoot
from lcnsym.landscape.strata.solution_fields import SolutionField, SolutionValues
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.network.architecture import Architecture
from lcnsym.roots.roots import RealRoot, isolate_roots

from .support import euclidean, random_loss

QUARTIC = euclidean(1, -2, 3, 1, 2)


def several(sizes: tuple[int, ...], loss: SquareLoss) -> list[CriticalPoint]:
    """The critical points with several repeated roots."""
    points = critical_points(Architecture(sizes), loss).points
    return [p for p in points if isinstance(p.function.form, BoxedForm)]


def has_root_in(polynomial: tuple[int, ...], lo: Fraction, hi: Fraction) -> bool:
    """Whether the polynomial changes its sign."""
    signs = []
    for end in (lo, hi):
        total, power = 0, 1
        for c in reversed(polynomial):
            total = total * end.numerator + c * power
            power *= end.denominator
        signs.append((total > 0) - (total < 0))
    return signs[0] * signs[1] <= 0


def is_minimal(polynomial: tuple[int, ...]) -> bool:
    """Primitive, leading coefficient positive, and irreducible, modulo primes or by SymPy."""
    found = sympy.Poly(list(reversed(polynomial)), sympy.Symbol("v"))
    is_irreducible = no_factor_modulo_primes(polynomial) or found.is_irreducible
    return polynomial[-1] > 0 and found.content() == 1 and is_irreducible


def no_factor_modulo_primes(polynomial: tuple[int, ...]) -> bool:
    """Whether the degrees of the factors modulo some primes leave none for a factor over ℚ. False: they leave some."""
    degree = len(polynomial) - 1
    left = set(range(degree + 1))
    for prime in sympy.primerange(10**6, 10**6 + 1500):
        if polynomial[-1] % prime:
            sums = {0}
            for factor, power in nmod_poly(list(polynomial), prime).factor()[1]:
                for _ in range(power):
                    sums |= {s + factor.degree() for s in sums}
            left &= sums
    return left == {0, degree}


@pytest.mark.parametrize(
    ("sizes", "target"),
    [
        ((3, 2, 2), (1, 2, 3, -2, 4)),
        ((2, 2, 2, 2), (1, -2, 3, 1, 2)),
        ((3, 3, 2), (1, 2, 3, -2, 4, 1)),
        ((3, 3, 2), (1, 0, 3, 0, 4, 0)),
        # in other coordinates than the filters, and with numbers of very different sizes
        ((3, 3), (0, 0, 1, 0, 0)),
        ((3, 3), (1, 2, 3, 5, 10**12)),
    ],
)
def test_irreducible_with_the_loss_as_a_root(sizes: tuple[int, ...], target: tuple[int, ...]) -> None:
    points = several(sizes, euclidean(*target))
    assert points
    checked: set[tuple[int, ...]] = set()
    for point in points:
        minpoly = point.loss_minimal_polynomial()
        assert minpoly is not None
        # 2000 bits: another number would be a root by chance only
        assert has_root_in(minpoly, *point.loss_enclosure(2000))
        if minpoly not in checked:
            assert is_minimal(minpoly)
        checked.add(minpoly)


@pytest.mark.quick
def test_three_repeated_roots_have_none() -> None:
    function = next(f for f in critical_functions(euclidean(1, 2, 3, -2, 4, 1, 3), (2, 2, 2)).functions)
    assert isinstance(function.form, BoxedForm)
    assert function.form.value_minimal_polynomial() is None


def test_generic_data_have_the_degree_of_the_stratum() -> None:
    for sizes, loss, degree in (((3, 3), random_loss(4, 3), 13), ((3, 3), QUARTIC, 13)):
        for point in several(sizes, loss):
            minpoly = point.loss_minimal_polynomial()
            assert minpoly is not None
            assert len(minpoly) == degree + 1


def test_numerical_solutions_of_the_quartic() -> None:
    """ℓ((c(x² + ax + b))²), least in c, has its critical points in (a, b) where Newton's method finds them."""
    target = [1, -2, 3, 1, 2]
    mpmath.mp.dps = 120

    def loss(a: mpmath.mpf, b: mpmath.mpf) -> mpmath.mpf:
        p = [1, 2 * a, a * a + 2 * b, 2 * a * b, b * b]
        up = sum(s * t for s, t in zip(target, p, strict=True))
        return sum(t * t for t in target) - up * up / sum(t * t for t in p)

    def slopes(a: mpmath.mpf, b: mpmath.mpf) -> list[mpmath.mpf]:
        p = [1, 2 * a, a * a + 2 * b, 2 * a * b, b * b]
        rows = [[0, 2, 2 * a, 2 * b, 0], [0, 0, 2, 2 * a, 2 * b]]
        up, pp = sum(s * t for s, t in zip(target, p, strict=True)), sum(t * t for t in p)
        return [
            pp * sum(s * t for s, t in zip(target, row, strict=True))
            - up * sum(s * t for s, t in zip(p, row, strict=True))
            for row in rows
        ]

    points = several((2, 2, 2, 2), QUARTIC) + several((3, 3), QUARTIC)
    assert len(points) > 3
    for point in points:
        minpoly = point.loss_minimal_polynomial()
        assert minpoly is not None
        w = [float(sum(c) / 2) for c in point.coefficients()]
        start = (w[1] / w[0] / 2, (w[2] / w[0] - (w[1] / w[0] / 2) ** 2) / 2)
        a, b = mpmath.findroot(slopes, start)
        value = loss(a, b)
        terms = [c * value**i for i, c in enumerate(minpoly)]
        assert abs(sum(terms)) < mpmath.mpf(10) ** -90 * sum(map(abs, terms))
        # a change of the value by 10⁻⁶⁰ is seen
        wrong = [c * (value + mpmath.mpf(10) ** -60) ** i for i, c in enumerate(minpoly)]
        assert abs(sum(wrong)) > mpmath.mpf(10) ** -90 * sum(map(abs, wrong))


@pytest.mark.parametrize("multiplicity", [2, 3, 4])
@pytest.mark.parametrize("loss", [QUARTIC, random_loss(4, 5)])
def test_the_way_of_one_repeated_root(multiplicity: int, loss: SquareLoss) -> None:
    """The elimination form of one root is a parametrization: a2_0 = −t."""
    quadric = Quadric(loss.gram, loss.target)
    tangency = Tangency(quadric, (multiplicity, *[1] * (4 - multiplicity)))
    form = elimination_form(quadric, multiplicity)
    assert form is not None
    numbers = [int(c) for c in reversed(form.rationals)]
    values = SolutionValues(tangency, Parametrization.of_integers(numbers, [1], [([0, -1], 1)]).parametrization)
    found = 0
    for root in isolate_roots(form):
        if isinstance(root, RealRoot):
            single = OneRepeatedRoot(quadric, root, multiplicity, IDENTITY)
            box = tangency.box_near([-root.ball_at(200)], 200, is_real=True)
            assert box is not None
            assert values.minimal_polynomial(box) == single.value_minimal_polynomial()
            found += 1
    assert found


@pytest.mark.quick
def test_targets_on_the_stratum() -> None:
    """(x² + y²)² and (x² + xy + y²)² are critical themselves; the others have rational or cubic losses."""
    first = critical_points(Architecture((3, 3)), euclidean(1, 0, 2, 0, 1)).points
    assert [p.loss_minimal_polynomial() for p in first] == [(0, 1), (-2, 1), (-16, 5), (-16, 5), (-16, 3)]
    second = critical_points(Architecture((3, 3)), euclidean(1, 2, 3, 2, 1)).points
    found = [p.loss_minimal_polynomial() for p in second]
    assert found[:2] == [(0, 1), (-49, 3)]
    assert found[2] is not None
    assert is_minimal(found[2])


def test_mirror_images_have_one_polynomial() -> None:
    """u is symmetric under x ↦ −x: the fields have twice the degree of the losses, or the points are rational."""
    points = several((3, 3), euclidean(1, 0, 2, 0, 3))
    found = [p.loss_minimal_polynomial() for p in points]
    assert [None if m is None else len(m) - 1 for m in found] == [4, 1, 4, 4, 4]
    assert found[2] == found[3]
    assert all(m is not None and is_minimal(m) for m in found)


def test_budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    point = several((3, 3), QUARTIC)[0]
    monkeypatch.setattr("lcnsym.landscape.strata.solution_fields.MAX_FIELD_DEGREE", 12)
    assert point.loss_minimal_polynomial() is None
    monkeypatch.undo()
    other = several((3, 3), random_loss(4, 3))[0]
    monkeypatch.setattr("lcnsym.landscape.strata.solution_fields.EXPONENTS", (521,))
    assert other.loss_minimal_polynomial() is None


def two_double_roots() -> tuple[Tangency, Parametrization]:
    quadric = Quadric(QUARTIC.gram, QUARTIC.target)
    found = common_zeros(RepeatedRoots((2, 2)).equations(quadric))
    assert found is not None
    zeros = found.parametrization()
    assert zeros is not None
    return Tangency(quadric, (2, 2)), zeros


@pytest.mark.quick
def test_a_wrong_parametrization_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # the largest primes take seconds
    monkeypatch.setattr("lcnsym.landscape.strata.solution_fields.EXPONENTS", (1279, 2203))
    tangency, zeros = two_double_roots()
    points = [p for p, is_real in zeros.points(APPROXIMATION_BITS) if is_real]
    boxes = [tangency.box_near(p, APPROXIMATION_BITS, is_real=True) for p in points]
    (first, scale), second = zeros.numerators
    # near the right points, and no solutions
    huge = 10**20
    moved = Parametrization(zeros.elimination, zeros.denominator, ((first * huge + 1, scale * huge), second))
    right, wrong = SolutionValues(tangency, zeros.parametrization), SolutionValues(tangency, moved.parametrization)
    for box in boxes:
        assert box is not None
        assert right.minimal_polynomial(box) is not None
        assert wrong.minimal_polynomial(box) is None


@pytest.mark.quick
def test_another_box_is_not_mistaken() -> None:
    tangency, zeros = two_double_roots()
    point = next(p for p, is_real in zeros.points(APPROXIMATION_BITS) if is_real)
    box = tangency.box_near(point, APPROXIMATION_BITS, is_real=True)
    assert box is not None
    away = replace(box, coordinates=(box.coordinates[0] + 1, *box.coordinates[1:]))
    assert SolutionValues(tangency, zeros.parametrization).minimal_polynomial(away) is None


@pytest.mark.quick
def test_wrong_candidates_are_not_proved() -> None:
    tangency, zeros = two_double_roots()
    found = candidate(tangency.quadric, tangency.unknowns, zeros, zeros.elimination, 2**2203 - 1)
    assert found is not None
    assert SolutionField(tangency, found).is_proved

    def moved(element: Element) -> Element:
        return replace(element, numerator=element.numerator + fmpz_poly([0, 1]))

    wrong: list[Candidate] = [
        replace(found, repeated=(moved(found.repeated[0]), *found.repeated[1:])),
        replace(found, simple=tuple(map(moved, found.simple))),
        replace(found, value=moved(found.value)),
        replace(found, value=replace(found.value, denominator=2 * found.value.denominator)),
        replace(found, minimal=(found.minimal[0] + 1, *found.minimal[1:])),
        replace(found, steps=(found.steps[0] + 1, *found.steps[1:])),
        replace(found, steps=found.steps[:-1]),
        replace(found, minimal=found.minimal[1:], steps=found.steps[1:]),
    ]
    for candidate_ in wrong:
        assert not SolutionField(tangency, candidate_).is_proved


def test_rational_grams_have_the_right_scales() -> None:
    """Q and Qu with different denominators: the losses are scaled with Q."""
    gram = [[Fraction(int(i == j) * (i + 2), 7) for j in range(5)] for i in range(5)]
    target = BinaryForm([Fraction(c, 3) for c in (1, -2, 3, 1, 2)])
    integral = SquareLoss.with_gram([[7 * q for q in row] for row in gram], target)
    first = [p.loss_minimal_polynomial() for p in several((3, 3), SquareLoss.with_gram(gram, target))]
    second = [p.loss_minimal_polynomial() for p in several((3, 3), integral)]
    assert len(first) == len(second) > 0
    for a, b in zip(first, second, strict=True):
        assert a is not None
        assert b is not None
        assert is_minimal(a)
        scaled = fmpz_poly([c * 7**i for i, c in enumerate(b)])
        assert list(a) == (scaled // scaled.content()).coeffs()
