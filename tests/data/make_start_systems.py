"""Make lcnsym/landscape/candidates/start_systems.npz again: random complex data and all critical points, for every
partition of 6, 7 and 8 with several repeated roots, and for Segre products with few points. Run as a script; it takes
some ten minutes."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np

from lcnsym.algebra.partitions import partitions
from lcnsym.landscape.candidates.homotopy import CAREFUL, finite, followed, monodromy
from lcnsym.landscape.candidates.start_systems import FILE, SEED, saved
from lcnsym.landscape.equations.floating_quadrics import Array, Data
from lcnsym.landscape.equations.segre_systems import SegreSystem
from lcnsym.landscape.equations.tangent_systems import TangentSystem

LOWEST, HIGHEST = 6, 8
LARGEST_DIMENSION = 11
FEW_BYTES = 40_000
MORE_SEGRE = ((3, 3, 3), (2, 2, 2, 3), (2, 3, 4), (4, 5))
"""Of which there is a file although they need more."""


def strata() -> Iterator[TangentSystem]:
    """With several repeated roots."""
    for degree in range(LOWEST, HIGHEST + 1):
        for partition in partitions(degree):
            if sum(part > 1 for part in partition) > 1:
                yield TangentSystem(partition)


def segre_products() -> Iterator[SegreSystem]:
    """Of at least two factors, ascending."""
    for dimension in range(2, LARGEST_DIMENSION + 1):
        for parts in partitions(dimension):
            system = SegreSystem(sorted(part + 1 for part in parts))
            size = 8 * (system.number * system.equations + prod(system.sizes) ** 2)
            if len(parts) > 1 and (size < FEW_BYTES or system.sizes in MORE_SEGRE):
                yield system


def short(system: SegreSystem, found: tuple[Data, Array]) -> tuple[Data, Array]:
    """The same for data of single precision; the solutions need no more to be followed."""
    base, zeros = found
    data = Data(base.gram.astype(np.complex64), base.moments.astype(np.complex64))
    moved = finite(system, followed(system, zeros, base, data, CAREFUL))
    if len(moved) != system.number:
        raise ValueError(f"{system.name}: {len(moved)} of {system.number} solutions")
    return data, moved.astype(np.complex64)


def main() -> None:
    """Write the file."""
    found = {}
    for stratum in strata():
        found[stratum.name] = monodromy(stratum, SEED)
        print(stratum.name, len(found[stratum.name][1]), flush=True)
    for product in segre_products():
        found[product.name] = short(product, monodromy(product, SEED))
        print(product.name, len(found[product.name][1]), flush=True)
    np.savez_compressed(FILE, **saved(found.items()))


if __name__ == "__main__":
    main()
