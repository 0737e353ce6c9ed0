"""The README's console blocks print what is printed there; its Python block is a doctest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents import blocks, check_console, console_steps, links, run_python

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_console_blocks(tmp_path: Path) -> None:
    assert len(console_steps(README)) >= 2
    check_console(README, tmp_path)


@pytest.mark.quick
def test_python_block() -> None:
    (block,) = blocks(README, "python")
    assert block.body.count(">>>") >= 5
    run_python(README, "README.md")


@pytest.mark.quick
def test_linked_files_exist() -> None:
    assert links(README)
    for link in links(README):
        assert (ROOT / link).exists(), link
