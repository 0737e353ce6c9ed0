"""Targets over real number fields: laws, best approximations that are known, exact values."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from lcnsym import (
    Architecture,
    BinaryForm,
    SquareLoss,
    critical_functions,
    critical_points,
    gradient_flow,
    parse_number,
)
from lcnsym.algebra.irreducible_factors import irreducible_factors
from lcnsym.algebra.numbers import AlgebraicNumber, Number
from lcnsym.certificates.landscape import certify_critical_point, certify_spurious_minimum, certify_stratum
from lcnsym.errors import UnsupportedError
from lcnsym.landscape.critical import Landscape
from lcnsym.landscape.equations.elimination_form import elimination_form
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.layers.certified_zeros import CertifiedZeros
from lcnsym.landscape.layers.natures import Nature
from lcnsym.landscape.loss import SemidefiniteLoss, loss_with_gram
from lcnsym.landscape.strata.complex_places import Place, place_of
from lcnsym.landscape.systems import critical_system, gradient_system, stratum_system
from tests.landscape.support import euclidean

ROOT = parse_number("sqrt(2)")
BITS = 40
WEIGHTS = [[Fraction(1), 0, 0], [0, Fraction(1, 2), 0], [0, 0, Fraction(1)]]
"""Those of Bombieri's norm for quadratic forms."""


def numbers(text: str) -> BinaryForm:
    return BinaryForm.parse(text)


def unit(size: int) -> list[list[Fraction]]:
    return [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]


def summary(landscape: Landscape) -> list[object]:
    """What does not change when the target is multiplied by a number."""
    strata = [
        (s.partition, s.expected, s.real, s.is_complete, s.proof, s.complex, s.is_generic) for s in landscape.strata
    ]
    points = [(p.pattern, p.is_target, [(c.packing, c.nature, c.strict) for c in p.classes]) for p in landscape.points]
    curves = [(c.pattern, c.is_minimum, c.is_whole) for c in landscape.curves]
    return [
        strata,
        sorted(map(str, points)),
        curves,
        landscape.proof,
        landscape.spurious_minima,
        landscape.global_minimum is None,
    ]


def meets(first: tuple[Fraction, Fraction], second: tuple[Fraction, Fraction]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def scaled(bounds: tuple[Fraction, Fraction], factor: Number) -> tuple[Fraction, Fraction]:
    lo, hi = factor.enclosure(BITS + 20) if isinstance(factor, AlgebraicNumber) else (factor, factor)
    ends = [a * b for a in bounds for b in (lo, hi)]
    return min(ends), max(ends)


@pytest.mark.parametrize(
    ("sizes", "strides", "target", "gram"),
    [
        ((2, 2), (), (1, 0, -1), None),
        ((2, 2), (), (1, 0, 1), None),
        pytest.param((3, 2), (), (2, 1, -2, 3), None, marks=pytest.mark.quick),
        ((2, 2, 2), (), (1, -2, -3, 4), None),
        ((3, 2), (), (1, -1, -1, 1), None),
        ((2, 2), (), (1, 0, 1), WEIGHTS),
        ((2, 2), (), (1, 0, 2), WEIGHTS),
        ((3, 2), (), (0, 1, 0, Fraction(1, 4)), [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 8]]),
        ((2, 2, 2, 2), (), (1, 3, -2, 5, 7), None),
        ((2, 2), (2, 1), (1, 2, 3, 4), None),
        ((2, 2), (2, 1), (1, 2, 2, 4), None),
        ((2, 2, 2), (1, 2, 1), (2, -1, 3, 1, 4), None),
    ],
)
def test_multiples(
    sizes: tuple[int, ...],
    strides: tuple[int, ...],
    target: tuple[Fraction, ...],
    gram: list[list[Fraction | int]] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the target t·u the critical filters are t times those for u, the losses t² times, and all else the same."""
    # with larger strides elimination is for rational targets
    monkeypatch.setattr(CertifiedZeros, "can_eliminate", False)
    architecture = Architecture(sizes, strides or (1,) * len(sizes))
    rows, u = gram or unit(len(target)), BinaryForm(target)
    known = critical_points(architecture, SquareLoss.with_gram(rows, u))
    found = critical_points(architecture, SquareLoss.with_gram(rows, u.scaled(ROOT)))
    assert summary(found) == summary(known)
    left = list(known.points)
    for point in found.points:
        same = [
            other
            for other in left
            if meets(point.loss_enclosure(BITS), scaled(other.loss_enclosure(BITS), Fraction(2)))
            and all(
                meets(a, scaled(b, ROOT)) for a, b in zip(point.enclosures(BITS), other.enclosures(BITS), strict=True)
            )
        ]
        assert len(same) == 1
        left.remove(same[0])
    assert [c.loss for c in found.curves] == [2 * c.loss for c in known.curves]


@pytest.mark.quick
def test_conjugate_targets() -> None:
    """The numbers of complex solutions are the same for conjugate targets, as they are algebraic over ℚ."""
    for literals in ("sqrt(2),1,-2,3", "1,sqrt(2),0,1", "0,1+sqrt(2),2,0"):
        first, second = numbers(literals), numbers(literals.replace("sqrt(2)", "(-sqrt(2))"))
        for parts in ((3,), (2, 1)):
            a, b = (critical_functions(SquareLoss.euclidean(u), parts) for u in (first, second))
            assert a.complex is not None
            assert (a.complex, a.is_generic, a.has_smaller) == (b.complex, b.is_generic, b.has_smaller)


@pytest.mark.parametrize(
    ("sizes", "strides", "literals"),
    [
        ((3, 2, 2), (1, 1, 1), "sqrt(2),1,-2,3,sqrt(3)"),
        pytest.param((4, 2), (1, 1), "root(x^5-x-1,0),1,-2,1/3,2", marks=pytest.mark.quick),
        ((3, 2), (2, 1), "1,sqrt(2),-2,1/3,sqrt(5)"),
    ],
)
def test_rational_targets_nearby(sizes: tuple[int, ...], strides: tuple[int, ...], literals: str) -> None:
    """A generic target has the landscape of a rational one nearby."""
    u = numbers(literals)
    near = BinaryForm(
        [Fraction(round(float(c) * 10**9), 10**9) if isinstance(c, AlgebraicNumber) else c for c in u.coefficients]
    )
    architecture = Architecture(sizes, strides)
    found, known = (critical_points(architecture, SquareLoss.euclidean(form)) for form in (u, near))
    assert found.is_complete
    assert summary(found) == summary(known)
    for a, b in zip(found.points, known.points, strict=True):
        assert abs(a.loss[0] - b.loss[0]) < Fraction(1, 10**6)


@pytest.mark.quick
def test_best_symmetric_matrix_of_rank_one() -> None:
    """With Bombieri's weights forms are symmetric matrices, of which the best of rank one is known (Eckart, Young)."""
    landscape = critical_points(Architecture((2, 2)), SquareLoss.with_gram(WEIGHTS, numbers("sqrt(2),0,1")))
    least = landscape.global_minimum
    assert landscape.is_complete
    assert least.exact_value == 1
    assert least.function.exact_form == numbers("sqrt(2),0,0")
    assert least.to_dict()["filter"][0]["minpoly"] == [-2, 0, 1]
    # the eigenvalue that is left out
    assert {p.exact_value for p in landscape.points} == {Fraction(1), Fraction(2)}
    assert [p.natures for p in landscape.points] == [(Nature.MINIMUM,), (Nature.SADDLE,)]


@pytest.mark.quick
def test_best_matrix_of_rank_one() -> None:
    landscape = critical_points(Architecture((2, 2), (2, 1)), SquareLoss.euclidean(numbers("sqrt(3),0,0,sqrt(2)")))
    assert landscape.is_complete
    losses = [p.loss_enclosure(60) for p in landscape.points]
    assert [lo <= value <= hi for (lo, hi), value in zip(losses, (2, 3), strict=True)] == [True, True]
    assert landscape.spurious_minima == 0


@pytest.mark.quick
def test_members() -> None:
    """(x − √2 y)·(x² + y²): one factorization, exact loss 0; ((x − √2 y)·(x + y))² is on two strata at once."""
    member = numbers("1,-sqrt(2)") * numbers("1,0,1")
    landscape = critical_points(Architecture((3, 2)), SquareLoss.euclidean(member))
    assert landscape.global_minimum.exact_value == 0
    assert landscape.global_minimum.is_target
    assert landscape.is_complete
    assert len(landscape.global_minimum.classes) == 1
    square = (numbers("1,-sqrt(2)") * numbers("1,1")) ** 2
    landscape = critical_points(Architecture((2, 2, 2, 2)), SquareLoss.euclidean(square))
    assert landscape.global_minimum.exact_value == 0
    assert str(landscape.global_minimum.pattern) == "22|0"
    outside = critical_points(Architecture((2, 2)), SquareLoss.euclidean(numbers("1,0,sqrt(2)")))
    assert outside.global_minimum.exact_value == 1
    assert outside.is_complete


def test_members_for_larger_strides() -> None:
    layers = numbers("1,sqrt(2)") * numbers("1,-1").in_powers(2)
    landscape = critical_points(Architecture((2, 2), (2, 1)), SquareLoss.euclidean(layers))
    assert landscape.global_minimum.is_target
    assert landscape.global_minimum.exact_value == 0


@pytest.mark.quick
def test_complex_points_of_even_targets_are_counted() -> None:
    """E(p) is a form in p², of which conjugate roots ±p share balls that do not tell the other roots apart."""
    loss = SquareLoss.euclidean(numbers("4+sqrt(2),0,3-sqrt(2),0,2-sqrt(2)"))
    landscape = critical_points(Architecture((3, 3)), loss)
    assert [(s.partition, s.complex) for s in landscape.strata] == [((1, 1, 1, 1), 1), ((2, 1, 1), 10), ((2, 2), 13)]
    assert landscape.complex_classes == 39


@pytest.mark.parametrize("words", ["sqrt(2),1,3,-1", "root(x^3-2,0),1,0,2", "1,sqrt(2)+sqrt(3),2,5"])
@pytest.mark.parametrize("multiplicity", [2, 3])
def test_the_field_decides_what_balls_do(words: str, multiplicity: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every irreducible factor of the elimination form over the field of the target, with and without balls."""
    quadric = Quadric(SquareLoss.euclidean(numbers(words)).gram, numbers(words))
    form = elimination_form(quadric, multiplicity)
    assert form is not None
    factors = irreducible_factors(form, quadric.centre.field)
    assert factors is not None
    for factor, _ in factors:
        if factor.order_at_infinity:
            continue
        assert place_of(quadric, multiplicity, factor, is_isotropic=False) is Place.OPEN
        with monkeypatch.context() as patch:
            patch.setattr("lcnsym.landscape.strata.complex_places.BITS", ())
            assert place_of(quadric, multiplicity, factor, is_isotropic=False) is Place.OPEN


@pytest.mark.parametrize("scale", ["sqrt(2)", "root(x^3-2,0)", "1+sqrt(2)+sqrt(3)"])
def test_multiples_of_rational_targets_have_the_same_places(scale: str) -> None:
    """Forms on smaller strata, none at isotropic roots, and infinitely many there; over the larger field as well."""
    factor = parse_number(scale)
    weights = [[Fraction(int(i == j), comb(6, i)) for j in range(7)] for i in range(7)]
    cases = [
        (euclidean(1, 0, 2, 0, 1), (2, 1, 1)),
        (euclidean(1, 1, 1), (2,)),
        (SquareLoss.with_gram(weights, BinaryForm((1, 1, 3, 2, 3, 1, 1))), (2, 1, 1, 1, 1)),
    ]
    for loss, partition in cases:
        target = BinaryForm([factor * c for c in loss.target.coefficients])
        first, second = (critical_functions(own, partition) for own in (loss, SquareLoss.with_gram(loss.gram, target)))
        shown = [(s.complex, s.real, s.is_generic, s.has_smaller, s.proof) for s in (first, second)]
        assert shown[0] == shown[1]


@pytest.mark.quick
def test_exact_points_over_the_field() -> None:
    """A critical filter with its repeated root in the field: u = w − c·Q⁻¹ν(a) for w = (x − √2)²·(x + 1), Q = 1."""
    w = numbers("1,-sqrt(2)") ** 2 * numbers("1,1")
    u = BinaryForm([a - b for a, b in zip(w.coefficients, (ROOT**3, ROOT**2, ROOT, 1), strict=True)])
    landscape = critical_points(Architecture((3, 2)), SquareLoss.euclidean(u))
    (point,) = (p for p in landscape.points if p.function.exact_form == w)
    assert point.exact_value == 15
    assert point.function.rational_form is None
    assert point.loss_minimal_polynomial() == (-15, 1)
    assert landscape.is_complete


@pytest.mark.quick
def test_minimal_polynomials_of_losses() -> None:
    """They vanish at the loss, and their degrees divide that of the field of u and the repeated root."""
    stratum = critical_functions(SquareLoss.euclidean(numbers("sqrt(2),1,3")), (2,))
    landscape = critical_points(Architecture((2, 2)), SquareLoss.euclidean(numbers("sqrt(2),1,3")))
    assert stratum.complex == 4
    for point in landscape.points:
        minpoly, (lo, hi) = point.loss_minimal_polynomial(), point.loss_enclosure(200)
        assert 8 % (len(minpoly) - 1) == 0
        middle = (lo + hi) / 2
        assert abs(sum(c * middle**i for i, c in enumerate(minpoly))) < Fraction(1, 2**120)


@pytest.mark.quick
def test_factors_over_fields() -> None:
    field = ROOT.field
    form = numbers("1,0,-2") * numbers("1,-sqrt(2)") * numbers("1,0,0,-3") * numbers("0,1")
    found = irreducible_factors(form, field)
    assert {(str(f), m) for f, m in found} == {
        ("y", 1),
        ("x + (-sqrt(2))*y", 2),
        ("x + (sqrt(2))*y", 1),
        ("x^3 - 3*y^3", 1),
    }
    assert irreducible_factors(BinaryForm((1, *[0] * 60, -2)), field) is None


@pytest.mark.quick
def test_singular_gram_matrices_need_rational_targets() -> None:
    with pytest.raises(UnsupportedError, match="needs a rational target"):
        loss_with_gram([[1, 0], [0, 0]], numbers("1,sqrt(2)"))
    with pytest.raises(UnsupportedError, match="needs a rational target"):
        SemidefiniteLoss(((Fraction(1), Fraction(0)), (Fraction(0), Fraction(0))), numbers("1,sqrt(2)"))


@pytest.mark.quick
def test_what_is_for_rational_targets_says_so() -> None:
    landscape = critical_points(Architecture((2, 2)), SquareLoss.euclidean(numbers("sqrt(2),0,1")))
    loss = landscape.square_loss
    for refused in (
        lambda: certify_critical_point(landscape, landscape.points[0].classes[0]),
        lambda: certify_spurious_minimum(landscape),
        lambda: certify_stratum(loss, 2),
        lambda: critical_system(landscape.architecture, loss),
        lambda: gradient_system(landscape.architecture, loss),
        lambda: stratum_system((2,), loss),
    ):
        with pytest.raises(UnsupportedError, match="need a rational target, sqrt\\(2\\) is in the one given"):
            refused()
    start = [BinaryForm((1, 2)), BinaryForm((3, 1))]
    assert len(gradient_flow(landscape.architecture, start, landscape).reachable) == 4
