"""One view of a value, four ways to show it."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from lcnsym import (
    Architecture,
    BinaryForm,
    Fibre,
    RootLocus,
    SquareLoss,
    StridedClosure,
    critical_points,
    decide,
    describe,
    ed_degree,
)
from lcnsym.cli.main import main
from lcnsym.show.palette import Palette, Toned, bad, decided, good, yes_no
from lcnsym.show.renderings import html, latex, markdown
from lcnsym.show.values.closures import strided_closure_view
from lcnsym.show.values.every_value import view_of
from lcnsym.show.values.patterns import pattern_entries, patterns_view
from lcnsym.show.views import Card, Lines, Listing, Prose, Table, View

K = Architecture((3, 2, 2))
ALL = View(
    "Title",
    (("label", yes_no(value=True)), ("other", "100 %")),
    (
        Card("Second", (("third", "a_b"),)),
        Table(("name", "number"), (("one", "1"), ("ten", "10")), (1,)),
        Table(("", ""), (("-1", "2"), ("3", "-4")), (0, 1)),
        Listing(("packing", "filters"), (("p1 . p2", "(1, 2)"),), "… and 1 more"),
        Lines(("w0^2 - w1*w2", "w3")),
        Prose(("One sentence.", "Another one.")),
    ),
    write_formula=lambda: "x^{2}",
)


def test_a_terminal_shows_every_part() -> None:
    assert ALL.text().split("\n\n") == [
        "Title\n  label  yes\n  other  100 %",
        "Second\n  third  a_b",
        "name  number\n────  ──────\none        1\nten       10",
        "-1   2\n 3  -4",
        "p1 . p2:  (1, 2)\n… and 1 more",
        "w0^2 - w1*w2\nw3",
        "One sentence.\nAnother one.",
    ]
    assert View("", write_formula=lambda: "x^{2}").text() == "x^{2}"


def test_colour_is_all_that_a_palette_adds() -> None:
    coloured = ALL.text(Palette(enabled=True))
    assert "\x1b[32myes\x1b[0m" in coloured
    assert "\x1b[1mTitle\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == ALL.text()


@pytest.mark.parametrize("shown", ["text", "html", "markdown", "latex"])
def test_every_way_shows_every_fact(shown: str) -> None:
    ways = {"text": View.text, "html": html, "markdown": markdown, "latex": latex}
    written = ways[shown](ALL)
    plain = re.sub(r"\\(?=[_%])", "", written)
    for word in ("Title", "label", "yes", "100 %", "Second", "a_b", "ten", "10", "-4", "p1 . p2", "(1, 2)"):
        assert word in plain, word
    for word in ("… and 1 more", "w3", "Another one."):
        assert word in plain, word


def test_latex_escapes_all_that_means_something_in_it() -> None:
    hostile = "a&b%c$d#e_f{g}h~i^j\\k\nl"
    written = latex(View(hostile, ((hostile, hostile),), (Lines((hostile,)),)))
    line = r"a\&b\%c\$d\#e\_f\{g\}h\textasciitilde{}i\textasciicircum{}j\textbackslash{}k l"
    assert written == (
        f"\\textbf{{{line}}}\n\n\\begin{{tabular}}{{ll}}\n{line} & {line} \\\\\n\\end{{tabular}}\n\n\\texttt{{{line}}}"
    )


def test_numbers_stand_on_the_right() -> None:
    assert r"\begin{tabular}{lr}" in latex(ALL)
    assert "| --- | ---: |" in markdown(ALL)
    assert html(ALL).count("text-align:right") == 3 + 4


def test_toned_text_is_text() -> None:
    toned = good("yes")
    assert toned == "yes"
    assert {toned: 1}["yes"] == 1
    for same in (pickle.loads(pickle.dumps(toned)), copy.deepcopy(toned)):  # noqa: S301
        assert isinstance(same, Toned)
        assert (same, same.tone) == ("yes", "good")
    assert decided(None) == "not decided"
    assert isinstance(decided(value=False), Toned)
    assert bad("no").tone == yes_no(value=False).tone


FORM = BinaryForm((1, 0, -5, 0, 4))
SAME = {
    "architecture -k 3,2,2": lambda: K,
    "member -k 3,2,2 --filter 1,0,-5,0,4": lambda: decide(K, FORM),
    "fibre -k 3,2,2 --filter 1,0,-5,0,4 --limit 30": lambda: Fibre(K, FORM),
    "closure --partition 2,1,1": lambda: RootLocus((2, 1, 1)).equations(),
    "ed-degree -k 3,2,2": lambda: ed_degree(K),
    "describe -k 2,2,2": lambda: describe(Architecture((2, 2, 2))),
    "critical -k 2,2 --target 1,2,3": lambda: critical_points(
        Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 2, 3)))
    ),
}


@pytest.mark.parametrize("command", SAME)
def test_the_command_line_and_a_notebook_show_the_same(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command.split()) == 0
    assert capsys.readouterr().out == view_of(SAME[command]()).text() + "\n"


def test_positions_have_tones() -> None:
    (table,) = patterns_view(K, list(pattern_entries(K))).parts
    assert isinstance(table, Table)
    position = next(row[3] for row in table.rows if row[0] == "1111|0")
    assert isinstance(position, Toned)
    assert (position, position.tone) == ("interior", "good")


def test_nothing_controls_a_terminal_or_the_end_of_a_line_of_latex() -> None:
    hostile = "\x1b[31m\x00\u202e"
    shown = View(hostile, ((hostile, good(hostile)),), (Table((hostile,), ((hostile,),)),)).text(Palette(enabled=True))
    assert "\x1b[31m" not in shown
    assert all(c.isprintable() or c in "\n\x1b" for c in shown)
    written = latex(View("", (("[1", "*2"),), (Prose(("a", "[3]")),)))
    assert "{}[1 & {}*2" in written
    assert "{}[3]" in written


def test_labels_that_are_wider_than_a_line() -> None:
    assert "a long value" in View("", (("x" * 120, "a long value of many words " * 3),)).text()


@pytest.mark.quick
@pytest.mark.parametrize(
    ("k", "s", "told"),
    [
        ((3, 2), (2, 1), "where w1 = w3 = 0; at the zero filter"),
        ((3, 2, 3), (1, 2, 1), "where the 2×4 matrix for S = 2 and degree 3 has rank at most 1; at the zero filter"),
        ((3, 2), (3, 1), "at the zero filter"),
        ((1, 3), (3, 1), "nowhere"),
    ],
)
def test_where_a_closure_is_singular(k: tuple[int, ...], s: tuple[int, ...], told: str) -> None:
    closure = StridedClosure(Architecture(k, s))
    shown = dict(strided_closure_view(closure).facts)["singular"]
    assert shown == told
    assert ("zero" in shown) is closure.is_singular_at([0] * closure.architecture.filter_size)
