"""Documents about critical points that would cost minutes or gigabytes if the checker just went on."""

from __future__ import annotations

from collections.abc import Callable

from tests.checker.hostile import document, nines


def critical(k: list[int], digits: int, s: list[int] | None = None) -> str:
    """A critical point whose numbers all have so many digits, with different denominators."""
    strides = s or [1] * len(k)
    places, product = 1, 1
    for size, stride in zip(k, strides, strict=True):
        places += (size - 1) * product
        product *= stride
    count = sum(k) - len(k) + 1
    number = f"1/{nines(digits)}"
    claim = {
        "kind": "critical-point",
        "architecture": {"k": k, "s": strides},
        "loss": {"gram": [[number] * places] * places, "target": [number] * places},
        "box": {
            "centre": [[number] * size for size in k],
            "radius": number,
            "fixed": [None, *[0] * (len(k) - 1)],
        },
        "value": ["0", "1"],
        "nature": "minimum",
    }
    rows = [[number] * count] * count
    return document(claim, {"kind": "krawczyk", "preconditioner": rows, "congruence": rows})


def one_large_layer() -> str:
    """64 unknowns with numbers of 300 digits."""
    return critical([64], 300)


def many_layers() -> str:
    """63 layers with numbers of 200 digits."""
    return critical([2] * 63, 200)


def long_numbers() -> str:
    """Three layers with numbers of 100,000 digits."""
    return critical([2, 2, 2], 100_000)


def large_strides() -> str:
    """Filters of size 255 from seven layers."""
    return critical([2] * 7, 500, [2] * 7)


def digits(number: int) -> str:
    """The decimal digits of a number, by thousands."""
    pieces = []
    while number:
        number, low = divmod(number, 10**1000)
        pieces.append(f"{low:01000d}")
    return "".join(reversed(pieces)).lstrip("0")


def stratum(partition: list[int], number: int, target: str, part: str, gram: bool = True) -> str:
    """Boxes for gED(λ) = number points, pairs and one real point if it is odd, apart in their last coordinate only."""
    size = sum(partition) + 1
    rows = [[target if i == j else f"1{target}" for j in range(size)] for i in range(size)]
    boxes = [
        {"centre": [[part, "1"]] * len(partition) + [[str(i), part]], "radius": "1/1024"} for i in range(number // 2)
    ]
    if number % 2:
        boxes.append({"centre": [[part, "0"]] * (len(partition) + 1), "radius": "1/1024"})
    claim = {
        "kind": "all-critical-points",
        "loss": {"gram": rows if gram else None, "target": [target] * size},
        "partition": partition,
        "chart": [999, 1000, -1000, 998],
        "boxes": boxes,
        "real": number % 2,
    }
    return document(claim, {"kind": "tangency"})


def crowded_boxes() -> str:
    """Thousands of pairs that meet in all coordinates but one."""
    return stratum([4, 4, 2, 1, 1, 1, 1], 18_432, "1", "0", gram=False)


def boxes_of_long_numbers() -> str:
    """Numbers with three thousand places."""
    return stratum([2] * 6, 1093, "1", f"1/{2**3_000}")


def one_long_box() -> str:
    """One box has a hundred thousand places."""
    text = stratum([3, 3, 2, 1, 1], 2868, "1", "0")
    return text.replace("1/1024", f"1/{digits(2**330_000)}", 1)


def long_gram_matrix() -> str:
    """Degree 16 with numbers of 10,000 digits with different denominators."""
    return stratum([8, 8], 379, f"{nines(9_999)}/{nines(9_990)}", "1")


def exact(k: list[int], bits: int, of_gram: int) -> Callable[[], str]:
    """Known layers of so many bits that compose to the target, with a dense Gram matrix of so many bits."""

    def text() -> str:
        layers = [[(1 << bits) + 3 * i + 7 * j + 1 for j in range(size)] for i, size in enumerate(k)]
        target = [1]
        for layer in layers:
            longer = [0] * (len(target) + len(layer) - 1)
            for p, c in enumerate(target):
                for q, d in enumerate(layer):
                    longer[p + q] += c * d
            target = longer
        size = len(target)
        gram = [[(1 << of_gram) + (i * j) % 97 + size * (i == j) for j in range(size)] for i in range(size)]
        claim = {
            "kind": "exact-critical-point",
            "architecture": {"k": k, "s": [1] * len(k)},
            "loss": {"gram": [list(map(digits, row)) for row in gram], "target": list(map(digits, target))},
            "layers": [list(map(digits, layer)) for layer in layers],
            "value": "0",
            "nature": "minimum",
        }
        return document(claim, {"kind": "hessian"}, version=2)

    return text


def power_of_root(exponent: int, coefficient: str) -> list[str]:
    """A multiple of a power of the generator of the field of degree 64."""
    return [coefficient if j == exponent else "0" for j in range(64)]


def singular_over_a_field(lead: int) -> Callable[[], str]:
    """3y⁴ as four layers over a field of degree 64, which claim to be a minimum though their Hessian is singular."""

    def text() -> str:
        # a power of the generator times 2·lead is that of the other layer's inverse
        inverse = power_of_root(63, f"{lead}/2" if lead % 2 else str(lead // 2))
        claim = {
            "kind": "exact-critical-point",
            "architecture": {"k": [2, 2, 2, 2], "s": [1, 1, 1, 1]},
            "loss": {"gram": None, "target": ["4", "0", "0", "0", "3"]},
            "layers": [["0", power_of_root(1, "3")], ["0", "1"], ["0", inverse], ["0", "1"]],
            "value": "16",
            "nature": "minimum",
        }
        field = {"minpoly": ["-2", *["0"] * 63, str(lead)], "interval": ["0", "2"]}
        return document(claim, {"kind": "hessian"}, field=field, version=2)

    return text


def many_unknowns_over_a_field() -> str:
    """Two layers of all sorts of numbers of a field of degree 64."""
    layers = [
        [[str((7 * i + 3 * j + k) % 19 - 9) for j in range(64)] for i in range(size)] for k, size in ((1, 33), (2, 32))
    ]
    claim = {
        "kind": "exact-critical-point",
        "architecture": {"k": [33, 32], "s": [1, 1]},
        "loss": {"gram": None, "target": ["1"] * 64},
        "layers": layers,
        "value": layers[0][0],
        "nature": "minimum",
    }
    field = {"minpoly": ["-2", *["0"] * 63, "1"], "interval": ["0", "2"]}
    return document(claim, {"kind": "hessian"}, field=field, version=2)


HOSTILE_LANDSCAPE: dict[str, Callable[[], str]] = {
    "one large layer of unknowns": one_large_layer,
    "many layers of unknowns": many_layers,
    "long numbers in a box": long_numbers,
    "large strides in a box": large_strides,
    "one large known layer": exact([64], 64, 64),
    "one large known layer, long numbers": exact([64], 4_000, 2_000),
    "many known layers": exact([2] * 24, 40, 10),
    "many known layers, long numbers": exact([2] * 63, 4_000, 4),
    "known layers of long numbers": exact([3, 2], 300_000, 10),
    "singular layers over a large field": singular_over_a_field(1),
    "singular layers over a large field, long numbers": singular_over_a_field(10**300),
    "many known layers over a large field": many_unknowns_over_a_field,
    "crowded boxes": crowded_boxes,
    "boxes of long numbers": boxes_of_long_numbers,
    "one long box": one_long_box,
    "a long Gram matrix for boxes": long_gram_matrix,
}
