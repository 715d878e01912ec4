"""Products with their variants, specifications, pictures, prices and stock, a batch at a time."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from apps.catalog.models import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    Brand,
    Category,
    Option,
    OptionValue,
    Picture,
    Product,
    Variant,
    VariantOption,
)
from apps.currency.money import Money
from apps.inventory import services as inventory
from apps.inventory.models import Stock, StockLocation
from apps.pricing import services as pricing
from apps.pricing.models import Price
from shop.demo import schema
from shop.demo.catalogue import CATEGORIES
from shop.demo.loader.files import save_drawing

BATCH = 250
ACTOR = "demo"
ON_SALE_SINCE = timedelta(days=120)
REDUCED_SINCE = timedelta(days=9)
COST_SHARE = Decimal("0.52")  # of the price with tax; leaves a margin of about 38 %

Told = Callable[[int], None]


def load_products(products: Iterable[schema.Product], told: Told) -> int:
    """Load the products that are not there yet; call `told` with the number done after each batch."""
    known = set(Product.objects.values_list("slug", flat=True))
    missing = (product for product in products if product.slug not in known)
    done = 0
    for batch in _batches(missing):
        rows = _Batch(batch)
        rows.draw()
        with transaction.atomic():
            rows.load()
        done += len(batch)
        told(done)
    return done


def _batches(products: Iterator[schema.Product]) -> Iterator[list[schema.Product]]:
    while batch := list(itertools.islice(products, BATCH)):
        yield batch


def _cost(product: schema.Product, variant: schema.Variant) -> int | None:
    """What a unit costs the shop. What a gift card costs shows when it is spent."""
    if product.is_gift_card:
        return None
    return Money.of(variant.reduced_from or variant.price, "EUR").share(COST_SHARE).minor


# Harmonized System of 2022, by category; a category without its own number has that of the one above it.
HS_CODES = {
    "telescopes": "900580",
    "mounts": "900590",
    "eyepieces": "900290",
    "filters": "900220",
    "binoculars": "900510",
    "cameras": "852589",
    "antennas": "852910",
    "prints": "491191",
    "globes": "490590",
    "books": "490199",
}
# What only the shop in Potsdam keeps; an order of these and of anything else leaves in two parcels.
IN_POTSDAM = frozenset({"prints", "globes", "meteorites"})
_DEPARTMENTS = [category.slug for category in CATEGORIES if category.parent is None]
_PARENTS = {category.slug: category.parent or "" for category in CATEGORIES}


def _hs_code(category: str) -> str:
    return HS_CODES.get(category) or HS_CODES.get(_PARENTS.get(category, ""), "")


def _shelf(category: str, sku: str) -> str:
    """Give each department its aisle, and each item a rack and a board in it: C-07-2."""
    aisle = chr(ord("A") + _DEPARTMENTS.index(_PARENTS.get(category) or category))
    number = int(sku[-3:])
    return f"{aisle}-{number // 4 % 30 + 1:02}-{number % 4 + 1}"


class _Batch:
    """One batch on its way into the tables; holds the rows that later steps refer to."""

    def __init__(self, products: list[schema.Product]) -> None:
        self.products = products
        self.now = timezone.now()
        self.brands = {brand.slug: brand for brand in Brand.objects.all()}
        self.categories = {category.slug: category for category in Category.objects.all()}
        self.attributes = {attribute.code: attribute for attribute in Attribute.objects.all()}
        self.choices = {(c.attribute_id, c.slug): c for c in AttributeChoice.objects.all()}
        self.rows: dict[str, Product] = {}
        self.variants: dict[str, Variant] = {}

    def draw(self) -> None:
        """Draw the pictures before the transaction, which PostgreSQL would end when it hears nothing for long.

        Each is drawn once: `load` finds it remembered.
        """
        for product in self.products:
            for variant in product.variants:
                for picture in variant.pictures:
                    save_drawing(picture)

    def load(self) -> None:
        self._create_products()
        self._create_variants()
        self._create_options()
        self._create_values()
        self._create_pictures()
        self._stock_up()
        self._price()

    def _create_products(self) -> None:
        rows = [self._product(product) for product in self.products]
        self.rows = {row.slug: row for row in Product.objects.bulk_create(rows)}

    def _product(self, product: schema.Product) -> Product:
        return Product(
            brand=self.brands[product.brand],
            category=self.categories[product.category],
            name=product.name,
            slug=product.slug,
            pitch=product.pitch,
            description=product.description,
            in_the_box=list(product.in_the_box),
            warning=product.warning,
            badge=product.badge,
            keywords=product.keywords,
            personal_text=product.personal_text,
            tax_class=product.tax_class,
            hs_code=_hs_code(product.category),
            is_gift_card=product.is_gift_card,
            popularity=product.popularity,
            published_at=self.now - ON_SALE_SINCE,
        )

    def _create_variants(self) -> None:
        rows = [
            Variant(
                product=self.rows[product.slug],
                sku=variant.sku,
                gtin=variant.gtin or None,
                title=variant.title,
                weight_g=variant.weight_g,
                parcels=variant.parcels,
                length_mm=variant.size_mm[0],
                width_mm=variant.size_mm[1],
                height_mm=variant.size_mm[2],
                position=position,
                cost_minor=_cost(product, variant),
            )
            for product in self.products
            for position, variant in enumerate(product.variants)
        ]
        self.variants = {row.sku: row for row in Variant.objects.bulk_create(rows)}

    def _create_options(self) -> None:
        pairs = [
            (product, option, i) for product in self.products for i, option in enumerate(product.options)
        ]
        options = Option.objects.bulk_create(
            Option(
                product=self.rows[product.slug],
                code=option.code,
                name=option.name,
                hint=option.hint,
                has_own_card=option.own_card,
                position=position,
            )
            for product, option, position in pairs
        )
        values = OptionValue.objects.bulk_create(
            OptionValue(option=row, code=code, label=label, position=i)
            for row, (_, option, _) in zip(options, pairs, strict=True)
            for i, (code, label) in enumerate(option.values)
        )
        found = {(v.option.product_id, v.option.code, v.code): v for v in values}
        VariantOption.objects.bulk_create(
            VariantOption(variant=self.variants[variant.sku], option=value.option, value=value)
            for product in self.products
            for variant in product.variants
            for code, chosen in variant.options.items()
            for value in [found[self.rows[product.slug].pk, code, chosen]]
        )

    def _create_values(self) -> None:
        AttributeValue.objects.bulk_create(
            self._value(product, variant, code, value)
            for product in self.products
            for variant in (None, *product.variants)
            for code, value in (variant.specs if variant else product.specs).items()
        )

    def _value(
        self, product: schema.Product, variant: schema.Variant | None, code: str, value: schema.SpecValue
    ) -> AttributeValue:
        attribute = self.attributes[code]
        row = AttributeValue(
            product=self.rows[product.slug],
            variant=self.variants[variant.sku] if variant else None,
            attribute=attribute,
        )
        if attribute.kind == Attribute.Kind.NUMBER:
            row.number = Decimal(value)
        elif attribute.kind == Attribute.Kind.BOOLEAN:
            row.boolean = bool(value)
        elif attribute.kind == Attribute.Kind.CHOICE:
            row.choice = self.choices[attribute.pk, str(value)]
        else:
            row.text = str(value)
        return row

    def _create_pictures(self) -> None:
        Picture.objects.bulk_create(
            Picture(
                product=self.rows[product.slug],
                variant=self.variants[variant.sku],
                kind=picture.kind.upper(),
                plate=save_drawing(picture),
                alt=picture.alt,
                caption=picture.caption,
                position=position,
            )
            for product in self.products
            for variant in product.variants
            for position, picture in enumerate(variant.pictures)
        )

    def _stock_up(self) -> None:
        places = {place.code: place for place in StockLocation.objects.all()}
        endless = {v.sku for product in self.products if product.is_gift_card for v in product.variants}
        wanted = [(product.category, variant) for product in self.products for variant in product.variants]
        rows = Stock.objects.bulk_create(
            Stock(
                variant=self.variants[variant.sku],
                location=places["potsdam" if category in IN_POTSDAM else "berlin"],
                shelf=_shelf(category, variant.sku),
                is_tracked=variant.sku not in endless,
                allows_backorder=variant.backorder > 0,
                backorder_limit=variant.backorder or None,
                expected_on=self._expected(variant),
            )
            for category, variant in wanted
        )
        inventory.receive(
            quantities={row.pk: variant.stock for row, (_, variant) in zip(rows, wanted, strict=True)},
            actor=ACTOR,
            reason="Opening stock",
        )

    def _expected(self, variant: schema.Variant) -> date | None:
        if variant.expected_in_days is None:
            return None
        return (self.now + timedelta(days=variant.expected_in_days)).date()

    def _price(self) -> None:
        """Give every variant its price; a reduced one first its regular price, so that its history is true."""
        wanted = [variant for product in self.products for variant in product.variants]
        Price.objects.bulk_create(
            Price(
                variant=self.variants[variant.sku],
                currency="EUR",
                amount_minor=Money.of(variant.reduced_from or variant.price, "EUR").minor,
                starts_at=self.now - ON_SALE_SINCE,
                actor=ACTOR,
            )
            for variant in wanted
        )
        Price.objects.bulk_create(
            Price(
                variant=self.variants[variant.sku],
                currency="EUR",
                amount_minor=Money.of(variant.price, "EUR").minor,
                starts_at=self.now - REDUCED_SINCE,
                is_reduced=True,
                actor=ACTOR,
            )
            for variant in wanted
            if variant.reduced_from
        )
        pricing.refresh_base_prices(variant_ids=[row.pk for row in self.variants.values()])
