"""Load the benchmark's catalogue into the shop:  python tests/bench/load_shop.py N

The products get facets as a real department has them: a maker, two numbers in ranges and a choice.
"""

import itertools
import os
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
import django

django.setup()

import catalogue
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from apps.catalog import services as catalog
from apps.catalog.models import (
    Attribute,
    AttributeBucket,
    AttributeChoice,
    AttributeValue,
    Brand,
    Category,
    CategoryFacet,
    Picture,
    Product,
    Variant,
)
from apps.inventory import services as inventory
from apps.inventory.models import Stock, StockLocation
from apps.pricing import services as pricing
from apps.pricing.models import Price
from shop.demo import drawings
from shop.demo.loader import load_delivery

BRANDS = ["Aquila", "Lyra", "Corvus", "Crater", "Pyxis", "Norma"]
RANGES = [("small", 0, 24), ("medium", 25, 49), ("large", 50, 74), ("huge", 75, 99)]
CHOICES = ["steel", "wood", "glass", "cloth", "stone"]


def structure():
    brands = [
        Brand.objects.create(
            name=n, slug=n.lower(), maker_name=n, maker_address="Street 1", maker_email="a@b.example"
        )
        for n in BRANDS
    ]
    numbers = [
        Attribute.objects.create(
            code=c,
            name=c.capitalize(),
            kind="NUMBER",
            group="Facts",
            unit="mm",
            position=i,
            hint="One plain sentence.",
        )
        for i, c in enumerate(("width", "height"))
    ]
    for number in numbers:
        AttributeBucket.objects.bulk_create(
            AttributeBucket(attribute=number, slug=s, label=s.capitalize(), low=a, high=b, position=i)
            for i, (s, a, b) in enumerate(RANGES)
        )
    material = Attribute.objects.create(
        code="material", name="Material", kind="CHOICE", group="Facts", position=3
    )
    AttributeChoice.objects.bulk_create(
        AttributeChoice(attribute=material, slug=c, label=c.capitalize(), position=i)
        for i, c in enumerate(CHOICES)
    )
    categories = []
    for position, name in enumerate(catalogue.CATEGORIES):
        category = catalog.save_category(
            category=Category(
                name=name,
                slug=name.lower(),
                position=position,
                noun="product",
                noun_plural="products",
                advice="One sentence of advice.",
            )
        )
        CategoryFacet.objects.bulk_create(
            CategoryFacet(category=category, attribute=a, position=i, card_position=i + 1)
            for i, a in enumerate([*numbers, material])
        )
        categories.append(category)
    return brands, numbers, material, categories


def pictures():
    names = []
    for n in range(catalogue.IMAGES):
        name = f"plates/bench-{n}.svg"
        if not default_storage.exists(name):
            default_storage.save(
                name,
                ContentFile(
                    drawings.draw("dobsonian", {"aperture": 100 + 10 * n, "focal_length": 1200}).encode()
                ),
            )
        names.append(name)
    return names


def main(n):
    if Product.objects.exists():
        print("already loaded", Product.objects.count())
        return
    load_delivery()
    location, _ = StockLocation.objects.get_or_create(
        code="bench", defaults={"name": "Bench", "country": "DE"}
    )
    brands, numbers, material, categories = structure()
    choices = list(material.choices.order_by("position"))
    plates = pictures()
    start = timezone.now() - timedelta(days=100)
    rows = catalogue.products(n)
    while chunk := list(itertools.islice(rows, 1000)):
        products = Product.objects.bulk_create(
            Product(
                brand=brands[p["index"] % len(brands)],
                category=categories[p["category"]],
                name=p["title"],
                slug=p["slug"],
                pitch=p["summary"][:400],
                description=p["description"],
                published_at=start,
                popularity=p["index"] % 100,
            )
            for p in chunk
        )
        variants = Variant.objects.bulk_create(
            Variant(
                product=o,
                sku=p["sku"],
                title=p["title"],
                weight_g=1500,
                length_mm=300,
                width_mm=200,
                height_mm=100,
            )
            for o, p in zip(products, chunk)
        )
        AttributeValue.objects.bulk_create(
            [
                AttributeValue(product=o, attribute=a, number=(p["index"] * (7 + i)) % 100)
                for o, p in zip(products, chunk)
                for i, a in enumerate(numbers)
            ]
            + [
                AttributeValue(product=o, attribute=material, choice=choices[p["index"] % len(choices)])
                for o, p in zip(products, chunk)
            ]
        )
        Picture.objects.bulk_create(
            Picture(product=o, variant=v, kind="PLATE", plate=plates[p["image"]], alt=p["title"])
            for o, v, p in zip(products, variants, chunk)
        )
        stocks = Stock.objects.bulk_create(Stock(variant=v, location=location) for v in variants)
        inventory.receive(quantities={s.pk: p["stock"] for s, p in zip(stocks, chunk)}, actor="bench")
        Price.objects.bulk_create(
            Price(variant=v, currency="EUR", amount_minor=int(p["price"] * 100), starts_at=start)
            for v, p in zip(variants, chunk)
        )
        pricing.refresh_base_prices(variant_ids=[v.pk for v in variants])
        print("loaded", Product.objects.count(), flush=True)
    with connection.cursor() as c:
        c.execute("ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]))
