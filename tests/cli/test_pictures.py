"""The commands closure and picture, and certificates of formulas."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lcnsym import Architecture, BadInputError, UnsupportedError, patterns_of_degree
from lcnsym.show.pictures.families import picture

from .support import CommandLine

SVG = "{http://www.w3.org/2000/svg}"


def words_of(path: Path) -> set[str]:
    """The texts in a picture."""
    root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - our own file
    assert root.tag == f"{SVG}svg"
    return {"".join(element.itertext()).strip() for element in root.iter(f"{SVG}text")}


@pytest.mark.needs("matplotlib")
@pytest.mark.parametrize(
    ("k", "patterns", "labels"),
    [
        ("2,2", {"11|0", "0|1"}, {"2|0, boundary", "missing: 0|1"}),
        ("3", {"11|0", "0|1"}, {"2|0, interior", "nothing is missing"}),
        ("2,2,2", {"111|0", "1|1"}, {"12|0, boundary", "3|0, boundary", "missing: 1|1"}),
        ("4,2", {"1111|0", "11|1", "0|11"}, {"112|0, interior", "2|1, boundary", "13|0, interior", "22|0, boundary"}),
        ("2,2,2,2", {"1111|0", "11|1", "0|11"}, {"112|0, boundary", "0|2, outside", "missing: 11|1, 2|1, 0|11, 0|2"}),
    ],
)
def test_strata(lcnsym: CommandLine, tmp_path: Path, k: str, patterns: set[str], labels: set[str]) -> None:
    path = tmp_path / "picture.svg"
    assert lcnsym.json("picture", "-k", k, "-o", str(path)) == {"file": str(path), "bytes": path.stat().st_size}
    assert words_of(path) >= patterns | labels


@pytest.mark.needs("matplotlib")
def test_the_closure_order(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "order.svg"
    lcnsym("picture", "-k", "4,3", "--kind", "order", "-o", str(path))
    assert words_of(path) >= {str(pattern) for pattern in patterns_of_degree(5)}


@pytest.mark.needs("matplotlib")
def test_the_same_picture_twice_and_as_png() -> None:
    architecture = Architecture((3, 2))
    assert picture(architecture, "strata", "svg") == picture(architecture, "strata", "svg")
    assert picture(architecture, "strata", "png").startswith(b"\x89PNG\r\n")


def test_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(BadInputError, match=r"lcnsym\[pictures\]"):
        picture(Architecture((2, 2)), "strata", "svg")


def test_what_is_not_drawn() -> None:
    with pytest.raises(UnsupportedError, match="degree 2, 3 and 4"):
        picture(Architecture((4, 3)), "strata", "svg")
    with pytest.raises(BadInputError, match="svg or png"):
        picture(Architecture((2, 2)), "strata", "pdf")
    with pytest.raises(BadInputError, match="strata, order"):
        picture(Architecture((2, 2)), "faces", "svg")


def test_a_failure_leaves_the_old_picture(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "picture.svg"
    path.write_text("old")
    lcnsym.refused("picture", "-k", "4,3", "-o", str(path))
    assert path.read_text() == "old"


def test_closure_of_a_function_space(lcnsym: CommandLine) -> None:
    document = lcnsym.json("closure", "-k", "3,2", "-s", "2,1")
    assert document["equations"] == ["w0*w3^2 + w1^2*w4 - w1*w2*w3"]
    assert document["cut_out"] is True
    assert (document["dimension"], document["ambient_dimension"]) == (4, 5)
    shown = lcnsym("closure", "-k", "3,2", "-s", "2,1").out
    assert "w0  w2  w4\nw1  w3   0\n 0  w1  w3" in shown
    assert "No equations: it is the whole space." in lcnsym("closure", "-k", "3,2").out
    wide = lcnsym("closure", "-k", "9,9,9", "-s", "2,2,1").out
    assert "The matrix for S = 4 is printed by --json." in wide
    assert "too many to be written out" in wide


def test_closure(lcnsym: CommandLine) -> None:
    document = lcnsym.json("closure", "--partition", "1,3")
    assert document["partition"] == [3, 1]
    assert (document["dimension"], document["degree"], document["form_degree"]) == (3, 6, 4)
    assert document["equations"][0] == "12*w0*w4 - 3*w1*w3 + w2^2"
    assert document["equation_degrees"] == [2, 3]
    assert (document["generate_ideal"], document["cut_out"]) == (True, True)
    assert document["singular_locus"] == [[4]]
    shown = lcnsym("closure", "--partition", "3,3").out
    assert "29, complete up to degree 6" in shown
    assert "in degrees up to 4" in shown
    assert "… and 17 more" in shown


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("-k", "2,2", "--filter", "1,2,1"), "satisfies"),
        (("-k", "2,2", "--filter", "1,0,1"), "violates"),
        (("-k", "3,2,2", "--filter", "1,0,2,0,1", "--of", "complement"), "satisfies"),
        (("-k", "2,2,2", "--filter", "0,0,sqrt(2),1", "--pattern", "12|0"), "satisfies"),
    ],
)
def test_certificates_of_formulas(lcnsym: CommandLine, tmp_path: Path, words: tuple[str, ...], kind: str) -> None:
    path = tmp_path / "c.json"
    assert lcnsym("describe", *words, "--certificate", str(path)).status == 0
    assert json.loads(path.read_text())["claim"]["kind"] == kind
    (result,) = lcnsym.json("certificate", "check", str(path))["results"]
    assert result["accepted"] is True
