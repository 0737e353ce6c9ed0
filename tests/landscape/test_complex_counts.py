"""Complex critical forms with one repeated root, counted exactly, against the linear equations for the cofactor."""

from __future__ import annotations

import random
from fractions import Fraction
from math import comb

import mpmath
import pytest
import sympy

from lcnsym.algebra.forms import BinaryForm
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.ed_degrees import generic_ed_degree
from lcnsym.landscape.equations.elimination_form import elimination_form, isotropy
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.complex_places import Place, place_of
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.landscape.strata.stratum import Proof
from lcnsym.network.architecture import Architecture

from .support import bombieri, euclidean, random_loss

DIGITS = 60
SMALL = mpmath.mpf(10) ** -20


def counted(loss: SquareLoss, multiplicity: int) -> int | None:
    """The complex forms w = (x − p)^m·h, m − 1 the exponent of p in what Q(w − u) is orthogonal to, numerically.

    The coefficients of h solve d + 1 linear equations for d numbers; p is a root of their determinant, exact. None:
    infinitely many solutions for some p. In coordinates in which, for the losses here, no root is at infinity.
    """
    moved = Quadric(loss.gram, loss.target).transformed(((2, 3), (3, 5)))
    loss, n, m = SquareLoss(moved.gram, moved.centre), loss.degree, multiplicity
    d = n - m + 1
    p = sympy.Symbol("p")
    gram = sympy.Matrix([[sympy.Rational(str(q)) for q in row] for row in loss.gram])
    target = sympy.Matrix([sympy.Rational(str(c)) for c in loss.target.coefficients])

    def shifted(power: int, number: int) -> list[sympy.Matrix]:
        line = [comb(power, i) * (-p) ** i for i in range(power + 1)]
        return [sympy.Matrix([*[0] * j, *line, *[0] * (number - 1 - j)]) for j in range(number)]

    tests, basis = shifted(m - 1, d + 1), shifted(m, d)
    system = sympy.Matrix([[(t.T * gram * b)[0] for b in basis] + [(t.T * gram * target)[0]] for t in tests])
    places = sympy.Poly(sympy.expand(system.det(method="berkowitz")), p)
    radical = sympy.Poly(sympy.prod(f for f, _ in places.factor_list()[1]), p)
    number = 0
    with mpmath.workdps(DIGITS):
        for root in radical.nroots(n=DIGITS, maxsteps=500):
            place = mpmath.mpmathify(root)
            rows = mpmath.matrix(sympy.lambdify(p, system, "mpmath")(place))
            left, right = rows[:, :d], rows[:, d]
            singular = mpmath.svd_c(left, compute_uv=False)
            solved = _least_squares(left, right) if singular[d - 1] > SMALL else None
            whole = mpmath.svd_c(rows, compute_uv=False)
            rank = sum(value > SMALL for value in singular)
            if sum(value > SMALL for value in whole) > rank:
                continue
            if solved is None:
                return None
            number += _is_open(solved, place)
    return number


def _least_squares(left: mpmath.matrix, right: mpmath.matrix) -> list[mpmath.mpc]:
    adjoint = left.transpose_conj()
    return list(mpmath.lu_solve(adjoint * left, adjoint * right))


def _is_open(cofactor: list[mpmath.mpc], place: mpmath.mpc) -> bool:
    """Whether the cofactor, with its leading coefficient first, has simple roots, not p; one may be infinite."""
    size = max(map(abs, cofactor))
    if size < SMALL:
        return False
    if abs(mpmath.polyval(cofactor, place)) < SMALL * size:
        return False
    if len(cofactor) < 3:
        return True
    if abs(cofactor[0]) < SMALL * size:
        cofactor = cofactor[1:]
        if abs(cofactor[0]) < SMALL * size:
            return False
    roots = mpmath.polyroots(cofactor, maxsteps=500, extraprec=400) if len(cofactor) > 1 else []
    return all(abs(a - b) > SMALL for i, a in enumerate(roots) for b in roots[:i])


CASES = [
    *[(bombieri(*u), m) for u in [(1, 2, 5), (1, 2, 5, 3), (1, 2, 5, 3, 1), (2, -1, 3, 1, 4, 1)] for m in (2, 3, 4)],
    *[(random_loss(n, 7), m) for n in (3, 4, 5) for m in (2, 3, 4)],
    *[(euclidean(*u), m) for u in [(1, 1, 1), (1, 0, 2, 3), (1, 2, 0, 3, 1), (1, 2, 3, 4)] for m in (2, 3, 4)],
]


@pytest.mark.parametrize(("loss", "multiplicity"), [(loss, m) for loss, m in CASES if m <= loss.degree])
def test_numbers_are_those_of_the_linear_equations(loss: SquareLoss, multiplicity: int) -> None:
    partition = (multiplicity, *[1] * (loss.degree - multiplicity))
    stratum = critical_functions(loss, partition)
    assert stratum.complex == counted(loss, multiplicity)
    assert stratum.is_complete
    assert stratum.is_generic is (stratum.complex == stratum.expected)


@pytest.mark.parametrize("n", range(2, 7))
def test_rotation_invariant_quadrics_have_as_many_as_the_degree(n: int) -> None:
    """For Q = diag(1/C(n, i)) hooks have n; (1 + p²) divides the elimination form without a critical form."""
    loss = bombieri(*[(3 * i * i + 5 * i + 2) % 7 - 2 for i in range(n + 1)])
    for m in range(2, n + 1):
        stratum = critical_functions(loss, (m, *[1] * (n - m)))
        assert stratum.complex == n < stratum.expected
        assert "at which no form is critical: 2" in stratum.note
        assert stratum.is_generic is False


def test_numbers_in_parameter_space() -> None:
    """By Gröbner bases of all of parameter space 4, 6, 21 and 50; with two double roots not all are counted."""
    assert critical_points(Architecture((2, 2)), bombieri(1, 2, 5)).complex_classes == 4
    assert critical_points(Architecture((3, 2)), bombieri(1, 2, 5, 3)).complex_classes == 6
    for sizes, number in (((3, 3), 21), ((3, 2, 2), 50)):
        landscape = critical_points(Architecture(sizes), bombieri(1, 2, 5, 3, 1))
        assert landscape.complex_classes in {None, number}
        assert landscape.proof is Proof.EXCLUSION
        assert not landscape.undecided_minima


def test_an_isotropic_place_can_have_a_form() -> None:
    """Q = 1, u = x² + xy + y²: p² + p + 1 divides κ and u, and u itself has these roots, each simple."""
    loss = euclidean(1, 1, 1)
    stratum = critical_functions(loss, (2,))
    assert stratum.complex == 3
    assert "the zero filter: 1" in stratum.note
    quadric = Quadric(loss.gram, loss.target)
    form = BinaryForm((1, 1, 1))
    assert isotropy(quadric, 2).gcd(form.integer_polynomial).degree() == 2
    assert place_of(quadric, 2, form, is_isotropic=True) is Place.OPEN


@pytest.mark.slow
def test_infinitely_many_forms_at_isotropic_places() -> None:
    """Q = diag(1/C(n, i)): for m = 2 both sides of the equations vanish at p = ±i if u has double roots there."""
    loss = bombieri(1, 1, 3, 2, 3, 1, 1)
    stratum = critical_functions(loss, (2, 1, 1, 1, 1))
    assert counted(loss, 2) is None
    assert stratum.complex is None
    assert "infinitely many" in stratum.note
    assert stratum.is_generic is False
    # a simple root of u there: no solution
    loss = bombieri(1, 1, 2, 1, 1)
    stratum = critical_functions(loss, (2, 1, 1))
    assert stratum.complex == counted(loss, 2)


def test_one_real_root_tells_for_its_conjugates() -> None:
    """Degree 60, where the other roots of complex forms are not isolated."""
    rng = random.Random(3)
    loss = euclidean(*[rng.randint(-9, 9) for _ in range(61)])
    stratum = critical_functions(loss, (2, *[1] * 58))
    assert stratum.complex == stratum.expected == generic_ed_degree((2, *[1] * 58))
    assert stratum.is_generic is True


def test_places_without_balls(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number field decides what balls do."""
    monkeypatch.setattr("lcnsym.landscape.strata.complex_places.BITS", ())
    for n, m in ((3, 2), (4, 3), (4, 2)):
        loss = random_loss(n, 2, bits=2)
        quadric = Quadric(loss.gram, loss.target)
        form = elimination_form(quadric, m)
        assert form is not None
        for factor, _ in form.integer_polynomial.factor()[1]:
            whole = BinaryForm([int(c) for c in reversed(factor.coeffs())])
            assert place_of(quadric, m, whole, is_isotropic=False) is Place.OPEN


def test_forms_on_smaller_strata_are_told_in_the_field() -> None:
    """x⁴ + 2x²y² + y⁴: (x ± y)⁴/5 solve the equations of (2, 1, 1)."""
    loss = euclidean(1, 0, 2, 0, 1)
    quadric = Quadric(loss.gram, loss.target)
    for m in (2, 3):
        assert place_of(quadric, m, BinaryForm((1, Fraction(-1))), is_isotropic=False) is Place.SMALLER
        assert place_of(quadric, m, BinaryForm((1, Fraction(1))), is_isotropic=False) is Place.SMALLER
