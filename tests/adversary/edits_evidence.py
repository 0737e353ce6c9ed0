"""Edits of evidence about filters, patterns and architectures, and of the claim with it where it can follow."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

from .documents import POOR_PRIMES, PRIMES, Json, in_powers, read, write
from .edits_claims import Edit, split_or_merge_layers, zero_filter
from .exact import multiply, number
from .oracle import composed, root_of
from .oracle_roots import levels


def _numbers_of(factor: Json) -> list[str]:
    found = factor.get("breakpoints", factor.get("points"))
    return found if isinstance(found, list) else []


def _factor_lists(document: Json) -> list[list[Json]]:
    of = document["evidence"]
    found = [of["factors"]] if "factors" in of else []
    return found + [level["factors"] for level in of.get("levels", [])]


# factors


def move_between_multiplicities(rng: random.Random, document: Json) -> None:
    """A factor gets another multiplicity; the claim's filter follows for rules of stride one."""
    for factors in _factor_lists(document):
        if factors:
            factor = rng.choice(factors)
            factor["multiplicity"] = max(1, factor["multiplicity"] + rng.choice([-1, 1, 2]))
            factors.sort(key=lambda f: f["multiplicity"])  # type: ignore[no-any-return]


def merge_factors(rng: random.Random, document: Json) -> None:
    """A^m is written as a factor of multiplicity one, multiplied into the one that is there; the product stays."""
    field = document["field"]
    for factors in _factor_lists(document):
        repeated = [factor for factor in factors if factor["multiplicity"] > 1]
        if not repeated:
            continue
        chosen = rng.choice(repeated)
        form = _power(read(chosen["form"], field), chosen["multiplicity"])
        factors.remove(chosen)
        _pattern_follows(document["claim"], chosen["multiplicity"])
        _break_at_the_root(chosen)
        first = next((factor for factor in factors if factor["multiplicity"] == 1), None)
        if first is None:
            factors.insert(0, {**chosen, "multiplicity": 1, "form": write(form, field)})
        else:
            first["form"] = write(multiply(read(first["form"], field), form), field)
            _joined(first, chosen)


def _pattern_follows(claim: Json, m: int) -> None:
    """The claim says simple roots where there were roots of multiplicity m."""
    if "pattern" in claim:
        halves = [half.replace(str(m), "1" * m) for half in claim["pattern"].split("|")]
        claim["pattern"] = "|".join("".join(sorted(half)) for half in halves)


def _break_at_the_root(factor: Json) -> None:
    """A breakpoint at a rational root, where it is counted with its multiplicity."""
    form = factor["form"]
    if len(form) == 2 and all(isinstance(c, str) for c in form) and form[0] != "0" and factor.get("breakpoints"):
        factor["breakpoints"] = [str(-Fraction(form[1]) / Fraction(form[0]))]


def _joined(first: Json, other: Json) -> None:
    for key in ("breakpoints", "points"):
        if isinstance(first.get(key), list):
            first[key] = [str(b) for b in sorted({Fraction(b) for b in (*first[key], *_numbers_of(other))})]


def _power(form: list[Any], exponent: int) -> list[Any]:
    found: list[Any] = [Fraction(1)]
    for _ in range(exponent):
        found = multiply(found, form)
    return found


def scalar_into_a_factor(rng: random.Random, document: Json) -> None:
    """The factors are no longer monic; a prime may divide what they have in common."""
    of = document["evidence"]
    for factors in _factor_lists(document):
        ones = [factor for factor in factors if factor["multiplicity"] == 1]
        if ones and document["field"] is None:
            c = Fraction(rng.choice([2, 3, 101, -1, 10007]), rng.choice([1, 1, 2]))
            factor = rng.choice(ones)
            factor["form"] = [str(Fraction(x) * c) for x in factor["form"]]
            if isinstance(of.get("scalar"), str):
                of["scalar"] = str(Fraction(of["scalar"]) / c)


def other_scalar(rng: random.Random, document: Json) -> None:
    of = document["evidence"]
    if "scalar" in of:
        of["scalar"] = rng.choice(["0", "1", "-1", "2"])
        if of["scalar"] == "0":
            zero_filter(rng, document)


def drop_a_factor(rng: random.Random, document: Json) -> None:
    for factors in _factor_lists(document):
        if factors:
            factors.pop(rng.randrange(len(factors)))


def other_places(rng: random.Random, document: Json) -> None:
    """Breakpoints and points moved, dropped, added, merged, or one kind for the other."""
    of = document["evidence"]
    lists = [of[key] for key in ("breakpoints", "points") if isinstance(of.get(key), list)]
    lists += [_numbers_of(factor) for factors in _factor_lists(document) for factor in factors]
    for places in filter(None, lists):
        change = rng.choice(["move", "drop", "add", "one", "keep"])
        numbers = {Fraction(b) for b in places}
        some = rng.choice(sorted(numbers))
        if change in ("move", "drop"):
            numbers.discard(some)
        if change in ("move", "add"):
            numbers.add(some + Fraction(rng.choice([1, -1, 3, -2]), rng.choice([1, 2, 7])))
        if change == "one":
            numbers = {rng.choice([some, Fraction(0)])}
        places[:] = [str(b) for b in sorted(numbers)] or ["0"]


def points_for_breakpoints(rng: random.Random, document: Json) -> None:
    of = document["evidence"]
    swap = {"points": "breakpoints", "breakpoints": "points"}
    if of["kind"] == "factored" and of["factors"]:
        factor = rng.choice(of["factors"])
        key = next(iter(set(factor) & set(swap)))
        factor[swap[key]] = factor.pop(key)
    elif of["kind"] in ("sign-changes", "descartes"):
        key = "points" if of["kind"] == "sign-changes" else "breakpoints"
        of["kind"] = "descartes" if of["kind"] == "sign-changes" else "sign-changes"
        of[swap[key]] = of.pop(key)


def other_primes(rng: random.Random, document: Json) -> None:
    of = document["evidence"]
    for place in [of, *of.get("levels", []), *(p for f in of.get("factors", []) for p in f.get("planes", []))]:
        if isinstance(place.get("prime"), str):
            place["prime"] = rng.choice([*POOR_PRIMES, *POOR_PRIMES, *PRIMES])


def equal_modulo_the_prime(rng: random.Random, document: Json) -> None:
    """A coefficient of the claim moves by the prime, so that nothing changes modulo it."""
    claim, of = document["claim"], document["evidence"]
    p = of.get("prime") or (of["levels"][-1]["prime"] if of.get("levels") else None)
    form = claim.get("filter", claim.get("witness"))
    if p and form:
        i = rng.randrange(len(form))
        if isinstance(form[i], str):
            form[i] = str(Fraction(form[i]) + int(p) * rng.choice([1, -1]))


# levels


def absorb_in_the_cofactor(rng: random.Random, document: Json) -> None:
    """A factor of a divisor, or all of them, moves into the cofactor; the product stays."""
    claim, field = document["claim"], document["field"]
    entries = document["evidence"].get("levels", [])
    if not entries or "architecture" not in claim:
        return
    strides = [level.stride for level in levels(claim["architecture"]["k"], claim["architecture"]["s"])]
    j = rng.randrange(len(entries))
    entry = entries[j]
    whole = rng.random() < 0.4
    while entry["factors"] and len(strides) == len(entries):
        factor = rng.choice(entry["factors"])
        spread = in_powers(read(factor["form"], field), strides[j])
        once = factor["multiplicity"] if whole or rng.random() < 0.5 else 1
        for _ in range(once):
            entry["cofactor"] = write(multiply(read(entry["cofactor"], field), spread), field)
        factor["multiplicity"] -= once
        entry["factors"] = _merged([f for f in entry["factors"] if f["multiplicity"]], field)
        if not whole:
            return


def hide_in_the_cofactor(rng: random.Random, document: Json) -> None:
    """A level without factors, all of the form its cofactor; and the claim may become that there are no layers."""
    claim, entries = document["claim"], document["evidence"].get("levels", [])
    if entries and "filter" in claim:
        rng.choice(entries[:2]).update(cofactor=claim["filter"], factors=[])
        if rng.random() < 0.5:
            claim["kind"] = "not-member"


def _merged(factors: list[Json], field: Json | None) -> list[Json]:
    """Factors of one multiplicity become their product."""
    found: dict[int, Json] = {}
    for factor in sorted(factors, key=lambda f: int(f["multiplicity"])):
        m = factor["multiplicity"]
        if m in found:
            found[m]["form"] = write(multiply(read(found[m]["form"], field), read(factor["form"], field)), field)
            _joined(found[m], factor)
        else:
            found[m] = factor
    return list(found.values())


def cofactor_into_the_divisor(rng: random.Random, document: Json) -> None:
    """For T = 1 it belongs there; for larger strides the degree is made to fit by the claim."""
    for entry in document["evidence"].get("levels", []):
        if len(entry["cofactor"]) > 1 and rng.random() < 0.7:
            entry["factors"] = _merged(
                [*entry["factors"], {"multiplicity": 1, "form": entry["cofactor"], "breakpoints": ["0"]}],
                document["field"],
            )
            entry["cofactor"] = ["1"]


def levels_exchanged(rng: random.Random, document: Json) -> None:
    entries = document["evidence"].get("levels", [])
    if len(entries) > 1:
        i, j = rng.sample(range(len(entries)), 2)
        if rng.random() < 0.5:
            entries[i], entries[j] = entries[j], entries[i]
        else:
            entries[i] = dict(entries[j])


def roots_not_counted(rng: random.Random, document: Json) -> None:
    for entry in document["evidence"].get("levels", []):
        for factor in entry["factors"]:
            if rng.random() < 0.5:
                factor["breakpoints"] = None


def another_level_count(rng: random.Random, document: Json) -> None:
    """The evidence speaks of another stride."""
    of = document["evidence"]
    if of["kind"] == "classes":
        of["stride"] = rng.choice([1, 2, 3, 4, 6])


# layers and bins


def other_layers(rng: random.Random, document: Json) -> None:
    """A filter changes; in half of the cases the claim's filter becomes what they compose to."""
    claim, of, field = document["claim"], document["evidence"], document["field"]
    if of["kind"] != "filters" or not of["filters"]:
        return
    i = rng.randrange(len(of["filters"]))
    kind = rng.random()
    if kind < 0.2:
        of["filters"][i] = ["0"] * len(of["filters"][i])
    elif kind < 0.8:
        j = rng.randrange(len(of["filters"][i]))
        of["filters"][i][j] = str(rng.choice([0, 1, -1, 2, 5]))
    else:
        of["filters"] = of["filters"][::-1]
    if rng.random() < 0.6 and "filter" in claim and "architecture" in claim and _fits(claim, of["filters"]):
        root = None if field is None else root_of(tuple(field["minpoly"]), tuple(field["interval"]))
        if field is None or root is not None:
            given = [[number(w, root) for w in entry] for entry in of["filters"]]
            claim["filter"] = write(composed(given, claim), field)


def _fits(claim: Json, given: list[Any]) -> bool:
    k = claim["architecture"]["k"]
    sizes = [prod(n) if isinstance(n, list) else n for n in k]
    return sizes == [len(entry) for entry in given]


def zero_jacobian(rng: random.Random, document: Json) -> None:
    of = document["evidence"]
    if of["kind"] == "jacobian":
        i = rng.randrange(len(of["filters"]))
        of["filters"][i] = ["0"] * len(of["filters"][i])


def move_a_ball(rng: random.Random, document: Json) -> None:
    """A ball changes its bin or its colour, and perhaps another one goes back."""
    bins = document["evidence"].get("bins", [])
    full = [i for i, colours in enumerate(bins) if colours]
    if not full:
        return
    i, j = rng.choice(full), rng.randrange(len(bins))
    ball = bins[i].pop(rng.randrange(len(bins[i])))
    kind = rng.random()
    if kind < 0.3:
        bins[i].append(rng.choice([1, 2, 3, -1, -2]))
    else:
        bins[j].append(ball)
        back = [c for c in bins[j] if (c > 0) == (ball > 0)]
        if kind < 0.8 and i != j:
            other = rng.choice(back)
            bins[j].remove(other)
            bins[i].append(other)


def other_planes(rng: random.Random, document: Json) -> None:
    """Planes dropped, turned, at other values, so that they do not connect or the form degenerates."""
    for factor in document["evidence"].get("factors", []):
        planes = factor.get("planes")
        if not planes:
            continue
        kind = rng.random()
        plane = rng.choice(planes)
        if kind < 0.3:
            planes.remove(plane)
        elif kind < 0.5:
            plane["values"] = [rng.choice([0, 0, 1, 101]) for _ in plane["values"]]
        elif kind < 0.8:
            planes[0] = {**planes[-1]}
        else:
            plane["axes"] = sorted(rng.sample(range(1, len(plane["values"]) + 1), 2))


def reducible_as_one_factor(rng: random.Random, document: Json) -> None:
    """Several axes: the whole filter is given as the only factor, with planes."""
    claim, of = document["claim"], document["evidence"]
    if of["kind"] != "multidegrees" or "filter" not in claim:
        return
    shape = [1 + sum(n - 1 for n in along) for along in zip(*claim["architecture"]["k"], strict=True)]
    axes = [j for j, n in enumerate(shape) if n > 1]
    if len(axes) < 2 or any(isinstance(c, list) for c in claim["filter"]):
        return
    of["scalar"] = "1"
    of["factors"] = [
        {
            "multiplicity": 1,
            "format": shape,
            "form": list(claim["filter"]),
            "planes": [
                {
                    "axes": [a + 1, b + 1],
                    "values": [rng.randint(0, 4) for _ in shape],
                    "prime": rng.choice(["2", "101"]),
                }
                for a, b in pairwise(axes)
            ],
            "breakpoints": None,
        }
    ]


EVIDENCE_EDITS: dict[str, tuple[Edit, ...]] = {
    "arithmetic": (split_or_merge_layers, zero_filter),
    "sign-changes": (other_places, points_for_breakpoints),
    "descartes": (other_places, points_for_breakpoints),
    "factored": (
        *(move_between_multiplicities, merge_factors, merge_factors, scalar_into_a_factor, other_scalar, drop_a_factor),
        *(other_places, points_for_breakpoints, other_primes, equal_modulo_the_prime),
    ),
    "divisors": (
        *(
            absorb_in_the_cofactor,
            absorb_in_the_cofactor,
            hide_in_the_cofactor,
            cofactor_into_the_divisor,
            levels_exchanged,
            drop_a_factor,
        ),
        *(
            roots_not_counted,
            other_primes,
            equal_modulo_the_prime,
            move_between_multiplicities,
            merge_factors,
            other_places,
        ),
    ),
    "classes": (another_level_count, other_primes, equal_modulo_the_prime),
    "filters": (other_layers, other_layers),
    "jacobian": (zero_jacobian, other_primes),
    "packing": (move_a_ball, move_a_ball),
    "multidegrees": (
        *(other_planes, reducible_as_one_factor, reducible_as_one_factor, other_primes, other_places),
        *(drop_a_factor, other_scalar, move_between_multiplicities),
    ),
}
