"""--cite, the environment, advice on mistyped words."""

from __future__ import annotations

import platform
import re
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from lcnsym import __version__
from lcnsym.cli import citation

from .support import CommandLine

pytestmark = pytest.mark.quick

CITATION = (Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8")


def facts(key: str) -> list[str]:
    """All values of a key in CITATION.cff, in order, without quotes."""
    return [value.strip('"') for value in re.findall(rf"^[ -]*{key}: (.+)$", CITATION, flags=re.MULTILINE)]


def test_the_facts_are_those_of_the_file() -> None:
    assert facts("title") == [citation.TITLE, citation.PAPER_TITLE]
    assert facts("name") == [citation.AUTHOR]
    assert list(zip(facts("family-names"), facts("given-names"), strict=True)) == list(citation.PAPER_AUTHORS)
    assert facts("year") == [str(citation.PAPER_YEAR)]
    assert facts("journal") == [citation.PAPER_JOURNAL]
    assert facts("value") == [f"arXiv:{citation.PAPER_ARXIV}"]
    assert facts("version") == [__version__]


def test_bibtex(lcnsym: CommandLine) -> None:
    """Read by a small strict reader: entries of fields in braces, all in ASCII."""
    text = lcnsym("--cite").out
    assert text.isascii()
    entries = re.findall(r"@(\w+)\{(\w+),\n((?:  \w+ = \{.*\},?\n)+)\}\n", text)
    assert "".join(f"@{kind}{{{key},\n{body}}}\n" for kind, key, body in entries) == text
    found = {kind: dict(re.findall(r"  (\w+) = \{(.*)\},?\n", body)) for kind, _, body in entries}
    assert found["software"] == {
        "author": f"{{{citation.AUTHOR}}}",
        "title": f"{{{citation.TITLE}}}",
        "version": __version__,
    }
    paper = found["article"]
    authors = paper["author"].replace(r"{\'e}", "é").replace(r"{\'u}", "ú")
    assert authors == " and ".join(f"{family}, {first}" for family, first in citation.PAPER_AUTHORS)
    assert (paper["eprint"], paper["year"]) == (citation.PAPER_ARXIV, str(citation.PAPER_YEAR))


def test_environment(lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody-secret")
    document = lcnsym.json("environment")
    assert document["lcnsym"] == __version__
    assert document["python"] == platform.python_version()
    assert document["packages"]["python-flint"] == version("python-flint")
    assert document["packages"]["numpy"] == version("numpy")
    shown = lcnsym("environment").out
    for secret in ("somebody-secret", str(Path(sys.prefix)), str(Path.home()), platform.node() or "no name", "/"):
        assert secret not in shown
        assert secret not in str(document)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("list",), "did you mean theorem list?"),
        (("check", "membership"), "did you mean theorem check or certificate check?"),
        (("theorem-list",), "did you mean theorem list?"),
        (("theorem_chek",), "did you mean theorem check?"),
        (("certificate", "chekc"), "did you mean check?"),
        (("ed_degree",), "did you mean ed-degree?"),
        (("exprt",), "did you mean export?"),
        (("member", "-json"), "did you mean --json?"),
        (("member", "--certficate", "c"), "did you mean --certificate?"),
        (("describe", "-k", "2,2", "--format", "smtlb"), "did you mean smtlib?"),
        (("completion", "zhs"), "did you mean zsh?"),
        (("completion",), "SHELL"),
    ],
)
def test_advice(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    assert told in lcnsym.refused(*words)


def test_help_tells_of_citing(lcnsym: CommandLine) -> None:
    assert "--cite" in lcnsym("-h").out
