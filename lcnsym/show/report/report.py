"""A report: one page about an architecture, and about a filter and a square loss if they are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...algebra.forms import BinaryForm
from ...algebra.multihomogeneous import TensorForm
from ...landscape.effort import Effort
from ...landscape.loss import SquareLoss
from ...network.architecture import Architecture
from ...network.several_axes import TensorArchitecture
from ..html import Markup, element, joined, page, paragraph
from . import architecture as report_architecture
from .certificates import Check, Folder
from .filters import about_filter, about_tensor
from .landscape import Progress, about_loss
from .style import STYLE

SECONDS = 600


@dataclass(frozen=True, eq=False)
class Subject:
    """What a report is about.

    Attributes:
        architecture: of any strides, with any number of axes.
        form: a filter of its end-to-end size; None: no filter.
        square_loss: for filters with one axis; None: no loss.
        seconds: how long each search for critical points may take, as for `critical_points`.
        command: the words that asked for the report, shown at its end.
        notes: sentences about the input, such as a filter that was rounded.
        use_cache: as for `critical_points`.
    """

    architecture: Architecture | TensorArchitecture
    form: BinaryForm | TensorForm | None = None
    square_loss: SquareLoss | None = None
    seconds: float = SECONDS
    command: str = ""
    notes: tuple[str, ...] = ()
    use_cache: bool = True


@dataclass(frozen=True)
class Report:
    """A page.

    Attributes:
        html: the file, which loads nothing and runs nothing.
        sections: the titles of its parts.
        certificates: the names of the certificates in it.
    """

    html: str
    sections: tuple[str, ...]
    certificates: tuple[str, ...]


Section = tuple[str, str, Markup]


def report(subject: Subject, check: Check, progress: Progress | None = None) -> Report:
    """The page about a subject; parts that make no sense for it are one sentence.

    Args:
        check: says what is wrong with a certificate's text, None for nothing; only certificates without fault are put
            into the page.
        progress: is told which stratum of critical points comes next.

    Raises:
        BadInputError: the filter or the loss is not of the architecture's size.
    """
    folder = Folder(check)
    sections = [(name, title, make()) for name, title, make in _parts(subject, folder, progress)]
    sections.append(("certificates", "Certificates", _certificates(folder)))
    title = f"Report on {subject.architecture}"
    return Report(
        page(title, STYLE, *_body(title, subject, sections)),
        tuple(found for _, found, _ in sections),
        tuple(file for file, *_ in folder.kept),
    )


def _parts(subject: Subject, folder: Folder, progress: Progress | None) -> list[tuple[str, str, Callable[[], Markup]]]:
    """(identifier, title, what makes it) of the parts that depend on the subject."""
    architecture = subject.architecture
    found: list[tuple[str, str, Callable[[], Markup]]] = [
        ("architecture", "Architecture", lambda: report_architecture.card(architecture, folder))
    ]
    if isinstance(architecture, TensorArchitecture):
        return [*found, *_with_several_axes(subject, architecture, folder)]
    found += [
        ("patterns", "Root patterns", lambda: report_architecture.patterns(architecture)),
        ("order", "Closure order", lambda: report_architecture.closure_order(architecture)),
        ("discriminant", "Discriminant and strata", lambda: report_architecture.discriminant(architecture)),
        ("inequalities", "Inequalities", lambda: report_architecture.inequalities(architecture)),
    ]
    form, square_loss = subject.form, subject.square_loss
    if isinstance(form, BinaryForm):
        found.append(("filter", "Filter", lambda: about_filter(architecture, form, "filter", folder)))
    if square_loss is not None:
        target = square_loss.target
        found += [
            ("target", "Target", lambda: about_filter(architecture, target, "target", folder)),
            (
                "critical",
                "Critical points of the square loss",
                lambda: about_loss(
                    architecture, square_loss, Effort(subject.seconds, subject.use_cache), folder, progress
                ),
            ),
        ]
    return found


def _with_several_axes(
    subject: Subject, architecture: TensorArchitecture, folder: Folder
) -> list[tuple[str, str, Callable[[], Markup]]]:
    sentence = (
        "Root patterns, their closure order, inequalities and critical points are about filters with one axis; with "
        "several axes filters are told apart by their irreducible factors."
    )
    found: list[tuple[str, str, Callable[[], Markup]]] = [
        ("patterns", "Root patterns and critical points", lambda: paragraph(sentence, class_="note"))
    ]
    form = subject.form
    if isinstance(form, TensorForm):
        found.append(("filter", "Filter", lambda: about_tensor(architecture, form, folder)))
    return found


def _certificates(folder: Folder) -> Markup:
    words = paragraph(
        "All were accepted by the independent checker when this page was made. To check one again, save it by its link "
        "and run ",
        element("code", "lcnsym certificate check FILE"),
        " or ",
        element("code", "python -m lcnsym.checker FILE"),
        ", which needs nothing but Python.",
    )
    return joined([words, folder.listed()] if folder.kept else [folder.listed()])


def _body(title: str, subject: Subject, sections: Sequence[Section]) -> list[Markup]:
    links = [element("li", element("a", found, href=f"#{name}")) for name, found, _ in sections]
    notes = [paragraph(note[:1].upper() + note[1:] + ".", class_="note") for note in subject.notes]
    made = [paragraph("Made by ", element("code", element("bdi", subject.command)))] if subject.command else []
    return [
        element("a", "Skip to the content", class_="skip", href="#main"),
        element(
            "header",
            element("h1", title),
            paragraph("What is said of filters is decided exactly; decimals are marked by ≈, and curves are pictures."),
            *notes,
        ),
        element("nav", element("ul", *links), aria_label="Parts of this report"),
        element(
            "main",
            *(_section(*section) for section in sections),
            id="main",
        ),
        element(
            "footer",
            *made,
            paragraph("lcnsym, the exact geometry of linear convolutional networks."),
        ),
    ]


def _section(name: str, title: str, body: Markup) -> Markup:
    heading = f"{name}-heading"
    return element("section", element("h2", title, id=heading), body, id=name, aria_labelledby=heading)
