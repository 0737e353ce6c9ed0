"""Tables of rows as CSV and Parquet files."""

from __future__ import annotations

import contextlib
import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from ..errors import BadInputError, UnsupportedError, shorten
from .cases import Cell

INSTALL = "pip install 'lcnsym[parquet]'"
ROWS_A_BATCH = 10_000
WHOLE_NUMBERS = frozenset({"number", "spurious_minima", "critical_points", "certificates"})
"""The columns of integers; all others are texts."""

Rows = Iterable[dict[str, Cell]]


def write_table(path: str, columns: Sequence[str], rows: Rows) -> int:
    """Write rows to a .csv or .parquet file, which is there completely or not at all; returns their number.

    Raises:
        BadInputError: another ending, or the file cannot be written.
        UnsupportedError: Parquet needs the package pyarrow, which is not installed.
    """
    writers = {".csv": _write_csv, ".parquet": _write_parquet}
    writer = writers.get(Path(path).suffix.lower())
    if writer is None:
        raise BadInputError(f"tables end in {' or '.join(writers)}; '{shorten(path)}' was given")
    try:
        with _draft(path) as draft:
            return writer(draft, columns, rows)
    except (OSError, ValueError) as error:
        if isinstance(error, BadInputError):
            raise
        told = error.strerror if isinstance(error, OSError) else None
        raise BadInputError(f"cannot write '{shorten(path)}': {told or error}") from None


@contextlib.contextmanager
def _draft(path: str) -> Iterator[Path]:
    """A path in the same folder, moved to the wanted one at the end if all went well."""
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".lcnsym-{os.getpid()}.tmp")
    try:
        yield draft
        draft.replace(target)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _write_csv(path: Path, columns: Sequence[str], rows: Rows) -> int:
    """Texts and numbers as they are, nothing for what is not known."""
    number = 0
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([row[name] for name in columns])
            number += 1
    return number


def _write_parquet(path: Path, columns: Sequence[str], rows: Rows) -> int:
    try:
        import pyarrow  # noqa: PLC0415 - only for this format
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise UnsupportedError(f"Parquet files need the package pyarrow: {INSTALL}") from None
    types = [pyarrow.int64() if name in WHOLE_NUMBERS else pyarrow.string() for name in columns]
    schema = pyarrow.schema(list(zip(columns, types, strict=True)))
    number, rest = 0, iter(rows)
    with parquet.ParquetWriter(path, schema) as writer:
        while batch := list(islice(rest, ROWS_A_BATCH)):
            writer.write_table(pyarrow.Table.from_pylist(list(map(_plain, batch)), schema=schema))
            number += len(batch)
    return number


def _plain(row: dict[str, Cell]) -> dict[str, Any]:
    """Integers where the table has integers, and texts elsewhere."""
    return {name: cell if cell is None or name in WHOLE_NUMBERS else str(cell) for name, cell in row.items()}
