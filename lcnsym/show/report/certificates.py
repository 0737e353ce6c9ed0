"""The certificates of a page: made, checked by the checker that is handed in, linked where they belong, and listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ...certificates.document import Certificate
from ...errors import LcnsymError
from ..html import Markup, download, element, paragraph, table

Check = Callable[[str], str | None]
"""What the checker has against a certificate's text; None: it accepts it."""


@dataclass
class Folder:
    """Collects certificates.

    Attributes:
        check: the checker.
        kept: (file name, what it is about, kind, text) of those that it accepted.
        refusal: why the last one that was asked for is not here.
    """

    check: Check
    kept: list[tuple[str, str, str, str]] = field(default_factory=list)
    refusal: str = ""

    def link(self, name: str, about: str, make: Callable[[], Certificate]) -> Markup | None:
        """A link to a new certificate; None: there is none, and `refusal` says why.

        Args:
            name: of its file, without the ending.
            about: what it is about, for the list.
            make: the certificate; an LcnsymError means that there is none.
        """
        self.refusal = ""
        try:
            certificate = make()
            complaint = self.check(certificate.text)
        except LcnsymError as error:
            complaint = str(error)
        if complaint is not None:
            self.refusal = complaint
            return None
        file = f"{name}.json"
        self.kept.append((file, about, certificate.kind, certificate.text))
        return download(file, certificate.text, certificate.kind, about)

    def sentence(self, name: str, about: str, make: Callable[[], Certificate]) -> Markup:
        """A list item with the link, or with the reason why there is none."""
        found = self.link(name, about, make)
        if found is None:
            return element("li", f"{about}: no certificate, {self.refusal}")
        return element("li", f"{about}: ", found)

    def listed(self) -> Markup:
        """All of them in a table."""
        if not self.kept:
            return paragraph("No certificate belongs to this page.", class_="note")
        rows = [
            (about, kind, download(file, text, file), str(len(text.encode()))) for file, about, kind, text in self.kept
        ]
        return table("Certificates in this page", ("about", "claim", "file", "bytes"), rows, (3,))
