from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q
from django.utils import timezone

from apps.catalog.models import FormerProductSlug, Listing, ProductPage, Variant
from apps.core.compiled import CompiledQuery

_PAGE = tuple(field.attname for field in ProductPage._meta.concrete_fields)
_PAGE_OF_SLUG = CompiledQuery(
    lambda *, slug: ProductPage.objects.filter(slug=slug).values_list(*_PAGE), slug="a sample"
)


def product_page(slug: str) -> ProductPage | None:
    """Return the page of a product, published or not, or None."""
    rows = _PAGE_OF_SLUG.rows(slug=slug)
    return ProductPage.from_db(DEFAULT_DB_ALIAS, _PAGE, rows[0]) if rows else None


def page_of(product_id: int) -> ProductPage | None:
    return ProductPage.objects.filter(pk=product_id).first()


def former_product_slug(slug: str) -> str | None:
    """Return where a slug that a product gave up leads now, or None."""
    former = FormerProductSlug.objects.filter(slug=slug).select_related("product").first()
    return former.product.get_absolute_url() if former else None


def variant_by_number(text: str) -> str | None:
    """Return the address of the variant with exactly this item number or GTIN, or None."""
    found = (
        Variant.objects.filter(Q(sku__iexact=text) | Q(gtin=text), is_active=True)
        .values_list("pk", flat=True)
        .first()
    )
    if found is None:
        return None
    card = Listing.objects.on_sale(timezone.now()).filter(variant_ids__contains=[found]).first()
    return card.url if card else None


@dataclass(frozen=True, slots=True)
class VariantFacts:
    """What a basket or an order copies about a variant."""

    id: int
    product_id: int
    product_name: str
    brand: str
    title: str
    sku: str
    options: str  # "200 mm, optical 8×50 finder"
    url: str
    image_url: str
    weight_g: int
    parcels: int
    tax_class: str
    personal_text: str
    is_gift_card: bool
    is_on_sale: bool
    category_ids: frozenset[int]  # its own and those above it
    brand_id: int
    size_mm: tuple[int, ...] = ()  # of the largest parcel; empty: not known
    hs_code: str = ""
    origin: str = ""


FACTS_FIELDS = (
    "id",
    "product_id",
    "is_active",
    "product__page__facts",
    "product__published_at",
    "product__unpublished_at",
)  # of a variant, in the order that facts_from takes them


def facts_from(
    pk: int,
    product_id: int,
    is_active: bool,
    facts: dict[str, Any] | None,
    published_at: datetime | None,
    unpublished_at: datetime | None,
    *,
    now: datetime,
) -> VariantFacts | None:
    """Read the values of FACTS_FIELDS; None for a variant that was never published."""
    own = facts["variants"].get(str(pk)) if facts else None
    if facts is None or own is None:
        return None
    is_published = (
        published_at is not None and published_at <= now and (unpublished_at is None or unpublished_at > now)
    )
    return VariantFacts(
        id=pk,
        product_id=product_id,
        product_name=facts["name"],
        brand=facts["brand"],
        title=own["title"],
        sku=own["sku"],
        options=own["options_text"],
        url=own["url"],
        image_url=own["image_url"],
        weight_g=max(0, own["weight_g"] or 0),
        parcels=own["parcels"],
        tax_class=facts["tax_class"],
        personal_text=facts["personal_text"],
        is_gift_card=facts.get("is_gift_card", False),
        is_on_sale=is_active and is_published,
        category_ids=frozenset(facts["category_ids"]),
        brand_id=facts["brand_id"],
        size_mm=tuple(own.get("size_mm", ())),
        hs_code=own.get("hs_code", ""),
        origin=own.get("origin", ""),
    )
