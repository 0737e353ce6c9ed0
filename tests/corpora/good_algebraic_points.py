"""Certificates about critical points with layers over a number field that a checker must accept."""

from __future__ import annotations

from typing import Any

from tests.corpora.good_exact_points import HESSIAN, QUARTIC, exact_critical, exact_spurious
from tests.corpora.good_landscape import loss
from tests.corpora.parts import REDUCIBLE, SQRT2, Json, certificate

Layers = list[list[Any]]

# the squares nearest to x² + xy + 3y², (x − ay)² times a number: of the two real roots one is a minimum's
SQUARES = loss(["1", "1", "3"])
POLYNOMIAL = ["-1", "1", "0", "5", "1"]
AT_MINIMUM: Json = {"minpoly": POLYNOMIAL, "interval": ["-6", "-5"]}
AT_SADDLE: Json = {"minpoly": POLYNOMIAL, "interval": ["0", "1"]}
DOUBLE: Layers = [[["1", "1/3", "-10/3", "-2/3"], ["2/3", "-5/3", "-1/3", "0"]], ["1", ["0", "-1", "0", "0"]]]
SQUARE_LOSS = ["26/3", "5", "-1", "-1/3"]
INVERSE = ["1", "0", "5", "1"]
"""1/a."""

# w = (x − ay)²·v for u = 3x³ − 2x²y + xy² + 3y³
CUBIC = loss(["3", "-2", "1", "3"])
SEVENTH: Json = {"minpoly": ["1", "-7", "9", "-8", "5", "-9", "1", "2"], "interval": ["1", "2"]}
CUBIC_LAYERS: Layers = [
    [
        ["13/4", "-7/4", "9/4", "-5", "1/2", "1", "0"],
        ["-2", "13/4", "-19/4", "3/2", "-7/4", "1/4", "1/2"],
        ["3/4", "-13/4", "1/4", "1/2", "0", "0", "0"],
    ],
    ["1", ["0", "-1", "0", "0", "0", "0", "0"]],
]
CUBIC_LOSS = ["33/4", "21/2", "-87/4", "11", "27/4", "-3", "-1"]
CUBIC_BETTER: Layers = [["2", "-5/2", "5/2"], ["3/2", "1"]]
# the same filters, the first times a, the second divided by a
SCALED_BETTER: Layers = [
    [["0", c, "0", "0", "0", "0", "0"] for c in ("2", "-5/2", "5/2")],
    [["21/2", "-27/2", "12", "-15/2", "27/2", "-3/2", "-3"], ["7", "-9", "8", "-5", "9", "-1", "-2"]],
]

HIDDEN = ["-2", "0", "1", "0"]
"""Zero over the reducible field."""
LINES: Layers = [[HIDDEN, "-3"], [HIDDEN, "1"]]
# 3y⁴, a minimum whose Hessian is singular, with √2 in two layers
SINGULAR: Layers = [["0", ["0", "3"]], ["0", "1"], ["0", ["0", "1/2"]], ["0", "1"]]


def times(polynomial: list[str], other: list[int]) -> list[str]:
    """The product of two integer polynomials."""
    found = [0] * (len(polynomial) + len(other) - 1)
    for i, a in enumerate(polynomial):
        for j, b in enumerate(other):
            found[i + j] += int(a) * b
    return list(map(str, found))


def longer(number: list[str], size: int) -> list[str]:
    """The same number over a field whose polynomial has a larger degree."""
    return number + ["0"] * (size - len(number))


def over(field: Json, claim: Json) -> Json:
    return certificate(claim, HESSIAN, field, version=2)


def double(nature: Any, layers: Layers = DOUBLE, value: Any = SQUARE_LOSS) -> Json:
    return exact_critical((2, 2), SQUARES, layers, value, nature)


def cubic(filters: Layers = CUBIC_BETTER, layers: Layers = CUBIC_LAYERS, value: Any = CUBIC_LOSS) -> Json:
    return exact_spurious((3, 2), CUBIC, layers, value, filters)


WITH_ANOTHER_FACTOR: Json = {"minpoly": times(POLYNOMIAL, [-2, 0, 1]), "interval": ["-6", "-5"]}
LONGER_DOUBLE: Layers = [[c if isinstance(c, str) else longer(c, 6) for c in layer] for layer in DOUBLE]

ALGEBRAIC_POINTS: dict[str, Json] = {
    "algebraic-minimum": over(AT_MINIMUM, double("minimum")),
    "algebraic-minimum-nature-open": over(AT_MINIMUM, double(None)),
    "algebraic-saddle": over(AT_SADDLE, double("saddle")),
    "algebraic-spurious-minimum": over(SEVENTH, cubic()),
    "algebraic-spurious-minimum-filters-over-the-field": over(SEVENTH, cubic(SCALED_BETTER)),
    "algebraic-layer-of-size-one": over(
        AT_MINIMUM,
        exact_critical(
            (2, 1, 2), SQUARES, [DOUBLE[0], [["0", "1", "0", "0"]], [INVERSE, "-1"]], SQUARE_LOSS, "minimum"
        ),
    ),
    "algebraic-minimum-reducible": over(WITH_ANOTHER_FACTOR, double("minimum", LONGER_DOUBLE, longer(SQUARE_LOSS, 6))),
    "algebraic-leading-zeros-hidden": over(
        REDUCIBLE, exact_critical((2, 2), loss(["1", "0", "-3"]), LINES, "1", "saddle")
    ),
    "algebraic-singular": over(SQRT2, exact_critical((2, 2, 2, 2), QUARTIC, SINGULAR, "16", None)),
    "algebraic-rational-layers": over(
        SQRT2, exact_critical((2, 2), loss(["1", "0", "-3"]), [["0", "-3"], ["0", "1"]], "1", "saddle")
    ),
}
