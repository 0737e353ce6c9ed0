"""Strict reading of certificate files: JSON with exact keys, and exact numbers in one spelling only."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NoReturn

from .limits import MAX_BYTES, MAX_DIGITS, MAX_PRIME_BITS
from .outcome import Malformed, shorten

_RATIONAL = re.compile(r"(-?)(0|[1-9][0-9]*)(?:/([1-9][0-9]*))?", re.ASCII)
_CHUNK = 500


def parse_json(text: str) -> object:
    """The JSON value of the text; no duplicate keys, no floats, no bare constants, bounded size and depth."""
    if len(text) > MAX_BYTES:
        raise Malformed(f"the file is larger than {MAX_BYTES} bytes")
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_unique_keys,
            parse_float=_no_float,
            parse_constant=_no_float,
            parse_int=_short_int,
        )
    except RecursionError:
        raise Malformed("the JSON is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise Malformed(f"not JSON: {error.msg} at character {error.pos}") from None
    return value


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise Malformed(f"the key '{shorten(key)}' occurs twice in one object")
        found[key] = value
    return found


def shown(value: object) -> str:
    """A JSON value for an error line, without looking into lists and objects."""
    if isinstance(value, str):
        return shorten(repr(value[:100]))
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    return (
        {None: "null", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else str(value)
    )


def _no_float(token: str) -> NoReturn:
    raise Malformed(f"the JSON number {shorten(token)} is not exact; exact numbers are strings")


def _short_int(token: str) -> int:
    if len(token) > 18:
        raise Malformed(f"the JSON integer {shorten(token)} is too long")
    return int(token)


def fields(value: object, keys: Sequence[str], where: str) -> list[object]:
    """The values of an object that has exactly these keys."""
    if not isinstance(value, dict):
        raise Malformed(f"{where} must be an object with the keys {', '.join(keys)}")
    unknown = sorted(set(value) - set(keys))
    missing = sorted(set(keys) - set(value))
    if unknown:
        raise Malformed(f"{where} has the unknown key '{shorten(unknown[0])}'; its keys are: {', '.join(keys)}")
    if missing:
        raise Malformed(f"{where} lacks the key '{missing[0]}'")
    return [value[key] for key in keys]


def items(value: object, where: str, least: int, most: int) -> list[object]:
    """A list with a length in the given range."""
    if not isinstance(value, list) or not least <= len(value) <= most:
        number = str(least) if least == most else f"{least} to {most}"
        raise Malformed(f"{where} must be a list of {number} entries")
    return value


def integer(value: object, where: str, least: int, most: int) -> int:
    """A JSON integer in the given range."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Malformed(f"{where} must be an integer from {least} to {most}, found {shown(value)}")
    return value


def rational(value: object, where: str) -> Fraction:
    """A rational in its only spelling: "p" or "p/q" in lowest terms, q > 1."""
    match = _RATIONAL.fullmatch(value) if isinstance(value, str) and len(value) <= 2 * MAX_DIGITS + 2 else None
    if match is None or (match[2] == "0" and (match[1] or match[3])):
        raise Malformed(f"{where} must be a rational 'p' or 'p/q' as a string, found {shown(value)}")
    if max(len(match[2]), len(match[3] or "")) > MAX_DIGITS:
        raise Malformed(f"{where} has more than {MAX_DIGITS} digits")
    top, bottom = decimal(match[2]), decimal(match[3] or "1")
    found = Fraction(-top if match[1] else top, bottom)
    if match[3] and (bottom == 1 or found.denominator != bottom):
        raise Malformed(f"{where} must be in lowest terms with a denominator above 1, found {shown(value)}")
    return found


def decimal(digits: str) -> int:
    """The integer with these decimal digits, by halves where there are many."""
    if len(digits) <= _CHUNK:
        return int(digits)
    half = len(digits) // 2
    return int(decimal(digits[:-half]) * 10**half + decimal(digits[-half:]))


def integer_text(value: object, where: str) -> int:
    """An integer as a string."""
    found = rational(value, where)
    if found.denominator != 1:
        raise Malformed(f"{where} must be an integer as a string, found {shown(value)}")
    return found.numerator


def natural_text(value: object, where: str) -> int:
    """An integer ≥ 0 as a string."""
    found = integer_text(value, where)
    if found < 0:
        raise Malformed(f"{where} must not be negative, found {shown(value)}")
    return found


def modulus(value: object, where: str) -> int:
    """An integer above 1 as a string, of bounded length."""
    found = integer_text(value, where)
    if not (found > 1 and found.bit_length() <= MAX_PRIME_BITS):
        raise Malformed(f"{where} must be above 1 and have {MAX_PRIME_BITS} bits at most")
    return found


def small_modulus(value: object, where: str) -> int:
    """An integer above 1 and below 2^31 as a string."""
    found = integer_text(value, where)
    if not 1 < found < 2**31:
        raise Malformed(f"{where} must lie between 2 and 2^31")
    return found


def boolean(value: object, where: str) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise Malformed(f"{where} must be true or false, found {shown(value)}")
    return value


def spelled(value: Fraction) -> str:
    """The rational, or its size where Python refuses to print so many digits."""
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    return str(value) if bits < 1_500 else f"a number of {bits} bits"
