"""BLAS runs on one thread while solutions are followed, and on as many as before afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from lcnsym.landscape.candidates import homotopy
from lcnsym.landscape.candidates.followed_forms import approximations
from lcnsym.landscape.candidates.homotopy import monodromy
from lcnsym.landscape.effort import Effort
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.equations.tangent_systems import TangentSystem
from lcnsym.landscape.one_thread import one_blas_thread

from .support import random_loss


def threads() -> set[int]:
    """How many threads the BLAS libraries of this process use."""
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


@pytest.fixture(autouse=True)
def two_threads() -> Iterator[None]:
    """Two threads, where BLAS can be told."""
    with threadpool_limits(2, user_api="blas"):
        yield


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[set[int]]:
    """The numbers of threads when linear systems are solved."""
    found: list[set[int]] = []
    solved = homotopy._solved

    def noted(matrices: homotopy.Array, right: homotopy.Array) -> homotopy.Array:
        found.append(threads())
        return solved(matrices, right)

    monkeypatch.setattr(homotopy, "_solved", noted)
    return found


@pytest.mark.slow
def test_solutions_are_followed_on_one_thread(seen: list[set[int]]) -> None:
    before = threads()
    loss = random_loss(6, 1)
    assert next(approximations(Quadric(loss.gram, loss.target), (2, 2, 1, 1), Effort(60))).degree
    monodromy(TangentSystem((2, 2)), 1)
    assert len(seen) > 10
    assert all(found <= {1} for found in seen)
    assert threads() == before


def test_an_error_gives_the_threads_back() -> None:
    before = threads()

    @one_blas_thread
    def fails() -> None:
        assert threads() <= {1}
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert threads() == before


def test_the_last_one_to_leave_gives_the_threads_back() -> None:
    """Whoever comes later sees one thread, and must not take it for what was there before."""
    before = threads()
    first, second = ExitStack(), ExitStack()
    first.enter_context(one_blas_thread)
    second.enter_context(one_blas_thread)
    first.close()
    assert threads() <= {1}
    second.close()
    assert threads() == before
