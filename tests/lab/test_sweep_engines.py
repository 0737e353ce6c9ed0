"""The engines: every case once, whatever dies; the same results on any of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.errors import BadInputError, InconclusiveError, UnsupportedError
from lcnsym.lab.sweeps.clusters import DaskCluster
from lcnsym.lab.sweeps.engines import (
    LARGEST_CHUNK,
    SECONDS_A_CHUNK,
    SECONDS_AT_LEAST,
    ChunkSizes,
    LocalProcesses,
    Pending,
)
from lcnsym.lab.sweeps.kinds import MembershipSweep, TheoremSweep
from lcnsym.lab.sweeps.sweep import Sweep
from lcnsym.lab.workers import MOST_STILLBORN

from .sweep_support import LatePlan, PlanWithDeaths, StillbornPlan, exported, swept


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(1, 7), min_size=40))
def test_pending_hands_out_every_number_once(bounds: list[int], sizes: list[int]) -> None:
    bounds.sort()
    spans = list(zip(bounds[::2], bounds[1::2], strict=False))
    pending, taken = Pending(spans), []
    for size in sizes:
        before = pending.left
        numbers = pending.take(size)
        assert len(numbers) == min(size, before)
        taken += numbers
    assert taken == [number for start, stop in spans for number in range(start, stop)]
    assert pending.left == 0


@pytest.mark.quick
def test_suspects_come_first_one_by_one_and_are_given_up_after_two_deaths_alone() -> None:
    pending = Pending([(0, 5)])
    assert pending.take(2) == [0, 1]
    assert pending.suspect([0, 1]) == []
    assert pending.left == 5
    assert pending.take(3) == [0]
    assert pending.suspect([0]) == []
    assert pending.take(3) == [1]
    assert pending.take(3) == [0]
    assert pending.suspect([0]) == [0]
    assert pending.take(3) == [2, 3, 4]
    assert pending.take(3) == []
    assert pending.left == 0


@pytest.mark.quick
@given(st.integers(1, 64), st.integers(1, 10**7), st.floats(1e-9, 1e4))
def test_chunks_fit_the_time_and_are_fair(workers: int, left: int, seconds: float) -> None:
    sizes = ChunkSizes(workers)
    assert sizes.next(left) == 1
    sizes.learn(1, seconds)
    chunk = sizes.next(left)
    assert 1 <= chunk <= min(LARGEST_CHUNK, left)
    if chunk > 1:
        assert chunk * seconds <= SECONDS_A_CHUNK
        assert chunk * 2 * workers <= left or chunk * seconds <= SECONDS_AT_LEAST


@pytest.mark.parametrize("workers", [1, 2])
def test_cases_that_end_their_process_are_tried_twice(tmp_path: Path, workers: int) -> None:
    plan = PlanWithDeaths(0, 40, (3,), (5,), str(tmp_path))
    rows = [row for rows in LocalProcesses(workers).rows(plan, Pending([(0, 40)])) for row in rows]
    assert sorted(number for number, _, _ in rows) == list(range(40))
    for number, outcome, text in rows:
        cells = json.loads(text)
        if number in plan.deadly:
            assert outcome == "failed"
            assert "SIGKILL" in cells["note"]
            assert cells["square"] is None
        else:
            assert outcome == "done"
            assert cells["square"] == number**2
    assert all((tmp_path / str(number)).exists() for number in (*plan.deadly, *plan.once))


def test_processes_that_do_not_begin_are_no_endless_loop(tmp_path: Path) -> None:
    plan = StillbornPlan(0, 4, (), (), str(tmp_path))
    with pytest.raises(InconclusiveError, match="in a row ended before they began, the last with status 3"):
        list(LocalProcesses(2).rows(plan, Pending([(0, 4)])))


def test_processes_that_do_not_begin_at_first_are_replaced(tmp_path: Path) -> None:
    plan = LatePlan(0, 30, (), (), str(tmp_path))
    rows = [row for rows in LocalProcesses(2).rows(plan, Pending([(0, 30)])) for row in rows]
    assert sorted(number for number, _, _ in rows) == list(range(30))
    assert len(list(tmp_path.iterdir())) == MOST_STILLBORN


def test_one_and_two_workers_write_the_same_table(tmp_path: Path) -> None:
    plan = TheoremSweep(7, "membership", 4, 4)
    assert swept(plan, tmp_path / "one.sqlite", 1) == swept(plan, tmp_path / "two.sqlite", 2)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler and two workers, each a process of its own."""
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 2, "distributed.comm.timeouts.connect": "3s"}),
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", scheduler_port=0
        ) as started,
    ):
        yield started


@pytest.mark.needs("distributed")
def test_a_cluster_writes_the_same_table(cluster: Any, tmp_path: Path) -> None:
    plan = TheoremSweep(7, "membership", 4, 4)
    sweep = Sweep.begin(plan, str(tmp_path / "cluster.sqlite"))
    assert sweep.run(scheduler=cluster.scheduler_address).is_complete
    assert exported(tmp_path / "cluster.sqlite") == swept(plan, tmp_path / "local.sqlite")


@pytest.mark.needs("distributed")
def test_a_cluster_whose_worker_is_killed_loses_nothing(cluster: Any, tmp_path: Path) -> None:
    from distributed import Client

    with Client(cluster.scheduler_address, set_as_default=False) as client:
        first = next(iter(client.run(os.getpid).values()))
    seen = threading.Event()

    def kill() -> None:
        seen.wait(30)
        os.kill(first, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    plan = MembershipSweep(3, (3, 2, 2), (), 6_000, 50)
    sweep = Sweep.begin(plan, str(tmp_path / "cluster.sqlite"))
    status = sweep.run(scheduler=cluster.scheduler_address, progress=lambda done, _: seen.set() if done else None)
    killer.join()
    assert status.is_complete
    assert "failed" not in status.outcomes
    assert exported(tmp_path / "cluster.sqlite") == swept(plan, tmp_path / "local.sqlite", 2)


@pytest.mark.needs("distributed")
def test_a_case_that_kills_the_workers_of_a_cluster_is_recorded(cluster: Any) -> None:
    from distributed import KilledWorker

    class Future:
        def result(self) -> None:
            raise KilledWorker("chunk", None, 2)

    engine, plan, pending = (
        DaskCluster(cluster.scheduler_address),
        MembershipSweep(3, (3,), (), 5, 9),
        Pending([(0, 5)]),
    )
    taken, sizes = pending.take(2), ChunkSizes(1)
    assert engine._result(Future(), taken, plan, pending, sizes) == []
    assert pending.take(5) == [0]
    assert engine._result(Future(), [0], plan, pending, sizes) == []
    ((number, outcome, _),) = engine._result(Future(), [0], plan, pending, sizes)
    assert (number, outcome) == (0, "failed")


@pytest.mark.needs("distributed")
def test_no_scheduler_is_one_line(tmp_path: Path) -> None:
    sweep = Sweep.begin(MembershipSweep(3, (3,), (), 5, 9), str(tmp_path / "some.sqlite"))
    start = time.monotonic()
    for address in ("nonsense", "tcp://127.0.0.1:1", "xyz://127.0.0.1:1"):
        with pytest.raises(BadInputError, match="no Dask scheduler answers at"):
            sweep.run(scheduler=address)
    assert time.monotonic() - start < 60


LOGGING = """
import distributed, logging
from lcnsym.lab.sweeps.clusters import _quiet

def log(text):
    for name in ("distributed.client", "distributed.that.comes.later", "asyncio", "tornado.application"):
        logging.getLogger(name).critical(text)

with _quiet():
    log("during")
log("after")
"""


@pytest.mark.needs("distributed")
def test_a_cluster_without_workers_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr("lcnsym.lab.sweeps.clusters.SECONDS_TO_CONNECT", 2)
    sweep = Sweep.begin(MembershipSweep(3, (3, 2), (), 10, 9), str(tmp_path / "some.sqlite"))
    with (
        LocalCluster(n_workers=0, processes=True, dashboard_address=":0", scheduler_port=0) as empty,
        pytest.raises(BadInputError, match="has no workers"),
    ):
        sweep.run(scheduler=empty.scheduler_address)


@pytest.mark.needs("distributed")
def test_what_dask_logs_does_not_reach_the_terminal() -> None:
    ended = subprocess.run([sys.executable, "-c", LOGGING], capture_output=True, text=True, check=True)
    assert "during" not in ended.stderr
    assert ended.stderr.count("after") >= 3


def test_without_distributed_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    sweep = Sweep.begin(MembershipSweep(3, (3,), (), 5, 9), str(tmp_path / "some.sqlite"))
    with pytest.raises(UnsupportedError, match=r"lcnsym\[distributed\]"):
        sweep.run(scheduler="tcp://127.0.0.1:8786")
