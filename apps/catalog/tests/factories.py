"""Builds small catalogues through the same services that staff use."""

import itertools
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from apps.catalog import services
from apps.catalog.models import (
    Attribute,
    AttributeBucket,
    AttributeChoice,
    AttributeValue,
    Brand,
    Category,
    CategoryFacet,
    Option,
    OptionValue,
    Picture,
    Product,
    Variant,
    VariantOption,
)

_number = itertools.count(1)


def a_brand(name: str = "Sextans") -> Brand:
    brand, _ = Brand.objects.get_or_create(
        slug=name.lower(),
        defaults={
            "name": name,
            "maker_name": f"{name} Optik GmbH",
            "maker_address": "Spiegelweg 4, 07745 Jena, Germany",
            "maker_email": f"contact@{name.lower()}.example",
        },
    )
    return brand


def a_category(name: str = "Telescopes", *, parent: Category | None = None, **fields: object) -> Category:
    slug = name.lower().replace(" ", "-")
    found = Category.objects.filter(slug=slug, parent=parent).first()
    if found is not None:
        return found
    noun = name.lower().removesuffix("s")
    category = Category(name=name, slug=slug, parent=parent, noun=noun, noun_plural=f"{noun}s", **fields)
    return services.save_category(category=category)


def a_product(name: str = "N 200/1200 Dobsonian", **fields: object) -> Product:
    """A published product without variants."""
    return services.save_product(product=draft(name, **fields))


def draft(name: str, **fields: object) -> Product:
    """A product as somebody has written it down; it is not saved yet."""
    number = next(_number)
    values: dict[str, object] = {
        "brand": fields.pop("brand", None) or a_brand(),
        "category": fields.pop("category", None) or a_category(),
        "slug": f"product-{number}",
        "pitch": "Shows spiral arms under a dark sky.",
        "description": "A **closed tube** that keeps its alignment.",
        "published_at": timezone.now() - timedelta(days=1),
    }
    return Product(name=name, **{**values, **fields})


def add_variant(
    product: Product, title: str = "", *, options: Mapping[str, str] | None = None, **fields: object
) -> Variant:
    """A variant with option values given as option code to value code; it has no price and no stock yet."""
    number = next(_number)
    values: dict[str, object] = {
        "sku": f"AS-{number:05d}",
        "weight_g": 4_000,
        "length_mm": 600,
        "width_mm": 300,
        "height_mm": 300,
        "position": number,
    }
    variant = Variant.objects.create(product=product, title=title or product.name, **{**values, **fields})
    for code, value in (options or {}).items():
        option, _ = Option.objects.get_or_create(
            product=product, code=code, defaults={"name": code.capitalize()}
        )
        chosen, _ = OptionValue.objects.get_or_create(
            option=option, code=value, defaults={"label": value, "position": next(_number)}
        )
        VariantOption.objects.create(variant=variant, option=option, value=chosen)
    Picture.objects.create(
        product=product,
        variant=variant,
        kind=Picture.Kind.PLATE,
        plate=f"plates/{variant.sku}.svg",
        alt="A drawing",
    )
    return variant


def a_number(
    code: str, *, unit: str = "mm", buckets: tuple[tuple[str, int | None, int | None], ...] = ()
) -> Attribute:
    attribute, is_new = Attribute.objects.get_or_create(
        code=code, defaults={"name": code.capitalize(), "kind": "NUMBER", "group": "Optics", "unit": unit}
    )
    if is_new:
        for position, (slug, low, high) in enumerate(buckets):
            AttributeBucket.objects.create(
                attribute=attribute, slug=slug, label=slug, low=low, high=high, position=position
            )
    return attribute


def a_choice(code: str, *values: str) -> Attribute:
    attribute, is_new = Attribute.objects.get_or_create(
        code=code, defaults={"name": code.capitalize(), "kind": "CHOICE", "group": "Optics"}
    )
    if is_new:
        for position, value in enumerate(values):
            AttributeChoice.objects.create(
                attribute=attribute, slug=value, label=value.capitalize(), position=position
            )
    return attribute


def facet(category: Category, attribute: Attribute, *, card_position: int | None = None) -> CategoryFacet:
    return CategoryFacet.objects.create(
        category=category, attribute=attribute, position=next(_number), card_position=card_position
    )


def give(
    product: Product, attribute: Attribute, value: object, *, variant: Variant | None = None
) -> AttributeValue:
    row = AttributeValue(product=product, variant=variant, attribute=attribute)
    if attribute.kind == Attribute.Kind.NUMBER:
        row.number = Decimal(str(value))
    elif attribute.kind == Attribute.Kind.CHOICE:
        row.choice = attribute.choices.get(slug=value)
    elif attribute.kind == Attribute.Kind.BOOLEAN:
        row.boolean = bool(value)
    else:
        row.text = str(value)
    row.save()
    return row
