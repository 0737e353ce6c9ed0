"""Views of trained networks and of where their training ended."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from ...network.architecture import Architecture
from ...network.model_files import CONVENTION
from ..numbers import enclosed, short_filter, short_number
from ..palette import decided, fair, good, position_text
from ..views import Card, Facts, Part, Prose, Table, View

if TYPE_CHECKING:
    from ...landscape.trained.networks import TrainedModel, TrainedNetwork
    from ...landscape.trained.results import TrainingResult

BITS = 60
SHOWN = 16
"""So many channels are shown at most."""
PLACES = {"interior": "inside", "boundary": "on the boundary", "outside": "outside"}


def model_view(
    model: TrainedModel,
    documents: Sequence[dict[str, object]] | None = None,
    results: Sequence[TrainingResult] | None = None,
) -> View:
    """Of a trained chain, with what is known of its channels; without documents what needs no search."""
    several = len(model.channels) > 1
    parts: list[Part] = []
    for i, channel in enumerate(islice(model.channels, SHOWN)):
        title = f"Channel {i}" if several else ""
        document = None if documents is None else documents[i]
        parts.append(Card(title or "End to end", network_facts(channel, document)))
        strata = _strata(document)
        parts += [strata] if strata else []
        if results is not None:
            parts.append(Card("Training", result_facts(results[i])))
        notes = [] if document is None else document["notes"]
        parts += [Prose(tuple(map(str, notes)))] if isinstance(notes, list) and notes else []
    if several and len(model.channels) > SHOWN:
        parts.append(Prose((f"and {len(model.channels) - SHOWN} more channels",)))
    zeros = model.channels[0].padding
    facts: Facts = (
        ("read as", CONVENTION),
        ("architecture", str(model.architecture)),
        ("layers", ", ".join(islice(model.names, SHOWN)) + (", …" if len(model.names) > SHOWN else "")),
        *((("channels", str(len(model.channels))),) if several else ()),
        *((("padding", f"{', '.join(map(str, zeros))} zeros on both sides"),) if any(zeros) else ()),
    )
    return View("Trained network", facts, tuple(parts))


def network_facts(network: TrainedNetwork, document: dict[str, object] | None = None) -> Facts:
    """The filter and where it is."""
    verdict, form = network.verdict, network.filter
    line = form if isinstance(network.architecture, Architecture) else None
    found: Facts = (("filter", short_filter(line) if line is not None else _entries(form.coefficients)),)
    if network.constant is not None:
        found += (("biases add", short_number(network.constant)),)
    if verdict.pattern is not None:
        found += (("root pattern", str(verdict.pattern)),)
    position = "none, the function space has no interior" if verdict.position is None else str(verdict.position)
    found += (("position", position_text(position)),)
    count = network.factorizations
    found += (("factorizations", "not counted" if count is None else f"{count} up to scaling"),)
    if document is not None:
        nothing = "none, the function space is everything" if network.architecture.is_filling else "not known"
        distance = document["distance_to_boundary"]
        found += (("to the boundary", nothing if distance is None else _number(distance)),)
    return found


def result_facts(result: TrainingResult) -> Facts:
    """Where training ended."""
    least, nearest = result.least_loss, result.nearest
    found: Facts = (
        ("loss", f"{_bounds((result.loss, result.loss))}, the mean of {result.outputs} squared errors"),
        ("least loss", "not decided" if least is None else f"{_bounds(least)}, of all networks of this architecture"),
    )
    if nearest is None:
        return (*found, ("nearest", "no critical point is proved to be the nearest"))
    kind = "not decided" if nearest.nature is None else str(nearest.nature)
    if nearest.is_spurious is not None and kind == "minimum":
        kind = fair("spurious minimum") if nearest.is_spurious else good("global minimum")
    pattern = "" if nearest.point.pattern is None else f", root pattern {nearest.point.pattern}"
    return (
        *found,
        ("nearest", f"{kind}{pattern}"),
        ("its loss", _bounds(nearest.loss)),
        ("its distance", _bounds(nearest.distance)),
        ("alone within", _bounds((nearest.alone_within, nearest.alone_within))),
        ("arrived there", decided(result.has_arrived)),
        ("stuck", _stuck(result)),
    )


def _stuck(result: TrainingResult) -> str:
    if result.is_stuck is None:
        return "not decided"
    if result.is_stuck:
        return fair("yes: other networks of this architecture have a smaller loss")
    return good("no") if result.has_arrived else "no: it is not near a critical point"


def result_view(result: TrainingResult) -> View:
    """Of where training ended."""
    notes = tuple(result.notes)
    return View(f"Training of {result.architecture}", result_facts(result), (Prose(notes),) if notes else ())


def network_view(network: TrainedNetwork) -> View:
    """Of one channel."""
    return View(f"Trained network of {network.architecture}", network_facts(network))


def _strata(document: dict[str, object] | None) -> Table | None:
    listed = None if document is None else document["strata"]
    if not isinstance(listed, list) or not listed:
        return None
    return Table(
        ("stratum", "distance"), tuple((entry["pattern"], _number(entry["distance"])) for entry in listed), (1,)
    )


def _number(value: object) -> str:
    """A number of the JSON, for people."""
    if isinstance(value, dict):
        return _bounds((Fraction(value["interval"][0]), Fraction(value["interval"][1])))
    return "-" if value is None else short_number(Fraction(str(value)))


def _bounds(bounds: tuple[Fraction, Fraction]) -> str:
    return enclosed(bounds, 12)


def _entries(values: Sequence[object]) -> str:
    return ", ".join(short_number(v) for v in islice(values, SHOWN)) + (", …" if len(values) > SHOWN else "")  # type: ignore[arg-type]
