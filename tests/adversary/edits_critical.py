"""Edits of certificates about critical points: boxes, values, natures, losses and the matrices of the evidence."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from .documents import Json
from .edits_claims import Edit
from .edits_evidence import EVIDENCE_EDITS


def _shifted(c: str, step: Fraction) -> str:
    return str(Fraction(c) + step)


def move_the_box(rng: random.Random, document: Json) -> None:
    """By less than its radius, by more, or far away."""
    box = document["claim"]["box"]
    layer = rng.choice(box["centre"])
    j = rng.randrange(len(layer))
    layer[j] = _shifted(layer[j], rng.choice([Fraction(1, 4), Fraction(1), Fraction(3)]) * Fraction(box["radius"]))


def another_radius(rng: random.Random, document: Json) -> None:
    box = document["claim"]["box"]
    box["radius"] = str(Fraction(box["radius"]) * rng.choice([Fraction(1, 64), Fraction(1, 4), 4, 16, 64, 1024]))


def zero_layer(rng: random.Random, document: Json) -> None:
    centre = document["claim"]["box"]["centre"]
    i = rng.randrange(len(centre))
    centre[i] = ["0"] * len(centre[i])


def negative_layers(rng: random.Random, document: Json) -> None:
    """Two layers change their sign: the same class of filters; one alone is another filter."""
    centre = document["claim"]["box"]["centre"]
    for i in rng.sample(range(len(centre)), min(len(centre), rng.choice([1, 2]))):
        centre[i] = [_negative(c) for c in centre[i]]


def _negative(c: str) -> str:
    return str(-Fraction(c))


def other_fixed(rng: random.Random, document: Json) -> None:
    """Another coordinate is fixed, or another layer is free; the box stays."""
    box, k = document["claim"]["box"], document["claim"]["architecture"]["k"]
    i = rng.randrange(len(k))
    if box["fixed"][i] is None and len(k) > 1:
        j = (i + 1) % len(k)
        box["fixed"][i], box["fixed"][j] = rng.randrange(k[i]), None
    elif box["fixed"][i] is not None:
        box["fixed"][i] = rng.randrange(k[i])


def another_value(rng: random.Random, document: Json) -> None:
    claim = document["claim"]
    lo, hi = map(Fraction, claim["value"])
    width = hi - lo
    choices = [(hi, hi + width), (lo - width, lo), (hi, lo), ((lo + hi) / 2, hi), (lo, (lo + hi) / 2), (lo - 9, hi + 9)]
    claim["value"] = [str(end) for end in rng.choice(choices)]


def another_nature(rng: random.Random, document: Json) -> None:
    claim = document["claim"]
    if "nature" in claim:
        claim["nature"] = rng.choice(["minimum", "maximum", "saddle", None])


def another_loss(rng: random.Random, document: Json) -> None:
    """A target or Gram matrix that is a little different, or indefinite, or singular."""
    loss = document["claim"]["loss"]
    size = len(loss["target"])
    kind = rng.random()
    if kind < 0.4:
        i = rng.randrange(size)
        loss["target"][i] = _shifted(loss["target"][i], Fraction(rng.choice([1, -1, 2]), rng.choice([1, 1, 4096])))
        return
    rows = loss["gram"] or [[str(int(i == j)) for j in range(size)] for i in range(size)]
    i = rng.randrange(size)
    if kind < 0.6:
        rows[i] = ["0"] * size
        for j in range(size):
            rows[j][i] = "0"
    elif kind < 0.8:
        rows[i][i] = _negative(rows[i][i])
    else:
        rows = [[_negative(c) for c in row] for row in rows]
    loss["gram"] = rows


def another_matrix(rng: random.Random, document: Json) -> None:
    """Preconditioner or congruence: zero, singular, scaled, negative, the unit matrix, each other."""
    of = document["evidence"]
    key = rng.choice(["preconditioner", "congruence"])
    other = of["congruence" if key == "preconditioner" else "preconditioner"]
    rows = of[key]
    if rows is None or other is None:
        return
    size = len(rows)
    choices: list[Any] = [
        [["0"] * size for _ in range(size)],
        [rows[0], *rows[: size - 1]],
        [[_negative(c) for c in row] for row in rows],
        [[str(Fraction(c) / 2) for c in row] for row in rows],
        [[str(int(i == j)) for j in range(size)] for i in range(size)],
        other,
        rows[::-1],
    ]
    of[key] = rng.choice([*choices, *([None] if key == "congruence" else [])])


def other_filters(rng: random.Random, document: Json) -> None:
    """Those at the centre, with equal loss; zero; or ones that are nearly as good."""
    claim = document["claim"]
    if "filters" not in claim:
        return
    centre = claim["box"]["centre"]
    kind = rng.random()
    if kind < 0.4:
        claim["filters"] = [list(layer) for layer in centre]
    elif kind < 0.6:
        claim["filters"] = [["0"] * len(layer) for layer in centre]
    else:
        layer = rng.choice(claim["filters"])
        j = rng.randrange(len(layer))
        layer[j] = _shifted(layer[j], Fraction(rng.choice([-2, -1, 1, 2]), rng.choice([1, 2, 64])))


def other_architecture(rng: random.Random, document: Json) -> None:
    """The layers in another order, or with other strides of the same total degree."""
    architecture = document["claim"]["architecture"]
    if rng.random() < 0.5:
        architecture["s"] = architecture["s"][::-1]
    else:
        for key in ("k", "s"):
            architecture[key] = architecture[key][::-1]
        box = document["claim"]["box"]
        box["centre"], box["fixed"] = box["centre"][::-1], box["fixed"][::-1]


# strata


def another_elimination_form(rng: random.Random, document: Json) -> None:
    """A multiple, one with a coefficient changed, or one turned round."""
    claim = document["claim"]
    form = claim["elimination"]
    kind = rng.random()
    if kind < 0.35:
        c = rng.choice([2, -1, 3])
        claim["elimination"] = [str(c * Fraction(x)) for x in form]
        document["evidence"]["scalar"] = str(c * Fraction(document["evidence"]["scalar"]))
    elif kind < 0.7:
        i = rng.randrange(len(form))
        form[i] = _shifted(form[i], Fraction(rng.choice([1, -1])))
    else:
        form.reverse()


def another_multiplicity(rng: random.Random, document: Json) -> None:
    """The form, of the same degree or not, is said to belong to another multiplicity."""
    claim = document["claim"]
    claim["multiplicity"] = rng.choice([2, 3])


# all critical points


def another_box(rng: random.Random, document: Json) -> None:
    """Moved, enlarged, replaced by another one or its conjugate, made real."""
    boxes = document["claim"]["boxes"]
    i = rng.randrange(len(boxes))
    box = boxes[i]
    kind = rng.randrange(7)
    if kind == 0:
        boxes[i] = rng.choice(boxes)
    elif kind == 1:
        point = rng.choice(box["centre"])
        j = rng.randrange(2)
        point[j] = _shifted(point[j], Fraction(box["radius"]) * rng.choice([Fraction(1, 2), 1, 4]))
    elif kind in (2, 3):
        box["radius"] = str(Fraction(box["radius"]) * rng.choice([2, 16, 128, 1024, Fraction(1, 1024)]))
    elif kind == 4:
        box["centre"] = [[re, _negative(im)] for re, im in box["centre"]]
    elif kind == 5:
        box["centre"] = [[re, "0"] for re, _ in box["centre"]]
    else:
        boxes.pop(i)


def count_and_boxes(rng: random.Random, document: Json) -> None:
    """A pair gives way to two real boxes, or a real box and its neighbour to a pair; the number is kept."""
    claim = document["claim"]
    real = [box for box in claim["boxes"] if all(im == "0" for _, im in box["centre"])]
    pairs = [box for box in claim["boxes"] if box not in real]
    if pairs and rng.random() < 0.5:
        chosen = rng.choice(pairs)
        claim["boxes"].remove(chosen)
        for shift in (Fraction(0), 4 * Fraction(chosen["radius"])):
            centre = [[_shifted(re, shift), "0"] for re, _ in chosen["centre"]]
            claim["boxes"].append({"centre": centre, "radius": chosen["radius"]})
        claim["real"] += 2
    elif len(real) > 1:
        one, two = rng.sample(real, 2)
        claim["boxes"].remove(two)
        one["centre"] = [[re, str(2 * Fraction(one["radius"]))] for re, _ in one["centre"]]
        claim["real"] -= 2


def another_chart(rng: random.Random, document: Json) -> None:
    document["claim"]["chart"] = rng.choice([[1, 0, 0, 1], [0, 1, 1, 0], [1, 1, 0, 1], [-1, 0, 0, 1], [2, 0, 0, 2]])


def another_real(rng: random.Random, document: Json) -> None:
    document["claim"]["real"] = max(0, document["claim"]["real"] + rng.choice([-2, -1, 1, 2]))


CRITICAL_EDITS: dict[str, tuple[Edit, ...]] = {
    "krawczyk": (
        *(move_the_box, another_radius, zero_layer, negative_layers, other_fixed, another_value, another_nature),
        *(another_nature, another_loss, another_matrix, other_filters, other_filters, other_architecture),
    ),
    "stratum": (
        *(another_elimination_form, another_multiplicity, another_loss),
        *(edit for edit in EVIDENCE_EDITS["factored"] if edit.__name__ != "equal_modulo_the_prime"),
    ),
    "tangency": (another_box, another_box, count_and_boxes, another_chart, another_real, another_loss),
}
