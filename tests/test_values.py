"""Values as users handle them: copied, pickled, misused, and asked in bulk."""

from __future__ import annotations

import copy
import pickle
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import lcnsym
from lcnsym import Architecture, BadInputError, BinaryForm, UnsupportedError, decide, parse_number
from lcnsym.algebra.bezout import distinct_roots
from lcnsym.algebra.squarefree import squarefree_decomposition
from lcnsym.certificates import document, values
from lcnsym.certificates.produce import certify_membership
from lcnsym.checker.kernel import limits
from lcnsym.cli.main import main
from lcnsym.membership.closure_order import closure_graph, in_closure
from lcnsym.membership.patterns import RootPattern, patterns_of_degree, root_pattern
from lcnsym.network.convolution import convolution_matrix
from lcnsym.roots.roots import RealRoot, isolate_roots

NETWORK = Architecture((3, 2, 2))


@pytest.mark.parametrize("literals", ["1,0,-5,0,4", "1,-2*sqrt(2),2,0,0", "0,1,sqrt(2),root(x^3-2,0),1"])
def test_values_are_copied_and_pickled_before_and_after_use(literals: str) -> None:
    form = BinaryForm.parse(literals)
    for _ in range(2):
        verdict = decide(NETWORK, form)
        for value in (form, verdict, form.coefficients, isolate_roots(form), NETWORK, parse_number("sqrt(2)")):
            assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own values
            assert copy.deepcopy(value) == value


def test_numpy_numbers_are_read_exactly() -> None:
    assert Architecture(tuple(np.array([3, 2]))) == Architecture((3, 2))
    assert BinaryForm(np.array([1, 2, 3])) == BinaryForm((1, 2, 3))
    assert BinaryForm(np.array([0.1, 1], dtype=np.float32)).coefficients[0] == Fraction(13421773, 134217728)
    assert BinaryForm((1, 0, -5))(0.1) == Fraction(0.1) ** 2 - 5


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: decide(NETWORK, (1, 0, -5, 0, 4)),
        lambda: decide((3, 2, 2), BinaryForm((1, 0, -5, 0, 4))),
        lambda: root_pattern([1, 2]),
        lambda: BinaryForm((1, 2)) ** -1,
        lambda: BinaryForm((1, 2)) ** 0.5,
        lambda: BinaryForm((1, 2)) + BinaryForm((1, 2, 3)),
        lambda: BinaryForm((1, np.nan)),
        lambda: isolate_roots(BinaryForm((0, 0))),
        lambda: squarefree_decomposition(BinaryForm((0, 0))),
        lambda: distinct_roots(BinaryForm((0, 0, 0))),
        lambda: convolution_matrix(BinaryForm((1, 2)), 0, 2),
        lambda: convolution_matrix(BinaryForm((1, 2)), -1, 2),
        lambda: RootPattern((True,), ()),
        lambda: patterns_of_degree(-1),
        lambda: RootPattern.from_dict({}),
        lambda: Architecture.from_dict({}),
        lambda: closure_graph(100),
    ],
)
def test_misuse_is_told_in_one_line(misuse: object) -> None:
    with pytest.raises(BadInputError) as caught:
        misuse()  # type: ignore[operator]
    assert "\n" not in str(caught.value)


def test_forms_multiply_forms_only() -> None:
    with pytest.raises(TypeError):
        BinaryForm((1, 2)) * 2  # type: ignore[operator]
    with pytest.raises(TypeError):
        BinaryForm((1, 2)) + 1  # type: ignore[operator]


def test_rooms_are_reached_from_the_package() -> None:
    assert lcnsym.theorems.theorem("membership").name == "membership"
    assert lcnsym.checker.check_text is not None


def test_rational_roots_are_found_without_factoring() -> None:
    """x^2999 + 2, and a Swinnerton-Dyer polynomial, on which factoring is hard."""
    from flint import fmpz_poly

    begin = time.process_time()
    sparse = isolate_roots(BinaryForm([1, *[0] * 2998, 2]))
    swinnerton_dyer = fmpz_poly.swinnerton_dyer(7)
    hard = isolate_roots(BinaryForm([int(c) for c in reversed(swinnerton_dyer.coeffs())]))
    assert time.process_time() - begin < 20
    assert sum(isinstance(root, RealRoot) for root in sparse) == 1
    assert sum(isinstance(root, RealRoot) for root in hard) == 128
    # (2x + 1)(2x − 1)(3x − 4)(x² − 2)
    roots = isolate_roots(BinaryForm((12, -16, -3, 4)) * BinaryForm((1, 0, -2)))
    exact = [root.interval[0] for root in roots if isinstance(root, RealRoot) and root.part is None]
    assert exact == [Fraction(-1, 2), Fraction(1, 2), Fraction(4, 3)]


def test_roots_outside_the_doubles_have_no_double() -> None:
    huge, tiny = (isolate_roots(BinaryForm((1, -value)))[0] for value in (Fraction(10) ** 400, Fraction(1, 10**400)))
    assert huge.to_dict()["approx"] is None
    assert tiny.to_dict()["approx"] is None


def test_producer_and_checker_have_the_same_limits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (document.MAX_BYTES, values.MAX_DIGITS, values.MAX_DEGREE) == (
        limits.MAX_BYTES,
        limits.MAX_DIGITS,
        limits.MAX_DEGREE,
    )
    with pytest.raises(UnsupportedError, match="digits"):
        certify_membership(Architecture((2, 2)), BinaryForm((10**300_000, 2, 1)))
    target = tmp_path / "big.json"
    words = ["member", "-k", "2,2", "--filter", "(10^100000)^3,2,1", "--certificate", str(target)]
    assert main(words) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not target.exists()


def test_numbered_certificates_overwrite_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    precious = tmp_path / "m-2.json"
    precious.write_text("precious")
    words = ["theorem", "check", "membership", "-k", "2,2", "--certificate", str(tmp_path / "m.json")]
    assert main(words) == 2
    assert "exists already" in capsys.readouterr().err
    assert precious.read_text() == "precious"
    assert not (tmp_path / "m.json").exists()


def test_closure_of_large_patterns_is_decided() -> None:
    simple = RootPattern((1,) * 60, ())
    assert in_closure(RootPattern((60,), ()), simple)
    assert in_closure(RootPattern((20, 40), ()), RootPattern((1,) * 20, (20,)))
    assert not in_closure(RootPattern((20, 20, 20), ()), RootPattern((1,) * 20, (20,)))
    assert not in_closure(RootPattern((1,) * 58 + (2,), ()), RootPattern((), (1,) * 30))
