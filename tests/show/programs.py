"""Other programs, run on the texts that are written for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 120


ALGEBRA = [
    pytest.param("singular", marks=pytest.mark.needs("Singular")),
    pytest.param("macaulay2", marks=pytest.mark.needs("M2")),
]
"""The computer algebra systems that tests ask."""


def asked(program: str, text: str, questions: dict[str, str], folder: Path) -> str:
    """What Singular or Macaulay2 prints on its question after a text."""
    question = questions[program]
    if program == "singular":
        told = answer(["Singular", "-q"], f"{text}{question}\nquit;\n")
        # its remarks, as on modules that are not installed, stand behind //
        return "\n".join(line for line in told.splitlines() if not line.startswith("//"))
    script = folder / "script.m2"
    script.write_text(f"{text}print toString({question})\n")
    return answer(["M2", "--script", str(script)])


def python(text: str, question: str) -> str:
    """What Python prints on a question after a text."""
    return answer([sys.executable, "-c", f"{text}print({question})\n"])


def answer(words: list[str], text: str = "") -> str:
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "error" not in done.stdout
    return done.stdout.strip()
