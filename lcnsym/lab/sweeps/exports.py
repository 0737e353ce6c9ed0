"""Tables of rows as CSV and Parquet files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from ...errors import BadInputError, UnsupportedError, shorten
from ...output_files import check_distinct, output_file
from ...packages import module_if_installed
from .cases import WHOLE_NUMBERS, Cell

INSTALL = "pip install 'lcnsym[parquet]'"
ROWS_A_BATCH = 10_000

Rows = Iterable[dict[str, Cell]]


def write_table(path: str, columns: Sequence[str], rows: Rows, source: str) -> int:
    """Write rows to a .csv or .parquet file, which is there completely or not at all; returns their number.

    Args:
        source: the file that the rows come from, which must not be overwritten.

    Raises:
        BadInputError: another ending, or the file is the source, or cannot be written.
        UnsupportedError: Parquet needs the package pyarrow, which is not installed.
    """
    writers = {".csv": write_csv, ".parquet": _write_parquet}
    writer = writers.get(Path(path).suffix.lower())
    if writer is None:
        raise BadInputError(f"tables end in {' or '.join(writers)}; '{shorten(path)}' was given")
    check_distinct(path, (source,))
    try:
        with output_file(path) as file:
            return writer(file, columns, rows)
    except (OSError, ValueError) as error:
        if isinstance(error, BadInputError):
            raise
        told = error.strerror if isinstance(error, OSError) else None
        raise BadInputError(f"cannot write '{shorten(path)}': {told or error}") from None


def write_csv(file: BinaryIO, columns: Sequence[str], rows: Rows) -> int:
    """Texts and numbers as they are, nothing for what is not known; returns the number of rows."""
    number = 0
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    # texts are quoted if they hold a character of the line's end, so \r has to be one
    writer = csv.writer(_Lines(text), lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([row[name] for name in columns])
        number += 1
    text.detach()
    return number


class _Lines:
    """Takes lines that end in \r\n, and ends them in \n."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, line: str) -> None:
        self._file.write(line.removesuffix("\r\n") + "\n")


def _write_parquet(file: BinaryIO, columns: Sequence[str], rows: Rows) -> int:
    pyarrow, parquet = module_if_installed("pyarrow"), module_if_installed("pyarrow.parquet")
    if pyarrow is None or parquet is None:
        raise UnsupportedError(f"Parquet files need the package pyarrow: {INSTALL}")
    types = [pyarrow.int64() if name in WHOLE_NUMBERS else pyarrow.string() for name in columns]
    schema = pyarrow.schema(list(zip(columns, types, strict=True)))
    number, rest = 0, iter(rows)
    with parquet.ParquetWriter(file, schema) as writer:
        while batch := list(islice(rest, ROWS_A_BATCH)):
            writer.write_table(pyarrow.Table.from_pylist(list(map(_plain, batch)), schema=schema))
            number += len(batch)
    return number


def _plain(row: dict[str, Cell]) -> dict[str, Any]:
    """Integers where the table has integers, and texts elsewhere."""
    return {name: cell if cell is None or name in WHOLE_NUMBERS else str(cell) for name, cell in row.items()}
