"""The command `export`: what it writes is what the functions write; wrong combinations of options."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcnsym import Architecture, BinaryForm, RootLocus, SquareLoss, StridedClosure
from lcnsym.cli.commands.export import OPTIONS, PROGRAMS, WHATS
from lcnsym.landscape.systems import closure_system, critical_system, gradient_system, stratum_system
from lcnsym.show.notation import programs as exchange

from .support import CommandLine

pytestmark = pytest.mark.quick

CUBIC = SquareLoss.euclidean(BinaryForm((1, -2, -3, 4)))
K = ("-k", "3,2", "--target", "1,-2,-3,4")
CALLS = {
    "critical": (K, critical_system(Architecture((3, 2)), CUBIC)),
    "gradient": (("--what", "gradient", *K), gradient_system(Architecture((3, 2)), CUBIC)),
    "stratum": (
        ("--what", "stratum", "--partition", "1,2", "--target", "1,-2,-3,4"),
        stratum_system((2, 1), CUBIC),
    ),
    "stratum of an architecture": (("--what", "stratum", "--partition", "2,1", *K), stratum_system((2, 1), CUBIC)),
    "closure": (("--what", "closure", "--partition", "3,1"), closure_system(RootLocus((3, 1)))),
    "closure up to": (
        ("--what", "closure", "--partition", "3,1", "--up-to", "2"),
        closure_system(RootLocus((3, 1)), 2),
    ),
    "function space": (
        ("--what", "closure", "-k", "3,2", "-s", "2,1"),
        closure_system(StridedClosure(Architecture((3, 2), (2, 1)))),
    ),
}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", CALLS)
def test_systems(lcnsym: CommandLine, name: str, program: str, tmp_path: Path) -> None:
    words, system = CALLS[name]
    written = exchange.system_text(system, program)
    assert lcnsym("export", "--to", program, *words).out == written
    document = lcnsym.json("export", "--to", program, *words)
    assert document["text"] == written
    assert document["unknowns"] == list(system.names)
    assert (document["equations"], document["expected_solutions"]) == (len(system.equations), system.expected)
    path = tmp_path / "system"
    told = lcnsym("export", "--to", program, *words, "-o", str(path))
    assert told.out.startswith(f"input for {program} written to ")
    assert path.read_text(encoding="utf-8") == written
    assert lcnsym("export", "--to", program, *words, "-o", "-").out == written


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("words", ["1,-1/2,3", "1,sqrt(2),0"])
def test_forms(lcnsym: CommandLine, words: str, program: str) -> None:
    written = exchange.form_text(BinaryForm.parse(words), program)
    call = ("export", "--to", program, "--what", "form", "--filter", words)
    assert lcnsym(*call).out == written
    document = lcnsym.json(*call)
    assert document["degree"] == 2
    assert document["minpoly"] == (None if "/" in words else [-2, 0, 1])


def test_data_instead_of_a_target(lcnsym: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("1,0,2\n0,1,1\n3,1,1\n")
    (tmp_path / "y.csv").write_text("1\n2\n3\n")
    words = ("--inputs", str(tmp_path / "x.csv"), "--outputs", str(tmp_path / "y.csv"))
    document = lcnsym.json("export", "--to", "singular", "-k", "2,2", *words)
    assert document["expected_solutions"] == 6


def test_the_lists_agree() -> None:
    assert PROGRAMS == exchange.PROGRAMS
    assert set(OPTIONS) == set(WHATS)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--to"),
        (("--to", "singlar", *K), "did you mean singular?"),
        (("--to", "maple", *K), "--to must be one of macaulay2, singular"),
        (("--to", "julia", "--what", "all", *K), "--what must be one of critical"),
        (("--to", "julia"), "-k is required for --what critical"),
        (("--to", "julia", "-k", "3,2"), "a loss is required"),
        (("--to", "julia", "-k", "3,2", "--target", "1,2"), "2 coefficients"),
        (("--to", "julia", "-k", "3x3,2x2", "--target", "1,2"), "one-dimensional"),
        (("--to", "julia", *K, "--filter", "1,2"), "--filter does not belong to --what critical"),
        (("--to", "julia", *K, "--up-to", "2"), "--up-to does not belong"),
        (("--to", "julia", "--what", "stratum", "--target", "1,2"), "--partition is required"),
        (("--to", "julia", "--what", "stratum", "--partition", "2,1", "--target", "1,2"), "2 coefficients"),
        (("--to", "julia", "--what", "stratum", "--partition", "0", "--target", "1,2"), "positive integer"),
        (("--to", "julia", "--what", "stratum", "--partition", "2", "-s", "1", "--target", "1,2,3"), "-s is given"),
        (("--to", "julia", "--what", "closure"), "either --partition"),
        (("--to", "julia", "--what", "closure", "--partition", "2", "-s", "2"), "-s is given"),
        (("--to", "julia", "--what", "closure", "--partition", "4,4"), "degree up to 6"),
        (("--to", "julia", "--what", "closure", "-k", "3,2", "--up-to", "2"), "minors"),
        (("--to", "msolve", "--what", "closure", "-k", "3,2"), "no equations"),
        (("--to", "julia", "--what", "form"), "--filter is required"),
        (("--to", "julia", "--what", "form", "--filter", "0,0"), "zero form"),
        (("--to", "julia", *K, "-o", "/nowhere/file"), "no folder"),
        (("--to", "julia", *K, "-o", "-", "--json"), "both print on stdout"),
    ],
)
def test_refusals(lcnsym: CommandLine, words: tuple[str, ...], told: str) -> None:
    assert told in lcnsym.refused("export", *words)
