"""Checksums of what a sweep's file holds: of the plan, of every row, and of all rows together.

They find what disks, copies and other programs damage, not what somebody forges: whoever can write the file can write
its checksums too. What is worked out again finds that as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256

from .cases import Row

BYTES = 8
MODULUS = 1 << 8 * BYTES


def checksum_of_plan(text: str) -> str:
    """SHA-256 of a plan's text: 64 hexadecimal digits, which are the plan's identity."""
    return sha256(text.encode()).hexdigest()


def checksum_of_row(plan: str, row: Row) -> str:
    """BLAKE2b of a row of a plan: 16 hexadecimal digits.

    Args:
        plan: its checksum, so that a row of another plan has another one.
    """
    number, outcome, columns = row
    # the length of the outcome tells where the columns begin, so that different rows are different bytes
    content = f"{number} {len(outcome)} {outcome}{columns}"
    return blake2b(content.encode(), digest_size=BYTES, key=bytes.fromhex(plan)).hexdigest()


@dataclass(frozen=True)
class Tally:
    """What all rows of a file add up to; rows that are missing, doubled or old change it.

    Attributes:
        cases: how many rows.
        checksum: the sum of their checksums modulo 2⁶⁴, in 16 hexadecimal digits.
    """

    cases: int = 0
    checksum: str = "0" * 2 * BYTES

    @classmethod
    def of(cls, cases: int, total: int) -> Tally:
        """So many rows whose checksums add up to the total."""
        return cls(cases, f"{total % MODULUS:0{2 * BYTES}x}")

    def plus(self, checksums: Sequence[str]) -> Tally:
        """With these rows besides."""
        return self._changed(checksums, 1)

    def minus(self, checksums: Sequence[str]) -> Tally:
        """Without these rows."""
        return self._changed(checksums, -1)

    def _changed(self, checksums: Sequence[str], sign: int) -> Tally:
        total = sum(int(checksum, 16) for checksum in checksums)
        return Tally.of(self.cases + sign * len(checksums), int(self.checksum, 16) + sign * total)
