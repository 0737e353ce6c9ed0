"""Views of verdicts."""

from __future__ import annotations

from functools import partial

from ...algebra.forms import BinaryForm
from ...membership.positions import OneAxisVerdict, Verdict
from ..numbers import short_filter
from ..palette import position_text, yes_no
from ..views import Facts, View
from .networks import shape

LONGEST_FACTOR = 200


def verdict_facts(verdict: Verdict) -> Facts:
    """Membership and position of a filter, and why."""
    if isinstance(verdict, OneAxisVerdict):
        pattern = str(verdict.pattern) if verdict.pattern else "none, this is the zero filter"
        found: Facts = (("root pattern", pattern), (_requirement(verdict), str(verdict.required_real_roots)))
    else:
        found = _factors(verdict)
    return (
        ("architecture", str(verdict.architecture)),
        ("member", yes_no(verdict.is_member)),
        ("position", _position(verdict)),
        *_relative(verdict),
        *found,
        ("member over ℂ", yes_no(verdict.is_complex_member)),
        ("reason", verdict.reason),
    )


def _relative(verdict: Verdict) -> Facts:
    """For larger strides, where a filter lies in the real points of the Zariski closure of M."""
    from ...membership.larger_strides import StridedVerdict  # noqa: PLC0415 - only where there are larger strides

    if not isinstance(verdict, StridedVerdict):
        return ()
    known = verdict.relative_position
    return (("position in closure", known.reason if known.position is None else position_text(str(known.position))),)


def _factors(verdict: Verdict) -> Facts:
    from ...membership.several_axes import TensorVerdict  # noqa: PLC0415 - only where there are several axes

    if not isinstance(verdict, TensorVerdict):
        return ()
    known = verdict.known_factors
    if known is None:
        return (("factors over ℚ", "none, coefficients are irrational"),)
    written = [str(f.form) if f.multiplicity == 1 else f"({f.form})^{f.multiplicity}" for f in known]
    return (("factors over ℚ", "; ".join(map(short_factor, written)) or "none"),)


def _requirement(verdict: OneAxisVerdict) -> str:
    """For larger strides the real roots are those in x^S, y^S of the layers' divisors, not of the filter."""
    return "required real roots" if verdict.architecture.reduced.is_stride_one else "layers of even size"


def _position(verdict: Verdict) -> str:
    if verdict.position is not None:
        return position_text(str(verdict.position))
    if not isinstance(verdict, OneAxisVerdict):
        return "M has no interior"
    return "boundary, as M has no interior" if verdict.is_member else "outside, as M is closed"


def verdict_view(verdict: Verdict) -> View:
    """Of the verdict on a filter."""
    form = verdict.form
    if isinstance(form, BinaryForm):
        return View(f"Filter {short_filter(form)}", verdict_facts(verdict), write_formula=partial(form_formula, form))
    return View(f"Filter of format {shape(form.format)}", verdict_facts(verdict))


def form_formula(form: BinaryForm) -> str:
    """The form as LaTeX."""
    from ..notation.latex import form_latex  # noqa: PLC0415 - when it is wanted

    return form_latex(form)


def short_factor(text: str) -> str:
    """A factor, or its beginning."""
    return text if len(text) <= LONGEST_FACTOR else f"{text[: LONGEST_FACTOR - 2]} …"
