"""Evidence `filters`: the layers of a factorization.

Theorem. Premise: `product`, P = Π P_i(x^{S_i}, y^{S_i}) for the given forms P_i, in the document's field; for several
axes P = Π P_i. Conclusion: the filter is the end-to-end filter of filters over the real numbers, so it is a member.

Proof. That is the definition of the end-to-end filter, and the field is a subfield of ℝ. ∎
"""

from __future__ import annotations

from ..claims import Claim, WithFilter
from ..kernel.fields import Field
from ..kernel.forms import Form, read_form
from ..kernel.outcome import Malformed, require
from ..kernel.reading import fields, items
from . import architecture_of, enter, number_of_layers


def read_filters(document: object, claim: Claim, field: Field) -> list[Form]:
    """A form a layer, which fits the layer if the claim has an architecture."""
    _, filter_documents = fields(document, ("kind", "filters"), "evidence")
    lists = items(filter_documents, "evidence.filters", *number_of_layers(claim))
    forms = [read_form(entry, field, f"filter {i}") for i, entry in enumerate(lists, start=1)]
    architecture = architecture_of(claim)
    for i, (form, size) in enumerate(zip(forms, architecture.sizes if architecture else (), strict=False), start=1):
        if form.degree + 1 != size:
            raise Malformed(f"filter {i} has {form.degree + 1} coefficients, its layer has size {size}")
    return forms


def check_filters(filters: list[Form], claim: WithFilter, _field: Field) -> None:
    """The premise of the theorem."""
    first, *others = map(Form.spread, filters, claim.architecture.layer_places)
    fits = claim.form.is_product(first, [(form, 1) for form in others])
    require("product", fits, "the filters do not compose to the claimed filter")


enter(
    "filters", ("factorization", "member", "complex-member"), read_filters, check_filters, any_stride=True, tensors=True
)
