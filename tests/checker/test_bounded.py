"""Hostile documents are answered soon, in little memory, and in one line."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checker.hostile import HOSTILE
from tests.checker.hostile_factorizations import HOSTILE_FACTORIZATIONS
from tests.checker.hostile_landscape import HOSTILE_LANDSCAPE
from tests.checker.hostile_strides import HOSTILE_STRIDES

ROOT = Path(__file__).parents[2]
SECONDS = 45
MEGABYTES = 512
DOCUMENTS = HOSTILE | HOSTILE_FACTORIZATIONS | HOSTILE_LANDSCAPE | HOSTILE_STRIDES
LONG = {
    "many-breakpoints",
    "coprime-denominators",
    "short-coprime-denominators",
    "hidden-zeros",
    "high-power",
    "long-leading-coefficient",
    "element-near-zero",
    "large-euclid",
    "large-euclid-in-a-field",
    "jacobian-600",
    "long-coefficients",
    "long-minimal-polynomial",
    "many-long-filters",
    "many-filters-with-denominators",
    "filters-in-a-large-field",
    "scalar-layers",
    "many-remainders",
    "crowded boxes",
}
PROGRAM = """
import sys
from lcnsym.checker.__main__ import main
sys.exit(main(["-"]))
"""


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, MEGABYTES * 2**20))


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.long if n in LONG else ()) for n in DOCUMENTS])
def test_hostile_documents_are_answered(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        input=DOCUMENTS[name]().encode(),
        capture_output=True,
        check=False,
        preexec_fn=limited,
        timeout=2 * SECONDS,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode in (0, 1, 2), err
    assert "Traceback" not in err
    (line,) = (out + err).splitlines()
    assert bool(err) == (done.returncode == 2)
    assert len(line) < 1200
    assert line.isprintable()
