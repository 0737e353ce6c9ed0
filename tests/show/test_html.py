"""Escaping, elements, and pictures inside pages."""

from __future__ import annotations

from base64 import b64decode
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym import Architecture
from lcnsym.show.html import Markup, download, element, joined, page, table, text
from lcnsym.show.pictures.order import order
from lcnsym.show.report.pictures import inlined, pictured

HOSTILE = "<script>alert(1)</script>\"' onload='x' &amp; \u202egnp.\u2066 \n\x00\x1b[31m"


class Reader(HTMLParser):
    """Collects the elements, attributes and texts of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(markup: str) -> Reader:
    """The elements of a piece of HTML."""
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


@given(st.text())
def test_text_stays_text_in_elements_and_attributes(value: str) -> None:
    found = read(element("p", value, title=value))
    shown = "".join(c if c.isprintable() else "\ufffd" for c in value)
    assert found.tags == ["p"]
    assert "".join(found.texts) == shown
    assert found.attributes == [("title", shown)]


@pytest.mark.quick
def test_hostile_text_is_harmless_and_loses_its_direction() -> None:
    assert "<" not in text(HOSTILE)
    assert all(c not in text(HOSTILE) for c in "\"'\u202e\u2066\x00\x1b\n")
    assert read(joined([HOSTILE, HOSTILE])).tags == []
    assert read(table(HOSTILE, [HOSTILE], [[HOSTILE]])).tags.count("script") == 0


@pytest.mark.quick
def test_markup_is_not_escaped_twice() -> None:
    assert element("b", element("i", "<")) == "<b><i>&lt;</i></b>"
    assert text(Markup("<b>")) == "<b>"
    assert element("br", class_="x", id=None) == '<br class="x">'


@pytest.mark.quick
def test_a_download_holds_the_text() -> None:
    content = '{"é": "<>"}\n'
    attributes = dict(read(download("a.json", content, "label", "about")).attributes)
    assert attributes["download"] == "a.json"
    assert attributes["aria-label"] == "label, about"
    kind, _, data = unquote(str(attributes["href"])).partition(",")
    assert kind == "data:application/json;base64"
    assert b64decode(data).decode() == content


@pytest.mark.quick
def test_a_page_has_a_policy_and_a_language() -> None:
    found = read(page("<t>", "p { margin: 0 }", element("p", "x")))
    assert ("lang", "en") in found.attributes
    assert any(value and value.startswith("default-src 'none'") for _, value in found.attributes)
    assert "script" not in found.tags


@pytest.mark.needs("matplotlib")
def test_pictures_have_identifiers_and_texts_of_their_own() -> None:
    drawing = order(Architecture((3, 2)))
    content = drawing.rendered("svg", titled=False)
    first, second = (inlined(content, name, 12, "what is seen") for name in ("one", "two"))
    ids = [{e.get("id") for e in ElementTree.fromstring(p).iter()} - {None} for p in (first, second)]  # noqa: S314
    assert ids[0]
    assert not ids[0] & ids[1]
    for name, picture in (("one", first), ("two", second)):
        assert f'<title id="{name}-title">what is seen</title>' in picture
        assert 'role="img"' in picture
        assert "<style" not in picture
        assert "metadata" not in picture
        # everything that is referred to is there
        referred = {part.split(")")[0] for part in picture.split("url(#")[1:]}
        referred |= {part.split('"')[0] for part in picture.split('xlink:href="#')[1:]}
        assert referred
        assert referred <= ids[0 if name == "one" else 1]


def test_without_matplotlib_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    shown = pictured(order(Architecture((2, 2))), "one", "")
    assert "No picture here: pictures need matplotlib" in "".join(read(shown).texts)
