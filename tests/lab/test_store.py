"""The file of results: what is refused, what is kept, who may write."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lcnsym.errors import BadInputError
from lcnsym.lab.kinds import MembershipSweep, plan_of_text
from lcnsym.lab.store import Store
from lcnsym.lab.sweep import Sweep

PLAN = MembershipSweep(1, (3, 2), (), 20, 9)


def done_file(folder: Path, numbers: range = range(20)) -> Path:
    """A file with the rows of these cases."""
    path = folder / "some.sqlite"
    with Store.create(str(path), PLAN).writing() as writer:
        writer.add(PLAN.row(number) for number in numbers)
    return path


def test_rows_come_back(tmp_path: Path) -> None:
    path = done_file(tmp_path)
    for row in Store(str(path)).rows():
        _, outcome, text = PLAN.row(int(str(row["number"])))
        assert row == {"number": row["number"], "outcome": outcome, **json.loads(text)}
    assert [item.name for item in tmp_path.iterdir()] == ["some.sqlite"]


def test_missing_spans(tmp_path: Path) -> None:
    store = Store.create(str(tmp_path / "some.sqlite"), PLAN)
    with store.writing() as writer:
        assert writer.missing(20) == [(0, 20)]
        writer.add(PLAN.row(number) for number in (3, 4, 0, 19, 10))
        assert writer.missing(20) == [(1, 3), (5, 10), (11, 19)]
        with pytest.raises(sqlite3.IntegrityError):
            writer.add([PLAN.row(7), PLAN.row(3)])
        assert writer.missing(20) == [(1, 3), (5, 10), (11, 19)]
        writer.add([PLAN.failed_row(7, "died")])
        writer.forget_failed()
        assert writer.missing(20) == [(1, 3), (5, 10), (11, 19)]


def test_one_writes_at_a_time_and_others_read(tmp_path: Path) -> None:
    path = done_file(tmp_path, range(5))
    with Store(str(path)).writing() as writer:
        with pytest.raises(BadInputError, match="another process works on"), Store(str(path)).writing():
            pass
        writer.add([PLAN.row(5)])
        assert Sweep(str(path)).status().done == 6
    with Store(str(path)).writing():
        pass


def test_another_plan_is_refused_and_said_to_be_another(tmp_path: Path) -> None:
    path = done_file(tmp_path)
    assert Store.create(str(path), PLAN).plan == PLAN
    with pytest.raises(BadInputError, match="has another plan: seed 1 instead of 2, draws 20 instead of 30"):
        Store.create(str(path), MembershipSweep(2, (3, 2), (), 30, 9))


def statement(text: str) -> Callable[[Path], None]:
    """A change of the file by SQLite itself."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database:
            database.executescript(text)

    return change


def plan_with(**changes: object) -> Callable[[Path], None]:
    """Another plan in the file."""
    text = json.dumps({**PLAN.to_dict(), **changes})
    return statement(f"UPDATE plan SET text = '{text}'")  # noqa: S608 - no text of anybody else


def garbage(path: Path) -> None:
    """Ones in the middle of the file."""
    content = bytearray(path.read_bytes())
    content[100:3000] = b"\x01" * 2900
    path.write_bytes(bytes(content))


CHANGES: dict[str, Callable[[Path], None]] = {
    "empty": lambda path: path.write_bytes(b"") and None,
    "text": lambda path: path.write_text("number,k\n", encoding="ascii") and None,
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:5000]) and None,
    "garbage": garbage,
    "another application": statement("PRAGMA application_id = 5"),
    "another format": statement("PRAGMA user_version = 99"),
    "a trigger": statement("CREATE TRIGGER t AFTER INSERT ON cases BEGIN DELETE FROM cases; END"),
    "a view": statement("DROP TABLE cases; CREATE VIEW cases AS SELECT 1 AS number, 'x' AS outcome, '{}' AS columns"),
    "no plan": statement("DELETE FROM plan"),
    "two plans": statement("INSERT INTO plan SELECT text FROM plan"),
    "a blob as plan": statement("UPDATE plan SET text = x'00'"),
    "no JSON": statement("UPDATE plan SET text = 'plan'"),
    "a list": statement("UPDATE plan SET text = '[]'"),
    "deep JSON": statement(f"UPDATE plan SET text = '{'[' * 100_000}'"),  # noqa: S608
    "another kind": plan_with(kind="os.system"),
    "another version": plan_with(version="0.0.1"),
    "another parameter": plan_with(command="rm"),
    "a text as sizes": plan_with(k="3,2"),
    "texts as sizes": plan_with(k=["3", "2"]),
    "a negative seed": plan_with(seed=-1),
    "a fraction of draws": plan_with(draws=0.5),
    "too many draws": plan_with(draws=10**9),
    "a case too many": statement("UPDATE cases SET number = 20 WHERE number = 3"),
    "a negative case": statement("UPDATE cases SET number = -1 WHERE number = 3"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_files_that_are_not_a_sweeps_are_refused(tmp_path: Path, name: str) -> None:
    path = done_file(tmp_path)
    CHANGES[name](path)
    before = path.read_bytes()
    with pytest.raises(BadInputError) as told:
        Store(str(path))
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 400
    assert path.read_bytes() == before


@pytest.mark.parametrize("columns", ["", "[]", "{}", '{"k": {}}', "x'00'", "[" * 100_000])
def test_rows_without_the_columns_are_refused_when_they_are_read(tmp_path: Path, columns: str) -> None:
    path = done_file(tmp_path)
    value = columns if columns.startswith("x'") else f"'{columns}'"
    statement(f"UPDATE cases SET columns = {value} WHERE number = 3")(path)  # noqa: S608
    sweep = Sweep(str(path))
    with pytest.raises(BadInputError, match="case 3 has not the columns"):
        sweep.status()
    with pytest.raises(BadInputError, match="case 3"):
        sweep.export(str(tmp_path / "table.csv"))
    assert not (tmp_path / "table.csv").exists()


def test_a_file_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    path = done_file(tmp_path)
    path.chmod(0o444)
    assert Sweep(str(path)).status().is_complete


def test_the_text_of_a_plan_is_the_plan() -> None:
    assert plan_of_text(PLAN.text) == PLAN
    assert plan_of_text(PLAN.text).text == PLAN.text
