"""Ways to count real roots with multiplicity: lcnsym and its peers, each from its own type of polynomial.

Every factory takes a polynomial, converts it, and returns a function of no arguments, which alone is measured.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import fmpz_poly

Count = Callable[[], int]

PARI_STACK = 2_000_000_000


def lcnsym(f: fmpz_poly) -> Count:
    """`count_real_roots_with_multiplicity`."""
    from lcnsym.roots.counting_roots import count_real_roots_with_multiplicity

    return lambda: count_real_roots_with_multiplicity(f)


def flint_complex_roots(f: fmpz_poly) -> Count:
    """Certified balls around all complex roots; those of real roots have imaginary part exactly 0."""
    return lambda: sum(m for root, m in f.complex_roots() if root.imag == 0)


def _pari() -> Any:
    from cypari import pari

    pari.allocatemem(PARI_STACK, silent=True)
    return pari


def _to_pari(pari: Any, f: fmpz_poly) -> Any:
    return pari([int(c) for c in f.coeffs()]).Polrev()


def pari_polrootsreal(f: fmpz_poly) -> Count:
    """PARI's isolation of the real roots, which takes repeated roots as they are."""
    theirs = _to_pari(_pari(), f)
    return lambda: len(theirs.polrootsreal())


def pari_polsturm(f: fmpz_poly) -> Count:
    """PARI's number of distinct real roots, on the polynomial or else on the square-free parts that FLINT finds."""
    pari = _pari()
    theirs = _to_pari(pari, f)

    def count() -> int:
        if theirs.issquarefree():
            return int(theirs.polsturm())
        return sum(m * int(_to_pari(pari, part).polsturm()) for part, m in f.factor_squarefree()[1])

    return count


def sympy_count_roots(f: fmpz_poly) -> Count:
    """SymPy's Sturm sequences on its square-free list."""
    import sympy

    theirs = sympy.Poly([int(c) for c in reversed(f.coeffs())], sympy.Symbol("x"))
    return lambda: sum(m * int(part.count_roots()) for part, m in theirs.sqf_list()[1])


OURS = "lcnsym"
METHODS: dict[str, Callable[[fmpz_poly], Count]] = {
    OURS: lcnsym,
    "FLINT complex_roots": flint_complex_roots,
    "PARI polrootsreal": pari_polrootsreal,
    "PARI polsturm": pari_polsturm,
    "SymPy count_roots": sympy_count_roots,
}
