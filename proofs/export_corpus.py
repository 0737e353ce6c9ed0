"""Exports those certificates that have a counterpart in Coq: python proofs/export_corpus.py CORPUS.v FILE...

Each is a module of the file, so that Coq loads its libraries once. Prints how many there are.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lcnsym.checker import check_text
from lcnsym.errors import UnsupportedError
from lcnsym.show.notation.coq import coq_text


def main(target: str, *certificates: str) -> None:
    """Write the Coq file; a certificate's name becomes its module's."""
    modules = []
    for path in map(Path, certificates):
        text = path.read_text(encoding="utf-8")
        try:
            exported = coq_text(json.loads(text), check_text(text).claim)
        except UnsupportedError:
            continue
        name = path.stem.replace("-", "_")
        modules.append(f"Module {name}.\n\n{exported}\nEnd {name}.\n")
    Path(target).write_text("\n".join(modules), encoding="utf-8")
    print(len(modules))


if __name__ == "__main__":
    main(*sys.argv[1:])
