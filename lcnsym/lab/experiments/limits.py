"""How large an experiment may be; light to load, so that too large ones are refused at once."""

from __future__ import annotations

MAX_RUNS = 10**7
MAX_WORKERS = 256
MAX_SAMPLES = 10**5
MAX_STEPS = 10**9
MAX_SEED = 10**18 - 1
MAX_DEGREE = 32
MAX_LAYERS = 32
MAX_SIZE = 10**40
"""Coefficients of targets and diagonal entries of Q are at most this large, and not all smaller than its inverse.

Losses are of the order of Q·u², and squares of slopes of (Q·u·w)²: all of them are far from the ends of the range of
doubles, 10^±308.
"""

DEFAULT_RUNS = 1000
DEFAULT_STEPS = 20_000
