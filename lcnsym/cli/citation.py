"""How lcnsym and the paper are cited: the facts of CITATION.cff, written as BibTeX."""

from __future__ import annotations

TITLE = "lcnsym: the exact geometry of linear convolutional networks, with certificates"
AUTHOR = "The lcnsym developers"
PAPER_TITLE = "Geometry of Linear Convolutional Networks"
PAPER_AUTHORS = (("Kohn", "Kathlén"), ("Merkh", "Thomas"), ("Montúfar", "Guido"), ("Trager", "Matthew"))
"""Family names and given names."""
PAPER_YEAR = 2022
PAPER_JOURNAL = "SIAM Journal on Applied Algebra and Geometry"
PAPER_ARXIV = "2108.01538"

_ACCENTS = {"é": r"{\'e}", "ú": r"{\'u}"}


def bibtex(version: str) -> str:
    """Two entries: the program of this version, and the paper whose theorems it computes."""
    authors = " and ".join(f"{family}, {given}" for family, given in PAPER_AUTHORS)
    return _entry(
        "software",
        "lcnsym",
        {"author": f"{{{AUTHOR}}}", "title": f"{{{TITLE}}}", "version": version},
    ) + _entry(
        "article",
        f"Kohn{PAPER_YEAR}",
        {
            "author": authors,
            "title": f"{{{PAPER_TITLE}}}",
            "journal": PAPER_JOURNAL,
            "year": str(PAPER_YEAR),
            "eprint": PAPER_ARXIV,
            "archivePrefix": "arXiv",
        },
    )


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = ",\n".join(f"  {name} = {{{_accented(value)}}}" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}\n}}\n"


def _accented(text: str) -> str:
    """Letters with accents as BibTeX commands, so that every encoding will do."""
    return "".join(_ACCENTS.get(letter, letter) for letter in text)
