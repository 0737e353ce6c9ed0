"""Claims: what is claimed, about which architecture and which filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .field import Field
from .forms import Form, read_form
from .limits import MAX_DEGREE, MAX_LAYERS, MAX_STRIDE
from .outcome import Malformed, shorten
from .patterns import read_pattern
from .reading import fields, integer, items, shown


@dataclass(frozen=True)
class Architecture:
    """Filter sizes and strides; of stride one as far as the function space goes."""

    sizes: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def filter_size(self) -> int:
        """The end-to-end filter size, 1 + Σ (k_i − 1)."""
        return 1 + sum(k - 1 for k in self.sizes)

    @property
    def even(self) -> int:
        """e, the number of even filter sizes."""
        return sum(k % 2 == 0 for k in self.sizes)

    def __str__(self) -> str:
        sizes = shorten(",".join(map(str, self.sizes)))
        strides = shorten(",".join(map(str, self.strides)))
        return f"k = ({sizes})" if set(self.strides) == {1} else f"k = ({sizes}), s = ({strides})"


@dataclass(frozen=True)
class Claim:
    """A claim of one kind; `form` is the filter or the witness, where the kind has one."""

    kind: str
    sentence: str
    architecture: Architecture | None = None
    form: Form | None = None
    pattern: str | None = None


_SENTENCES = {
    "member": "the filter {form} is an end-to-end filter of {architecture}",
    "not-member": "the filter {form} is not an end-to-end filter of {architecture}",
    "interior": "the filter {form} lies in the interior of the function space of {architecture}",
    "boundary": "the filter {form} lies on the boundary of the function space of {architecture}",
    "pattern": "the filter {form} has the root pattern {pattern}",
    "filling": "{architecture} is filling: every filter is an end-to-end filter",
    "not-filling": "{architecture} is not filling: the filter {form} is missing",
    "full-dimensional": "the function space of {architecture} has full dimension",
}
_FORM_KEY = {"not-filling": "witness", "filling": None, "full-dimensional": None}


def read_claim(document: object, field: Field) -> Claim:
    """The claim of a document.

    Raises:
        Malformed: an unknown kind, wrong keys, or a filter that is not as long as the architecture's.
    """
    kind = document.get("kind") if isinstance(document, dict) else None
    if not isinstance(kind, str) or kind not in _SENTENCES:
        raise Malformed(f"claim.kind must be one of {', '.join(_SENTENCES)}; found {shown(kind)}")
    form_key = _FORM_KEY.get(kind, "filter")
    keys = ["kind", *(["pattern"] if kind == "pattern" else ["architecture"]), *([form_key] if form_key else [])]
    values = dict(zip(keys, fields(document, keys, "claim"), strict=True))
    architecture = None if kind == "pattern" else read_architecture(values["architecture"])
    form = read_form(values[form_key], field, f"claim.{form_key}") if form_key else None
    pattern = read_pattern(values["pattern"]) if kind == "pattern" else None
    if architecture and form and form.degree + 1 != architecture.filter_size:
        raise Malformed(
            f"claim.{form_key} has {form.degree + 1} coefficients, {architecture} needs {architecture.filter_size}"
        )
    written = _written(form, document, form_key) if form else ""
    sentence = _SENTENCES[kind].format(architecture=architecture, form=written, pattern=shorten(pattern or ""))
    return Claim(kind, sentence, architecture, form, pattern)


def read_architecture(document: object) -> Architecture:
    """{k, s} of stride one: no stride before a layer with k_i > 1 exceeds 1."""
    k, s = fields(document, ("k", "s"), "claim.architecture")
    sizes = _integers(k, "claim.architecture.k", MAX_DEGREE + 1)
    strides = _integers(s, "claim.architecture.s", MAX_STRIDE)
    if len(sizes) != len(strides):
        raise Malformed("claim.architecture.k and claim.architecture.s must have the same length")
    product = 1
    for size, stride in zip(sizes, strides, strict=True):
        if size > 1 and product > 1:
            raise Malformed(
                "claim.architecture must be of stride one: a stride above 1 stands before a filter size above 1"
            )
        product = min(product * stride, MAX_STRIDE)
    if sum(size - 1 for size in sizes) > MAX_DEGREE:
        raise Malformed(f"the end-to-end filter size may be at most {MAX_DEGREE + 1}")
    return Architecture(tuple(sizes), tuple(strides))


def _integers(document: object, where: str, most: int) -> list[int]:
    return [integer(n, f"an entry of {where}", 1, most) for n in items(document, where, 1, MAX_LAYERS)]


def _written(form: Form, document: object, key: str | None) -> str:
    """The filter as in the document, with a for the generator of the field."""
    coefficients = document[key] if isinstance(document, dict) and key else []
    text = "(" + ", ".join(_number(w) for w in coefficients[:12]) + (", …)" if len(coefficients) > 12 else ")")
    if form.field.degree == 1:
        return shorten(text, 400)
    lo, hi = (shorten(spelled(end), 40) for end in form.field.interval)
    minpoly = _polynomial([spelled(Fraction(c)) for c in form.field.minpoly], "x")
    return f"{shorten(text, 400)} with a the root of {shorten(minpoly, 200)} in ({lo}, {hi})"


def _number(document: str | list[str]) -> str:
    return shorten(document, 40) if isinstance(document, str) else shorten(_polynomial(document, "a"), 80)


def _polynomial(coefficients: Sequence[str], variable: str) -> str:
    """Descending powers, from rationals as they are written, constant term first."""
    monomials = ["", f"*{variable}", *(f"*{variable}^{j}" for j in range(2, len(coefficients)))]
    terms = [c + monomial for c, monomial in zip(coefficients, monomials, strict=False) if c != "0"]
    return "+".join(reversed(terms)).replace("+-", "-") or "0"


def spelled(value: Fraction) -> str:
    """The rational, or its size where Python refuses to print so many digits."""
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    return str(value) if bits < 1_500 else f"a rational of {bits} bits"
