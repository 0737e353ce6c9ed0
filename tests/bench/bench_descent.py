"""Time gradient descent on all runs at once next to a loop with torch, run by run; the losses must agree.

Run as a script: python tests/bench/bench_descent.py

torch belongs to no extra; where it is absent that is said, and only ours is timed.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import Any

import numpy as np

from lcnsym.lab.experiments.descent import Descent, descend
from lcnsym.lab.experiments.layer_arrays import Floats, Losses

ARCHITECTURES = ((4, 2), (3, 2, 2), (2, 2, 2, 2))
HEADER = ("architecture", "ours, descent", "ours, plain steps", "torch, run by run", "descent / torch", "plain / torch")
STEP = 1e-3


def problems(sizes: tuple[int, ...], runs: int) -> tuple[Losses, Floats]:
    """Normal targets and starts, sample covariances of ten windows."""
    rng = np.random.default_rng(list(sizes))
    size = sum(k - 1 for k in sizes) + 1
    windows = rng.normal(size=(size, 10, runs))
    gram = np.ascontiguousarray(np.einsum("ikr,jkr->ijr", windows, windows) / 10)
    return Losses(sizes, gram, rng.normal(size=(size, runs))), rng.normal(size=(sum(sizes), runs))


def plain_steps(losses: Losses, stack: Floats, steps: int) -> Floats:
    """θ ← θ − t·∇ℓ(θ) with one fixed t: the values at the end."""
    for _ in range(steps):
        stack = stack - STEP * losses.values_and_gradients(stack)[1]
    return losses.values(stack)


def steps_of_descent(losses: Losses, stack: Floats, steps: int) -> Floats:
    """Steps with the control of their length, as `descend` takes them."""
    descent = Descent(losses, stack)
    for _ in range(steps):
        descent.advance()
    return descent.values


def torch_steps(torch: Any, losses: Losses, stack: Floats, run: int, steps: int) -> float:
    """The same plain steps for one run with automatic differentiation and torch's optimizer."""
    layers = [torch.tensor(layer[:, run].copy(), requires_grad=True) for layer in losses.layers(stack)]
    gram, target = torch.tensor(losses.gram[:, :, run].copy()), torch.tensor(losses.target[:, run].copy())
    optimizer = torch.optim.SGD(layers, lr=STEP)

    def value() -> Any:
        product = layers[0].reshape(1, 1, -1)
        for layer in layers[1:]:
            flipped = layer.flip(0).reshape(1, 1, -1)
            product = torch.nn.functional.conv1d(product, flipped, padding=len(layer) - 1)
        residual = product.reshape(-1) - target
        return residual @ gram @ residual

    for _ in range(steps):
        optimizer.zero_grad()
        value().backward()
        optimizer.step()
    return float(value().detach())


def rate(call: Callable[[], object], work: int, rounds: int) -> float:
    """Median number of runs × steps in a second."""
    call()
    found = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        found.append(work / (time.perf_counter() - begin))
    return median(found)


def row(torch: Any, sizes: tuple[int, ...], runs: int, steps: int, rounds: int) -> tuple[str, ...]:
    """One line of the table."""
    losses, stack = problems(sizes, runs)
    ours = rate(lambda: steps_of_descent(losses, stack, steps), runs * steps, rounds)
    plain = rate(lambda: plain_steps(losses, stack, steps), runs * steps, rounds)
    name = f"k = ({','.join(map(str, sizes))})"
    if torch is None:
        return (name, f"{ours:.3g} /s", f"{plain:.3g} /s", "absent", "", "")
    ends = plain_steps(losses, stack, steps)
    peers = [torch_steps(torch, losses, stack, run, steps) for run in range(3)]
    if not np.allclose(peers, ends[:3], rtol=1e-9):
        raise AssertionError(f"{name}: the losses differ: {peers} and {ends[:3]}")
    peer = rate(lambda: torch_steps(torch, losses, stack, 0, steps), steps, rounds)
    return (name, f"{ours:.3g} /s", f"{plain:.3g} /s", f"{peer:.3g} /s", f"{ours / peer:.0f}", f"{plain / peer:.0f}")


def whole(sizes: tuple[int, ...], runs: int) -> str:
    """A whole block of runs, from the start to the end, the slow ones included."""
    losses, stack = problems(sizes, runs)
    begin = time.perf_counter()
    ends = descend(losses, stack)
    seconds = time.perf_counter() - begin
    done, left = int(ends.steps.sum()), runs - int(ends.converged.sum())
    return (
        f"k = ({','.join(map(str, sizes))}): {runs} runs to their end in {seconds:.2f} s, {done} steps taken, "
        f"{done / seconds:.3g} /s, {left} unconverged"
    )


def setting() -> str:
    """What the numbers depend on, other than the speed of the machine."""
    packages = []
    for package in ("numpy", "torch"):
        try:
            packages.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            packages.append(f"{package} absent")
    return ", ".join([f"Python {platform.python_version()}", f"{os.cpu_count()} cores", *packages])


def main() -> None:
    """Print the table and how long whole blocks take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=500, help="in one batch of ours")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    try:
        import torch
    except ImportError:
        torch = None
    else:
        torch.set_num_threads(1)
    print(setting(), end="\n\n")
    print("| " + " | ".join(HEADER) + " |")
    print("| " + " | ".join(["---"] * len(HEADER)) + " |")
    for sizes in ARCHITECTURES:
        cells = row(torch, sizes, arguments.runs, arguments.steps, arguments.rounds)
        print("| " + " | ".join(cells) + " |", flush=True)
    print()
    for sizes in ARCHITECTURES[:2]:
        print(whole(sizes, arguments.runs), flush=True)


if __name__ == "__main__":
    main()
