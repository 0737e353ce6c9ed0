"""A sweep's results in one SQLite file: the plan, and one row for every case that is done.

Rows are committed in write-ahead mode, so that a process may be killed at any moment and what was committed is there. A
file is data of unknown origin: it is checked before it is read, and nothing in it is run or unpickled.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from typing import NoReturn
from urllib.parse import quote

from ..errors import BadInputError, shorten
from ..output_files import check_output, draft_of
from .cases import TRIED_AGAIN, Cell, Row, SweepPlan, is_cell, is_text
from .kinds import plan_of_text
from .locks import locked

APPLICATION = 0x6C636E73
FORMAT = 1
SECONDS_TO_WAIT = 10
_TABLES = {
    "plan": "CREATE TABLE plan (text TEXT NOT NULL)",
    "cases": "CREATE TABLE cases (number INTEGER PRIMARY KEY, outcome TEXT NOT NULL, columns TEXT NOT NULL)",
}

Span = tuple[int, int]
"""Numbers from the first to below the second."""


class Store:
    """The file of one sweep.

    Attributes:
        path: of the file.
        plan: what the file is about.
    """

    def __init__(self, path: str) -> None:
        """Open a file that is there.

        Raises:
            BadInputError: there is none, it is no file of a sweep, it is damaged, or of another version of lcnsym.
        """
        self.path = path
        with self.reading() as database:
            self.plan = self._checked(database)

    @classmethod
    def create(cls, path: str, plan: SweepPlan) -> Store:
        """A file for this plan: a new one, or one that is there and has the same plan.

        Raises:
            BadInputError: the file is no file of a sweep, or has another plan, or cannot be written.
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
        if found.plan.text != plan.text:
            raise BadInputError(
                f"'{shorten(path)}' has another plan: {differences(found.plan, plan)}; give another file, or "
                "continue that one with sweep resume"
            )
        return found

    def _checked(self, database: sqlite3.Connection) -> SweepPlan:
        application, form = (_one(database, f"PRAGMA {name}") for name in ("application_id", "user_version"))
        if application != APPLICATION:
            self._refuse("it is not a sweep's")
        if form != FORMAT:
            self._refuse(f"it has format {form}, and this version reads format {FORMAT}")
        damage = _one(database, "PRAGMA quick_check(1)")
        if damage != "ok":
            self._refuse(f"it is damaged: {damage}")
        tables = dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
        if tables != _TABLES:
            self._refuse("its tables are not a sweep's")
        texts = [text for (text,) in database.execute("SELECT text FROM plan LIMIT 2")]
        if len(texts) != 1 or not isinstance(texts[0], str):
            self._refuse("it has not exactly one plan")
        plan = plan_of_text(texts[0])
        first, last = database.execute("SELECT min(number), max(number) FROM cases").fetchone()
        if first is not None and not (first >= 0 and last < plan.cases):
            self._refuse(f"it has cases outside of 0, …, {plan.cases - 1}")
        return plan

    def _refuse(self, why: str) -> NoReturn:
        raise BadInputError(f"'{shorten(self.path)}' is not a file of results of a sweep: {shorten(why, 100)}")

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
        """A connection; what SQLite finds wrong with the file is a BadInputError."""
        try:
            with self._connected() as database:
                yield database
        except sqlite3.OperationalError as error:
            told = f"cannot read '{shorten(self.path)}': {error}"
            if os.path.exists(f"{os.path.realpath(self.path)}-wal"):
                told += "; the last rows are in the file beside it that ends in -wal, and reading them needs a folder "
                told += "that may be written to: copy both files into one"
            raise BadInputError(told) from None
        except sqlite3.Error as error:
            self._refuse(str(error))

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """The right to add rows, which one process at a time has.

        Raises:
            BadInputError: another process works on the sweep, or the file cannot be written.
        """
        try:
            with locked(self.path), self._connected() as database:
                self._check_names()
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = FULL")
                yield Writer(database)
                # one file without a journal beside it, unless somebody is reading
                with contextlib.suppress(sqlite3.OperationalError):
                    database.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.IntegrityError:
            raise BadInputError(f"another process has written the same cases to '{shorten(self.path)}'") from None
        except sqlite3.Error as error:
            raise BadInputError(f"cannot write '{shorten(self.path)}': {error}") from None

    def _check_names(self) -> None:
        """Refuse a file with two names, under each of which SQLite would keep a journal and take a lock."""
        if (names := os.stat(self.path).st_nlink) > 1:
            raise BadInputError(
                f"'{shorten(self.path)}' has {names} names (hard links), under which it could be written to at once; "
                "a copy has one"
            )

    def outcomes(self) -> dict[str, int]:
        """How many of the cases that are done have which outcome."""
        with self.reading() as database:
            found = database.execute("SELECT outcome, count(*) FROM cases GROUP BY outcome ORDER BY outcome")
            counts = dict(found)
        if not all(map(is_text, counts)):
            self._refuse("it has an outcome that is no text")
        return counts

    def rows(self, outcomes: tuple[str, ...] = (), limit: int = -1) -> Iterator[dict[str, Cell]]:
        """The cases that are done, by number: {number, columns of the plan}.

        Args:
            outcomes: only those with one of these; empty: all.
            limit: at most so many; negative: all.
        """
        places = ",".join("?" * len(outcomes))
        chosen = f"WHERE outcome IN ({places})" if outcomes else ""
        query = f"SELECT number, outcome, columns FROM cases {chosen} ORDER BY number LIMIT ?"  # noqa: S608 - only places
        with self.reading() as database:
            for number, outcome, text in database.execute(query, (*outcomes, limit)):
                yield self._cells(number, outcome, text)

    def _cells(self, number: int, outcome: object, text: object) -> dict[str, Cell]:
        try:
            cells = json.loads(text) if isinstance(text, str) else None
        except (ValueError, RecursionError):
            cells = None
        expected = set(self.plan.columns) - {"outcome"}
        if not (isinstance(cells, dict) and set(cells) == expected and is_text(outcome)):
            self._refuse(f"case {number} has not the columns of the plan")
        if wrong := [name for name, cell in cells.items() if not is_cell(name, cell)]:
            self._refuse(f"case {number} has a value of another type in the column {wrong[0]}")
        cells["outcome"] = outcome
        return {"number": number, **{name: cells[name] for name in self.plan.columns}}


class Writer:
    """Adds rows to a file."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def add(self, rows: Iterable[Row]) -> None:
        """Commit rows of new cases, all or none."""
        with self._transaction():
            self._database.executemany("INSERT INTO cases VALUES (?, ?, ?)", rows)

    def forget(self) -> None:
        """Take out the rows of cases that failed or lacked a programme, so that these are worked out again."""
        with self._transaction():
            self._database.executemany("DELETE FROM cases WHERE outcome = ?", [(outcome,) for outcome in TRIED_AGAIN])

    def missing(self, cases: int) -> list[Span]:
        """The spans of numbers below `cases` that have no row."""
        spans, start = [], 0
        for (number,) in self._database.execute("SELECT number FROM cases ORDER BY number"):
            if number > start:
                spans.append((start, number))
            start = number + 1
        if start < cases:
            spans.append((start, cases))
        return spans

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


def _one(database: sqlite3.Connection, query: str) -> object:
    return database.execute(query).fetchone()[0]


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
            for statement in _TABLES.values():
                database.execute(statement)
            database.execute("INSERT INTO plan VALUES (?)", (plan.text,))
            database.execute(f"PRAGMA application_id = {APPLICATION}")
            database.execute(f"PRAGMA user_version = {FORMAT}")
            database.commit()
    except (OSError, sqlite3.Error, ValueError) as error:
        raise BadInputError(f"cannot write '{shorten(path)}': {error}") from None
