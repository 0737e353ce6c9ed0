"""Filters in files: what is exact, what is refused, and how quickly."""

from __future__ import annotations

import io
import json
import time
from fractions import Fraction
from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcnsym.algebra.forms import BinaryForm
from lcnsym.algebra.literals import parse_number, parse_numbers
from lcnsym.algebra.numbers import to_json
from lcnsym.errors import BadInputError, LcnsymError
from lcnsym.network.filter_files import rationalize, read_filter, read_matrix, read_tensor


def stored(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def npy(array: object, **options: bool) -> bytes:
    """The content of a .npy file."""
    stream = io.BytesIO()
    numpy.save(stream, numpy.asarray(array), **options)
    return stream.getvalue()


TEXTS = {
    "integers": ("w.json", "[1, -2, 0, 30]", (1, -2, 0, 30)),
    "doubles are binary fractions": ("w.json", "[0.1, 2.5, -1e3]", (Fraction(0.1), Fraction(5, 2), -1000)),
    "a tiny double": ("w.json", "[5e-324]", (Fraction(1, 2**1074),)),
    "strings are exact": ("w.json", '["0.1", "-5/2", "2^-3"]', (Fraction(1, 10), Fraction(-5, 2), Fraction(1, 8))),
    "a mixed list": ("w.json", '[1, "1/3", 0.5]', (1, Fraction(1, 3), Fraction(1, 2))),
    "an object": ("w.json", '{"stride": 1, "filter": [1, 2]}', (1, 2)),
    "a long integer": ("w.json", "[1" + "0" * 6000 + "]", (10**6000,)),
    "a byte order mark": ("w.json", "\ufeff[1, 2]", (1, 2)),
    "a rational in our own form": (
        "w.json",
        '[{"minpoly": [-1, 2], "interval": ["0", "1"], "approx": 0.5}]',
        (Fraction(1, 2),),
    ),
    "reducible, but one root": ("w.json", '[{"minpoly": [0, -3, 1], "interval": ["1/2", "4"]}]', (3,)),
    "a row": ("w.csv", "1,0.1,-5/2\n", (1, Fraction(1, 10), Fraction(-5, 2))),
    "a column": ("w.csv", "1\r\n0.1\r\n-5/2\r\n", (1, Fraction(1, 10), Fraction(-5, 2))),
    "blank lines": ("w.csv", "\n\n1, 2 ,3\n\n", (1, 2, 3)),
    "quoted cells": ("w.csv", '"1","root(x^2-4,1)"', (1, 2)),
    "upper case endings": ("W.JSON", "[1]", (1,)),
}


@pytest.mark.quick
@pytest.mark.parametrize("name", TEXTS)
def test_text_files(tmp_path: Path, name: str) -> None:
    file_name, content, expected = TEXTS[name]
    assert read_filter(stored(tmp_path, file_name, content)).coefficients == expected


ARRAYS = {
    "float64": (numpy.array([0.1, -2.5]), (Fraction(0.1), Fraction(-5, 2))),
    "float32": (numpy.array([0.1], dtype=numpy.float32), (Fraction(13421773, 2**27),)),
    "float16": (numpy.array([0.1], dtype=numpy.float16), (Fraction(819, 8192),)),
    "big-endian": (numpy.array([0.5, 3], dtype=">f8"), (Fraction(1, 2), 3)),
    "extended": (numpy.array([1, 3], dtype=numpy.longdouble) / 3, None),
    "subnormal": (numpy.array([5e-324]), (Fraction(1, 2**1074),)),
    "int8": (numpy.array([1, -128], dtype=numpy.int8), (1, -128)),
    "uint64": (numpy.array([2**64 - 1], dtype=numpy.uint64), (2**64 - 1,)),
    "a row": (numpy.array([[1, 2, 3]]), (1, 2, 3)),
    "a column": (numpy.array([[1], [2]]), (1, 2)),
    "a convolutional weight": (numpy.ones((1, 1, 3)), (1, 1, 1)),
    "a single weight": (numpy.ones((1, 1, 1)), (1,)),
    "Fortran order": (numpy.asfortranarray([[1.0, 2.0]]), (1, 2)),
}


@pytest.mark.quick
@pytest.mark.parametrize("name", ARRAYS)
def test_arrays(tmp_path: Path, name: str) -> None:
    array, expected = ARRAYS[name]
    found = read_filter(stored(tmp_path, "w.npy", npy(array))).coefficients
    if expected is None:
        expected = tuple(Fraction(*value.as_integer_ratio()) for value in array)
    assert found == expected


@pytest.mark.quick
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=6))
def test_doubles_are_read_without_loss(tmp_path_factory: pytest.TempPathFactory, values: list[float]) -> None:
    folder = tmp_path_factory.mktemp("doubles")
    exact = tuple(map(Fraction, values))
    assert read_filter(stored(folder, "w.json", json.dumps(values))).coefficients == exact
    assert read_filter(stored(folder, "w.npy", npy(values))).coefficients == exact


@pytest.mark.quick
@pytest.mark.parametrize(
    "literals",
    ["1,-5/2", "sqrt(2),1", "-sqrt(2),1+sqrt(2)", "root(x^3-2,0),sqrt(3)", "root(x^4-5*x^2+5,0),root(x^4-5*x^2+5,2)"],
)
def test_printed_numbers_are_read_back(tmp_path: Path, literals: str) -> None:
    numbers = parse_numbers(literals)
    content = json.dumps({"filter": [to_json(value) for value in numbers]})
    assert read_filter(stored(tmp_path, "w.json", content)).coefficients == numbers


HEADER = b"\x93NUMPY\x01\x00"


def header(text: str) -> bytes:
    """A .npy file that is nothing but a header."""
    return HEADER + len(text).to_bytes(2, "little") + text.encode()


BAD = {
    "empty json": ("w.json", ""),
    "junk json": ("w.json", bytes(range(256))),
    "cut json": ("w.json", "[1, 2"),
    "trailing comma": ("w.json", "[1, 2,]"),
    "no numbers": ("w.json", "[]"),
    "a number alone": ("w.json", "1"),
    "a string alone": ("w.json", '"1,2"'),
    "null alone": ("w.json", "null"),
    "another object": ("w.json", '{"weights": [1, 2]}'),
    "no list in the object": ("w.json", '{"filter": "1,2"}'),
    "a key twice": ("w.json", '{"filter": [1], "filter": [2]}'),
    "a nested list": ("w.json", "[[1, 2]]"),
    "truth values": ("w.json", "[true, false]"),
    "null inside": ("w.json", "[1, null]"),
    "nan": ("w.json", "[NaN, 1]"),
    "infinity": ("w.json", "[Infinity, 1]"),
    "minus infinity": ("w.json", "[-Infinity]"),
    "nan as a string": ("w.json", '["nan"]'),
    "too large a double": ("w.json", "[1e400]"),
    "an unparsable string": ("w.json", '["one"]'),
    "two numbers in a string": ("w.json", '["1,2"]'),
    "an empty string": ("w.json", '[""]'),
    "deep lists": ("w.json", "[" * 1_000_000),
    "closed deep lists": ("w.json", "[" * 100_000 + "1" + "]" * 100_000),
    "deep objects": ("w.json", '{"filter":' * 100_000),
    "ten million digits": ("w.json", f"[{'7' * 10_000_000}]"),
    "ten million decimals": ("w.json", f"[1e{'7' * 10_000_000}]"),
    "two million coefficients": ("w.json", "[" + "0," * 2_000_000 + "0]"),
    "utf-16": ("w.json", "[1, 2]".encode("utf-16")),
    "no minimal polynomial": ("w.json", '[{"interval": ["0", "1"]}]'),
    "no interval": ("w.json", '[{"minpoly": [-2, 0, 1]}]'),
    "two roots in the interval": ("w.json", '[{"minpoly": [-2, 0, 1], "interval": ["-2", "2"]}]'),
    "no root in the interval": ("w.json", '[{"minpoly": [-2, 0, 1], "interval": ["2", "3"]}]'),
    "no real root": ("w.json", '[{"minpoly": [2, 0, 1], "interval": ["-9", "9"]}]'),
    "zero polynomial": ("w.json", '[{"minpoly": [0, 0, 0], "interval": ["-9", "9"]}]'),
    "constant polynomial": ("w.json", '[{"minpoly": [1, 0, 0], "interval": ["-9", "9"]}]'),
    "empty polynomial": ("w.json", '[{"minpoly": [], "interval": ["-9", "9"]}]'),
    "fractions in the polynomial": ("w.json", '[{"minpoly": ["1/2", 1], "interval": ["-9", "9"]}]'),
    "lists in the polynomial": ("w.json", '[{"minpoly": [[1], 1], "interval": ["-9", "9"]}]'),
    "irrational interval": ("w.json", '[{"minpoly": [-2, 0, 1], "interval": ["sqrt(2)", "2"]}]'),
    "three ends": ("w.json", '[{"minpoly": [-2, 0, 1], "interval": ["0", "1", "2"]}]'),
    "a polynomial of huge degree": ("w.json", json.dumps([{"minpoly": [1] * 10_000, "interval": ["-9", "9"]}])),
    "empty csv": ("w.csv", ""),
    "blank csv": ("w.csv", "\n , \n"),
    "a header": ("w.csv", "w0,w1\n"),
    "a header over a column": ("w.csv", "filter\n1\n2\n"),
    "two rows": ("w.csv", "1,2\n3,4\n"),
    "a ragged table": ("w.csv", "1\n3,4\n"),
    "an empty cell": ("w.csv", "1,,2\n"),
    "semicolons": ("w.csv", "1;2;3\n"),
    "open quote": ("w.csv", '"1,2\n'),
    "text after a quote": ("w.csv", '"1"2,3\n'),
    "latin-1": ("w.csv", "1,\xe9".encode("latin-1")),
    "binary csv": ("w.csv", bytes(range(256)) * 100),
    "null bytes": ("w.csv", "1,2\0,3"),
    "a long cell": ("w.csv", "1" * 10_000_000),
    "nan in csv": ("w.csv", "1,nan"),
    "empty npy": ("w.npy", b""),
    "junk npy": ("w.npy", bytes(range(256))),
    "text npy": ("w.npy", "[1, 2]"),
    "cut npy": ("w.npy", npy([1.0, 2.0])[:-3]),
    "long npy": ("w.npy", npy([1.0, 2.0]) + b"more"),
    "cut header": ("w.npy", npy([1.0, 2.0])[:20]),
    "version 9": ("w.npy", b"\x93NUMPY\x09\x00" + npy([1.0])[8:]),
    "pickles": ("w.npy", npy(numpy.array([Fraction(1, 2), None], dtype=object), allow_pickle=True)),
    "a pickle": ("w.npy", b"\x80\x04cos\nsystem\n(S'echo'\ntR."),
    "a zip": ("w.npy", b"PK\x03\x04" + bytes(100)),
    "complex": ("w.npy", npy([1j, 2])),
    "truth values npy": ("w.npy", npy([True, False])),
    "texts": ("w.npy", npy(["1", "2"])),
    "dates": ("w.npy", npy(numpy.array(["2020-01-01"], dtype="datetime64[D]"))),
    "records": ("w.npy", npy(numpy.zeros(2, dtype=[("a", "f8"), ("b", "i4")]))),
    "nan npy": ("w.npy", npy([1.0, numpy.nan])),
    "infinity npy": ("w.npy", npy([1.0, -numpy.inf])),
    "a matrix": ("w.npy", npy([[1, 2], [3, 4]])),
    "a scalar": ("w.npy", npy(1.0)),
    "no entries": ("w.npy", npy(numpy.zeros(0))),
    "no rows": ("w.npy", npy(numpy.zeros((0, 3)))),
    "an enormous shape": ("w.npy", header("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }")),
    "a negative shape": ("w.npy", header("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }")),
    "a shape of texts": ("w.npy", header("{'descr': '<f8', 'fortran_order': False, 'shape': ('a',), }")),
    "code as a header": ("w.npy", header("__import__('os').system('id')")),
    "a deep header": ("w.npy", header("(" * 5000)),
    "an unknown type": ("w.npy", header("{'descr': 'zzz', 'fortran_order': False, 'shape': (1,), }")),
    "another ending": ("w.txt", "1,2"),
    "no ending": ("w", "1,2"),
    "an archive": ("w.npz", b"PK"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_in_one_short_line_and_little_time(tmp_path: Path, name: str) -> None:
    path = stored(tmp_path, *BAD[name])
    begin = time.process_time()
    with pytest.raises(LcnsymError) as caught:
        read_filter(path)
    assert time.process_time() - begin < 5
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600


@pytest.mark.quick
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a header", "there is no header"),
        ("nan npy", "coefficient 1 is nan"),
        ("complex", "complex128"),
        ("pickles", "Python objects"),
        ("a matrix", r"shape \(2, 2\)"),
        ("two rows", "2 rows"),
        ("null inside", "coefficient 1: null"),
        ("another ending", ".json, .csv or .npy"),
        ("latin-1", "not UTF-8"),
        ("deep lists", "nested too deeply"),
        ("too large a double", "as a string"),
    ],
)
def test_the_line_says_what_is_wrong(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        read_filter(stored(tmp_path, *BAD[name]))


def test_an_array_has_no_negative_axes(tmp_path: Path) -> None:
    content = header("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, -3), }") + bytes(24)
    for read in (read_matrix, read_filter, lambda path: read_tensor(path, (1, 3))):
        with pytest.raises(BadInputError, match=r"no shape \(-1, -3\)"):
            read(stored(tmp_path, "w.npy", content))


@pytest.mark.quick
def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "loop.json").symlink_to("loop.json")
    for name in ("folder.json", "loop.json", "missing.csv", "a" * 300 + ".npy", "null\0.json"):
        with pytest.raises(BadInputError):
            read_filter(tmp_path / name)


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(BadInputError, match="limit"):
        read_filter(path)


def outcome(path: Path) -> str:
    """How reading the file ends."""
    try:
        read_filter(path)
    except LcnsymError as error:
        return "refused" if "\n" not in str(error) else str(error)
    return "read"


@pytest.mark.quick
@given(
    st.binary(max_size=80), st.sampled_from([b"", HEADER, HEADER + b"\x40\x00{'descr': '<f8', ", npy([1.0, 2.0])[:60]])
)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    for name in ("any.json", "any.csv", "any.npy"):
        path = stored(folder, name, start + content)
        assert outcome(path) in ("read", "refused")


@given(st.lists(st.fractions(), min_size=1, max_size=5), st.integers(0, 40))
def test_rationalize_takes_the_nearest_small_fraction(values: list[Fraction], bits: int) -> None:
    rounded, change = rationalize(BinaryForm(tuple(values)), bits)
    differences = []
    for old, new in zip(values, rounded.coefficients, strict=True):
        assert isinstance(new, Fraction)
        assert new.denominator <= 2**bits
        differences.append(abs(new - old))
        assert differences[-1] <= Fraction(1, 2 * 2**bits)
    assert change == max(differences)


@pytest.mark.quick
def test_rationalize_refuses_irrational_filters_and_wild_bounds() -> None:
    with pytest.raises(BadInputError, match="irrational"):
        rationalize(BinaryForm((Fraction(1), parse_number("sqrt(2)"))), 10)
    for bits in (-1, 10**9):
        with pytest.raises(BadInputError, match="bits"):
            rationalize(BinaryForm((Fraction(1),)), bits)
