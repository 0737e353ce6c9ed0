"""The blocks of Markdown pages, and running them: one mechanism for README and docs/."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)$", flags=re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", flags=re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+)\)")


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


def underscores_that_open_emphasis(page: str) -> list[str]:
    """Underscores outside code, with what is around them, that emphasis may begin with: not escaped, not in a word."""
    prose = CODE.sub("", FENCE.sub("", page))
    return [prose[max(0, m.start() - 20) : m.end() + 20] for m in re.finditer(r"(?<![\w\\])_(?=\S)", prose)]


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
            exec(compile("\n" * line + block.body, name, "exec"), names)  # noqa: S102 - the page's own code
    return names
