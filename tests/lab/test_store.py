"""The file of results: what is refused, what is kept, who may write."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lcnsym.errors import BadInputError, LcnsymError
from lcnsym.lab.sweeps.checksums import Tally, checksum_of_plan
from lcnsym.lab.sweeps.kinds import MembershipSweep, SpuriousMinimaSweep, plan_of_text
from lcnsym.lab.sweeps.locks import locked
from lcnsym.lab.sweeps.store import Store, Writer
from lcnsym.lab.sweeps.sweep import Sweep

PLAN = MembershipSweep(1, (3, 2), (), 20, 9)


def done_file(folder: Path, numbers: range = range(20)) -> Path:
    """A file with the rows of these cases."""
    path = folder / "some.sqlite"
    with Store.create(str(path), PLAN).writing() as writer:
        writer.add(PLAN.row(number) for number in numbers)
    return path


@pytest.mark.quick
def test_rows_come_back(tmp_path: Path) -> None:
    path = done_file(tmp_path)
    for row in Store(str(path)).rows():
        _, outcome, text = PLAN.row(int(str(row["number"])))
        assert row == {"number": row["number"], "outcome": outcome, **json.loads(text)}
    assert [item.name for item in tmp_path.iterdir()] == ["some.sqlite"]


@pytest.mark.quick
def test_missing_spans(tmp_path: Path) -> None:
    store = Store.create(str(tmp_path / "some.sqlite"), PLAN)
    with store.writing() as writer:
        assert writer.missing() == [(0, 20)]
        writer.add(PLAN.row(number) for number in (3, 4, 0, 19, 10))
        assert writer.missing() == [(1, 3), (5, 10), (11, 19)]
        with pytest.raises(sqlite3.IntegrityError):
            writer.add([PLAN.row(7), PLAN.row(3)])
        assert writer.missing() == [(1, 3), (5, 10), (11, 19)]
        writer.add([PLAN.failed_row(7, "died")])
        writer.forget()
        assert writer.missing() == [(1, 3), (5, 10), (11, 19)]


@pytest.mark.quick
def test_one_writes_at_a_time_and_others_read(tmp_path: Path) -> None:
    path = done_file(tmp_path, range(5))
    with Store(str(path)).writing() as writer:
        with pytest.raises(BadInputError, match="another process works on"), Store(str(path)).writing():
            pass
        writer.add([PLAN.row(5)])
        assert Sweep(str(path)).status().done == 6
    with Store(str(path)).writing():
        pass


@pytest.mark.quick
def test_another_plan_is_refused_and_said_to_be_another(tmp_path: Path) -> None:
    path = done_file(tmp_path)
    assert Store.create(str(path), PLAN).plan == PLAN
    with pytest.raises(BadInputError, match="has another plan: seed 1 instead of 2, filters 20 instead of 30"):
        Store.create(str(path), MembershipSweep(2, (3, 2), (), 30, 9))


def statement(text: str) -> Callable[[Path], None]:
    """A change of the file by SQLite itself."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database:
            database.executescript(text)

    return change


def plan_with(**changes: object) -> Callable[[Path], None]:
    """Another plan in the file."""
    return plan_text(json.dumps({**PLAN.to_dict(), **changes}, sort_keys=True, separators=(",", ":")))


def plan_text(text: str) -> Callable[[Path], None]:
    """Another text in the place of the plan, with the checksum that is due."""
    return statement(f"UPDATE plan SET text = '{text}', checksum = '{checksum_of_plan(text)}'")  # noqa: S608


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
    "two plans": statement("INSERT INTO plan SELECT * FROM plan"),
    "a blob as plan": statement("UPDATE plan SET text = x'00'"),
    "a plan with another checksum": statement("UPDATE plan SET text = replace(text, '20', '30')"),
    "no JSON": plan_text("plan"),
    "a list": plan_text("[]"),
    "deep JSON": plan_text("[" * 100_000),
    "a plan in another order": plan_text(json.dumps(dict(reversed(PLAN.to_dict().items())))),
    "another kind": plan_with(kind="os.system"),
    "a version that is none": plan_with(version="rm -r"),
    "a number as version": plan_with(version=1),
    "another parameter": plan_with(command="rm"),
    "a text as sizes": plan_with(k="3,2"),
    "texts as sizes": plan_with(k=["3", "2"]),
    "a negative seed": plan_with(seed=-1),
    "a fraction of filters": plan_with(filters=0.5),
    "too many filters": plan_with(filters=10**9),
}


@pytest.mark.quick
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


def with_row(path: Path, row: tuple[int, str, str]) -> None:
    """Put a row in the place of case 3, with the checksums that are due."""
    store = Store(str(path))
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM cases WHERE number = 3")
        database.execute("INSERT INTO cases VALUES (?, ?, ?, ?)", (*row, store.contents.checksum(row)))
        found = [checksum for (checksum,) in database.execute("SELECT checksum FROM cases")]
        database.execute("UPDATE tally SET checksum = ?", (Tally().plus(found).checksum,))


def assert_refused(path: Path, told: str) -> None:
    """Whatever reads the rows refuses them, and leaves no table."""
    sweep, table = Sweep(str(path)), path.with_suffix(".csv")
    for ask in (sweep.status, lambda: sweep.export(str(table)), lambda: sweep.write_csv(io.BytesIO()), sweep.verify):
        with pytest.raises(BadInputError, match=told) as refusal:
            ask()
        assert "\n" not in str(refusal.value)
    assert not table.exists()


@pytest.mark.parametrize("columns", ["", "[]", "{}", '{"k": {}}', "[" * 100_000])
def test_rows_without_the_columns_are_refused_when_they_are_read(tmp_path: Path, columns: str) -> None:
    path = done_file(tmp_path)
    with_row(path, (3, "member", columns))
    assert_refused(path, "case 3 has not the columns")


@pytest.mark.parametrize(
    ("column", "value"),
    [("pattern", 5), ("pattern", True), ("note", "\ud800"), ("position", 1.5), ("position", ["x"])],
)
def test_values_of_other_types_are_refused_when_they_are_read(tmp_path: Path, column: str, value: object) -> None:
    path = done_file(tmp_path)
    _, outcome, text = PLAN.row(3)
    with_row(path, (3, outcome, json.dumps({**json.loads(text), column: value})))
    assert_refused(path, f"case 3 has a value of another type in the column {column}")


@pytest.mark.parametrize("value", ["1", -1, 2**63, 0.5, True])
def test_numbers_of_minima_are_natural_numbers(tmp_path: Path, value: object) -> None:
    path = tmp_path / "some.sqlite"
    plan = SpuriousMinimaSweep(1, (3, 2), (), 5, 9)
    with Store.create(str(path), plan).writing() as writer:
        _, outcome, text = plan.row(0)
        writer.add([(0, outcome, json.dumps({**json.loads(text), "spurious_minima": value}))])
    assert_refused(path, "another type in the column spurious_minima")


@pytest.mark.parametrize("number", [-1, 20])
def test_numbers_of_cases_are_those_of_the_plan(tmp_path: Path, number: int) -> None:
    path = done_file(tmp_path)
    with_row(path, (number, *PLAN.row(3)[1:]))
    assert_refused(path, "cases outside of 0, …, 19")


ROW_CHANGES = {
    "an outcome": ("UPDATE cases SET outcome = 'not-member' WHERE number = 3", "case 3 is damaged"),
    "a column": ("UPDATE cases SET columns = replace(columns, '1', '2') WHERE number = 3", "case 3 is damaged"),
    "a number": ("DELETE FROM cases WHERE number = 3; UPDATE cases SET number = 3 WHERE number = 4", "case 3 is damag"),
    "a checksum": ("UPDATE cases SET checksum = '0123456789abcdef' WHERE number = 3", "case 3 is damaged"),
    "another row's checksum": (
        "UPDATE cases SET checksum = (SELECT checksum FROM cases WHERE number = 4) WHERE number = 3",
        "case 3 is damaged",
    ),
    "an outcome that is no text": ("UPDATE cases SET outcome = x'ff' WHERE number = 3", "case 3 has not the columns"),
    "columns that are no text": ("UPDATE cases SET columns = x'00' WHERE number = 3", "case 3 has not the columns"),
    "a text that is no UTF-8": ("UPDATE cases SET columns = CAST(x'c3' AS TEXT) WHERE number = 3", "is damaged"),
    "a row less": ("DELETE FROM cases WHERE number = 3", "not the 20 rows"),
    "no rows": ("DELETE FROM cases", "not the 20 rows"),
    "another tally": ("UPDATE tally SET cases = 19", "not the 19 rows"),
    "a text as tally": ("UPDATE tally SET cases = 'x'", "not the x rows"),
    "no tally": ("DELETE FROM tally", "not exactly one tally"),
    "two tallies": ("INSERT INTO tally SELECT * FROM tally", "not exactly one tally"),
}


@pytest.mark.parametrize("name", ROW_CHANGES)
def test_rows_that_were_changed_are_refused_when_they_are_read(tmp_path: Path, name: str) -> None:
    path = done_file(tmp_path)
    change, told = ROW_CHANGES[name]
    statement(change)(path)
    assert_refused(path, told)
    for again in (False, True):
        with pytest.raises(BadInputError, match=told):
            Sweep(str(path)).run(1, again=again)
        # no journal is needed to read what was refused, so it can be read where nothing may be written
        assert path.read_bytes()[18:20] == b"\1\1"
        assert [item.name for item in tmp_path.iterdir()] == ["some.sqlite"]


def test_rows_of_another_plan_have_other_checksums(tmp_path: Path) -> None:
    path = done_file(tmp_path)
    plan_with(largest=8)(path)
    assert_refused(path, "case 0 is damaged")


def test_checksums_are_what_they_are_said_to_be(tmp_path: Path) -> None:
    path = done_file(tmp_path, range(3))
    with closing(sqlite3.connect(path)) as database:
        ((text, identity),) = database.execute("SELECT * FROM plan")
        rows = database.execute("SELECT * FROM cases").fetchall()
        ((cases, total),) = database.execute("SELECT * FROM tally")
    assert identity == hashlib.sha256(text.encode()).hexdigest()
    for number, outcome, columns, checksum in rows:
        content = f"{number} {len(outcome)} {outcome}{columns}".encode()
        assert checksum == hashlib.blake2b(content, digest_size=8, key=bytes.fromhex(identity)).hexdigest()
    assert (cases, int(total, 16)) == (3, sum(int(checksum, 16) for *_, checksum in rows) % 2**64)


def test_nobody_makes_a_file_while_another_process_does(tmp_path: Path) -> None:
    path = str(tmp_path / "some.sqlite")
    with locked(path):
        with pytest.raises(BadInputError, match="another process works on"):
            Store.create(path, PLAN)
        assert not Path(path).exists()
    Store.create(path, PLAN)
    assert [item.name for item in tmp_path.iterdir()] == ["some.sqlite"]


def test_the_lock_does_not_depend_on_the_name(tmp_path: Path) -> None:
    path = done_file(tmp_path, range(5))
    (tmp_path / "link.sqlite").symlink_to(path)
    with (
        Store(str(path)).writing(),
        pytest.raises(BadInputError, match="another process works on"),
        Store(str(tmp_path / "link.sqlite")).writing(),
    ):
        pass
    (tmp_path / "twin.sqlite").hardlink_to(path)
    with pytest.raises(BadInputError, match="has 2 names"), Store(str(path)).writing():
        pass
    assert Sweep(str(tmp_path / "twin.sqlite")).status().done == 5


def test_a_lock_that_was_removed_by_hand(tmp_path: Path) -> None:
    path = done_file(tmp_path, range(5))
    with Store(str(path)).writing():
        (tmp_path / "some.sqlite-lock").unlink()
    with locked(str(path)):
        (tmp_path / "some.sqlite-lock").unlink()
        with locked(str(path)):
            pass
    assert [item.name for item in tmp_path.iterdir()] == ["some.sqlite"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOLCK, "No locks available"), "cannot lock .*: No locks available"),
        (BlockingIOError(errno.EWOULDBLOCK, "busy"), "another process works on"),
    ],
)
def test_why_there_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, told: str) -> None:
    def fail(*_: object) -> None:
        raise error

    path = done_file(tmp_path)
    monkeypatch.setattr("fcntl.flock", fail)
    with pytest.raises(BadInputError, match=told), Store(str(path)).writing():
        pass


def test_the_same_case_from_elsewhere_is_one_clear_error(tmp_path: Path) -> None:
    path = done_file(tmp_path, range(5))
    with pytest.raises(BadInputError, match="another process has written"), Store(str(path)).writing() as writer:
        writer.add([PLAN.row(4)])


def test_a_file_goes_to_the_target_of_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.sqlite").symlink_to("target.sqlite")
    Store.create(str(tmp_path / "link.sqlite"), PLAN)
    assert (tmp_path / "link.sqlite").is_symlink()
    assert Store(str(tmp_path / "target.sqlite")).plan == PLAN


def test_pipes_and_folders_are_said_to_be_such(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, told in ((tmp_path / "pipe", "is a device or a pipe"), (tmp_path, "is a folder")):
        with pytest.raises(BadInputError, match=told):
            Store(str(path))
        with pytest.raises(BadInputError, match=told):
            Store.create(str(path), PLAN)
    assert (tmp_path / "pipe").is_fifo()
    with pytest.raises(BadInputError, match="is not the name of a file"):
        Store.create("a\0b", PLAN)
    with pytest.raises(BadInputError, match="there is no file"):
        Store("a\0b")


def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff?%.sqlite")
    plan = MembershipSweep(1, (3,), (), 3, 9)
    with Store.create(str(path), plan).writing() as writer:
        writer.add(map(plan.row, range(3)))
    assert Sweep(str(path)).status().is_complete
    assert Sweep(str(path)).export(str(tmp_path / os.fsdecode(b"\xfe.csv"))) == 3


def test_a_journal_that_cannot_be_read_is_not_said_to_be_damage(tmp_path: Path) -> None:
    path = done_file(tmp_path, range(5))
    left = tmp_path / "left"
    left.mkdir()
    with Store(str(path)).writing() as writer:
        writer.add([PLAN.row(5)])
        for name in ("some.sqlite", "some.sqlite-wal"):
            shutil.copy(tmp_path / name, left / name)
    # as in a folder that may not be written to: SQLite cannot make its index of the journal
    (left / "some.sqlite-shm").symlink_to("nowhere")
    with pytest.raises(BadInputError, match=r"cannot read .* ends in -wal") as told:
        Store(str(left / "some.sqlite"))
    assert "is not a file of results" not in str(told.value)
    (left / "some.sqlite-shm").unlink()
    assert Sweep(str(left / "some.sqlite")).status().done == 6


class InterruptedConnection:
    """A connection after one of whose statements the user presses Ctrl-C."""

    def __init__(self, database: sqlite3.Connection, moment: str, skipped: int = 0) -> None:
        self._database, self._moment, self._skipped = database, moment, skipped

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    def execute(self, statement: str, *values: Any) -> Any:
        return self._after(statement, self._database.execute(statement, *values))

    def executemany(self, statement: str, values: Any) -> Any:
        return self._after(statement, self._database.executemany(statement, values))

    def _after(self, statement: str, result: Any) -> Any:
        if statement.startswith(self._moment):
            self._skipped -= 1
            if self._skipped == -1:
                signal.raise_signal(signal.SIGINT)
        return result


@pytest.mark.parametrize(("moment", "skipped"), [("BEGIN", 1), ("INSERT", 0), ("COMMIT", 1)])
def test_an_interrupt_during_a_commit_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, skipped: int
) -> None:
    def interrupted(database: sqlite3.Connection, store: Store) -> Writer:
        # the first transaction is that in which the rows are read
        return Writer(InterruptedConnection(database, moment, skipped), store)  # type: ignore[arg-type]

    monkeypatch.setattr("lcnsym.lab.sweeps.store.Writer", interrupted)
    monkeypatch.setattr("lcnsym.lab.sweeps.sweep.SECONDS_BETWEEN_COMMITS", -1)
    sweep = Sweep.begin(PLAN, str(tmp_path / "some.sqlite"))
    try:
        status = sweep.run(1)
    except KeyboardInterrupt:
        status = sweep.status()
    assert status.done > 0
    monkeypatch.undo()
    assert sweep.run(1).is_complete


@pytest.mark.parametrize("moment", ["BEGIN", "INSERT", "COMMIT"])
def test_an_interrupt_leaves_no_open_transaction(tmp_path: Path, moment: str) -> None:
    store = Store.create(str(tmp_path / "some.sqlite"), PLAN)
    with store.writing() as writer:
        other = Writer(InterruptedConnection(writer._database, moment), store)  # type: ignore[arg-type]
        with pytest.raises(KeyboardInterrupt):
            other.add([PLAN.row(0)])
        assert not writer._database.in_transaction
        assert writer.missing() == [(0, 20) if moment != "COMMIT" else (1, 20)]


def test_a_file_that_is_replaced_meanwhile_is_no_success(tmp_path: Path) -> None:
    path, other = tmp_path / "some.sqlite", tmp_path / "other.sqlite"
    sweep = Sweep.begin(PLAN, str(path))
    Store.create(str(other), PLAN)

    def replace(_done: int, _cases: int) -> None:
        if other.exists():
            for name in ("some.sqlite-wal", "some.sqlite-shm"):
                (tmp_path / name).unlink()
            other.replace(path)

    with pytest.raises(LcnsymError, match="has 0 of 20 cases"):
        sweep.run(1, progress=replace)


def test_a_file_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    path = done_file(tmp_path)
    path.chmod(0o444)
    assert Sweep(str(path)).status().is_complete


def test_the_text_of_a_plan_is_the_plan() -> None:
    assert plan_of_text(PLAN.text) == PLAN
    assert plan_of_text(PLAN.text).text == PLAN.text
