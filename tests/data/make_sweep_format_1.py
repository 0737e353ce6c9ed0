"""Made the file of results of format 1 in this folder, and its table: `python -m tests.data.make_sweep_format_1`.

It is to be run with the sources of lcnsym before format 2, as it writes the format of the lcnsym that it is run with.
"""

from __future__ import annotations

from pathlib import Path

from lcnsym.lab.sweeps.kinds import MembershipSweep
from lcnsym.lab.sweeps.store import Store
from lcnsym.lab.sweeps.sweep import Sweep

PATH = Path(__file__).parent / "sweep_format_1.sqlite"
DONE = 30


def main() -> None:
    plan = MembershipSweep(seed=4, k=(3, 2, 2), s=(), filters=40, largest=9)
    with Store.create(str(PATH), plan).writing() as writer:
        writer.add(plan.row(number) for number in range(DONE))
    Sweep(str(PATH)).export(str(PATH.with_suffix(".csv")))


if __name__ == "__main__":
    main()
