"""Documents within the format's limits that would cost minutes or gigabytes if the checker did what they ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
DIGITS = 190_000


def document(claim: Document, evidence: Document, field: Document | None = None, version: int = 1) -> str:
    """A certificate's text."""
    return json.dumps(
        {"format": "lcnsym-certificate", "version": version, "field": field, "claim": claim, "evidence": evidence}
    )


def about(degree: int, form: list[Any], kind: str = "member") -> Document:
    """A claim about a filter of an architecture with `degree` layers of size 2."""
    return {"kind": kind, "architecture": {"k": [2] * degree, "s": [1] * degree}, "filter": form}


def nines(digits: int) -> str:
    """A long integer without small factors of ten."""
    return "9" * (digits - 1) + "7"


def dense(degree: int, digits: int) -> list[str]:
    """A form with long coefficients."""
    return [("-" if i % 3 == 0 else "") + str(7 + i % 2) + "3" * (digits - 1) for i in range(degree + 1)]


def quadratic(interval: tuple[str, str] = ("1", "2"), constant: str = "-2") -> Document:
    """ℚ(√2)."""
    return {"minpoly": [constant, "0", "1"], "interval": list(interval)}


def pattern(form: list[Any], factors: list[Document], prime: str = "101", field: Document | None = None) -> str:
    """A pattern certificate."""
    claim = {"kind": "pattern", "filter": form, "pattern": "1|0"}
    return document(claim, {"kind": "factored", "scalar": "1", "factors": factors, "prime": prime}, field)


def long_coefficients() -> str:
    """Eighty coefficients of 190,000 digits at degree 79."""
    return document(about(79, dense(79, DIGITS), "not-member"), {"kind": "descartes", "breakpoints": ["0", "1"]})


def long_breakpoints() -> str:
    """Degree 2048, breakpoints of 190,000 digits."""
    points = {"kind": "descartes", "breakpoints": ["-" + nines(DIGITS), "1/" + nines(DIGITS)]}
    return document(about(2048, dense(2048, 10), "not-member"), points)


def long_points() -> str:
    """Degree 2048, points of 100,000 digits for the sign changes."""
    points = {"kind": "sign-changes", "points": [f"{i}/1{'0' * 99_999}" for i in range(1, 80) if i % 2 and i % 5]}
    return document(about(2048, dense(2048, 10)), points)


def many_points() -> str:
    """Degree 2048, twenty thousand points of fifty digits."""
    points = {"kind": "sign-changes", "points": [f"{10**50 + 2 * i + 1}/{2**163}" for i in range(20_000)]}
    return document(about(2048, dense(2048, 10)), points)


def many_breakpoints() -> str:
    """Degree 2048, two thousand breakpoints."""
    points = {"kind": "descartes", "breakpoints": [f"{2 * i + 1}/2" for i in range(2000)]}
    return document(about(2048, dense(2048, 10), "not-member"), points)


def coprime_denominators() -> str:
    """2049 coefficients with coprime denominators: their least common multiple has 16 million digits."""
    form = [f"1/1{'0' * 6996}{2 * i + 1:04d}" for i in range(2049)]
    return document(about(2048, form, "not-member"), {"kind": "descartes", "breakpoints": ["0"]})


def short_coprime_denominators() -> str:
    """131,136 coordinates with denominators of 110 digits."""
    field = {"minpoly": ["-2", *["0"] * 63, "1"], "interval": ["1", "2"]}
    form = [[f"1/{10**100 + 128 * i + 2 * j + 1}" for j in range(64)] for i in range(2049)]
    return document(about(2048, form, "not-member"), {"kind": "descartes", "breakpoints": ["0"]}, field)


def unreduced_fractions() -> str:
    """Forty fractions with 190,000 digits above and below."""
    above = "2" + "0" * (DIGITS - 2)
    form = [f"{above[:-2]}{10 + i}/{nines(DIGITS)}" for i in range(40)]
    return document(about(39, form, "not-member"), {"kind": "descartes", "breakpoints": ["0"]})


def long_minimal_polynomial() -> str:
    """Degree 64, coefficients of 190,000 digits, in the field itself."""
    field = {"minpoly": [*dense(63, DIGITS)[:-1], "7", "1"], "interval": ["1/" + nines(DIGITS), nines(DIGITS)]}
    return document(about(1, [["0", "1", *["0"] * 62], "1"]), {"kind": "sign-changes", "points": ["0"]}, field)


def wide_interval() -> str:
    """√2 between 0 and 10^190000: half a million bisections of long numbers."""
    wide = quadratic(("0", nines(DIGITS)))
    return document(about(2, ["1", ["0", "1"], "-1"]), {"kind": "sign-changes", "points": ["0", "1"]}, wide)


def narrow_interval() -> str:
    """√N for N of 190,000 digits."""
    huge = quadratic(("0", nines(DIGITS)), "-" + nines(DIGITS))
    return document(about(2, ["1", ["0", "1"], "-1"]), {"kind": "sign-changes", "points": ["0", "1"]}, huge)


def element_near_zero(digits: int = 60_000) -> str:
    """a − b√2 with a² − 2b² = ±1 and `digits` digits, so that its sign asks for hundreds of thousands of bits."""
    a, b = 1, 1
    while b.bit_length() < digits * 3.32:
        a, b = a * a + 2 * b * b, 2 * a * b
    tiny = [decimal_text(a), "-" + decimal_text(b)]
    return document(about(2, [tiny, "1", tiny], "not-member"), {"kind": "descartes", "breakpoints": ["0"]}, quadratic())


def decimal_text(value: int) -> str:
    """str for integers of any length."""
    if value < 10**4000:
        return str(value)
    half = value.bit_length() * 3 // 20
    high, low = divmod(value, 10**half)
    return decimal_text(high) + decimal_text(low).zfill(half)


def near_zeros_of_high_degree() -> str:
    """α^64 = 2 and elements that vanish to hundreds of digits, 2049 of them."""
    field = {"minpoly": ["-2", *["0"] * 63, "1"], "interval": ["1", "2"]}
    a, b = 1, 1
    while a < 10**2000:
        a, b = a * a + 2 * b * b, 2 * a * b
    form = [[str(a + i), *["0"] * 31, str(-b), *["0"] * 31] if i % 2 else "1" for i in range(2049)]
    form[::4] = [[str(a), *["0"] * 31, str(-b), *["0"] * 31]] * len(form[::4])
    return document(about(2048, form, "not-member"), {"kind": "descartes", "breakpoints": ["0"]}, field)


def hidden_zeros() -> str:
    """A reducible polynomial of degree 64; every coefficient of the form is zero at α and needs a long division."""
    coefficients = [str((-1) ** i * (3 + i) ** 30) for i in range(62)]
    times = [0] * 65
    for i, c in enumerate([*map(int, coefficients), 1]):
        times[i + 2] += c
        times[i] -= 2 * c
    field = {"minpoly": [str(c) for c in times], "interval": ["7/5", "3/2"]}
    zero = [0] * 64
    for i in range(62):
        zero[i + 2] += 5**i + i
        zero[i] -= 2 * (5**i + i)
    form = [[str(c * (i + 1)) for c in zero] for i in range(1000)]
    return document(about(999, form, "not-member"), {"kind": "descartes", "breakpoints": ["0"]}, field)


def close_roots() -> str:
    """x^9 − 2(ax − 1)², a = 10^3000: a pair of roots near 1/a that only sixteen thousand digits separate, α between."""
    minpoly = ["-2", "4" + "0" * 3000, "-2" + "0" * 6000, *["0"] * 6, "1"]
    field = {"minpoly": minpoly, "interval": ["1/2" + "0" * 3000, "1/1" + "0" * 3000]}
    form = [["-1", "1" + "0" * 3000, *["0"] * 7], "1"]
    return document(about(1, form), {"kind": "sign-changes", "points": ["0"]}, field)


def long_leading_coefficient() -> str:
    """A minimal polynomial of degree 64 with a long leading coefficient: every product multiplies by its 63rd power."""
    field = {"minpoly": ["-3", *["0"] * 63, nines(20_000)], "interval": ["0", "1"]}
    alpha = [*["0"] * 63, "1"]
    factors = [{"multiplicity": 40, "form": ["1", alpha], "breakpoints": ["0"]}]
    return pattern(["1", *[alpha] * 40], factors, field=field)


def high_power() -> str:
    """A factor with long coefficients to the power 2048."""
    factors = [{"multiplicity": 2048, "form": ["1", nines(5000)], "breakpoints": ["0"]}]
    return pattern(["1", *["0"] * 2048], factors)


def large_euclid() -> str:
    """Square-freeness at degree 2048 over ℚ: Euclid's algorithm with a prime of 128 bits."""
    form = ["1", *[str(i**3 % 10_007 - 5000) for i in range(2047)], "5"]
    factors = [{"multiplicity": 1, "form": form, "breakpoints": ["0"]}]
    return pattern(form, factors, str(2**127 - 1))


def large_euclid_in_a_field(degree: int = 300, d: int = 32) -> str:
    """Square-freeness over a field of degree 32."""
    field = {"minpoly": ["-2", *["0"] * (d - 1), "1"], "interval": ["1", "2"]}
    form: list[Any] = [[str((i**3 + 2) * (j**4 + 3) % 10_007 + 1) for j in range(d)] for i in range(degree)]
    form = ["1", *form]
    factors = [{"multiplicity": 1, "form": form, "breakpoints": ["0"]}]
    return pattern(form, factors, str(2**127 - 1), field)


def large_jacobian(degree: int) -> Callable[[], str]:
    """The rank of a matrix with this many columns."""

    def text() -> str:
        claim = {"kind": "full-dimensional", "architecture": {"k": [2] * degree, "s": [1] * degree}}
        filters = [[str(i + 1), str(i * i + 3)] for i in range(degree)]
        return document(claim, {"kind": "jacobian", "filters": filters, "prime": "2147483647"})

    return text


def many_layers(degree: int) -> Callable[[], str]:
    """Ten thousand layers, most of them scalars."""

    def text() -> str:
        k = [2] * degree + [1] * (10_000 - degree)
        claim = {"kind": "full-dimensional", "architecture": {"k": k, "s": [1] * 10_000}}
        filters = [["1", "1"]] * degree + [["2"]] * (10_000 - degree)
        return document(claim, {"kind": "jacobian", "filters": filters, "prime": "2147483647"})

    return text


def deep(opening: str, closing: str, depth: int) -> Callable[[], str]:
    """Nested JSON in place of the version."""
    return lambda: '{"format":"lcnsym-certificate","version":' + opening * depth + closing * depth + "}"


def many_keys() -> str:
    """A million unknown keys."""
    return '{"format":"lcnsym-certificate","version":1,' + ",".join(f'"{i}":0' for i in range(1_000_000)) + "}"


def one_key_a_million_times() -> str:
    """Duplicates."""
    return "{" + '"k":0,' * 1_000_000 + '"k":0}'


def long_pattern() -> str:
    """A pattern of ten thousand multiplicities."""
    claim = {"kind": "pattern", "filter": ["1", "0"], "pattern": "1" * 99_000 + "|0"}
    return document(claim, {"kind": "factored", "scalar": "1", "factors": [], "prime": "5"})


HOSTILE: dict[str, Callable[[], str]] = {
    "long-coefficients": long_coefficients,
    "long-breakpoints": long_breakpoints,
    "long-points": long_points,
    "many-points": many_points,
    "many-breakpoints": many_breakpoints,
    "coprime-denominators": coprime_denominators,
    "short-coprime-denominators": short_coprime_denominators,
    "unreduced-fractions": unreduced_fractions,
    "long-minimal-polynomial": long_minimal_polynomial,
    "wide-interval": wide_interval,
    "narrow-interval": narrow_interval,
    "element-near-zero": element_near_zero,
    "near-zeros-of-high-degree": near_zeros_of_high_degree,
    "hidden-zeros": hidden_zeros,
    "close-roots": close_roots,
    "long-leading-coefficient": long_leading_coefficient,
    "high-power": high_power,
    "large-euclid": large_euclid,
    "large-euclid-in-a-field": large_euclid_in_a_field,
    "jacobian-600": large_jacobian(600),
    "jacobian-2048": large_jacobian(2048),
    "many-layers-100": many_layers(100),
    "many-layers-2000": many_layers(2000),
    "deep-lists": deep("[", "]", 100_000),
    "deep-objects": deep('{"a":', "}", 100_000),
    "many-keys": many_keys,
    "one-key-a-million-times": one_key_a_million_times,
    "long-pattern": long_pattern,
    "long-string": lambda: document(about(1, ["x" * 10**7, "1"]), {"kind": "arithmetic"}),
    "control-characters": lambda: document(about(1, ["\x1b[31m" * 10**6, "1"]), {"kind": "arithmetic"}),
}
