"""Damaged files of sweeps, and what becomes of them: `python -m tests.lab.damage [NUMBER]` prints the counts.

The file is that of a sweep with several leaves and an inner page in its tables. The damage is what disks, copies and
other programs do: bits that flip, ends that are lost, pages that are overwritten by zeros, noise, another page or
what they were before. If all pages that changed since then are as they were before, the file is an earlier state of
itself, which nothing in it can tell from one that was never continued; that is counted apart.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from lcnsym.errors import LcnsymError
from lcnsym.lab.sweeps.cases import Cell
from lcnsym.lab.sweeps.kinds import MembershipSweep
from lcnsym.lab.sweeps.store import Store
from lcnsym.lab.sweeps.sweep import Sweep

FILES = 1500
PAGE = 4096
PLAN = MembershipSweep(seed=1, k=(3, 2, 2), s=(), filters=240, largest=100)
EARLIER = 200
"""So many cases were done when the pages were as they were before."""

ENDS = "refused", "as it was", "as it was earlier", "other rows"

Rows = list[dict[str, Cell]]
Damage = Callable[["Files", Random], bytes]


@dataclass(frozen=True)
class Files:
    """The file of a sweep that is done, and the same file earlier.

    Attributes:
        content, earlier: of the files.
        rows: of the first.
    """

    content: bytes
    earlier: bytes
    rows: Rows

    @classmethod
    def made(cls, folder: Path) -> Files:
        """Sweep, and keep both states."""
        path = folder / "undisturbed.sqlite"
        with Store.create(str(path), PLAN).writing() as writer:
            writer.add(map(PLAN.row, range(EARLIER)))
        earlier = path.read_bytes()
        with Store(str(path)).writing() as writer:
            writer.add(map(PLAN.row, range(EARLIER, PLAN.cases)))
        return cls(path.read_bytes(), earlier, list(Sweep(str(path)).rows()))


def one_bit(files: Files, rng: Random) -> bytes:
    """A bit of the file is another."""
    return _flipped(files, rng, 1)


def some_bits(files: Files, rng: Random) -> bytes:
    """A few bits of the file are others."""
    return _flipped(files, rng, rng.randint(2, 40))


def _flipped(files: Files, rng: Random, number: int) -> bytes:
    content = bytearray(files.content)
    for _ in range(number):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return bytes(content)


def header_bits(files: Files, rng: Random) -> bytes:
    """A bit of a page's first bytes, which say what is where, is another."""
    content = bytearray(files.content)
    content[rng.randrange(len(content) // PAGE) * PAGE + rng.randrange(120)] ^= 1 << rng.randrange(8)
    return bytes(content)


def cut_off(files: Files, rng: Random) -> bytes:
    """The end is lost."""
    return files.content[: rng.randrange(len(files.content))]


def cut_and_filled(files: Files, rng: Random) -> bytes:
    """The end is lost, and zeros stand there."""
    return cut_off(files, rng).ljust(len(files.content), b"\0")


def zero_page(files: Files, rng: Random) -> bytes:
    """A page is overwritten by zeros."""
    return _with_page(files, rng, bytes(PAGE))


def noise(files: Files, rng: Random) -> bytes:
    """A part of the file is overwritten by noise."""
    start = rng.randrange(len(files.content))
    length = rng.randint(1, PAGE)
    return (files.content[:start] + rng.randbytes(length) + files.content[start + length :])[: len(files.content)]


def another_page(files: Files, rng: Random) -> bytes:
    """A page is overwritten by another one."""
    start = rng.randrange(len(files.content) // PAGE) * PAGE
    return _with_page(files, rng, files.content[start : start + PAGE])


def lost_write(files: Files, rng: Random) -> bytes:
    """Pages are as they were before the last rows were written."""
    content = files.content
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(files.earlier) // PAGE) * PAGE
        content = content[:start] + files.earlier[start : start + PAGE] + content[start + PAGE :]
    return content


def changed_letter(files: Files, rng: Random) -> bytes:
    """A letter or a digit is another, which SQLite has no way to know."""
    content = bytearray(files.content)
    places = [place for place, byte in enumerate(content) if chr(byte).isalnum() and byte < 128]
    content[rng.choice(places)] = rng.choice(b"0123456789abcdef")
    return bytes(content)


def _with_page(files: Files, rng: Random, page: bytes) -> bytes:
    start = rng.randrange(len(files.content) // PAGE) * PAGE
    return files.content[:start] + page + files.content[start + PAGE :]


DAMAGES: tuple[Damage, ...] = (
    one_bit,
    some_bits,
    header_bits,
    cut_off,
    cut_and_filled,
    zero_page,
    noise,
    another_page,
    lost_write,
    changed_letter,
)


def damaged(files: Files, number: int) -> bytes:
    """The content of the damaged file of that number."""
    return DAMAGES[number % len(DAMAGES)](files, Random(f"damaged sweep {number}"))


def rows_in(path: Path) -> Rows | str:
    """The rows, as status, tables, verifying and continuing read them; or the error, if the package raises its own."""
    try:
        sweep = Sweep(str(path))
        rows = list(sweep.rows())
        status = sweep.status()
        assert status.done == len(rows) == sum(stop - start for start, stop in sweep._store.done())
        with sweep._store.writing() as writer:
            left = sum(stop - start for start, stop in writer.missing())
        assert left == PLAN.cases - len(rows)
    except LcnsymError as error:
        return str(error)
    return rows


def counts(files: Files, folder: Path, numbers: range) -> Counter[tuple[str, str]]:
    """How many damaged files of which kind are refused, read as they were, or read with other rows."""
    found: Counter[tuple[str, str]] = Counter()
    for number in numbers:
        path = folder / f"{number}.sqlite"
        path.write_bytes(damaged(files, number))
        found[DAMAGES[number % len(DAMAGES)].__name__, _end(files, rows_in(path))] += 1
        for left in folder.glob(f"{number}.sqlite*"):
            left.unlink()
    return found


def _end(files: Files, rows: Rows | str) -> str:
    if isinstance(rows, str):
        return "refused"
    if rows == files.rows:
        return "as it was"
    return "as it was earlier" if rows == files.rows[:EARLIER] else "other rows"


def main() -> None:
    given = sys.argv[1:] or [str(FILES)]
    if len(given) > 1 or not given[0].isdecimal():
        sys.exit(__doc__)
    number = int(given[0])
    with tempfile.TemporaryDirectory() as name:
        files = Files.made(Path(name))
        found = counts(files, Path(name), range(number))
    for kind in DAMAGES:
        told = ", ".join(f"{end} {found[kind.__name__, end]}" for end in ENDS)
        sys.stdout.write(f"{kind.__name__.replace('_', ' ')}: {told}\n")
    for end in ENDS:
        sys.stdout.write(f"{end}: {sum(n for (_, of), n in found.items() if of == end)}\n")


if __name__ == "__main__":
    main()
