"""Experiments: reproducible, complete in their counts, and the slides' shares."""

from __future__ import annotations

import dataclasses
import tracemalloc
from fractions import Fraction
from math import comb

import numpy as np
import pytest

from lcnsym.algebra.forms import BinaryForm
from lcnsym.errors import BadInputError, InconclusiveError, UnsupportedError
from lcnsym.fibres.packing import Packing
from lcnsym.lab.experiments import protocol as protocols
from lcnsym.lab.experiments.experiment import Experiment, run_experiment
from lcnsym.lab.experiments.matching import Match
from lcnsym.lab.experiments.protocol import Protocol, default_samples, with_gram
from lcnsym.lab.experiments.runs import Run
from lcnsym.lab.statistics import mean_interval
from lcnsym.landscape.layers.natures import Nature
from lcnsym.membership.patterns import RootPattern
from lcnsym.network.architecture import Architecture
from tests.lab.sweep_support import ProtocolInVain

# slides, gradient descent, start 1111|0: percent of targets, then percent of ends for each
SLIDES = {
    (4, 2): {
        "1111|0": (5.28, {"1111|0": 100}),
        "11|1": (72.6, {"112|0": 15.5, "11|1": 83.2, "2|1": 1.36}),
        "0|11": (22.1, {"112|0": 7.85, "2|1": 92.2}),
    },
    (3, 2, 2): {
        "1111|0": (4.82, {"1111|0": 99.6, "13|0": 0.429}),
        "11|1": (72.9, {"112|0": 27.1, "22|0": 1.28, "13|0": 25.8, "11|1": 45.5, "2|1": 0.381}),
        "0|11": (22.3, {"112|0": 11.2, "22|0": 25.5, "13|0": 7.1, "2|1": 56.2}),
    },
}
REAL = RootPattern.parse("1111|0")


def like_the_slides(sizes: tuple[int, ...], seed: int = 1) -> Protocol:
    """Normal targets, Q from ten or more input windows, and real roots at the start."""
    architecture = Architecture(sizes)
    start = RootPattern.parse("1" * architecture.degree + "|0")
    return Protocol(architecture, seed, start, samples=default_samples(architecture))


def check_counts(found: Experiment) -> None:
    """Every run is in exactly one place of the table."""
    for row in found.targets:
        assert sum(s.count for s in row.solutions) + row.unconverged + row.unmatched == len(row.runs)
    assert sum(len(row.runs) for row in found.targets) == len(found.runs)
    assert sum(len(row.runs) for rows in found.starts.values() for row in rows) == len(found.runs)
    assert sum(found.reasons.values()) == found.unmatched


def tails(count: int, total: int, share: float) -> float:
    """The smaller probability of so few or of so many, for a binomial variable."""
    terms = [comb(total, i) * share**i * (1 - share) ** (total - i) for i in range(total + 1)]
    return min(sum(terms[: count + 1]), sum(terms[count:]))


@pytest.mark.parametrize("sizes", SLIDES)
def test_shares_of_the_slides(sizes: tuple[int, ...]) -> None:
    """As likely as one in a thousand for 200 runs of one seed; that all ends are minima is told by exact natures."""
    found = run_experiment(dataclasses.replace(like_the_slides(sizes), steps=6000), 200)
    check_counts(found)
    assert found.unmatched == 0
    assert found.unconverged <= 8
    rows = {str(row.pattern): row for row in found.targets}
    for pattern, (percent, ends) in SLIDES[sizes].items():
        row = rows[pattern]
        assert tails(len(row.runs), 200, percent / 100) > 1e-3
        shares = {str(s.pattern): s.count for s in row.solutions}
        assert set(shares) <= set(ends)
        for end, share in ends.items():
            assert tails(shares.get(end, 0), sum(shares.values()), share / 100) > 1e-3, (pattern, end)
        assert all(set(s.natures) == {"minimum"} for s in row.solutions)


def test_ends_with_the_targets_pattern_are_the_target() -> None:
    found = run_experiment(like_the_slides((2, 2)), 100)
    for row in found.targets:
        for part in row.solutions:
            reached = part.pattern == row.pattern and part.pattern.odd_real_roots == 2
            assert all((run.match.loss == 0) is reached for run in part.runs)
            assert all(run.loss == pytest.approx(run.match.loss, rel=1e-9, abs=1e-20) for run in part.runs)


def test_the_answer_depends_on_the_seed_and_not_on_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.lab.experiments.runs.BLOCK", 20)
    protocol, runs = like_the_slides((2, 2)), 50
    told: list[int] = []
    one = run_experiment(protocol, runs, 1, told.append)
    assert told == [20, 40, 50]
    two = run_experiment(protocol, runs, 2)
    assert one.to_dict() == two.to_dict()
    assert [run.loss for run in one.runs] == [run.loss for run in two.runs]
    fewer = run_experiment(protocol, 30)
    other = run_experiment(like_the_slides((2, 2), 2), 30)
    assert fewer.to_dict() != other.to_dict()
    check_counts(one)


def test_an_interrupt_keeps_the_blocks_that_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.lab.experiments.runs.BLOCK", 20)

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    found = run_experiment(like_the_slides((2, 2)), 21, told=interrupt)
    assert found.is_interrupted
    assert len(found.runs) == 20
    document = found.to_dict()
    assert (document["interrupted"], document["requested_runs"]) == (True, 21)
    check_counts(found)


def test_unconverged_runs_are_counted() -> None:
    found = run_experiment(dataclasses.replace(like_the_slides((4, 2)), steps=3), 30)
    assert found.unconverged == 30
    assert found.to_dict()["unconverged"] == 30
    assert all(not row.solutions for row in found.targets)
    check_counts(found)


def test_all_starts_together_and_apart() -> None:
    found = run_experiment(dataclasses.replace(like_the_slides((3, 2)), start_pattern=None), 60)
    assert {str(pattern) for pattern in found.starts} == {"111|0", "1|1"}
    check_counts(found)


def test_data_are_what_is_said() -> None:
    block = like_the_slides((4, 2)).block(0, 40)
    sizes = (4, 2)
    for run, loss in enumerate(block.losses):
        assert all((c * 2**protocols.TARGET_BITS).denominator == 1 for c in loss.target.rationals)
        assert all((q * 10 * 4**protocols.WINDOW_BITS).denominator == 1 for row in loss.gram for q in row)
        first, second = block.stack[: sizes[0], run], block.stack[sizes[0] :, run]
        roots = np.roots(np.convolve(first, second))
        assert abs(roots.imag).max() < 1e-6
    assert set(map(str, block.start_patterns)) == {"1111|0"}
    mean = sum(float(loss.gram[i][i]) for loss in block.losses for i in range(5)) / 200
    assert mean == pytest.approx(1, abs=0.15)


def test_deviations_of_bombieri_targets() -> None:
    protocol = Protocol(Architecture((4, 2)), 1, targets="bombieri")
    targets = [loss.target.rationals for loss in protocol.block(0, 500).losses]
    squares = [sum(float(t[i]) ** 2 for t in targets) / 500 for i in range(5)]
    assert squares == pytest.approx([1, 4, 6, 4, 1], rel=0.25)
    assert Protocol(Architecture((4, 2)), 1).block(0, 3).losses[0].is_euclidean


@pytest.mark.quick
def test_given_targets_and_gram() -> None:
    """u = x² + y²: with Q = I x² and y² are equally near, Q makes y² dearer."""
    protocol = Protocol(Architecture((2, 2)), 3, targets=(BinaryForm((1, 0, 1)), BinaryForm((1, 0, -1))))
    protocol = with_gram(protocol, [[1, 0, 0], [0, 1, 0], [0, 0, 2]])
    found = run_experiment(protocol, 20)
    assert [str(row.pattern) for row in found.targets] == ["11|0", "0|1"]
    assert [len(row.runs) for row in found.targets] == [10, 10]
    (outside,) = found.targets[1].solutions
    assert str(outside.pattern) == "2|0"
    # the square y² leaves x² with loss 1; x² would leave y² with loss 2
    assert {round(run.match.loss, 9) for run in outside.runs} <= {1, 2}
    assert outside.mean_loss < 2
    check_counts(found)


@pytest.mark.quick
def test_what_is_not_proved_is_not_matched() -> None:
    """The norm and u = x² + y² are invariant under rotations, so that the nearest squares form a curve."""
    protocol = Protocol(Architecture((2, 2)), 3, targets=(BinaryForm((1, 0, 1)),))
    found = run_experiment(with_gram(protocol, [[1, 0, 0], [0, Fraction(1, 2), 0], [0, 0, 1]]), 10)
    assert found.reasons == {"the list of critical points is not proved to be complete": found.unmatched}
    assert found.unmatched + found.unconverged == 10
    check_counts(found)


def run_to(number: int, target: str, match: Match) -> Run:
    """A run of (2,2) that ended at a critical point."""
    return Run(number, RootPattern.parse(target), RootPattern.parse("11|0"), match.loss, True, 7, match)


@pytest.mark.quick
def test_different_natures_are_listed() -> None:
    runs = tuple(
        run_to(i, "0|1", Match(RootPattern.parse("2|0"), nature, loss))
        for i, (nature, loss) in enumerate(
            ((Nature.SADDLE, 4.0), (Nature.MINIMUM, 1.0), (Nature.MINIMUM, 1.0), (None, 2.0))
        )
    )
    (row,) = Experiment(Protocol(Architecture((2, 2)), 1), 4, runs).targets
    (part,) = row.solutions
    document = part.to_dict()
    assert document["nature"] == ["minimum", "saddle", "undecided"]
    assert document["natures"] == {"minimum": 2, "saddle": 1, "undecided": 1}
    assert (document["percent"], document["mean_loss"], document["count"]) == (100.0, 2.0, 4)


@pytest.mark.quick
def test_ends_at_the_target_are_told_from_others_of_its_pattern() -> None:
    pattern = RootPattern.parse("2|0")
    elsewhere = Match(pattern, Nature.MINIMUM, 3.0, packing=Packing.of_bins([[1], [1]]))
    matches = [Match(pattern, Nature.MINIMUM, 0.0)] * 3 + [elsewhere]
    runs = tuple(run_to(i, "2|0", match) for i, match in enumerate(matches))
    (row,) = Experiment(Protocol(Architecture((2, 2)), 1), 4, runs).targets
    (both,) = row.solutions
    assert (both.count, both.is_target) == (4, False)
    target, other = both.parts
    assert (target.is_target, target.count, target.mean_loss, target.percent) == (True, 3, 0.0, 75.0)
    assert (other.is_target, other.count, other.mean_loss, other.percent) == (False, 1, 3.0, 25.0)
    document = both.to_dict()
    assert document["count"] == 4
    assert document["ends"] == [
        {
            "is_target": True,
            **{key: value for key, value in target.to_dict().items() if key not in ("pattern", "ends")},
        },
        {
            "is_target": False,
            **{key: value for key, value in other.to_dict().items() if key not in ("pattern", "ends")},
        },
    ]


def test_intervals_of_mean_losses_are_not_negative() -> None:
    losses = (0.0, 0.0, 0.0, 0.0, 1.0)
    runs = tuple(run_to(i, "0|1", Match(RootPattern.parse("2|0"), None, loss)) for i, loss in enumerate(losses))
    ((part,),) = (row.solutions for row in Experiment(Protocol(Architecture((2, 2)), 1), 5, runs).targets)
    plain, shown = mean_interval(losses), part.mean_loss_interval
    assert plain is not None
    assert shown is not None
    assert plain[0] < 0
    assert shown == (0.0, plain[1])


@pytest.mark.parametrize("start", [None, "11|1"])
def test_more_runs_do_not_change_the_first(start: str | None) -> None:
    pattern = None if start is None else RootPattern.parse(start)
    protocol = Protocol(Architecture((4, 2)), 3, pattern, samples=10)
    few, many, all_ = (protocol.block(2, runs) for runs in (7, 60, protocols.BLOCK))
    for more in (many, all_):
        assert few.losses == more.losses[:7]
        assert (few.stack == more.stack[:, :7]).all()
        assert few.start_patterns == more.start_patterns[:7]


@pytest.mark.quick
@pytest.mark.parametrize("largest", [10, 2**31, 2**40])
def test_products_of_windows_are_exact(largest: int) -> None:
    rng = np.random.default_rng(1)
    windows = rng.integers(-largest, largest, size=(4, 50), endpoint=True)
    rows = windows.tolist()
    expected = [[sum(a * b for a, b in zip(x, y, strict=True)) for y in rows] for x in rows]
    assert protocols.exact_products(windows) == expected


def test_many_windows_need_little_memory() -> None:
    protocol = Protocol(Architecture((9, 8)), 1, samples=100_000)
    tracemalloc.start()
    try:
        protocol._loss(np.random.default_rng(1), BinaryForm((1,) * 16))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # the windows as doubles and as integers, and what lies between
    assert peak < 5 * 8 * 16 * 100_000


def test_a_block_that_fails_ends_the_runs() -> None:
    def in_vain(seed: int) -> ProtocolInVain:
        return ProtocolInVain(Architecture((2, 2)), seed, steps=1)

    found = run_experiment(in_vain(2), 3 * protocols.BLOCK)
    assert (len(found.runs), found.failure) == (2 * protocols.BLOCK, "in vain")
    assert found.to_dict()["failure"] == "in vain"
    assert [run.number for run in found.runs] == list(range(2 * protocols.BLOCK))
    check_counts(found)
    with pytest.raises(InconclusiveError, match="in vain"):
        run_experiment(in_vain(0), 2 * protocols.BLOCK)


@pytest.mark.quick
def test_what_is_refused() -> None:
    architecture = Architecture((4, 2))
    with pytest.raises(BadInputError, match="repeated"):
        Protocol(architecture, 1, RootPattern.parse("112|0"))
    with pytest.raises(BadInputError, match="no filter of"):
        Protocol(architecture, 1, RootPattern.parse("0|11"))
    with pytest.raises(BadInputError, match="degree 3"):
        Protocol(architecture, 1, RootPattern.parse("111|0"))
    with pytest.raises(BadInputError, match="at least 5"):
        Protocol(architecture, 1, samples=4)
    with pytest.raises(BadInputError, match="the seed is an integer from 0"):
        Protocol(architecture, -1)
    with pytest.raises(BadInputError, match="non-zero filters of size 5"):
        Protocol(architecture, 1, targets=(BinaryForm((0, 0, 0, 0, 0)),))
    with pytest.raises(BadInputError, match="positive definite"):
        with_gram(Protocol(Architecture((2, 2)), 1), [[1, 0, 0], [0, 1, 0], [0, 0, 0]])
    for given, told in (({"seed": 10**18}, "the seed"), ({"steps": 0}, "of steps"), ({"samples": 10**6}, "windows")):
        with pytest.raises(BadInputError, match=f"{told} is an integer from"):
            Protocol(architecture, **{"seed": 1, **given})
    with pytest.raises(UnsupportedError, match="irrational"):
        Protocol(Architecture((2, 2)), 1, targets=(BinaryForm.parse("sqrt(2),0,1"),))
    for sizes in ((500, 500), (1,) * 40):
        with pytest.raises(UnsupportedError, match="up to 32 layers and filters of degree up to 32"):
            Protocol(Architecture(sizes), 1)
    with pytest.raises(UnsupportedError, match="stride one"):
        Protocol(Architecture((3, 2), (2, 1)), 1)
    for runs, workers in ((0, 1), (1, 0), (10**8, 1), (1, 1000)):
        with pytest.raises(BadInputError, match="from 1 to"):
            run_experiment(Protocol(architecture, 1), runs, workers)


def test_rare_starts_end_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocols, "MAX_ROUNDS", 1)
    with pytest.raises(
        InconclusiveError,
        match=r"1 draws of normal filters for each run had no start with the pattern 1111\|0 for \d+ of 50 runs",
    ):
        like_the_slides((4, 2)).block(0, 50)


@pytest.mark.quick
def test_exact_fractions_of_floats() -> None:
    assert protocols.dyadic(np.array([0.3, -1.0]), 4) == (Fraction(5, 16), Fraction(-1))
