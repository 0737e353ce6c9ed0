"""Exports those certificates that have a counterpart in Coq: python proofs/export_corpus.py FOLDER FILE..."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lcnsym.checker import check_text
from lcnsym.errors import UnsupportedError
from lcnsym.show.coq import coq_text


def main(folder: str, *certificates: str) -> None:
    """Write a Coq file into the folder for each certificate that can be exported; the names become Coq's."""
    for path in map(Path, certificates):
        text = path.read_text(encoding="utf-8")
        try:
            exported = coq_text(json.loads(text), check_text(text).claim)
        except UnsupportedError:
            continue
        (Path(folder) / f"{path.stem.replace('-', '_')}.v").write_text(exported, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
