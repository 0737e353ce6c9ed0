"""The command report: what is on the page, for every kind of architecture, and what is refused."""

from __future__ import annotations

import json
import sys
from base64 import b64decode
from pathlib import Path

import pytest

from lcnsym.checker import check_text

from ..show.test_html import Reader, read
from .support import CommandLine

QUARTICS = ("-k", "3,2,2", "--filter", "1,-2*sqrt(2),2,0,0")
CUBICS = ("-k", "2,2,2", "--target", "2,1,3,5")


def certificates_of(reader: Reader) -> list[str]:
    """The certificates that a page's links hold."""
    prefix = "data:application/json;base64,"
    addresses = [value for name, value in reader.attributes if name == "href" and value]
    return [b64decode(value.removeprefix(prefix)).decode() for value in addresses if value.startswith(prefix)]


def kinds_of(reader: Reader) -> set[str]:
    """What they claim; the checker accepts all."""
    found = certificates_of(reader)
    assert all(check_text(text).accepted for text in found)
    return {json.loads(text)["claim"]["kind"] for text in found}


def report(lcnsym: CommandLine, folder: Path, *words: str) -> Reader:
    """The page."""
    path = folder / "report.html"
    document = lcnsym.json("report", *words, "-o", str(path))
    assert document["bytes"] == path.stat().st_size
    reader = read(path.read_text())
    assert len(document["certificates"]) == len(set(document["certificates"]))
    for name in document["certificates"]:
        assert ("download", name) in reader.attributes
    assert all(title in reader.texts for title in document["sections"])
    ids = [value for name, value in reader.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    return reader


@pytest.mark.needs("matplotlib")
def test_a_filter_on_the_boundary(lcnsym: CommandLine, tmp_path: Path) -> None:
    reader = report(lcnsym, tmp_path, *QUARTICS)
    assert {"22|0", "◆ boundary", "● interior", "○ outside", "p1 p2 . p1 . p2", "4 up to scaling"} <= set(reader.texts)
    assert kinds_of(reader) == {
        "not-filling", "full-dimensional", "dimension", "boundary", "fibre-count", "pattern", "factorization",
    }  # fmt: skip
    assert reader.tags.count("svg") == 2


@pytest.mark.needs("matplotlib")
def test_critical_points(lcnsym: CommandLine, tmp_path: Path) -> None:
    reader = report(lcnsym, tmp_path, *CUBICS)
    assert {
        "≈ 3.94159019",
        "≈ 37.52390505",
        "12|0",
        "saddle",
        "34 of 34 for generic data, factorizations up to scaling",
    } <= set(reader.texts)
    assert {"exact-critical-point", "not-member"} <= kinds_of(reader)
    assert "None, as it is not in the function space." in reader.texts
    assert reader.tags.count("svg") == 3


def test_a_spurious_minimum(lcnsym: CommandLine, tmp_path: Path) -> None:
    reader = report(lcnsym, tmp_path, "-k", "3,3,2", "--target", "1,2,3,-2,4,1")
    assert "spurious-minimum" in kinds_of(reader)


def test_data_with_errors_that_no_filter_removes(lcnsym: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("1,0,1\n0,1,2\n1,1,0\n1,2,1\n")
    (tmp_path / "y.csv").write_text("1\n0\n2\n1\n")
    data = ("--inputs", str(tmp_path / "x.csv"), "--outputs", str(tmp_path / "y.csv"))
    reader = report(lcnsym, tmp_path, "-k", "2,2", *data)
    assert any("The sum of squared errors over the data is ℓ(w) and the residual" in words for words in reader.texts)


def test_larger_strides(lcnsym: CommandLine, tmp_path: Path) -> None:
    reader = report(lcnsym, tmp_path, "-k", "3,2", "-s", "2,1", "--filter", "-2,0,-3,0,-3")
    assert {"not-member", "complex-member", "not-full-dimensional"} <= kinds_of(reader)
    assert any("With a larger stride" in words for words in reader.texts)
    assert "svg" not in reader.tags


@pytest.mark.needs("matplotlib")
def test_critical_points_for_larger_strides(lcnsym: CommandLine, tmp_path: Path) -> None:
    reader = report(lcnsym, tmp_path, "-k", "3,2", "-s", "2,1", "--target", "1,2,3,-2,4")
    assert {"10 of 10 for generic data, factorizations up to scaling", "≈ 4.942699623"} <= set(reader.texts)
    assert "critical-point" in kinds_of(reader)
    assert reader.tags.count("svg") == 1


def test_several_axes(lcnsym: CommandLine, tmp_path: Path) -> None:
    reader = report(lcnsym, tmp_path, "-k", "2x2,2x2", "--filter", "1,0,0,0,0,0,0,0,-2")
    assert {"dimension", "member", "factorization"} <= kinds_of(reader)
    assert any("filters with one axis" in words for words in reader.texts)


@pytest.mark.parametrize(
    "words", [("-k", "1"), ("-k", "9,8,2"), ("-k", "40,40"), ("-k", "2,1,3", "--filter", "0,0,0,0")]
)
def test_degenerate_and_large(lcnsym: CommandLine, tmp_path: Path, words: tuple[str, ...]) -> None:
    kinds = kinds_of(report(lcnsym, tmp_path, *words))
    assert kinds >= {"full-dimensional"}


def test_the_zero_target(lcnsym: CommandLine, tmp_path: Path) -> None:
    reader = report(lcnsym, tmp_path, "-k", "2,2", "--target", "0,0,0")
    assert "infinitely many" in reader.texts
    assert "0, at the zero filter" in reader.texts


def test_the_same_page_twice(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    pages = set()
    for _ in range(2):
        lcnsym.json("report", "-k", "4,3", "--filter", "1,0,2,0,0,1", "-o", str(path))
        pages.add(path.read_bytes())
    assert len(pages) == 1


def test_without_matplotlib(lcnsym: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    reader = report(lcnsym, tmp_path, *CUBICS)
    assert "svg" not in reader.tags
    assert sum("pictures need matplotlib" in words for words in reader.texts) == 3
    assert "≈ 3.94159019" in reader.texts


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-k", "2,2"), "-o"),
        (("-k", "2,2", "-o", ".html"), "ends in .html"),
        (("-k", "2,2", "-o", "x.pdf"), "ends in .html"),
        (("-k", "2,2", "-o", "no/x.html"), "no folder"),
        (("-k", "2,2", "--filter", "1,2", "-o", "x.html"), "2 coefficients"),
        (("-k", "2,2", "--target", "1,2,3,4", "-o", "x.html"), "4 coefficients"),
        (("-k", "2,2", "--gram", "q.json", "-o", "x.html"), "a loss is required"),
        (("-k", "2x2,2x2", "--target", "1,2", "-o", "x.html"), "--target is for one-dimensional filters"),
        (("-k", "2,2", "--timeout", "0", "-o", "x.html"), "--timeout"),
    ],
)
def test_what_is_refused(
    lcnsym: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told in lcnsym.refused("report", *words)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_old_page(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    lcnsym.refused("report", "-k", "2,2", "--filter", "1", "-o", str(path))
    assert path.read_text() == "old"


def test_what_takes_the_place_of_pictures(lcnsym: CommandLine, tmp_path: Path) -> None:
    reader = report(lcnsym, tmp_path, "-k", "4,3")
    assert any("not 5; the closure order and the table of root patterns take its place." in t for t in reader.texts)
