"""What certificates claim, as a LaTeX document: the checker's sentences with their mathematics typeset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

_MATHEMATICS = re.compile(r"[-+*/^0-9a-z|().,\[\]]*[0-9][-+*/^0-9a-z|().,\[\]]*|[=<>]|[<>]=|…\),?")
_DOCUMENT = r"""\documentclass{article}
\usepackage{amsthm}
\newtheorem{claim}{Claim}
\begin{document}
\sloppy
%s
\end{document}
"""
_COMMANDS = {"*": r"\,", ">=": r"\ge", "<=": r"\le", "…": r"\ldots"}
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{character: f"\\{character}" for character in "&%$#_{}"},
    **{character: f"${character}$" for character in "<>|"},
    "…": r"\ldots{}",
}


def statements_latex(statements: Iterable[tuple[str, str, str]]) -> str:
    """A document with a claim for each certificate.

    Args:
        statements: (the file's name, the sentence, the SHA-256 of the claim).
    """
    parts = [
        f"\\begin{{claim}}[\\texttt{{{text_latex(name)}}}]\n{sentence_latex(sentence)}.\n\\end{{claim}}\n"
        f"\\noindent{{\\tiny SHA-256 of the claim: \\texttt{{{text_latex(digest)}}}}}\n"
        for name, sentence, digest in statements
    ]
    return _DOCUMENT % "\n".join(parts)


def text_latex(words: str) -> str:
    """Text as LaTeX outside of mathematics mode; what cannot be printed becomes a question mark."""
    return "".join(_SPECIAL.get(c, c if c.isascii() and c.isprintable() else "?") for c in words)


def sentence_latex(sentence: str) -> str:
    """A sentence of the checker, its numbers, vectors and polynomials in mathematics mode."""
    words = sentence.split(" ")
    marked = [(_is_mathematical(word, words[i + 1 : i + 2]), word) for i, word in enumerate(words)]
    parts = []
    for is_mathematical, found in groupby(marked, key=lambda pair: pair[0]):
        run = " ".join(word for _, word in found)
        parts.append(_formula(run) if is_mathematical else text_latex(run))
    # the letter for the root of a field's polynomial, which is an English word as well
    return " ".join(parts).replace(" with a the root ", " with $a$ the root ")


def _is_mathematical(word: str, after: list[str]) -> bool:
    return _MATHEMATICS.fullmatch(word) is not None or (word in ("k", "s") and after == ["="])


def _formula(run: str) -> str:
    end = run[len(run.rstrip(",")) :]
    inner = run.removesuffix(end) if end else run
    inner = re.sub(r"(?<=[0-9])x(?=[0-9])", r" \\times ", inner)
    inner = re.sub(r"\^([0-9]+)", r"^{\1}", inner)
    inner = re.sub(r"([a-z])([0-9]+)", r"\1_{\2}", inner)
    inner = (
        re.sub(r"(?<![0-9/])1\*", "", inner)
        .replace("*", r"\,")
        .replace(">=", r"\ge")
        .replace("<=", r"\le")
        .replace("…", r"\ldots")
    )
    inner = re.sub(r",(?=[^ |])", ", ", inner)
    return f"${inner}${end}"
