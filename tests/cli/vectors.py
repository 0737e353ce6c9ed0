"""Argument vectors for every command: valid, invalid, huge, negative, empty, of odd characters; the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from lcnsym.cli.command_table import SUMMARIES, load
from lcnsym.theorems import all_theorems

NUMBERS = (
    ["0", "1", "-1", "2", "3", "-5/2", "0.25", "1e3", "1/3", "sqrt(2)", "1+sqrt(2)", "root(x^3-2,0)", "-0", "7"],
    ["1e100000", "1e-99999", "-1e20000", "9" * 3000, "1/" + "7" * 500, "sqrt(3)^200", "2^100000", "root(x^64-2,1)"],
    ["root(x^63-3,0)", "sqrt(2)+sqrt(3)+sqrt(5)+sqrt(7)", "root(x^9-x-1,0)", "root(x^24-3*x-1,1)", "sqrt(1e5000+1)"],
    ["", " ", "x", "nan", "inf", "1e999999999", "1/0", "sqrt(-1)", "root(1,0)", "(" * 300, "٣", "²", "1_0", "0x3", "+"],
    ["\u202e1", "1\x00", "\x1b[31m", "\udcff", "1\n2", "\U0001f600", "-", "--", "^", "2^", "root(x,", "1e", "'"],
)
"""Kinds of numbers: ordinary, long, of large fields, wrong, of odd characters."""
SIZES = (
    ["1", "2", "3", "4", "5"],
    ["6", "7", "8", "9", "12", "16", "20"],
    ["41", "100", "1000", "10001", "100000", "1000000"],
    ["0", "-1", "", "2.5", "1e9", "x", "99999999999", "³", "+3", "\x07", "2 3", "3x3", "3x", "--", "\u200b3"],
)
ODD = [
    "",
    " ",
    "-",
    "--",
    "-1",
    "0",
    "999999999999",
    "1e5",
    "x" * 3000,
    "\x00",
    "\x1b[2J",
    "\u202e",
    "\udcff",
    "٣",
    "a;b",
]
PATTERNS = [
    "112|0",
    "1111|0",
    "0|2",
    "11|1",
    "1,12|0",
    "|",
    "0|0",
    "x",
    "99999|0",
    "1" * 40 + "|0",
    "111|0",
    "2|1",
    "12|0",
]
PARTITIONS = [
    "2,1,1",
    "2,2",
    "3,1",
    "4",
    "1",
    "1,1,1,1",
    "3,2,1",
    "2,2,2",
    "9,9",
    "99999999",
    "0",
    "-1",
    "2,x",
    "",
    "5",
]
FILES = [
    "nowhere/x.json",
    "",
    "-",
    ".",
    "x\x00",
    "/dev/null/x",
    "@",
    "@nowhere.json",
    "@-",
    "a" * 5000,
    "x.svg",
    "x.html",
]


def sizes(draw: random.Random) -> str:
    """Filter sizes, mostly few and small."""
    shape = draw.random()
    if shape < 0.05:
        return ",".join([draw.choice("123")] * draw.choice([40, 300, 10_000]))
    if shape < 0.1:
        return ",".join("x".join(draw.choice("1234") for _ in range(2)) for _ in range(draw.randint(1, 3)))
    kind = draw.choices(range(len(SIZES)), (60, 14, 8, 8))[0]
    chosen = [draw.choice(SIZES[0]) for _ in range(draw.randint(0, 3))] + [draw.choice(SIZES[kind])]
    draw.shuffle(chosen)
    return ",".join(chosen)


def degree(k: str, s: str | None) -> int | None:
    """The degree of the filters, if the sizes and strides are good."""
    try:
        layers = [int(word) for word in k.split(",")]
        strides = [int(word) for word in s.split(",")] if s else [1] * len(layers)
    except ValueError:
        return None
    total, product = 0, 1
    for size, stride in zip(layers, strides, strict=False):
        total, product = total + (size - 1) * product, product * stride
    return total if 0 <= total < 60 and min(layers) > 0 and len(layers) == len(strides) else None


def strides(draw: random.Random, k: str) -> str:
    """Strides, mostly as many as there are layers, and small."""
    number = k.count(",") + 1 + draw.choices((0, 1, -1), (90, 5, 5))[0]
    if draw.random() < 0.1:
        return draw.choice(ODD)
    return ",".join(
        draw.choice(["1", "1", "1", "2", "3", "10", "0", "1000000"][: draw.choice((4, 5, 8))])
        for _ in range(min(number, 30))
    )


def numbers(draw: random.Random, length: int | None) -> str:
    """A filter, mostly of the right length and rational."""
    length = draw.randint(1, 6) if length is None or draw.random() < 0.08 else length + 1
    if draw.random() < 0.05:
        return draw.choice(FILES)
    if draw.random() < 0.7:
        return ",".join(str(draw.randint(-9, 9)) for _ in range(length))
    kind = draw.choices(range(len(NUMBERS)), (50, 15, 12, 10, 8))[0]
    return ",".join(draw.choice(NUMBERS[kind if draw.random() < 0.3 else 0]) for _ in range(length))


def value(draw: random.Random, option: str, words: dict[str, str], choices: tuple[str, ...]) -> str:
    """A value of an option that may fit the others."""
    if draw.random() < 0.06:
        return draw.choice(ODD)
    length = degree(words["-k"], words.get("-s")) if "-k" in words else None
    makers = {
        "-k": lambda: sizes(draw),
        "--with": lambda: sizes(draw),
        "-s": lambda: strides(draw, words.get("-k", "2,2")),
        "--filter": lambda: numbers(draw, length),
        "--target": lambda: numbers(draw, length),
        "--filters": lambda: ";".join(numbers(draw, _size(k)) for k in words.get("-k", "2,2").split(",")[:50]),
        "--start": lambda: ";".join(numbers(draw, _size(k)) for k in words.get("-k", "2,2").split(",")[:50]),
        "--pattern": lambda: draw.choice(PATTERNS),
        "--start-pattern": lambda: draw.choice(PATTERNS),
        "--partition": lambda: draw.choice(PARTITIONS),
        "--stratum": lambda: draw.choice(PARTITIONS),
        "--to": lambda: draw.choice(
            ["boundary", "function-space", f"stratum:{draw.choice(PATTERNS)}", f"stratum:{draw.choice(PARTITIONS)}"]
        ),
    }
    if option in makers and not (option == "--to" and choices):
        return makers[option]()
    if choices:
        return draw.choice(choices)
    numeric = ["1", "2", "3", "5", "10", "12", "1000", "100000", "0", "-3", "1000000000000", "1.5", "few"]
    if option in ("-o", "--certificate", "--runs-to", "--gram", "--inputs", "--outputs"):
        return draw.choice(FILES) if option != "--outputs" or draw.random() < 0.5 else draw.choice(numeric)
    return draw.choice(numeric)


def _size(word: str) -> int | None:
    return int(word) - 1 if word.isascii() and word.isdigit() and 0 < int(word) < 60 else None


OFTEN = {"-k": 0.95, "--filter": 0.9, "--filters": 0.95, "--target": 0.9, "--start": 0.95, "--degree": 0.95, "-s": 0.25}
SELDOM = {"--certificate": 0.06, "--max-seconds": 0.0, "--max-memory": 0.0, "--json": 0.5, "-h": 0.01, "--help": 0.01}
UNPREDICTED = ("critical", "distance", "atlas", "flow", "picture", "report", "theorem check", "certificate export")
"""Commands that stop at a limit of time, since their work is not known before; they are drawn seldom."""
USUAL, SELDOM_DRAWN = 200, 20
"""So many vectors of a command, and of one of UNPREDICTED."""


def vectors() -> Iterator[list[str]]:
    """Argument vectors of every command. A new command or option leaves the other words what they are."""
    for name in SUMMARIES:
        for number in range(SELDOM_DRAWN if name in UNPREDICTED else USUAL):
            yield vector(name, number)


def vector(name: str, number: int) -> list[str]:
    """One argument vector of a command."""
    found = name.split(" ")
    given: dict[str, str] = {}
    for word in load(name).parser().vocabulary:
        draw = random.Random(f"{name} {number} {word.name or word.metavar}")
        if not word.name:
            found.append(draw.choice(_theorems()) if word.metavar == "NAME" else _word(draw, word.choices))
        elif draw.random() < SELDOM.get(word.name, OFTEN.get(word.name, 0.12)):
            if not word.metavar:
                found.append(word.name)
                continue
            given[word.name] = value(draw, word.name, given, word.choices)
            found += [f"{word.name}={given[word.name]}"] if draw.random() < 0.1 else [word.name, given[word.name]]
    draw = random.Random(f"{name} {number}")
    if name in UNPREDICTED or draw.random() < 0.05:
        found += ["--max-seconds", "1" if name in UNPREDICTED else draw.choice(["1", "60", "0", "-1", "x", "9" * 50])]
    if draw.random() < 0.04:
        found.insert(draw.randrange(len(found) + 1), draw.choice([*ODD, "--nonsense", "--json=1", "-k"]))
    return found


@cache
def _theorems() -> list[str]:
    return [known.name for known in all_theorems()]


def _word(draw: random.Random, choices: tuple[str, ...]) -> str:
    return draw.choice(choices) if choices and draw.random() < 0.8 else draw.choice([*FILES, "theorem", "membership"])
