"""Values in a notebook, by IPython's own formatter: cards in HTML and Markdown, plain LaTeX."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lcnsym
from lcnsym import Architecture, BinaryForm, RootLocus, RootPattern, SquareLoss, describe, parse_number
from lcnsym.certificates.produce import certify_membership
from lcnsym.fibres.fibre import Fibre
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.ed_degrees import ed_degree
from lcnsym.landscape.systems import critical_system
from lcnsym.membership.probabilities import membership_probability
from lcnsym.membership.verdict import decide
from lcnsym.network.several_axes import TensorArchitecture
from lcnsym.show.notation.latex import form_latex, number_latex
from lcnsym.show.notebook import KINDS, NAMES, PACKAGE, register, unregister
from lcnsym.show.renderings import html, markdown
from lcnsym.show.values.every_value import VIEWS, view_of
from lcnsym.show.views import Lines, Prose, Table, View
from lcnsym.strategies import filters
from lcnsym.theorems import theorem

K = Architecture((3, 2, 2))
QUARTIC = BinaryForm.parse("1,0,-1,0,-2")
FIBRE = Fibre(K, QUARTIC)
LOSS = SquareLoss.euclidean(BinaryForm((2, 1, 3, 5)))
SINGULAR = lcnsym.loss_with_gram([[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], BinaryForm((1, 0, 1, 2)))
LANDSCAPE = critical_points(Architecture((2, 2, 2)), LOSS)
TENSORS = TensorArchitecture(((2, 2), (2, 2)))
TENSOR = lcnsym.TensorForm((3, 3), (1, 2, 3, 4, 5, 6, 7, 8, 10))

TRAINED = lcnsym.load_model([[1, 1, -2], [1, -1]])
VALUES = {
    "architecture": (K, ["Architecture k = (3,2,2)", "even filter sizes e", "full-dimensional"]),
    "probability": (membership_probability((2, 2)), ["function space of k = (2,2)", "between 0.7071067811"]),
    "form": (BinaryForm.parse("1,0,-sqrt(2)"), ["$x^{2} - \\sqrt{2} y^{2}$"]),
    "number": (parse_number("sqrt(2)+sqrt(3)"), ["x^4-10*x^2+1", "≈ 3.14626437", "$\\rho_{3}(x^{4} - 10 x^{2} + 1)$"]),
    "polynomial": (RootLocus((2,)).equations().polynomials[0], ["$-4 w_{0} w_{2} + w_{1}^{2}$"]),
    "pattern": (RootPattern.parse("112|0"), ["Root pattern 112|0", "$(1,1,2 \\mid 0)$"]),
    "verdict": (decide(K, BinaryForm((1, 0, 2, 0, 1))), ["outside", "0 real roots with multiplicity < e = 2"]),
    "strided verdict": (
        decide(Architecture((3, 2), (2, 1)), BinaryForm((-2, 0, -3, 0, -3))),
        ["outside, as M is closed", "s = (2,1)"],
    ),
    "distance": (
        lcnsym.FunctionSpace(K).distance(BinaryForm((1, 0, 2, 0, 3))),
        ["Distance from the function space", "0, 0, 2, 0, 3", "2|1"],
    ),
    "model": (TRAINED, ["Trained network", "cross-correlation", "layer 1, layer 2"]),
    "trained network": (TRAINED.channels[0], ["1, 0, -3, 2", "12|0"]),
    "training": (TRAINED.on_data(np.eye(4), [[2], [1], [-2], [3]])[0], ["spurious minimum", "of this architecture"]),
    "description": (describe(Architecture((2, 2, 2))), ["D3 ≥ 0", "12|0", "-3*w0*w2 + w1^2"]),
    "formula": (describe(Architecture((2, 2))).function_space, ["$-4 w_{0} w_{2} + w_{1}^{2} \\ge 0$"]),
    "locus": (RootLocus((3, 1)), ["Closure of the stratum (3,1)", "3 of 5"]),
    "equations": (RootLocus((3, 1)).equations(), ["12*w0*w4 - 3*w1*w3 + w2^2", "generate the ideal"]),
    "fibre": (FIBRE, ["q1 . p1 . p2", "(1, sqrt(2))", "2 up to scaling"]),
    "factorization": (next(FIBRE.factorizations()), ["Factorization q1 . p1 . p2", "layer 3"]),
    "packing": (next(FIBRE.factorizations()).packings[0], ["compatible"]),
    "landscape": (LANDSCAPE, ["≈ 3.94159019", "34 of 34 for generic data", "saddle", "multiplicities"]),
    "critical point": (LANDSCAPE.points[0], ["Critical point", "3|0", "minimum"]),
    "loss": (LOSS, ["identity", "$(w - u)^{T} Q (w - u)$"]),
    "singular loss": (SINGULAR, ["given", "$(w - u)^{T} Q (w - u)$"]),
    "singular landscape": (
        lcnsym.singular_critical_points(Architecture((2, 2, 2)), SINGULAR),
        ["its kernel has dimension 1", "a set of dimension 1", "others may be missing"],
    ),
    "atlas": (
        lcnsym.atlas(Architecture((3, 2)), lcnsym.LossFamily.of("2,1,-2,3", "0,0,1,0")),
        ["a pair of critical points is born", "k = (3,2)"],
    ),
    "ed degree": (ed_degree(K), ["100, not zero", "2,1,1"]),
    "system": (critical_system(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 2, 3)))), ["w0_1, w1_1, tau"]),
    "tensor architecture": (TENSORS, ["Architecture k = (2x2,2x2)", "3x3"]),
    "tensor form": (TENSOR, ["10*y1^2*y2^2"]),
    "tensor verdict": (decide(TENSORS, TENSOR), ["do not fill the layers"]),
    "theorem": (theorem("membership"), ["statement", "source"]),
    "theorem check": (theorem("membership").check(K, QUARTIC), ["holds", "yes"]),
    "certificate": (certify_membership(K, QUARTIC), ["member", "lcnsym.checker"]),
}


@pytest.fixture
def formatter() -> Any:
    from IPython.core.formatters import DisplayFormatter

    found = DisplayFormatter()
    register(found)
    return found


class Reader(HTMLParser):
    """The text of a fragment, its tags balanced."""

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(fragment)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"div", "strong", "table", "thead", "tbody", "tr", "th", "td", "span"}
        assert all(name in ("class", "style") for name, _ in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def unescaped(markdown: str) -> str:
    """What Markdown shows."""
    plain = re.sub(r"\\([`*_|~])", r"\1", re.sub("</?span>", "", markdown))
    return unescape(plain)


@pytest.mark.needs("IPython")
@pytest.mark.parametrize("name", VALUES)
def test_cards(formatter: Any, name: str) -> None:
    value, shown = VALUES[name]
    data, _ = formatter.format(value)
    text = "\n".join(Reader(data["text/html"]).text)
    written = data["text/markdown"]
    formula = view_of(value).formula
    for expected in shown:
        assert expected in text
        assert expected in (written if expected.startswith("$") else unescaped(written))
    assert data.get("text/latex") == (f"${formula}$" if formula else None)
    assert "\\text" not in formula
    assert formula.count("{") == formula.count("}")
    assert data["text/plain"] == formatter.formatters["text/plain"](value)


def test_every_view_is_registered_and_every_name_is_a_class() -> None:
    homes = [f"{PACKAGE}.{name}".rpartition(".") for name in NAMES]
    classes = {getattr(importlib.import_module(module), name) for module, _, name in homes}
    assert classes == set(VIEWS)
    shown = {kind for value, _ in VALUES.values() for kind in type(value).__mro__}
    assert classes <= shown


@pytest.mark.needs("IPython")
def test_what_cannot_be_shown_is_said(formatter: Any) -> None:
    """Descriptions end at degree 7, and a fibre may be too large to be counted."""
    data, _ = formatter.format(describe(Architecture((2,) * 12)))
    assert "not shown" in data["text/html"]
    assert "degree" in data["text/html"]
    with pytest.raises(TypeError, match="no view of a int"):
        view_of(3)


def test_text_is_escaped() -> None:
    hostile = "<script>alert('$1$')</script> & a|b * _c_ [d](e) `f` \\g\nh"
    view = View(hostile, ((hostile, hostile),), (Table((hostile,), ((hostile,),)),))
    text = "".join(Reader(html(view)).text)
    assert text.count("<script>alert('$1$')</script> & a|b") == 5
    assert "<script" not in html(view)
    assert "<" not in re.sub("</?span>", "", markdown(view))
    assert unescaped(markdown(view)).count("<script>alert('$1$')</script> & a|b") == 5
    for line in markdown(view).splitlines():
        assert len(re.findall(r"(?<!\\)\|", line)) in (0, 2, 3)
        assert not re.search(r"(?<!\\)[$`*_\[\]]", line.replace("**", "").replace("---", ""))


MATHEMATICS = re.compile(r"\$|\\\\?[()\[\]]|\\(begin|end|\$)")
"""What MathJax, Jupyter and code hosts take for the beginning or the end of mathematics."""


@given(st.lists(st.sampled_from([*"$\\()[]{}a &;`|*", "\\begin{a}", "\\end{a}", "\\(x\\)"])).map("".join))
def test_no_text_is_mathematics(hostile: str) -> None:
    table = Table((hostile,), ((hostile,),))
    view = View(hostile, ((hostile, hostile),), (table, Prose((hostile,)), Lines((hostile,))))
    # elements keep the pieces of a text apart
    assert not any(MATHEMATICS.search(piece) for piece in Reader(html(view)).text if piece != "$")
    # code is left alone by all of them
    source = re.sub(r"`[^`\n]*`", "", re.sub(r"\\`", "", markdown(view)))
    assert not MATHEMATICS.search(source)
    pieces = [unescaped(piece) for piece in re.split("</?span>", source)]
    assert not any(MATHEMATICS.search(piece) for piece in pieces if piece != "$")


@given(form=filters(Architecture((4,))))
def test_latex_of_forms_is_balanced_and_plain(form: BinaryForm) -> None:
    written = form_latex(form)
    assert written.count("{") == written.count("}")
    assert written.count("(") == written.count(")")
    assert re.fullmatch(r"([xy0-9 {}()^+_-]|\\frac|\\sqrt|\\rho)+", written)
    assert "+ -" not in written


def test_latex_of_numbers() -> None:
    literals = {
        "-5/2": "-\\frac{5}{2}", "3": "3", "sqrt(2)": "\\sqrt{2}", "-sqrt(2)/3": "-\\frac{1}{3}\\sqrt{2}",
        "1-sqrt(5)": "1-\\sqrt{5}", "root(x^3-2,0)": "\\rho_{0}(x^{3} - 2)",
    }  # fmt: skip
    for literal, expected in literals.items():
        assert number_latex(parse_number(literal)) == expected
    assert form_latex(BinaryForm((0, 0))) == "0"
    assert form_latex(BinaryForm((-7,))) == "-7"
    assert form_latex(BinaryForm.parse("1-sqrt(2),0,1/2")) == "-(-1+\\sqrt{2}) x^{2} + \\frac{1}{2} y^{2}"


@pytest.mark.needs("IPython")
def test_the_extension_is_loaded_and_unloaded() -> None:
    from IPython.core.formatters import DisplayFormatter

    shell = SimpleNamespace(display_formatter=DisplayFormatter())
    lcnsym.load_ipython_extension(shell)
    assert set(KINDS) <= set(shell.display_formatter.format(QUARTIC)[0])
    lcnsym.unload_ipython_extension(shell)
    assert set(shell.display_formatter.format(QUARTIC)[0]) == {"text/plain"}
    unregister(shell.display_formatter)


def printed(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


@pytest.mark.needs("IPython")
def test_an_import_in_a_notebook_is_enough() -> None:
    shell = "from IPython.core.interactiveshell import InteractiveShell as S; s = S.instance(); "
    use = "from lcnsym import BinaryForm; print(s.display_formatter.format(BinaryForm((1, 2)))[0]['text/latex'])"
    assert printed(shell + use) == "$x + 2 y$"


@pytest.mark.needs("IPython")
def test_registering_loads_nothing_heavy() -> None:
    code = (
        "from IPython.core.interactiveshell import InteractiveShell as S; s = S.instance(); import sys; "
        "before = set(sys.modules); import lcnsym; "
        "print(sorted({m.split('.')[0] for m in set(sys.modules) - before}), 'flint' in sys.modules)"
    )
    assert printed(code) == "['lcnsym'] False"
