"""Read models: what lists, search and product pages show, ready to print.

Written only by catalog.services.publish, in the transaction that changes the catalogue. Nothing here
decides about money or stock: prices and stock are read fresh, `base_price_minor` and `is_available`
serve to sort and to filter.
"""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q


class ListingQuerySet(models.QuerySet["Listing"]):
    def on_sale(self, at: datetime) -> Self:
        """Narrow to cards that shoppers may see at a moment."""
        return self.filter(Q(published_at__lte=at) & (Q(unpublished_at=None) | Q(unpublished_at__gt=at)))


class Listing(models.Model):
    """One card in lists and search: a product, or one own-card value of it (the 200 mm Dobsonian)."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="listings")
    variant = models.OneToOneField(
        "catalog.Variant",
        on_delete=models.CASCADE,
        related_name="listing",
        help_text="The one the card leads to.",
    )
    variant_ids = ArrayField(models.BigIntegerField(), help_text="All variants that the card stands for.")
    category_ids = ArrayField(models.BigIntegerField(), help_text="Its category and all above it.")
    title = models.CharField(max_length=140)
    brand = models.CharField(max_length=80)
    url = models.CharField(max_length=220)
    image_url = models.CharField(max_length=220)
    badge = models.CharField(max_length=30, blank=True)
    tax_class = models.SlugField(max_length=30, default="standard")
    weight_g = models.PositiveIntegerField(default=0, help_text="Of the variant the card leads to, packed.")
    parcels = models.PositiveSmallIntegerField(default=1)
    size_mm = ArrayField(
        models.PositiveIntegerField(), default=list, db_default=[], help_text="Of its largest parcel."
    )
    specs = models.JSONField(default=list, help_text="Up to three [label, value] pairs for the card.")
    tokens = ArrayField(models.CharField(max_length=130), help_text="Facet values as facet:slug.")
    numbers = models.JSONField(default=dict, help_text="Attribute code to number, for sorting.")
    base_price_minor = models.BigIntegerField(help_text="Lowest price of its variants in the base currency.")
    is_available = models.BooleanField(
        default=False, help_text="Refreshed by inventory; at most two minutes old."
    )
    rating_tenths = models.PositiveSmallIntegerField(default=0)
    rating_count = models.PositiveIntegerField(default=0)
    popularity = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    unpublished_at = models.DateTimeField(null=True)
    search_names = models.TextField(help_text="Title, brand, item numbers and GTINs of all its variants.")
    search_facts = models.TextField(help_text="Keywords, category names and attribute values.")
    search_text = models.TextField(help_text="Pitch and description as plain words.")
    search = models.GeneratedField(
        expression=(
            SearchVector("search_names", weight="A", config="shop")
            + SearchVector("search_facts", weight="B", config="shop")
            + SearchVector("search_text", weight="D", config="shop")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(base_price_minor__gte=0), name="listing_price_not_negative")
        ]
        indexes = [
            GinIndex(fields=["category_ids"], name="listing_categories", opclasses=["array_ops"]),
            GinIndex(fields=["search"], name="listing_search"),
            GinIndex(fields=["search_names"], name="listing_names_trigram", opclasses=["gin_trgm_ops"]),
            models.Index(F("popularity").desc(), "id", name="listing_recommended"),
            GinIndex(fields=["variant_ids"], name="listing_variants", opclasses=["array_ops"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.url


class ProductPage(models.Model):
    """Everything a product page prints that does not depend on the visitor or on stock."""

    product = models.OneToOneField(
        "catalog.Product", on_delete=models.CASCADE, primary_key=True, related_name="page"
    )
    slug = models.SlugField(max_length=140, unique=True)
    document = models.JSONField()
    facts = models.JSONField(help_text="The part of the document that baskets and orders need.")
    published_at = models.DateTimeField(null=True)
    unpublished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.slug

    def is_published(self, at: datetime) -> bool:
        if self.published_at is None or self.published_at > at:
            return False
        return self.unpublished_at is None or self.unpublished_at > at
