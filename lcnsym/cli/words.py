"""Words that the command line says about words: what is meant, what is accepted, what statuses mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from ..errors import BadInputError, shorten

STATUSES = """exit status:
  0  answered, whatever the answer is
  1  a check failed: a certificate is rejected, a theorem is violated
  2  bad input, a limit that was reached, or a question that this version cannot answer: one line on stderr says which
  70 a defect of lcnsym itself; LCNSYM_TRACEBACK=1 shows where
  130 interrupted by Ctrl-C; a partial answer, where there is one, is about what was done
  143 ended by SIGTERM, with what Ctrl-C leaves"""


def refuse(what: str, given: str, accepted: list[str], meant: Sequence[str] = ()) -> NoReturn:
    """Raise a BadInputError about a word that is not one of those accepted.

    Args:
        meant: what was probably meant, if that is known.
    """
    if not given:
        raise BadInputError(f"a {what} is required: {', '.join(accepted)}")
    advice = f"did you mean {' or '.join(meant)}?" if meant else suggestion(given, accepted)
    raise BadInputError(f"unknown {what} '{shorten(given, 40)}'; {advice}")


def suggestion(given: str, accepted: Sequence[str]) -> str:
    """A question after the likely intended word, or the list of those accepted."""
    from difflib import get_close_matches

    close = get_close_matches(given[:100], accepted, n=1)
    return f"did you mean {close[0]}?" if close else f"accepted: {', '.join(accepted)}"
