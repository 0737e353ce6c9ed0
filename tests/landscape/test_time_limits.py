"""How long a search may take: counted in looks at the clock, between each two of which a second passes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from lcnsym import Architecture, BinaryForm, SquareLoss, critical_functions, critical_points
from lcnsym.errors import InconclusiveError
from lcnsym.landscape.effort import Effort, Rounds
from lcnsym.landscape.layers.natures import Nature

from .support import bombieri, euclidean, random_loss

AFTER = 12
"""So many looks at most tell every part of a search that the time is over."""


class Clock:
    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> float:
        self.looks += 1
        return float(self.looks)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    found = Clock()
    with monkeypatch.context() as patched:
        patched.setattr(time, "monotonic", found)
        yield found


SEARCHES: dict[str, Callable[[int], object]] = {
    "followed on a stratum": lambda s: critical_functions(random_loss(6, 1), (2, 2, 2), s),
    "followed or eliminated": lambda s: critical_functions(random_loss(6, 1), (2, 2, 1, 1), s),
    "eliminated": lambda s: critical_functions(random_loss(5, 1), (2, 2, 1), s),
    "excluded on a stratum": lambda s: critical_functions(bombieri(1, 2, -3, 4, 2), (2, 2), s),
    "irrational": lambda s: critical_functions(
        SquareLoss.euclidean(BinaryForm.parse("sqrt(2),1,-2,3,5")), (2, 2), s, use_cache=False
    ),
    "in parameter space": lambda s: critical_points(
        Architecture((2, 2, 2), (1, 2, 1)), euclidean(2, -1, 3, 1, 4), s, use_cache=False
    ),
    "eliminated in parameter space": lambda s: critical_points(
        Architecture((3, 3), (2, 1)), euclidean(1, 2, -1, 3, 2, 1, 4), s
    ),
    "eliminated with curves": lambda s: critical_points(
        Architecture((2, 2, 2), (2, 1, 1)), euclidean(1, 0, 0, 0, 0, 1), s
    ),
    "excluded in parameter space": lambda s: critical_points(
        Architecture((3, 3), (2, 1)), SquareLoss.euclidean(BinaryForm.parse("sqrt(2),2,-1,3,2,1,4")), s
    ),
}


@pytest.mark.parametrize("name", SEARCHES)
def test_no_search_goes_on_after_its_time(name: str, clock: Clock) -> None:
    for seconds in (1, 3, 10, 40):
        clock.looks = 0
        SEARCHES[name](seconds)
        assert clock.looks <= seconds + AFTER
    clock.looks = 0
    SEARCHES[name](10**6)
    # there is time enough, and the clock is looked at often
    assert clock.looks > 3


UNDECIDED_LATE = {
    # a singular Hessian, a loss with ties, several classes with one filter, a curve
    "a degenerate minimum": (Architecture((2, 2, 2, 2)), euclidean(4, 0, 0, 0, 3)),
    "ties": (Architecture((2, 2, 2, 2)), euclidean(1, 2, 5, 2, 1)),
    "equal filters": (Architecture((3, 2, 2), (2, 1, 1)), euclidean(1, 0, -3, 0, 3, 0, 3)),
    "a curve": (Architecture((2, 2, 2), (2, 1, 1)), euclidean(1, 0, 0, 0, 0, 1)),
}


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("name", UNDECIDED_LATE)
def test_what_is_decided_late_is_null_and_never_wrong(name: str) -> None:
    """With less time the same natures and numbers, or none."""
    architecture, loss = UNDECIDED_LATE[name]
    whole = critical_points(architecture, loss, 10**6)
    known = [(point.loss_enclosure(60), {c.nature for c in point.classes}) for point in whole.points]
    counts = set()
    for seconds in (0, 1, 3, 10, 40, 160):
        found = critical_points(architecture, loss, seconds)
        counts.add(found.spurious_minima)
        least = found.global_minimum
        if least is not None and whole.global_minimum is not None:
            lo, hi = whole.global_minimum.loss_enclosure(60)
            assert least.loss[0] <= hi
            assert lo <= least.loss[1]
        for point in found.points:
            natures = set()
            for bounds, own in known:
                if bounds[0] <= point.loss[1] and point.loss[0] <= bounds[1]:
                    natures |= own
            assert {c.nature for c in point.classes} <= natures | {None, Nature.DEGENERATE}
        for curve in found.curves:
            assert curve.is_minimum in {None, *(other.is_minimum for other in whole.curves)}
    assert whole.spurious_minima is not None
    assert counts <= {None, whole.spurious_minima}


@pytest.mark.quick
def test_efforts(clock: Clock) -> None:
    begun = Effort(9).begun()
    assert begun.deadline == 10
    assert begun.shared().deadline == 7
    assert begun.left == 8
    clock.looks = 8
    assert not begun.is_over
    assert begun.is_over
    assert begun.left == 0
    with pytest.raises(InconclusiveError, match="all this took too long"):
        begun.check("all this")
    assert Effort(float("inf")).begun().shared().left > 0
    assert begun.begun() is begun
    assert Effort().ended().is_over
    tried: list[int] = []

    def never(bits: int) -> bool | None:
        tried.append(bits)
        return None

    assert begun.ended().decided(never, 8, 64) is None
    assert Effort().decided(never, 8, 64, 4) is None
    assert tried == [8, 8, 32]
    # what was not begun has no end
    assert not Effort(0).is_over


@pytest.mark.quick
def test_no_round_is_begun_that_may_not_be_done(clock: Clock) -> None:
    rounds = Rounds(deadline=20, growth=3)
    lengths = [rounds.has_time()]
    for length in (1, 2, 4):
        clock.looks += length - 1
        lengths.append(rounds.has_time())
    # 1, 2, 4 and 8 seconds after one; the third took four, so the next may take twelve
    assert lengths == [True, True, True, False]
    assert clock.looks == 8
