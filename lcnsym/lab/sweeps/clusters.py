"""The cases of a sweep on a Dask cluster, when one machine is too small."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from ...errors import BadInputError, InconclusiveError, LcnsymError, UnsupportedError, shorten
from ...packages import module_if_installed
from ..workers import SECONDS_BETWEEN_LOOKS
from .cases import Row, SweepPlan
from .engines import Batches, ChunkSizes, Pending
from .kinds import plan_of_text

INSTALL = "pip install 'lcnsym[distributed]'"
SECONDS_TO_CONNECT = 5
SECONDS_WITHOUT_WORKERS = 20
"""A cluster whose workers are all gone for so long is given up; they may be replaced before."""

CHUNKS_A_THREAD = 2
LOGGERS = ("distributed", "tornado", "asyncio")


class DaskCluster:
    """The workers of a Dask scheduler, each with the same version of lcnsym.

    A chunk whose worker dies is begun again by Dask as often as the scheduler allows. Then its cases are tried again
    one by one, and one that ends its workers twice alone is recorded as failed.

    Args:
        address: of the scheduler, such as tcp://127.0.0.1:8786.
    """

    def __init__(self, address: str) -> None:
        self._address = address

    def rows(self, plan: SweepPlan, pending: Pending) -> Batches:
        """As for `Engine`.

        Raises:
            UnsupportedError: the package distributed is not installed.
            BadInputError: no scheduler answers, or its workers cannot run lcnsym.
            InconclusiveError: the scheduler is lost.
        """
        # it sets up its loggers
        if module_if_installed("distributed") is None:
            raise UnsupportedError(f"a Dask cluster needs the package distributed: {INSTALL}")
        with _quiet():
            yield from self._rows(plan, pending)

    def _rows(self, plan: SweepPlan, pending: Pending) -> Batches:
        client = self._client()
        futures: dict[Any, list[int]] = {}
        try:
            sizes = ChunkSizes(self._first_threads(client))
            last = time.monotonic()
            while True:
                self._submit(client, plan, pending, sizes, futures)
                if not futures:
                    return
                done = self._finished(client, futures)
                for future in done:
                    numbers = futures.pop(future)
                    yield self._result(future, numbers, plan, pending, sizes)
                if done or (time.monotonic() - last > SECONDS_WITHOUT_WORKERS and self._threads(client)):
                    last = time.monotonic()
                elif time.monotonic() - last > SECONDS_WITHOUT_WORKERS:
                    raise InconclusiveError(
                        f"the Dask scheduler at '{shorten(self._address)}' has no workers any more; what was done is "
                        "kept, and sweep resume goes on"
                    )
                else:
                    yield []
        finally:
            _closed(client, list(futures))

    def _client(self) -> Any:
        from distributed import Client  # noqa: PLC0415 - see rows

        try:
            # a client that finds nobody would complain once more when it is deleted
            with ThreadPoolExecutor(1) as aside:
                aside.submit(asyncio.run, _greeted(self._address)).result()
            return Client(self._address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as error:
            told = shorten(str(error) or type(error).__name__, 100)
            raise BadInputError(f"no Dask scheduler answers at '{shorten(self._address)}': {told}") from None

    def _first_threads(self, client: Any) -> int:
        """How many threads the workers have, of which there may be some a moment later."""
        end = time.monotonic() + SECONDS_TO_CONNECT
        while True:
            threads = self._threads(client)
            if threads:
                return threads
            if time.monotonic() > end:
                raise BadInputError(f"the Dask scheduler at '{shorten(self._address)}' has no workers")
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def _threads(self, client: Any) -> int:
        try:
            return int(sum(client.nthreads().values()))
        except Exception as error:
            raise self._lost(error) from None

    def _submit(
        self, client: Any, plan: SweepPlan, pending: Pending, sizes: ChunkSizes, futures: dict[Any, list[int]]
    ) -> None:
        while pending.left and len(futures) < CHUNKS_A_THREAD * sizes.workers:
            numbers = pending.take(sizes.next(pending.left))
            futures[client.submit(timed_rows, plan.text, numbers, pure=False, retries=0)] = numbers

    def _finished(self, client: Any, futures: dict[Any, list[int]]) -> list[Any]:
        from distributed import TimeoutError, wait  # noqa: PLC0415 - only where a cluster is asked for

        try:
            with client.as_current():
                return list(wait(list(futures), SECONDS_BETWEEN_LOOKS, "FIRST_COMPLETED").done)
        except TimeoutError:
            return []
        except Exception as error:
            raise self._lost(error) from None

    def _result(
        self, future: Any, numbers: list[int], plan: SweepPlan, pending: Pending, sizes: ChunkSizes
    ) -> list[Row]:
        from distributed import CancelledError, KilledWorker  # noqa: PLC0415 - only where a cluster is asked for

        try:
            rows, seconds = future.result()
        except KilledWorker:
            why = "the workers that worked on this case died, twice with no other case"
            return [plan.failed_row(number, why) for number in pending.suspect(numbers)]
        except (CancelledError, OSError) as error:
            raise self._lost(error) from None
        except LcnsymError:
            raise
        except Exception as error:
            told = shorten(f"{type(error).__name__}: {error}", 100)
            raise BadInputError(f"the workers of '{shorten(self._address)}' cannot run lcnsym: {told}") from None
        sizes.learn(len(numbers), seconds)
        return [(number, outcome, text) for number, outcome, text in rows]

    def _lost(self, error: Exception) -> InconclusiveError:
        return InconclusiveError(
            f"the Dask scheduler at '{shorten(self._address)}' is lost ({type(error).__name__}); what was done is "
            "kept, and sweep resume goes on"
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from logging what is an error of this sweep, or no concern of it."""
    names = [name for name in logging.root.manager.loggerDict if _is_of_dask(name)]
    loggers = [logger for logger in map(logging.getLogger, names) if not logger.disabled]
    # loggers that come later hand on to the handlers of these
    handlers = {handler for logger in loggers for handler in logger.handlers}
    for logger in loggers:
        logger.disabled = True
    for handler in handlers:
        handler.addFilter(_of_others)
    try:
        yield
    finally:
        for logger in loggers:
            logger.disabled = False
        for handler in handlers:
            handler.removeFilter(_of_others)


def _is_of_dask(logger: str) -> bool:
    return logger.partition(".")[0] in LOGGERS


def _of_others(record: logging.LogRecord) -> bool:
    return not _is_of_dask(record.name)


async def _greeted(address: str) -> None:
    """Raise OSError or ValueError unless something at the address answers as Dask does."""
    from distributed.comm import connect  # noqa: PLC0415 - only where a cluster is asked for

    pipe = await asyncio.wait_for(connect(address, timeout=SECONDS_TO_CONNECT), SECONDS_TO_CONNECT + 1)
    await pipe.close()


def timed_rows(text: str, numbers: Sequence[int]) -> tuple[list[Row], float]:
    """What a worker of the cluster does with a chunk: the rows, and the seconds that they took.

    Raises:
        BadInputError: the worker has another version of lcnsym than the plan.
    """
    begin = time.monotonic()
    plan = plan_of_text(text)
    plan.check_version()
    return [plan.row(number) for number in numbers], time.monotonic() - begin


def _closed(client: Any, futures: list[Any]) -> None:
    try:
        client.cancel(futures, force=True)
        client.close(timeout=SECONDS_TO_CONNECT)
    except Exception:  # noqa: S110 - the cluster is no longer there, and nothing is left to be done
        pass
