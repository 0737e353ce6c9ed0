"""The part of a report that is about critical points of the square loss."""

from __future__ import annotations

from collections.abc import Callable

from ...certificates.landscape import certify_critical_point, certify_spurious_minimum
from ...errors import LcnsymError
from ...landscape.critical import Landscape, critical_points
from ...landscape.effort import Effort
from ...landscape.layers.parameter_points import CriticalPoint
from ...landscape.loss import SquareLoss
from ...network.architecture import Architecture
from ..html import Markup, element, facts, joined, paragraph, table
from ..pictures.lines import shown_class
from ..pictures.loss import loss
from ..values import landscape as values
from .certificates import Folder
from .pictures import pictured

MAX_CERTIFIED = 12
Progress = Callable[[str], None]


def about_loss(
    architecture: Architecture, square_loss: SquareLoss, effort: Effort, folder: Folder, progress: Progress | None
) -> Markup:
    """All critical points, the loss along lines through them, and certificates; or why they are not here."""
    try:
        found = critical_points(architecture, square_loss, effort.seconds, progress, use_cache=effort.use_cache)
        return _about(found, folder)
    except LcnsymError as error:
        return paragraph(f"The critical points are not here: {error}.", class_="note")


def _about(landscape: Landscape, folder: Folder) -> Markup:
    parts = [
        _loss_facts(landscape),
        facts(values.landscape_facts(landscape)),
        *_points(landscape, folder),
        _spurious(landscape, folder),
        _picture(landscape),
        *_completeness(landscape),
        paragraph(values.zero_filters_text(landscape) + "."),
    ]
    return joined(parts)


def _completeness(landscape: Landscape) -> list[Markup]:
    """Stratum by stratum; for larger strides what is to be said of parameter space."""
    rows = values.stratum_rows(landscape)
    if rows:
        title = element("h3", "Completeness, stratum by stratum")
        caption = "Strata of root multiplicities over ℂ"
        return [title, table(caption, values.STRATUM_HEADERS, rows, values.STRATUM_NUMBERS)]
    return [paragraph(f"{space.note}.", class_="note") for space in landscape.strata if space.note]


def _points(landscape: Landscape, folder: Folder) -> list[Markup]:
    """The table of critical points, with a certificate in each of the first rows."""
    headers, numbers, rows = values.function_table(landscape)
    shown, refusals = [], []
    for i, (row, point) in enumerate(zip(rows, landscape.points, strict=True), start=1):
        link = _certificate(landscape, i, point, folder) if i <= MAX_CERTIFIED else None
        if link is None and i <= MAX_CERTIFIED:
            refusals.append(element("li", f"index {row[0]}: {folder.refusal}"))
        shown.append((*row[:-1], link or "–", row[-1]))
    if not shown:
        return []
    titles = (*headers[:-1], "certificate", headers[-1])
    caption = "Critical functions, ascending by loss"
    return [table(caption, titles, shown, numbers), *_left_out(refusals, len(shown))]


def _certificate(landscape: Landscape, i: int, point: CriticalPoint, folder: Folder) -> Markup | None:
    return folder.link(
        f"critical-point-{i}", f"Critical point #{i}", lambda: certify_critical_point(landscape, shown_class(point))
    )


def _left_out(refusals: list[Markup], number: int) -> list[Markup]:
    parts = []
    if refusals:
        parts += [paragraph("Without a certificate:"), element("ul", *refusals)]
    if number > MAX_CERTIFIED:
        parts.append(
            paragraph(f"The first {MAX_CERTIFIED} have certificates here; the command critical writes others.")
        )
    return parts


def _spurious(landscape: Landscape, folder: Folder) -> Markup:
    if not landscape.spurious_minima:
        return joined([])
    item = folder.sentence("spurious-minimum", "A spurious minimum", lambda: certify_spurious_minimum(landscape))
    return element("ul", item)


def _loss_facts(landscape: Landscape) -> Markup:
    words = "ℓ(w) = (w − u)ᵀ Q (w − u), u the target and Q the Gram matrix."
    if landscape.square_loss.residual is not None:
        words += " The sum of squared errors over the data is ℓ(w) and the residual, which no filter can lower."
    return paragraph(words)


def _picture(landscape: Landscape) -> Markup:
    """Lines in parameter space; what is drawn is approximate, the tables are not."""
    try:
        drawing = loss(landscape)
    except LcnsymError as error:
        return paragraph(f"No picture: {error}.", class_="note")
    seen = (
        "Above, the loss along straight lines from every critical point to the next, ascending by loss; below, for "
        "every critical point, in its least curved direction and towards another one. The table has losses and natures."
    )
    note = paragraph(
        "Lines are drawn in the space of the layers' coefficients, all layers of a point scaled to equal norms; of the "
        "factorizations of a function a minimum stands for all, or else the first. The curves are floating point."
    )
    return joined([element("h3", "The loss along lines"), note, pictured(drawing, "loss", seen)])
