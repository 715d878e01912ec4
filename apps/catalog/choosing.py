"""Which variant of a product the shopper means, and what each option would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChoiceValue:
    """One value of an option on the product page, and the variant it would lead to from here."""

    code: str
    label: str
    is_chosen: bool
    variant: Document | None  # None: this combination is not made

    @property
    def variant_id(self) -> int:
        return int(self.variant["id"]) if self.variant else 0


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    code: str
    name: str
    hint: str
    values: list[ChoiceValue]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen variant of a product document, and the options with the way to every other one."""

    variant: Document
    options: list[ChoiceGroup]
    variants: list[Document]

    @property
    def base_price_minor(self) -> int:
        return int(self.variant.get("base_price_minor") or 0)

    @property
    def variant_id(self) -> int:
        return int(self.variant["id"])


def choose(
    document: Document, *, number: str = "", options: Mapping[str, str] | None = None
) -> Chosen | None:
    """Find the variant with an item number, or the one that fits the chosen options best.

    `options` maps "option-<code>" to a value, as the form posts it. Without either, the first variant.
    Returns None when the number or an option value does not exist.
    """
    variants = [v for v in document["variants"] if v["is_active"] and v["base_price_minor"] is not None]
    found = _by_options(document, variants, options) if options is not None else _by_number(variants, number)
    if found is None:
        return None
    groups = [_group(option, variants, found) for option in document["options"]]
    return Chosen(found, groups, variants)


def _by_number(variants: list[Document], number: str) -> Document | None:
    if not number:
        return variants[0] if variants else None
    return next((variant for variant in variants if variant["sku"] == number), None)


def _by_options(document: Document, variants: list[Document], options: Mapping[str, str]) -> Document | None:
    wanted = {}
    for option in document["options"]:
        value = options.get(f"option-{option['code']}", "")
        if value and value not in {v["code"] for v in option["values"]}:
            return None
        if value:
            wanted[option["code"]] = value
    return _nearest(variants, wanted)


def _nearest(variants: list[Document], wanted: Mapping[str, str]) -> Document | None:
    """The variant that agrees with most of what is wanted; the first option weighs most."""
    weights = {code: 2 ** (len(wanted) - index) for index, code in enumerate(wanted)}
    return max(
        variants,
        key=lambda v: sum(w for code, w in weights.items() if v["options"].get(code) == wanted[code]),
        default=None,
    )


def _group(option: Document, variants: list[Document], chosen: Document) -> ChoiceGroup:
    values = []
    for value in option["values"]:
        having = [v for v in variants if v["options"].get(option["code"]) == value["code"]]
        others = {code: own for code, own in chosen["options"].items() if code != option["code"]}
        is_chosen = chosen["options"].get(option["code"]) == value["code"]
        values.append(ChoiceValue(value["code"], value["label"], is_chosen, _nearest(having, others)))
    return ChoiceGroup(
        option["code"], option["name"], option["hint"], [v for v in values if v.variant or v.is_chosen]
    )
