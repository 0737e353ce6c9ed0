"""The blocks of Markdown pages, and running them: one mechanism for README and docs/."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)$", flags=re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", flags=re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+)\)")
FORMULA = re.compile(r"\$\$(?P<display>.+?)\$\$|\$(?P<inline>[^$]+)\$", flags=re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, or directive in braces, its text, and the text before it on the page."""

    language: str
    body: str
    before: str


def blocks(page: str, *languages: str) -> list[Block]:
    """The fenced blocks of a page in these languages, in order; without languages all."""
    found = [
        Block(match["info"].strip().split(" ")[0], match["body"], page[: match.start()])
        for match in FENCE.finditer(page)
    ]
    return [block for block in found if not languages or block.language in languages]


def links(page: str) -> list[str]:
    """The targets of a page's links outside fenced blocks."""
    return LINK.findall(FENCE.sub("", page))


def _prose(page: str) -> str:
    """A page without code."""
    return CODE.sub("", FENCE.sub("", page))


def formulas(page: str) -> list[str]:
    """The TeX of a page's formulas, in order."""
    return [match["display"] or match["inline"] for match in FORMULA.finditer(_prose(page))]


def underscores_that_open_emphasis(page: str) -> list[str]:
    """Underscores outside code, with what is around them, that emphasis may begin with: not escaped, not in a word."""
    prose = _prose(page)
    return [prose[max(0, m.start() - 20) : m.end() + 20] for m in re.finditer(r"(?<![\w\\])_(?=\S)", prose)]


def formulas_that_a_forge_misreads(page: str) -> Iterator[str]:
    """Formulas with their dollar signs that only some readers of Markdown take for what they are.

    A backslash before a sign may be taken for an escape, `<` for a tag, a bar in a table for the end of a cell; some
    commands are not allowed everywhere. The outside of an inline formula's dollar signs must not be a letter or digit,
    and their inside not a space.
    """
    prose = _prose(page)
    for match in FORMULA.finditer(prose):
        text = match["display"] or match["inline"]
        around = prose[: match.start()][-1:] + prose[match.end() :][:1]
        is_good = match["display"] or ("\n\n" not in text and text.strip() == text and not re.search(r"\w", around))
        if not is_good or re.search(r"\\(?:[^A-Za-z]|operatorname|mbox|phantom)|[<|*]", text):
            yield match[0]
    if "$" in FORMULA.sub("", prose):
        yield "$"


class _Page(HTMLParser):
    """What a page loads, the text of its formulas, and its other text outside code."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.styles = self.formulas = self.prose = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = {"src", "srcset", "data", "poster", *(["href", "xlink:href"] if tag != "a" else [])}
        self.loaded += [value for name, value in attributes if name in names and value]
        self.styles += "".join(f"{value}\n" for name, value in attributes if name == "style" and value)
        if tag in ("script", "style", "pre", "code", "math", "title"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if "math" in self.open:
            self.formulas += f"{data}\n"
        elif "style" in self.open:
            self.styles += data
        elif not {"script", "pre", "code"} & set(self.open):
            self.prose += data


def _read(html: str) -> _Page:
    page = _Page()
    page.feed(html)
    page.close()
    return page


def loaded_from_elsewhere(html: str) -> list[str]:
    """The addresses on other machines from which a page of HTML, or a style sheet as its `<style>`, loads something."""
    page = _read(html)
    styles = re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s;]+)", page.styles)
    return [
        address for address in [*page.loaded, *styles] if re.match(r"\s*(?:[a-z]+:)?//", address, flags=re.IGNORECASE)
    ]


def raw_formulas(html: str) -> list[str]:
    """Dollar signs and TeX commands in a page's text outside code, and TeX commands or errors within MathML."""
    page = _read(html)
    found = re.findall(r".{0,20}(?:\$|\\[A-Za-z([]).{0,20}", page.prose)
    return [*found, *re.findall(r".*\\.*", page.formulas), *re.findall(r"<merror|class=\"math-core-error\"", html)]


def console_steps(page: str) -> list[tuple[str, str]]:
    """(command, printed output) of every line of a console block that begins with a dollar sign."""
    steps = []
    for block in blocks(page, "console"):
        for step in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
            command, _, output = step.partition("\n")
            steps.append((command, output.strip()))
    return steps


def run_command(command: str, folder: Path) -> str:
    """What a shell line prints in a folder, `lcnsym` and `python` being those that run this test.

    Raises:
        AssertionError: its exit status is not 0.
    """
    line = re.sub(r"(^|\| )lcnsym ", rf"\1{sys.executable} -m lcnsym ", command)
    line = re.sub(r"(^|\| )python ", rf"\1{sys.executable} ", line)
    done = subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S602 - the page's own lines
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout.strip()


def check_console(page: str, folder: Path) -> None:
    """Every command of the console blocks prints what is printed there."""
    for command, expected in console_steps(page):
        assert run_command(command, folder) == expected, command


def run_python(page: str, name: str) -> dict[str, Any]:
    """Run the Python blocks of a page in one namespace, those with prompts as doctests, and return the namespace."""
    names: dict[str, Any] = {"__name__": name}
    for block in blocks(page, "python"):
        line = block.before.count("\n") + 1
        if block.body.lstrip().startswith(">>>"):
            test = doctest.DocTestParser().get_doctest(block.body, names, name, name, line)
            assert test.examples
            assert doctest.DocTestRunner().run(test, clear_globs=False).failed == 0, f"{name}, line {line}"
            names.update(test.globs)
        else:
            code = compile("\n" * line + block.body, name, "exec", dont_inherit=True)
            exec(code, names)  # noqa: S102 - the page's own code
    return names
