"""Other programmes, run on the texts that are written for them; a test is skipped where one is absent."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 120


def singular(text: str, question: str) -> str:
    """What Singular prints on a question after a text."""
    path = shutil.which("Singular")
    if path is None:
        pytest.skip("Singular is not installed")
    return answer([path, "-q"], f"{text}{question}\nquit;\n")


def macaulay2(text: str, question: str, folder: Path) -> str:
    """What Macaulay2 prints on a question after a text."""
    path = shutil.which("M2")
    if path is None:
        pytest.skip("Macaulay2 is not installed")
    script = folder / "script.m2"
    script.write_text(f"{text}print toString({question})\n")
    return answer([path, "--script", str(script)])


def python(text: str, question: str) -> str:
    """What Python prints on a question after a text."""
    return answer([sys.executable, "-c", f"{text}print({question})\n"])


def answer(words: list[str], text: str = "") -> str:
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "error" not in done.stdout
    return done.stdout.strip()
