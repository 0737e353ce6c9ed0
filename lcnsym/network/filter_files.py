"""Filters and matrices in files: .json, .csv and .npy, every number exact; and the rounding of filters on request.

.json   a list, or an object with the list under "filter". Integers are exact; numbers with a point or an
        exponent are doubles, and mean the binary fraction that the double is. Strings are literals of
        `lcnsym.algebra.literals`. Objects {"minpoly", "interval", "approx"} are numbers that lcnsym printed.
.csv    one row or one column of literals, exact as written.
.npy    an array of integers or floats with one axis longer than 1 at most; floats mean the binary fractions
        they are.

Instead of a path the content itself may be given as bytes: .npy if it begins as such files do, .json if its first sign
is a bracket or a brace, else .csv.

Filters with several axes are read from arrays and nested lists of their format, or from one list with the last index
running fastest. Matrices are lists of rows, lines of cells, or arrays with two axes.
"""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import warnings
from collections.abc import Callable, Iterable
from errno import EISDIR
from fractions import Fraction
from functools import lru_cache
from math import isfinite, prod
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NoReturn, TypeAlias, TypeVar

from ..algebra.forms import BinaryForm
from ..algebra.literals import parse_number
from ..algebra.multihomogeneous import Format, TensorForm
from ..algebra.numbers import AlgebraicNumber, Number, root
from ..errors import BadInputError, LcnsymError, require_integer, shorten
from .architecture import MAX_FILTER_SIZE

if TYPE_CHECKING:
    import numpy

T = TypeVar("T")
Source: TypeAlias = str | os.PathLike[str] | bytes
"""A path, or the content of a file."""

MAX_BYTES = 64 * 2**20
MAX_ENTRIES = 10**6
MAX_ROUNDING_BITS = 100_000
MAX_MINPOLY_DEGREE = 64
SHORT_INTEGER = 4000


def read_filter(path: Source) -> BinaryForm:
    """The filter in a file, as the form π(w); the name's ending tells the format.

    Raises:
        BadInputError: no such file, an ending other than these three, a size limit exceeded, or content
            that is not one list of real numbers.
        UnsupportedError: an algebraic number of too large a degree.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "filter.json")
        ...     _ = path.write_text('[1, "sqrt(2)", 0.5]')
        ...     print(read_filter(path))
        x^2 + (sqrt(2))*x*y + 1/2*y^2
    """
    coefficients: list[Number] = _read(path, _READERS)
    return BinaryForm(tuple(coefficients))


def read_tensor(path: Source, format: Format) -> TensorForm:
    """The filter tensor in a file: as `read_filter`, or as nested lists or an array of the format.

    Axes of length 1 may be more or fewer in an array, as in the weights (1, 1, 3, 3) of a layer with one channel.

    Raises:
        BadInputError: as `read_filter`; nested lists or an array of another format.
        UnsupportedError: an algebraic number of too large a degree.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "tensor.json")
        ...     _ = path.write_text("[[1, 2], [3, 4]]")
        ...     print(read_tensor(path, (2, 2)))
        x1*x2 + 2*x1*y2 + 3*y1*x2 + 4*y1*y2
    """
    readers: dict[str, Callable[[bytes], list[Number]]] = {
        **_READERS,
        ".json": lambda content: _from_json(content, format),
        ".npy": lambda content: _from_npy(content, format),
    }
    entries: list[Number] = _read(path, readers)
    return TensorForm(format, entries)


def read_matrix(path: Source) -> list[list[Number]]:
    """The matrix in a file, as a list of its rows, all of one length.

    Raises:
        BadInputError: no such file, an ending other than these three, a size limit exceeded, or content that is not
            rows of real numbers of one length.
        UnsupportedError: an algebraic number of too large a degree.
    """
    rows: list[list[Number]] = _read(path, _MATRIX_READERS, "matrix")
    lengths = {len(row) for row in rows}
    if len(lengths) != 1 or 0 in lengths:
        where = "" if isinstance(path, bytes) else f"in '{shorten(os.fspath(path))}': "
        raise BadInputError(f"{where}rows of one length are required")
    return rows


def _read(path: Source, readers: dict[str, Callable[[bytes], list[T]]], what: str = "filter") -> list[T]:
    if isinstance(path, bytes):
        return _checked(readers[_ending(path)](path), what)
    if not isinstance(path, str | os.PathLike):
        raise BadInputError(f"a path is text, a {type(path).__name__} was given")
    name = shorten(str(os.fspath(path)))
    reader = readers.get(Path(path).suffix.lower())
    if reader is None:
        raise BadInputError(f"a {what} file ends in .json, .csv or .npy; '{name}' does not")
    content = file_content(path)
    try:
        return _checked(reader(content), what)
    except LcnsymError as error:
        raise type(error)(f"in '{name}': {error}") from None


def _checked(found: list[T], what: str) -> list[T]:
    if what == "filter":
        _check_length(len(found))
    return found


def _ending(content: bytes) -> str:
    """The ending of a file with this content."""
    if content.startswith(b"\x93NUMPY"):
        return ".npy"
    first = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return ".json" if first in (b"[", b"{") else ".csv"


def file_content(path: str | os.PathLike[str]) -> bytes:
    """What a regular file holds.

    Raises:
        BadInputError: as `require_file`, or it cannot be read.
    """
    require_file(path)
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BadInputError(
            f"cannot read the file '{shorten(str(os.fspath(path)))}': {error.strerror or error}"
        ) from None


def require_file(path: str | os.PathLike[str]) -> None:
    """Nothing, if there is a regular file; pipes and devices, which may never end, are none.

    Raises:
        BadInputError: no such file, a folder, a pipe or a device, or over MAX_BYTES bytes.
    """
    name = shorten(str(os.fspath(path)))
    try:
        found = Path(path).stat()
        if not stat.S_ISREG(found.st_mode):
            raise IsADirectoryError(EISDIR, "it is a folder or a device, not a regular file")
    except OSError as error:
        raise BadInputError(f"cannot read the file '{name}': {error.strerror or error}") from None
    except ValueError as error:
        raise BadInputError(f"'{name}' is not a file name: {error}") from None
    if found.st_size > MAX_BYTES:
        raise BadInputError(f"the file '{name}' has over {MAX_BYTES} bytes, which is the limit")


def _check_length(length: int) -> None:
    if not 1 <= length <= MAX_FILTER_SIZE:
        raise BadInputError(f"a filter has from 1 to {MAX_FILTER_SIZE} coefficients, {length} were given")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {error.start} is 0x{content[error.start]:02x}"
        raise BadInputError(f"the text is not UTF-8: {found}") from None


class _NumberText(str):
    """A number as it stands in a JSON file."""

    __slots__ = ()


class _IntegerText(_NumberText):
    """An integer as it stands in a JSON file."""

    __slots__ = ()


def _decoded_json(content: bytes) -> object:
    decoder = json.JSONDecoder(
        parse_int=_IntegerText,
        parse_float=_NumberText,
        parse_constant=_refuse_constant,
        object_pairs_hook=_object,
    )
    try:
        return decoder.decode(_decoded(content))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadInputError(f"this is not JSON: {shorten(error.msg)} in {place}") from None
    except RecursionError:
        raise BadInputError("the JSON is nested too deeply; a list of numbers is required") from None


def _from_json(content: bytes, format: Format | None = None) -> list[Number]:
    document = _decoded_json(content)
    values = document.get("filter") if isinstance(document, dict) else document
    if not isinstance(values, list):
        raise BadInputError('a list of numbers is required, or an object with such a list under "filter"')
    if format is not None and any(isinstance(value, list) for value in values):
        values = _flattened(values, format)
    _check_length(len(values))
    return [_at(f"coefficient {i}", _json_number, value) for i, value in enumerate(values)]


def _flattened(values: list[object], format: Format) -> list[object]:
    """The entries of nested lists, which must have the format."""
    entries = _entries(values, format)
    if entries is None:
        raise BadInputError(f"nested lists of the format {'x'.join(map(str, format))}, or one list, are required")
    return entries


def _entries(values: list[object], format: Format) -> list[object] | None:
    """None: the lists have another format."""
    if len(values) != format[0] or any(isinstance(value, list) != (len(format) > 1) for value in values):
        return None
    found: list[object] = []
    for value in values:
        inner = _entries(value, format[1:]) if isinstance(value, list) else [value]
        if inner is None:
            return None
        found += inner
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise BadInputError(f"{name} is not a real number")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    document: dict[str, object] = {}
    for key, value in pairs:
        if key in document:
            raise BadInputError(f"the key '{shorten(key, 20)}' is given twice in one object")
        document[key] = value
    return document


def _at(place: str, read: Callable[[object], Number], value: object) -> Number:
    try:
        return read(value)
    except LcnsymError as error:
        raise type(error)(f"{place}: {error}") from None


def _json_number(value: object) -> Number:
    if isinstance(value, _IntegerText):
        return Fraction(int(value)) if len(value) <= SHORT_INTEGER else parse_number(value)
    if isinstance(value, _NumberText):
        return _binary_fraction(float(value), value)
    if isinstance(value, str):
        return parse_number(value)
    if isinstance(value, dict):
        return _algebraic(value)
    kind = {bool: "a truth value", list: "a list"}.get(type(value), "null")
    raise BadInputError(f"{kind} is not a number; integers, decimals, strings with exact numbers are")


def _binary_fraction(value: float, written: str) -> Fraction:
    if not isfinite(value):
        raise BadInputError(f"'{shorten(written, 20)}' is too large for a double; as a string it would be exact")
    return Fraction(value)


def _algebraic(document: dict[str, object]) -> Number:
    minpoly, interval = document.get("minpoly"), document.get("interval")
    if not isinstance(minpoly, list) or not isinstance(interval, list) or len(interval) != 2:
        raise BadInputError('a number as an object needs "minpoly", a list of integers, and "interval", two rationals')
    if not 2 <= len(minpoly) <= MAX_MINPOLY_DEGREE + 1:
        raise BadInputError(f"a minimal polynomial has a degree from 1 to {MAX_MINPOLY_DEGREE}")
    rationals = [_rational(value) for value in (*minpoly, *interval)]
    if any(c.denominator != 1 for c in rationals[:-2]):
        raise BadInputError("the coefficients of a minimal polynomial are integers")
    lo, hi = rationals[-2:]
    return _root_between(tuple(c.numerator for c in rationals[:-2]), lo, hi)


def _rational(value: object) -> Fraction:
    if not isinstance(value, str):
        raise BadInputError("minimal polynomials and intervals hold integers and strings with rationals")
    number = parse_number(value)
    if isinstance(number, AlgebraicNumber):
        raise BadInputError(f"'{shorten(value, 20)}' is not rational")
    return number


@lru_cache(maxsize=4096)
def _root_between(polynomial: tuple[int, ...], lo: Fraction, hi: Fraction) -> Number:
    """The only real root of the polynomial in the open interval."""
    between = [candidate for candidate in _real_roots(polynomial) if lo < candidate < hi]
    if len(between) != 1:
        count = len(between)
        raise BadInputError(f"the minimal polynomial has {count} real roots in the interval, it must have one")
    return between[0]


def _real_roots(polynomial: tuple[int, ...]) -> Iterable[Number]:
    from ..algebra.bezout import distinct_roots  # noqa: PLC0415 - seldom needed

    degree = max((j for j, c in enumerate(polynomial) if c), default=0)
    if degree == 0:
        return []
    form = BinaryForm(tuple(Fraction(c) for c in reversed(polynomial[: degree + 1])))
    count, _ = distinct_roots(form)
    return [root(polynomial, index) for index in range(count)]


def _csv_rows(content: bytes) -> list[list[str]]:
    lines = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    try:
        return [row for row in lines if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise BadInputError(f"this is not CSV: {shorten(str(error))} in line {lines.line_num}") from None


def _from_csv(content: bytes) -> list[Number]:
    rows = _csv_rows(content)
    if len(rows) > 1 and any(len(row) > 1 for row in rows):
        found = f"there are {len(rows)} rows of up to {max(map(len, rows))} cells"
        raise BadInputError(f"one row or one column of numbers is required, {found}")
    cells = [cell for row in rows for cell in row]
    _check_length(len(cells))
    return [_at(f"cell {i}", _cell, cell) for i, cell in enumerate(cells, start=1)]


def _cell(cell: object) -> Number:
    try:
        return parse_number(str(cell))
    except BadInputError as error:
        raise BadInputError(f"{error}; cells hold numbers only, there is no header") from None


def _from_npy(content: bytes, format: Format | None = None) -> list[Number]:
    def check(shape: tuple[int, ...]) -> None:
        _check_shape(shape, format)
        _check_length(prod(shape))

    return _npy_entries(content, check)[1]


def _npy_entries(content: bytes, check: Callable[[tuple[int, ...]], None]) -> tuple[tuple[int, ...], list[Number]]:
    """The shape, which is checked before anything is read, and the entries with the last index running fastest."""
    array = npy_array(content, check)
    return array.shape, _exact(array.ravel())


def npy_array(
    content: bytes, check: Callable[[tuple[int, ...]], None] = lambda _: None
) -> numpy.ndarray[Any, numpy.dtype[Any]]:
    """The array of numbers in the content of a .npy file, whose shape is checked before anything is read.

    Raises:
        BadInputError: it is no such file, holds no integers or floats, or more or fewer numbers than it says.
    """
    import numpy  # noqa: PLC0415 - slow to load, and only arrays need it

    stream = io.BytesIO(content)
    shape, dtype, columns_first = _npy_header(stream)
    if dtype.kind not in "iuf":
        raise BadInputError(f"the array holds {_kind_name(dtype)}; integers or floats are required")
    check(shape)
    count = prod(shape)
    data = content[stream.tell() :]
    if len(data) != count * dtype.itemsize:
        raise BadInputError(f"{count} numbers need {count * dtype.itemsize} bytes, the file holds {len(data)}")
    order: Literal["F", "C"] = "F" if columns_first else "C"
    return numpy.frombuffer(data, dtype).reshape(shape, order=order)


def _check_shape(shape: tuple[int, ...], format: Format | None) -> None:
    """One axis longer than 1 at most; for a tensor one list, or its format up to axes of length 1."""
    long = tuple(axis for axis in shape if axis != 1)
    given = shorten(str(shape))
    if format is None:
        if not shape or len(long) > 1:
            raise BadInputError(f"an array with one axis longer than 1 is required, this one has shape {given}")
    elif len(long) > 1 and long != tuple(size for size in format if size != 1):
        wanted = "x".join(map(str, format))
        raise BadInputError(
            f"an array of the format {wanted}, or with one axis, is required, this one has shape {given}"
        )


def _exact(array: numpy.ndarray[Any, Any]) -> list[Number]:
    """The numbers of an array of integers or floats."""
    import numpy  # noqa: PLC0415 - see _from_npy

    if array.dtype.kind != "f":
        return [Fraction(int(value)) for value in array]
    finite = numpy.isfinite(array)
    if not finite.all():
        index = int(finite.argmin())
        raise BadInputError(f"coefficient {index} is {array[index]}, which is not a real number")
    return [Fraction(*value.as_integer_ratio()) for value in array]


def _npy_header(stream: BinaryIO) -> tuple[tuple[int, ...], numpy.dtype[Any], bool]:
    """Shape and type of the array, without reading it, and whether the first index runs fastest."""
    from numpy.lib import format as npy  # noqa: PLC0415 - see _from_npy

    readers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            version = npy.read_magic(stream)
            shape, columns_first, dtype = readers[version](stream)
        except Exception as error:  # a broken header makes NumPy's reader fail in many ways
            raise BadInputError(f"this is not a .npy file of version 1 or 2: {shorten(str(error))}") from None
    if any(axis < 0 for axis in shape):
        raise BadInputError(f"this is not a .npy file: an array has no shape {shorten(str(shape))}")
    return shape, dtype, columns_first


def _kind_name(dtype: numpy.dtype[Any]) -> str:
    return "Python objects" if dtype.hasobject else f"values of type {shorten(str(dtype), 20)}"


def _rows_from_json(content: bytes) -> list[list[Number]]:
    rows = _decoded_json(content)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise BadInputError("a list of rows, each a list of numbers, is required")
    _check_entries(sum(map(len, rows)))
    return [
        [_at(f"row {i}, entry {j}", _json_number, value) for j, value in enumerate(row)] for i, row in enumerate(rows)
    ]


def _rows_from_csv(content: bytes) -> list[list[Number]]:
    rows = _csv_rows(content)
    _check_entries(sum(map(len, rows)))
    return [
        [_at(f"row {i}, cell {j}", _cell, cell) for j, cell in enumerate(row, start=1)]
        for i, row in enumerate(rows, start=1)
    ]


def _rows_from_npy(content: bytes) -> list[list[Number]]:
    shape, values = _npy_entries(content, lambda shape: _check_entries(prod(shape)))
    if len(shape) != 2:
        raise BadInputError(f"an array with two axes is required, this one has shape {shorten(str(shape))}")
    return [values[i * shape[1] : (i + 1) * shape[1]] for i in range(shape[0])]


def _check_entries(count: int) -> None:
    if not 1 <= count <= MAX_ENTRIES:
        raise BadInputError(f"a matrix has from 1 to {MAX_ENTRIES} entries, {count} were given")


_MATRIX_READERS: dict[str, Callable[[bytes], list[list[Number]]]] = {
    ".json": _rows_from_json,
    ".csv": _rows_from_csv,
    ".npy": _rows_from_npy,
}

_READERS: dict[str, Callable[[bytes], list[Number]]] = {
    ".json": _from_json,
    ".csv": _from_csv,
    ".npy": _from_npy,
}


F = TypeVar("F", BinaryForm, TensorForm, BinaryForm | TensorForm)


def rationalize(form: F, bits: int) -> tuple[F, Fraction]:
    """Every coefficient replaced by the nearest fraction with denominator at most 2^bits.

    Args:
        bits: from 0, which rounds to integers, to 100000.

    Returns:
        The form with the new coefficients, and the largest absolute change of a coefficient.

    Raises:
        BadInputError: a coefficient is irrational, or `bits` is out of range.
    """
    require_integer(bits, "the number of bits of a denominator", 0, MAX_ROUNDING_BITS)
    rationals = [w for w in form.coefficients if not isinstance(w, AlgebraicNumber)]
    if len(rationals) < len(form.coefficients):
        raise BadInputError("only rational filters can be rounded; this one has an irrational coefficient")
    rounded = [w.limit_denominator(1 << bits) for w in rationals]
    change = max(abs(new - old) for new, old in zip(rounded, rationals, strict=True))
    return form.with_coefficients(tuple(rounded)), change
