"""- for stdin and stdout."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys

import numpy as np
import pytest

from .support import CommandLine

FILTER = "1,0,2,0,1"
LCNSYM = [sys.executable, "-m", "lcnsym"]


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """What is written into it stands on stdin."""
    stream = io.BytesIO()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))
    return stream


def put(stream: io.BytesIO, content: bytes) -> None:
    stream.write(content)
    stream.seek(0)


def npy(values: list[float] | list[list[float]]) -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.array(values))
    return stream.getvalue()


CONTENTS = {
    "csv": b"1,0,2,0,1\n",
    "column": b"1\n0\n2\n0\n1\n",
    "json": b" [1, 0, 2, 0, 1]",
    "object": b'{"filter": ["1", 0, "2", 0, 1]}',
    "marked": b"\xef\xbb\xbf[1,0,2,0,1]",
    "npy": npy([1, 0, 2, 0, 1]),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_filters_in_all_formats(lcnsym: CommandLine, stdin: io.BytesIO, name: str) -> None:
    put(stdin, CONTENTS[name])
    expected = lcnsym.json("member", "-k", "3,2,2", "--filter", FILTER)
    assert lcnsym.json("member", "-k", "3,2,2", "--filter", "@-") == expected


GRAM = [[2, 1, 0], [1, 3, 1], [0, 1, 4]]


@pytest.mark.parametrize("content", [json.dumps(GRAM).encode(), b"2,1,0\n1,3,1\n0,1,4\n", npy([[*r] for r in GRAM])])
def test_matrices(lcnsym: CommandLine, stdin: io.BytesIO, tmp_path: object, content: bytes) -> None:
    file = f"{tmp_path}/q.json"
    with open(file, "w", encoding="ascii") as stream:
        json.dump(GRAM, stream)
    put(stdin, content)
    words = ("critical", "-k", "2,2", "--target", "1,2,5")
    assert lcnsym.json(*words, "--gram", "-") == lcnsym.json(*words, "--gram", file)


def test_inputs_layers_and_tensors(lcnsym: CommandLine, stdin: io.BytesIO, tmp_path: object) -> None:
    file = f"{tmp_path}/y.csv"
    with open(file, "w", encoding="ascii") as stream:
        stream.write("1\n2\n3\n")
    put(stdin, b"1,0,2\n0,1,1\n3,1,1\n")
    assert lcnsym.json("critical", "-k", "2,2", "--inputs", "-", "--outputs", file)["complete"] is True
    stdin.seek(0)
    stdin.truncate()
    put(stdin, b"1,2")
    assert lcnsym.json("compose", "-k", "2,2", "--filters", "@-;1,3")["filter"] == ["1", "5", "6"]
    stdin.seek(0)
    stdin.truncate()
    put(stdin, b"[[1,2],[3,4]]")
    assert lcnsym.json("member", "-k", "2x2", "--filter", "@-")["member"] is True


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("critical", "-k", "2,2", "--target", "@-", "--gram", "-"), "--target and --gram both ask for it"),
        (("critical", "-k", "2,2", "--inputs", "-", "--outputs", "-"), "--inputs and --outputs both ask for it"),
        (("compose", "-k", "2,2", "--filters", "@-;@-"), "--filters and --filters both ask for it"),
        (("certificate", "check", "-", "-"), "- is given twice"),
    ],
)
def test_stdin_is_read_once(lcnsym: CommandLine, stdin: io.BytesIO, words: tuple[str, ...], told: str) -> None:
    put(stdin, b"1,2,3")
    assert told in lcnsym.refused(*words)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "on stdin: a filter has from 1"),
        (b"1,x", "on stdin: cell 2"),
        (b"[1,", "on stdin: this is not JSON"),
        (b"\x93NUMPY\x09", "on stdin: this is not a .npy file"),
        (b"\xff\xfe", "on stdin: the text is not UTF-8"),
        (b"1,2", "2 coefficients"),
    ],
)
def test_bad_content(lcnsym: CommandLine, stdin: io.BytesIO, content: bytes, told: str) -> None:
    put(stdin, content)
    assert told in lcnsym.refused("member", "-k", "3,2,2", "--filter", "@-")


def test_matrices_of_no_shape(lcnsym: CommandLine, stdin: io.BytesIO) -> None:
    put(stdin, b"1,2\n3\n")
    assert "on stdin: rows of one length" in lcnsym.refused("critical", "-k", "2", "--target", "1,2", "--gram", "-")


def test_too_much(lcnsym: CommandLine, stdin: io.BytesIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.network.filter_files.MAX_BYTES", 8)
    put(stdin, b"1,2,3,4,5")
    assert "stdin has over 8 bytes" in lcnsym.refused("pattern", "--filter", "@-")


def test_a_closed_stdin(lcnsym: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert "stdin is closed" in lcnsym.refused("pattern", "--filter", "@-")
    run = lcnsym("certificate", "check", "-")
    assert run.status == 2
    assert "stdin is closed" in run.err


@pytest.mark.parametrize("words", [("pattern", "--filter", "@-"), ("certificate", "check", "-")])
def test_a_terminal_is_not_waited_for(words: tuple[str, ...]) -> None:
    here, there = pty.openpty()
    done = subprocess.run([*LCNSYM, *words], stdin=there, capture_output=True, text=True, check=False, timeout=60)
    os.close(there)
    os.close(here)
    assert done.returncode == 2
    assert "stdin is a terminal" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_certificate_through_a_pipe(lcnsym: CommandLine, stdin: io.BytesIO) -> None:
    made = lcnsym("member", "-k", "3,2,2", "--filter", FILTER, "--certificate", "-")
    assert made.status == 0
    assert made.err == "lcnsym: note: certificate of 'not-member' written to stdout\n"
    assert json.loads(made.out)["claim"]["kind"] == "not-member"
    put(stdin, made.out.encode())
    shown = lcnsym("certificate", "check", "-")
    assert shown.status == 0
    assert shown.out.startswith("stdin\n  verdict  accepted\n")


def test_a_malformed_certificate_on_stdin(lcnsym: CommandLine, stdin: io.BytesIO) -> None:
    put(stdin, b"{}")
    run = lcnsym("certificate", "check", "-")
    assert run.status == 2
    assert "what stands on stdin is no certificate" in run.err


@pytest.mark.needs("matplotlib")
def test_a_picture_on_stdout(lcnsym: CommandLine) -> None:
    run = lcnsym("picture", "-k", "2,2", "-o", "-")
    assert run.status == 0
    assert run.out.startswith("<?xml")
    assert run.out.rstrip().endswith("</svg>")


def test_stdout_takes_one_thing(lcnsym: CommandLine) -> None:
    words = ("member", "-k", "3,2,2", "--filter", FILTER, "--certificate", "-", "--json")
    assert "--json and --certificate - both print on stdout" in lcnsym.refused(*words)
    assert "--json and -o -" in lcnsym.refused("picture", "-k", "2,2", "-o", "-", "--json")
    many = lcnsym("theorem", "check", "boundary", "-k", "2,2", "--certificate", "-")
    assert many.status == 2
    assert "stdout takes one" in many.err
    assert many.out.startswith("Theorem boundary\n")
