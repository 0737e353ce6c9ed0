"""The checker runs in a bare interpreter, with nothing but its own source and the standard library."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpora.make_corpus import HERE

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from lcnsym.checker.__main__ import main
status = main(sys.argv[2:])
own = {"lcnsym", *(name for name in sys.modules if name.startswith("lcnsym.checker"))}
foreign = {n for n in sys.modules if n.partition(".")[0] not in sys.stdlib_module_names and n not in own} - {"__main__"}
print("foreign:", *sorted(foreign))
print("own:", *sorted(own))
sys.exit(status)
"""


@pytest.mark.parametrize("only_the_checker", [False, True])
def test_the_checker_runs_alone(tmp_path: Path, only_the_checker: bool) -> None:
    source = ROOT / "lcnsym"
    if only_the_checker:
        shutil.copytree(source / "checker", tmp_path / "lcnsym" / "checker")
        shutil.copy(source / "__init__.py", tmp_path / "lcnsym")
    else:
        shutil.copytree(source, tmp_path / "lcnsym")
    good = map(str, sorted(HERE.glob("good/*")))
    command = [sys.executable, "-I", "-S", "-c", PROGRAM, str(tmp_path), *good]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *verdicts, foreign, own = done.stdout.splitlines()
    assert all(": accepted: " in verdict for verdict in verdicts)
    assert foreign == "foreign:"
    assert "lcnsym.checker.rules" in own
