"""What a sweep's SQLite file holds, and how it is checked while it is read.

Format 2 has checksums of the plan, of every row and of all rows together. Files of format 1, which had none, can be
read; their plan and their rows are checked as far as what they say can be right or wrong.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

from ...errors import shorten
from .cases import Cell, Row, SweepPlan, is_cell, is_text
from .checksums import Tally, checksum_of_plan, checksum_of_row
from .kinds import plan_of_text

APPLICATION = 0x6C636E73
FORMAT = 2
TABLES: dict[int, dict[str, str]] = {
    1: {
        "plan": "CREATE TABLE plan (text TEXT NOT NULL)",
        "cases": "CREATE TABLE cases (number INTEGER PRIMARY KEY, outcome TEXT NOT NULL, columns TEXT NOT NULL)",
    },
    2: {
        "plan": "CREATE TABLE plan (text TEXT NOT NULL, checksum TEXT NOT NULL)",
        "cases": "CREATE TABLE cases (number INTEGER PRIMARY KEY, outcome TEXT NOT NULL, columns TEXT NOT NULL, "
        "checksum TEXT NOT NULL)",
        "tally": "CREATE TABLE tally (cases INTEGER NOT NULL, checksum TEXT NOT NULL)",
    },
}
"""The tables of every format that can be read; new files have the format FORMAT."""

Checked = tuple[int, str, str, str]
"""A row and its checksum, which is empty where the format has none."""


class DamageError(Exception):
    """The file is not what a sweep writes; the text says why, and whoever knows the file's name adds it."""


def refuse(why: str) -> NoReturn:
    """Raise DamageError."""
    raise DamageError(why)


@dataclass(frozen=True)
class Contents:
    """What a file is about.

    Attributes:
        plan: of the sweep, of the version of lcnsym that began it.
        form: the number of the format.
    """

    plan: SweepPlan
    form: int

    @classmethod
    def of(cls, database: sqlite3.Connection) -> Contents:
        """Read the plan, and check all that is not a row.

        Raises:
            DamageError: the file is no sweep's, or damaged, or of a format that this version cannot read.
            BadInputError: the plan is one that this version cannot read.
        """
        application, form = (_one(database, f"PRAGMA {name}") for name in ("application_id", "user_version"))
        if application != APPLICATION:
            refuse("it is not a sweep's")
        if not isinstance(form, int) or form not in TABLES:
            refuse(f"it has format {form}, and this version reads the formats up to {FORMAT}")
        damage = _one(database, "PRAGMA quick_check(1)")
        if damage != "ok":
            refuse(f"it is damaged: {damage}")
        if dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")) != TABLES[form]:
            refuse("its tables are not a sweep's")
        plans = database.execute("SELECT * FROM plan LIMIT 2").fetchall()
        if len(plans) != 1 or not is_text(plans[0][0]):
            refuse("it has not exactly one plan")
        text, *checksum = plans[0]
        if checksum not in ([], [checksum_of_plan(text)]):
            refuse("its plan is damaged: it has another checksum")
        plan = plan_of_text(text)
        if checksum and plan.text != text:
            refuse("its plan is not written as plans are")
        return cls(plan, form)

    @property
    def has_checksums(self) -> bool:
        """Whether damaged rows are found by their checksums."""
        return "tally" in TABLES[self.form]

    def rows(self, database: sqlite3.Connection) -> Iterator[Checked]:
        """All rows, by number, checked; that none is missing is known at the end.

        Args:
            database: in a transaction, so that the rows and their tally are of one state of the file.

        Raises:
            DamageError: a row is none of the plan, or another checksum is due, or rows are missing.
        """
        expected = self.tally(database) if self.has_checksums else None
        cases = total = 0
        for row in database.execute(f"{self._query} ORDER BY number"):
            checked = self._checked(row)
            cases += 1
            total += int(checked[3] or "0", 16)
            yield checked
        if expected is not None and expected != Tally.of(cases, total):
            refuse(f"it has not the {expected.cases} rows that were written")

    def rows_of(self, database: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[Checked]:
        """The rows with these numbers that are there, checked."""
        for number in numbers:
            for row in database.execute(f"{self._query} WHERE number = ?", (number,)):
                yield self._checked(row)

    def tally(self, database: sqlite3.Connection) -> Tally:
        """What the rows are said to add up to. Raises DamageError if nothing is said."""
        tallies = database.execute("SELECT cases, checksum FROM tally LIMIT 2").fetchall()
        if len(tallies) != 1:
            refuse("it has not exactly one tally of its rows")
        return Tally(*tallies[0])

    @property
    def _query(self) -> str:
        return f"SELECT number, outcome, columns, {'checksum' if self.has_checksums else repr('')} FROM cases"  # noqa: S608 - no text of anybody else

    def _checked(self, row: tuple[int, object, object, object]) -> Checked:
        number, outcome, columns, checksum = row
        if not 0 <= number < self.plan.cases:
            refuse(f"it has cases outside of 0, …, {self.plan.cases - 1}")
        if not (isinstance(outcome, str) and isinstance(columns, str) and isinstance(checksum, str)):
            refuse(f"case {number} has not the columns of the plan")
        if self.has_checksums and checksum != self.checksum((number, outcome, columns)):
            refuse(f"case {number} is damaged: it has another checksum")
        return number, outcome, columns, checksum

    def checksum(self, row: Row) -> str:
        """The checksum that is due to a row."""
        return checksum_of_row(self._identity, row)

    @cached_property
    def _identity(self) -> str:
        return checksum_of_plan(self.plan.text)

    def cells(self, row: Row) -> dict[str, Cell]:
        """{number, columns of the plan}. Raises DamageError if it has other columns or values of other types."""
        number, outcome, text = row
        try:
            cells = json.loads(text)
        except (ValueError, RecursionError):
            cells = None
        expected = set(self.plan.columns) - {"outcome"}
        if not (isinstance(cells, dict) and set(cells) == expected and is_text(outcome)):
            refuse(f"case {number} has not the columns of the plan")
        if wrong := [name for name, cell in cells.items() if not is_cell(name, cell)]:
            refuse(f"case {number} has a value of another type in the column {shorten(wrong[0])}")
        cells["outcome"] = outcome
        return {"number": number, **{name: cells[name] for name in self.plan.columns}}


def _one(database: sqlite3.Connection, query: str) -> object:
    return database.execute(query).fetchone()[0]
