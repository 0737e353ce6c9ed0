"""Views of critical points of the square loss, and of ED degrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby, islice
from typing import TYPE_CHECKING

from ...algebra.enclosures import enclosure_of
from ...algebra.numbers import text
from ..numbers import decimal, enclosed, short_filter, short_number
from ..palette import fair, yes_no
from ..views import Facts, Prose, Table, View

if TYPE_CHECKING:
    from ...landscape.critical import Landscape
    from ...landscape.ed_degrees import EDDegree
    from ...landscape.layers.natures import Judged
    from ...landscape.layers.parameter_points import CriticalPoint
    from ...landscape.layers.rational_layers import RationalLayers
    from ...landscape.loss import QuadraticLoss, SquareLoss
    from ...landscape.singular_landscape import SingularLandscape
    from ...landscape.systems import EquationSystem
    from ...landscape.zero_loss import ZeroLoss

FUNCTION_HEADERS = ("index", "loss", "pattern", "classes", "nature", "filter")
STRATUM_HEADERS = ("multiplicities", "over ℂ", "generic", "real", "complete", "proof", "note")
LAYER_HEADERS = ("index", "loss", "classes", "nature", "filters of the layers")
RATIONAL_HEADERS = ("loss", "nature", "rational layers")
FUNCTION_NUMBERS, STRATUM_NUMBERS, LAYER_NUMBERS, RATIONAL_NUMBERS = (0, 1, 3), (1, 2, 3), (0, 1, 2), (0,)
"""Which columns hold numbers."""

PROOFS = {
    "count": "count: as many complex ones are certified as there can be",
    "polynomial": "polynomial: all are at real roots of polynomials",
    "exclusion": "exclusion: outside certified boxes is no real one",
}
"""What is said of the weakest proof of all strata, or of the one of parameter space."""

MAX_PARTS = 16
"""At most this many root multiplicities are written out."""

SHOWN = 30
"""At most this many factorizations of a critical function are shown."""

Rows = list[tuple[str, ...]]
Bounds = tuple[Fraction, Fraction]


def landscape_facts(landscape: Landscape) -> Facts:
    """How many critical points there are, curves of them, how all are known, the least loss and spurious minima."""
    alone = ", isolated," if landscape.curves else ""
    functions_open = bool(not landscape.knows_all_functions or landscape.undecided)
    points_open = functions_open or not all(point.is_complete for point in landscape.points)
    return (
        ("target", short_filter(landscape.square_loss.target)),
        ("Gram matrix", "identity" if landscape.square_loss.is_euclidean else "given"),
        *_residual_facts(landscape.square_loss),
        ("critical functions", _counted(len(landscape.points), alone.rstrip(","), is_open=functions_open)),
        (
            "critical points",
            _counted(
                landscape.parameter_classes,
                f"{alone} up to scaling, with an end-to-end filter that is not zero",
                is_open=points_open,
            ),
        ),
        *_unlisted_facts(landscape),
        *((("curves", curves_text(landscape)),) if landscape.curves else ()),
        ("over ℂ", _complex_number(landscape.complex_classes, landscape.expected_classes)),
        ("complete", yes_no(value=True) if landscape.is_complete else fair(_incomplete(landscape))),
        *_proof_facts(landscape),
        ("least loss", _least(landscape)),
        *_least_total_facts(landscape.square_loss, _least_bounds(landscape)),
        ("spurious minima", _spurious(landscape)),
    )


def _counted(number: int, what: str, *, is_open: bool) -> str:
    """A number, and whether there may be more."""
    return f"{number} proved{what}, others may be missing" if is_open else f"{number}{what}"


def _proof_facts(landscape: Landscape | SingularLandscape) -> Facts:
    """How it is proved that none is missing, in all strata or in parameter space."""
    return () if landscape.proof is None else (("proof", PROOFS[str(landscape.proof)]),)


def _unlisted_facts(landscape: Landscape) -> Facts:
    """Of the real critical filters of strata those that are no critical points of the network."""
    others, own = landscape.unlisted
    told = []
    if others:
        what = "filters of strata have" if others > 1 else "filter of a stratum has"
        told.append(f"{others} real critical {what} no factorization without a double root in a layer")
    if own:
        told.append("the target is no member")
    return (("not listed", "; ".join(told)),) if told else ()


def landscape_view(landscape: Landscape) -> View:
    """Of all critical points."""
    headers, numbers, rows = function_table(landscape)
    functions = Table(headers, tuple(rows), numbers)
    strata = Table(STRATUM_HEADERS, tuple(stratum_rows(landscape)), STRATUM_NUMBERS)
    rational = Table(RATIONAL_HEADERS, tuple(rational_rows(landscape)), RATIONAL_NUMBERS)
    found = tuple(table for table in (functions, rational, strata) if table.rows)
    parts: tuple[Table | Prose, ...] = (*found, Prose((zero_filters_text(landscape),)))
    return View(f"Square loss on {landscape.architecture}", landscape_facts(landscape), parts)


def singular_view(landscape: SingularLandscape) -> View:
    """Of what is known where the Gram matrix is singular."""
    loss = landscape.square_loss
    found = landscape.spurious_minima
    facts = (
        ("target", short_filter(loss.target)),
        ("Gram matrix", f"singular, its kernel has dimension {loss.kernel_dimension}"),
        *_residual_facts(loss),
        ("loss zero", _zero_loss_text(landscape.zero_loss)),
        ("critical points", f"{landscape.parameter_classes}, isolated, up to scaling"),
        ("over ℂ", _complex_number(landscape.space.complex, landscape.space.expected)),
        ("complete", yes_no(value=True) if landscape.is_complete else fair("not proved: others may be missing")),
        *_proof_facts(landscape),
        ("spurious minima", "not decided" if found is None else str(found)),
    )
    points = Table(LAYER_HEADERS, tuple(_layer_rows(landscape.points)), LAYER_NUMBERS)
    parts: tuple[Table | Prose, ...] = (points,) if points.rows else ()
    return View(f"Square loss on {landscape.architecture}", facts, (*parts, Prose((zero_filters_text(landscape),))))


def _zero_loss_text(found: ZeroLoss) -> str:
    if found.is_empty is None:
        return "not decided whether a filter of the function space has it"
    if found.is_empty:
        return "no filter of the function space"
    size = "" if found.dimension is None else f" of dimension {found.dimension}"
    shown = "" if found.member is None else f", {short_filter(found.member)} in it"
    return f"a set{size} of filters of the function space{shown}"


def function_table(landscape: Landscape) -> tuple[tuple[str, ...], tuple[int, ...], Rows]:
    """The headers of the critical functions, which columns hold numbers, and the rows, ascending by loss."""
    if any(point.pattern is None for point in landscape.points):
        return LAYER_HEADERS, LAYER_NUMBERS, _layer_rows(landscape.points)
    return FUNCTION_HEADERS, FUNCTION_NUMBERS, _function_rows(landscape)


def curves_text(landscape: Landscape) -> str:
    """The curves of critical functions, each with its pattern, its loss and what is decided."""
    told = []
    for curve in landscape.curves:
        pattern = "patterns not decided, " if curve.pattern is None else f"pattern {curve.pattern}, "
        nature = {None: "nature not decided", True: "minima, not strict", False: "saddles"}[curve.is_minimum]
        shown = "" if curve.partition is None else pattern
        told.append(f"{shown}loss {short_number(curve.loss)} on all of it, {nature}")
    return "; ".join(told)


def _complex_number(found: int | None, expected: int) -> str:
    counted = "not all counted;" if found is None else f"{found} of"
    return f"{counted} {expected} for generic data, factorizations up to scaling"


def _spurious(landscape: Landscape) -> str:
    number, reason = landscape.spurious_minima, landscape.undecided_minima
    if number is None:
        return f"not decided: {reason}"
    return f"{number}, factorizations up to scaling" if number else "0"


def _function_rows(landscape: Landscape) -> Rows:
    """Under FUNCTION_HEADERS, ascending by loss; the index is that of `--index` and of `Landscape.points`."""
    return [
        (str(i), loss_text(point), str(point.pattern), str(len(point.classes)), natures_text(point), _filter(point))
        for i, point in enumerate(landscape.points)
    ]


def rational_rows(landscape: Landscape) -> Rows:
    """Under RATIONAL_HEADERS, the first SHOWN factorizations with rational layers, ascending by loss."""
    found = ((point, c) for point in landscape.points for c in point.classes if c.layers is not None)
    return [(loss_text(point), nature_text(c), layers_text(c.layers or ())) for point, c in islice(found, SHOWN)]


def stratum_rows(landscape: Landscape) -> Rows:
    """Under STRATUM_HEADERS; none for larger strides."""
    return [
        (
            partition_text(s.partition),
            "not counted" if s.complex is None else str(s.complex),
            str(s.expected),
            str(s.real),
            "yes" if s.is_complete else "not proved",
            "none" if s.proof is None else str(s.proof),
            s.note,
        )
        for s in landscape.strata
        if s.partition is not None
    ]


def zero_filters_text(landscape: Landscape | SingularLandscape) -> str:
    """One or two sentences on the critical points with zero filters."""
    words = {True: "some", False: "none", None: "not decided"}
    families = [f"layer {z.layer}: {words[z.exists]}" for z in landscape.zero_families]
    first = "With two or more zero filters every point is critical. " if len(families) > 1 else ""
    return f"{first}Critical points with one zero filter: {'; '.join(families)}"


def _layer_rows(points: Sequence[CriticalPoint]) -> Rows:
    """Under LAYER_HEADERS, for larger strides, ascending by loss; the filters are those of the first class."""
    rows: Rows = []
    for i, point in enumerate(points):
        layers = "  ".join(
            "(" + ", ".join(decimal(_middle(c), 5) for c in layer) + ")"
            for layer in point.classes[0].filter_enclosures(60)
        )
        first = point.classes[0].layers
        shown = layers if first is None else layers_text(first)
        rows.append((str(i), loss_text(point), str(len(point.classes)), natures_text(point), shown))
    return rows


def layers_text(layers: RationalLayers) -> str:
    """The filters of rational layers, exact where they are short."""
    return "  ".join("(" + ", ".join(map(short_number, layer)) + ")" for layer in layers)


def nature_text(judged: Judged) -> str:
    """What a critical point in parameter space is."""
    return "undecided" if judged.nature is None else str(judged.nature)


def partition_text(partition: tuple[int, ...]) -> str:
    """Such as 2,1,1; of long runs of equal parts the length, 2,1^98."""
    if len(partition) <= MAX_PARTS:
        return ",".join(map(str, partition)) or "none"
    runs = [(part, len(list(run))) for part, run in groupby(partition)]
    return ",".join(str(part) if number == 1 else f"{part}^{number}" for part, number in runs)


def loss_text(point: CriticalPoint) -> str:
    """The loss, exact if it is known and short, else to ten digits."""
    return enclosed(point.loss)


def natures_text(point: CriticalPoint) -> str:
    """What the factorizations of a critical function are."""
    counts = Counter(map(nature_text, point.classes))
    if len(counts) == 1:
        return next(iter(counts))
    return ", ".join(f"{number} × {name}" for name, number in counts.items())


def critical_point_view(point: CriticalPoint) -> View:
    """Of one critical function and its factorizations."""
    facts = (
        ("loss", loss_text(point)),
        ("root pattern", "not decided" if point.pattern is None else str(point.pattern)),
        ("is the target", yes_no(point.is_target)),
        ("classes", str(len(point.classes))),
        ("nature", natures_text(point)),
    )
    without = "a factorization of the target" if point.is_target else "found in parameter space"
    rows = tuple(
        (
            without if c.packing is None else str(c.packing),
            nature_text(c),
            "not rational" if c.layers is None else layers_text(c.layers),
        )
        for c in point.classes[:SHOWN]
    )
    is_rational = any(c.layers is not None for c in point.classes[:SHOWN])
    headers = ("roots by layer", "nature", "layers")[: 2 + is_rational]
    return View("Critical point", facts, (Table(headers, tuple(row[: len(headers)] for row in rows)),) if rows else ())


def loss_view(loss: QuadraticLoss) -> View:
    """Of a square loss."""
    facts = (
        ("target", short_filter(loss.target)),
        ("Gram matrix", "identity" if loss.is_euclidean else "given"),
        ("residual", "no data" if loss.residual is None else str(loss.residual)),
    )
    return View("Square loss", facts, write_formula=lambda: r"(w - u)^{T} Q (w - u)")


def ed_degree_view(found: EDDegree) -> View:
    """Of the number of critical points of a generic loss."""
    facts = (("complex critical points", f"{text(found.total)}, not zero, up to scaling, for generic data"),)
    rows = tuple(
        (",".join(map(str, s.partition)), *map(text, (s.ed_degree, s.packings, s.ed_degree * s.packings)))
        for s in found.strata or ()
        if s.packings
    )
    table = Table(("multiplicities", "on the stratum", "packings", "product"), rows, (1, 2, 3))
    return View(f"Architecture {found.architecture}", facts, () if found.strata is None else (table,))


def system_view(system: EquationSystem) -> View:
    """Of equations for other programs."""
    facts = [("unknowns", ", ".join(system.names)), ("equations", str(len(system.equations)))]
    if system.expected is not None:
        facts.append(("complex solutions for generic data", str(system.expected)))
    return View(system.title, tuple(facts))


def _incomplete(landscape: Landscape) -> str:
    """Why critical points may be missing."""
    if landscape.curves:
        return "not proved: there are infinitely many, on curves"
    if not all(stratum.is_complete for stratum in landscape.strata):
        return "not proved"
    return "not proved: filters on smaller strata may be critical with double roots in a layer"


def _least(landscape: Landscape) -> str:
    least = landscape.global_minimum
    if least is not None:
        return loss_text(least) if least.pattern is None else f"{loss_text(least)}, pattern {least.pattern}"
    curve = landscape.least_curve
    if curve is not None:
        pattern = "" if curve.partition is None else f", pattern {curve.pattern}"
        return f"{short_number(curve.loss)}{pattern}, on a curve"
    if landscape.is_least_at_zero:
        return f"{short_number(landscape.square_loss.value_at_zero)}, at the zero filter"
    return "not proved"


def _least_bounds(landscape: Landscape) -> Bounds | None:
    least = landscape.global_minimum
    if least is not None:
        return least.loss
    if landscape.least_curve is not None:
        return enclosure_of(landscape.least_curve.loss, 60)
    return enclosure_of(landscape.square_loss.value_at_zero, 60) if landscape.is_least_at_zero else None


def _residual_facts(loss: QuadraticLoss) -> Facts:
    """What is added to a loss to have the sum of squared errors over the data, if there are data."""
    if loss.residual is None:
        return ()
    return (
        ("residual", f"{short_number(loss.residual)}, which no filter can lower"),
        ("squared errors", "their sum over the data, no mean, is loss + residual"),
    )


def _least_total_facts(loss: SquareLoss, least: Bounds | None) -> Facts:
    if loss.residual is None or least is None:
        return ()
    return (("least squared errors", enclosed((least[0] + loss.residual, least[1] + loss.residual))),)


def _filter(point: CriticalPoint) -> str:
    return ", ".join("0" if lo <= 0 <= hi else decimal((lo + hi) / 2, 5) for lo, hi in point.coefficients())


def _middle(bounds: tuple[Fraction, Fraction]) -> Fraction:
    return (bounds[0] + bounds[1]) / 2
