"""Distances: closed formulas, no nearer filter of the set, the nearest filter in it, and the laws of distances."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import isqrt, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym import (
    Architecture,
    BinaryForm,
    FunctionSpace,
    RootPattern,
    SquareLoss,
    TensorArchitecture,
    TensorForm,
    compose,
    decide,
    root_pattern,
)
from lcnsym.errors import BadInputError, InconclusiveError, UnsupportedError
from lcnsym.landscape.completeness import Proof
from lcnsym.landscape.distances import Distance
from lcnsym.landscape.layers.certified_zeros import CertifiedZeros
from lcnsym.landscape.nearest_filters import distance_from_space, distance_from_strata
from lcnsym.landscape.nearest_on_strata import boundary_pattern, strata_needed
from lcnsym.membership.closure_order import in_closure
from lcnsym.membership.patterns import patterns_of_degree
from lcnsym.membership.positions import Position, position_of_pattern

BITS = 60
small = st.integers(-9, 9).map(Fraction)


def forms(degree: int) -> st.SearchStrategy[BinaryForm]:
    return st.lists(small, min_size=degree + 1, max_size=degree + 1).map(BinaryForm)


def middle(bounds: tuple[Fraction, Fraction]) -> float:
    return float(sum(bounds) / 2)


@pytest.mark.quick
@given(forms(2))
def test_quadratic_forms_as_symmetric_matrices(form: BinaryForm) -> None:
    """Eckart and Young: the nearest singular symmetric matrix is as far as the eigenvalue of least absolute value.

    The matrix of the form has the entry w_1/2 twice.
    """
    a, b, c = form.rationals
    gram = [[1, 0, 0], [0, Fraction(1, 2), 0], [0, 0, 1]]
    found = FunctionSpace(Architecture((2, 2))).distance_to_boundary(form, gram)
    assert found is not None
    least = min(abs(np.linalg.eigvalsh(np.array([[a, b / 2], [b / 2, c]], dtype=float))))
    assert middle(found.enclosure(BITS)) == pytest.approx(least, abs=1e-7)
    is_outside = b * b < 4 * a * c
    within = FunctionSpace(Architecture((2, 2))).distance(form, gram)
    assert within.is_zero is not is_outside


@settings(max_examples=10)
@given(forms(3))
def test_larger_strides_as_matrices_of_rank_one(form: BinaryForm) -> None:
    """k = (2,2), s = (2,1): (a·x + b·y)(c·x² + d·y²), the 2 × 2 matrices of rank one."""
    found = FunctionSpace(Architecture((2, 2), (2, 1))).distance(form)
    values = np.linalg.svd(np.array(form.rationals, dtype=float).reshape(2, 2))[1]
    assert middle(found.enclosure(BITS)) == pytest.approx(values[1], abs=1e-7)


def descended(residual: object, start: np.ndarray, steps: int = 60) -> float:
    """The least sum of squares that Levenberg's and Marquardt's method finds from a start."""
    point, damping = start, 1.0
    value = residual(point)  # type: ignore[operator]
    best = float(value @ value)
    for _ in range(steps):
        matrix = np.array([(residual(point + h) - residual(point - h)) / 2e-6 for h in 1e-6 * np.eye(len(point))]).T  # type: ignore[operator]
        step = np.linalg.solve(matrix.T @ matrix + damping * np.eye(len(point)), -matrix.T @ value)
        moved = residual(point + step)  # type: ignore[operator]
        if moved @ moved < best:
            point, value, best, damping = point + step, moved, float(moved @ moved), damping / 3
        else:
            damping *= 4
    return best


def boundary_filter(e: int, n: int, numbers: np.ndarray) -> np.ndarray:
    """c·(x − t y)²·Π (x − t_i y)·Π ((x − a y)² + b² y²), with homogeneous coordinates."""
    entries = iter(numbers)
    first, second = next(entries), next(entries)
    form = np.polymul([first, second], [first, second])
    for _ in range(e - 2):
        form = np.polymul(form, [next(entries), next(entries)])
    for _ in range((n - e) // 2):
        p, q, r = next(entries), next(entries), next(entries)
        form = np.polymul(form, [p * p, 2 * p * q, q * q + r * r])
    return np.concatenate([np.zeros(n + 1 - len(form)), form])


@pytest.mark.parametrize(
    ("k", "target"),
    [
        ((2, 2, 2), (1, 2, 3, 5)),
        ((2, 2, 2), (4, -1, 2, 2)),
        ((3, 2, 2), (1, 1, 4, -2, 3)),
        ((3, 2, 2), (2, -3, -1, 1, 5)),
        ((2, 2, 2, 2), (1, 0, -5, 1, 4)),
        ((2, 2, 2, 2), (3, 1, 2, -1, 4)),
        ((3, 3, 2, 2), (3, -1, 4, 1, 5, -2, 6)),
    ],
)
def test_descents_on_the_boundary_find_the_same(k: tuple[int, ...], target: tuple[int, ...]) -> None:
    """From random starts, for both signs; each value is that of a filter of the boundary, so none is less."""
    space = FunctionSpace(Architecture(k))
    e, n = space.architecture.even_filters, len(target) - 1
    assert isinstance(e, int)
    found = space.distance_to_boundary(BinaryForm(target))
    assert found is not None
    wanted, random = np.array(target, dtype=float), np.random.default_rng(1)
    number = 2 + 2 * (e - 2) + 3 * ((n - e) // 2)
    reached = [
        descended(lambda z, s=sign: s * boundary_filter(e, n, z) - wanted, random.normal(size=number))
        for sign in (1, -1)
        for _ in range(8)
    ]
    least = middle(found.squared_enclosure(BITS))
    assert min(reached) > least - 1e-6
    assert min(reached) == pytest.approx(least, rel=1e-4)
    outside = not decide(space.architecture, BinaryForm(target)).is_member
    assert middle(space.distance(BinaryForm(target)).squared_enclosure(BITS)) == (least if outside else 0)


@pytest.mark.parametrize(
    ("k", "s", "target"),
    [
        ((3, 2), (2, 1), (3, -5, 11, 2, 7)),
        ((3, 2), (2, 1), (2, 1, -3, 1, 5)),
        ((2, 2, 2), (1, 2, 1), (1, -4, 2, 2, 7)),
        ((2, 3), (2, 1), (1, 2, -1, 3, 4, -2)),
        ((2, 2), (3, 1), (1, 2, 3, 4, 5)),
    ],
)
def test_descents_in_the_layers_find_the_same(k: tuple[int, ...], s: tuple[int, ...], target: tuple[int, ...]) -> None:
    architecture = Architecture(k, s)
    wanted, random = np.array(target, dtype=float), np.random.default_rng(2)

    def residual(numbers: np.ndarray) -> np.ndarray:
        form, first = np.array([1.0]), 0
        for size, stride in zip(k, architecture.stride_products, strict=True):
            spread = np.zeros((size - 1) * stride + 1)
            spread[::stride] = numbers[first : first + size]
            form, first = np.convolve(form, spread), first + size
        return form - wanted

    reached = [descended(residual, random.normal(size=sum(k))) for _ in range(8)]
    found = FunctionSpace(architecture).distance(BinaryForm(target))
    least = middle(found.squared_enclosure(BITS))
    assert min(reached) > least - 1e-6
    assert min(reached) == pytest.approx(least, rel=1e-4)


@settings(max_examples=10)
@given(st.lists(small, min_size=6, max_size=6))
def test_layers_along_different_axes_as_matrices_of_rank_one(entries: list[Fraction]) -> None:
    """k = (3x1, 1x2), Eckart and Young."""
    space = FunctionSpace(TensorArchitecture(((3, 1), (1, 2))))
    found, values = space.distance(entries), np.linalg.svd(np.array(entries, dtype=float).reshape(3, 2))[1]
    assert middle(found.enclosure(BITS)) == pytest.approx(values[1], abs=1e-7)
    assert found.is_zero is space.contains(entries)
    assert all(one is None or space.contains(one) for one in found.nearest)
    to_boundary = space.distance_to_boundary(entries)
    assert to_boundary is not None
    assert to_boundary.enclosure(BITS) == found.enclosure(BITS)


@pytest.mark.parametrize(
    ("formats", "strides", "seed"), [("2x2,2x1", None, 1), ("2x1,2x2", "2", 2), ("2x2,1x3", "1x2,1", 3)]
)
def test_descents_in_layers_with_several_axes_find_the_same(formats: str, strides: str | None, seed: int) -> None:
    words = strides if strides is None or "," in strides else f"{strides},1"
    network = TensorArchitecture.parse(formats, words)
    random = np.random.default_rng(seed)
    wanted = random.integers(-5, 6, size=network.format)

    def residual(numbers: np.ndarray) -> np.ndarray:
        first, second = network.formats
        start = prod(first)
        a, b = numbers[:start].reshape(first), numbers[start:].reshape(second)
        found = -wanted.astype(float)
        for i, j in product(np.ndindex(*first), np.ndindex(*second)):
            place = tuple(p + S * q for p, S, q in zip(i, network.strides[0], j, strict=True))
            found[place] += a[i] * b[j]
        return found.ravel()

    number = sum(network.entries)
    least = min(descended(residual, random.normal(size=number)) for _ in range(12))
    found = FunctionSpace(network).distance(wanted.tolist())
    assert least == pytest.approx(middle(found.squared_enclosure(BITS)), rel=1e-4)


@pytest.mark.quick
def test_layers_along_one_of_several_axes_are_those_of_one_axis() -> None:
    along, line = FunctionSpace(TensorArchitecture(((3, 1), (2, 1), (2, 1)))), FunctionSpace(Architecture((3, 2, 2)))
    for entries in ((1, 0, 2, 0, 3), (1, 0, -5, 0, 4)):
        for ask in ("distance", "distance_to_boundary"):
            found, known = getattr(along, ask)(entries), getattr(line, ask)(entries)
            assert found.squared_enclosure(BITS) == known.squared_enclosure(BITS)
            assert [c and TensorForm((5, 1), c.coefficients) for c in known.nearest] == list(found.nearest)
            assert found.to_dict()["unique"] is known.is_unique
    assert FunctionSpace(TensorArchitecture(((3, 2),))).distance_to_boundary((1, 2, 3, 4, 5, 6)) is None


@pytest.mark.quick
def test_several_axes_where_the_zero_filter_is_nearest() -> None:
    """No filter of k = (1x1, 2x2), s = (2, 1), has the entry in the middle of 3 × 3."""
    found = FunctionSpace(TensorArchitecture.parse("1x1,2x2", "2,1")).distance((0, 0, 0, 0, 5, 0, 0, 0, 0))
    assert found.nearest == (TensorForm((3, 3), (0,) * 9),)
    assert found.exact_squared == 25


@pytest.mark.slow
def test_a_triple_pair_of_roots_and_its_nearest_filters() -> None:
    """(x² + y²)³ is on strata with two double roots that are not real, which do not count: only real ones are needed.

    x²·(x⁴ + 3x²y² + 3y⁴) has a double real root, at distance 1.
    """
    target = BinaryForm((1, 0, 3, 0, 3, 0, 1))
    found = FunctionSpace(Architecture((3, 3, 2, 2))).distance(target, seconds=60)
    assert found.exact_squared == 1
    assert set(found.nearest) == {BinaryForm((1, 0, 3, 0, 3, 0, 0)), BinaryForm((0, 0, 3, 0, 3, 0, 1))}
    # p(t)²/(1 + t² + … + t^12) is the squared distance from the forms with the root t, so from those with a double one
    ts = np.linspace(-1, 1, 20001)
    assert min((ts**2 + 1) ** 6 / sum(ts ** (2 * i) for i in range(7))) >= 1 - 1e-12


@settings(max_examples=40)
@given(st.data())
def test_no_member_is_nearer_and_a_rational_nearest_filter_is_a_member(data: st.DataObject) -> None:
    architecture = data.draw(st.sampled_from([Architecture((2, 2)), Architecture((2, 2, 2)), Architecture((3, 2, 2))]))
    form = data.draw(forms(architecture.degree))
    found = FunctionSpace(architecture).distance(form)
    assert found.is_zero is decide(architecture, form).is_member
    layers = [data.draw(forms(k - 1)) for k in architecture.filter_sizes]
    member = compose(architecture, layers)
    value = SquareLoss.euclidean(form).value(member)
    lo, hi = found.squared_enclosure(BITS)
    assert value >= lo
    assert 0 <= hi - lo < Fraction(1, 2**BITS)
    for nearest, pattern in zip(found.nearest, found.patterns, strict=True):
        if nearest is not None:
            assert decide(architecture, nearest).is_member
            assert SquareLoss.euclidean(form).value(nearest) == lo == hi
        elif pattern is not None:
            assert position_of_pattern(pattern, architecture.even_filters) is Position.BOUNDARY


@settings(max_examples=25)
@given(st.data())
def test_distances_are_homogeneous_and_change_by_no_more_than_filters_move(data: st.DataObject) -> None:
    space = FunctionSpace(data.draw(st.sampled_from([Architecture((2, 2, 2)), Architecture((3, 2, 2))])))
    first, second = (data.draw(forms(space.architecture.degrees[0])) for _ in range(2))
    near, far = (space.distance_to_boundary(form) for form in (first, second))
    assert near is not None
    assert far is not None
    apart = sum((a - b) ** 2 for a, b in zip(first.rationals, second.rationals, strict=True))
    bound = Fraction(isqrt(apart.numerator << 80) + 1, 1 << 40)
    assert near.enclosure(BITS)[0] <= far.enclosure(BITS)[1] + bound
    scaled = space.distance_to_boundary(BinaryForm([-3 * c for c in first.rationals]))
    assert scaled is not None
    lo, hi = scaled.enclosure(BITS)
    assert lo <= 3 * near.enclosure(BITS + 4)[1]
    assert hi >= 3 * near.enclosure(BITS + 4)[0]


@pytest.mark.quick
@pytest.mark.parametrize("e", [2, 3, 4, 5, 6])
def test_the_boundary_is_the_closure_of_one_stratum(e: int) -> None:
    for n in range(e, 11, 2):
        above = boundary_pattern(Architecture((2,) * e + (n - e + 1,)))
        for pattern in patterns_of_degree(n):
            on_boundary = position_of_pattern(pattern, e) is Position.BOUNDARY
            assert in_closure(pattern, above) is on_boundary


@pytest.mark.quick
def test_the_strata_that_are_needed() -> None:
    assert strata_needed([boundary_pattern(Architecture((3, 2, 2)))]) == ((2, 1, 1), (2, 2), (4,))
    assert strata_needed([RootPattern.parse("4|0")]) == ((4,),)
    # a pair of multiplicity two cannot be separated in this closure
    assert strata_needed([RootPattern.parse("0|2")]) == ((2, 2), (4,))


@pytest.mark.quick
def test_pairs_that_collide_are_found_on_the_larger_stratum() -> None:
    """(x² + y²)²·(x − y)² is its own nearest filter of the boundary, and one of the closure of 2|11."""
    nearest = BinaryForm((1, 0, 1)) * BinaryForm((1, 0, 1)) * BinaryForm((1, -2, 1))
    found = FunctionSpace(Architecture((5, 2, 2))).distance(nearest)
    assert found.is_zero
    assert str(root_pattern(nearest)) == "2|2"
    # along the normal of the boundary there: it is nearest for a while
    root = [1] * 7
    moved = BinaryForm([c + Fraction(1, 100) * r for c, r in zip(nearest.rationals, root, strict=True)])
    away = FunctionSpace(Architecture((5, 2, 2))).distance_to_boundary(moved)
    assert away is not None
    assert away.nearest == (nearest,)
    assert away.exact_squared == Fraction(7, 10_000)


def test_bounds_where_critical_points_are_multiple(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a count nor exclusion shows that no critical point is missing, but everything else is farther away.

    Elimination shows which filter is nearest.
    """
    target = BinaryForm((0, 1, 0, 0, 1))
    space = FunctionSpace(Architecture((3, 2), (2, 1)))
    known = space.distance(target)
    assert known.proof is Proof.POLYNOMIAL
    monkeypatch.setattr(CertifiedZeros, "can_eliminate", False)
    found = space.distance(target)
    assert found.bounds is not None
    lo, hi = found.squared_enclosure(BITS)
    assert lo <= known.squared_enclosure(BITS)[0] <= known.squared_enclosure(BITS)[1] <= hi
    assert found.nearest == ()
    assert found.is_unique is None
    assert 0 < hi - lo < hi / 10**6
    assert found.example is not None
    assert space.contains(found.example)
    assert SquareLoss.euclidean(target).value(found.example) == hi
    # (a·x² + b·xy + c·y²)·(t·x² + s·y²) on a fine grid of t : s = cos : sin, the best first layer by least squares
    values = []
    for angle in np.linspace(0, np.pi, 2000):
        columns = np.zeros((5, 3))
        for i in range(3):
            columns[i, i], columns[i + 2, i] = np.cos(angle), np.sin(angle)
        wanted = np.array([0, 1, 0, 0, 1])
        rest = wanted - columns @ np.linalg.lstsq(columns, wanted, rcond=None)[0]
        values.append(float(rest @ rest))
    assert min(values) == pytest.approx(float(lo), rel=1e-4)
    assert min(values) >= float(lo)


@pytest.mark.quick
def test_infinitely_many_filters_may_be_nearest() -> None:
    """On a circle: of filters with a double root for the invariant loss, and of matrices of rank one."""
    invariant = SquareLoss.with_gram([[1, 0, 0], [0, Fraction(1, 2), 0], [0, 0, 1]], BinaryForm((1, 0, 1)))
    for architecture, loss in (
        (Architecture((2, 2)), invariant),
        (Architecture((2, 2), (2, 1)), SquareLoss.euclidean(BinaryForm((1, 0, 0, 1)))),
    ):
        found = distance_from_space(architecture, loss)
        assert (found.exact_squared, found.is_unique, found.proof) == (1, False, Proof.POLYNOMIAL)
        (nearest,) = found.nearest
        assert nearest is not None
        assert loss.value(nearest) == 1
        assert decide(architecture, nearest).is_member


@pytest.mark.quick
def test_distances_of_strata() -> None:
    loss = SquareLoss.euclidean(BinaryForm((1, 0, 2, 0, 1)))
    assert distance_from_strata([RootPattern.parse("0|2")], loss).is_zero
    found = distance_from_strata([RootPattern.parse("4|0")], loss)
    assert found.exact_squared == Fraction(16, 5)
    assert found.is_unique is False
    alone = {}
    for pattern in patterns_of_degree(4):
        alone[pattern] = middle(distance_from_strata([pattern], loss).enclosure(BITS))
        both = distance_from_strata([pattern, RootPattern.parse("2|1")], loss)
        assert middle(both.enclosure(BITS)) == min(alone[pattern], 1)
    # a stratum in the closure of another is no nearer
    for below, above in product(alone, repeat=2):
        assert not in_closure(below, above) or alone[below] >= alone[above]


@pytest.mark.quick
def test_zero_is_nearest_only_for_filters_orthogonal_to_everything() -> None:
    space = FunctionSpace(Architecture((2, 2), (3, 1)))
    found = space.distance(BinaryForm((0, 0, 5, 0, 0)))
    assert found.exact_squared == 25
    assert found.nearest == (BinaryForm((0,) * 5),)
    assert space.distance(BinaryForm((0,) * 5)).is_zero


@pytest.mark.quick
def test_square_roots_are_rounded_outwards() -> None:
    found = FunctionSpace(Architecture((2, 2))).distance(BinaryForm((2, 1, 3)))
    for bits in (0, 1, 5, 60, 200):
        lo, hi = found.enclosure(bits)
        low, high = found.squared_enclosure(2 * bits + 20)
        assert lo * lo <= low <= high <= hi * hi
        assert hi - lo < Fraction(1, 2**bits)
    minpoly = found.squared_minimal_polynomial()
    assert minpoly is not None
    low, high = found.squared_enclosure(BITS)
    signs = {sum(c * x**i for i, c in enumerate(minpoly)) > 0 for x in (low, high)}
    assert signs == {True, False}


@pytest.mark.quick
def test_irrational_filters() -> None:
    space = FunctionSpace(Architecture((2, 2)))
    assert space.distance("1,0,-sqrt(2)").is_zero
    found = space.distance("sqrt(2),0,sqrt(3)")
    assert found.nearest == (BinaryForm.parse("0,0,sqrt(3)"),)
    assert found.exact_squared == 2
    assert middle(found.enclosure(BITS)) == pytest.approx(2**0.5)
    assert middle(space.distance("sqrt(3),1,sqrt(2)").enclosure(BITS)) == pytest.approx(
        middle(space.distance([Fraction(3**0.5), 1, Fraction(2**0.5)]).enclosure(BITS)), abs=1e-12
    )
    strided = FunctionSpace(Architecture((2, 2), (2, 1))).distance("1,sqrt(2),3,4")
    values = np.linalg.svd(np.array([[1, 2**0.5], [3, 4]]))[1]
    assert middle(strided.enclosure(BITS)) == pytest.approx(values[1], abs=1e-9)


@pytest.mark.quick
def test_what_is_refused() -> None:
    space = FunctionSpace(Architecture((2, 2)))
    with pytest.raises(BadInputError, match="positive definite"):
        space.distance(BinaryForm((1, 0, 1)), [[1, 0, 0], [0, 0, 0], [0, 0, 1]])
    with pytest.raises(BadInputError, match="3"):
        space.distance(BinaryForm((1, 0)))
    with pytest.raises(BadInputError, match="at least one"):
        space.distance_to_strata([], BinaryForm((1, 0, 1)))
    with pytest.raises(BadInputError, match="degree 3"):
        space.distance_to_strata([RootPattern.parse("12|0")], BinaryForm((1, 0, 1)))
    with pytest.raises(UnsupportedError, match="root patterns"):
        FunctionSpace(Architecture((2, 40))).distance(BinaryForm((1,) * 41))


@pytest.mark.quick
def test_what_is_not_proved_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stratum whose critical points may be missing leaves the distance undecided, whatever was found elsewhere."""
    from lcnsym.landscape import nearest_on_strata
    from lcnsym.landscape.exclusion import least_values
    from lcnsym.landscape.strata.stratum import Stratum

    real = nearest_on_strata.critical_strata
    monkeypatch.setattr(
        nearest_on_strata,
        "critical_strata",
        lambda *given: (Stratum.unknown(s.partition, "left") if s.partition == (2, 2) else s for s in real(*given)),
    )
    space, form = FunctionSpace(Architecture((3, 2, 2))), BinaryForm((1, 0, 2, 0, 3))
    # two double real roots are farther away than the nearest filter, by a bound for all such forms
    assert space.distance(form).exact_squared == 1
    monkeypatch.setattr(least_values, "least_value", lambda *_: None)
    with pytest.raises(InconclusiveError, match="stratum 2,2: left"):
        space.distance(form)


@pytest.mark.quick
def test_json() -> None:
    found = FunctionSpace(Architecture((3, 2, 2))).distance(BinaryForm((1, 0, 2, 0, 3)))
    assert isinstance(found, Distance)
    assert found.to_dict() == {
        "to": "the function space of k = (3,2,2)",
        "distance_squared": "1",
        "distance": "1",
        "nearest": [{"pattern": "2|1", "filter": ["0", "0", "2", "0", "3"]}],
        "example": None,
        "unique": True,
        "proof": "count",
    }
