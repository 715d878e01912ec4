"""Ways to walk through the demo catalogue, for its tests."""

import re
from collections.abc import Iterator
from decimal import Decimal

from shop.demo.catalogue import ATTRIBUTES, CATEGORIES, PRODUCTS
from shop.demo.schema import Attribute, Category, Product, SpecValue, Variant

ATTRIBUTE = {attribute.code: attribute for attribute in ATTRIBUTES}
CATEGORY = {category.slug: category for category in CATEGORIES}


def everything_on_sale() -> Iterator[tuple[Product, Variant, dict[str, SpecValue]]]:
    """Yield every variant with its product and its specifications, the product's own included."""
    for product in PRODUCTS:
        for variant in product.variants:
            yield product, variant, {**product.specs, **variant.specs}


def department_of(slug: str) -> Category:
    category = CATEGORY[slug]
    return category if category.parent is None else department_of(category.parent)


def naming_facets(slug: str) -> Category:
    """Return the category itself if it names facets, else its department."""
    category = CATEGORY[slug]
    return category if category.facets else department_of(slug)


def own_card_key(product: Product, variant: Variant) -> tuple[str, ...]:
    return tuple(variant.options[option.code] for option in product.options if option.own_card)


def leads() -> Iterator[tuple[Product, list[Variant]]]:
    """Yield the first variant of every card, by product."""
    for product in PRODUCTS:
        yield product, list({own_card_key(product, v): v for v in reversed(product.variants)}.values())


def facet_slugs(attribute: Attribute) -> set[str]:
    if attribute.kind == "boolean":
        return {"yes", "no"}
    return {slug for slug, _ in attribute.choices} | {bucket.slug for bucket in attribute.buckets}


def chosen_slugs(attribute: Attribute, value: SpecValue) -> set[str]:
    """Return the lines of a facet under which a value is found."""
    if attribute.kind == "boolean":
        return {"yes" if value else "no"}
    if attribute.kind == "choice":
        return {str(value)}
    number = Decimal(str(value))
    return {
        b.slug
        for b in attribute.buckets
        if (b.low is None or b.low <= number) and (b.high is None or number <= b.high)
    }


def sentences(text: str) -> list[str]:
    return [" ".join(words(part)).lower() for part in re.split(r"(?<=[.!?])\s+", text)]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)
