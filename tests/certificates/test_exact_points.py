"""Certificates about critical points with exact layers: made for all strides, and no premise can be forged."""

from __future__ import annotations

import json
import random
import time
from fractions import Fraction
from typing import Any

import pytest

from lcnsym import Architecture, BinaryForm, SquareLoss, critical_points
from lcnsym.algebra.enclosures import enclosure_of
from lcnsym.algebra.linear import Inertia
from lcnsym.algebra.numbers import in_common_field
from lcnsym.certificates.claims import ExactCriticalPoint
from lcnsym.certificates.exact_points import (
    certify_exact_critical_point,
    certify_exact_spurious_minimum,
    inertia_of_layers,
)
from lcnsym.certificates.landscape import certify_critical_point, certify_spurious_minimum
from lcnsym.checker import check_text
from lcnsym.errors import InconclusiveError
from tests.adversary.cases_exact import planted
from tests.adversary.oracle_exact import judge

NETWORKS = [
    *[((3, 2), (1, 1)), ((2, 2, 2), (1, 1, 1)), ((3, 2), (2, 1)), ((2, 2, 2), (2, 1, 1)), ((2, 3), (3, 1))],
    *[((2, 1, 3), (1, 2, 1)), ((1, 3, 2), (2, 1, 1)), ((4,), (1,))],
]
Layers = tuple[tuple[Fraction, ...], ...]


def critical_layers(seed: int) -> tuple[Architecture, SquareLoss, Layers]:
    """Random layers, and a loss for which they are critical."""
    found = planted(random.Random(seed), NETWORKS)
    architecture = Architecture(found["architecture"]["k"], found["architecture"]["s"])
    target = BinaryForm([Fraction(c) for c in found["loss"]["target"]])
    gram = found["loss"]["gram"]
    loss = (
        SquareLoss.with_gram([list(map(Fraction, row)) for row in gram], target)
        if gram
        else SquareLoss.euclidean(target)
    )
    return architecture, loss, tuple(tuple(map(Fraction, layer)) for layer in found["layers"])


def nature_of(found: Inertia) -> str | None:
    if found.positive and found.negative:
        return "saddle"
    return None if found.zero else "minimum"


@pytest.mark.parametrize("seed", range(40))
def test_planted_points_are_accepted_with_their_nature_and_no_other(seed: int) -> None:
    architecture, loss, layers = critical_layers(seed)
    certificate = certify_exact_critical_point(architecture, loss, layers)
    assert check_text(certificate.text).accepted
    document: Any = certificate.to_dict()
    found = inertia_of_layers(architecture, loss, layers)
    assert document["version"] == 2
    assert document["claim"]["nature"] == nature_of(found)
    for nature in ("minimum", "saddle", "maximum"):
        document["claim"]["nature"] = nature
        assert check_text(json.dumps(document)).accepted == (nature == nature_of(found))


@pytest.mark.parametrize("seed", range(24))
def test_every_number_of_a_claim_matters(seed: int) -> None:
    """Another layer, loss, target or Gram matrix is refused, unless the layers are critical for it too."""
    architecture, loss, layers = critical_layers(seed)
    honest: Any = certify_exact_critical_point(architecture, loss, layers).to_dict()
    honest["claim"]["loss"]["gram"] = [list(map(str, row)) for row in loss.gram]
    text, claim, rng = json.dumps(honest), honest["claim"], random.Random(seed)
    assert check_text(text).accepted
    assert judge(claim)
    for path in leaves({key: claim[key] for key in ("layers", "loss", "value")}):
        document = json.loads(text)
        at = document["claim"]
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = str(Fraction(at[path[-1]]) + Fraction(rng.choice([-1, 1]), rng.choice([1, 1, 10**9])))
        i, j = path[2:] if path[:2] == ("loss", "gram") else (0, 0)
        document["claim"]["loss"]["gram"][j][i] = document["claim"]["loss"]["gram"][i][j]
        assert check_text(json.dumps(document)).accepted == judge(document["claim"])


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [p for key, inner in value.items() for p in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [p for i, inner in enumerate(value) for p in leaves(inner, (*path, i))]
    return [path]


def test_the_spurious_minimum_of_the_literature_has_its_numbers() -> None:
    landscape = critical_points(Architecture((3, 2)), SquareLoss.euclidean(BinaryForm((2, 1, -2, 3))))
    certificate = certify_spurious_minimum(landscape)
    claim: Any = certificate.to_dict()["claim"]
    assert (claim["kind"], claim["value"]) == ("exact-spurious-minimum", "4")
    assert claim["layers"] == [["1", "1", "-2"], ["1", "-1"]]
    assert max(len(c) for layer in claim["filters"] for c in layer) < 5
    assert check_text(certificate.text).accepted


def test_larger_strides() -> None:
    architecture, layers = Architecture((3, 2), (2, 1)), ((-2, -2, -1), (1, 0))
    loss = SquareLoss.euclidean(BinaryForm([Fraction(c) for c in ("-2", "-2", "-1", "3/2", "-3")]))
    exact: Layers = tuple(tuple(map(Fraction, layer)) for layer in layers)
    better: Layers = ((Fraction(-1), Fraction(2), Fraction(-3)), (Fraction(0), Fraction(1)))
    certificate = certify_exact_spurious_minimum(architecture, loss, exact, better)
    assert check_text(certificate.text).accepted


def test_saddles_and_singular_minima_are_no_spurious_minima() -> None:
    better: Layers = ((Fraction(1), Fraction(-1)), (Fraction(1), Fraction(1)))
    line = (Fraction(1), Fraction(0))
    with pytest.raises(InconclusiveError):
        certify_exact_spurious_minimum(
            Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 0, -1))), (line, line), better
        )


def test_what_is_not_over_a_field_of_moderate_degree_keeps_its_box_and_version_1() -> None:
    landscape = critical_points(Architecture((3, 2, 2)), SquareLoss.euclidean(BinaryForm((1, -2, 3, -4, 3))))
    kinds = {}
    for point in landscape.points:
        document: Any = certify_critical_point(landscape, point.classes[0]).to_dict()
        kinds[str(point.pattern)] = document["version"], document["claim"]["kind"]
    assert kinds["22|0"] == (1, "critical-point")
    assert kinds["13|0"] == kinds["2|1"] == (2, "exact-critical-point")


@pytest.mark.parametrize(
    ("sizes", "target", "degree"),
    [
        ((2, 2), "1,1,3", 4),
        ((3, 2), "1,-2,-3,4", 7),
        ((3, 2), "1.123,-2.4,-3.777,4.25", 7),
        ((4, 2), "1.1,-2.4,-3.7,4.25,3", 10),
        ((3, 2, 2), "1,-2,3,-4,3", 10),
        ((2, 1, 2), "1,1,3", 4),
    ],
)
def test_points_with_one_repeated_root_are_exact_over_the_field_of_that_root(
    sizes: tuple[int, ...], target: str, degree: int
) -> None:
    landscape = critical_points(Architecture(sizes), SquareLoss.euclidean(BinaryForm.parse(target)))
    degrees = []
    for point in landscape.points:
        for parameters in point.classes:
            certificate = certify_critical_point(landscape, parameters)
            document: Any = certificate.to_dict()
            if document["field"] is None:
                continue
            degrees.append(len(document["field"]["minpoly"]) - 1)
            assert document["version"] == 2
            assert document["claim"]["nature"] == str(parameters.nature)
            started = time.process_time()
            result = check_text(certificate.text)
            assert time.process_time() - started < 0.5
            assert result.accepted, result.reason
            assert result.claim == certificate.sentence
            claim = certificate.claim
            assert isinstance(claim, ExactCriticalPoint)
            field, _ = in_common_field([c for layer in claim.layers for c in layer])
            assert claim.to_json(field) == document["claim"]
            lo, hi = enclosure_of(claim.value, 80)
            assert lo <= point.loss[1]
            assert point.loss[0] <= hi
            for wrong in {"minimum", "saddle", "maximum"} - {document["claim"]["nature"]}:
                document["claim"]["nature"] = wrong
                assert not check_text(json.dumps(document)).accepted
    assert degree in degrees


def test_an_algebraic_spurious_minimum() -> None:
    landscape = critical_points(Architecture((3, 2)), SquareLoss.euclidean(BinaryForm((3, -2, 1, 3))))
    certificate = certify_spurious_minimum(landscape)
    document: Any = certificate.to_dict()
    assert (document["version"], document["claim"]["kind"]) == (2, "exact-spurious-minimum")
    assert document["field"]["minpoly"] == ["1", "-7", "9", "-8", "5", "-9", "1", "2"]
    assert check_text(certificate.text).accepted
