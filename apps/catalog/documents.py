"""Builds the read models of products: what a card and a product page print."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from apps.catalog.models import (
    AttributeBucket,
    AttributeValue,
    Category,
    CategoryFacet,
    Listing,
    Option,
    Picture,
    Product,
    ProductPage,
    Variant,
)
from apps.catalog.words import split
from apps.core.markdown import to_html

_TAGS = re.compile(r"<[^>]+>")


@dataclass
class _Context:
    """What many products share, read once per batch."""

    categories: dict[int, Category]
    facets: dict[int, list[CategoryFacet]]  # by category
    buckets: dict[int, list[AttributeBucket]]  # by attribute

    def trail(self, category_id: int) -> list[Category]:
        trail: list[Category] = []
        node: int | None = category_id
        while node is not None:
            trail.append(self.categories[node])
            node = self.categories[node].parent_id
        return trail[::-1]


def read_context() -> _Context:
    """Read categories, facets and buckets for building documents."""
    facets: dict[int, list[CategoryFacet]] = defaultdict(list)
    for facet in CategoryFacet.objects.select_related("attribute").order_by("position"):
        facets[facet.category_id].append(facet)
    buckets: dict[int, list[AttributeBucket]] = defaultdict(list)
    for bucket in AttributeBucket.objects.order_by("position"):
        buckets[bucket.attribute_id].append(bucket)
    return _Context({c.pk: c for c in Category.objects.all()}, facets, buckets)


def read_products(product_ids: Sequence[int]) -> list[Product]:
    """Read products with everything their documents need, in a fixed number of queries."""
    return list(
        Product.objects.filter(pk__in=product_ids)
        .select_related("brand")
        .prefetch_related(
            "options__values",
            "variants__option_values__value",
            "variants__option_values__option",
            "pictures",
            "attribute_values__attribute",
            "attribute_values__choice",
        )
    )


def build(product: Product, context: _Context) -> tuple[ProductPage, list[Listing]]:
    """Build the page document of a product and its cards; a product without a sellable variant has no card."""
    variants = sorted(product.variants.all(), key=lambda variant: not variant.is_active)
    values = _values_by_variant(product, variants)
    pictures = _pictures_by_variant(product, variants)
    trail = context.trail(product.category_id)
    groups = _card_groups(product, [variant for variant in variants if variant.is_active])
    priced = [group for group in groups if any(v.base_price_minor is not None for v in group)]
    listings = [_listing(product, group, trail, values, pictures, context) for group in priced]
    document = _document(product, variants, trail, values, pictures)
    page = ProductPage(
        product=product,
        slug=product.slug,
        document=document,
        facts=_facts(document, product.brand_id),
        published_at=product.published_at,
        unpublished_at=product.unpublished_at,
    )
    return page, listings


def _values_by_variant(product: Product, variants: list[Variant]) -> dict[int, list[AttributeValue]]:
    """The attribute values of each variant: the product's own, replaced where the variant differs."""
    shared = {v.attribute_id: v for v in product.attribute_values.all() if v.variant_id is None}
    own: dict[int, dict[int, AttributeValue]] = defaultdict(dict)
    for value in product.attribute_values.all():
        if value.variant_id is not None:
            own[value.variant_id][value.attribute_id] = value
    result = {}
    for variant in variants:
        merged = {**shared, **own[variant.pk]}
        result[variant.pk] = sorted(merged.values(), key=lambda v: (v.attribute.position, v.attribute.name))
    return result


def _pictures_by_variant(product: Product, variants: list[Variant]) -> dict[int, list[Picture]]:
    """The gallery of each variant: its own pictures, then those of the product; never none if any exists."""
    pictures = list(product.pictures.all())
    shared = [picture for picture in pictures if picture.variant_id is None]
    result = {}
    for variant in variants:
        own = [picture for picture in pictures if picture.variant_id == variant.pk]
        result[variant.pk] = own + shared or pictures
    return result


def _card_groups(product: Product, variants: list[Variant]) -> list[list[Variant]]:
    """Group variants that share a card: equal in every option that has its own card per value."""
    own_card = {option.pk for option in product.options.all() if option.has_own_card}
    groups: dict[tuple[int, ...], list[Variant]] = {}
    for variant in variants:
        key = tuple(vo.value_id for vo in variant.option_values.all() if vo.option_id in own_card)
        groups.setdefault(key, []).append(variant)
    return list(groups.values())


def _url(product: Product, variant: Variant, first: Variant) -> str:
    suffix = "" if variant.pk == first.pk else f"?v={variant.sku}"
    return product.get_absolute_url() + suffix


def _listing(
    product: Product,
    group: list[Variant],
    trail: list[Category],
    values: dict[int, list[AttributeValue]],
    pictures: dict[int, list[Picture]],
    context: _Context,
) -> Listing:
    lead = next((v for v in group if v.base_price_minor is not None), group[0])
    first = next(v for v in product.variants.all() if v.is_active)
    facets = [facet for category in trail for facet in context.facets[category.pk]]
    nearest = next((context.facets[c.pk] for c in reversed(trail) if context.facets[c.pk]), [])
    facts = [value for variant in group for value in values[variant.pk]]
    gallery = pictures[lead.pk]
    return Listing(
        product=product,
        variant=lead,
        variant_ids=[variant.pk for variant in group],
        category_ids=[category.pk for category in trail],
        title=lead.title,
        brand=product.brand.name,
        url=_url(product, lead, first),
        image_url=gallery[0].url if gallery else "",
        badge=product.badge,
        tax_class=product.tax_class,
        weight_g=_weight(product, lead),
        parcels=_parcels(product, lead),
        size_mm=_size(product, lead),
        specs=_card_specs(nearest, values[lead.pk]),
        tokens=_tokens(product, facts, facets, context),
        numbers={v.attribute.code: float(v.number) for v in values[lead.pk] if v.number is not None},
        base_price_minor=min(v.base_price_minor for v in group if v.base_price_minor is not None),
        is_available=any(variant.is_available for variant in group),
        rating_tenths=_rating_tenths(product),
        rating_count=product.rating_count,
        popularity=product.popularity,
        published_at=product.published_at,
        unpublished_at=product.unpublished_at,
        **_search_words(product, group, trail, facts),
    )


def _search_words(
    product: Product, group: list[Variant], trail: list[Category], facts: Iterable[AttributeValue]
) -> dict[str, str]:
    numbers = [n for v in group for n in (v.sku, v.gtin) if n]
    titles = list(dict.fromkeys([*(v.title for v in group), product.name]))
    options = [vo.value.label for v in group for vo in v.option_values.all()]
    said = dict.fromkeys(
        f"{fact.attribute.name} {fact.written}".replace("\N{NO-BREAK SPACE}", " ") for fact in facts
    )
    categories = [word for c in trail for word in (c.name, c.noun)]
    names = " ".join([*titles, product.brand.name, *numbers])
    return {
        "search_names": f"{names} {' '.join(split(names))}",
        "search_facts": " ".join(dict.fromkeys([product.keywords, *categories, *options, *said])),
        "search_text": f"{product.pitch} {_TAGS.sub(' ', to_html(product.description))}",
    }


def _rating_tenths(product: Product) -> int:
    return round(10 * product.rating_sum / product.rating_count) if product.rating_count else 0


def _card_specs(facets: list[CategoryFacet], values: list[AttributeValue]) -> list[list[str]]:
    by_attribute = {value.attribute_id: value for value in values}
    wanted = sorted((f for f in facets if f.card_position), key=lambda f: f.card_position or 0)
    return [
        [facet.attribute.name, by_attribute[facet.attribute_id].written]
        for facet in wanted
        if facet.attribute_id in by_attribute
    ]


def _tokens(
    product: Product, values: Iterable[AttributeValue], facets: list[CategoryFacet], context: _Context
) -> list[str]:
    codes = {facet.attribute_id: facet.attribute.code for facet in facets}
    tokens = {f"brand:{product.brand.slug}"}
    for value in values:
        code = codes.get(value.attribute_id)
        if code is None:
            continue
        if value.number is not None:
            number = value.number
            tokens |= {f"{code}:{b.slug}" for b in context.buckets[value.attribute_id] if b.holds(number)}
        elif value.choice is not None:
            tokens.add(f"{code}:{value.choice.slug}")
        elif value.boolean is not None:
            tokens.add(f"{code}:{'yes' if value.boolean else 'no'}")
    return sorted(tokens)


def _document(
    product: Product,
    variants: list[Variant],
    trail: list[Category],
    values: dict[int, list[AttributeValue]],
    pictures: dict[int, list[Picture]],
) -> dict[str, Any]:
    brand = product.brand
    return {
        "id": product.pk,
        "name": product.name,
        "brand": {"name": brand.name, "slug": brand.slug, "about": brand.about},
        "maker": {"name": brand.maker_name, "address": brand.maker_address, "email": brand.maker_email},
        "trail": [{"id": c.pk, "name": c.name, "path": c.path, "noun": c.noun} for c in trail],
        "pitch": product.pitch,
        "description": to_html(product.description),
        "in_the_box": product.in_the_box,
        "warning": product.warning,
        "badge": product.badge,
        "tax_class": product.tax_class,
        "personal_text": product.personal_text,
        "is_gift_card": product.is_gift_card,
        "rating_tenths": _rating_tenths(product),
        "rating_count": product.rating_count,
        "seo_title": product.seo_title,
        "seo_description": product.seo_description or product.pitch,
        "options": [_option(option) for option in product.options.all()],
        "variants": [
            _variant(product, variant, variants[0], values[variant.pk], pictures[variant.pk])
            for variant in variants
        ],
    }


def _facts(document: dict[str, Any], brand_id: int) -> dict[str, Any]:
    """What baskets and orders copy: the document without its long texts, variants by id."""
    shared = {name: document[name] for name in ("name", "tax_class", "personal_text", "is_gift_card")}
    own = ("title", "sku", "options_text", "url", "weight_g", "parcels", "size_mm", "hs_code", "origin")
    variants = {
        str(variant["id"]): {
            **{name: variant[name] for name in own},
            "image_url": variant["pictures"][0]["url"] if variant["pictures"] else "",
        }
        for variant in document["variants"]
    }
    return {
        **shared,
        "brand": document["brand"]["name"],
        "brand_id": brand_id,
        "category_ids": [category["id"] for category in document["trail"]],
        "variants": variants,
    }


def _weight(product: Product, variant: Variant) -> int:
    """What a unit adds to a consignment, in grams. A gift card travels by e-mail and adds nothing."""
    return 0 if product.is_gift_card else variant.weight_g


def _parcels(product: Product, variant: Variant) -> int:
    return 0 if product.is_gift_card else variant.parcels


def _size(product: Product, variant: Variant) -> list[int]:
    return [] if product.is_gift_card else [variant.length_mm, variant.width_mm, variant.height_mm]


def _option(option: Option) -> dict[str, Any]:
    return {
        "code": option.code,
        "name": option.name,
        "hint": option.hint,
        "values": [{"code": value.code, "label": value.label} for value in option.values.all()],
    }


def _variant(
    product: Product, variant: Variant, first: Variant, values: list[AttributeValue], pictures: list[Picture]
) -> dict[str, Any]:
    groups: dict[str, list[list[str]]] = {}
    for value in values:
        groups.setdefault(value.attribute.group, []).append([value.attribute.name, value.written])
    return {
        "id": variant.pk,
        "sku": variant.sku,
        "gtin": variant.gtin or "",
        "title": variant.title,
        "url": _url(product, variant, first),
        "options": {vo.option.code: vo.value.code for vo in variant.option_values.all()},
        "options_text": ", ".join(vo.value.label for vo in variant.option_values.all()),
        "is_active": variant.is_active,
        "base_price_minor": variant.base_price_minor,
        "weight_g": _weight(product, variant),
        "parcels": _parcels(product, variant),
        "size_mm": _size(product, variant),
        "hs_code": variant.hs_code or product.hs_code,
        "origin": variant.origin or product.origin,
        "specs": [[group, rows] for group, rows in groups.items()],
        "pictures": [
            {"url": picture.url, "alt": picture.alt, "caption": picture.caption, "kind": picture.kind}
            for picture in pictures
        ],
    }
