"""The cases of a sweep on a Dask cluster, when one machine is too small."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ..errors import BadInputError, InconclusiveError, LcnsymError, UnsupportedError, shorten
from .cases import Row, SweepPlan
from .engines import SECONDS_BETWEEN_LOOKS, Batches, ChunkSizes, Pending
from .worker import rows_of

INSTALL = "pip install 'lcnsym[distributed]'"
SECONDS_TO_CONNECT = 5
CHUNKS_A_THREAD = 2


class DaskCluster:
    """The workers of a Dask scheduler, each with the same version of lcnsym.

    A chunk whose worker dies is begun again by Dask as often as the scheduler allows. Then its cases are tried again
    one by one, and one that ends its workers once more is recorded as failed.

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
        client = self._client()
        futures: dict[Any, list[int]] = {}
        try:
            sizes = ChunkSizes(self._threads(client))
            while True:
                self._submit(client, plan, pending, sizes, futures)
                if not futures:
                    return
                done = self._finished(client, futures)
                for future in done:
                    numbers = futures.pop(future)
                    yield self._result(future, numbers, plan, pending, sizes)
                if not done:
                    yield []
        finally:
            _closed(client, list(futures))

    def _client(self) -> Any:
        try:
            from distributed import Client  # noqa: PLC0415 - only where a cluster is asked for
        except ImportError:
            raise UnsupportedError(f"a Dask cluster needs the package distributed: {INSTALL}") from None
        try:
            # a client that finds nobody would complain once more when it is deleted
            with ThreadPoolExecutor(1) as aside:
                aside.submit(asyncio.run, _greeted(self._address)).result()
            return Client(self._address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as error:
            told = shorten(str(error) or type(error).__name__, 100)
            raise BadInputError(f"no Dask scheduler answers at '{shorten(self._address)}': {told}") from None

    def _threads(self, client: Any) -> int:
        end = time.monotonic() + SECONDS_TO_CONNECT
        while True:
            threads = int(sum(client.nthreads().values()))
            if threads:
                return threads
            if time.monotonic() > end:
                raise BadInputError(f"the Dask scheduler at '{shorten(self._address)}' has no workers")
            time.sleep(SECONDS_BETWEEN_LOOKS)

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
            why = "the workers that worked on this case died, alone and among others"
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


async def _greeted(address: str) -> None:
    """Raise OSError or ValueError unless something at the address answers as Dask does."""
    from distributed.comm import connect  # noqa: PLC0415 - only where a cluster is asked for

    pipe = await asyncio.wait_for(connect(address, timeout=SECONDS_TO_CONNECT), SECONDS_TO_CONNECT + 1)
    await pipe.close()


def timed_rows(text: str, numbers: Sequence[int]) -> tuple[list[Row], float]:
    """What a worker of the cluster does with a chunk: the rows, and the seconds that they took."""
    begin = time.monotonic()
    return rows_of(text, numbers), time.monotonic() - begin


def _closed(client: Any, futures: list[Any]) -> None:
    try:
        client.cancel(futures, force=True)
        client.close(timeout=SECONDS_TO_CONNECT)
    except Exception:  # noqa: S110 - the cluster is no longer there, and nothing is left to be done
        pass
