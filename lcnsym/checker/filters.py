"""Rule filters: the filter is the end-to-end filter of one filter a layer, for every stride."""

from __future__ import annotations

from .architectures import Architecture, places
from .field import Field
from .forms import Form, read_form
from .limits import MAX_LAYERS
from .outcome import Malformed, Rejected
from .reading import fields, items

RULE = "rule filters"


def read_filters(document: object, architecture: Architecture | None, field: Field) -> tuple[Form, ...]:
    """The evidence of kind "filters": a form a layer, which fits the layer if the claim has an architecture."""
    _, filter_documents = fields(document, ("kind", "filters"), "evidence")
    least, most = (1, MAX_LAYERS) if architecture is None else (len(architecture.sizes),) * 2
    lists = items(filter_documents, "evidence.filters", least, most)
    forms = tuple(read_form(entry, field, f"filter {i}") for i, entry in enumerate(lists, start=1))
    sizes = architecture.sizes if architecture is not None else [form.degree + 1 for form in forms]
    for i, (form, size) in enumerate(zip(forms, sizes, strict=True), start=1):
        if form.degree + 1 != size:
            raise Malformed(f"filter {i} has {form.degree + 1} coefficients, its layer has size {size}")
    return forms


def check_filters(filters: tuple[Form, ...], architecture: Architecture, form: Form) -> None:
    """P = Π P_i(x^{S_i}, y^{S_i}), or the product of the forms in several pairs of variables."""
    product: Form | None = None
    for i, (layer, stride) in enumerate(zip(filters, architecture.stride_products, strict=True)):
        if architecture.formats is None:
            spread = layer.in_powers(stride)
        else:
            spread = layer.spread(places(architecture.formats[i], architecture.end_format))
        product = spread if product is None else spread.times(product)
    if product is None or not product.equals(form):
        raise Rejected(f"{RULE}, product: the filters do not compose to the claimed filter")
