"""The checker as one file that runs anywhere, and certificates packed with it, as a supplement of a paper."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

CHECKER = "checker.pyz"
STATEMENTS = "statements.tex"
FOLDER = "certificates"
_PACKAGE = Path(__file__).parents[1] / "checker"
_UNUSUAL = re.compile(r"[^A-Za-z0-9._-]")
_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that zip files know: equal content has equal bytes."""

_MAIN = """\"\"\"The independent checker of lcnsym's certificates: python3 checker.pyz FILE …\"\"\"

import sys

if sys.version_info < (3, 11):
    sys.exit("the checker requires Python 3.11 or newer, this is " + sys.version.split()[0])

from lcnsym.checker.__main__ import run

sys.exit(run())
"""

_README = """Certificates made with lcnsym, and the program that checks them.

    python3 {checker} {folder}/*.json

checks all of them. {checker} needs Python 3.11 or newer and nothing else. It is a zip file with the source of the
checker, which does not use the rest of lcnsym: python3 -m zipfile -e {checker} FOLDER unpacks it to be read. The exit
status is 0 if all certificates are accepted. With --full the claims are printed in full; the SHA-256 below is of that
text. {statements} has the claims in LaTeX.

{entries}
"""


@dataclass(frozen=True)
class Packed:
    """A certificate that the checker accepts, to be packed.

    Attributes:
        name: of its file, without the folder.
        content: of its file.
        claim: the sentence that the checker says.
        digest: SHA-256 of the claim in canonical form.
    """

    name: str
    content: bytes
    claim: str
    digest: str


def checker_archive() -> bytes:
    """The checker as a zip application for any Python from 3.11 on; equal sources give equal bytes."""
    files = {"__main__.py": _MAIN.encode(), "lcnsym/__init__.py": b""}
    for path in sorted(_PACKAGE.rglob("*.py")):
        files[f"lcnsym/checker/{path.relative_to(_PACKAGE).as_posix()}"] = path.read_bytes()
    return b"#!/usr/bin/env python3\n" + _zipped(files)


def bundle(certificates: Sequence[Packed], statements: str) -> tuple[bytes, tuple[str, ...]]:
    """A zip file with certificates, the checker, the claims in LaTeX and a README, and the names in it.

    Args:
        certificates: accepted ones; of equal names all but the first get a number.
        statements: the LaTeX document.
    """
    names = _different([certificate.name for certificate in certificates])
    entries = [
        f"{FOLDER}/{name}\n    {certificate.claim}\n    SHA-256 of the claim: {certificate.digest}\n"
        f"    SHA-256 of the file:  {sha256(certificate.content).hexdigest()}\n"
        for name, certificate in zip(names, certificates, strict=True)
    ]
    readme = _README.format(checker=CHECKER, folder=FOLDER, statements=STATEMENTS, entries="\n".join(entries).strip())
    files = {"README.txt": readme.encode(), CHECKER: checker_archive(), STATEMENTS: statements.encode()}
    files |= {f"{FOLDER}/{name}": one.content for name, one in zip(names, certificates, strict=True)}
    return _zipped(files), tuple(files)


def _different(names: Sequence[str]) -> list[str]:
    """Plain names, ending in .json, that differ also where a file system does not tell A from a."""
    taken: set[str] = set()
    found = []
    for name in names:
        # no hidden file, which the README's command would pass over
        stem = _UNUSUAL.sub("_", name.removesuffix(".json")).lstrip(".") or "certificate"
        number, tried = 1, f"{stem}.json"
        while tried.casefold() in taken:
            number += 1
            tried = f"{stem}-{number}.json"
        taken.add(tried.casefold())
        found.append(tried)
    return found


def _zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()
