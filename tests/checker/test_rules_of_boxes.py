"""Where the rules about boxes accept and refuse, to the last unit, and the matrices that they and planes decide by."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest

from lcnsym.checker import check_text
from lcnsym.checker.claims.architectures import Architecture
from lcnsym.checker.claims.critical import AllCritical, Box, InBox, Loss
from lcnsym.checker.kernel.dyadic import FixedPoint, Line, Square, exact
from lcnsym.checker.kernel.fields import rational_numbers
from lcnsym.checker.kernel.limits import Work
from lcnsym.checker.kernel.outcome import Malformed, Rejected
from lcnsym.checker.rules.critical.krawczyk import (
    arithmetic,
    check_krawczyk,
    check_nature,
    loss_at,
    rounded,
)
from lcnsym.checker.rules.critical.tangency import Equations
from lcnsym.checker.rules.multidegrees import _ruppert
from tests.corpora.parts import certificate, text

pytestmark = pytest.mark.quick

PLACES = 20
UNIT = 1 << PLACES
HALF = UNIT // 2
ONE = Fraction(1)


def claim(*partition: int) -> AllCritical:
    """About a form of degree 4 or less; one box at zero."""
    centre = ((Fraction(0), Fraction(0)),) * (len(partition) + 1)
    target = (ONE,) * (sum(partition) + 1)
    return AllCritical(Loss(None, target), partition, (1, 0, 0, 1), (Box(centre, Fraction(1, 2)),), 1)


class Given(Equations):
    """Equations with a derivative and values that are given, and distinct roots."""

    def __init__(self, derivative: Square, value: Square) -> None:
        super().__init__(claim(2), Work())
        self.fixed, self.derivative, self.value = FixedPoint(PLACES, Work(), 0), derivative, value

    def _jacobian(self, _: object) -> list[Line]:
        return [[self.derivative]]

    def _values(self, _: object) -> Line:
        return [self.value]

    def _derivatives_of_radical(self, _: object) -> list[Line]:
        return [[self.fixed.one]]


def is_shown(value: Square) -> bool:
    box = Box(((Fraction(0), Fraction(0)),), Fraction(1, 2))
    try:
        Given((UNIT, 0, 0), value).check(box)
    except Rejected as error:
        return "its image is not shown to lie inside it" not in str(error)
    return True


@pytest.mark.parametrize("sign", [1, -1])
def test_the_image_of_a_square_lies_strictly_inside_it(sign: int) -> None:
    """Rounding adds 2 to the half side of the value, and 4 to the deviation, of which the radius 1/2 makes 2."""
    most = sign * (HALF - 5)
    for other in (0, most, -most):
        assert is_shown((most, other, 0))
        assert is_shown((other, most, 0))
    beyond = sign * (HALF - 4)
    for value in ((beyond, 0, 0), (0, beyond, 0), (most, 0, 1), (0, most, 1)):
        assert not is_shown(value)


def test_a_singular_derivative_is_refused() -> None:
    with pytest.raises(Rejected, match="the derivative of the equations seems to be singular"):
        Given(exact(0, 0), exact(0, 0)).check(Box(((Fraction(0), Fraction(0)),), Fraction(1, 2)))


@pytest.mark.parametrize(
    ("partition", "coordinates", "expected"),
    [
        # A_2 = x + 2y, A_1 = 5x² + 4xy + 3y²: F = 5x³ + 14x²y + 11xy² + 6y³, as in_x and in_y of degree 2
        ((2, 1, 1), [2, 3, 4, 5], [[11, 28, 15, 0], [0, 11, 28, 15], [18, 22, 14, 0], [0, 18, 22, 14]]),
        # A_2 = x² + 3xy + 2y², A_1 = 7: 7x² + 21xy + 14y²
        ((2, 2), [2, 3, 7], [[21, 14], [28, 21]]),
        ((3,), [2, 7], [[7]]),
        ((2,), [2, 7], [[7]]),
    ],
)
def test_sylvesters_matrix_of_the_radical(
    partition: tuple[int, ...], coordinates: list[int], expected: list[list[int]]
) -> None:
    equations = Equations(claim(*partition), Work())
    places = equations.fixed.places
    rows = equations._derivatives_of_radical([exact(c << places, 0) for c in coordinates])
    found = [[re >> places if rad < 1000 else None for re, _, rad in row] for row in rows]
    assert found == expected


def leaves(y: list[list[Fraction]], gradient: list[int], hessian: list[list[int]]) -> int | None:
    """The coordinate that is refused for the radius 1/2, where everything is real."""
    fixed, rows = FixedPoint(PLACES, Work(), 0), [[exact(c, 0) for c in row] for row in hessian]
    return fixed.leaves_box(rounded(fixed, tuple(map(tuple, y))), rows, [exact(g, 0) for g in gradient], HALF, 1)


@pytest.mark.parametrize("sign", [1, -1])
def test_the_image_of_an_interval_lies_strictly_inside_it(sign: int) -> None:
    """Rounding adds 2 to the value and 2 to every entry of the deviation, of which the radius 1/2 makes 1."""
    assert leaves([[ONE]], [sign * (HALF - 4)], [[UNIT]]) is None
    assert leaves([[ONE]], [sign * (HALF - 3)], [[UNIT]]) is not None
    identity = [[ONE, 0 * ONE], [0 * ONE, ONE]]
    most = HALF - 2 - 2 - 50 - 1
    hessian = [[UNIT, sign * 100], [sign * 100, UNIT]]
    assert leaves(identity, [most, 0], hessian) is None
    assert leaves(identity, [most + 1, 0], hessian) == 0
    assert leaves(identity, [0, -most - 1], hessian) == 1
    odd = [[UNIT, 99], [99, UNIT]]
    assert leaves(identity, [HALF - 54, 0], odd) is None
    assert leaves(identity, [HALF - 53, 0], odd) is not None
    short = [[UNIT - 100, 0], [0, UNIT + 100]]
    assert leaves(identity, [most, -most], short) is None
    assert leaves(identity, [most + 1, 0], short) == 0
    assert leaves(identity, [0, most + 1], short) == 1


def test_an_approximate_inverse_need_not_be_symmetric() -> None:
    """(1 2; 0 1) is no inverse of (1 2; 2 5), (5 −2; −2 1) is."""
    hessian = [[UNIT, 2 * UNIT], [2 * UNIT, 5 * UNIT]]
    assert leaves([[5 * ONE, -2 * ONE], [-2 * ONE, ONE]], [0, 0], hessian) is None
    assert leaves([[5 * ONE, 2 * ONE], [2 * ONE, ONE]], [0, 0], hessian) is not None


def test_matrices_are_rounded_to_real_points() -> None:
    third = Fraction(1, 3)
    assert rounded(FixedPoint(PLACES, Work(), 0), ((third, -third),)) == [[exact(UNIT // 3, 0), exact(-UNIT // 3, 0)]]


def nature(hessian: list[list[int]], name: str) -> str | None:
    """The reason of a refusal of the given nature, by the unit matrix."""
    size = len(hessian)
    congruence = tuple(tuple(Fraction(int(i == j)) for j in range(size)) for i in range(size))
    try:
        check_nature(FixedPoint(PLACES, Work(), 0), congruence, [[exact(c, 0) for c in row] for row in hessian], name)
    except Rejected as error:
        return str(error)
    return None


@pytest.mark.parametrize(("sign", "name"), [(1, "minimum"), (-1, "maximum")])
@pytest.mark.parametrize("other", [100, -100])
def test_diagonal_entries_are_strictly_dominant(sign: int, name: str, other: int) -> None:
    """Two roundings leave every entry a half side of 4."""
    assert nature([[sign * 109, other], [other, sign * 109]], name) is None
    for first, second, place in ((108, 109, 0), (109, 108, 1)):
        reason = nature([[sign * first, other], [other, sign * second]], name)
        assert str(reason).endswith(f"diagonal entry {place} of the transformed Hessian is not dominant")


def test_natures_by_the_signs() -> None:
    for signs, name in (((1, 1), "minimum"), ((-1, -1), "maximum"), ((1, -1), "saddle"), ((-1, 1), "saddle")):
        hessian = [[signs[0] * UNIT, 0], [0, signs[1] * UNIT]]
        for claimed in ("minimum", "maximum", "saddle"):
            reason = nature(hessian, claimed)
            assert (reason is None) == (claimed == name)
            assert reason is None or f"that of a {name}, not a {claimed}" in reason
    assert "not dominant" in str(nature([[UNIT, 400], [400, 0]], "minimum"))


def test_all_other_entries_of_a_row_count() -> None:
    """3 > 2 > 1 + 1 fails only if they are added."""
    rows = [[3 * UNIT // 2, UNIT, -UNIT], [UNIT, 3 * UNIT, 0], [-UNIT, 0, 3 * UNIT]]
    assert "diagonal entry 0" in str(nature(rows, "minimum"))
    rows[0][0] = 5 * UNIT // 2
    assert nature(rows, "minimum") is None


@pytest.mark.parametrize(
    ("k", "s", "allowed"),
    [
        ([64], [1], True),
        ([65], [1], False),
        ([32, 33], [1, 1], True),
        ([33, 33], [1, 1], False),
        ([2, 2], [254, 1], True),
        ([2, 2], [255, 1], False),
    ],
)
def test_architectures_of_critical_points(k: list[object], s: list[object], allowed: bool) -> None:
    """A loss that is none is met only after the architecture."""
    claim = {"kind": "critical-point", "architecture": {"k": k, "s": s}, "nature": None}
    document = certificate({**claim, "loss": 0, "box": 0, "value": 0}, {"kind": "krawczyk"})
    with pytest.raises(Malformed) as caught:
        check_text(text(document))
    assert str(caught.value).startswith("claim.loss" if allowed else "claim.architecture: ")


@pytest.mark.parametrize("end", [0, 1])
def test_the_value_may_be_all_that_is_shown(end: int) -> None:
    """The ends themselves are accepted, the least less is not."""
    field = rational_numbers()
    unit = ((ONE,),)

    def claim_of(value: tuple[Fraction, Fraction]) -> InBox:
        loss, architecture = Loss(None, (ONE,)), Architecture((1,), (1,))
        return InBox(architecture, loss, None, None, unit, value, Fraction(1, 8), (None,))

    value, places = (Fraction(-1), ONE), 0
    while places != (fixed := arithmetic(unit, (), claim_of(value), field.work)).places:
        places = fixed.places
        value = fixed.ends(loss_at(fixed, claim_of(value), unit, Fraction(1, 8)).value())
    check_krawczyk((unit, None), claim_of(value), field)
    less = Fraction(1, 2**places)
    low, high = (value[0] + less, value[1]) if end == 0 else (value[0], value[1] - less)
    with pytest.raises(Rejected, match="not shown to lie in the claimed interval"):
        check_krawczyk((unit, None), claim_of((low, high)), field)


Polynomial = dict[tuple[int, int], int]


def times(f: Polynomial, g: Polynomial) -> Polynomial:
    found: Polynomial = defaultdict(int)
    for (a, b), c in f.items():
        for (i, j), e in g.items():
            found[a + i, b + j] += c * e
    return found


def derivative(f: Polynomial, axis: int) -> Polynomial:
    return {(a - (axis == 0), b - (axis == 1)): c * (a, b)[axis] for (a, b), c in f.items() if (a, b)[axis]}


@pytest.mark.parametrize(("m", "n"), [(2, 2), (2, 3), (3, 4), (1, 3)])
def test_rupperts_matrix_is_that_of_its_equation(m: int, n: int) -> None:
    """f·∂g/∂y − g·∂f/∂y − f·∂h/∂x + h·∂f/∂x, one sign for all rows."""
    p = 10007
    f = {(i, j): (7 * i * i + 5 * i * j + 3 * j + 2) % 29 + 1 for i in range(m + 1) for j in range(n + 1)}
    rows = _ruppert([[f[i, j] for j in range(n + 1)] for i in range(m + 1)], m, n, p)
    expected = []
    for axis, unknowns in (
        (1, [(i, j) for i in range(m) for j in range(n + 1)]),
        (0, [(i, j) for i in range(m + 1) for j in range(n - 1)]),
    ):
        for monomial in unknowns:
            first, second = times(f, derivative({monomial: 1}, axis)), times({monomial: 1}, derivative(f, axis))
            sign = 1 if axis else -1
            row = {place: sign * (first.get(place, 0) - second.get(place, 0)) % p for place in {*first, *second}}
            expected.append({x * 2 * n + y: c for (x, y), c in row.items() if c})
    found = [{place: c for place, c in enumerate(row) if c} for row in rows]
    negated = [{place: p - c for place, c in row.items()} for row in expected]
    assert found in (expected, negated)


def test_residuals_of_real_forms_are_real() -> None:
    equations = Equations(claim(2, 1), Work())
    factors = equations._factors([exact(i << equations.fixed.places, 0) for i in (1, 2, 3)])
    assert all(im == 0 for _, im, _ in equations._residual(factors))


def exact_claim(k: list[int], target: list[str], layers: list[list[str]], value: str) -> dict[str, object]:
    """Of a minimum that is known."""
    loss = {"gram": None, "target": target}
    claim = {"kind": "exact-critical-point", "architecture": {"k": k, "s": [1] * len(k)}, "loss": loss}
    return {**claim, "layers": layers, "value": value, "nature": "minimum"}


@pytest.mark.parametrize(("layers", "value", "accepted"), [("13", "0", True), ("12", "0", False), ("13", "1", False)])
def test_layers_that_are_all_of_size_one(layers: str, value: str, accepted: bool) -> None:
    """(ab − 3)² is least where ab = 3."""
    claim = exact_claim([1, 1], ["3"], [[c] for c in layers], value)
    assert check_text(text(certificate(claim, {"kind": "hessian"}, version=2))).accepted == accepted


def test_boxes_are_for_points_in_boxes() -> None:
    claim = exact_claim([1, 1], ["3"], [["1"], ["3"]], "0")
    evidence = {"kind": "krawczyk", "preconditioner": [["1"]], "congruence": None}
    with pytest.raises(Malformed, match="evidence of kind krawczyk is for claims about critical points"):
        check_text(text(certificate(claim, evidence, version=2)))
