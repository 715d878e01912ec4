"""What stands before the goods: categories, attributes, brands, texts."""

from apps.catalog import services as catalog
from apps.catalog.models import (
    Attribute,
    AttributeBucket,
    AttributeChoice,
    Brand,
    Category,
    CategoryFacet,
    CategorySort,
    Picture,
    PromotedLink,
)
from apps.content import services as content
from apps.content.models import Page
from apps.inventory.models import StockLocation
from shop.demo import schema
from shop.demo.catalogue import ATTRIBUTES, BRANDS, CATEGORIES
from shop.demo.content import PAGES, body_of
from shop.demo.loader.files import save_site_picture

PLACES = (("berlin", "Berlin"), ("potsdam", "Potsdam shop"))


def load_structure() -> None:
    """Load brands, attributes and categories with their facets, and the places goods are sent from."""
    for brand in BRANDS:
        Brand.objects.get_or_create(
            slug=brand.slug,
            defaults={
                "name": brand.name,
                "about": brand.about,
                "maker_name": brand.maker,
                "maker_address": brand.address,
                "maker_email": brand.email,
            },
        )
    for position, attribute in enumerate(ATTRIBUTES):
        _load_attribute(position, attribute)
    for position, category in enumerate(CATEGORIES):
        _load_category(position, category)
    for priority, (code, name) in enumerate(PLACES):
        StockLocation.objects.get_or_create(
            code=code, defaults={"name": name, "country": "DE", "priority": priority}
        )


def _load_attribute(position: int, attribute: schema.Attribute) -> None:
    row, is_new = Attribute.objects.get_or_create(
        code=attribute.code,
        defaults={
            "name": attribute.name,
            "kind": attribute.kind.upper(),
            "group": attribute.group,
            "position": position,
            "unit": attribute.unit,
            "decimals": attribute.decimals,
            "hint": attribute.hint,
        },
    )
    if not is_new:
        return
    AttributeChoice.objects.bulk_create(
        AttributeChoice(attribute=row, slug=slug, label=label, position=i)
        for i, (slug, label) in enumerate(attribute.choices)
    )
    AttributeBucket.objects.bulk_create(
        AttributeBucket(attribute=row, slug=b.slug, label=b.label, low=b.low, high=b.high, position=i)
        for i, b in enumerate(attribute.buckets)
    )


def _load_category(position: int, category: schema.Category) -> None:
    parent = Category.objects.get(slug=category.parent, parent=None) if category.parent else None
    if Category.objects.filter(slug=category.slug, parent=parent).exists():
        return
    row = catalog.save_category(
        category=Category(
            parent=parent,
            slug=category.slug,
            name=category.name,
            position=position,
            noun=category.noun[0],
            noun_plural=category.noun[1],
            advice=category.advice,
            seo_title=category.seo_title,
            seo_description=category.seo_description,
        )
    )
    _load_facets(row, category)
    if category.picture:
        Picture.objects.create(
            category=row, kind=Picture.Kind.PLATE, plate=save_site_picture(category.picture), alt=""
        )


def _load_facets(row: Category, category: schema.Category) -> None:
    attributes = {attribute.code: attribute for attribute in Attribute.objects.all()}
    CategoryFacet.objects.bulk_create(
        CategoryFacet(
            category=row,
            attribute=attributes[code],
            position=i,
            card_position=category.card_specs.index(code) + 1 if code in category.card_specs else None,
        )
        for i, code in enumerate(category.facets)
    )
    CategorySort.objects.bulk_create(
        CategorySort(category=row, attribute=attributes[code], label=label, is_descending=down, position=i)
        for i, (code, label, down) in enumerate(category.sorts)
    )
    PromotedLink.objects.bulk_create(
        PromotedLink(category=row, label=label, target=target, position=i)
        for i, (label, target) in enumerate(category.promoted)
    )


def load_content() -> None:
    """Load the legal texts, help pages and guides."""
    for position, page in enumerate(PAGES):
        if not Page.objects.filter(slug=page.slug).exists():
            content.save_page(
                page=Page(
                    slug=page.slug,
                    kind=page.kind.upper(),
                    title=page.title,
                    summary=page.summary,
                    body=body_of(page),
                    position=position,
                )
            )
