"""The numbers of packings of a root pattern are coefficients of products of symmetric polynomials."""

from __future__ import annotations

from ...algebra.forms import BinaryForm
from ...errors import UnsupportedError
from ...fibres.compatibility import pattern_packings
from ...fibres.problem import number_of_complex_packings
from ...membership.patterns import RootPattern, number_of_patterns, patterns_of_degree
from ...network.architecture import Architecture
from ..methods.every_pattern import MAX_PATTERNS
from ..methods.representatives import representative
from ..methods.symmetric import coefficient, require_few_terms
from ..statement import PAPER, SLIDES, Finding, Hypothesis, Theorem, require_agreement

CLASSICAL = "Stanley, Enumerative Combinatorics 2, on matrices with given row and column sums"


def _examine(architecture: Architecture, _form: BinaryForm | None) -> Finding:
    require_few_terms(architecture)
    if number_of_patterns(architecture.degree) > MAX_PATTERNS:
        raise UnsupportedError(
            f"packings are counted for up to {MAX_PATTERNS} root patterns; degree {architecture.degree} has more"
        )
    patterns = patterns_of_degree(architecture.degree)
    compatible = sum(_compare(architecture, pattern) > 0 for pattern in patterns)
    return Finding(
        f"the counts of the engine are the coefficients for all {len(patterns)} root patterns of degree "
        f"{architecture.degree}, of which {compatible} are compatible, and for its "
        f"{sum(not pattern.complex for pattern in patterns)} partitions"
    )


def _compare(architecture: Architecture, pattern: RootPattern) -> int:
    """The number of compatible packings, after both counts of the engine were compared with the coefficients."""
    counted = pattern_packings(architecture, pattern)
    for compatible, count in ((False, counted.packings), (True, counted.compatible_packings)):
        answers = {"engine": count, "coefficient": coefficient(architecture, pattern, compatible=compatible)}
        if not pattern.complex:
            complex_count = number_of_complex_packings(architecture, pattern.real, compatible=compatible)
            answers["engine on complex roots"] = complex_count
        kind = "compatible packings" if compatible else "packings"
        told = {f"{means} for {kind} of {pattern}": answer for means, answer in answers.items()}
        require_agreement(told, representative(pattern))
    return counted.compatible_packings


PACKING_COUNTS = Theorem(
    name="packing-counts",
    title="The numbers of packings",
    statement=(
        "For stride one, the number of ways to distribute the real factors of a filter with root pattern (ρ | γ) over "
        "the layers is the coefficient of z_1^(k_1 − 1)⋯z_L^(k_L − 1) in Π h_(ρ_i)(z)·Π h_(γ_j)(z²), h the complete "
        "symmetric polynomials, z² = (z_1², …, z_L²). With the elementary ones e in place of h it is the number of "
        "ways in which no layer has a double root. Over ℂ, the number N_k(λ) of these is the coefficient in "
        "Π e_(λ_i)(z), λ the multiplicities of all roots."
    ),
    source=(
        f"{SLIDES}: compatible root patterns and architectures; {PAPER}, on compatible root multiplicity patterns; as "
        f"coefficients: classical ({CLASSICAL})"
    ),
    hypothesis=Hypothesis(about_filters=False),
    examination=_examine,
    coq=(
        "FibreCounts.pattern_factorizations",
        "Packings.count_packingsP",
    ),
    coq_leaves=(
        "that the number, which is counted there factor by factor, is this coefficient, and the numbers N_k(λ) over ℂ"
    ),
)
