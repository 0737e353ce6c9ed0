"""`lcnsym certificate check`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BadInputError, shorten
from ..show.palette import Palette
from .command import Answer, Command, Json
from .parser import Parser

if TYPE_CHECKING:
    from ..checker import Result

REJECTED = 1
MALFORMED = 2
MAX_BYTES = 64 * 2**20


def _configure(parser: Parser) -> None:
    parser.words("files", "FILE", "certificate files; - reads standard input")


def _answer(options: Namespace) -> Answer:
    results: list[Json] = []
    complaints: list[str] = []
    for name in options.files:
        try:
            result = _checked(name)
        except BadInputError as error:
            complaints.append(str(error))
        else:
            claim, reason = result.claim, result.reason
            results.append({"file": name, "accepted": result.accepted, "claim": claim, "reason": reason})
    status = 0 if all(result["accepted"] for result in results) else REJECTED
    document: Json | None = {"results": results} if results else None
    return Answer(
        document,
        lambda palette: _cards(results, palette),
        MALFORMED if complaints else status,
        complaint=_joined(complaints),
    )


def _checked(name: str) -> Result:
    """The checker's answer about one file; BadInputError for one that is malformed or cannot be read."""
    from ..checker import Malformed, check_text

    try:
        return check_text(_text(name))
    except Malformed as error:
        raise BadInputError(f"'{shorten(name)}' is not a certificate: {shorten(str(error), 200)}") from None


def _text(name: str) -> str:
    try:
        content = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else _file_content(name)
        if len(content) > MAX_BYTES:
            raise BadInputError(f"'{shorten(name)}' is over {MAX_BYTES} bytes, which is the limit")
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInputError(f"'{shorten(name)}' is not a certificate: it is not UTF-8 text") from None
    except OSError as error:
        raise BadInputError(f"cannot read '{shorten(name)}': {error.strerror or error}") from None
    except BadInputError:
        raise
    except ValueError as error:
        raise BadInputError(f"'{shorten(name)}' is not a file name: {error}") from None


def _file_content(name: str) -> bytes:
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _joined(complaints: Sequence[str]) -> str | None:
    """One line about all the files that could not be checked."""
    if not complaints:
        return None
    more = f"; and {len(complaints) - 3} more" if len(complaints) > 3 else ""
    return "; ".join(complaints[:3]) + more


def _cards(results: Sequence[Json], palette: Palette) -> str:
    from ..show.cards import card
    from ..show.layout import one_line

    cards = []
    for result in results:
        verdict = palette.good("accepted") if result["accepted"] else palette.bad("rejected")
        facts = [("verdict", verdict), ("claim", one_line(str(result["claim"])))]
        if result["reason"]:
            facts.append(("reason", one_line(str(result["reason"]))))
        cards.append(card(one_line(str(result["file"])), facts, palette))
    return "\n\n".join(cards)


CHECK = Command(
    "certificate check",
    "Check certificate files with the independent checker; a malformed one is bad input.",
    "lcnsym certificate check member.json",
    _configure,
    _answer,
)
