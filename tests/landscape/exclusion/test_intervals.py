"""Interval arithmetic in double precision, against exact rational arithmetic: the exact result is always enclosed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
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


@st.composite
def arrays(draw: st.DrawFn, *shape: int, radii: st.SearchStrategy[float] = RADII) -> Intervals:
    """Intervals of all sizes."""
    number = int(np.prod(shape, dtype=int))
    mids = draw(st.lists(NUMBERS, min_size=number, max_size=number))
    rads = draw(st.lists(radii, min_size=number, max_size=number))
    return Intervals(np.array(mids).reshape(shape), np.array(rads).reshape(shape))


def chosen(draw: Callable[[st.SearchStrategy[int]], int], values: Intervals) -> list[Fraction]:
    """A number in each interval, at an end of it or between; any where nothing is known."""
    found = []
    for mid, rad in zip(values.mid.ravel().tolist(), values.rad.ravel().tolist(), strict=True):
        if isfinite(mid) and isfinite(rad):
            found.append(Fraction(mid) + Fraction(rad) * Fraction(draw(st.integers(-4, 4)), 4))
        else:
            found.append(Fraction(draw(st.integers(-9, 9))))
    return found


def holds(value: Intervals, number: Fraction) -> bool:
    """Whether a number is in one interval."""
    mid, rad = float(value.mid), float(value.rad)
    if not isfinite(mid):
        # an infinite midpoint with a finite radius would be a wrong statement
        return not isfinite(rad)
    return isnan(rad) or rad == inf or abs(Fraction(mid) - number) <= Fraction(rad)


@pytest.fixture(autouse=True)
def _quiet() -> object:
    with np.errstate(all="ignore"):
        yield


@given(st.data())
def test_sums_and_differences(data: st.DataObject) -> None:
    first, second = data.draw(arrays(3)), data.draw(arrays(3))
    left, right = chosen(data.draw, first), chosen(data.draw, second)
    for found, sign in ((first + second, 1), (first - second, -1)):
        for i in range(3):
            assert holds(found[i], left[i] + sign * right[i])


@given(st.data())
@settings(max_examples=60)
def test_products_of_matrices(data: st.DataObject) -> None:
    """By einsum and by BLAS."""
    first, second = data.draw(arrays(2, 3)), data.draw(arrays(3, 2))
    left, right = chosen(data.draw, first), chosen(data.draw, second)
    for found in (intervals.contracted("ij,jk->ik", first, second), intervals.applied(first, second)):
        for i in range(2):
            for k in range(2):
                assert holds(found[i, k], sum((left[3 * i + j] * right[2 * j + k] for j in range(3)), Fraction(0)))


@given(st.data())
@settings(max_examples=60)
def test_products_of_forms_and_their_transposes(data: st.DataObject) -> None:
    first, second, stride = data.draw(arrays(2)), data.draw(arrays(4)), data.draw(st.integers(1, 3))
    left, right = chosen(data.draw, first), chosen(data.draw, second)
    product = [Fraction(0)] * (stride + 4)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            product[i * stride + j] += a * b
    found = intervals.convolved(first, second, stride)
    assert all(holds(found[m], product[m]) for m in range(stride + 4))
    against = intervals.correlated(first, second)
    assert len(against.mid) == 3
    for m in range(3):
        assert holds(against[m], sum((left[i] * right[i + m] for i in range(2)), Fraction(0)))


@given(st.data())
def test_sizes_zero_and_narrower(data: st.DataObject) -> None:
    first = data.draw(arrays(4))
    numbers = chosen(data.draw, first)
    for i, number in enumerate(numbers):
        size = float(first.sizes[i])
        assert isnan(size) or size == inf or abs(number) <= Fraction(size)
        assert number != 0 or not first.excludes_zero[i]
    # a second enclosure of the same numbers
    other = exact(np.array([float(n) if abs(n) < 10**300 else 0.0 for n in numbers]))
    gaps = [abs(Fraction(float(m)) - n) for m, n in zip(other.mid, numbers, strict=True)]
    other = other.widened(np.array([float(g) * (1 + 1e-9) + 1e-290 if g < 10**300 else inf for g in gaps]))
    for both in (first.narrower(other), other.narrower(first)):
        assert all(holds(both[i], n) for i, n in enumerate(numbers))


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
