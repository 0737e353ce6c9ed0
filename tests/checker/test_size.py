"""The checker can be read in an evening: a bound on its lines of code, without blank lines, comments and docstrings."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest

pytestmark = pytest.mark.quick

CHECKER = Path(__file__).parents[2] / "lcnsym" / "checker"
BLANK = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


def lines_of_code(text: str) -> int:
    """Lines with code; a text that stands alone says something to readers only."""
    alone = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    code = {line for t in tokens if t.type not in BLANK for line in range(t.start[0], t.end[0] + 1)}
    return len(code - alone)


def test_how_lines_are_counted() -> None:
    assert lines_of_code('"""A text.\n\nMore."""\n\nx = (\n    1  # one\n)\n# nothing\n"""About x."""\n') == 3


@pytest.mark.parametrize(("folder", "most"), [("kernel", 1000), ("rules", 1020), ("claims", 690), (".", 3000)])
def test_the_checker_stays_small(folder: str, most: int) -> None:
    found = {path: lines_of_code(path.read_text(encoding="utf-8")) for path in (CHECKER / folder).rglob("*.py")}
    assert sum(found.values()) <= most, found
