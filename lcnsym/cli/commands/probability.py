"""`lcnsym probability`."""

from __future__ import annotations

from argparse import Namespace

from ..command import Answer, Command
from ..options import add_architecture, choice, read_integer, read_network
from ..parser import Parser

DISTRIBUTIONS = ("rotation-invariant", "normal")
BITS = 20


def _configure(parser: Parser) -> None:
    add_architecture(parser, tensors=True)
    parser.value(
        "--distribution",
        "NAME",
        "rotation-invariant, the variance of w_i being the binomial coefficient C(n, i), or normal, all variances 1 "
        "(default: rotation-invariant)",
        choices=DISTRIBUTIONS,
    )
    parser.value("--bits", "N", f"bounds that differ by less than 2^-N, 1 to 100 (default: {BITS})")


def _answer(options: Namespace) -> Answer:
    from ...membership.probabilities import MOST_BITS, membership_probability
    from ...show.values.probabilities import probability_view

    law = choice(options.distribution, DISTRIBUTIONS, "--distribution")
    bits = BITS if options.bits is None else read_integer(options.bits, "--bits", 1, MOST_BITS)
    found = membership_probability(read_network(options), law, bits)
    return Answer(found.to_dict, lambda: probability_view(found))


COMMAND = Command(
    "probability",
    "Certified bounds for the probability that a filter with independent normal coefficients is in the function space.",
    "lcnsym probability -k 3,2,2 --distribution normal",
    _configure,
    _answer,
)
