"""Certificates with all complex critical points of a stratum, and attempts to forge them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.partitions import partitions
from lcnsym.certificates.landscape import certify_all_critical_points, certify_complete_stratum
from lcnsym.checker import Malformed, check_text
from lcnsym.errors import BadInputError, InconclusiveError, UnsupportedError
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.ed_degrees import generic_ed_degree
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.network.architecture import Architecture
from tests.certificates.boxes_oracle import boxes_hold_all
from tests.corpora.good_stratum_boxes import STRATUM_BOXES
from tests.corpora.wrong_stratum_boxes import REJECTED_STRATUM_BOXES
from tests.landscape.support import euclidean, random_loss

Document = dict[str, Any]
SEVERAL = [p for n in range(4, 7) for p in partitions(n) if sum(part > 1 for part in p) > 1]
DIGITS = (3, -1, 4, 1, -5, 9, 2)
SLOW = 50
"""More points would keep the oracle busy for many seconds."""


@pytest.mark.parametrize("partition", SEVERAL, ids=str)
def test_all_strata_up_to_degree_six(partition: tuple[int, ...]) -> None:
    n = sum(partition)
    for loss in (random_loss(n, 7), euclidean(*DIGITS[: n + 1])):
        certificate = certify_all_critical_points(loss, partition)
        result = check_text(certificate.text)
        assert result.accepted, result.reason
        number = generic_ed_degree(partition)
        assert f"generic data have {number} complex critical points" in result.claim
        assert "(cited)" in result.claim
        claim: Any = certificate.to_dict()["claim"]
        assert claim["real"] == len(critical_functions(loss, partition).functions)
        assert f"and {claim['real']} of them are real" in result.claim
        assert 2 * len(claim["boxes"]) - claim["real"] == number
        assert number > SLOW or boxes_hold_all(claim)


@pytest.mark.long
@pytest.mark.parametrize("partition", [(2, 2, 2, 1), (3, 2, 2), (5, 2), (2, 2, 2, 2), (3, 2, 2, 1)], ids=str)
def test_strata_of_degree_seven_and_eight(partition: tuple[int, ...]) -> None:
    certificate = certify_all_critical_points(random_loss(sum(partition), 7), partition)
    assert check_text(certificate.text).accepted


@pytest.mark.quick
def test_conjugate_pairs_of_double_roots() -> None:
    """A_2 of one of the real points is definite: (x² + 1)² − 1/10·x⁴ is near one."""
    loss = SquareLoss.euclidean(BinaryForm([Fraction(9, 10), 0, 2, Fraction(1, 7), 1]))
    certificate = certify_all_critical_points(loss, (2, 2))
    assert check_text(certificate.text).accepted
    claim: Any = certificate.to_dict()["claim"]
    real = [box["centre"] for box in claim["boxes"] if all(im == "0" for _, im in box["centre"])]
    assert any(Fraction(one[0]) ** 2 < 4 * Fraction(constant[0]) for constant, one, _ in real)
    assert any(Fraction(one[0]) ** 2 > 4 * Fraction(constant[0]) for constant, one, _ in real)


@pytest.mark.parametrize("size", [Fraction(10) ** 40, Fraction(1, 10**25)])
def test_data_of_any_size(size: Fraction) -> None:
    target = BinaryForm([size * c for c in (1, 2, 3, -2, 4, 1)])
    certificate = certify_all_critical_points(SquareLoss.euclidean(target), (2, 2, 1))
    result = check_text(certificate.text)
    assert result.accepted, result.reason


def test_a_chart_where_a_repeated_root_is_at_infinity() -> None:
    certificate = certify_all_critical_points(euclidean(0, 0, 1, 0, 0), (2, 2))
    claim: Any = certificate.to_dict()["claim"]
    assert claim["chart"] != [1, 0, 0, 1]
    assert check_text(certificate.text).accepted


@pytest.mark.quick
def test_from_a_landscape() -> None:
    loss = euclidean(3, -1, 4, 1, -5)
    landscape = critical_points(Architecture((3, 3)), loss)
    (stratum,) = [s for s in landscape.strata if s.partition == (2, 2)]
    assert certify_complete_stratum(loss, stratum) == certify_all_critical_points(loss, (2, 2))


@pytest.mark.quick
def test_what_is_refused() -> None:
    with pytest.raises(BadInputError, match="two repeated roots"):
        certify_all_critical_points(euclidean(1, 2, 3, 4), (2, 1))
    with pytest.raises(BadInputError, match="filters have degree 4"):
        certify_all_critical_points(euclidean(1, 2, 3, 4, 5), (2, 2, 1))
    with pytest.raises(UnsupportedError, match="degrees below 17"):
        certify_all_critical_points(euclidean(*range(1, 19)), (9, 8))
    with pytest.raises(UnsupportedError, match="10000 complex"):
        certify_all_critical_points(euclidean(*range(1, 14)), (3, 2, 2, 2, 2, 1))


def test_simple_solutions_on_a_smaller_stratum_are_not_certified() -> None:
    """x⁴ is a simple zero of the equations, one of 13."""
    loss = euclidean(1, 0, 0, -1, -1)
    solutions = critical_functions(loss, (2, 2)).solutions
    assert solutions is not None
    assert sum(1 if box.is_real else 2 for box in solutions.boxes) == generic_ed_degree((2, 2))
    with pytest.raises(InconclusiveError, match="on a smaller stratum"):
        certify_all_critical_points(loss, (2, 2))


def test_targets_with_fewer_critical_points_are_not_certified() -> None:
    with pytest.raises(InconclusiveError, match="no list of all complex critical points"):
        certify_all_critical_points(euclidean(1, 0, 0, 0, 2), (2, 2))


@pytest.mark.quick
@pytest.mark.parametrize("name", STRATUM_BOXES)
def test_the_oracle_agrees_with_the_good_corpus(name: str) -> None:
    assert boxes_hold_all(STRATUM_BOXES[name]["claim"])


TRUE_BUT_UNPROVED = {"boxes-one-enlarged", "boxes-one-pair-enlarged", "boxes-by-arithmetic"}


@pytest.mark.quick
@pytest.mark.parametrize("name", sorted(set(REJECTED_STRATUM_BOXES) - TRUE_BUT_UNPROVED))
def test_the_oracle_agrees_with_the_wrong_corpus(name: str) -> None:
    assert not boxes_hold_all(REJECTED_STRATUM_BOXES[name]["claim"])


def mutate(rng: random.Random, claim: Document) -> None:
    """One change that may leave the claim true, or make it false in a way that is easily overlooked."""
    rng.choice(MUTATIONS)(rng, claim)


def nudged(rng: random.Random, claim: Document) -> None:
    box = rng.choice(claim["boxes"])
    point = rng.choice(box["centre"])
    i = rng.randrange(2)
    change = Fraction(rng.choice([-1, 1]) * rng.randint(1, 9), 1 << rng.randint(4, 40))
    point[i] = str(Fraction(point[i]) + change)


def resized(rng: random.Random, claim: Document) -> None:
    box = rng.choice(claim["boxes"])
    box["radius"] = str(Fraction(box["radius"]) * Fraction(2) ** rng.randint(-6, 9))


def conjugated(rng: random.Random, claim: Document) -> None:
    box = rng.choice(claim["boxes"])
    box["centre"] = [[re, str(-Fraction(im))] for re, im in box["centre"]]


def repeated(rng: random.Random, claim: Document) -> None:
    i, j = rng.choices(range(len(claim["boxes"])), k=2)
    claim["boxes"][i] = json.loads(json.dumps(claim["boxes"][j]))


def dropped(rng: random.Random, claim: Document) -> None:
    claim["boxes"].pop(rng.randrange(len(claim["boxes"])))


def shuffled(rng: random.Random, claim: Document) -> None:
    rng.shuffle(claim["boxes"])


def flattened(rng: random.Random, claim: Document) -> None:
    box = rng.choice(claim["boxes"])
    box["centre"] = [[re, "0"] for re, _ in box["centre"]]


def recounted(rng: random.Random, claim: Document) -> None:
    claim["real"] += rng.choice([-2, -1, 1, 2])


def of_another_loss(rng: random.Random, claim: Document) -> None:
    target = claim["loss"]["target"]
    i = rng.randrange(len(target))
    target[i] = str(Fraction(target[i]) + Fraction(1, 10 ** rng.randint(0, 12)))


def of_another_gram(rng: random.Random, claim: Document) -> None:
    n = len(claim["loss"]["target"])
    gram = claim["loss"]["gram"] or [[str(int(i == j)) for j in range(n)] for i in range(n)]
    i, j = rng.choices(range(n), k=2)
    gram[i][j] = gram[j][i] = str(Fraction(gram[i][j]) + Fraction(1, 10 ** rng.randint(0, 12)))
    claim["loss"]["gram"] = gram


def scaled_gram(rng: random.Random, claim: Document) -> None:
    """The same critical points."""
    n, factor = len(claim["loss"]["target"]), Fraction(rng.choice([-3, 2, 5]), 7)
    gram = claim["loss"]["gram"] or [[str(int(i == j)) for j in range(n)] for i in range(n)]
    claim["loss"]["gram"] = [[str(factor * Fraction(q)) for q in row] for row in gram]


def in_another_chart(rng: random.Random, claim: Document) -> None:
    claim["chart"][rng.randrange(4)] += rng.choice([-1, 1])


def of_another_stratum(rng: random.Random, claim: Document) -> None:
    claim["partition"] = list(rng.choice(list(partitions(len(claim["loss"]["target"]) - 1))))


MUTATIONS: list[Callable[[random.Random, Document], None]] = [
    *[nudged, resized, conjugated, repeated, dropped, shuffled, flattened, recounted],
    *[of_another_loss, of_another_gram, scaled_gram, in_another_chart, of_another_stratum],
]


@pytest.mark.parametrize("seed", range(3))
def test_no_mutation_slips_through(seed: int) -> None:
    rng = random.Random(seed)
    outcomes = {"accepted": 0, "rejected": 0}
    for _ in range(120):
        document = json.loads(json.dumps(rng.choice(list(STRATUM_BOXES.values()))))
        for _ in range(rng.randint(1, 2)):
            mutate(rng, document["claim"])
        try:
            accepted = check_text(json.dumps(document)).accepted
        except Malformed:
            continue
        outcomes["accepted" if accepted else "rejected"] += 1
        if accepted:
            assert boxes_hold_all(document["claim"]), document
    assert outcomes["accepted"] > 10
    assert outcomes["rejected"] > 30
