"""The pages of docs/: every block is run or compared, every link leads somewhere, and Sphinx builds them."""

from __future__ import annotations

import ast
import doctest
import json
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

import lcnsym
from docs import theorem_pages
from docs.formulas import typeset
from lcnsym.certificates.claims import CLAIMS
from lcnsym.certificates.document import schema
from lcnsym.checker import check_file
from lcnsym.checker.claims import CLAIMS as CHECKED
from lcnsym.cli.command_table import SUMMARIES
from lcnsym.theorems import all_theorems
from tests.documents import (
    blocks,
    check_console,
    formulas,
    formulas_that_a_forge_misreads,
    links,
    loaded_from_elsewhere,
    raw_formulas,
    run_python,
    underscores_that_open_emphasis,
)

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = {str(path.relative_to(DOCS)): path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md"))}
WRITTEN = {name: text for name, text in PAGES.items() if name.startswith("theorems/")}
BY_HAND = {name: text for name, text in PAGES.items() if name not in WRITTEN}
FORMAT = PAGES["certificate-format.md"]
GOOD = ROOT / "tests" / "corpora" / "good"
EVERYWHERE = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "proofs").rglob("*.md")]
}
LANGUAGES = {"console", "python", "json", "sh", "text", "{code-cell}", "{toctree}", "{eval-rst}"}
"""What may stand in a fenced block. Only text is not looked at."""


NEEDS = {"lcnsym picture": "matplotlib", "IPython": "IPython"}
"""What a block needs to run, besides what the tests need anyway, by words in it."""
SLOW = {("commands.md", "console"), ("sweeps.md", "console")}
"""Pages whose blocks take long."""


def with_blocks(*languages: str) -> list[Any]:
    """The names of the pages by hand with blocks in one of these languages, marked with what the blocks need."""
    found = []
    for name, page in BY_HAND.items():
        text = "".join(block.body for block in blocks(page, *languages))
        if text:
            marks = [pytest.mark.needs(needed) for words, needed in NEEDS.items() if words in text]
            marks += [pytest.mark.slow for language in languages if (name, language) in SLOW]
            found.append(pytest.param(name, marks=marks))
    return found


@pytest.mark.quick
@pytest.mark.parametrize("name", PAGES)
def test_blocks_have_a_language_that_is_looked_at(name: str) -> None:
    assert {block.language for block in blocks(PAGES[name])} <= LANGUAGES


@pytest.mark.parametrize("name", with_blocks("console"))
def test_console_blocks(name: str, tmp_path: Path) -> None:
    check_console(BY_HAND[name], tmp_path)


@pytest.mark.parametrize("name", with_blocks("python"))
def test_python_blocks_and_the_tests_in_them(name: str) -> None:
    names = run_python(BY_HAND[name], name)
    for known, value in names.items():
        if known.startswith("test_"):
            value()


@pytest.mark.quick
@pytest.mark.parametrize("name", with_blocks("sh"))
def test_shell_blocks_speak_of_files_that_exist(name: str) -> None:
    """They install, or take many minutes; the scripts and commands they run are there."""
    for block in blocks(BY_HAND[name], "sh"):
        for line in block.body.splitlines():
            words = line.split()
            is_script = words[0] == "python" and (ROOT / words[1]).is_file()
            is_command = words[0] == "lcnsym" and bool({words[1], " ".join(words[1:3])} & set(SUMMARIES))
            is_module = words[:2] == ["python", "-m"] and find_spec(words[2]) is not None
            assert words[:2] == ["pip", "install"] or is_script or is_module or is_command, line


def rows_of(name: str, heading: str) -> set[str]:
    """The first column, in backticks, of the table below a heading of a page."""
    text = PAGES[name].split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([a-z]+)` \|", text, flags=re.MULTILINE))


@pytest.mark.quick
def test_the_page_on_contributing_names_all_markers_and_sessions() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert rows_of("contributing.md", "Markers") == {re.split(r"\W", marker)[0] for marker in settings["markers"]}
    tree = ast.parse((ROOT / ".ci" / "noxfile.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    sessions = {node.name for node in functions if any("nox.session" in ast.unparse(d) for d in node.decorator_list)}
    assert rows_of("contributing.md", "Sessions") == sessions


@pytest.mark.quick
@pytest.mark.parametrize("name", [name for name, text in PAGES.items() if blocks(text, "json")])
def test_json_blocks_are_json(name: str) -> None:
    for block in blocks(PAGES[name], "json"):
        json.loads(block.body)


def test_the_cells_of_the_tutorial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for cell in blocks(PAGES["tutorial.md"], "{code-cell}"):
        exec(compile(cell.body, "tutorial.md", "exec"), names)  # noqa: S102 - the page's own code
    assert names["landscape"].architecture.is_filling
    assert names["landscape"].spurious_minima > 0
    assert check_file(tmp_path / "spurious.json").accepted
    printed = capsys.readouterr().out
    assert "spurious.json: accepted" in printed
    assert printed.endswith("accepted: False\n")


@pytest.mark.quick
@pytest.mark.parametrize("name", EVERYWHERE)
def test_no_underscore_of_a_formula_can_be_read_as_emphasis(name: str) -> None:
    assert underscores_that_open_emphasis(EVERYWHERE[name]) == []


@pytest.mark.quick
def test_underscores_that_open_emphasis() -> None:
    for text in ("G·ℝ[x, y]_d: it is", "a _word_", "∂_j"):
        assert underscores_that_open_emphasis(text)
    fine = "A_i^i, Π_{j}, ℝ[x, y]\\_d, `f(_x)`, ``a ` _b``, a _ b\n```text\n_plain_\n```\n"
    assert underscores_that_open_emphasis(fine) == []


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_forge_reads_the_formulas(name: str) -> None:
    assert list(formulas_that_a_forge_misreads(EVERYWHERE[name])) == []


def test_formulas_that_a_forge_misreads() -> None:
    for text in (
        r"$\{x$",
        "$a<b$",
        "| $|x|$ |",
        "$x$s",
        "5$x$",
        "$ x$",
        "costs $5",
        "$$\na\\\\\n$$",
        "$a*b$",
        r"$\operatorname{a}$",
    ):
        assert list(formulas_that_a_forge_misreads(text)), text
    assert not list(
        formulas_that_a_forge_misreads("($x_i$)-th, `$HOME`, $y$.\n\n$$\n\\frac{a}{b}\n$$\n```sh\n$ ls\n```\n")
    )


@pytest.mark.needs("math_core")
def test_the_formulas_of_statements_are_found() -> None:
    from math_core import LatexToMathML

    told = typeset("A filter with ‖w_i‖² ≥ 1, i = 1, …, L, with 12|0 and p1 . q2 at a D(x^S) | P of G·ℝ[x,y]_(n − 1).")
    assert told == (
        r"A filter with $\lVert w_i\rVert^2 \ge 1$, $i = 1, \ldots, L$, with $12\vert 0$ and $p_1 \mathbin{.} q_2$ "
        r"at a $D(x^S) \mid P$ of $G\cdot\mathbb{R}[x,y\rbrack_{n - 1}$."
    )
    for known in all_theorems():
        for number, piece in enumerate(typeset(known.statement).split("$")):
            if number % 2:
                assert LatexToMathML().convert_with_local_state(piece, displaystyle=False)
            else:
                assert not re.search(r"[_^=≠≤≥<>ΣΠ·∂‖⟨²ᵀℝℂα-ω]", piece), piece


@pytest.mark.quick
@pytest.mark.needs("markdown_it")
@pytest.mark.parametrize("name", EVERYWHERE)
def test_emphasis_is_words_between_asterisks(name: str) -> None:
    """Emphasis that begins or ends within a word, or with an underscore, is a formula that was misread."""
    from markdown_it import MarkdownIt

    for paragraph in MarkdownIt("commonmark").enable("table").parse(EVERYWHERE[name]):
        tokens = paragraph.children or []
        texts = ["", *(token.content for token in tokens), ""]
        for token, before, after in zip(tokens, texts, texts[2:], strict=False):
            if token.type in ("em_open", "strong_open", "em_close", "strong_close"):
                assert token.markup[0] == "*", paragraph.content
                outside = before[-1:] if token.nesting > 0 else after[:1]
                assert not outside.isalnum(), paragraph.content


def anchors(page: str) -> set[str]:
    """The anchors that a forge, and Sphinx, give to a page's headings."""
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE), flags=re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.quick
@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    for link in links(PAGES[name]):
        file, _, anchor = link.partition("#")
        target = (DOCS / name).parent / file if file else DOCS / name
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


@pytest.mark.slow
def test_every_theorem_has_its_page_and_the_pages_are_what_the_script_writes() -> None:
    assert set(WRITTEN) == {f"theorems/{known.name}.md" for known in all_theorems()}
    assert {f"theorems/{name}": text for name, text in theorem_pages.all_pages().items()} == WRITTEN


def kinds(part: str) -> set[str]:
    """The kinds of claims or of evidence that the schema knows."""
    properties: Any = schema()["properties"]
    return set(properties[part]["properties"]["kind"]["enum"])


def sections(part: str) -> dict[str, str]:
    """The text below every heading in backticks of a chapter of the format."""
    chapter = FORMAT.split(f"\n## {part}\n", 1)[1].split("\n## ", 1)[0]
    pieces = re.split(r"^### (.+)$", chapter, flags=re.MULTILINE)[1:]
    return {title[1:-1]: text for title, text in zip(pieces[::2], pieces[1::2], strict=True) if title.startswith("`")}


@pytest.mark.quick
@pytest.mark.parametrize(("chapter", "part"), [("Claims", "claim"), ("Evidence", "evidence")])
def test_every_kind_has_a_section_with_an_example_of_the_corpus(chapter: str, part: str) -> None:
    assert set(sections(chapter)) == kinds(part)
    for kind, text in sections(chapter).items():
        # the first, if there are several
        file = next(link for link in links(text) if link.startswith("../tests/corpora/good/"))
        document = json.loads((DOCS / file).read_text(encoding="utf-8"))
        block = next(iter(blocks(text, "json")))
        assert json.loads(block.body) == document[part]
        assert document[part]["kind"] == kind
        if part == "claim":
            assert f"the checker says: `{check_file(DOCS / file).claim}`." in text


def test_every_section_of_a_claim_lists_the_keys_of_its_class() -> None:
    for kind, text in sections("Claims").items():
        keys = ", ".join(f"`{key}`" for key in CLAIMS[kind].spellings())
        assert f"*Further keys:* {keys}." in text, kind


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        (r"The claims ([a-z`, -]*) and `([a-z-]+)` may speak of\s+any strides", "any_stride"),
        (r"The claims ([a-z`, -]*) and `([a-z-]+)` may speak of such architectures", "tensors"),
    ],
)
def test_the_claims_about_larger_strides_and_several_axes_are_listed(sentence: str, scope: str) -> None:
    (found,) = re.findall(sentence, FORMAT)
    listed = {*re.findall(r"`([a-z-]+)`", found[0]), found[1]}
    assert listed == {kind for kind, claim in CHECKED.items() if getattr(claim, scope, False)}


@pytest.mark.quick
def test_the_table_of_evidence_says_what_each_kind_proves() -> None:
    """The corpus has a file for every pair of evidence and claim that the checker accepts."""
    rows = re.findall(r"^\| \[`([a-z-]+)`\]\(#.*?\) \| (.*?) \| (.*?) \|$", FORMAT, flags=re.MULTILINE)
    told = {(evidence, claim) for evidence, _, proves in rows for claim in re.findall(r"`([a-z-]+)`", proves)}
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in GOOD.glob("*.json")]
    assert told == {(document["evidence"]["kind"], document["claim"]["kind"]) for document in documents}


@pytest.mark.quick
def test_every_public_name_is_in_the_reference_once() -> None:
    found: list[str] = []
    for name, text in PAGES.items():
        if name.startswith("api/"):
            found += re.findall(r"^\.\. auto(?:class|function|exception):: (\w+)$", text, flags=re.MULTILINE)
    assert sorted(found) == sorted(set(lcnsym.__all__) - {"__version__"})


def test_the_examples_in_docstrings() -> None:
    """The reference shows them."""
    modules = [module.name for module in walk_packages(lcnsym.__path__, "lcnsym.") if "__main__" not in module.name]
    attempted = 0
    for name in ["lcnsym", *modules]:
        module = import_module(name)
        result = doctest.testmod(module, extraglobs={known: getattr(lcnsym, known) for known in lcnsym.__all__})
        assert result.failed == 0, name
        attempted += result.attempted
    assert attempted >= 10


def sphinx(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Build pages with the settings of docs/."""
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-n",
        "-q",
        "-c",
        str(DOCS),
        "-d",
        f"{target}-trees",
    ]
    return subprocess.run([*command, str(source), str(target)], capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.needs("sphinx", "myst_nb", "furo", "math_core")
def test_sphinx_builds_the_pages_without_warnings_and_nothing_is_fetched(tmp_path: Path) -> None:
    done = sphinx(DOCS, tmp_path / "html")
    assert done.returncode == 0, done.stderr
    built = {
        path.relative_to(tmp_path / "html"): path.read_text(encoding="utf-8")
        for path in (tmp_path / "html").rglob("*.html")
    }
    assert {Path(name).with_suffix(".html") for name in PAGES} <= set(built)
    for path, text in built.items():
        assert loaded_from_elsewhere(text) == [], path
        assert raw_formulas(text) == [], path
    for path in (tmp_path / "html").rglob("*.css"):
        assert loaded_from_elsewhere(f"<style>{path.read_text(encoding='utf-8')}</style>") == [], path
    assert "spurious.json: accepted" in built[Path("tutorial.html")]
    for name, text in PAGES.items():
        assert built[Path(name).with_suffix(".html")].count("<math") == len(formulas(text)), name


@pytest.mark.needs("sphinx", "myst_nb", "furo", "math_core")
def test_sphinx_refuses_tex_that_is_not_understood(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# Page\n\n$x$ and $\\unheardof{x}$\n", encoding="utf-8")
    done = sphinx(tmp_path, tmp_path / "html")
    assert done.returncode != 0
    assert "no formula" in done.stderr
    assert "unheardof" in done.stderr


def test_what_built_pages_must_not_have() -> None:
    for html in (
        '<script src="https://cdn.example/mathjax.js"></script>',
        '<img src="//example/a.png">',
        '<link rel="stylesheet" href="http://example/a.css">',
        "<style>@import 'https://example/a.css'</style>",
        '<p style="background: url(//example/a.png)">',
    ):
        assert loaded_from_elsewhere(html), html
    assert not loaded_from_elsewhere('<a href="https://example"></a><img src="a.png"><link href="../_static/a.css">')
    for html in (
        "<p>for $x$</p>",
        r"<p>the \sum of</p>",
        r"<p>\(x\)</p>",
        r"<math><mi>\foo</mi></math>",
        "<math><merror>x</merror></math>",
    ):
        assert raw_formulas(html), html
    assert not raw_formulas("<pre>$ ls</pre><p><code>\\n</code> <math><mi>x</mi></math></p>")
