"""Every write to the catalogue. Read models are rebuilt in the same transaction as the change."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from apps.catalog import documents
from apps.catalog.errors import CategoryLoop
from apps.catalog.models import (
    Attribute,
    AttributeValue,
    Category,
    FormerCategoryPath,
    FormerProductSlug,
    Listing,
    Product,
    ProductPage,
    Variant,
)
from apps.core.memo import forget_all


@transaction.atomic
def publish(*, product_ids: Iterable[int]) -> None:
    """Rebuild cards and page documents of products, so that pages show what the tables say."""
    ids = sorted(set(product_ids))
    if not ids:
        return
    # One rebuild of a product at a time: two would write two sets of cards.
    list(Product.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    context = documents.read_context()
    pages: list[ProductPage] = []
    listings: list[Listing] = []
    for product in documents.read_products(ids):
        page, cards = documents.build(product, context)
        pages.append(page)
        listings.extend(cards)
    Listing.objects.filter(product__in=ids).delete()
    Listing.objects.bulk_create(listings)
    ProductPage.objects.filter(product__in=ids).delete()
    ProductPage.objects.bulk_create(pages)
    transaction.on_commit(forget_all)


@transaction.atomic
def save_product(*, product: Product) -> Product:
    """Store a product, remember a slug it gives up, and rebuild what pages show."""
    if product.pk:
        former = Product.objects.filter(pk=product.pk).values_list("slug", flat=True).first()
        if former and former != product.slug:
            FormerProductSlug.objects.update_or_create(slug=former, defaults={"product": product})
    product.save()
    FormerProductSlug.objects.filter(slug=product.slug).delete()
    publish(product_ids=[product.pk])
    return product


@transaction.atomic
def save_category(*, category: Category) -> Category:
    """Store a category with its path, move the paths below it, and remember the ones given up."""
    former = (
        Category.objects.filter(pk=category.pk).values_list("path", flat=True).first()
        if category.pk
        else None
    )
    parent = category.parent
    if parent is not None and former and f"{parent.path}/".startswith(f"{former}/"):
        raise CategoryLoop
    category.path = f"{parent.path}/{category.slug}" if parent is not None else category.slug
    category.save()
    if former and former != category.path:
        _move_paths(category, former)
    FormerCategoryPath.objects.filter(path=category.path).delete()
    publish_category(category=category)
    return category


def publish_category(*, category: Category) -> None:
    """Rebuild what pages show of all goods in a category and below it."""
    below = [c.pk for c in Category.objects.filter(path__startswith=f"{category.path}/")]
    goods = Product.objects.filter(category__in=[category.pk, *below])
    publish(product_ids=goods.values_list("pk", flat=True))


def publish_attribute(*, attribute: Attribute) -> None:
    """Rebuild what pages show of all goods that have an attribute."""
    having = AttributeValue.objects.filter(attribute=attribute)
    publish(product_ids=having.values_list("product", flat=True))


def _move_paths(category: Category, former: str) -> None:
    below = list(Category.objects.filter(path__startswith=f"{former}/"))
    given_up = [FormerCategoryPath(path=former, category=category)]
    given_up += [FormerCategoryPath(path=c.path, category=c) for c in below]
    FormerCategoryPath.objects.bulk_create(
        given_up, update_conflicts=True, unique_fields=["path"], update_fields=["category"]
    )
    moved = Category.objects.filter(pk__in=[c.pk for c in below])
    moved.update(path=Concat(Value(category.path), Substr("path", len(former) + 1)))


@transaction.atomic
def record_base_prices(*, prices: Mapping[int, int | None]) -> None:
    """Copy base currency prices (variant id to minor units) to where lists sort and filter."""
    variants = list(Variant.objects.filter(pk__in=prices).order_by("pk").select_for_update(of=("self",)))
    changed = [v for v in variants if v.base_price_minor != prices[v.pk]]
    for variant in changed:
        variant.base_price_minor = prices[variant.pk]
    Variant.objects.bulk_update(changed, ["base_price_minor"])
    publish(product_ids={variant.product_id for variant in changed})


@transaction.atomic
def record_availability(*, available: Mapping[int, bool]) -> int:
    """Copy whether variants can be bought right now to where lists filter; return how many changed."""
    variants = list(Variant.objects.filter(pk__in=available).order_by("pk").select_for_update(of=("self",)))
    changed = [v for v in variants if v.is_available != available[v.pk]]
    for variant in changed:
        variant.is_available = available[variant.pk]
    Variant.objects.bulk_update(changed, ["is_available"])
    _refresh_card_availability([variant.pk for variant in changed])
    return len(changed)


def _refresh_card_availability(variant_ids: list[int]) -> None:
    cards = (
        list(Listing.objects.filter(variant_ids__overlap=variant_ids).order_by("pk")) if variant_ids else []
    )
    wanted = {pk for card in cards for pk in card.variant_ids}
    now = dict(Variant.objects.filter(pk__in=wanted, is_active=True).values_list("pk", "is_available"))
    for card in cards:
        card.is_available = any(now.get(pk, False) for pk in card.variant_ids)
    Listing.objects.bulk_update(cards, ["is_available"])


@transaction.atomic
def record_rating(*, product_id: int, rating_sum: int, rating_count: int) -> None:
    """Store the sum and the number of published reviews of a product and show them on its cards."""
    Product.objects.filter(pk=product_id).update(rating_sum=rating_sum, rating_count=rating_count)
    publish(product_ids=[product_id])
