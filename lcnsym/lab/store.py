"""A sweep's results in one SQLite file: the plan, and one row for every case that is done.

Rows are committed in write-ahead mode, so that a process may be killed at any moment and what was committed is there. A
file is data of unknown origin: it is checked before it is read, and nothing in it is run or unpickled.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

from ..errors import BadInputError, shorten
from .cases import FAILED, Cell, Row, SweepPlan
from .kinds import plan_of_text

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
        if not Path(path).is_file():
            raise BadInputError(f"there is no file '{shorten(path)}'")
        try:
            with self._connected() as database:
                self.plan = self._checked(database)
        except sqlite3.Error as error:
            self._refuse(str(error))

    @classmethod
    def create(cls, path: str, plan: SweepPlan) -> Store:
        """A file for this plan: a new one, or one that is there and has the same plan.

        Raises:
            BadInputError: the file is no file of a sweep, or has another plan, or cannot be written.
        """
        if not os.path.lexists(path):
            _write_new(path, plan)
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
        # "rw" never makes a file, and reads one that is write-protected
        address = f"file:{quote(os.path.abspath(self.path))}?mode=rw"
        with contextlib.closing(sqlite3.connect(address, SECONDS_TO_WAIT, isolation_level=None, uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            yield database

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection; what SQLite finds wrong with the file is a BadInputError."""
        try:
            with self._connected() as database:
                yield database
        except sqlite3.Error as error:
            self._refuse(str(error))

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """The right to add rows, which one process at a time has.

        Raises:
            BadInputError: another process works on the sweep, or the file cannot be written.
        """
        try:
            with _locked(self.path), self._connected() as database:
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = FULL")
                yield Writer(database)
                # one file without a journal beside it, unless somebody is reading
                with contextlib.suppress(sqlite3.OperationalError):
                    database.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise BadInputError(f"cannot write '{shorten(self.path)}': {error}") from None

    def outcomes(self) -> dict[str, int]:
        """How many of the cases that are done have which outcome."""
        with self.reading() as database:
            found = database.execute("SELECT outcome, count(*) FROM cases GROUP BY outcome ORDER BY outcome")
            return {str(outcome): number for outcome, number in found}

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
        if not (isinstance(cells, dict) and set(cells) == expected and isinstance(outcome, str)):
            self._refuse(f"case {number} has not the columns of the plan")
        if not all(isinstance(cell, str | int | None) for cell in cells.values()):
            self._refuse(f"case {number} has a column that is no text and no integer")
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

    def forget_failed(self) -> None:
        """Take out the rows of failed cases, so that these are worked out again."""
        with self._transaction():
            self._database.execute("DELETE FROM cases WHERE outcome = ?", (FAILED,))

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
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")


def differences(there: SweepPlan, wanted: SweepPlan) -> str:
    """The parameters in which two plans differ."""
    if there.kind != wanted.kind:
        return f"{there.kind} instead of {wanted.kind}"
    ours, theirs = wanted.to_dict(), there.to_dict()
    return ", ".join(f"{name} {theirs[name]} instead of {ours[name]}" for name in ours if ours[name] != theirs[name])


def _one(database: sqlite3.Connection, query: str) -> object:
    return database.execute(query).fetchone()[0]


def _write_new(path: str, plan: SweepPlan) -> None:
    """A file without cases, there completely or not at all."""
    draft = Path(path).with_name(f".lcnsym-{os.getpid()}.tmp")
    try:
        with contextlib.closing(sqlite3.connect(draft)) as database:
            for statement in _TABLES.values():
                database.execute(statement)
            database.execute("INSERT INTO plan VALUES (?)", (plan.text,))
            database.execute(f"PRAGMA application_id = {APPLICATION}")
            database.execute(f"PRAGMA user_version = {FORMAT}")
            database.commit()
        draft.replace(path)
    except (OSError, sqlite3.Error, ValueError) as error:
        raise BadInputError(f"cannot write '{shorten(path)}': {error}") from None
    finally:
        with contextlib.suppress(OSError, ValueError):
            draft.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(path: str) -> Iterator[None]:
    """Hold a lock beside the file, which the system gives back when the process ends, however it ends."""
    name = f"{path}-lock"
    try:
        handle = os.open(name, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise BadInputError(f"cannot write '{shorten(name)}': {error.strerror or error}") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = os.path.samestat(os.fstat(handle), os.stat(name))
        except OSError:
            is_ours = False
        if not is_ours:
            raise BadInputError(f"another process works on '{shorten(path)}'; it has to end first")
        try:
            yield
        finally:
            # removed while it is held, so that nobody else can hold a lock on the same name
            os.unlink(name)
    finally:
        os.close(handle)
