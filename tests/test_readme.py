"""The README's console blocks print what is printed there; its Python block is a doctest."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


EXCHANGE = (Path(__file__).parents[1] / "docs" / "exchange.md").read_text(encoding="utf-8")


def console_steps(document: str) -> list[tuple[str, str]]:
    """(command, printed output) of every line that begins with a dollar sign."""
    blocks = re.findall(r"```console\n(.*?)```", document, flags=re.DOTALL)
    steps = []
    for block in blocks:
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = step.partition("\n")
            steps.append((command, output.strip()))
    return steps


@pytest.mark.parametrize("document", [README, EXCHANGE], ids=["README", "exchange"])
def test_console_blocks(document: str, tmp_path: Path) -> None:
    steps = console_steps(document)
    assert len(steps) >= 5
    for command, expected in steps:
        line = re.sub(r"^lcnsym ", f"{sys.executable} -m lcnsym ", command)
        line = re.sub(r"^python ", f"{sys.executable} ", line)
        done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S602 - the README's own lines
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip() == expected, command


def test_python_block() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    test = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
    result = doctest.DocTestRunner().run(test)
    assert result.attempted >= 5
    assert result.failed == 0


def test_python_blocks_about_exchange() -> None:
    for block in re.findall(r"```python\n(.*?)```", EXCHANGE, flags=re.DOTALL):
        test = doctest.DocTestParser().get_doctest(block, {}, "exchange", "exchange.md", 0)
        result = doctest.DocTestRunner().run(test)
        assert result.attempted >= 5
        assert result.failed == 0


def test_linked_files_exist() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    for link in links:
        assert (Path(__file__).parents[1] / link).exists(), link
