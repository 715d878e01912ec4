"""What stands before the goods: categories, attributes, brands, texts, delivery."""

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
from apps.shipping.models import Method, Rate, Zone
from shop.demo import schema
from shop.demo.catalogue import ATTRIBUTES, BRANDS, CATEGORIES
from shop.demo.content import PAGES, body_of
from shop.demo.loader.files import save_site_picture

EU_NEAR = ["AT", "BE", "CZ", "DK", "FR", "LU", "NL", "PL"]
EU_FAR = [
    "BG",
    "CY",
    "EE",
    "ES",
    "FI",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LV",
    "MT",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
]
NEIGHBOURS = ["CH", "GB", "IS", "LI", "NO"]
WORLD = ["AU", "CA", "JP", "NZ", "US"]

# zone, then per weight limit in grams: (price in cents, working days from, to)
Bands = dict[int, tuple[int, int, int]]
STANDARD: dict[str, tuple[list[str], Bands]] = {
    "Germany": (
        ["DE"],
        {2_000: (490, 1, 2), 10_000: (690, 1, 2), 31_500: (1_290, 2, 3), 120_000: (1_990, 2, 3)},
    ),
    "EU, near": (
        EU_NEAR,
        {2_000: (990, 2, 3), 10_000: (1_490, 2, 3), 31_500: (2_490, 3, 4), 120_000: (4_990, 3, 5)},
    ),
    "EU, far": (
        EU_FAR,
        {2_000: (1_290, 3, 5), 10_000: (1_990, 3, 5), 31_500: (3_490, 4, 6), 120_000: (7_990, 5, 7)},
    ),
    "Neighbours outside the EU": (
        NEIGHBOURS,
        {2_000: (1_690, 3, 5), 10_000: (2_690, 3, 5), 31_500: (4_490, 4, 7), 120_000: (10_900, 5, 8)},
    ),
    "Overseas": (WORLD, {2_000: (2_490, 6, 10), 10_000: (4_990, 6, 10), 31_500: (12_900, 7, 12)}),
}
EXPRESS: dict[str, Bands] = {
    "Germany": {2_000: (1_290, 1, 1), 10_000: (1_690, 1, 1), 31_500: (2_990, 1, 1)},
    "EU, near": {2_000: (2_490, 1, 2), 10_000: (3_490, 1, 2), 31_500: (5_990, 1, 2)},
    "EU, far": {2_000: (3_290, 2, 3), 10_000: (4_490, 2, 3), 31_500: (7_990, 2, 3)},
    "Neighbours outside the EU": {2_000: (3_990, 2, 3), 10_000: (5_490, 2, 3)},
    "Overseas": {2_000: (5_990, 3, 5), 10_000: (9_990, 3, 5)},
}


def load_structure() -> None:
    """Load brands, attributes and categories with their facets, and the place goods are sent from."""
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
    StockLocation.objects.get_or_create(code="berlin", defaults={"name": "Berlin", "country": "DE"})


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


def load_delivery() -> None:
    """Load delivery zones, the standard and the express way, and their prices."""
    standard, _ = Method.objects.get_or_create(
        code="standard",
        defaults={
            "name": "Standard",
            "carrier": "Heliopost",
            "note": "To your door, between 9 and 18",
            "tracking_url": "https://heliopost.example/track/{number}",
            "position": 1,
        },
    )
    express, _ = Method.objects.get_or_create(
        code="express",
        defaults={
            "name": "Express",
            "carrier": "Perihelion Express",
            "note": "To your door before noon, with a signature",
            "tracking_url": "https://perihelion.example/parcel/{number}",
            "position": 2,
        },
    )
    for position, (name, (countries, bands)) in enumerate(STANDARD.items()):
        zone, _ = Zone.objects.get_or_create(
            name=name, defaults={"countries": countries, "position": position}
        )
        _load_rates(standard, zone, bands)
        _load_rates(express, zone, EXPRESS[name])


def _load_rates(method: Method, zone: Zone, bands: Bands) -> None:
    if method.rates.filter(zone=zone).exists():
        return
    Rate.objects.bulk_create(
        Rate(
            method=method,
            zone=zone,
            up_to_weight_g=weight,
            currency="EUR",
            price_minor=price,
            transit_days_min=days_min,
            transit_days_max=days_max,
        )
        for weight, (price, days_min, days_max) in bands.items()
    )
