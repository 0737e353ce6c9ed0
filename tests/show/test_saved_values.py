"""Values in files: read as they were written; wrong and changed files are refused; representations fit on a screen."""

from __future__ import annotations

import json
import os
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lcnsym
from lcnsym import Architecture, BadInputError, BinaryForm, RootPattern, TensorArchitecture, TensorForm
from lcnsym.show.notation.saved_values import agree

pytestmark = pytest.mark.quick

K = Architecture((3, 2, 2))
FORM = BinaryForm.parse("1,-2*sqrt(2),2,0,0")
TENSORS = TensorArchitecture(((2, 2), (2, 2)), strides=((2, 1), (1, 1)))
EQUAL: dict[str, Any] = {
    "rational": Fraction(-5, 3),
    "number": lcnsym.parse_number("1+root(x^3-2,0)"),
    "form": FORM,
    "tensor": TensorForm((2, 2), (1, Fraction(1, 2), 0, 3)),
    "pattern": RootPattern.parse("1,12|0"),
    "architecture": Architecture((3, 2), (2, 1), 5),
    "tensor architecture": TENSORS,
    "space": lcnsym.FunctionSpace(K),
    "loss": lcnsym.SquareLoss.with_gram([[1, 0], [0, 2]], (1, 5)),
    "singular loss": lcnsym.loss_of_data((2, 2), [[1, 2, 3]], [[4]]),
    "verdict": lcnsym.decide(K, FORM),
    "strided verdict": lcnsym.decide(Architecture((2, 2), (2, 1)), (1, 2, 1, 2)),
    "fibre": lcnsym.Fibre(K, BinaryForm((1, 0, -5, 0, 4))),
    "certificate": lcnsym.certify_membership(K, (1, 0, 2, 0, 1)),
    "trained model": lcnsym.load_model({"a.weight": [[[0.1, 2.0]]], "a.bias": [3.0]}, padding=1),
}


@pytest.mark.parametrize("name", EQUAL)
def test_values_are_read_as_they_were_written(name: str, tmp_path: Path) -> None:
    lcnsym.save(EQUAL[name], tmp_path / "value.json")
    found = lcnsym.load(tmp_path / "value.json")
    assert found == EQUAL[name]
    assert type(found) is type(EQUAL[name])


def test_landscapes_are_worked_out_again(tmp_path: Path) -> None:
    loss = lcnsym.loss_with_gram([[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], (1, 0, 1, 2))
    for value in (lcnsym.critical_points((3, 2), (2, 1, -2, 3)), lcnsym.singular_critical_points((2, 2, 2), loss)):
        lcnsym.save(value, tmp_path / "landscape.json")
        found: Any = lcnsym.load(tmp_path / "landscape.json")
        assert repr(found) == repr(value)
        assert agree(json.loads(json.dumps(found.to_dict())), json.loads(json.dumps(value.to_dict())))


@pytest.mark.parametrize("name", ["verdict", "landscape"])
def test_answers_in_files_are_not_trusted(name: str, tmp_path: Path) -> None:
    value = lcnsym.critical_points((3, 2), (2, 1, -2, 3)) if name == "landscape" else EQUAL[name]
    lcnsym.save(value, tmp_path / "value.json")
    document = json.loads((tmp_path / "value.json").read_text())
    answer = document["value"]["answer"]
    answer.update({"spurious_minima": 0} if name == "landscape" else {"position": "interior"})
    (tmp_path / "value.json").write_text(json.dumps(document))
    with pytest.raises(BadInputError, match="not what the file says"):
        lcnsym.load(tmp_path / "value.json")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"format": "lcnsym-value", "version": 2, "kind": "form", "value": ["1"]}',
        '{"format": "lcnsym-value", "version": 1, "kind": "module", "value": "os"}',
        '{"format": "lcnsym-value", "version": 1, "kind": "form", "value": ["__import__(1)"]}',
        '{"format": "lcnsym-value", "version": 1, "kind": "architecture", "value": {"k": [3], "s": 1}}',
        '{"format": "lcnsym-value", "version": 1, "kind": "loss", "value": 3}',
        '{"format": "lcnsym-value", "version": 1, "kind": "landscape", "value": {}}',
        '{"format": "lcnsym-value", "version": 1, "kind": [], "value": {}}',
        '{"format": "lcnsym-certificate", "version": 1, "claim": Infinity, "evidence": {}, "field": {}}',
    ],
)
def test_wrong_files_are_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "value.json").write_text(content)
    with pytest.raises(BadInputError):
        lcnsym.load(tmp_path / "value.json")


@pytest.mark.parametrize(
    ("value", "place", "wrong"),
    [
        (lcnsym.SquareLoss.euclidean([1, 2]), ("gram", 0, 0), "1e999999999"),
        (lcnsym.SquareLoss.euclidean([1, 2]), ("gram", 0, 1), 0.5),
        (lcnsym.root_pattern("x^4 - x^2"), ("real", 0), 3),
        (lcnsym.load_model([[1, 0, -2], [1, -1]]), ("channels", 0, "layers", 0), ["1", "2"]),
        (lcnsym.load_model([[1, 0, -2], [1, -1]]), ("channels", 0, "padding"), [-1]),
        (lcnsym.load_model([[1, 0, -2], [1, -1]]), ("channels", 0, "padding"), [0, 0]),
        (lcnsym.load_model([[1, 0, -2], [1, -1]]), ("channels", 0, "constant"), True),
        (lcnsym.load_model([[1, 0, -2], [1, -1]]), ("channels",), []),
        (lcnsym.load_model([[1, 0, -2], [1, -1]]), ("names",), ["a"]),
        (lcnsym.load_model([[1, 0, -2], [1, -1]]), ("names", 0), 3),
        (lcnsym.fibre_of((2, 2), "x^2 - y^2"), ("compatible",), "yes"),
    ],
)
def test_files_that_contradict_themselves_are_refused(value: Any, place: Any, wrong: object, tmp_path: Path) -> None:
    lcnsym.save(value, tmp_path / "value.json")
    document = json.loads((tmp_path / "value.json").read_text())
    *outer, last = ("value", *place)
    inner = document
    for key in outer:
        inner = inner[key]
    inner[last] = wrong
    (tmp_path / "value.json").write_text(json.dumps(document))
    with pytest.raises(BadInputError) as told:
        lcnsym.load(tmp_path / "value.json")
    assert len(str(told.value)) < 300


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "value.json")
    with pytest.raises(BadInputError, match="not a regular file"):
        lcnsym.load(tmp_path / "value.json")


def test_what_is_not_saved(tmp_path: Path) -> None:
    for value in (3.5, "x", object(), None, [1]):
        with pytest.raises(BadInputError, match="are saved"):
            lcnsym.save(value, tmp_path / "value.json")  # type: ignore[arg-type]
    assert not (tmp_path / "value.json").exists()
    with pytest.raises(BadInputError, match="cannot read"):
        lcnsym.load(tmp_path / "value.json")


@given(st.lists(st.fractions(), min_size=1, max_size=5).filter(any))
def test_forms_of_any_size(coefficients: list[Fraction]) -> None:

    with tempfile.TemporaryDirectory() as folder:
        lcnsym.save(BinaryForm(coefficients), Path(folder, "f.json"))
        assert lcnsym.load(Path(folder, "f.json")) == BinaryForm(coefficients)


def test_large_values_fit_on_a_screen() -> None:
    described = lcnsym.describe((2, 2, 2, 2))
    large: list[Any] = [
        BinaryForm(range(1, 2000)),
        Architecture((2,) * 3000),
        RootPattern((1,) * 3000, ()),
        described,
        described.function_space,
        lcnsym.SquareLoss.euclidean(range(1, 60)),
        lcnsym.critical_points((3, 2, 2), (1, -2, 3, 1, 5)),
        lcnsym.RootLocus((2, 2)).equations(),
        lcnsym.PackingProblem(lcnsym.Balls.of_pattern(RootPattern((1,) * 500, ())), lcnsym.Bins((2,) * 250)),
    ]
    for value in large:
        assert len(repr(value)) <= 450, type(value)
