"""The checker accepts nothing false among forged certificates, and the harness would see it if it did."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lcnsym.checker import Malformed, check_text, claims, rules
from lcnsym.checker.kernel import outcome

from .cases import KINDS, Cases, proving
from .contraries import CONTRARIES, contrary
from .documents import certificate
from .exact import Algebraic, root_of, sign
from .oracle import judge
from .premises import LAST
from .run import Tally, run

Json = dict[str, Any]
CORPUS = Path(__file__).parents[1] / "corpora" / "good"
PAIRS = [(name, claim) for name, rule in rules.RULES.items() for claim in rule.proves]
LAYERS = 6
"""More of them are too many for the oracle, which tries every packing."""
GOOD = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.json"))}
SMALL = [name for name, of in GOOD.items() if len(of["claim"].get("architecture", {"k": []})["k"]) <= LAYERS]


@pytest.fixture(scope="module")
def tally() -> Tally:
    return run(20_000, seed=1)


def assert_sound(found: Tally) -> None:
    assert not found.crashes
    assert not found.false


def assert_not_blind(found: Tally, per_kind: float, per_pair: int) -> None:
    """Enough cases of every kind come to the last premise, some on either side of it, by every rule."""
    for kind, of in found.counts.items():
        assert of["accepted and confirmed"] >= per_kind * of["cases"], kind
        assert of["at the last premise"] >= per_kind * of["cases"], kind
        assert of["accepted, not judged"] <= 0.002 * of["cases"], kind
    for pair in PAIRS:
        assert found.confirmed[pair] >= per_pair, pair
        assert found.last[pair] >= per_pair, pair


@pytest.mark.slow
def test_nothing_false_is_accepted(tally: Tally) -> None:
    assert_sound(tally)


@pytest.mark.slow
def test_the_harness_is_not_blind(tally: Tally) -> None:
    assert_not_blind(tally, per_kind=0.02, per_pair=4)


@pytest.mark.slow
def test_every_kind_is_drawn(tally: Tally) -> None:
    assert set(KINDS) == set(claims.CLAIMS)
    assert min(of["cases"] for of in tally.counts.values()) >= 200


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 110))
def test_nothing_false_is_accepted_among_a_million(seed: int) -> None:
    found = run(100_000, seed)
    assert_sound(found)
    assert_not_blind(found, per_kind=0.02, per_pair=20)


def test_the_same_seed_draws_the_same_cases() -> None:
    one, two = Cases(9), Cases(9)
    assert [one.draw() for _ in range(200)] == [two.draw() for _ in range(200)]


@pytest.mark.quick
def test_every_kind_has_its_contraries_or_a_reason() -> None:
    assert set(CONTRARIES) == set(claims.CLAIMS)
    assert all(of.reason for of in CONTRARIES.values())


def is_well_formed(document: Json) -> bool:
    try:
        check_text(json.dumps(document))
    except Malformed:
        return False
    return True


def test_a_claim_and_its_contrary_are_never_both_true() -> None:
    rng, cases, true = random.Random(4), Cases(4), dict.fromkeys(KINDS, 0)
    while min(true.values()) < 3:
        document = cases.draw()
        if not is_well_formed(document) or judge(document) is not True:
            continue
        true[document["claim"]["kind"]] += 1
        for _ in range(3):
            other = contrary(rng, document["claim"])
            if other is not None:
                assert judge({**document, "claim": other}) is not True, (document["claim"], other)


@pytest.mark.quick
def test_every_rule_says_where_its_last_premise_is() -> None:
    assert set(LAST) == set(rules.RULES)
    for rule, kind in PAIRS:
        assert LAST[rule].get(kind, LAST[rule].get("")), (rule, kind)
    assert all(proving(kind) for kind in KINDS)


@pytest.mark.quick
@pytest.mark.parametrize("name", SMALL)
def test_the_oracle_confirms_the_corpus(name: str) -> None:
    """But for the critical points with several repeated roots, and for layers of several axes larger than 2x2."""
    document = GOOD[name]
    undecided = document["claim"].get("partition", [])[1:2] == [2] or name == "axes-not-member-for-lack-of-room"
    assert judge(document) is (None if undecided else True)


DROPPED = {
    "the largest divisor": ("largest", ""),
    "a bin without two balls of a colour": ("colours", ""),
    "square-free parts": ("square-free", ""),
    "one root in the field's interval": ("one-root", ""),
    "the factors' product": ("product", "the factors do not multiply"),
    "the nature of a critical point": ("nature", ""),
    "better filters": ("smaller", ""),
    "a gradient that is exactly zero": ("gradient", ""),
    "distinct roots": ("distinct", ""),
    "irreducible factors": ("ruppert", ""),
    "a form that is the elimination form": ("elimination", ""),
}
"""Premises that are not asked for, by their names and, where rules share a name, by what they say."""


@pytest.mark.parametrize("name", DROPPED)
def test_the_harness_finds_a_dropped_premise(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dropped, fragment = DROPPED[name]
    refuse = outcome.refuse

    def forgiving(premise: str, message: str) -> None:
        if premise != dropped or fragment not in message:
            refuse(premise, message)

    monkeypatch.setattr(outcome, "refuse", forgiving)
    found = run(20_000, seed=2, check=check_text, stop_at_first=True)
    assert found.false, f"nothing false was accepted in {found.total('cases')} cases"


@pytest.mark.quick
def test_a_crash_of_the_checker_is_found() -> None:
    def crashes(_: str) -> Any:
        raise RecursionError

    assert len(run(5, seed=1, check=crashes).crashes) == 5


@pytest.mark.quick
def test_the_oracle_sees_no_claim_in_a_field_that_is_none() -> None:
    claim = {"kind": "satisfies", "filter": ["1"], "formula": [[]]}
    two_roots = {"minpoly": ["-2", "0", "1"], "interval": ["-2", "2"]}
    assert judge(certificate(claim, {"kind": "arithmetic"}, None)) is True
    assert judge(certificate(claim, {"kind": "arithmetic"}, two_roots)) is False


@pytest.mark.quick
def test_roots_of_reducible_polynomials_stay_what_they_are() -> None:
    """√2 as a root of (x² − 2)(x² − 3), which falls there; x² − 2, left after a division by √2² − 3, rises."""
    root = root_of(("6", "0", "-5", "0", "1"), ("1", "7/5"))
    assert root is None
    root = root_of(("6", "0", "-5", "0", "1"), ("1", "3/2"))
    assert root is not None
    assert sign(1 / Algebraic(root, [Fraction(-3), Fraction(0), Fraction(1)])) == -1
    root.narrow(200)
    assert sign(Algebraic(root, [Fraction(-2), Fraction(0), Fraction(1)])) == 0
    assert root.lo**2 < 2 < root.hi**2
