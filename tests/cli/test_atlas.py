"""`lcnsym atlas`: tables, JSON, pictures, and what is refused."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from tests.cli.support import CommandLine

LINE = ("-k", "3,2", "--from", "2,1,-2,3", "--along", "0,0,1,0")
PLANE = (*LINE, "--and", "0,1,0,1")


@pytest.mark.needs("matplotlib")
@pytest.mark.parametrize("words", [LINE, PLANE])
def test_pictures_show_answers_and_walls(lcnsym: CommandLine, words: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / "atlas.svg"
    document = lcnsym.json("atlas", *words, "-o", str(target))
    text = target.read_text()
    assert "numbers of spurious minima" in text
    for wall in document["walls"]:
        assert not wall["separates"] or wall["event"] in text
    again = tmp_path / "again.svg"
    lcnsym("atlas", *words, "-o", str(again))
    assert again.read_text() == text


@pytest.mark.quick
def test_the_command(lcnsym: CommandLine, tmp_path: Path) -> None:
    """The table, the JSON object on stdout, and the same in a file."""
    target = tmp_path / "atlas.json"
    shown = lcnsym("atlas", *LINE, "-o", str(target)).out
    assert "a pair of critical points is born" in shown
    document = lcnsym.json("atlas", *LINE)
    assert json.loads(target.read_text()) == document
    assert document["complete"] is True
    assert [cell["spurious_minima"] for cell in document["cells"]] == [1, 0]
    lo, hi = map(Fraction, document["cells"][0]["window_area"]["interval"])
    assert lo < hi < lo + Fraction(1, 2**50)
    assert float(lo) == pytest.approx(1.3187568774)


@pytest.mark.quick
@pytest.mark.parametrize("words", [LINE, PLANE])
def test_the_page_loads_nothing(lcnsym: CommandLine, words: tuple[str, ...], tmp_path: Path) -> None:
    """One cell for each in the JSON, no address, and no markup from numbers or names."""
    target = tmp_path / "atlas.html"
    document = lcnsym.json("atlas", *words, "-o", str(target))
    text = target.read_text()
    assert "default-src &#x27;none&#x27;" in text
    assert "http:" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "https:" not in text
    data = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    assert len(data["cells"]) == len(document["cells"])
    shown = {int(number) for number in re.findall(r'<(?:polygon|rect)[^>]*data-cell="(\d+)"', text)}
    assert shown == set(range(len(data["cells"])))
    assert dict(data["cells"][0]["facts"])["spurious minima"] == str(document["cells"][0]["spurious_minima"])


@pytest.mark.quick
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-k", "3,2", "--from", "1,2,3,4"), "a direction is required"),
        (("-k", "3,2", "--from", "1,2,3,4", "--and", "1,0,0,0"), "--and is given without --along"),
        ((*LINE, "--gram-and", "x.json"), "--gram-and is given without --gram-along"),
        ((*LINE, "--window", "1"), "--window takes two rational numbers"),
        ((*LINE, "--window", "0,sqrt(2)"), "--window takes two rational numbers"),
        ((*LINE, "--window", "1,0"), "the window is empty"),
        ((*LINE, "--window", "0,1;0,1"), "1 are required"),
        ((*LINE, "--of", "minim"), "--of must be one of"),
        ((*LINE, "-o", "picture.pdf"), "-o takes a file name"),
        (("-k", "3,2", "--from", "1,2,3,4", "--along", "0,0,0,0"), "the direction is zero"),
        (("-k", "3,2", "--from", "1,2,3", "--along", "0,0,1"), "filters of size 4"),
        (("-k", "4,3", "--from", "1,2,3,1,1,1", "--along", "0,0,1,1,0,0"), "may have the multiplicities 2,2,1"),
        (("-k", "3,2", "-s", "2,1", "--from", "1,2,3,1,1", "--along", "0,0,1,1,0"), "stride one"),
        (("-k", "3,2", "--from", "1,2,3,sqrt(2)", "--along", "0,0,1,1"), "needs rational targets"),
    ],
)
def test_refused_in_one_line(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    assert told in lcnsym.refused("atlas", *words)
