"""Thousands of mutated certificates: whatever the checker still accepts, a slow second reading must prove too."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.multihomogeneous import TensorForm
from lcnsym.algebra.numbers import Number
from lcnsym.certificates.document import Certificate
from lcnsym.certificates.factorizations import certify_compatibility, certify_factorization, certify_fibre_count
from lcnsym.certificates.formulas import certify_formula
from lcnsym.certificates.landscape import certify_all_critical_points
from lcnsym.certificates.produce import (
    certify_complex_membership,
    certify_filling,
    certify_full_dimensional,
    certify_membership,
    certify_pattern,
    certify_position,
)
from lcnsym.certificates.several_axes import certify_dimension, certify_tensor_filling, certify_tensor_membership
from lcnsym.checker import Malformed, check_text
from lcnsym.description.description import describe, strata
from lcnsym.membership.patterns import RootPattern, patterns_of_degree, root_pattern
from lcnsym.membership.verdict import decide
from lcnsym.network.architecture import Architecture
from lcnsym.network.several_axes import TensorArchitecture
from tests.certificates.boxes_oracle import boxes_hold_all
from tests.certificates.evidence_oracle import capacities, formula_holds, generator, number, proves, read
from tests.landscape.support import euclidean, random_loss
from tests.oracles import packings_by_search

MUTATIONS_PER_SEED = 1_500
Document = dict[str, Any]


def originals() -> list[Document]:
    """Certificates of every claim, over ℚ and over number fields."""
    cases = [
        ((3, 2, 2), "1,0,-5,0,4"),
        ((3, 2, 2), "1,0,2,0,1"),
        ((3, 2, 2), "1,0,-4,0,4"),
        ((3, 2, 2), "0,0,0,0,0"),
        ((4, 2), "0,1,-2,1,0"),
        ((2, 2, 2), "1,-3,3,-1"),
        ((2, 2, 2), "2,0,1/3,0"),
        ((3, 3), "1,0,0,0,7"),
        ((2, 2, 2, 2), "1,2,1,4,4"),
        ((3, 2, 2), "1,-2*sqrt(2),2,0,0"),
        ((2, 2), "1,-2*sqrt(2),3"),
        ((2, 2), "sqrt(2),1+sqrt(3),-sqrt(6)"),
        ((2, 2, 2), "1,0,-root(x^3-2,0),sqrt(2)"),
    ]
    found = [certify_filling(Architecture(k)) for k in ((3, 3), (2, 2), (2, 2, 2), (3, 2, 2))]
    found += [certify_full_dimensional(Architecture(k)) for k in ((3, 2, 2), (2, 2))]
    for k, literals in cases:
        form = BinaryForm.parse(literals)
        found += [certify_membership(Architecture(k), form), certify_position(Architecture(k), form)]
        found += [] if form.is_zero else [certify_pattern(form)]
        found += (
            [] if form.is_zero else [certify_fibre_count(Architecture(k), form, compatible=c) for c in (False, True)]
        )
    found += [*factorizations(), *compatibilities(), *formulas(), *larger_strides(), *several_axes(), *landscapes()]
    return [json.loads(certificate.text) for certificate in found]


def formulas() -> list[Certificate]:
    """Certificates about formulas of small function spaces and strata, over ℚ and over a number field."""
    forms = [BinaryForm.parse(literals) for literals in ("1,0,-1,2", "1,-3,3,-1", "0,0,1,1", "1,sqrt(2),0,1/2")]
    found = [*describe(Architecture((2, 2, 2))).parts.values(), *strata(3).values()]
    return [certify_formula(formula, form) for formula in found for form in forms]


def factorizations() -> list[Certificate]:
    """Certificates of factorizations: strides, infinity, zero, and several fields."""
    cases = [
        ((3, 2, 2), (1, 1, 1), ["1,0,-1", "1,-2", "1,2"]),
        ((3, 2), (2, 1), ["1,2,3", "1/2,-1"]),
        ((2, 1, 2), (2, 3, 5), ["0,1", "3", "1,1"]),
        ((2, 2), (1, 1), ["0,0", "1,1"]),
        ((2, 2), (1, 1), ["1,sqrt(2)", "1,-sqrt(2)"]),
        ((2, 3), (2, 1), ["1,sqrt(2)", "1,0,sqrt(3)"]),
    ]
    return [certify_factorization(Architecture(k, s), [BinaryForm.parse(w) for w in ws]) for k, s, ws in cases]


def larger_strides() -> list[Certificate]:
    """Certificates of membership, over ℝ and over ℂ, for larger strides."""
    cases = [
        ((3, 2), (2, 1), "-2,0,-3,0,-3"),
        ((3, 2), (2, 1), "1,2,2,-2,-3"),
        ((3, 2), (2, 1), "1,1,0,0,1"),
        ((2, 2, 2), (1, 2, 1), "1,1,-2,-2,0"),
        ((2, 2, 2), (1, 2, 1), "0,1,1,sqrt(2),sqrt(2)"),
        ((2, 3, 2), (2, 2, 1), "1,1,0,0,3,3,0,0,2,2"),
        ((4, 2), (2, 1), "1,0,0,0,-1,0"),
        ((1, 2, 2), (2, 1, 1), "1,0,3,0,2"),
        ((3, 2), (2, 1), "0,0,0,0,0"),
    ]
    found: list[Certificate] = []
    for k, s, literals in cases:
        architecture, form = Architecture(k, s), BinaryForm.parse(literals)
        found += [certify_membership(architecture, form), certify_complex_membership(architecture, form)]
        found += [certify_filling(architecture), certify_full_dimensional(architecture)]
    return found


def several_axes() -> list[Certificate]:
    """Certificates about filters with several axes, and of dimensions."""
    squares = TensorArchitecture(((2, 2), (2, 2)))
    forms = [(1, 2, 0, 3, 3, -2, 0, -3, -4), (1, 0, 0, 0, 0, 0, 0, 0, -2), (1, 2, 3, 4, 5, 6, 7, 8, 10), (0,) * 9]
    forms += [(1, 0, 0, 0, 0, 0, 1, 0, 0), (0, 0, 0, 0, 1, 0, 0, 0, 0)]
    found = [certify_tensor_membership(squares, TensorForm((3, 3), w)) for w in forms]
    cube = TensorArchitecture(((2, 1, 1), (1, 2, 2)))
    found.append(certify_tensor_membership(cube, TensorForm((2, 2, 2), (1, 0, 0, 1, 0, 1, 1, 1))))
    found += [certify_tensor_filling(a) for a in (squares, cube, TensorArchitecture(((3, 2), (1, 1))))]
    found += [certify_dimension(Architecture((3, 2), (2, 1))), certify_dimension(Architecture((2, 2, 2)))]
    return found


def landscapes() -> list[Certificate]:
    """Certificates of all critical points of a stratum."""
    losses = [euclidean(3, -1, 4, 1, -5), random_loss(4, 7)]
    return [certify_all_critical_points(loss, (2, 2)) for loss in losses]


def compatibilities() -> list[Certificate]:
    """Certificates about all patterns of small degrees."""
    cases = [((3, 2, 2), 4), ((3, 3), 4), ((2, 1, 2), 2), ((4, 2, 2), 5)]
    return [certify_compatibility(Architecture(k), pattern) for k, n in cases for pattern in patterns_of_degree(n)]


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything inside a JSON value."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(place for key, item in inner for place in places(item, (*path, key)))]


def replaced(document: Document, path: tuple[Any, ...], change: Callable[[Any], Any]) -> Document:
    copy = json.loads(json.dumps(document))
    target = copy
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = change(target[path[-1]])
    return copy  # type: ignore[no-any-return]


def mutate(rng: random.Random, documents: list[Document]) -> Document:
    """A random change to one place, or evidence, claim or field of another certificate."""
    document = rng.choice(documents)
    if rng.random() < 0.25:
        other = rng.choice(documents)
        key = rng.choice(["claim", "evidence", "evidence", "field"])
        return {**document, key: other[key]}
    path = rng.choice(places(document)[1:])
    return replaced(document, path, lambda value: changed(rng, value))


def changed(rng: random.Random, value: Any) -> Any:
    """A value of the same kind, or of another."""
    if isinstance(value, bool) or value is None:
        return rng.choice([None, True, False, "7", 1])
    if isinstance(value, int):
        return rng.choice([value + 1, max(value - 1, 1), 2 * value, 1, -value, str(value)])
    if isinstance(value, list) and value:
        i = rng.randrange(len(value))
        return rng.choice(
            [
                value[:i] + value[i + 1 :],
                [*value, value[i]],
                value[::-1],
                [],
                [*value[:i], changed(rng, value[i]), *value[i + 1 :]],
            ]
        )
    if isinstance(value, str):
        return changed_text(rng, value)
    return rng.choice([{}, [], "0"])


def changed_text(rng: random.Random, value: str) -> str:
    kinds = [
        "member",
        "not-member",
        "complex-member",
        "not-complex-member",
        "interior",
        "boundary",
        "pattern",
        "filling",
        "not-filling",
        "not-full-dimensional",
        "factorization",
        "fibre-count",
        "compatible",
        "not-compatible",
        "satisfies",
        "violates",
        "descartes",
        "factored",
        "filters",
        "packing",
        "classes",
        "divisors",
        "multidegrees",
        "dimension",
        "arithmetic",
        "tangency",
        "all-critical-points",
    ]
    try:
        number = Fraction(value)
    except ValueError:
        return rng.choice([*kinds, "4|0", "22|0", "112|0", "11|1", "0|2", "2|1", "0|11", "1111|0", value + "0"])
    step = rng.choice([Fraction(1), Fraction(-1), Fraction(1, 7), -number, -2 * number, number, Fraction(10**20)])
    return rng.choice([str(number + step), str(number + step), value + "/1", " " + value, "5", "3", "15"])


def claim_is_true(document: Document) -> bool:
    """The engine's opinion about the claim itself."""
    claim = document["claim"]
    alpha = generator(document["field"])
    if alpha is None:
        return False
    if claim["kind"] == "all-critical-points":
        return boxes_hold_all(claim)
    if "architecture" not in claim:
        return filter_claim_is_true(claim, read(claim["filter"], alpha))
    if isinstance(claim["architecture"]["k"][0], list):
        return tensor_claim_is_true(claim, alpha)
    return line_claim_is_true(claim, document, alpha)


def line_claim_is_true(claim: Document, document: Document, alpha: Number) -> bool:
    """The engine's opinion about a claim about filters with one axis, of any strides."""
    kind = claim["kind"]
    architecture = Architecture(tuple(claim["architecture"]["k"]), tuple(claim["architecture"]["s"]))
    if kind in ("fibre-count", "compatible", "not-compatible"):
        return packing_claim_is_true(claim, alpha)
    if kind == "factorization" and not architecture.is_stride_one:
        return proves(document)
    if kind in ("filling", "dimension") or kind.endswith("full-dimensional"):
        return {
            "dimension": architecture.dimension == claim.get("dimension"),
            "filling": architecture.is_filling,
            "full-dimensional": architecture.is_full_dimensional,
            "not-full-dimensional": not architecture.is_full_dimensional,
        }[kind]
    verdict = decide(architecture, read(claim.get("filter", claim.get("witness")), alpha))
    return {
        "member": verdict.is_member,
        "factorization": verdict.is_member,
        "not-member": not verdict.is_member,
        "not-filling": not verdict.is_member,
        "complex-member": verdict.is_complex_member,
        "not-complex-member": not verdict.is_complex_member,
        "interior": str(verdict.position) == "interior",
        "boundary": str(verdict.position) == "boundary",
    }[kind]


def tensor_claim_is_true(claim: Document, alpha: Number) -> bool:
    """The engine's opinion about a claim about filters with several axes."""
    architecture = TensorArchitecture(tuple(map(tuple, claim["architecture"]["k"])))
    if claim["kind"] in ("filling", "dimension", "not-full-dimensional"):
        return {
            "filling": architecture.is_filling,
            "dimension": architecture.dimension == claim.get("dimension"),
            "not-full-dimensional": not architecture.is_full_dimensional,
        }[str(claim["kind"])]
    form = TensorForm(architecture.format, [number(w, alpha) for w in claim["filter"]])
    verdict = decide(architecture, form)
    return {
        "member": verdict.is_member,
        "factorization": verdict.is_member,
        "not-member": not verdict.is_member,
        "complex-member": verdict.is_complex_member,
        "not-complex-member": not verdict.is_complex_member,
    }[str(claim["kind"])]


def filter_claim_is_true(claim: Document, form: BinaryForm) -> bool:
    """The root pattern, or whether a formula holds."""
    if claim["kind"] == "pattern":
        return str(root_pattern(form)) == claim["pattern"]
    return formula_holds(claim["formula"], form) == (claim["kind"] == "satisfies")


def packing_claim_is_true(claim: Document, alpha: Number) -> bool:
    """The number of factorizations, or whether compatible ones exist, by a search among all packings."""
    if claim["kind"] == "fibre-count":
        pattern = root_pattern(read(claim["filter"], alpha))
        if pattern is None:
            return False
        return len(packings_by_search(pattern, capacities(claim), claim["compatible"])) == int(claim["count"])
    pattern = RootPattern.parse(claim["pattern"])
    exists = bool(packings_by_search(pattern, capacities(claim), True))
    return str(pattern) == claim["pattern"] and exists == (claim["kind"] == "compatible")


@pytest.mark.parametrize("seed", range(6))
def test_no_mutation_slips_through(seed: int) -> None:
    rng = random.Random(seed)
    documents = originals()
    assert all(proves(document) and claim_is_true(document) for document in documents)
    outcomes = {"accepted": 0, "rejected": 0, "malformed": 0}
    for _ in range(MUTATIONS_PER_SEED):
        document = mutate(rng, documents)
        if document in documents:
            continue
        text = json.dumps(document)
        try:
            accepted = check_text(text).accepted
        except Malformed:
            outcomes["malformed"] += 1
            continue
        outcomes["accepted" if accepted else "rejected"] += 1
        if accepted:
            assert proves(document), text
            assert claim_is_true(document), text
    assert outcomes["rejected"] > 100
    assert outcomes["malformed"] > 100
    assert outcomes["accepted"] > 10


@pytest.mark.quick
@pytest.mark.parametrize("seed", range(2))
def test_damaged_bytes_are_never_accepted_wrongly(seed: int) -> None:
    rng = random.Random(seed)
    texts = [json.dumps(document) for document in originals()]
    for _ in range(500):
        text = list(rng.choice(texts))
        for _ in range(rng.randint(1, 3)):
            i = rng.randrange(len(text))
            text[i : i + rng.randint(0, 2)] = rng.choice(
                ['"', "0", "1", "-", "/", ",", "[", "]", "{", "}", "a", "", "\u0660"]
            )
        damaged = "".join(text)
        try:
            accepted = check_text(damaged).accepted
        except Malformed:
            continue
        if accepted:
            assert proves(json.loads(damaged)), damaged
            assert claim_is_true(json.loads(damaged)), damaged


@pytest.mark.quick
def test_truncations_are_malformed() -> None:
    for document in originals():
        text = json.dumps(document)
        for length in range(0, len(text) - 1, 7):
            with pytest.raises(Malformed):
                check_text(text[:length])
