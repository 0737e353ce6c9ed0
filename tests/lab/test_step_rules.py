"""Rules for steps and distributions of starts: against loops over one run, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import lcnsym
from lcnsym import Architecture, BadInputError
from lcnsym.cli.main import main
from lcnsym.lab.experiments.descent import descend
from lcnsym.lab.experiments.experiment import run_experiment
from lcnsym.lab.experiments.protocol import Protocol
from lcnsym.lab.experiments.runs import losses_of
from lcnsym.lab.experiments.step_rules import StartDistribution, StepRule

pytestmark = pytest.mark.quick

K = Architecture((3, 2))


def by_hand(rule: StepRule, w: list[Any], gram: Any, target: Any, steps: int) -> Any:
    """Descent of one run of two layers, the gradient by the chain rule for np.convolve."""
    theta = np.concatenate(w)
    split = len(w[0])
    velocity, first, second = np.zeros_like(theta), np.zeros_like(theta), np.zeros_like(theta)
    for step in range(1, steps + 1):
        a, b = theta[:split], theta[split:]
        slope = 2 * gram @ (np.convolve(a, b) - target)
        gradient = np.concatenate([np.correlate(slope, b, "valid"), np.correlate(slope, a, "valid")])
        if rule.name == "adam":
            first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
            theta = theta - rule.size * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        else:
            velocity = (rule.momentum or 0) * velocity + gradient
            theta = theta - rule.size * velocity
    return theta, np.linalg.norm(gradient)


@pytest.mark.parametrize("text", ["fixed:0.01", "momentum:0.01,0.9", "adam:0.02"])
def test_steps_are_those_of_a_loop(text: str) -> None:
    rule, block = StepRule.parse(text), Protocol(K, 3, samples=10).block(0, 4)
    losses = losses_of(K, block.losses)
    found = descend(losses, block.stack, 25, rule)
    for i, loss in enumerate(block.losses):
        gram = np.array([[float(q) for q in row] for row in loss.gram])
        target = np.array([float(u) for u in loss.target.rationals])
        expected, _ = by_hand(rule, [block.stack[:3, i], block.stack[3:, i]], gram, target, 25)
        away = np.convolve(expected[:3], expected[3:]) - target
        # runs that Newton's method finished are moved, their losses are those of descent
        assert found.losses[i] == pytest.approx(away @ gram @ away, rel=1e-9)
        if not found.converged[i]:
            assert found.stack[:, i] == pytest.approx(expected, rel=1e-9)
        assert found.steps[i] == 25


def test_a_run_that_leaves_the_range_of_doubles_is_not_converged() -> None:
    block = Protocol(K, 3, samples=10).block(0, 3)
    found = descend(losses_of(K, block.losses), block.stack, 60, StepRule.parse("fixed:1000"))
    assert not found.converged.any()
    assert np.isinf(found.slopes).all()
    assert np.isfinite(found.stack).all()


def test_discarded_runs_are_in_no_table() -> None:
    strict = Protocol(K, 1, samples=10, steps=300, rule=StepRule("fixed", 0.05), discard=1e-6)
    found = run_experiment(strict, 40)
    free = run_experiment(Protocol(K, 1, samples=10, steps=300, rule=StepRule("fixed", 0.05)), 40)
    left_out = found.to_dict()["discarded"]
    assert isinstance(left_out, int)
    assert 0 < left_out < 40
    assert sum(row.count for row in found.targets) == 40 - left_out
    assert free.to_dict()["discarded"] == 0
    assert [run.loss for run in found.runs] == [run.loss for run in free.runs]
    assert found.to_dict()["protocol"]["step"] == "fixed:0.05"  # type: ignore[index]


def test_scales_of_starts() -> None:
    usual, small = (Protocol(K, 5, samples=10, start=StartDistribution("normal", scale)) for scale in (1.0, 0.25))
    assert np.array_equal(usual.block(0, 7).stack * 0.25, small.block(0, 7).stack)
    drawn = Protocol(K, 5, samples=10, start=StartDistribution.parse("uniform:0.5")).block(0, 300).stack
    assert abs(drawn).max() <= 0.5
    # the largest of 1500 independent ones is above 0.49 but once in 10^13
    assert abs(drawn).max() > 0.49


@pytest.mark.parametrize("text", ["adaptive", "fixed:0.05", "momentum:0.05,0.9", "adam:0.001"])
def test_rules_are_read_as_they_are_written(text: str) -> None:
    assert str(StepRule.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "fixed", "fixed:0", "fixed:x", "fixed:1,2", "adam:nan", "momentum:0.1,1", "adaptive:1", "sgd:1", "fixed:-1"],
)
def test_wrong_rules_are_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        StepRule.parse(text)


@pytest.mark.parametrize("text", ["", "normal:0", "uniform:-1", "normal:1,2", "cauchy:1", "normal:inf", "normal:1_0"])
def test_wrong_starts_are_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        StartDistribution.parse(text)


def test_the_function_says_what_the_command_says(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["-k", "3,2", "--runs", "30", "--seed", "4", "--step", "fixed:0.05", "--steps", "500", "--discard", "1e-4"]
    assert main(["experiment", *words, "--start-from", "uniform:0.5", "--workers", "1", "--json"]) == 0
    command = json.loads(capsys.readouterr().out)
    options = {"step": "fixed:0.05", "steps": 500, "discard": 1e-4, "start_from": "uniform:0.5"}
    assert json.loads(json.dumps(lcnsym.experiment((3, 2), 30, 4, **options))) == command  # type: ignore[arg-type]
    for wrong in (
        {"step": "x"},
        {"targets": "cauchy"},
        {"targets": []},
        {"discard": -1},
        {"gram": True},
        {"gram": "x"},
    ):
        with pytest.raises(BadInputError):
            lcnsym.experiment((3, 2), 3, **wrong)  # type: ignore[arg-type]
