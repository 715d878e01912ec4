from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from apps.catalog.models import Listing
from apps.core.compiled import CompiledQuery

FIELDS = (
    "id",
    "product_id",
    "variant_id",
    "variant_ids",
    "title",
    "brand",
    "url",
    "image_url",
    "badge",
    "tax_class",
    "weight_g",
    "parcels",
    "specs",
    "rating_tenths",
    "rating_count",
    "base_price_minor",
    "size_mm",
    "category_ids",
)


@dataclass(slots=True)
class Card:
    """What a product card prints. Price, stock and date are put in by the apps that know them."""

    id: int
    product_id: int
    variant_id: int
    variant_ids: list[int]
    title: str
    brand: str
    url: str
    image_url: str
    badge: str
    tax_class: str
    weight_g: int
    parcels: int
    specs: list[list[str]]
    rating_tenths: int
    rating_count: int
    base_price_minor: int
    size_mm: Sequence[int] = ()
    category_ids: Sequence[int] = ()
    price: Any = None
    stock: Any = None
    promise: Any = None

    @property
    def rating(self) -> str:
        return f"{self.rating_tenths / 10:.1f}"

    @property
    def half_stars(self) -> int:
        """Stars filled, in halves from 0 to 10."""
        return round(self.rating_tenths / 5)


def cards(rows: QuerySet[Listing]) -> list[Card]:
    """Read cards in the order of a query, with one statement."""
    return [Card(*row) for row in rows.values_list(*FIELDS)]


def cards_of_variants(variant_ids: Iterable[int]) -> list[Card]:
    """Return the cards that stand for any of the variants."""
    return cards(Listing.objects.on_sale(timezone.now()).filter(variant_ids__overlap=list(variant_ids)))


def cards_of_products(product_ids: Sequence[int]) -> list[Card]:
    return cards(Listing.objects.on_sale(timezone.now()).filter(product__in=product_ids))


def popular_cards(*, count: int) -> list[Card]:
    """Return the most popular buyable card of each department, best first."""
    rows = Listing.objects.on_sale(timezone.now()).filter(is_available=True)
    best_first = [F("popularity").desc(), F("id").asc()]
    place = Window(RowNumber(), partition_by=F("category_ids__0"), order_by=best_first)
    return cards(rows.annotate(place=place).filter(place=1).order_by("-popularity", "id")[:count])


def _related(*, product: int, category: int, price: int, now: datetime, count: int) -> QuerySet[Listing, Any]:
    distance = Func(F("base_price_minor") - Value(price), function="abs", output_field=IntegerField())
    rows = Listing.objects.on_sale(now).filter(category_ids__contains=[category])
    return rows.exclude(product_id=product).order_by(distance, "id").values_list(*FIELDS)[:count]


@cache
def _related_statement(count: int) -> CompiledQuery:
    samples = {"product": 16091130, "category": 16091201, "price": 16091202}
    return CompiledQuery(partial(_related, count=count), now=datetime(1609, 11, 30, tzinfo=UTC), **samples)


def related_cards(*, product_id: int, category_id: int, price_minor: int, count: int) -> list[Card]:
    """Return other goods of a category, those nearest in price first."""
    values = {"product": product_id, "category": category_id, "price": price_minor}
    return [Card(*row) for row in _related_statement(count).rows(now=timezone.now(), **values)]
