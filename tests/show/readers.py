"""Strict readers of the texts that are written for other programs: anything else in them is an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

Terms = dict[tuple[int, ...], Fraction]

SIGNED = re.compile(r"(?P<sign>^-?|[+-] )(?P<term>[^ ]+)(?: |$)")


def read_polynomial(text: str, names: Sequence[str], power: str = "^", quotient: str = "/") -> Terms:
    """Terms with signs between blanks; a rational coefficient at most, then powers of different names."""
    if text == "0":
        return {}
    found: Terms = {}
    position = 0
    while position < len(text):
        match = SIGNED.match(text, position) if position else SIGNED.match(text)
        assert match, text[position:]
        exponents, coefficient = read_term(match["term"], names, power, quotient)
        assert exponents not in found
        found[exponents] = -coefficient if "-" in match["sign"] else coefficient
        position = match.end()
    return found


def read_term(text: str, names: Sequence[str], power: str, quotient: str) -> tuple[tuple[int, ...], Fraction]:
    exponents = [0] * len(names)
    coefficient = Fraction(1)
    for i, factor in enumerate(re.split(r"(?<!\*)\*(?!\*)", text)):
        base, raised, exponent = factor.partition(power)
        if base in names:
            index = names.index(base)
            assert exponents[index] == 0
            exponents[index] = int(exponent) if raised else 1
        else:
            assert i == 0
            assert re.fullmatch(rf"[1-9]\d*({re.escape(quotient)}[1-9]\d*)?", factor), factor
            coefficient = Fraction(factor.replace(quotient, "/"))
    return tuple(exponents), coefficient


def read_list(text: str) -> list[str]:
    """Lines of two blanks and a polynomial, commas between them."""
    lines = text.split(",\n")
    assert all(line.startswith("  ") and "\n" not in line for line in lines)
    return [line[2:] for line in lines]


def read_macaulay2(text: str) -> tuple[list[str], list[Terms]]:
    match = re.fullmatch(
        r"(?:-- [^\n]*\n)+R = QQ\[(.*), MonomialOrder => GRevLex\];\nI = ideal\(\n(.*)\n\);\n", text, re.S
    )
    assert match
    names = re.split(r", (?![^(]*\))", match[1])
    return names, [read_polynomial(line, names) for line in read_list(match[2])]


def read_singular(text: str) -> tuple[list[str], list[Terms]]:
    match = re.fullmatch(r"(?:// [^\n]*\n)+ring R = 0, \((.*)\), dp;\nideal I =\n(.*);\n", text, re.S)
    assert match
    names = match[1].split(", ")
    return names, [read_polynomial(line, names) for line in read_list(match[2])]


def read_msolve(text: str) -> tuple[list[str], list[Terms]]:
    first, characteristic, rest = text.split("\n", 2)
    assert characteristic == "0"
    names = first.split(",")
    return names, [read_polynomial(line, names) for line in rest.removesuffix("\n").split(",\n")]


def read_julia(text: str) -> tuple[list[str], list[Terms]]:
    match = re.fullmatch(
        r"(?:# [^\n]*\n)+using HomotopyContinuation\n@var ([^\n]*)\nF = System\(\[\n(.*)\n\]; variables = \[(.*)\]\)\n",
        text,
        re.S,
    )
    assert match
    names = match[1].split(" ")
    assert match[3].split(", ") == names
    return names, [read_polynomial(line, names, quotient="//") for line in read_list(match[2])]


READERS = {"macaulay2": read_macaulay2, "singular": read_singular, "msolve": read_msolve, "julia": read_julia}
