"""Start systems: those of the package's file, and the user's cache, which is never trusted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lcnsym.landscape.candidates import start_systems
from lcnsym.landscape.candidates.homotopy import distinct, is_solved
from lcnsym.landscape.candidates.start_systems import FILE, is_at_hand, start_system
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.equations.floating_quadrics import Data
from lcnsym.landscape.equations.segre_systems import SegreSystem
from lcnsym.landscape.equations.tangent_systems import TangentSystem
from lcnsym.network.architecture import Architecture

from .support import random_loss

SYSTEM = SegreSystem((2, 2))


def shipped() -> list[str]:
    with np.load(FILE, allow_pickle=False) as file:
        return [name.removesuffix("-zeros") for name in file.files if name.endswith("-zeros")]


def system_of(name: str) -> TangentSystem | SegreSystem:
    numbers = tuple(map(int, name.removeprefix("segre-").split(",")))
    return SegreSystem(numbers) if name.startswith("segre-") else TangentSystem(numbers)


@pytest.mark.quick
def test_the_file_is_small_and_has_the_common_ones() -> None:
    assert FILE.stat().st_size < 1_000_000
    names = set(shipped())
    assert {"segre-2,2", "segre-2,3", "segre-2,2,2", "segre-3,3", "segre-2,2,2,2", "segre-3,3,3", "2,2,2"} <= names
    assert all(system_of(name).name == name for name in names)


@pytest.mark.parametrize("name", shipped())
def test_all_solutions_are_there_and_are_solutions(name: str) -> None:
    system = system_of(name)
    data, zeros = start_system(system, use_cache=False)
    assert len(zeros) == len(distinct(zeros)) == system.number
    assert is_solved(system, data, zeros)
    wrong = zeros.copy()
    wrong[-1] += 1
    assert not is_solved(system, data, wrong)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the cache is; nothing is shipped."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(start_systems, "_shipped", lambda _: None)
    return tmp_path / "lcnsym"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The systems that are solved anew."""
    solved: list[str] = []
    monodromy = start_systems.monodromy

    def noted(system: SegreSystem, seed: int, deadline: float) -> tuple[Data, np.ndarray]:
        solved.append(system.name)
        return monodromy(system, seed, deadline)

    monkeypatch.setattr(start_systems, "monodromy", noted)
    return solved


@pytest.mark.quick
def test_found_once(folder: Path, counted: list[str]) -> None:
    assert not is_at_hand(SYSTEM)
    data, zeros = start_system(SYSTEM)
    again, same = start_system(SYSTEM)
    assert counted == ["segre-2,2"]
    assert [path.name for path in folder.iterdir()] == ["start-system-1-segre-2,2.npz"]
    assert (data.gram == again.gram).all()
    assert (zeros == same).all()
    start_system(SYSTEM, use_cache=False)
    assert counted == ["segre-2,2"] * 2


DAMAGE = {
    "empty": lambda _: b"",
    "cut": lambda content: content[: len(content) // 2],
    "text": lambda _: b"not an archive at all",
    "changed": lambda content: bytes(byte ^ (255 * (i % 97 == 0)) for i, byte in enumerate(content)),
}


@pytest.mark.quick
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_replaced(folder: Path, counted: list[str], damage: object) -> None:
    start_system(SYSTEM)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))  # type: ignore[operator]
    _, zeros = start_system(SYSTEM)
    assert len(zeros) == 6
    assert len(counted) == 2
    assert path.read_bytes() == whole


@pytest.mark.quick
@pytest.mark.parametrize(
    "wrong", ["other solutions", "too few", "twice", "not finite", "other shapes", "a name less", "objects"]
)
def test_what_is_no_start_system_is_replaced(folder: Path, counted: list[str], wrong: str) -> None:
    data, zeros = start_system(SYSTEM)
    (path,) = folder.iterdir()
    arrays = {"gram": data.gram, "moments": data.moments, "zeros": zeros}
    changed = {
        "other solutions": {"zeros": zeros + 0.1},
        "too few": {"zeros": zeros[:-1]},
        "twice": {"zeros": np.concatenate([zeros[:-1], zeros[:1]])},
        "not finite": {"zeros": zeros * np.nan},
        "other shapes": {"gram": data.gram[:-1]},
        "objects": {"gram": np.array([{}, []], dtype=object)},
    }
    arrays |= changed.get(wrong, {})
    if wrong == "a name less":
        del arrays["moments"]
    np.savez(path, **arrays)
    assert start_system(SYSTEM)[1] == pytest.approx(zeros)
    assert len(counted) == 2


@pytest.mark.quick
def test_places_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    # a relative path is ignored, as the specification says
    for place in (str(file), "/proc/nowhere", "/dev/null"):
        monkeypatch.setenv("XDG_CACHE_HOME", place)
        assert len(start_system(SYSTEM)[1]) == 6
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for place in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", place)
        assert start_systems.cache_folder() == tmp_path / "home" / ".cache" / "lcnsym"
    folder.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder.parent))
    (folder / "start-system-1-segre-2,2.npz").mkdir()
    assert len(start_system(SYSTEM)[1]) == 6


def test_several_processes_at_once(tmp_path: Path) -> None:
    """None sees a part of a file, and the same answer is given by all."""
    lines = (
        "from lcnsym.landscape.candidates import start_systems as s",
        "from lcnsym.landscape.equations.segre_systems import SegreSystem",
        "s._shipped = lambda _: None",
        "print([len(s.start_system(SegreSystem((2, 2)))[1]) for _ in range(3)])",
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    words = [sys.executable, "-c", "\n".join(lines)]
    running = [subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert {process.communicate()[0] for process in running} == {"[6, 6, 6]\n"}
    assert [path.name for path in (tmp_path / "lcnsym").iterdir()] == ["start-system-1-segre-2,2.npz"]


@pytest.mark.quick
def test_critical_points_do_not_depend_on_the_cache(folder: Path) -> None:
    architecture, loss = Architecture((2, 2), (2, 1)), random_loss(3, 4)
    without = critical_points(architecture, loss, use_cache=False)
    assert not folder.exists()
    found = [critical_points(architecture, loss) for _ in range(2)]
    assert folder.exists()
    for landscape in found:
        assert landscape.is_complete
        assert [float(p.loss[0]) for p in landscape.points] == pytest.approx([float(p.loss[0]) for p in without.points])
