"""Certificates about critical points, and attempts to forge them."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from typing import Any

import pytest

from lcnsym.algebra.enclosures import enclosure_of
from lcnsym.algebra.forms import BinaryForm, product
from lcnsym.certificates.landscape import certify_critical_point, certify_spurious_minimum, certify_stratum
from lcnsym.checker import check_text
from lcnsym.checker.kernel.outcome import Malformed
from lcnsym.errors import BadInputError, CertificateError, InconclusiveError
from lcnsym.landscape.critical import critical_points
from lcnsym.landscape.equations.elimination_form import elimination_form
from lcnsym.landscape.equations.quadrics import Quadric
from lcnsym.landscape.loss import SquareLoss
from lcnsym.landscape.strata.strata import critical_functions
from lcnsym.membership.patterns import root_pattern
from lcnsym.network.architecture import Architecture
from tests.adversary.oracle import judge
from tests.corpora.good_landscape import LANDSCAPE
from tests.landscape.support import euclidean, random_loss

CASES = [
    ((2, 2, 2), euclidean(1, -2, -3, 4)),
    ((3, 2), random_loss(3, 3)),
    ((3, 2, 2), euclidean(1, 2, 3, -2, 4)),
    ((3, 3, 2), euclidean(1, 2, 3, -2, 4, 1)),
    ((1, 3, 1), euclidean(1, 2, -3)),
]


@pytest.mark.parametrize(("sizes", "loss"), CASES)
def test_every_point_is_certified(sizes: tuple[int, ...], loss: SquareLoss) -> None:
    landscape = critical_points(Architecture(sizes), loss)
    for point in landscape.points:
        parameters = point.classes[-1]
        certificate = certify_critical_point(landscape, parameters)
        result = check_text(certificate.text)
        assert result.accepted, result.reason
        claim = certificate.to_dict()["claim"]
        assert isinstance(claim, dict)
        assert claim["nature"] == str(parameters.nature)
        if parameters.layers is not None:
            assert (Fraction(claim["value"]),) * 2 == point.loss
            assert claim["layers"] == [list(map(str, layer)) for layer in parameters.layers]
        elif claim["kind"] == "exact-critical-point":
            lo, hi = enclosure_of(certificate.claim.value, 80)  # type: ignore[attr-defined]
            assert lo <= point.loss[1]
            assert point.loss[0] <= hi
        else:
            lo, hi = map(Fraction, claim["value"])
            assert lo < point.loss[0] <= point.loss[1] < hi


@pytest.mark.quick
def test_spurious_minima_of_a_filling_architecture() -> None:
    landscape = critical_points(Architecture((3, 3, 2)), euclidean(1, 2, 3, -2, 4, 1))
    certificate = certify_spurious_minimum(landscape)
    result = check_text(certificate.text)
    assert result.accepted
    assert "smaller loss" in result.claim


@pytest.mark.parametrize("size", [Fraction(10) ** 40, Fraction(1, 10**25), Fraction(1)])
def test_data_of_any_size(size: Fraction) -> None:
    target = BinaryForm([size * c for c in (1, 2, 3, -2, 4, 1)])
    landscape = critical_points(Architecture((3, 3, 2)), SquareLoss.euclidean(target))
    for certificate in (
        certify_spurious_minimum(landscape),
        certify_critical_point(landscape, landscape.points[-1].classes[0]),
    ):
        result = check_text(certificate.text)
        assert result.accepted, result.reason


@pytest.mark.quick
def test_there_must_be_one() -> None:
    landscape = critical_points(Architecture((2, 2, 2)), euclidean(1, -2, -3, 4))
    with pytest.raises(CertificateError, match="none to certify"):
        certify_spurious_minimum(landscape)


@pytest.mark.quick
def test_degenerate_points_are_not_certified() -> None:
    # layers that are not rational, over a target with two double roots
    landscape = critical_points(Architecture((2, 2, 2, 2)), euclidean(1, 0, -4, 0, 4))
    degenerate = next(c for c in landscape.points[0].classes if c.layers is None)
    with pytest.raises(InconclusiveError, match="singular"):
        certify_critical_point(landscape, degenerate)


@pytest.mark.quick
def test_rational_degenerate_points_are_certified_without_their_nature() -> None:
    landscape = critical_points(Architecture((2, 2)), euclidean(1, 0, 2))
    degenerate = landscape.points[1].classes[0]
    certificate = certify_critical_point(landscape, degenerate)
    assert certificate.to_dict()["claim"]["nature"] is None  # type: ignore[index,call-overload]
    assert check_text(certificate.text).accepted


@pytest.mark.parametrize(
    ("sizes", "target"), [((2, 2), (4, -8, 4)), ((4, 2), (6, 4, 6, 4, 6)), ((2, 2, 2, 2), (0, 0, -3, 2, 4))]
)
def test_a_claimed_nature_is_the_listed_one(sizes: tuple[int, ...], target: tuple[int, ...]) -> None:
    landscape = critical_points(Architecture(sizes), euclidean(*target))
    for point in landscape.points:
        for parameters in point.classes:
            try:
                certificate = certify_critical_point(landscape, parameters)
            except InconclusiveError:
                continue
            claimed = certificate.to_dict()["claim"]["nature"]  # type: ignore[index,call-overload]
            assert claimed == str(parameters.nature) or (claimed is None and parameters.layers is not None)
            assert check_text(certificate.text).accepted


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_strata(n: int) -> None:
    loss = random_loss(n, 7)
    for m in range(2, n + 1):
        certificate = certify_stratum(loss, m)
        result = check_text(certificate.text)
        assert result.accepted, result.reason
        claim = certificate.to_dict()["claim"]
        assert isinstance(claim, dict)
        real = str(claim["pattern"]).partition("|")[0]
        found = critical_functions(loss, (m, *[1] * (n - m))).functions
        assert len(found) == len(real.replace("0", ""))


@pytest.mark.quick
def test_strata_that_are_refused() -> None:
    with pytest.raises(BadInputError, match="from 2 to the degree 3"):
        certify_stratum(euclidean(1, 2, 3, 4), 4)
    with pytest.raises(CertificateError, match="every point"):
        certify_stratum(euclidean(0, 0, 0), 2)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [p for key, inner in value.items() for p in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [p for i, inner in enumerate(value) for p in leaves(inner, (*path, i))]
    return [path]


def true_claim(claim: dict[str, Any]) -> bool:
    """By Newton's iteration from the centre in rounded rationals: a zero of the gradient in the box, its loss."""
    k, s = claim["architecture"]["k"], claim["architecture"]["s"]
    products = [1]
    for stride in s[:-1]:
        products.append(products[-1] * stride)
    target = [Fraction(u) for u in claim["loss"]["target"]]
    n = len(target)
    gram = claim["loss"]["gram"]
    q = [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]
    if gram is not None:
        q = [[Fraction(c) for c in row] for row in gram]
    filters = [[Fraction(c) for c in layer] for layer in claim["box"]["centre"]]
    centre = [list(layer) for layer in filters]
    radius = Fraction(claim["box"]["radius"])
    places = [(i, a) for i in range(len(k)) for a in range(k[i]) if a != claim["box"]["fixed"][i]]

    def composed(layers: list[list[Fraction]]) -> list[Fraction]:
        return list(product([BinaryForm(f).in_powers(S) for f, S in zip(layers, products, strict=True)]).rationals)

    def unit(i: int, a: int, layers: list[list[Fraction]]) -> list[list[Fraction]]:
        return [[Fraction(int(b == a)) for b in range(k[i])] if j == i else f for j, f in enumerate(layers)]

    def inner(x: list[Fraction], y: list[Fraction]) -> Fraction:
        return sum((a * b for a, b in zip(x, y, strict=True)), Fraction(0))

    def image(x: list[Fraction]) -> list[Fraction]:
        return [inner(row, x) for row in q]

    from lcnsym.algebra.linear import inertia, solution

    for _ in range(6):
        residual = image([w - u for w, u in zip(composed(filters), target, strict=True)])
        columns = {p: composed(unit(*p, filters)) for p in places}
        gradient = [inner(columns[p], residual) for p in places]
        hessian = [
            [
                inner(columns[p], image(columns[r]))
                + (inner(composed(unit(*p, unit(*r, filters))), residual) if p[0] != r[0] else 0)
                for r in places
            ]
            for p in places
        ]
        try:
            step = solution(hessian, gradient)
        except ZeroDivisionError:
            return False
        for (i, a), change in zip(places, step, strict=True):
            filters[i][a] = Fraction(round((filters[i][a] - change) * 2**200), 2**200)
    if any(abs(filters[i][a] - centre[i][a]) > radius for i, a in places) or max(map(abs, gradient)) > Fraction(
        1, 2**60
    ):
        return False
    difference = [w - u for w, u in zip(composed(filters), target, strict=True)]
    value = inner(difference, image(difference))
    lo, hi = map(Fraction, claim["value"])
    if not lo - Fraction(1, 2**60) <= value <= hi + Fraction(1, 2**60):
        return False
    found = inertia(hessian)
    nature = "saddle" if found.positive and found.negative else "minimum" if found.positive else "maximum"
    if claim["kind"] == "critical-point":
        return claim["nature"] in (None, nature)
    other = [[Fraction(c) for c in layer] for layer in claim["filters"]]
    difference = [w - u for w, u in zip(composed(other), target, strict=True)]
    return nature == "minimum" and inner(difference, image(difference)) < value


def is_rational(value: Any) -> bool:
    return isinstance(value, str) and value.strip("-0123456789/") == ""


def true_stratum(claim: dict[str, Any]) -> bool:
    """By the engine's own elimination form and root pattern."""
    gram = claim["loss"]["gram"]
    target = BinaryForm([Fraction(u) for u in claim["loss"]["target"]])
    n = target.degree
    rows = gram or [[int(i == j) for j in range(n + 1)] for i in range(n + 1)]
    form = elimination_form(Quadric([[Fraction(c) for c in row] for row in rows], target), claim["multiplicity"])
    own = BinaryForm([Fraction(c) for c in claim["elimination"]])
    if form is None:
        return False
    ratio = next((a / b for a, b in zip(own.rationals, form.rationals, strict=True) if b), None)
    return ratio is not None and own == form.scaled(ratio) and str(root_pattern(own)) == claim["pattern"]


@pytest.mark.parametrize("seed", range(4))
def test_no_mutation_slips_through(seed: int) -> None:
    rng = random.Random(seed)
    landscape = critical_points(Architecture((3, 2)), euclidean(1, -2, -3, 4))
    documents = [
        *LANDSCAPE.values(),
        *(certify_critical_point(landscape, p.classes[0]).to_dict() for p in landscape.points),
    ]
    accepted = 0
    for _ in range(250):
        document = json.loads(json.dumps(rng.choice(documents)))
        for _ in range(rng.randint(1, 2)):
            path = rng.choice(leaves(document))
            target = document
            for key in path[:-1]:
                target = target[key]
            old = target[path[-1]]
            target[path[-1]] = rng.choice(
                [
                    "0", "1", "-1", "2", "1/2", None, 0, 1, "minimum", "saddle", "maximum", "critical-point",
                    str(Fraction(old) + Fraction(1, 10**6)) if is_rational(old) else old,
                    str(-Fraction(old)) if is_rational(old) else old,
                ]
            )  # fmt: skip
        try:
            result = check_text(json.dumps(document))
        except Malformed:
            continue
        if result.accepted:
            accepted += 1
            if document["claim"]["kind"] != "stratum-critical-points":
                assert judge(document) if "layers" in document["claim"] else true_claim(document["claim"]), document
            else:
                assert true_stratum(document["claim"]), document
    assert accepted > 10


@pytest.mark.quick
@pytest.mark.parametrize(
    ("sizes", "strides", "target"),
    [
        ((2, 2), (2, 1), (1, -2, 3, 5)),
        ((3, 2), (2, 1), (1, 2, 3, -2, 4)),
        ((2, 2, 2), (2, 2, 1), (3, 1, -2, 4, 1, -1, 2, 5)),
    ],
)
def test_larger_strides(sizes: tuple[int, ...], strides: tuple[int, ...], target: tuple[int, ...]) -> None:
    landscape = critical_points(Architecture(sizes, strides), euclidean(*target))
    assert landscape.points
    for point in landscape.points:
        certificate = certify_critical_point(landscape, point.classes[0])
        claim = certificate.to_dict()["claim"]
        assert isinstance(claim, dict)
        assert claim["nature"] == str(point.classes[0].nature)
        assert check_text(certificate.text).accepted
        # the same box for another target
        document = certificate.to_dict()
        document["claim"]["loss"]["target"][-1] = str(target[-1] + 1)  # type: ignore[index]
        assert not check_text(json.dumps(document)).accepted


@pytest.mark.quick
def test_a_spurious_minimum_with_larger_strides() -> None:
    rng = random.Random(3)
    for _ in range(40):
        landscape = critical_points(Architecture((3, 2), (2, 1)), random_loss(4, rng.randrange(99)))
        if landscape.spurious_minima:
            assert check_text(certify_spurious_minimum(landscape).text).accepted
            return
    pytest.fail("no spurious minimum was found")


def test_badly_scaled_losses_have_smaller_boxes() -> None:
    rows = [[14, -13, 6, 2], [-13, 32, -6, -5], [6, -6, 13, 10], [2, -5, 10, 15]]
    target = [
        Fraction(-91775000000000000363, 91775000000000000000),
        Fraction(-8259750000000000001983, 917750000000000000000),
        Fraction(-3097406249999999999287, 114718750000000000000),
        Fraction(-49558500000000000009183, 1835500000000000000000),
    ]
    loss = SquareLoss.with_gram([[c * 10**16 for c in row] for row in rows], BinaryForm(target))
    for sizes in ((3, 2), (2, 2, 2)):
        landscape = critical_points(Architecture(sizes), loss)
        made = [certify_critical_point(landscape, c) for point in landscape.points for c in point.classes]
        assert made
        assert all(check_text(certificate.text).accepted for certificate in made)


def test_a_box_that_is_not_proved_is_not_certified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcnsym.certificates.landscape.holds_one_zero", lambda *_, **__: False)
    landscape = critical_points(Architecture((2, 2)), SquareLoss.euclidean(BinaryForm((1, 0, -2))))
    with pytest.raises(InconclusiveError, match="no box around the critical point is proved with 800 bits"):
        certify_critical_point(landscape, landscape.points[0].classes[0])
