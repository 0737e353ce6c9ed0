"""Damaged files of sweeps are refused, or give the rows that were written."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from random import Random

import pytest

from lcnsym.errors import BadInputError, LcnsymError
from lcnsym.lab.sweeps.store import Store
from lcnsym.lab.sweeps.sweep import Sweep

from ..data import make_sweep_format_1
from .damage import DAMAGES, FILES, PLAN, Files, counts, damaged, rows_in

BOUNDED = 300
JOURNALS = 60


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files.made(tmp_path_factory.mktemp("damaged"))


def test_damaged_files_are_refused_or_give_what_was_written(files: Files, tmp_path: Path) -> None:
    found = counts(files, tmp_path, range(BOUNDED))
    assert not {kind: number for kind, number in found.items() if kind[1] == "other rows"}
    # each kind of damage does harm, and some damage is where it does not matter
    assert all(found[kind.__name__, "refused"] for kind in DAMAGES)
    assert sum(number for (_, end), number in found.items() if end == "as it was") > BOUNDED // 20


@pytest.mark.long
def test_many_damaged_files(files: Files, tmp_path: Path) -> None:
    found = counts(files, tmp_path, range(FILES))
    assert found.total() == FILES
    assert not {kind: number for kind, number in found.items() if kind[1] == "other rows"}


def test_rows_that_changed_are_seen_by_the_harness(files: Files, tmp_path: Path) -> None:
    """A file that is sound, and has other rows than the undisturbed one, is counted as such."""
    other = Files(files.content, files.earlier, [*files.rows[:-1], {**files.rows[-1], "note": "changed"}])
    found = counts(other, tmp_path, range(20))
    assert {end for _, end in found} == {"refused", "other rows"}


def test_refusals_are_one_line(files: Files, tmp_path: Path) -> None:
    path = tmp_path / "some.sqlite"
    for number in range(100):
        path.write_bytes(damaged(files, number))
        told = rows_in(path)
        if isinstance(told, str):
            assert told.isprintable() or "\ufffd" in told
            assert len(told) < 400


def test_damaged_files_without_checksums_are_refused_or_read(tmp_path: Path) -> None:
    content = make_sweep_format_1.PATH.read_bytes()
    ends = set()
    for number in range(BOUNDED):
        files = Files(content, content, [])
        path = tmp_path / f"{number}.sqlite"
        path.write_bytes(damaged(files, number))
        try:
            Sweep(str(path)).status()
            ends.add("read")
        except LcnsymError:
            ends.add("refused")
    assert ends == {"read", "refused"}


def test_a_damaged_journal_gives_rows_that_were_committed(tmp_path: Path) -> None:
    """As after a sweep was killed: the last rows are in the file that ends in -wal."""
    path, left = tmp_path / "some.sqlite", tmp_path / "left"
    states = []
    with Store.create(str(path), PLAN).writing() as writer:
        for start in range(0, 60, 20):
            states.append(start)
            writer.add(map(PLAN.row, range(start, start + 20)))
        left.mkdir()
        for item in ("some.sqlite", "some.sqlite-wal"):
            shutil.copy(tmp_path / item, left / item)
    states.append(60)
    journal = (left / "some.sqlite-wal").read_bytes()
    main = (left / "some.sqlite").read_bytes()
    found = set()
    for number in range(JOURNALS):
        rng = Random(f"damaged journal {number}")
        content = bytearray(journal)
        if number % 2:
            del content[rng.randrange(len(content)) :]
        else:
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "some.sqlite").write_bytes(main)
        (folder / "some.sqlite-wal").write_bytes(content)
        with contextlib.suppress(BadInputError):
            rows = list(Sweep(str(folder / "some.sqlite")).rows())
            assert [row["number"] for row in rows] == list(range(len(rows)))
            found.add(len(rows))
    assert found <= set(states)
    assert len(found) > 1
