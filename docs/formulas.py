"""Formulas in plain text, as the theorem objects have them, to TeX between dollar signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

SYMBOLS = {
    "Σ": r"\sum", "Π": r"\prod", "∂": r"\partial", "∇": r"\nabla", "∞": r"\infty", "ℓ": r"\ell",
    "ℝ": r"\mathbb{R}", "ℂ": r"\mathbb{C}", "ℚ": r"\mathbb{Q}", "ℤ": r"\mathbb{Z}",
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "λ": r"\lambda", "ρ": r"\rho",
    "η": r"\eta", "κ": r"\kappa", "ν": r"\nu", "σ": r"\sigma", "χ": r"\chi",
    "=": "=", "≠": r"\ne", "≤": r"\le", "≥": r"\ge", "<": r"\lt", ">": r"\gt", "⇔": r"\Leftrightarrow",
    "⇒": r"\Rightarrow", "∈": r"\in", "↦": r"\mapsto", "·": r"\cdot", "×": r"\times", "⋯": r"\cdots",
    "⟨": r"\langle", "⟩": r"\rangle", "⌊": r"\lfloor", "⌋": r"\rfloor",
}  # fmt: skip
"""Characters that occur in formulas only."""

NEUTRAL = {"−": "-", "…": r"\ldots", "]": r"\rbrack", **{sign: sign for sign in "+/,()[|"}}
"""Characters that belong to a formula where they stand in one."""

FUNCTIONS = {
    "deg": r"\deg",
    "gcd": r"\gcd",
    "dim": r"\dim",
    "Disc": r"\mathrm{Disc}",
    "gED": r"\mathrm{gED}",
    "Segre": r"\mathrm{Segre}",
}
ARTICLES = "aA"
"""Letters that may be words."""

SUPERSCRIPTS = {"²": "2", "³": "3", "⁴": "4", "ⁿ": "n", "ᵀ": r"\top", "⁻¹": "{-1}", "′": r"\prime"}
SCRIPT = r"[_^](?:\([^()]*\)|\{[^{}]*\}|\w)"
SCRIPTS = rf"(?:{SCRIPT}|{'|'.join(SUPERSCRIPTS)})*"
TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<pattern>\d+\|\d+)
  | (?P<factor>[pq]\d\b)
  | (?P<function>(?P<name>{"|".join(FUNCTIONS)})(?![A-Za-z])(?P<below>{SCRIPTS}))
  | (?P<word>\w+-\w[\w-]*|[A-Za-zÀ-ÿ]{{2,}}(?!_))
  | (?P<norm>‖(?P<inside>[^‖]*)‖(?P<after>{SCRIPTS}))
  | (?P<symbol>(?P<base>[^\W_]|[)\]])(?P<scripts>{SCRIPTS}))
  | (?P<separator>\.(?=\s[pq]\d))
  | (?P<other>.)
    """,
    flags=re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A piece of text, its TeX if it can be part of a formula, and whether it makes a formula of what is around it."""

    text: str
    tex: str | None = None
    decides: bool = False


def _scripts(text: str) -> str:
    """The TeX of subscripts and superscripts."""
    told = ""
    for piece in re.findall(rf"{SCRIPT}|{'|'.join(SUPERSCRIPTS)}", text):
        if piece in SUPERSCRIPTS:
            told += f"^{SUPERSCRIPTS[piece]}"
        else:
            inner = formula(piece[2:-1] if piece[1] in "({" else piece[1:])
            told += piece[0] + (inner if len(inner) == 1 else f"{{{inner}}}")
    return told


def _token(match: re.Match[str]) -> Token:
    text = match[0]
    tex: str | None = None
    decides = True
    match match.lastgroup:
        case "space":
            tex, decides = " ", False
        case "pattern":
            tex = text.replace("|", r"\vert ")
        case "factor":
            tex = f"{text[0]}_{text[1:]}"
        case "separator":
            tex, decides = r"\mathbin{.}", False
        case "function":
            tex = FUNCTIONS[match["name"]] + _scripts(match["below"])
        case "norm":
            tex = rf"\lVert {formula(match['inside'])}\rVert{_scripts(match['after'])}"
        case "symbol":
            base, scripts = match["base"], match["scripts"]
            tex = SYMBOLS.get(base, NEUTRAL.get(base, base)) + _scripts(scripts)
            decides = bool(scripts) or base in SYMBOLS or (base.isalpha() and base not in ARTICLES)
        case "other":
            tex = SYMBOLS.get(text, NEUTRAL.get(text))
            decides = text in SYMBOLS
    return Token(text, tex, decides)


def _tokens(text: str) -> list[Token]:
    return [_token(match) for match in TOKEN.finditer(text)]


def _bars(tokens: list[Token]) -> list[str]:
    """The TeX of tokens: bars with spaces around them divide, others enclose."""
    told = []
    is_open = False
    for number, token in enumerate(tokens):
        if token.text != "|":
            told.append(token.tex or "")
        elif 0 < number < len(tokens) - 1 and tokens[number - 1].text.isspace() and tokens[number + 1].text.isspace():
            told.append(r"\mid")
        else:
            is_open = not is_open
            told.append(r"\lvert" if is_open else r"\rvert")
    return told


def formula(text: str) -> str:
    """The TeX of text that is a formula.

    Raises:
        ValueError: there is something in it that is none.
    """
    tokens = _tokens(text)
    for token in tokens:
        if token.tex is None:
            raise ValueError(f"{text!r}: {token.text!r} does not belong to a formula")
    told = ""
    for piece in _bars(tokens):
        glued = re.search(r"\\[A-Za-z]+$", told) and piece[:1].isalnum()
        told += f" {piece}" if glued else piece
    return told.strip()


def _pieces(run: list[Token]) -> list[list[Token]]:
    """The run cut at commas that are outside of brackets and not beside dots."""
    cut: list[list[Token]] = [[]]
    depth = 0
    for number, token in enumerate(run):
        if token.text[0] in "([⟨":
            depth += 1
        elif token.text[0] in ")]⟩":
            depth = max(0, depth - 1)
        near = [*(run[number - 1 : number] if number else []), *run[number + 2 : number + 3]]
        if token.text == "," and depth == 0 and not any(other.text == "…" for other in near):
            cut += [[token], []]
        else:
            cut[-1].append(token)
    return cut


def _balanced(tokens: list[Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text[0], 0)
        if depth < 0:
            return False
    return depth == 0


def _typeset_run(run: list[Token]) -> str:
    """Text of tokens that may be a formula, with dollar signs around the part that is one."""
    first, last = 0, len(run)

    def outside(token: Token) -> bool:
        return (
            token.text.isspace() or token.text in ",…" or (token.text[0] in "()[]" and not _balanced(run[first:last]))
        )

    while first < last and (outside(run[first]) or _is_article(run, first)):
        first += 1
    while first < last and outside(run[last - 1]):
        last -= 1
    middle = run[first:last]
    if not any(token.decides for token in middle):
        return "".join(token.text for token in run)
    before, after = ("".join(token.text for token in part) for part in (run[:first], run[last:]))
    return f"{before}${formula(''.join(token.text for token in middle))}${after}"


def _is_article(run: list[Token], place: int) -> bool:
    """Whether the letter there is a word: a letter or number, and no sign, follows after a space."""
    following = "".join(token.text for token in run[place + 1 : place + 3])
    return run[place].text in ARTICLES and following[:1].isspace() and following[1:2].isalnum()


def typeset(text: str) -> str:
    """Plain text with its formulas as TeX between dollar signs; what is no formula stays as it is."""
    told = ""
    run: list[Token] = []
    for token in [*_tokens(text), Token("")]:
        if token.tex is not None:
            run.append(token)
            continue
        told += "".join(_typeset_run(piece) for piece in _pieces(run)) + token.text
        run = []
    return told
