"""Theorems about linear convolutional networks, as objects that can be checked on an input.

>>> from lcnsym import Architecture, BinaryForm, theorems
>>> theorems.theorem("membership").check(Architecture((3, 2, 2)), BinaryForm((1, 0, -5, 0, 4))).holds
True
"""

from .registry import all_theorems, theorem
from .statement import Theorem, TheoremCheck

__all__ = ["Theorem", "TheoremCheck", "all_theorems", "theorem"]
