"""Make lcnsym/landscape/candidates/start_systems.npz again: for every partition of 6, 7 and 8 with several repeated
roots random complex data and all critical points. Run as a script; it takes some minutes."""

from __future__ import annotations

import numpy as np

from lcnsym.algebra.partitions import partitions
from lcnsym.landscape.candidates.homotopy import monodromy
from lcnsym.landscape.candidates.start_systems import FILE, SEED, saved
from lcnsym.landscape.ed_degrees import generic_ed_degree

LOWEST, HIGHEST = 6, 8


def main() -> None:
    """Write the file."""
    found = {}
    for degree in range(LOWEST, HIGHEST + 1):
        for partition in partitions(degree):
            if sum(part > 1 for part in partition) > 1:
                found[partition] = monodromy(partition, generic_ed_degree(partition), SEED)
                print(partition, len(found[partition][1]), flush=True)
    np.savez_compressed(FILE, **saved(found))


if __name__ == "__main__":
    main()
