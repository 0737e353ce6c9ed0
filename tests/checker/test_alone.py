"""The checker runs in a bare interpreter, with nothing but its own source and the standard library."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lcnsym.checker.claims import CLAIMS
from tests.corpora.make_corpus import HERE

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from lcnsym.checker import check_file
from lcnsym.checker.__main__ import main
def check_all(files):
    return sum(not check_file(file).accepted for file in files)
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
    assert "lcnsym.checker.document" in own


CRITICAL = {kind for kind in CLAIMS if "critical" in kind or "spurious" in kind}


def test_what_is_about_critical_points_is_loaded_for_them_alone() -> None:
    """All other claims, with all evidence that the corpus has for them, are checked without it."""
    kinds = {path: json.loads(path.read_text())["claim"]["kind"] for path in sorted(HERE.glob("good/*"))}
    assert len(CRITICAL) >= 4
    for critical in (False, True):
        files = [str(path) for path, kind in kinds.items() if (kind in CRITICAL) == critical]
        command = [sys.executable, "-I", "-S", "-c", PROGRAM.replace("main(", "check_all("), str(ROOT), *files]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        loaded = [name for name in done.stdout.splitlines()[-1].split() if ".critical" in name]
        assert bool(loaded) == critical, loaded
