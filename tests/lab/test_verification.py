"""Rows are worked out once more; files of earlier versions and formats are read, exported and verified."""

from __future__ import annotations

import json
import shutil
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lcnsym import __version__
from lcnsym.algebra.forms import BinaryForm
from lcnsym.errors import BadInputError
from lcnsym.lab.sweeps.cases import Cells, SweepPlan
from lcnsym.lab.sweeps.clusters import timed_rows
from lcnsym.lab.sweeps.kinds import MembershipSweep, TheoremSweep
from lcnsym.lab.sweeps.store import Store, spans_of
from lcnsym.lab.sweeps.sweep import Sweep
from lcnsym.lab.sweeps.verification import spans_to_verify

from ..data import make_sweep_format_1

PLAN = MembershipSweep(1, (3, 2), (), 30, 9)
THEOREM = TheoremSweep(1, "filling", 3)
DONE = 6
OLD = make_sweep_format_1.PATH


def with_rows(
    folder: Path, changes: dict[int, tuple[str, Cells]], plan: SweepPlan = PLAN, version: str = __version__
) -> Sweep:
    """The first rows in a file that a version of lcnsym wrote, with other outcomes ("": the same) and other cells."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lcnsym.lab.sweeps.cases.__version__", version)
        with Store.create(str(folder / "some.sqlite"), replace(plan, version=version)).writing() as writer:
            for number in range(DONE):
                _, outcome, text = plan.row(number)
                other, cells = changes.get(number, ("", {}))
                writer.add([(number, other or outcome, json.dumps({**json.loads(text), **cells}))])
    return Sweep(str(folder / "some.sqlite"))


def test_rows_that_were_worked_out_are_verified(tmp_path: Path) -> None:
    sweep = with_rows(tmp_path, {})
    before = (tmp_path / "some.sqlite").read_bytes()
    told: list[Any] = []
    found = sweep.verify(workers=2, progress=lambda done, of: told.append((done, of)))
    assert found.to_dict() == {"verified": DONE, "differing": [], "unanswered": 0, "chosen": DONE, "complete": True}
    assert told[-1] == (DONE, DONE)
    assert (tmp_path / "some.sqlite").read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["some.sqlite"]


def test_rows_with_good_checksums_and_wrong_content_differ(tmp_path: Path) -> None:
    wrong: dict[int, tuple[str, Cells]] = {
        1: ("not-member" if PLAN.row(1)[1] == "member" else "member", {}),
        2: ("", {"filter": "1,2,3,4"}),
        4: ("undecided", {"k": "2,3"}),
        5: ("", {"pattern": "111111|0"}),
    }
    sweep = with_rows(tmp_path, wrong)
    assert sweep.status().done == DONE
    found = sweep.verify(workers=1)
    assert (found.verified, found.differing, found.unanswered) == (2, (1, 2, 4, 5), 0)


@pytest.mark.parametrize("outcome", ["undecided", "unavailable", "failed"])
def test_cases_without_an_answer_are_neither(tmp_path: Path, outcome: str) -> None:
    cells: Cells = {"position": None, "pattern": None, "note": "no time"}
    found = with_rows(tmp_path, {3: (outcome, cells)}).verify(workers=1)
    assert (found.verified, found.differing, found.unanswered) == (DONE - 1, (), 1)
    assert found.is_complete


def test_a_bound_of_this_version_is_the_same_everywhere(tmp_path: Path) -> None:
    found = with_rows(tmp_path, {3: ("refused", {})}).verify(workers=1)
    assert found.differing == (3,)


def test_a_sample_is_drawn_by_the_seed(tmp_path: Path) -> None:
    sweep = with_rows(tmp_path, {2: ("refused", {})})
    found = [sweep.verify(2, seed, 1) for seed in range(8)]
    assert {each.chosen for each in found} == {2}
    assert {each.differing for each in found} == {(), (2,)}
    assert sweep.verify(100, 0, 1).chosen == DONE
    for sample in (0, -1, 10**8):
        with pytest.raises(BadInputError, match="the size of the sample"):
            sweep.verify(sample)
    with pytest.raises(BadInputError, match="the seed"):
        sweep.verify(2, -1)


def test_samples_are_of_what_is_done_and_uniform() -> None:
    numbers = [*range(3, 8), 10, *range(12, 15)]
    spans = spans_of(numbers)
    assert spans == [(3, 8), (10, 11), (12, 15)]
    counts = dict.fromkeys(numbers, 0)
    for seed in range(900):
        drawn = [start for start, _ in spans_to_verify(spans, 4, seed)]
        assert drawn == sorted(set(drawn))
        assert len(drawn) == 4
        for number in drawn:
            counts[number] += 1
    # 4/9 of 900 each
    assert all(330 < count < 470 for count in counts.values())
    assert spans_to_verify(spans, 9, 0) == spans_to_verify(spans, None, 0) == spans
    assert spans_of([]) == []
    assert spans_of([0]) == [(0, 1)]


def test_nothing_to_verify(tmp_path: Path) -> None:
    sweep = Sweep.begin(PLAN, str(tmp_path / "some.sqlite"))
    for sample in (None, 3):
        found = sweep.verify(sample, workers=1)
        assert (found.verified, found.differing, found.is_complete) == (0, (), True)


def test_an_interrupt_keeps_what_was_compared(tmp_path: Path) -> None:
    sweep = with_rows(tmp_path, {})
    told: list[Any] = []

    def interrupt(done: int, _of: int) -> None:
        told.append(done)
        if done == 1:
            signal.raise_signal(signal.SIGINT)

    found = sweep.verify(workers=1, progress=interrupt)
    assert found.is_interrupted
    assert found.verified == told[-1] == 1
    assert not found.is_complete


def test_earlier_versions_are_read_exported_and_verified_and_not_continued(tmp_path: Path) -> None:
    sweep = with_rows(tmp_path, {}, version="0.0.9")
    status = sweep.status()
    assert status.done == DONE
    assert status.to_dict()["plan"] == {**PLAN.to_dict(), "version": "0.0.9"}
    assert sweep.export(str(tmp_path / "table.csv")) == DONE
    assert sweep.verify(workers=1).verified == DONE
    told = f"begun with lcnsym 0.0.9, and this is {__version__}"
    for go_on in (lambda: sweep.run(1), lambda: Sweep.begin(PLAN, str(tmp_path / "some.sqlite"))):
        with pytest.raises(BadInputError, match=told):
            go_on()
    with pytest.raises(BadInputError, match=told):
        timed_rows(sweep.plan.text, [0])
    assert sweep.status() == status


def test_how_another_version_words_an_answer_is_no_difference(tmp_path: Path) -> None:
    changes: dict[int, tuple[str, Cells]] = {
        0: ("", {"explanation": "so it is", "certificates": 7}),
        1: ("refused", {"note": "too large"}),
        2: ("violated", {}),
    }
    found = with_rows(tmp_path, changes, THEOREM, "0.0.9").verify(workers=1)
    assert (found.verified, found.differing, found.unanswered) == (DONE - 2, (2,), 1)
    (tmp_path / "some.sqlite").unlink()
    found = with_rows(tmp_path, changes, THEOREM).verify(workers=1)
    assert (found.verified, found.differing, found.unanswered) == (DONE - 3, (0, 1, 2), 0)


def test_a_version_that_drew_other_filters_cannot_be_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("lcnsym.lab.sweeps.random_data.integer_form", lambda *_: BinaryForm((1, 0, 0, 1)))
        sweep = with_rows(tmp_path, {}, version="0.0.9")
    assert sweep.status().done == DONE
    with pytest.raises(BadInputError, match=r"case \d has other data in this version of lcnsym than in 0.0.9"):
        sweep.verify(workers=1)


def test_a_file_of_format_1_is_read_exported_and_verified_and_not_continued(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    shutil.copy(OLD, path)
    sweep = Sweep(str(path))
    assert not sweep.has_checksums
    status = sweep.status()
    assert (status.done, status.plan.cases) == (make_sweep_format_1.DONE, 40)
    sweep.export(str(tmp_path / "table.csv"))
    assert (tmp_path / "table.csv").read_bytes() == OLD.with_suffix(".csv").read_bytes()
    found = sweep.verify(workers=1)
    assert (found.verified, found.differing) == (make_sweep_format_1.DONE, ())
    with pytest.raises(
        BadInputError, match=r"has format 1, which can be read, exported and verified|begun with lcnsym"
    ):
        sweep.run(1)
    assert path.read_bytes() == OLD.read_bytes()
    assert not sweep.status().is_complete
