"""Whether any packing exists, decided at once.

Compatible packings are found by a greedy choice: place the colours one by one, first all of size 2, then those of size
1, the balls of each colour into the bins with the largest remaining capacities. This finds a packing if there is one,
also if the first colour is kept out of some bins or tied to some: of the bins i and j that it may choose from, let j
have at least the remaining capacity of i, and let a packing put its ball into i, not into j. If another colour of its
size is in j but not in i, exchange the two. Otherwise, for size 1, j has no more balls than i has, less than its
capacity, a contradiction. For size 2, i has more balls of size 2 than j, hence at least two balls of size 1 less, so
two colours of size 1 are in j but not in i, which move to i in exchange. For colours of size 1 alone this is the
theorem of Gale and Ryser, and its inequalities are faster than the choice.

Without compatibility only the room for balls of size 2 matters: Σ ⌊capacity/2⌋ ≥ their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from .balls import Balls, Bins


def is_feasible(balls: Balls, bins: Bins, *, compatible: bool) -> bool:
    """Whether a packing exists."""
    if not compatible:
        return sum(c // 2 for c in bins.capacities) >= sum(balls.double)
    return fits(balls.double, ryser_bounds(balls.single, len(bins.capacities)), bins.capacities)


def fits(double: Sequence[int], bounds: Sequence[int], capacities: Sequence[int]) -> bool:
    """Whether colours of size 2 with these multiplicities, and those of size 1 behind the bounds, have a compatible
    packing into bins whose capacities have the same total."""
    left = sorted(capacities, reverse=True)
    for number in double:
        if number > len(left) or left[number - 1] < 2:
            return number == 0
        left[:number] = [capacity - 2 for capacity in left[:number]]
        left.sort(reverse=True)
    return all(total <= bound for total, bound in zip(accumulate(left), bounds, strict=True))


def ryser_bounds(single: Sequence[int], bins: int) -> list[int]:
    """Σ_i min(m_i, k) for k = 1, …, bins: what k bins can take of colours of size 1, one ball of a colour each."""
    at_least = [0] * (bins + 1)
    for number in single:
        at_least[min(number, bins)] += 1
    steps = list(accumulate(reversed(at_least[1:])))
    return list(accumulate(reversed(steps)))
