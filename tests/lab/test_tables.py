"""Tables of a sweep: what is quoted, and what is kept where the table goes."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from lcnsym.lab.sweeps.exports import write_csv, write_table
from lcnsym.lab.sweeps.kinds import MembershipSweep
from lcnsym.lab.sweeps.store import Store
from lcnsym.lab.sweeps.sweep import Sweep

pytestmark = pytest.mark.quick

PLAN = MembershipSweep(1, (3, 2), (), 5, 9)
TEXTS = ["a\rb", "a\nb", "a\r\nb", 'a"b', "a,b", "a b", "\r", "", "é", "=1+1", None, 7]


def pipe_of(folder: Path, name: str) -> tuple[Path, list[bytes], threading.Thread]:
    """A named pipe, what is read from it, and who reads."""
    path, got = folder / name, list[bytes]()
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()), daemon=True)
    reader.start()
    return path, got, reader


def finished(folder: Path) -> Sweep:
    """A sweep that is done."""
    path = str(folder / "some.sqlite")
    with Store.create(path, PLAN).writing() as writer:
        writer.add(map(PLAN.row, range(PLAN.cases)))
    return Sweep(path)


def test_texts_with_ends_of_lines_come_back() -> None:
    file = io.BytesIO()
    rows: list[dict[str, Any]] = [{"number": n, "text": text} for n, text in enumerate(TEXTS)]
    assert write_csv(file, ("number", "text"), rows) == len(TEXTS)
    read = list(csv.reader(io.StringIO(file.getvalue().decode(), newline=""), strict=True))
    assert read[1:] == [[str(n), "" if text is None else str(text)] for n, text in enumerate(TEXTS)]
    assert b'0,"a\rb"\n' in file.getvalue()
    assert b"5,a b\n" in file.getvalue()
    assert file.getvalue().endswith(b"\n11,7\n")


@pytest.mark.parametrize("ending", ["csv", pytest.param("parquet", marks=pytest.mark.needs("pyarrow"))])
def test_a_pipe_stays_a_pipe_and_gets_the_table(tmp_path: Path, ending: str) -> None:
    sweep = finished(tmp_path)
    sweep.export(str(tmp_path / f"table.{ending}"))
    path, got, reader = pipe_of(tmp_path, f"pipe.{ending}")
    link = tmp_path / f"link.{ending}"
    link.symlink_to(path)
    assert sweep.export(str(link)) == PLAN.cases
    assert path.is_fifo()
    assert link.is_symlink()
    reader.join(10)
    assert got == [(tmp_path / f"table.{ending}").read_bytes()]


def test_rows_that_cannot_be_had_leave_the_old_table(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("old", encoding="ascii")

    def rows() -> Any:
        yield {"number": 0}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_table(str(path), ("number",), rows(), "some.sqlite")
    assert path.read_text(encoding="ascii") == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["table.csv"]


def with_cells(folder: Path, *changes: dict[str, object], outcome: str = "member") -> Sweep:
    """A sweep whose first rows have these cells."""
    path = str(folder / "some.sqlite")
    store = Store.create(path, PLAN)
    with store.writing() as writer:
        for number, change in enumerate(changes):
            _, _, text = PLAN.row(number)
            writer.add([(number, outcome, json.dumps({**json.loads(text), **change}))])
    return Sweep(path)


def test_shares_are_those_of_answers(tmp_path: Path) -> None:
    sweep = with_cells(tmp_path, {}, {})
    with sweep._store.writing() as writer:
        writer.add([(2, "not-member", PLAN.row(2)[2])])
        writer.add([PLAN.failed_row(3, "it died"), (4, "undecided", PLAN.failed_row(4, "too long")[2])])
    status = sweep.status()
    assert (status.done, status.answered) == (5, 3)
    member = status.share("member")
    assert member is not None
    assert member[0] == 2 / 3
    assert status.share("failed") is None
    assert status.share("undecided") is None
    assert status.notes == {"undecided": {"too long": 1}, "failed": {"it died": 1}}
    document: Any = status.to_dict()
    assert [found["outcome"] for found in document["outcomes"] if "interval" in found] == ["member", "not-member"]


def test_notes_are_counted_and_short(tmp_path: Path) -> None:
    changes: list[dict[str, object]] = [{"note": note} for note in ("rare", "often", "often", "w" * 10_000, "often")]
    notes = with_cells(tmp_path, *changes, outcome="refused").status().notes["refused"]
    assert next(iter(notes.items())) == ("often", 3)
    assert all(len(note) < 300 for note in notes)


def test_failed_and_unavailable_cases_are_forgotten_and_no_others(tmp_path: Path) -> None:
    store = Store.create(str(tmp_path / "some.sqlite"), PLAN)
    with store.writing() as writer:
        outcomes = ("failed", "unavailable", "refused", "undecided", "member")
        writer.add((number, outcome, PLAN.row(number)[2]) for number, outcome in enumerate(outcomes))
        writer.forget()
        assert writer.missing() == [(0, 2)]
