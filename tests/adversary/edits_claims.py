"""Edits of fields, filters and architectures: what they change they change in claim and evidence, so that these fit.

An edit changes the document in place. One that does not apply to the document leaves it alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from .documents import BAD_FIELDS, FIELDS, HIDDEN_ZEROS, Json

Edit = Callable[[random.Random, Json], None]


def _forms(document: Json) -> list[list[Any]]:
    """All forms in the document, those of the claim first."""
    claim, of = document["claim"], document["evidence"]
    found = [claim[key] for key in ("filter", "witness") if key in claim]
    found += [factor["form"] for factor in of.get("factors", [])]
    for level in of.get("levels", []):
        found += [level["cofactor"], *(factor["form"] for factor in level["factors"])]
    return [*found, *(of["filters"] if of["kind"] == "filters" else [])]


# the field


def another_field(rng: random.Random, document: Json) -> None:
    """One of the same degree, so that lists stay numbers, or any where there are none."""
    old = document["field"]
    size = None if old is None else len(old["minpoly"])
    pool = [f for f in [*BAD_FIELDS.values(), *FIELDS.values()] if size is None or len(f["minpoly"]) == size]
    document["field"] = rng.choice(pool)


def hide_zeros(rng: random.Random, document: Json) -> None:
    """Add lists that mean zero to coefficients of claim and evidence."""
    for name, zero in HIDDEN_ZEROS.items():
        if document["field"] == FIELDS[name]:
            for form in _forms(document):
                for i, c in enumerate(form):
                    if rng.random() < 0.5:
                        form[i] = _plus(c, zero)


def hide_a_root_at_infinity(rng: random.Random, document: Json) -> None:
    """Over a reducible field: the leading coefficient is zero but is not written so."""
    for name, zero in HIDDEN_ZEROS.items():
        if document["field"] == FIELDS[name]:
            form = rng.choice(_forms(document) or [["0"]])
            form[rng.choice([0, -1])] = zero


def conjugate_root(_: random.Random, document: Json) -> None:
    """The generator becomes another root of the same polynomial."""
    field = document["field"]
    if field is not None and field["minpoly"] in (["-2", "0", "1"], ["-1", "0", "2"]):
        lo, hi = map(Fraction, field["interval"])
        document["field"] = {**field, "interval": [str(-hi), str(-lo)]}


def _plus(c: Any, zero: list[str]) -> Any:
    old = [c, *["0"] * (len(zero) - 1)] if isinstance(c, str) else c
    found = [str(Fraction(a) + Fraction(b)) for a, b in zip(old, zero, strict=True)]
    return found if any(x != "0" for x in found[1:]) else found[0]


# the claim


def another_coefficient(rng: random.Random, document: Json) -> None:
    claim = document["claim"]
    form = claim.get("filter", claim.get("witness"))
    if form:
        form[rng.randrange(len(form))] = str(rng.choice([0, 0, 1, -1, 2, 101]))


def zero_filter(_: random.Random, document: Json) -> None:
    claim = document["claim"]
    for key in ("filter", "witness"):
        if key in claim:
            claim[key] = ["0"] * len(claim[key])


def reversed_filter(_: random.Random, document: Json) -> None:
    """Roots at infinity change places with roots at zero, in claim and cofactors."""
    for form in _forms(document):
        form.reverse()


def layers_of_size_one(rng: random.Random, document: Json) -> None:
    """A layer that is a scalar, with a stride, anywhere; the evidence gets an entry for it."""
    architecture, of = document["claim"].get("architecture"), document["evidence"]
    if architecture is None or isinstance(architecture["k"][0], list) or "box" in document["claim"]:
        return
    i = rng.randint(0, len(architecture["k"]))
    architecture["k"].insert(i, 1)
    architecture["s"].insert(i, rng.choice([1, 1, 2, 3]))
    if of["kind"] in ("filters", "jacobian"):
        of["filters"].insert(i, [rng.choice(["1", "-1", "0", "2"])])
    elif of["kind"] == "packing":
        of["bins"].insert(i, [])


def other_strides(rng: random.Random, document: Json) -> None:
    """A stride dropped, added or moved; the degree may no longer fit."""
    architecture = document["claim"].get("architecture")
    if architecture is not None and not isinstance(architecture["k"][0], list):
        i = rng.randrange(len(architecture["s"]))
        architecture["s"][i] = rng.choice([1, 1, 2, 3])


def layers_permuted(rng: random.Random, document: Json) -> None:
    architecture, of = document["claim"].get("architecture"), document["evidence"]
    if architecture is None:
        return
    order = list(range(len(architecture["k"])))
    rng.shuffle(order)
    architecture["k"] = [architecture["k"][i] for i in order]
    if rng.random() < 0.5:
        architecture["s"] = [architecture["s"][i] for i in order]
    for key in ("filters", "bins"):
        if len(of.get(key, [])) == len(order) and rng.random() < 0.7:
            of[key] = [of[key][i] for i in order]


def split_or_merge_layers(rng: random.Random, document: Json) -> None:
    """(3) for (2, 2) or the other way round: the degree stays, the number of even sizes does not."""
    architecture = document["claim"].get("architecture")
    if architecture is None or isinstance(architecture["k"][0], list) or "box" in document["claim"]:
        return
    k, s = architecture["k"], architecture["s"]
    i = rng.randrange(len(k))
    if k[i] == 3:
        k[i : i + 1], s[i : i + 1] = [2, 2], [1, s[i]]
    elif i + 1 < len(k) and s[i] == 1:
        k[i : i + 2], s[i : i + 2] = [k[i] + k[i + 1] - 1], [s[i + 1]]


def other_claim_numbers(rng: random.Random, document: Json) -> None:
    """Count, dimension and whether compatible ones are meant."""
    claim = document["claim"]
    if "count" in claim:
        claim["count"] = str(max(0, int(claim["count"]) + rng.choice([-2, -1, 0, 1, 2])))
        claim["compatible"] = rng.random() < 0.5
    if "dimension" in claim:
        claim["dimension"] = max(1, claim["dimension"] + rng.choice([-1, 1]))


CLAIM_EDITS: tuple[Edit, ...] = (
    *(another_coefficient, zero_filter, reversed_filter, layers_of_size_one, other_strides, layers_permuted),
    *(split_or_merge_layers, other_claim_numbers, another_field, hide_zeros, hide_a_root_at_infinity, conjugate_root),
)
