"""The command `model`: keys, channels, what it tells people, refusals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from .support import CommandLine

pytestmark = pytest.mark.quick

KEYS = ["architecture", "filter", "pattern", "position", "distance_to_boundary", "loss", "least_loss", "nearest"]


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    np.savez(tmp_path / "chain.npz", conv1=[[[1.001, 1, -2]]], conv2=[[[1, -0.999]]])
    np.save(tmp_path / "x.npy", np.eye(4))
    np.save(tmp_path / "y.npy", [[2.0], [1.0], [-2.0], [3.0]])
    return tmp_path


def test_the_keys(lcnsym: CommandLine, chain: Path) -> None:
    files = [str(chain / name) for name in ("chain.npz", "x.npy", "y.npy")]
    found = lcnsym.json("model", files[0], "--inputs", files[1], "--outputs", files[2])
    assert set(KEYS) <= set(found)
    assert {"pattern", "nature", "spurious", "distance", "loss"} <= set(found["nearest"])
    assert (found["least_loss"], found["nearest"]["loss"], found["nearest"]["spurious"]) == ("0", "1", True)
    assert found["distance_to_boundary"] is None
    without = lcnsym.json("model", files[0])
    assert [without[key] for key in ("loss", "least_loss", "nearest")] == [None] * 3
    assert {key: found[key] for key in KEYS[:5]} == {key: without[key] for key in KEYS[:5]}


def test_rows_of_text_are_read_as_written(lcnsym: CommandLine, chain: Path) -> None:
    (chain / "x.csv").write_text("1,0,0,0\n0,1,0,0\n0,0,1,0\n0,0,0,1\n")
    (chain / "y.json").write_text('[["2"], [1], [-2], [3]]')
    words = ["--inputs", str(chain / "x.csv"), "--outputs", str(chain / "y.json")]
    assert lcnsym.json("model", str(chain / "chain.npz"), *words)["nearest"]["loss"] == "1"


def test_several_channels(lcnsym: CommandLine, chain: Path) -> None:
    np.savez(chain / "deep.npz", a=np.ones((2, 1, 2)), b=[[[1.0, 2.0]], [[1.0, 3.0]]])
    found = lcnsym.json("model", str(chain / "deep.npz"))
    assert list(found) == ["channels"]
    assert [c["filter"] for c in found["channels"]] == [["1", "3", "2"], ["1", "4", "3"]]
    assert "Channel 1" in lcnsym("model", str(chain / "deep.npz")).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--inputs", "x.npy"], "belong together"),
        (["--padding", "1,1"], "between layers"),
        (["--layers", "conv3"], "no array 'conv3'"),
        (["-s", "1,x"], "strides"),
    ],
)
def test_refusals(lcnsym: CommandLine, chain: Path, words: list[str], told: str) -> None:
    assert told in lcnsym.refused("model", str(chain / "chain.npz"), *words)
