"""An independent checker of certificates: the Python standard library only, nothing from the rest of lcnsym.

    python -m lcnsym.checker FILE …

The format, and why each rule is sound, is written down in docs/certificate-format.md.
"""

from __future__ import annotations

from .document import check_text
from .files import check_file
from .kernel.outcome import Malformed, Result

__all__ = ["Malformed", "Result", "check_file", "check_text"]
