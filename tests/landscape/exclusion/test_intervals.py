"""Interval arithmetic in double precision, against exact rational arithmetic: the exact result is always enclosed."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import inf, isfinite, isnan, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcnsym.landscape.exclusion import intervals
from lcnsym.landscape.exclusion.intervals import Array, Intervals, enclosed, exact
from lcnsym.landscape.exclusion.subdivision import Boxes

pytestmark = pytest.mark.quick

ANY = st.floats(allow_nan=False, allow_infinity=False)
EXTREME = st.sampled_from(
    [
        0.0,
        -0.0,
        5e-324,
        -5e-324,
        2.0**-1022,
        2.0**-537,
        1e-160,
        1e-16,
        1.0,
        1 + 2.0**-52,
        1e16,
        1e154,
        1.7e308,
        -1.7e308,
    ]
)
NUMBERS = st.one_of(ANY, EXTREME, st.floats(-4, 4))
RADII = st.one_of(st.just(0.0), st.floats(0, 4), st.sampled_from([5e-324, 1e-300, 1e-17, 1e300, inf, nan]))


PARAMETERS = 2
Parameters = list[Fraction]


@st.composite
def arrays(draw: st.DrawFn, *shape: int) -> Intervals:
    """Intervals of all sizes, with linear parts or without."""
    number = int(np.prod(shape, dtype=int))

    def drawn(strategy: st.SearchStrategy[float], count: int) -> Array:
        return np.array(draw(st.lists(strategy, min_size=count, max_size=count)))

    lin = drawn(NUMBERS, PARAMETERS * number).reshape(PARAMETERS, *shape) if draw(st.booleans()) else None
    return Intervals(drawn(NUMBERS, number).reshape(shape), drawn(RADII, number).reshape(shape), lin)


class Chosen:
    """Parameters e, and numbers in intervals at them, at an end of these or between; any where nothing is known."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data
        self.parameters = [self._part() for _ in range(PARAMETERS)]

    def _part(self) -> Fraction:
        return Fraction(self._data.draw(st.integers(-4, 4)), 4)

    def __call__(self, values: Intervals) -> list[Fraction]:
        found = []
        for place in np.ndindex(values.mid.shape):
            centre, rad = self.centre(values[place]), float(values.rad[place])
            known = centre is not None and isfinite(rad)
            part = self._part()
            found.append(centre + Fraction(rad) * part if known and centre is not None else 9 * part)
        return found

    def centre(self, value: Intervals) -> Fraction | None:
        """mid + Σ lin_j·e_j of one entry."""
        lin = [] if value.lin is None else value.lin.tolist()
        if not all(map(isfinite, [float(value.mid), *lin])):
            return None
        return Fraction(float(value.mid)) + sum(
            (Fraction(a) * e for a, e in zip(lin, self.parameters, strict=False)), Fraction(0)
        )

    def holds(self, value: Intervals, number: Fraction) -> bool:
        """Whether a number is in one interval at the parameters."""
        centre, rad = self.centre(value), float(value.rad)
        if centre is None:
            # a constant part that is not finite with a finite radius would be a wrong statement
            return not isfinite(rad)
        return isnan(rad) or rad == inf or abs(centre - number) <= Fraction(rad)


def holds(value: Intervals, number: Fraction) -> bool:
    """Whether a number is in one interval without linear parts."""
    mid, rad = float(value.mid), float(value.rad)
    assert value.lin is None
    return not isfinite(rad) if not isfinite(mid) else not isfinite(rad) or abs(Fraction(mid) - number) <= Fraction(rad)


@pytest.fixture(autouse=True)
def _quiet() -> object:
    with np.errstate(all="ignore"):
        yield


@given(st.data())
def test_sums_and_differences(data: st.DataObject) -> None:
    first, second, chosen = data.draw(arrays(3)), data.draw(arrays(3)), Chosen(data)
    left, right = chosen(first), chosen(second)
    for found, sign in ((first + second, 1), (first - second, -1)):
        for i in range(3):
            assert chosen.holds(found[i], left[i] + sign * right[i])


@given(st.data())
@settings(max_examples=60)
def test_products_of_matrices(data: st.DataObject) -> None:
    """By einsum and by BLAS."""
    first, second, chosen = data.draw(arrays(2, 3)), data.draw(arrays(3, 2)), Chosen(data)
    left, right = chosen(first), chosen(second)
    products = [intervals.contracted("ij,jk->ik", first, second)]
    if first.lin is None:
        products.append(intervals.applied(first, second))
    for found in products:
        for i in range(2):
            for k in range(2):
                number = sum((left[3 * i + j] * right[2 * j + k] for j in range(3)), Fraction(0))
                assert chosen.holds(found[i, k], number)


@given(st.data())
@settings(max_examples=60)
def test_products_of_forms_and_their_transposes(data: st.DataObject) -> None:
    first, second, stride = data.draw(arrays(2)), data.draw(arrays(4)), data.draw(st.integers(1, 3))
    chosen = Chosen(data)
    left, right = chosen(first), chosen(second)
    product = [Fraction(0)] * (stride + 4)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            product[i * stride + j] += a * b
    found = intervals.convolved(first, second, stride)
    assert all(chosen.holds(found[m], product[m]) for m in range(stride + 4))
    against = intervals.correlated(first, second)
    assert len(against.mid) == 3
    for m in range(3):
        assert chosen.holds(against[m], sum((left[i] * right[i + m] for i in range(2)), Fraction(0)))


@given(st.data())
def test_sizes_zero_and_plain_intervals(data: st.DataObject) -> None:
    first, chosen = data.draw(arrays(4)), Chosen(data)
    plain = first.plain
    for i, number in enumerate(chosen(first)):
        size = float(first.sizes[i])
        assert isnan(size) or size == inf or abs(number) <= Fraction(size)
        assert number != 0 or not first.excludes_zero[i]
        assert holds(plain[i], number)
        assert holds(plain.widened(np.ones(4))[i], number + 1)


@given(st.data())
def test_arrays_put_together(data: st.DataObject) -> None:
    """Along an old axis, a new one, and into a larger array."""
    first, second, chosen = data.draw(arrays(2)), data.draw(arrays(2)), Chosen(data)
    numbers = [*chosen(first), *chosen(second)]
    row = intervals.joined([first, second], 0)
    pairs = intervals.stacked([first, second], 1)
    larger = intervals.placed([((slice(0, 2), 1), first), ((slice(1, 3), 0), second)], (3, 2))
    for i in range(4):
        assert chosen.holds(row[i], numbers[i])
        assert chosen.holds(pairs[i % 2, i // 2], numbers[i])
    assert chosen.holds(larger[1, 1], numbers[1])
    assert chosen.holds(larger[2, 0], numbers[3])
    assert chosen.holds(larger[2, 1], Fraction(0))


def test_linear_parts_keep_what_numbers_have_in_common() -> None:
    """x − x = 0 and x² − x·x = 0 for x = 1 + e/2, where plain intervals give ±1."""
    x = intervals.linear(np.array([[1.0]]), np.array([[0.5]]))
    assert (x - x).sizes.max() < 1e-15
    square = intervals.contracted("ib,ib->ib", x, x)
    assert square.lin is not None
    assert square.lin.tolist() == [[[1.0]]]
    assert square.rad[0, 0] == pytest.approx(0.25)


@given(
    st.lists(
        st.fractions()
        | st.integers(-(10**400), 10**400)
        | st.builds(Fraction, st.integers(1, 9), st.integers(10**300, 10**400)),
        min_size=1,
    )
)
def test_rational_numbers_are_enclosed(values: list[Fraction | int]) -> None:
    """Also those beyond the range of doubles, on both sides."""
    found = enclosed([Fraction(v) for v in values])
    assert all(holds(found[i], Fraction(v)) for i, v in enumerate(values))


@given(st.floats(-2, 2), st.floats(0, 1e-3) | st.sampled_from([0.0, 5e-324, 2.0**-52]))
def test_a_midpoint_and_radius_cover_the_ends(low: float, side: float) -> None:
    high = low + side
    box = Boxes(np.array([[low]]), np.array([[high]]))
    middle, radius = Fraction(float(box.middles[0, 0])), Fraction(float(box.radii[0, 0]))
    assert middle - radius <= Fraction(low)
    assert Fraction(high) <= middle + radius


@pytest.mark.parametrize("bad", [inf, -inf, nan])
def test_what_is_not_finite_proves_nothing(bad: float) -> None:
    """An overflow on the way is not mistaken for an enclosure, whatever it is multiplied by or subtracted from."""
    value = exact(np.array([bad])) + exact(np.array([1.0]))
    zero = exact(np.array([0.0]))
    for found in (
        value,
        value - value,
        intervals.convolved(value, exact(np.array([1.0]))),
        intervals.convolved(exact(np.array([1.0])), value),
        intervals.contracted("i,j->ij", value, zero),
        intervals.correlated(value, zero),
        intervals.applied(exact(np.array([[2.0]])), value),
    ):
        assert not found.excludes_zero.any()
        assert not np.isfinite(found.rad).any()
        assert not (found.sizes < 1e300).any()


def test_large_products_overflow_to_no_statement() -> None:
    huge = exact(np.full((2, 2), 1e200))
    for found in (intervals.contracted("ij,jk->ik", huge, huge), intervals.applied(huge, huge)):
        assert not np.isfinite(found.rad).any()


def test_underflow_is_in_the_radius() -> None:
    """5e-324 times one half is 0 in doubles, and not zero."""
    found = intervals.contracted("i,j->ij", exact(np.array([5e-324])), exact(np.array([0.25])))
    assert found.mid[0, 0] == 0
    assert holds(found[0, 0], Fraction(5e-324) / 4)


def test_long_sums_with_cancellation() -> None:
    """The exact sum is 1, and what doubles make of it is far from it."""
    row = np.array([[1e16, 1.0, -1e16] * 300])
    found: Array = intervals.applied(exact(row), exact(np.ones((900, 1)))).rad
    value = intervals.applied(exact(row), exact(np.ones((900, 1))))
    assert holds(value[0, 0], Fraction(300))
    assert found[0, 0] < 1e7
    with pytest.raises(ValueError, match="not provided for"):
        intervals.applied(exact(np.ones((1, 2000))), exact(np.ones((2000, 1))))


@pytest.mark.parametrize(
    ("large", "small"),
    [((1 + 3 * 2.0**-52) * 2.0**e, 2.0**-1022 * 1e-3) for e in (60, 80, 100, 200, 1000)]
    + [(1.33 * 2.0**1000, 27 * 5e-324), (1.75 * 2.0**1023, 5e-324)],
)
def test_large_numbers_times_subnormal_ones(large: float, small: float) -> None:
    for a, b in ((large, small), (small, large)):
        left, right = exact(np.array([[a]])), exact(np.array([[b]]))
        products = (intervals.convolved, intervals.applied, partial(intervals.contracted, "ij,jk->ik"))
        for found in (multiplied(left, right) for multiplied in products):
            assert holds(found[0, 0], Fraction(a) * Fraction(b))


def test_of_single_numbers_that_are_not_finite_nothing_is_known() -> None:
    assert np.isnan(exact(np.array([np.inf, -np.inf, np.nan])).plain.rad).all()
