"""What is swept: which cases there are, and that their answers are those of the single questions."""

from __future__ import annotations

import csv
import json
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from lcnsym import Architecture, BinaryForm, SquareLoss, critical_points, decide
from lcnsym.errors import BadInputError, InconclusiveError, UnsupportedError
from lcnsym.lab.sweeps import random_data
from lcnsym.lab.sweeps.kinds import MembershipSweep, SpuriousMinimaSweep, TheoremSweep, all_shapes, architectures_of
from lcnsym.lab.sweeps.sweep import Sweep
from lcnsym.membership.patterns import patterns_of_degree, root_pattern
from lcnsym.theorems import all_theorems, theorem

FIRST = {"relative-interior": 5}
"""Of how many architectures all cases are worked out; those with one level are refused."""

HIGHEST = {"example-322": 4, "example-42": 4, "example-322-compatible": 4, "example-42-compatible": 4}


@pytest.mark.quick
@pytest.mark.parametrize(("degree", "stride", "ones"), [(4, 1, 0), (3, 2, 1), (2, 3, 2), (0, 2, 2)])
def test_all_architectures_are_those_of_an_exhaustive_search(degree: int, stride: int, ones: int) -> None:
    expected = set()
    for layers in range(1, degree + ones + 1):
        for k in product(range(1, degree + 2), repeat=layers):
            for s in product(range(1, stride + 1), repeat=layers - 1):
                architecture = Architecture(k, (*s, 1))
                if architecture.degree <= degree and k.count(1) <= ones:
                    expected.add(architecture)
    found = [Architecture(*shape) for shape in all_shapes(degree, stride, ones)]
    assert len(found) == len(expected)
    assert set(found) == expected


@pytest.mark.quick
def test_cases_meet_the_hypothesis_and_no_architecture_is_left_out() -> None:
    found = architectures_of("boundary", 5, 1, 0)
    assert list(found) == sorted(found, key=lambda a: (a.degree, a.layers, a.filter_sizes))
    every = [Architecture(*shape) for shape in all_shapes(5, 1, 0)]
    assert set(found) == {a for a in every if a.even_filters >= 2}


@pytest.mark.parametrize("name", [known.name for known in all_theorems()])
def test_every_theorem_can_be_swept(name: str) -> None:
    known = theorem(name)
    filters = 3 if known.hypothesis.about_filters else 0
    # this one is about two levels
    plan = TheoremSweep(5, name, HIGHEST.get(name, 3), filters, highest_stride=1 + (name == "relative-interior"))
    outcomes = set()
    # the smallest architecture that the theorem is about, all sorts of filters, and the largest one
    for index in {*range(min(plan.cases, FIRST.get(name, 2) * (filters + 1))), plan.cases - 1}:
        number, outcome, text = plan.row(index)
        cells = json.loads(text)
        assert number == index
        assert outcome in ("holds", "refused"), cells
        outcomes.add(outcome)
        if cells["filter"] is not None and outcome == "holds":
            architecture = Architecture.parse(cells["k"], cells["s"])
            assert known.check(architecture, BinaryForm.parse(cells["filter"])).explanation == cells["explanation"]
    assert "holds" in outcomes


@pytest.mark.quick
def test_a_case_depends_on_the_seed_and_its_number_alone() -> None:
    few, many = (MembershipSweep(4, (3, 2), (), filters, 9) for filters in (10, 1000))
    assert [few.row(i) for i in range(10)] == [many.row(i) for i in range(10)]
    assert few.row(3) != MembershipSweep(5, (3, 2), (), 10, 9).row(3)


def test_spurious_minima_are_those_of_the_landscape() -> None:
    for gram in ("identity", "random"):
        plan = SpuriousMinimaSweep(2, (3, 2), (), 12, 9, gram)
        numbers = set()
        for index in range(12):
            _, outcome, text = plan.row(index)
            cells: dict[str, Any] = json.loads(text)
            target = BinaryForm.parse(cells["target"])
            rows = [[int(q) for q in row.split(",")] for row in cells["gram"].split(";")] if gram == "random" else None
            loss = SquareLoss.with_gram(rows, target) if rows else SquareLoss.euclidean(target)
            expected = critical_points(Architecture((3, 2)), loss)
            assert cells["spurious_minima"] == expected.spurious_minima
            assert cells["critical_points"] == expected.parameter_classes
            assert outcome == ("spurious" if expected.spurious_minima else "none")
            numbers.add(cells["spurious_minima"])
        assert len(numbers) > 1


@pytest.mark.quick
def test_a_degenerate_point_leaves_a_case_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """2x³ + xy² + y³ has a critical point with a singular Hessian, here without terms of higher order."""
    monkeypatch.setattr("lcnsym.landscape.degenerate.local_shape.MAX_WORK", 1)
    monkeypatch.setattr("lcnsym.lab.sweeps.random_data.integer_form", lambda *_: BinaryForm((2, 0, 1, 1)))
    _, outcome, text = SpuriousMinimaSweep(1, (3, 2), (), 1, 9).row(0)
    cells = json.loads(text)
    assert (outcome, cells["spurious_minima"]) == ("undecided", None)
    assert "may be a minimum or not" in cells["note"]


@pytest.mark.quick
@pytest.mark.parametrize(("k", "s"), [((3, 2, 2), ()), ((3, 2), (2, 1))])
def test_membership_is_that_of_the_verdict(k: tuple[int, ...], s: tuple[int, ...]) -> None:
    plan = MembershipSweep(2, k, s, 40, 2)
    for index in range(40):
        _, outcome, text = plan.row(index)
        cells = json.loads(text)
        verdict = decide(Architecture(k, s), BinaryForm.parse(cells["filter"]))
        assert (outcome == "member") is verdict.is_member
        assert cells["position"] == (None if verdict.position is None else str(verdict.position))
        assert cells["pattern"] == str(verdict.pattern)


def test_forms_with_repeated_roots_have_all_patterns() -> None:
    forms = [random_data.form_with_repeated_roots(random_data.generator_of(1, i), 4) for i in range(2000)]
    assert {form.degree for form in forms} == {4}
    assert {str(root_pattern(form)) for form in forms} == {str(pattern) for pattern in patterns_of_degree(4)}
    assert any(not form.coefficients[0] for form in forms)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("error", "outcome"),
    [(UnsupportedError, "refused"), (InconclusiveError, "undecided"), (MemoryError, "failed"), (KeyError, "failed")],
)
def test_what_cannot_be_answered_is_an_outcome(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception], outcome: str
) -> None:
    def fail(*_: object) -> None:
        raise error("so it is")

    monkeypatch.setattr("lcnsym.membership.verdict.decide", fail)
    _, found, text = MembershipSweep(2, (3,), (), 4, 2).row(1)
    assert found == outcome
    assert json.loads(text)["note"]
    assert json.loads(text)["filter"]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: TheoremSweep(0, "boundary", 1), "about no architecture of degree up to 1"),
        (lambda: TheoremSweep(0, "filling", 3, 2), "about architectures alone"),
        (lambda: TheoremSweep(0, "nonsense", 3), "there is no theorem"),
        (lambda: TheoremSweep(0, "membership", 30), "more than 100000 architectures"),
        (lambda: TheoremSweep(0, "membership", 65), "the highest degree is an integer from 0 to 64"),
        (lambda: TheoremSweep(0, "membership", 12, 10**6), "from 1 to 10000000 cases"),
        (lambda: TheoremSweep(-1, "membership", 2), "the seed"),
        (lambda: MembershipSweep(0, (), (), 5, 9), "at least one filter size"),
        (lambda: MembershipSweep(0, (3,), (), 0, 9), "the number of filters"),
        (lambda: MembershipSweep(0, (3,), (), 5, 0), "the size of the coefficients"),
        (lambda: MembershipSweep(0, (1002,), (), 5, 9), "of degree up to 1000; those of k = .1002. have degree 1001"),
        (
            lambda: SpuriousMinimaSweep(0, (101, 2), (), 5, 9),
            "of degree up to 100; those of k = .101,2. have degree 101",
        ),
        (lambda: SpuriousMinimaSweep(0, (3,), (), 0, 9), "the number of targets is an integer from 1"),
        (lambda: SpuriousMinimaSweep(0, (3,), (), 5, 9, "unit"), "the Gram matrix is one of identity, random"),
    ],
)
def test_plans_that_make_no_sense_are_refused(make: Any, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        make()


def finished(folder: Path) -> Sweep:
    """A small sweep whose filters have commas in them and whose columns are partly empty."""
    sweep = Sweep.begin(SpuriousMinimaSweep(3, (3, 2), (), 6, 9, "random"), str(folder / "some.sqlite"))
    assert sweep.run(1).is_complete
    return sweep


def test_tables_have_what_the_file_has(tmp_path: Path) -> None:
    sweep = finished(tmp_path)
    rows = list(sweep.rows())
    assert sweep.export(str(tmp_path / "table.csv")) == len(rows) == 6
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert read == [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]


@pytest.mark.needs("pyarrow")
def test_parquet_files_have_what_the_file_has(tmp_path: Path) -> None:
    from pyarrow import parquet

    sweep = finished(tmp_path)
    rows = list(sweep.rows())
    assert sweep.export(str(tmp_path / "table.parquet")) == 6
    assert parquet.read_table(tmp_path / "table.parquet").to_pylist() == rows


def test_tables_that_cannot_be_written_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sweep = Sweep.begin(MembershipSweep(0, (3,), (), 5, 9), str(tmp_path / "some.sqlite"))
    with pytest.raises(BadInputError, match=r"tables end in \.csv or \.parquet"):
        sweep.export(str(tmp_path / "table.xlsx"))
    with pytest.raises(BadInputError, match="cannot write"):
        sweep.export(str(tmp_path / "nowhere" / "table.csv"))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnsupportedError, match=r"lcnsym\[parquet\]"):
        sweep.export(str(tmp_path / "table.parquet"))
    assert [item.name for item in tmp_path.iterdir()] == ["some.sqlite"]
