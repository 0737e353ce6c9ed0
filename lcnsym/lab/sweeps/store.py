"""A sweep's results in one SQLite file: the plan, and one row for every case that is done.

Rows are committed in write-ahead mode, so that a process may be killed at any moment and what was committed is there. A
file is data of unknown origin: it is checked as it is read, and nothing in it is run or unpickled. Whatever is wrong
with it, and however that shows, becomes a BadInputError in `Store.faults_told`.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from typing import NoReturn
from urllib.parse import quote

from ...errors import BadInputError, LcnsymError, require_kind, shorten
from ...output_files import check_output, draft_of
from .cases import TRIED_AGAIN, Cell, Row, SweepPlan
from .checksums import Tally, checksum_of_plan
from .contents import APPLICATION, FORMAT, TABLES, Contents, DamageError
from .locks import locked

SECONDS_TO_WAIT = 10

Span = tuple[int, int]
"""Numbers from the first to below the second."""


class Store:
    """The file of one sweep.

    Attributes:
        path: of the file.
        contents: what the file is about.
    """

    def __init__(self, path: str) -> None:
        """Open a file that is there.

        Raises:
            BadInputError: there is none, it is no file of a sweep, it is damaged, or has a format or a plan that this
                version of lcnsym does not know.
        """
        self.path = require_kind(path, str, "sweep.sqlite")
        with self.reading() as database:
            self.contents = Contents.of(database)

    @property
    def plan(self) -> SweepPlan:
        """What is swept, and by which version of lcnsym."""
        return self.contents.plan

    @classmethod
    def create(cls, path: str, plan: SweepPlan) -> Store:
        """A file for this plan: a new one, or one that is there and has the same plan.

        Raises:
            BadInputError: the file is no file of a sweep, or has another plan, or is of another version of lcnsym, or
                cannot be written.
        """
        if "\0" in path:
            raise BadInputError(f"'{shorten(path)}' is not the name of a file")
        target = os.path.realpath(path)
        if os.path.lexists(target):
            _check_regular(path)
        else:
            check_output(path)
            # whoever begins the same sweep meanwhile must not get a file that is replaced by this one
            with locked(path):
                if not os.path.lexists(target):
                    _write_new(target, plan)
        found = cls(path)
        found.check_versions()
        if found.plan.text != plan.text:
            raise BadInputError(
                f"'{shorten(path)}' has another plan: {differences(found.plan, plan)}; give another file, or "
                "continue that one with sweep resume"
            )
        return found

    def check_versions(self) -> None:
        """Raise BadInputError unless this version of lcnsym began the sweep, in the format in which it would go on."""
        self.plan.check_version()
        if self.contents.form != FORMAT:
            raise BadInputError(
                f"'{shorten(self.path)}' has format {self.contents.form}, which can be read, exported and verified; "
                f"this version continues sweeps of format {FORMAT}"
            )

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        _check_regular(self.path)
        # "rw" never makes a file, and reads one that is write-protected
        address = f"file:{quote(os.fsencode(os.path.realpath(self.path)))}?mode=rw"
        with contextlib.closing(
            sqlite3.connect(address, timeout=SECONDS_TO_WAIT, isolation_level=None, uri=True)
        ) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            yield database

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the file, as `faults_told`."""
        with self.faults_told(), self._connected() as database:
            database.execute("BEGIN")
            yield database

    @contextlib.contextmanager
    def faults_told(self) -> Iterator[None]:
        """Turn whatever damage does to reading into a BadInputError."""
        try:
            yield
        except LcnsymError:
            raise
        except sqlite3.OperationalError as error:
            if not hasattr(error, "sqlite_errorcode"):
                # Python's own, about a text that is no UTF-8
                self._refuse(f"it is damaged: {error}")
            told = f"cannot read '{shorten(self.path)}': {shorten(str(error), 100)}"
            if os.path.exists(f"{os.path.realpath(self.path)}-wal"):
                told += "; the last rows are in the file beside it that ends in -wal, and reading them needs a folder "
                told += "that may be written to: copy both files into one"
            raise BadInputError(told) from None
        except DamageError as damage:
            self._refuse(str(damage))
        except (sqlite3.Error, ValueError, TypeError, OverflowError, RecursionError) as error:
            # texts that are no UTF-8, numbers beyond all bounds, values of other types
            self._refuse(f"it is damaged: {error}")

    def _refuse(self, why: str) -> NoReturn:
        told = shorten(why, 100)
        raise BadInputError(f"'{shorten(self.path)}' is not a file of results of a sweep: {told}") from None

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """The right to add rows, which one process at a time has.

        Raises:
            BadInputError: another process works on the sweep, or the file is of another version of lcnsym, or cannot be
                written.
        """
        self.check_versions()
        try:
            with locked(self.path), self._connected() as database:
                self._check_names()
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = FULL")
                try:
                    yield Writer(database, self)
                finally:
                    # one file without a journal beside it, unless somebody is reading
                    with contextlib.suppress(sqlite3.OperationalError):
                        database.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.IntegrityError:
            raise BadInputError(f"another process has written the same cases to '{shorten(self.path)}'") from None
        except DamageError as damage:
            self._refuse(str(damage))
        except sqlite3.Error as error:
            raise BadInputError(f"cannot write '{shorten(self.path)}': {shorten(str(error), 100)}") from None

    def _check_names(self) -> None:
        """Refuse a file with two names, under each of which SQLite would keep a journal and take a lock."""
        if (names := os.stat(self.path).st_nlink) > 1:
            raise BadInputError(
                f"'{shorten(self.path)}' has {names} names (hard links), under which it could be written to at once; "
                "a copy has one"
            )

    def rows(self) -> Iterator[dict[str, Cell]]:
        """The cases that are done, by number, checked: {number, columns of the plan}.

        Raises:
            BadInputError: the file is damaged; that rows are missing is known after the last one.
        """
        with self.reading() as database:
            for number, outcome, columns, _ in self.contents.rows(database):
                yield self.contents.cells((number, outcome, columns))

    def rows_of(self, numbers: Iterable[int]) -> Iterator[dict[str, Cell]]:
        """The cases with these numbers that are done, checked. Raises BadInputError: one is damaged."""
        with self.reading() as database:
            for number, outcome, columns, _ in self.contents.rows_of(database, numbers):
                yield self.contents.cells((number, outcome, columns))

    def done(self) -> list[Span]:
        """The spans of numbers that have rows, all of which are checked. Raises BadInputError: the file is damaged."""
        with self.reading() as database:
            return spans_of(number for number, *_ in self.contents.rows(database))


class Writer:
    """Adds rows to a file.

    Args:
        database: a connection that nobody else has.
        store: the file.
    """

    def __init__(self, database: sqlite3.Connection, store: Store) -> None:
        self._database, self._store = database, store

    def add(self, rows: Iterable[Row]) -> None:
        """Commit rows of new cases, all or none."""
        contents = self._store.contents
        checked = [(*row, contents.checksum(row)) for row in rows]
        with self._transaction():
            self._database.executemany("INSERT INTO cases VALUES (?, ?, ?, ?)", checked)
            self._record(contents.tally(self._database).plus([checksum for *_, checksum in checked]))

    def forget(self) -> None:
        """Take out the rows of cases that failed or lacked a program, so that these are worked out again.

        Raises:
            BadInputError: the file is damaged.
        """
        contents = self._store.contents
        with self._transaction():
            with self._store.faults_told():
                rows = contents.rows(self._database)
                taken = [(number, checksum) for number, outcome, _, checksum in rows if outcome in TRIED_AGAIN]
            self._database.executemany("DELETE FROM cases WHERE number = ?", [(number,) for number, _ in taken])
            self._record(contents.tally(self._database).minus([checksum for _, checksum in taken]))

    def missing(self) -> list[Span]:
        """The spans of numbers of the plan's cases that have no row; all rows are checked.

        Raises:
            BadInputError: the file is damaged.
        """
        with self._transaction(), self._store.faults_told():
            done = spans_of(number for number, *_ in self._store.contents.rows(self._database))
        starts = [0, *(stop for _, stop in done)]
        stops = [*(start for start, _ in done), self._store.plan.cases]
        return [(start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop]

    def _record(self, tally: Tally) -> None:
        self._database.execute("UPDATE tally SET cases = ?, checksum = ?", (tally.cases, tally.checksum))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._database.execute("BEGIN IMMEDIATE")
            yield
            self._database.execute("COMMIT")
        except BaseException:
            # an interrupt may come before the first statement, or after the last
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise


def differences(there: SweepPlan, wanted: SweepPlan) -> str:
    """The parameters in which two plans differ."""
    if there.kind != wanted.kind:
        return f"{there.kind} instead of {wanted.kind}"
    ours, theirs = wanted.to_dict(), there.to_dict()
    return ", ".join(
        f"{name.replace('_', ' ')} {theirs[name]} instead of {ours[name]}"
        for name in ours
        if ours[name] != theirs[name]
    )


def spans_of(numbers: Iterable[int]) -> list[Span]:
    """Increasing numbers as spans."""
    spans: list[Span] = []
    start = stop = 0
    for number in numbers:
        if number != stop:
            spans.append((start, stop))
            start = number
        stop = number + 1
    return [span for span in (*spans, (start, stop)) if span[0] < span[1]]


def _check_regular(path: str) -> None:
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise BadInputError(f"there is no file '{shorten(path)}'") from None
    except OSError as error:
        raise BadInputError(f"cannot read '{shorten(path)}': {error.strerror or error}") from None
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
        raise BadInputError(f"'{shorten(path)}' is {what}; the results of a sweep are in a regular file")


def _write_new(path: str, plan: SweepPlan) -> None:
    """A file without cases, there completely or not at all."""
    try:
        with draft_of(path) as (name, _), contextlib.closing(sqlite3.connect(os.fsencode(name))) as database:
            # a draft is thrown away if it is not finished, and needs no journal beside it
            database.execute("PRAGMA journal_mode = MEMORY")
            for statement in TABLES[FORMAT].values():
                database.execute(statement)
            database.execute("INSERT INTO plan VALUES (?, ?)", (plan.text, checksum_of_plan(plan.text)))
            database.execute("INSERT INTO tally VALUES (?, ?)", astuple(Tally()))
            database.execute(f"PRAGMA application_id = {APPLICATION}")
            database.execute(f"PRAGMA user_version = {FORMAT}")
            database.commit()
    except (OSError, sqlite3.Error, ValueError) as error:
        raise BadInputError(f"cannot write '{shorten(path)}': {error}") from None
