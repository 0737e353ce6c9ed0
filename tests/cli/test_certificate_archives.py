"""`lcnsym certificate checker-archive` and `lcnsym certificate bundle`."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

from lcnsym.certificates.archives import Packed, bundle, checker_archive
from lcnsym.checker import check_file
from lcnsym.show.notation.statements import sentence_latex, statements_latex
from tests.cli.support import CommandLine

CORPUS = Path(__file__).parent.parent / "corpora"
GOOD = sorted((CORPUS / "good").glob("*.json"))
REJECTED = sorted((CORPUS / "wrong" / "rejected").glob("*.json"))


def _pythons() -> list[str]:
    """Every Python from 3.11 on that is found and runs."""
    found = [shutil.which(f"python3.{version}") for version in range(11, 16)]
    ran = [
        path
        for path in found
        if path and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0
    ]
    return [sys.executable, *ran]


def test_the_archive_says_what_the_checker_says(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "checker.pyz"
    assert lcnsym.json("certificate", "checker-archive", "-o", str(path)) == {"file": str(path)}
    files = [*GOOD[::20], *REJECTED[::40]]
    expected = [(result.accepted, result.claim or None, result.digest) for result in map(check_file, files)]
    assert {accepted for accepted, _, _ in expected} == {True, False}
    for number, python in enumerate(_pythons()):
        # isolated, without packages that are installed, from an empty folder
        words = [python, "-I", "-S", str(path), "--json", *map(str, files)]
        folder = tmp_path / f"empty-{number}"
        folder.mkdir()
        ran = subprocess.run(words, capture_output=True, text=True, cwd=folder, check=False)
        assert ran.returncode == 1, ran.stderr
        results = json.loads(ran.stdout)["results"]
        assert [(one["accepted"], one["claim"], one["digest"]) for one in results] == expected


def test_the_archive_holds_the_sources_as_they_are() -> None:
    content = checker_archive()
    assert content == checker_archive()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    folder = Path(__file__).parents[2] / "lcnsym" / "checker"
    expected = {f"lcnsym/checker/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*.py")}
    assert {name for name in inside if "/checker/" in name} == set(expected)
    for name, path in expected.items():
        assert inside[name] == path.read_bytes()


def test_a_bundle_checks_itself(lcnsym: CommandLine, tmp_path: Path) -> None:
    files = GOOD[::30]
    path = tmp_path / "supplement.zip"
    names = lcnsym.json("certificate", "bundle", *map(str, files), "-o", str(path))["files"]
    assert isinstance(names, list)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == names
        archive.extractall(tmp_path / "out")
    out = tmp_path / "out"
    assert [(out / "certificates" / file.name).read_bytes() for file in files] == [file.read_bytes() for file in files]
    command = [sys.executable, "-I", "checker.pyz", *(name for name in names if name.startswith("certificates/"))]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=out, check=False)
    assert ran.returncode == 0
    assert ran.stdout.count(": accepted: ") == len(files)
    readme, latex = ((out / name).read_text(encoding="utf-8") for name in ("README.txt", "statements.tex"))
    for file in files:
        result = check_file(file)
        assert result.claim in readme
        assert str(result.digest) in readme
        assert str(result.digest) in latex
        assert sha256(file.read_bytes()).hexdigest() in readme
    assert latex.count("\\begin{claim}") == len(files)


def test_only_accepted_certificates_are_packed(lcnsym: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    told = lcnsym.refused("certificate", "bundle", str(GOOD[0]), str(REJECTED[0]), "-o", str(path))
    assert "is not accepted by the checker" in told
    assert "ends in .zip" in lcnsym.refused("certificate", "bundle", str(GOOD[0]), "-o", str(tmp_path / "a.json"))
    assert "ends in .pyz" in lcnsym.refused("certificate", "checker-archive", "-o", str(tmp_path / "a.py"))
    assert not list(tmp_path.iterdir())


def test_names_in_a_bundle_are_plain_and_differ() -> None:
    given = ["a.json", "A.json", "a.json", "../b", "c\nd.json"]
    content, names = bundle([Packed(name, name.encode(), "claim", "digest") for name in given], "")
    assert names[3:] == tuple(f"certificates/{n}" for n in ("a.json", "A-2.json", "a-3.json", "_b.json", "c_d.json"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [archive.read(name) for name in names[3:]] == [name.encode() for name in given]


def test_sentences_keep_their_numbers_and_are_balanced() -> None:
    for file in GOOD:
        sentence = check_file(file).claim
        latex = sentence_latex(sentence)
        written = re.sub(r"(?<![0-9/])1\*", "", sentence)
        assert re.findall(r"[0-9]+", latex) == re.findall(r"[0-9]+", written), file.name
        assert latex.count("$") % 2 == 0
        assert latex.count("{") == latex.count("}")
        assert not re.search(r"[*^_](?![{])", latex)


def test_what_means_something_in_latex_is_escaped() -> None:
    latex = statements_latex([("a_b%.json", "with \\input{x} & #1", "0" * 64)])
    assert r"a\_b\%.json" in latex
    assert r"\textbackslash{}input\{x\} \& \#1" in latex
    assert sentence_latex("the filter (1, -2*a^2, 1/2) of k = (2x2,2x2)") == (
        r"the filter $(1, -2\, a^{2}, 1/2)$ of $k = (2 \times 2, 2 \times 2)$"
    )
